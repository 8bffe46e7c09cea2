import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../time/plain-date.ts';
import type {
  ColumnContent,
  ColumnDefinition,
  EquationDefinition,
  FormDefinition,
  FormPartDefinition,
} from './definition.ts';
import { buildPart, checksOf, effectiveOn, formProblems, headOf } from './form-engine.ts';
import { IndicatorCatalogue } from './indicators.ts';

const words = { label: 'x', unit: 'x', explanation: 'x' };
const catalogue = new IndicatorCatalogue([
  { ...words, id: 'poems', kind: 'count', population: 'activity', where: { all: [] } },
  { ...words, id: 'novels', kind: 'count', population: 'activity', where: { all: [] } },
  { ...words, id: 'books', kind: 'computed', plus: ['poems', 'novels'] },
  { ...words, id: 'poemShare', kind: 'ratio', numerator: 'poems', denominator: 'books', denominatorName: 'sách' },
]);
const column = (key: string, content: ColumnContent, more: Partial<ColumnDefinition> = {}): ColumnDefinition => ({
  key,
  number: /^\d+$/.test(key) ? Number(key) : null,
  heading: [key],
  content,
  width: 5,
  ...more,
});
const counted = (key: string, indicator: string, more: Partial<ColumnDefinition> = {}) =>
  column(key, { kind: 'indicator', indicator }, more);
const part = (columns: ColumnDefinition[], more: Partial<FormPartDefinition> = {}): FormPartDefinition => ({
  id: 'main',
  rows: { kind: 'sector' },
  columns,
  totalLabel: 'TỔNG CỘNG',
  emptyText: 'Không phát sinh',
  ...more,
});
const shelf = part([
  column('1', { kind: 'rowNumber' }),
  column('2', { kind: 'rowLabel' }, { format: 'text' }),
  column('3', { kind: 'sum', of: ['4', '5', '6'] }),
  counted('4', 'poems'),
  counted('5', 'novels'),
  column('6', { kind: 'blank' }),
  column('7', { kind: 'difference', of: '4', minus: '5' }),
  column('8', { kind: 'percentage', of: '4', base: '3' }, { format: 'percent' }),
  counted('9', 'poemShare', { format: 'percent' }),
  column('10', { kind: 'attribute', name: 'room' }, { format: 'text' }),
]);
const values: Record<string, Record<string, number>> = {
  a: { poems: 1, novels: 2 },
  b: { poems: 2, novels: 1 },
  c: { poems: 0, novels: 0 },
};
const built = buildPart(
  shelf,
  {
    rows: [
      { key: 'a', label: 'A', attributes: { room: '12' } },
      { key: 'b', label: 'B' },
      { key: 'c', label: 'C' },
    ],
    valueAt: (row, id) => values[row]?.[id] ?? 0,
  },
  catalogue,
);

describe('một phần của biểu', () => {
  it('fills counted, computed and blank cells', () => {
    expect(built.rows.map((row) => row.cells)).toEqual([
      { '1': 1, '2': 'A', '3': 3, '4': 1, '5': 2, '6': null, '7': -1, '8': 3333, '9': 3333, '10': '12' },
      { '1': 2, '2': 'B', '3': 3, '4': 2, '5': 1, '6': null, '7': 1, '8': 6667, '9': 6667, '10': null },
      // a share of nothing is blank, not 0%
      { '1': 3, '2': 'C', '3': 0, '4': 0, '5': 0, '6': null, '7': 0, '8': null, '9': null, '10': null },
    ]);
    expect(built.rows.map((row) => row.number)).toEqual([1, 2, 3]);
  });

  it('adds the total; shares in it are computed again, never added', () =>
    expect(built.total?.cells).toEqual({
      '1': null,
      '2': 'TỔNG CỘNG',
      '3': 6,
      '4': 3,
      '5': 3,
      '6': null,
      '7': 0,
      '8': 5000,
      '9': 5000,
      '10': null,
    }));

  it('prints its formulas', () =>
    expect(built.columns.map((c) => c.formulaLabel)).toEqual([
      '(1)',
      '(2)',
      '(3)=(4)+(5)+(6)',
      '(4)',
      '(5)',
      '(6)',
      '(7)=(4)-(5)',
      '(8)=(4)/(3)',
      '(9)',
      '(10)',
    ]));

  it('keeps what writers need for live formulas', () => {
    const [, , three, four, , , seven, eight] = built.columns;
    expect(three).toMatchObject({ sumOf: ['4', '5', '6'], indicator: null });
    expect(four).toMatchObject({ sumOf: [], indicator: 'poems' });
    expect(seven?.differenceOf).toEqual(['4', '5']);
    expect(eight?.percentageOf).toEqual(['4', '3']);
  });

  it('has no total where the form has none, and zeros where there is no row', () => {
    expect(buildPart({ ...shelf, totalLabel: null }, { rows: [], valueAt: () => 0 }, catalogue).total).toBeNull();
    expect(buildPart(shelf, { rows: [], valueAt: () => 1 }, catalogue).total?.cells).toMatchObject({
      '3': 0,
      '4': 0,
      '8': null,
    });
  });

  it('a column without a number has no formula label and is named by its key in others', () => {
    const columns = [
      column('all', { kind: 'sum', of: ['4', 'lost'] }),
      column('3', { kind: 'sum', of: ['4', 'lost'] }),
      counted('4', 'poems'),
      counted('lost', 'novels'),
    ];
    expect(
      buildPart(part(columns), { rows: [], valueAt: () => 0 }, catalogue).columns.map((c) => c.formulaLabel),
    ).toEqual(['', '(3)=(4)+(lost)', '(4)', '']);
  });
});

describe('đầu bảng', () => {
  it('tiles every place exactly once, whatever the heads', () => {
    const name = fc.constantFrom('A', 'B', 'C');
    fc.assert(
      fc.property(
        fc.array(fc.array(name, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        (headings) => {
          const head = headOf(headings.map((heading) => ({ heading })));
          const depth = Math.max(...headings.map((heading) => heading.length));
          expect(head).toHaveLength(depth);
          const taken = Array.from({ length: depth }, () => headings.map(() => 0));
          for (const [level, cells] of head.entries()) {
            for (const cell of cells) {
              for (let r = level; r < level + cell.rowSpan; r += 1)
                for (let c = cell.column; c < cell.column + cell.colSpan; c += 1)
                  (taken[r] as number[])[c] = ((taken[r] as number[])[c] ?? Number.NaN) + 1;
              for (let c = cell.column; c < cell.column + cell.colSpan; c += 1)
                expect(headings[c]?.[level]).toBe(cell.text);
            }
          }
          expect(taken.flat().every((times) => times === 1)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('does not merge two columns of the same full name, nor cousins of the same name', () => {
    expect(headOf([{ heading: ['Tổng'] }, { heading: ['Tổng'] }])[0]).toHaveLength(2);
    const cousins = headOf([{ heading: ['A', 'Tổng', 'x'] }, { heading: ['B', 'Tổng', 'x'] }]);
    expect(cousins[1]).toEqual([
      { text: 'Tổng', column: 0, colSpan: 1, rowSpan: 1 },
      { text: 'Tổng', column: 1, colSpan: 1, rowSpan: 1 },
    ]);
  });
});

describe('what is wrong with a form', () => {
  const equation = (text: string, more: Partial<EquationDefinition> = {}): EquationDefinition => ({
    code: 'F1',
    severity: 'error',
    scope: 'rows',
    equation: text,
    message: 'x',
    ...more,
  });
  const form = (more: Partial<FormDefinition> = {}): FormDefinition => ({
    code: 'T/1',
    shortCode: 'T',
    pack: 'thử',
    effectiveFrom: plainDate('2023-01-01'),
    effectiveThrough: null,
    status: 'provisional',
    legalBasis: [],
    title: [],
    listTitle: '',
    measure: '',
    parts: [shelf],
    equations: [],
    ...more,
  });
  const columns = (...more: ColumnDefinition[]) => form({ parts: [part([...shelf.columns, ...more])] });
  it('nothing with a right one', () =>
    expect(
      formProblems(
        form({
          equations: [
            equation('3 = 4 + 5'),
            equation('4 <= 3', { code: 'F2' }),
            equation('4 = 3', { code: 'F3', scope: 'opening' }),
          ],
        }),
        catalogue,
      ),
    ).toEqual([]));
  it.each<[string, FormDefinition, string]>([
    ['ends before it begins', form({ effectiveThrough: plainDate('2022-12-31') }), 'hết hiệu lực trước'],
    ['a column twice', columns(counted('4', 'poems')), '«4» có hai lần'],
    ['a column without a head', columns(column('x', { kind: 'blank' }, { heading: [] })), '«x» không có tên'],
    ['a sum of a column that is not there', columns(column('x', { kind: 'sum', of: ['99'] })), '«99»'],
    [
      'a base that is not there',
      columns(column('x', { kind: 'percentage', of: '4', base: '99' }, { format: 'percent' })),
      '«99»',
    ],
    ['a sum of itself', columns(column('x', { kind: 'sum', of: ['4', 'x'] })), '«x» tính từ chính nó'],
    [
      'a circle of columns',
      columns(column('x', { kind: 'difference', of: '4', minus: 'y' }), column('y', { kind: 'sum', of: ['x'] })),
      '«y» tính từ chính nó',
    ],
    ['an indicator that is not there', columns(counted('x', 'magazines')), '«magazines»'],
    ['a share printed as a number', columns(counted('x', 'poemShare')), '«x» là tỷ lệ'],
    ['a count printed as a share', columns(counted('x', 'poems', { format: 'percent' })), '«x» là tỷ lệ'],
    [
      'an equation of a column that is not there',
      form({ equations: [equation('3 = 4 + 99')] }),
      'F1 dùng cột không có «99»',
    ],
    ['an equation that cannot be read', form({ equations: [equation('3 > 4')] }), 'đẳng thức F1: Không đọc được'],
    ['an equation twice', form({ equations: [equation('3 = 3'), equation('4 = 4')] }), 'F1 có hai lần'],
    [
      'an equation of a part that is not there',
      form({ equations: [equation('3 = 3', { part: 'IX' })] }),
      'phần không có «IX»',
    ],
    [
      'an opening that is not an equality',
      form({ equations: [equation('3 <= 4', { scope: 'opening' })] }),
      'phải dùng dấu bằng',
    ],
    [
      'rows of a population that is not there',
      form({ parts: [part([...shelf.columns], { rows: { kind: 'entry', population: 'cats' as 'activity' } })] }),
      '«cats»',
    ],
  ])('%s', (_, definition, said) => expect(formProblems(definition, catalogue).join('\n')).toContain(said));

  it('checks carry the number of the form', () => {
    const checks = checksOf(form({ shortCode: 'II.06a', equations: [equation('3 = 4 + 5', { code: 'F06A-01' })] }), [
      built,
    ]);
    expect(checks.map(({ code, holds }) => [code, holds])).toEqual([
      ['F06A-01', true],
      ['F06A-T1', true],
    ]);
  });
});

describe('biểu có hiệu lực', () => {
  const versions = [
    { id: 'old', effectiveFrom: '2020-12-15', effectiveThrough: '2023-12-14' },
    { id: 'new', effectiveFrom: '2024-03-15', effectiveThrough: null },
  ];
  it.each([
    ['2020-12-14', undefined],
    ['2020-12-15', 'old'],
    ['2023-12-14', 'old'],
    ['2023-12-15', undefined],
    ['2024-03-14', undefined],
    ['2024-03-15', 'new'],
    ['2999-12-31', 'new'],
  ])('on %s: %s; a gap is a gap', (date, id) => expect(effectiveOn(versions, date)?.id).toBe(id));
});
