/** Finding what bears a number (tra số phiếu, số văn bản, số chứng thực), as the paper in somebody's hand has it. */
import { permits } from '../../core/access/permissions.ts';
import { parseEntryNumber } from '../../core/certification/kinds.ts';
import { readDocumentNumber } from '../../core/search/document-number.ts';
import { fromInstant } from '../../core/time/local-date-time.ts';
import { findEntry } from '../../store/certification.ts';
import { findNumbered, type NumberedPaper } from '../../store/numbered.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';

export interface NumberedAnswer {
  readonly papers: readonly NumberedPaper[];
  /** Số trong sổ chứng thực, with who asked for it. */
  readonly entry: { readonly number: string; readonly applicant: string; readonly dossierCode: string } | null;
}

/** A number without its year is looked for in so many years. */
const YEARS = 10;
const NOTHING: NumberedAnswer = { papers: [], entry: null };

/** Nothing where the text is no number of a paper, or the officer may not search. */
export async function findByNumber(
  { store, clock }: Pick<Installation, 'store' | 'clock'>,
  input: { readonly user: SignedIn; readonly text: string },
): Promise<NumberedAnswer> {
  const { user, text } = input;
  const wanted = readDocumentNumber(text);
  if (wanted === undefined || !permits(user, 'dossier.search', user.unitId)) return NOTHING;
  const present = Number(fromInstant(clock.now()).slice(0, 4));
  const years = wanted.year === null ? Array.from({ length: YEARS }, (_, back) => present - back) : [wanted.year];
  return within(
    store,
    [user.unitId],
    async (client) => {
      const papers = await findNumbered(client, user.unitId, { ...wanted, years });
      const key = parseEntryNumber(`${wanted.number}/${wanted.year}/${wanted.notation}`);
      const entry =
        key === undefined || !permits(user, 'certification.view', user.unitId)
          ? null
          : await findEntry(client, { homeUnitId: user.unitId, ...key });
      return {
        papers,
        entry:
          entry === null
            ? null
            : {
                number: `${entry.number}/${entry.year}/${wanted.notation}`,
                applicant: entry.applicant,
                dossierCode: entry.dossierCode,
              },
      };
    },
    { readOnly: true },
  );
}
