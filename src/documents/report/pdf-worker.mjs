/**
 * The typesetter in a thread of its own: compiling a document takes a while, and the program goes on meanwhile.
 * Plain JavaScript, because it is started from its file, outside of any bundle. It is given the templates and the
 * data, and knows nothing of reports or slips: a template `name` reads `/name.json`.
 */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** Forms in which the compiler writes: 1 is PDF. */
const PDF = 1;
/** Diagnostics in full: severity, place, message. */
const FULL = 3;

const { compilerModule, compilerWasm, fonts, templates } = workerData;

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
  for (const [name, text] of Object.entries(templates)) compiler.add_source(`/${name}.typ`, text);
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

/** Points by which the rows of a table may grow, above and below, until its total no longer stands alone on a page. */
const EXTRA_HEIGHTS = [0.3, 0.6, 0.9, 1.2, 1.5];

/** Tables whose total has come to stand on another page than the last row above it. */
function lonelyTotals(world) {
  const marks = JSON.parse(world.query(0, '<row-page>', 'value'));
  const lastRows = new Map(marks.filter((mark) => mark.row === 'last').map((mark) => [mark.part, mark.page]));
  return marks
    .filter((mark) => mark.row === 'total' && lastRows.has(mark.part) && lastRows.get(mark.part) !== mark.page)
    .map((mark) => mark.part);
}

/** Compiles once. Content can vanish with no more than a warning, so a warning is a failure. */
function compile(compiler, template, extraHeights) {
  compiler.map_shadow('/extra-heights.json', new TextEncoder().encode(JSON.stringify(extraHeights)));
  const world = compiler.snapshot('/', `/${template}.typ`, []);
  const checked = world.compile(0, FULL);
  const found = messages(checked.diagnostics);
  if (!checked.hasError && found.length === 0) return { world };
  world.free();
  return { problems: found.length > 0 ? found : ['compile'] };
}

async function typeset(data, template) {
  const compiler = await starting;
  compiler.map_shadow(`/${template}.json`, data);
  const extraHeights = {};
  for (let round = 0; ; round += 1) {
    const { world, problems } = compile(compiler, template, extraHeights);
    if (problems !== undefined) return { problems };
    try {
      const lonely = lonelyTotals(world);
      if (lonely.length === 0 || round === EXTRA_HEIGHTS.length) {
        const { result, diagnostics } = world.get_artifact(PDF, FULL);
        return result === undefined ? { problems: messages(diagnostics) } : { pdf: result };
      }
      for (const part of lonely) extraHeights[part] = EXTRA_HEIGHTS[round];
    } finally {
      world.free();
    }
  }
}

parentPort.on('message', async ({ id, data, template }) => {
  try {
    parentPort.postMessage({ id, ...(await typeset(data, template)) });
  } catch (error) {
    parentPort.postMessage({ id, problems: [error instanceof Error ? error.message : String(error)] });
  }
});
