/** Vào sổ chứng thực: a line, its number and its dossier in one transaction, once however often the form arrives. */
import { entryNumber } from '../../core/certification/kinds.ts';
import type { RawLine } from '../../core/certification/line.ts';
import type { RawActualTime } from '../../core/process/late-recording.ts';
import { dateOf, formatLocal, fromInstant, toInstant } from '../../core/time/local-date-time.ts';
import {
  type EntryKey,
  latestEntry,
  nextECopyNumber,
  nextEntryNumber,
  putEntry,
  type StoredEntry,
} from '../../store/certification.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { checkActualTime } from '../late-recording.ts';
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

/**
 * A line that was certified earlier and is entered now is refused where the book already has a later one: the numbers of a
 * book follow the order of its days, and a number that was given is not moved.
 * @throws ServiceError `FORBIDDEN`
 */
export async function enterLine(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly raw: RawLine;
    /** The line whose applicant is here again. */
    readonly sameAs?: Omit<EntryKey, 'homeUnitId'> | undefined;
    /** When it was certified, where not now (thời điểm thực tế). */
    readonly actual?: RawActualTime | undefined;
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
        const actual = await checkActualTime(client, {
          user,
          raw: input.actual,
          now,
          calendar: recording.calendar,
          label: 'Vào sổ chứng thực',
          figures: true,
        });
        const against: Record<string, string> = { ...actual?.errors };
        const at = actual === null || Object.keys(against).length > 0 ? now : (actual.happenedAt ?? now);
        const on = dateOf(at);
        const unit = await unitAtWork(client, homeUnitId, on);
        const sameAs = input.sameAs === undefined ? undefined : { ...input.sameAs, homeUnitId };
        const { line, kind, procedure } = await readLine(
          client,
          homeUnitId,
          await withWholeIdentity(client, input.raw, sameAs),
          on,
        ).catch((error: unknown) => {
          if (error instanceof Refused) throw new Refused({ ...error.errors, ...against });
          throw error;
        });
        const year = Number(on.slice(0, 4));
        const latest = actual === null ? null : await latestEntry(client, homeUnitId, kind.book, year);
        if (latest !== null && latest.enteredAt > toInstant(at)) {
          against['actualTime'] ??=
            `Sổ đã có số ${entryNumber(kind.book, latest.number, year)} vào lúc ${formatLocal(fromInstant(latest.enteredAt))}; số tiếp theo không thể mang thời điểm trước đó. Nhập thời điểm từ lúc ấy trở đi, hoặc để trống thời điểm và nêu lúc chứng thực ở ghi chú.`;
        }
        if (Object.keys(against).length > 0) throw new Refused(against);
        if (Object.keys(actual?.open ?? {}).length > 0) throw new Refused({ ...actual?.open });
        const { dossierCode } = await issueCode(recording, unit, on);
        const outcome = await recordWithin(recording, {
          dossierCode,
          acts: lineActs(kind, procedure, line, at, actual?.reason),
        });
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
          enteredAt: toInstant(at),
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
          ...(actual === null ? {} : { happenedAt: at, lateReason: actual.reason }),
        });
        return entry;
      });
      return { ok: true as const, entry: answer, repeated };
    }),
  );
}
