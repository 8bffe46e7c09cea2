/** Tiếp nhận hồ sơ tại Bộ phận Một cửa: once however often its form arrives, with the next code of the day. */

import { ACTUAL_TIME_QUESTIONS, type RawActualTime } from '../../core/process/late-recording.ts';
import type { FieldErrors } from '../../core/reception/applicant.ts';
import type { RawReceipt } from '../../core/reception/receipt.ts';
import { dateOf, formatLocal, isLocalDateTime, toCivilMinute } from '../../core/time/local-date-time.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import type { Random } from '../random.ts';
import { beginRecording, finishRecording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { applicantEntry } from './applicant-entry.ts';
import { demand, orRefusal, Refused } from './desk.ts';
import { issueCode } from './issue-code.ts';
import { prepareAtActualTime } from './prepare-receipt.ts';
import { writeReceipt } from './write-receipt.ts';

/** The minute of receipt is the one that the officer saw on the page before; older than this it is asked about again. */
export const SEEN_MINUTES = 15;

/** Keys of {@link ReceiveRefusal} that concern no field but what the officer has to say yes to. */
export const CONFIRMATIONS = ['acceptMissing', 'separate', 'receivedAt', ...ACTUAL_TIME_QUESTIONS] as const;

export interface ReceivedDossier {
  readonly ok: true;
  readonly dossierCode: string;
  readonly childCodes: readonly string[];
  /** The form was answered before; this is its first answer. */
  readonly repeated: boolean;
}

/** By field; those of {@link CONFIRMATIONS} want a confirmation. Nothing was written. */
export interface ReceiveRefusal {
  readonly ok: false;
  readonly errors: FieldErrors;
}

/**
 * Receives a dossier.
 * @param input.receivedAt the minute that the page before showed: `2023-09-14T09:15`
 * @param input.actual when it was really received, where earlier than now; the code is then one of that day, because the
 *   day in a code is the day of receipt (TT 01/2018/TT-VPCP Điều 19): the next free number of the day, so that none is
 *   given twice or left out
 * @param input.acceptMissing the officer takes it in though required papers are missing
 * @param input.separate the officer says that it is another dossier than the one received just before
 */
export async function receiveDossier(
  { store, clock }: Installation,
  random: Random,
  input: {
    readonly user: SignedIn;
    readonly formKey: string | undefined;
    readonly raw: RawReceipt;
    readonly receivedAt: string;
    readonly actual?: RawActualTime | undefined;
    readonly acceptMissing: boolean;
    readonly separate: boolean;
  },
): Promise<ReceivedDossier | ReceiveRefusal> {
  const { user, raw } = input;
  demand(user, 'dossier.receive');
  const { unitId } = user;
  return orRefusal(
    within(store, [unitId], async (client) => {
      const recording = await beginRecording(client, clock, unitId, user.loginName);
      const key = { user, formKey: input.formKey, act: 'dossier.receive' };
      const { answer, repeated } = await once(client, key, recording.place.recordedAt, async () => {
        const { now } = recording;
        const seen = isLocalDateTime(input.receivedAt) ? input.receivedAt : undefined;
        const stale = seen === undefined || seen > now || toCivilMinute(now) - toCivilMinute(seen) > SEEN_MINUTES;
        const prepared = await prepareAtActualTime(client, {
          user,
          raw,
          actual: input.actual,
          calendar: recording.calendar,
          seen: stale ? now : seen,
          now: recording.place.recordedAt,
        });
        const { late } = prepared;
        // An earlier time does not move on while the page lies open.
        if (stale && late === null) {
          throw new Refused({
            receivedAt: `Trang xem lại đã để lâu; giờ tiếp nhận nay là ${formatLocal(now)}. Hãy xem lại hạn trả rồi bấm tiếp nhận.`,
          });
        }
        const wanted: Record<string, string> = { ...late?.open };
        if (prepared.missing.length > 0 && !input.acceptMissing) {
          wanted['acceptMissing'] =
            `Còn thiếu ${prepared.missing.length} giấy tờ bắt buộc. Hãy đánh dấu nếu vẫn tiếp nhận, hoặc lập phiếu yêu cầu bổ sung.`;
        }
        if (prepared.sameAgain !== null && !input.separate) {
          const { dossierCode, officerName, receivedAt } = prepared.sameAgain;
          wanted['separate'] =
            `Người này vừa có hồ sơ ${dossierCode} cùng thủ tục, do ${officerName} tiếp nhận lúc ${formatLocal(receivedAt)}. Nếu là hồ sơ khác, hãy đánh dấu rồi tiếp nhận.`;
        }
        if (Object.keys(wanted).length > 0) throw new Refused(wanted);

        const { unit } = prepared;
        const { dossierCode, series } = await issueCode(recording, unit, dateOf(prepared.receivedAt));
        const personId = await applicantEntry(recording, random, user, {
          personId: prepared.receipt.personId,
          corrects: prepared.corrects,
          bearer: prepared.bearer,
          person: prepared.person,
        });
        const { childCodes } = await writeReceipt(recording, unit, {
          user,
          prepared,
          personId,
          dossierCode,
          series,
          submittedAt: null,
        });
        await finishRecording(recording, 'receiveDossier', {
          dossierCode,
          childCodes,
          ...(late === null ? {} : { happenedAt: prepared.receivedAt, lateReason: late.reason }),
        });
        return { dossierCode, childCodes };
      });
      return { ok: true as const, ...answer, repeated };
    }),
  );
}
