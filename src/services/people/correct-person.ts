/**
 * Đính chính người nộp: one entry of the directory stays one, its dossiers follow, what it was is kept. Slips that were
 * issued and reports that were closed stay as they are.
 */
import type { FieldErrors, Person, RawPerson } from '../../core/reception/applicant.ts';
import { changedFields, checkCorrection, type PersonField } from '../../core/reception/person-change.ts';
import { isUuid } from '../../core/reception/receipt.ts';
import { foldWords } from '../../core/text/fold.ts';
import { putPerson } from '../../store/dossiers.ts';
import { findPersonById, findPersonByIdentity, type StoredPersonRecord, updatePerson } from '../../store/people.ts';
import {
  type DossierOfPerson,
  type FamilyMember,
  groupOf,
  insertPersonChange,
  type KeptPerson,
  listDossiersOfPeople,
  listFamilies,
  rootOf,
} from '../../store/person-changes.ts';
import { within } from '../../store/scope.ts';
import { together } from '../../store/together.ts';
import { type PaperOwner, papersFollow } from '../digitisation/follow-applicant.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { demand } from '../reception/desk.ts';
import { beginRecording, finishRecording, type Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';

/** So many dossiers follow a correction; nobody has more. */
const MOST_DOSSIERS = 5_000;

/** The number belongs to another entry: the two may be joined. */
export interface NumberTaken {
  readonly personId: string;
  readonly fullName: string;
}

export type PersonCorrection =
  | { readonly ok: true; readonly fields: readonly PersonField[]; readonly dossiers: number }
  | { readonly ok: false; readonly errors: FieldErrors; readonly taken: NumberTaken | null };

/** The entry that stands for a person. @throws ServiceError `NOT_FOUND` */
export async function requirePerson(
  { client, unitId }: Pick<Recording, 'client' | 'unitId'>,
  personId: string,
): Promise<StoredPersonRecord> {
  const root = isUuid(personId) ? await rootOf(client, unitId, personId) : personId;
  const person = isUuid(root) ? await findPersonById(client, unitId, root) : null;
  if (person === null)
    throw new ServiceError('NOT_FOUND', 'Không có người này trong danh bạ của đơn vị.', { exitCode: 1 });
  return person;
}

/** Another entry that bears the number of a person, unless it is one of the same person's. */
export async function ownerOfNumber(
  { client, unitId }: Pick<Recording, 'client' | 'unitId'>,
  current: Pick<StoredPersonRecord, 'personId'>,
  number: string,
): Promise<StoredPersonRecord | null> {
  const owner = await findPersonByIdentity(client, unitId, number);
  return owner === null || owner.personId === current.personId ? null : owner;
}

/**
 * Writes a correction that was checked: the entry, its history, and the applicant of its dossiers in the fields that changed.
 * @returns how many dossiers followed
 */
export async function writeCorrection(
  recording: Recording,
  input: {
    readonly user: SignedIn;
    readonly current: StoredPersonRecord;
    readonly person: Person;
    readonly reason: string;
    /** False: the dossiers keep what they say, as when a person gives a new telephone with a new dossier. */
    readonly dossiers: boolean;
  },
): Promise<number> {
  const { client, unitId, place } = recording;
  const { current, person, user } = input;
  const fields = changedFields(current, person);
  if (fields.length === 0) return 0;
  const group = await groupOf(client, unitId, current.personId);
  const held = input.dossiers
    ? await listDossiersOfPeople(client, unitId, {
        personIds: group,
        numbers: [current.identityNumber],
        limit: MOST_DOSSIERS,
      })
    : [];
  await updatePerson(client, unitId, current.personId, person, place.recordedAt);
  const only = (of: Person): Partial<Person> => Object.fromEntries(fields.map((field) => [field, of[field]]));
  await insertPersonChange(client, unitId, {
    personId: current.personId,
    kind: 'corrected',
    before: only(current),
    after: only(person),
    formerNumber: fields.includes('identityNumber') ? current.identityNumber : '',
    otherPersonId: null,
    reason: input.reason,
    actor: user.loginName,
    actorName: user.fullName,
    recordedAt: place.recordedAt,
  });
  return correctDossiers(recording, { user, current, person, fields, held, reason: input.reason });
}

/**
 * The applicant of the dossiers, in the fields that changed. Those of a linked application go together: what the whole
 * says is what each part says afterwards, also a part that kept nobody. Whoever came in the applicant's place is somebody
 * else and stays. Papers that were digitised follow; a line of a certification book keeps what was written.
 * @returns how many dossiers followed, each part counted
 */
async function correctDossiers(
  recording: Recording,
  input: {
    readonly user: SignedIn;
    readonly current: Person;
    readonly person: Person;
    readonly reason: string;
    readonly fields: readonly PersonField[];
    readonly held: readonly DossierOfPerson[];
  },
): Promise<number> {
  const { client, unitId, place, index } = recording;
  const { current, person, fields } = input;
  const held = new Map(input.held.map((dossier) => [dossier.dossierId, dossier]));
  const families = new Map<string, FamilyMember[]>();
  for (const member of await listFamilies(client, unitId, [...held.keys()])) {
    families.set(member.wholeId, [...(families.get(member.wholeId) ?? []), member]);
  }
  const has = (field: PersonField): boolean => fields.includes(field);
  const others = (['kind', 'identityKind', 'email', 'address'] as const).filter(has);
  const owners: PaperOwner[] = [];
  for (const family of families.values()) {
    const standing = family.find((member) => member.applicant !== null);
    if (standing === undefined || standing.applicant === null) continue;
    const { applicant, representative } = standing;
    const known = held.get(standing.dossierId);
    if (known === undefined) continue;
    // A number that was typed wrongly may be somebody else's: beyond reception the name has to agree too.
    if (!known.throughReception && foldWords(applicant.fullName) !== foldWords(current.fullName)) continue;
    const corrected: KeptPerson = {
      fullName: has('fullName') ? person.fullName : applicant.fullName,
      identityNumber: has('identityNumber') ? person.identityNumber : applicant.identityNumber,
      phone: has('phone') ? person.phone : applicant.phone,
      other: { ...applicant.other, ...Object.fromEntries(others.map((field) => [field, person[field]])) },
    };
    const writes: Promise<void>[] = [];
    for (const member of family) {
      const of = { homeUnitId: unitId, dossierId: member.dossierId };
      writes.push(putPerson(client, of, { role: 'applicant', ...corrected }, place.recordedAt, index));
      if (member.applicant === null && member.representative === null && representative !== null) {
        writes.push(putPerson(client, of, { role: 'representative', ...representative }, place.recordedAt, index));
      }
    }
    await together(writes);
    owners.push(...family.map(({ dossierId }) => ({ dossierId, ...corrected })));
  }
  if (has('fullName') || has('identityNumber')) {
    await papersFollow(recording, input.user, owners, `Đính chính người nộp: ${input.reason}`);
  }
  return owners.length;
}

/** What is said where the number belongs to somebody else. */
export const TAKEN_NUMBER =
  'Số giấy tờ này đã có người khác trong danh bạ mang. Nếu là cùng một người thì ghép hai mục; nếu không, nhập lại số theo giấy tờ.';

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function correctPerson(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly personId: string;
    /** Empty fields stay as they are. */
    readonly raw: RawPerson;
    readonly reason: string;
    readonly formKey: string | undefined;
  },
): Promise<PersonCorrection> {
  const { user } = input;
  demand(user, 'dossier.correct');
  return within(store, [user.unitId], async (client) => {
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const current = await requirePerson(recording, input.personId);
    const checked = checkCorrection(current, input.raw, input.reason);
    if (!checked.ok) return { ok: false as const, errors: checked.errors, taken: null };
    const owner = await ownerOfNumber(recording, current, checked.person.identityNumber);
    if (owner !== null) {
      return {
        ok: false as const,
        errors: { identityNumber: TAKEN_NUMBER },
        taken: { personId: owner.personId, fullName: owner.fullName },
      };
    }
    const key = { user, formKey: input.formKey, act: 'person.correct' };
    const { answer } = await once(client, key, recording.place.recordedAt, async () => {
      const dossiers = await writeCorrection(recording, {
        user,
        current,
        person: checked.person,
        reason: checked.reason,
        dossiers: true,
      });
      await finishRecording(recording, 'person.correct', {
        personId: current.personId,
        fields: checked.fields,
        dossiers,
        reason: checked.reason,
      });
      return { ok: true as const, fields: checked.fields, dossiers };
    });
    return answer;
  });
}
