/**
 * Changing a unit's calendar (đổi lịch làm việc của đơn vị): what may be changed, and the settings after it. Only days that
 * are still to come change: what was counted over a day that has passed stays as it was counted, so no dossier that was
 * resolved, and no report that was closed, can come out differently.
 */
import { type CalendarYear, type OfficeHours, officeHoursOn } from './calendar-data.ts';
import { calendarProblems, officeHoursProblems } from './calendar-problems.ts';
import { type AddedDayOff, type CalendarSettings, withSettings } from './calendar-settings.ts';
import { formatMinuteOfDay } from './local-date-time.ts';
import { formatDatePadded, type PlainDate } from './plain-date.ts';

export const NO_CALENDAR_SETTINGS: CalendarSettings = { officeHours: [], settledDays: [], addedDaysOff: [] };

export type CalendarChange =
  | {
      readonly kind: 'officeHours';
      /** First and last day; both count, null: until changed. */
      readonly effectiveFrom: PlainDate;
      readonly effectiveThrough: PlainDate | null;
      readonly hours: OfficeHours;
      readonly basis: string;
    }
  | {
      readonly kind: 'settleDay';
      /** Days that one act settles alike, such as those of Tết. */
      readonly dates: readonly PlainDate[];
      readonly applied: boolean;
      readonly basis: string;
    }
  | ({ readonly kind: 'addDayOff' } & AddedDayOff)
  | {
      readonly kind: 'withdraw';
      readonly of: 'officeHours' | 'settleDay' | 'addDayOff';
      /** The first day of the hours, or the day itself. */
      readonly date: PlainDate;
    };

/** Fields of a change beside which a sentence may stand; the empty one stands over the form. */
export type ChangeErrors = Readonly<
  Partial<Record<'' | 'effectiveFrom' | 'effectiveThrough' | 'hours' | 'date' | 'dates' | 'makeUpOn', string>>
>;

export type PlannedCalendar =
  | {
      readonly ok: true;
      readonly settings: CalendarSettings;
      /** The first day that it changes. */
      readonly effectiveFrom: PlainDate;
      /** In a few words, for the log: `Giờ làm việc 07:30–11:30, 13:30–17:30`. */
      readonly what: string;
    }
  | { readonly ok: false; readonly errors: ChangeErrors };

/** The field whose value brings a problem of the whole calendar. */
const PROBLEM_FIELDS = {
  officeHours: 'hours',
  settleDay: 'dates',
  addDayOff: 'date',
  withdraw: '',
} as const satisfies Record<CalendarChange['kind'], keyof ChangeErrors>;

/** So many of each kind; a province announces a handful a year. */
const MOST_ENTRIES = 100;

export const hoursText = (hours: OfficeHours): string =>
  hours.map((shift) => `${formatMinuteOfDay(shift.from)}–${formatMinuteOfDay(shift.to)}`).join(', ');

const earliest = (...days: readonly (PlainDate | null)[]): PlainDate =>
  days.filter((day): day is PlainDate => day !== null).sort()[0] as PlainDate;

/** What an unconfirmed day brings with it: the day worked for it, and days in lieu of it. */
function companions(years: readonly CalendarYear[], date: PlainDate): PlainDate[] {
  return years.flatMap((year) => [
    ...year.makeUpDays.filter((day) => day.inPlaceOf === date).map((day) => day.date),
    ...year.holidays.flatMap((day) => (day.kind === 'inLieu' && day.inLieuOf === date ? [day.date] : [])),
  ]);
}

/** A day of the common calendar that no act has settled, by its date. */
export function unsettledDay(years: readonly CalendarYear[], date: PlainDate) {
  for (const year of years) {
    const found = year.holidays.find((day) => day.date === date);
    if (found?.status === 'unconfirmed') return found;
  }
  return undefined;
}

const refuse = (field: keyof ChangeErrors, message: string): PlannedCalendar => ({
  ok: false,
  errors: { [field]: message },
});

const tooEarly = (day: PlainDate, today: PlainDate): string =>
  `Ngày ${formatDatePadded(day)} không còn sửa được: hạn đã tính qua ngày ấy giữ nguyên. Hãy chọn ngày sau hôm nay, ${formatDatePadded(today)}.`;

/**
 * The settings after a change, or what is wrong with it.
 * @param input.years the common calendars @param input.today civil date in Vietnam
 */
export function planCalendarChange(input: {
  readonly years: readonly CalendarYear[];
  readonly settings: CalendarSettings;
  readonly change: CalendarChange;
  readonly today: PlainDate;
}): PlannedCalendar {
  const { years, settings, change, today } = input;
  const planned = plan(years, settings, change, today);
  if (!planned.ok) return planned;
  const { officeHours, settledDays, addedDaysOff = [] } = planned.settings;
  if (Math.max(officeHours.length, settledDays.length, addedDaysOff.length) > MOST_ENTRIES)
    return refuse('', `Lịch của đơn vị đã có ${MOST_ENTRIES} thay đổi; hãy rút bớt thay đổi chưa áp dụng.`);
  const before = new Set(withSettings(years, settings).flatMap(calendarProblems));
  const problems = withSettings(years, planned.settings)
    .flatMap(calendarProblems)
    .filter((problem) => !before.has(problem));
  return problems.length === 0 ? planned : refuse(PROBLEM_FIELDS[change.kind], problems.join(' '));
}

function plan(
  years: readonly CalendarYear[],
  settings: CalendarSettings,
  change: CalendarChange,
  today: PlainDate,
): PlannedCalendar {
  const added = settings.addedDaysOff ?? [];
  const covered = (day: PlainDate): boolean => years.some((year) => day.startsWith(`${year.year}-`));
  const gap = (day: PlainDate): string =>
    `Lịch nghỉ năm ${day.slice(0, 4)} chưa có trong phần mềm; hãy cập nhật phần mềm trước.`;
  switch (change.kind) {
    case 'officeHours': {
      if (change.effectiveFrom <= today) return refuse('effectiveFrom', tooEarly(change.effectiveFrom, today));
      if (!covered(change.effectiveFrom)) return refuse('effectiveFrom', gap(change.effectiveFrom));
      if (change.effectiveThrough !== null && change.effectiveThrough < change.effectiveFrom)
        return refuse('effectiveThrough', 'Ngày cuối không được trước ngày đầu.');
      const problems = officeHoursProblems(change.hours);
      if (problems.length > 0) return refuse('hours', `Giờ làm việc chưa đúng: ${problems.join(' ')}`);
      const { kind: _, ...period } = change;
      const others = settings.officeHours.filter((own) => own.effectiveFrom !== change.effectiveFrom);
      return {
        ok: true,
        settings: { ...settings, officeHours: [...others, period] },
        effectiveFrom: change.effectiveFrom,
        what: `giờ làm việc ${hoursText(change.hours)}${
          change.effectiveThrough === null ? '' : `, hết ngày ${formatDatePadded(change.effectiveThrough)}`
        }`,
      };
    }
    case 'settleDay': {
      const { dates, applied, basis } = change;
      const unknown = dates.find((date) => unsettledDay(years, date) === undefined);
      if (dates.length === 0) return refuse('dates', 'Hãy chọn ít nhất một ngày.');
      if (unknown !== undefined)
        return refuse('dates', `Ngày ${formatDatePadded(unknown)} không nằm trong các ngày chờ chốt.`);
      const first = earliest(...dates.flatMap((date) => [date, ...companions(years, date)]));
      if (first <= today) return refuse('dates', tooEarly(first, today));
      const names = [...new Set(dates.map((date) => unsettledDay(years, date)?.name))].join(', ');
      return {
        ok: true,
        settings: {
          ...settings,
          settledDays: [
            ...settings.settledDays.filter((one) => !dates.includes(one.date)),
            ...dates.map((date) => ({ date, applied, basis })),
          ],
        },
        effectiveFrom: first,
        what: `${applied ? 'nghỉ' : 'làm việc bình thường'} ngày ${dates.map(formatDatePadded).join(', ')} (${names})`,
      };
    }
    case 'addDayOff': {
      if (change.date <= today) return refuse('date', tooEarly(change.date, today));
      if (!covered(change.date)) return refuse('date', gap(change.date));
      if (change.makeUpOn !== null && change.makeUpOn <= today)
        return refuse('makeUpOn', tooEarly(change.makeUpOn, today));
      if (change.makeUpOn !== null && change.makeUpOn.slice(0, 4) !== change.date.slice(0, 4))
        return refuse('makeUpOn', 'Ngày làm bù phải cùng năm với ngày nghỉ.');
      const { kind: _, ...day } = change;
      return {
        ok: true,
        settings: { ...settings, addedDaysOff: [...added.filter((one) => one.date !== change.date), day] },
        effectiveFrom: earliest(change.date, change.makeUpOn),
        what: `nghỉ thêm ngày ${formatDatePadded(change.date)} (${change.name})${
          change.makeUpOn === null ? '' : `, làm bù ngày ${formatDatePadded(change.makeUpOn)}`
        }`,
      };
    }
    case 'withdraw':
      return withdraw(years, settings, change, today);
  }
}

function withdraw(
  years: readonly CalendarYear[],
  settings: CalendarSettings,
  change: Extract<CalendarChange, { kind: 'withdraw' }>,
  today: PlainDate,
): PlannedCalendar {
  const added = settings.addedDaysOff ?? [];
  const gone = refuse('', 'Thay đổi này không còn; có thể ai đó vừa rút.');
  const late = refuse(
    '',
    'Thay đổi này đã bắt đầu áp dụng nên không rút được nữa. Hãy ghi một thay đổi mới từ ngày mai.',
  );
  switch (change.of) {
    case 'officeHours': {
      const found = settings.officeHours.find((own) => own.effectiveFrom === change.date);
      if (found === undefined) return gone;
      if (change.date <= today) return late;
      return {
        ok: true,
        settings: { ...settings, officeHours: settings.officeHours.filter((own) => own !== found) },
        effectiveFrom: change.date,
        what: `giờ làm việc ${hoursText(found.hours)}`,
      };
    }
    case 'settleDay': {
      const found = settings.settledDays.find((day) => day.date === change.date);
      if (found === undefined) return gone;
      const first = earliest(change.date, ...companions(years, change.date));
      if (first <= today) return late;
      return {
        ok: true,
        settings: { ...settings, settledDays: settings.settledDays.filter((day) => day !== found) },
        effectiveFrom: first,
        what: `chốt ngày ${formatDatePadded(change.date)}`,
      };
    }
    case 'addDayOff': {
      const found = added.find((day) => day.date === change.date);
      if (found === undefined) return gone;
      const first = earliest(found.date, found.makeUpOn);
      if (first <= today) return late;
      return {
        ok: true,
        settings: { ...settings, addedDaysOff: added.filter((day) => day !== found) },
        effectiveFrom: first,
        what: `nghỉ thêm ngày ${formatDatePadded(change.date)}`,
      };
    }
  }
}

/** Office hours of the unit on a day, whether or not the day is worked. */
export function hoursOfUnit(
  years: readonly CalendarYear[],
  settings: CalendarSettings,
  day: PlainDate,
): OfficeHours | undefined {
  const year = withSettings(years, settings).find((one) => day.startsWith(`${one.year}-`));
  return year === undefined ? undefined : officeHoursOn(year, day);
}
