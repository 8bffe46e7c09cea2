/**
 * Finding dossiers (tra cứu hồ sơ) by anything that their slips print: the code or any part of it, the name of a person
 * without marks and in any order of words, phone, identity number, the procedure, a day. Newest first.
 */

import { type Actor, permits } from '../../core/access/permissions.ts';
import { parseDossierCode } from '../../core/dossier/dossier-code.ts';
import {
  type NamedProcedure,
  parseQuery,
  type Term,
  termHolds,
  type WordMatching,
  waysOf,
} from '../../core/search/query.ts';
import { searchKey } from '../../core/search/words.ts';
import { dateOf, fromInstant } from '../../core/time/local-date-time.ts';
import { findDossierByCode } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { type FoundDossier, findOrdinal, loadFound, searchOrdinals } from '../../store/search.ts';
import { listProcedureNames } from '../../store/search-procedures.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';

export interface SearchHit extends FoundDossier {
  /** Name in the catalogue; the code where the catalogue does not have it. */
  readonly procedureName: string;
}

/** Where a further page goes on. */
export interface SearchPlace {
  readonly matching: WordMatching;
  /** Only what became known before this place of the index. */
  readonly before: number | null;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Where the next page begins; null: that was all. */
  readonly next: SearchPlace | null;
  /** Whether these hits hold only as beginnings of words. */
  readonly matching: WordMatching;
  /** False: so many dossiers came near that looking stopped; more words would help. */
  readonly complete: boolean;
  /** The terms as they were understood; none: nothing to look for. */
  readonly terms: readonly Term[];
}

export const SEARCH_PAGE = 50;
/** So many near misses are looked at for one page. */
const MOST_LOOKED_AT = 4000;
/** Candidates that are loaded together. */
const LUMP = 100;

/**
 * One page of results. Whole words come first; where they give nothing, words that begin so.
 * @throws ServiceError for who may not search
 */
export async function searchDossiers(
  { store, clock }: Pick<Installation, 'store' | 'clock'>,
  input: { readonly actor: Actor; readonly text: string; readonly place?: SearchPlace; readonly pageSize?: number },
): Promise<SearchAnswer> {
  const home = input.actor.unitId;
  if (!permits(input.actor, 'dossier.search', home))
    throw new ServiceError('FORBIDDEN', 'Vai trò của bạn không được giao việc tìm hồ sơ.', { exitCode: 1 });
  const terms = parseQuery(input.text, dateOf(fromInstant(clock.now())));
  const nothing: SearchAnswer = { hits: [], next: null, matching: 'whole', complete: true, terms };
  if (terms.length === 0) return nothing;
  const pageSize = input.pageSize ?? SEARCH_PAGE;
  return within(
    store,
    [home],
    async (client) => {
      const procedures = await listProcedureNames(client, home);
      const whole = terms.length === 1 ? parseDossierCode(input.text.trim()) : undefined;
      if (whole !== undefined && input.place === undefined) {
        // A whole code, as scanners send it, has a key of its own.
        const known = await findDossierByCode(client, home, whole.text);
        const ordinal = known === null ? null : await findOrdinal(client, home, known.dossierId);
        const hits = ordinal === null ? [] : await loadFound(client, home, [ordinal]);
        if (hits.length > 0)
          return {
            ...nothing,
            hits: hits.map((hit) => ({ ...hit, procedureName: nameOf(procedures, hit.procedureCode) })),
          };
      }
      const page = async (matching: WordMatching, before: number | null): Promise<SearchAnswer> => {
        const ways = terms.map((term) => waysOf(term, procedures, matching));
        const hits: FoundDossier[] = [];
        let lookedAt = 0;
        const answer = (next: SearchPlace | null, complete: boolean): SearchAnswer => ({
          hits: hits.map((hit) => ({ ...hit, procedureName: nameOf(procedures, hit.procedureCode) })),
          next,
          matching,
          complete,
          terms,
        });
        for await (const ordinals of searchOrdinals(client, home, ways, before)) {
          for (let at = 0; at < ordinals.length; at += LUMP) {
            for (const found of await loadFound(client, home, ordinals.slice(at, at + LUMP))) {
              lookedAt += 1;
              if (!terms.every((term) => termHolds(term, found, procedures, matching))) continue;
              const last = hits.at(-1);
              if (hits.length === pageSize && last !== undefined)
                return answer({ matching, before: last.ordinal }, true);
              hits.push(found);
            }
            const reached = ordinals[Math.min(at + LUMP, ordinals.length) - 1] as number;
            if (lookedAt >= MOST_LOOKED_AT) return answer({ matching, before: reached }, false);
          }
        }
        return answer(null, true);
      };
      if (input.place !== undefined) return page(input.place.matching, input.place.before);
      const exact = await page('whole', null);
      return exact.hits.length > 0 || !exact.complete || !terms.some((term) => term.kind === 'word')
        ? exact
        : page('beginning', null);
    },
    { readOnly: true },
  );
}

/** The code of the one dossier that a text names in full; undefined for anything else. */
export function exactHit(answer: SearchAnswer, text: string): SearchHit | undefined {
  const key = searchKey(text);
  return answer.hits.find((hit) => searchKey(hit.dossierCode) === key);
}

const nameOf = (procedures: readonly NamedProcedure[], code: string): string =>
  procedures.find((procedure) => procedure.code === code)?.name ?? code;
