/** Quét giấy tờ của hồ sơ: the checklist and the result, each with its file, in one step; all of them or none. */
import { checkDigitisation, checklistOf, type RawDigitisation, scanPlace } from '../../core/digitisation/paper.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';
import {
  changePaper,
  insertPaper,
  ownerOfDossier,
  papersOfDossier,
  type StoredPaper,
} from '../../store/digitisation.ts';
import { findReception, listPapers } from '../../store/reception.ts';
import type { Upload } from '../files/dossier-files.ts';
import type { Installation } from '../installation.ts';
import { type Random, randomId } from '../random.ts';
import { type DeskRefusal, Refused } from '../reception/desk.ts';
import type { SignedIn } from '../signed-in.ts';
import { checkScanFile, keepScan, recordDigitisation, refuseTwice, requireDossier, tellResult } from './desk.ts';

/** The place of a scan on the form: a line of the checklist, from 0, or the result. */
export type ScanLine = number | 'result';

/** The names of a line's fields on a form. */
export const scanField = (line: ScanLine, part: 'file' | 'number' | 'valid' | 'form'): string => `${part}-${line}`;

/** So many files at once; what a form carries is bounded besides. */
export const MOST_SCANS = 20;

export interface ScannedLine {
  readonly line: ScanLine;
  readonly upload: Upload | undefined;
  readonly documentNumber: string;
  readonly validThrough: PlainDate | undefined;
  /** Of the result; a line of the checklist says itself what it is. */
  readonly form: string;
}

/** Tên kết quả where nobody named it: after its procedure. */
export const resultName = (procedureName: string): string =>
  [...(procedureName === '' ? 'Kết quả giải quyết' : `Kết quả: ${procedureName}`)].slice(0, 300).join('');

/** A paper whose digital form is still to come: only listed, or recorded as digital before papers had their files here. */
const isWaiting = (paper: StoredPaper): boolean =>
  (paper.state === 'notDigitised' || paper.state === 'digitised') && ['none', 'unrecorded'].includes(scanPlace(paper));

/**
 * Digitises what was scanned. Errors carry the names of {@link scanField}.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 */
export async function scanPapers(
  installation: Installation,
  random: Random,
  input: {
    readonly user: SignedIn;
    readonly dossierCode: string;
    readonly lines: readonly ScannedLine[];
    readonly formKey?: string | undefined;
  },
): Promise<{ readonly ok: true; readonly papers: readonly StoredPaper[] } | DeskRefusal> {
  const { user } = input;
  const errors: Record<string, string> = {};
  const contents = await Promise.all(
    input.lines.map((line) => (line.upload === undefined ? undefined : checkScanFile(line.upload))),
  );
  for (const [index, line] of input.lines.entries()) {
    const content = contents[index];
    if (content !== undefined && !content.ok) errors[scanField(line.line, 'file')] = content.problem;
    // A number without its file would be lost without a word.
    if (content === undefined && (line.documentNumber !== '' || line.validThrough !== undefined))
      errors[scanField(line.line, 'file')] = 'Đã ghi số hoặc hạn nhưng chưa chọn tệp. Hãy chọn tệp quét.';
  }
  const scanned = input.lines.filter((line) => line.upload !== undefined);
  if (scanned.length === 0 && Object.keys(errors).length === 0)
    errors[''] = 'Chưa chọn tệp nào. Hãy chọn tệp quét của ít nhất một giấy tờ.';
  if (scanned.length > MOST_SCANS) errors[''] = `Mỗi lần nhận nhiều nhất ${MOST_SCANS} tệp. Hãy gửi làm nhiều lần.`;

  const outcome = await recordDigitisation(installation, input, 'digitisation.scan', async (recording) => {
    const { client, unitId, place } = recording;
    const dossier = await requireDossier(recording, input.dossierCode);
    const required = await listPapers(client, unitId, dossier.dossierId);
    const before = await papersOfDossier(client, unitId, dossier.dossierId);
    const { entries } = checklistOf(required, before);
    const owner = await ownerOfDossier(client, unitId, dossier.dossierId);
    const reception = await findReception(client, unitId, dossier.dossierId);
    const papers: StoredPaper[] = [];
    for (const [index, line] of input.lines.entries()) {
      const content = contents[index];
      if (content === undefined) continue;
      const field = (part: 'file' | 'number' | 'valid' | 'form'): string => scanField(line.line, part);
      const entry = line.line === 'result' ? undefined : entries[line.line];
      if (line.line !== 'result' && entry === undefined) {
        errors[field('file')] ??= 'Danh sách giấy tờ của hồ sơ không có dòng này. Hãy tải lại trang.';
        continue;
      }
      const recorded =
        entry === undefined
          ? before.filter((paper) => paper.kind === 'result' && paper.voidReason === '')
          : entry.papers;
      const digital = recorded.find((paper) => !isWaiting(paper));
      if (digital !== undefined) {
        errors[field('file')] ??=
          `«${digital.name}» đã có bản số. Nếu quét nhầm, mở giấy tờ đó để đính chính; nếu là tờ khác, ghi ở «Giấy tờ khác».`;
        continue;
      }
      const listed = recorded.find(isWaiting);
      const raw: RawDigitisation = {
        kind: entry === undefined ? 'result' : 'component',
        name: listed?.name ?? entry?.line.name ?? resultName(reception?.procedureName ?? ''),
        form: entry === undefined ? line.form : entry.line.form,
        documentNumber: line.documentNumber,
        issuedOn: undefined,
        validThrough: line.validThrough,
        requiredPaper: entry === undefined ? '' : entry.line.name,
        scan: 'upload',
        attachedFile: '',
        elsewhere: '',
      };
      const check = checkDigitisation(raw, {
        today: dateOf(recording.now),
        choices: ['upload'],
        uploaded: true,
        attached: [],
        required: required.map(({ name }) => name),
      });
      if (!check.ok) {
        const { documentNumber, validThrough, form, ...rest } = check.errors;
        if (documentNumber !== undefined) errors[field('number')] = documentNumber;
        if (validThrough !== undefined) errors[field('valid')] = validThrough;
        if (form !== undefined) errors[field('form')] = form;
        const other = Object.values(rest)[0];
        if (other !== undefined) errors[field('file')] ??= other;
        continue;
      }
      // Something is wrong already: nothing is written, but all that is wrong is said.
      if (!content.ok || Object.keys(errors).length > 0) continue;
      const kept = await keepScan(recording, random, { user, dossier, ...check, file: content.file });
      const paper: StoredPaper = {
        ...(listed ?? {
          ...owner,
          homeUnitId: unitId,
          paperId: randomId(random),
          dossierId: dossier.dossierId,
          dossierCode: dossier.dossierCode,
          sourcePaperId: null,
          voidReason: '',
          issuedOn: null,
        }),
        ...check.paper,
        // What was listed before with its number and days keeps them.
        ...(listed === undefined
          ? {}
          : {
              documentNumber: check.paper.documentNumber || listed.documentNumber,
              issuedOn: listed.issuedOn,
              validThrough: check.paper.validThrough ?? listed.validThrough,
            }),
        ...kept,
        version: (listed?.version ?? 0) + 1,
        officer: user.loginName,
        recordedAt: place.recordedAt,
      };
      refuseTwice([...before, ...papers], paper, field('file'));
      if (listed === undefined) await insertPaper(client, paper);
      else
        await changePaper(client, listed, paper, {
          reason: 'Quét xong',
          actor: user.loginName,
          actorName: user.fullName,
          recordedAt: place.recordedAt,
        });
      papers.push(paper);
    }
    if (Object.keys(errors).length > 0) throw new Refused(errors);
    await tellResult(recording, dossier, papers);
    return {
      answer: papers,
      detail: {
        dossierCode: dossier.dossierCode,
        papers: papers.map(({ paperId, fileSha256 }) => ({ paperId, fileSha256 })),
      },
    };
  });
  return outcome.ok ? { ok: true, papers: outcome.answer } : outcome;
}
