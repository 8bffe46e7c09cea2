/** Closed reports (chốt số liệu): append-only versions, each with its figures, what is behind them and the definitions used. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Instant } from '../core/time/local-date-time.ts';

export interface StoredReport {
  readonly homeUnitId: string;
  readonly periodId: string;
  readonly version: number;
  readonly asOf: Instant;
  readonly recordedThrough: Instant;
  readonly closedAt: Instant;
  readonly closedBy: string;
  readonly reason: string;
  readonly definitionHash: string;
  /** JSON texts, kept to the byte. */
  readonly definition: string;
  readonly model: string;
  readonly cells: string;
  readonly differences: string;
}

/** A version of a period's closed report: the newest, or the one named, or the newest closed at or before an instant. */
export async function findReport(
  client: pg.ClientBase,
  homeUnitId: string,
  periodId: string,
  options: { readonly version?: number; readonly closedThrough?: Instant } = {},
): Promise<StoredReport | null> {
  const { rows } = await client.query<{
    version: number;
    as_of: Instant;
    recorded_through: Instant;
    closed_at: Instant;
    closed_by: string;
    reason: string;
    definition_hash: string;
    definition: string;
    model: string;
    cells: string;
    differences: string;
  }>(
    `select version, as_of, recorded_through, closed_at, closed_by, reason, definition_hash, definition, model, cells, differences from report_version
     where home_unit_id = $1 and period_id = $2 and ($3::int is null or version = $3) and ($4::timestamptz is null or closed_at <= $4)
     order by version desc limit 1`,
    [homeUnitId, periodId, options.version ?? null, options.closedThrough ?? null],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    homeUnitId,
    periodId,
    version: row.version,
    asOf: row.as_of,
    recordedThrough: row.recorded_through,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    reason: row.reason,
    definitionHash: row.definition_hash,
    definition: row.definition,
    model: row.model,
    cells: row.cells,
    differences: row.differences,
  };
}

/** All closed versions of a unit, newest period first. */
export async function listReports(
  client: pg.ClientBase,
  homeUnitId: string,
): Promise<
  {
    readonly periodId: string;
    readonly version: number;
    readonly closedAt: Instant;
    readonly closedBy: string;
    readonly reason: string;
  }[]
> {
  const { rows } = await client.query<{
    period_id: string;
    version: number;
    closed_at: Instant;
    closed_by: string;
    reason: string;
  }>(
    'select period_id, version, closed_at, closed_by, reason from report_version where home_unit_id = $1 order by period_id desc, version desc',
    [homeUnitId],
  );
  return rows.map((row) => ({
    periodId: row.period_id,
    version: row.version,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    reason: row.reason,
  }));
}

export async function insertReport(client: pg.ClientBase, report: StoredReport): Promise<void> {
  await client.query(
    `insert into report_version (home_unit_id, period_id, version, as_of, recorded_through, closed_at, closed_by, reason, definition_hash, definition, model, cells, differences)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      report.homeUnitId,
      report.periodId,
      report.version,
      report.asOf,
      report.recordedThrough,
      report.closedAt,
      report.closedBy,
      report.reason,
      report.definitionHash,
      report.definition,
      report.model,
      report.cells,
      report.differences,
    ],
  );
}

/** sha256 over every field of a closed report; the audit entry of its closing carries it. */
export function reportDigest(report: StoredReport): string {
  return createHash('sha256').update(canonicalJson(report), 'utf8').digest('hex');
}

/** The digest that the audit wrote down when this version was closed; null where no entry tells of it. */
export async function closingDigest(
  client: pg.ClientBase,
  homeUnitId: string,
  report: Pick<StoredReport, 'periodId' | 'version'>,
): Promise<string | null> {
  const { rows } = await client.query<{ digest: string | null }>(
    `select detail ->> 'digest' as digest from audit_entry
     where home_unit_id = $1 and act = 'closeReport' and detail ->> 'period' = $2 and (detail ->> 'version')::int = $3`,
    [homeUnitId, report.periodId, report.version],
  );
  return rows[0]?.digest ?? null;
}
