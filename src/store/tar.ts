/**
 * Archives in the POSIX tar format, written and read as streams, so that any tool can look into a backup.
 * Names longer than the old header holds, or not in ASCII, go into a pax header.
 */

const BLOCK = 512;

/** A folder has no size; a file's content follows its header. */
export interface TarEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Bytes. */
  readonly size: number;
}

/** The header of an entry. After a file's header come its bytes and then {@link tarPadding}. */
export function tarHeader(entry: TarEntry): Buffer {
  if (/^[\x20-\x7e]{1,100}$/.test(entry.path))
    return header(entry.path, entry.size, entry.kind === 'folder' ? '5' : '0');
  const extension = Buffer.from(paxRecord('path', entry.path));
  return Buffer.concat([
    header('././@PaxHeader', extension.length, 'x'),
    extension,
    tarPadding(extension.length),
    header('long-name', entry.size, entry.kind === 'folder' ? '5' : '0'),
  ]);
}

/** What fills the last block of a file of this many bytes. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The end of an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

function header(path: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0, 100, 'utf8');
  block.write(type === '5' ? '0000700\0' : '0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function checksum(block: Buffer): number {
  let sum = 0;
  for (let index = 0; index < BLOCK; index += 1) sum += index >= 148 && index < 156 ? 32 : (block[index] as number);
  return sum;
}

/** A pax record begins with its own length in bytes, the digits of the length included. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

/** An archive that is not one: cut off, altered, or of another kind. */
export class TarError extends Error {}

/** An entry as it is read; `content` must be read to its end before the next entry. */
export interface TarItem extends TarEntry {
  readonly content: AsyncIterable<Buffer>;
}

/** The largest pax header that is believed, bytes. */
const LONGEST_EXTENSION = 64 * 1024;

/** @throws TarError for anything that is not a whole archive */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarItem> {
  const bytes = new ByteReader(source);
  let longPath: string | undefined;
  for (;;) {
    const block = await bytes.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    if (Number.parseInt(block.toString('latin1', 148, 156), 8) !== checksum(block))
      throw new TarError('sai tổng kiểm tra');
    const size = Number.parseInt(block.toString('latin1', 124, 136), 8);
    const type = block.toString('latin1', 156, 157);
    if (!Number.isSafeInteger(size) || size < 0) throw new TarError('sai kích thước');
    if (type === 'x') {
      if (size > LONGEST_EXTENSION) throw new TarError('phần mở rộng quá dài');
      longPath = pathOf(await bytes.take(size));
      await bytes.take(tarPadding(size).length);
      continue;
    }
    if (type !== '0' && type !== '5') throw new TarError(`loại mục «${type}» không dùng`);
    const path = longPath ?? block.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    longPath = undefined;
    let left = size;
    const content = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const part = await bytes.some(left);
        left -= part.length;
        yield part;
      }
    };
    yield { path, kind: type === '5' ? 'folder' : 'file', size, content: content() };
    if (left > 0) throw new TarError('nội dung mục chưa được đọc hết');
    await bytes.take(tarPadding(size).length);
  }
}

function pathOf(extension: Buffer): string {
  const match = /^\d+ path=([^\n]*)\n$/.exec(extension.toString('utf8'));
  if (match === null) throw new TarError('phần mở rộng không đọc được');
  return match[1] as string;
}

/** Takes so many bytes at a time from a stream of chunks. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most `limit`. */
  async some(limit: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) throw new TarError('bị cắt cụt');
      this.#rest = next.value;
    }
    const part = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0; ) {
      const part = await this.some(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}
