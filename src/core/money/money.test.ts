import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../time/plain-date.ts';
import { dong, formatDong, MOST_DONG, parseDong, sumDong } from './dong.ts';
import { type FeeSchedule, feeFor, MOST_COPIES, MOST_PAGES, scheduleOn } from './fee.ts';

describe('đồng', () => {
  it.each([
    ['0', 0],
    ['20000', 20_000],
    ['20.000', 20_000],
    ['36.970.500 đ', 36_970_500],
    ['36.970.500đ', 36_970_500],
    ['8.000 đồng', 8000],
    ['8.000 ĐỒNG', 8000],
    ['8.000 VNĐ', 8000],
    [' 500 ₫ ', 500],
    ['-1.500', -1500],
    ['16 000 đ', 16_000],
    ['1 036\u00a0500', 1_036_500],
    ['-0', 0],
    ['8.000 đồng'.normalize('NFD'), 8000],
  ])('reads %j', (text, value) => expect(Object.is(parseDong(text), value)).toBe(true));

  it.each([
    '',
    'đồng',
    '20,5',
    '20.5',
    '1.23.456',
    '20,000',
    '1.500,00',
    '1e6',
    '0x10',
    '２０',
    '--5',
    '+5',
    '12 34',
    '1.036 500',
    '16  000',
    '.500',
    '99999999999999999',
    'NaN',
    '1000000000000001',
  ])('refuses %j', (text) => expect(() => parseDong(text)).toThrow(RangeError));

  it('reads back everything it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MOST_DONG, max: MOST_DONG }), (value) => {
        expect(parseDong(formatDong(dong(value)))).toBe(dong(value));
      }),
    );
    expect(formatDong(dong(36_970_500))).toBe('36.970.500 đồng');
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, MOST_DONG + 1, 2 ** 53])('is never %d', (value) => {
    expect(() => dong(value)).toThrow(/số đồng nguyên/);
  });

  it('reaches its limit on both sides', () => {
    expect([dong(MOST_DONG), dong(-MOST_DONG)]).toEqual([MOST_DONG, -MOST_DONG]);
  });

  it('adds exactly and refuses to overflow', () => {
    expect(sumDong([])).toBe(0);
    expect(sumDong([dong(1479 * 20_000), dong(379 * 19_500)])).toBe(36_970_500);
    expect(() => sumDong([dong(MOST_DONG), dong(1)])).toThrow(RangeError);
  });
});

/** A library: reading room fees. */
const PAGES: FeeSchedule = {
  key: 'photocopy',
  label: 'Sao chụp',
  kind: 'fee',
  per: 'bản',
  rule: {
    kind: 'perPage',
    firstPages: 3,
    firstPageAmount: dong(700),
    furtherPageAmount: dong(300),
    capPerCopy: dong(5000),
  },
  effectiveFrom: plainDate('2020-01-01'),
  effectiveThrough: plainDate('2020-12-31'),
  legalBasis: 'Nội quy thư viện',
  status: 'verified-from-use',
};
const CARD: FeeSchedule = { ...PAGES, key: 'card', per: 'thẻ', rule: { kind: 'each', amount: dong(10_000) } };

describe('fees', () => {
  it('change rate after the first pages and stop at the cap, copy by copy', () => {
    // 3 × 700 = 2.100; + 9 × 300 = 4.800; the 13th page would be 5.100
    expect([1, 3, 4, 12, 13, 500].map((pages) => feeFor(PAGES, pages, 1))).toEqual([700, 2100, 2400, 4800, 5000, 5000]);
    expect(feeFor(PAGES, 13, 4)).toBe(20_000);
    expect(feeFor(CARD, 99, 3)).toBe(30_000);
  });

  it('never fall with more pages, and are proportional to copies', () => {
    const pages = fc.integer({ min: 1, max: MOST_PAGES - 1 });
    fc.assert(
      fc.property(pages, fc.integer({ min: 1, max: MOST_COPIES }), (p, c) => {
        expect(feeFor(PAGES, p + 1, 1)).toBeGreaterThanOrEqual(feeFor(PAGES, p, 1));
        expect(feeFor(PAGES, p, c)).toBe(feeFor(PAGES, p, 1) * c);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, MOST_PAGES + 1])('refuse %d pages or copies', (n) => {
    expect(() => feeFor(PAGES, n, 1)).toThrow(/Số trang/);
    expect(() => feeFor(CARD, 1, n)).toThrow(/Số thẻ/);
  });

  it('are in force on both ends and on no other day', () => {
    const next = { ...PAGES, effectiveFrom: plainDate('2021-02-01'), effectiveThrough: null };
    const on = (date: string) => scheduleOn([PAGES, next], 'photocopy', plainDate(date));
    expect(on('2020-01-01')).toBe(PAGES);
    expect(on('2020-12-31')).toBe(PAGES);
    expect(on('2021-02-01')).toBe(next);
    expect(on('2039-01-01')).toBe(next);
    expect(() => on('2019-12-31')).toThrow(/31\/12\/2019/);
    expect(() => on('2021-01-31')).toThrow(/Chưa có mức thu/);
    expect(() => scheduleOn([PAGES], 'card', plainDate('2020-06-01'))).toThrow(/«card»/);
  });
});
