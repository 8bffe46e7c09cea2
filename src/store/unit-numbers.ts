/** The number of a unit (số của đơn vị): what counting facts know it by beside its identifier. */
import type pg from 'pg';
import { prepared } from './prepared.ts';

/**
 * Gives a unit its number if it has none. To be done in a statement before the one that writes its first fact; a fact of a
 * unit without a number is refused by the database.
 */
export async function numberUnit(client: pg.ClientBase, unitId: string): Promise<void> {
  await prepared(
    client,
    `insert into unit_number (unit_id) select $1 where not exists (select from unit_number where unit_id = $1)
     on conflict (unit_id) do nothing`,
    [unitId],
  );
}

/** SQL that is a unit's number. @param unitId SQL that is its identifier */
export const numberOf = (unitId: string): string => `(select number from unit_number where unit_id = ${unitId})`;
