/** Noughts written in words: "không có hồ sơ quá hạn". */

import { type FacetHit, facetSetOf } from './facets.ts';
import type { Fact } from './fact.ts';
import type { IndicatorIndex } from './indicator-index.ts';
import { type LabelWords, residue } from './label-words.ts';
import { candidatesOf, type Head, merge } from './meaning-of-label.ts';
import { anchorIn, type TextUnit } from './outline.ts';

const ABSENT = /(?<![\p{L}])không (?:có|phát sinh)(?: trường hợp)?\s+(?=\p{L})/gu;

/** "Không có hồ sơ quá hạn": a nought written in words. */
export function absences(
  unit: TextUnit,
  hits: readonly FacetHit[],
  reading: { readonly index: IndicatorIndex; readonly label: LabelWords },
  above: Head,
  order: number,
): Fact[] {
  const facts: Fact[] = [];
  for (const match of unit.canonical.matchAll(ABSENT)) {
    const from = match.index + match[0].length;
    const stop = [...unit.canonical.slice(from).matchAll(/[,;.:()\n]/gu)].find(
      (mark) => !hits.some((hit) => hit.from < from + mark.index && from + mark.index < hit.to),
    );
    const to = stop === undefined ? unit.canonical.length : from + stop.index;
    if (to - from > 60 || /\d/.test(unit.canonical.slice(from, to))) continue;
    const own = facetSetOf(hits.filter((hit) => hit.from >= from && hit.to <= to));
    if (!own.has('object') || residue(unit.canonical.slice(from, to), hits, from, reading.label) > 0) continue;
    const facets = merge(own, above.facets);
    const candidates = candidatesOf(facets, reading.index);
    if (candidates.length === 0) continue;
    const quote = unit.text.slice(match.index, to);
    facts.push({
      origin: 'text',
      kind: 'count',
      value: 0,
      raw: quote,
      padded: false,
      denominator: null,
      percent: null,
      base: [],
      label: unit.canonical.slice(from, to),
      unit: '',
      facets,
      candidates,
      denominatorNamed: false,
      limited: false,
      sure: true,
      residue: 0,
      sector: null,
      head: above.fact,
      merelySome: above.merelySome === true,
      unitIndex: unit.index,
      evidence: { quote, place: unit.place, anchor: anchorIn(unit, match.index, to) },
      order: order + facts.length,
    });
  }
  return facts;
}
