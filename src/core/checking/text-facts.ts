/**
 * Figures in running text (số liệu trong lời văn). A paragraph is cut into the zones of its figures; each zone's words,
 * and what they stand under ("trong đó", a colon, the bullet above, the section), say what the figure is of.
 */
import { canonicalLabel, standsAlone } from './canonical.ts';
import { type FacetHit, type FacetSet, facetSetOf, type Vocabulary, withFacet } from './facets.ts';
import type { Fact } from './fact.ts';
import type { IndicatorIndex } from './indicator-index.ts';
import type { ReportWords } from './law.ts';
import { type NumberToken, scanNumbers } from './numbers.ts';
import { anchorIn, type TextUnit } from './outline.ts';

export interface TextReading {
  readonly vocabulary: Vocabulary;
  readonly index: IndicatorIndex;
  readonly words: ReportWords;
  /** Canonical row labels of the report's tables. */
  readonly sectors: readonly string[];
  /** Canonical name of the reporting unit: words that narrow nothing. */
  readonly ownName: string;
}

/** A total that the text announces, with its parts, but does not state. */
export interface MissingTotal {
  readonly unit: TextUnit;
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly string[];
  readonly parts: readonly Fact[];
}

export interface TextFacts {
  readonly facts: readonly Fact[];
  readonly missingTotals: readonly MissingTotal[];
}

type Figure = Extract<NumberToken, { kind: 'count' | 'money' | 'ratio' | 'percent' }>;

const STRONG = /[;\n()]|\.(?=\s|$)|[“”"]/gu;

interface Head {
  readonly fact: Fact | null;
  readonly facets: FacetSet;
}

interface Scope extends Head {
  /** Position in the unit from which its parts are listed. */
  readonly from: number;
  /** Behind this the scope is over. */
  readonly to: number;
}

const isFigure = (token: NumberToken): token is Figure =>
  token.kind === 'count' || token.kind === 'money' || token.kind === 'ratio' || token.kind === 'percent';

function alternatives(words: readonly string[]): string {
  return [...words]
    .map(canonicalLabel)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
}

export function readTextFacts(units: readonly TextUnit[], reading: TextReading): TextFacts {
  const facts: Fact[] = [];
  const missingTotals: MissingTotal[] = [];
  /** What each unit offers to those listed under it. */
  const offers = new Map<number, Head>();
  const parts = new RegExp(`(?<![\\p{L}])(?:${alternatives(reading.words.partMarkers)})(?![\\p{L}])`, 'gu');
  for (const unit of units) {
    const read = readUnit(unit, reading, inherited(unit, units, offers, reading), parts, facts.length);
    facts.push(...read.facts);
    if (read.missing !== null) missingTotals.push(read.missing);
    offers.set(unit.index, read.offer);
  }
  return { facts, missingTotals };
}

/** From the unit above in the list; a heading lends only its object. */
function inherited(
  unit: TextUnit,
  units: readonly TextUnit[],
  offers: ReadonlyMap<number, Head>,
  reading: TextReading,
): Head {
  const parent = unit.parent === null ? undefined : units[unit.parent];
  const lists =
    parent !== undefined &&
    (!parent.heading || /:\s*$/u.test(parent.text)) &&
    (unit.marker === 'dash' || unit.marker === 'plus');
  const offer = lists ? offers.get(parent.index) : undefined;
  if (offer !== undefined) return offer;
  const object = facetSetOf(reading.vocabulary.find(canonicalLabel(unit.sectionTitle))).get('object');
  return { fact: null, facets: object === undefined ? new Map() : new Map([['object', object]]) };
}

interface ReadUnit {
  readonly facts: readonly Fact[];
  readonly missing: MissingTotal | null;
  readonly offer: Head;
}

function readUnit(unit: TextUnit, reading: TextReading, above: Head, parts: RegExp, order: number): ReadUnit {
  const text = unit.canonical;
  const tokens = scanNumbers(text).filter((token) => token.from >= unit.contentFrom);
  const hits = reading.vocabulary.find(text);
  const figures = unit.heading && unit.marker === 'roman' ? [] : tokens.filter(isFigure);
  const mains: { token: Figure; percent: Extract<NumberToken, { kind: 'percent' }> | null }[] = [];
  for (const token of figures) {
    const last = mains.at(-1);
    if (
      token.kind === 'percent' &&
      last !== undefined &&
      last.percent === null &&
      last.token.kind !== 'percent' &&
      belongsTo(text, last.token, token, hits, reading)
    ) {
      last.percent = token;
    } else mains.push({ token, percent: null });
  }
  const zones = mains.map(({ token, percent }, i) => {
    const before = mains[i - 1];
    const after = mains[i + 1];
    return {
      token,
      percent,
      from:
        before === undefined
          ? leftEdge(text, unit.contentFrom, token.from, parts)
          : splitBetween(text, endOf(before), token.from, hits, parts).nextFrom,
      to:
        after === undefined
          ? rightEdge(text, percent?.to ?? token.to, text.length, parts)
          : splitBetween(text, percent?.to ?? token.to, after.token.from, hits, parts).previousTo,
    };
  });
  const facts: Fact[] = [];
  const scopes: Scope[] = [];
  let missing: MissingTotal | null = null;
  const marks = [...text.matchAll(parts)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  let nextMark = 0;
  for (const zone of zones) {
    while (nextMark < marks.length && (marks[nextMark] as { from: number }).from < zone.token.from) {
      const mark = marks[nextMark] as { from: number; to: number };
      const head =
        [...facts]
          .reverse()
          .find((fact) => fact.evidence.anchor.to <= unit.anchor.offset + mark.from && fact.unitIndex === unit.index) ??
        null;
      const words = facetSetOf(hits.filter((hit) => hit.to <= mark.from && hit.from >= unit.contentFrom));
      // A later "trong đó" opens beside the first where the first was a list, not a whole.
      const to = scopeEnd(text, mark.from);
      scopes.push({ fact: head, facets: head?.facets ?? words, from: mark.to, to });
      nextMark += 1;
    }
    const scope = [...scopes]
      .reverse()
      .find((candidate) => candidate.from <= zone.token.from && zone.token.from < candidate.to);
    const made = makeFact(unit, zone, hits, reading, scope ?? above, order + facts.length);
    facts.push(widened(made, scope, (outer) => makeFact(unit, zone, hits, reading, outer, made.order)) ?? lentAct(made, facts, reading));
  }
  const firstScope = scopes[0];
  if (firstScope !== undefined && firstScope.fact === null && facts.length >= 2) {
    const announced = /^[\s\-–+*•]*(?:tổng số|tổng)(?![\p{L}])/u.test(text.slice(unit.contentFrom));
    const before = text.slice(unit.contentFrom, firstScope.from);
    if (announced && !/\d/.test(before)) {
      missing = {
        unit,
        from: unit.contentFrom,
        to: Math.max(unit.contentFrom + 1, firstScope.from - 1),
        candidates: reading.index.lookUp(firstScope.facets),
        parts: facts.filter((fact) => fact.kind === 'count'),
      };
    }
  }
  facts.push(...absences(unit, hits, reading, above, order + facts.length));
  return { facts, missing, offer: offerOf(unit, facts, scopes, hits, above) };
}

/** "A: 178; trong đó B: 178; C: 0, trong đó D: 178": a part larger than C is a part of what C is a part of. */
function widened(fact: Fact, scope: Head | undefined, make: (outer: Head) => Fact): Fact | null {
  const inner = scope?.fact ?? null;
  const outer = inner?.head ?? null;
  if (inner === null || outer === null || fact.value === null || inner.value === null || outer.value === null) return null;
  return fact.value > inner.value && fact.value <= outer.value ? make({ fact: outer, facets: outer.facets }) : null;
}

/** "1.858 hồ sơ với tổng số tiền 36.970.500 đồng": an amount without an act of its own is of the figure before it. */
function lentAct(fact: Fact, earlier: readonly Fact[], reading: TextReading): Fact {
  const before = earlier.at(-1);
  if (fact.kind !== 'money' || fact.candidates.length > 0 || fact.facets.has('act') || before === undefined) return fact;
  const facets = merge(fact.facets, before.facets);
  return { ...fact, facets, candidates: candidatesOf(facets, reading.index) };
}

/** What stands at the end of a unit is what the next level is listed under. */
function offerOf(
  unit: TextUnit,
  facts: readonly Fact[],
  scopes: readonly Scope[],
  hits: readonly FacetHit[],
  above: Head,
): Head {
  const openAtEnd = scopes.find((scope) => scope.to >= unit.text.trimEnd().length && scope.fact !== null);
  if (openAtEnd !== undefined) return openAtEnd;
  const first = facts.find((fact) => fact.kind === 'count');
  if (first !== undefined) return { fact: first, facets: first.facets };
  const own = facetSetOf(hits);
  const object = own.get('object') ?? above.facets.get('object');
  return { fact: null, facets: object === undefined ? own : withFacet(own, 'object', object) };
}

const endOf = (main: { token: Figure; percent: { to: number } | null }): number => main.percent?.to ?? main.token.to;

/** "trong đó" holds to the end of its sentence or of the brackets that it stands in. */
function scopeEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (c === '(') depth += 1;
    if (c === ')') {
      if (depth === 0) return i;
      depth -= 1;
    }
    if (c === '.' && /\s/u.test(text[i + 1] ?? ' ') && depth === 0) return i;
    if (c === '\n') return i;
  }
  return text.length + 1;
}

/** Brackets that close again are an aside: the sentence goes on behind them. */
function withoutAsides(text: string): string {
  let masked = text;
  for (const pattern of [/\([^()]*\)/gu, /“[^“”]*”/gu]) masked = masked.replace(pattern, (aside) => ' '.repeat(aside.length));
  return masked;
}

function lastBoundary(text: string, from: number, to: number, parts: RegExp): number {
  let at = from;
  const slice = withoutAsides(text.slice(from, to));
  for (const match of slice.matchAll(STRONG)) at = Math.max(at, from + match.index + match[0].length);
  for (const match of slice.matchAll(parts)) at = Math.max(at, from + match.index + match[0].length);
  return at;
}

function firstBoundary(text: string, from: number, to: number, parts: RegExp): number {
  const slice = text.slice(from, to);
  const strong = slice.search(STRONG);
  const part = slice.search(parts);
  const ends = [strong, part].filter((at) => at >= 0);
  return ends.length === 0 ? to : from + Math.min(...ends);
}

function leftEdge(text: string, from: number, to: number, parts: RegExp): number {
  return lastBoundary(text, from, to, parts);
}

function rightEdge(text: string, from: number, to: number, parts: RegExp): number {
  const end = firstBoundary(text, from, to, parts);
  // Behind a comma a new clause begins, unless it only goes on naming the base of a share.
  const comma = text.slice(from, end).search(/,\s|\s(?:và|với|nhưng|tuy)\s/u);
  return comma < 0 ? end : from + comma;
}

const UNIT_FIRST = /^\s*(?:hồ sơ|hs|tthc|thủ tục|đồng|phản ánh|kiến nghị|pakn|quy trình|trường hợp|lượt|\))/u;

function splitBetween(
  text: string,
  from: number,
  to: number,
  hits: readonly FacetHit[],
  parts: RegExp,
): { previousTo: number; nextFrom: number } {
  const boundary = lastBoundary(text, from, to, parts);
  if (boundary > from) return { previousTo: rightEdge(text, from, to, parts), nextFrom: boundary };
  const inside = (at: number): boolean => hits.some((hit) => hit.from < at && at < hit.to);
  const slice = text.slice(from, to);
  for (const pattern of [/,(?=\s|\p{L})/gu, /\s(?:và|với|còn|là)\s/gu]) {
    const cuts = [...slice.matchAll(pattern)].filter((match) => !inside(from + match.index));
    const cut = cuts.at(-1);
    if (cut !== undefined) return { previousTo: from + cut.index, nextFrom: from + cut.index + cut[0].length };
  }
  return UNIT_FIRST.test(slice) ? { previousTo: to, nextFrom: to } : { previousTo: from, nextFrom: from };
}

/** Whether a percentage is the share of the figure before it, rather than a figure of its own. */
function belongsTo(
  text: string,
  figure: Figure,
  percent: { from: number },
  hits: readonly FacetHit[],
  reading: TextReading,
): boolean {
  const between = text.slice(figure.to, percent.from);
  if (
    between.length > 110 ||
    /[;\n]|\.\s/u.test(between) ||
    new RegExp(alternatives(reading.words.partMarkers), 'u').test(between)
  )
    return false;
  const share = Math.max(between.lastIndexOf('tỷ lệ'), between.lastIndexOf('tỉ lệ'), between.lastIndexOf(', '));
  const tail = figure.to + Math.max(0, share);
  const meaning = hits.filter(
    (hit) => hit.from >= tail && hit.to <= percent.from && hit.facet !== 'neutral' && hit.facet !== 'measure',
  );
  if (meaning.some((hit) => hit.facet !== 'object')) return false;
  return share < 0 || !/tăng|giảm|so với/u.test(text.slice(tail, percent.from));
}

function makeFact(
  unit: TextUnit,
  zone: { token: Figure; percent: Extract<NumberToken, { kind: 'percent' }> | null; from: number; to: number },
  hits: readonly FacetHit[],
  reading: TextReading,
  above: Head,
  order: number,
): Fact {
  const { token } = zone;
  const text = unit.canonical;
  let from = zone.from;
  const colon = text.slice(from, token.from).lastIndexOf(':');
  let context: Head = above;
  if (colon >= 0) {
    const own = text.slice(from + colon + 1, token.from);
    const says =
      hits.some((hit) => hit.from > from + colon && hit.to <= token.from && hit.facet !== 'neutral') ||
      own.replace(/[^\p{L}]/gu, '').length > 12;
    if (says) {
      const lead = facetSetOf(hits.filter((hit) => hit.from >= from && hit.to <= from + colon));
      const object = lead.get('object') ?? above.facets.get('object');
      context = {
        fact: above.fact,
        facets: merge(object === undefined ? lead : withFacet(lead, 'object', object), above.facets),
      };
      from += colon + 1;
    }
  }
  const baseFrom = zone.percent === null ? zone.to : zone.percent.to;
  const plain = withoutAsides(text.slice(from, token.from));
  // What stands in brackets explains; it does not say what is counted.
  const aside = (hit: FacetHit): boolean => hit.to <= token.from && plain.slice(hit.from - from, hit.to - from).trim() === '';
  const own = hits.filter(
    (hit) => hit.from >= from && hit.to <= Math.min(zone.to, baseFrom) && !(hit.from >= token.from && hit.to <= token.to) && !aside(hit),
  );
  const after = text.slice(token.to, zone.to);
  const unitName = unitOf(after, hits, token.to, reading);
  const right = unitName.hit;
  let facets = facetSetOf(own);
  if (token.kind === 'money') facets = withFacet(facets, 'object', ['money']);
  else if (right !== null) facets = withFacet(facets, 'object', [right.value]);
  // "Tỷ lệ …: 00" is a share though no sign of per cent stands behind it.
  const bareShare = token.kind === 'count' && facets.has('measure') && right === null && zone.percent === null;
  if (token.kind !== 'percent' && !bareShare) facets = withFacet(facets, 'measure', null);
  else facets = withFacet(facets, 'measure', ['share']);
  facets = merge(facets, context.facets);
  const label = text
    .slice(from, token.from)
    .replace(/[\s:*]+$/u, '')
    .trim();
  const limited = [...reading.words.limiters].some((word) => mentions(text.slice(from, zone.to), canonicalLabel(word)));
  const foreign = unitName.foreign || limited;
  const sector = reading.sectors.find((name) => namesSector(text, unit.contentFrom, from, zone.to, name)) ?? null;
  const candidates = foreign ? [] : candidatesOf(facets, reading.index);
  const raw = unit.text.slice(token.from, token.to);
  const quoteTo = zone.percent?.to ?? token.to;
  const quote = quoteAround(unit, from, token.from, quoteTo, zone.to);
  const base = zone.percent === null ? [] : baseOf(text, zone.percent.to, zone.to, hits, reading.index);
  const numberAnchor = anchorIn(unit, quote.from, quote.to);
  return {
    origin: 'text',
    kind: bareShare ? 'percent' : token.kind === 'ratio' ? 'count' : token.kind,
    value: bareShare || token.kind === 'percent' ? null : token.kind === 'ratio' ? token.numerator : token.value,
    raw,
    padded: token.kind === 'count' || token.kind === 'money' ? token.padded : false,
    denominator: token.kind === 'ratio' ? token.denominator : null,
    percent:
      token.kind === 'percent'
        ? { value: token.percent, raw, anchor: anchorIn(unit, token.from, token.to) }
        : zone.percent === null
          ? bareShare
            ? { value: { digits: token.value, decimals: 0 }, raw, anchor: anchorIn(unit, token.from, token.to) }
            : null
          : {
              value: zone.percent.percent,
              raw: unit.text.slice(zone.percent.from, zone.percent.to),
              anchor: anchorIn(unit, zone.percent.from, zone.percent.to),
            },
    base: token.kind === 'percent' && base.length === 0 ? baseOf(text, token.to, zone.to, hits, reading.index) : base,
    label,
    unit: unitName.text,
    facets,
    candidates: sector === null ? candidates : [],
    sure: residue(plain, hits, from, reading) <= 2,
    sector,
    head: above.fact,
    unitIndex: unit.index,
    evidence: { quote: unit.text.slice(quote.from, quote.to), place: unit.place, anchor: numberAnchor },
    order,
  };
}

/** Own meaning first; what is not said is taken from above, but the timing of another act is not. */
function merge(own: FacetSet, above: FacetSet): FacetSet {
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

function candidatesOf(facets: FacetSet, index: IndicatorIndex): readonly string[] {
  const found = index.lookUp(facets);
  if (found.length > 0) return found;
  const objects = facets.get('object');
  // Sections on procedures speak of dossiers without saying so: "đã giải quyết: 2.011".
  if (objects === undefined || objects.includes('procedure'))
    return index.lookUp(withFacet(facets, 'object', ['dossier']));
  return [];
}

function mentions(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (standsAlone(text, at, at + word.length)) return true;
  return false;
}

/** "lĩnh vực Hộ tịch …", or the row's name right before the figure: `Hộ tịch: 358`. */
function namesSector(text: string, contentFrom: number, from: number, to: number, name: string): boolean {
  const zone = text.slice(from, to);
  const lead = text.slice(contentFrom, to);
  if (new RegExp(`lĩnh vực:?\\s+${escaped(name)}(?![\\p{L}])`, 'u').test(lead)) return true;
  const at = zone.indexOf(name);
  return (
    name.length >= 5 &&
    at >= 0 &&
    standsAlone(zone, at, at + name.length) &&
    zone.slice(0, at).replace(/[^\p{L}]/gu, '').length <= 3
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function unitOf(
  after: string,
  hits: readonly FacetHit[],
  at: number,
  reading: TextReading,
): { text: string; hit: FacetHit | null; foreign: boolean } {
  const lead = /^[\s*]*/u.exec(after)?.[0].length ?? 0;
  const hit = hits.find((candidate) => candidate.from === at + lead && candidate.facet === 'object') ?? null;
  if (hit !== null) return { text: after.slice(lead, lead + hit.to - hit.from), hit, foreign: false };
  const word = /^[\s*]*(\p{L}+(?:\s\p{L}+)?)/u.exec(after)?.[1] ?? '';
  if (word === '') return { text: '', hit: null, foreign: false };
  const known = reading.words.notUnits.some((other) => word === other || word.startsWith(`${other} `));
  const meaningful = hits.some((candidate) => candidate.from === at + lead);
  return { text: known || meaningful ? '' : word, hit: null, foreign: !known && !meaningful };
}

/** How many words of a label are neither known nor filler. */
function residue(label: string, hits: readonly FacetHit[], offset: number, reading: TextReading): number {
  let rest = label;
  for (const hit of hits) {
    if (hit.from >= offset && hit.to <= offset + label.length) {
      rest = rest.slice(0, hit.from - offset) + ' '.repeat(hit.to - hit.from) + rest.slice(hit.to - offset);
    }
  }
  if (reading.ownName !== '') rest = rest.replaceAll(reading.ownName, ' ');
  const filler = new RegExp(`(?<![\\p{L}])(?:${alternatives(reading.words.fillers)})(?![\\p{L}])`, 'gu');
  return (rest.replace(filler, ' ').match(/\p{L}+/gu) ?? []).length;
}

function baseOf(
  text: string,
  from: number,
  to: number,
  hits: readonly FacetHit[],
  index: IndicatorIndex,
): readonly string[] {
  const tail = text.slice(from, to);
  if (!/^[\s)]*(?:của|trên|so với|trong|tính trên)?\s*(?:tổng số|số|tổng)\s/u.test(tail)) return [];
  const facets = facetSetOf(hits.filter((hit) => hit.from >= from && hit.to <= to));
  return facets.size === 0 ? [] : candidatesOf(withFacet(facets, 'measure', null), index);
}

/** From the label to the figure, at most as much as a person needs to find it. */
function quoteAround(
  unit: TextUnit,
  from: number,
  numberFrom: number,
  numberTo: number,
  zoneTo: number,
): { from: number; to: number } {
  let start = Math.max(from, numberFrom - 120);
  while (start < numberFrom && /[\s,;:()*+–-]/u.test(unit.text[start] as string)) start += 1;
  if (start > from) while (start < numberFrom && /\S/u.test(unit.text[start - 1] ?? ' ')) start += 1;
  const tail = /^[\s]*(?:hồ sơ|tthc|thủ tục|đồng|phản ánh, kiến nghị)/u.exec(unit.canonical.slice(numberTo, zoneTo));
  return { from: start, to: numberTo + (tail?.[0].length ?? 0) };
}

const ABSENT = /(?<![\p{L}])không (?:có|phát sinh)(?: trường hợp)?\s+(?=\p{L})/gu;

/** "Không có hồ sơ quá hạn": a nought written in words. */
function absences(unit: TextUnit, hits: readonly FacetHit[], reading: TextReading, above: Head, order: number): Fact[] {
  const facts: Fact[] = [];
  for (const match of unit.canonical.matchAll(ABSENT)) {
    const from = match.index + match[0].length;
    const end = unit.canonical.slice(from).search(/[,;.:()\n]/u);
    const to = end < 0 ? unit.canonical.length : from + end;
    if (to - from > 60 || /\d/.test(unit.canonical.slice(from, to))) continue;
    const own = facetSetOf(hits.filter((hit) => hit.from >= from && hit.to <= to));
    if (!own.has('object') || residue(unit.canonical.slice(from, to), hits, from, reading) > 0) continue;
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
      sure: true,
      sector: null,
      head: above.fact,
      unitIndex: unit.index,
      evidence: { quote, place: unit.place, anchor: anchorIn(unit, match.index, to) },
      order: order + facts.length,
    });
  }
  return facts;
}
