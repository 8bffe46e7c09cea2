import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { WorkCalendar } from './calendar.ts';
import {
  type CalendarChange,
  hoursOfUnit,
  hoursText,
  NO_CALENDAR_SETTINGS,
  planCalendarChange,
} from './calendar-changes.ts';
import { type CalendarSettings, withSettings } from './calendar-settings.ts';
import { plainDate, toEpochDay } from './plain-date.ts';

const TODAY = plainDate('2026-08-10');
const d = plainDate;
const SUMMER = [
  { from: 6 * 60 + 30, to: 11 * 60 },
  { from: 13 * 60 + 30, to: 17 * 60 },
];
const hours = (from: string, through: string | null = null, shifts = SUMMER): CalendarChange => ({
  kind: 'officeHours',
  effectiveFrom: d(from),
  effectiveThrough: through === null ? null : d(through),
  hours: shifts,
  basis: 'Quyết định mẫu',
});
const settle = (dates: string, applied: boolean): CalendarChange => ({
  kind: 'settleDay',
  dates: dates.split(' ').map(d),
  applied,
  basis: 'Quyết định mẫu',
});
const add = (date: string, makeUpOn: string | null = null): CalendarChange => ({
  kind: 'addDayOff',
  date: d(date),
  name: 'Nghỉ hoán đổi',
  makeUpOn: makeUpOn === null ? null : d(makeUpOn),
  basis: 'Quyết định mẫu',
});
const plan = (change: CalendarChange, settings: CalendarSettings = NO_CALENDAR_SETTINGS, today = TODAY) =>
  planCalendarChange({ years: CALENDARS, settings, change, today });
function planned(change: CalendarChange, settings: CalendarSettings = NO_CALENDAR_SETTINGS): CalendarSettings {
  const result = plan(change, settings);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.settings;
}
const works = (settings: CalendarSettings, date: string): boolean =>
  new WorkCalendar(withSettings(CALENDARS, settings)).isWorkingDay(toEpochDay(d(date)));

describe('a change of the calendar', () => {
  it.each([
    ['today', hours('2026-08-10'), 'effectiveFrom'],
    ['a day that has passed', hours('2026-08-09'), 'effectiveFrom'],
    ['a year without a calendar', hours('2031-01-05'), 'effectiveFrom'],
    ['an end before its beginning', hours('2026-09-10', '2026-09-09'), 'effectiveThrough'],
    ['hours that overlap', hours('2026-09-10', null, [SUMMER[1], SUMMER[0]] as never), 'hours'],
    ['no hours', hours('2026-09-10', null, []), 'hours'],
    ['a day that the law settled', settle('2026-09-02', false), 'dates'],
    ['an ordinary day among others', settle('2026-11-24 2026-09-10', true), 'dates'],
    ['a day off on a Sunday', add('2026-08-16'), 'date'],
    ['a day off on a holiday', add('2026-09-02'), 'date'],
    ['a make-up day on a working day', add('2026-08-21', '2026-08-20'), 'date'],
    ['a make-up day of another year', add('2026-12-31', '2027-01-02'), 'makeUpOn'],
    ['a make-up day that has passed', add('2026-08-21', '2026-08-08'), 'makeUpOn'],
  ])('is refused for %s, beside its field', (_, change, field) => {
    const result = plan(change);
    expect(result.ok ? [] : Object.keys(result.errors)).toEqual([field]);
  });

  it('may begin tomorrow', () => {
    expect(plan(hours('2026-08-11'))).toMatchObject({
      ok: true,
      effectiveFrom: '2026-08-11',
      what: 'giờ làm việc 06:30–11:00, 13:30–17:00',
    });
  });

  it('lays summer hours over the usual ones, and the later decision over the earlier', () => {
    const summer = planned(hours('2026-09-01', '2026-09-30'));
    const of = (settings: CalendarSettings, day: string) => hoursText(hoursOfUnit(CALENDARS, settings, d(day)) ?? []);
    expect(of(summer, '2026-08-31')).toBe('07:00–11:30, 13:30–17:00');
    expect(of(summer, '2026-09-01')).toBe('06:30–11:00, 13:30–17:00');
    expect(of(summer, '2026-09-30')).toBe('06:30–11:00, 13:30–17:00');
    expect(of(summer, '2026-10-01')).toBe('07:00–11:30, 13:30–17:00');
    const later = planned(hours('2026-09-15', null, [{ from: 480, to: 960 }]), summer);
    expect(of(later, '2026-09-14')).toBe('06:30–11:00, 13:30–17:00');
    expect(of(later, '2026-09-15')).toBe('08:00–16:00');
    expect(of(later, '2027-01-05')).toBe('08:00–16:00');
    // Taking the later one back, the earlier one stands again to its own end.
    const back = planned({ kind: 'withdraw', of: 'officeHours', date: d('2026-09-15') }, later);
    expect(back).toEqual(summer);
  });

  it('settles a day with the day worked for it', () => {
    expect(works(NO_CALENDAR_SETTINGS, '2026-08-31')).toBe(false);
    expect(works(NO_CALENDAR_SETTINGS, '2026-08-22')).toBe(true);
    const declined = planned(settle('2026-08-31', false));
    expect(works(declined, '2026-08-31')).toBe(true);
    expect(works(declined, '2026-08-22')).toBe(false);
    // From the make-up day on it is too late: that day has been worked or not.
    expect(plan(settle('2026-08-31', false), NO_CALENDAR_SETTINGS, d('2026-08-21')).ok).toBe(true);
    expect(plan(settle('2026-08-31', false), NO_CALENDAR_SETTINGS, d('2026-08-22')).ok).toBe(false);
  });

  it('settles a holiday with the day in lieu of it', () => {
    // Mùng 1 Tết on Saturday 6/2/2027, with 9/2 in lieu.
    const declined = planned(settle('2027-02-06', false));
    expect(works(declined, '2027-02-09')).toBe(true);
    expect(works(declined, '2027-02-10')).toBe(false);
  });

  it('settles the days of one occasion at once', () => {
    const settings = planned(settle('2027-02-05 2027-02-06 2027-02-07', true));
    expect(settings.settledDays.map((day) => day.date)).toEqual(['2027-02-05', '2027-02-06', '2027-02-07']);
    // Said otherwise later, a day is settled once, by the later act.
    expect(planned(settle('2027-02-05', false), settings).settledDays).toHaveLength(3);
  });

  it('moves Tết as it may be announced: 4/2 is worked, 11/2 is off', () => {
    const moved = planned(add('2027-02-11'), planned(settle('2027-02-04', false)));
    expect([works(moved, '2027-02-04'), works(moved, '2027-02-05'), works(moved, '2027-02-11')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('adds a day off with the Saturday worked for it, and takes it back while it is to come', () => {
    const added = planned(add('2026-08-21', '2026-08-29'));
    expect([works(added, '2026-08-21'), works(added, '2026-08-29')]).toEqual([false, true]);
    const withdraw = { kind: 'withdraw', of: 'addDayOff', date: d('2026-08-21') } as const;
    expect(planned(withdraw, added)).toEqual(NO_CALENDAR_SETTINGS);
    expect(plan(withdraw, added, d('2026-08-20')).ok).toBe(true);
    expect(plan(withdraw, added, d('2026-08-21')).ok).toBe(false);
    expect(plan(withdraw).ok).toBe(false);
  });

  it('never changes a day up to today, whatever it is', () => {
    const before = new WorkCalendar(withSettings(CALENDARS, NO_CALENDAR_SETTINGS));
    for (const change of [
      hours('2026-08-11'),
      settle('2026-08-31', false),
      settle('2026-11-24', true),
      add('2026-08-11'),
    ]) {
      const after = new WorkCalendar(withSettings(CALENDARS, planned(change)));
      for (let day = before.firstDay; day <= toEpochDay(TODAY); day += 1)
        expect(after.hoursOf(day)).toEqual(before.hoursOf(day));
    }
  });

  it('has a limit', () => {
    const many: CalendarSettings = {
      officeHours: Array.from({ length: 100 }, () => ({
        effectiveFrom: d('2026-09-01'),
        effectiveThrough: null,
        hours: SUMMER,
        basis: 'x',
      })),
      settledDays: [],
    };
    expect(plan(hours('2026-10-01'), many).ok).toBe(false);
  });
});
