/** Pending dossiers of a unit (hồ sơ đang giải quyết) as their facts stand now. */
import type pg from 'pg';
import { fromUtcMinute, type LocalDateTime } from '../core/time/local-date-time.ts';

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
