/** The applicant's entry in the directory (mục của người nộp trong danh bạ): chosen, opened and corrected, known, or new. */
import type pg from 'pg';
import type { Person } from '../../core/reception/applicant.ts';
import { isUuid } from '../../core/reception/receipt.ts';
import {
  findPersonById,
  findPersonByIdentity,
  markSeen,
  rememberPerson,
  type StoredPersonRecord,
} from '../../store/people.ts';
import { rootOf } from '../../store/person-changes.ts';
import { TAKEN_NUMBER, writeCorrection } from '../people/correct-person.ts';
import { type Random, randomId } from '../random.ts';
import type { Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { demand } from './desk.ts';

/** The entry that stands for an identifier of a form; null for none of the unit's. */
export async function entryOf(client: pg.ClientBase, unitId: string, id: string): Promise<StoredPersonRecord | null> {
  return isUuid(id) ? findPersonById(client, unitId, await rootOf(client, unitId, id)) : null;
}

/** Why an opened entry cannot be corrected to a person: somebody else bears the number. */
export async function correctionProblem(
  client: pg.ClientBase,
  unitId: string,
  corrects: StoredPersonRecord,
  person: Person,
): Promise<string | undefined> {
  const owner = await findPersonByIdentity(client, unitId, person.identityNumber);
  return owner !== null && owner.personId !== corrects.personId ? TAKEN_NUMBER : undefined;
}

/**
 * The applicant's entry: the chosen one as it is; the one that the officer opened and corrected; the one that bears the
 * number, with what was said this time; else a new one. What an entry was before is kept.
 */
export async function applicantEntry(
  recording: Recording,
  random: Random,
  user: SignedIn,
  given: {
    readonly personId: string | null;
    readonly corrects: StoredPersonRecord | null;
    /** Who bears the number, where nobody was chosen and nothing opened. */
    readonly bearer: StoredPersonRecord | null;
    readonly person: Person;
  },
): Promise<string> {
  const { client, unitId, place } = recording;
  const { person, corrects, bearer } = given;
  if (given.personId !== null) {
    const root = await rootOf(client, unitId, given.personId);
    await markSeen(client, unitId, root, place.recordedAt);
    return root;
  }
  if (corrects !== null) {
    demand(user, 'dossier.correct');
    const reason = 'Sửa khi tiếp nhận hồ sơ';
    await writeCorrection(recording, { user, current: corrects, person, reason, dossiers: true });
    await markSeen(client, unitId, corrects.personId, place.recordedAt);
    return corrects.personId;
  }
  if (bearer !== null && bearer.joinedInto === null) {
    const reason = 'Khai lại khi tiếp nhận hồ sơ';
    await writeCorrection(recording, { user, current: bearer, person, reason, dossiers: false });
  }
  return rememberPerson(client, unitId, person, randomId(random), place.recordedAt, bearer);
}
