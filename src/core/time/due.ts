/**
 * The due instant (hạn trả kết quả): a pure function of when the dossier was received, its term, its suspensions and the
 * calendar. First days are not counted; what ends on a day off ends at closing time of the next working day.
 * @legalBasis BLDS 2015 Điều 147, 148; NĐ 61/2018/NĐ-CP Điều 18 (15 giờ)
 */
import type { WorkCalendar } from './calendar.ts';
import {
  type CivilMinute,
  fromCivilMinute,
  type LocalDateTime,
  MINUTES_PER_DAY,
  toCivilMinute,
} from './local-date-time.ts';
import { addMonths, type EpochDay, fromEpochDay, toEpochDay } from './plain-date.ts';
import type { Term } from './term.ts';
import { addWorkingMinutes, workingMinutesBetween } from './working-time.ts';

/** From when the clock stands still (counted) until when it runs again (not counted); null: it has not resumed. */
export interface SuspensionSpan {
  readonly from: LocalDateTime;
  readonly to: LocalDateTime | null;
}

/** Same-day procedures received from this minute on are due on the next working day. @legalBasis NĐ 61/2018 Điều 18 */
export const SAME_DAY_CUTOFF_MINUTE = 15 * 60;

/** The day from which days are counted: a dossier received on a day off, or at or after closing, counts as of the next working day. */
export function effectiveReceiptDay(calendar: WorkCalendar, received: CivilMinute): EpochDay {
  const day = Math.floor(received / MINUTES_PER_DAY);
  const closing = calendar.closingMinuteOf(day);
  return received - day * MINUTES_PER_DAY < closing ? day : calendar.nextWorkingDay(day);
}

function closingOnOrAfter(calendar: WorkCalendar, day: EpochDay): CivilMinute {
  return calendar.closingOf(calendar.isWorkingDay(day) ? day : calendar.nextWorkingDay(day));
}

/** Due instant without suspensions, in civil minutes. @throws CalendarGapError */
export function baseDue(calendar: WorkCalendar, received: CivilMinute, term: Term): CivilMinute {
  const day = Math.floor(received / MINUTES_PER_DAY);
  // Calendar days and months never look at the day of receipt; one outside the calendar is an error all the same.
  calendar.assertCovers(day);
  switch (term.unit) {
    case 'workingHour':
      return addWorkingMinutes(calendar, received, term.value * 60);
    case 'workingDay': {
      let due = effectiveReceiptDay(calendar, received);
      for (let counted = 0; counted < term.value; counted += 1) due = calendar.nextWorkingDay(due);
      return calendar.closingOf(due);
    }
    case 'sameDay': {
      const minute = received - day * MINUTES_PER_DAY;
      const sameDay = minute < calendar.closingMinuteOf(day) && minute < SAME_DAY_CUTOFF_MINUTE;
      return calendar.closingOf(sameDay ? day : calendar.nextWorkingDay(day));
    }
    case 'calendarDay':
      return closingOnOrAfter(calendar, day + term.value);
    case 'month':
      return closingOnOrAfter(calendar, toEpochDay(addMonths(fromEpochDay(day), term.value)));
  }
}

/**
 * A due instant moved on by suspensions, in order: each one that begins before the due instant as it stands moves it by
 * the working minutes that it covers; one that begins at it or later moves nothing. One that has not ended has not moved
 * it yet.
 * @throws CalendarGapError
 */
export function moveBySuspensions(
  calendar: WorkCalendar,
  due: CivilMinute,
  suspensions: readonly SuspensionSpan[],
): CivilMinute {
  let current = due;
  for (const suspension of suspensions) {
    const from = toCivilMinute(suspension.from);
    if (suspension.to === null || from >= current) continue;
    current = addWorkingMinutes(calendar, current, workingMinutesBetween(calendar, from, toCivilMinute(suspension.to)));
  }
  return current;
}

/**
 * Hạn trả kết quả.
 * @param suspensions in order of their beginnings, not overlapping
 * @throws CalendarGapError when the calendar does not reach
 */
export function dueAt(
  calendar: WorkCalendar,
  received: LocalDateTime,
  term: Term,
  suspensions: readonly SuspensionSpan[] = [],
): LocalDateTime {
  return fromCivilMinute(moveBySuspensions(calendar, baseDue(calendar, toCivilMinute(received), term), suspensions));
}
