/**
 * Ghép, tách người nộp: two entries that are one person. One stays and stands for both, the other points to it and keeps all
 * it says; nothing is deleted, and they can be separated again.
 */
import { tidyText } from '../../core/reception/applicant.ts';
import { LONGEST_CHANGE_REASON } from '../../core/reception/person-change.ts';
import { findPersonById } from '../../store/people.ts';
import { insertPersonChange, putJoinedInto } from '../../store/person-changes.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { demand } from '../reception/desk.ts';
import { beginRecording, finishRecording, type Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePerson } from './correct-person.ts';

interface Input {
  readonly user: SignedIn;
  readonly reason: string;
}

function reasonOf(text: string): string {
  const reason = tidyText(text);
  if (reason === '') throw new ServiceError('REASON_MISSING', 'Nêu lý do.', { exitCode: 1 });
  if ([...reason].length > LONGEST_CHANGE_REASON)
    throw new ServiceError('REASON_MISSING', `Lý do nhiều nhất ${LONGEST_CHANGE_REASON} ký tự. Hãy rút ngắn lại.`, {
      exitCode: 1,
    });
  return reason;
}

/** The same in the history of both entries. */
async function tell(
  recording: Recording,
  user: SignedIn,
  kind: 'joined' | 'separated',
  ids: readonly [string, string],
  reason: string,
): Promise<void> {
  for (const [personId, otherPersonId] of [ids, [ids[1], ids[0]] as const]) {
    await insertPersonChange(recording.client, recording.unitId, {
      personId,
      kind,
      before: {},
      after: {},
      formerNumber: '',
      otherPersonId,
      reason,
      actor: user.loginName,
      actorName: user.fullName,
      recordedAt: recording.place.recordedAt,
    });
  }
  await finishRecording(recording, kind === 'joined' ? 'person.join' : 'person.separate', {
    personId: ids[0],
    otherPersonId: ids[1],
    reason,
  });
}

/** @param input.intoId the entry that stays. Joining what is joined already changes nothing. @throws ServiceError */
export async function joinPeople(
  { store, clock }: Installation,
  input: Input & { readonly personId: string; readonly intoId: string },
): Promise<{ readonly personId: string }> {
  const { user } = input;
  demand(user, 'dossier.correct');
  const reason = reasonOf(input.reason);
  return within(store, [user.unitId], async (client) => {
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const [one, into] = [await requirePerson(recording, input.personId), await requirePerson(recording, input.intoId)];
    if (one.personId === into.personId) return { personId: into.personId };
    await putJoinedInto(client, user.unitId, one.personId, into.personId);
    await tell(recording, user, 'joined', [one.personId, into.personId], reason);
    return { personId: into.personId };
  });
}

/** @param input.personId the entry that stands for itself again. @throws ServiceError `NOT_JOINED` */
export async function separatePerson(
  { store, clock }: Installation,
  input: Input & { readonly personId: string },
): Promise<void> {
  const { user } = input;
  demand(user, 'dossier.correct');
  const reason = reasonOf(input.reason);
  await within(store, [user.unitId], async (client) => {
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    await requirePerson(recording, input.personId);
    const person = await findPersonById(client, user.unitId, input.personId);
    if (person === null || person.joinedInto === null)
      throw new ServiceError('NOT_JOINED', 'Mục này không ghép vào mục nào, nên không tách được.', { exitCode: 1 });
    await putJoinedInto(client, user.unitId, person.personId, null);
    await tell(recording, user, 'separated', [person.personId, person.joinedInto], reason);
  });
}
