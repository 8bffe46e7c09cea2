/** A ZIP package opened with care: its list is held against limits before a byte of it is inflated. */
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { OtherKind } from './content-kind.ts';
import { formatCount, type TableLimits } from './table.ts';
import { TableError } from './table-error.ts';

export interface ZipPackage {
  /** `xlsx` where it is a workbook, else what it is. */
  readonly kind: 'xlsx' | OtherKind;
  /** Inflated size of a part in bytes; `undefined` where there is no such part. */
  size(part: string): number | undefined;
  /** The bytes of a part, inflated piece by piece. @throws TableError where they are damaged or more than `most` */
  read(part: string, most: number): AsyncGenerator<Buffer>;
  close(): void;
}

/**
 * A part that inflates to more than this many times its stored size is a bomb; the most repetitive sheets reach a tenth
 * of it, and the method itself ends at 1,032.
 */
const MOST_INFLATION = 250;
/** Small parts may be as repetitive as they like. */
const INFLATION_FREE_BYTES = 16 * 1024 * 1024;

/** @throws TableError where the list of parts is damaged, too long, or promises too much */
export async function openZip(file: string, limits: TableLimits): Promise<ZipPackage> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.openPromise(file, { autoClose: false, decodeStrings: true, validateEntrySizes: true });
  } catch {
    throw damaged();
  }
  try {
    const entries = await listEntries(zip, limits);
    return {
      kind: kindOf(entries),
      size: (part) => entries.get(part.toLowerCase())?.uncompressedSize,
      read: (part, most) => readEntry(zip, entries.get(part.toLowerCase()), part, most),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof TableError ? error : damaged();
  }
}

/** By lower-case name, because part names are compared without case (ECMA-376 Part 2). */
async function listEntries(zip: yauzl.ZipFile, limits: TableLimits): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  if (zip.entryCount > limits.parts) throw tooManyParts(limits.parts);
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= limits.parts) throw tooManyParts(limits.parts);
    inflated += entry.uncompressedSize;
    if (inflated > limits.inflatedBytes || isBomb(entry)) {
      throw new TableError(
        'limit',
        'Tệp nén quá mức: bung ra lớn bất thường so với kích thước, có thể là tệp phá hoại. Xuất lại tệp từ phần mềm nguồn, hoặc tách sổ thành nhiều tệp.',
      );
    }
    const name = entry.fileName.toLowerCase();
    if (entries.has(name)) throw damaged();
    entries.set(name, entry);
  }
  return entries;
}

function isBomb(entry: yauzl.Entry): boolean {
  return (
    entry.uncompressedSize > INFLATION_FREE_BYTES && entry.uncompressedSize > entry.compressedSize * MOST_INFLATION
  );
}

function kindOf(entries: ReadonlyMap<string, yauzl.Entry>): 'xlsx' | OtherKind {
  if (entries.has('xl/workbook.bin')) return 'xlsb';
  if (entries.has('word/document.xml')) return 'docx';
  if (entries.has('ppt/presentation.xml')) return 'pptx';
  if (entries.has('mimetype') && entries.has('content.xml')) return 'openDocument';
  return entries.has('[content_types].xml') && entries.has('_rels/.rels') ? 'xlsx' : 'archive';
}

async function* readEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
  part: string,
  most: number,
): AsyncGenerator<Buffer> {
  if (entry === undefined) throw damaged(`thiếu phần ${part}`);
  if (entry.isEncrypted()) {
    throw new TableError('workbook', 'Bảng tính đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.');
  }
  if (entry.uncompressedSize > most) {
    throw new TableError(
      'limit',
      `Phần ${part} của bảng tính lớn ${formatCount(Math.ceil(entry.uncompressedSize / 1024 / 1024))} MB khi bung ra, quá mức ${formatCount(Math.floor(most / 1024 / 1024))} MB. Tách sổ thành nhiều tệp, hoặc lưu thành «CSV UTF-8».`,
    );
  }
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch {
    throw damaged();
  }
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  try {
    for (;;) {
      // Caught here alone, so that an error of whoever takes the pieces is not called damage. The library ends the
      // stream with an error where it holds more or fewer bytes than the list promised.
      const next = await pieces.next().catch(() => undefined);
      if (next === undefined) throw damaged(`phần ${part}`);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
}

function tooManyParts(most: number): TableError {
  return new TableError(
    'limit',
    `Tệp chứa quá ${formatCount(most)} phần, không giống một sổ theo dõi. Xuất lại tệp từ phần mềm nguồn.`,
  );
}

/** A package that cannot be taken apart; `detail` names what is wrong in it. */
export function damaged(detail?: string): TableError {
  return new TableError(
    'workbook',
    `Bảng tính bị hỏng${detail === undefined ? '' : ` (${detail})`}. Mở bằng Excel để sửa rồi lưu lại, hoặc xuất lại từ phần mềm nguồn.`,
  );
}
