/** Days of the calendar in words. */
import {
  formatDatePadded,
  type PlainDate,
  toEpochDay,
  WEEKDAY_NAMES,
  weekdayOf,
} from '../../../core/time/plain-date.ts';

/** `thứ Hai, 31/08/2026` */
export const dayOfWeek = (date: PlainDate): string =>
  `${WEEKDAY_NAMES[weekdayOf(toEpochDay(date))]}, ${formatDatePadded(date)}`;
