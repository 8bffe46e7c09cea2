/** Mở bản số: one paper with its earlier versions and where it is used; the file behind it, also of an earlier version. */
import { type ReuseDecision, type ScanPlace, scanPlace } from '../../core/digitisation/paper.ts';
import {
  findPaper,
  type PaperVersion,
  papersUsing,
  type StoredPaper,
  versionsOfPaper,
} from '../../store/digitisation.ts';
import { type DossierFile, findContent, listFiles } from '../../store/files.ts';
import { listPapers } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import { type KeptKind, MEDIA_TYPES, properName } from '../files/check-content.ts';
import type { Installation } from '../installation.ts';
import { demand } from '../reception/desk.ts';
import type { SignedIn } from '../signed-in.ts';
import { scansAmong } from './desk.ts';

export type { PaperVersion, ReuseDecision };

/** A file that can be served. */
export interface OpenedScan {
  readonly homeUnitId: string;
  readonly sha256: string;
  /** After the paper, ending as its content does. */
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

export interface PaperView {
  readonly paper: StoredPaper;
  readonly place: ScanPlace;
  /** What is opened; null: nothing is here. */
  readonly scan: OpenedScan | null;
  /** Earlier versions, the latest first. */
  readonly versions: readonly PaperVersion[];
  /** Standing papers of other dossiers that use it again. */
  readonly usedIn: readonly StoredPaper[];
  /** The paper that it was taken from. */
  readonly source: StoredPaper | null;
  /** Since it was used again, its source was voided or got another file. */
  readonly sourceChanged: boolean;
  /** Files of the dossier that may be its digital form. */
  readonly attached: readonly DossierFile[];
  /** Names of the dossier's checklist. */
  readonly required: readonly string[];
}

const notFound = (message: string): ServiceError => new ServiceError('NOT_FOUND', message, { exitCode: 1 });

/** Whether a source is no longer what was used. */
export const hasChanged = (used: StoredPaper, source: StoredPaper | null): boolean =>
  source !== null && (source.voidReason !== '' || source.fileSha256 !== used.fileSha256);

function opened(
  paper: StoredPaper,
  content: { readonly mediaType: string; readonly sizeBytes: number } | null,
): OpenedScan | null {
  if (content === null) return null;
  const kind = (Object.keys(MEDIA_TYPES) as KeptKind[]).find((one) => MEDIA_TYPES[one] === content.mediaType);
  return {
    homeUnitId: paper.homeUnitId,
    sha256: paper.fileSha256,
    name: properName(paper.name, kind ?? 'pdf'),
    ...content,
  };
}

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function viewPaper(
  { store }: Pick<Installation, 'store'>,
  input: { readonly user: SignedIn; readonly paperId: string },
): Promise<PaperView> {
  demand(input.user, 'digitisation.view');
  const { unitId } = input.user;
  return within(
    store,
    [unitId],
    async (client) => {
      const paper = await findPaper(client, unitId, input.paperId);
      if (paper === null) throw notFound('Đơn vị không có giấy tờ này.');
      const source = paper.sourcePaperId === null ? null : await findPaper(client, unitId, paper.sourcePaperId);
      const content = paper.fileSha256 === '' ? null : await findContent(client, unitId, paper.fileSha256);
      return {
        paper,
        place: scanPlace(paper),
        scan: opened(paper, content),
        versions: await versionsOfPaper(client, unitId, paper.paperId),
        usedIn: await papersUsing(client, unitId, paper.paperId),
        source,
        sourceChanged: hasChanged(paper, source),
        attached: scansAmong(await listFiles(client, unitId, paper.dossierId)),
        required: (await listPapers(client, unitId, paper.dossierId)).map(({ name }) => name),
      };
    },
    { readOnly: true },
  );
}

/**
 * The file of a paper as it stands, or of an earlier version. @throws ServiceError `FORBIDDEN`, `NOT_FOUND`
 * @param input.version undefined: as it stands
 */
export async function openScan(
  { store }: Pick<Installation, 'store'>,
  input: { readonly user: SignedIn; readonly paperId: string; readonly version?: number | undefined },
): Promise<OpenedScan> {
  demand(input.user, 'digitisation.view');
  const { unitId } = input.user;
  return within(
    store,
    [unitId],
    async (client) => {
      const now = await findPaper(client, unitId, input.paperId);
      const paper =
        now === null || input.version === undefined || input.version === now.version
          ? now
          : (await versionsOfPaper(client, unitId, now.paperId)).find((one) => one.paper.version === input.version)
              ?.paper;
      const content =
        paper === null || paper === undefined || paper.fileSha256 === ''
          ? null
          : await findContent(client, unitId, paper.fileSha256);
      const scan = paper === null || paper === undefined ? null : opened(paper, content);
      if (scan === null) throw notFound('Giấy tờ này không có tệp ở đây.');
      return scan;
    },
    { readOnly: true },
  );
}
