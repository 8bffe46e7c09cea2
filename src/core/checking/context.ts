/** Everything that the rules read, worked out once: outline, tables, facts, the figures known by indicator, the period. */
import type { FormDefinition } from '../reporting/definition.ts';
import type { ReportingPeriod } from '../reporting/period.ts';
import { canonicalLabel } from './canonical.ts';
import type { Anchor, DocumentModel } from './document.ts';
import { compileVocabulary, type Vocabulary } from './facets.ts';
import type { Fact } from './fact.ts';
import type { Evidence, Finding, Severity } from './finding.ts';
import { type IndicatorIndex, indexIndicators } from './indicator-index.ts';
import type { CheckingLaw } from './law.ts';
import { anchorIn, outline, type TextUnit } from './outline.ts';
import { type PeriodMention, readPeriod } from './period-mentions.ts';
import { type AnalysedTable, readTables, type TableColumn, type TableFigure, type TableRow } from './tables.ts';
import { type MissingTotal, readTextFacts } from './text-facts.ts';

/** Figures that the unit's own log or its previous report hold. */
export interface KnownFigures {
  /** Whole numbers (đồng for money) by indicator, for the same unit and period. */
  readonly indicators: Readonly<Record<string, number>>;
  /** The previous closing: form short code → row label → column key → value; the total row is `total`. */
  readonly previousClosing?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

/** A figure of an indicator, stated by a table or by the text. */
export interface StatedFigure {
  readonly indicator: string;
  readonly value: number;
  readonly evidence: Evidence;
  readonly from: 'table' | 'text';
  readonly fact: Fact | null;
}

export interface RuleContext {
  readonly model: DocumentModel;
  readonly law: CheckingLaw;
  readonly vocabulary: Vocabulary;
  readonly index: IndicatorIndex;
  readonly units: readonly TextUnit[];
  readonly tables: readonly AnalysedTable[];
  readonly facts: readonly Fact[];
  readonly missingTotals: readonly MissingTotal[];
  readonly period: ReportingPeriod | null;
  readonly periodMentions: readonly PeriodMention[];
  /** Totals of tables by indicator. */
  readonly tableFigures: ReadonlyMap<string, readonly StatedFigure[]>;
  readonly known: KnownFigures | null;
  readonly add: (code: string, message: string, evidence: readonly Evidence[], severity?: Severity) => void;
}

/** A person reads no more than this of one kind; the last says that there are more. */
const MOST_OF_A_RULE = 200;

export const BLANK_QUOTE = '(ô trống)';

export function cellEvidence(table: AnalysedTable, row: TableRow, column: TableColumn, figure: TableFigure): Evidence {
  const text = figure.cell.text;
  const trimmed = text.trim();
  const from = text.indexOf(trimmed);
  return {
    quote: trimmed === '' ? BLANK_QUOTE : trimmed,
    place: `${table.place}, ${row.name}, ${column.name}`,
    anchor: cellAnchor(
      table.block,
      figure.cell.row,
      figure.cell.column,
      Math.max(0, from),
      Math.max(0, from) + trimmed.length,
    ),
  };
}

export function cellAnchor(block: number, row: number, column: number, from: number, to: number): Anchor {
  return { block, row, column, from, to };
}

/** A span of a unit as evidence; the whole unit when no span is given. */
export function unitEvidence(unit: TextUnit, from = 0, to = unit.text.length): Evidence {
  let start = from;
  let end = Math.min(to, unit.text.length);
  while (start < end && /[\s*]/u.test(unit.text[start] as string)) start += 1;
  while (end > start && /[\s*]/u.test(unit.text[end - 1] as string)) end -= 1;
  if (end - start > 220) end = start + 220;
  return { quote: unit.text.slice(start, end), place: unit.place, anchor: anchorIn(unit, start, end) };
}

/** Total of a column as the table states it: the total row; where that is blank, the only row; in a known form, the sum. */
export function columnTotal(
  table: AnalysedTable,
  column: TableColumn,
): { value: number; row: TableRow; figure: TableFigure } | null {
  const total = table.rows.find((row) => row.kind === 'total');
  const stated = total?.figures[column.index];
  if (total !== undefined && stated?.value !== null && stated?.value !== undefined)
    return { value: stated.value, row: total, figure: stated };
  const body = table.rows.filter(
    (row) => row.kind === 'body' && row.figures[column.index]?.value !== null && row.figures[column.index] !== null,
  );
  const only = body[0];
  const figure = only?.figures[column.index];
  if (body.length === 1 && only !== undefined && figure?.value !== null && figure?.value !== undefined)
    return { value: figure.value, row: only, figure };
  return null;
}

function tableTotals(
  tables: readonly AnalysedTable[],
  index: IndicatorIndex,
  law: CheckingLaw,
): ReadonlyMap<string, readonly StatedFigure[]> {
  const figures = new Map<string, StatedFigure[]>();
  for (const table of tables) {
    for (const column of table.columns) {
      if (column.role !== 'figure' || column.candidates.length !== 1) continue;
      const indicator = column.candidates[0] as string;
      const total = columnTotal(table, column);
      if (total === null) continue;
      const list = figures.get(indicator) ?? [];
      list.push({
        indicator,
        value: total.value,
        evidence: cellEvidence(table, total.row, column, total.figure),
        from: 'table',
        fact: null,
      });
      figures.set(indicator, list);
    }
  }
  // "Tiếp nhận trong kỳ" has no column of its own: it is what two columns of one table come to.
  for (const { id } of law.indicators) {
    const sum = figures.has(id) ? null : summed(id, index, figures);
    if (sum !== null) figures.set(id, [sum]);
  }
  return figures;
}

function summed(
  id: string,
  index: IndicatorIndex,
  figures: ReadonlyMap<string, readonly StatedFigure[]>,
): StatedFigure | null {
  const definition = index.definition(id);
  if (definition?.kind !== 'computed' || (definition.minus ?? []).length > 0) return null;
  const parts = definition.plus.map((part) => figures.get(part)?.[0]);
  const first = parts[0];
  if (first === undefined || parts.some((part) => part?.evidence.anchor.block !== first.evidence.anchor.block))
    return null;
  const columns = parts.slice(1).map((part) => part?.evidence.place.split(', ').at(-1) ?? '');
  return {
    ...first,
    indicator: id,
    value: parts.reduce((sum, part) => sum + (part?.value ?? 0), 0),
    evidence: { ...first.evidence, place: [first.evidence.place, ...columns].join(' + ') },
  };
}

export interface CheckingInput {
  readonly model: DocumentModel;
  readonly law: CheckingLaw;
  /** Given by the caller when the document does not say it, or must be of this period. */
  readonly period: ReportingPeriod | null;
  readonly known: KnownFigures | null;
}

export interface BuiltContext {
  readonly context: RuleContext;
  readonly findings: readonly Finding[];
}

/** The last day of the period chooses the form; without one the newest does. */
function formChooser(law: CheckingLaw, period: ReportingPeriod | null): (shortCode: string) => FormDefinition | null {
  return (shortCode) => {
    const versions = law.forms.filter((form) => form.shortCode === shortCode);
    const day = period?.through;
    const fitting = versions.find(
      (form) =>
        day !== undefined &&
        form.effectiveFrom <= day &&
        (form.effectiveThrough === null || day <= form.effectiveThrough),
    );
    return fitting ?? [...versions].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0] ?? null;
  };
}

export function buildContext(input: CheckingInput): BuiltContext {
  const { model, law } = input;
  const vocabulary = compileVocabulary(law.vocabulary);
  const index = indexIndicators(law.indicators, law.wordings, vocabulary);
  const units = outline(model);
  const { period, mentions } = readPeriod(units);
  const reportPeriod = input.period ?? period;
  const tables = readTables(model, units, {
    vocabulary,
    index,
    totalLabels: law.words.totalLabels.map(canonicalLabel),
    formFor: formChooser(law, reportPeriod),
  });
  const sectors = [
    ...new Set(
      tables.flatMap((table) =>
        table.rows.filter((row) => row.kind !== 'total').map((row) => canonicalLabel(row.label)),
      ),
    ),
  ]
    .filter((label) => label.length >= 4 && !/^(?:tất cả|lĩnh vực)/u.test(label))
    .sort((a, b) => b.length - a.length)
    .slice(0, 400);
  const { facts, missingTotals } = readTextFacts(units, {
    vocabulary,
    index,
    words: law.words,
    listedMeanings: law.listedMeanings,
    sectors,
    ownName: ownName(units),
    period: reportPeriod,
  });
  const findings: Finding[] = [];
  const severities = new Map(law.rules.map((rule) => [rule.code, rule.severity]));
  const counts = new Map<string, number>();
  const add: RuleContext['add'] = (code, message, evidence, severity) => {
    const own = severities.get(code);
    if (own === undefined) throw new Error(`Rule ${code} is not in the catalogue of rules`);
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count > MOST_OF_A_RULE) return;
    if (count === MOST_OF_A_RULE) {
      findings.push({
        code,
        severity: severity ?? own,
        message: `Còn nhiều chỗ khác vi phạm quy tắc ${code}, không liệt kê hết; sửa các chỗ trên rồi kiểm tra lại.`,
        evidence,
      });
      return;
    }
    findings.push({
      code,
      severity: severity ?? own,
      message: message.endsWith('.') ? message : `${message}.`,
      evidence,
    });
  };
  const context: RuleContext = {
    model,
    law,
    vocabulary,
    index,
    units,
    tables,
    facts,
    missingTotals,
    period: reportPeriod,
    periodMentions: mentions,
    tableFigures: tableTotals(tables, index, law),
    known: input.known,
    add,
  };
  return { context, findings };
}

/** `phước long` of "UBND phường Phước Long", from the first place where a unit names itself. */
function ownName(units: readonly TextUnit[]): string {
  for (const unit of units) {
    const match =
      /(?:UBND|[ỦU][Ỷy]? ?[Bb][Aa][Nn] [Nn]hân [Dd]ân|Ủy ban nhân dân)\s+(?:phường|xã|thị trấn|đặc khu|huyện|quận|thành phố|thị xã|tỉnh)\s+((?:\p{Lu}[\p{L}]*\s?){1,5})/u.exec(
        unit.text,
      );
    if (match?.[1] !== undefined && /báo cáo|đơn vị/iu.test(unit.text)) return canonicalLabel(match[1]);
  }
  return '';
}
