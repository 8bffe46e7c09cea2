/** A form (biểu mẫu) as it stands on paper: the lines above the table and every cell of the table as text. */
import { formatCell } from '../../core/reporting/format.ts';
import type {
  CellValue,
  ColumnModel,
  FormModel,
  FormPartModel,
  HeadCell,
  RowModel,
} from '../../core/reporting/model.ts';
import { headHeightsPt, ON_PAGE, rowHeightPt } from './heights.ts';
import { printable, printableLine } from './printable.ts';
import { CELL_PADDING_MM, formulaLines, lineCount, measureTable, TABLE_SIZES_PT, type TableSize } from './widths.ts';

export interface PartLayout {
  readonly title: string | null;
  readonly measure: string | null;
  readonly sizePt: number;
  readonly columns: readonly { readonly widthMm: number; readonly align: 'left' | 'center' | 'right' }[];
  readonly head: readonly (readonly HeadCell[])[];
  /** Numbers and formulas under the head, broken into lines; null where no column has any. */
  readonly numbers: readonly (readonly string[])[] | null;
  readonly rows: readonly (readonly string[])[];
  /** Its first cell covers `totalSpan` columns. */
  readonly total: readonly string[] | null;
  readonly totalSpan: number;
  /** Stands instead of rows where there are none. */
  readonly emptyText: string;
  /** A row is so high that it may have to be continued on the next page; otherwise rows are kept whole. */
  readonly hasTallRow: boolean;
}

export interface FormLayout {
  readonly code: string;
  readonly title: readonly string[];
  readonly period: readonly string[];
  readonly enclosure: string;
  readonly reporter: string;
  readonly receiver: string;
  readonly measure: string;
  /** Says that the layout of the form is not yet confirmed; null for one that is. */
  readonly statusNote: string | null;
  readonly parts: readonly PartLayout[];
}

/** A row higher than this may be split between pages. */
const TALLEST_WHOLE_ROW_PT = 200;
/** Space between the lines of a form's heading and above its table. */
const GAPS_PT = 14;
/** Down to this size a form is set smaller to stay on one page; with more rows it could not. */
const ONE_PAGE_SIZES_PT = TABLE_SIZES_PT.filter((size) => size >= 9);
const MOST_ROWS_ON_ONE_PAGE = 40;

const UNCONFIRMED_FORM = 'Mẫu biểu tạm dùng, chưa đối chiếu được với văn bản gốc.';

function labelled(label: string, text: string): string {
  const line = printableLine(text);
  return line === '' || line.startsWith(label) ? line : `${label}: ${line}`;
}

function parenthesised(text: string): string {
  const line = printableLine(text);
  return line === '' || line.startsWith('(') ? line : `(${line})`;
}

/**
 * The value of a row in a column. The first two columns of a form, number and name of the row, are properties of the
 * row unless the row gives them as cells.
 */
export function cellOf(row: RowModel, column: ColumnModel, index: number): CellValue {
  if (Object.hasOwn(row.cells, column.key)) return row.cells[column.key] as CellValue;
  if (index === 0) return row.number;
  if (index === 1) return row.label;
  return null;
}

/** Number of columns that the name of the total row covers: number and name of the row. */
export function totalSpanOf(part: FormPartModel): number {
  return Math.min(2, part.columns.length);
}

/** Label under the head: `(3)=(4)+(5)+(6)`, `(4)`, or empty. */
export function numberLabel(column: ColumnModel): string {
  if (column.formulaLabel !== '') return printableLine(column.formulaLabel);
  return column.number === null ? '' : `(${column.number})`;
}

/**
 * Refuses a head whose cells overlap or leave a hole: a merged table printed from it would shift numbers under foreign
 * heads, and nobody would see it.
 * @throws RangeError with a Vietnamese sentence that names the part and the place.
 */
export function assertHeadCovers(form: string, part: FormPartModel): void {
  const taken = part.head.map(() => part.columns.map(() => 0));
  part.head.forEach((cells, rowIndex) => {
    for (const cell of cells) {
      for (let r = rowIndex; r < rowIndex + cell.rowSpan; r += 1) {
        for (let c = cell.column; c < cell.column + cell.colSpan; c += 1) {
          const row = taken[r];
          if (row === undefined || row[c] === undefined) {
            throw new RangeError(
              `Biểu ${form}, phần «${part.id}»: ô đầu bảng «${cell.text}» vượt ra ngoài bảng; sửa đầu bảng trong định nghĩa biểu.`,
            );
          }
          row[c] = (row[c] as number) + 1;
        }
      }
    }
  });
  taken.forEach((row, r) => {
    row.forEach((count, c) => {
      if (count === 1) return;
      const what = count === 0 ? 'bị bỏ trống' : 'bị hai ô chồng lên nhau';
      throw new RangeError(
        `Biểu ${form}, phần «${part.id}»: đầu bảng ${what} ở hàng ${r + 1}, cột ${c + 1}; sửa đầu bảng trong định nghĩa biểu.`,
      );
    });
  });
}

function printedRow(part: FormPartModel, row: RowModel): readonly string[] {
  return part.columns.map((column, index) => printable(formatCell(cellOf(row, column, index), column.format)));
}

function layoutPart(part: FormPartModel, widthMm: number, largestPt: TableSize): PartLayout {
  const rows = part.rows.map((row) => printedRow(part, row));
  const totalSpan = totalSpanOf(part);
  const total =
    part.total === null ? null : [printableLine(part.total.label), ...printedRow(part, part.total).slice(totalSpan)];
  const printedTotal = total === null ? [] : [[...Array<string>(totalSpan).fill(''), ...total.slice(1)]];
  const { widthsMm, sizePt } = measureTable(part, [...rows, ...printedTotal], widthMm, largestPt);
  const labels = part.columns.map((column, index) =>
    formulaLines(numberLabel(column), (widthsMm[index] as number) - 2 * CELL_PADDING_MM, sizePt - 1),
  );
  return {
    title: part.title === null ? null : printableLine(part.title),
    measure: part.measure === null ? null : labelled('Đơn vị tính', part.measure),
    sizePt,
    columns: part.columns.map((column, index) => ({ widthMm: widthsMm[index] as number, align: column.align })),
    head: part.head.map((cells) =>
      cells.toSorted((a, b) => a.column - b.column).map((cell) => ({ ...cell, text: printable(cell.text) })),
    ),
    numbers: labels.some((lines) => lines.length > 0) ? labels : null,
    rows,
    total,
    totalSpan,
    emptyText: printableLine(part.emptyText),
    hasTallRow: rows.some((row) => rowHeightPt(row, widthsMm, sizePt, 'regular', ON_PAGE) > TALLEST_WHOLE_ROW_PT),
  };
}

/** Height of a part on the page: title, unit of measure, head, body, total. */
function partHeightPt(part: PartLayout): number {
  const widths = part.columns.map((column) => column.widthMm);
  const line = part.sizePt * ON_PAGE.lineEm + ON_PAGE.paddingPt;
  const numbers =
    part.numbers === null ? 0 : Math.max(...part.numbers.map((lines) => lines.length)) * part.sizePt * ON_PAGE.lineEm;
  const heads = headHeightsPt(part.head, widths, part.sizePt, ON_PAGE);
  const rows = part.rows.map((row) => rowHeightPt(row, widths, part.sizePt, 'regular', ON_PAGE));
  return (
    (part.title === null ? 0 : 30) +
    (part.measure === null ? 0 : 18) +
    [...heads, ...rows].reduce((sum, height) => sum + height, 0) +
    (numbers > 0 ? numbers + ON_PAGE.paddingPt : 0) +
    (part.rows.length === 0 ? line : 0) +
    (part.total === null ? 0 : line)
  );
}

/** Height of the lines above the tables of a form. */
function headingHeightPt(form: Omit<FormLayout, 'parts'>, widthMm: number): number {
  const lines = (text: string, sizePt: number): number =>
    lineCount(text, widthMm, sizePt, 'bold') * sizePt * ON_PAGE.lineEm;
  return [
    lines(form.code, 12),
    form.statusNote === null ? 0 : lines(form.statusNote, 10),
    ...form.title.map((text) => lines(text, 13)),
    ...[...form.period, form.enclosure, form.reporter, form.receiver].map((text) => lines(text, 12)),
    GAPS_PT,
  ].reduce((sum, height) => sum + height, 0);
}

/**
 * The form on pages of a width and, where given, a height: a form that slightly overflows one page is set in smaller
 * type, so that its total does not stand alone on the next.
 * @throws RangeError when a head does not cover its table exactly.
 */
export function layoutForm(form: FormModel, enclosure: string, widthMm: number, heightPt?: number): FormLayout {
  for (const part of form.parts) assertHeadCovers(form.form, part);
  const heading: Omit<FormLayout, 'parts'> = {
    code: labelled('Biểu số', form.form).replace('Biểu số:', 'Biểu số'),
    title: form.title.map(printableLine),
    period: [labelled('Kỳ báo cáo', form.periodLine), parenthesised(form.rangeLine)].filter((line) => line !== ''),
    enclosure,
    reporter: labelled('Đơn vị báo cáo', form.reporter),
    receiver: labelled('Đơn vị nhận báo cáo', form.receiver),
    // Where each part names its own unit, the form as a whole has none to name.
    measure: form.parts.every((part) => part.measure !== null) ? '' : labelled('Đơn vị tính', form.measure),
    statusNote:
      form.definition.status === 'provisional' ? printableLine(form.definition.statusNote ?? UNCONFIRMED_FORM) : null,
  };
  const partAt = (index: number, largestPt: TableSize): PartLayout =>
    layoutPart(form.parts[index] as FormPartModel, widthMm, largestPt);
  const all = (size: TableSize): readonly PartLayout[] => form.parts.map((_, index) => partAt(index, size));
  const bodyRows = form.parts.reduce((sum, part) => sum + part.rows.length, 0);
  if (heightPt === undefined || bodyRows > MOST_ROWS_ON_ONE_PAGE) return { ...heading, parts: all(TABLE_SIZES_PT[0]) };
  const room = heightPt - headingHeightPt(heading, widthMm);
  const fits = (parts: readonly PartLayout[], on: number): boolean =>
    parts.reduce((sum, part) => sum + partHeightPt(part), 0) <= on;
  for (const size of ONE_PAGE_SIZES_PT) {
    const parts = all(size);
    if (fits(parts, room)) return { ...heading, parts };
  }
  // Not all parts on one page: then at least each part by itself, the first one below the heading.
  const parts = form.parts.map((_, index) => {
    const on = index === 0 ? room : heightPt;
    const size = ONE_PAGE_SIZES_PT.find((one) => fits([partAt(index, one)], on));
    return partAt(index, size ?? TABLE_SIZES_PT[0]);
  });
  return { ...heading, parts };
}
