/**
 * From a form's definition to the form (biểu mẫu). Knows no form by name: heads, rows, sums, totals and equations all
 * come from the definition.
 */
import type { ColumnDefinition, EquationDefinition, FormDefinition, FormPartDefinition } from './definition.ts';
import { checkRowEquations, checkTotals, parseEquation } from './equations.ts';
import type { IndicatorCatalogue } from './indicators.ts';
import type { CellValue, CheckModel, ColumnModel, FormPartModel, HeadCell, RowModel } from './model.ts';
import { POPULATIONS } from './predicate.ts';
import { ratioInHundredths } from './ratio.ts';

/** A row to be filled. */
export interface RowSeed {
  readonly key: string;
  readonly label: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface PartInputs {
  readonly rows: readonly RowSeed[];
  /** Value of a counted indicator in a row. */
  readonly valueAt: (rowKey: string, indicator: string) => number;
}

/** `(3)=(4)+(5)+(6)`; empty for a column without a number. */
function formulaLabel(column: ColumnDefinition, numberOf: (key: string) => string): string {
  if (column.number === null) return '';
  const { content } = column;
  switch (content.kind) {
    case 'sum':
      return `(${column.number})=${content.of.map(numberOf).join('+')}`;
    case 'difference':
      return `(${column.number})=${numberOf(content.of)}-${numberOf(content.minus)}`;
    case 'percentage':
      return `(${column.number})=${numberOf(content.of)}/${numberOf(content.base)}`;
    default:
      return `(${column.number})`;
  }
}

function columnModels(part: FormPartDefinition): ColumnModel[] {
  const byKey = new Map(part.columns.map((column) => [column.key, column]));
  const numberOf = (key: string): string => `(${byKey.get(key)?.number ?? key})`;
  return part.columns.map((column) => {
    const format = column.format ?? 'integer';
    return {
      key: column.key,
      number: column.number,
      formulaLabel: formulaLabel(column, numberOf),
      sumOf: column.content.kind === 'sum' ? column.content.of : [],
      ...(column.content.kind === 'difference'
        ? { differenceOf: [column.content.of, column.content.minus] as const }
        : {}),
      ...(column.content.kind === 'percentage'
        ? { percentageOf: [column.content.of, column.content.base] as const }
        : {}),
      format,
      align:
        column.content.kind === 'rowNumber'
          ? 'center'
          : format === 'text'
            ? 'left'
            : format === 'money'
              ? 'right'
              : 'center',
      width: column.width,
      path: column.heading,
      indicator: column.content.kind === 'indicator' ? column.content.indicator : null,
    };
  });
}

/** Merged head: neighbours that share a beginning of their paths share a cell; a short path reaches down to the last row. */
export function headOf(columns: readonly { readonly heading: readonly string[] }[]): HeadCell[][] {
  const depth = Math.max(...columns.map((column) => column.heading.length));
  const rows: HeadCell[][] = [];
  for (let level = 0; level < depth; level += 1) {
    const cells: HeadCell[] = [];
    let column = 0;
    while (column < columns.length) {
      const heading = (columns[column] as { heading: readonly string[] }).heading;
      const text = heading[level];
      if (text === undefined) {
        column += 1;
        continue;
      }
      const last = level === heading.length - 1;
      let end = column + 1;
      if (!last) {
        const same = (other: readonly string[]): boolean =>
          other.length > level + 1 && heading.slice(0, level + 1).every((part, index) => other[index] === part);
        while (end < columns.length && same((columns[end] as { heading: readonly string[] }).heading)) end += 1;
      }
      cells.push({ text, column, colSpan: end - column, rowSpan: last ? depth - level : 1 });
      column = end;
    }
    rows.push(cells);
  }
  return rows;
}

function fillRow(
  part: FormPartDefinition,
  seed: RowSeed,
  number: number | null,
  read: (column: ColumnDefinition) => CellValue,
): RowModel {
  const cells: Record<string, CellValue> = {};
  const byKey = new Map(part.columns.map((column) => [column.key, column]));
  const numberAt = (key: string, depth = 0): number => {
    if (depth > 20) throw new Error(`Cột (${key}) cộng chính nó.`);
    const value = cellOf(byKey.get(key) as ColumnDefinition, depth + 1);
    return typeof value === 'number' ? value : 0;
  };
  const cellOf = (column: ColumnDefinition, depth = 0): CellValue => {
    const { content } = column;
    switch (content.kind) {
      case 'rowNumber':
        return number;
      case 'rowLabel':
        return seed.label;
      case 'attribute':
        return seed.attributes?.[content.name] ?? null;
      case 'blank':
        return null;
      case 'sum':
        return content.of.reduce((sum, key) => sum + numberAt(key, depth), 0);
      case 'difference':
        return numberAt(content.of, depth) - numberAt(content.minus, depth);
      case 'percentage':
        return ratioInHundredths(numberAt(content.of, depth), numberAt(content.base, depth));
      case 'indicator':
        return read(column);
    }
  };
  for (const column of part.columns) cells[column.key] = cellOf(column);
  return { number, key: seed.key, label: seed.label, cells };
}

export function buildPart(part: FormPartDefinition, inputs: PartInputs, catalogue: IndicatorCatalogue): FormPartModel {
  const at =
    (rowKey: string) =>
    (column: ColumnDefinition): CellValue =>
      column.content.kind === 'indicator'
        ? catalogue.valueOf(column.content.indicator, (id) => inputs.valueAt(rowKey, id))
        : null;
  const rows = inputs.rows.map((seed, index) => fillRow(part, seed, index + 1, at(seed.key)));
  let total: RowModel | null = null;
  if (part.totalLabel !== null) {
    const totals = (column: ColumnDefinition): CellValue =>
      column.content.kind === 'indicator'
        ? // From the counted parts of all rows: a share in a total is computed again, never added.
          catalogue.valueOf(column.content.indicator, (id) =>
            inputs.rows.reduce((sum, seed) => sum + inputs.valueAt(seed.key, id), 0),
          )
        : null;
    total = fillRow(part, { key: 'total', label: part.totalLabel }, null, totals);
  }
  return {
    id: part.id,
    title: part.title ?? null,
    measure: part.measure ?? null,
    columns: columnModels(part),
    head: headOf(part.columns),
    rows,
    total,
    emptyText: part.emptyText,
  };
}

/** Rules of the form itself: equations on every row, and totals. */
export function checksOf(form: FormDefinition, parts: readonly FormPartModel[]): CheckModel[] {
  const prefix = `F${form.shortCode
    .replace(/[^0-9a-z]/gi, '')
    .replace(/^II/i, '')
    .toUpperCase()}`;
  return parts.flatMap((part, index) => {
    const totals = checkTotals(`${prefix}-T${index + 1}`, part);
    return [...checkRowEquations(form.equations, part), ...(totals === null ? [] : [totals])];
  });
}

/** Everything that is wrong with a form's definition, in Vietnamese; empty when it can be used. */
export function formProblems(form: FormDefinition, catalogue: IndicatorCatalogue): string[] {
  const problems: string[] = [];
  const say = (text: string): void => {
    problems.push(`${form.shortCode} (${form.effectiveFrom}): ${text}`);
  };
  if (form.effectiveThrough !== null && form.effectiveThrough < form.effectiveFrom)
    say('hết hiệu lực trước khi có hiệu lực.');
  for (const part of form.parts) {
    const keys = new Set<string>();
    const byKey = new Map(part.columns.map((column) => [column.key, column]));
    for (const column of part.columns) {
      if (keys.has(column.key)) say(`cột «${column.key}» có hai lần.`);
      keys.add(column.key);
      if (column.heading.length === 0) say(`cột «${column.key}» không có tên.`);
    }
    for (const column of part.columns) {
      const { content } = column;
      for (const key of columnsUsed(column))
        if (!keys.has(key)) say(`cột «${column.key}» tính từ cột không có «${key}».`);
      if (restsOnItself(column.key, byKey)) say(`cột «${column.key}» tính từ chính nó.`);
      if (content.kind === 'indicator') {
        if (!catalogue.has(content.indicator))
          say(`cột «${column.key}» dùng chỉ tiêu không có «${content.indicator}».`);
        else if ((catalogue.get(content.indicator).kind === 'ratio') !== (column.format === 'percent'))
          say(`cột «${column.key}» là tỷ lệ thì phải ghi phần trăm, và chỉ tỷ lệ mới ghi phần trăm.`);
      }
    }
    if (part.rows.kind === 'entry' && !POPULATIONS.includes(part.rows.population))
      say(`không có tập dữ liệu «${part.rows.population}».`);
    for (const equation of form.equations) {
      if (equation.part !== undefined && equation.part !== part.id) continue;
      for (const text of equationProblems(equation, keys)) say(text);
    }
  }
  const codes = new Set<string>();
  for (const { code, part } of form.equations) {
    if (codes.has(code)) say(`đẳng thức ${code} có hai lần.`);
    codes.add(code);
    if (part !== undefined && !form.parts.some((candidate) => candidate.id === part))
      say(`đẳng thức ${code} thuộc phần không có «${part}».`);
  }
  return problems;
}

/** Keys of the columns from which a column is computed. */
function columnsUsed({ content }: ColumnDefinition): readonly string[] {
  switch (content.kind) {
    case 'sum':
      return content.of;
    case 'difference':
      return [content.of, content.minus];
    case 'percentage':
      return [content.of, content.base];
    case 'rowNumber':
    case 'rowLabel':
    case 'indicator':
    case 'attribute':
    case 'blank':
      return [];
  }
}

function restsOnItself(start: string, byKey: ReadonlyMap<string, ColumnDefinition>): boolean {
  const seen = new Set<string>();
  const reaches = (key: string): boolean => {
    const column = byKey.get(key);
    if (column === undefined || seen.has(key)) return false;
    seen.add(key);
    return columnsUsed(column).some((used) => used === start || reaches(used));
  };
  return reaches(start);
}

function equationProblems(equation: EquationDefinition, keys: ReadonlySet<string>): string[] {
  try {
    const { left, operator, right } = parseEquation(equation.equation);
    const unknown = [...left, ...right].filter((key) => !keys.has(key));
    return [
      ...unknown.map((key) => `đẳng thức ${equation.code} dùng cột không có «${key}».`),
      ...(equation.scope === 'opening' && operator !== '='
        ? [`đẳng thức ${equation.code} đối chiếu đầu kỳ nên phải dùng dấu bằng.`]
        : []),
    ];
  } catch (error) {
    return [`đẳng thức ${equation.code}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Definitions chosen by the last day of the period; a gap is an error, never the form before it. */
export function effectiveOn<T extends { readonly effectiveFrom: string; readonly effectiveThrough: string | null }>(
  definitions: readonly T[],
  date: string,
): T | undefined {
  return definitions.find(
    (d) => d.effectiveFrom <= date && (d.effectiveThrough === null || date <= d.effectiveThrough),
  );
}
