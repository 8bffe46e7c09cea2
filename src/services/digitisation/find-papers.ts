/** Papers and results that are digital (tra cứu số hóa): by words, by dossier with its checklist, and their counts. */
import type pg from 'pg';
import {
  type ChecklistEntry,
  checklistOf,
  type DigitalState,
  decideReuse,
  type PaperKind,
  type ReuseDecision,
  scanPlace,
} from '../../core/digitisation/paper.ts';
import { fold } from '../../core/dossier/dossier.ts';
import type { PaperLine } from '../../core/reception/papers.ts';
import { closesAt, opensAt, periodContaining, periodLabel } from '../../core/reporting/period.ts';
import { dateOf, fromInstant, toInstant } from '../../core/time/local-date-time.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import {
  countPapers,
  type DigitisationCounts,
  ownerOfDossier,
  papersOfDossier,
  papersOfPerson,
  type StoredPaper,
  searchPapers,
} from '../../store/digitisation.ts';
import { listDocuments } from '../../store/documents.ts';
import { findDossierByCode, loadEvents } from '../../store/dossiers.ts';
import { type DossierFile, listFiles } from '../../store/files.ts';
import { findReception, listPapers } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import { countWaiting, listWaiting, type WaitingPaper } from '../../store/waiting-papers.ts';
import { ServiceError } from '../errors.ts';
import { papersBackedBy } from '../files/dossier-files.ts';
import type { Installation } from '../installation.ts';
import { demand } from '../reception/desk.ts';
import type { SignedIn } from '../signed-in.ts';
import { scansAmong } from './desk.ts';
import { resultName } from './scan-papers.ts';

export type { DigitisationCounts, StoredPaper, WaitingPaper };

export const PAPERS_SHOWN = 50;
/** Earlier papers that a dossier's page offers. */
const MOST_OFFERED = 20;

export interface FoundPapers {
  readonly papers: readonly StoredPaper[];
  readonly total: number;
  /** Standing papers of dossiers received in the running quarter. */
  readonly counts: readonly DigitisationCounts[];
  /** Papers of the same dossiers that were handed in or listed, and are not digital. */
  readonly waiting: number;
  /** `Quý III/2023` */
  readonly period: string;
}

/** Tìm giấy tờ, marks aside. @param input.page from 1 @throws ServiceError `FORBIDDEN` */
export async function findPapers(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly text: string;
    readonly kind: PaperKind | undefined;
    readonly state: DigitalState | 'voided' | undefined;
    readonly withoutFile?: boolean;
    readonly page: number;
  },
): Promise<FoundPapers> {
  demand(input.user, 'digitisation.view');
  const homeUnitId = input.user.unitId;
  const quarter = periodContaining('quarter', dateOf(fromInstant(clock.now())));
  const [from, through] = [toInstant(opensAt(quarter)), toInstant(closesAt(quarter))];
  return within(
    store,
    [homeUnitId],
    async (client) => ({
      ...(await searchPapers(
        client,
        {
          homeUnitId,
          text: input.text,
          kind: input.kind,
          state: input.state,
          withoutFile: input.withoutFile === true,
        },
        PAPERS_SHOWN,
        (input.page - 1) * PAPERS_SHOWN,
      )),
      counts: await countPapers(client, homeUnitId, from, through),
      waiting: await countWaiting(client, homeUnitId, from, through),
      period: periodLabel(quarter),
    }),
    { readOnly: true },
  );
}

/** Giấy tờ chưa số hóa of the running quarter. @param input.page from 1 @throws ServiceError `FORBIDDEN` */
export async function findWaiting(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly page: number },
): Promise<{ readonly papers: readonly WaitingPaper[]; readonly total: number; readonly period: string }> {
  demand(input.user, 'digitisation.view');
  const homeUnitId = input.user.unitId;
  const quarter = periodContaining('quarter', dateOf(fromInstant(clock.now())));
  const [from, through] = [toInstant(opensAt(quarter)), toInstant(closesAt(quarter))];
  return within(
    store,
    [homeUnitId],
    async (client) => ({
      papers: await listWaiting(client, homeUnitId, from, through, PAPERS_SHOWN, (input.page - 1) * PAPERS_SHOWN),
      total: await countWaiting(client, homeUnitId, from, through),
      period: periodLabel(quarter),
    }),
    { readOnly: true },
  );
}

/** An earlier paper of the applicant, and whether it may be used again today. */
export interface EarlierPaper {
  readonly paper: StoredPaper;
  readonly decision: ReuseDecision;
}

export interface DossierPapers {
  readonly dossierCode: string;
  readonly applicant: string;
  /** The checklist, each line with the papers that stand for it. */
  readonly checklist: readonly ChecklistEntry<PaperLine, StoredPaper>[];
  /** Results that stand. */
  readonly results: readonly StoredPaper[];
  /** Components that stand beside the checklist. */
  readonly others: readonly StoredPaper[];
  readonly voided: readonly StoredPaper[];
  /** The applicant's papers from other dossiers, those that may be used first. */
  readonly earlier: readonly EarlierPaper[];
  /** Files of the dossier that could be a digital form and are none yet. */
  readonly attached: readonly DossierFile[];
  /** What the result is called where nobody named it. */
  readonly resultName: string;
  /** Number and notation of the result; empty: it has none yet. */
  readonly resultNumber: string;
  /** The result exists. */
  readonly resolved: boolean;
}

/** Giấy tờ của một hồ sơ. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function papersOf(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<DossierPapers> {
  demand(input.user, 'digitisation.view');
  return within(
    store,
    [input.user.unitId],
    (client) => loadDossierPapers(client, input.user.unitId, input.dossierCode, dateOf(fromInstant(clock.now()))),
    { readOnly: true },
  );
}

/** {@link papersOf} inside a reading that the caller has begun, and has permission for. @throws ServiceError `NOT_FOUND` */
export async function loadDossierPapers(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierCode: string,
  today: PlainDate,
): Promise<DossierPapers> {
  const row = await findDossierByCode(client, homeUnitId, dossierCode);
  if (row === null) throw new ServiceError('NOT_FOUND', `Không có hồ sơ ${dossierCode}.`, { exitCode: 1 });
  const owner = await ownerOfDossier(client, homeUnitId, row.dossierId);
  const papers = await papersOfDossier(client, homeUnitId, row.dossierId);
  const { entries, others } = checklistOf(await listPapers(client, homeUnitId, row.dossierId), papers);
  const used = new Set(papers.filter(({ voidReason }) => voidReason === '').map((paper) => paper.sourcePaperId));
  const earlier = (await papersOfPerson(client, homeUnitId, owner.identityNumber, row.dossierId, MOST_OFFERED))
    .filter(({ paperId }) => !used.has(paperId))
    .map((paper) => ({
      paper,
      decision: decideReuse(
        { ...paper, place: scanPlace(paper) },
        { dossierCode: row.dossierCode, identityNumber: owner.identityNumber },
        today,
      ),
    }));
  const numbers = (await listDocuments(client, homeUnitId, row.dossierId)).filter(
    (document) => document.purpose === 'numberResult' && document.voidReason === null,
  );
  const number = numbers.at(-1);
  return {
    dossierCode: row.dossierCode,
    applicant: owner.applicant,
    checklist: entries,
    results: others.filter(({ kind }) => kind === 'result'),
    others: others.filter(({ kind }) => kind === 'component'),
    voided: papers.filter(({ voidReason }) => voidReason !== ''),
    earlier: [...earlier.filter(({ decision }) => decision.ok), ...earlier.filter(({ decision }) => !decision.ok)],
    attached: scansAmong(await listFiles(client, homeUnitId, row.dossierId)).filter(
      (file) => papersBackedBy(papers, file.fileId).length === 0,
    ),
    resultName: resultName((await findReception(client, homeUnitId, row.dossierId))?.procedureName ?? ''),
    resultNumber: number === undefined ? '' : `${number.number}/${number.notation}`,
    resolved: fold(NATIONAL_DOSSIER, await loadEvents(client, homeUnitId, row.dossierId)).resolvedAt !== null,
  };
}
