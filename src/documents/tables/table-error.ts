/** Why a table could not be read. Each code has one kind of sentence. */
export type TableErrorCode =
  /** No such file, a folder, a device, no permission. */
  | 'unreadable'
  /** Nothing in it, or blank lines only. */
  | 'empty'
  /** A header and no row. */
  | 'headerOnly'
  /** The content is of another kind than a table, or than its name says. */
  | 'wrongKind'
  /** Text that is not UTF-8. */
  | 'encoding'
  /** A quotation mark that is never closed, or text behind a closed one. */
  | 'quote'
  /** One of the limits of size, rows, columns, text. */
  | 'limit'
  /** A workbook that is damaged, encrypted or unsafe. */
  | 'workbook';

/** Where an error lies: `line` as in {@link TableRow}, `column` from 1. */
export interface TablePlace {
  readonly line?: number;
  readonly column?: number;
}

/** A table that cannot be read (tệp bảng không đọc được): one Vietnamese sentence on what, where, and what to do. */
export class TableError extends Error {
  readonly code: TableErrorCode;
  readonly line?: number;
  readonly column?: number;

  constructor(code: TableErrorCode, message: string, place: TablePlace = {}) {
    super(message);
    this.name = 'TableError';
    this.code = code;
    if (place.line !== undefined) this.line = place.line;
    if (place.column !== undefined) this.column = place.column;
  }
}
