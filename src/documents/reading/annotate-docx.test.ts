import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Anchor } from '../../core/checking/document.ts';
import { annotateDocx } from './annotate-docx.ts';
import { p, tc, wordPackage } from './package.testkit.ts';
import { readDocx } from './read-docx.ts';
import { readTxt } from './read-txt.ts';
import { txtAsDocx } from './txt-as-docx.ts';

const STAMP = { date: '2023-09-20T00:00:00Z', author: 'motcua' };
const comment = (anchor: Anchor, text = 'ghi chú') => ({ anchor, text });
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** What stands between the range marks of a comment, in the text of the runs. */
function ranges(xml: string): string[] {
  return [...xml.matchAll(/<w:commentRangeStart w:id="(\d+)"\/>/g)].map((start) => {
    const end = xml.indexOf(`<w:commentRangeEnd w:id="${start[1]}"/>`);
    return [...xml.slice(start.index, end).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map((match) => match[1])
      .join('');
  });
}

async function annotated(
  bytes: Uint8Array,
  anchors: readonly Anchor[],
): Promise<{ xml: string; parts: Record<string, Uint8Array>; bytes: Uint8Array }> {
  const { source } = await readDocx(bytes, 'x.docx');
  const out = await annotateDocx(
    source,
    anchors.map((anchor) => comment(anchor)),
    STAMP,
    'x.docx',
  );
  const parts = unzipSync(out);
  return { xml: decode(parts['word/document.xml']), parts, bytes: out };
}

describe('annotateDocx', () => {
  it('puts the range exactly around the quotation, across runs, and keeps their properties', async () => {
    const body =
      '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Trực tuyến 38</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>3 hồ sơ</w:t></w:r></w:p>';
    const { xml, parts } = await annotated(wordPackage(body), [{ block: 0, from: 11, to: 14 }]);
    expect(ranges(xml)).toEqual(['383']);
    expect(xml).toContain('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Trực tuyến </w:t></w:r>');
    expect(xml).toContain('<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> hồ sơ</w:t></w:r>');
    expect(decode(parts['word/comments.xml'])).toContain('ghi chú');
    expect(decode(parts['word/_rels/document.xml.rels'])).toContain('comments.xml');
    expect(decode(parts['[Content_Types].xml'])).toContain('/word/comments.xml');
  });

  it('finds the place in NFD text', async () => {
    const { xml } = await annotated(wordPackage(p('Đã giải quyết 63 hồ sơ'.normalize('NFD'))), [
      { block: 0, from: 14, to: 16 },
    ]);
    expect(ranges(xml)).toEqual(['63']);
  });

  it('escapes and keeps what XML must escape', async () => {
    const { xml, bytes } = await annotated(wordPackage(p('HĐND &amp; UBND &lt;x&gt; 5')), [
      { block: 0, from: 7, to: 11 },
    ]);
    expect(ranges(xml)).toEqual(['UBND']);
    expect((await readDocx(bytes, 'x.docx')).model.blocks).toMatchObject([{ text: 'HĐND & UBND <x> 5' }]);
  });

  it('comments an empty cell', async () => {
    const table = `<w:tbl><w:tr>${tc('1')}<w:tc><w:p><w:pPr/></w:p></w:tc></w:tr></w:tbl>`;
    const { xml } = await annotated(wordPackage(table), [{ block: 0, row: 0, column: 1, from: 0, to: 0 }]);
    expect(xml).toContain('<w:pPr/><w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>');
  });

  it('adds to comments that are there already, with new numbers', async () => {
    const first = (await annotated(wordPackage(p('một hai')), [{ block: 0, from: 0, to: 3 }])).bytes;
    const { xml, parts } = await annotated(first, [{ block: 0, from: 4, to: 7 }]);
    expect(ranges(xml)).toEqual(['một', 'hai']);
    expect([...decode(parts['word/comments.xml']).matchAll(/w:id="(\d+)"/g)].map((match) => match[1])).toEqual([
      '0',
      '1',
    ]);
  });

  it('never changes the text, whatever ranges are asked for', async () => {
    const range = fc
      .tuple(fc.nat(23), fc.nat(23))
      .map(([a, b]) => ({ block: 0, from: Math.min(a, b), to: Math.max(a, b) + 1 }));
    await fc.assert(
      fc.asyncProperty(fc.array(range, { maxLength: 6 }), async (anchors) => {
        const body =
          '<w:p><w:r><w:t>Tổng số</w:t></w:r><w:r><w:t xml:space="preserve"> 2.074</w:t><w:tab/><w:t>hồ sơ &amp; </w:t></w:r><w:r><w:t>63</w:t></w:r></w:p>';
        const { xml, bytes } = await annotated(wordPackage(body), anchors);
        const text = 'Tổng số 2.074\thồ sơ & 63';
        expect((await readDocx(bytes, 'x.docx')).model.blocks).toMatchObject([{ text }]);
        const asked = anchors.map((anchor) =>
          text
            .slice(Math.min(anchor.from, text.length - 1), anchor.to)
            .replace('\t', '')
            .replace('&', '&amp;'),
        );
        expect(ranges(xml).sort()).toEqual(asked.sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('txtAsDocx', () => {
  it('keeps blocks, rows and columns where they were', async () => {
    const model = readTxt(new TextEncoder().encode('Một & hai\nSTT\tTên\tSố\n1\tA\t\n2\tB\t5\nHết'), 'x.txt');
    const back = (await readDocx(txtAsDocx(model), 'x.docx')).model;
    expect(
      back.blocks.map((block) =>
        block.kind === 'paragraph' ? block.text : block.cells.map((cell) => [cell.row, cell.column, cell.text]),
      ),
    ).toEqual(
      model.blocks.map((block) =>
        block.kind === 'paragraph' ? block.text : block.cells.map((cell) => [cell.row, cell.column, cell.text]),
      ),
    );
  });
});
