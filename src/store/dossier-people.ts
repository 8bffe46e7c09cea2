/** People of a dossier (người trong hồ sơ) as its page and its slips show them. */
import type pg from 'pg';
import { fromInstant, type Instant, type LocalDateTime } from '../core/time/local-date-time.ts';

export interface PersonOfDossier {
  /** `applicant`, `submitter`, `representative`. */
  readonly role: string;
  readonly fullName: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly address: string;
  readonly email: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export async function listPeopleOf(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<PersonOfDossier[]> {
  const { rows } = await client.query<{
    role: string;
    full_name: string;
    identity_number: string;
    phone: string;
    other: Readonly<Record<string, unknown>> | null;
  }>(
    `select role, full_name, identity_number, phone, other from dossier_person
     where home_unit_id = $1 and dossier_id = $2 order by role = 'applicant' desc, role`,
    [homeUnitId, dossierId],
  );
  return rows.map((row) => ({
    role: row.role,
    fullName: row.full_name,
    identityNumber: row.identity_number,
    phone: row.phone,
    address: text(row.other?.['address']),
    email: text(row.other?.['email']),
  }));
}

/** A dossier linked to another (liên thông). */
export interface LinkedDossier {
  readonly dossierCode: string;
  readonly relation: 'parent' | 'child';
  readonly businessState: string;
  /** Cơ quan giải quyết phần này; empty where it is not on record. */
  readonly authority: string;
  readonly part: string;
  readonly dueAt: LocalDateTime | null;
}

/** The dossiers linked to one: its parent first, then its parts. */
export async function listLinked(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  parentId: string | null,
): Promise<LinkedDossier[]> {
  const { rows } = await client.query<{
    dossier_code: string;
    relation: 'parent' | 'child';
    business_state: string;
    authority: string;
    part: string;
    due_at: Instant | null;
  }>(
    `select d.dossier_code, case when d.dossier_id = $3 then 'parent' else 'child' end as relation, d.business_state, d.due_at,
       coalesce(r.authority, '') as authority, coalesce(r.authority_part, '') as part
     from dossier d left join dossier_reception r on r.home_unit_id = d.home_unit_id and r.dossier_id = d.dossier_id
     where d.home_unit_id = $1 and (d.parent_dossier_id = $2 or d.dossier_id = $3) order by relation desc, d.dossier_code`,
    [homeUnitId, dossierId, parentId],
  );
  return rows.map((row) => ({
    dossierCode: row.dossier_code,
    relation: row.relation,
    businessState: row.business_state,
    authority: row.authority,
    part: row.part,
    dueAt: row.due_at === null ? null : fromInstant(row.due_at),
  }));
}
