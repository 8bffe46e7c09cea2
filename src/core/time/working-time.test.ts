import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { WorkCalendar } from './calendar.ts';
import { DEFAULT_OFFICE_HOURS } from './calendar-data.ts';
import { localDateTime, toCivilMinute } from './local-date-time.ts';
import { addWorkingMinutes, workingMinutesBetween } from './working-time.ts';

const calendar = new WorkCalendar(CALENDARS);
const at = (text: string): number => toCivilMinute(localDateTime(text));
const instant = fc.integer({ min: at('2020-01-01T00:00'), max: at('2026-12-31T23:59') });
const minutes = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 60_000 }));

describe('giờ làm việc', () => {
  it('between(t, add(t, n)) = n, and no earlier instant would do', () => {
    fc.assert(
      fc.property(instant, minutes, (t, n) => {
        const end = addWorkingMinutes(calendar, t, n);
        expect(workingMinutesBetween(calendar, t, end)).toBe(n);
        if (n > 0) expect(workingMinutesBetween(calendar, t, end - 1)).toBe(n - 1);
        else expect(end).toBe(t);
      }),
      { numRuns: 5000 },
    );
  });

  it('adding in two steps equals adding once', () => {
    fc.assert(
      fc.property(instant, minutes, minutes, (t, a, b) => {
        const once = addWorkingMinutes(calendar, t, a + b);
        const twice = addWorkingMinutes(calendar, addWorkingMinutes(calendar, t, a), b);
        expect(twice).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  it('measures additively and with sign', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        const between = (x: number, y: number) => workingMinutesBetween(calendar, x, y);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(a, b) + between(b, a)).toBe(0);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['2023-09-06T07:00', '2023-09-06T17:00', 480],
    ['2023-09-06T00:00', '2023-09-07T00:00', 480],
    ['2023-09-06T11:00', '2023-09-06T14:00', 60],
    ['2023-09-06T11:30', '2023-09-06T13:30', 0],
    ['2023-09-06T16:59', '2023-09-07T07:01', 2],
    ['2023-08-31T17:00', '2023-09-05T07:00', 0],
    ['2024-05-03T17:00', '2024-05-06T07:00', 480],
    ['2023-06-15T00:00', '2023-09-14T23:59', 64 * 480],
  ])('from %s until %s: %d minutes of work', (from, to, expected) =>
    expect(workingMinutesBetween(calendar, at(from), at(to))).toBe(expected));
});

describe('lịch làm việc', () => {
  const year = (n: number) => ({ ...CALENDARS[0]!, year: n, holidays: [], makeUpDays: [] });
  it('refuses years with a hole, no years, and office hours out of order', () => {
    expect(() => new WorkCalendar([year(2023), year(2025)])).toThrow('thiếu năm 2024');
    expect(() => new WorkCalendar([])).toThrow('không có năm nào');
    const [morning, afternoon] = DEFAULT_OFFICE_HOURS as [{ from: number; to: number }, { from: number; to: number }];
    for (const hours of [[afternoon, morning], [{ from: 480, to: 480 }], [{ from: 60.5, to: 90 }], []])
      expect(() => new WorkCalendar([{ ...year(2023), officeHours: hours }])).toThrow('Giờ làm việc');
  });

  it('takes its years in any order', () => {
    const shuffled = new WorkCalendar([...CALENDARS].reverse());
    expect(shuffled.workedBefore(at('2025-07-01T10:00'))).toBe(calendar.workedBefore(at('2025-07-01T10:00')));
  });

  it('covers from the first minute of its first year to the last of its last, and says which year is missing', () => {
    expect(calendar.workedBefore(at('2020-01-01T00:00'))).toBe(0);
    expect(() => calendar.workedBefore(at('2027-12-31T23:59'))).not.toThrow();
    expect(() => calendar.workedBefore(at('2019-12-31T23:59'))).toThrow('Lịch năm 2019 chưa công bố');
    expect(() => calendar.workedBefore(at('2028-01-01T00:00'))).toThrow('Lịch năm 2028 chưa công bố');
  });
});
