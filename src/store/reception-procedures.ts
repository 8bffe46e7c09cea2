/** The unit's procedures as the desk looks for them: in force on a day, without what a list does not show. */
import type pg from 'pg';
import type { PlainDate } from '../core/time/plain-date.ts';
import type { Term } from '../core/time/term.ts';
import { prepared } from './prepared.ts';
import type { StoredProcedure } from './registers.ts';

export interface ListedProcedure {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  readonly term: Term | null;
  readonly feeKind: string;
  readonly verticalAgency: boolean;
}

/** Procedures in force on a day (both ends count), each in its latest version, by code. */
export async function proceduresInForce(
  client: pg.ClientBase,
  homeUnitId: string,
  on: PlainDate,
): Promise<ListedProcedure[]> {
  const { rows } = await client.query<{
    procedure_code: string;
    name: string;
    sector: string | null;
    term: Term | null;
    fee_kind: string | null;
    vertical_agency: boolean;
    effective_through: PlainDate | null;
  }>(
    `select distinct on (procedure_code) procedure_code, name, body->>'sector' as sector, body->'term' as term,
       body->'fee'->>'kind' as fee_kind, vertical_agency, effective_through
     from procedure_version where home_unit_id = $1 and effective_from <= $2
     order by procedure_code, version desc`,
    [homeUnitId, on],
  );
  return rows
    .filter((row) => row.effective_through === null || row.effective_through >= on)
    .map((row) => ({
      code: row.procedure_code,
      name: row.name,
      sector: row.sector ?? '',
      term: row.term,
      feeKind: row.fee_kind ?? 'none',
      verticalAgency: row.vertical_agency,
    }));
}

/** One procedure in force on a day; null where the catalogue does not have it. */
export async function procedureInForce(
  client: pg.ClientBase,
  homeUnitId: string,
  code: string,
  on: PlainDate,
): Promise<StoredProcedure | null> {
  const { rows } = await prepared<{
    version: number;
    sector_key: string;
    name: string;
    effective_from: PlainDate;
    effective_through: PlainDate | null;
    vertical_agency: boolean;
    body: unknown;
  }>(
    client,
    `select version, sector_key, name, effective_from, effective_through, vertical_agency, body from procedure_version
     where home_unit_id = $1 and procedure_code = $2 and effective_from <= $3 order by version desc limit 1`,
    [homeUnitId, code, on],
  );
  const row = rows[0];
  if (row === undefined || (row.effective_through !== null && row.effective_through < on)) return null;
  return {
    homeUnitId,
    code,
    version: row.version,
    sectorKey: row.sector_key,
    name: row.name,
    effectiveFrom: row.effective_from,
    effectiveThrough: row.effective_through,
    verticalAgency: row.vertical_agency,
    body: row.body,
  };
}
