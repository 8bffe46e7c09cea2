/** The linter's one entrance: a document and the law in, findings out, worst first and in document order. */
import type { ReportingPeriod } from '../reporting/period.ts';
import { buildContext, type CheckingInput, type RuleContext } from './context.ts';
import type { Anchor } from './document.ts';
import { type Finding, SEVERITIES } from './finding.ts';
import { checkFigures, checkLopsided } from './rules/figures.ts';
import { checkForms } from './rules/forms.ts';
import { checkLegalWords } from './rules/legal-words.ts';
import { settleMeanings } from './rules/meaning.ts';
import { checkOwnLog } from './rules/own-log.ts';
import { checkPeriods } from './rules/periods.ts';
import { checkPlans } from './rules/plans.ts';
import { checkReportForm } from './rules/report-form.ts';
import { checkShares } from './rules/shares.ts';
import { checkTables } from './rules/table-equations.ts';
import { checkTableLayout } from './rules/table-layout.ts';

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** Kỳ báo cáo as the document (or the caller) says it. */
  readonly period: ReportingPeriod | null;
  /** What was read, for the person to see that the tool saw the report. */
  readonly seen: {
    readonly paragraphs: number;
    readonly tables: number;
    readonly figures: number;
    readonly recognised: number;
  };
}

/** Kiểm tra một báo cáo. Pure: the same document and law give the same findings. */
export function checkDocument(input: CheckingInput): CheckResult {
  const { context, findings } = buildContext(input);
  runRules(context);
  return {
    findings: ordered(distinct(findings.map(withoutRepeats))),
    period: context.period,
    seen: {
      paragraphs: context.units.length,
      tables: context.tables.length,
      figures:
        context.facts.length +
        context.tables.reduce(
          (sum, table) =>
            sum +
            table.rows.reduce(
              (cells, row) => cells + row.figures.filter((figure) => figure?.value !== null && figure !== null).length,
              0,
            ),
          0,
        ),
      recognised: context.facts.filter((fact) => fact.candidates.length > 0 || fact.sector !== null).length,
    },
  };
}

function runRules(context: RuleContext): void {
  const meanings = settleMeanings(context);
  checkFigures(context, meanings);
  checkTables(context);
  checkTableLayout(context);
  checkShares(context, meanings);
  checkLopsided(context);
  checkForms(context);
  checkPeriods(context);
  checkLegalWords(context);
  checkPlans(context, meanings);
  checkReportForm(context);
  checkOwnLog(context, meanings);
}

/** A quotation inside another of the same finding shows nothing more. */
function withoutRepeats(finding: Finding): Finding {
  const inside = (a: Anchor, b: Anchor): boolean =>
    a.block === b.block && a.row === b.row && a.column === b.column && b.from <= a.from && a.to <= b.to;
  const evidence = finding.evidence.filter(
    ({ anchor }, i) =>
      !finding.evidence.some(
        (other, j) => j !== i && inside(anchor, other.anchor) && (j < i || !inside(other.anchor, anchor)),
      ),
  );
  return { ...finding, evidence };
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = `${finding.code}\n${finding.message}\n${finding.evidence.map((evidence) => `${evidence.place}/${evidence.anchor.from}`).join('|')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function ordered(findings: readonly Finding[]): readonly Finding[] {
  const position = (finding: Finding): number => {
    const anchor = finding.evidence[0]?.anchor;
    return anchor === undefined
      ? 0
      : anchor.block * 1e8 + (anchor.row ?? 0) * 1e6 + (anchor.column ?? 0) * 1e4 + Math.min(9999, anchor.from);
  };
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      position(a) - position(b) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
