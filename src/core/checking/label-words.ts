/** Words of a label: fillers, units, limiters, names of rows; compiled once for a document. */

import type { ReportingPeriod } from '../reporting/period.ts';
import { canonicalLabel, standsAlone } from './canonical.ts';
import type { FacetHit } from './facets.ts';
import type { ReportWords } from './law.ts';
import type { NumberToken } from './numbers.ts';
import { withoutAsides } from './zones.ts';

export interface LabelWords {
  /** "trong đó", "gồm"…: global, for `matchAll` and `search`. */
  readonly partMarkers: RegExp;
  readonly fillers: RegExp;
  readonly limiters: RegExp;
  readonly sentenceLimiters: RegExp;
  readonly documentNames: RegExp;
  readonly notUnits: readonly string[];
  /** "Hộ tịch: …": a sector by its usual name, with a colon behind it. */
  readonly sectorLead: RegExp;
  readonly ownName: string;
  /** Canonical row labels of the report's tables, longest first. */
  readonly sectors: readonly string[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function anyOf(words: readonly string[]): RegExp {
  const alternatives = [...words]
    .map(canonicalLabel)
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
  return new RegExp(`(?<![\\p{L}])(?:${alternatives})(?![\\p{L}])`, 'gu');
}

export function compileLabelWords(words: ReportWords, sectors: readonly string[], ownName: string): LabelWords {
  return {
    partMarkers: anyOf(words.partMarkers),
    fillers: anyOf(words.fillers),
    limiters: anyOf(words.limiters),
    sentenceLimiters: anyOf(words.sentenceLimiters),
    documentNames: anyOf(words.documentNames),
    notUnits: words.notUnits.map(canonicalLabel),
    sectorLead: new RegExp(`^[\\s*+–-]*(${words.sectorNames.map(canonicalLabel).map(escaped).join('|')})\\s*:`, 'u'),
    ownName,
    sectors,
  };
}

/** Whether the words make the figure one of something narrower, of another period, or a change. */
export const isLimited = (text: string, words: LabelWords): boolean => text.search(words.limiters) >= 0;

/** "trên 80%", "từ 95% trở lên": a bound or a level to reach, which no quotient equals. */
export const isBound = (text: string, percentFrom: number): boolean =>
  /(?<![\p{L}])(?:trên|dưới|gần|từ|quá)\s*$/u.test(text.slice(0, percentFrom));

const SENTENCE_END = /[;\n]|\.(?=\s)/gu;

/** Where the sentence (or the part of a list) of a position begins. */
export function sentenceStart(text: string, contentFrom: number, at: number): number {
  const last = [...text.slice(contentFrom, at).matchAll(SENTENCE_END)].at(-1);
  return last === undefined ? contentFrom : contentFrom + last.index + 1;
}

/** Whether what stands before the figure in its sentence is of another time or another authority than the report. */
export function isElsewhere(
  text: string,
  from: number,
  at: number,
  tokens: readonly NumberToken[],
  period: ReportingPeriod | null,
  words: LabelWords,
): boolean {
  const before = withoutAsides(text.slice(from, at));
  if (before.search(words.sentenceLimiters) >= 0) return true;
  if (period === null) return false;
  const last = tokens.findLastIndex((token, i) => {
    if (!TIMES.has(token.kind) || token.from < from || token.to > at) return false;
    if (before.slice(token.from - from, token.to - from).trim() === '') return false;
    // "theo Kế hoạch năm 2020", "Quyết định số … ngày …" name a document.
    const lead = before.slice(Math.max(0, token.from - from - 90), token.from - from);
    return lead.search(words.documentNames) < 0 && tokens[i - 1]?.kind !== 'citation';
  });
  const time = tokens[last];
  return time !== undefined && isOtherTime(time, period);
}

const TIMES: ReadonlySet<string> = new Set(['year', 'quarter', 'halfYear', 'month', 'date']);

function isOtherTime(token: NumberToken, period: ReportingPeriod): boolean {
  switch (token.kind) {
    case 'year':
      return token.year !== period.year;
    case 'quarter':
      return (
        period.kind !== 'quarter' ||
        token.quarter !== period.ordinal ||
        (token.year !== null && token.year !== period.year)
      );
    case 'halfYear':
      return period.kind !== 'halfYear' || token.half !== period.ordinal;
    case 'month':
      return period.kind !== 'month' || token.month !== period.ordinal;
    case 'date':
      return !endsOfPeriod(token, period);
    case 'count':
    case 'money':
    case 'percent':
    case 'ratio':
    case 'decimal':
    case 'citation':
    case 'misgrouped':
    case 'other':
      return false;
  }
}

const endsOfPeriod = (token: { day: number; month: number }, period: ReportingPeriod): boolean =>
  [period.from, period.through].some(
    (day) => Number(day.slice(8, 10)) === token.day && Number(day.slice(5, 7)) === token.month,
  );

/** How many words of a label are neither known nor filler. */
export function residue(label: string, hits: readonly FacetHit[], offset: number, words: LabelWords): number {
  let rest = label;
  for (const hit of hits) {
    if (hit.from >= offset && hit.to <= offset + label.length) {
      rest = rest.slice(0, hit.from - offset) + ' '.repeat(hit.to - hit.from) + rest.slice(hit.to - offset);
    }
  }
  if (words.ownName !== '') rest = rest.replaceAll(words.ownName, ' ');
  return (rest.replace(words.fillers, ' ').match(/\p{L}+/gu) ?? []).length;
}

export interface UnitWord {
  readonly text: string;
  /** The meaning of the unit where the vocabulary knows it. */
  readonly hit: FacetHit | null;
  /** A noun that no indicator counts: "04 lĩnh vực". */
  readonly foreign: boolean;
}

/** The word right behind a number. @param at offset of `after` in the whole text */
export function unitBehind(after: string, hits: readonly FacetHit[], at: number, words: LabelWords): UnitWord {
  const lead = /^[\s*]*/u.exec(after)?.[0].length ?? 0;
  const hit = hits.find((candidate) => candidate.from === at + lead && candidate.facet === 'object') ?? null;
  if (hit !== null) return { text: after.slice(lead, lead + hit.to - hit.from), hit, foreign: false };
  const word = /^[\s*]*(\p{L}+(?:\s\p{L}+)?)/u.exec(after)?.[1] ?? '';
  if (word === '') return { text: '', hit: null, foreign: false };
  const known =
    words.notUnits.some((other) => word === other || word.startsWith(`${other} `)) ||
    hits.some((candidate) => candidate.from === at + lead);
  return { text: known ? '' : word, hit: null, foreign: !known };
}

/** "Lĩnh vực Hộ tịch: …", "Riêng lĩnh vực đất đai tiếp nhận …" of a report without that row; not the field of work itself. */
const FREE_SECTOR =
  /^(?:[\s*+:–-]|(?:riêng|đối với|trong đó|trong|ở|thuộc|về)(?![\p{L}]))*lĩnh vực\s+(?!(?:này|trên|khác|kiểm soát|cải cách|tthc|thủ tục|giải quyết)(?![\p{L}]))(\p{L}[\p{L}\s–-]{0,60}?)\s*(?:$|[:,;.(\d]|(?:đã|có|được|tiếp nhận|giải quyết|đang|là)(?![\p{L}]))/u;
const OF_ALL = /^[\s*+–-]*(?:tổng|cộng|toàn|chung|như vậy)(?![\p{L}])/u;

/** The sector that the sentence, or one before it in the paragraph, begins with. */
function freeSector(text: string, contentFrom: number, at: number, words: LabelWords): string | null {
  const starts = [
    contentFrom,
    ...[...text.slice(contentFrom, at).matchAll(SENTENCE_END)].map((end) => contentFrom + end.index + 1),
  ];
  for (const [i, from] of [...starts.entries()].reverse()) {
    const sentence = text.slice(from, starts[i + 1] ?? at);
    if (OF_ALL.test(sentence)) return null;
    const name = FREE_SECTOR.exec(sentence)?.[1] ?? words.sectorLead.exec(sentence)?.[1];
    if (name !== undefined) return name.trim();
  }
  return null;
}

/** The row or sector of which the whole paragraph is a heading: "- Lĩnh vực Hộ tịch:", "a) Hộ tịch". */
export function sectorHeaded(text: string, contentFrom: number, words: LabelWords): string | null {
  const lead = text
    .slice(contentFrom)
    .replace(/[\s*:.]+$/u, '')
    .trimStart();
  const name = lead.replace(/^lĩnh vực\s+/u, '');
  if ((words.sectors.includes(name) && name.length >= 5) || words.sectorLead.test(`${name}:`)) return name;
  return lead === name || /[\d,;]/u.test(lead) ? null : (FREE_SECTOR.exec(lead)?.[1]?.trim() ?? null);
}

/** The row that a figure's sentence names: "lĩnh vực Hộ tịch …", or the name at its beginning, `Hộ tịch: 358`. */
export function sectorNamed(
  text: string,
  contentFrom: number,
  at: number,
  zoneFrom: number,
  hits: readonly FacetHit[],
  words: LabelWords,
): string | null {
  const sentenceFrom = sentenceStart(text, contentFrom, at);
  const lead = text.slice(contentFrom).trimStart();
  // "Cấp huyện: tiếp nhận …; đang giải quyết …": a name with a colon governs the whole paragraph.
  const governs = words.sectors.find(
    (name) => name.length >= 5 && lead.startsWith(name) && /^\s*:/u.test(lead.slice(name.length)),
  );
  if (governs !== undefined) return governs;
  const sentence = text.slice(sentenceFrom, at);
  const zone = text.slice(zoneFrom, at);
  for (const name of words.sectors) {
    if (name.length < 5) continue;
    for (const [part, start] of [
      [zone, zoneFrom],
      [sentence, sentenceFrom],
    ] as const) {
      const found = part.indexOf(name);
      if (found < 0 || !standsAlone(part, found, found + name.length)) continue;
      // "chứng thực bản sao điện tử" is no sector, though "chứng thực" is.
      const within = hits.some((hit) => hit.from <= start + found && start + found + name.length < hit.to);
      if (within) continue;
      if (
        part.slice(0, found).replace(/[^\p{L}]/gu, '').length <= 5 ||
        /(?:lĩnh vực|riêng|đơn vị|tại)\s+$/u.test(part.slice(0, found))
      )
        return name;
    }
  }
  return freeSector(text, contentFrom, at, words);
}
