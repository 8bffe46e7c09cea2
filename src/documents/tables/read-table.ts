/** Tables from files (bảng từ tệp): CSV and XLSX behind one interface, recognised by content. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ContentKind, contentKind, OTHER_KINDS, type OtherKind, SNIFF_BYTES } from './content-kind.ts';
import { readCsv } from './csv-file.ts';
import {
  BATCH_ROWS,
  DEFAULT_TABLE_LIMITS,
  formatCount,
  HEADER_SEARCH_ROWS,
  type TableLimits,
  type TableOptions,
  type TableProgress,
  type TableReading,
  type TableRow,
} from './table.ts';
import { TableError } from './table-error.ts';
import { readXlsx } from './xlsx-file.ts';

/**
 * Reads a table (bảng: sổ theo dõi, danh mục) from a CSV (UTF-8; comma, semicolon or tab) or XLSX file in batches of
 * at most {@link BATCH_ROWS} records; the first record is the header. Nothing is read before the iteration begins, and
 * the file is closed when it ends, also early.
 *
 * @throws TableError while iterating: a Vietnamese sentence on what is wrong, where, and what to do
 */
export function readTable(file: string, options: TableOptions = {}): TableReading {
  const progress = { bytesRead: 0, totalBytes: 0 };
  return { progress, [Symbol.asyncIterator]: () => readFile(file, options, progress) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

async function* readFile(
  file: string,
  options: TableOptions,
  progress: Mutable<TableProgress>,
): AsyncGenerator<TableRow[], void> {
  const limits: TableLimits = { ...DEFAULT_TABLE_LIMITS, ...options.limits };
  const handle = await openFile(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw empty();
    if (size > limits.fileBytes) {
      throw new TableError(
        'limit',
        `Tệp lớn ${mebibytes(size)} MB, quá mức ${mebibytes(limits.fileBytes)} MB. Tách sổ thành nhiều tệp rồi nhập từng tệp.`,
      );
    }
    progress.totalBytes = size;
    const head = Buffer.alloc(SNIFF_BYTES);
    const { bytesRead } = await handle.read(head, 0, SNIFF_BYTES, 0);
    const kind = contentKind(head.subarray(0, bytesRead));
    const onBytes = (bytes: number) => {
      progress.bytesRead = Math.min(bytes, size);
    };
    const rows =
      kind === 'zip'
        ? readXlsx(
            file,
            limits,
            options.acceptsHeader,
            (found) => refuseUnlessXlsx(file, found),
            (share) => onBytes(Math.round(share * size)),
          )
        : readText(file, kind, handle, limits, options.acceptsHeader, onBytes);
    // A sheet does not write the blank cells at the end of a row; a CSV line without them was cut.
    const pad = kind === 'zip';
    yield* inBatches(fromHeader(rows, options.acceptsHeader), pad);
    progress.bytesRead = progress.totalBytes;
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    // Asked before opening, because opening a pipe would wait for someone to write into it.
    if (!(await stat(file)).isFile()) throw notFile(file);
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof TableError) throw error;
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === 'ENOENT' || reason === 'ENOTDIR') {
      throw new TableError('unreadable', `Không có tệp «${file}». Kiểm tra lại tên và thư mục.`);
    }
    if (reason === 'EACCES' || reason === 'EPERM') {
      throw new TableError(
        'unreadable',
        `Không có quyền đọc tệp «${file}». Xin quyền đọc hoặc chép tệp sang thư mục khác.`,
      );
    }
    throw new TableError('unreadable', `Không mở được tệp «${file}» (${reason ?? 'lỗi không rõ'}).`);
  }
}

function readText(
  file: string,
  kind: ContentKind,
  handle: FileHandle,
  limits: TableLimits,
  acceptsHeader: TableOptions['acceptsHeader'],
  onBytes: (bytes: number) => void,
): AsyncGenerator<TableRow[]> {
  if (kind !== 'text' && kind !== 'zip') throw refuse(file, OTHER_KINDS[kind].name, OTHER_KINDS[kind].remedy);
  const extension = path.extname(file).toLowerCase();
  if (extension === '.xlsx' || extension === '.xlsm' || extension === '.xls') {
    throw refuse(file, 'văn bản thường (có thể là CSV)', 'Nếu đúng là CSV, đổi đuôi tên tệp thành .csv rồi nhập lại.');
  }
  return readCsv(handle, limits, acceptsHeader, onBytes);
}

/** Called with what a ZIP turned out to be; a workbook under another name is refused too, so that nobody is misled. */
function refuseUnlessXlsx(file: string, found: 'xlsx' | OtherKind): void {
  if (found !== 'xlsx') throw refuse(file, OTHER_KINDS[found].name, OTHER_KINDS[found].remedy);
  const extension = path.extname(file).toLowerCase();
  if (['.csv', '.txt', '.tsv', '.xls'].includes(extension)) {
    throw refuse(
      file,
      'bảng tính Excel (.xlsx)',
      'Đổi đuôi tên tệp thành .xlsx rồi nhập lại, hoặc mở bằng Excel và lưu thành «CSV UTF-8».',
    );
  }
}

function refuse(file: string, content: string, remedy: string): TableError {
  const extension = path.extname(file);
  const named = extension === '' ? 'Tệp không có đuôi tên' : `Tệp tên ${extension}`;
  return new TableError('wrongKind', `${named} nhưng nội dung là ${content}. ${remedy}`);
}

/**
 * Passes over title lines above the header that is looked for, and asks for at least one row below it. A lone line that
 * is no such header is handed over, so that what it lacks can be said.
 */
async function* fromHeader(
  pieces: AsyncIterable<TableRow[]>,
  acceptsHeader: TableOptions['acceptsHeader'],
): AsyncGenerator<TableRow[]> {
  let top: TableRow[] | undefined = [];
  let rows = 0;
  let header: string[] | undefined;
  for await (const piece of pieces) {
    let handOver = piece;
    if (top !== undefined) {
      top.push(...piece);
      if (acceptsHeader !== undefined && top.length < HEADER_SEARCH_ROWS) {
        if (!top.some((row) => acceptsHeader(row.cells))) continue;
      }
      handOver = withoutTitles(top, acceptsHeader);
      top = undefined;
    }
    header ??= handOver[0]?.cells;
    rows += handOver.length;
    yield handOver;
  }
  if (top !== undefined && top.length > 0) {
    header = top[0]?.cells;
    rows += top.length;
    yield top;
  }
  if (rows === 0) throw empty();
  if (rows === 1 && (header === undefined || acceptsHeader === undefined || acceptsHeader(header))) {
    throw new TableError(
      'headerOnly',
      'Bảng chỉ có dòng tiêu đề, không có dòng nào bên dưới. Kiểm tra lại bước xuất dữ liệu.',
    );
  }
}

function withoutTitles(rows: TableRow[], acceptsHeader: TableOptions['acceptsHeader']): TableRow[] {
  if (acceptsHeader === undefined) return rows;
  const header = rows.findIndex((row, at) => at < HEADER_SEARCH_ROWS && acceptsHeader(row.cells));
  return header > 0 ? rows.slice(header) : rows;
}

async function* inBatches(pieces: AsyncIterable<TableRow[]>, pad: boolean): AsyncGenerator<TableRow[], void> {
  let batch: TableRow[] = [];
  let width = 0;
  for await (const piece of pieces) {
    for (const row of piece) {
      if (width === 0) width = row.cells.length;
      if (pad) while (row.cells.length < width) row.cells.push('');
      batch.push(row);
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

function notFile(file: string): TableError {
  return new TableError('unreadable', `«${file}» không phải là một tệp. Chỉ ra đúng tệp CSV hoặc XLSX.`);
}

function empty(): TableError {
  return new TableError('empty', 'Tệp trống, không có dòng nào. Kiểm tra lại bước xuất dữ liệu.');
}

function mebibytes(bytes: number): string {
  return formatCount(Math.ceil(bytes / (1024 * 1024)));
}
