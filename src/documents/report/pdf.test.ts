import { afterAll, describe, expect, it } from 'vitest';
import { form, longPart06a, part06a } from './forms.fixture.ts';
import { layoutReport } from './layout.ts';
import { pdfData, writeReportPdf } from './pdf.ts';
import { closePdfEngine, typeset } from './pdf-engine.ts';
import { printable } from './printable.ts';
import { readPdf } from './read-back.fixture.ts';
import { HOSTILE_TEXTS, hostileModel, sampleModel } from './report-model.fixture.ts';

afterAll(closePdfEngine);

/** Lines are broken and justified; what remains to compare are the characters themselves. */
const dense = (text: string): string => text.replace(/\s+/g, '');

describe('the report as a PDF', () => {
  it('holds every line of the text and every cell of every form, selectable', async () => {
    const model = sampleModel();
    const { pages } = await readPdf(await writeReportPdf(model));
    const text = dense(pages.join(''));
    const layout = layoutReport(model);
    for (const { runs } of layout.blocks) expect(text).toContain(dense(runs.map((run) => run.text).join('')));
    for (const form of layout.forms) {
      for (const line of [
        form.code,
        form.title.join(''),
        ...form.period,
        form.enclosure,
        form.reporter,
        form.receiver,
        form.measure,
        form.statusNote ?? '',
      ]) {
        expect(text).toContain(dense(line));
      }
      for (const part of form.parts) {
        for (const row of part.rows) expect(text).toContain(dense(row.join('')));
        if (part.total !== null) expect(text).toContain(dense(part.total.join('')));
      }
    }
    for (const line of [
      layout.numberLine,
      layout.dateLine,
      layout.signatureLines.join(''),
      layout.signatureName,
      ...layout.recipients,
    ]) {
      expect(text).toContain(dense(line));
    }
  });

  it('numbers the pages from the second on and carries the fingerprint on each', async () => {
    const { pages } = await readPdf(await writeReportPdf(sampleModel()));
    expect(pages.length).toBeGreaterThanOrEqual(5);
    pages.forEach((page, i) => {
      expect(page).toContain('7F3A-91C2-0D5E');
      const lines = page.split('\n').map((line) => line.trim());
      expect(lines.includes(String(i + 1))).toBe(i > 0);
      expect(page).not.toContain('DỰ THẢO');
    });
    const draft = await readPdf(await writeReportPdf(sampleModel({ version: null })));
    expect(draft.pages.every((page) => page.includes('DỰ THẢO'))).toBe(true);
  });

  it('is tagged for screen readers: language, title, headings, tables with heads', async () => {
    const { language, title, created, tags } = await readPdf(await writeReportPdf(sampleModel()));
    expect(language).toBe('vi');
    expect(title).toBe('Báo cáo UBND phường Bến Mẫu Quý III năm 2023');
    expect(created).toMatch(/^D:20230915013000/);
    expect(tags.get('Table')).toBe(5);
    // 11 + 15 + 6 + … head cells and as many column numbers: II.04 9+8, II.05a 14+11, II.06a 19+15, II.07b 17+14 and 8+6.
    expect(tags.get('TH')).toBe(9 + 8 + 14 + 11 + 19 + 15 + 17 + 14 + 8 + 6);
    expect(tags.get('H1')).toBeGreaterThanOrEqual(6);
  });

  it('gives the same bytes from a cold and from a warm typesetter', async () => {
    await closePdfEngine();
    const cold = await writeReportPdf(sampleModel());
    await writeReportPdf(hostileModel());
    const warm = await writeReportPdf(sampleModel());
    expect(Buffer.from(warm).equals(Buffer.from(cold))).toBe(true);
  });

  it('keeps hostile text as text and repeats the head on every page of a long form', async () => {
    const { pages } = await readPdf(await writeReportPdf(hostileModel()));
    const text = dense(pages.join(''));
    for (const hostile of HOSTILE_TEXTS) {
      // The shipped font has no pictures; what surrounds them must be there.
      for (const piece of printable(hostile).split(/\p{Extended_Pictographic}|\u200d|\ufffd/u))
        expect(text).toContain(dense(piece));
    }
    const long = pages.filter((page) => page.includes('Lĩnh vực thử nghiệm'));
    expect(long.length).toBeGreaterThan(10);
    expect(long.every((page) => page.includes('Số lượng hồ sơ tiếp nhận'))).toBe(true);
    for (let i = 1; i <= 300; i += 1) expect(text).toContain(`Lĩnhvựcthửnghiệmsố${i}`);
  });

  it('puts a report without forms, sections and recipients on paper too', async () => {
    const model = sampleModel({ forms: [], sections: [], attachments: [] });
    const { pages } = await readPdf(
      await writeReportPdf({ ...model, document: { ...model.document, recipients: [], closing: '', opening: '' } }),
    );
    expect(pages).toHaveLength(1);
  });

  it('never leaves a total alone on a page', async () => {
    for (const count of [14, 21, 22, 23, 35, 48]) {
      const forms = [form('II.06a', ['TÊN BIỂU'], 'Số hồ sơ', [longPart06a(count)])];
      const { pages } = await readPdf(await writeReportPdf(sampleModel({ sections: [], attachments: [], forms })));
      expect(pages.find((page) => page.includes('TỔNG CỘNG'))).toContain('Lĩnh vực thử nghiệm');
    }
  });

  it('prints all of a row that is higher than a page', async () => {
    const words = Array.from({ length: 700 }, (_, i) => `từ${i}`);
    const [first, ...rest] = part06a().rows as [ReturnType<typeof part06a>['rows'][number]];
    const tall = { ...part06a(), rows: [{ ...first, label: words.join(' ') }, ...rest] };
    const forms = [form('II.06a', ['TÊN BIỂU'], 'Số hồ sơ', [tall])];
    const { pages } = await readPdf(await writeReportPdf(sampleModel({ sections: [], attachments: [], forms })));
    const text = pages.join('\n').split(/\s+/);
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
  });

  it('keeps the signature with the last lines of the text', async () => {
    const filler = (count: number) =>
      Array.from({ length: count }, () => ({
        style: 'paragraph' as const,
        runs: [{ text: 'Nội dung của một đoạn.' }],
      }));
    for (let count = 8; count <= 26; count += 2) {
      const sections = [{ id: 'I', number: 'I.', level: 1 as const, title: 'MỤC', paragraphs: filler(count) }];
      const { pages } = await readPdf(await writeReportPdf(sampleModel({ sections, forms: [], attachments: [] })));
      const signed = pages.find((page) => page.includes('Trần Thị Thử Nghiệm')) as string;
      expect(signed).toContain('Trên đây là báo cáo');
      expect(signed).toContain('Nơi nhận:');
      expect(signed).toContain('PHÓ CHỦ TỊCH');
    }
  });
});

describe('the typesetter', () => {
  it('fails on a mere warning, because content could be missing', async () => {
    const data = { ...pdfData(layoutReport(sampleModel())), family: 'Phông không có' };
    await expect(typeset(new TextEncoder().encode(JSON.stringify(data)))).rejects.toThrow(
      /Không dựng được PDF.*unknown font family/s,
    );
  });

  it('fails on data that it cannot read, and goes on working', async () => {
    await expect(typeset(new TextEncoder().encode('{'))).rejects.toThrow(/Không dựng được PDF/);
    expect((await writeReportPdf(sampleModel())).length).toBeGreaterThan(10_000);
  });

  it('takes several documents at once and gives each its own', async () => {
    const models = [1, 2, 3].map((n) => sampleModel({ fingerprint: `MA-${n}` }));
    const texts = await Promise.all(
      models.map(async (model) => (await readPdf(await writeReportPdf(model))).pages.join('')),
    );
    texts.forEach((text, i) => {
      expect(text).toContain(`MA-${i + 1}`);
    });
  });

  it('rejects what was under way when it is closed, and starts again after', async () => {
    const under = writeReportPdf(hostileModel());
    const answer = expect(under).rejects.toThrow(/đã dừng/);
    await closePdfEngine();
    await answer;
    expect((await writeReportPdf(sampleModel())).length).toBeGreaterThan(10_000);
  });
});
