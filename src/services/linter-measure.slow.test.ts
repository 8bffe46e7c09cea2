import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readTxt } from '../documents/reading/read-txt.ts';
import { measureAll, measureSlips, partOf, writePart } from './linter-docs.testkit.ts';

/** The goal of the linter: of a hundred changed numbers at least this many are noticed. */
const GOAL = 0.95;

it('notices at least 95 of 100 changed numbers, and the page says how many (write it with MOTCUA_WRITE_DOCS=1)', async () => {
  const { table, measures, errorsInConsistent } = await measureAll();
  const total = measures.reduce((sum, measure) => sum + measure.total, 0);
  const found = measures.reduce((sum, measure) => sum + measure.found, 0);
  expect(total).toBeGreaterThan(1_500);
  expect(found / total, measures.flatMap((measure) => measure.missed).join('\n')).toBeGreaterThanOrEqual(GOAL);
  expect(errorsInConsistent).toBe(0);
  if (process.env['MOTCUA_WRITE_DOCS'] === '1') await writePart('measures', table);
  expect(await partOf('measures')).toBe(table);
});

const SEED = process.env['MOTCUA_SEED_REPORT'];
if (SEED !== undefined && existsSync(SEED)) {
  it('notices them in the audited report too', () => {
    const measure = measureSlips('seed', readTxt(readFileSync(SEED), 'bao-cao.txt'));
    expect(measure.found / measure.total, measure.missed.join('\n')).toBeGreaterThanOrEqual(GOAL);
  });
}
