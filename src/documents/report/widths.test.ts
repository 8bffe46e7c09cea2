import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidthMm } from '../fonts.ts';
import { cell, column, longPart06a, part06a } from './forms.fixture.ts';
import { CELL_PADDING_MM, formulaLines, lineCount, measureTable } from './widths.ts';

const widthOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

describe('columns', () => {
  it('fill the page exactly and hold every word of their heads', () => {
    const part = part06a();
    const printed = part.rows.map((row) =>
      part.columns.map((c, i) => (i === 1 ? row.label : String(row.cells[c.key] ?? ''))),
    );
    const { widthsMm, sizePt } = measureTable(part, printed, 252);
    expect(widthOf(widthsMm)).toBeCloseTo(252, 6);
    expect(sizePt).toBe(11);
    for (const head of part.head.flat().filter((one) => one.colSpan === 1)) {
      for (const word of head.text.split(' ')) {
        expect(textWidthMm(word, sizePt, 'bold') + 2 * CELL_PADDING_MM).toBeLessThanOrEqual(
          widthsMm[head.column] as number,
        );
      }
    }
  });

  it('keep the proportions that the form asks for where there is room', () => {
    const part = {
      ...part06a(),
      columns: [column('1', 1, 1), column('2', 2, 3), column('3', 3, 2)],
      head: [[cell('STT', 0), cell('Tên', 1), cell('Số', 2)]],
    };
    expect(measureTable(part, [['1', 'x', '9']], 120).widthsMm).toEqual([20, 60, 40]);
  });

  it('use smaller type, never a narrower number, when the page is full', () => {
    const part = longPart06a(1);
    const money = part.columns.map((_, i) => (i === 1 ? 'Tên' : '1.000.000.000'));
    const { widthsMm, sizePt } = measureTable(part, [money], 252);
    expect(sizePt).toBeLessThan(9);
    expect(widthOf(widthsMm)).toBeCloseTo(252, 6);
    expect(textWidthMm('1.000.000.000', sizePt, 'bold')).toBeLessThan(widthsMm[2] as number);
  });

  it('always fill the page exactly, whatever the form asks for', () => {
    const columns = fc.array(
      fc.record({
        width: fc.double({ min: 0.1, max: 100, noNaN: true }),
        head: fc.string({ maxLength: 60 }),
        value: fc.string({ maxLength: 30 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(columns, fc.integer({ min: 100, max: 300 }), (made, available) => {
        const part = {
          ...part06a(),
          columns: made.map((one, i) => column(String(i), i, one.width)),
          head: [made.map((one, i) => cell(one.head, i))],
        };
        const { widthsMm } = measureTable(part, [made.map((one) => one.value)], available);
        expect(widthOf(widthsMm)).toBeCloseTo(available, 6);
        expect(Math.min(...widthsMm)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('lines', () => {
  it('break formulas after = and + only, each line within the width', () => {
    const label = '(11)=(12)+(13)+(14)';
    fc.assert(
      fc.property(fc.double({ min: 12, max: 60, noNaN: true }), (width) => {
        const lines = formulaLines(label, width, 10);
        expect(lines.join('')).toBe(label);
        for (const line of lines) expect(textWidthMm(line, 10, 'italic')).toBeLessThanOrEqual(width);
        for (const line of lines.slice(0, -1)) expect(line).toMatch(/[=+]$/);
      }),
    );
    expect(formulaLines(label, 100, 10)).toEqual([label]);
    expect(formulaLines('(12)=(11)/(9)', 100, 10)).toEqual(['(12)=(11)/(9)']);
    expect(formulaLines('', 100, 10)).toEqual([]);
  });

  it('are counted by words, longer words broken', () => {
    expect(lineCount('', 20, 11)).toBe(1);
    expect(lineCount('Hộ tịch', 50, 11)).toBe(1);
    expect(lineCount('Hộ tịch', 8, 11)).toBe(2);
    expect(lineCount('một\nhai\nba', 50, 11)).toBe(3);
    const long = 'a'.repeat(100);
    expect(lineCount(long, textWidthMm(long, 11) / 4 + 0.01, 11)).toBe(4);
  });

  it('never grow fewer when the column grows narrower', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 20 }), fc.integer({ min: 5, max: 100 }), (text, width) => {
        expect(lineCount(text, width, 11)).toBeGreaterThanOrEqual(lineCount(text, width + 5, 11));
      }),
    );
  });
});
