/** Tables against arithmetic: row formulas, balances, totals, blanks. */
import { canonicalLabel } from '../canonical.ts';
import { cellEvidence, type RuleContext } from '../context.ts';
import type { Evidence } from '../finding.ts';
import type { AnalysedTable, TableColumn, TableFigure, TableRow } from '../tables.ts';
import { written } from './meaning.ts';

interface RowEquation {
  readonly left: readonly TableColumn[];
  readonly right: readonly TableColumn[];
  readonly relation: '=' | '<=';
  readonly severity: 'error' | 'warning';
  readonly code: 'E01' | 'E02' | 'E04' | 'K02';
  readonly why: string;
}

export function checkTables(context: RuleContext): void {
  for (const table of context.tables) {
    const equations = equationsOf(table);
    for (const equation of equations) checkEquation(context, table, equation);
    blankSums(context, table, equations);
    totals(context, table);
  }
}

export const figuresColumns = (table: AnalysedTable): readonly TableColumn[] =>
  table.columns.filter((column) => column.role === 'figure');

/** From the form where it is known, from the printed formulas and the head's groups where it is not. */
function equationsOf(table: AnalysedTable): readonly RowEquation[] {
  const byKey = new Map(
    table.columns.flatMap((column) => (column.definition === null ? [] : [[column.definition.key, column] as const])),
  );
  const equations: RowEquation[] = [];
  const { form, part } = table;
  if (form !== null && part !== null) {
    for (const definition of form.equations) {
      if (definition.scope !== 'rows' || (definition.part !== undefined && definition.part !== part.id)) continue;
      const relation = definition.equation.includes('<=') ? '<=' : '=';
      const sides = definition.equation
        .split(relation)
        .map((side) => side.split('+').map((key) => byKey.get(key.trim())));
      const [left, right] = sides as [(TableColumn | undefined)[], (TableColumn | undefined)[]];
      // A local column that this report does not have counts nothing.
      const present = (side: readonly (TableColumn | undefined)[]): TableColumn[] =>
        side.filter((column) => column !== undefined);
      if (left.every((column) => column === undefined) || right.every((column) => column === undefined)) continue;
      const missing = [...left, ...right].filter((column) => column === undefined).length;
      if (missing > 0 && (relation === '<=' || missing > 1)) continue;
      const sum =
        left.length === 1 &&
        part.columns.find((column) => column.key === left[0]?.definition?.key)?.content.kind === 'sum';
      equations.push({
        left: present(left),
        right: present(right),
        relation,
        severity: definition.severity,
        code:
          relation === '<='
            ? definition.severity === 'warning'
              ? 'K02'
              : 'E04'
            : sum && isOwnSum(part.columns.find((column) => column.key === left[0]?.definition?.key)?.content, right)
              ? 'E01'
              : 'E02',
        why: definition.message,
      });
    }
  }
  if (equations.length > 0) return equations;
  return printedEquations(table).length > 0 ? printedEquations(table) : groupEquations(table);
}

function isOwnSum(
  content: { readonly kind: string; readonly of?: unknown } | undefined,
  right: readonly (TableColumn | undefined)[],
): boolean {
  const of = content?.kind === 'sum' && Array.isArray(content.of) ? (content.of as string[]) : [];
  return (
    of.length === right.length &&
    right.every((column) => column !== undefined && of.includes(column.definition?.key ?? ''))
  );
}

function printedEquations(table: AnalysedTable): RowEquation[] {
  const byNumber = new Map(
    table.columns.flatMap((column) => (column.number === null ? [] : [[column.number, column] as const])),
  );
  return table.columns.flatMap((column) => {
    const formula = column.formula;
    if (formula === null || formula.quotient || formula.plus.length === 0) return [];
    const plus = formula.plus.map((number) => byNumber.get(number));
    const minus = formula.minus.map((number) => byNumber.get(number));
    if ([...plus, ...minus].some((found) => found === undefined)) return [];
    return [
      {
        left: [column, ...(minus as TableColumn[])],
        right: plus as TableColumn[],
        relation: '=' as const,
        severity: 'error' as const,
        code: 'E01' as const,
        why: `công thức in dưới đầu biểu ${formula.cell.text.trim()}`,
      },
    ];
  });
}

/** A group of columns whose first is "Tổng số": a sum, where most rows say so. */
function groupEquations(table: AnalysedTable): RowEquation[] {
  const equations: RowEquation[] = [];
  const columns = figuresColumns(table);
  for (const [i, first] of columns.entries()) {
    if (first.path.length < 2 || !/^(?:tổng|tổng số|tổng cộng|cộng)$/u.test(canonicalLabel(first.path.at(-1) ?? '')))
      continue;
    const group = first.path.slice(0, -1).join('\n');
    const rest = columns.slice(i + 1);
    const end = rest.findIndex((column) => !`${column.path.join('\n')}\n`.startsWith(`${group}\n`));
    const parts = (end < 0 ? rest : rest.slice(0, end)).filter(
      (column) => !/tỷ lệ|tỉ lệ|%|trong đó|dừng tính/u.test(canonicalLabel(column.path.join(' '))),
    );
    if (parts.length < 2) continue;
    const equation: RowEquation = {
      left: [first],
      right: parts,
      relation: '=',
      severity: 'error',
      code: 'E01',
      why: `«Tổng số» của nhóm «${first.path.at(-2) ?? ''}» phải bằng tổng các cột trong nhóm`,
    };
    const tried = table.rows.filter(
      (row) => row.figures[first.index]?.value !== null && row.figures[first.index] !== null,
    );
    const held = tried.filter((row) => sides(row, equation)?.holds === true).length;
    if (tried.length >= 2 && held * 3 >= tried.length * 2) equations.push(equation);
  }
  return equations;
}

interface Sides {
  readonly left: number;
  readonly right: number;
  readonly holds: boolean;
}

const sumOf = (row: TableRow, columns: readonly TableColumn[]): number =>
  columns.reduce((sum, column) => sum + (row.figures[column.index]?.value ?? 0), 0);

/** Null where the row leaves a whole side blank: a blank is not a nought, and is reported on its own. */
function sides(row: TableRow, equation: RowEquation): Sides | null {
  const stated = (columns: readonly TableColumn[]): boolean =>
    columns.some((column) => (row.figures[column.index]?.value ?? null) !== null);
  const first = equation.left[0];
  if (first === undefined || (row.figures[first.index]?.value ?? null) === null || !stated(equation.right)) return null;
  const left = sumOf(row, equation.left);
  const right = sumOf(row, equation.right);
  return { left, right, holds: equation.relation === '=' ? left === right : left <= right };
}

export function evidenceOf(table: AnalysedTable, row: TableRow, columns: readonly TableColumn[]): Evidence[] {
  return columns.flatMap((column) => {
    const figure = row.figures[column.index];
    return figure === null || figure === undefined ? [] : [cellEvidence(table, row, column, figure)];
  });
}

export const short = (column: TableColumn): string =>
  column.number === null ? column.name.replace(/^cột /u, '') : `(${column.number})`;

function terms(row: TableRow, columns: readonly TableColumn[]): string {
  return columns.map((column) => written(row.figures[column.index]?.value ?? 0)).join(' + ');
}

/** One equation broken in more rows than this is a fault of the whole column, said in one finding more. */
const MOST_ROWS = 20;

/** What is only a warning is said once, of the total, where the total row has it. */
function checkEquation(context: RuleContext, table: AnalysedTable, equation: RowEquation): void {
  const broken = table.rows.filter((row) => sides(row, equation)?.holds === false);
  const total = broken.find((row) => row.kind === 'total');
  const rows = equation.severity === 'warning' && total !== undefined ? [total] : broken;
  for (const row of rows.slice(0, MOST_ROWS)) checkRow(context, table, row, equation);
  const rest = rows.slice(MOST_ROWS);
  if (rest.length === 0) return;
  context.add(
    equation.code,
    `${table.place}: ${equation.left.map(short).join(' + ')} cũng không khớp ${equation.right.map(short).join(' + ')} ở ${rest.length} hàng nữa, từ ${(rest[0] as TableRow).name}`,
    rest.flatMap((row) => evidenceOf(table, row, equation.left)),
    equation.severity,
  );
}

function checkRow(context: RuleContext, table: AnalysedTable, row: TableRow, equation: RowEquation): void {
  const result = sides(row, equation);
  if (result === null) return;
  const left = equation.left.map(short).join(' + ');
  const right = equation.right.map(short).join(' + ');
  const sign = equation.relation === '=' ? '≠' : '>';
  const total = equation.right.length > 1 ? ` = ${written(result.right)}` : '';
  const leftTotal =
    equation.left.length > 1 ? `${terms(row, equation.left)} = ${written(result.left)}` : written(result.left);
  context.add(
    equation.code,
    `${table.place}, ${row.name}: ${left} = ${leftTotal} ${sign} ${right} = ${terms(row, equation.right)}${total} (${equation.why.charAt(0).toLowerCase()}${equation.why.slice(1)})`,
    evidenceOf(table, row, [...equation.left, ...equation.right]),
    equation.severity,
  );
}

/** E05: the sum is blank though its parts are filled. E06: the total row is blank though rows are filled. */
function blankSums(context: RuleContext, table: AnalysedTable, equations: readonly RowEquation[]): void {
  for (const row of table.rows) {
    for (const equation of equations) {
      const first = equation.left[0];
      if (equation.code !== 'E01' || first === undefined || equation.left.length > 1) continue;
      const figure = row.figures[first.index];
      const filled = equation.right.filter((column) => (row.figures[column.index]?.value ?? null) !== null);
      if (figure === null || figure === undefined || !figure.blank || filled.length === 0) continue;
      const sum = sumOf(row, equation.right);
      context.add(
        'E05',
        `${table.place}, ${row.name}: ${first.name} để trống trong khi ${filled.map((column) => `${short(column)} = ${written(row.figures[column.index]?.value ?? 0)}`).join(', ')}; phải ghi ${written(sum)}`,
        [cellEvidence(table, row, first, figure), ...evidenceOf(table, row, filled)],
      );
    }
  }
  const total = table.rows.find((row) => row.kind === 'total');
  const body = table.rows.filter((row) => row.kind === 'body');
  if (total === undefined) return;
  const sums = new Set(
    equations.filter((equation) => equation.code === 'E01').map((equation) => equation.left[0]?.index),
  );
  for (const column of figuresColumns(table)) {
    const figure = total.figures[column.index];
    const rows = body.filter((row) => (row.figures[column.index]?.value ?? null) !== null);
    // A blank sum of the total row with filled parts has been said already.
    const said =
      sums.has(column.index) &&
      equations.some(
        (equation) =>
          equation.left[0]?.index === column.index &&
          equation.right.some((part) => (total.figures[part.index]?.value ?? null) !== null),
      );
    if (figure === null || figure === undefined || !figure.blank || rows.length === 0 || said || isShare(column))
      continue;
    const sum = rows.reduce((acc, row) => acc + (row.figures[column.index]?.value ?? 0), 0);
    context.add(
      'E06',
      `${table.place}, hàng tổng cộng, ${column.name} để trống trong khi các hàng có số; phải ghi ${written(sum)}`,
      [cellEvidence(table, total, column, figure), ...evidenceOf(table, rows[0] as TableRow, [column])],
    );
  }
}

export const isShare = (column: TableColumn): boolean => /tỷ lệ|tỉ lệ|%/u.test(canonicalLabel(column.path.join(' ')));

/** Row sets that may make up the total: all rows, or the groups' rows where rows stand under groups. */
function totals(context: RuleContext, table: AnalysedTable): void {
  const total = table.rows.find((row) => row.kind === 'total');
  if (total === undefined) return;
  const groups = table.rows.filter((row) => row.kind === 'group');
  const body = table.rows.filter(
    (row) => row.kind === 'body' && !/^\s*[-–+]?\s*trong đó/u.test(canonicalLabel(row.label)),
  );
  const columns = figuresColumns(table).filter((column) => !isShare(column));
  const filledGroups = groups.some((row) =>
    columns.some((column) => (row.figures[column.index]?.value ?? null) !== null),
  );
  const over = (rows: readonly TableRow[], columnIndex: number): number =>
    rows.reduce((sum, row) => sum + (row.figures[columnIndex]?.value ?? 0), 0);
  const candidates = filledGroups ? [groups, body] : [body];
  const misses = (rows: readonly TableRow[]): number =>
    columns.filter(
      (column) =>
        (total.figures[column.index]?.value ?? null) !== null &&
        over(rows, column.index) !== total.figures[column.index]?.value,
    ).length;
  const rows = [...candidates].sort((a, b) => misses(a) - misses(b))[0] as readonly TableRow[];
  if (rows.length === 0) return;
  for (const column of columns) {
    const figure = total.figures[column.index];
    if (figure?.value === null || figure?.value === undefined) continue;
    const sum = over(rows, column.index);
    if (sum === figure.value) continue;
    const filled = rows.filter((row) => (row.figures[column.index]?.value ?? 0) !== 0);
    if (filled.length === 0 && rows.every((row) => (row.figures[column.index]?.value ?? null) === null)) continue;
    context.add(
      'E03',
      `${table.place}, hàng tổng cộng, ${column.name} ghi ${written(figure.value)} nhưng cộng các hàng được ${written(sum)}, chênh ${written(Math.abs(figure.value - sum))}`,
      [cellEvidence(table, total, column, figure), ...evidenceOf2(table, filled.slice(0, 12), column)],
    );
  }
  if (filledGroups) groupTotals(context, table, columns);
}

const evidenceOf2 = (table: AnalysedTable, rows: readonly TableRow[], column: TableColumn): Evidence[] =>
  rows.flatMap((row) => evidenceOf(table, row, [column]));

/** Each group row equals the rows under it, where it does so for most columns. */
function groupTotals(context: RuleContext, table: AnalysedTable, columns: readonly TableColumn[]): void {
  for (const [i, row] of table.rows.entries()) {
    if (row.kind !== 'group') continue;
    const rest = table.rows.slice(i + 1);
    const end = rest.findIndex((other) => other.kind !== 'body');
    const under = end < 0 ? rest : rest.slice(0, end);
    if (under.length < 2) continue;
    const sum = (column: TableColumn): number =>
      under.reduce((acc, other) => acc + (other.figures[column.index]?.value ?? 0), 0);
    const stated = columns.filter((column) => (row.figures[column.index]?.value ?? null) !== null);
    const wrong = stated.filter((column) => sum(column) !== row.figures[column.index]?.value);
    if (wrong.length * 3 > stated.length) continue;
    for (const column of wrong) {
      const figure = row.figures[column.index] as TableFigure;
      context.add(
        'E03',
        `${table.place}, ${row.name}, ${column.name} ghi ${written(figure.value ?? 0)} nhưng cộng các hàng trong nhóm được ${written(sum(column))}`,
        [cellEvidence(table, row, column, figure), ...evidenceOf2(table, under.slice(0, 12), column)],
      );
    }
  }
}
