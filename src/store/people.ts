/** People whom the desk knows (người nộp): found by number, phone or name without marks; one person of a unit a number. */
import type pg from 'pg';
import type { IdentityKind, Person, PersonKind } from '../core/reception/applicant.ts';
import { foldWords } from '../core/text/fold.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { rootOf } from './person-changes.ts';
import { prepared } from './prepared.ts';
import { together } from './together.ts';

export interface StoredPersonRecord extends Person {
  readonly personId: string;
  readonly lastSeenAt: Instant;
  /** The entry that stands for this one since they were joined (ghép); null: it stands for itself. */
  readonly joinedInto: string | null;
}

interface PersonRow {
  person_id: string;
  kind: PersonKind;
  full_name: string;
  identity_kind: IdentityKind;
  identity_number: string;
  phone: string;
  email: string;
  address: string;
  last_seen_at: Instant;
  joined_into: string | null;
}

const COLUMNS =
  'person_id, kind, full_name, identity_kind, identity_number, phone, email, address, last_seen_at, joined_into';

const fromRow = (row: PersonRow): StoredPersonRecord => ({
  personId: row.person_id,
  kind: row.kind,
  fullName: row.full_name,
  identityKind: row.identity_kind,
  identityNumber: row.identity_number,
  phone: row.phone,
  email: row.email,
  address: row.address,
  lastSeenAt: row.last_seen_at,
  joinedInto: row.joined_into,
});

export async function findPersonById(
  client: pg.ClientBase,
  homeUnitId: string,
  personId: string,
): Promise<StoredPersonRecord | null> {
  const { rows } = await prepared<PersonRow>(
    client,
    `select ${COLUMNS} from person where home_unit_id = $1 and person_id = $2`,
    [homeUnitId, personId],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function findPersonByIdentity(
  client: pg.ClientBase,
  homeUnitId: string,
  identityNumber: string,
): Promise<StoredPersonRecord | null> {
  if (identityNumber === '') return null;
  const { rows } = await prepared<PersonRow>(
    client,
    `select ${COLUMNS} from person where home_unit_id = $1 and identity_number = $2 and identity_number <> ''`,
    [homeUnitId, identityNumber],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** People with a phone, those seen last first. */
export async function findPeopleByPhone(
  client: pg.ClientBase,
  homeUnitId: string,
  phone: string,
  limit: number,
): Promise<StoredPersonRecord[]> {
  const { rows } = await client.query<PersonRow>(
    `select ${COLUMNS} from person where home_unit_id = $1 and phone = $2 and phone <> ''
     order by last_seen_at desc, person_id limit $3`,
    [homeUnitId, phone, limit],
  );
  return rows.map(fromRow);
}

/** Just above every text that begins with the prefix, in the order of code points. */
const AFTER = '\u{10ffff}';

/** At most so many words of a name are looked for. */
const MOST_WORDS = 8;

/**
 * People whose names have all words of the query, without marks, in any order, each as the beginning of a word; those
 * seen last first.
 */
export async function findPeopleByName(
  client: pg.ClientBase,
  homeUnitId: string,
  name: string,
  limit: number,
): Promise<StoredPersonRecord[]> {
  const words = [...new Set(foldWords(name).split(' '))].filter((word) => word !== '').slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const parameters: unknown[] = [homeUnitId, limit];
  const conditions = words.map((word) => {
    parameters.push(word, word + AFTER);
    const at = parameters.length;
    return `person_id in (select person_id from person_word where home_unit_id = $1 and word >= $${at - 1} and word < $${at})`;
  });
  const { rows } = await client.query<PersonRow>(
    `select ${COLUMNS} from person where home_unit_id = $1 and ${conditions.join(' and ')}
     order by last_seen_at desc, full_name, person_id limit $2`,
    parameters,
  );
  return rows.map(fromRow);
}

/** Writes a corrected person over the entry that is there. */
export async function updatePerson(
  client: pg.ClientBase,
  homeUnitId: string,
  personId: string,
  person: Person,
  at: Instant,
): Promise<void> {
  await client.query(
    `update person set kind = $3, full_name = $4, identity_kind = $5, identity_number = $6, phone = $7, email = $8, address = $9, recorded_at = $10
     where home_unit_id = $1 and person_id = $2`,
    [
      homeUnitId,
      personId,
      person.kind,
      person.fullName,
      person.identityKind,
      person.identityNumber,
      person.phone,
      person.email,
      person.address,
      at,
    ],
  );
  await together([forgetName(client, homeUnitId, personId), indexName(client, homeUnitId, personId, person.fullName)]);
}

/**
 * Remembers a person as seen now: who bears the number already is corrected, anybody else is new. An entry that was joined
 * stays as it is; the one that stands for it is seen.
 * @param newId taken where the person is new
 * @param bearer who bears the number, where that was asked already
 */
export async function rememberPerson(
  client: pg.ClientBase,
  homeUnitId: string,
  person: Person,
  newId: string,
  seenAt: Instant,
  bearer?: StoredPersonRecord | null,
): Promise<string> {
  const known = bearer === undefined ? await findPersonByIdentity(client, homeUnitId, person.identityNumber) : bearer;
  if (known !== null && known.joinedInto !== null) {
    const root = await rootOf(client, homeUnitId, known.personId);
    await markSeen(client, homeUnitId, root, seenAt);
    return root;
  }
  const personId = known?.personId ?? newId;
  const written = prepared(
    client,
    `insert into person (home_unit_id, person_id, kind, full_name, identity_kind, identity_number, phone, email, address, recorded_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
     on conflict (home_unit_id, person_id) do update set kind = excluded.kind, full_name = excluded.full_name,
       identity_kind = excluded.identity_kind, identity_number = excluded.identity_number, phone = excluded.phone,
       email = excluded.email, address = excluded.address, recorded_at = excluded.recorded_at, last_seen_at = excluded.last_seen_at`,
    [
      homeUnitId,
      personId,
      person.kind,
      person.fullName,
      person.identityKind,
      person.identityNumber,
      person.phone,
      person.email,
      person.address,
      seenAt,
    ],
  );
  const renamed = known !== null && known.fullName !== person.fullName;
  await together([
    written,
    renamed ? forgetName(client, homeUnitId, personId) : Promise.resolve(),
    renamed || known === null ? indexName(client, homeUnitId, personId, person.fullName) : Promise.resolve(),
  ]);
  return personId;
}

async function forgetName(client: pg.ClientBase, homeUnitId: string, personId: string): Promise<void> {
  await prepared(client, 'delete from person_word where home_unit_id = $1 and person_id = $2', [homeUnitId, personId]);
}

async function indexName(client: pg.ClientBase, homeUnitId: string, personId: string, fullName: string): Promise<void> {
  await prepared(client, 'insert into person_word (home_unit_id, word, person_id) select $1, unnest($2::text[]), $3', [
    homeUnitId,
    [...new Set(foldWords(fullName).split(' '))].filter((word) => word !== ''),
    personId,
  ]);
}

export async function markSeen(
  client: pg.ClientBase,
  homeUnitId: string,
  personId: string,
  seenAt: Instant,
): Promise<void> {
  await prepared(client, 'update person set last_seen_at = $3 where home_unit_id = $1 and person_id = $2', [
    homeUnitId,
    personId,
    seenAt,
  ]);
}

/** Applicants of dossiers who bear a number that no person of the directory bears, latest dossier first for each number. */
export async function unknownApplicants(
  client: pg.ClientBase,
  homeUnitId: string,
  limit: number,
): Promise<{ fullName: string; identityNumber: string; phone: string; address: string; recordedAt: Instant }[]> {
  const { rows } = await client.query<{
    full_name: string;
    identity_number: string;
    phone: string;
    address: string | null;
    recorded_at: Instant;
  }>(
    `select distinct on (a.identity_number) a.full_name, a.identity_number, a.phone, a.other->>'address' as address, a.recorded_at
     from dossier_person a
     left join person p on p.home_unit_id = a.home_unit_id and p.identity_number = a.identity_number and p.identity_number <> ''
     where a.home_unit_id = $1 and a.role = 'applicant' and a.identity_number <> '' and p.person_id is null
     order by a.identity_number, a.recorded_at desc, a.dossier_id limit $2`,
    [homeUnitId, limit],
  );
  return rows.map((row) => ({
    fullName: row.full_name,
    identityNumber: row.identity_number,
    phone: row.phone,
    address: row.address ?? '',
    recordedAt: row.recorded_at,
  }));
}
