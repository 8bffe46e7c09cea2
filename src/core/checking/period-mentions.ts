/** Where a report says which period it is about (kỳ báo cáo), and what it says there. */
import { type PeriodKind, parsePeriod, periodContaining, type ReportingPeriod } from '../reporting/period.ts';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import type { NumberToken } from './numbers.ts';
import type { TextUnit } from './outline.ts';

export type PeriodMention =
  | {
      readonly kind: 'range';
      readonly from: PlainDate;
      readonly through: PlainDate;
      readonly unit: TextUnit;
      readonly span: readonly [number, number];
      readonly annex: boolean;
    }
  | {
      readonly kind: 'named';
      readonly period: ReportingPeriod;
      readonly unit: TextUnit;
      readonly span: readonly [number, number];
      readonly annex: boolean;
    };

const pad = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

function plain(token: Extract<NumberToken, { kind: 'date' }>, year: number | null): PlainDate | null {
  const text = `${token.year ?? year ?? ''}-${pad(token.month)}-${pad(token.day)}`;
  return isPlainDate(text) ? text : null;
}

/** The units in which a report states its own period: its opening, its forms' heads, its closing sentence. */
function statesPeriod(unit: TextUnit, index: number): boolean {
  if (/kỳ báo cáo|^\s*\(?\s*từ ngày|^\s*\(?\s*(?:số liệu|tính) từ/u.test(unit.canonical)) return true;
  if (unit.annex) return /^\s*\(?\s*(?:quý|tháng|năm|6 tháng|sáu tháng)\s/u.test(unit.canonical);
  return (
    (index < 14 && unit.section === '') ||
    /trên đây là báo cáo|báo cáo (?:công tác |kết quả |tình hình )?[^.]{0,60}quý/u.test(unit.canonical)
  );
}

export function readPeriod(units: readonly TextUnit[]): {
  readonly period: ReportingPeriod | null;
  readonly mentions: readonly PeriodMention[];
} {
  const mentions: PeriodMention[] = [];
  for (const [index, unit] of units.entries()) {
    if (statesPeriod(unit, index)) mentions.push(...mentionsIn(unit));
  }
  return { period: chosen(mentions), mentions };
}

function mentionsIn(unit: TextUnit): PeriodMention[] {
  const found: PeriodMention[] = [];
  const tokens = unit.tokens;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'date') {
      const next = tokens[i + 1];
      const before = unit.canonical.slice(Math.max(0, token.from - 10), token.from);
      if (
        next?.kind !== 'date' ||
        !/từ\s+(?:ngày\s+)?$/u.test(before) ||
        !/^\s*(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s*)?$/u.test(unit.canonical.slice(token.to, next.from))
      )
        continue;
      const through = plain(next, null);
      const from = plain(token, next.year);
      if (from !== null && through !== null) {
        found.push({ kind: 'range', from, through, unit, span: [token.from, next.to], annex: unit.annex });
      }
      continue;
    }
    const period = named(token, unit.canonical);
    if (period !== null) found.push({ kind: 'named', period, unit, span: [token.from, token.to], annex: unit.annex });
  }
  return found;
}

function named(token: NumberToken, text: string): ReportingPeriod | null {
  if (token.kind === 'quarter' && token.year !== null) return parsePeriod(`${token.year}-Q${token.quarter}`) ?? null;
  if (token.kind === 'halfYear' && token.year !== null) return parsePeriod(`${token.year}-H${token.half}`) ?? null;
  // "tháng 9 năm 2023" is the date of signing unless the line says that it is the period.
  if (
    token.kind === 'month' &&
    token.year !== null &&
    /(?:kỳ báo cáo:?|báo cáo)\s*tháng\s*$/u.test(text.slice(0, token.from))
  ) {
    return parsePeriod(`${token.year}-${pad(token.month)}`) ?? null;
  }
  if (token.kind === 'year' && /(?:kỳ báo cáo:?|báo cáo)\s*năm\s*$/u.test(text.slice(0, token.from)))
    return parsePeriod(`${token.year}`) ?? null;
  return null;
}

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'halfYear', 'year'];

/** The lawful period with these ends, if there is one. */
export function periodOfRange(from: PlainDate, through: PlainDate): ReportingPeriod | null {
  for (const kind of KINDS) {
    const period = periodContaining(kind, through);
    if (period.from === from && period.through === through) return period;
  }
  return null;
}

/** What most of the mentions say; the report's own text before its annexes in a draw. */
function chosen(mentions: readonly PeriodMention[]): ReportingPeriod | null {
  const votes = new Map<string, { period: ReportingPeriod; votes: number }>();
  for (const mention of mentions) {
    const period = mention.kind === 'named' ? mention.period : periodOfRange(mention.from, mention.through);
    if (period === null) continue;
    const entry = votes.get(period.id) ?? { period, votes: 0 };
    entry.votes += mention.annex ? 1 : 1.5;
    votes.set(period.id, entry);
  }
  const best = [...votes.values()].sort((a, b) => b.votes - a.votes)[0];
  if (best !== undefined) return best.period;
  const range = mentions.find((mention) => mention.kind === 'range');
  return range?.kind === 'range' ? periodContaining('quarter', range.through) : null;
}
