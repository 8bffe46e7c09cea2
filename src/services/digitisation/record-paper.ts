/** Ghi nhận số hóa: a paper of a dossier or its result with its digital form, or an earlier paper used again. */
import { checkDigitisation, decideReuse, type RawDigitisation, scanPlace } from '../../core/digitisation/paper.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { findPaper, insertPaper, ownerOfDossier, papersOfDossier, type StoredPaper } from '../../store/digitisation.ts';
import { listFiles } from '../../store/files.ts';
import { listPapers } from '../../store/reception.ts';
import { ServiceError } from '../errors.ts';
import type { Upload } from '../files/dossier-files.ts';
import type { Installation } from '../installation.ts';
import { type Random, randomId } from '../random.ts';
import { Refused } from '../reception/desk.ts';
import type { SignedIn } from '../signed-in.ts';
import {
  checkScanFile,
  keepScan,
  NEW_PAPER_CHOICES,
  type PaperOutcome,
  recordDigitisation,
  refuseTwice,
  requireDossier,
  scansAmong,
  tellResult,
} from './desk.ts';

interface PaperAct {
  readonly user: SignedIn;
  readonly dossierCode: string;
  readonly formKey?: string | undefined;
}

const asPaper = (
  outcome: { readonly ok: true; readonly answer: StoredPaper } | Exclude<PaperOutcome, { ok: true }>,
): PaperOutcome => (outcome.ok ? { ok: true, paper: outcome.answer } : outcome);

/**
 * Adds a paper to a dossier, with its file, with the name of the system that keeps it, or only listed.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function addPaper(
  installation: Installation,
  random: Random,
  input: PaperAct & { readonly raw: RawDigitisation; readonly upload?: Upload | undefined },
): Promise<PaperOutcome> {
  const content = input.upload === undefined ? undefined : await checkScanFile(input.upload);
  const outcome = await recordDigitisation(installation, input, 'digitisation.add', async (recording) => {
    const { client, unitId, place } = recording;
    const dossier = await requireDossier(recording, input.dossierCode);
    const before = await papersOfDossier(client, unitId, dossier.dossierId);
    const check = checkDigitisation(input.raw, {
      today: dateOf(recording.now),
      choices: NEW_PAPER_CHOICES,
      uploaded: content !== undefined,
      attached: scansAmong(await listFiles(client, unitId, dossier.dossierId)).map(({ fileId }) => fileId),
      required: (await listPapers(client, unitId, dossier.dossierId)).map(({ name }) => name),
    });
    const wrongFile = content !== undefined && !content.ok ? { file: content.problem } : {};
    if (!check.ok || !(content?.ok ?? true)) throw new Refused({ ...(check.ok ? {} : check.errors), ...wrongFile });
    const file = content?.ok === true ? content.file : undefined;
    const kept = await keepScan(recording, random, { user: input.user, dossier, ...check, file });
    const paper: StoredPaper = {
      ...check.paper,
      ...kept,
      ...(await ownerOfDossier(client, unitId, dossier.dossierId)),
      homeUnitId: unitId,
      paperId: randomId(random),
      version: 1,
      dossierId: dossier.dossierId,
      dossierCode: dossier.dossierCode,
      sourcePaperId: null,
      voidReason: '',
      officer: input.user.loginName,
      recordedAt: place.recordedAt,
    };
    refuseTwice(before, paper, check.scan.from === 'attached' ? 'attachedFile' : 'file');
    await insertPaper(client, paper);
    await tellResult(recording, dossier, [...before, paper]);
    return {
      answer: paper,
      detail: { dossierCode: dossier.dossierCode, paperId: paper.paperId, fileSha256: paper.fileSha256 },
    };
  });
  return asPaper(outcome);
}

/**
 * Uses a person's earlier digital paper in a dossier of theirs. No bytes are written: the earlier paper's file is opened.
 * @param input.requiredPaper the line of the checklist that it stands for; empty: none
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function reusePaper(
  installation: Installation,
  random: Random,
  input: PaperAct & { readonly sourcePaperId: string; readonly requiredPaper?: string },
): Promise<PaperOutcome> {
  const outcome = await recordDigitisation(installation, input, 'digitisation.reuse', async (recording) => {
    const { client, unitId, now, place } = recording;
    const dossier = await requireDossier(recording, input.dossierCode);
    const source = await findPaper(client, unitId, input.sourcePaperId);
    if (source === null) throw new ServiceError('NOT_FOUND', 'Không có giấy tờ để dùng lại.', { exitCode: 1 });
    const owner = await ownerOfDossier(client, unitId, dossier.dossierId);
    // Whose dossier it is may have been corrected since the paper was recorded.
    const sourceOwner = await ownerOfDossier(client, unitId, source.dossierId);
    const decision = decideReuse(
      { ...source, ...sourceOwner, place: scanPlace(source) },
      { dossierCode: dossier.dossierCode, identityNumber: owner.identityNumber },
      dateOf(now),
    );
    if (!decision.ok) throw new Refused({ '': decision.reason });
    const before = await papersOfDossier(client, unitId, dossier.dossierId);
    if (before.some((paper) => paper.sourcePaperId === source.paperId && paper.voidReason === ''))
      throw new Refused({ '': `«${source.name}» đã được dùng lại trong hồ sơ này rồi.` });
    const requiredPaper = input.requiredPaper ?? '';
    const lines = await listPapers(client, unitId, dossier.dossierId);
    if (requiredPaper !== '' && !lines.some(({ name }) => name === requiredPaper))
      throw new Refused({ '': 'Hãy chọn giấy tờ được thay thế trong danh sách của hồ sơ.' });
    const paper: StoredPaper = {
      ...source,
      ...owner,
      paperId: randomId(random),
      version: 1,
      dossierId: dossier.dossierId,
      dossierCode: dossier.dossierCode,
      // In the new dossier it is what the applicant would have had to hand in.
      kind: 'component',
      form: 'electronic',
      state: decision.state,
      requiredPaper,
      sourcePaperId: source.paperId,
      // The file stays where it is; what is opened is the one that was used on this day.
      fileId: null,
      officer: input.user.loginName,
      recordedAt: place.recordedAt,
    };
    await insertPaper(client, paper);
    return {
      answer: paper,
      detail: { dossierCode: dossier.dossierCode, paperId: paper.paperId, sourcePaperId: source.paperId },
    };
  });
  return asPaper(outcome);
}
