/**
 * Reads multipart/form-data (biểu nhập có tệp) as it arrives. A file that passes its limit is read to its end but not kept,
 * so that the page can answer beside the field instead of breaking the connection, and memory stays bounded.
 */
export interface UploadedFile {
  /** As the browser gave it, without folders; a name proves nothing about the content. */
  readonly name: string;
  /** Empty when {@link tooLarge}. */
  readonly bytes: Uint8Array;
  /** All bytes that arrived. */
  readonly size: number;
  readonly tooLarge: boolean;
}

export interface FormBody {
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, readonly UploadedFile[]>;
  /** The whole body could not be taken in. */
  readonly problem?: 'tooLarge' | 'malformed';
}

export interface MultipartLimits {
  readonly maxFields: number;
  readonly maxFieldBytes: number;
  readonly maxFiles: number;
  /** Bytes of one file that are kept; beyond them it is `tooLarge`. */
  readonly maxFileBytes: number;
  /** Bytes of all kept files together. */
  readonly maxKeptBytes: number;
  /** Bytes of the whole body that are read at all. */
  readonly maxBodyBytes: number;
}

const CR_LF = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');
const LONGEST_HEAD = 4096;

class BodyError extends Error {
  readonly problem: 'tooLarge' | 'malformed';
  constructor(problem: 'tooLarge' | 'malformed') {
    super(problem);
    this.problem = problem;
  }
}

/** The boundary of a content type, or undefined where it names none. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** Bytes as they come, with a window that can be searched. */
class Window {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly limit: number;
  private total = 0;
  private ended = false;
  buffer: Buffer = Buffer.alloc(0);

  constructor(stream: ReadableStream<Uint8Array>, limit: number) {
    this.reader = stream.getReader();
    this.limit = limit;
  }

  /** Adds what arrives next. @returns false at the end */
  async more(): Promise<boolean> {
    if (this.ended) return false;
    const { done, value } = await this.reader.read();
    if (done) {
      this.ended = true;
      return false;
    }
    this.total += value.byteLength;
    if (this.total > this.limit) throw new BodyError('tooLarge');
    this.buffer = this.buffer.length === 0 ? Buffer.from(value) : Buffer.concat([this.buffer, value]);
    return true;
  }

  /** Everything up to `mark`, which is taken away too. @throws BodyError when it is further than `longest` or never comes */
  async until(mark: Buffer, longest: number): Promise<Buffer> {
    for (;;) {
      const at = this.buffer.indexOf(mark);
      if (at >= 0 && at <= longest) {
        const head = this.buffer.subarray(0, at);
        this.buffer = this.buffer.subarray(at + mark.length);
        return head;
      }
      if (at > longest || this.buffer.length > longest + mark.length) throw new BodyError('malformed');
      if (!(await this.more())) throw new BodyError('malformed');
    }
  }

  /** Hands over everything up to `mark` piece by piece; `mark` is taken away. */
  async pour(mark: Buffer, take: (piece: Buffer) => void): Promise<void> {
    for (;;) {
      const at = this.buffer.indexOf(mark);
      if (at >= 0) {
        take(this.buffer.subarray(0, at));
        this.buffer = this.buffer.subarray(at + mark.length);
        return;
      }
      // The mark may have begun in the last bytes; they stay.
      const safe = this.buffer.length - (mark.length - 1);
      if (safe > 0) {
        take(this.buffer.subarray(0, safe));
        this.buffer = this.buffer.subarray(safe);
      }
      if (!(await this.more())) throw new BodyError('malformed');
    }
  }
}

interface PartHead {
  readonly name: string;
  readonly fileName: string | undefined;
}

function partHead(head: Buffer): PartHead {
  const text = new TextDecoder('utf-8').decode(head);
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(text)?.[1] ?? '';
  // Browsers write quotation marks and line ends inside a name as %22, %0D, %0A.
  const value = (key: string): string | undefined =>
    new RegExp(`(?:^|;)\\s*${key}="((?:[^"\\\\]|\\\\.)*)"`, 'i')
      .exec(disposition)?.[1]
      ?.replace(/%22/g, '"')
      .replace(/%0D/gi, '\r')
      .replace(/%0A/gi, '\n');
  const name = value('name');
  if (name === undefined) throw new BodyError('malformed');
  return { name, fileName: value('filename') };
}

const baseName = (name: string): string =>
  name
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 200) ?? '';

/** Reads a body. Problems are a value, except faults of the connection. */
export async function readMultipart(
  stream: ReadableStream<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): Promise<FormBody> {
  const fields = new Map<string, string[]>();
  const files = new Map<string, UploadedFile[]>();
  try {
    await readParts(new Window(stream, limits.maxBodyBytes), boundary, limits, fields, files);
    return { fields, files };
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    return { fields, files, problem: error.problem };
  }
}

async function readParts(
  window: Window,
  boundary: string,
  limits: MultipartLimits,
  fields: Map<string, string[]>,
  files: Map<string, UploadedFile[]>,
): Promise<void> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let fieldCount = 0;
  let fileCount = 0;
  let kept = 0;
  window.buffer = CR_LF;
  await window.pour(delimiter, () => {});
  for (;;) {
    const afterDelimiter = await window.until(CR_LF, 64);
    if (afterDelimiter.toString('latin1').startsWith('--')) return;
    const { name, fileName } = partHead(await window.until(HEAD_END, LONGEST_HEAD));
    const pieces: Buffer[] = [];
    let size = 0;
    if (fileName === undefined) {
      fieldCount += 1;
      if (fieldCount > limits.maxFields) throw new BodyError('tooLarge');
      await window.pour(delimiter, (piece) => {
        size += piece.length;
        if (size > limits.maxFieldBytes) throw new BodyError('tooLarge');
        pieces.push(piece);
      });
      add(fields, name, new TextDecoder('utf-8').decode(Buffer.concat(pieces)));
      continue;
    }
    let tooLarge = false;
    await window.pour(delimiter, (piece) => {
      size += piece.length;
      tooLarge ||= size > limits.maxFileBytes || kept + size > limits.maxKeptBytes;
      if (tooLarge) pieces.length = 0;
      else pieces.push(piece);
    });
    // A file field that was left empty comes as a nameless file of no bytes.
    if (fileName === '' && size === 0) continue;
    fileCount += 1;
    if (fileCount > limits.maxFiles) throw new BodyError('tooLarge');
    if (!tooLarge) kept += size;
    add(files, name, { name: baseName(fileName), bytes: Buffer.concat(pieces), size, tooLarge });
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
