/** Running numbers of dossier codes (số thứ tự trong ngày): one row a unit, agency code and day, locked while it is used. */
import type pg from 'pg';
import type { PlainDate } from '../core/time/plain-date.ts';

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
  await client.query(
    'insert into dossier_code_counter (home_unit_id, agency, day, last_number) values ($1, $2, $3, 0) on conflict do nothing',
    key,
  );
  const { rows } = await client.query<{ last_number: number }>(
    'select last_number from dossier_code_counter where home_unit_id = $1 and agency = $2 and day = $3 for update',
    key,
  );
  let number = (rows[0]?.last_number ?? 0) + 1;
  while (await isTaken(number)) number += 1;
  await client.query(
    'update dossier_code_counter set last_number = $4 where home_unit_id = $1 and agency = $2 and day = $3',
    [...key, number],
  );
  return number;
}
