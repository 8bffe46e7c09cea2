/** CSV bytes into records: UTF-8 with or without mark, the separator found from the header. */
import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { countLineEnds, createCsvSplitter, type Separator } from './csv-splitter.ts';
import { HEADER_SEARCH_ROWS, type TableLimits, type TableOptions, type TableRow } from './table.ts';
import { TableError } from './table-error.ts';

const PIECE_BYTES = 256 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** First line with which some programs name their separator to Excel: `sep=;`. */
const SEPARATOR_LINE = /^sep=([,;\t])\r?\n/i;

/** In this order where nothing else decides. */
const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/**
 * Records of an open CSV file, as many at a time as one piece of it holds. `onBytes` hears how many bytes were read.
 * @throws TableError
 */
export async function* readCsv(
  file: FileHandle,
  limits: TableLimits,
  acceptsHeader: TableOptions['acceptsHeader'],
  onBytes: (bytes: number) => void,
): AsyncGenerator<TableRow[]> {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  let splitter: ReturnType<typeof createCsvSplitter> | undefined;
  let kept = 0;
  let position = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, kept, PIECE_BYTES - kept, position);
    position += bytesRead;
    // A file that grows while it is read must not pass the limit that its size was held against.
    if (position > limits.fileBytes)
      throw new TableError('unreadable', 'Tệp đang được ghi thêm. Đợi ghi xong rồi nhập lại.');
    const filled = kept + bytesRead;
    const whole = bytesRead === 0 ? filled : filled - unfinishedCharacter(buffer, filled);
    const bytes = buffer.subarray(0, whole);
    if (!isUtf8(bytes)) throw notUtf8(bytes, splitter?.line ?? 1, splitter?.pending ?? '');
    let text = bytes.toString('utf8');
    if (splitter === undefined) {
      if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
      const named = SEPARATOR_LINE.exec(text);
      if (named !== null) text = text.slice(named[0].length);
      const separator =
        (named?.[1] as Separator | undefined) ?? findSeparator(text, bytesRead === 0, limits, acceptsHeader);
      splitter = createCsvSplitter(separator, limits, named === null ? 1 : 2);
    }
    const rows: TableRow[] = [];
    splitter.push(text, rows);
    if (bytesRead === 0) splitter.finish(rows);
    if (rows.length > 0) yield rows;
    if (bytesRead === 0) return;
    onBytes(position);
    buffer.copyWithin(0, whole, filled);
    kept = filled - whole;
  }
}

/** How many bytes at the end belong to a character whose last byte has not come yet: 0 to 3. */
function unfinishedCharacter(buffer: Uint8Array, filled: number): number {
  for (let back = 1; back <= 3 && back <= filled; back += 1) {
    const byte = buffer[filled - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? back : 0;
    }
  }
  return 0;
}

/** The separator that makes a header which is looked for; else the one most often met in the first line outside quotes. */
function findSeparator(
  text: string,
  whole: boolean,
  limits: TableLimits,
  acceptsHeader: TableOptions['acceptsHeader'],
): Separator {
  if (acceptsHeader !== undefined) {
    for (const separator of SEPARATORS) {
      if (firstRows(text, whole, separator, limits).some((row) => acceptsHeader(row.cells))) return separator;
    }
  }
  const counts = SEPARATORS.map((separator) => firstRows(text, whole, separator, limits)[0]?.cells.length ?? 0);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] as Separator;
}

function firstRows(text: string, whole: boolean, separator: Separator, limits: TableLimits): TableRow[] {
  const rows: TableRow[] = [];
  const splitter = createCsvSplitter(separator, { ...limits, rows: HEADER_SEARCH_ROWS });
  try {
    splitter.push(text, rows);
    if (whole) splitter.finish(rows);
  } catch (error) {
    // More rows than are looked at, or the wrong separator tried: what was read so far is enough to judge by.
    if (!(error instanceof TableError)) throw error;
  }
  return rows;
}

function notUtf8(bytes: Buffer, line: number, pending: string): TableError {
  const at = line + countLineEnds(pending + bytes.subarray(0, validPrefix(bytes)).toString('utf8'));
  return new TableError(
    'encoding',
    `Dòng ${at}: có chữ không phải mã UTF-8 nên không đọc được dấu tiếng Việt. ` +
      'Mở tệp bằng Excel, chọn Lưu thành (Save As) → «CSV UTF-8 (Comma delimited) (*.csv)», rồi nhập tệp mới.',
    { line: at },
  );
}

/** Length of the longest beginning that is UTF-8, found by halving. */
function validPrefix(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const head = bytes.subarray(0, middle);
    if (isUtf8(head.subarray(0, middle - unfinishedCharacter(head, middle)))) good = middle;
    else bad = middle;
  }
  return good;
}
