/**
 * People whose dossier is not taken in at the counter: a request for completion (Mẫu 02) or a refusal (Mẫu 03), all
 * reasons at once. It never becomes a received dossier and takes no dossier code; the slip is what remains.
 */
import {
  checkPerson,
  type FieldErrors,
  type Person,
  type RawPerson,
  tidyText,
} from '../../core/reception/applicant.ts';
import type { CompletionSlip, RefusalSlip, SlipKind } from '../../core/reception/slip.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { formatDate } from '../../core/time/plain-date.ts';
import { findPersonByIdentity } from '../../store/people.ts';
import { listTurnedAway } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import type { Random } from '../random.ts';
import { beginRecording, finishRecording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { applicantEntry, correctionProblem, entryOf } from './applicant-entry.ts';
import { type DeskRefusal, demand, loadDeskProcedure, orRefusal, Refused, unitAtWork } from './desk.ts';
import { issueSlip } from './issue-slip.ts';
import { slipPerson } from './write-receipt.ts';

export interface RawReason {
  readonly text: string;
  readonly legalBasis: string;
}

/** As many reasons, items as one slip has room for. */
export const MOST_REASONS = 20;
const LONGEST = 500;

export interface TurnAwayInput {
  readonly user: SignedIn;
  readonly formKey: string | undefined;
  readonly kind: 'completion' | 'refusal';
  readonly procedureCode: string;
  readonly personId: string;
  /** The entry of the directory that `person` corrects. */
  readonly correctsId?: string | undefined;
  readonly person: RawPerson;
  readonly request: string;
  /** What is to be completed, or why it is refused. */
  readonly reasons: readonly RawReason[];
  /** Of a request for completion: why; may be empty. */
  readonly note: string;
}

export interface TurnedAway {
  readonly ok: true;
  readonly kind: SlipKind;
  readonly year: number;
  readonly number: number;
  readonly repeated: boolean;
}

/** The fields of a reason on a form. */
export const reasonField = (index: number, part: 'text' | 'basis'): string => `reason-${index}-${part}`;

/** Kiểm tra lý do: at least one; a refusal needs the basis of each. Errors carry the names of {@link reasonField}. */
export function checkReasons(
  kind: 'completion' | 'refusal',
  raw: readonly RawReason[],
): { readonly reasons: readonly RawReason[]; readonly errors: FieldErrors } {
  const errors: Record<string, string> = {};
  const reasons: RawReason[] = [];
  for (const [index, one] of raw.entries()) {
    const text = tidyText(one.text);
    const legalBasis = tidyText(one.legalBasis);
    if (text === '' && legalBasis === '') continue;
    if (text === '') errors[reasonField(index, 'text')] = 'Hãy ghi lý do của căn cứ này.';
    if ([...text].length > LONGEST) errors[reasonField(index, 'text')] = `Dài quá ${LONGEST} ký tự. Hãy rút ngắn lại.`;
    if ([...legalBasis].length > LONGEST)
      errors[reasonField(index, 'basis')] = `Căn cứ dài quá ${LONGEST} ký tự. Hãy rút ngắn lại.`;
    if (kind === 'refusal' && legalBasis === '')
      errors[reasonField(index, 'basis')] = 'Từ chối phải có căn cứ: hãy ghi điều, khoản của văn bản.';
    reasons.push({ text, legalBasis });
  }
  if (raw.length > MOST_REASONS) errors[''] = `Nhiều nhất ${MOST_REASONS} dòng trên một phiếu.`;
  if (reasons.length === 0) {
    errors[reasonField(0, 'text')] =
      kind === 'refusal' ? 'Hãy ghi ít nhất một lý do từ chối.' : 'Hãy ghi ít nhất một nội dung cần bổ sung.';
  }
  return { reasons, errors };
}

/** Lập phiếu yêu cầu bổ sung or phiếu từ chối before receipt. */
export async function turnAway(
  { store, clock }: Installation,
  random: Random,
  input: TurnAwayInput,
): Promise<TurnedAway | DeskRefusal> {
  const { user } = input;
  demand(user, input.kind === 'refusal' ? 'dossier.refuse' : 'dossier.requestSupplement');
  const { unitId } = user;
  return orRefusal(
    within(store, [unitId], async (client) => {
      const recording = await beginRecording(client, clock, unitId, user.loginName);
      const key = { user, formKey: input.formKey, act: `dossier.turnAway.${input.kind}` };
      const { answer, repeated } = await once(client, key, recording.place.recordedAt, async () => {
        const { now } = recording;
        const unit = await unitAtWork(client, unitId, dateOf(now));
        const procedure = await loadDeskProcedure(client, unitId, input.procedureCode, dateOf(now));
        const { reasons, errors: reasonErrors } = checkReasons(input.kind, input.reasons);
        const errors: Record<string, string> = { ...reasonErrors };
        if (procedure === undefined) {
          errors['procedureCode'] =
            `Danh mục của ${unit.name} không có thủ tục này vào ngày ${formatDate(dateOf(now))}. Hãy tìm lại thủ tục.`;
        }
        const note = tidyText(input.note);
        if ([...note].length > LONGEST) errors['note'] = `Lý do dài quá ${LONGEST} ký tự. Hãy rút ngắn lại.`;
        const request = tidyText(input.request);
        if ([...request].length > LONGEST) errors['request'] = `Nội dung dài quá ${LONGEST} ký tự. Hãy rút ngắn lại.`;
        const corrects = input.personId === '' ? await entryOf(client, unitId, input.correctsId ?? '') : null;
        let person: Person | null = null;
        if (input.personId !== '') {
          person = await entryOf(client, unitId, input.personId);
          if (person === null) errors['personId'] = 'Người nộp đã chọn không còn trong danh bạ. Hãy tìm và chọn lại.';
        } else {
          const checked = checkPerson(input.person);
          if (checked.ok) person = checked.person;
          else Object.assign(errors, checked.errors);
          const problem =
            corrects === null || person === null
              ? undefined
              : await correctionProblem(client, unitId, corrects, person);
          if (problem !== undefined) errors['identityNumber'] = problem;
        }
        if (procedure === undefined || person === null || Object.keys(errors).length > 0) throw new Refused(errors);
        await applicantEntry(recording, random, user, {
          personId: input.personId === '' ? null : input.personId,
          corrects,
          bearer:
            input.personId === '' && corrects === null
              ? await findPersonByIdentity(client, unitId, person.identityNumber)
              : null,
          person,
        });
        const common = {
          dossierCode: '',
          person: slipPerson(person, null),
          procedureName: procedure.name,
          request: request === '' ? procedure.name : request,
          contact: `${user.fullName}${user.position === '' ? '' : `, ${user.position}`}, ${unit.name}`,
        };
        const issue = { issuedAt: now, officerName: user.fullName, dossierId: null };
        const slip =
          input.kind === 'refusal'
            ? await issueSlip<RefusalSlip>(recording, unit, {
                matter: { kind: 'refusal', ...common, reasons },
                ...issue,
              })
            : await issueSlip<CompletionSlip>(recording, unit, {
                matter: {
                  kind: 'completion',
                  ...common,
                  items: reasons.map(({ text, legalBasis }) => (legalBasis === '' ? text : `${text} (${legalBasis})`)),
                  reason: note === '' ? 'Hồ sơ chưa đủ hoặc chưa hợp lệ theo quy định của thủ tục.' : note,
                },
                ...issue,
              });
        const answered = { kind: slip.kind, year: Number(slip.issuedAt.slice(0, 4)), number: slip.number };
        await finishRecording(recording, input.kind === 'refusal' ? 'refuseAtDesk' : 'requestCompletionAtDesk', {
          slip: answered,
          procedureCode: procedure.code,
        });
        return answered;
      });
      return { ok: true as const, ...answer, repeated };
    }),
  );
}

/** Phiếu đã lập cho người chưa được tiếp nhận, latest first, as lists show them. */
export async function listTurnedAwaySlips(
  { store }: Installation,
  input: { readonly user: SignedIn },
): Promise<readonly (CompletionSlip | RefusalSlip)[]> {
  demand(input.user, 'dossier.receive');
  const { unitId } = input.user;
  const slips = await within(store, [unitId], (client) => listTurnedAway(client, unitId, 50), { readOnly: true });
  return slips as readonly (CompletionSlip | RefusalSlip)[];
}
