/**
 * Text made comparable without losing its place: lower case, one tone placement (hoà = hòa), same length as the NFC text
 * it came from, so that a position in one is the position in the other.
 */

import { normaliseTonePlacement } from '../text/fold.ts';

/** Lower case that never changes the length (İ and a few others would). */
function lower(text: string): string {
  const whole = text.toLowerCase();
  if (whole.length === text.length) return whole;
  return [...text].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
}

/** Same length as `nfc`; blanks of every kind become one ordinary space each. */
export function canonical(nfc: string): string {
  const plain = lower(nfc).replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]/g, ' ');
  const placed = normaliseTonePlacement(plain);
  return placed.length === plain.length ? placed : plain;
}

/** {@link canonical} with runs of blanks reduced to one and none at the ends: for comparing whole labels. */
export function canonicalLabel(text: string): string {
  return canonical(text.normalize('NFC')).replace(/ +/g, ' ').trim();
}

/** A letter or digit: what may not touch a word on either side. */
export const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** Whether the span of `text` stands alone as words. */
export function standsAlone(text: string, from: number, to: number): boolean {
  const before = from > 0 ? (text[from - 1] as string) : ' ';
  const after = to < text.length ? (text[to] as string) : ' ';
  return !WORD_CHARACTER.test(before) && !WORD_CHARACTER.test(after);
}
