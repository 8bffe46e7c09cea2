/**
 * Widths of columns and heights of rows, measured with the font itself, so that no head is clipped and no number is
 * broken over two lines, in Word, in Excel and on paper alike.
 */
import type { ColumnModel, FormPartModel } from '../../core/reporting/model.ts';
import { type FontFace, textWidthMm } from '../fonts.ts';

/** Space left and right of the text within a cell of a table, in millimetres each. */
export const CELL_PADDING_MM = 1;

/** A little more than the letters themselves: the renderers round differently. */
const SLACK_MM = 0.5;

/** Numbers and formulas under the head are set in this face. */
const FORMULA_FACE = 'italic' satisfies FontFace;

/** No word, however long, may claim more than this; beyond it a word is broken. */
const WIDEST_WORD_MM = 40;

/** Sizes of type that a table may have, the largest first. */
export const TABLE_SIZES_PT = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7] as const;
export type TableSize = (typeof TABLE_SIZES_PT)[number];

/** The words of a text between which a line may end. */
function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function widestWordMm(text: string, sizePt: number, face: FontFace): number {
  return words(text).reduce((widest, word) => Math.max(widest, textWidthMm(word, sizePt, face)), 0);
}

/** How many lines a text takes in a width, words kept whole, longer words broken. At least 1. */
export function lineCount(text: string, widthMm: number, sizePt: number, face: FontFace = 'regular'): number {
  const space = textWidthMm(' ', sizePt, face);
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let used = 0;
    for (const word of words(paragraph)) {
      const width = textWidthMm(word, sizePt, face);
      if (used > 0 && used + space + width > widthMm) {
        lines += 1;
        used = 0;
      }
      used += (used > 0 ? space : 0) + width;
      while (used > widthMm) {
        lines += 1;
        used -= widthMm;
      }
    }
  }
  return lines;
}

/** What must stay together in the label of a column: `(3)=`, `(4)+`. */
function formulaTokens(label: string): readonly string[] {
  return label.match(/[^=+−-]+[=+−-]?|[=+−-]/g) ?? [];
}

/** Breaks `(3)=(4)+(5)+(6)` after `=` or `+` so that each line fits; no renderer finds these places by itself. */
export function formulaLines(label: string, widthMm: number, sizePt: number): readonly string[] {
  const lines: string[] = [];
  for (const token of formulaTokens(label)) {
    const last = lines.at(-1);
    const joined = last === undefined ? token : last + token;
    if (last !== undefined && textWidthMm(joined, sizePt, FORMULA_FACE) + SLACK_MM <= widthMm)
      lines[lines.length - 1] = joined;
    else lines.push(token);
  }
  return lines;
}

export interface TableMeasures {
  /** One width a column in millimetres; together exactly the available width. */
  readonly widthsMm: readonly number[];
  /** Size of the type in the table. */
  readonly sizePt: number;
}

/**
 * What a column must hold on one line: the words of its head, its printed values, so many tokens of its formula.
 * @param tokensPerLine 1 at least; 2 keeps the row of formulas low
 */
function leastWidthMm(
  part: FormPartModel,
  index: number,
  printed: readonly (readonly string[])[],
  sizePt: number,
  tokensPerLine: number,
): number {
  const column = part.columns[index] as ColumnModel;
  let least = 0;
  for (const cell of part.head.flat()) {
    if (cell.column === index && cell.colSpan === 1) {
      least = Math.max(least, Math.min(WIDEST_WORD_MM, widestWordMm(cell.text, sizePt, 'bold')));
    }
  }
  for (const row of printed) {
    const text = row[index] as string;
    const width =
      column.format === 'text'
        ? Math.min(WIDEST_WORD_MM, widestWordMm(text, sizePt, 'regular'))
        : textWidthMm(text, sizePt, 'bold');
    least = Math.max(least, width);
  }
  const tokens = formulaTokens(column.formulaLabel);
  for (let i = 0; i < tokens.length; i += tokensPerLine) {
    least = Math.max(least, textWidthMm(tokens.slice(i, i + tokensPerLine).join(''), sizePt - 1, FORMULA_FACE));
  }
  return least + 2 * CELL_PADDING_MM + SLACK_MM;
}

/**
 * Shares the available width among the columns as their relative widths ask, but gives each column what it must have
 * first; where that is too much, with smaller type.
 * @param printed the body and the total as printed, one text a column
 */
export function measureTable(
  part: FormPartModel,
  printed: readonly (readonly string[])[],
  availableMm: number,
  largestPt: TableSize = TABLE_SIZES_PT[0],
): TableMeasures {
  const wished = part.columns.map((column) => (column.width > 0 ? column.width : 1));
  for (const sizePt of TABLE_SIZES_PT.filter((size) => size <= largestPt)) {
    for (const tokensPerLine of [2, 1]) {
      const least = part.columns.map((_, index) => leastWidthMm(part, index, printed, sizePt, tokensPerLine));
      const needed = least.reduce((sum, width) => sum + width, 0);
      if (needed <= availableMm) return { widthsMm: share(wished, least, availableMm), sizePt };
      if (sizePt === TABLE_SIZES_PT.at(-1) && tokensPerLine === 1) {
        return { widthsMm: least.map((width) => (width / needed) * availableMm), sizePt };
      }
    }
  }
  throw new Error('Không tính được độ rộng cột của biểu.');
}

function share(wished: readonly number[], least: readonly number[], availableMm: number): readonly number[] {
  const widths = wished.map(() => 0);
  let open = wished.map((_, index) => index);
  let free = availableMm;
  for (;;) {
    const total = open.reduce((sum, index) => sum + (wished[index] as number), 0);
    const short = open.filter((index) => (free * (wished[index] as number)) / total < (least[index] as number));
    if (short.length === 0) {
      for (const index of open) widths[index] = (free * (wished[index] as number)) / total;
      return widths;
    }
    for (const index of short) {
      widths[index] = least[index] as number;
      free -= least[index] as number;
    }
    open = open.filter((index) => !short.includes(index));
    if (open.length === 0) {
      widths[widths.length - 1] = (widths.at(-1) as number) + free;
      return widths;
    }
  }
}
