/** Dossiers that have no place in the search index yet. */
import type pg from 'pg';
import { lastOrdinal, SearchBatch } from './search.ts';
import { addRows, type DossierSearchRow, type PersonSearchRow } from './search-rows.ts';

/** Units with such dossiers. */
export async function unitsWithMissing(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ home_unit_id: string }>(
    'select distinct home_unit_id from dossier where search_ordinal is null order by 1',
  );
  return rows.map((row) => row.home_unit_id);
}

/** Gives places to at most `most` of them, the earliest received first. @returns how many got one */
export async function indexMissing(client: pg.ClientBase, homeUnitId: string, most: number): Promise<number> {
  const { rows } = await client.query<DossierSearchRow & { dossier_id: string }>(
    `select dossier_id, dossier_code, procedure_code, received_at, due_at from dossier
     where home_unit_id = $1 and search_ordinal is null order by received_at nulls last, dossier_code limit $2`,
    [homeUnitId, most],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.dossier_id);
  const first = (await lastOrdinal(client, homeUnitId)) + 1;
  await client.query(
    `update dossier d set search_ordinal = $2 + m.place::int - 1
     from unnest($3::uuid[]) with ordinality as m (dossier_id, place) where d.home_unit_id = $1 and d.dossier_id = m.dossier_id`,
    [homeUnitId, first, ids],
  );
  const people = await client.query<PersonSearchRow & { dossier_id: string }>(
    'select dossier_id, full_name, identity_number, phone from dossier_person where home_unit_id = $1 and dossier_id = any ($2)',
    [homeUnitId, ids],
  );
  const ordinals = new Map(ids.map((id, index) => [id, first + index]));
  const batch = new SearchBatch();
  for (const row of rows) addRows(batch, ordinals.get(row.dossier_id) as number, { dossier: row });
  for (const row of people.rows) addRows(batch, ordinals.get(row.dossier_id) as number, { person: row });
  await batch.write(client, homeUnitId);
  return rows.length;
}
