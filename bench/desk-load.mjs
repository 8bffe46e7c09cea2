// node bench/desk-load.mjs [--minutes 10] [--officers 10] [--rows 1000000] [--think 1000] [--json]: ten officers at work at
// once in a ward whose store holds a million dossiers. Exit status 1 where an answer is wrong or the goal is missed.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    officers: { type: 'string', default: '10' },
    rows: { type: 'string', default: '1000000' },
    think: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});
const folder = join(root, '.tmp', `desk-load.${process.pid}`);
mkdirSync(folder, { recursive: true });
try {
  const bundle = async (name) => {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      entryPoints: [join(root, 'bench', `${name}.ts`)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'error',
    });
    return outfile;
  };
  const server = await bundle('desk-server');
  const { runDeskLoad } = await import(await bundle('desk-load'));
  process.exitCode = await runDeskLoad({
    server,
    minutes: Number(values.minutes),
    officers: Number(values.officers),
    rows: Number(values.rows),
    think: Number(values.think),
    json: values.json,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
