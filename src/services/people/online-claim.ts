/**
 * Khai khác với danh bạ: what a citizen typed online over what the directory knows of them. It is a claim; an officer takes it
 * over as a correction with its history, or leaves it, and the dossier keeps what was filed.
 */
import { IDENTITY_LABELS, PERSON_KIND_LABELS, type Person } from '../../core/reception/applicant.ts';
import { claimedFields, PERSON_FIELD_LABELS } from '../../core/reception/person-change.ts';
import { findPersonById, type StoredPersonRecord } from '../../store/people.ts';
import { rootOf } from '../../store/person-changes.ts';
import { findReception } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { storedPerson } from '../reception/answer-online.ts';
import { type DeskRefusal, demand, orRefusal, Refused } from '../reception/desk.ts';
import { dossierIdFor, listOnline } from '../reception/list-online.ts';
import { beginRecording, finishRecording, type Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { writeCorrection } from './correct-person.ts';
import { detailsOf } from './view-person.ts';

interface Claim {
  readonly known: StoredPersonRecord;
  /** The entry as it would be. */
  readonly person: Person;
  readonly before: Partial<Person>;
  readonly after: Partial<Person>;
  readonly fields: readonly string[];
}

async function claimOf(
  { client, unitId }: Pick<Recording, 'client' | 'unitId'>,
  dossierCode: string,
): Promise<Claim | null> {
  const place = dossierIdFor(unitId, dossierCode);
  const reception = place === undefined ? null : await findReception(client, unitId, place.id);
  if (place === undefined || reception === null || reception.personId === null || reception.submittedAt === null)
    return null;
  const known = await findPersonById(client, unitId, await rootOf(client, unitId, reception.personId));
  if (known === null) return null;
  const claimed = await storedPerson(client, unitId, place.id);
  const fields = claimedFields(known, claimed);
  if (fields.length === 0) return null;
  const only = (of: Person): Partial<Person> => Object.fromEntries(fields.map((field) => [field, of[field]]));
  return { known, person: { ...known, ...only(claimed) }, before: only(known), after: only(claimed), fields };
}

/** Kinds by their names: what is taken over has to be seen first. */
function kindsOf({ known, person }: Claim): readonly string[] {
  const { kind, identityKind } = PERSON_FIELD_LABELS;
  return [
    ...(known.kind === person.kind
      ? []
      : [`${kind}: ${PERSON_KIND_LABELS[known.kind]} → ${PERSON_KIND_LABELS[person.kind]}`]),
    ...(known.identityKind === person.identityKind
      ? []
      : [`${identityKind}: ${IDENTITY_LABELS[known.identityKind]} → ${IDENTITY_LABELS[person.identityKind]}`]),
  ];
}

/** The differences as `Điện thoại: 090***567 → 091***333`, masked; null: there are none. */
export async function viewClaim(
  { store }: Pick<Installation, 'store'>,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<{ readonly personId: string; readonly details: readonly string[] } | null> {
  const { unitId } = input.user;
  demand(input.user, 'dossier.receive');
  return within(
    store,
    [unitId],
    async (client) => {
      const claim = await claimOf({ client, unitId }, input.dossierCode);
      return claim === null
        ? null
        : { personId: claim.known.personId, details: [...kindsOf(claim), ...detailsOf(claim.before, claim.after)] };
    },
    { readOnly: true },
  );
}

/** Takes the claim of a filing that waits over into the directory. @throws ServiceError `FORBIDDEN` */
export async function takeOverClaim(
  installation: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string; readonly formKey: string | undefined },
): Promise<{ readonly ok: true } | DeskRefusal> {
  const { user, dossierCode } = input;
  demand(user, 'dossier.receive');
  demand(user, 'dossier.correct');
  const { store, clock } = installation;
  const waits = (await listOnline(installation, { user })).some((one) => one.dossierCode === dossierCode);
  return orRefusal(
    within(store, [user.unitId], async (client) => {
      const recording = await beginRecording(client, clock, user.unitId, user.loginName);
      const key = { user, formKey: input.formKey, act: 'person.correct' };
      await once(client, key, recording.place.recordedAt, async () => {
        if (!waits) throw new Refused({ '': 'Hồ sơ này không còn chờ tiếp nhận. Đính chính ở trang người nộp.' });
        const claim = await claimOf(recording, dossierCode);
        if (claim === null) throw new Refused({ '': 'Danh bạ nay đã giống bản khai, không còn gì để sửa.' });
        const reason = `Theo bản khai trực tuyến, hồ sơ ${dossierCode}`;
        const { known, person, fields } = claim;
        const dossiers = await writeCorrection(recording, { user, current: known, person, reason, dossiers: true });
        await finishRecording(recording, 'person.correct', { personId: known.personId, fields, dossiers, reason });
        return {};
      });
      return { ok: true as const };
    }),
  );
}
