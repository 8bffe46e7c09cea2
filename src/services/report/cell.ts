/** The dossiers behind one cell of a form (các hồ sơ đứng sau một ô số liệu). */
import type { DossierFacts } from '../../core/dossier/facts.ts';
import { timeliness } from '../../core/dossier/timeliness.ts';
import type { FormDefinition, FormPartDefinition } from '../../core/reporting/definition.ts';
import type { FormPartModel, RowModel } from '../../core/reporting/model.ts';
import { opensAt } from '../../core/reporting/period.ts';
import type { Predicate } from '../../core/reporting/predicate.ts';
import { foldMarks } from '../../core/text/fold.ts';
import { listMatching } from '../../store/counting.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { basesOfColumn } from './assemble.ts';
import { type BuildOptions, buildReport, reportPlace } from './build-report.ts';
import {
  definitionsFor,
  type LoadedDefinitions,
  loadDefinitions,
  type ReportDefinitions,
  requireForm,
} from './definitions.ts';

export interface CellDossier {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly sectorKey: string;
  readonly channel: DossierFacts['channel'];
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly resolvedAt: string | null;
  readonly cancelledAt: string | null;
  readonly timeliness: string;
  readonly suspended: boolean;
  readonly homeUnit: string;
}

export interface CellAnswer {
  readonly form: string;
  readonly row: string;
  readonly column: string;
  readonly heading: string;
  readonly indicator: string | null;
  readonly explanation: string | null;
  readonly value: number | string | null;
  readonly count: number;
  readonly dossiers: readonly CellDossier[];
}

function findRow(part: FormPartModel, wanted: string): RowModel {
  const text = foldMarks(wanted);
  const rows = [...part.rows, ...(part.total === null ? [] : [part.total])];
  const row = rows.find(
    (candidate) =>
      foldMarks(candidate.label) === text ||
      candidate.key === wanted ||
      (candidate.number !== null && String(candidate.number) === wanted.trim()),
  );
  if (row === undefined) {
    throw new ServiceError(
      'UNKNOWN_ROW',
      `Biểu không có hàng «${wanted}». Các hàng: ${rows.map((candidate) => candidate.label).join('; ')}.`,
    );
  }
  return row;
}

function findColumn(
  form: FormDefinition,
  wanted: string,
): { part: FormPartDefinition; column: FormPartDefinition['columns'][number] } {
  const text = foldMarks(wanted.replace(/^\((.*)\)$/, '$1'));
  for (const part of form.parts) {
    const column = part.columns.find(
      (candidate) => candidate.key === text || foldMarks(candidate.heading.at(-1) ?? '') === text,
    );
    if (column !== undefined) return { part, column };
  }
  const known = form.parts.flatMap((part) => part.columns.map((column) => column.key)).join(', ');
  throw new ServiceError('UNKNOWN_COLUMN', `Biểu ${form.shortCode} không có cột «${wanted}». Các cột: ${known}.`);
}

/** @throws ServiceError for an unknown row or column, or a column whose figures are not dossiers */
export async function reportCell(
  installation: Installation,
  options: BuildOptions & { readonly form: string; readonly row: string; readonly column: string },
): Promise<CellAnswer> {
  const { store } = installation;
  const report = await buildReport(installation, { ...options, prove: false });
  const place = await reportPlace(store, options.unitId, options.period);
  const definitions: LoadedDefinitions =
    report.closed === null
      ? definitionsFor(place.period)
      : loadDefinitions(JSON.parse(report.closed.definition) as ReportDefinitions);
  const form = requireForm(definitions.forms, options.form);
  const { part, column } = findColumn(form, options.column);
  const model = report.model.forms.find((candidate) => candidate.form === form.code);
  const partModel = model?.parts.find((candidate) => candidate.id === part.id);
  if (partModel === undefined) throw new ServiceError('UNKNOWN_FORM', `Báo cáo không có biểu «${options.form}».`);
  const row = findRow(partModel, options.row);
  const bases = basesOfColumn(column, part, definitions).map((id) => definitions.catalogue.basesOf([id])[0]);
  const counted = bases.filter((base) => base?.population === 'dossier');
  if (counted.length === 0) {
    throw new ServiceError(
      'NO_DOSSIERS',
      `Cột «${column.heading.at(-1)}» của biểu ${form.shortCode} không đếm hồ sơ nên không có danh sách hồ sơ.`,
    );
  }
  const where: Predicate = { any: counted.map((base) => (base as NonNullable<typeof base>).where) };
  const frame = {
    opensAt: opensAt(place.period),
    asOf: report.model.asOf,
    granularity: report.model.timelinessGranularity,
  };
  const recordedThrough = report.closed?.recordedThrough ?? options.recordedThrough ?? null;
  const facts = await within(
    store,
    place.homes,
    (client) =>
      listMatching(
        client,
        where,
        { homes: place.homes, frame, recordedThrough },
        row === partModel.total ? null : row.key,
      ),
    { readOnly: true },
  );
  // A dossier of a sector that the form does not list is not in its total either.
  const shown = new Set(partModel.rows.map((candidate) => candidate.key));
  const dossiers = facts.filter((fact) => shown.has(fact.sectorKey));
  const indicator = column.content.kind === 'indicator' ? definitions.catalogue.get(column.content.indicator) : null;
  return {
    form: form.code,
    row: row.label,
    column: column.key,
    heading: column.heading.join(' – '),
    indicator: indicator?.id ?? null,
    explanation: indicator?.explanation ?? null,
    value: row.cells[column.key] ?? null,
    count: dossiers.length,
    dossiers: dossiers.map((fact) => ({
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
    })),
  };
}
