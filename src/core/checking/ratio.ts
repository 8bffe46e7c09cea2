/**
 * Arithmetic of written percentages (tỷ lệ phần trăm), in whole numbers, so that nothing is decided by a rounding of our own.
 * A half counts as rounded either way: both half-up and half-to-even are in use.
 */
import type { Percent } from './numbers.ts';

const scaleOf = (percent: Percent): bigint => 100n * 10n ** BigInt(percent.decimals);

/** Whether `numerator/denominator` rounds to the percentage as written. */
export function roundsTo(numerator: number, denominator: number, percent: Percent): boolean {
  if (denominator === 0) return false;
  const difference = BigInt(numerator) * scaleOf(percent) - BigInt(percent.digits) * BigInt(denominator);
  const distance = difference < 0n ? -difference : difference;
  return distance * 2n <= BigInt(denominator);
}

/** Whether cutting off the further decimals gives the percentage as written. */
export function truncatesTo(numerator: number, denominator: number, percent: Percent): boolean {
  if (denominator === 0) return false;
  return (BigInt(numerator) * scaleOf(percent)) / BigInt(denominator) === BigInt(percent.digits);
}

export interface DenominatorRange {
  /** Both ends count. */
  readonly least: number;
  readonly most: number;
}

const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

function range(least: bigint, most: bigint, numerator: number): DenominatorRange | null {
  const from = least < BigInt(Math.max(1, numerator)) ? BigInt(Math.max(1, numerator)) : least;
  return from > most ? null : { least: Number(from), most: Number(most) };
}

const ENDLESS = 1n << 50n;

/** Whole denominators, not below the numerator, by which the percentage comes out by rounding; null when there is none. */
export function denominatorsByRounding(numerator: number, percent: Percent): DenominatorRange | null {
  const doubled = 2n * BigInt(numerator) * scaleOf(percent);
  const digits = BigInt(percent.digits);
  if (numerator === 0) return digits === 0n ? { least: 1, most: Number(ENDLESS) } : null;
  const most = digits === 0n ? ENDLESS : doubled / (2n * digits - 1n);
  return range(ceilDivide(doubled, 2n * digits + 1n), most, numerator);
}

/** The same by cutting off. */
export function denominatorsByTruncation(numerator: number, percent: Percent): DenominatorRange | null {
  const scaled = BigInt(numerator) * scaleOf(percent);
  const digits = BigInt(percent.digits);
  if (numerator === 0) return digits === 0n ? { least: 1, most: Number(ENDLESS) } : null;
  const most = digits === 0n ? ENDLESS : scaled / digits;
  return range(scaled / (digits + 1n) + 1n, most, numerator);
}

/** `96,96%`: half up, two decimals unless told otherwise; `–` over zero. */
export function formatShare(numerator: number, denominator: number, decimals = 2): string {
  if (denominator === 0) return '–';
  const scale = 100n * 10n ** BigInt(decimals);
  const doubled = (2n * BigInt(numerator) * scale + BigInt(denominator)) / (2n * BigInt(denominator));
  const text = doubled.toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals);
  const fraction = text.slice(text.length - decimals);
  return /^0*$/.test(fraction) ? `${whole}%` : `${whole},${fraction}%`;
}

export function formatPercent(percent: Percent): string {
  const text = String(percent.digits).padStart(percent.decimals + 1, '0');
  if (percent.decimals === 0) return `${text}%`;
  return `${text.slice(0, -percent.decimals)},${text.slice(-percent.decimals)}%`;
}
