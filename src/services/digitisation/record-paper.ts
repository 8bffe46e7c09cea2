/** Ghi nhận số hóa: a paper of a dossier, its result, or an earlier paper used again; a digital result is told to the log. */
import type { AuditAct } from '../../core/audit/acts.ts';
import { checkDigitisation, decideReuse, type PaperKind, type RawDigitisation } from '../../core/digitisation/paper.ts';
import { fold } from '../../core/dossier/dossier.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { findPaper, insertPaper, markDigitised, ownerOfDossier, type StoredPaper } from '../../store/digitisation.ts';
import { type DossierRow, findDossierByCode, loadEvents } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type Random, randomId } from '../random.ts';
import { type DeskRefusal, demand, orRefusal, Refused } from '../reception/desk.ts';
import { beginRecording, finishRecording, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';

export type PaperOutcome = { readonly ok: true; readonly paper: StoredPaper } | DeskRefusal;

interface PaperAct {
  readonly user: SignedIn;
  readonly dossierCode: string;
  readonly formKey?: string | undefined;
}

/** @throws ServiceError `NOT_FOUND` */
async function requireDossier({ client, unitId }: Recording, dossierCode: string): Promise<DossierRow> {
  const row = await findDossierByCode(client, unitId, dossierCode);
  if (row === null) throw new ServiceError('NOT_FOUND', `Không có hồ sơ ${dossierCode}.`, { exitCode: 1 });
  return row;
}

/** The first digital result of a dossier is a fact that the report counts. @throws Refused */
async function tellResult(recording: Recording, dossier: DossierRow, kind: PaperKind): Promise<void> {
  if (kind !== 'result') return;
  const events = await loadEvents(recording.client, recording.unitId, dossier.dossierId);
  if (fold(NATIONAL_DOSSIER, events).resultDigitised) return;
  const outcome = await recordWithin(recording, {
    dossierCode: dossier.dossierCode,
    acts: [{ act: 'digitiseResult', happenedAt: recording.now, data: {} }],
  });
  if (!outcome.ok) throw new Refused({ '': outcome.refusals.map((refusal) => refusal.message).join(' ') });
}

async function recordPaper(
  { store, clock }: Installation,
  input: PaperAct,
  act: AuditAct,
  work: (recording: Recording, dossier: DossierRow) => Promise<StoredPaper>,
): Promise<PaperOutcome> {
  const { user } = input;
  demand(user, 'digitisation.record');
  return orRefusal(
    within(store, [user.unitId], async (client) => {
      const recording = await beginRecording(client, clock, user.unitId, user.loginName);
      const key = { user, formKey: input.formKey, act };
      const { answer } = await once(client, key, recording.place.recordedAt, async () => {
        const dossier = await requireDossier(recording, input.dossierCode);
        const paper = await work(recording, dossier);
        await finishRecording(recording, act, { dossierCode: input.dossierCode, paperId: paper.paperId });
        return paper;
      });
      return { ok: true as const, paper: answer };
    }),
  );
}

/** Adds a paper to a dossier, digital already or only listed. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export function addPaper(
  installation: Installation,
  random: Random,
  input: PaperAct & { readonly raw: RawDigitisation },
): Promise<PaperOutcome> {
  return recordPaper(installation, input, 'digitisation.add', async (recording, dossier) => {
    const check = checkDigitisation(input.raw, dateOf(recording.now));
    if (!check.ok) throw new Refused(check.errors);
    const paper: StoredPaper = {
      ...check.paper,
      ...(await ownerOfDossier(recording.client, recording.unitId, dossier.dossierId)),
      homeUnitId: recording.unitId,
      paperId: randomId(random),
      dossierId: dossier.dossierId,
      dossierCode: dossier.dossierCode,
      sourcePaperId: null,
      fileSha256: '',
      officer: input.user.loginName,
      recordedAt: recording.place.recordedAt,
    };
    await insertPaper(recording.client, paper);
    if (paper.state === 'digitised') await tellResult(recording, dossier, paper.kind);
    return paper;
  });
}

/** A listed paper has been digitised. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export function digitisePaper(
  installation: Installation,
  input: PaperAct & { readonly paperId: string },
): Promise<PaperOutcome> {
  return recordPaper(installation, input, 'digitisation.digitise', async (recording, dossier) => {
    const { client, unitId, place } = recording;
    const paper = await findPaper(client, unitId, input.paperId);
    if (paper === null || paper.dossierId !== dossier.dossierId)
      throw new ServiceError('NOT_FOUND', 'Hồ sơ không có giấy tờ này.', { exitCode: 1 });
    if (paper.state !== 'notDigitised') throw new Refused({ '': `«${paper.name}» đã có bản số rồi.` });
    await markDigitised(client, unitId, paper.paperId, input.user.loginName, place.recordedAt);
    await tellResult(recording, dossier, paper.kind);
    return { ...paper, state: 'digitised', recordedAt: place.recordedAt };
  });
}

/** Uses a person's earlier digital paper in a dossier of theirs. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export function reusePaper(
  installation: Installation,
  random: Random,
  input: PaperAct & { readonly sourcePaperId: string },
): Promise<PaperOutcome> {
  return recordPaper(installation, input, 'digitisation.reuse', async (recording, dossier) => {
    const { client, unitId, now, place } = recording;
    const source = await findPaper(client, unitId, input.sourcePaperId);
    if (source === null) throw new ServiceError('NOT_FOUND', 'Không có giấy tờ để dùng lại.', { exitCode: 1 });
    const owner = await ownerOfDossier(client, unitId, dossier.dossierId);
    const decision = decideReuse(
      source,
      { dossierCode: dossier.dossierCode, identityNumber: owner.identityNumber },
      dateOf(now),
    );
    if (!decision.ok) throw new Refused({ '': decision.reason });
    const paper: StoredPaper = {
      ...source,
      ...owner,
      paperId: randomId(random),
      dossierId: dossier.dossierId,
      dossierCode: dossier.dossierCode,
      // In the new dossier it is what the applicant would have had to hand in.
      kind: 'component',
      form: 'electronic',
      state: decision.state,
      sourcePaperId: source.paperId,
      officer: input.user.loginName,
      recordedAt: place.recordedAt,
    };
    await insertPaper(client, paper);
    return paper;
  });
}
