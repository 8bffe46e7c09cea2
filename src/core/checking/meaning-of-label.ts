/** What a label means together with what it stands under, and which indicators have that meaning. */

import { type FacetSet, withFacet } from './facets.ts';
import type { Fact } from './fact.ts';
import type { IndicatorIndex } from './indicator-index.ts';

/** What a figure is listed under: another figure, or only words. */
export interface Head {
  readonly fact: Fact | null;
  readonly facets: FacetSet;
  /** The row or sector that a heading above it names. */
  readonly sector?: string | null;
  /** Opened by a mere «trong đó có». */
  readonly merelySome?: boolean;
}

/** Own meaning first; what is not said is taken from above, but the timing of another act is not. */
export function merge(own: FacetSet, above: FacetSet): FacetSet {
  const merged = new Map(own);
  const ownAct = own.get('act');
  for (const [facet, values] of above) {
    if (merged.has(facet) || facet === 'measure') continue;
    if (
      ownAct !== undefined &&
      above.get('act')?.join() !== ownAct.join() &&
      (facet === 'timeliness' || facet === 'time')
    )
      continue;
    merged.set(facet, values);
  }
  return merged;
}

export function candidatesOf(facets: FacetSet, index: IndicatorIndex): readonly string[] {
  const found = index.lookUp(facets);
  if (found.length > 0) return found;
  const objects = facets.get('object');
  // Sections on procedures speak of dossiers without saying so: "đã giải quyết: 2.011".
  if (objects === undefined || objects.includes('procedure'))
    return (
      [index.lookUp(withFacet(facets, 'object', ['dossier'])), index.lookUp(withFacet(facets, 'object', null))].find(
        (ids) => ids.length > 0,
      ) ?? []
    );
  return [];
}
