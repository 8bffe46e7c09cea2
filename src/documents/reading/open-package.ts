/** Opens an OOXML package (a zip) without trusting it: every size is capped before and while inflating. */
import yauzl from 'yauzl';
import { READING_LIMITS, UnreadableDocument } from './unreadable.ts';

export interface OpenPackage {
  readonly names: readonly string[];
  readonly has: (part: string) => boolean;
  /** Inflated bytes of one part. */
  readonly read: (part: string) => Promise<Uint8Array>;
}

async function inflate(zip: yauzl.ZipFile, entry: yauzl.Entry, name: string): Promise<Uint8Array> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > READING_LIMITS.partBytes) throw tooLarge(name, entry.fileName);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(name: string, part: string): UnreadableDocument {
  return new UnreadableDocument(
    `Tệp «${name}» phình quá ${READING_LIMITS.partBytes / 1024 / 1024} MB khi giải nén (phần ${part}); đây không phải một báo cáo bình thường, hãy kiểm tra nguồn gốc tệp.`,
  );
}

/** @throws UnreadableDocument when the zip is damaged, encrypted or larger than a report can be */
export async function openPackage(bytes: Uint8Array, name: string): Promise<OpenPackage> {
  const damaged = (): UnreadableDocument =>
    new UnreadableDocument(
      `Tệp «${name}» bị hỏng hoặc chưa tải xong (không mở được gói .docx); hãy lấy lại tệp rồi thử lại.`,
    );
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error ? reject(damaged()) : resolve(opened),
    );
  });
  const entries = new Map<string, yauzl.Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('error', () => reject(damaged()));
    zip.on('end', () => resolve());
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entries.size >= READING_LIMITS.entries) {
        reject(
          new UnreadableDocument(`Tệp «${name}» chứa hơn ${READING_LIMITS.entries} tệp con, không phải một báo cáo.`),
        );
        return;
      }
      // Directories carry nothing; the first of two entries of one name is the one that Word opens.
      if (!entry.fileName.endsWith('/') && !entries.has(entry.fileName)) entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return {
    names: [...entries.keys()],
    has: (part) => entries.has(part),
    read: async (part) => {
      const entry = entries.get(part);
      if (entry === undefined) throw damaged();
      if ((entry.generalPurposeBitFlag & 1) === 1) {
        throw new UnreadableDocument(
          `Tệp «${name}» được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi thử lại.`,
        );
      }
      if (entry.uncompressedSize > READING_LIMITS.partBytes) throw tooLarge(name, part);
      try {
        return await inflate(zip, entry, name);
      } catch (error) {
        if (error instanceof UnreadableDocument) throw error;
        throw damaged();
      }
    },
  };
}
