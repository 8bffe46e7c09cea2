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
import { printable, printableLine } from './printable.ts';
import { CELL_PADDING_MM, formulaLines, measureTable } from './widths.ts';

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

function layoutPart(form: string, part: FormPartModel, widthMm: number): PartLayout {
  assertHeadCovers(form, part);
  const rows = part.rows.map((row) => printedRow(part, row));
  const totalSpan = totalSpanOf(part);
  const total =
    part.total === null ? null : [printableLine(part.total.label), ...printedRow(part, part.total).slice(totalSpan)];
  const printedTotal = total === null ? [] : [[...Array<string>(totalSpan).fill(''), ...total.slice(1)]];
  const { widthsMm, sizePt } = measureTable(part, [...rows, ...printedTotal], widthMm);
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
  };
}

/** @param widthMm width of the table on the page. @throws RangeError when a head does not cover its table exactly. */
export function layoutForm(form: FormModel, enclosure: string, widthMm: number): FormLayout {
  return {
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
    parts: form.parts.map((part) => layoutPart(form.form, part, widthMm)),
  };
}
