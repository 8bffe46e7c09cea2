/**
 * Equations of a form (đẳng thức của biểu): `3 = 4 + 5 + 6`, `suspended <= 11`; sides are column keys joined by ` + `.
 * Blank cells count as nothing. An equation is checked on every row and on the total, and printed as a live formula.
 */
import type { EquationDefinition } from './definition.ts';
import { formatInteger } from './format.ts';
import type { CellValue, CheckModel, ColumnModel, FormPartModel, RowModel } from './model.ts';

export interface ParsedEquation {
  readonly left: readonly string[];
  readonly operator: '=' | '<=';
  readonly right: readonly string[];
}

const SHAPE = /^([\w+ ]+?) (=|<=) ([\w+ ]+)$/;

/** @throws RangeError when the text is not an equation */
export function parseEquation(text: string): ParsedEquation {
  const match = SHAPE.exec(text.trim());
  const side = (part: string): string[] => part.split('+').map((key) => key.trim());
  if (match === null) throw new RangeError(`Không đọc được đẳng thức «${text}».`);
  const parsed: ParsedEquation = {
    left: side(match[1] as string),
    operator: match[2] as '=' | '<=',
    right: side(match[3] as string),
  };
  if ([...parsed.left, ...parsed.right].some((key) => key === ''))
    throw new RangeError(`Không đọc được đẳng thức «${text}».`);
  return parsed;
}

export const sumOf = (cells: Readonly<Record<string, CellValue>>, keys: readonly string[]): number =>
  keys.reduce((sum, key) => sum + (typeof cells[key] === 'number' ? (cells[key] as number) : 0), 0);

/** `(3)`, or the head of a column without a number. */
export function columnName(columns: readonly ColumnModel[], key: string): string {
  const column = columns.find((candidate) => candidate.key === key);
  if (column === undefined) return `(${key})`;
  return column.number === null ? `«${column.path[column.path.length - 1]}»` : `(${column.number})`;
}

function describeSide(columns: readonly ColumnModel[], row: RowModel, keys: readonly string[]): string {
  return keys
    .map(
      (key) =>
        `${columnName(columns, key)} ${formatInteger(typeof row.cells[key] === 'number' ? (row.cells[key] as number) : 0)}`,
    )
    .join(' + ');
}

/** One check per equation over all rows and the total; the message names the first row at odds and its figures. */
export function checkRowEquations(equations: readonly EquationDefinition[], part: FormPartModel): CheckModel[] {
  return equations
    .filter((equation) => equation.scope === 'rows' && (equation.part === undefined || equation.part === part.id))
    .map((equation) => {
      const { left, operator, right } = parseEquation(equation.equation);
      const failing = [...part.rows, ...(part.total === null ? [] : [part.total])].filter((row) => {
        const l = sumOf(row.cells, left);
        const r = sumOf(row.cells, right);
        return operator === '=' ? l !== r : l > r;
      });
      const first = failing[0];
      const message =
        first === undefined
          ? `${equation.message}: đúng ở mọi hàng.`
          : `${equation.message}; hàng «${first.label}»: ${describeSide(part.columns, first, left)} ${operator === '=' ? '≠' : '>'} ${describeSide(part.columns, first, right)}${failing.length > 1 ? ` (và ${failing.length - 1} hàng khác)` : ''}.`;
      return { code: equation.code, severity: equation.severity, holds: first === undefined, message };
    });
}

/** The total row equals the sum of the rows, column by column. */
export function checkTotals(code: string, part: FormPartModel): CheckModel | null {
  const { total } = part;
  if (total === null) return null;
  const wrong = part.columns.filter((column) => {
    if (column.format === 'percent' || column.format === 'text') return false;
    const value = total.cells[column.key];
    return (
      typeof value === 'number' && value !== part.rows.reduce((sum, row) => sum + sumOf(row.cells, [column.key]), 0)
    );
  });
  return {
    code,
    severity: 'error',
    holds: wrong.length === 0,
    message:
      wrong.length === 0
        ? 'Hàng tổng cộng bằng tổng các hàng ở mọi cột.'
        : `Hàng tổng cộng khác tổng các hàng ở cột ${wrong.map((column) => columnName(part.columns, column.key)).join(', ')}.`,
  };
}

const NOTHING_TO_COMPARE = ': chưa có số liệu chốt của ';

/** Whether a check had something to check (có gì để đối chiếu): one against a period that was never closed had not. */
export const wasCompared = (check: CheckModel): boolean => !check.message.includes(NOTHING_TO_COMPARE);

/** A column against another column of the previous closing, row by row; null when there is no previous closing. */
export function checkOpening(
  equation: EquationDefinition,
  part: FormPartModel,
  previous: FormPartModel | null,
  previousName: string,
): CheckModel {
  const base = { code: equation.code, severity: equation.severity };
  if (previous === null) {
    return {
      ...base,
      holds: true,
      message: `${equation.message}${NOTHING_TO_COMPARE}${previousName} để đối chiếu.`,
    };
  }
  const { left, right } = parseEquation(equation.equation);
  const before = new Map(previous.rows.map((row) => [row.key, sumOf(row.cells, right)]));
  const differences: string[] = [];
  for (const row of part.rows) {
    const now = sumOf(row.cells, left);
    const then = before.get(row.key) ?? 0;
    before.delete(row.key);
    if (now !== then) differences.push(`${row.label}: ${formatInteger(now)} so với ${formatInteger(then)}`);
  }
  for (const [key, then] of before) {
    if (then !== 0)
      differences.push(
        `${previous.rows.find((row) => row.key === key)?.label ?? key}: 0 so với ${formatInteger(then)}`,
      );
  }
  return {
    ...base,
    holds: differences.length === 0,
    message:
      differences.length === 0
        ? `${equation.message}: khớp với số chốt của ${previousName}.`
        : `${equation.message}, nhưng khác số chốt của ${previousName}: ${differences.join('; ')}.`,
  };
}
