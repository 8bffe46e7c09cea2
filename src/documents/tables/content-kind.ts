/**
 * What a file is by its content, whatever its name says. Only the first bytes are looked at; what is inside a ZIP is
 * told apart by `zip-package.ts`.
 */

export type ContentKind = 'text' | 'zip' | OtherKind;

/** Kinds that no table is read from. */
export type OtherKind = keyof typeof OTHER_KINDS;

/** What each kind is called in a sentence, and what its owner can do. */
export const OTHER_KINDS = {
  utf16: {
    name: 'văn bản mã UTF-16 (Unicode)',
    remedy:
      'Mở bằng Excel, chọn Lưu thành (Save As) → «CSV UTF-8 (Comma delimited)»; với Notepad, khi lưu chọn Mã hóa (Encoding) UTF-8.',
  },
  pdf: { name: 'tài liệu PDF', remedy: 'Xuất sổ theo dõi từ phần mềm một cửa ra CSV hoặc Excel (.xlsx).' },
  oleCompound: {
    name: 'tài liệu Office đời cũ (.xls, .doc) hoặc tệp Excel đặt mật khẩu',
    remedy: 'Mở bằng Excel, bỏ mật khẩu nếu có, rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».',
  },
  program: {
    name: 'chương trình máy tính',
    remedy: 'Không mở tệp này; hỏi lại người gửi và báo bộ phận công nghệ thông tin.',
  },
  image: {
    name: 'hình ảnh',
    remedy: 'Xuất sổ theo dõi từ phần mềm một cửa ra CSV hoặc Excel (.xlsx), không chụp hay quét.',
  },
  archive: { name: 'tệp nén', remedy: 'Giải nén, rồi nhập tệp CSV hoặc Excel (.xlsx) ở bên trong.' },
  html: { name: 'trang web (HTML)', remedy: 'Mở bằng Excel rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».' },
  xml: { name: 'tệp XML', remedy: 'Mở bằng Excel rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».' },
  rtf: { name: 'văn bản RTF', remedy: 'Chép bảng sang Excel rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».' },
  json: { name: 'dữ liệu JSON', remedy: 'Xuất sổ theo dõi từ phần mềm một cửa ra CSV hoặc Excel (.xlsx).' },
  database: { name: 'cơ sở dữ liệu', remedy: 'Xuất sổ theo dõi từ phần mềm một cửa ra CSV hoặc Excel (.xlsx).' },
  docx: {
    name: 'tài liệu Word (.docx)',
    remedy: 'Chép bảng sang Excel rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».',
  },
  pptx: {
    name: 'bản trình chiếu (.pptx)',
    remedy: 'Chép bảng sang Excel rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».',
  },
  xlsb: {
    name: 'bảng tính Excel nhị phân (.xlsb)',
    remedy: 'Mở bằng Excel rồi lưu thành «Excel Workbook (.xlsx)» hoặc «CSV UTF-8».',
  },
  openDocument: {
    name: 'tài liệu OpenDocument (.ods, .odt)',
    remedy: 'Mở bằng LibreOffice rồi lưu thành «Excel 2007–365 (.xlsx)» hoặc «Text CSV», mã UTF-8.',
  },
  binary: {
    name: 'dữ liệu nhị phân, không phải văn bản',
    remedy: 'Xuất lại sổ theo dõi từ phần mềm một cửa ra CSV hoặc Excel (.xlsx).',
  },
} as const satisfies Record<string, { name: string; remedy: string }>;

/** First bytes, in Latin-1, that give a kind away. */
const SIGNATURES: readonly (readonly [string, ContentKind])[] = [
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['PK\x07\x08', 'zip'],
  ['%PDF', 'pdf'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'oleCompound'],
  ['MZ', 'program'],
  ['\x7fELF', 'program'],
  ['\xcf\xfa\xed\xfe', 'program'],
  ['\xca\xfe\xba\xbe', 'program'],
  ['#!', 'program'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['BM', 'image'],
  ['II*\x00', 'image'],
  ['MM\x00*', 'image'],
  ['RIFF', 'image'],
  ['Rar!', 'archive'],
  ['7z\xbc\xaf\x27\x1c', 'archive'],
  ['\x1f\x8b', 'archive'],
  ['BZh', 'archive'],
  ['\xfd7zXZ', 'archive'],
  ['\x28\xb5\x2f\xfd', 'archive'],
  ['{\\rtf', 'rtf'],
  ['SQLite format 3', 'database'],
  ['\xff\xfe', 'utf16'],
  ['\xfe\xff', 'utf16'],
];

/** Signatures of letters only could begin a table too (`MZ`, `BM`, `RIFF`); they need a control character near by. */
const LETTERS_ONLY = /^[A-Za-z0-9!]+$/;
/** Control characters that no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_TEXT = /[\x00-\x08\x0e-\x1f]/;

/** How many first bytes {@link contentKind} wants to see. */
export const SNIFF_BYTES = 4096;

/** The kind of a file by its first {@link SNIFF_BYTES} bytes. `text` means: nothing speaks against reading it as CSV. */
export function contentKind(head: Uint8Array): ContentKind {
  const latin1 = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', 0, SNIFF_BYTES);
  for (const [signature, kind] of SIGNATURES) {
    if (!latin1.startsWith(signature)) continue;
    if (LETTERS_ONLY.test(signature) && !NOT_TEXT.test(latin1.slice(0, 512))) continue;
    return kind;
  }
  if (NOT_TEXT.test(latin1)) return nulsAlternate(head) ? 'utf16' : 'binary';
  const opening = latin1
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .slice(0, 64)
    .toLowerCase();
  if (opening.startsWith('<!doctype html') || opening.startsWith('<html') || opening.startsWith('<table'))
    return 'html';
  if (opening.startsWith('<?xml')) return latin1.toLowerCase().includes('<html') ? 'html' : 'xml';
  if (opening.startsWith('{"') || opening.startsWith('[{') || /^\{\s+"/.test(opening)) return 'json';
  return 'text';
}

/** UTF-16 without a mark: of the ASCII characters, which headers and numbers are full of, every other byte is 0. */
function nulsAlternate(head: Uint8Array): boolean {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const pairs = head.length / 2;
  return Math.max(even, odd) > pairs * 0.3 && Math.min(even, odd) < pairs * 0.02;
}
