/** Where pending dossiers are on the desk (hồ sơ đang ở bước nào, với ai): the waiting task of each. */
import type pg from 'pg';

export interface WorkPlace {
  readonly step: string;
  /** Tên đăng nhập; null: whoever has the role. */
  readonly officer: string | null;
}

/** By dossier identifier; a dossier without a waiting task is not among them. */
export async function listWorkPlaces(client: pg.ClientBase, homeUnitId: string): Promise<Map<string, WorkPlace>> {
  const { rows } = await client.query<{ dossier_id: string; name: string; assignee: string | null }>(
    `select dossier_id, name, assignee from dossier_task where home_unit_id = $1 and (state = 'open' or state = 'onHold') order by dossier_id, task_number`,
    [homeUnitId],
  );
  return new Map(rows.map((row) => [row.dossier_id, { step: row.name, officer: row.assignee }]));
}
