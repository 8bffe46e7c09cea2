/**
 * Nộp hồ sơ trực tuyến: what comes in from the portal. The dossier gets its code and waits for the desk; the clock of the
 * procedure does not run yet, the desk's eight working hours do.
 */
import type { RawReceipt } from '../../core/reception/receipt.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { putPerson } from '../../store/dossiers.ts';
import { rememberPerson } from '../../store/people.ts';
import { rootOf } from '../../store/person-changes.ts';
import { putFee, putPapers, putReception } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type Random, randomId } from '../random.ts';
import { beginRecording, finishRecording, recordWithin } from '../record-acts.ts';
import { type DeskRefusal, orRefusal } from './desk.ts';
import { issueCode } from './issue-code.ts';
import { prepareWithin } from './prepare-receipt.ts';
import { refusedBy } from './write-receipt.ts';

/** The account under which the portal's keys are kept; no person bears it. */
const PORTAL_ACCOUNT = '00000000-0000-4000-8000-000000000001';

export interface Submitted {
  readonly ok: true;
  readonly dossierCode: string;
  readonly repeated: boolean;
}

/**
 * Takes a submission in. All that is wrong with it at once, by field.
 * @param input.reference the portal's own identifier (UUID): the same submission again gets the same answer
 * @param input.actor who files, for the log: `portal`
 */
export async function submitOnline(
  { store, clock }: Installation,
  random: Random,
  input: { readonly unitId: string; readonly reference: string; readonly actor: string; readonly raw: RawReceipt },
): Promise<Submitted | DeskRefusal> {
  const { unitId } = input;
  return orRefusal(
    within(store, [unitId], async (client) => {
      const recording = await beginRecording(client, clock, unitId, input.actor);
      const { place, now } = recording;
      const key = {
        user: { unitId, accountId: PORTAL_ACCOUNT },
        formKey: input.reference,
        act: 'dossier.submitOnline',
      };
      const { answer, repeated } = await once(client, key, place.recordedAt, async () => {
        const raw = { ...input.raw, channel: 'online', personId: '' };
        const prepared = await prepareWithin(client, unitId, recording.calendar, raw, now, place.recordedAt);
        const { unit, procedure, receipt, person, bearer } = prepared;
        const { dossierCode } = await issueCode(recording, unit, dateOf(now));
        const recorded = await recordWithin(recording, {
          dossierCode,
          acts: [
            {
              act: 'submit',
              happenedAt: now,
              data: {
                channel: 'online',
                procedureCode: procedure.code,
                procedureVersion: procedure.version,
                sectorKey: procedure.sectorKey,
                verticalAgency: procedure.verticalAgency,
              },
            },
          ],
        });
        if (!recorded.ok) throw refusedBy(recorded.refusals);
        const { dossierId } = recorded;
        // What is typed online is a claim: an entry that is known stays as it is until an officer takes the claim over.
        const personId =
          bearer === null
            ? await rememberPerson(client, unitId, person, randomId(random), place.recordedAt, null)
            : await rootOf(client, unitId, bearer.personId);
        await putPerson(
          client,
          { homeUnitId: unitId, dossierId },
          {
            role: 'applicant',
            fullName: person.fullName,
            identityNumber: person.identityNumber,
            phone: person.phone,
            other: {
              kind: person.kind,
              identityKind: person.identityKind,
              email: person.email,
              address: person.address,
            },
          },
          place.recordedAt,
          recording.index,
        );
        await putReception(
          client,
          unitId,
          {
            dossierId,
            personId,
            procedureCode: procedure.code,
            procedureName: procedure.name,
            request: receipt.request,
            sets: receipt.sets,
            resultChannel: receipt.resultChannel,
            resultAddress: receipt.resultAddress,
            authority: '',
            authorityPart: '',
            submittedAt: now,
            officer: input.actor,
            officerName: '',
          },
          place.recordedAt,
        );
        await putPapers(client, unitId, dossierId, receipt.papers, place.recordedAt, false);
        await putFee(client, unitId, dossierId, receipt.fee, place.recordedAt, false);
        await finishRecording(recording, 'submitOnline', { dossierCode });
        return { dossierCode };
      });
      return { ok: true as const, ...answer, repeated };
    }),
  );
}

/** Nhận bản hoàn thiện of an online dossier that the desk asked for: it waits for the desk again. */
export async function completeOnline(
  { store, clock }: Installation,
  input: { readonly unitId: string; readonly dossierCode: string; readonly actor: string; readonly note: string },
): Promise<{ readonly ok: true } | DeskRefusal> {
  const { unitId } = input;
  return orRefusal(
    within(store, [unitId], async (client) => {
      const recording = await beginRecording(client, clock, unitId, input.actor);
      const recorded = await recordWithin(recording, {
        dossierCode: input.dossierCode,
        acts: [{ act: 'complete', happenedAt: recording.now, data: { note: input.note } }],
      });
      if (!recorded.ok) throw refusedBy(recorded.refusals);
      await finishRecording(recording, 'completeOnline', { dossierCode: input.dossierCode });
      return { ok: true as const };
    }),
  );
}
