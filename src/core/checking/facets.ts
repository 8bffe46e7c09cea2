/**
 * Words to meanings (từ ngữ thành nghĩa): a label such as "số hồ sơ đã giải quyết trước hạn" becomes
 * `{object: dossier, act: resolved, timeliness: early}`, and so do the indicators' own labels and synonyms; equal
 * meanings are the same figure.
 */
import { canonicalLabel, standsAlone } from './canonical.ts';
import type { VocabularyEntry } from './law.ts';

export interface FacetHit {
  readonly facet: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** Facet to its values, each set sorted. */
export type FacetSet = ReadonlyMap<string, readonly string[]>;

export interface Vocabulary {
  /** Longest phrase first, never overlapping; words that say two things are found twice. */
  readonly find: (canonicalText: string, from?: number, to?: number) => readonly FacetHit[];
}

export function compileVocabulary(entries: readonly VocabularyEntry[]): Vocabulary {
  const byFirst = new Map<string, { readonly phrase: string; readonly entry: VocabularyEntry }[]>();
  for (const entry of entries) {
    for (const phrase of entry.phrases) {
      const canonical = canonicalLabel(phrase);
      const first = canonical.slice(0, 2);
      const list = byFirst.get(first) ?? [];
      list.push({ phrase: canonical, entry });
      byFirst.set(first, list);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.phrase.length - a.phrase.length);
  return {
    find: (text, from = 0, to = text.length) => {
      const hits: FacetHit[] = [];
      let at = from;
      while (at < to) {
        const candidates = byFirst.get(text.slice(at, at + 2));
        const hit = candidates?.find(
          ({ phrase }) =>
            at + phrase.length <= to && text.startsWith(phrase, at) && standsAlone(text, at, at + phrase.length),
        );
        if (hit === undefined) {
          at += 1;
          continue;
        }
        for (const value of [hit.entry.value, ...(hit.entry.also === undefined ? [] : [hit.entry.also])])
          hits.push({ facet: hit.entry.facet, value, from: at, to: at + hit.phrase.length });
        at += hit.phrase.length;
      }
      return hits;
    },
  };
}

/** Of several objects in one label the more special is meant: "số tiền … hồ sơ" is money, "hồ sơ TTHC" dossiers. */
const OBJECT_ORDER = ['money', 'internalProcess', 'feedback', 'dossier', 'procedure'];
const SINGLE: ReadonlySet<string> = new Set(['object']);

export function facetSetOf(hits: readonly FacetHit[]): FacetSet {
  const sets = new Map<string, Set<string>>();
  for (const { facet, value } of hits) {
    if (facet === 'neutral') continue;
    const set = sets.get(facet) ?? new Set();
    set.add(value);
    sets.set(facet, set);
  }
  const result = new Map<string, readonly string[]>();
  for (const [facet, values] of sets) {
    if (SINGLE.has(facet) && values.size > 1) {
      const chosen = OBJECT_ORDER.find((value) => values.has(value));
      result.set(facet, chosen === undefined ? [...values].slice(0, 1) : [chosen]);
    } else result.set(facet, [...values].sort());
  }
  return result;
}

/** One text per meaning: `act=resolved;object=dossier;timeliness=early`. */
export function signature(facets: FacetSet): string {
  return [...facets]
    .map(([facet, values]) => `${facet}=${values.join('+')}`)
    .sort()
    .join(';');
}

export function withFacet(facets: FacetSet, facet: string, values: readonly string[] | null): FacetSet {
  const next = new Map(facets);
  if (values === null) next.delete(facet);
  else next.set(facet, values);
  return next;
}
