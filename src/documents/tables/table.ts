/** What a table read from a file looks like, and how large it may be. */

/** One record of a table. */
export interface TableRow {
  /** Physical line of the file on which the record starts, from 1; for a workbook the sheet's row number. */
  readonly line: number;
  /** The cells as text, as written: neither trimmed nor normalised. */
  readonly cells: string[];
}

/** The most that is read; each has a sentence of its own when it is passed. */
export interface TableLimits {
  /** Bytes of the file on disk. */
  readonly fileBytes: number;
  /** Records, the header among them. */
  readonly rows: number;
  /** Cells of one record. */
  readonly columns: number;
  /** Characters (UTF-16 units) of one cell. */
  readonly cellCharacters: number;
  /** Bytes of one part of a workbook once inflated, and of all parts that are read together. */
  readonly inflatedBytes: number;
  /** Bytes of a workbook's shared texts once inflated; they are held in memory. */
  readonly sharedTextBytes: number;
  /** Parts of a workbook. */
  readonly parts: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_TABLE_LIMITS: TableLimits = {
  fileBytes: 128 * MIB,
  rows: 2_000_000,
  columns: 200,
  cellCharacters: 10_000,
  inflatedBytes: 1024 * MIB,
  sharedTextBytes: 192 * MIB,
  parts: 2_000,
};

export interface TableOptions {
  readonly limits?: Partial<TableLimits>;
  /**
   * Whether these cells are the header that is looked for. With it, title lines above the header are passed over (the
   * first {@link HEADER_SEARCH_ROWS} records are tried), the separator is the one that makes a header, and of a
   * workbook the first visible sheet with such a header is read. Where nothing is accepted the first record is the header.
   */
  readonly acceptsHeader?: (cells: readonly string[]) => boolean;
}

/** How far down a header is looked for. */
export const HEADER_SEARCH_ROWS = 20;

/** Records handed over at a time, at most. */
export const BATCH_ROWS = 1_000;

/** How far the reading is. A workbook's figure is an estimate from the parts already inflated. */
export interface TableProgress {
  readonly bytesRead: number;
  readonly totalBytes: number;
}

/**
 * A table being read: iterate once. The first record handed over is the header; records whose cells are all blank are
 * left out. Iterating throws {@link TableError}.
 */
export interface TableReading extends AsyncIterable<TableRow[]> {
  readonly progress: TableProgress;
}

/** `12.345`, as Vietnamese writes whole numbers. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '.');
}
