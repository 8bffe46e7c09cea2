/** The calendar of the law: the report's period, stale years, plans of another year, dates that cannot be. */
import { periodLabel, periodRange, type ReportingPeriod } from '../../reporting/period.ts';
import { addDays, daysInMonth, formatDate, isPlainDate, type PlainDate } from '../../time/plain-date.ts';
import { canonicalLabel } from '../canonical.ts';
import { type RuleContext, unitEvidence } from '../context.ts';
import type { NumberToken } from '../numbers.ts';
import type { TextUnit } from '../outline.ts';
import { type PeriodMention, periodOfRange } from '../period-mentions.ts';

export function checkPeriods(context: RuleContext): void {
  reportPeriod(context);
  for (const unit of context.units) {
    const tokens = unit.tokens;
    impossibleDates(context, unit, tokens);
    years(context, unit, tokens);
    lateDates(context, unit, tokens);
  }
  documentDate(context);
}

const evidenceOf = (mention: PeriodMention) => unitEvidence(mention.unit, mention.span[0], mention.span[1]);

/** P01: a range that is no period of the law. P02: places that name different periods. */
function reportPeriod(context: RuleContext): void {
  const { period } = context;
  if (period === null) return;
  for (const mention of context.periodMentions) {
    if (mention.kind === 'named') {
      if (mention.period.id !== period.id) {
        context.add('P02', `Chỗ này ghi ${periodLabel(mention.period)} nhưng báo cáo là của ${periodLabel(period)}`, [
          evidenceOf(mention),
          ...others(context, mention, period),
        ]);
      }
      continue;
    }
    if (mention.from === period.from && mention.through === period.through) continue;
    const own = periodOfRange(mention.from, mention.through);
    if (own !== null) {
      context.add(
        'P02',
        `Chỗ này ghi từ ${formatDate(mention.from)} đến ${formatDate(mention.through)} (${periodLabel(own)}) nhưng báo cáo là của ${periodLabel(period)}`,
        [evidenceOf(mention), ...others(context, mention, period)],
      );
    } else {
      context.add(
        'P01',
        `Khoảng từ ${formatDate(mention.from)} đến ${formatDate(mention.through)} không phải kỳ báo cáo nào: ${periodLabel(period)} là ${lowerFirst(periodRange(period))}`,
        [evidenceOf(mention)],
      );
    }
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** One place that says the report's period as it is. */
function others(context: RuleContext, mention: PeriodMention, period: ReportingPeriod) {
  const right = context.periodMentions.find(
    (other) =>
      other !== mention &&
      (other.kind === 'named'
        ? other.period.id === period.id
        : other.from === period.from && other.through === period.through),
  );
  return right === undefined ? [] : [evidenceOf(right)];
}

/** P06: 31/02. */
function impossibleDates(context: RuleContext, unit: TextUnit, tokens: readonly NumberToken[]): void {
  for (const token of tokens) {
    if (token.kind !== 'date') continue;
    const year = token.year ?? 2024;
    const real = token.month >= 1 && token.month <= 12 && token.day >= 1 && token.day <= daysInMonth(year, token.month);
    if (!real)
      context.add('P06', `Ngày «${unit.text.slice(token.from, token.to)}» không có trên lịch`, [
        unitEvidence(unit, token.from, token.to),
      ]);
  }
}

/** P03: a year before the report's. P04: a plan of another year. */
function years(context: RuleContext, unit: TextUnit, tokens: readonly NumberToken[]): void {
  const { period, law } = context;
  if (period === null) return;
  const stale = tokens.filter(
    (token): token is Extract<NumberToken, { kind: 'year' }> =>
      token.kind === 'year' && token.year !== period.year && !isPeriodMention(context, unit, token),
  );
  const told = new Set<string>();
  // "năm 2022 …, năm 2023 …": a comparison.
  const compared = tokens.some(
    (token) => token.kind === 'year' && token.year === period.year && !isPeriodMention(context, unit, token),
  );
  for (const token of stale) {
    const before = unit.canonical.slice(Math.max(0, token.from - 70), token.from);
    const clause = before.slice(Math.max(before.lastIndexOf('.'), before.lastIndexOf(';')) + 1);
    const past = token.year < period.year;
    if (past && law.words.pastYearContexts.some((word) => clause.includes(canonicalLabel(word)))) continue;
    const nextYear =
      token.year === period.year + 1 &&
      (period.kind === 'year' || period.ordinal >= (period.kind === 'quarter' ? 4 : period.kind === 'month' ? 10 : 2));
    if (
      !past &&
      (nextYear ||
        law.words.futureYearContexts.some(
          (word) =>
            clause.includes(canonicalLabel(word)) || canonicalLabel(unit.sectionTitle).includes(canonicalLabel(word)),
        ))
    )
      continue;
    const plan = past && /kế hoạch|danh mục tthc rà soát|danh mục rà soát/u.test(clause);
    if (compared && !plan) continue;
    const code = plan ? 'P04' : 'P03';
    const key = `${code}/${token.year}`;
    if (told.has(key)) continue;
    told.add(key);
    const words = unit.text.slice(Math.max(0, token.from - 40), token.to).replace(/^\S*\s/u, '');
    context.add(
      code,
      plan
        ? `Kế hoạch năm ${token.year} dùng cho báo cáo ${periodLabel(period)}: đã cũ ${period.year - token.year} năm; thay bằng kế hoạch năm ${period.year}`
        : `«…${words}»: năm ${token.year} không thuộc kỳ báo cáo ${periodLabel(period)}${past ? ', có lẽ còn sót từ báo cáo cũ' : ''}`,
      [unitEvidence(unit, Math.max(0, unit.canonical.lastIndexOf(' ', Math.max(0, token.from - 45)) + 1), token.to)],
    );
  }
}

const isPeriodMention = (context: RuleContext, unit: TextUnit, token: { from: number; to: number }): boolean =>
  context.periodMentions.some(
    (mention) => mention.unit === unit && mention.span[0] <= token.from && token.to <= mention.span[1],
  );

const asDate = (token: { day: number; month: number; year: number | null }): PlainDate | null => {
  const text = `${token.year ?? ''}-${String(token.month).padStart(2, '0')}-${String(token.day).padStart(2, '0')}`;
  return isPlainDate(text) ? text : null;
};

/** A report is signed within weeks of its period's end; later dates in it are slips, unless it speaks of plans. */
const LATEST_DAYS_AFTER_PERIOD = 120;

/** P05: a date long after the period. */
function lateDates(context: RuleContext, unit: TextUnit, tokens: readonly NumberToken[]): void {
  const { period, law } = context;
  if (period === null) return;
  for (const token of tokens) {
    const date = token.kind === 'date' ? asDate(token) : null;
    if (
      date === null ||
      date <= addDays(period.through, LATEST_DAYS_AFTER_PERIOD) ||
      isPeriodMention(context, unit, token)
    )
      continue;
    if (
      law.words.futureYearContexts.some(
        (word) =>
          canonicalLabel(unit.sectionTitle).includes(canonicalLabel(word)) ||
          unit.canonical.includes(canonicalLabel(word)),
      )
    )
      continue;
    context.add(
      'P05',
      `Ngày ${formatDate(date)} sau kỳ báo cáo (đến ${formatDate(period.through)}) quá xa; kiểm tra lại năm`,
      [unitEvidence(unit, token.from, token.to)],
    );
  }
}

/** D02: no day in the date line. P05: signed before the period ended. */
function documentDate(context: RuleContext): void {
  const { period } = context;
  for (const unit of context.units.slice(0, 12)) {
    if (unit.section !== '' || !/,\s*ngày/u.test(unit.canonical) || /từ ngày/u.test(unit.canonical)) continue;
    const blank = /ngày\s*[.…_]*\s*tháng\s*(?:[.…_]*|\d{1,2})\s*năm/u.exec(unit.canonical);
    const from = unit.canonical.search(/ngày/u);
    if (blank !== null && !/ngày\s*\d/u.test(unit.canonical))
      context.add('D02', 'Văn bản chưa ghi ngày ban hành; văn thư điền ngày khi phát hành', [unitEvidence(unit, from)]);
    if (period === null) continue;
    for (const token of unit.tokens) {
      const date = token.kind === 'date' ? asDate(token) : null;
      const month =
        token.kind === 'month' && token.year !== null ? `${token.year}-${String(token.month).padStart(2, '0')}` : null;
      const early =
        (date !== null && date <= period.through && date < period.through) ||
        (month !== null && month < period.through.slice(0, 7));
      const late = month !== null && month > addDays(period.through, LATEST_DAYS_AFTER_PERIOD).slice(0, 7);
      if (early)
        context.add(
          'P05',
          `Văn bản ghi «${unit.text.slice(from).trim()}», trước khi kỳ báo cáo kết thúc (${formatDate(period.through)})`,
          [unitEvidence(unit, from)],
        );
      else if (late)
        context.add(
          'P05',
          `Văn bản ghi «${unit.text.slice(from).trim()}», sau kỳ báo cáo (đến ${formatDate(period.through)}) quá xa`,
          [unitEvidence(unit, from)],
        );
    }
  }
}
