/**
 * The typesetter behind the PDF: one worker thread, started when first needed, given one document at a time. It keeps
 * no process alive while it has nothing to do.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FONT_FACES, fontPath } from '../fonts.ts';
import { packageRoot } from './package-root.ts';

/** A thread's memory only grows: after so many documents a new thread takes over. */
const DOCUMENTS_PER_WORKER = 64;
/** A document larger than this (bytes of data) is the last of its thread. */
const LARGE_DOCUMENT = 2_000_000;
const TIME_LIMIT_MS = 180_000;

/** What can be typeset: each has its template and reads its data from a file of its own name. */
const TEMPLATES = {
  report: join('report', 'report.typ'),
  slip: join('slips', 'slip.typ'),
} as const;
export type TemplateName = keyof typeof TEMPLATES;

interface Job {
  readonly id: number;
  readonly data: Uint8Array;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly id: number;
  readonly pdf?: Uint8Array;
  readonly problems?: readonly string[];
}

interface Engine {
  readonly worker: Worker;
  readonly waiting: Map<number, Job>;
  done: number;
}

let engine: Engine | undefined;
let lastId = 0;

function launch(): Engine {
  const folder = join(packageRoot(), 'src', 'documents');
  const require = createRequire(import.meta.url);
  const worker = new Worker(join(folder, 'report', 'pdf-worker.mjs'), {
    workerData: {
      compilerModule: require.resolve('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler.mjs'),
      compilerWasm: require.resolve('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm'),
      fonts: FONT_FACES.map(fontPath),
      templates: Object.fromEntries(
        Object.entries(TEMPLATES).map(([name, path]) => [name, readFileSync(join(folder, path), 'utf8')]),
      ),
    },
    // Flags of the program (inspector, loaders, coverage) are no concern of this thread.
    execArgv: [],
  });
  const started: Engine = { worker, waiting: new Map(), done: 0 };
  worker.on('message', (answer: Answer) => settle(started, answer));
  worker.on('error', (error) => abandon(started, `Luồng dựng PDF gặp lỗi: ${error.message}.`));
  worker.on('exit', () => abandon(started, 'Luồng dựng PDF đã dừng trước khi xong; hãy thử lại.'));
  worker.unref();
  return started;
}

function settle(of: Engine, answer: Answer): void {
  const job = of.waiting.get(answer.id);
  if (job === undefined) return;
  of.waiting.delete(answer.id);
  of.done += 1;
  if (of.waiting.size === 0) of.worker.unref();
  if (answer.pdf !== undefined) job.resolve(answer.pdf);
  else
    job.reject(
      new Error(`Không dựng được PDF; báo cho người quản trị kèm nội dung này: ${(answer.problems ?? []).join(' | ')}`),
    );
  // New documents go to a new thread; this one ends when it has finished what it already has.
  if (engine === of && (of.done >= DOCUMENTS_PER_WORKER || job.data.length > LARGE_DOCUMENT)) engine = undefined;
  if (engine !== of && of.waiting.size === 0) void of.worker.terminate();
}

function abandon(of: Engine, reason: string): void {
  if (engine === of) engine = undefined;
  for (const job of of.waiting.values()) job.reject(new Error(reason));
  of.waiting.clear();
}

/** Starts the typesetter before the first document is ready; calling it again does nothing. */
export function startPdfEngine(): void {
  engine ??= launch();
}

/** Typesets one document from its data. @throws Error with the typesetter's complaint, be it only a warning. */
export function typeset(data: Uint8Array, template: TemplateName = 'report'): Promise<Uint8Array> {
  startPdfEngine();
  const of = engine as Engine;
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      abandon(of, `Dựng PDF quá ${TIME_LIMIT_MS / 1000} giây nên đã dừng; hãy giảm số dòng của biểu.`);
      void of.worker.terminate();
    }, TIME_LIMIT_MS);
    timer.unref();
    const finish =
      <T>(then: (value: T) => void) =>
      (value: T): void => {
        clearTimeout(timer);
        then(value);
      };
    of.waiting.set(id, { id, data, resolve: finish(resolve), reject: finish(reject) });
    of.worker.ref();
    of.worker.postMessage({ id, data, template });
  });
}

/** Ends the typesetter's thread; the next document starts a new one. */
export async function closePdfEngine(): Promise<void> {
  const of = engine;
  engine = undefined;
  if (of !== undefined) await of.worker.terminate();
}
