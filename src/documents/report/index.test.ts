import { afterAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../core/time/local-date-time.ts';
import {
  closePdfEngine,
  REPORT_FORMATS,
  reportFileName,
  reportJson,
  writeReport,
  writeReportJson,
  writeReports,
} from './index.ts';
import { hostileModel, sampleModel } from './report-model.fixture.ts';

afterAll(closePdfEngine);

describe('files of a report', () => {
  it('are named by unit, period and version, in plain letters', () => {
    expect(reportFileName(sampleModel(), 'docx')).toBe('bao-cao-ben-mau-2023-q3.docx');
    const second = sampleModel({ version: { number: 2, closedAt: '2023-10-01T00:00:00.000Z' as Instant } });
    expect(reportFileName(second, 'json')).toBe('bao-cao-ben-mau-2023-q3-v2.json');
    expect(reportFileName(sampleModel({ version: null }), 'pdf')).toBe('bao-cao-ben-mau-2023-q3.pdf');
    const odd = sampleModel({ unit: { ...sampleModel().unit, id: '../Đà Nẵng/../x' } });
    expect(reportFileName(odd, 'xlsx')).toBe('bao-cao-da-nang-x-2023-q3.xlsx');
  });

  it('come in all formats at once, the same as one by one', async () => {
    const model = sampleModel();
    const together = await writeReports(model, REPORT_FORMATS);
    expect([...together.keys()]).toEqual([...REPORT_FORMATS]);
    for (const format of REPORT_FORMATS) {
      expect(
        Buffer.from(await writeReport(model, format)).equals(Buffer.from(together.get(format) as Uint8Array)),
      ).toBe(true);
    }
    expect([...together.values()].map((bytes) => Buffer.from(bytes).subarray(0, 4).toString('latin1'))).toEqual([
      'PK\u0003\u0004',
      'PK\u0003\u0004',
      '%PDF',
      '{\n  ',
    ]);
  });

  it('fail when one of them fails', async () => {
    const [form] = sampleModel().forms;
    const [part] = (form as NonNullable<typeof form>).parts;
    const broken = sampleModel({
      forms: [
        { ...(form as NonNullable<typeof form>), parts: [{ ...(part as NonNullable<typeof part>), head: [[]] }] },
      ],
    });
    await expect(writeReports(broken, REPORT_FORMATS)).rejects.toThrow(/bị bỏ trống/);
  });
});

describe('the report as JSON', () => {
  const parsed = (model = sampleModel()) => JSON.parse(new TextDecoder().decode(writeReportJson(model)));

  it('gives each form in the shape that `report show` gives', () => {
    const form = parsed().forms[2];
    expect(form).toMatchObject({
      form: 'II.06a/VPCP/KSTT',
      unit: 'ben-mau',
      period: { id: '2023-Q3', from: '2023-06-15', through: '2023-09-14' },
      asOf: '2023-09-14T23:59',
      definition: { effectiveFrom: '2020-12-15', hash: '0123456789abcdef', status: 'verified-from-use' },
      total: { 3: 1996, 4: 385, 13: 5, suspended: 4, cancelled: 2 },
    });
    expect(form.rows[7]).toEqual({
      number: 8,
      key: 'sector-8',
      sector: 'Hộ tịch',
      3: 353,
      4: 270,
      5: 3,
      6: 80,
      7: 297,
      8: 290,
      9: 5,
      10: 2,
      11: 54,
      12: 50,
      13: 4,
      suspended: 3,
      cancelled: 2,
    });
    expect(form.checks).toEqual([expect.objectContaining({ code: 'FII.06a-01', holds: true })]);
    expect(parsed().forms[3].furtherParts).toEqual([expect.objectContaining({ part: 'II', rows: [], total: null })]);
  });

  it('binds each figure of the text to its indicator', () => {
    const runs = parsed().narrative[1].paragraphs[0].runs;
    expect(runs[5]).toEqual({
      figure: 'dossiers.received.onlineShare',
      text: '20,18%',
      value: 2018,
      numerator: 385,
      denominator: 1908,
      denominatorName: 'hồ sơ tiếp nhận trong kỳ',
    });
    expect(parsed().indicators).toHaveLength(5);
  });

  it('loses no text, ends with a line feed, and is well-formed UTF-8', () => {
    const bytes = writeReportJson(hostileModel());
    expect(bytes.at(-1)).toBe(10);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
    expect(parsed(hostileModel()).indicators.map((one: { label: string }) => one.label)).toEqual(
      hostileModel().indicators.map((one) => one.label),
    );
  });

  it('gives the same bytes whatever order the names of the model stand in', () => {
    const reversed = <T>(value: T): T => {
      if (Array.isArray(value)) return value.map(reversed) as T;
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, inner]) => [name, reversed(inner)]),
      ) as T;
    };
    for (const model of [sampleModel(), hostileModel()]) {
      expect(Object.keys(reversed(model))[0]).not.toBe(Object.keys(model)[0]);
      expect(Buffer.from(writeReportJson(reversed(model))).equals(Buffer.from(writeReportJson(model)))).toBe(true);
    }
    expect(reportJson(sampleModel()).schema).toBe('motcua.report/1');
  });
});
