/** The report as a workbook (XLSX): first every indicator with its meaning, then one sheet a form part. */
import type { IndicatorValue, ReportModel } from '../../core/reporting/model.ts';
import { ratioInHundredths } from '../../core/reporting/ratio.ts';
import { basisLine, enclosureLine, layoutReport } from './layout.ts';
import { printable } from './printable.ts';
import {
  cellName,
  type SheetCell,
  type SheetCellStyle,
  type SheetModel,
  sheetNames,
  writeWorkbook,
} from './spreadsheet.ts';
import { lineCount } from './widths.ts';
import { formSheets } from './xlsx-form.ts';

export const INDICATOR_SHEET = 'Thuyết minh số liệu';

const HEADS = [
  'STT',
  'Chỉ tiêu',
  'Đơn vị tính',
  'Giá trị',
  'Tử số',
  'Mẫu số',
  'Tên mẫu số',
  'Cách tính',
  'Mã chỉ tiêu',
] as const;
const WIDTHS_MM = [11, 62, 20, 26, 20, 20, 38, 78, 48] as const;
const SIZE_PT = 11;
const VALUE_COLUMN = 3;
const NUMERATOR_COLUMN = 4;
const DENOMINATOR_COLUMN = 5;

const BORDERED = { sizePt: SIZE_PT, border: true } as const;
const WHOLE: SheetCellStyle = { ...BORDERED, align: 'right', numberFormat: '#,##0' };
const SHARE: SheetCellStyle = { ...BORDERED, align: 'right', numberFormat: '0.00%' };

function numberCell(row: number, column: number, value: number | null | undefined): SheetCell {
  return value === null || value === undefined
    ? { row, column, blank: true, style: BORDERED }
    : { row, column, value, style: WHOLE };
}

/** A ratio is a live formula over the two cells beside it, as long as that gives the report's own figure. */
function indicatorValue(indicator: IndicatorValue, row: number): SheetCell {
  const { kind, value, numerator, denominator } = indicator;
  if (kind !== 'ratio' || value === null) return numberCell(row, VALUE_COLUMN, value);
  const place = { row, column: VALUE_COLUMN, value: value / 10_000, style: SHARE };
  if (numerator === undefined || denominator === undefined) return place;
  if (ratioInHundredths(numerator, denominator) !== value) return place;
  return { ...place, formula: `ROUND(${cellName(row, NUMERATOR_COLUMN)}/${cellName(row, DENOMINATOR_COLUMN)},4)` };
}

function indicatorRow(indicator: IndicatorValue, index: number, row: number): readonly SheetCell[] {
  const text = (column: number, value: string, align: 'left' | 'center' = 'left'): SheetCell => ({
    row,
    column,
    text: printable(value),
    style: { ...BORDERED, align },
  });
  return [
    { row, column: 0, value: index + 1, style: { ...WHOLE, align: 'center' } },
    text(1, indicator.label),
    text(2, indicator.unit, 'center'),
    indicatorValue(indicator, row),
    numberCell(row, NUMERATOR_COLUMN, indicator.numerator),
    numberCell(row, DENOMINATOR_COLUMN, indicator.denominator),
    text(6, indicator.denominatorName ?? ''),
    text(7, indicator.explanation),
    text(8, indicator.id),
  ];
}

function heightPt(texts: readonly string[]): number {
  const lines = texts.map((text, i) => lineCount(printable(text), (WIDTHS_MM[i] as number) - 3, SIZE_PT, 'bold'));
  return Math.min(409, Math.ceil(Math.max(1, ...lines) * SIZE_PT * 1.25 + 4));
}

function indicatorSheet(model: ReportModel, footer: string): SheetModel {
  const cells: SheetCell[] = [];
  const heights = new Map<number, number>();
  const titles = [
    { text: 'THUYẾT MINH SỐ LIỆU', style: { sizePt: 13, bold: true, align: 'center' } },
    {
      text: `${printable(model.unit.name)} - ${printable(model.period.label)} (${printable(model.period.range)})`,
      style: { sizePt: 12, italic: true, align: 'center' },
    },
    { text: basisLine(model), style: { sizePt: 10, italic: true, align: 'center' } },
  ] as const;
  titles.forEach(({ text, style }, row) => {
    cells.push({ row, column: 0, text, style });
    heights.set(row, 20);
  });
  const headRow = titles.length + 1;
  HEADS.forEach((text, column) => {
    cells.push({ row: headRow, column, text, style: { ...BORDERED, bold: true, align: 'center' } });
  });
  heights.set(headRow, heightPt(HEADS));
  model.indicators.forEach((indicator, index) => {
    const row = headRow + 1 + index;
    cells.push(...indicatorRow(indicator, index, row));
    heights.set(
      row,
      heightPt([
        '',
        indicator.label,
        indicator.unit,
        '',
        '',
        '',
        indicator.denominatorName ?? '',
        indicator.explanation,
        indicator.id,
      ]),
    );
  });
  return {
    name: INDICATOR_SHEET,
    cells,
    merges: titles.map((_, row) => ({ row, column: 0, rowSpan: 1, colSpan: HEADS.length })),
    columnWidthsMm: WIDTHS_MM,
    rowHeightsPt: heights,
    repeatedRows: [headRow, headRow],
    frozenRows: headRow + 1,
    onePage: false,
    footer,
  };
}

/**
 * Báo cáo as XLSX: one sheet a form part, merged heads as in the form, equations as live formulas whose kept results
 * are the report's figures. Text stays text, whatever it begins with. The same model gives the same bytes.
 * @throws RangeError when a form's head does not cover its table exactly or a figure is no whole number.
 */
export async function writeReportXlsx(model: ReportModel): Promise<Uint8Array> {
  const layout = layoutReport(model);
  const footer = layout.draftMark === '' ? layout.footer : `${layout.footer} · ${layout.draftMark}`;
  const sheets = [
    indicatorSheet(model, footer),
    ...model.forms.flatMap((form) => formSheets(form, enclosureLine(model), footer)),
  ];
  const names = sheetNames(sheets.map((sheet) => sheet.name));
  return writeWorkbook({
    title: layout.fileTitle,
    author: layout.author,
    issuedAt: layout.issuedAt,
    sheets: sheets.map((sheet, index) => ({ ...sheet, name: names[index] as string })),
  });
}
