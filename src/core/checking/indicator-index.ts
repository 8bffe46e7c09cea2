/** From a label's meaning to the indicators it may stand for (nhận diện chỉ tiêu). */
import type { IndicatorDefinition } from '../reporting/definition.ts';
import { canonicalLabel } from './canonical.ts';
import { type FacetSet, facetSetOf, signature, type Vocabulary, withFacet } from './facets.ts';

export interface IndicatorIndex {
  /** Identifiers that the meaning may stand for; several where reports use one wording for several figures. */
  readonly lookUp: (facets: FacetSet) => readonly string[];
  readonly label: (id: string) => string;
  readonly definition: (id: string) => IndicatorDefinition | undefined;
  /** Whether all that the first counts the second counts too; an indicator is no part of itself. */
  readonly isPartOf: (part: string, whole: string) => boolean;
  /** The computed or counted indicator that is the sum of exactly these. */
  readonly sumOf: (ids: readonly string[]) => string | null;
}

export function indexIndicators(
  indicators: readonly IndicatorDefinition[],
  wordings: Readonly<Record<string, readonly string[]>>,
  vocabulary: Vocabulary,
): IndicatorIndex {
  const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const bySignature = new Map<string, string[]>();
  for (const indicator of indicators) {
    for (const wording of [indicator.label, ...(indicator.synonyms ?? []), ...(wordings[indicator.id] ?? [])]) {
      const facets = facetSetOf(vocabulary.find(canonicalLabel(wording)));
      // A label whose words the vocabulary does not know means nothing that can be recognised.
      if (facets.size === 0) continue;
      const key = signature(facets);
      const ids = bySignature.get(key) ?? [];
      if (!ids.includes(indicator.id)) ids.push(indicator.id);
      bySignature.set(key, ids);
    }
  }
  // Where one wording fits several, the most comprehensive is the likeliest.
  const breadth = (id: string): number => leaves(id).length;
  const leaves = (id: string): readonly string[] => {
    const indicator = byId.get(id);
    if (indicator === undefined || indicator.kind !== 'computed' || (indicator.minus ?? []).length > 0) return [id];
    return indicator.plus.flatMap(leaves);
  };
  const leafKey = (ids: readonly string[]): string => ids.flatMap(leaves).sort().join('+');
  const byLeaves = new Map<string, string>();
  for (const indicator of indicators) {
    if (indicator.kind === 'computed' && !byLeaves.has(leafKey([indicator.id])))
      byLeaves.set(leafKey([indicator.id]), indicator.id);
  }
  for (const ids of bySignature.values()) ids.sort((a, b) => breadth(b) - breadth(a));
  const exact = (facets: FacetSet): readonly string[] => bySignature.get(signature(facets)) ?? [];
  return {
    lookUp: (facets) => {
      const found = exact(facets);
      if (found.length > 0 || facets.get('time')?.includes('inPeriod') !== true) return found;
      const rest = (facets.get('time') ?? []).filter((value) => value !== 'inPeriod');
      return exact(withFacet(facets, 'time', rest.length === 0 ? null : rest));
    },
    label: (id) => byId.get(id)?.label ?? id,
    definition: (id) => byId.get(id),
    isPartOf: (part, whole) => {
      const all = leaves(whole);
      return part !== whole && leaves(part).every((id) => all.includes(id));
    },
    sumOf: (ids) => (ids.length === 1 ? (ids[0] as string) : (byLeaves.get(leafKey(ids)) ?? null)),
  };
}
