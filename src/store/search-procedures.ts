/** Procedures by name (tên thủ tục) for searching: few, so they are read whole. */
import type pg from 'pg';

/** Every name that a procedure of the unit ever had, the newest version first. */
export async function listProcedureNames(
  client: pg.ClientBase,
  homeUnitId: string,
): Promise<{ readonly code: string; readonly name: string }[]> {
  const { rows } = await client.query<{ code: string; name: string }>(
    'select procedure_code as code, name from procedure_version where home_unit_id = $1 order by procedure_code, version desc',
    [homeUnitId],
  );
  return rows;
}
