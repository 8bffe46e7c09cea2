/** A form as a Word table: merged head that repeats on every page, row of column numbers, body, total. */
import {
  AlignmentType,
  BorderStyle,
  type ISectionOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { halfPoints, type StyleId, twips } from './docx-styles.ts';
import type { FormLayout, PartLayout } from './form-layout.ts';
import { CELL_PADDING_MM } from './widths.ts';

type SectionChild = ISectionOptions['children'][number];

/** Runs of a text; a line feed inside it becomes a line break. */
export function textRuns(text: string, look: { size?: number; bold?: boolean; italics?: boolean } = {}): TextRun[] {
  return text
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...look, ...(index === 0 ? {} : { break: 1 }) }));
}

export function line(style: StyleId, text: string): Paragraph {
  return new Paragraph({ style, children: textRuns(text) });
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
export const NO_BORDERS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
} as const;

const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const ALL_BORDERS = {
  top: THIN,
  bottom: THIN,
  left: THIN,
  right: THIN,
  insideHorizontal: THIN,
  insideVertical: THIN,
} as const;

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<'left' | 'center' | 'right', string>;

/** A table without lines, for what stands side by side: rows of cells of paragraphs. */
export function sideBySide(widthsMm: readonly number[], rows: readonly (readonly (readonly Paragraph[])[])[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(widthsMm.reduce((sum, width) => sum + width, 0)), type: WidthType.DXA },
    columnWidths: widthsMm.map(twips),
    borders: NO_BORDERS,
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({
                width: { size: twips(widthsMm[index] as number), type: WidthType.DXA },
                borders: NO_BORDERS,
                children: [...children],
              }),
          ),
        }),
    ),
  });
}

/** Word takes two tables that touch for one; this almost invisible line parts them. */
export const tableGap = (): Paragraph => new Paragraph({ style: 'RuleLine', keepNext: true });

interface CellLook {
  readonly style: StyleId;
  readonly align: 'left' | 'center' | 'right';
  readonly sizePt: number;
  readonly italic?: boolean;
  /** Stays on the page of the row that follows. */
  readonly keepNext?: boolean;
}

function tableCell(
  text: string,
  widthMm: number,
  look: CellLook,
  spans: { columnSpan?: number; rowSpan?: number } = {},
): TableCell {
  return new TableCell({
    width: { size: twips(widthMm), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    ...spans,
    children: [
      new Paragraph({
        style: look.style,
        alignment: ALIGN[look.align],
        ...(look.keepNext === true ? { keepNext: true } : {}),
        children: textRuns(text, { size: halfPoints(look.sizePt), ...(look.italic === true ? { italics: true } : {}) }),
      }),
    ],
  });
}

function headRows(part: PartLayout): TableRow[] {
  const widthOf = (from: number, span: number): number =>
    part.columns.slice(from, from + span).reduce((sum, column) => sum + column.widthMm, 0);
  const look = { style: 'TableHead', align: 'center', sizePt: part.sizePt } as const;
  const rows = part.head.map(
    (cells) =>
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: cells.map((cell) =>
          tableCell(cell.text, widthOf(cell.column, cell.colSpan), look, {
            ...(cell.colSpan > 1 ? { columnSpan: cell.colSpan } : {}),
            ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
          }),
        ),
      }),
  );
  if (part.numbers !== null) {
    const numberLook = { style: 'TableCell', align: 'center', sizePt: part.sizePt - 1, italic: true } as const;
    rows.push(
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: part.numbers.map((lines, i) => tableCell(lines.join('\n'), widthOf(i, 1), numberLook)),
      }),
    );
  }
  return rows;
}

function bodyRows(part: PartLayout): TableRow[] {
  if (part.rows.length === 0) {
    const width = part.columns.reduce((sum, column) => sum + column.widthMm, 0);
    const look = { style: 'TableCell', align: 'center', sizePt: part.sizePt, italic: true } as const;
    return [
      new TableRow({
        cantSplit: true,
        children: [tableCell(part.emptyText, width, look, { columnSpan: part.columns.length })],
      }),
    ];
  }
  // The total never stands alone on a page.
  const last = part.total === null ? -1 : part.rows.length - 1;
  return part.rows.map(
    (cells, row) =>
      new TableRow({
        cantSplit: true,
        children: part.columns.map(({ widthMm, align }, i) =>
          tableCell(cells[i] as string, widthMm, {
            style: 'TableCell',
            align,
            sizePt: part.sizePt,
            keepNext: row === last,
          }),
        ),
      }),
  );
}

function totalRow(part: PartLayout): TableRow[] {
  if (part.total === null) return [];
  const span = part.totalSpan;
  return [
    new TableRow({
      cantSplit: true,
      children: part.total.map((text, i) => {
        const look = { style: 'TableTotal', sizePt: part.sizePt } as const;
        if (i === 0) {
          const width = part.columns.slice(0, span).reduce((sum, column) => sum + column.widthMm, 0);
          return tableCell(text, width, { ...look, align: 'center' }, span > 1 ? { columnSpan: span } : {});
        }
        const column = part.columns[i - 1 + span] as PartLayout['columns'][number];
        return tableCell(text, column.widthMm, { ...look, align: column.align });
      }),
    }),
  ];
}

function partTable(part: PartLayout): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(part.columns.reduce((sum, column) => sum + column.widthMm, 0)), type: WidthType.DXA },
    columnWidths: part.columns.map(({ widthMm }) => twips(widthMm)),
    borders: ALL_BORDERS,
    margins: { left: twips(CELL_PADDING_MM), right: twips(CELL_PADDING_MM), top: 30, bottom: 30 },
    rows: [...headRows(part), ...bodyRows(part), ...totalRow(part)],
  });
}

/** Everything on the pages of one form. */
export function formChildren(form: FormLayout, widthMm: number): SectionChild[] {
  const names = [form.reporter, form.receiver]
    .filter((text) => text !== '')
    .map((text) => line('FormLine', `- ${text}`));
  const measure = line('FormMeasure', form.measure);
  return [
    line('FormCode', form.code),
    ...(form.statusNote === null ? [] : [line('FormNote', form.statusNote)]),
    ...form.title.map((text) => line('FormTitle', text)),
    ...[...form.period, form.enclosure].map((text) => line('FormCentred', text)),
    sideBySide([widthMm * 0.6, widthMm * 0.4], [[names, [...names.slice(1).map(() => line('FormLine', '')), measure]]]),
    tableGap(),
    ...form.parts.flatMap((part, index): SectionChild[] => [
      ...(index > 0 ? [tableGap()] : []),
      ...(part.title === null ? [] : [line('PartTitle', part.title)]),
      ...(part.measure === null ? [] : [line('FormMeasure', part.measure)]),
      partTable(part),
    ]),
  ];
}
