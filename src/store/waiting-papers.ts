/**
 * Papers that wait to be digitised (giấy tờ chờ số hóa). How many there are is kept with each dossier, so that a unit with
 * hundreds of thousands of papers is answered from the dossiers that have some left.
 */
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';

/** Whose dossier it is comes first among its people. */
export const OWNER_FIRST = `case role when 'applicant' then 0 when 'submitter' then 1 else 2 end`;

/**
 * Names of the papers of one dossier that wait: a line that was handed in waits where no standing component is recorded for
 * it, and so does what was only listed. Says the same as `checklistOf` of core, as a property test holds.
 */
const waitingOf = (unit: string, dossier: string): string => `
  select l.name from dossier_paper l
  where l.home_unit_id = ${unit} and l.dossier_id = ${dossier} and l.received and not exists (
    select from digitised_paper p
    where p.home_unit_id = ${unit} and p.dossier_id = ${dossier} and p.void_reason = '' and p.kind = 'component'
      and coalesce(nullif(p.required_paper, ''), p.name) = l.name)
  union all
  select p.name from digitised_paper p
  where p.home_unit_id = ${unit} and p.dossier_id = ${dossier} and p.void_reason = '' and p.state = 'notDigitised'`;

/**
 * Counts the waiting papers of a dossier anew. Belongs after every change of its checklist or of its digitised papers, in
 * the same transaction, whose writer holds the unit's place in the audit.
 */
export async function recountWaiting(client: pg.ClientBase, homeUnitId: string, dossierId: string): Promise<void> {
  await prepared(
    client,
    `update dossier d set papers_waiting = w.papers
     from (select count(*)::int as papers from (${waitingOf('$1', '$2')}) one) w
     where d.home_unit_id = $1 and d.dossier_id = $2 and d.papers_waiting <> w.papers`,
    [homeUnitId, dossierId],
  );
}

/** How many papers wait to be digitised, of dossiers received between two instants, both counted. */
export async function countWaiting(
  client: pg.ClientBase,
  homeUnitId: string,
  from: Instant,
  through: Instant,
): Promise<number> {
  const { rows } = await client.query<{ papers: number }>(
    `select coalesce(sum(papers_waiting), 0)::int as papers from dossier
     where home_unit_id = $1 and received_at between $2 and $3 and papers_waiting > 0`,
    [homeUnitId, from, through],
  );
  return rows[0]?.papers ?? 0;
}

/** A paper that was handed in and is not digital: of the checklist with nothing recorded for it, or recorded as such. */
export interface WaitingPaper {
  readonly dossierCode: string;
  readonly applicant: string;
  readonly name: string;
  readonly receivedAt: Instant;
}

/**
 * Papers that wait to be digitised, those of the longest received dossiers first. The kept numbers say which dossiers stand
 * on the page; only their papers are read.
 */
export async function listWaiting(
  client: pg.ClientBase,
  homeUnitId: string,
  from: Instant,
  through: Instant,
  limit: number,
  offset: number,
): Promise<WaitingPaper[]> {
  const { rows } = await client.query<{
    dossier_code: string;
    applicant: string;
    name: string;
    received_at: Instant;
  }>(
    `with counted as (
       select dossier_id, dossier_code, received_at, papers_waiting,
         sum(papers_waiting) over (order by received_at, dossier_code rows unbounded preceding) as through
       from dossier where home_unit_id = $1 and received_at between $2 and $3 and papers_waiting > 0
       order by received_at, dossier_code limit $4::int + $5::int
     ), shown as materialized (
       select dossier_id, dossier_code, received_at, through - papers_waiting as before from counted
       where through > $5::int and through - papers_waiting < $4::int + $5::int
     )
     select d.dossier_code, w.name, d.received_at, coalesce((
         select o.full_name from dossier_person o where o.home_unit_id = $1 and o.dossier_id = d.dossier_id
         order by ${OWNER_FIRST} limit 1), '') as applicant
     from shown d cross join lateral (${waitingOf('$1', 'd.dossier_id')}) w
     order by d.received_at, d.dossier_code, w.name
     limit $4::int offset $5::int - coalesce((select min(before) from shown), $5::int)`,
    [homeUnitId, from, through, limit, offset],
  );
  return rows.map((row) => ({
    dossierCode: row.dossier_code,
    applicant: row.applicant,
    name: row.name,
    receivedAt: row.received_at,
  }));
}
