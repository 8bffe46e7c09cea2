import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLE_SLIPS } from '../../../test/fixtures/slips/sample-slips.ts';
import type { ReceiptSlip, Slip, SlipForm, SlipKind } from '../../core/reception/slip.ts';
import type { LocalDateTime } from '../../core/time/local-date-time.ts';
import { SLIP_FORMS } from '../../law/slips/index.ts';
import { closePdfEngine } from '../report/pdf-engine.ts';
import { composeSlip, slipFileName } from './compose.ts';
import { writeSlipPdf } from './pdf.ts';
import { qrCode } from './qr.ts';

async function read(pdf: Uint8Array): Promise<{ text: string; pages: number; width: number; height: number }> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const content = await (await document.getPage(n)).getTextContent();
    texts.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  const [, , width, height] = (await document.getPage(1)).view as [number, number, number, number];
  return {
    text: texts
      .join(' ')
      .replace(/\u200b/g, '')
      .replace(/\s+/g, ' '),
    pages: document.numPages,
    width,
    height,
  };
}

const mm = (points: number): number => Math.round((points * 25.4) / 72);

describe('slips', () => {
  afterAll(() => closePdfEngine());

  it('have samples of every form of both circulars', () => {
    const key = (form: SlipForm): string => `${form.legalBasis}`;
    expect(new Set(SAMPLE_SLIPS.map((slip) => key(slip.form)))).toEqual(new Set(SLIP_FORMS.map(key)));
  });

  it.each(
    SAMPLE_SLIPS.map((slip) => [slip.form.legalBasis, slip] as const),
  )('%s prints on its paper', async (_, slip) => {
    const first = await writeSlipPdf(slip);
    expect(Buffer.from(first).equals(Buffer.from(await writeSlipPdf(slip)))).toBe(true);
    const { text, pages, width, height } = await read(first);
    expect(pages).toBe(1);
    expect([mm(width), mm(height)]).toEqual(slip.kind === 'register' ? [297, 210] : [148, 210]);
    expect(text).toContain(slip.form.title.toUpperCase());
    expect(text).toContain(`Mẫu số ${slip.form.number}`);
    expect(text).toContain('Độc lập - Tự do - Hạnh phúc');
  });

  it('leave no last word of a heading alone on its line', async () => {
    for (const slip of SAMPLE_SLIPS) {
      const document = await getDocument({ data: Uint8Array.from(await writeSlipPdf(slip)), verbosity: 0 }).promise;
      const { items } = await (await document.getPage(1)).getTextContent();
      const lines = items.flatMap((item) => ('str' in item ? [item.str.trim()] : []));
      const headings = [slip.form.title.toUpperCase(), slip.issuer.desk.toUpperCase()];
      for (const heading of headings) {
        const parts = lines.filter((line) => line.length > 0 && heading.includes(line) && line === line.toUpperCase());
        for (const part of parts) expect(part.split(' ').length, `${slip.form.title}: «${part}»`).toBeGreaterThan(1);
      }
    }
  });

  it('say what they were issued with', async () => {
    const slip = SAMPLE_SLIPS.find((one) => one.kind === 'receipt') as ReceiptSlip;
    const { text } = await read(await writeSlipPdf(slip));
    for (const part of [
      slip.dossierCode,
      'Lê Thị Mẫu Hoà',
      'Số: 07/BPTNTKQ',
      '17:00 ngày 08/09/2023',
      '09:00 ngày 05/09/2023',
      '3 ngày làm việc',
      '1. Tờ khai (bản chính, 1 bản)',
      'Phước Long, ngày 05 tháng 9 năm 2023',
    ])
      expect(text).toContain(part);
  });

  it('keep hostile text as text', async () => {
    const base = SAMPLE_SLIPS.find((one) => one.kind === 'receipt') as ReceiptSlip;
    const hostile = '#panic() *đậm* $x$ <script>alert(1)</script> @ref `raw` \\u{41}';
    const { text } = await read(
      await writeSlipPdf({ ...base, request: hostile, person: { ...base.person, fullName: 'A'.repeat(150) } }),
    );
    expect(text).toContain('#panic() *đậm* $x$ <script>alert(1)</script> @ref `raw`');
    expect(text.replaceAll(' ', '')).toContain('A'.repeat(150));
  });

  it('run on to a second page rather than lose a line', async () => {
    const base = SAMPLE_SLIPS.find((one) => one.kind === 'receipt') as ReceiptSlip;
    const papers = Array.from({ length: 40 }, (_, n) => `Giấy tờ mẫu thứ ${n + 1} với tên dài vừa phải`);
    const { text, pages } = await read(await writeSlipPdf({ ...base, papers }));
    expect(pages).toBe(2);
    for (const paper of papers) expect(text).toContain(paper);
  });

  it('lay out any text without loss', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (request) => {
        const base = SAMPLE_SLIPS.find((one) => one.kind === 'completion') as Slip & { kind: 'completion' };
        const layout = JSON.stringify(composeSlip({ ...base, request, items: [request] }));
        expect(layout).toContain(JSON.stringify(request).slice(1, -1));
      }),
    );
  });

  it('have file names without marks or spaces', () => {
    for (const slip of SAMPLE_SLIPS) expect(slipFileName(slip)).toMatch(/^[a-z0-9-]+\.pdf$/);
  });
});

describe('the forms of a day', () => {
  const on = (kind: SlipKind, at: string): string | undefined =>
    SLIP_FORMS.find(
      (form) =>
        form.kind === kind &&
        form.effectiveFrom <= at &&
        (form.effectiveThrough === null || at <= form.effectiveThrough),
    )?.number;
  it('change their numbers on 15/9/2025', () => {
    expect(
      (['2025-09-14', '2025-09-15'] as LocalDateTime[]).map((at) => [
        on('control', at),
        on('register', at),
        on('discontinuation', at),
      ]),
    ).toEqual([
      ['05', '06', undefined],
      ['06', '07', '05'],
    ]);
  });
});

describe('the QR code', () => {
  it('has finder patterns in three corners and a quiet zone', () => {
    const { size, path } = qrCode('000.18.22.H32-230905-0001');
    // Version 2 with 25 modules holds 28 characters at level M in alphanumeric mode; four quiet modules at each side.
    expect(size).toBe(33);
    expect(path.startsWith('M4 4h7v1h-7z')).toBe(true);
    expect(path).toContain('M22 4h7v1h-7z');
  });
});
