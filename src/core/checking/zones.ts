/**
 * A paragraph cut into the zones of its figures: which words belong to which number, and which percentage is the share of
 * which count.
 */
import type { FacetHit } from './facets.ts';
import type { LabelWords } from './label-words.ts';
import type { NumberToken } from './numbers.ts';

export type Figure = Extract<NumberToken, { kind: 'count' | 'money' | 'ratio' | 'percent' }>;
export type PercentToken = Extract<NumberToken, { kind: 'percent' }>;

/** `from` and `to` bound the words that speak of the figure, itself included. */
export interface Zone {
  readonly token: Figure;
  readonly percent: PercentToken | null;
  readonly from: number;
  readonly to: number;
}

export const isFigure = (token: NumberToken): token is Figure =>
  token.kind === 'count' || token.kind === 'money' || token.kind === 'ratio' || token.kind === 'percent';

const STRONG = /[;\n()]|\.(?=\s|$)|[“”"]/gu;

/** Brackets that close again are an aside: the sentence goes on behind them. */
export function withoutAsides(text: string): string {
  let masked = text;
  for (const pattern of [/\([^()]*\)/gu, /“[^“”]*”/gu])
    masked = masked.replace(pattern, (aside) => ' '.repeat(aside.length));
  return masked;
}

/** Whether the brackets in which a place stands are still open at a later one. */
export function stillOpen(text: string, at: number, later: number): boolean {
  let depth = 0;
  for (const c of text.slice(at, later)) {
    if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return true;
}

/**
 * How far a list of parts reaches: to the end of its sentence or of the brackets that it stands in; "trong đó" without a
 * colon only to the next semicolon.
 * @param from behind "trong đó", the bracket or the colon
 */
export function scopeEnd(text: string, from: number, opener: string): number {
  const long = /[:(]$/u.test(opener) || /^\s*(?:có\s*)?:/u.test(text.slice(from));
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (c === '(') depth += 1;
    if (c === ')') {
      if (depth === 0) return i;
      depth -= 1;
    }
    if (c === '\n' || (depth === 0 && ((c === '.' && /\s/u.test(text[i + 1] ?? ' ')) || (c === ';' && !long))))
      return i;
  }
  return text.length + 1;
}

/** @param from behind a typed marker of the paragraph */
export function zonesOf(
  text: string,
  from: number,
  figures: readonly Figure[],
  hits: readonly FacetHit[],
  words: LabelWords,
): readonly Zone[] {
  const mains: { token: Figure; percent: PercentToken | null }[] = [];
  for (const token of figures) {
    // "1.173 hồ sơ (trước hạn 884, quá hạn 5), đạt 96,31%": what stands in the brackets is passed over.
    const owner =
      token.kind === 'percent' ? mains.findLast((main) => stillOpen(text, main.token.to, token.from)) : undefined;
    const free = owner !== undefined && owner.percent === null && owner.token.kind !== 'percent';
    if (token.kind === 'percent' && free && belongsTo(text, owner.token, token, hits, words)) owner.percent = token;
    else mains.push({ token, percent: null });
  }
  return mains.map((main, i) => {
    const before = mains[i - 1];
    const after = mains[i + 1];
    const end = endOf(main, after);
    return {
      ...main,
      from:
        before === undefined
          ? lastBoundary(text, from, main.token.from, words)
          : splitBetween(text, endOf(before, main), main.token.from, hits, words).nextFrom,
      to:
        after === undefined
          ? rightEdge(text, end, text.length, words)
          : splitBetween(text, end, after.token.from, hits, words).previousTo,
    };
  });
}

interface Main {
  readonly token: Figure;
  readonly percent: PercentToken | null;
}

/** Behind the figure with its share; a share that stands behind the figures in brackets ends nothing. */
function endOf(main: Main, after: Main | undefined): number {
  const share = main.percent;
  return share !== null && (after === undefined || share.to <= after.token.from) ? share.to : main.token.to;
}

/** Behind the last thing that ends a clause, asides overlooked. */
function lastBoundary(text: string, from: number, to: number, words: LabelWords): number {
  let at = from;
  const slice = withoutAsides(text.slice(from, to));
  for (const pattern of [STRONG, words.partMarkers]) {
    for (const match of slice.matchAll(pattern)) at = Math.max(at, from + match.index + match[0].length);
  }
  return at;
}

/** Where the clause of a figure ends: at a strong mark, or where a comma or an "và" begins another. */
function rightEdge(text: string, from: number, to: number, words: LabelWords): number {
  const slice = text.slice(from, to);
  const ends = [
    slice.search(STRONG),
    slice.search(words.partMarkers),
    slice.search(/,\s|\s(?:và|với|nhưng|tuy)\s/u),
  ].filter((at) => at >= 0);
  return ends.length === 0 ? to : from + Math.min(...ends);
}

/** Where the clause that begins here ends at the latest. */
export function clauseEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[,;\n]|\.(?=\s|$)/u);
  return end < 0 ? text.length : from + end;
}

/** Words between two figures go to the one that they describe. */
function splitBetween(
  text: string,
  from: number,
  to: number,
  hits: readonly FacetHit[],
  words: LabelWords,
): { previousTo: number; nextFrom: number } {
  const boundary = lastBoundary(text, from, to, words);
  if (boundary > from) return { previousTo: rightEdge(text, from, to, words), nextFrom: boundary };
  const inside = (at: number): boolean => hits.some((hit) => hit.from < at && at < hit.to);
  const slice = text.slice(from, to);
  const first = from + (/^\s*/u.exec(slice)?.[0].length ?? 0);
  const unitFirst = text[first] === ')' || hits.some((hit) => hit.from === first && hit.facet === 'object');
  // "500 hồ sơ: trước hạn 300": behind the colon the parts begin.
  const colon = from + slice.indexOf(':');
  if (colon >= from && (unitFirst || colon === first) && !/,/u.test(text.slice(from, colon)))
    return { previousTo: colon, nextFrom: colon + 1 };
  for (const pattern of [/,(?=\s|\p{L})/gu, /\s(?:và|với|còn)\s/gu]) {
    const cut = [...slice.matchAll(pattern)].filter((match) => !inside(from + match.index)).at(-1);
    if (cut !== undefined) return { previousTo: from + cut.index, nextFrom: from + cut.index + cut[0].length };
  }
  return unitFirst ? { previousTo: to, nextFrom: to } : { previousTo: from, nextFrom: from };
}

/** The farthest that a share stands behind its figure. */
const SHARE_DISTANCE = 110;

/** "480/500 hồ sơ. Đạt 97%": a share that says nothing of its own, in the sentence behind its fraction. */
const NEXT_SENTENCE = /^[^.;:\n]{0,40}[.;]\s*(?:(?:đạt|chiếm|bằng|là|tương ứng|tương đương|tỷ lệ|tỉ lệ)[\s:]+)*$/u;

/** "đạt 97% so với cùng kỳ", "đạt 97% kế hoạch": measured by what is no figure of the period. */
const OTHER_MEASURE = /^\s*(?:so với (?!tổng|số)|so cùng kỳ|cùng kỳ)/u;
const OF_A_PLAN = /^\s*(?:so với\s+)?(?:kế hoạch|chỉ tiêu|mục tiêu)(?![\p{L}])/u;
const DOSSIERS = /^\s*(?:hồ sơ|hs)(?![\p{L}])/u;

/** Whether nothing but the share itself is said up to the next mark. */
export const isBareShare = (before: string, after: string): boolean =>
  /^[\s*–-]*(?:(?:đạt|chiếm|bằng|là|tương ứng|tương đương|tỷ lệ|tỉ lệ)[\s:]+)+$/u.test(before) &&
  /^[\s*.;,]*$/u.test(after);

/** Whether a percentage is the share of the figure before it, rather than a figure of its own. */
function belongsTo(
  text: string,
  figure: Figure,
  percent: PercentToken,
  hits: readonly FacetHit[],
  words: LabelWords,
): boolean {
  const between = withoutAsides(text.slice(figure.to, percent.from));
  const behind = text.slice(percent.to);
  if (OTHER_MEASURE.test(behind) || (figure.kind === 'count' && OF_A_PLAN.test(behind) && DOSSIERS.test(between)))
    return false;
  if (figure.kind === 'ratio' && NEXT_SENTENCE.test(between) && /^\s*(?:[.;,]|$)/u.test(behind)) return true;
  if (between.length > SHARE_DISTANCE || /[;\n]|\.\s/u.test(between) || between.search(words.partMarkers) >= 0)
    return false;
  const share = Math.max(between.lastIndexOf('tỷ lệ'), between.lastIndexOf('tỉ lệ'), between.lastIndexOf(', '));
  const tail = figure.to + Math.max(0, share);
  const said = (hit: FacetHit): boolean => between.slice(hit.from - figure.to, hit.to - figure.to).trim() !== '';
  const says = hits.some(
    (hit) =>
      hit.from >= tail &&
      said(hit) &&
      hit.to <= percent.from &&
      hit.facet !== 'neutral' &&
      hit.facet !== 'measure' &&
      hit.facet !== 'object',
  );
  // Without a comma or a "tỷ lệ" of its own the share goes on with the figure's clause.
  return share < 0 || (!says && !/tăng|giảm|so với/u.test(text.slice(tail, percent.from)));
}
