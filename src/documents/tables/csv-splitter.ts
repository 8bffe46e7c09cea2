/**
 * CSV text into records (RFC 4180), piece by piece. Written by hand because the ledger of a province has a million
 * rows and every record needs the physical line on which it starts; measured against csv-parse in
 * `docs/decisions/csv-reader.md`.
 *
 * Beyond the RFC: line ends may be CRLF, LF or CR, mixed; a quotation mark inside an unquoted cell is that mark.
 */

import { formatCount, type TableLimits, type TableRow } from './table.ts';
import { TableError } from './table-error.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export type Separator = ',' | ';' | '\t';

export type SplitterLimits = Pick<TableLimits, 'rows' | 'columns' | 'cellCharacters'>;

export interface CsvSplitter {
  /** Takes the next piece of text and appends the records that it completes. */
  push(piece: string, into: TableRow[]): void;
  /** No more text: appends the last record, if its line was not ended. */
  finish(into: TableRow[]): void;
  /** Physical line on which the text not yet handed out begins, from 1. */
  readonly line: number;
  /** The text not yet handed out: the beginning of an unfinished record. */
  readonly pending: string;
}

/** Number of line ends in `text`, CRLF counted once. */
export function countLineEnds(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === LF || (c === CR && text.charCodeAt(at + 1) !== LF)) count += 1;
  }
  return count;
}

export function createCsvSplitter(separator: Separator, limits: SplitterLimits, firstLine = 1): CsvSplitter {
  const sep = separator.charCodeAt(0);
  let pending = '';
  let line = firstLine;
  let rows = 0;

  /** Takes whole records off `text`; answers where the rest begins, which is read again with the next piece. */
  function take(text: string, last: boolean, into: TableRow[]): number {
    const length = text.length;
    let start = 0;
    while (start < length) {
      const cells: string[] = [];
      let lineEnds = 0;
      let blank = true;
      let at = start;
      let next = -1;
      while (next < 0) {
        let end: number;
        if (at < length && text.charCodeAt(at) === QUOTE) {
          const close = closingQuote(text, at, last, cells.length + 1);
          if (close < 0) return start;
          let cell = text.slice(at + 1, close);
          if (cell.includes('"')) cell = cell.replaceAll('""', '"');
          if (cell.length > limits.cellCharacters) throw tooLong(line, cells.length + 1);
          if (cell.includes('\n') || cell.includes('\r')) lineEnds += countLineEnds(cell);
          if (blank && cell.trim() !== '') blank = false;
          cells.push(cell);
          end = close + 1;
        } else {
          end = at;
          for (; end < length; end += 1) {
            const c = text.charCodeAt(end);
            if (c === sep || c === LF || c === CR) break;
          }
          if (end - at > limits.cellCharacters) throw tooLong(line, cells.length + 1);
          if (end === length && !last) return start;
          const cell = end === at ? '' : text.slice(at, end);
          if (blank && cell !== '' && cell.trim() !== '') blank = false;
          cells.push(cell);
        }
        if (cells.length > limits.columns) throw tooManyColumns(line);
        if (end >= length) {
          next = length;
          continue;
        }
        const stop = text.charCodeAt(end);
        if (stop === sep) {
          at = end + 1;
          if (at === length && !last) return start;
        } else if (stop === LF) {
          next = end + 1;
        } else if (stop === CR) {
          if (end + 1 === length && !last) return start;
          next = text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
        } else {
          throw new TableError(
            'quote',
            `Dòng ${line}, ô thứ ${cells.length}: sau dấu ngoặc kép đóng còn chữ. Dấu ngoặc kép trong ô phải viết hai lần ("").`,
            { line, column: cells.length },
          );
        }
      }
      if (!blank) {
        rows += 1;
        if (rows > limits.rows) throw tooManyRows(line);
        into.push({ line, cells });
      }
      line += lineEnds + 1;
      start = next;
    }
    return length;
  }

  /** Position of the quotation mark that closes the one at `open`; -1 where it has not come yet. */
  function closingQuote(text: string, open: number, last: boolean, column: number): number {
    let at = open + 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      // Doubled marks count twice here, so a cell of nothing but marks passes this and is measured once it is closed.
      if ((quote < 0 ? text.length : quote) - open > 2 * limits.cellCharacters + 2) throw neverClosed(column);
      if (quote < 0) {
        if (last) throw neverClosed(column);
        return -1;
      }
      if (quote + 1 === text.length && !last) return -1;
      if (text.charCodeAt(quote + 1) !== QUOTE) return quote;
      at = quote + 2;
    }
  }

  function neverClosed(column: number): TableError {
    return new TableError(
      'quote',
      `Dòng ${line}, ô thứ ${column}: mở dấu ngoặc kép (") mà không thấy dấu đóng, hoặc ô dài quá ${formatCount(limits.cellCharacters)} ký tự. ` +
        'Xóa dấu ngoặc kép thừa ở ô này rồi nhập lại.',
      { line, column },
    );
  }

  const tooLong = (at: number, column: number) =>
    new TableError(
      'limit',
      `Dòng ${at}, ô thứ ${column}: dài quá ${formatCount(limits.cellCharacters)} ký tự. Rút ngắn nội dung ô này rồi nhập lại.`,
      { line: at, column },
    );
  const tooManyColumns = (at: number) =>
    new TableError(
      'limit',
      `Dòng ${at}: có quá ${formatCount(limits.columns)} ô. Kiểm tra dấu phân cách và xóa các cột thừa rồi nhập lại.`,
      { line: at },
    );
  const tooManyRows = (at: number) =>
    new TableError(
      'limit',
      `Dòng ${at}: bảng có quá ${formatCount(limits.rows)} dòng. Tách thành nhiều tệp rồi nhập từng tệp.`,
      { line: at },
    );

  return {
    push(piece, into) {
      const text = pending === '' ? piece : pending + piece;
      pending = text.slice(take(text, false, into));
    },
    finish(into) {
      pending = pending.slice(take(pending, true, into));
    },
    get line() {
      return line;
    },
    get pending() {
      return pending;
    },
  };
}
