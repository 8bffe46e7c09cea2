/** Running numbers of dossier codes (số thứ tự trong ngày): one row a unit, agency code and day, locked while it is used. */
import type pg from 'pg';
import type { PlainDate } from '../core/time/plain-date.ts';
import { prepared } from './prepared.ts';

/**
 * The next number of the day, for the caller's transaction: others wait for it, and when it falls the number is free again.
 * @param isTaken whether a number was given otherwise, such as by an imported ledger; those are passed over
 */
export async function nextCodeNumber(
  client: pg.ClientBase,
  series: { readonly homeUnitId: string; readonly agency: string; readonly day: PlainDate },
  isTaken: (number: number) => Promise<boolean>,
): Promise<number> {
  const key = [series.homeUnitId, series.agency, series.day];
  const { rows } = await prepared<{ last_number: number }>(
    client,
    `insert into dossier_code_counter (home_unit_id, agency, day, last_number) values ($1, $2, $3, 1)
     on conflict (home_unit_id, agency, day) do update set last_number = dossier_code_counter.last_number + 1
     returning last_number`,
    key,
  );
  const first = (rows[0] as { last_number: number }).last_number;
  let number = first;
  while (await isTaken(number)) number += 1;
  if (number !== first)
    await client.query(
      'update dossier_code_counter set last_number = $4 where home_unit_id = $1 and agency = $2 and day = $3',
      [...key, number],
    );
  return number;
}
