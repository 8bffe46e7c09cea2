import { describe, expect, it } from 'vitest';
import type { EquationDefinition } from './definition.ts';
import { checkOpening, checkRowEquations, checkTotals, columnName, parseEquation, sumOf } from './equations.ts';
import type { CellValue, ColumnModel, FormPartModel, RowModel } from './model.ts';

const column = (
  key: string,
  number: number | null,
  name: string,
  format: ColumnModel['format'] = 'integer',
): ColumnModel => ({
  key,
  number,
  format,
  formulaLabel: '',
  sumOf: [],
  align: 'center',
  width: 5,
  path: ['Sách', name],
  indicator: null,
});
const row = (label: string, cells: Record<string, CellValue>): RowModel => ({ number: 1, key: label, label, cells });
const part = (rows: RowModel[], total: RowModel | null = null): FormPartModel => ({
  id: 'main',
  title: null,
  measure: null,
  head: [],
  emptyText: '',
  rows,
  total,
  columns: [
    column('3', 3, 'Tổng số'),
    column('4', 4, 'Thơ'),
    column('5', 5, 'Truyện'),
    column('lost', null, 'Mất'),
    column('p', 6, 'Tỷ lệ', 'percent'),
  ],
});
const equation = (
  text: string,
  scope: 'rows' | 'opening' = 'rows',
  more: Partial<EquationDefinition> = {},
): EquationDefinition => ({
  code: 'T-01',
  severity: 'error',
  scope,
  equation: text,
  message: 'Tổng số phải bằng thơ + truyện',
  ...more,
});

describe('đẳng thức', () => {
  it('is read', () => {
    expect(parseEquation('3 = 4 + 5')).toEqual({ left: ['3'], operator: '=', right: ['4', '5'] });
    expect(parseEquation(' lost <= 3 ')).toEqual({ left: ['lost'], operator: '<=', right: ['3'] });
    expect(parseEquation('3 + 4 = 5')).toEqual({ left: ['3', '4'], operator: '=', right: ['5'] });
  });
  it.each([
    '',
    '3',
    '3 = ',
    '= 3',
    '3 >= 4',
    '3 < 4',
    '3=4',
    '3 = 4 +',
    '3 = + 4',
    '3 = 4 = 5',
    '3 = 4 - 5',
    '3 == 4',
  ])('refuses «%s»', (text) => expect(() => parseEquation(text)).toThrow('Không đọc được đẳng thức'));
  it('counts blanks and words as nothing', () =>
    expect(sumOf({ a: 3, b: null, c: 'x', d: -1 }, ['a', 'b', 'c', 'd', 'e'])).toBe(2));
  it('names a column by its number, or by its head', () => {
    expect(columnName(part([]).columns, '4')).toBe('(4)');
    expect(columnName(part([]).columns, 'lost')).toBe('«Mất»');
    expect(columnName(part([]).columns, '9')).toBe('(9)');
  });
});

describe('kiểm tra từng hàng', () => {
  const check = (text: string, rows: RowModel[], total: RowModel | null = null) =>
    checkRowEquations([equation(text)], part(rows, total))[0];

  it('holds on every row and the total', () =>
    expect(check('3 = 4 + 5', [row('A', { '3': 7, '4': 3, '5': 4 })], row('TỔNG', { '3': 7, '4': 3, '5': 4 }))).toEqual(
      {
        code: 'T-01',
        severity: 'error',
        holds: true,
        message: 'Tổng số phải bằng thơ + truyện: đúng ở mọi hàng.',
      },
    ));

  it('names the first row at odds, its figures, and how many more there are', () => {
    const rows = [
      row('A', { '3': 7, '4': 3, '5': 4 }),
      row('B', { '3': 2074, '4': 384, '5': 1601 }),
      row('C', { '3': 1, '4': null, '5': 0 }),
    ];
    expect(check('3 = 4 + 5', rows)?.message).toBe(
      'Tổng số phải bằng thơ + truyện; hàng «B»: (3) 2.074 ≠ (4) 384 + (5) 1.601 (và 1 hàng khác).',
    );
  });

  it('is checked on the total as on the rows', () =>
    expect(
      check('3 = 4 + 5', [row('A', { '3': 7, '4': 3, '5': 4 })], row('TỔNG', { '3': 8, '4': 3, '5': 4 })),
    ).toMatchObject({ holds: false }));

  it('fails in both directions', () => {
    for (const sum of [6, 8]) expect(check('3 = 4 + 5', [row('A', { '3': sum, '4': 3, '5': 4 })])?.holds).toBe(false);
  });

  it.each([
    [2, true],
    [3, true],
    [4, false],
  ])('%d of at most 3: %s', (lost, holds) => {
    const found = check('lost <= 3', [row('A', { '3': 3, lost })]);
    expect(found?.holds).toBe(holds);
    if (!holds) expect(found?.message).toContain('«Mất» 4 > (3) 3');
  });

  it('looks only at its own part and scope', () => {
    const rows = [row('A', { '3': 1, '4': 0, '5': 0 })];
    expect(
      checkRowEquations([equation('3 = 4', 'rows', { part: 'II' }), equation('3 = 4', 'opening')], part(rows)),
    ).toEqual([]);
    expect(checkRowEquations([equation('3 = 4', 'rows', { part: 'main' })], part(rows))).toHaveLength(1);
  });
});

describe('hàng tổng cộng', () => {
  const rows = [row('A', { '3': 7, '4': 3, p: 10_000 }), row('B', { '3': 1, '4': null, p: 5000 })];
  it('is the sum of the rows, shares left out', () =>
    expect(checkTotals('T', part(rows, row('T', { '3': 8, '4': 3, p: 9000 })))).toMatchObject({ holds: true }));
  it('names the columns where it is not', () =>
    expect(checkTotals('T', part(rows, row('T', { '3': 9, '4': 2, lost: 1 })))?.message).toBe(
      'Hàng tổng cộng khác tổng các hàng ở cột (3), (4), «Mất».',
    ));
  it('is not asked of a part without one', () => expect(checkTotals('T', part(rows))).toBeNull());
});

describe('đầu kỳ', () => {
  const opening = (now: RowModel[], before: RowModel[] | null) =>
    checkOpening(
      equation('4 = 3', 'opening', { message: 'Đầu kỳ bằng cuối kỳ trước' }),
      part(now),
      before === null ? null : part(before),
      'Quý II năm 2023',
    );
  it('holds, differs, and says when there is nothing to compare with', () => {
    expect(opening([row('A', { '4': 5 })], [row('A', { '3': 5 })])).toMatchObject({
      holds: true,
      message: 'Đầu kỳ bằng cuối kỳ trước: khớp với số chốt của Quý II năm 2023.',
    });
    expect(opening([row('A', { '4': 5 })], [row('A', { '3': 6 })])).toMatchObject({
      holds: false,
      message: 'Đầu kỳ bằng cuối kỳ trước, nhưng khác số chốt của Quý II năm 2023: A: 5 so với 6.',
    });
    expect(opening([row('A', { '4': 5 })], null)).toMatchObject({ holds: true });
    expect(opening([row('A', { '4': 5 })], null).message).toContain('chưa có số liệu chốt');
  });
  it('sees a row that is new and one that has gone', () => {
    expect(opening([row('A', { '4': 5 }), row('B', { '4': 0 })], [row('A', { '3': 5 })]).holds).toBe(true);
    expect(opening([row('A', { '4': 5 }), row('B', { '4': 1 })], [row('A', { '3': 5 })]).message).toContain(
      'B: 1 so với 0',
    );
    expect(opening([], [row('A', { '3': 5 }), row('B', { '3': 0 })]).message).toContain('A: 0 so với 5.');
  });
});
