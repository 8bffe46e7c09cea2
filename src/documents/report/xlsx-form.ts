/** A form's part as a sheet: the lines above the table, the merged head, live formulas, the total. */

import { formatCell } from '../../core/reporting/format.ts';
import type { CellValue, ColumnModel, FormModel, FormPartModel, RowModel } from '../../core/reporting/model.ts';
import { ratioInHundredths } from '../../core/reporting/ratio.ts';
import { cellOf, layoutForm, totalSpanOf } from './form-layout.ts';
import { cellHeightPt, headHeightsPt, IN_SHEET } from './heights.ts';
import { printable } from './printable.ts';
import { cellName, type SheetCell, type SheetCellStyle, type SheetMerge, type SheetModel } from './spreadsheet.ts';

const SHEET_WIDTH_MM = 270;
/** A sheet not much higher than a page is printed a little smaller rather than on a second page. */
const ONE_PAGE_PT = 640;
const NUMBER_FORMATS = {
  integer: '#,##0',
  money: '#,##0',
  percent: '0.00%',
  text: '@',
} as const satisfies Record<ColumnModel['format'], string>;

/** Hundredths of a per cent are stored as the share itself, which the format shows as a percentage. */
const PERCENT_SCALE = 10_000;

class SheetBuilder {
  readonly cells: SheetCell[] = [];
  readonly merges: SheetMerge[] = [];
  readonly heights = new Map<number, number>();
  row = 0;
  readonly widthsMm: readonly number[];

  constructor(widthsMm: readonly number[]) {
    this.widthsMm = widthsMm;
  }

  widthOf(column: number, span: number): number {
    return this.widthsMm.slice(column, column + span).reduce((sum, width) => sum + width, 0);
  }

  /** Makes the row at least as high as the text needs in its width. */
  makeRoom(row: number, text: string, widthMm: number, sizePt: number, bold: boolean): void {
    this.raise(row, cellHeightPt(text, widthMm, sizePt, bold ? 'bold' : 'regular', IN_SHEET));
  }

  raise(row: number, heightPt: number): void {
    // Excel knows no row higher than 409 points.
    this.heights.set(row, Math.min(409, Math.max(this.heights.get(row) ?? 0, Math.ceil(heightPt))));
  }

  heightPt(): number {
    return [...this.heights.values()].reduce((sum, height) => sum + height, 0);
  }

  /** A text over the whole width, on a row of its own. */
  line(text: string, style: SheetCellStyle): void {
    if (text === '') return;
    this.cells.push({ row: this.row, column: 0, text, style });
    this.merges.push({ row: this.row, column: 0, rowSpan: 1, colSpan: this.widthsMm.length });
    this.makeRoom(this.row, text, this.widthOf(0, this.widthsMm.length), style.sizePt ?? 11, style.bold === true);
    this.row += 1;
  }
}

function computed(row: RowModel, part: FormPartModel, key: string): CellValue {
  const index = part.columns.findIndex((column) => column.key === key);
  const column = part.columns[index];
  return column === undefined ? null : cellOf(row, column, index);
}

const numeric = (value: CellValue): number => (typeof value === 'number' ? value : 0);

/**
 * The equation of a column as a live formula over the same row, or `null` where the column has none, or where it would
 * not give the report's own figure: then the figure stands as it is, and the report's checks name the contradiction.
 */
function rowFormula(part: FormPartModel, row: RowModel, column: ColumnModel, value: number, at: number): string | null {
  const place = (key: string): string =>
    cellName(
      at,
      part.columns.findIndex((candidate) => candidate.key === key),
    );
  const known = (key: string): boolean => part.columns.some((candidate) => candidate.key === key);
  const read = (key: string): number => numeric(computed(row, part, key));
  if (column.sumOf.length > 0 && column.sumOf.every(known)) {
    const sum = column.sumOf.reduce((total, key) => total + read(key), 0);
    return sum === value ? `SUM(${column.sumOf.map(place).join(',')})` : null;
  }
  if (column.differenceOf?.every(known)) {
    const [of, minus] = column.differenceOf;
    return read(of) - read(minus) === value ? `${place(of)}-${place(minus)}` : null;
  }
  if (column.percentageOf?.every(known)) {
    const [of, base] = column.percentageOf;
    const holds = ratioInHundredths(read(of), read(base)) === value;
    return holds ? `ROUND(${place(of)}/${place(base)},4)` : null;
  }
  return null;
}

/** The sum over the rows above, where that is what the total says; a percentage is computed again, never added. */
function totalFormula(
  part: FormPartModel,
  total: RowModel,
  column: ColumnModel,
  index: number,
  value: number,
  first: number,
  at: number,
): string | null {
  if (column.format === 'percent' || column.percentageOf !== undefined)
    return rowFormula(part, total, column, value, at);
  const sum = part.rows.reduce((all, row) => all + numeric(cellOf(row, column, index)), 0);
  if (part.rows.length === 0 || sum !== value) return rowFormula(part, total, column, value, at);
  return `SUM(${cellName(first, index)}:${cellName(at - 1, index)})`;
}

function valueCell(
  row: number,
  column: number,
  value: CellValue,
  of: ColumnModel,
  style: SheetCellStyle,
  formula: string | null,
): SheetCell {
  if (value === null) return { row, column, blank: true, style };
  if (typeof value === 'string') return { row, column, text: printable(value), style };
  if (of.format === 'text') return { row, column, text: formatCell(value, 'text'), style };
  const scaled = of.format === 'percent' ? value / PERCENT_SCALE : value;
  const numbered = { ...style, numberFormat: NUMBER_FORMATS[of.format] };
  return formula === null
    ? { row, column, value: scaled, style: numbered }
    : { row, column, formula, value: scaled, style: numbered };
}

function writeHead(sheet: SheetBuilder, part: FormPartModel, sizePt: number): void {
  const look = { sizePt, bold: true, align: 'center', border: true } as const;
  part.head.forEach((cells, offset) => {
    const at = sheet.row + offset;
    for (const head of cells) {
      for (let r = 0; r < head.rowSpan; r += 1) {
        for (let c = 0; c < head.colSpan; c += 1) {
          const place = { row: at + r, column: head.column + c, style: look };
          sheet.cells.push(r === 0 && c === 0 ? { ...place, text: printable(head.text) } : { ...place, blank: true });
        }
      }
      if (head.rowSpan > 1 || head.colSpan > 1)
        sheet.merges.push({ row: at, column: head.column, rowSpan: head.rowSpan, colSpan: head.colSpan });
    }
  });
  headHeightsPt(part.head, sheet.widthsMm, sizePt, IN_SHEET).forEach((height, offset) => {
    sheet.raise(sheet.row + offset, height);
  });
  sheet.row += part.head.length;
}

function writeNumbers(
  sheet: SheetBuilder,
  part: FormPartModel,
  lines: readonly (readonly string[])[],
  sizePt: number,
): void {
  part.columns.forEach((_, index) => {
    const style = { sizePt: sizePt - 1, italic: true, align: 'center', border: true } as const;
    sheet.cells.push({ row: sheet.row, column: index, text: (lines[index] as readonly string[]).join('\n'), style });
    sheet.raise(sheet.row, (lines[index] as readonly string[]).length * (sizePt - 1) * IN_SHEET.lineEm + 4);
  });
  sheet.row += 1;
}

function writeBody(sheet: SheetBuilder, part: FormPartModel, sizePt: number): void {
  const first = sheet.row;
  for (const row of part.rows) {
    part.columns.forEach((column, index) => {
      const value = cellOf(row, column, index);
      const formula = typeof value === 'number' ? rowFormula(part, row, column, value, sheet.row) : null;
      sheet.cells.push(
        valueCell(sheet.row, index, value, column, { sizePt, align: column.align, border: true }, formula),
      );
      sheet.makeRoom(sheet.row, printable(formatCell(value, column.format)), sheet.widthOf(index, 1), sizePt, false);
    });
    sheet.row += 1;
  }
  if (part.rows.length === 0) {
    const style = { sizePt, italic: true, align: 'center', border: true } as const;
    const row = sheet.row;
    sheet.line(printable(part.emptyText) || ' ', style);
    for (let c = 1; c < part.columns.length; c += 1) sheet.cells.push({ row, column: c, blank: true, style });
  }
  if (part.total !== null) writeTotal(sheet, part, part.total, first, sizePt);
}

function writeTotal(sheet: SheetBuilder, part: FormPartModel, total: RowModel, first: number, sizePt: number): void {
  const span = totalSpanOf(part);
  const look = { sizePt, bold: true, border: true } as const;
  sheet.cells.push({ row: sheet.row, column: 0, text: printable(total.label), style: { ...look, align: 'center' } });
  for (let c = 1; c < span; c += 1) sheet.cells.push({ row: sheet.row, column: c, blank: true, style: look });
  if (span > 1) sheet.merges.push({ row: sheet.row, column: 0, rowSpan: 1, colSpan: span });
  part.columns.forEach((column, index) => {
    if (index < span) return;
    const value = cellOf(total, column, index);
    const formula =
      typeof value === 'number' ? totalFormula(part, total, column, index, value, first, sheet.row) : null;
    sheet.cells.push(valueCell(sheet.row, index, value, column, { ...look, align: column.align }, formula));
  });
  sheet.raise(sheet.row, sizePt * IN_SHEET.lineEm + 6);
  sheet.row += 1;
}

/** The sheets of one form, one a part. @throws RangeError when a head does not cover its table exactly. */
export function formSheets(form: FormModel, enclosure: string, footer: string): readonly SheetModel[] {
  const layout = layoutForm(form, enclosure, SHEET_WIDTH_MM);
  return form.parts.map((part, index) => {
    const printed = layout.parts[index] as (typeof layout.parts)[number];
    const { sizePt } = printed;
    const widthsMm = printed.columns.map((column) => column.widthMm);
    const sheet = new SheetBuilder(widthsMm);
    sheet.line(layout.code, { sizePt: 12, bold: true, align: 'right' });
    sheet.line(layout.statusNote ?? '', { sizePt: 10, italic: true, align: 'right' });
    for (const text of layout.title) sheet.line(text, { sizePt: 13, bold: true, align: 'center' });
    for (const text of [...layout.period, enclosure]) sheet.line(text, { sizePt: 12, italic: true, align: 'center' });
    for (const text of [layout.reporter, layout.receiver]) sheet.line(text, { sizePt: 12 });
    sheet.line(printed.measure ?? layout.measure, { sizePt: 12, italic: true, align: 'right' });
    sheet.line(printed.title ?? '', { sizePt: 12, bold: true });
    const headAt = sheet.row;
    writeHead(sheet, part, sizePt);
    if (printed.numbers !== null) writeNumbers(sheet, part, printed.numbers, sizePt);
    const bodyAt = sheet.row;
    writeBody(sheet, part, sizePt);
    return {
      name: form.parts.length > 1 ? `${form.shortCode}-${part.id}` : form.shortCode,
      cells: sheet.cells,
      merges: sheet.merges,
      columnWidthsMm: widthsMm,
      rowHeightsPt: sheet.heights,
      repeatedRows: [headAt, bodyAt - 1],
      // Frozen, heading and head together would fill a small screen.
      frozenRows: 0,
      onePage: sheet.heightPt() <= ONE_PAGE_PT,
      footer,
    };
  });
}
