/**
 * Reading the audit (đọc nhật ký): newest first, a page at a time, along the primary key or the index of a filter, so that the
 * millionth entry is as near as the first. A unit's recorded-at never goes back, so days become sequences by bisection.
 */
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';
import { dossierIdOf } from './dossiers.ts';

export interface LoggedEntry {
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly act: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly eventCount: number;
  /** The dossier that the entry names; null: none, or several. */
  readonly dossierCode: string | null;
  readonly hash: string;
}

/** What is looked for; absent: everything. */
export interface LogFilter {
  /** First sequence; counts. */
  readonly from?: number;
  /** Last sequence; counts. */
  readonly through?: number;
  readonly actor?: string;
  readonly act?: string;
  readonly dossierCode?: string;
}

/** Of one dossier: entries that name it and entries that recorded events of it. */
const OF_DOSSIER = `select sequence from audit_entry where home_unit_id = $1 and dossier_code = $2
  union select audit_sequence from dossier_event where home_unit_id = $1 and dossier_id = $3`;

/**
 * Entries of a unit by sequence.
 * @param page from which end, and how many at most
 */
export async function listLog(
  client: pg.ClientBase,
  homeUnitId: string,
  filter: LogFilter,
  page: { readonly order: 'newest' | 'oldest'; readonly limit: number },
): Promise<LoggedEntry[]> {
  const values: unknown[] = [homeUnitId];
  const where = ['home_unit_id = $1'];
  const also = (condition: (place: string) => string, value: unknown): void => {
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  if (filter.from !== undefined) also((place) => `audit_entry.sequence >= ${place}`, filter.from);
  if (filter.through !== undefined) also((place) => `audit_entry.sequence <= ${place}`, filter.through);
  if (filter.actor !== undefined) also((place) => `actor = ${place}`, filter.actor);
  if (filter.act !== undefined) also((place) => `act = ${place}`, filter.act);
  if (filter.dossierCode !== undefined) {
    const { rows } = await client.query<{ sequence: string }>(OF_DOSSIER, [
      homeUnitId,
      filter.dossierCode,
      dossierIdOf(homeUnitId, filter.dossierCode),
    ]);
    also(
      (place) => `audit_entry.sequence = any (${place}::bigint[])`,
      rows.map((row) => row.sequence),
    );
  }
  const { rows } = await client.query<{
    sequence: string;
    recorded_at: Instant;
    actor: string;
    act: string;
    detail: Record<string, unknown> | null;
    event_count: number;
    dossier_code: string | null;
    hash: string;
  }>(
    `select sequence::text, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, actor, act, detail,
       event_count, dossier_code, hash from audit_entry where ${where.join(' and ')}
     order by audit_entry.sequence ${page.order === 'newest' ? 'desc' : 'asc'} limit ${Math.trunc(page.limit)}`,
    values,
  );
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    recordedAt: row.recorded_at,
    actor: row.actor,
    act: row.act,
    detail: row.detail ?? {},
    eventCount: row.event_count,
    dossierCode: row.dossier_code,
    hash: row.hash,
  }));
}

/** When the unit's last entry was recorded; null where there is none. */
export async function lastRecordedAt(client: pg.ClientBase, homeUnitId: string): Promise<Instant | null> {
  const { rows } = await client.query<{ at: string | null }>(
    `select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from audit_entry where home_unit_id = $1 order by sequence desc limit 1`,
    [homeUnitId],
  );
  return (rows[0]?.at ?? null) as Instant | null;
}

/** The first sequence of a unit recorded at or after an instant; one past the last where there is none. */
export async function sequenceAt(client: pg.ClientBase, homeUnitId: string, instant: Instant): Promise<number> {
  const last = await client.query<{ sequence: string | null }>(
    'select max(sequence)::text as sequence from audit_entry where home_unit_id = $1',
    [homeUnitId],
  );
  let low = 1;
  let high = Number(last.rows[0]?.sequence ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // The next one there is: a chain from which somebody took entries still has to be read.
    const { rows } = await client.query<{ reached: boolean }>(
      `select recorded_at >= $3::timestamptz as reached from audit_entry where home_unit_id = $1 and sequence >= $2
       order by sequence limit 1`,
      [homeUnitId, middle, instant],
    );
    if (rows[0]?.reached !== false) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Who and which acts stand in a unit's audit, each found by one step along its index. */
export async function listLogged(
  client: pg.ClientBase,
  homeUnitId: string,
  column: 'actor' | 'act',
): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `with recursive names as (
       (select ${column} as name from audit_entry where home_unit_id = $1 order by ${column} limit 1)
       union all
       select (select a.${column} from audit_entry a where a.home_unit_id = $1 and a.${column} > names.name order by a.${column} limit 1)
       from names where names.name is not null)
     select name from names where name is not null`,
    [homeUnitId],
  );
  return rows.map((row) => row.name);
}
