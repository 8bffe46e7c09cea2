/**
 * What every service works with: the store, the clock, and what a unit brings along — its place in the tree, its work
 * calendar, its catalogue. Everything is read as it was known at an instant of recording, so that a closed report can
 * be built again.
 */
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import { homesOf, type UnitTree, unitOn, unitTree } from '../core/organisation/tree.ts';
import type { ReportIdentity, UnitRecord } from '../core/organisation/unit.ts';
import { Remembered } from '../core/remembered.ts';
import type { TimelinessGranularity } from '../core/reporting/predicate.ts';
import {
  REPORT_IDENTITY_SETTING,
  type ReportIdentitySetting,
  TIMELINESS_SETTING,
  type TimelinessSetting,
} from '../core/reporting/settings.ts';
import { WorkCalendar } from '../core/time/calendar.ts';
import { type CalendarSettings, withSettings } from '../core/time/calendar-settings.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { formatDate, type PlainDate } from '../core/time/plain-date.ts';
import { CALENDARS } from '../law/calendars/index.ts';
import { KHANH_HOA_UNITS } from '../law/organisation/khanh-hoa.ts';
import type { Store } from '../store/open.ts';
import { listSettings, listUnits, putUnits, type RecordedSetting, unitRecordsState } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';

/** The clock (đồng hồ): the one place that may say what time it is is the composition root. */
export interface Clock {
  now(): Instant;
  /** What other devices' clocks show, where this one shows a sample ward's day: one-time codes are computed by theirs. */
  outside?(): Instant;
}

/** The instant that an authenticator app computes its code for. */
export const deviceInstant = (clock: Clock): Instant => clock.outside?.() ?? clock.now();

export interface Installation {
  readonly store: Store;
  readonly clock: Clock;
}

/** The setting under which a unit keeps its calendar choices. */
export const CALENDAR_SETTING = 'calendar';

/** A new data folder knows the sample tree of units; a tree that is there already is left alone. */
export async function ensureSampleTree({ store, clock }: Installation): Promise<void> {
  await within(store, 'all', async (client) => {
    const { rows } = await client.query<{ known: boolean }>('select exists (select 1 from unit_record) as known');
    if (rows[0]?.known === true) return;
    // Two programs may open a new folder at once; the second one finds the tree there.
    await client.query('select pg_advisory_xact_lock(714202)');
    await putUnits(
      client,
      KHANH_HOA_UNITS.map((unit) => ({ id: unit.id, body: unit })),
      clock.now(),
    );
  });
}

export async function loadTree(client: pg.ClientBase, recordedThrough: Instant | null): Promise<UnitTree> {
  const units = recordedThrough === null ? [] : ((await listUnits(client, recordedThrough)) as UnitRecord[]);
  // A report of the past may ask for the tree before it was recorded here: the tree says itself from when it holds.
  return units.length > 0 ? unitTree(units) : presentTree(client);
}

/** Trees made so far, by the state of the records that they were made from: a country has thousands of units, an act needs one. */
const trees = new Remembered<UnitTree>(50);

async function presentTree(client: pg.ClientBase): Promise<UnitTree> {
  const state = await unitRecordsState(client);
  // Read after the state: what is recorded in between makes the tree newer than its name, never older.
  return trees.find(state) ?? trees.keep(state, unitTree((await listUnits(client, null)) as UnitRecord[]));
}

/** @throws ServiceError with the known identifiers */
export function requireUnit(tree: UnitTree, unitId: string): UnitRecord {
  const unit = tree.units.get(unitId);
  if (unit === undefined) {
    const known = [...tree.units.keys()].sort().join(', ');
    throw new ServiceError('UNKNOWN_UNIT', `Không có đơn vị «${unitId}». Các đơn vị đã biết: ${known}.`);
  }
  return unit;
}

/** The unit by its identifier, before anything is opened for it. @throws ServiceError with the known identifiers */
export function knownUnit({ store }: Pick<Installation, 'store'>, unitId: string): Promise<UnitRecord> {
  return within(store, [], async (client) => requireUnit(await loadTree(client, null), unitId), { readOnly: true });
}

/** Units whose dossiers a unit answers for on a day. @throws ServiceError when the unit does not exist that day */
export function requireHomes(tree: UnitTree, unit: UnitRecord, on: PlainDate): readonly string[] {
  if (unitOn(tree, unit.id, on) === undefined) {
    const ended = unit.effectiveThrough !== null && unit.effectiveThrough < on;
    const next = unit.successors
      .map((successor) => tree.units.get(successor.unitId)?.name ?? successor.unitId)
      .join(', ');
    throw new ServiceError(
      'UNIT_NOT_IN_FORCE',
      ended
        ? `${unit.name} đã kết thúc hoạt động từ sau ngày ${formatDate(unit.effectiveThrough as PlainDate)}, nên không lập báo cáo có ngày cuối kỳ ${formatDate(on)}.${next === '' ? '' : ` Đơn vị kế thừa: ${next}.`}`
        : `${unit.name} chỉ hoạt động từ ngày ${formatDate(unit.effectiveFrom)}, sau ngày cuối kỳ ${formatDate(on)}.`,
    );
  }
  return homesOf(tree, unit.id, on);
}

/** The unit's calendar settings as recorded last: each version is the whole of them, whatever day it begins on. */
export async function loadCalendarSettings(
  client: pg.ClientBase,
  unitId: string,
  recordedThrough: Instant | null,
): Promise<RecordedSetting | undefined> {
  return (await listSettings(client, unitId, recordedThrough))
    .filter((setting) => setting.key === CALENDAR_SETTING)
    .reduce<RecordedSetting | undefined>(
      (last, setting) => (last !== undefined && last.recordedAt > setting.recordedAt ? last : setting),
      undefined,
    );
}

/** Lịch làm việc của đơn vị: the common calendars with its own settings over them. */
export async function loadCalendar(
  client: pg.ClientBase,
  unitId: string,
  recordedThrough: Instant | null,
): Promise<WorkCalendar> {
  const own = await loadCalendarSettings(client, unitId, recordedThrough);
  return calendarOf(own === undefined ? null : (own.value as CalendarSettings));
}

/** Calendars made so far, by their settings: a calendar never changes, and to make one takes longer than an act at the desk. */
const calendars = new Remembered<WorkCalendar>(200);

function calendarOf(settings: CalendarSettings | null): WorkCalendar {
  const key = canonicalJson(settings);
  return (
    calendars.find(key) ??
    calendars.keep(key, new WorkCalendar(settings === null ? CALENDARS : withSettings(CALENDARS, settings)))
  );
}

/** The dated setting of a key in force on a day; undefined where none is. */
async function settingOn(
  client: pg.ClientBase,
  unitId: string,
  key: string,
  on: PlainDate,
  recordedThrough: Instant | null,
): Promise<unknown> {
  return (await listSettings(client, unitId, recordedThrough)).findLast(
    (setting) => setting.key === key && setting.effectiveFrom <= on,
  )?.value;
}

/** Minute or day: the unit's dated setting in force on a day; the minute where nothing is set. */
export async function loadGranularity(
  client: pg.ClientBase,
  unitId: string,
  on: PlainDate,
  recordedThrough: Instant | null,
): Promise<TimelinessGranularity> {
  const value = await settingOn(client, unitId, TIMELINESS_SETTING, on, recordedThrough);
  return value === undefined ? 'minute' : (value as TimelinessSetting).granularity;
}

/** What a report made on a day carries at head and foot: the unit's dated setting, else what the tree of units says. */
export async function loadReportIdentity(
  client: pg.ClientBase,
  unit: UnitRecord,
  on: PlainDate,
  recordedThrough: Instant | null,
): Promise<ReportIdentity> {
  const value = await settingOn(client, unit.id, REPORT_IDENTITY_SETTING, on, recordedThrough);
  return value === undefined ? unit.report : { ...unit.report, ...(value as ReportIdentitySetting).identity };
}
