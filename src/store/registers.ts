/** Registers, catalogue, settings and units: append-only versions, read as they stood at an instant of recording. */
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import { isWithdrawn } from '../core/reporting/settings.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { prepared } from './prepared.ts';

export interface StoredEntry {
  readonly homeUnitId: string;
  readonly kind: string;
  readonly id: string;
  readonly happenedOn: PlainDate;
  readonly payload: unknown;
}

/** Entries of units as known at an instant, in order of kind, day and identifier. */
export async function listEntries(
  client: pg.ClientBase,
  homes: readonly string[],
  recordedThrough: Instant | null,
): Promise<StoredEntry[]> {
  const { rows } = await client.query<{
    home_unit_id: string;
    kind: string;
    entry_id: string;
    happened_on: PlainDate;
    payload: unknown;
    removed: boolean;
  }>(
    `select distinct on (home_unit_id, kind, entry_id) home_unit_id, kind, entry_id, happened_on, payload, removed
     from register_entry where home_unit_id = any ($1) and ($2::timestamptz is null or recorded_at <= $2)
     order by home_unit_id, kind, entry_id, version desc`,
    [homes, recordedThrough],
  );
  return rows
    .filter((row) => !row.removed)
    .map((row) => ({
      homeUnitId: row.home_unit_id,
      kind: row.kind,
      id: row.entry_id,
      happenedOn: row.happened_on,
      payload: row.payload,
    }))
    .sort((a, b) => cmp(a.kind, b.kind) || cmp(a.happenedOn, b.happenedOn) || cmp(a.id, b.id));
}

const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Writes entries that are new or changed as their next version; the same again writes nothing. */
export async function putEntries(
  client: pg.ClientBase,
  entries: readonly StoredEntry[],
  recordedAt: Instant,
): Promise<{ readonly added: number; readonly changed: number; readonly same: number }> {
  let added = 0;
  let changed = 0;
  for (const entry of entries) {
    const payload = canonicalJson(entry.payload);
    const { rows } = await client.query<{ version: number; same: boolean }>(
      `select version, (payload = $4::jsonb and happened_on = $5 and not removed) as same from register_entry
       where home_unit_id = $1 and kind = $2 and entry_id = $3 order by version desc limit 1`,
      [entry.homeUnitId, entry.kind, entry.id, payload, entry.happenedOn],
    );
    const last = rows[0];
    if (last?.same === true) continue;
    if (last === undefined) added += 1;
    else changed += 1;
    await client.query(
      `insert into register_entry (home_unit_id, kind, entry_id, version, happened_on, recorded_at, payload) values ($1, $2, $3, $4, $5, $6, $7)`,
      [entry.homeUnitId, entry.kind, entry.id, (last?.version ?? 0) + 1, entry.happenedOn, recordedAt, payload],
    );
  }
  return { added, changed, same: entries.length - added - changed };
}

export interface StoredSector {
  readonly homeUnitId: string;
  readonly key: string;
  readonly position: number;
  readonly name: string;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
}

export interface StoredProcedure {
  readonly homeUnitId: string;
  readonly code: string;
  readonly version: number;
  readonly sectorKey: string;
  readonly name: string;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly verticalAgency: boolean;
  readonly body: unknown;
}

/**
 * Names of sectors as the unit's procedures give them, whatever their version: those of vertical agencies, and of catalogues
 * that have ended, stand nowhere else.
 */
export async function listProcedureSectors(client: pg.ClientBase, homeUnitId: string): Promise<string[]> {
  const { rows } = await client.query<{ sector: string }>(
    `select distinct body->>'sector' as sector from procedure_version
     where home_unit_id = $1 and body->>'sector' is not null order by 1`,
    [homeUnitId],
  );
  return rows.map((row) => row.sector);
}

/** Sectors of the catalogue in force on a day (both ends count), as known at an instant, in the catalogue's order. */
export async function listSectors(
  client: pg.ClientBase,
  homes: readonly string[],
  on: PlainDate,
  recordedThrough: Instant | null,
): Promise<StoredSector[]> {
  const { rows } = await client.query<{
    home_unit_id: string;
    sector_key: string;
    position: number;
    name: string;
    effective_from: PlainDate;
    effective_through: PlainDate | null;
  }>(
    `select distinct on (home_unit_id, sector_key) home_unit_id, sector_key, position, name, effective_from, effective_through
     from catalogue_sector where home_unit_id = any ($1) and effective_from <= $2 and ($3::timestamptz is null or recorded_at <= $3)
     order by home_unit_id, sector_key, version desc`,
    [homes, on, recordedThrough],
  );
  return rows
    .filter((row) => row.effective_through === null || row.effective_through >= on)
    .map((row) => ({
      homeUnitId: row.home_unit_id,
      key: row.sector_key,
      position: row.position,
      name: row.name,
      effectiveFrom: row.effective_from,
      effectiveThrough: row.effective_through,
    }))
    .sort((a, b) => cmp(a.homeUnitId, b.homeUnitId) || a.position - b.position || cmp(a.key, b.key));
}

/** Procedures in force on a day (both ends count), as known at an instant, by code. */
export async function listProcedures(
  client: pg.ClientBase,
  homes: readonly string[],
  on: PlainDate,
  recordedThrough: Instant | null,
): Promise<StoredProcedure[]> {
  const { rows } = await client.query<{
    home_unit_id: string;
    procedure_code: string;
    version: number;
    sector_key: string;
    name: string;
    effective_from: PlainDate;
    effective_through: PlainDate | null;
    vertical_agency: boolean;
    body: unknown;
  }>(
    `select distinct on (home_unit_id, procedure_code) home_unit_id, procedure_code, version, sector_key, name, effective_from, effective_through, vertical_agency, body
     from procedure_version where home_unit_id = any ($1) and effective_from <= $2 and ($3::timestamptz is null or recorded_at <= $3)
     order by home_unit_id, procedure_code, version desc`,
    [homes, on, recordedThrough],
  );
  return rows
    .filter((row) => row.effective_through === null || row.effective_through >= on)
    .map((row) => ({
      homeUnitId: row.home_unit_id,
      code: row.procedure_code,
      version: row.version,
      sectorKey: row.sector_key,
      name: row.name,
      effectiveFrom: row.effective_from,
      effectiveThrough: row.effective_through,
      verticalAgency: row.vertical_agency,
      body: row.body,
    }));
}

/** Writes sectors that are new or changed as their next version. */
export async function putSectors(
  client: pg.ClientBase,
  sectors: readonly StoredSector[],
  recordedAt: Instant,
): Promise<number> {
  let written = 0;
  for (const sector of sectors) {
    const { rowCount } = await client.query(
      `insert into catalogue_sector (home_unit_id, sector_key, version, position, name, effective_from, effective_through, recorded_at)
       select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7 from catalogue_sector where home_unit_id = $1 and sector_key = $2
       having not exists (select 1 from catalogue_sector l where l.home_unit_id = $1 and l.sector_key = $2 and l.position = $3 and l.name = $4
         and l.effective_from = $5 and l.effective_through is not distinct from $6
         and l.version = (select max(version) from catalogue_sector m where m.home_unit_id = $1 and m.sector_key = $2))`,
      [
        sector.homeUnitId,
        sector.key,
        sector.position,
        sector.name,
        sector.effectiveFrom,
        sector.effectiveThrough,
        recordedAt,
      ],
    );
    written += rowCount ?? 0;
  }
  return written;
}

/**
 * Adds sectors that the unit's catalogue has never had, behind those it has, in the order given.
 * @param dates from when and through when they hold; both ends count
 */
export async function addSectors(
  client: pg.ClientBase,
  homeUnitId: string,
  sectors: readonly { readonly key: string; readonly name: string }[],
  dates: { readonly effectiveFrom: PlainDate; readonly effectiveThrough: PlainDate | null },
  recordedAt: Instant,
): Promise<number> {
  const { rows } = await client.query<{ sector_key: string; position: number }>(
    'select sector_key, max(position) as position from catalogue_sector where home_unit_id = $1 group by sector_key',
    [homeUnitId],
  );
  const known = new Set(rows.map((row) => row.sector_key));
  const last = rows.reduce((highest, row) => Math.max(highest, row.position), 0);
  return putSectors(
    client,
    sectors
      .filter((sector) => !known.has(sector.key))
      .map((sector, index) => ({ homeUnitId, ...sector, position: last + 1 + index, ...dates })),
    recordedAt,
  );
}

/**
 * Puts sectors that the unit has beside those of its catalogue (met in ledgers, or of an older catalogue) behind the
 * catalogue's last position, in the order in which they stood. Those that stand there already stay.
 */
export async function moveOtherSectorsBehind(
  client: pg.ClientBase,
  homeUnitId: string,
  catalogue: { readonly keys: readonly string[]; readonly lastPosition: number },
  recordedAt: Instant,
): Promise<number> {
  const { rows } = await client.query<{
    sector_key: string;
    position: number;
    name: string;
    effective_from: PlainDate;
    effective_through: PlainDate | null;
  }>(
    `select distinct on (sector_key) sector_key, position, name, effective_from, effective_through
     from catalogue_sector where home_unit_id = $1 and sector_key <> all ($2) order by sector_key, version desc`,
    [homeUnitId, catalogue.keys],
  );
  const inTheWay = rows
    .filter((row) => row.position <= catalogue.lastPosition)
    .sort((a, b) => a.position - b.position || cmp(a.sector_key, b.sector_key));
  const last = rows.reduce((highest, row) => Math.max(highest, row.position), catalogue.lastPosition);
  return putSectors(
    client,
    inTheWay.map((row, index) => ({
      homeUnitId,
      key: row.sector_key,
      position: last + 1 + index,
      name: row.name,
      effectiveFrom: row.effective_from,
      effectiveThrough: row.effective_through,
    })),
    recordedAt,
  );
}

/** Writes procedures that are new or changed as their next version. */
export async function putProcedures(
  client: pg.ClientBase,
  procedures: readonly Omit<StoredProcedure, 'version'>[],
  recordedAt: Instant,
): Promise<number> {
  let written = 0;
  for (const procedure of procedures) {
    const { rowCount } = await client.query(
      `insert into procedure_version (home_unit_id, procedure_code, version, sector_key, name, effective_from, effective_through, recorded_at, vertical_agency, body)
       select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8, $9 from procedure_version where home_unit_id = $1 and procedure_code = $2
       having not exists (select 1 from procedure_version l where l.home_unit_id = $1 and l.procedure_code = $2 and l.sector_key = $3 and l.name = $4
         and l.effective_from = $5 and l.effective_through is not distinct from $6 and l.vertical_agency = $8 and l.body = $9::jsonb
         and l.version = (select max(version) from procedure_version m where m.home_unit_id = $1 and m.procedure_code = $2))`,
      [
        procedure.homeUnitId,
        procedure.code,
        procedure.sectorKey,
        procedure.name,
        procedure.effectiveFrom,
        procedure.effectiveThrough,
        recordedAt,
        procedure.verticalAgency,
        canonicalJson(procedure.body),
      ],
    );
    written += rowCount ?? 0;
  }
  return written;
}

export interface StoredSetting {
  readonly key: string;
  readonly effectiveFrom: PlainDate;
  readonly value: unknown;
}

export interface RecordedSetting extends StoredSetting {
  readonly recordedAt: Instant;
}

const RECORDED_AT = `to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at`;

interface SettingRow {
  readonly key: string;
  readonly effective_from: PlainDate;
  readonly recorded_at: Instant;
  readonly value: unknown;
}
const settingOf = (row: SettingRow): RecordedSetting => ({
  key: row.key,
  effectiveFrom: row.effective_from,
  recordedAt: row.recorded_at,
  value: row.value,
});

/** All dated settings of a unit as known at an instant, in order of key and day; withdrawn ones are left out. */
export async function listSettings(
  client: pg.ClientBase,
  homeUnitId: string,
  recordedThrough: Instant | null,
): Promise<RecordedSetting[]> {
  const { rows } = await prepared<SettingRow>(
    client,
    `select distinct on (key, effective_from) key, effective_from, ${RECORDED_AT}, value from unit_setting
     where home_unit_id = $1 and ($2::timestamptz is null or recorded_at <= $2) order by key, effective_from, version desc`,
    [homeUnitId, recordedThrough],
  );
  return rows.filter((row) => !isWithdrawn(row.value)).map(settingOf);
}

/** Every version of a unit's settings, withdrawn ones too, the latest recorded first. */
export async function listSettingVersions(
  client: pg.ClientBase,
  homeUnitId: string,
  most: number,
): Promise<RecordedSetting[]> {
  const { rows } = await client.query<SettingRow>(
    `select key, effective_from, ${RECORDED_AT}, value from unit_setting where home_unit_id = $1
     order by unit_setting.recorded_at desc, key, effective_from limit $2`,
    [homeUnitId, most],
  );
  return rows.map(settingOf);
}

/** Writes a setting as the next version of its day. */
export async function insertSetting(
  client: pg.ClientBase,
  homeUnitId: string,
  setting: StoredSetting,
  recordedAt: Instant,
): Promise<void> {
  await client.query(
    `insert into unit_setting (home_unit_id, key, effective_from, version, recorded_at, value)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5 from unit_setting where home_unit_id = $1 and key = $2 and effective_from = $3`,
    [homeUnitId, setting.key, setting.effectiveFrom, recordedAt, canonicalJson(setting.value)],
  );
}

/** Units of the tree, latest version of each, as known at an instant. */
export async function listUnits(client: pg.ClientBase, recordedThrough: Instant | null): Promise<unknown[]> {
  const { rows } = await prepared<{ body: unknown }>(
    client,
    `select distinct on (unit_id) body from unit_record where $1::timestamptz is null or recorded_at <= $1 order by unit_id, version desc`,
    [recordedThrough],
  );
  return rows.map((row) => row.body);
}

/**
 * What state the records of units are in, as a name: another one after every transaction that adds some (none is ever
 * changed or taken away), also inside one that is not over yet, and another one in every database.
 */
export async function unitRecordsState(client: pg.ClientBase): Promise<string> {
  const { rows } = await prepared<{ state: string }>(
    client,
    `select concat_ws(' ', pg_postmaster_start_time(), current_database(), count(*), max(xmin::text::bigint)) as state from unit_record`,
    [],
  );
  return (rows[0] as { state: string }).state;
}

export async function putUnits(
  client: pg.ClientBase,
  units: readonly { readonly id: string; readonly body: unknown }[],
  recordedAt: Instant,
): Promise<number> {
  let written = 0;
  for (const unit of units) {
    const { rowCount } = await client.query(
      `insert into unit_record (unit_id, version, recorded_at, body)
       select $1, coalesce(max(version), 0) + 1, $2, $3 from unit_record where unit_id = $1
       having not exists (select 1 from unit_record l where l.unit_id = $1 and l.body = $3::jsonb
         and l.version = (select max(version) from unit_record m where m.unit_id = $1))`,
      [unit.id, recordedAt, canonicalJson(unit.body)],
    );
    written += rowCount ?? 0;
  }
  return written;
}
