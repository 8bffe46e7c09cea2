/** What became known of dossiers between two instants of recording (thay đổi sau khi chốt). */
import type pg from 'pg';
import { type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';

export interface ChangedFact {
  readonly dossierCode: string;
  readonly homeUnit: string;
  /** New to the log, or known before with other facts. */
  readonly change: 'added' | 'changed';
  readonly recordedAt: Instant;
  readonly actor: string;
  /** Of a dossier that is new, what brought it in; of one that was known, the last act. */
  readonly act: string;
}

/** Dossiers that can matter from an instant on, whose facts were recorded after one cut-off (excluded) and by the next (included). */
export async function listChangedFacts(
  client: pg.ClientBase,
  homes: readonly string[],
  opensAt: LocalDateTime,
  after: Instant,
  through: Instant,
): Promise<ChangedFact[]> {
  const { rows } = await client.query<{
    dossier_code: string;
    home_unit_id: string;
    known: boolean;
    recorded_at: Instant;
    actor: string;
    act: string;
  }>(
    `with changed as (
       select home_unit_id, dossier_id, dossier_code, active_until from dossier_fact where home_unit_id = any ($1) and recorded_from > $2 and recorded_from <= $3
       union select home_unit_id, dossier_id, dossier_code, active_until from dossier_fact_history where home_unit_id = any ($1) and recorded_to > $2 and recorded_to <= $3),
     marked as (
       select c.*, exists (select 1 from dossier_fact_history h
         where h.home_unit_id = c.home_unit_id and h.dossier_id = c.dossier_id and h.recorded_from <= $2) as known
       from changed c where c.active_until >= $4)
     select distinct on (c.dossier_code, c.home_unit_id) c.dossier_code, c.home_unit_id, e.recorded_at, e.actor, e.act, c.known
     from marked c join dossier_event e on e.home_unit_id = c.home_unit_id and e.dossier_id = c.dossier_id and e.recorded_at > $2 and e.recorded_at <= $3
     order by c.dossier_code, c.home_unit_id, case when c.known then -e.sequence else e.sequence end`,
    [homes, after, through, toInstant(opensAt)],
  );
  return rows.map((row) => ({
    dossierCode: row.dossier_code,
    homeUnit: row.home_unit_id,
    change: row.known ? 'changed' : 'added',
    recordedAt: row.recorded_at,
    actor: row.actor,
    act: row.act,
  }));
}
