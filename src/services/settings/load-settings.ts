/** The settings of a unit as they stand, for those who show or change them. */
import type pg from 'pg';
import type { UnitRecord } from '../../core/organisation/unit.ts';
import {
  LATE_RECORDING_SETTING,
  type LateRecordingDays,
  type LateRecordingRule,
  type LateRecordingSetting,
  lateRecordingProblems,
  lateRecordingRule,
} from '../../core/process/late-recording.ts';
import { type ReportingPeriod, reportingPeriod } from '../../core/reporting/period.ts';
import {
  REPORT_IDENTITY_SETTING,
  type ReportIdentitySetting,
  type SettingNote,
  TIMELINESS_SETTING,
  type TimelinessSetting,
} from '../../core/reporting/settings.ts';
import { NO_CALENDAR_SETTINGS } from '../../core/time/calendar-changes.ts';
import type { CalendarSettings } from '../../core/time/calendar-settings.ts';
import { dateOf, fromInstant, type Instant } from '../../core/time/local-date-time.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';
import { LATE_RECORDING_RULES } from '../../law/recording/late-recording.ts';
import { listSettings } from '../../store/registers.ts';
import { listReports } from '../../store/reports.ts';
import { loadCalendarSettings, loadTree, requireUnit } from '../installation.ts';

/** A setting of one key from one day on. */
export interface Dated<Value> {
  readonly effectiveFrom: PlainDate;
  readonly recordedAt: Instant;
  readonly value: Value & { readonly note?: SettingNote };
}

export interface UnitSettings {
  readonly unit: UnitRecord;
  /** Civil date in Vietnam. */
  readonly today: PlainDate;
  readonly calendar: CalendarSettings;
  /** In order of their days. */
  readonly timeliness: readonly Dated<TimelinessSetting>[];
  readonly identities: readonly Dated<ReportIdentitySetting>[];
  readonly lateRecording: readonly Dated<LateRecordingSetting>[];
  /** The closed period that ends last; null: none is closed. */
  readonly lastClosed: ReportingPeriod | null;
}

export async function loadSettings(client: pg.ClientBase, unitId: string, now: Instant): Promise<UnitSettings> {
  const all = await listSettings(client, unitId, null);
  const dated = <Value>(key: string): Dated<Value>[] =>
    all
      .filter((setting) => setting.key === key)
      .map(({ effectiveFrom, recordedAt, value }) => ({
        effectiveFrom,
        recordedAt,
        value: value as Dated<Value>['value'],
      }));
  const own = (await loadCalendarSettings(client, unitId, null))?.value as CalendarSettings | undefined;
  const closed = (await listReports(client, unitId)).map((report) => reportingPeriod(report.periodId));
  return {
    unit: requireUnit(await loadTree(client, null), unitId),
    today: dateOf(fromInstant(now)),
    calendar:
      own === undefined
        ? NO_CALENDAR_SETTINGS
        : {
            officeHours: own.officeHours,
            settledDays: own.settledDays,
            addedDaysOff: own.addedDaysOff ?? [],
          },
    timeliness: dated<TimelinessSetting>(TIMELINESS_SETTING),
    identities: dated<ReportIdentitySetting>(REPORT_IDENTITY_SETTING),
    lateRecording: dated<LateRecordingSetting>(LATE_RECORDING_SETTING),
    lastClosed: closed.sort((a, b) => (a.through < b.through ? 1 : -1))[0] ?? null,
  };
}

/** The one in force on a day; undefined: none yet. */
export function inForce<Value>(settings: readonly Dated<Value>[], on: PlainDate): Dated<Value> | undefined {
  return settings.findLast((setting) => setting.effectiveFrom <= on);
}

/** What the unit keeps, where it is a limit; null: somebody wrote there what is none. */
export const readableDays = (days: LateRecordingDays): LateRecordingDays | null =>
  Object.keys(lateRecordingProblems(days)).length === 0 ? days : null;

/** The rule of a day, the unit's own or that of the program; null where the unit's own cannot be read. */
export function lateRecordingOn(settings: UnitSettings, on: PlainDate): LateRecordingRule | null {
  const own = inForce(settings.lateRecording, on);
  return own !== undefined && readableDays(own.value) === null
    ? null
    : lateRecordingRule(LATE_RECORDING_RULES, own, on);
}
