/** When a unit's work began (hồ sơ đầu tiên): the earliest receipt among its dossiers. */
import type pg from 'pg';
import { fromUtcMinute, type LocalDateTime } from '../core/time/local-date-time.ts';

/** Null where there is no dossier. */
export async function firstReceiptOf(client: pg.ClientBase, homes: readonly string[]): Promise<LocalDateTime | null> {
  const { rows } = await client.query<{ first: number | null }>(
    'select (extract(epoch from min(received_at)) / 60)::int as first from dossier_fact where home_unit_id = any ($1)',
    [homes],
  );
  const first = rows[0]?.first ?? null;
  return first === null ? null : fromUtcMinute(first);
}
