/**
 * Two independent ways to the due instant (hạn trả), written from the rules alone: one walks intervals of office hours,
 * one walks single minutes. Neither knows prefix sums, and both take their days from JavaScript's own UTC dates.
 */
import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { WorkCalendar } from './calendar.ts';
import type { CalendarYear } from './calendar-data.ts';
import { dueAt } from './due.ts';
import { localDateTime } from './local-date-time.ts';
import { addDays, plainDate } from './plain-date.ts';
import type { Term } from './term.ts';

const DAY = 1440;
type Slots = readonly (readonly [number, number])[];

/** Small repeatable random numbers (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const isoMinute = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 16);
const minuteOf = (text: string): number => Date.parse(`${text}:00Z`) / 60_000;

/** Office hours of every day from the data of the years, by UTC dates and their weekday. */
function slotsByDay(years: readonly CalendarYear[]): Map<number, Slots> {
  const byDay = new Map<number, Slots>();
  for (const year of years) {
    const applied = (day: { status: string; appliedByDefault?: boolean }) =>
      day.status === 'decided' || day.appliedByDefault === true;
    const off = new Set<string>(year.holidays.filter(applied).map((day) => day.date));
    const makeUp = new Set<string>(year.makeUpDays.filter(applied).map((day) => day.date));
    for (let t = Date.UTC(year.year, 0, 1); t < Date.UTC(year.year + 1, 0, 1); t += 86_400_000) {
      const date = isoDay(t / 86_400_000);
      const weekday = new Date(t).getUTCDay() === 0 ? 7 : new Date(t).getUTCDay();
      const works =
        makeUp.has(date) || (!off.has(date) && !(year.weeklyDaysOff as readonly number[]).includes(weekday));
      const changed = (year.officeHoursChanges ?? []).filter((change) => change.from <= date).at(-1);
      const hours = changed?.officeHours ?? year.officeHours;
      byDay.set(t / 86_400_000, works ? hours.map((slot) => [slot.from, slot.to] as const) : []);
    }
  }
  return byDay;
}

interface Case {
  readonly received: number;
  readonly term: Term;
  readonly suspensions: readonly { readonly from: number; readonly to: number | null }[];
}

function monthLater(day: number, months: number): number {
  const at = new Date(day * 86_400_000);
  const lastOfMonth = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, Math.min(at.getUTCDate(), lastOfMonth)) / 86_400_000;
}

/** First oracle: from interval to interval of office hours. */
function byIntervals(days: ReadonlyMap<number, Slots>, { received, term, suspensions }: Case): number {
  const slots = (day: number): Slots => {
    const found = days.get(day);
    if (found === undefined) throw new Error('outside');
    return found;
  };
  const close = (day: number): number => day * DAY + (slots(day).at(-1) as readonly [number, number])[1];
  const worked = (day: number): boolean => slots(day).length > 0;
  const after = (day: number): number => {
    let next = day + 1;
    while (!worked(next)) next += 1;
    return next;
  };
  const advance = (from: number, minutes: number): number => {
    if (minutes === 0) return from;
    let left = minutes;
    for (let day = Math.floor(from / DAY); ; day += 1) {
      for (const [opens, closes] of slots(day)) {
        const start = Math.max(from, day * DAY + opens);
        const room = day * DAY + closes - start;
        if (room <= 0) continue;
        if (left <= room) return start + left;
        left -= room;
      }
    }
  };
  const measure = (from: number, to: number): number => {
    let sum = 0;
    for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) {
      for (const [opens, closes] of slots(day))
        sum += Math.max(0, Math.min(to, day * DAY + closes) - Math.max(from, day * DAY + opens));
    }
    return sum;
  };
  const day = Math.floor(received / DAY);
  const countsToday = worked(day) && received < close(day);
  const endOn = (last: number): number => close(worked(last) ? last : after(last));
  let due: number;
  if (term.unit === 'workingHour') due = advance(received, term.value * 60);
  else if (term.unit === 'workingDay') {
    let last = countsToday ? day : after(day);
    for (let n = 0; n < term.value; n += 1) last = after(last);
    due = close(last);
  } else if (term.unit === 'sameDay') due = close(countsToday && received < day * DAY + 900 ? day : after(day));
  else if (term.unit === 'calendarDay') due = endOn(day + term.value);
  else due = endOn(monthLater(day, term.value));
  for (const { from, to } of suspensions) if (to !== null && from < due) due = advance(due, measure(from, to));
  return due;
}

/** Second oracle: minute by minute over a map of worked minutes. */
function byMinutes(worked: Uint8Array, origin: number, { received, term, suspensions }: Case): number {
  const at = (minute: number): boolean => {
    const value = worked[minute - origin];
    if (value === undefined) throw new Error('outside');
    return value === 1;
  };
  const midnight = (minute: number): number => Math.floor(minute / DAY) * DAY;
  /** End of the last worked minute from `from` until midnight; undefined where none is left. */
  const lastOfDay = (from: number): number | undefined => {
    for (let minute = midnight(from) + DAY - 1; minute >= from; minute -= 1) if (at(minute)) return minute + 1;
    return undefined;
  };
  const closingFrom = (from: number): number => {
    for (let start = from; ; start = midnight(start) + DAY) {
      const end = lastOfDay(start);
      if (end !== undefined) return end;
    }
  };
  const walk = (from: number, minutes: number): number => {
    let minute = from;
    for (let left = minutes; left > 0; minute += 1) if (at(minute)) left -= 1;
    return minute;
  };
  const tomorrow = (minute: number): number => midnight(minute) + DAY;
  let due: number;
  switch (term.unit) {
    case 'workingHour':
      due = walk(received, term.value * 60);
      break;
    case 'workingDay':
      // Closing of the day that counts as the day of receipt, then of each day after it.
      due = closingFrom(received);
      for (let n = 0; n < term.value; n += 1) due = closingFrom(tomorrow(due - 1));
      break;
    case 'sameDay': {
      const today = lastOfDay(received);
      due = today !== undefined && received % DAY < 15 * 60 ? today : closingFrom(tomorrow(received));
      break;
    }
    case 'calendarDay': {
      let last = midnight(received);
      for (let n = 0; n < term.value; n += 1) last += DAY;
      due = closingFrom(last);
      break;
    }
    case 'month':
      due = closingFrom(monthLater(Math.floor(received / DAY), term.value) * DAY);
      break;
  }
  for (const { from, to } of suspensions) {
    if (to === null || from >= due) continue;
    let covered = 0;
    for (let minute = from; minute < to; minute += 1) if (at(minute)) covered += 1;
    due = walk(due, covered);
  }
  return due;
}

/** The real years; the same with other hours, changing in summer; and years with days off strewn at random. */
function calendars(random: (below: number) => number): readonly (readonly CalendarYear[])[] {
  const shifts = (...minutes: readonly [number, number][]) => minutes.map(([from, to]) => ({ from, to }));
  const otherHours = CALENDARS.map((year) => ({
    ...year,
    officeHours: shifts([450, 720], [780, 990]),
    officeHoursChanges: [
      { from: plainDate(`${year.year}-04-16`), officeHours: shifts([420, 690], [810, 1020]) },
      { from: plainDate(`${year.year}-10-16`), officeHours: shifts([480, 840]) },
    ],
  }));
  const strewn = CALENDARS.map((year) => {
    const dates = new Set(Array.from({ length: 60 }, () => addDays(plainDate(`${year.year}-01-01`), random(365))));
    return {
      ...year,
      makeUpDays: [],
      holidays: [...dates]
        .sort()
        .map((date) => ({ date, name: 'thử', basis: 'thử', status: 'decided' as const, kind: 'swap' as const })),
    };
  });
  return [CALENDARS, otherHours, strewn];
}

function caseOf(
  random: (below: number) => number,
  longest: Record<Term['unit'], number>,
  longestGap: number,
  baseDue: (received: number, term: Term) => number,
): Case {
  const units = ['workingHour', 'workingDay', 'sameDay', 'calendarDay', 'month'] as const;
  const unit = units[random(units.length)] as Term['unit'];
  const term: Term = { unit, value: 1 + random(longest[unit]) };
  // Edges of office hours are where mistakes live: half of all minutes are near one.
  const edges = [
    0, 419, 420, 421, 450, 689, 690, 691, 720, 780, 809, 810, 811, 840, 899, 900, 901, 990, 1019, 1020, 1021, 1439,
  ];
  const minute = random(2) === 0 ? (edges[random(edges.length)] as number) : random(DAY);
  const received = Date.UTC(2020, 0, 1 + random(6 * 365)) / 60_000 + minute;
  const suspensions: { from: number; to: number | null }[] = [];
  let from = received + random(longestGap);
  const shape = random(4);
  if (shape === 1) from = baseDue(received, term) - 1 + random(3);
  for (let n = shape === 0 ? 0 : 1 + random(3); n > 0; n -= 1) {
    const to = from + 1 + random(longestGap);
    const open = n === 1 && random(4) === 0;
    suspensions.push({ from, to: open ? null : to });
    from = to + random(2) * random(longestGap);
  }
  return { received, term, suspensions };
}

function compare(
  cases: number,
  seed: number,
  longest: Record<Term['unit'], number>,
  longestGap: number,
  oracle: (years: readonly CalendarYear[]) => (of: Case) => number,
): number {
  const random = randomFrom(seed);
  const sides = calendars(random).map((years) => ({ calendar: new WorkCalendar(years), oracle: oracle(years) }));
  let moved = 0;
  for (let n = 0; n < cases; n += 1) {
    const side = sides[n % sides.length] as (typeof sides)[number];
    const bare = (received: number, term: Term) => side.oracle({ received, term, suspensions: [] });
    const of = caseOf(random, longest, longestGap, bare);
    const expected = isoMinute(side.oracle(of));
    const actual = dueAt(
      side.calendar,
      localDateTime(isoMinute(of.received)),
      of.term,
      of.suspensions.map(({ from, to }) => ({
        from: localDateTime(isoMinute(from)),
        to: to === null ? null : localDateTime(isoMinute(to)),
      })),
    );
    if (actual !== expected) {
      const spans = of.suspensions.map(({ from, to }) => `${isoMinute(from)}/${to === null ? '' : isoMinute(to)}`);
      expect.fail(`${isoMinute(of.received)} ${of.term.value} ${of.term.unit} [${spans}]: ${actual}, not ${expected}`);
    }
    if (actual !== isoMinute(bare(of.received, of.term))) moved += 1;
  }
  return moved;
}

describe('hạn trả, against two independent walks', () => {
  it('agrees with a walk over intervals of office hours on 75,000 random cases', () => {
    const longest = { workingHour: 400, workingDay: 60, sameDay: 1, calendarDay: 120, month: 6 };
    const moved = compare(75_000, 20_230_914, longest, 20 * DAY, (years) => {
      const days = slotsByDay(years);
      return (of) => byIntervals(days, of);
    });
    expect(moved).toBeGreaterThan(20_000);
  });

  it('agrees with a walk over single minutes on 35,000 random cases', () => {
    const longest = { workingHour: 40, workingDay: 6, sameDay: 1, calendarDay: 12, month: 1 };
    const moved = compare(35_000, 20_231_214, longest, 3 * DAY, (years) => {
      const days = slotsByDay(years);
      const origin = minuteOf(`${years[0]?.year}-01-01T00:00`);
      const worked = new Uint8Array(days.size * DAY);
      for (const [day, slots] of days)
        for (const [from, to] of slots) worked.fill(1, day * DAY - origin + from, day * DAY - origin + to);
      return (of) => byMinutes(worked, origin, of);
    });
    expect(moved).toBeGreaterThan(8000);
  });
});
