/** Pending dossiers of a unit (hồ sơ đang giải quyết) as their facts stand now. */
import type pg from 'pg';
import { fromUtcMinute, type Instant, type LocalDateTime } from '../core/time/local-date-time.ts';

export interface PendingDossier {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly dueAt: LocalDateTime;
}

/** In order of dossier codes. */
export async function listPending(client: pg.ClientBase, homeUnitId: string): Promise<readonly PendingDossier[]> {
  const { rows } = await client.query<{ dossier_id: string; dossier_code: string; due: number }>(
    `select dossier_id, dossier_code, (extract(epoch from due_at) / 60)::int as due from dossier_fact
     where home_unit_id = $1 and resolved_at is null and cancelled_at is null order by dossier_code`,
    [homeUnitId],
  );
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    dossierCode: row.dossier_code,
    dueAt: fromUtcMinute(row.due),
  }));
}

/**
 * Dossiers with a result on the very day (in Vietnam) of their due date but at another minute: by the minute they are early
 * or overdue, by the day on time.
 * @param from first instant of the results that count @param until the first that no longer does
 */
export async function countSameDay(
  client: pg.ClientBase,
  homeUnitId: string,
  from: Instant,
  until: Instant,
): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from dossier_fact where home_unit_id = $1 and resolved_at >= $2 and resolved_at < $3
       and resolved_at <> due_at and (resolved_at at time zone 'Asia/Ho_Chi_Minh')::date = (due_at at time zone 'Asia/Ho_Chi_Minh')::date`,
    [homeUnitId, from, until],
  );
  return rows[0]?.count ?? 0;
}
