/**
 * What a work calendar (lịch làm việc) is made of, as plain data: office hours (giờ làm việc), weekly days off, holidays
 * (ngày lễ) and make-up days (ngày làm bù) of one year. `law/calendars/` holds the data.
 *
 * A day that no act has settled yet is `unconfirmed`, and says itself whether it counts until someone decides: the
 * program neither hides it nor guesses silently. A province settles it with `settleDays` of calendar-settings.ts.
 */
import type { PlainDate, Weekday } from './plain-date.ts';

/** Minutes since 00:00 of a day, 0 to 1440. */
export type MinuteOfDay = number;

/** Ca làm việc: `from` counts, `to` does not. */
export interface OfficeShift {
  readonly from: MinuteOfDay;
  readonly to: MinuteOfDay;
}

/** Giờ làm việc trong một ngày: shifts in order that do not touch each other. */
export type OfficeHours = readonly OfficeShift[];

/** 07:00–11:30 and 13:30–17:00: eight hours. Hours are local; a unit may have others (calendar-settings.ts). */
export const DEFAULT_OFFICE_HOURS: OfficeHours = [
  { from: 7 * 60, to: 11 * 60 + 30 },
  { from: 13 * 60 + 30, to: 17 * 60 },
];

/** Thứ Bảy, Chủ nhật. */
export const DEFAULT_WEEKLY_DAYS_OFF: readonly Weekday[] = [6, 7];

/** How settled a day is. An unconfirmed day says whether it counts until it is settled, and why it is uncertain. */
export type Certainty =
  | { readonly status: 'decided' }
  | { readonly status: 'unconfirmed'; readonly appliedByDefault: boolean; readonly note: string };

interface HolidayBase {
  readonly date: PlainDate;
  /** As the explanation of a due date names it: `Quốc khánh (2/9)`. */
  readonly name: string;
  /** Căn cứ: article, clause and point, or in words the decision. */
  readonly basis: string;
}

/**
 * Ngày nghỉ. `statutory`: named by the law, also where it falls on a weekly day off; `inLieu`: nghỉ bù for a statutory
 * day on a weekly day off; `swap`: hoán đổi, a working day given off for a make-up day.
 */
export type Holiday = HolidayBase &
  Certainty &
  ({ readonly kind: 'statutory' | 'swap' } | { readonly kind: 'inLieu'; readonly inLieuOf: PlainDate });

/** Ngày làm bù: a weekly day off on which work is done in place of a swapped holiday. */
export type MakeUpDay = Certainty & {
  readonly date: PlainDate;
  readonly basis: string;
  /** The holiday of kind `swap` that it pays for. */
  readonly inPlaceOf: PlainDate;
};

/** Lịch làm việc của một năm, from 1 January to 31 December, both counted. */
export interface CalendarYear {
  readonly year: number;
  /** On 1 January. */
  readonly officeHours: OfficeHours;
  /** Where hours change within the year (giờ mùa hè, mùa đông): from that day on, in order of date. */
  readonly officeHoursChanges?: readonly { readonly from: PlainDate; readonly officeHours: OfficeHours }[];
  readonly weeklyDaysOff: readonly Weekday[];
  /** In order of date; no date twice. */
  readonly holidays: readonly Holiday[];
  readonly makeUpDays: readonly MakeUpDay[];
}

/** Whether a day counts as it stands: decided days do, unconfirmed ones say so themselves. */
export function isApplied(day: Certainty): boolean {
  return day.status === 'decided' || day.appliedByDefault;
}

/** Giờ làm việc of a working day of that year; whether the day is one is another question. */
export function officeHoursOn(calendar: CalendarYear, date: PlainDate): OfficeHours {
  let hours = calendar.officeHours;
  for (const change of calendar.officeHoursChanges ?? []) if (change.from <= date) hours = change.officeHours;
  return hours;
}

/** Working minutes of one day with these hours. */
export function minutesPerDay(hours: OfficeHours): number {
  return hours.reduce((sum, shift) => sum + shift.to - shift.from, 0);
}
