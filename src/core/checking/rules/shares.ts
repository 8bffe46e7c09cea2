/**
 * Shares (tỷ lệ): wrong; impossible over any whole denominator; right only by cutting off; over a base that the report
 * does not have; over the wrong base, which is then named.
 */
import type { RuleContext, StatedFigure } from '../context.ts';
import { withFacet } from '../facets.ts';
import type { Fact } from '../fact.ts';
import type { Evidence } from '../finding.ts';
import type { RatioRule } from '../law.ts';
import {
  denominatorsByRounding,
  denominatorsByTruncation,
  formatPercent,
  formatShare,
  roundsTo,
  truncatesTo,
} from '../ratio.ts';
import { type Meanings, written } from './meaning.ts';

export function checkShares(context: RuleContext, meanings: Meanings): void {
  for (const fact of context.facts) {
    if (fact.percent !== null && fact.percent.value.digits > 100 * 10 ** fact.percent.value.decimals && !grows(fact)) {
      context.add('R07', `Tỷ lệ ${fact.percent.raw} lớn hơn 100%: một phần không thể nhiều hơn tổng của nó`, [
        fact.evidence,
      ]);
      continue;
    }
    if (fact.denominator !== null) statedDenominator(context, meanings, fact);
    else if (fact.limited) growth(context, meanings, fact);
    else if (fact.sector !== null) continue;
    else if (fact.percent !== null && fact.value !== null) impliedDenominator(context, meanings, fact);
    else if (fact.percent !== null && fact.value === null) loneShare(context, meanings, fact);
  }
}

/** "tăng 120%" is no share of a whole. */
const grows = (fact: Fact): boolean =>
  /tăng|giảm|vượt|so với/u.test(fact.label) || fact.evidence.quote.includes('vượt');

const percentEvidence = (fact: Fact): Evidence =>
  fact.percent === null || fact.percent.anchor === fact.evidence.anchor
    ? fact.evidence
    : { quote: fact.percent.raw, place: fact.percent.place ?? fact.evidence.place, anchor: fact.percent.anchor };

function ruleOf(context: RuleContext, meanings: Meanings, fact: Fact): RatioRule | undefined {
  const indicator = meanings.of(fact);
  return indicator === null ? undefined : context.law.ratios.find((rule) => rule.of === indicator);
}

const figuresOf = (meanings: Meanings, ids: readonly string[]): readonly StatedFigure[] =>
  ids.flatMap((id) => meanings.worked(id) ?? []);

/** `383/476 hồ sơ, đạt 80,46%` */
function statedDenominator(context: RuleContext, meanings: Meanings, fact: Fact): void {
  const numerator = fact.value as number;
  const denominator = fact.denominator as number;
  if (numerator > denominator) {
    context.add(
      'W01',
      `Phân số ${written(numerator)}/${written(denominator)} có tử số lớn hơn mẫu số: phần nhiều hơn tổng`,
      [fact.evidence],
      'error',
    );
  }
  if (fact.percent !== null) arithmetic(context, fact, numerator, denominator);
  const rule = ruleOf(context, meanings, fact);
  const accepted = rule === undefined ? [] : figuresOf(meanings, rule.accepted);
  if (rule !== undefined && accepted.some((figure) => figure.value === denominator)) return;
  if (rule !== undefined && describeMisuse(context, meanings, rule, fact, numerator, (value) => value === denominator))
    return;
  const known = [...meanings.stated.values(), ...context.tableFigures.values()]
    .flat()
    .filter((figure) => figure.fact !== fact && figure.value === denominator);
  if (rule === undefined || known.length > 0 || context.law.sectorBases.some((base) => base.indicator === rule.of))
    return;
  if (accepted.length === 0 || (fact.denominatorNamed && !rule.strict)) return;
  const possible = accepted.map(
    (figure) =>
      `${written(numerator)}/${written(figure.value)} = ${formatShare(numerator, figure.value)} trên ${context.index.label(figure.indicator).toLowerCase()}`,
  );
  context.add(
    'R04',
    `Mẫu số ${written(denominator)} của ${rule.name} không có ở đâu trong báo cáo; nêu mẫu số là gì (${possible.join('; ')})`,
    [fact.evidence, ...accepted.map((figure) => figure.evidence)],
    rule.strict ? 'error' : undefined,
  );
}

/** R01, R03 for a fraction with its share. */
function arithmetic(context: RuleContext, fact: Fact, numerator: number, denominator: number): void {
  const percent = fact.percent;
  if (percent === null || roundsTo(numerator, denominator, percent.value)) return;
  if (isOfFractions(context, fact, denominator, percent)) return;
  const right = formatShare(
    numerator,
    denominator,
    Math.max(percent.value.decimals, denominator === 0 ? 0 : percent.value.decimals),
  );
  if (denominator === 0) {
    context.add('R01', `Tỷ lệ ${percent.raw} tính trên mẫu số 0 không có nghĩa; ghi «không phát sinh»`, [
      fact.evidence,
      percentEvidence(fact),
    ]);
  } else if (truncatesTo(numerator, denominator, percent.value)) {
    context.add(
      'R03',
      `${written(numerator)}/${written(denominator)} = ${formatShare(numerator, denominator, percent.value.decimals + 2)}, làm tròn là ${right}; ${percent.raw} là cắt bỏ phần thập phân`,
      [fact.evidence, percentEvidence(fact)],
    );
  } else {
    context.add(
      'R01',
      `Tỷ lệ sai: ${written(numerator)}/${written(denominator)} = ${right}, không phải ${percent.raw}`,
      [fact.evidence, percentEvidence(fact)],
    );
  }
}

/** `2011 hồ sơ (97%)`: the base is not written beside it. */
function impliedDenominator(context: RuleContext, meanings: Meanings, fact: Fact): void {
  const percent = fact.percent;
  if (percent === null || fact.value === null || fact.kind === 'money') return;
  const numerator = fact.value;
  const fits = (value: number): boolean => value >= numerator && roundsTo(numerator, value, percent.value);
  const evidence = [fact.evidence, percentEvidence(fact)];
  const named = figuresOf(meanings, fact.base);
  if (named.length > 0) {
    if (named.some((figure) => fits(figure.value))) return;
    const base = named[0] as StatedFigure;
    const cut = truncatesTo(numerator, base.value, percent.value);
    context.add(
      cut ? 'R03' : 'R01',
      `Tỷ lệ ${cut ? 'bị cắt bỏ phần thập phân' : 'sai'}: ${written(numerator)}/${written(base.value)} (${context.index.label(base.indicator).toLowerCase()}) = ${formatShare(numerator, base.value, Math.max(2, percent.value.decimals))}, không phải ${percent.raw}`,
      [...evidence, base.evidence],
    );
    return;
  }
  const rule = ruleOf(context, meanings, fact);
  const accepted = rule === undefined ? [] : figuresOf(meanings, rule.accepted);
  if (accepted.some((figure) => fits(figure.value))) return;
  if (isOfSeveral(context, fact, percent, [...accepted.map((figure) => figure.value), fact.head?.value ?? 0])) return;
  if (isAside(context, fact)) return;
  // The list's own whole is a base as good as one that only adds up its parts.
  const onlyAdded = accepted.every((figure) => figure.from === 'text' && figure.fact === null);
  if (rule?.strict === false && onlyAdded && fact.head !== null && fits(fact.head.value ?? 0)) return;
  if (rule !== undefined && describeMisuse(context, meanings, rule, fact, numerator, fits)) return;
  const head = fact.head;
  if (head?.value !== null && head?.value !== undefined && fits(head.value)) return;
  if (rule?.strict === true && accepted.length > 0) {
    const right = accepted[0] as StatedFigure;
    context.add(
      'R01',
      `${capital(rule.name)} sai: ${written(numerator)}/${written(right.value)} = ${formatShare(numerator, right.value)}, không phải ${percent.raw}`,
      [...evidence, right.evidence],
    );
    return;
  }
  const range = denominatorsByRounding(numerator, percent.value);
  if (range === null) {
    impossible(context, fact, numerator);
    return;
  }
  const known = [...meanings.stated.values(), ...context.tableFigures.values()].flat();
  // A figure that only happens to fit is no base where the right ones are known.
  if (
    accepted.length === 0 &&
    known.some(
      (figure) =>
        figure.fact !== fact &&
        figure.value >= range.least &&
        figure.value <= range.most &&
        figure.value > 0 &&
        sameObject(figure, fact),
    )
  )
    return;
  const between =
    range.least === range.most ? `${written(range.least)}` : `từ ${written(range.least)} đến ${written(range.most)}`;
  const possible = accepted.map(
    (figure) =>
      `${written(numerator)}/${written(figure.value)} = ${formatShare(numerator, figure.value)} trên ${context.index.label(figure.indicator).toLowerCase()}`,
  );
  context.add(
    'R04',
    `Không rõ ${percent.raw} của ${written(numerator)} tính trên mẫu số nào: mẫu số phải ${range.least === range.most ? 'là' : 'nằm'} ${between}, không có trong báo cáo${possible.length > 0 ? ` (${possible.join('; ')})` : ''}`,
    evidence,
  );
}

/** "trước hạn 450 hồ sơ, đúng hạn 30 hồ sơ, đạt 96%": the share of what is listed up to here, taken together. */
function isOfSeveral(
  context: RuleContext,
  fact: Fact,
  percent: NonNullable<Fact['percent']>,
  bases: readonly number[],
): boolean {
  let sum = fact.value ?? 0;
  for (let i = fact.order - 1; i >= 0; i -= 1) {
    const other = context.facts[i] as Fact;
    const beside =
      other.unitIndex === fact.unitIndex &&
      other.kind === fact.kind &&
      other.percent === null &&
      other.value !== null &&
      other.head === fact.head &&
      other.facets.get('act')?.join() === fact.facets.get('act')?.join() &&
      other.facets.get('object')?.join() === fact.facets.get('object')?.join();
    if (!beside) return false;
    sum += other.value ?? 0;
    if (bases.some((base) => base >= sum && roundsTo(sum, base, percent.value))) return true;
  }
  return false;
}

/** "trước hạn 450/480, đúng hạn 30/480, đạt 100%": the share of fractions of one lower figure, taken together. */
function isOfFractions(
  context: RuleContext,
  fact: Fact,
  denominator: number,
  percent: NonNullable<Fact['percent']>,
): boolean {
  let sum = fact.value ?? 0;
  for (let i = fact.order - 1; i >= 0; i -= 1) {
    const other = context.facts[i] as Fact;
    if (other.denominator !== denominator || other.percent !== null || other.kind !== fact.kind) return false;
    sum += other.value ?? 0;
    if (sum > denominator) return false;
    if (roundsTo(sum, denominator, percent.value)) return true;
  }
  return false;
}

/** "giải quyết 480 hồ sơ trên 12 lĩnh vực, đạt 97%": what is counted last is not what the share is of. */
function isAside(context: RuleContext, fact: Fact): boolean {
  const unit = fact.unitIndex === null ? undefined : context.units[fact.unitIndex];
  if (unit === undefined || fact.percent === null || fact.unit === '' || fact.candidates.length > 0) return false;
  if (context.vocabulary.find(fact.unit).some((hit) => hit.facet === 'object')) return false;
  return /[,;]\s[^\d]*$/u.test(unit.canonical.slice(0, fact.percent.anchor.from - unit.anchor.offset));
}

const sameObject = (figure: StatedFigure, fact: Fact): boolean =>
  figure.fact === null || figure.fact.facets.get('object')?.join() === fact.facets.get('object')?.join();

/** R02: no whole denominator gives the share by rounding. */
function impossible(context: RuleContext, fact: Fact, numerator: number): void {
  const percent = fact.percent;
  if (percent === null) return;
  const cut = denominatorsByTruncation(numerator, percent.value);
  const explained =
    cut === null
      ? 'kể cả khi cắt bỏ phần thập phân'
      : `chỉ cắt bỏ phần thập phân của ${written(numerator)}/${written(cut.least)} = ${formatShare(numerator, cut.least, percent.value.decimals + 2)} mới ra; mẫu số ${written(cut.least)} cũng không được nêu`;
  context.add(
    'R02',
    `${written(numerator)} không thể là ${percent.raw} của một số nguyên nào: không mẫu số nào làm tròn ra ${formatPercent(percent.value)}, ${explained}`,
    [fact.evidence, percentEvidence(fact)],
  );
}

/** R05, R06: the share is right over another base; that base is named. */
function describeMisuse(
  context: RuleContext,
  meanings: Meanings,
  rule: RatioRule,
  fact: Fact,
  numerator: number,
  fits: (value: number) => boolean,
): boolean {
  for (const misuse of rule.misused) {
    const wrong = meanings.worked(misuse.denominator);
    if (wrong === null || !fits(wrong.value)) continue;
    const right = figuresOf(meanings, rule.accepted)[0];
    const share = fact.percent === null ? '' : ` (ghi ${fact.percent.raw})`;
    context.add(
      rule.strict ? 'R05' : 'R06',
      `${written(numerator)}/${written(wrong.value)} = ${formatShare(numerator, wrong.value)}${share} là ${misuse.meaning}${right === undefined ? '' : `; ${rule.name} là ${written(numerator)}/${written(right.value)} = ${formatShare(numerator, right.value)}`}`,
      [
        fact.evidence,
        ...(fact.percent === null ? [] : [percentEvidence(fact)]),
        wrong.evidence,
        ...(right === undefined ? [] : [right.evidence]),
      ],
    );
    return true;
  }
  return false;
}

/** `Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,5%`, both parts elsewhere. */
function loneShare(context: RuleContext, meanings: Meanings, fact: Fact): void {
  const percent = fact.percent;
  if (percent === null || grows(fact)) return;
  for (const id of fact.candidates) {
    const indicator = context.index.definition(id);
    if (indicator?.kind !== 'ratio') continue;
    const numerator = meanings.worked(indicator.numerator);
    const rule = context.law.ratios.find((candidate) => candidate.of === indicator.numerator);
    const denominators = [indicator.denominator, ...(rule?.accepted ?? [])].flatMap(
      (denominator) => meanings.worked(denominator) ?? [],
    );
    const otherwise = context.law.ratios.filter((candidate) => candidate.share === id);
    const fitting = otherwise.some((candidate) => {
      const part = meanings.worked(candidate.of);
      return (
        part !== null &&
        figuresOf(meanings, candidate.accepted).some((figure) => roundsTo(part.value, figure.value, percent.value))
      );
    });
    if (fitting) return;
    if (numerator === null) {
      const known = otherwise.find(
        (candidate) => meanings.worked(candidate.of) !== null && figuresOf(meanings, candidate.accepted).length > 0,
      );
      if (known !== undefined) wrongShare(context, meanings, fact, known, percent);
      continue;
    }
    if (numerator.value === 0 && percent.value.digits !== 0) {
      context.add(
        'R01',
        `${indicator.label} ghi ${percent.raw} trong khi ${context.index.label(indicator.numerator).toLowerCase()} bằng 0`,
        [fact.evidence, numerator.evidence],
      );
      return;
    }
    if (denominators.length === 0) continue;
    if (denominators.some((figure) => roundsTo(numerator.value, figure.value, percent.value))) return;
    const right = denominators[0] as StatedFigure;
    if (right.value === 0) continue;
    const misuse = rule?.misused.find((candidate) => {
      const wrong = meanings.worked(candidate.denominator);
      return wrong !== null && roundsTo(numerator.value, wrong.value, percent.value);
    });
    const wrong = misuse === undefined ? null : meanings.worked(misuse.denominator);
    const share = `${written(numerator.value)}/${written(right.value)} = ${formatShare(numerator.value, right.value, Math.max(2, percent.value.decimals))}`;
    if (misuse !== undefined && wrong !== null) {
      context.add(
        rule?.strict === true ? 'R05' : 'R06',
        `${indicator.label} ghi ${percent.raw} nhưng đó là ${misuse.meaning} (${written(numerator.value)}/${written(wrong.value)}); đúng là ${share}`,
        [fact.evidence, numerator.evidence, wrong.evidence, right.evidence],
      );
    } else if (truncatesTo(numerator.value, right.value, percent.value)) {
      context.add('R03', `${indicator.label}: ${share}; ${percent.raw} là cắt bỏ phần thập phân`, [
        fact.evidence,
        numerator.evidence,
        right.evidence,
      ]);
    } else {
      context.add(
        'R01',
        `${indicator.label} ghi ${percent.raw} nhưng ${share}`,
        [fact.evidence, numerator.evidence, right.evidence],
        fact.sure ? undefined : 'warning',
      );
    }
    return;
  }
  shareOfCount(context, meanings, fact, percent);
}

/** "niêm yết công khai 100% TTHC": a share in the words of its numerator. */
function shareOfCount(
  context: RuleContext,
  meanings: Meanings,
  fact: Fact,
  percent: NonNullable<Fact['percent']>,
): void {
  const ids = context.index.lookUp(withFacet(fact.facets, 'measure', null));
  const rule = context.law.ratios.find((candidate) => ids.includes(candidate.of));
  if (rule !== undefined) wrongShare(context, meanings, fact, rule, percent);
}

/** R01 for a share that stands apart from its two parts. */
function wrongShare(
  context: RuleContext,
  meanings: Meanings,
  fact: Fact,
  rule: RatioRule,
  percent: NonNullable<Fact['percent']>,
): void {
  const numerator = meanings.worked(rule.of);
  const denominators = figuresOf(meanings, rule.accepted);
  const denominator = denominators[0];
  if (numerator === null || denominator === undefined) return;
  if (denominators.some((figure) => roundsTo(numerator.value, figure.value, percent.value))) return;
  context.add(
    'R01',
    `${capital(rule.name)} ghi ${percent.raw} nhưng ${written(numerator.value)}/${written(denominator.value)} = ${formatShare(numerator.value, denominator.value)}`,
    [fact.evidence, numerator.evidence, denominator.evidence],
    'warning',
  );
}

/** "tăng 214 hồ sơ, tương đương 20,86%": the base is the figure of now less (or plus) the change. */
function growth(context: RuleContext, meanings: Meanings, fact: Fact): void {
  const { percent, value } = fact;
  const word = /(?<![\p{L}])(tăng|giảm)(?![\p{L}])/u.exec(fact.label)?.[1];
  if (percent === null || value === null || word === undefined) return;
  const figures = figuresOf(meanings, context.index.lookUp(fact.facets)).filter((figure) => figure.fact !== fact);
  const bases = figures
    .map((figure) => (word === 'tăng' ? figure.value - value : figure.value + value))
    .filter((base) => base > 0);
  const now = figures[0];
  if (now === undefined || bases.length === 0 || bases.some((base) => roundsTo(value, base, percent.value))) return;
  const base = bases[0] as number;
  context.add(
    'R01',
    `Mức ${word} ${written(value)} so với ${written(base)} là ${formatShare(value, base)}, không phải ${percent.raw}`,
    [fact.evidence, now.evidence],
    'warning',
  );
}

const capital = (text: string): string => (text[0] ?? '').toUpperCase() + text.slice(1);
