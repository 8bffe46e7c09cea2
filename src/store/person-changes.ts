/** Changes of people of the directory (đính chính, ghép, tách người nộp): the entries one person has, and what they were. */
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Person } from '../core/reception/applicant.ts';
import type { PersonChangeKind } from '../core/reception/person-change.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';

export interface PersonChange {
  readonly personId: string;
  readonly kind: PersonChangeKind;
  readonly before: Readonly<Partial<Person>>;
  readonly after: Readonly<Partial<Person>>;
  /** Số giấy tờ cũ; empty where the number did not change. */
  readonly formerNumber: string;
  readonly otherPersonId: string | null;
  readonly reason: string;
  readonly actor: string;
  readonly actorName: string;
  readonly recordedAt: Instant;
}

/** Writes a change as the next one of its entry. The caller holds the unit's place in the audit. */
export async function insertPersonChange(
  client: pg.ClientBase,
  homeUnitId: string,
  change: PersonChange,
): Promise<void> {
  await client.query(
    `insert into person_change (home_unit_id, person_id, change_number, kind, before, after, former_number, other_person_id, reason, actor, actor_name, recorded_at)
     select $1, $2, coalesce(max(change_number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11 from person_change
     where home_unit_id = $1 and person_id = $2`,
    [
      homeUnitId,
      change.personId,
      change.kind,
      canonicalJson(change.before),
      canonicalJson(change.after),
      change.formerNumber,
      change.otherPersonId,
      change.reason,
      change.actor,
      change.actorName,
      change.recordedAt,
    ],
  );
}

/** Changes of some entries, the latest first. */
export async function listPersonChanges(
  client: pg.ClientBase,
  homeUnitId: string,
  personIds: readonly string[],
): Promise<PersonChange[]> {
  const { rows } = await client.query<{
    person_id: string;
    kind: PersonChangeKind;
    before: Partial<Person>;
    after: Partial<Person>;
    former_number: string;
    other_person_id: string | null;
    reason: string;
    actor: string;
    actor_name: string;
    recorded_at: Instant;
  }>(
    `select person_id, kind, before, after, former_number, other_person_id, reason, actor, actor_name, recorded_at from person_change
     where home_unit_id = $1 and person_id = any ($2) order by recorded_at desc, person_id, change_number desc`,
    [homeUnitId, personIds],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    kind: row.kind,
    before: row.before,
    after: row.after,
    formerNumber: row.former_number,
    otherPersonId: row.other_person_id,
    reason: row.reason,
    actor: row.actor,
    actorName: row.actor_name,
    recordedAt: row.recorded_at,
  }));
}

/** Entries that once bore a number. */
export async function findByFormerNumber(
  client: pg.ClientBase,
  homeUnitId: string,
  number: string,
): Promise<readonly string[]> {
  if (number === '') return [];
  const { rows } = await client.query<{ person_id: string }>(
    `select distinct person_id from person_change where home_unit_id = $1 and former_number = $2 and former_number <> ''`,
    [homeUnitId, number],
  );
  return rows.map((row) => row.person_id);
}

/** The entry that stands for one, itself where it was not joined. */
export async function rootOf(client: pg.ClientBase, homeUnitId: string, personId: string): Promise<string> {
  const { rows } = await prepared<{ person_id: string }>(
    client,
    `with recursive up as (
       select person_id, joined_into from person where home_unit_id = $1 and person_id = $2
       union select p.person_id, p.joined_into from person p join up on p.person_id = up.joined_into where p.home_unit_id = $1)
     select person_id from up where joined_into is null`,
    [homeUnitId, personId],
  );
  return rows[0]?.person_id ?? personId;
}

/** An entry with all that were joined into it, itself first. */
export async function groupOf(client: pg.ClientBase, homeUnitId: string, personId: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ person_id: string }>(
    `with recursive down as (
       select person_id from person where home_unit_id = $1 and person_id = $2
       union select p.person_id from person p join down on p.joined_into = down.person_id where p.home_unit_id = $1)
     select person_id from down order by person_id = $2 desc, person_id`,
    [homeUnitId, personId],
  );
  return rows.map((row) => row.person_id);
}

/** Joins an entry into another one, or with null lets it stand for itself again. */
export async function putJoinedInto(
  client: pg.ClientBase,
  homeUnitId: string,
  personId: string,
  into: string | null,
): Promise<void> {
  await client.query('update person set joined_into = $3 where home_unit_id = $1 and person_id = $2', [
    homeUnitId,
    personId,
    into,
  ]);
}

export interface DossierOfPerson {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly businessState: string;
  readonly receivedAt: Instant | null;
  /** The applicant as the dossier keeps them; null: it keeps nobody. */
  readonly applicant: {
    readonly fullName: string;
    readonly identityNumber: string;
    readonly phone: string;
    readonly other: Readonly<Record<string, string>>;
  } | null;
  /** It came through reception for one of the entries, so that the applicant is known to be this person. */
  readonly throughReception: boolean;
}

/** Dossiers received for some entries, and those whose applicant bears one of the numbers; the latest first. */
export async function listDossiersOfPeople(
  client: pg.ClientBase,
  homeUnitId: string,
  input: { readonly personIds: readonly string[]; readonly numbers: readonly string[]; readonly limit: number },
): Promise<DossierOfPerson[]> {
  const { rows } = await client.query<{
    dossier_id: string;
    dossier_code: string;
    procedure_code: string;
    procedure_name: string | null;
    business_state: string;
    received_at: Instant | null;
    full_name: string | null;
    identity_number: string | null;
    phone: string | null;
    other: Record<string, string> | null;
    through_reception: boolean;
  }>(
    `with found as (
       select dossier_id, true as through_reception from dossier_reception where home_unit_id = $1 and person_id = any ($2)
       union all
       select dossier_id, false from dossier_person where home_unit_id = $1 and identity_number = any ($3) and identity_number <> '' and role = 'applicant'),
     once as (select dossier_id, bool_or(through_reception) as through_reception from found group by dossier_id)
     select d.dossier_id, d.dossier_code, d.procedure_code, d.business_state, d.received_at, o.through_reception,
       coalesce(r.procedure_name, (select v.name from procedure_version v where v.home_unit_id = $1 and v.procedure_code = d.procedure_code
         order by v.version desc limit 1)) as procedure_name,
       a.full_name, a.identity_number, a.phone, a.other
     from once o join dossier d on d.home_unit_id = $1 and d.dossier_id = o.dossier_id
     left join dossier_reception r on r.home_unit_id = $1 and r.dossier_id = o.dossier_id
     left join dossier_person a on a.home_unit_id = $1 and a.dossier_id = o.dossier_id and a.role = 'applicant'
     order by d.received_at desc nulls first, d.dossier_code limit $4`,
    [homeUnitId, input.personIds, input.numbers.filter((number) => number !== ''), input.limit],
  );
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    dossierCode: row.dossier_code,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name ?? row.procedure_code,
    businessState: row.business_state,
    receivedAt: row.received_at,
    applicant:
      row.full_name === null
        ? null
        : {
            fullName: row.full_name,
            identityNumber: row.identity_number ?? '',
            phone: row.phone ?? '',
            other: row.other ?? {},
          },
    throughReception: row.through_reception,
  }));
}

/** The applicant or the representative as a dossier keeps them. */
export interface KeptPerson {
  readonly fullName: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly other: Readonly<Record<string, string>>;
}

export interface FamilyMember {
  readonly dossierId: string;
  /** The whole application that it is a part of; itself where it is no part. */
  readonly wholeId: string;
  /** Null: it keeps nobody, as a part from the time before parts said whose they are. */
  readonly applicant: KeptPerson | null;
  readonly representative: KeptPerson | null;
}

/** Some dossiers with everything they are linked to (hồ sơ liên thông): each whole, followed by its parts. */
export async function listFamilies(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierIds: readonly string[],
): Promise<FamilyMember[]> {
  if (dossierIds.length === 0) return [];
  const { rows } = await client.query<{
    dossier_id: string;
    whole_id: string;
    applicant: KeptPerson | null;
    representative: KeptPerson | null;
  }>(
    `with whole as (select distinct coalesce(parent_dossier_id, dossier_id) as id from dossier
       where home_unit_id = $1 and dossier_id = any ($2)),
     member as (
       select d.dossier_id, w.id as whole_id, d.dossier_code from whole w join dossier d on d.home_unit_id = $1 and d.dossier_id = w.id
       union all
       select d.dossier_id, w.id, d.dossier_code from whole w join dossier d on d.home_unit_id = $1 and d.parent_dossier_id = w.id)
     select m.dossier_id, m.whole_id, ${keptSql('a')} as applicant, ${keptSql('r')} as representative
     from member m
     left join dossier_person a on a.home_unit_id = $1 and a.dossier_id = m.dossier_id and a.role = 'applicant'
     left join dossier_person r on r.home_unit_id = $1 and r.dossier_id = m.dossier_id and r.role = 'representative'
     order by m.whole_id, m.dossier_id <> m.whole_id, m.dossier_code`,
    [homeUnitId, dossierIds],
  );
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    wholeId: row.whole_id,
    applicant: row.applicant,
    representative: row.representative,
  }));
}

const keptSql = (of: string): string =>
  `case when ${of}.dossier_id is not null then jsonb_build_object('fullName', ${of}.full_name, 'identityNumber', ${of}.identity_number,
       'phone', ${of}.phone, 'other', ${of}.other) end`;
