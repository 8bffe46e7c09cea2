import { describe, expect, it } from 'vitest';
import { feeFor, scheduleOn } from '../../core/money/fee.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { FEE_SCHEDULES } from './index.ts';

const fee = (key: string, pages: number, copies = 1) =>
  feeFor(scheduleOn(FEE_SCHEDULES, key, plainDate('2023-09-14')), pages, copies);

describe('mức thu', () => {
  it.each([
    [1, 2000],
    [2, 4000],
    [3, 5000],
    [10, 12_000],
    [197, 199_000],
    [198, 200_000],
    [199, 200_000],
    [1000, 200_000],
  ])('a certified copy of %d pages costs %d đ', (pages, amount) => expect(fee('certifiedCopy', pages)).toBe(amount));

  it('counts the rates and the cap for each copy, not for the pile', () => {
    expect(fee('certifiedCopy', 3, 2)).toBe(10_000);
    expect(fee('certifiedCopy', 300, 3)).toBe(600_000);
  });

  it.each([
    ['signature', 10_000],
    ['contract', 50_000],
    ['contractAmendment', 30_000],
    ['contractCorrection', 25_000],
    ['civilStatusExtract', 8000],
    ['domesticAdoption', 400_000],
  ])('%s costs %d đ each, whatever its pages', (key, amount) => {
    expect(fee(key, 1)).toBe(amount);
    expect(fee(key, 40, 2)).toBe(2 * amount);
  });

  it('has a basis for every line, and says that it is provisional', () => {
    for (const line of FEE_SCHEDULES) {
      expect(line.legalBasis).not.toBe('');
      expect([line.key, line.status, line.statusNote === undefined]).toEqual([line.key, 'provisional', false]);
    }
  });

  it('never has two lines of one key in force on one day', () => {
    for (const a of FEE_SCHEDULES) {
      for (const b of FEE_SCHEDULES) {
        if (a === b || a.key !== b.key) continue;
        const apart =
          (a.effectiveThrough !== null && a.effectiveThrough < b.effectiveFrom) ||
          (b.effectiveThrough !== null && b.effectiveThrough < a.effectiveFrom);
        expect(apart).toBe(true);
      }
    }
  });
});
