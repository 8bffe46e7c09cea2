import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromCivilMinute,
  fromInstant,
  type Instant,
  isLocalDateTime,
  localDateTime,
  toCivilMinute,
  toInstant,
} from './local-date-time.ts';
import { addMonths, fromEpochDay, isPlainDate, plainDate, toEpochDay, weekdayOf } from './plain-date.ts';
import { parseTerm, termLabel } from './term.ts';

const minute = fc.integer({ min: Date.UTC(1976, 0, 2) / 60_000, max: Date.UTC(2999, 11, 31) / 60_000 });

describe('giờ Việt Nam', () => {
  it('is UTC+7 whatever the machine thinks', () => {
    expect(toInstant(localDateTime('2023-09-14T17:00'))).toBe('2023-09-14T10:00:00.000Z');
    expect(toInstant(localDateTime('2024-01-01T06:59'))).toBe('2023-12-31T23:59:00.000Z');
    expect(fromInstant('2023-12-31T17:00:59.999Z' as Instant)).toBe('2024-01-01T00:00');
    expect(fromInstant('2024-02-29T16:59:00Z' as Instant)).toBe('2024-02-29T23:59');
  });

  it('agrees with JavaScript dates, and sorts as text as it does in time', () => {
    fc.assert(
      fc.property(minute, minute, (a, b) => {
        const text = fromCivilMinute(a);
        expect(text).toBe(new Date(a * 60_000).toISOString().slice(0, 16));
        expect(toCivilMinute(text)).toBe(a);
        expect(text < fromCivilMinute(b)).toBe(a < b);
        expect(fromInstant(toInstant(text))).toBe(text);
        expect(weekdayOf(Math.floor(a / 1440)) % 7).toBe(new Date(a * 60_000).getUTCDay());
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '2023-02-29T10:00',
    '2023-09-14T24:00',
    '2023-09-14T10:60',
    '2023-09-14 10:00',
    '2023-09-14T10:00:00',
    '1975-12-31T10:00',
    '',
    '2023-09-14T1:00',
  ])('refuses «%s»', (text) => {
    expect(isLocalDateTime(text)).toBe(false);
    expect(() => localDateTime(text)).toThrow('Không phải thời điểm hợp lệ');
  });

  it.each(['2023-09-14T10:00:00+07:00', '2023-13-14T10:00:00Z', 'now'])('refuses the instant «%s»', (text) =>
    expect(() => fromInstant(text as Instant)).toThrow(RangeError));
});

describe('ngày', () => {
  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '2023-1-1',
    '14/09/2023',
  ])('refuses «%s»', (text) => expect(isPlainDate(text)).toBe(false));
  it('knows leap years', () => {
    expect(isPlainDate('2024-02-29')).toBe(true);
    expect(isPlainDate('2000-02-29')).toBe(true);
    expect(isPlainDate('2100-02-29')).toBe(false);
  });
  it.each([
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2023-03-31', -1, '2023-02-28'],
  ])('%s + %d months: %s', (date, months, expected) => expect(addMonths(plainDate(date), months)).toBe(expected));
  it('round-trips every day of two centuries', () => {
    for (let day = toEpochDay(plainDate('1976-01-01')); day < 80_000; day += 1)
      if (toEpochDay(fromEpochDay(day)) !== day) expect.fail(`day ${day}`);
  });
});

describe('thời hạn', () => {
  it.each([
    ['3 workingDay', '3 ngày làm việc'],
    ['sameDay', 'trong ngày'],
    ['1 sameDay', 'trong ngày'],
    ['8 workingHour', '8 giờ làm việc'],
    ['15 calendarDay', '15 ngày'],
    ['1 month', '1 tháng'],
  ])('«%s» is %s', (text, label) => expect(termLabel(parseTerm(text))).toBe(label));
  it.each([
    '0 workingDay',
    '-1 workingDay',
    '1.5 workingDay',
    '1001 workingDay',
    '2 sameDay',
    '49 month',
    '3 days',
    'workingDay',
    '3',
    '',
    '3 constructor',
  ])('refuses «%s»', (text) => expect(() => parseTerm(text)).toThrow(RangeError));
});
