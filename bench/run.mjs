// npm run bench: bundles the benchmark and runs it. MOTCUA_BENCH_ROWS makes the province smaller; --json for machines.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'dist', `bench.${process.pid}`);
mkdirSync(folder, { recursive: true });
try {
  const outfile = join(folder, 'bench.mjs');
  await build({
    entryPoints: [join(root, 'bench', 'bench.ts')],
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
  const { runBench } = await import(outfile);
  process.exitCode = await runBench({ json: process.argv.includes('--json') });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
