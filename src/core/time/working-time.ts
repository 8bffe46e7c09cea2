/**
 * Working time (giờ làm việc): adding and measuring it on a calendar. Both ends follow from one count, the working
 * minutes before an instant, so they cannot disagree: `between(t, add(t, n)) = n`, and adding in two steps is adding once.
 */
import type { WorkCalendar } from './calendar.ts';
import type { CivilMinute } from './local-date-time.ts';

/**
 * The earliest instant at which `minutes` working minutes have passed since `from`.
 * @param minutes whole, 0 or more; 0 gives `from` itself
 * @throws CalendarGapError
 */
export function addWorkingMinutes(calendar: WorkCalendar, from: CivilMinute, minutes: number): CivilMinute {
  const before = calendar.workedBefore(from);
  return minutes === 0 ? from : calendar.earliestWith(before + minutes);
}

/** Working minutes in [from, to); negative when `to` lies before `from`. @throws CalendarGapError */
export function workingMinutesBetween(calendar: WorkCalendar, from: CivilMinute, to: CivilMinute): number {
  return calendar.workedBefore(to) - calendar.workedBefore(from);
}
