/**
 * A work calendar (lịch làm việc) ready to count with: for every day it covers, the working minutes of the day and how
 * many came before it. Built from years of data (`withSettings` lays a unit's own choices over them); never guesses a day
 * outside them.
 */
import { type CalendarYear, isApplied, minutesPerDay, type OfficeHours, officeHoursOn } from './calendar-data.ts';
import { type CivilMinute, MINUTES_PER_DAY } from './local-date-time.ts';
import {
  type EpochDay,
  epochDayOf,
  formatDate,
  fromEpochDay,
  type PlainDate,
  toEpochDay,
  WEEKDAY_NAMES,
  weekdayOf,
} from './plain-date.ts';

/** Why a day is not worked. */
export interface DayOff {
  readonly date: PlainDate;
  readonly name: string;
  readonly basis: string;
  readonly status: 'decided' | 'unconfirmed';
}

/** Asked about a day that no calendar covers. */
export class CalendarGapError extends Error {
  readonly code = 'CALENDAR_GAP';
  readonly year: number;
  constructor(year: number, covered: readonly [number, number]) {
    super(
      `Lịch năm ${year} chưa công bố trong hệ thống (có từ năm ${covered[0]} đến năm ${covered[1]}), nên không tính được hạn. Hãy bổ sung lịch nghỉ của năm ${year} rồi tính lại.`,
    );
    this.name = 'CalendarGapError';
    this.year = year;
  }
}

export class WorkCalendar {
  readonly firstDay: EpochDay;
  /** Last covered day; counts. */
  readonly lastDay: EpochDay;
  /** Working minutes before each covered day; one entry more than there are days. */
  readonly #before: Int32Array;
  /** Index into `#hours` for each day, −1 for a day off. */
  readonly #hoursOfDay: Int8Array;
  readonly #hours: readonly OfficeHours[];
  readonly #closing: readonly number[];
  readonly #daysOff: ReadonlyMap<EpochDay, DayOff>;
  readonly #unconfirmedWork: ReadonlySet<EpochDay>;

  /** @throws RangeError when years are missing in the middle or office hours are out of order. */
  constructor(years: readonly CalendarYear[]) {
    const sorted = [...years].sort((a, b) => a.year - b.year);
    const first = sorted[0];
    const last = sorted[sorted.length - 1];
    if (first === undefined || last === undefined) throw new RangeError('Lịch làm việc không có năm nào.');
    for (const [index, year] of sorted.entries()) {
      if (year.year !== first.year + index) throw new RangeError(`Lịch làm việc thiếu năm ${first.year + index}.`);
    }
    this.firstDay = epochDayOf(first.year, 1, 1);
    this.lastDay = epochDayOf(last.year, 12, 31);
    const days = this.lastDay - this.firstDay + 1;
    this.#before = new Int32Array(days + 1);
    this.#hoursOfDay = new Int8Array(days).fill(-1);

    const hours: OfficeHours[] = [];
    const indexOf = (wanted: OfficeHours): number => {
      // A year gives the same list day after day.
      const same = hours.indexOf(wanted);
      if (same >= 0) return same;
      const text = JSON.stringify(wanted);
      const found = hours.findIndex((known) => JSON.stringify(known) === text);
      if (found >= 0) return found;
      checkOfficeHours(wanted);
      hours.push(wanted);
      return hours.length - 1;
    };
    const daysOff = new Map<EpochDay, DayOff>();
    const makeUp = new Set<EpochDay>();
    const unconfirmedWork = new Set<EpochDay>();
    for (const year of sorted) {
      for (const day of year.holidays) {
        if (isApplied(day)) {
          daysOff.set(toEpochDay(day.date), { date: day.date, name: day.name, basis: day.basis, status: day.status });
        } else {
          // Worked for now; should it be announced after all, what was counted over it moves.
          unconfirmedWork.add(toEpochDay(day.date));
        }
      }
      for (const day of year.makeUpDays) {
        if (!isApplied(day)) continue;
        makeUp.add(toEpochDay(day.date));
        if (day.status !== 'decided') unconfirmedWork.add(toEpochDay(day.date));
      }
    }
    let yearIndex = 0;
    for (let i = 0; i < days; i += 1) {
      const day = this.firstDay + i;
      while (yearIndex + 1 < sorted.length && day >= epochDayOf((sorted[yearIndex + 1] as CalendarYear).year, 1, 1)) {
        yearIndex += 1;
      }
      const year = sorted[yearIndex] as CalendarYear;
      const worked = makeUp.has(day) || (!daysOff.has(day) && !year.weeklyDaysOff.includes(weekdayOf(day)));
      if (worked) {
        const index = indexOf(officeHoursOn(year, fromEpochDay(day)));
        this.#hoursOfDay[i] = index;
        this.#before[i + 1] = (this.#before[i] as number) + minutesPerDay(hours[index] as OfficeHours);
      } else {
        this.#before[i + 1] = this.#before[i] as number;
      }
    }
    this.#hours = hours;
    this.#closing = hours.map((slots) => (slots[slots.length - 1] as { to: number }).to);
    this.#daysOff = daysOff;
    this.#unconfirmedWork = unconfirmedWork;
  }

  /** @throws CalendarGapError */
  #indexOf(day: EpochDay): number {
    if (day < this.firstDay || day > this.lastDay) {
      throw new CalendarGapError(Number(fromEpochDay(day).slice(0, 4)), [
        Number(fromEpochDay(this.firstDay).slice(0, 4)),
        Number(fromEpochDay(this.lastDay).slice(0, 4)),
      ]);
    }
    return day - this.firstDay;
  }

  /** @throws CalendarGapError when the day lies outside the calendar: for rules that count days without looking at each */
  assertCovers(day: EpochDay): void {
    this.#indexOf(day);
  }

  isWorkingDay(day: EpochDay): boolean {
    return (this.#hoursOfDay[this.#indexOf(day)] as number) >= 0;
  }

  /** Office hours of a day; empty on a day off. */
  hoursOf(day: EpochDay): OfficeHours {
    const index = this.#hoursOfDay[this.#indexOf(day)] as number;
    return index < 0 ? [] : (this.#hours[index] as OfficeHours);
  }

  /** Giờ đóng cửa: minute of the day at which a working day ends; −1 on a day off. */
  closingMinuteOf(day: EpochDay): number {
    const index = this.#hoursOfDay[this.#indexOf(day)] as number;
    return index < 0 ? -1 : (this.#closing[index] as number);
  }

  /** The first working day after `day`. @throws CalendarGapError */
  nextWorkingDay(day: EpochDay): EpochDay {
    let next = day + 1;
    while (!this.isWorkingDay(next)) next += 1;
    return next;
  }

  /** Working minutes from the first covered day to an instant, instant excluded. @throws CalendarGapError */
  workedBefore(at: CivilMinute): number {
    const day = Math.floor(at / MINUTES_PER_DAY);
    const index = this.#indexOf(day);
    let total = this.#before[index] as number;
    const hours = this.#hoursOfDay[index] as number;
    if (hours < 0) return total;
    const minute = at - day * MINUTES_PER_DAY;
    for (const slot of this.#hours[hours] as OfficeHours) {
      if (minute <= slot.from) break;
      total += Math.min(minute, slot.to) - slot.from;
    }
    return total;
  }

  /** The earliest instant before which exactly `total` working minutes lie. @throws CalendarGapError */
  earliestWith(total: number): CivilMinute {
    const days = this.lastDay - this.firstDay + 1;
    if (total > (this.#before[days] as number)) this.#indexOf(this.lastDay + 1);
    // The first day whose end reaches the total.
    let low = 0;
    let high = days - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#before[middle + 1] as number) >= total) high = middle;
      else low = middle + 1;
    }
    let rest = total - (this.#before[low] as number);
    const day = this.firstDay + low;
    for (const slot of this.hoursOf(day)) {
      const length = slot.to - slot.from;
      if (rest <= length) return day * MINUTES_PER_DAY + slot.from + rest;
      rest -= length;
    }
    return day * MINUTES_PER_DAY;
  }

  /** Why a day is off, in words with its basis; undefined for a working day. */
  dayOff(day: EpochDay): DayOff | undefined {
    if (this.isWorkingDay(day)) return undefined;
    const date = fromEpochDay(day);
    return (
      this.#daysOff.get(day) ?? {
        date,
        name: `nghỉ hằng tuần (${WEEKDAY_NAMES[weekdayOf(day)]})`,
        basis: 'Thời giờ làm việc của cơ quan hành chính nhà nước',
        status: 'decided',
      }
    );
  }

  /** A day whose being worked or off rests on data that is not confirmed. */
  isUnconfirmed(day: EpochDay): boolean {
    return this.#daysOff.get(day)?.status === 'unconfirmed' || this.#unconfirmedWork.has(day);
  }

  /** `17:00 ngày 18/9/2023` closing of a working day, as an instant. */
  closingOf(day: EpochDay): CivilMinute {
    const closing = this.closingMinuteOf(day);
    if (closing < 0) throw new RangeError(`${formatDate(fromEpochDay(day))} là ngày nghỉ, không có giờ đóng cửa.`);
    return day * MINUTES_PER_DAY + closing;
  }
}

function checkOfficeHours(hours: OfficeHours): void {
  let end = -1;
  for (const slot of hours) {
    if (
      !(
        Number.isInteger(slot.from) &&
        Number.isInteger(slot.to) &&
        slot.from > end &&
        slot.to > slot.from &&
        slot.to <= 1439
      )
    ) {
      throw new RangeError(
        `Giờ làm việc không hợp lệ: ${hours.map((s) => `${s.from}–${s.to}`).join(', ')}; các buổi phải nối tiếp, không chồng nhau.`,
      );
    }
    end = slot.to;
  }
  if (end < 0) throw new RangeError('Giờ làm việc không có buổi nào.');
}

/** Convenience for messages: the date and time of a civil minute. */
export function describeDay(day: EpochDay): string {
  return `${WEEKDAY_NAMES[weekdayOf(day)]} ${formatDate(fromEpochDay(day))}`;
}
