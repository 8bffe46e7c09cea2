/**
 * One unit's own choices over the common calendar (lịch của đơn vị): its office hours, how its province settled days that no
 * act of the centre has settled yet, and days off that were announced after the common calendar. Each choice is dated and
 * names its act.
 */
import { type CalendarYear, type Certainty, type OfficeHours, officeHoursOn } from './calendar-data.ts';
import { addDays, type PlainDate } from './plain-date.ts';

/** A unit's own choices over the common calendar, each with its act. */
export interface CalendarSettings {
  /** Periods with other office hours; both ends count, null: until changed. Where two overlap, the later one of the list stands. */
  readonly officeHours: readonly {
    readonly effectiveFrom: PlainDate;
    readonly effectiveThrough: PlainDate | null;
    readonly hours: OfficeHours;
    readonly basis: string;
  }[];
  /** Unconfirmed days settled one way or the other. */
  readonly settledDays: readonly DaySettlement[];
  /** Absent in settings of before there were such days: none. */
  readonly addedDaysOff?: readonly AddedDayOff[];
}

/** Ngày nghỉ công bố thêm: a working day given off, with the weekly day off that is worked instead; null: none is. */
export interface AddedDayOff {
  readonly date: PlainDate;
  readonly name: string;
  readonly makeUpOn: PlainDate | null;
  readonly basis: string;
}

/** Quyết định về một ngày chưa chốt. */
export interface DaySettlement {
  readonly date: PlainDate;
  readonly applied: boolean;
  readonly basis: string;
}

/**
 * The year with unconfirmed days settled (chốt ngày nghỉ): applied ones become decided on the given basis, others are
 * removed. A make-up day follows the holiday that it pays for, and a day in lieu that nobody settled by itself the holiday
 * that it stands for. Decided days and unknown dates are left as they are.
 */
export function settleDays(calendar: CalendarYear, settlements: readonly DaySettlement[]): CalendarYear {
  const byDate = new Map(settlements.map((settlement) => [settlement.date, settlement]));
  const settle = <Day extends Certainty & { readonly basis: string }>(day: Day, ...decidedBy: PlainDate[]): Day[] => {
    const settlement = decidedBy.map((date) => byDate.get(date)).find((found) => found !== undefined);
    if (settlement === undefined || day.status === 'decided') return [day];
    if (!settlement.applied) return [];
    const { appliedByDefault: _, note: __, ...kept } = day as Extract<Day, { status: 'unconfirmed' }>;
    return [{ ...kept, status: 'decided', basis: settlement.basis } as unknown as Day];
  };
  return {
    ...calendar,
    holidays: calendar.holidays.flatMap((day) =>
      settle(day, day.date, ...(day.kind === 'inLieu' ? [day.inLieuOf] : [])),
    ),
    makeUpDays: calendar.makeUpDays.flatMap((day) => settle(day, day.inPlaceOf)),
  };
}

const byDay = (a: { readonly date: PlainDate }, b: { readonly date: PlainDate }): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : 0;

/** The year with the unit's further days off and the days worked for them. Whether they are sound, `calendarProblems` says. */
function addDaysOff(calendar: CalendarYear, added: readonly AddedDayOff[]): CalendarYear {
  const own = added.filter((day) => day.date.startsWith(`${calendar.year}-`));
  if (own.length === 0) return calendar;
  return {
    ...calendar,
    holidays: [
      ...calendar.holidays,
      ...own.map(({ date, name, basis }) => ({ date, name, basis, kind: 'swap' as const, status: 'decided' as const })),
    ].sort(byDay),
    makeUpDays: [
      ...calendar.makeUpDays,
      ...own.flatMap(({ date, makeUpOn, basis }) =>
        makeUpOn === null ? [] : [{ date: makeUpOn, basis, inPlaceOf: date, status: 'decided' as const }],
      ),
    ].sort(byDay),
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
      settings.officeHours.findLast((own) => own.effectiveFrom <= date && date <= (own.effectiveThrough ?? last))
        ?.hours ?? officeHoursOn(common, date);
    const edges = new Set([
      ...(common.officeHoursChanges ?? []).map((change) => change.from),
      ...settings.officeHours.map((own) => own.effectiveFrom),
      ...settings.officeHours.flatMap((own) => (own.effectiveThrough === null ? [] : addDays(own.effectiveThrough, 1))),
    ]);
    const changes = [...edges]
      .filter((date) => date > first && date <= last)
      .sort()
      .map((from) => ({ from, officeHours: hoursOn(from) }));
    const settled = settleDays(common, settings.settledDays);
    const { officeHoursChanges: _, ...year } = addDaysOff(settled, settings.addedDaysOff ?? []);
    return { ...year, officeHours: hoursOn(first), ...(changes.length === 0 ? {} : { officeHoursChanges: changes }) };
  });
}
