/** Trả lời hồ sơ trực tuyến: accept it (the clock starts), refuse it (Mẫu 03) or ask for completion (Mẫu 02). */
import type pg from 'pg';
import type { IdentityKind, Person, PersonKind } from '../../core/reception/applicant.ts';
import type { FeeLine } from '../../core/reception/fees.ts';
import { missingPapers } from '../../core/reception/papers.ts';
import type { Receipt } from '../../core/reception/receipt.ts';
import type { CompletionSlip, RefusalSlip, SlipKind } from '../../core/reception/slip.ts';
import { CalendarGapError } from '../../core/time/calendar.ts';
import { explainDue, explanationLines } from '../../core/time/explain-due.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { findFee, findReception, listPapers } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { beginRecording, finishRecording, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { type DeskRefusal, demand, loadDeskProcedure, orRefusal, Refused, unitAtWork } from './desk.ts';
import { issueSlip } from './issue-slip.ts';
import { dossierIdFor } from './list-online.ts';
import { linkedPart, type PreparedReceipt } from './prepare-receipt.ts';
import { checkReasons, type RawReason } from './turn-away.ts';
import { refusedBy, slipPerson, writeReceipt } from './write-receipt.ts';

export interface Answered {
  readonly ok: true;
  readonly dossierCode: string;
  readonly slip: { readonly kind: SlipKind; readonly year: number; readonly number: number };
  readonly repeated: boolean;
}

interface AnswerInput {
  readonly user: SignedIn;
  readonly formKey: string | undefined;
  readonly dossierCode: string;
}

const gone = (): Refused => new Refused({ '': 'Đơn vị không có hồ sơ trực tuyến này. Hãy mở lại danh sách.' });

/** The applicant as the citizen filed it. @throws Refused */
export async function storedPerson(client: pg.ClientBase, unitId: string, dossierId: string): Promise<Person> {
  const { rows } = await client.query<{
    full_name: string;
    identity_number: string;
    phone: string;
    other: { kind?: PersonKind; identityKind?: IdentityKind; email?: string; address?: string };
  }>(
    `select full_name, identity_number, phone, other from dossier_person
     where home_unit_id = $1 and dossier_id = $2 and role = 'applicant'`,
    [unitId, dossierId],
  );
  const row = rows[0];
  if (row === undefined) throw gone();
  return {
    kind: row.other.kind ?? 'citizen',
    fullName: row.full_name,
    identityKind: row.other.identityKind ?? 'none',
    identityNumber: row.identity_number,
    phone: row.phone,
    email: row.other.email ?? '',
    address: row.other.address ?? '',
  };
}

/** What the citizen filed, as receiving needs it. @throws Refused */
async function filed(
  recording: Recording,
  dossierId: string,
): Promise<{
  readonly prepared: PreparedReceipt;
  readonly personId: string;
  readonly submittedAt: PreparedReceipt['receivedAt'] | null;
}> {
  const { client, unitId, calendar, now } = recording;
  const reception = await findReception(client, unitId, dossierId);
  if (reception === null || reception.personId === null) throw gone();
  const procedure = await loadDeskProcedure(client, unitId, reception.procedureCode, dateOf(now));
  if (procedure === undefined || procedure.term === null) {
    throw new Refused({
      '': `Thủ tục ${reception.procedureCode} không còn trong danh mục hoặc chưa có thời hạn, nên không tiếp nhận được. Nhờ người quản lý danh mục kiểm tra.`,
    });
  }
  const papers = await listPapers(client, unitId, dossierId);
  const fee = await findFee(client, unitId, dossierId);
  const line: FeeLine | null = fee === null ? null : { ...fee, provisional: false };
  const receipt: Receipt = {
    procedureCode: procedure.code,
    person: null,
    personId: reception.personId,
    representative: null,
    channel: 'online',
    request: reception.request,
    sets: reception.sets,
    papers,
    fee: line,
    resultChannel: reception.resultChannel,
    resultAddress: reception.resultAddress,
  };
  try {
    const term = procedure.term;
    const explained = explainDue(calendar, now, term);
    return {
      personId: reception.personId,
      submittedAt: reception.submittedAt,
      prepared: {
        ok: true,
        unit: await unitAtWork(client, unitId, dateOf(now)),
        procedure,
        receipt,
        person: await storedPerson(client, unitId, dossierId),
        known: true,
        corrects: null,
        bearer: null,
        receivedAt: now,
        late: null,
        dueAt: explained.dueAt,
        explanation: explanationLines(explained),
        dueProvisional: explained.provisional,
        missing: missingPapers(papers),
        parts: procedure.authorities.map((authority) => linkedPart(calendar, now, authority, term)),
        sameAgain: null,
      },
    };
  } catch (error) {
    if (error instanceof CalendarGapError) throw new Refused({ '': error.message });
    throw error;
  }
}

/** Tiếp nhận hồ sơ trực tuyến: received now, under the code that it has; the slip goes back to the citizen. */
export async function acceptOnline(
  { store, clock }: Installation,
  input: AnswerInput,
): Promise<Answered | DeskRefusal> {
  const { user } = input;
  demand(user, 'dossier.receive');
  const { unitId } = user;
  return orRefusal(
    within(store, [unitId], async (client) => {
      const recording = await beginRecording(client, clock, unitId, user.loginName);
      const key = { user, formKey: input.formKey, act: 'dossier.acceptOnline' };
      const { answer, repeated } = await once(client, key, recording.place.recordedAt, async () => {
        const place = dossierIdFor(unitId, input.dossierCode);
        if (place === undefined) throw gone();
        const { prepared, personId, submittedAt } = await filed(recording, place.id);
        const { slip, childCodes } = await writeReceipt(recording, prepared.unit, {
          user,
          prepared,
          personId,
          dossierCode: place.code,
          series: undefined,
          submittedAt,
        });
        await finishRecording(recording, 'acceptOnline', { dossierCode: place.code, childCodes });
        return {
          dossierCode: place.code,
          slip: { kind: slip.kind, year: Number(slip.issuedAt.slice(0, 4)), number: slip.number },
        };
      });
      return { ok: true as const, ...answer, repeated };
    }),
  );
}

/** Từ chối or yêu cầu hoàn thiện hồ sơ trực tuyến: all reasons at once, on a slip. */
export async function turnBackOnline(
  { store, clock }: Installation,
  input: AnswerInput & {
    readonly kind: 'completion' | 'refusal';
    readonly reasons: readonly RawReason[];
    readonly note: string;
  },
): Promise<Answered | DeskRefusal> {
  const { user } = input;
  demand(user, input.kind === 'refusal' ? 'dossier.refuse' : 'dossier.requestSupplement');
  const { unitId } = user;
  return orRefusal(
    within(store, [unitId], async (client) => {
      const recording = await beginRecording(client, clock, unitId, user.loginName);
      const key = { user, formKey: input.formKey, act: `dossier.turnBackOnline.${input.kind}` };
      const { answer, repeated } = await once(client, key, recording.place.recordedAt, async () => {
        const { now } = recording;
        const place = dossierIdFor(unitId, input.dossierCode);
        if (place === undefined) throw gone();
        const reception = await findReception(client, unitId, place.id);
        if (reception === null) throw gone();
        const { reasons, errors } = checkReasons(input.kind, input.reasons);
        if (Object.keys(errors).length > 0) throw new Refused(errors);
        const unit = await unitAtWork(client, unitId, dateOf(now));
        const matter = {
          dossierCode: place.code,
          person: slipPerson(await storedPerson(client, unitId, place.id), null),
          procedureName: reception.procedureName,
          request: reception.request,
          contact: `${user.fullName}${user.position === '' ? '' : `, ${user.position}`}, ${unit.name}`,
        };
        const issue = { issuedAt: now, officerName: user.fullName, dossierId: place.id };
        const slip =
          input.kind === 'refusal'
            ? await issueSlip<RefusalSlip>(recording, unit, {
                matter: { kind: 'refusal', ...matter, reasons },
                ...issue,
              })
            : await issueSlip<CompletionSlip>(recording, unit, {
                matter: {
                  kind: 'completion',
                  ...matter,
                  items: reasons.map(({ text, legalBasis }) => (legalBasis === '' ? text : `${text} (${legalBasis})`)),
                  reason:
                    input.note.trim() === ''
                      ? 'Hồ sơ chưa đủ hoặc chưa hợp lệ theo quy định của thủ tục.'
                      : input.note.trim(),
                },
                ...issue,
              });
        const number = `${String(slip.number).padStart(2, '0')}/${slip.form.notation}`;
        const recorded = await recordWithin(recording, {
          dossierCode: place.code,
          acts: [
            {
              act: input.kind === 'refusal' ? 'refuse' : 'requestCompletion',
              happenedAt: now,
              data: { reason: reasons.map((one) => one.text).join('; '), document: number },
            },
          ],
        });
        if (!recorded.ok) throw refusedBy(recorded.refusals);
        await finishRecording(recording, input.kind === 'refusal' ? 'refuseOnline' : 'requestOnlineCompletion', {
          dossierCode: place.code,
        });
        return {
          dossierCode: place.code,
          slip: { kind: slip.kind, year: Number(slip.issuedAt.slice(0, 4)), number: slip.number },
        };
      });
      return { ok: true as const, ...answer, repeated };
    }),
  );
}
