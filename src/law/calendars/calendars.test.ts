import { describe, expect, it } from 'vitest';
import { type CalendarYear, DEFAULT_OFFICE_HOURS, isApplied, minutesPerDay } from '../../core/time/calendar-data.ts';
import { calendarProblems } from '../../core/time/calendar-problems.ts';
import {
  addDays,
  epochDayOf,
  fromEpochDay,
  type PlainDate,
  plainDate,
  toEpochDay,
  weekdayOf,
} from '../../core/time/plain-date.ts';
import { CALENDARS } from './index.ts';

const isWeekend = (date: PlainDate) => weekdayOf(toEpochDay(date)) >= 6;
const calendarOf = (year: number) => CALENDARS.find((calendar) => calendar.year === year) as CalendarYear;
const weekdaysOff = (year: number, which: (day: CalendarYear['holidays'][number]) => boolean = isApplied) =>
  calendarOf(year)
    .holidays.filter((day) => which(day) && !isWeekend(day.date))
    .map((day) => day.date.slice(5));

/** Weekdays off of each year (2027: the estimate), written by hand apart from the data: month-day. */
const ANNOUNCED: Record<number, string> = {
  2020: '01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02',
  2021: '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03',
  2022: '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02',
  2023: '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04',
  2024: '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03',
  2025: '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02',
  2026: '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02',
  2027: '01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03',
};

/** Saturdays worked in exchange. */
const SATURDAYS_WORKED: Record<number, string[]> = {
  2024: ['2024-05-04'],
  2025: ['2025-04-26'],
  2026: ['2026-01-10', '2026-08-22'],
};

describe('lịch làm việc 2020–2027', () => {
  it('covers 2020 to 2027 without a gap', () => {
    expect(CALENDARS.map((calendar) => calendar.year)).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027]);
  });

  it.each(Object.entries(ANNOUNCED))('has exactly the weekdays off announced for %s', (year, days) => {
    expect(weekdaysOff(Number(year))).toEqual(days.split(' '));
  });

  it('works exactly on the Saturdays that were swapped', () => {
    for (const { year, makeUpDays } of CALENDARS) {
      expect(makeUpDays.map((day) => day.date)).toEqual(SATURDAYS_WORKED[year] ?? []);
      for (const day of makeUpDays) expect(weekdayOf(toEpochDay(day.date))).toBe(6);
    }
  });

  it('names the statutory days that fall on weekends too', () => {
    const on = (date: string) => calendarOf(Number(date.slice(0, 4))).holidays.find((day) => day.date === date)?.name;
    expect(on('2023-09-02')).toBe('Quốc khánh (2/9)');
    expect(on('2023-04-29')).toBe('Giỗ Tổ Hùng Vương (10/3 âm lịch)');
    expect(on('2026-04-26')).toBe('Giỗ Tổ Hùng Vương (10/3 âm lịch)');
  });

  it('holds as many statutory days as the Code grants: 10 under the Code of 2012, 11 under that of 2019', () => {
    for (const { year, holidays } of CALENDARS) {
      const statutory = holidays.filter((day) => day.kind === 'statutory' && isApplied(day));
      expect([year, statutory.length]).toEqual([year, year === 2020 ? 10 : 11]);
      expect([year, statutory.filter((day) => day.name === 'Tết Âm lịch').length]).toEqual([year, 5]);
    }
  });

  it('gives every statutory day on a weekend exactly one day in lieu, after it', () => {
    for (const { holidays } of CALENDARS) {
      const onWeekend = holidays.filter((day) => day.kind === 'statutory' && isApplied(day) && isWeekend(day.date));
      const lieu = holidays.flatMap((day) => (day.kind === 'inLieu' ? [day] : []));
      expect(lieu.map((day) => day.inLieuOf).sort()).toEqual(onWeekend.map((day) => day.date));
      for (const day of lieu) {
        expect(day.date > day.inLieuOf).toBe(true);
        // "the next working day": nothing between the two is an ordinary working day
        for (let d = addDays(day.inLieuOf, 1); d < day.date; d = addDays(d, 1)) {
          expect(isWeekend(d) || holidays.some((other) => other.date === d)).toBe(true);
        }
      }
    }
  });

  it('has a swap for every make-up day and back, and sound office hours', () => {
    for (const calendar of CALENDARS) {
      expect(calendarProblems(calendar)).toEqual([]);
      const swaps = calendar.holidays.filter((day) => day.kind === 'swap').map((day) => day.date);
      expect(calendar.makeUpDays.map((day) => day.inPlaceOf).sort()).toEqual(swaps);
    }
    expect(minutesPerDay(DEFAULT_OFFICE_HOURS)).toBe(8 * 60);
  });

  it('cites the Labour Code in force that year', () => {
    for (const { year, holidays } of CALENDARS) {
      for (const day of holidays) {
        if (day.kind === 'swap' || day.name.includes('24/11')) continue;
        expect(day.basis).toContain(year === 2020 ? 'Bộ luật Lao động 2012 Điều 115' : 'Bộ luật Lao động 2019 Điều 11');
      }
    }
  });

  it('leaves 1/9 and 4/9 as the only weekdays off in Quý III/2023, so that it has 64 working days', () => {
    const { holidays, makeUpDays } = calendarOf(2023);
    const off = holidays.map((day) => day.date);
    expect(makeUpDays).toEqual([]);
    let working = 0;
    for (let d = plainDate('2023-06-15'); d <= '2023-09-14'; d = addDays(d, 1)) {
      if (!isWeekend(d) && !off.includes(d)) working += 1;
    }
    expect(working).toBe(64);
    expect(off.filter((d) => d >= '2023-06-15' && d <= '2023-09-14')).toEqual([
      '2023-09-01',
      '2023-09-02',
      '2023-09-04',
    ]);
  });

  it('says which days nobody has settled yet, and what counts meanwhile', () => {
    const open = CALENDARS.flatMap(({ holidays, makeUpDays }) =>
      [...holidays, ...makeUpDays].flatMap((day) =>
        day.status === 'unconfirmed' ? [`${day.date} ${day.appliedByDefault ? 'counts' : 'does not count'}`] : [],
      ),
    );
    expect(open.sort()).toEqual([
      '2026-08-22 counts',
      '2026-08-31 counts',
      '2026-11-24 does not count',
      '2027-02-04 counts',
      '2027-02-05 counts',
      '2027-02-06 counts',
      '2027-02-07 counts',
      '2027-02-08 counts',
      '2027-02-09 counts',
      '2027-02-10 counts',
      '2027-09-03 counts',
      '2027-11-24 does not count',
    ]);
  });
});

/**
 * Mean new moon with its largest periodic terms (Meeus, Astronomical Algorithms, ch. 49), good to a few minutes.
 * Returned as the day in Vietnam (UTC+7) on which it falls; k counts lunations since January 2000.
 */
function newMoonDay(k: number): PlainDate {
  const t = k / 1236.85;
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const m = rad(2.5534 + 29.1053567 * k);
  const mm = rad(201.5643 + 385.81693528 * k + 0.0107582 * t * t);
  const f = rad(160.7108 + 390.67050284 * k - 0.0016118 * t * t);
  const omega = rad(124.7746 - 1.56375588 * k);
  const e = 1 - 0.002516 * t;
  const jde =
    2451550.09766 +
    29.530588861 * k +
    0.00015437 * t * t -
    0.4072 * Math.sin(mm) +
    0.17241 * e * Math.sin(m) +
    0.01608 * Math.sin(2 * mm) +
    0.01039 * Math.sin(2 * f) +
    0.00739 * e * Math.sin(mm - m) -
    0.00514 * e * Math.sin(mm + m) +
    0.00208 * e * e * Math.sin(2 * m) -
    0.00111 * Math.sin(mm - 2 * f) -
    0.00057 * Math.sin(mm + 2 * f) +
    0.00056 * e * Math.sin(2 * mm + m) -
    0.00042 * Math.sin(3 * mm) +
    0.00042 * e * Math.sin(m + 2 * f) +
    0.00038 * e * Math.sin(m - 2 * f) -
    0.00024 * e * Math.sin(2 * mm - m) -
    0.00017 * Math.sin(omega);
  const deltaT = 72 / 86_400; // seconds by which the clock lags in these years
  return fromEpochDay(Math.floor(jde - deltaT + 0.5 + 7 / 24 - 2440588));
}

/** Mùng 1 Tết, from the almanac. */
const FIRST_OF_TET = '2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06'.split(
  ' ',
);

describe('âm lịch', () => {
  it.each(FIRST_OF_TET)('mùng 1 Tết %s is the day of a new moon in Vietnam and lies inside the five days', (first) => {
    const day = toEpochDay(plainDate(first));
    const k = Math.round((day - epochDayOf(2000, 1, 6)) / 29.530588861);
    expect(newMoonDay(k)).toBe(first);
    const tet = calendarOf(Number(first.slice(0, 4)))
      .holidays.filter((holiday) => holiday.name === 'Tết Âm lịch')
      .map((holiday) => toEpochDay(holiday.date));
    expect(tet).toContain(day);
    expect((tet.at(-1) as number) - (tet[0] as number)).toBe(4);
    expect(day - (tet[0] as number)).toBeGreaterThanOrEqual(1);
    expect(day - (tet[0] as number)).toBeLessThanOrEqual(2);
    // Giỗ Tổ: the tenth day of the third month (a leap second month would put it one month later)
    const kings = calendarOf(Number(first.slice(0, 4))).holidays.find((holiday) => holiday.name.startsWith('Giỗ Tổ'));
    const leapSecondMonth = first.startsWith('2023') ? 1 : 0;
    expect(kings?.date).toBe(addDays(newMoonDay(k + 2 + leapSecondMonth), 9));
  });
});
