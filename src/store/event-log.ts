/** Events of many dossiers at once, as the log stood at an instant of recording (that instant counts). */
import type pg from 'pg';
import type { DossierEvent } from '../core/dossier/event.ts';
import { fromInstant, type Instant } from '../core/time/local-date-time.ts';

const BATCH = 5000;

export async function loadEventsOfUnit(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierIds: readonly string[],
  recordedThrough: Instant | null,
): Promise<ReadonlyMap<string, readonly DossierEvent[]>> {
  const logs = new Map<string, DossierEvent[]>();
  for (let start = 0; start < dossierIds.length; start += BATCH) {
    const { rows } = await client.query<{
      dossier_id: string;
      sequence: number;
      act: string;
      happened_at: Instant;
      retracts: number[];
      data: DossierEvent['data'];
    }>(
      `select dossier_id, sequence, act, happened_at, retracts, data from dossier_event
       where home_unit_id = $1 and dossier_id = any ($2) and ($3::timestamptz is null or recorded_at <= $3) order by dossier_id, sequence`,
      [homeUnitId, dossierIds.slice(start, start + BATCH), recordedThrough],
    );
    for (const row of rows) {
      const event: DossierEvent = {
        sequence: row.sequence,
        act: row.act,
        happenedAt: fromInstant(row.happened_at),
        ...(row.retracts.length > 0 ? { retracts: row.retracts } : {}),
        data: row.data,
      };
      const log = logs.get(row.dossier_id);
      if (log === undefined) logs.set(row.dossier_id, [event]);
      else log.push(event);
    }
  }
  return logs;
}
