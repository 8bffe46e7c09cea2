/**
 * What the report needs of a spreadsheet, and nothing of the package that writes it: sheets of cells with text,
 * numbers or live formulas. Text is only ever written as text, so nothing that a person typed can become a formula.
 */
import { type Cell, type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Instant } from '../../core/time/local-date-time.ts';
import { OFFICE_FAMILY } from '../fonts.ts';
import { normaliseZip } from '../zip.ts';

export interface SheetCellStyle {
  readonly sizePt?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly border?: boolean;
  readonly numberFormat?: string;
}

/** A formula is written without `=`; `value` is what it gives, kept in the file for readers that do not calculate. */
export type SheetCell = { readonly row: number; readonly column: number; readonly style: SheetCellStyle } & (
  | { readonly text: string }
  | { readonly value: number }
  | { readonly formula: string; readonly value: number }
  | { readonly blank: true }
);

export interface SheetMerge {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
}

/** Rows and columns count from 0. */
export interface SheetModel {
  readonly name: string;
  readonly cells: readonly SheetCell[];
  readonly merges: readonly SheetMerge[];
  readonly columnWidthsMm: readonly number[];
  /** Heights in points by row; other rows keep the default height. */
  readonly rowHeightsPt: ReadonlyMap<number, number>;
  /** First and last row repeated on every printed page. */
  readonly repeatedRows: readonly [number, number] | null;
  readonly frozenRows: number;
  /** Shrinks the sheet to one printed page; otherwise it is only fitted to the page's width. */
  readonly onePage: boolean;
  readonly footer: string;
}

export interface WorkbookModel {
  readonly title: string;
  readonly author: string;
  readonly issuedAt: Instant;
  readonly sheets: readonly SheetModel[];
}

const DEFAULT_SIZE_PT = 11;

/** Excel counts widths in digits of the default font; a digit of Times New Roman at 11 pt is half an em. */
const DIGIT_MM = (DEFAULT_SIZE_PT / 2) * (25.4 / 72);
const LONGEST_SHEET_NAME = 31;
/** The most that one cell, and the footer of a page, can hold in this format. */
const LONGEST_CELL = 32_767;
const LONGEST_FOOTER = 200;
const CUT = ' […]';

/** Cuts a text that the format cannot hold, and shows that it was cut. */
function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest - CUT.length).replace(/[\ud800-\udbff]$/, '') + CUT;
}

const LINE = { style: 'thin', color: { rgb: '000000' } } as const;

function cellStyle(style: SheetCellStyle, sizePt: number): CellStyle {
  return {
    font: {
      name: OFFICE_FAMILY,
      size: style.sizePt ?? sizePt,
      bold: style.bold === true,
      italic: style.italic === true,
    },
    alignment: { horizontal: style.align ?? 'left', vertical: 'center', wrapText: true },
    ...(style.border === true ? { border: { top: LINE, right: LINE, bottom: LINE, left: LINE } } : {}),
    // '@' is the format of text: who edits the cell later still gets text.
    numFmt: style.numberFormat ?? '@',
  };
}

function toCell(cell: SheetCell): Partial<Cell> {
  const style = cellStyle(cell.style, DEFAULT_SIZE_PT);
  if ('blank' in cell) return { value: null, type: 'empty', style };
  if ('text' in cell) return { value: cut(cell.text, LONGEST_CELL), type: 'string', style };
  if ('formula' in cell) {
    return { value: cell.value, type: 'formula', formula: cell.formula, formulaResult: cell.value, style };
  }
  return { value: cell.value, type: 'number', style };
}

/** `II.07b/1` → `II.07b 1`: characters that a sheet's name may not have are left out; equal names are numbered. */
export function sheetNames(wished: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wished.map((wish) => {
    const clean = wish
      .replace(/[[\]:*?/\\!\n]+/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '')
      .slice(0, LONGEST_SHEET_NAME)
      .trim();
    const base = clean === '' ? 'Biểu' : clean;
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) {
      name = `${base.slice(0, LONGEST_SHEET_NAME - String(n).length - 3)} (${n})`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

function toSheet(sheet: SheetModel): WriteSheet {
  const rowCount = sheet.cells.reduce((most, cell) => Math.max(most, cell.row + 1), 0);
  const columnCount = sheet.columnWidthsMm.length;
  return {
    name: sheet.name,
    columns: sheet.columnWidthsMm.map((mm) => ({ width: Math.round((mm / DIGIT_MM) * 100) / 100 })),
    rows: Array.from({ length: rowCount }, () => Array<null>(columnCount).fill(null)),
    cells: new Map(sheet.cells.map((cell) => [`${cell.row},${cell.column}`, toCell(cell)])),
    merges: sheet.merges.map(({ row, column, rowSpan, colSpan }) => ({
      startRow: row,
      startCol: column,
      endRow: row + rowSpan - 1,
      endCol: column + colSpan - 1,
    })),
    rowDefs: new Map([...sheet.rowHeightsPt].map(([row, height]) => [row, { height }])),
    ...(sheet.frozenRows > 0 ? { freezePane: { rows: sheet.frozenRows } } : {}),
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: sheet.onePage ? 1 : 0,
      // Excel counts margins in inches.
      margins: { top: 0.79, bottom: 0.79, left: 1.18, right: 0.59, header: 0.31, footer: 0.31 },
      horizontalCentered: true,
      ...(sheet.repeatedRows === null
        ? {}
        : { printTitlesRow: `$${sheet.repeatedRows[0] + 1}:$${sheet.repeatedRows[1] + 1}` }),
    },
    // In a header or footer & begins a code; doubled it is itself.
    headerFooter: { oddFooter: `&L&9${cut(sheet.footer, LONGEST_FOOTER).replaceAll('&', '&&')}&R&9&P/&N` },
  };
}

/** `A`, `Z`, `AA`: a column counted from 0 as formulas name it. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** `D10`, rows and columns counted from 0. */
export function cellName(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/**
 * The package names the sheet of repeated rows as it is; Excel wants a name with spaces, hyphens or dots between
 * apostrophes, and calls the file damaged otherwise.
 */
function withQuotedSheets(workbookXml: Uint8Array): Uint8Array {
  const xml = new TextDecoder().decode(workbookXml);
  return new TextEncoder().encode(
    xml.replace(/(<definedName\b[^>]*>)([^<!]+)(!\$)/g, (_all, open: string, sheet: string, rest: string) => {
      const name = sheet.replace(/^'(.*)'$/, '$1').replace(/'|&apos;/g, "''");
      return `${open}'${name}'${rest}`;
    }),
  );
}

/** The workbook as XLSX; the same model gives the same bytes. */
export async function writeWorkbook(workbook: WorkbookModel): Promise<Uint8Array> {
  const issued = new Date(workbook.issuedAt);
  const bytes = await writeXlsx({
    sheets: workbook.sheets.map(toSheet),
    defaultFont: { name: OFFICE_FAMILY, size: DEFAULT_SIZE_PT },
    properties: {
      title: workbook.title,
      creator: workbook.author,
      lastModifiedBy: workbook.author,
      created: issued,
      modified: issued,
    },
  });
  return normaliseZip(bytes, (name, content) => (name === 'xl/workbook.xml' ? withQuotedSheets(content) : content));
}
