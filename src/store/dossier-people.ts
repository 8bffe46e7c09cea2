/** People of a dossier (người trong hồ sơ) as its page and its slips show them. */
import type pg from 'pg';

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

/** Codes of the dossiers linked to one (liên thông): its parent first, then its children. */
export async function listLinked(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  parentId: string | null,
): Promise<{ readonly dossierCode: string; readonly relation: 'parent' | 'child'; readonly businessState: string }[]> {
  const { rows } = await client.query<{ dossier_code: string; relation: 'parent' | 'child'; business_state: string }>(
    `select dossier_code, case when dossier_id = $3 then 'parent' else 'child' end as relation, business_state from dossier
     where home_unit_id = $1 and (parent_dossier_id = $2 or dossier_id = $3) order by relation desc, dossier_code`,
    [homeUnitId, dossierId, parentId],
  );
  return rows.map((row) => ({
    dossierCode: row.dossier_code,
    relation: row.relation,
    businessState: row.business_state,
  }));
}
