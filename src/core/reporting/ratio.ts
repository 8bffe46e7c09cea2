/**
 * Shares (tỷ lệ) in hundredths of a per cent, rounded half up, so that 80,67% is 8067 and no binary fraction is kept.
 * Exact for all safe integers.
 */

/**
 * `numerator / denominator` as hundredths of a per cent, half up (away from zero for negative shares).
 * @returns null when the denominator is 0: a share of nothing is not 0%
 * @throws RangeError when a part is not a whole number
 */
export function ratioInHundredths(numerator: number, denominator: number): number | null {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) {
    throw new RangeError(`Tỷ lệ chỉ tính trên số nguyên, không nhận ${numerator}/${denominator}.`);
  }
  if (denominator === 0) return null;
  const negative = numerator < 0 !== denominator < 0;
  const n = BigInt(Math.abs(numerator)) * 20_000n;
  const d = BigInt(Math.abs(denominator));
  const rounded = Number((n / d + 1n) / 2n);
  return negative ? -rounded || 0 : rounded;
}
