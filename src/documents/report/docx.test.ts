import { describe, expect, it } from 'vitest';
import { writeReportDocx } from './docx.ts';
import { layoutReport, MOTTO, NATION } from './layout.ts';
import { printable } from './printable.ts';
import { find, parseXml, readDocx } from './read-back.fixture.ts';
import { HOSTILE_TEXTS, hostileModel, sampleModel } from './report-model.fixture.ts';

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('the report as a Word file', () => {
  it('says what the layout says, paragraph for paragraph', async () => {
    const model = sampleModel();
    const { paragraphs, tables } = readDocx(await writeReportDocx(model));
    const layout = layoutReport(model);
    const styles = [
      'Heading1',
      'Heading2',
      'BodyParagraph',
      'BulletParagraph',
      'SubBulletParagraph',
      'NoteParagraph',
      'AttachmentParagraph',
      'ClosingParagraph',
    ];
    expect(paragraphs.filter(({ style }) => styles.includes(style)).map(({ text }) => text)).toEqual(
      layout.blocks.map((block) => block.runs.map((run) => run.text).join('')),
    );
    expect(tables[0]).toEqual([
      ['ỦY BAN NHÂN DÂN\nPHƯỜNG BẾN MẪU\n', `${NATION}\n${MOTTO}\n`],
      ['Số: 05/BC-UBND', 'Bến Mẫu, ngày 15 tháng 9 năm 2023'],
    ]);
    expect(tables[1]?.[0]?.[0]).toBe(
      'Nơi nhận:\n- UBND thành phố Sông Thử;\n- Trang thông tin điện tử phường;\n- Lưu: VT.',
    );
    expect(tables[1]?.[0]?.[1]).toMatch(/^TM\. ỦY BAN NHÂN DÂN\nKT\. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n+Trần Thị Thử Nghiệm$/);
  });

  it('holds every number of every form, under its merged head', async () => {
    const model = sampleModel();
    const { tables } = readDocx(await writeReportDocx(model));
    const form = tables.find((rows) =>
      rows.some((row) => row[0] === 'TỔNG CỘNG' && row[1] === '1.996'),
    ) as readonly (readonly string[])[];
    expect(form.at(-1)).toEqual([
      'TỔNG CỘNG',
      '1.996',
      '385',
      '1.523',
      '88',
      '1.929',
      '1.920',
      '6',
      '3',
      '65',
      '60',
      '5',
      '4',
      '2',
    ]);
    const parts = layoutReport(model).forms.flatMap(({ parts }) => parts);
    const formTables = tables.filter((rows) => rows[0]?.[0] === 'STT');
    expect(formTables).toHaveLength(parts.length);
    parts.forEach((part, i) => {
      const body = (formTables[i] as (typeof formTables)[number]).slice(
        part.head.length + (part.numbers === null ? 0 : 1),
      );
      expect(body).toEqual([
        ...(part.rows.length === 0 ? [[part.emptyText]] : part.rows),
        ...(part.total === null ? [] : [part.total]),
      ]);
    });
  });

  it('repeats the head of each table, turns the page for each form, and never splits a row', async () => {
    const { document } = readDocx(await writeReportDocx(sampleModel()));
    const headRows = find(document, 'w:tbl').map((table) => find(table, 'w:tblHeader').length);
    // Heading, signature; then per form one table of names and its parts.
    expect(headRows).toEqual([0, 0, 0, 3, 0, 3, 0, 4, 0, 3, 3]);
    const pages = find(document, 'w:pgSz').map(({ attributes }) => [
      attributes['w:w'],
      attributes['w:h'],
      attributes['w:orient'],
    ]);
    expect(pages).toEqual([['11906', '16838', 'portrait'], ...Array(4).fill(['16838', '11906', 'landscape'])]);
    for (const margin of find(document, 'w:pgMar')) {
      expect(margin.attributes).toMatchObject({
        'w:left': '1701',
        'w:right': '850',
        'w:top': '1134',
        'w:bottom': '1134',
      });
    }
    expect(find(document, 'w:tr').every((row) => find(row, 'w:cantSplit').length === 1)).toBe(true);
  });

  it('keeps the last row of a table with its total', async () => {
    const { document } = readDocx(await writeReportDocx(sampleModel()));
    const table = find(document, 'w:tbl').find((one) => find(one, 'w:tr').length === 4 + 12 + 1);
    const kept = find(table as NonNullable<typeof table>, 'w:tr').map((row) => find(row, 'w:keepNext').length);
    expect(kept).toEqual([...Array(15).fill(0), 15, 0]);
  });

  it('never lets two tables touch, which Word would take for one', async () => {
    const { document } = readDocx(await writeReportDocx(sampleModel()));
    const names = (find(document, 'w:body')[0]?.children ?? []).map((child) => child.name);
    expect(names.filter((name) => name === 'w:tbl')).toHaveLength(11);
    names.forEach((name, i) => {
      if (name === 'w:tbl') expect(names[i + 1]).toBe('w:p');
    });
  });

  it('has named styles in Times New Roman, in Vietnamese, and no other font', async () => {
    const { parts } = readDocx(await writeReportDocx(sampleModel()));
    const styles = decode(parts['word/styles.xml']);
    for (const name of ['Thân văn bản', 'Trích yếu', 'Quốc hiệu', 'Nơi nhận', 'Đầu bảng', 'heading 1']) {
      expect(styles.toLowerCase()).toContain(`w:val="${name.toLowerCase()}"`);
    }
    const fonts = new Set([...styles.matchAll(/w:ascii="([^"]+)"/g)].map((match) => match[1]));
    expect([...fonts]).toEqual(['Times New Roman']);
    expect(styles).toContain('w:val="vi-VN"');
    expect(decode(parts['word/document.xml'])).not.toContain('w:ascii');
  });

  it('numbers pages from the second on and marks a draft on every page', async () => {
    const headers = (bytes: Uint8Array) =>
      Object.entries(readDocx(bytes).parts)
        .filter(([name]) => /^word\/header\d+\.xml$/.test(name))
        .map(([, content]) => decode(content));
    const closed = headers(await writeReportDocx(sampleModel()));
    expect(closed.filter((xml) => xml.includes('PAGE'))).toHaveLength(5);
    expect(closed.some((xml) => xml.includes('DỰ THẢO'))).toBe(false);
    const draft = headers(await writeReportDocx(sampleModel({ version: null })));
    expect(draft).toHaveLength(6);
    expect(draft.every((xml) => xml.includes('DỰ THẢO'))).toBe(true);
  });

  it('carries the fingerprint in every footer, and the date of closing', async () => {
    const { parts } = readDocx(await writeReportDocx(sampleModel()));
    const footers = Object.entries(parts).filter(([name]) => /^word\/footer\d+\.xml$/.test(name));
    expect(footers).toHaveLength(6);
    for (const [, content] of footers) expect(decode(content)).toContain('7F3A-91C2-0D5E');
    const core = decode(parts['docProps/core.xml']);
    expect([...core.matchAll(/<dcterms:\w+[^>]*>([^<]*)</g)].map((match) => match[1])).toEqual([
      '2023-09-15T01:30:00Z',
      '2023-09-15T01:30:00Z',
    ]);
  });

  it('gives the same bytes again', async () => {
    const [first, second] = [await writeReportDocx(hostileModel()), await writeReportDocx(hostileModel())];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('keeps hostile text as text', async () => {
    const { parts, paragraphs, tables } = readDocx(await writeReportDocx(hostileModel()));
    for (const [name, content] of Object.entries(parts)) if (name.endsWith('.xml')) parseXml(content);
    const seen = paragraphs.map(({ text }) => text).join('\n');
    for (const text of HOSTILE_TEXTS) expect(seen).toContain(printable(text));
    const labels = tables.flat().map((row) => row[1]);
    for (const text of HOSTILE_TEXTS) expect(labels).toContain(printable(text));
    expect(tables.flat().filter((row) => row[1]?.startsWith('Lĩnh vực thử nghiệm'))).toHaveLength(300);
    expect(decode(parts['word/document.xml'])).not.toMatch(/w:(instrText|fldSimple|hyperlink)/);
  });
});
