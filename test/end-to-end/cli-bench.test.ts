/** The benchmark itself, made small: it runs to its end, and what it measures counts the same as SQL written by hand. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/store/package-root.ts';

it('measures a small province', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(packageRoot(), 'bench', 'run.mjs'), '--json'], {
    env: { ...process.env, MOTCUA_BENCH_ROWS: '4000' },
    maxBuffer: 10_000_000,
  });
  const { rows, results } = JSON.parse(stdout) as {
    rows: number;
    results: { what: string; value: number; holds: boolean | null }[];
  };
  expect(rows).toBe(4000);
  expect(results.length).toBeGreaterThanOrEqual(12);
  for (const result of results) {
    expect(result.value, result.what).toBeGreaterThan(0);
    // A small province is held to no goal.
    expect(result.holds, result.what).toBeNull();
  }
});
