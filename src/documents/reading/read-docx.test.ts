import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { TableBlock } from '../../core/checking/document.ts';
import { detectFormat } from './detect-format.ts';
import { p, rawPackage, tc, W, wordPackage } from './package.testkit.ts';
import { readDocx } from './read-docx.ts';
import { readTxt } from './read-txt.ts';
import { READING_LIMITS } from './unreadable.ts';

const read = async (bytes: Uint8Array) => (await readDocx(bytes, 'báo cáo.docx')).model;
const texts = async (body: string) =>
  (await read(wordPackage(body))).blocks.map((block) => (block.kind === 'paragraph' ? block.text : '[bảng]'));

describe('readDocx: text', () => {
  it('keeps paragraphs and tables in document order and joins runs', async () => {
    const body = `${p('một')}<w:tbl><w:tr>${tc('a')}${tc('b')}</w:tr></w:tbl><w:p><w:r><w:t>ha</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>i</w:t><w:tab/><w:t>ba</w:t></w:r></w:p>`;
    expect(await texts(body)).toEqual(['một', '[bảng]', 'hai\tba']);
  });

  it('reads what a revision would leave: inserted text stays, deleted text goes', async () => {
    const body = `<w:p><w:r><w:t xml:space="preserve">có </w:t></w:r><w:del w:id="1"><w:r><w:delText>383</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>384</w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t> cũ</w:t></w:r></w:moveFrom><w:r><w:t xml:space="preserve"> hồ sơ</w:t></w:r></w:p>`;
    expect(await texts(body)).toEqual(['có 384 hồ sơ']);
  });

  it('leaves out a deleted table row, hidden text, field codes and the fallback twin', async () => {
    const rows = `<w:tr>${tc('1')}${tc('x')}</w:tr><w:tr><w:trPr><w:del w:id="9"/></w:trPr>${tc('2')}${tc('y')}</w:tr>`;
    const model = await read(
      rawPackage(
        `<w:document xmlns:w="${W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body><w:tbl>${rows}</w:tbl><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice><w:r><w:t>hiện</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>hiện</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p></w:body></w:document>`,
      ),
    );
    expect((model.blocks[0] as TableBlock).rowCount).toBe(1);
    expect(model.blocks[1]).toMatchObject({ kind: 'paragraph', text: 'hiện' });
  });

  it('gives NFC for NFD and drops zero-width characters', async () => {
    expect(await texts(p('Hồ sơ\u200b đã tiếp nhận'.normalize('NFD')))).toEqual(['Hồ sơ đã tiếp nhận']);
  });

  it('reads any prefix and the strict namespace', async () => {
    const xml =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>chặt</x:t></x:r></x:p></x:body></x:document>';
    expect((await read(rawPackage(xml))).blocks).toMatchObject([{ text: 'chặt' }]);
  });
});

describe('readDocx: tables', () => {
  it('resolves gridSpan and vMerge to spans', async () => {
    const span = (n: number): string => `<w:gridSpan w:val="${n}"/>`;
    const table = `<w:tbl><w:tr>${tc('STT', '<w:vMerge w:val="restart"/>')}${tc('Trong kỳ', span(2))}</w:tr><w:tr>${tc('', '<w:vMerge/>')}${tc('Trực tuyến')}${tc('Trực tiếp')}</w:tr></w:tbl>`;
    const block = (await read(wordPackage(table))).blocks[0] as TableBlock;
    expect(block).toMatchObject({ rowCount: 2, columnCount: 3, mergesKnown: true });
    expect(
      block.cells.map(({ text, row, column, rowSpan, columnSpan }) => [text, row, column, rowSpan, columnSpan]),
    ).toEqual([
      ['STT', 0, 0, 2, 1],
      ['Trong kỳ', 0, 1, 1, 2],
      ['Trực tuyến', 1, 1, 1, 1],
      ['Trực tiếp', 1, 2, 1, 1],
    ]);
  });
});

describe('readDocx: numbering', () => {
  const numbering = `<w:numbering xmlns:w="${W}"><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>`;
  const item = (level: number, text: string): string =>
    p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`);

  it('counts as Word does, and begins a level again under its parent', async () => {
    const body = item(0, 'a') + item(1, 'b') + item(1, 'c') + item(2, 'd') + item(0, 'e') + item(1, 'f');
    const model = await read(wordPackage(body, { 'word/numbering.xml': numbering }));
    expect(model.blocks.map((block) => (block.kind === 'paragraph' ? block.marker : ''))).toEqual([
      'I.',
      'I.1.',
      'I.2.',
      '-',
      'II.',
      'II.1.',
    ]);
  });
});

describe('hostile files get one Vietnamese sentence, quickly', () => {
  const refusal = async (bytes: Uint8Array, name = 'x.docx'): Promise<string> => {
    const started = performance.now();
    try {
      if (detectFormat(bytes, name) === 'docx') await readDocx(bytes, name);
      else readTxt(bytes, name);
    } catch (error) {
      expect((error as Error).name).toBe('UnreadableDocument');
      expect(performance.now() - started).toBeLessThan(5_000);
      return (error as Error).message;
    }
    throw new Error('was read');
  };

  it.each([
    ['an empty file', new Uint8Array(), /rỗng/],
    ['a PDF named .docx', strToU8('%PDF-1.7 …'), /PDF/],
    ['an old .doc', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), /\.doc/],
    [
      'an encrypted document',
      new Uint8Array(
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      ),
      /mật khẩu/,
    ],
    ['a cut-off zip', wordPackage(p('x')).slice(0, 200), /hỏng/],
    ['a zip that is no document', zipSync({ 'a.txt': strToU8('x') }), /không phải văn bản Word/],
    [
      'a workbook',
      zipSync({ '[Content_Types].xml': strToU8('<a/>'), 'xl/workbook.xml': strToU8('<a/>') }),
      /bảng tính/,
    ],
    ['broken XML', rawPackage('<w:document><w:body>'), /XML/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1]), /ảnh PNG/],
    ['bytes that are no text', Uint8Array.from([0xff, 0x00, 0xc3, 0x28]), /UTF-8/],
    ['blank paragraphs only', wordPackage('<w:p/>'), /không có chữ/],
  ])('%s', async (_, bytes, sentence) => {
    expect(await refusal(bytes)).toMatch(sentence);
  });

  it('an external entity: the DOCTYPE is refused before anything is fetched', async () => {
    const xml = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="${W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`;
    expect(await refusal(rawPackage(xml))).toMatch(/DOCTYPE/);
  });

  it('a billion laughs', async () => {
    const xml = `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="${W}">&b;</w:document>`;
    expect(await refusal(rawPackage(xml))).toMatch(/DOCTYPE/);
  });

  it('a zip bomb: a part that inflates beyond every report', async () => {
    const before = process.memoryUsage().rss;
    const bomb = zipSync({
      '[Content_Types].xml': strToU8('<a/>'),
      'word/document.xml': new Uint8Array(READING_LIMITS.partBytes + 1),
    });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refusal(bomb)).toMatch(/giải nén/);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024);
  });

  it('a zip that lies about its sizes', async () => {
    const bomb = zipSync({ '[Content_Types].xml': strToU8('<a/>'), 'word/document.xml': new Uint8Array(2_000_000) });
    const view = new DataView(bomb.buffer);
    // Declared uncompressed size 100 in the central directory of the second entry.
    for (let i = bomb.length - 22; i > 0; i -= 1) {
      if (view.getUint32(i, true) === 0x02014b50 && view.getUint32(i + 24, true) === 2_000_000) {
        view.setUint32(i + 24, 100, true);
        break;
      }
    }
    expect(await refusal(bomb)).toMatch(/hỏng/);
  });

  it('10,000 tables', async () => {
    expect(await refusal(wordPackage(`<w:tbl><w:tr>${tc('1')}${tc('2')}</w:tr></w:tbl>`.repeat(10_000)))).toMatch(
      /bảng/,
    );
  });

  it('a paragraph without end, and paragraphs without end', async () => {
    expect(await refusal(wordPackage(p('('.repeat(READING_LIMITS.paragraphCharacters + 1))))).toMatch(/một đoạn dài/);
    expect(await refusal(wordPackage('<w:p/>'.repeat(READING_LIMITS.paragraphs + 1)))).toMatch(/đoạn/);
    expect(await refusal(strToU8('x'.repeat(READING_LIMITS.paragraphCharacters + 1)), 'x.txt')).toMatch(/một đoạn dài/);
  });

  it('10,000 levels of nesting', async () => {
    expect(await refusal(wordPackage('<w:sdt>'.repeat(10_000) + '</w:sdt>'.repeat(10_000)))).toMatch(/tầng/);
  });

  it('a text file of 10,000 tables', async () => {
    expect(await refusal(strToU8('a\tb\n1\t2\n\n'.repeat(10_000)), 'x.txt')).toMatch(/bảng/);
  });
});

describe('readTxt', () => {
  it('takes neighbouring lines with tabs for one table and every other line for a paragraph', () => {
    const model = readTxt(strToU8('\ufeffMột\r\n\r\nSTT\tTên\t\r\n1\tA\t5\r\n\t\t\r\nHai\n'), 'x.txt');
    expect(model.blocks.map((block) => block.kind)).toEqual(['paragraph', 'table', 'paragraph']);
    expect(model.blocks[1]).toMatchObject({ rowCount: 2, columnCount: 3, mergesKnown: false });
  });

  it('reads UTF-16 with its byte order mark', () => {
    const bytes = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Hồ sơ', 'utf16le')]));
    expect(readTxt(bytes, 'x.txt').blocks).toMatchObject([{ text: 'Hồ sơ' }]);
  });
});
