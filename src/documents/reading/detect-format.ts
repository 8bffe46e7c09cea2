/** What a file is, by its content; the name is only used to say it better. */
import { READING_LIMITS, UnreadableDocument } from './unreadable.ts';

export type ReadableFormat = 'docx' | 'txt';

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

const SAVE_AS_DOCX = 'Hãy mở bằng Word hoặc LibreOffice rồi lưu lại dạng .docx.';

const OTHERS: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], `là tệp PDF, không phải văn bản Word. ${SAVE_AS_DOCX}`],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], `là tệp RTF. ${SAVE_AS_DOCX}`],
  [[0x89, 0x50, 0x4e, 0x47], 'là ảnh PNG; công cụ chỉ đọc chữ trong tệp .docx hoặc .txt.'],
  [[0xff, 0xd8, 0xff], 'là ảnh JPEG; công cụ chỉ đọc chữ trong tệp .docx hoặc .txt.'],
  [[0x4d, 0x5a], 'là tệp chương trình, không phải văn bản; công cụ chỉ đọc tệp .docx hoặc .txt.'],
  [[0x1f, 0x8b], 'là tệp nén gzip; hãy giải nén rồi kiểm tra tệp .docx hoặc .txt bên trong.'],
  [[0x52, 0x61, 0x72, 0x21], 'là tệp nén RAR; hãy giải nén rồi kiểm tra tệp .docx hoặc .txt bên trong.'],
];

/** A stream name in an OLE compound file: UTF-16LE. */
function mentionsUtf16(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
}

/**
 * @param name only for the message
 * @throws UnreadableDocument with one Vietnamese sentence: what the file is and what to do
 */
export function detectFormat(bytes: Uint8Array, name: string): ReadableFormat {
  if (bytes.length === 0) throw new UnreadableDocument(`Tệp «${name}» rỗng (0 byte); hãy chọn lại tệp báo cáo.`);
  if (bytes.length > READING_LIMITS.fileBytes) {
    throw new UnreadableDocument(
      `Tệp «${name}» lớn ${Math.ceil(bytes.length / 1024 / 1024)} MB, vượt giới hạn ${READING_LIMITS.fileBytes / 1024 / 1024} MB; hãy bỏ ảnh khỏi tệp rồi thử lại.`,
    );
  }
  if (startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP)) return 'docx';
  if (startsWith(bytes, OLE)) {
    if (mentionsUtf16(bytes, 'EncryptedPackage')) {
      throw new UnreadableDocument(`Tệp «${name}» được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi thử lại.`);
    }
    throw new UnreadableDocument(`Tệp «${name}» là văn bản Word đời cũ (.doc). ${SAVE_AS_DOCX}`);
  }
  for (const [signature, sentence] of OTHERS) {
    if (startsWith(bytes, signature)) throw new UnreadableDocument(`Tệp «${name}» ${sentence}`);
  }
  return 'txt';
}
