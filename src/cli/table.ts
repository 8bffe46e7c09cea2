/** Forms as tables on a terminal. */
import { formatCell } from '../core/reporting/format.ts';
import type { FormPartModel, RowModel } from '../core/reporting/model.ts';

const LABEL_WIDTH = 44;

const clip = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** The part with its column numbers as heads; the heads in full follow as a key. */
export function partTable(part: FormPartModel): string[] {
  const heads = part.columns.map((column) =>
    column.number === null ? clip(column.path.at(-1) ?? column.key, 9) : `(${column.number})`,
  );
  const cells = (row: RowModel): string[] =>
    part.columns.map((column, index) =>
      clip(
        index === 1 && row.cells[column.key] == null
          ? row.label
          : formatCell(row.cells[column.key] ?? null, column.format),
        LABEL_WIDTH,
      ),
    );
  const rows = [...part.rows, ...(part.total === null ? [] : [part.total])].map(cells);
  if (part.total !== null) (rows.at(-1) as string[])[1] = part.total.label;
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...rows.map((row) => (row[index] as string).length), 1),
  );
  const draw = (row: readonly string[]): string =>
    row
      .map((text, index) =>
        part.columns[index]?.format === 'text'
          ? text.padEnd(widths[index] as number)
          : text.padStart(widths[index] as number),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const body = part.rows.length === 0 ? [part.emptyText] : rows.slice(0, part.rows.length).map(draw);
  return [
    ...(part.title === null ? [] : [part.title]),
    draw(heads),
    rule,
    ...body,
    ...(part.total === null ? [] : [rule, draw(rows.at(-1) as string[])]),
  ];
}

/** What each numbered column is. */
export function columnKey(part: FormPartModel): string[] {
  return part.columns
    .filter((column) => column.number !== null)
    .map((column) => `${column.formulaLabel}  ${column.path.join(' – ')}`);
}
