/** Heights of the rows of a table, measured: what fits on a page, and how high a sheet's rows must be set. */
import type { HeadCell } from '../../core/reporting/model.ts';
import type { FontFace } from '../fonts.ts';
import { CELL_PADDING_MM, lineCount } from './widths.ts';

/** How a renderer stacks lines: height of a line in em, and what it adds above and below the text of a cell. */
export interface Stacking {
  readonly lineEm: number;
  readonly paddingPt: number;
  /** How much narrower than its cell a text is set, beyond the padding; renderers round differently. */
  readonly slackMm: number;
}

/** On paper: single lines of Times New Roman. */
export const ON_PAGE: Stacking = { lineEm: 1.15, paddingPt: 4.2, slackMm: 0 };
/** In a spreadsheet, which sets text a little wider and cuts what does not fit. */
export const IN_SHEET: Stacking = { lineEm: 1.25, paddingPt: 4, slackMm: 1 };

/** Height in points of a cell that holds a text in a width. */
export function cellHeightPt(text: string, widthMm: number, sizePt: number, face: FontFace, how: Stacking): number {
  const lines = lineCount(text, widthMm - 2 * CELL_PADDING_MM - how.slackMm, sizePt, face);
  return lines * sizePt * how.lineEm + how.paddingPt;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Heights of the rows of a merged head; a tall cell over several rows makes the last of them higher. */
export function headHeightsPt(
  head: readonly (readonly HeadCell[])[],
  widthsMm: readonly number[],
  sizePt: number,
  how: Stacking,
): readonly number[] {
  const needed = (cell: HeadCell): number =>
    cellHeightPt(cell.text, sum(widthsMm.slice(cell.column, cell.column + cell.colSpan)), sizePt, 'bold', how);
  const least = sizePt * how.lineEm + how.paddingPt;
  const heights = head.map((cells) => Math.max(least, ...cells.filter((cell) => cell.rowSpan === 1).map(needed)));
  head.forEach((cells, row) => {
    for (const cell of cells.filter((one) => one.rowSpan > 1)) {
      const last = row + cell.rowSpan - 1;
      const missing = needed(cell) - sum(heights.slice(row, last + 1));
      if (missing > 0) heights[last] = (heights[last] as number) + missing;
    }
  });
  return heights;
}

/** Height of a row of texts, one a column. */
export function rowHeightPt(
  texts: readonly string[],
  widthsMm: readonly number[],
  sizePt: number,
  face: FontFace,
  how: Stacking,
): number {
  return Math.max(...texts.map((text, i) => cellHeightPt(text, widthsMm[i] as number, sizePt, face, how)));
}
