import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvFile } from './csv-out.ts';

describe('a list as CSV', () => {
  it.each([
    '=1+1',
    '+84905',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '=cmd|’ /C calc’!A0',
  ])('gives a spreadsheet no formula in «%s»', (text) => {
    expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('leaves everything else as it is, read back by another program', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })), { minLength: 1 }), (rows) => {
        const text = Buffer.from(csvFile(['a', 'b'], rows)).toString('utf8');
        const wanted = rows.map((row) =>
          row.map((cell) => Buffer.from(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).toString('utf8')),
        );
        const back = parse(text, { bom: true, record_delimiter: '\r\n', relax_column_count: true }) as string[][];
        expect(back.slice(1)).toEqual(wanted.filter((row) => row.join() !== ''));
      }),
    );
  });

  it('begins with the mark by which Excel knows UTF-8', () => {
    expect([...csvFile(['Mã'], []).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});
