/** From what was gathered to the report as data: forms, text, checks, and for each figure what is behind it. */

import { canonicalJson } from '../../core/canonical-json.ts';
import type { UnitRecord } from '../../core/organisation/unit.ts';
import { placeUpper } from '../../core/organisation/unit.ts';
import type { ActivityPayload, RegisterEntry } from '../../core/registers/entry.ts';
import type {
  ColumnDefinition,
  FormDefinition,
  FormPartDefinition,
  NarrativeDefinition,
} from '../../core/reporting/definition.ts';
import { checkOpening } from '../../core/reporting/equations.ts';
import { buildPart, checksOf, type RowSeed } from '../../core/reporting/form-engine.ts';
import { formatInteger } from '../../core/reporting/format.ts';
import { memberKey } from '../../core/reporting/indicators.ts';
import type { CheckModel, FormModel, FormPartModel, IndicatorValue, ReportModel } from '../../core/reporting/model.ts';
import { buildNarrative, type NarrativeEntry } from '../../core/reporting/narrative-engine.ts';
import {
  type PeriodId,
  periodLabel,
  periodRange,
  previousPeriod,
  type ReportingPeriod,
} from '../../core/reporting/period.ts';
import type { CountingFrame } from '../../core/reporting/predicate.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { formatDate } from '../../core/time/plain-date.ts';
import { type LoadedDefinitions, sha256 } from './definitions.ts';
import type { Gathered } from './gather.ts';

/** One figure of a form with what is behind it. `null` digest: a figure with no list behind it (a share, a text). */
export interface CellProof {
  readonly value: number | string | null;
  readonly digest: string | null;
}

/** `II.06a/VPCP/KSTT|main|ho-tich|8` → proof. */
export type CellProofs = Readonly<Record<string, CellProof>>;

export const cellKey = (form: string, part: string, row: string, column: string): string =>
  `${form}|${part}|${row}|${column}`;

export interface AssembleInputs {
  readonly unit: UnitRecord;
  readonly period: ReportingPeriod;
  readonly frame: CountingFrame;
  readonly recordedThrough: Instant;
  readonly version: ReportModel['version'];
  readonly definitions: LoadedDefinitions;
  readonly gathered: Gathered;
  /** The previous period's closed report, for the opening. */
  readonly previous: ReportModel | null;
  /** Why openings differ from the previous closing, by form code; from the dossiers themselves. */
  readonly openingReasons: readonly string[];
}

export interface Assembled {
  readonly model: ReportModel;
  readonly cells: CellProofs;
}

/** The counted indicators whose things a column holds; empty for a column without a list behind it. */
export function basesOfColumn(
  column: ColumnDefinition,
  part: FormPartDefinition,
  definitions: LoadedDefinitions,
): string[] {
  const { content } = column;
  switch (content.kind) {
    case 'indicator':
      return definitions.catalogue.basesOf([content.indicator]).map((base) => base.id);
    case 'sum':
      return content.of.flatMap((key) => {
        const found = part.columns.find((candidate) => candidate.key === key);
        return found === undefined ? [] : basesOfColumn(found, part, definitions);
      });
    default:
      return [];
  }
}

const digestOf = (ids: Iterable<string>): string => sha256([...ids].sort().join('\n'));

function idsBehind(gathered: Gathered, rowKeys: readonly string[], bases: readonly string[]): Set<string> {
  const ids = new Set<string>();
  for (const row of rowKeys)
    for (const base of bases) for (const id of gathered.members?.get(memberKey(row, base)) ?? []) ids.add(id);
  return ids;
}

function rowsFor(part: FormPartDefinition, gathered: Gathered, definitions: LoadedDefinitions): readonly RowSeed[] {
  switch (part.rows.kind) {
    case 'sector':
      return gathered.sectors;
    case 'sectorWithEntries': {
      const bases = part.columns.flatMap((column) => basesOfColumn(column, part, definitions));
      const keys = new Set(gathered.tally.rowsWith(bases));
      const known = gathered.sectors.filter((sector) => keys.delete(sector.key));
      const names = new Map(
        gathered.entries.flatMap((entry) =>
          entry.kind === 'feedback' ? [[entry.payload.sector, entry.payload.sector] as const] : [],
        ),
      );
      return [...known, ...[...keys].sort().map((key) => ({ key, label: names.get(key) ?? key }))];
    }
    case 'entry':
      return part.rows.population === 'reviewItem' ? gathered.reviewItems : [];
  }
}

function buildForm(form: FormDefinition, inputs: AssembleInputs, cells: Record<string, CellProof>): FormModel {
  const { definitions, gathered, unit, period } = inputs;
  const parts = form.parts.map((part) => {
    const built = buildPart(
      part,
      { rows: rowsFor(part, gathered, definitions), valueAt: (row, id) => gathered.tally.at(row, id) },
      definitions.catalogue,
    );
    proveCells(form, part, built, inputs, cells);
    return built;
  });
  const name = (line: string): string => line.replace('{unit}', unit.name.toUpperCase());
  return {
    form: form.code,
    shortCode: form.shortCode,
    title: form.title.map(name),
    listTitle: form.listTitle,
    periodLine: `Kỳ báo cáo: ${periodLabel(period)}`,
    rangeLine: `(${periodRange(period)})`,
    reporter: unit.name,
    receiver: unit.report.receiverName,
    measure: form.measure,
    definition: {
      pack: form.pack,
      effectiveFrom: form.effectiveFrom,
      hash: definitions.formHashes.get(form.code) as string,
      status: form.status,
      statusNote: form.statusNote ?? null,
    },
    parts,
    checks: [...checksOf(form, parts), ...openingChecks(form, parts, inputs)],
  };
}

function proveCells(
  form: FormDefinition,
  part: FormPartDefinition,
  built: FormPartModel,
  { definitions, gathered }: AssembleInputs,
  cells: Record<string, CellProof>,
): void {
  const rowKeys = built.rows.map((row) => row.key);
  for (const column of part.columns) {
    if (column.content.kind === 'rowNumber' || column.content.kind === 'rowLabel') continue;
    const bases = basesOfColumn(column, part, definitions);
    const proof = (keys: readonly string[]): string | null =>
      bases.length === 0 || gathered.members === null ? null : digestOf(idsBehind(gathered, keys, bases));
    for (const row of built.rows) {
      cells[cellKey(form.code, part.id, row.key, column.key)] = {
        value: row.cells[column.key] ?? null,
        digest: proof([row.key]),
      };
    }
    if (built.total !== null) {
      cells[cellKey(form.code, part.id, 'total', column.key)] = {
        value: built.total.cells[column.key] ?? null,
        digest: proof(rowKeys),
      };
    }
  }
}

function openingChecks(
  form: FormDefinition,
  parts: readonly FormPartModel[],
  { previous, period, openingReasons }: AssembleInputs,
): CheckModel[] {
  const before = previous?.forms.find((candidate) => candidate.form === form.code);
  return form.equations
    .filter((equation) => equation.scope === 'opening')
    .map((equation) => {
      const part = parts.find((candidate) => candidate.id === (equation.part ?? parts[0]?.id)) as FormPartModel;
      const check = checkOpening(
        equation,
        part,
        before?.parts.find((candidate) => candidate.id === part.id) ?? null,
        periodLabel(previousPeriod(period)),
      );
      return check.holds || openingReasons.length === 0
        ? check
        : { ...check, message: `${check.message} ${openingReasons.join(' ')}` };
    });
}

function activityText(payload: ActivityPayload): string {
  const parts = [payload.title.replace(/[.;]+$/, '')];
  if (payload.form !== '') parts.push(`hình thức: ${payload.form}`);
  parts.push(`ngày ${formatDate(payload.on)}`);
  if (payload.quantity > 1) parts.push(`số lượng: ${formatInteger(payload.quantity)}`);
  if (payload.commendations !== undefined && payload.commendations > 0)
    parts.push(`khen thưởng: ${formatInteger(payload.commendations)}`);
  if (payload.disciplines !== undefined && payload.disciplines > 0)
    parts.push(`xử lý: ${formatInteger(payload.disciplines)}`);
  const note = payload.note === '' ? '' : ` ${payload.note.replace(/\.+$/, '')}.`;
  return `${parts.join('; ')}.${note}`;
}

/** The unit's own words of the period, for the sections of the outline that take them. */
function narrativeEntries(
  entries: readonly RegisterEntry[],
  period: ReportingPeriod,
  through: string,
  narrative: NarrativeDefinition,
): NarrativeEntry[] {
  const sectionOf = (kind: string): string | undefined =>
    narrative.sections.find((section) => section.entries?.includes(kind))?.id;
  return entries
    .filter((entry) => entry.happenedOn >= period.from && entry.happenedOn <= through)
    .flatMap((entry): NarrativeEntry[] => {
      switch (entry.kind) {
        case 'statement':
          return [
            {
              section: entry.payload.section,
              kind: entry.kind,
              style: entry.payload.style === 'note' ? 'paragraph' : entry.payload.style,
              text: entry.payload.text,
            },
          ];
        case 'outreach':
        case 'initiative':
        case 'inspection': {
          const section = sectionOf(entry.kind);
          return section === undefined
            ? []
            : [{ section, kind: entry.kind, style: 'bullet', text: activityText(entry.payload) }];
        }
        default:
          return [];
      }
    });
}

/** Findings that no single form can make: plans of another year, figures that cannot be shares of each other. */
function reportChecks(inputs: AssembleInputs): CheckModel[] {
  const { gathered, period, definitions } = inputs;
  const checks: CheckModel[] = [];
  const planYears = [
    ...new Set(gathered.entries.flatMap((entry) => (entry.kind === 'reviewItem' ? [entry.payload.planYear] : []))),
  ].sort();
  if (planYears.length > 0 && !planYears.includes(period.year)) {
    checks.push({
      code: 'R09',
      severity: 'warning',
      holds: false,
      message: `Kế hoạch rà soát đang có là của năm ${planYears.join(', ')}, không phải năm báo cáo ${period.year}. Nhập kế hoạch rà soát của năm ${period.year}.`,
    });
  }
  const total = (id: string): number => definitions.catalogue.valueOf(id, (base) => gathered.tally.total(base)) ?? 0;
  if (definitions.used.includes('dossiers.paidOnline') && definitions.used.includes('dossiers.feeDue')) {
    const paid = total('dossiers.paidOnline');
    const due = total('dossiers.feeDue');
    checks.push({
      code: 'R07',
      severity: 'warning',
      holds: paid <= due,
      message:
        paid <= due
          ? 'Hồ sơ thanh toán trực tuyến không nhiều hơn hồ sơ phải nộp phí, lệ phí.'
          : `Có ${formatInteger(paid)} hồ sơ thanh toán trực tuyến nhưng chỉ ${formatInteger(due)} hồ sơ phải nộp phí, lệ phí. Kiểm tra phí của các hồ sơ đã thanh toán.`,
    });
  }
  return checks;
}

/** Báo cáo. Everything in it follows from the inputs; the same inputs give the same report. */
export function assemble(inputs: AssembleInputs): Assembled {
  const { unit, period, frame, definitions, gathered } = inputs;
  const { narrative, catalogue } = definitions;
  const cells: Record<string, CellProof> = {};
  const forms = definitions.forms.map((form) => buildForm(form, inputs, cells));
  const read = (id: string): number | null => catalogue.valueOf(id, (base) => gathered.tally.total(base));
  const through = dateOf(frame.asOf);
  const fill = (text: string): string =>
    text.replaceAll('{unit}', unit.name).replaceAll('{period}', lowerFirst(periodLabel(period)));
  const sections = buildNarrative(narrative, catalogue, {
    valueOf: read,
    entries: narrativeEntries(gathered.entries, period, through, narrative),
    attachedForms: new Map(forms.map((form) => [form.shortCode, form.form])),
  });
  const indicators = definitions.used.map((id) => indicatorValue(id, inputs));
  const fingerprint = sha256(
    canonicalJson([
      forms.map((form) => form.parts.map((part) => [part.rows.map((row) => row.cells), part.total?.cells ?? null])),
      indicators.map((i) => [i.id, i.value]),
    ]),
  );
  const model: ReportModel = {
    schema: 'motcua.report/1',
    unit: { id: unit.id, name: unit.name, placeUpper: placeUpper(unit), place: unit.place },
    receiver: { id: unit.report.receiverId ?? '', name: unit.report.receiverName },
    period: {
      id: period.id as PeriodId,
      label: periodLabel(period),
      range: periodRange(period),
      from: period.from,
      through: period.through,
    },
    asOf: frame.asOf,
    recordedThrough: inputs.recordedThrough,
    version: inputs.version,
    timelinessGranularity: frame.granularity,
    document: {
      number: null,
      notation: unit.report.notation,
      date: null,
      blankDate: { month: Number(period.through.slice(5, 7)), year: Number(period.through.slice(0, 4)) },
      type: 'BÁO CÁO',
      subject: narrative.subject,
      periodLine: `(Kỳ báo cáo: ${periodRange(period)})`,
      opening: fill(narrative.opening),
      closing: fill(narrative.closing),
      signature: { lines: unit.report.signatureLines, name: unit.report.signer },
      recipients: unit.report.recipients,
    },
    sections,
    attachments: forms.map((form) => `Biểu số ${form.form}: ${form.listTitle}`),
    forms,
    indicators,
    checks: [...forms.flatMap((form) => form.checks), ...reportChecks(inputs)],
    fingerprint: `${fingerprint.slice(0, 4)}-${fingerprint.slice(4, 8)}-${fingerprint.slice(8, 12)}`.toUpperCase(),
  };
  return { model, cells };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function indicatorValue(id: string, { definitions, gathered }: AssembleInputs): IndicatorValue {
  const { catalogue } = definitions;
  const definition = catalogue.get(id);
  const total = (wanted: string): number | null => catalogue.valueOf(wanted, (base) => gathered.tally.total(base));
  const base = definition.kind === 'count' || definition.kind === 'sum';
  return {
    id,
    label: definition.label,
    unit: definition.unit,
    kind: definition.kind,
    value: total(id),
    ...(definition.kind === 'ratio'
      ? {
          numerator: total(definition.numerator) ?? 0,
          denominator: total(definition.denominator) ?? 0,
          denominatorName: definition.denominatorName,
        }
      : {}),
    explanation: definition.explanation,
    digest: base && gathered.members !== null ? digestOf(idsBehind(gathered, gathered.tally.rowKeys(), [id])) : null,
  };
}
