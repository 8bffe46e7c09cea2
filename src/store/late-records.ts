/** What was recorded after a cut-off of things that had happened by an instant (ghi sau khi chốt số liệu). */
import type pg from 'pg';
import { fromInstant, type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';

export interface LateRecord {
  readonly homeUnitId: string;
  readonly dossierCode: string;
  readonly act: string;
  readonly happenedAt: LocalDateTime;
  readonly recordedAt: Instant;
  readonly actor: string;
  /** Lý do ghi sau, or of a correction; empty where none was given. */
  readonly reason: string;
}

/**
 * Events recorded after an instant that say something of the time up to another, or take back one that does; the latest
 * first. The audit's sequence leads to them, so that only what came after is read.
 * @param without acts that are left out
 */
export async function listLateRecords(
  client: pg.ClientBase,
  homes: readonly string[],
  input: {
    readonly recordedAfter: Instant;
    readonly happenedThrough: LocalDateTime;
    /** Dossiers that were over before it, as known before and after, do not matter. */
    readonly activeFrom: LocalDateTime;
    readonly without: readonly string[];
    readonly limit: number;
  },
): Promise<{ readonly records: readonly LateRecord[]; readonly dossiers: number }> {
  const records: LateRecord[] = [];
  let dossiers = 0;
  for (const home of homes) {
    const { rows } = await client.query<{
      dossier_code: string;
      act: string;
      happened_at: Instant;
      recorded_at: Instant;
      actor: string;
      reason: string;
      dossiers: number;
    }>(
      `with after as (
         select coalesce((select sequence from audit_entry where home_unit_id = $1 and recorded_at <= $2 order by sequence desc limit 1), 0) as sequence)
       select d.dossier_code, e.act, e.happened_at, e.recorded_at, e.actor, coalesce(e.data ->> 'lateReason', e.data ->> 'reason', '') as reason,
         (dense_rank() over (order by e.dossier_id) + dense_rank() over (order by e.dossier_id desc) - 1)::int as dossiers
       from dossier_event e join dossier d on d.home_unit_id = e.home_unit_id and d.dossier_id = e.dossier_id
       where e.home_unit_id = $1 and e.audit_sequence > (select sequence from after) and e.recorded_at > $2 and not e.act = any ($4)
         and (e.happened_at <= $3 and e.act <> 'retract' or exists (
           select 1 from dossier_event r where r.home_unit_id = $1 and r.dossier_id = e.dossier_id and r.sequence = any (e.retracts)
             and r.happened_at <= $3 and r.recorded_at <= $2 and not r.act = any ($4)))
         and exists (
           select 1 from dossier_fact f where f.home_unit_id = $1 and f.dossier_id = e.dossier_id and f.active_until >= $6
           union all
           select 1 from dossier_fact_history h where h.home_unit_id = $1 and h.dossier_id = e.dossier_id and h.recorded_to > $2 and h.active_until >= $6)
       order by e.recorded_at desc, e.dossier_id, e.sequence limit $5`,
      [
        home,
        input.recordedAfter,
        toInstant(input.happenedThrough),
        input.without,
        input.limit,
        toInstant(input.activeFrom),
      ],
    );
    dossiers += rows[0]?.dossiers ?? 0;
    for (const row of rows)
      records.push({
        homeUnitId: home,
        dossierCode: row.dossier_code,
        act: row.act,
        happenedAt: fromInstant(row.happened_at),
        recordedAt: row.recorded_at,
        actor: row.actor,
        reason: row.reason,
      });
  }
  records.sort((a, b) => (a.recordedAt > b.recordedAt ? -1 : a.recordedAt < b.recordedAt ? 1 : 0));
  return { records: records.slice(0, input.limit), dossiers };
}
