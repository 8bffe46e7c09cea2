import { describe, expect, it } from 'vitest';
import {
  type CalendarYear,
  DEFAULT_OFFICE_HOURS,
  DEFAULT_WEEKLY_DAYS_OFF,
  type Holiday,
  isApplied,
  minutesPerDay,
  officeHoursOn,
} from './calendar-data.ts';
import { calendarProblems, officeHoursProblems } from './calendar-problems.ts';
import { settleDays, withSettings } from './calendar-settings.ts';
import { plainDate } from './plain-date.ts';

const SHORT = [{ from: 8 * 60, to: 12 * 60 }];
const LONG = [{ from: 6 * 60, to: 18 * 60 }];

/** A toy year: a feast on Saturday 3/6 with its day in lieu, and a swap that nobody has decided. */
const TOY: CalendarYear = {
  year: 2023,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    { date: plainDate('2023-06-03'), name: 'Lễ sách', basis: 'Nội quy 1', kind: 'statutory', status: 'decided' },
    {
      date: plainDate('2023-06-05'),
      name: 'Nghỉ bù',
      basis: 'Nội quy 2',
      kind: 'inLieu',
      inLieuOf: plainDate('2023-06-03'),
      status: 'decided',
    },
    {
      date: plainDate('2023-06-16'),
      name: 'Hoán đổi',
      basis: 'Dự kiến',
      kind: 'swap',
      status: 'unconfirmed',
      appliedByDefault: true,
      note: 'chờ quyết định',
    },
  ],
  makeUpDays: [
    {
      date: plainDate('2023-06-24'),
      basis: 'Dự kiến',
      inPlaceOf: plainDate('2023-06-16'),
      status: 'unconfirmed',
      appliedByDefault: true,
      note: 'chờ quyết định',
    },
  ],
};
const first = (calendar: CalendarYear, patch: object): CalendarYear => ({
  ...calendar,
  holidays: calendar.holidays.map((day, i) => (i === 1 ? ({ ...day, ...patch } as Holiday) : day)),
});

describe('settling days', () => {
  it('turns an unconfirmed swap and its make-up day into decided ones on the act given', () => {
    const settled = settleDays(TOY, [{ date: plainDate('2023-06-16'), applied: true, basis: 'Quyết định 7' }]);
    expect(settled.holidays[2]).toEqual({
      date: '2023-06-16',
      name: 'Hoán đổi',
      basis: 'Quyết định 7',
      kind: 'swap',
      status: 'decided',
    });
    expect(settled.makeUpDays).toEqual([
      { date: '2023-06-24', basis: 'Quyết định 7', inPlaceOf: '2023-06-16', status: 'decided' },
    ]);
    expect(TOY.holidays[2]?.status).toBe('unconfirmed');
  });

  it('drops both when the swap is settled as not applied, and never touches a decided day', () => {
    const settled = settleDays(TOY, [
      { date: plainDate('2023-06-16'), applied: false, basis: 'Quyết định 7' },
      { date: plainDate('2023-06-05'), applied: false, basis: 'không có quyền' },
      { date: plainDate('2023-06-06'), applied: true, basis: 'ngày không có trong lịch' },
    ]);
    expect(settled.holidays.map((day) => day.date)).toEqual(['2023-06-03', '2023-06-05']);
    expect(settled.makeUpDays).toEqual([]);
  });

  it('counts an unconfirmed day exactly when it says so itself', () => {
    expect(isApplied({ status: 'decided' })).toBe(true);
    expect(isApplied({ status: 'unconfirmed', appliedByDefault: true, note: '' })).toBe(true);
    expect(isApplied({ status: 'unconfirmed', appliedByDefault: false, note: '' })).toBe(false);
  });
});

describe("a unit's own office hours", () => {
  const own = (effectiveFrom: string, effectiveThrough: string | null) => ({
    officeHours: [
      {
        effectiveFrom: plainDate(effectiveFrom),
        effectiveThrough: effectiveThrough === null ? null : plainDate(effectiveThrough),
        hours: SHORT,
        basis: 'Nội quy',
      },
    ],
    settledDays: [],
  });
  const hours = (calendar: CalendarYear | undefined, date: string) =>
    officeHoursOn(calendar as CalendarYear, plainDate(date));

  it('stand on both ends of their period and nowhere else', () => {
    const [year] = withSettings([TOY], own('2023-03-01', '2023-05-31'));
    for (const [date, expected] of [
      ['2023-01-01', DEFAULT_OFFICE_HOURS],
      ['2023-02-28', DEFAULT_OFFICE_HOURS],
      ['2023-03-01', SHORT],
      ['2023-05-31', SHORT],
      ['2023-06-01', DEFAULT_OFFICE_HOURS],
      ['2023-12-31', DEFAULT_OFFICE_HOURS],
    ] as const) {
      expect([date, hours(year, date)]).toEqual([date, expected]);
    }
  });

  it('reach over the turn of a year and lie over seasonal hours', () => {
    const seasonal: CalendarYear = {
      ...TOY,
      officeHoursChanges: [{ from: plainDate('2023-04-16'), officeHours: LONG }],
    };
    const [last, year, next] = withSettings(
      [
        { ...TOY, year: 2022, holidays: [], makeUpDays: [] },
        seasonal,
        { ...TOY, year: 2024, holidays: [], makeUpDays: [] },
      ],
      own('2022-12-01', '2023-01-31'),
    );
    expect(hours(last, '2022-11-30')).toEqual(DEFAULT_OFFICE_HOURS);
    expect(hours(last, '2022-12-31')).toEqual(SHORT);
    expect(hours(year, '2023-01-01')).toEqual(SHORT);
    expect(hours(year, '2023-02-01')).toEqual(DEFAULT_OFFICE_HOURS);
    expect(hours(year, '2023-04-16')).toEqual(LONG);
    expect(hours(next, '2024-01-01')).toEqual(DEFAULT_OFFICE_HOURS);
  });

  it('may stand on a single day, also the last of the year, and leave nothing behind', () => {
    const [midYear] = withSettings([TOY], own('2023-05-10', '2023-05-10'));
    expect(['2023-05-09', '2023-05-10', '2023-05-11'].map((date) => hours(midYear, date))).toEqual([
      DEFAULT_OFFICE_HOURS,
      SHORT,
      DEFAULT_OFFICE_HOURS,
    ]);
    const [lastDay] = withSettings([TOY], own('2023-12-31', '2023-12-31'));
    expect(hours(lastDay, '2023-12-30')).toEqual(DEFAULT_OFFICE_HOURS);
    expect(hours(lastDay, '2023-12-31')).toEqual(SHORT);
    const [wholeYear] = withSettings([TOY], own('2023-01-01', '2023-12-31'));
    expect(wholeYear?.officeHours).toEqual(SHORT);
    expect(wholeYear?.officeHoursChanges).toBeUndefined();
  });

  it('without an end stand for ever after', () => {
    const [year] = withSettings([TOY], own('2020-01-01', null));
    expect(year?.officeHours).toEqual(SHORT);
    expect(year?.officeHoursChanges).toBeUndefined();
    expect(minutesPerDay(SHORT)).toBe(240);
  });
});

describe('problems of a calendar', () => {
  it('finds none in a sound one', () => expect(calendarProblems(TOY)).toEqual([]));

  it.each([
    ['a date of another year', first(TOY, { date: '2022-06-05' }), /không thuộc năm/],
    ['a date that does not exist', first(TOY, { date: '2023-06-31' }), /không phải ngày có thật/],
    ['dates out of order', first(TOY, { date: '2023-06-02' }), /sai thứ tự/],
    ['a date twice', first(TOY, { date: '2023-06-03' }), /trùng/],
    ['no basis', first(TOY, { basis: ' ' }), /thiếu căn cứ/],
    ['a day in lieu on a Sunday', first(TOY, { date: '2023-06-04' }), /nghỉ hằng tuần/],
    ['a day in lieu of nothing', first(TOY, { inLieuOf: '2023-06-01' }), /đứng sau một ngày lễ/],
    [
      'a day in lieu of a later day',
      { ...TOY, holidays: [TOY.holidays[1], { ...TOY.holidays[0], date: '2023-06-10' }, TOY.holidays[2]] },
      /đứng sau/,
    ],
    ['a make-up day without its swap', { ...TOY, holidays: TOY.holidays.slice(0, 2) }, /không có ngày nghỉ hoán đổi/],
    [
      'a make-up day on a working day',
      { ...TOY, makeUpDays: [{ ...TOY.makeUpDays[0], date: '2023-06-23' }] },
      /vốn là ngày làm việc/,
    ],
    [
      'a make-up day that is a holiday',
      { ...TOY, makeUpDays: [{ ...TOY.makeUpDays[0], date: '2023-06-03' }] },
      /vừa là ngày nghỉ/,
    ],
    [
      'a make-up day more certain than its swap',
      { ...TOY, makeUpDays: [{ ...TOY.makeUpDays[0], status: 'decided' }] },
      /khác trạng thái/,
    ],
    ['no office hours', { ...TOY, officeHours: [] }, /giờ làm việc trống/],
    [
      'bad hours after a change',
      { ...TOY, officeHoursChanges: [{ from: plainDate('2023-05-01'), officeHours: [] }] },
      /từ 2023-05-01/,
    ],
  ])('names %s', (_, calendar, message) => {
    expect(calendarProblems(calendar as CalendarYear).join('\n')).toMatch(message);
  });

  it('accepts shifts only in order, apart, in whole minutes of one day', () => {
    expect(officeHoursProblems([{ from: 0, to: 1440 }])).toEqual([]);
    expect(
      officeHoursProblems([
        { from: 0, to: 60 },
        { from: 60, to: 120 },
      ]),
    ).toHaveLength(1);
    expect(officeHoursProblems([{ from: 60, to: 60 }])).toHaveLength(1);
    expect(officeHoursProblems([{ from: 60, to: 1441 }])).toHaveLength(1);
    expect(officeHoursProblems([{ from: -1, to: 5 }])).toHaveLength(1);
    expect(officeHoursProblems([{ from: 0.5, to: 5 }])).toHaveLength(1);
  });
});
