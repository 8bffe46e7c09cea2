import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCell, formatInteger, formatMoney, formatPercent } from './format.ts';

describe('numbers as Vietnamese offices print them', () => {
  it('separates thousands with dots', () => {
    expect([0, 9, 63, 999, 1000, 2074, 36970500, 1000000000].map(formatInteger)).toEqual([
      '0',
      '9',
      '63',
      '999',
      '1.000',
      '2.074',
      '36.970.500',
      '1.000.000.000',
    ]);
    expect(formatInteger(-1234)).toBe('-1.234');
    expect(formatMoney(36970500)).toBe('36.970.500');
  });

  it('prints hundredths of a per cent with a comma and two decimals', () => {
    expect([0, 1, 10, 99, 100, 1935, 8067, 8757, 10000, 123456].map(formatPercent)).toEqual([
      '0,00%',
      '0,01%',
      '0,10%',
      '0,99%',
      '1,00%',
      '19,35%',
      '80,67%',
      '87,57%',
      '100,00%',
      '1.234,56%',
    ]);
    expect(formatPercent(-5)).toBe('-0,05%');
  });

  it('loses nothing: the digits printed are the digits of the number', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        const printed = formatInteger(n);
        expect(Number(printed.replaceAll('.', ''))).toBe(n);
        expect(printed).toMatch(/^-?\d{1,3}(\.\d{3})*$/);
        const [whole, decimals] = formatPercent(n).replaceAll('.', '').replace('%', '').split(',');
        expect(BigInt(`${whole}${decimals}`)).toBe(BigInt(n));
      }),
    );
  });

  it('refuses what is not a whole number, in Vietnamese', () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(() => formatInteger(bad)).toThrow(/số nguyên/);
      expect(() => formatPercent(bad)).toThrow(/số nguyên/);
      expect(() => formatCell(bad, 'text')).toThrow(/số nguyên/);
    }
  });

  it('prints a cell by its column', () => {
    expect(formatCell(null, 'integer')).toBe('');
    expect(formatCell('=1+1', 'integer')).toBe('=1+1');
    expect(formatCell(2074, 'integer')).toBe('2.074');
    expect(formatCell(36970500, 'money')).toBe('36.970.500');
    expect(formatCell(8067, 'percent')).toBe('80,67%');
    expect(formatCell(2023, 'text')).toBe('2023');
  });
});
