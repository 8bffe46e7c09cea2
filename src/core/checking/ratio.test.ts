import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  denominatorsByRounding,
  denominatorsByTruncation,
  formatPercent,
  formatShare,
  roundsTo,
  truncatesTo,
} from './ratio.ts';

const percent = (digits: number, decimals: number) => ({ digits, decimals });

describe('shares, by hand', () => {
  it('383/476 = 80,462…% is 80,46%', () => expect(roundsTo(383, 476, percent(8046, 2))).toBe(true));
  it('384/476 = 80,672…% is not', () => expect(roundsTo(384, 476, percent(8046, 2))).toBe(false));
  it('2011/2074 = 96,962…% is 97%', () => expect(roundsTo(2011, 2074, percent(97, 0))).toBe(true));
  it('7,37% of 29 by no whole denominator: 29/393 = 7,379…, 29/394 = 7,360…', () => {
    expect(denominatorsByRounding(29, percent(737, 2))).toBeNull();
    expect(denominatorsByTruncation(29, percent(737, 2))).toEqual({ least: 393, most: 393 });
  });
  it('half goes either way: 1/8 = 12,5%', () => {
    expect(roundsTo(1, 8, percent(13, 0))).toBe(true);
    expect(roundsTo(1, 8, percent(12, 0))).toBe(true);
    expect(roundsTo(1, 8, percent(11, 0))).toBe(false);
  });
  it('over zero nothing is right', () => {
    expect(roundsTo(0, 0, percent(0, 0))).toBe(false);
    expect(formatShare(0, 0)).toBe('–');
  });
  it('writes half up, comma, no needless noughts', () => {
    expect(formatShare(384, 1985)).toBe('19,35%');
    expect(formatShare(2011, 2011)).toBe('100%');
    expect(formatShare(1, 800)).toBe('0,13%');
    expect(formatPercent(percent(737, 2))).toBe('7,37%');
    expect(formatPercent(percent(5, 2))).toBe('0,05%');
  });
});

describe('denominators, held against trying them all', () => {
  it('by rounding and by cutting off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 1 }),
        (n, digits, decimals) => {
          const p = percent(decimals === 0 ? Math.min(digits, 100) : digits, decimals);
          for (const [range, fits] of [
            [denominatorsByRounding(n, p), roundsTo],
            [denominatorsByTruncation(n, p), truncatesTo],
          ] as const) {
            const last = 30_000 + n - 1;
            const tried = Array.from({ length: 30_000 }, (_, i) => i + n).filter((d) => fits(n, d, p));
            // A range that begins beyond what was tried has nothing to be compared with.
            expect(range === null || range.least > last ? [] : [range.least, Math.min(range.most, last)]).toEqual(
              tried.length === 0 ? [] : [tried[0], tried.at(-1)],
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
