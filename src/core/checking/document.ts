/**
 * A hand-written report (báo cáo viết tay) as the linter sees it: paragraphs and tables in document order, text in NFC.
 * Readers of files make it; rules read it; nothing in it knows about file formats.
 */

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  /** Position among the blocks, from 0. */
  readonly index: number;
  /** NFC; a line break inside the paragraph is `\n`. */
  readonly text: string;
  /** What the word processor prints before the text by itself: `1.`, `-`; empty for typed or no numbering. */
  readonly marker: string;
  /** 1 for the highest heading style; null where the paragraph has no heading style. */
  readonly headingLevel: number | null;
  /** Depth of the automatic list, from 0; null outside one. */
  readonly listLevel: number | null;
}

/** One cell as written; what it covers is in its spans. */
export interface TableCell {
  readonly text: string;
  /** Grid position of the upper left corner, from 0. */
  readonly row: number;
  readonly column: number;
  /** At least 1. */
  readonly rowSpan: number;
  readonly columnSpan: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly index: number;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly cells: readonly TableCell[];
  /** False when the file cannot say which cells are merged (tab-separated text): blanks in the head may be merges. */
  readonly mergesKnown: boolean;
}

export type Block = ParagraphBlock | TableBlock;

export interface DocumentModel {
  readonly source: 'docx' | 'txt';
  readonly blocks: readonly Block[];
}

/** Where a quotation stands: a span of a paragraph's or a cell's text, `to` not counted. */
export interface Anchor {
  readonly block: number;
  /** Both given for a cell, both absent for a paragraph. */
  readonly row?: number;
  readonly column?: number;
  readonly from: number;
  readonly to: number;
}
