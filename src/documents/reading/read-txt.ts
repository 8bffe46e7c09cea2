/** Plain text to the document model: each line a paragraph (or the rest of the one before it), neighbouring lines with tabs a table. */
import type { Block, DocumentModel, TableBlock, TableCell } from '../../core/checking/document.ts';
import { READING_LIMITS, UnreadableDocument } from './unreadable.ts';

function decode(bytes: Uint8Array, name: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0'))
      throw new UnreadableDocument(`Tệp «${name}» không phải văn bản; công cụ chỉ đọc tệp .docx hoặc .txt.`);
    return text;
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument(
      `Tệp «${name}» không phải văn bản Unicode (UTF-8); nếu là phông cũ (TCVN3, VNI) hãy chuyển mã rồi lưu lại dạng UTF-8.`,
    );
  }
}

const tooLong = (name: string): UnreadableDocument =>
  new UnreadableDocument(
    `Tệp «${name}» có một đoạn dài hơn ${READING_LIMITS.paragraphCharacters} ký tự, không phải một báo cáo bình thường; hãy tách đoạn.`,
  );

/** Zero-width marks carry no meaning in a report and would break words in two. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
}

function tableOf(lines: readonly string[], index: number, name: string): TableBlock {
  const rows = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  const columnCount = Math.max(...rows.map((row) => row.length));
  if (columnCount > READING_LIMITS.columns) {
    throw new UnreadableDocument(
      `Tệp «${name}» có bảng ${columnCount} cột, quá ${READING_LIMITS.columns} cột; hãy kiểm tra lại các dấu tab.`,
    );
  }
  const cells: TableCell[] = [];
  for (const [row, texts] of rows.entries()) {
    for (let column = 0; column < columnCount; column += 1) {
      cells.push({ text: texts[column] ?? '', row, column, rowSpan: 1, columnSpan: 1 });
    }
  }
  return { kind: 'table', index, rowCount: rows.length, columnCount, cells, mergesKnown: false };
}

/** @throws UnreadableDocument when the bytes are no text, or more than a report can hold */
export function readTxt(bytes: Uint8Array, name: string): DocumentModel {
  const text = cleanText(decode(bytes, name));
  if (text.length > READING_LIMITS.characters) {
    throw new UnreadableDocument(
      `Tệp «${name}» dài ${text.length} ký tự, quá dài cho một báo cáo (tối đa ${READING_LIMITS.characters}).`,
    );
  }
  const blocks: Block[] = [];
  let pending: string[] = [];
  let cells = 0;
  const flush = (): void => {
    if (pending.length === 0) return;
    const table = tableOf(pending, blocks.length, name);
    cells += table.cells.length;
    if (cells > READING_LIMITS.cells)
      throw new UnreadableDocument(`Tệp «${name}» có quá nhiều ô bảng (hơn ${READING_LIMITS.cells}).`);
    blocks.push(table);
    pending = [];
  };
  let tables = 0;
  let wraps = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.includes('\t') && line.trim() !== '') {
      if (pending.length === 0) tables += 1;
      if (tables > READING_LIMITS.tables)
        throw new UnreadableDocument(
          `Tệp «${name}» có hơn ${READING_LIMITS.tables} bảng, không phải một báo cáo; hãy kiểm tra lại tệp.`,
        );
      pending.push(line);
      continue;
    }
    // A line of tabs alone is an empty row of the table it stands in.
    if (line.includes('\t') && pending.length > 0) continue;
    flush();
    const content = line.trim();
    const before = blocks.at(-1);
    if (content === '') {
      wraps = false;
      continue;
    }
    // A line cut by a narrow page goes on in the next one, which then begins in lower case.
    if (
      wraps &&
      before?.kind === 'paragraph' &&
      /^\p{Ll}/u.test(content) &&
      /[^.;:!?]$/u.test(before.text) &&
      !/^[a-zđ][.)]\s/u.test(content)
    ) {
      blocks[blocks.length - 1] = { ...before, text: `${before.text} ${content}` };
      continue;
    }
    wraps = true;
    if (content.length > READING_LIMITS.paragraphCharacters) throw tooLong(name);
    blocks.push({
      kind: 'paragraph',
      index: blocks.length,
      text: content,
      marker: '',
      headingLevel: null,
      listLevel: null,
    });
    if (blocks.length > READING_LIMITS.paragraphs) {
      throw new UnreadableDocument(`Tệp «${name}» có hơn ${READING_LIMITS.paragraphs} đoạn, quá dài cho một báo cáo.`);
    }
  }
  flush();
  if (blocks.length === 0) throw new UnreadableDocument(`Tệp «${name}» không có chữ nào để kiểm tra.`);
  return { source: 'txt', blocks };
}
