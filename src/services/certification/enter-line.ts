/** Vào sổ chứng thực: a line, its number and its dossier in one transaction, once however often the form arrives. */
import type { RawLine } from '../../core/certification/line.ts';
import { dateOf, toInstant } from '../../core/time/local-date-time.ts';
import {
  type EntryKey,
  nextECopyNumber,
  nextEntryNumber,
  putEntry,
  type StoredEntry,
} from '../../store/certification.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type DeskRefusal, demand, orRefusal, Refused, unitAtWork } from '../reception/desk.ts';
import { issueCode } from '../reception/issue-code.ts';
import { beginRecording, finishRecording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { readLine, rememberApplicant, withWholeIdentity } from './desk.ts';
import { lineActs } from './line-acts.ts';

export interface EnteredLine {
  readonly ok: true;
  readonly entry: StoredEntry;
  /** The form was answered before; this is its first answer. */
  readonly repeated: boolean;
}

/** @throws ServiceError `FORBIDDEN` */
export async function enterLine(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly raw: RawLine;
    /** The line whose applicant is here again. */
    readonly sameAs?: Omit<EntryKey, 'homeUnitId'> | undefined;
    readonly formKey?: string | undefined;
  },
): Promise<EnteredLine | DeskRefusal> {
  const { user } = input;
  demand(user, 'certification.register');
  const homeUnitId = user.unitId;
  return orRefusal(
    within(store, [homeUnitId], async (client) => {
      const recording = await beginRecording(client, clock, homeUnitId, user.loginName);
      const { now, place } = recording;
      const key = { user, formKey: input.formKey, act: 'certification.enter' };
      const { answer, repeated } = await once(client, key, place.recordedAt, async () => {
        const on = dateOf(now);
        const unit = await unitAtWork(client, homeUnitId, on);
        const sameAs = input.sameAs === undefined ? undefined : { ...input.sameAs, homeUnitId };
        const { line, kind, procedure } = await readLine(
          client,
          homeUnitId,
          await withWholeIdentity(client, input.raw, sameAs),
          on,
        );
        const year = Number(on.slice(0, 4));
        const { dossierCode } = await issueCode(recording, unit, on);
        const outcome = await recordWithin(recording, { dossierCode, acts: lineActs(kind, procedure, line, now) });
        if (!outcome.ok) throw new Refused({ '': outcome.refusals.map((refusal) => refusal.message).join(' ') });
        await rememberApplicant(recording, outcome.dossierId, line);
        const entry: StoredEntry = {
          ...line,
          homeUnitId,
          book: kind.book,
          year,
          number: await nextEntryNumber(client, homeUnitId, kind.book, year),
          version: 1,
          enteredOn: on,
          enteredAt: toInstant(now),
          eCopyNumber: line.eCopy ? await nextECopyNumber(client, homeUnitId, year) : null,
          dossierId: outcome.dossierId,
          dossierCode,
          voidReason: '',
          officer: user.loginName,
          officerName: user.fullName,
          recordedAt: place.recordedAt,
        };
        await putEntry(client, entry, { reason: '', actor: user.loginName, actorName: user.fullName });
        await finishRecording(recording, 'certification.enter', {
          dossierCode,
          book: entry.book,
          year,
          number: entry.number,
        });
        return entry;
      });
      return { ok: true as const, entry: answer, repeated };
    }),
  );
}
