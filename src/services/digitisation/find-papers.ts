/** Papers and results that are digital (tra cứu số hóa): by words, by dossier with what may be used again, and their counts. */
import type { DigitalState, PaperKind } from '../../core/digitisation/paper.ts';
import { closesAt, opensAt, periodContaining, periodLabel } from '../../core/reporting/period.ts';
import { dateOf, fromInstant, toInstant } from '../../core/time/local-date-time.ts';
import {
  countPapers,
  type DigitisationCounts,
  ownerOfDossier,
  papersOfDossier,
  papersOfPerson,
  type StoredPaper,
  searchPapers,
} from '../../store/digitisation.ts';
import { findDossierByCode } from '../../store/dossiers.ts';
import { listPapers } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { demand } from '../reception/desk.ts';
import type { SignedIn } from '../signed-in.ts';

export type { DigitisationCounts, StoredPaper };

export const PAPERS_SHOWN = 50;
/** Earlier papers that a dossier's page offers. */
const MOST_OFFERED = 20;

export interface FoundPapers {
  readonly papers: readonly StoredPaper[];
  readonly total: number;
  /** Of dossiers received in the running quarter. */
  readonly counts: readonly DigitisationCounts[];
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
    readonly state: DigitalState | undefined;
    readonly page: number;
  },
): Promise<FoundPapers> {
  demand(input.user, 'digitisation.view');
  const homeUnitId = input.user.unitId;
  const quarter = periodContaining('quarter', dateOf(fromInstant(clock.now())));
  return within(
    store,
    [homeUnitId],
    async (client) => ({
      ...(await searchPapers(
        client,
        { homeUnitId, text: input.text, kind: input.kind, state: input.state },
        PAPERS_SHOWN,
        (input.page - 1) * PAPERS_SHOWN,
      )),
      counts: await countPapers(client, homeUnitId, toInstant(opensAt(quarter)), toInstant(closesAt(quarter))),
      period: periodLabel(quarter),
    }),
    { readOnly: true },
  );
}

export interface DossierPapers {
  readonly dossierCode: string;
  readonly applicant: string;
  readonly papers: readonly StoredPaper[];
  /** Names of papers that were handed in at reception and are not in the list yet. */
  readonly handedIn: readonly string[];
  /** The applicant's papers from other dossiers. */
  readonly earlier: readonly StoredPaper[];
}

/** Giấy tờ của một hồ sơ. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function papersOf(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<DossierPapers> {
  demand(input.user, 'digitisation.view');
  const homeUnitId = input.user.unitId;
  return within(
    store,
    [homeUnitId],
    async (client) => {
      const row = await findDossierByCode(client, homeUnitId, input.dossierCode);
      if (row === null) throw new ServiceError('NOT_FOUND', `Không có hồ sơ ${input.dossierCode}.`, { exitCode: 1 });
      const owner = await ownerOfDossier(client, homeUnitId, row.dossierId);
      const papers = await papersOfDossier(client, homeUnitId, row.dossierId);
      const received = await listPapers(client, homeUnitId, row.dossierId);
      const used = new Set(papers.map((paper) => paper.sourcePaperId));
      const earlier = await papersOfPerson(client, homeUnitId, owner.identityNumber, row.dossierId, MOST_OFFERED);
      return {
        dossierCode: row.dossierCode,
        applicant: owner.applicant,
        papers,
        handedIn: received
          .filter((paper) => paper.received && !papers.some(({ name }) => name === paper.name))
          .map(({ name }) => name),
        earlier: earlier.filter(({ paperId }) => !used.has(paperId)),
      };
    },
    { readOnly: true },
  );
}
