/**
 * Figures in running text (số liệu trong lời văn). A paragraph is cut into the zones of its figures; each zone's words,
 * and what they stand under ("trong đó", a colon, the bullet above, the section), say what the figure is of.
 */
import type { ReportingPeriod } from '../reporting/period.ts';
import { absences } from './absences.ts';
import { canonicalLabel } from './canonical.ts';
import {
  compileVocabulary,
  type FacetHit,
  type FacetSet,
  facetSetOf,
  signature,
  type Vocabulary,
  withFacet,
} from './facets.ts';
import type { Fact } from './fact.ts';
import type { IndicatorIndex } from './indicator-index.ts';
import {
  compileLabelWords,
  isBound,
  isElsewhere,
  isLimited,
  type LabelWords,
  residue,
  sectorHeaded,
  sectorNamed,
  sentenceStart,
  unitBehind,
} from './label-words.ts';
import type { ListedMeaning, ReportWords } from './law.ts';
import { candidatesOf, type Head, merge } from './meaning-of-label.ts';
import { anchorIn, type TextUnit } from './outline.ts';
import { clauseEnd, isBareShare, isFigure, scopeEnd, stillOpen, withoutAsides, type Zone, zonesOf } from './zones.ts';

export interface TextReading {
  readonly vocabulary: Vocabulary;
  readonly index: IndicatorIndex;
  readonly words: ReportWords;
  readonly listedMeanings: readonly ListedMeaning[];
  /** Canonical row labels of the report's tables. */
  readonly sectors: readonly string[];
  /** Canonical name of the reporting unit: words that narrow nothing. */
  readonly ownName: string;
  readonly period: ReportingPeriod | null;
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

interface Scope extends Head {
  /** Where "trong đó" stands. */
  readonly mark: number;
  /** Position in the unit from which its parts are listed. */
  readonly from: number;
  /** Behind this the scope is over. */
  readonly to: number;
}

type Compiled = TextReading & { readonly label: LabelWords; readonly listed: Vocabulary };

export function readTextFacts(units: readonly TextUnit[], reading: TextReading): TextFacts {
  const compiled: Compiled = {
    ...reading,
    label: compileLabelWords(reading.words, reading.sectors, reading.ownName),
    listed: compileVocabulary(reading.listedMeanings),
  };
  const facts: Fact[] = [];
  const missingTotals: MissingTotal[] = [];
  /** What each unit offers to those listed under it. */
  const offers = new Map<number, Head>();
  for (const unit of units) {
    const read = readUnit(unit, compiled, inherited(unit, units, offers, reading), facts.length);
    const shared = withShareBelow(unit, read.facts, facts.at(-1));
    if (shared === null) facts.push(...read.facts);
    else facts.splice(-1, 1, shared);
    if (read.missing !== null) missingTotals.push(read.missing);
    offers.set(unit.index, read.offer);
  }
  return { facts, missingTotals };
}

/** A paragraph of its own that lists the parts of the figure above it. */
const OPENS_WITH_PARTS = /^[\s*]*trong đó(?:,?\s*(có)(?![\p{L}]))?\s*(:)?/u;

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
  const before = units[unit.index - 1];
  const opener = OPENS_WITH_PARTS.exec(unit.canonical.slice(unit.contentFrom));
  if (opener !== null && before !== undefined && !before.annex && before.section === unit.section) {
    const whole = offers.get(before.index);
    if (whole !== undefined && whole.fact !== null)
      return { ...whole, merelySome: opener[1] !== undefined && opener[2] === undefined };
  }
  if (offer !== undefined) return offer;
  const object = facetSetOf(reading.vocabulary.find(canonicalLabel(unit.sectionTitle))).get('object');
  return {
    fact: null,
    facets: object === undefined ? new Map() : new Map([['object', object]]),
    sector: parent === undefined ? null : (offers.get(parent.index)?.sector ?? null),
  };
}

/** "- Giải quyết: 480/500 hồ sơ", below it "- Tỷ lệ: 97%": a share that says nothing of its own is of the fraction above. */
function withShareBelow(unit: TextUnit, own: readonly Fact[], above: Fact | undefined): Fact | null {
  const [only, ...others] = own;
  if (only === undefined || others.length > 0 || only.percent === null || only.value !== null) return null;
  if (above === undefined || above.denominator === null || above.percent !== null) return null;
  if (above.unitIndex === null || above.unitIndex !== unit.index - 1) return null;
  const { from, to } = only.percent.anchor;
  const [start, end] = [from - unit.anchor.offset, to - unit.anchor.offset];
  if (!isBareShare(unit.canonical.slice(unit.contentFrom, start), unit.canonical.slice(end))) return null;
  return { ...above, percent: { ...only.percent, place: unit.place } };
}

interface ReadUnit {
  readonly facts: readonly Fact[];
  readonly missing: MissingTotal | null;
  readonly offer: Head;
}

function readUnit(unit: TextUnit, reading: Compiled, above: Head, order: number): ReadUnit {
  const text = unit.canonical;
  const hits = reading.vocabulary.find(text);
  // A chapter's heading states nothing, the number in it is its own; a number without a word, or a line among the
  // annexes, is a piece of a table.
  const silent =
    (unit.heading && (unit.marker === 'roman' || unit.marker === 'capital')) || !/\p{L}/u.test(text) || unit.annex;
  const figures = silent ? [] : unit.tokens.filter((token) => token.from >= unit.contentFrom).filter(isFigure);
  const facts: Fact[] = [];
  const scopes: Scope[] = [];
  const marks = partMarks(text, reading.label);
  for (const zone of zonesOf(text, unit.contentFrom, figures, hits, reading.label)) {
    for (let mark = marks[0]; mark !== undefined && mark.index < zone.token.from; mark = marks[0]) {
      const scope = opensWith(unit, mark) && above.fact !== null ? null : scopeAt(unit, mark, facts, hits);
      if (scope !== null) scopes.push(scope);
      marks.shift();
    }
    const scope = scopes.findLast((candidate) => candidate.from <= zone.token.from && zone.token.from < candidate.to);
    const made = makeFact(unit, zone, hits, reading, scope ?? above, order + facts.length);
    const wider = widened(made, scope, (outer) => makeFact(unit, zone, hits, reading, outer, made.order));
    const fact = wider ?? continued(lentAct(made, facts, reading), facts, unit, reading);
    const base = spelledBase(unit, zone, fact, hits, reading);
    facts.push(fact, ...(base === null ? [] : [base]));
  }
  // "…, trong đó:" at the end of a unit is of the figure before it, for those listed under it.
  scopes.push(...marks.flatMap((mark) => scopeAt(unit, mark, facts, hits) ?? []));
  const missing = missingTotal(unit, scopes[0], facts, reading);
  facts.push(...absences(unit, hits, reading, above, order + facts.length));
  const offer = offerOf(unit, facts, scopes, hits, above);
  const sector =
    sectorHeaded(text, unit.contentFrom, reading.label) ??
    (offer.fact === null ? null : sectorOf(offer.fact)) ??
    above.sector ??
    null;
  return { facts, missing, offer: { ...offer, sector } };
}

const opensWith = (unit: TextUnit, mark: PartMark): boolean =>
  !mark.onlyBehindFigure && unit.canonical.slice(unit.contentFrom, mark.index).trim() === '';

interface PartMark {
  readonly index: number;
  readonly to: number;
  /** A bracket or a colon opens a list of parts only right behind a figure. */
  readonly onlyBehindFigure: boolean;
}

function partMarks(text: string, words: LabelWords): PartMark[] {
  const spoken = [...text.matchAll(words.partMarkers)].map((match) => ({
    index: match.index,
    to: match.index + match[0].length,
    onlyBehindFigure: false,
  }));
  const typed = [...text.matchAll(/[(:]/gu)].map((match) => ({
    index: match.index,
    to: match.index + 1,
    onlyBehindFigure: true,
  }));
  return [...spoken, ...typed].sort((a, b) => a.index - b.index);
}

/** What "trong đó" at this place is said of: the figure before it, else the words before it. */
function scopeAt(unit: TextUnit, mark: PartMark, facts: readonly Fact[], hits: readonly FacetHit[]): Scope | null {
  const { index: from, to } = mark;
  const head =
    facts.findLast((fact) => {
      const { from: start, to: end } = fact.evidence.anchor;
      return end <= unit.anchor.offset + from && stillOpen(unit.canonical, start - unit.anchor.offset, from);
    }) ?? null;
  if (mark.onlyBehindFigure) {
    if (head === null || head.value === null) return null;
    const between = unit.canonical.slice(head.evidence.anchor.to - unit.anchor.offset, from);
    // Words of the figure itself may stand between; another clause may not.
    if (between.length > 60 || /[,;:().]/u.test(between)) return null;
  }
  const words = facetSetOf(hits.filter((hit) => hit.to <= from && hit.from >= unit.contentFrom));
  const opener = unit.canonical.slice(from, to);
  return {
    merelySome: /có$/u.test(opener) && !/^\s*:/u.test(unit.canonical.slice(to)),
    fact: head,
    sector: head === null ? null : sectorOf(head),
    facets: head?.facets ?? words,
    mark: from,
    from: to,
    to: scopeEnd(unit.canonical, to, opener),
  };
}

/** A part of which the words are not known is a sector of its own: "trong đó: hộ tịch 200 (trước hạn 190)". */
const sectorOf = (head: Fact): string | null =>
  head.sector ?? (head.head !== null && head.residue > 0 && head.candidates.length === 0 ? head.label : null);

/** "Tổng số phản ánh đã tiếp nhận, trong đó: mới 0; cũ 0": the total itself is not stated. */
function missingTotal(
  unit: TextUnit,
  scope: Scope | undefined,
  facts: readonly Fact[],
  reading: Compiled,
): MissingTotal | null {
  if (scope === undefined || scope.fact !== null || facts.length < 2) return null;
  const before = unit.canonical.slice(unit.contentFrom, scope.mark);
  if (!/^[\s*]*tổng(?: số)?(?![\p{L}])/u.test(before) || /\d/.test(before)) return null;
  const to = unit.contentFrom + before.replace(/[\s,;:(]+$/u, '').length;
  return {
    unit,
    from: unit.contentFrom,
    to,
    candidates: reading.index.lookUp(scope.facets),
    parts: facts.filter((fact) => fact.kind === 'count'),
  };
}

/** "480 trên tổng số 500 hồ sơ đã tiếp nhận": the lower figure is stated too where words behind it say what it is. */
function spelledBase(
  unit: TextUnit,
  zone: Zone,
  fact: Fact,
  hits: readonly FacetHit[],
  reading: Compiled,
): Fact | null {
  const { token } = zone;
  if (token.kind !== 'ratio' || !token.spelled || fact.limited || fact.sector !== null) return null;
  const end = Math.min(zone.to, clauseEnd(unit.canonical, token.to), zone.percent?.from ?? zone.to);
  const own = facetSetOf(hits.filter((hit) => hit.from >= token.to && hit.to <= end));
  if (!own.has('act') || residue(unit.canonical.slice(token.to, end), hits, token.to, reading.label) > 0) return null;
  const facets = withFacet(own, 'measure', null);
  const from = token.to - (/[\d. ]+$/u.exec(token.raw)?.[0].trimStart().length ?? 0);
  return {
    ...fact,
    value: token.denominator,
    raw: unit.text.slice(from, token.to),
    denominator: null,
    percent: null,
    base: [],
    label: unit.canonical.slice(token.to, end).trim(),
    facets,
    candidates: candidatesOf(facets, reading.index),
    denominatorNamed: false,
    evidence: {
      quote: unit.text.slice(from, end).trim(),
      place: unit.place,
      anchor: anchorIn(unit, from, from + unit.text.slice(from, end).trimEnd().length),
    },
    order: fact.order + 1,
  };
}

/** "A: 178; trong đó B: 178; C: 0, trong đó D: 178": a part larger than C is a part of what C is a part of. */
function widened(fact: Fact, scope: Head | undefined, make: (outer: Head) => Fact): Fact | null {
  const inner = scope?.fact ?? null;
  const outer = inner?.head ?? null;
  if (inner === null || outer === null || fact.value === null || inner.value === null || outer.value === null)
    return null;
  return fact.value > inner.value ? make({ fact: outer, facets: outer.facets }) : null;
}

/** "giải quyết trước hạn 1.012 hồ sơ, đúng hạn 126 hồ sơ": what is not said again is as before in the sentence. */
function continued(fact: Fact, earlier: readonly Fact[], unit: TextUnit, reading: TextReading): Fact {
  const before = earlier.at(-1);
  const narrows = fact.facets.has('timeliness') || fact.facets.has('channel') || fact.facets.has('time');
  if (before === undefined || fact.facets.has('act') || !narrows || fact.limited || fact.sector !== null) return fact;
  const between = unit.canonical.slice(
    before.evidence.anchor.to - unit.anchor.offset,
    fact.evidence.anchor.from - unit.anchor.offset,
  );
  const act = before.facets.get('act');
  if (/\.\s|\n/u.test(between) || act === undefined) return fact;
  const facets = withFacet(fact.facets, 'act', act);
  const candidates = candidatesOf(facets, reading.index);
  return candidates.length === 0 ? fact : { ...fact, facets, candidates };
}

/** "1.858 hồ sơ với tổng số tiền 36.970.500 đồng": an amount without an act of its own is of the figure before it. */
function lentAct(fact: Fact, earlier: readonly Fact[], reading: TextReading): Fact {
  const before = earlier.at(-1);
  if (fact.kind !== 'money' || fact.candidates.length > 0 || fact.facets.has('act') || before === undefined)
    return fact;
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

function makeFact(
  unit: TextUnit,
  zone: Zone,
  hits: readonly FacetHit[],
  reading: Compiled,
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
        merelySome: above.merelySome === true,
      };
      from += colon + 1;
    }
  }
  // "1.173 hồ sơ (trước hạn 884, …), đạt 96,31%": the share stands behind figures that are not its own.
  const apart = zone.percent !== null && zone.percent.from >= zone.to;
  const baseFrom = zone.percent === null || apart ? zone.to : zone.percent.to;
  const plain = withoutAsides(text.slice(from, token.from));
  // What stands in brackets explains; it does not say what is counted.
  const aside = (hit: FacetHit): boolean =>
    hit.to <= token.from && plain.slice(hit.from - from, hit.to - from).trim() === '';
  const own = hits.filter(
    (hit) =>
      hit.from >= from &&
      hit.to <= Math.min(zone.to, baseFrom) &&
      !(hit.from >= token.from && hit.to <= token.to && !(token.kind === 'ratio' && token.spelled)) &&
      !(token.kind === 'ratio' && token.spelled && hit.from >= token.to && hit.facet !== 'object') &&
      !aside(hit),
  );
  const after = text.slice(token.to, zone.to);
  const unitName = unitBehind(after, hits, token.to, reading.label);
  const right = unitName.hit;
  let facets = facetSetOf(own);
  if (token.kind === 'money') facets = withFacet(facets, 'object', ['money']);
  else if (right !== null) facets = withFacet(facets, 'object', [right.value]);
  // "Tỷ lệ …: 00" is a share though no sign of per cent stands behind it.
  const bareShare = token.kind === 'count' && facets.has('measure') && right === null && zone.percent === null;
  if (token.kind !== 'percent' && !bareShare) facets = withFacet(facets, 'measure', null);
  else facets = withFacet(facets, 'measure', ['share']);
  facets = merge(facets, context.facets);
  const listed = above.fact === null ? null : listedMeaning(text, zone, facets, own, reading);
  if (listed !== null) facets = listed;
  const label = text.slice(from, token.from).replace(/^[\s,;:.–-]+|[\s:*]+$/gu, '');
  const limited =
    isLimited(text.slice(from, zone.to), reading.label) ||
    (token.kind === 'percent' && isBound(text, token.from)) ||
    isElsewhere(
      text,
      sentenceStart(text, unit.contentFrom, token.from),
      token.from,
      unit.tokens,
      reading.period,
      reading.label,
    );
  const foreign = unitName.foreign || limited;
  const sector = sectorNamed(text, unit.contentFrom, token.from, from, hits, reading.label) ?? above.sector ?? null;
  const raw = unit.text.slice(token.from, token.to);
  const rest = residue(plain, hits, from, reading.label);
  // A part of which the words are not known is not the whole again: "tiếp nhận 500 hồ sơ, trong đó đất đai 120".
  const unknownPart =
    listed === null && rest > 0 && above.fact !== null && signature(facets) === signature(above.fact.facets);
  const candidates = foreign || unknownPart ? [] : candidatesOf(facets, reading.index);
  // "5 TTHC" may be of anything; "tổng số TTHC thuộc thẩm quyền" is of all.
  const saysTotal =
    /(?<![\p{L}])tổng(?![\p{L}])/u.test(plain) ||
    hits.some((hit) => hit.facet === 'neutral' && hit.from >= from && hit.to <= token.from);
  const quoteTo = apart ? token.to : (zone.percent?.to ?? token.to);
  const quote = quoteAround(unit, from, token.from, quoteTo, zone.to);
  const base =
    zone.percent === null
      ? []
      : baseOf(text, zone.percent.to, apart ? clauseEnd(text, zone.percent.to) : zone.to, hits, reading.index);
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
    limited,
    denominatorNamed: token.kind === 'ratio' && namesMore(after, unitName.text, hits, token.to, reading),
    sure: rest <= 2 && (facets.size > 1 || saysTotal),
    residue: rest,
    sector,
    head: above.fact,
    merelySome: above.merelySome === true,
    unitIndex: unit.index,
    evidence: { quote: unit.text.slice(quote.from, quote.to), place: unit.place, anchor: numberAnchor },
    order,
  };
}

/** "chuyển sang 50" under the received; null where more is said than the short label. */
function listedMeaning(
  text: string,
  zone: Zone,
  facets: FacetSet,
  own: readonly FacetHit[],
  reading: Compiled,
): FacetSet | null {
  if (own.some((hit) => hit.facet !== 'object' && hit.facet !== 'measure')) return null;
  const found = reading.listed
    .find(text, zone.from, zone.to)
    .find((hit) => hit.to <= zone.token.from || hit.from >= zone.token.to);
  const meaning =
    found === undefined
      ? undefined
      : reading.listedMeanings.find(
          (entry) =>
            entry.facet === found.facet &&
            entry.value === found.value &&
            facets.get(entry.under.facet)?.join() === entry.under.value,
        );
  if (found === undefined || meaning === undefined || /(?<![\p{L}])còn\s*$/u.test(text.slice(zone.from, found.from)))
    return null;
  const said = [...own, found];
  const words = (part: string, at: number): number => residue(part, said, at, reading.label);
  const { token } = zone;
  if (words(text.slice(zone.from, token.from), zone.from) + words(text.slice(token.to, zone.to), token.to) > 0)
    return null;
  return withFacet(facets, meaning.facet, [meaning.value]);
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

/** "1.200/1.500 hồ sơ có phát sinh phí": more words behind a fraction than its unit. */
function namesMore(after: string, unit: string, hits: readonly FacetHit[], at: number, reading: Compiled): boolean {
  const clause = after.split(/[,;.(]|đạt|chiếm|tỷ lệ/u)[0] ?? '';
  const behind = clause.slice(clause.indexOf(unit) + unit.length);
  return (
    residue(behind, [], 0, reading.label) > 0 ||
    hits.some(
      (hit) =>
        hit.from >= at + clause.length - behind.length && hit.to <= at + clause.length && hit.facet !== 'measure',
    )
  );
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
