/** Numbers of a workbook as text: dates by their format, amounts without the noise of binary fractions. */
import { formatMinuteOfDay } from '../../core/time/local-date-time.ts';
import { formatDatePadded, fromEpochDay, isPlainDate } from '../../core/time/plain-date.ts';

/** What a cell's number format makes of a number. */
export type NumberStyle =
  | { readonly kind: 'plain' }
  /** `showsTime`: the format has hours, so that midnight is written out too. */
  | { readonly kind: 'date'; readonly showsTime: boolean }
  /** Padded with zeros to this many digits: `000000000000` for identity numbers. */
  | { readonly kind: 'digits'; readonly width: number };

const PLAIN: NumberStyle = { kind: 'plain' };
const DATE: NumberStyle = { kind: 'date', showsTime: false };
const DATE_TIME: NumberStyle = { kind: 'date', showsTime: true };

/** Built-in formats that are dates, by number (ECMA-376 Part 1, 18.8.30; 27–36 and 50–58 are East Asian dates). */
export function builtinStyle(id: number): NumberStyle {
  if (id === 18 || id === 19 || id === 20 || id === 21 || id === 22) return DATE_TIME;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return DATE;
  if (id >= 32 && id <= 35) return DATE_TIME;
  return PLAIN;
}

const MOST_CODE_CHARACTERS = 255;
/** Quoted text, escaped characters, padding and filling characters. */
const LITERALS = /"[^"]*"|\\.|_.|\*./g;
/** Colours, conditions, locales; not the durations [h], [mm], [ss]. */
const BRACKETS = /\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;
const DURATION = /\[(?:h+|m+|s+)\]/i;

/** Style of a custom number format, by its code: `dd/mm/yyyy hh:mm`, `#,##0 "đ"`, `000000000000`. */
export function styleOfCode(code: string): NumberStyle {
  const [positive = ''] = code.slice(0, MOST_CODE_CHARACTERS).replace(LITERALS, '').replace(BRACKETS, '').split(';');
  const letters = positive.toLowerCase();
  if (/^0{2,}$/.test(letters)) return { kind: 'digits', width: letters.length };
  if (DURATION.test(letters) || letters.includes('general')) return PLAIN;
  // `e` alone is a year of some calendars, but E+ is the exponent of scientific notation.
  if (/[dy]/.test(letters) || /mmm/.test(letters)) return /[hs]/.test(letters) ? DATE_TIME : DATE;
  if (/[hs]/.test(letters)) return DATE_TIME;
  return PLAIN;
}

const SECONDS_PER_DAY = 86_400;
/** Days from 1970-01-01 back to day 0 of either system. */
const EPOCH_1900 = -25_569;
const EPOCH_1904 = -24_107;
/** 31/12/9999 in the 1900 system. */
const LAST_SERIAL = 2_958_465;
/**
 * The number in a cell as text: a date as `dd/MM/yyyy`, with `HH:mm` where it has a time or the format shows one (seconds
 * are dropped after rounding to the whole second); a time alone as `HH:mm`; else the number without exponent or noise.
 * @param date1904 whether day 0 is 01/01/1904
 */
export function formatNumberCell(raw: string, style: NumberStyle, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  switch (style.kind) {
    case 'date':
      return formatSerial(value, style.showsTime, date1904) ?? plainNumber(value);
    case 'digits':
      return Number.isInteger(value) && value >= 0 ? plainNumber(value).padStart(style.width, '0') : plainNumber(value);
    case 'plain':
      return plainNumber(value);
  }
}

function formatSerial(value: number, showsTime: boolean, date1904: boolean): string | undefined {
  if (value < 0 || value >= LAST_SERIAL + 1) return undefined;
  const seconds = Math.round(value * SECONDS_PER_DAY);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const minute = Math.floor((seconds - day * SECONDS_PER_DAY) / 60);
  if (day === 0 && value < 1 && showsTime) return formatMinuteOfDay(minute);
  const date = fromEpochDay(day + (date1904 ? EPOCH_1904 : EPOCH_1900));
  // Days before 1976, which the product does not count, stay numbers; so the 29/02/1900 of the 1900 system is never met.
  if (!isPlainDate(date)) return undefined;
  const shown = formatDatePadded(date);
  return showsTime || seconds % SECONDS_PER_DAY !== 0 ? `${shown} ${formatMinuteOfDay(minute)}` : shown;
}

/** Spreadsheets keep fifteen digits; what binary fractions add behind them is noise. */
const SIGNIFICANT_DIGITS = 15;

function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value === 0 ? 0 : value);
  const text = String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
  return text.includes('e') ? withoutExponent(text) : text;
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const power = Number(exponent);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - whole.length)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(power, '0')}`;
}
