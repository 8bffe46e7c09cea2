/** Đính chính, hủy, bổ sung bản số: a paper's next version with its reason; what stood before is kept and can be opened. */
import {
  checkDigitisation,
  DIGITAL_STATE_LABELS,
  type RawDigitisation,
  type ScanChoice,
} from '../../core/digitisation/paper.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { changePaper, papersOfDossier, papersUsing, type StoredPaper } from '../../store/digitisation.ts';
import { listFiles, removeDossierFile } from '../../store/files.ts';
import { listPapers } from '../../store/reception.ts';
import { requireReason } from '../certification/correct-line.ts';
import { papersBackedBy, type Upload } from '../files/dossier-files.ts';
import type { Installation } from '../installation.ts';
import type { Random } from '../random.ts';
import { Refused } from '../reception/desk.ts';
import type { Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import {
  checkScanFile,
  keepScan,
  type PaperOutcome,
  recordDigitisation,
  refuseTwice,
  requireStanding,
  retellResult,
  scansAmong,
} from './desk.ts';

interface ChangeAct {
  readonly user: SignedIn;
  readonly paperId: string;
  /** The version that the officer saw. */
  readonly seenVersion: number;
  readonly reason: string;
  readonly formKey?: string | undefined;
}

/** What the digital form of a paper may become. What is digital does not become paper again; it is voided. */
export const changeChoices = (paper: Pick<StoredPaper, 'state'>): readonly ScanChoice[] =>
  paper.state === 'notDigitised'
    ? ['none', 'upload', 'attached', 'elsewhere']
    : ['keep', 'upload', 'attached', 'elsewhere'];

/** Whether a paper is corrected here: one used again is what it was where it comes from. */
export const isCorrectable = (paper: Pick<StoredPaper, 'state' | 'voidReason'>): boolean =>
  paper.voidReason === '' && (paper.state === 'digitised' || paper.state === 'notDigitised');

/** The file of a wrong scan leaves the dossier with the reason, unless another paper still shows it. */
async function releaseFile(recording: Recording, before: StoredPaper, reason: string): Promise<void> {
  if (before.fileId === null) return;
  const { client, unitId, actor, place } = recording;
  const papers = await papersOfDossier(client, unitId, before.dossierId);
  if (papersBackedBy(papers, before.fileId).length > 0) return;
  const removal = { at: place.recordedAt, by: actor, reason };
  await removeDossierFile(client, unitId, before.dossierId, before.fileId, removal);
}

/**
 * Corrects a paper; with another digital form the wrong one leaves the dossier's files, its line and reason stay.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function correctPaper(
  installation: Installation,
  random: Random,
  input: ChangeAct & { readonly raw: RawDigitisation; readonly upload?: Upload | undefined },
): Promise<PaperOutcome> {
  const { user } = input;
  const content = input.upload === undefined ? undefined : await checkScanFile(input.upload);
  const outcome = await recordDigitisation(installation, input, 'digitisation.correct', async (recording) => {
    const { client, unitId, place } = recording;
    const before = await requireStanding(recording, input.paperId, input.seenVersion);
    if (!isCorrectable(before))
      throw new Refused({
        '': `Giấy tờ «${DIGITAL_STATE_LABELS[before.state].toLowerCase()}» không đính chính ở đây. Hãy hủy rồi dùng lại bản đúng.`,
      });
    const papers = await papersOfDossier(client, unitId, before.dossierId);
    const check = checkDigitisation(input.raw, {
      today: dateOf(recording.now),
      choices: changeChoices(before),
      uploaded: content !== undefined,
      attached: scansAmong(await listFiles(client, unitId, before.dossierId)).map(({ fileId }) => fileId),
      required: (await listPapers(client, unitId, before.dossierId)).map(({ name }) => name),
    });
    const reason = reasonOrError(input.reason);
    if (!check.ok || !(content?.ok ?? true) || !reason.ok)
      throw new Refused({
        ...(check.ok ? {} : check.errors),
        ...(content !== undefined && !content.ok ? { file: content.problem } : {}),
        ...(reason.ok ? {} : reason.errors),
      });
    const file = content?.ok === true ? content.file : undefined;
    const kept = await keepScan(recording, random, { user, dossier: before, ...check, file, before });
    const paper: StoredPaper = {
      ...before,
      ...check.paper,
      ...kept,
      version: before.version + 1,
      officer: user.loginName,
      recordedAt: place.recordedAt,
    };
    if (paper.fileSha256 !== before.fileSha256) refuseTwice(papers, paper, 'file');
    await putChange(recording, user, before, paper, reason.reason);
    if (paper.fileId !== before.fileId)
      await releaseFile(recording, before, `Đính chính «${before.name}»: ${reason.reason}`);
    await retellResult(recording, before, papers, reason.reason);
    return { answer: paper, detail: { ...detailOf(paper), reason: reason.reason } };
  });
  return outcome.ok ? { ok: true, paper: outcome.answer } : outcome;
}

/**
 * Hủy: the paper stands no more, in no count and no search but that of voided ones; the file leaves the dossier with it.
 * Where it was the last digital result, the report is told so. @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function voidPaper(installation: Installation, input: ChangeAct): Promise<PaperOutcome> {
  const { user } = input;
  const outcome = await recordDigitisation(installation, input, 'digitisation.void', async (recording) => {
    const { client, unitId, place } = recording;
    const before = await requireStanding(recording, input.paperId, input.seenVersion);
    const reason = requireReason(input.reason);
    const papers = await papersOfDossier(client, unitId, before.dossierId);
    const paper: StoredPaper = {
      ...before,
      voidReason: reason,
      version: before.version + 1,
      officer: user.loginName,
      recordedAt: place.recordedAt,
    };
    await putChange(recording, user, before, paper, reason);
    await releaseFile(recording, before, `Hủy bản số «${before.name}»: ${reason}`);
    await retellResult(recording, before, papers, reason);
    return { answer: paper, detail: { ...detailOf(paper), reason } };
  });
  return outcome.ok ? { ok: true, paper: outcome.answer } : outcome;
}

/**
 * Bổ sung bản số: the file of a paper that was only listed, or that was recorded as digital without one. Dossiers that used
 * the paper again without a file open this one from now on. @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function attachScan(
  installation: Installation,
  random: Random,
  input: Omit<ChangeAct, 'reason'> & { readonly upload: Upload | undefined },
): Promise<PaperOutcome> {
  const { user } = input;
  const content = input.upload === undefined ? undefined : await checkScanFile(input.upload);
  const outcome = await recordDigitisation(installation, input, 'digitisation.attach', async (recording) => {
    const { client, unitId, place } = recording;
    const before = await requireStanding(recording, input.paperId, input.seenVersion);
    if (!isCorrectable(before))
      throw new Refused({ '': 'Giấy tờ dùng lại mở bản số của hồ sơ gốc. Bổ sung tệp ở hồ sơ đó.' });
    if (before.fileSha256 !== '')
      throw new Refused({ '': `«${before.name}» đã có tệp. Muốn thay tệp, hãy đính chính.` });
    if (content === undefined) throw new Refused({ file: 'Hãy chọn tệp quét hoặc tệp ký số.' });
    if (!content.ok) throw new Refused({ file: content.problem });
    const papers = await papersOfDossier(client, unitId, before.dossierId);
    const kept = await keepScan(recording, random, {
      user,
      dossier: before,
      paper: before,
      scan: { from: 'upload' },
      file: content.file,
    });
    const paper: StoredPaper = {
      ...before,
      ...kept,
      version: before.version + 1,
      officer: user.loginName,
      recordedAt: place.recordedAt,
    };
    refuseTwice(papers, paper, 'file');
    await putChange(recording, user, before, paper, 'Bổ sung tệp');
    for (const used of await papersUsing(client, unitId, before.paperId)) {
      if (used.fileSha256 !== '') continue;
      const opened = { ...used, fileSha256: paper.fileSha256, keptElsewhere: '', version: used.version + 1 };
      await putChange(recording, user, used, opened, `Tệp được bổ sung ở hồ sơ ${before.dossierCode}`);
    }
    await retellResult(recording, before, papers, 'Bổ sung tệp');
    return { answer: paper, detail: detailOf(paper) };
  });
  return outcome.ok ? { ok: true, paper: outcome.answer } : outcome;
}

const detailOf = (paper: StoredPaper) => ({
  dossierCode: paper.dossierCode,
  paperId: paper.paperId,
  version: paper.version,
  fileSha256: paper.fileSha256,
});

const putChange = (
  { client, place }: Recording,
  user: SignedIn,
  before: StoredPaper,
  after: StoredPaper,
  reason: string,
): Promise<void> =>
  changePaper(client, before, after, {
    reason,
    actor: user.loginName,
    actorName: user.fullName,
    recordedAt: place.recordedAt,
  });

/** {@link requireReason} as a value, to be said together with what else is wrong. */
function reasonOrError(
  text: string,
): { readonly ok: true; readonly reason: string } | { readonly ok: false; readonly errors: Refused['errors'] } {
  try {
    return { ok: true, reason: requireReason(text) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, errors: error.errors };
    throw error;
  }
}
