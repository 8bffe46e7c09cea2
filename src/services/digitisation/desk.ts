/** What every act on digitised papers begins and ends with: the dossier, the file behind a paper, what the log is told. */
import type { AuditAct } from '../../core/audit/acts.ts';
import {
  type Digitisation,
  hasDigitalResult,
  type RecordedPaper,
  type ScanChoice,
  type ScanSource,
} from '../../core/digitisation/paper.ts';
import { fold } from '../../core/dossier/dossier.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { findPaper, papersOfDossier, type StoredPaper } from '../../store/digitisation.ts';
import { type DossierRow, findDossierByCode, loadEvents } from '../../store/dossiers.ts';
import { type DossierFile, listFiles } from '../../store/files.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import { checkContent, type KeptKind, MEDIA_TYPES } from '../files/check-content.ts';
import { type CheckedFile, keepFile, type Upload } from '../files/dossier-files.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import type { Random } from '../random.ts';
import { type DeskRefusal, demand, orRefusal, Refused } from '../reception/desk.ts';
import { type Act, beginRecording, finishRecording, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';

export type PaperOutcome = { readonly ok: true; readonly paper: StoredPaper } | DeskRefusal;

/** What a new paper's digital form may come from. */
export const NEW_PAPER_CHOICES = ['upload', 'attached', 'elsewhere', 'none'] as const satisfies readonly ScanChoice[];

const NO_PAPER = 'Đơn vị không có giấy tờ này.';
const notFound = (message: string): ServiceError => new ServiceError('NOT_FOUND', message, { exitCode: 1 });

/** @throws ServiceError `NOT_FOUND` */
export async function requireDossier({ client, unitId }: Recording, dossierCode: string): Promise<DossierRow> {
  const row = await findDossierByCode(client, unitId, dossierCode);
  if (row === null) throw notFound(`Không có hồ sơ ${dossierCode}.`);
  return row;
}

/** A paper of the unit that stands, as the officer saw it. @throws ServiceError `NOT_FOUND` @throws Refused */
export async function requireStanding(
  { client, unitId }: Recording,
  paperId: string,
  seenVersion: number,
): Promise<StoredPaper> {
  const paper = await findPaper(client, unitId, paperId);
  if (paper === null) throw notFound(NO_PAPER);
  if (paper.voidReason !== '') throw new Refused({ '': 'Bản số này đã hủy, không sửa được nữa.' });
  if (paper.version !== seenVersion)
    throw new Refused({ '': 'Người khác vừa sửa giấy tờ này. Tải lại trang, xem bản mới rồi làm lại.' });
  return paper;
}

/**
 * Runs an act on digitised papers in one transaction, once for one form.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function recordDigitisation<T>(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly formKey?: string | undefined },
  act: AuditAct,
  work: (recording: Recording) => Promise<{ readonly answer: T; readonly detail: unknown }>,
): Promise<{ readonly ok: true; readonly answer: T } | DeskRefusal> {
  const { user } = input;
  demand(user, 'digitisation.record');
  return orRefusal(
    within(store, [user.unitId], async (client) => {
      const recording = await beginRecording(client, clock, user.unitId, user.loginName);
      const key = { user, formKey: input.formKey, act };
      const { answer } = await once(client, key, recording.place.recordedAt, async () => {
        const done = await work(recording);
        await finishRecording(recording, act, done.detail);
        return done.answer;
      });
      return { ok: true as const, answer };
    }),
  );
}

// The file behind a paper ----------------------------------------------------------------------------------------------

/** Kinds of files that can be a digital form: what it shows is fixed, and every browser opens it. */
const SCAN_KINDS: readonly KeptKind[] = ['pdf', 'jpeg', 'png'];
const SCAN_TYPES: readonly string[] = SCAN_KINDS.map((kind) => MEDIA_TYPES[kind]);

export type UploadCheck =
  | { readonly ok: true; readonly file: CheckedFile }
  | { readonly ok: false; readonly problem: string };

/** Whether a file can be the digital form of a paper, told by its bytes. */
export async function checkScanFile(upload: Upload): Promise<UploadCheck> {
  const check = await checkContent(upload, 'Bản số hóa chỉ nhận PDF, hoặc ảnh JPEG, PNG');
  if (!check.ok) return check;
  if (!SCAN_KINDS.includes(check.kind))
    return {
      ok: false,
      problem: `Tệp «${upload.name.slice(0, 80)}» là tài liệu còn sửa được. Bản số hóa phải là PDF hoặc ảnh JPEG, PNG; hãy quét, hoặc lưu thành PDF.`,
    };
  return { ok: true, file: { name: check.name, mediaType: MEDIA_TYPES[check.kind], bytes: upload.bytes } };
}

/** Files of a dossier that can be a digital form. */
export const scansAmong = (files: readonly DossierFile[]): readonly DossierFile[] =>
  files.filter((file) => file.removedAt === null && SCAN_TYPES.includes(file.mediaType));

/** What stands in a paper's row of its digital form. */
export type KeptScan = Pick<StoredPaper, 'state' | 'fileId' | 'fileSha256' | 'keptElsewhere'>;

/** Keeps what was chosen as the digital form. @param before what stands now, for `keep` */
export async function keepScan(
  recording: Recording,
  random: Random,
  input: {
    readonly user: SignedIn;
    readonly dossier: Pick<DossierRow, 'dossierId'>;
    readonly paper: Digitisation;
    readonly scan: ScanSource;
    readonly file: CheckedFile | undefined;
    readonly before?: KeptScan;
  },
): Promise<KeptScan> {
  const { dossier, paper, scan, file } = input;
  const nothing: KeptScan = { state: 'notDigitised', fileId: null, fileSha256: '', keptElsewhere: '' };
  switch (scan.from) {
    case 'upload': {
      if (file === undefined) throw new Error('A file was chosen and is not there.');
      demand(input.user, 'dossier.attachFile');
      const purpose = paper.kind === 'result' ? 'result' : 'paper';
      const kept = await keepFile(recording, random, dossier.dossierId, file, { purpose, paper: paper.name });
      return { ...nothing, state: 'digitised', fileId: kept.fileId, fileSha256: kept.sha256 };
    }
    case 'attached': {
      const files = scansAmong(await listFiles(recording.client, recording.unitId, dossier.dossierId));
      const chosen = files.find(({ fileId }) => fileId === scan.fileId);
      if (chosen === undefined) throw new Refused({ attachedFile: 'Tệp này vừa được gỡ. Hãy chọn tệp khác.' });
      return { ...nothing, state: 'digitised', fileId: chosen.fileId, fileSha256: chosen.sha256 };
    }
    case 'elsewhere':
      return { ...nothing, state: 'digitised', keptElsewhere: paper.keptElsewhere };
    case 'keep': {
      const { state, fileId, fileSha256, keptElsewhere } = input.before ?? nothing;
      return { state, fileId, fileSha256, keptElsewhere };
    }
    case 'none':
      return nothing;
  }
}

/** Two papers of one name and one file are one paper, recorded twice. @throws Refused */
export function refuseTwice(papers: readonly StoredPaper[], paper: StoredPaper, field: string): void {
  const same = papers.find(
    (other) =>
      other.voidReason === '' &&
      other.paperId !== paper.paperId &&
      other.kind === paper.kind &&
      other.name === paper.name &&
      other.fileSha256 !== '' &&
      other.fileSha256 === paper.fileSha256,
  );
  if (same !== undefined)
    throw new Refused({ [field]: `«${paper.name}» với đúng tệp này đã ghi trong hồ sơ. Không cần ghi lần nữa.` });
}

// What the log is told -------------------------------------------------------------------------------------------------

async function tell(recording: Recording, dossierCode: string, act: Act): Promise<void> {
  const outcome = await recordWithin(recording, { dossierCode, acts: [act] });
  if (!outcome.ok) throw new Refused({ '': outcome.refusals.map((refusal) => refusal.message).join(' ') });
}

/** The first digital result of a dossier is a fact that the report counts, told once. @throws Refused */
export async function tellResult(
  recording: Recording,
  dossier: Pick<DossierRow, 'dossierId' | 'dossierCode'>,
  papers: readonly RecordedPaper[],
): Promise<void> {
  if (!hasDigitalResult(papers)) return;
  const events = await loadEvents(recording.client, recording.unitId, dossier.dossierId);
  if (fold(NATIONAL_DOSSIER, events).resultDigitised) return;
  await tell(recording, dossier.dossierCode, { act: 'digitiseResult', happenedAt: recording.now, data: {} });
}

/**
 * After a change: told where a digital result appeared, taken back where the last one went. What a ledger said of a dossier
 * is not ours to take back. @param before papers of the dossier before the change @throws Refused
 */
export async function retellResult(
  recording: Recording,
  dossier: Pick<DossierRow, 'dossierId' | 'dossierCode'>,
  before: readonly RecordedPaper[],
  reason: string,
): Promise<void> {
  const { client, unitId, now } = recording;
  const after = await papersOfDossier(client, unitId, dossier.dossierId);
  await tellResult(recording, dossier, after);
  if (!hasDigitalResult(before) || hasDigitalResult(after)) return;
  const events = await loadEvents(client, unitId, dossier.dossierId);
  const taken = new Set(events.flatMap((event) => event.retracts ?? []));
  const retracts = events
    .filter(({ act, sequence }) => act === 'digitiseResult' && !taken.has(sequence))
    .map(({ sequence }) => sequence);
  if (retracts.length === 0) return;
  await tell(recording, dossier.dossierCode, { act: 'retract', happenedAt: now, retracts, data: { reason } });
}
