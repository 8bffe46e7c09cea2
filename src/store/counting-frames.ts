/** Counting over several stretches of time at once: one scan for a row of weeks. */
import type pg from 'pg';
import type { BaseIndicator } from '../core/reporting/indicators.ts';
import type { CountingFrame } from '../core/reporting/predicate.ts';
import { toInstant } from '../core/time/local-date-time.ts';
import { ofHomes } from './counting.ts';
import { Parameters, predicateSql } from './predicate-sql.ts';

/**
 * How many dossiers each counting indicator has in each frame, by frame and indicator.
 * @throws RangeError for an indicator that does not count dossiers
 */
export async function countInFrames(
  client: pg.ClientBase,
  indicators: readonly BaseIndicator[],
  homes: readonly string[],
  frames: readonly CountingFrame[],
): Promise<ReadonlyMap<string, number>[]> {
  const first = frames[0];
  if (first === undefined || homes.length === 0) return frames.map(() => new Map());
  const earliest = frames.reduce((least, frame) => (frame.opensAt < least ? frame.opensAt : least), first.opensAt);
  const parameters = new Parameters();
  const columns = frames.flatMap((frame, at) =>
    indicators.map((indicator, index) => {
      if (indicator.kind !== 'count' || indicator.population !== 'dossier')
        throw new RangeError(`Chỉ tiêu «${indicator.id}» không đếm hồ sơ.`);
      return `count(*) filter (where ${predicateSql(indicator.where, frame, parameters)}) as c${at}_${index}`;
    }),
  );
  const where = `${ofHomes(homes, parameters)} and active_until >= ${parameters.add(toInstant(earliest), 'timestamptz')}`;
  const { rows } = await client.query<Record<string, string | number>>(
    `select ${columns.join(', ')} from dossier_fact where ${where}`,
    parameters.values,
  );
  const row = rows[0] ?? {};
  return frames.map(
    (_, at) =>
      new Map(
        indicators.map((indicator, index): [string, number] => [indicator.id, Number(row[`c${at}_${index}`] ?? 0)]),
      ),
  );
}
