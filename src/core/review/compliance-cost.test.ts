import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dong } from '../money/dong.ts';
import { type ComplianceCase, type CostLine, complianceCost, costReduction, lowerMiddle } from './compliance-cost.ts';

const line = (minutes: number, services = 0, charges = 0): CostLine => ({
  activity: 'prepare',
  description: 'Viết phiếu mượn sách',
  minutes,
  services: dong(services),
  charges: dong(charges),
});
const at = (incomePerHour: number, lines: CostLine[], timesPerYear = 1, subjectsPerYear = 1): ComplianceCase => ({
  lines,
  incomePerHour: dong(incomePerHour),
  timesPerYear,
  subjectsPerYear,
});

describe('chi phí tuân thủ', () => {
  it('adds time, services and charges once, then times and subjects', () => {
    // 90 min × 40.000/h = 60.000; + 5.000 + 8.000 = 73.000; 30 min = 20.000; C1 = 93.000; × 2 × 50 = 9.300.000
    expect(complianceCost(at(40_000, [line(90, 5000, 8000), line(30)], 2, 50))).toEqual({
      lines: [73_000, 20_000],
      once: 93_000,
      perYear: 9_300_000,
    });
  });

  it('rounds each activity half up to a đồng', () => {
    // 1 minute of 30 đ/h is half a đồng; of 29 đ/h less; of 31 more
    expect([29, 30, 31, 89, 90].map((income) => complianceCost(at(income, [line(1)])).once)).toEqual([0, 1, 1, 1, 2]);
    expect(complianceCost(at(30, [line(1), line(1)])).once).toBe(2);
  });

  it('gives the published example: 1.024.000 đ down to 231.000 đ is 77,44 %', () => {
    expect(costReduction(dong(1_024_000), dong(231_000))).toEqual({ saving: 793_000, hundredths: 7744 });
  });

  it('shows a dearer option as negative, nothing before as no share, all saved as 100 %', () => {
    expect(costReduction(dong(100), dong(150))).toEqual({ saving: -50, hundredths: -5000 });
    expect(costReduction(dong(0), dong(150))).toEqual({ saving: -150, hundredths: null });
    expect(costReduction(dong(77), dong(0))).toEqual({ saving: 77, hundredths: 10_000 });
  });

  it('has no line, no time or no subject: costs nothing', () => {
    expect(complianceCost(at(40_000, [])).once).toBe(0);
    expect(complianceCost(at(40_000, [line(60)], 0, 9)).perYear).toBe(0);
    expect(complianceCost(at(40_000, [line(60)], 9, 0)).perYear).toBe(0);
  });

  it('is exact where doubles are not, and refuses what does not fit', () => {
    expect(complianceCost(at(33_333, [line(525_599)], 1, 3_000_000)).perYear).toBe(
      Number(((2n * 525_599n * 33_333n + 60n) / 120n) * 3_000_000n),
    );
    expect(() => complianceCost(at(1_000_000, [line(525_600)], 1_000_000, 200_000_000))).toThrow(RangeError);
    for (const bad of [-1, 0.5, Number.NaN]) {
      expect(() => complianceCost(at(40_000, [line(bad)]))).toThrow(/Thời gian/);
      expect(() => complianceCost(at(40_000, [line(1)], bad))).toThrow(/Số lần/);
      expect(() => complianceCost(at(40_000, [line(1)], 1, bad))).toThrow(/Số đối tượng/);
    }
    expect(() => complianceCost(at(-1, [line(1)]))).toThrow(/Thu nhập/);
    expect(() => complianceCost(at(1, [line(1, -5)]))).toThrow(/dịch vụ/);
    expect(() => complianceCost(at(1, [line(1, 0, -5)]))).toThrow(/Phí/);
  });

  it('grows with every minute, and is the sum of its lines', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), minutes, fc.nat(1000), (income, list, more) => {
        const cost = complianceCost(
          at(
            income,
            list.map((m) => line(m)),
          ),
        );
        expect(cost.once).toBe(cost.lines.reduce((sum: number, value) => sum + value, 0));
        const dearer = complianceCost(
          at(
            income,
            list.map((m) => line(m + more)),
          ),
        );
        expect(dearer.once).toBeGreaterThanOrEqual(cost.once);
      }),
    );
  });

  it('takes the lower of two middle values', () => {
    expect(lowerMiddle([5])).toBe(5);
    expect(lowerMiddle([9, 5])).toBe(5);
    expect(lowerMiddle([10, 9, 2])).toBe(9);
    expect(lowerMiddle([100, 1, 20, 3])).toBe(3);
    expect(() => lowerMiddle([])).toThrow(RangeError);
  });
});
