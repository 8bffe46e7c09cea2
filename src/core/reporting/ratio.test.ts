import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioInHundredths } from './ratio.ts';

describe('tỷ lệ, in hundredths of a per cent', () => {
  it.each([
    [383, 476, 8046],
    [384, 476, 8067],
    [29, 393, 738],
    [29, 394, 736],
    [1374, 1569, 8757],
    [2011, 2074, 9696],
    [384, 1985, 1935],
    [0, 5, 0],
    [5, 5, 10_000],
    [1, 3, 3333],
    [2, 3, 6667],
    [3, 2, 15_000],
    // exactly half of the last place goes up: 1/20000 = 0,005 %
    [1, 20_000, 1],
    [1, 20_001, 0],
    [-1, 20_000, -1],
    [-1, 20_001, 0],
    [1, -20_000, -1],
  ])('%d of %d is %d', (numerator, denominator, expected) => {
    expect(Object.is(ratioInHundredths(numerator, denominator), expected)).toBe(true);
  });

  it('of nothing is no share', () => {
    expect(ratioInHundredths(0, 0)).toBeNull();
    expect(ratioInHundredths(7, 0)).toBeNull();
  });

  it('is exact where a double would not be', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    expect(ratioInHundredths(huge, huge)).toBe(10_000);
    expect(ratioInHundredths((huge - 1) / 2, huge)).toBe(5000);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (bad) => {
    expect(() => ratioInHundredths(bad, 1)).toThrow(RangeError);
    expect(() => ratioInHundredths(1, bad)).toThrow(RangeError);
  });

  it('lies within half a hundredth of the true share, the upper end counted', () => {
    const part = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(part, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (a, b) => {
        const [numerator, denominator] = [Math.min(a, b), b];
        const r = BigInt(ratioInHundredths(numerator, denominator) as number);
        const twice = 20_000n * BigInt(numerator) - 2n * r * BigInt(denominator);
        expect(twice >= -BigInt(denominator) && twice < BigInt(denominator)).toBe(true);
      }),
    );
  });
});
