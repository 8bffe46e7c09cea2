/** Files of a dossier (tệp của hồ sơ): attached after a look at their content, read part by part, removed with a reason. */
import { papersOfDossier, type StoredPaper } from '../../store/digitisation.ts';
import { findDossierByCode } from '../../store/dossiers.ts';
import {
  type DossierFile,
  insertDossierFile,
  listFiles,
  putContent,
  readPart,
  removeDossierFile,
} from '../../store/files.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type Random, randomId } from '../random.ts';
import { beginRecording, finishRecording, type Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from '../work/permission.ts';
import { checkContent, MEDIA_TYPES } from './check-content.ts';

export const FILE_PURPOSES = [
  { value: 'paper', label: 'Thành phần hồ sơ' },
  { value: 'draft', label: 'Dự thảo kết quả' },
  { value: 'result', label: 'Kết quả giải quyết' },
  { value: 'document', label: 'Văn bản đi, đến' },
  { value: 'other', label: 'Khác' },
] as const;

export type FilePurpose = (typeof FILE_PURPOSES)[number]['value'];

export const purposeLabel = (purpose: string): string =>
  FILE_PURPOSES.find((known) => known.value === purpose)?.label ?? purpose;

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** All bytes that arrived, also where not all were kept. */
  readonly size: number;
}

/** A file whose content was looked at. */
export interface CheckedFile {
  /** Ends as its content does. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Keeps a looked-at file with its dossier, inside a recording that the caller closes. */
export async function keepFile(
  { client, unitId, actor, place }: Recording,
  random: Random,
  dossierId: string,
  file: CheckedFile,
  use: { readonly purpose: FilePurpose; readonly paper: string },
): Promise<{ readonly fileId: string; readonly sha256: string }> {
  const sha256 = await putContent(client, unitId, file, place.recordedAt);
  const fileId = randomId(random);
  await insertDossierFile(client, unitId, dossierId, {
    fileId,
    sha256,
    name: file.name,
    purpose: use.purpose,
    paper: use.paper,
    uploadedBy: actor,
    recordedAt: place.recordedAt,
  });
  return { fileId, sha256 };
}

/**
 * Đính tệp: all of them or none.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`, `BAD_FILE` with a sentence for each file that is refused
 */
export async function attachFiles(
  { store, clock }: Installation,
  random: Random,
  input: {
    readonly user: SignedIn;
    readonly dossierCode: string;
    readonly uploads: readonly Upload[];
    readonly purpose: string;
    /** Which of the required papers it is; may be empty. */
    readonly paper: string;
    readonly formKey?: string | undefined;
  },
): Promise<readonly string[]> {
  const { user } = input;
  requirePermission(user, ['dossier.attachFile']);
  const checks = await Promise.all(input.uploads.map((upload) => checkContent(upload)));
  const problems = checks.flatMap((check) => (check.ok ? [] : [check.problem]));
  if (input.uploads.length === 0) problems.push('Chọn ít nhất một tệp.');
  const purpose = FILE_PURPOSES.find((known) => known.value === input.purpose)?.value;
  if (purpose === undefined) problems.push('Chọn loại tệp trong danh sách.');
  if (purpose === undefined || problems.length > 0)
    throw new ServiceError('BAD_FILE', problems.join(' '), { details: problems });
  return within(store, [user.unitId], async (client) => {
    const row = await findDossierByCode(client, user.unitId, input.dossierCode);
    if (row === null) throw new ServiceError('NOT_FOUND', 'Đơn vị không có hồ sơ này.', { exitCode: 1 });
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const { recordedAt } = recording.place;
    const { answer } = await once(
      client,
      { user, formKey: input.formKey, act: 'desk.attach' },
      recordedAt,
      async () => {
        const files: { fileId: string; sha256: string }[] = [];
        for (const [index, upload] of input.uploads.entries()) {
          const check = checks[index];
          if (check === undefined || !check.ok) continue;
          const file = { name: check.name, mediaType: MEDIA_TYPES[check.kind], bytes: upload.bytes };
          const use = { purpose, paper: input.paper.trim().slice(0, 200) };
          files.push(await keepFile(recording, random, row.dossierId, file, use));
        }
        await finishRecording(recording, 'desk.attach', { dossierCode: input.dossierCode, files });
        return files.map((file) => file.fileId);
      },
    );
    return answer;
  });
}

export interface OpenedFile extends DossierFile {
  readonly homeUnitId: string;
  /** Papers whose digital form it is; while there are any, it is not removed. */
  readonly backs: readonly StoredPaper[];
}

/** A file of a dossier that is still there. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function openFile(
  { store }: Pick<Installation, 'store'>,
  input: { readonly user: SignedIn; readonly dossierCode: string; readonly fileId: string },
): Promise<OpenedFile> {
  const { user } = input;
  requirePermission(user, ['dossier.view']);
  return within(
    store,
    [user.unitId],
    async (client) => {
      const row = await findDossierByCode(client, user.unitId, input.dossierCode);
      const files = row === null ? [] : await listFiles(client, user.unitId, row.dossierId);
      const file = files.find((candidate) => candidate.fileId === input.fileId && candidate.removedAt === null);
      if (file === undefined)
        throw new ServiceError('NOT_FOUND', 'Hồ sơ không có tệp này, hoặc tệp đã được gỡ.', { exitCode: 1 });
      const papers = row === null ? [] : await papersOfDossier(client, user.unitId, row.dossierId);
      return { ...file, homeUnitId: user.unitId, backs: papersBackedBy(papers, file.fileId) };
    },
    { readOnly: true },
  );
}

/** Standing papers of a dossier whose digital form a file is. */
export const papersBackedBy = (papers: readonly StoredPaper[], fileId: string): readonly StoredPaper[] =>
  papers.filter((paper) => paper.fileId === fileId && paper.voidReason === '');

/** The bytes of an opened file, part by part; a connection is held only while a part is read. */
export function streamFile(
  { store }: Pick<Installation, 'store'>,
  file: Pick<OpenedFile, 'homeUnitId' | 'sha256'>,
): ReadableStream<Uint8Array> {
  let part = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const bytes = await within(
        store,
        [file.homeUnitId],
        (client) => readPart(client, file.homeUnitId, file.sha256, part),
        { readOnly: true },
      );
      part += 1;
      if (bytes === undefined) controller.close();
      else controller.enqueue(new Uint8Array(bytes));
    },
  });
}

/**
 * Gỡ tệp: its line and reason stay. A file that is the digital form of a paper stays with it: the register would say
 * «được số hóa» of nothing.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`, `REASON_MISSING`, `FILE_IN_USE`
 */
export async function removeFile(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string; readonly fileId: string; readonly reason: string },
): Promise<void> {
  const { user } = input;
  requirePermission(user, ['dossier.attachFile']);
  const reason = input.reason.trim();
  if (reason === '' || [...reason].length > 300)
    throw new ServiceError('REASON_MISSING', 'Nhập lý do gỡ tệp, tối đa 300 ký tự.');
  await within(store, [user.unitId], async (client) => {
    const row = await findDossierByCode(client, user.unitId, input.dossierCode);
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const papers = row === null ? [] : await papersOfDossier(client, user.unitId, row.dossierId);
    const backs = papersBackedBy(papers, input.fileId);
    if (backs.length > 0)
      throw new ServiceError(
        'FILE_IN_USE',
        `Tệp này là bản số của ${backs.map((paper) => `«${paper.name}»`).join(', ')}. Hãy đính chính hoặc hủy giấy tờ số hóa; tệp được gỡ cùng lúc đó.`,
        { exitCode: 1 },
      );
    const removal = { at: recording.place.recordedAt, by: user.loginName, reason };
    if (row === null || !(await removeDossierFile(client, user.unitId, row.dossierId, input.fileId, removal)))
      throw new ServiceError('NOT_FOUND', 'Hồ sơ không có tệp này, hoặc tệp đã được gỡ.', { exitCode: 1 });
    await finishRecording(recording, 'desk.removeFile', { dossierCode: input.dossierCode, fileId: input.fileId });
  });
}
