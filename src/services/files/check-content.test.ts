import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkContent, LARGEST_FILE, properName } from './check-content.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const check = (name: string, bytes: Uint8Array, size = bytes.byteLength) => checkContent({ name, bytes, size });
const problem = async (name: string, bytes: Uint8Array): Promise<string> => {
  const found = await check(name, bytes);
  return found.ok ? `kept as ${found.kind}` : found.problem;
};

const PDF = latin('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const PNG = latin('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR');
const JPEG = latin('\xff\xd8\xff\xe0\x00\x10JFIF\x00');
const TYPES = strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>');
const office = (files: Record<string, Uint8Array>): Uint8Array => zipSync({ '[Content_Types].xml': TYPES, ...files });
const DOCX = office({ 'word/document.xml': strToU8('<w:document/>') });
const XLSX = office({ 'xl/workbook.xml': strToU8('<workbook/>') });

describe('what is kept', () => {
  it('is told by its bytes, under whatever name', async () => {
    for (const [bytes, kind] of [
      [PDF, 'pdf'],
      [PNG, 'png'],
      [JPEG, 'jpeg'],
      [DOCX, 'docx'],
      [XLSX, 'xlsx'],
    ] as const)
      expect(await check('giấy tờ.exe', bytes)).toEqual({
        ok: true,
        kind,
        name: `giấy tờ.exe.${kind === 'jpeg' ? 'jpg' : kind}`,
      });
    expect(await check('ảnh.JPEG', JPEG)).toMatchObject({ name: 'ảnh.JPEG' });
  });
});

describe('what is refused, each with its sentence', () => {
  it('is a program under the name of a document', async () => {
    expect(await problem('don.pdf', latin('MZ\x90\x00\x03\x00\x00\x00\x04'))).toContain('chương trình máy tính');
    expect(await problem('don.png', latin('\x7fELF\x02\x01\x01\x00'))).toContain('chương trình máy tính');
    expect(await problem('don.pdf', latin('#!/bin/sh\nrm -rf /\n'))).toContain('chương trình máy tính');
  });

  it('is a page, a picture that can carry scripts, plain text, an archive, an old document', async () => {
    for (const [bytes, words] of [
      [latin('<!DOCTYPE html><script>alert(1)</script>'), 'trang web'],
      [latin('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'XML'],
      [latin('xin chào'), 'văn bản thuần'],
      [latin('7z\xbc\xaf\x27\x1c\x00\x04'), 'tệp nén'],
      [latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00'), 'Office đời cũ'],
      [zipSync({ 'a.txt': strToU8('a') }), 'tệp nén hoặc tài liệu hỏng'],
      [latin('PK\x03\x04rest'), 'tệp nén hoặc tài liệu hỏng'],
      [latin('GIF89a\x01\x00'), 'hình ảnh'],
    ] as const)
      expect(await problem('don.pdf', bytes)).toContain(words);
  });

  it('is a document with a program inside', async () => {
    for (const name of [
      'word/vbaProject.bin',
      'word/VBAPROJECT.BIN',
      'word/activeX/activeX1.bin',
      'xl/macrosheets/a.xml',
    ])
      expect(
        await problem('don.docx', office({ 'word/document.xml': strToU8('<w/>'), [name]: strToU8('x') })),
        name,
      ).toContain('macro');
  });

  it('is empty, cut off or too large', async () => {
    expect(await problem('don.pdf', new Uint8Array())).toContain('không có nội dung');
    expect(await problem('don.pdf', PDF.subarray(0, 30))).toContain('cắt cụt');
    expect((await check('don.pdf', new Uint8Array(), LARGEST_FILE + 1)).ok).toBe(false);
    const exact = new Uint8Array(LARGEST_FILE);
    exact.set(PNG);
    expect((await check('anh.png', exact)).ok).toBe(true);
  });

  it('never is a fault, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(PDF, PNG, DOCX, new Uint8Array()),
        async (bytes, head) => {
          const found = await check('x', Buffer.concat([head, bytes]));
          if (!found.ok) expect(found.problem.length).toBeGreaterThan(10);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('names', () => {
  it('keep no path, control character or second meaning, and end as the content does', () => {
    expect(properName('../../etc/passwd', 'pdf')).toBe('passwd.pdf');
    expect(properName('C:\\Users\\x\\don.pdf', 'pdf')).toBe('don.pdf');
    expect(properName('don\u202efdp.exe', 'pdf')).toBe('donfdp.exe.pdf');
    expect(properName('', 'png')).toBe('tep.png');
    expect(properName('.pdf', 'pdf')).toBe('pdf.pdf');
    expect(properName('e\u0302.pdf', 'pdf')).toBe('ê.pdf');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const proper = properName(name, 'docx');
        expect(proper.toLowerCase().endsWith('.docx')).toBe(true);
        expect(proper).not.toMatch(/[/\\"\p{Cc}]/u);
        expect(proper.length).toBeLessThan(200);
      }),
    );
  });
});
