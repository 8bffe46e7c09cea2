/**
 * One figure of a report with everything behind it (một số liệu): its value, its definition, the equations it stands in,
 * the same figure in the four periods before, and the dossiers it counts.
 */
import type { DossierFacts } from '../../core/dossier/facts.ts';
import { timeliness } from '../../core/dossier/timeliness.ts';
import type { EquationDefinition, FormDefinition, IndicatorDefinition } from '../../core/reporting/definition.ts';
import { columnName, parseEquation, sumOf } from '../../core/reporting/equations.ts';
import { formatCell, formatInteger, formatPercent } from '../../core/reporting/format.ts';
import type { CellValue, FormPartModel, ReportModel, RowModel } from '../../core/reporting/model.ts';
import { opensAt, periodLabel, previousPeriod, type ReportingPeriod } from '../../core/reporting/period.ts';
import { listMatching } from '../../store/counting.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { basesOfColumn } from './assemble.ts';
import { type BuiltReport, buildReport, requirePeriod } from './build-report.ts';
import { type CellDossier, reportCell } from './cell.ts';
import { definitionsFor, type LoadedDefinitions, loadDefinitions, type ReportDefinitions } from './definitions.ts';

/** Which figure: a cell of a form, or an indicator of the text. */
export type FigureName =
  | { readonly kind: 'cell'; readonly form: string; readonly row: string; readonly column: string }
  | { readonly kind: 'indicator'; readonly indicator: string };

/** The same figure in another period. */
export interface FigureInPeriod {
  readonly period: string;
  readonly label: string;
  readonly value: CellValue;
  readonly text: string;
  /** The closed version it is from; null: computed from the log as it stands. */
  readonly version: number | null;
  /** Why there is no figure; undefined where there is one. */
  readonly missing?: string;
}

/** An equation with its figures put in. */
export interface FigureEquation {
  readonly code: string;
  readonly message: string;
  /** `(3) 358 = (7) 341 + (11) 17`. */
  readonly text: string;
  readonly holds: boolean;
}

export interface Figure {
  readonly model: ReportModel;
  readonly version: number | null;
  readonly title: string;
  readonly where: string;
  readonly value: CellValue;
  readonly text: string;
  readonly indicator: IndicatorDefinition | null;
  readonly legalBasis: readonly string[];
  readonly status: {
    readonly verified: boolean;
    readonly note: string | null;
    readonly pack: string;
    readonly hash: string;
  };
  readonly parts: readonly {
    readonly label: string;
    readonly text: string;
    readonly sign: '+' | '−' | ':';
    readonly indicator: string;
  }[];
  readonly equations: readonly FigureEquation[];
  /** The four periods before and this one, the earliest first. */
  readonly series: readonly FigureInPeriod[];
  /** Null: the figure does not count dossiers. */
  readonly dossiers: readonly CellDossier[] | null;
  readonly noDossiers: string | null;
}

export interface FigureRequest {
  readonly unitId: string;
  readonly period: string;
  readonly version?: number;
  readonly live?: boolean;
  readonly figure: FigureName;
}

const BEFORE = 4;

const definitionsOf = (report: BuiltReport, period: ReportingPeriod): LoadedDefinitions =>
  report.closed === null
    ? definitionsFor(period)
    : loadDefinitions(JSON.parse(report.closed.definition) as ReportDefinitions);

const which = (request: FigureRequest) => ({
  unitId: request.unitId,
  period: request.period,
  prove: false,
  ...(request.version === undefined ? {} : { version: request.version }),
  ...(request.live === undefined ? {} : { live: request.live }),
});

/** Số liệu và những gì đứng sau nó. @throws ServiceError for a figure that the report does not have */
export async function readFigure(installation: Installation, request: FigureRequest): Promise<Figure> {
  const period = requirePeriod(request.period);
  const report = await buildReport(installation, which(request));
  const definitions = definitionsOf(report, period);
  const own = valueIn(report.model, request.figure);
  if (own === null) throw new ServiceError('UNKNOWN_FIGURE', 'Báo cáo của kỳ này không có số liệu đó.');
  const now: FigureInPeriod = {
    period: period.id,
    label: periodLabel(period),
    ...own,
    version: report.closed?.version ?? null,
  };
  const series = [...(await earlier(installation, request, period)), now];
  const base = { model: report.model, version: report.closed?.version ?? null, ...own, series };
  return request.figure.kind === 'cell'
    ? { ...base, ...(await cellFigure(installation, request, request.figure, report, definitions)) }
    : { ...base, ...(await indicatorFigure(installation, request.figure.indicator, report, definitions)) };
}

function findCell(
  model: ReportModel,
  name: Extract<FigureName, { kind: 'cell' }>,
): { part: FormPartModel; row: RowModel; column: FormPartModel['columns'][number] } | null {
  const form = model.forms.find((candidate) => candidate.shortCode === name.form || candidate.form === name.form);
  for (const part of form?.parts ?? []) {
    const column = part.columns.find((candidate) => candidate.key === name.column);
    const row = [...part.rows, ...(part.total === null ? [] : [part.total])].find(
      (candidate) => candidate.key === name.row,
    );
    if (column !== undefined && row !== undefined && column.key in row.cells) return { part, row, column };
  }
  return null;
}

function valueIn(model: ReportModel, name: FigureName): { value: CellValue; text: string } | null {
  if (name.kind === 'indicator') {
    const found = model.indicators.find((candidate) => candidate.id === name.indicator);
    if (found === undefined) return null;
    const text =
      found.value === null ? '–' : found.kind === 'ratio' ? formatPercent(found.value) : formatInteger(found.value);
    return { value: found.value, text };
  }
  const cell = findCell(model, name);
  if (cell === null) return null;
  const value = cell.row.cells[cell.column.key] ?? null;
  return { value, text: formatCell(value, cell.column.format) };
}

/** The figure in the periods before; where it cannot be had, why. */
async function earlier(
  installation: Installation,
  request: FigureRequest,
  period: ReportingPeriod,
): Promise<FigureInPeriod[]> {
  const found: FigureInPeriod[] = [];
  let before = period;
  for (let index = 0; index < BEFORE; index += 1) {
    before = previousPeriod(before);
    const base = { period: before.id, label: periodLabel(before) };
    try {
      const report = await buildReport(installation, { unitId: request.unitId, period: before.id, prove: false });
      const there = valueIn(report.model, request.figure);
      found.unshift({
        ...base,
        value: there?.value ?? null,
        text: there?.text ?? '',
        version: report.closed?.version ?? null,
        ...(there === null ? { missing: 'Kỳ này không có hàng, cột đó.' } : {}),
      });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      found.unshift({ ...base, value: null, text: '', version: null, missing: error.message });
    }
  }
  return found;
}

const statusOf = (form: FormDefinition | undefined, definitions: LoadedDefinitions): Figure['status'] => ({
  verified: (form ?? definitions.narrative).status === 'verified-from-use',
  note: form?.statusNote ?? null,
  pack: (form ?? definitions.narrative).pack,
  hash: form === undefined ? definitions.hash : (definitions.formHashes.get(form.code) as string),
});

type Rest = Omit<Figure, 'model' | 'version' | 'value' | 'text' | 'series'>;

async function cellFigure(
  installation: Installation,
  request: FigureRequest,
  name: Extract<FigureName, { kind: 'cell' }>,
  report: BuiltReport,
  definitions: LoadedDefinitions,
): Promise<Rest> {
  const cell = findCell(report.model, name) as NonNullable<ReturnType<typeof findCell>>;
  const form = definitions.forms.find(
    (candidate) => candidate.shortCode === name.form || candidate.code === name.form,
  ) as FormDefinition;
  const part = form.parts.find((candidate) => candidate.id === cell.part.id);
  const column = part?.columns.find((candidate) => candidate.key === cell.column.key);
  const indicator = column?.content.kind === 'indicator' ? definitions.catalogue.get(column.content.indicator) : null;
  const counts =
    part !== undefined &&
    column !== undefined &&
    basesOfColumn(column, part, definitions).some(
      (id) => definitions.catalogue.basesOf([id])[0]?.population === 'dossier',
    );
  const answer = counts ? await reportCell(installation, { ...which(request), ...name }) : null;
  return {
    title: cell.column.path.join(' – '),
    where: `Biểu ${form.shortCode}, ${cell.row === cell.part.total ? 'hàng tổng cộng' : `hàng «${cell.row.label}»`}, cột ${columnName(cell.part.columns, cell.column.key)}`,
    indicator,
    legalBasis: [...(indicator?.legalBasis === undefined ? [] : [indicator.legalBasis]), ...form.legalBasis],
    status: statusOf(form, definitions),
    parts: [],
    equations: form.equations
      .filter((equation) => equation.scope === 'rows' && (equation.part ?? form.parts[0]?.id) === cell.part.id)
      .flatMap((equation) => equationWith(equation, cell.part, cell.row, cell.column.key)),
    dossiers: answer?.dossiers ?? null,
    noDossiers: counts ? null : 'Cột này không đếm hồ sơ, nên không có danh sách hồ sơ.',
  };
}

/** The equation on one row, where the column is in it. */
function equationWith(
  equation: EquationDefinition,
  part: FormPartModel,
  row: RowModel,
  column: string,
): FigureEquation[] {
  const { left, operator, right } = parseEquation(equation.equation);
  if (!left.includes(column) && !right.includes(column)) return [];
  const side = (keys: readonly string[]): string =>
    keys.map((key) => `${columnName(part.columns, key)} ${formatInteger(sumOf(row.cells, [key]))}`).join(' + ');
  const [l, r] = [sumOf(row.cells, left), sumOf(row.cells, right)];
  const holds = operator === '=' ? l === r : l <= r;
  const sign = operator === '=' ? (holds ? '=' : '≠') : holds ? '≤' : '>';
  return [{ code: equation.code, message: equation.message, text: `${side(left)} ${sign} ${side(right)}`, holds }];
}

async function indicatorFigure(
  installation: Installation,
  id: string,
  report: BuiltReport,
  definitions: LoadedDefinitions,
): Promise<Rest> {
  const definition = definitions.catalogue.get(id);
  const part = (of: string, sign: '+' | '−' | ':') => ({
    label: definitions.catalogue.get(of).label,
    text: valueIn(report.model, { kind: 'indicator', indicator: of })?.text ?? '–',
    sign,
    indicator: of,
  });
  const parts =
    definition.kind === 'computed'
      ? [...definition.plus.map((of) => part(of, '+')), ...(definition.minus ?? []).map((of) => part(of, '−'))]
      : definition.kind === 'ratio'
        ? [part(definition.numerator, '+'), part(definition.denominator, ':')]
        : [];
  const counted = definition.kind === 'ratio' ? definition.numerator : id;
  const minus = definition.kind === 'computed' && (definition.minus ?? []).length > 0;
  const bases = definitions.catalogue.basesOf([counted]);
  const lists = !minus && bases.length > 0 && bases.every((base) => base.population === 'dossier');
  return {
    title: definition.label,
    where: 'Thuyết minh',
    indicator: definition,
    legalBasis: [
      ...(definition.legalBasis === undefined ? [] : [definition.legalBasis]),
      ...definitions.narrative.legalBasis,
    ],
    status: statusOf(undefined, definitions),
    parts,
    equations: [],
    dossiers: lists
      ? await behind(
          installation,
          report,
          bases.map((base) => base.where),
        )
      : null,
    noDossiers: lists
      ? null
      : minus
        ? 'Số này là hiệu của các số khác; mở từng số để xem hồ sơ.'
        : 'Số này đếm từ danh mục hoặc các sổ, không đếm hồ sơ.',
  };
}

async function behind(
  { store }: Installation,
  report: BuiltReport,
  any: readonly Parameters<typeof listMatching>[1][],
): Promise<CellDossier[]> {
  const { model } = report;
  const homes = report.homes;
  const frame = {
    opensAt: opensAt(requirePeriod(model.period.id)),
    asOf: model.asOf,
    granularity: model.timelinessGranularity,
  };
  const facts = await within(
    store,
    homes,
    (client) =>
      listMatching(client, { any }, { homes, frame, recordedThrough: report.closed?.recordedThrough ?? null }, null),
    { readOnly: true },
  );
  return facts.map((fact: DossierFacts) => ({
    dossierCode: fact.dossierCode,
    procedureCode: fact.procedureCode,
    sectorKey: fact.sectorKey,
    channel: fact.channel,
    receivedAt: fact.receivedAt,
    dueAt: fact.dueAt,
    resolvedAt: fact.resolvedAt,
    cancelledAt: fact.cancelledAt,
    timeliness: timeliness(fact, frame.asOf, frame.granularity),
    suspended: fact.suspendedDuring.some(
      (span) => span.from <= frame.asOf && (span.to === null || frame.asOf < span.to),
    ),
    homeUnit: fact.homeUnitId,
  }));
}
