/**
 * The typesetter in a thread of its own: compiling a document takes a while, and the program goes on meanwhile.
 * Plain JavaScript, because it is started from its file, outside of any bundle. It is given the template and the
 * data, and knows nothing of reports.
 */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** Forms in which the compiler writes: 1 is PDF. */
const PDF = 1;
/** Diagnostics in full: severity, place, message. */
const FULL = 3;

const { compilerModule, compilerWasm, fonts, template } = workerData;

async function start() {
  const [typst, bytes, ...fontBytes] = await Promise.all([
    import(pathToFileURL(compilerModule).href),
    readFile(compilerWasm),
    ...fonts.map((path) => readFile(path)),
  ]);
  await typst.default({ module_or_path: await WebAssembly.compile(bytes) });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fontBytes) await builder.add_raw_font(new Uint8Array(font));
  const compiler = await builder.build();
  compiler.add_source('/report.typ', template);
  return compiler;
}

const starting = start();
// A failure is told to whoever asks for a document; until then nobody listens.
starting.catch(() => {});

function messages(diagnostics) {
  return (diagnostics ?? []).map((one) =>
    typeof one === 'string' ? one : `${one.path}:${one.range}: ${one.severity}: ${one.message}`,
  );
}

async function typeset(data) {
  const compiler = await starting;
  compiler.map_shadow('/report.json', data);
  const world = compiler.snapshot('/', '/report.typ', []);
  try {
    const checked = world.compile(0, FULL);
    // Content can vanish with no more than a warning, so a warning is a failure.
    const found = messages(checked.diagnostics);
    if (checked.hasError || found.length > 0) return { problems: found.length > 0 ? found : ['compile'] };
    const { result, diagnostics } = world.get_artifact(PDF, FULL);
    if (result === undefined) return { problems: messages(diagnostics) };
    return { pdf: result };
  } finally {
    world.free();
  }
}

parentPort.on('message', async ({ id, data }) => {
  try {
    parentPort.postMessage({ id, ...(await typeset(data)) });
  } catch (error) {
    parentPort.postMessage({ id, problems: [error instanceof Error ? error.message : String(error)] });
  }
});
