/**
 * One unit's own choices over the common calendar (lịch của đơn vị): its office hours, and how its province settled days
 * that no act of the centre has settled yet. Each choice is dated and names its act.
 */
import { type CalendarYear, type Certainty, type OfficeHours, officeHoursOn } from './calendar-data.ts';
import { addDays, type PlainDate } from './plain-date.ts';

/** A unit's own choices over the common calendar, each with its act. */
export interface CalendarSettings {
  /** Periods with other office hours; both ends count, null: until changed. They do not overlap. */
  readonly officeHours: readonly {
    readonly effectiveFrom: PlainDate;
    readonly effectiveThrough: PlainDate | null;
    readonly hours: OfficeHours;
    readonly basis: string;
  }[];
  /** Unconfirmed days settled one way or the other. */
  readonly settledDays: readonly DaySettlement[];
}

/** Quyết định về một ngày chưa chốt. */
export interface DaySettlement {
  readonly date: PlainDate;
  readonly applied: boolean;
  readonly basis: string;
}

/**
 * The year with unconfirmed days settled (chốt ngày nghỉ): applied ones become decided on the given basis, others are
 * removed. A make-up day follows the holiday that it pays for. Decided days and unknown dates are left as they are.
 */
export function settleDays(calendar: CalendarYear, settlements: readonly DaySettlement[]): CalendarYear {
  const byDate = new Map(settlements.map((settlement) => [settlement.date, settlement]));
  const settle = <Day extends Certainty & { readonly basis: string }>(day: Day, decidedBy: PlainDate): Day[] => {
    const settlement = byDate.get(decidedBy);
    if (settlement === undefined || day.status === 'decided') return [day];
    if (!settlement.applied) return [];
    const { appliedByDefault: _, note: __, ...kept } = day as Extract<Day, { status: 'unconfirmed' }>;
    return [{ ...kept, status: 'decided', basis: settlement.basis } as unknown as Day];
  };
  return {
    ...calendar,
    holidays: calendar.holidays.flatMap((day) => settle(day, day.date)),
    makeUpDays: calendar.makeUpDays.flatMap((day) => settle(day, day.inPlaceOf)),
  };
}

/**
 * The common calendars with one unit's settings over them. Outside the unit's own periods the common hours stand.
 */
export function withSettings(years: readonly CalendarYear[], settings: CalendarSettings): readonly CalendarYear[] {
  return years.map((common) => {
    const first = `${common.year}-01-01` as PlainDate;
    const last = `${common.year}-12-31` as PlainDate;
    const hoursOn = (date: PlainDate): OfficeHours =>
      settings.officeHours.find((own) => own.effectiveFrom <= date && date <= (own.effectiveThrough ?? last))?.hours ??
      officeHoursOn(common, date);
    const edges = new Set([
      ...(common.officeHoursChanges ?? []).map((change) => change.from),
      ...settings.officeHours.map((own) => own.effectiveFrom),
      ...settings.officeHours.flatMap((own) => (own.effectiveThrough === null ? [] : addDays(own.effectiveThrough, 1))),
    ]);
    const changes = [...edges]
      .filter((date) => date > first && date <= last)
      .sort()
      .map((from) => ({ from, officeHours: hoursOn(from) }));
    const { officeHoursChanges: _, ...year } = settleDays(common, settings.settledDays);
    return { ...year, officeHours: hoursOn(first), ...(changes.length === 0 ? {} : { officeHoursChanges: changes }) };
  });
}
