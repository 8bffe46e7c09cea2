// node bench/search.mjs: bundles the measurement of searching and runs it. MOTCUA_BENCH_ROWS makes the ward smaller.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'dist', `bench-search.${process.pid}`);
mkdirSync(folder, { recursive: true });
try {
  const outfile = join(folder, 'search.mjs');
  await build({
    entryPoints: [join(root, 'bench', 'search.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  const { runSearchBench } = await import(outfile);
  process.exitCode = await runSearchBench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
