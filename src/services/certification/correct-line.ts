/** Đính chính dòng sổ chứng thực: the line's next version, its dossier retold; what stood before is kept with the reason. */
import type { RawLine } from '../../core/certification/line.ts';
import { tidyText } from '../../core/reception/applicant.ts';
import { fromInstant } from '../../core/time/local-date-time.ts';
import { certificationKind } from '../../law/certification/kinds.ts';
import { type EntryKey, nextECopyNumber, putEntry, type StoredEntry } from '../../store/certification.ts';
import { papersOfDossier } from '../../store/digitisation.ts';
import { loadEvents, putPerson } from '../../store/dossiers.ts';
import { listFamilies } from '../../store/person-changes.ts';
import { within } from '../../store/scope.ts';
import { tellResult } from '../digitisation/desk.ts';
import { papersFollow } from '../digitisation/follow-applicant.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type DeskRefusal, demand, orRefusal, Refused } from '../reception/desk.ts';
import { beginRecording, finishRecording, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { readLine, requireEntry, withWholeIdentity } from './desk.ts';
import { lineActs } from './line-acts.ts';

export const LONGEST_REASON = 300;

/** The reason of a change. @throws Refused */
export function requireReason(text: string): string {
  const reason = tidyText(text);
  if (reason === '') throw new Refused({ reason: 'Hãy ghi lý do.' });
  if ([...reason].length > LONGEST_REASON)
    throw new Refused({ reason: `Lý do dài quá ${LONGEST_REASON} ký tự. Hãy rút ngắn lại.` });
  return reason;
}

/**
 * Corrects a line. Its number, day and dossier code stay; a kind of another book is refused, because its number belongs
 * to this one. The version that the officer saw must still be the latest.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function correctLine(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly line: Omit<EntryKey, 'homeUnitId'>;
    readonly seenVersion: number;
    readonly raw: RawLine;
    readonly reason: string;
    readonly formKey?: string | undefined;
  },
): Promise<{ readonly ok: true; readonly entry: StoredEntry } | DeskRefusal> {
  const { user } = input;
  demand(user, 'certification.register');
  const homeUnitId = user.unitId;
  return orRefusal(
    within(store, [homeUnitId], async (client) => {
      const recording = await beginRecording(client, clock, homeUnitId, user.loginName);
      const { now, place } = recording;
      const key = { user, formKey: input.formKey, act: 'certification.correct' };
      const { answer } = await once(client, key, place.recordedAt, async () => {
        const before = await requireEntry(client, { ...input.line, homeUnitId });
        const reason = requireReason(input.reason);
        if (before.voidReason !== '') throw new Refused({ '': 'Dòng này đã hủy, không đính chính được nữa.' });
        if (before.version !== input.seenVersion)
          throw new Refused({ '': 'Người khác vừa sửa dòng này. Tải lại trang, xem bản mới rồi đính chính.' });
        const raw = await withWholeIdentity(
          client,
          input.raw,
          before.applicant === input.raw.applicant ? before : undefined,
        );
        const { line, kind, procedure } = await readLine(client, homeUnitId, raw, before.enteredOn);
        if (kind.book !== before.book) {
          const old = certificationKind(before.kind)?.label ?? before.kind;
          throw new Refused({
            kind: `«${kind.label}» thuộc sổ khác với «${old}», số đã cấp không chuyển được. Hủy dòng này rồi vào dòng mới.`,
          });
        }
        const told = await loadEvents(client, homeUnitId, before.dossierId);
        // A line that was entered later than it was certified stays one.
        const { lateReason } = told.find((event) => event.data.lateReason !== undefined)?.data ?? {};
        const outcome = await recordWithin(recording, {
          dossierCode: before.dossierCode,
          acts: [
            { act: 'retract', happenedAt: now, retracts: told.map((event) => event.sequence), data: { reason } },
            ...lineActs(kind, procedure, line, fromInstant(before.enteredAt), lateReason),
          ],
        });
        if (!outcome.ok) throw new Refused({ '': outcome.refusals.map((refusal) => refusal.message).join(' ') });
        // Everything told was taken back, also what is not the line's: that its result is digital.
        await tellResult(recording, before, await papersOfDossier(client, homeUnitId, before.dossierId));
        const papers = await correctApplicant(recording, user, before, line, reason);
        const entry: StoredEntry = {
          ...before,
          ...line,
          version: before.version + 1,
          eCopyNumber:
            before.eCopyNumber ?? (line.eCopy ? await nextECopyNumber(client, homeUnitId, before.year) : null),
          recordedAt: place.recordedAt,
        };
        await putEntry(client, entry, { reason, actor: user.loginName, actorName: user.fullName });
        await finishRecording(recording, 'certification.correct', {
          ...input.line,
          version: entry.version,
          reason,
          papers,
        });
        return entry;
      });
      return { ok: true as const, entry: answer };
    }),
  );
}

/**
 * The applicant of the line's dossier and of its papers, in what the correction changed: where the directory has corrected
 * the dossier since, a correction of the number of pages does not bring the old name back.
 * @returns how many papers followed
 */
async function correctApplicant(
  recording: Recording,
  user: SignedIn,
  before: StoredEntry,
  line: Pick<StoredEntry, 'applicant' | 'identityNumber'>,
  reason: string,
): Promise<number> {
  const renamed = line.applicant !== before.applicant;
  const renumbered = line.identityNumber !== before.identityNumber;
  if (!renamed && !renumbered) return 0;
  const { client, unitId, place } = recording;
  const { dossierId } = before;
  const kept = (await listFamilies(client, unitId, [dossierId])).find((member) => member.dossierId === dossierId);
  const current = kept?.applicant ?? {
    fullName: before.applicant,
    identityNumber: before.identityNumber,
    phone: '',
    other: {},
  };
  const applicant = {
    ...current,
    ...(renamed ? { fullName: line.applicant } : {}),
    ...(renumbered ? { identityNumber: line.identityNumber } : {}),
  };
  const of = { homeUnitId: unitId, dossierId };
  await putPerson(client, of, { role: 'applicant', ...applicant }, place.recordedAt, recording.index);
  return papersFollow(
    recording,
    user,
    [{ dossierId, ...applicant }],
    `Đính chính số ${before.number} trong sổ: ${reason}`,
  );
}
