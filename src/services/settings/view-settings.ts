/** The unit's settings on one page (cài đặt của đơn vị): what applies today, what is to come, who decided what. */
import type { ReportIdentity, UnitRecord } from '../../core/organisation/unit.ts';
import type { LateRecordingDays, LateRecordingRule } from '../../core/process/late-recording.ts';
import type { ReportingPeriod } from '../../core/reporting/period.ts';
import type { TimelinessGranularity } from '../../core/reporting/predicate.ts';
import type { ReportIdentitySetting, SettingNote } from '../../core/reporting/settings.ts';
import { hoursOfUnit, planCalendarChange } from '../../core/time/calendar-changes.ts';
import { DEFAULT_OFFICE_HOURS, type OfficeHours } from '../../core/time/calendar-data.ts';
import type { AddedDayOff, CalendarSettings, DaySettlement } from '../../core/time/calendar-settings.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';
import { CALENDARS } from '../../law/calendars/index.ts';
import { FORMS } from '../../law/index.ts';
import { listProcedures, listSectors, listSettingVersions } from '../../store/registers.ts';
import { within } from '../../store/scope.ts';
import { namesOf } from '../audit-log/read-log.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from '../work/permission.ts';
import { type Dated, inForce, lateRecordingOn, loadSettings, readableDays } from './load-settings.ts';

/** ended: no longer; current: today; scheduled: from a day to come. */
export type SettingState = 'ended' | 'current' | 'scheduled';

export interface ShownHours {
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly hours: OfficeHours;
  readonly basis: string;
  readonly state: SettingState;
}

/** Ngày chưa chốt: a day of the common calendar that no act has settled, and what the unit decided of it. */
export interface ShownDay {
  readonly date: PlainDate;
  readonly name: string;
  readonly note: string;
  readonly appliedByDefault: boolean;
  /** Worked for it where it is off; null: none. */
  readonly makeUpOn: PlainDate | null;
  readonly settlement: DaySettlement | null;
  /** Of a day in lieu: what was decided of the holiday that it stands for, where nobody decided of the day itself. */
  readonly followed: DaySettlement | null;
  /** Whether it can still be settled or the settlement withdrawn. */
  readonly open: boolean;
}

export interface ShownAddedDay extends AddedDayOff {
  readonly open: boolean;
}

export interface ShownDated<Value> {
  readonly effectiveFrom: PlainDate;
  readonly value: Value;
  readonly basis: string;
  readonly state: SettingState;
}

export interface HistoryLine {
  readonly recordedAt: Instant;
  readonly effectiveFrom: PlainDate;
  /** In a few words; from before there were notes: null. */
  readonly note: SettingNote | null;
  readonly by: string;
}

export interface SettingsView {
  readonly unit: UnitRecord;
  readonly today: PlainDate;
  readonly lastClosed: ReportingPeriod | null;
  readonly hoursToday: OfficeHours;
  readonly hours: readonly ShownHours[];
  readonly days: readonly ShownDay[];
  readonly addedDays: readonly ShownAddedDay[];
  readonly granularity: TimelinessGranularity;
  readonly timeliness: readonly ShownDated<TimelinessGranularity>[];
  readonly identity: ReportIdentity;
  readonly identities: readonly ShownDated<ReportIdentitySetting['identity']>[];
  /** In force today; null: what the unit keeps cannot be read and has to be entered again. */
  readonly lateRecording: LateRecordingRule | null;
  readonly lateRecordings: readonly ShownDated<LateRecordingDays | null>[];
  readonly sectors: readonly { readonly key: string; readonly name: string; readonly procedures: number }[];
  /** Forms whose layout could not be read in the text of the law. */
  readonly provisionalForms: readonly {
    readonly codes: readonly string[];
    readonly from: PlainDate;
    readonly note: string;
  }[];
  readonly history: readonly HistoryLine[];
}

const HISTORY_SHOWN = 30;

function shownHours(calendar: CalendarSettings, today: PlainDate): ShownHours[] {
  const current = calendar.officeHours.findLast(
    (own) => own.effectiveFrom <= today && (own.effectiveThrough === null || today <= own.effectiveThrough),
  );
  return calendar.officeHours
    .map((own) => ({
      ...own,
      state:
        own === current
          ? ('current' as const)
          : own.effectiveFrom > today
            ? ('scheduled' as const)
            : ('ended' as const),
    }))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}

/** Days not settled by any act, from this year's on. */
function shownDays(calendar: CalendarSettings, today: PlainDate): ShownDay[] {
  const settlementOf = (date: PlainDate): DaySettlement | null =>
    calendar.settledDays.find((settled) => settled.date === date) ?? null;
  const plan = (date: PlainDate) =>
    planCalendarChange({
      years: CALENDARS,
      settings: calendar,
      change: { kind: 'settleDay', dates: [date], applied: true, basis: 'x' },
      today,
    });
  return CALENDARS.filter((year) => year.year >= Number(today.slice(0, 4))).flatMap((year) =>
    year.holidays.flatMap((day) =>
      day.status === 'decided'
        ? []
        : [
            {
              date: day.date,
              name: day.name,
              note: day.note,
              appliedByDefault: day.appliedByDefault,
              makeUpOn: year.makeUpDays.find((other) => other.inPlaceOf === day.date)?.date ?? null,
              settlement: settlementOf(day.date),
              followed: day.kind === 'inLieu' ? settlementOf(day.inLieuOf) : null,
              open: plan(day.date).ok,
            },
          ],
    ),
  );
}

function shownDated<Value, Shown>(
  settings: readonly Dated<Value & { readonly basis: string }>[],
  today: PlainDate,
  shownOf: (value: Value) => Shown,
): ShownDated<Shown>[] {
  const current = inForce(settings, today);
  return settings.map((setting) => ({
    effectiveFrom: setting.effectiveFrom,
    value: shownOf(setting.value),
    basis: setting.value.basis,
    state: setting === current ? 'current' : setting.effectiveFrom > today ? 'scheduled' : 'ended',
  }));
}

/** Those of one day and one reason together. */
function provisionalForms(): SettingsView['provisionalForms'] {
  const groups = new Map<string, { codes: string[]; from: PlainDate; note: string }>();
  for (const form of FORMS) {
    if (form.status !== 'provisional') continue;
    const note = form.statusNote ?? '';
    const key = `${form.effectiveFrom} ${note}`;
    const group = groups.get(key) ?? { codes: [], from: form.effectiveFrom, note };
    group.codes.push(form.shortCode);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** @throws ServiceError `FORBIDDEN` */
export async function viewSettings({ store, clock }: Installation, user: SignedIn): Promise<SettingsView> {
  requirePermission(user, ['setting.view']);
  const { unitId } = user;
  return within(
    store,
    [unitId],
    async (client) => {
      const settings = await loadSettings(client, unitId, clock.now());
      const { unit, today, calendar, lastClosed } = settings;
      const procedures = await listProcedures(client, [unitId], today, null);
      const names = await namesOf(client, unitId);
      const identities = shownDated(settings.identities, today, (value) => value.identity);
      const own = identities.find((one) => one.state === 'current');
      return {
        unit,
        today,
        lastClosed,
        hoursToday: hoursOfUnit(CALENDARS, calendar, today) ?? DEFAULT_OFFICE_HOURS,
        hours: shownHours(calendar, today),
        days: shownDays(calendar, today),
        addedDays: (calendar.addedDaysOff ?? []).map((day) => ({
          ...day,
          open: day.date > today && (day.makeUpOn === null || day.makeUpOn > today),
        })),
        granularity: inForce(settings.timeliness, today)?.value.granularity ?? 'minute',
        timeliness: shownDated(settings.timeliness, today, (value) => value.granularity),
        identity: own === undefined ? unit.report : { ...unit.report, ...own.value },
        identities,
        lateRecording: lateRecordingOn(settings, today),
        lateRecordings: shownDated(settings.lateRecording, today, readableDays),
        sectors: (await listSectors(client, [unitId], today, null)).map(({ key, name }) => ({
          key,
          name,
          procedures: procedures.filter((procedure) => procedure.sectorKey === key).length,
        })),
        provisionalForms: provisionalForms(),
        history: (await listSettingVersions(client, unitId, HISTORY_SHOWN)).map((version) => {
          const note = (version.value as { note?: SettingNote }).note ?? null;
          return {
            recordedAt: version.recordedAt,
            effectiveFrom: version.effectiveFrom,
            note,
            by: note === null ? '' : (names.get(note.by) ?? note.by),
          };
        }),
      };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}
