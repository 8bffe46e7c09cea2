/** Form II.06a counted as a person would write it for this table and nothing else, without the product's definitions. */
import type pg from 'pg';

export interface HandCount {
  readonly sector: string;
  /** By the product's name of the figure. */
  readonly counts: Readonly<Record<string, number>>;
}

const SQL = `
select sector_key,
  count(*) filter (where received_at >= $2 and received_at <= $3 and channel = 'online')::int as online,
  count(*) filter (where received_at >= $2 and received_at <= $3 and channel in ('counter', 'post'))::int as counter,
  count(*) filter (where received_at < $2)::int as carried,
  count(*) filter (where resolved_at >= $2 and resolved_at <= $3 and resolved_at < due_at)::int as early,
  count(*) filter (where resolved_at >= $2 and resolved_at <= $3 and resolved_at = due_at)::int as on_time,
  count(*) filter (where resolved_at >= $2 and resolved_at <= $3 and resolved_at > due_at)::int as overdue,
  count(*) filter (where received_at <= $3 and (resolved_at is null or resolved_at > $3) and (cancelled_at is null or cancelled_at > $3)
    and (due_at >= $3 or coalesce(suspended_during @> tstzrange(due_at, $3, '[]'), false)))::int as within_time,
  count(*) filter (where received_at <= $3 and (resolved_at is null or resolved_at > $3) and (cancelled_at is null or cancelled_at > $3)
    and due_at < $3 and not coalesce(suspended_during @> tstzrange(due_at, $3, '[]'), false))::int as pending_overdue,
  count(*) filter (where received_at <= $3 and (resolved_at is null or resolved_at > $3) and (cancelled_at is null or cancelled_at > $3)
    and suspended_during @> $3)::int as suspended,
  count(*) filter (where cancelled_at >= $2 and cancelled_at <= $3)::int as cancelled
from dossier_fact
where home_unit_id = any ($1) and not linked_child and not vertical_agency
  and (resolved_at is null or resolved_at >= $2) and (cancelled_at is null or cancelled_at >= $2)
group by sector_key`;

/** Both ends of Quý III/2023, 15/06/2023 00:00 and 14/09/2023 23:59 in Vietnam. */
const OPENS = '2023-06-14T17:00:00Z';
const CLOSES = '2023-09-14T16:59:00Z';

export async function handWrittenCount(client: pg.ClientBase, homes: readonly string[]): Promise<HandCount[]> {
  const { rows } = await client.query<Record<string, number> & { sector_key: string }>(SQL, [homes, OPENS, CLOSES]);
  return rows.map((row) => ({
    sector: row.sector_key,
    counts: {
      'dossiers.received.online': row['online'] as number,
      'dossiers.received.counterAndPost': row['counter'] as number,
      'dossiers.carriedOver': row['carried'] as number,
      'dossiers.resolved.early': row['early'] as number,
      'dossiers.resolved.onTime': row['on_time'] as number,
      'dossiers.resolved.overdue': row['overdue'] as number,
      'dossiers.pending.withinTime': row['within_time'] as number,
      'dossiers.pending.overdue': row['pending_overdue'] as number,
      'dossiers.pending.suspended': row['suspended'] as number,
      'dossiers.cancelled': row['cancelled'] as number,
    },
  }));
}
