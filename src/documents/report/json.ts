/** The report as JSON for machines: every figure, the text with its figures, and how each figure came about. */
import type {
  CellValue,
  ColumnModel,
  FormModel,
  FormPartModel,
  ReportModel,
  RowModel,
} from '../../core/reporting/model.ts';
import { totalSpanOf } from './form-layout.ts';

/** The same value with the names of all its objects in order; a store may give them back in another one. */
function ordered<T>(value: T): T {
  if (Array.isArray(value)) return value.map(ordered) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, ordered(inner)]),
  ) as T;
}

/** Cells by column key, without the columns that only repeat the row's number and name. */
function cellsJson(part: FormPartModel, row: RowModel): Readonly<Record<string, CellValue>> {
  const named = part.columns.slice(0, totalSpanOf(part)).map((column) => column.key);
  return ordered(Object.fromEntries(Object.entries(row.cells).filter(([key]) => !named.includes(key))));
}

function columnJson(column: ColumnModel) {
  return {
    key: column.key,
    number: column.number,
    path: column.path,
    format: column.format,
    formula: column.formulaLabel,
    indicator: column.indicator,
  };
}

function partJson(part: FormPartModel) {
  return {
    part: part.id,
    title: part.title,
    columns: part.columns.map(columnJson),
    rows: part.rows.map((row) => ({ number: row.number, key: row.key, sector: row.label, ...cellsJson(part, row) })),
    total: part.total === null ? null : cellsJson(part, part.total),
  };
}

/**
 * One form (biểu mẫu) for machines. `rows` and `total` are those of the form's first part; a form of several parts
 * gives the others, each of the same shape, as `furtherParts`. Percentages are hundredths of a per cent.
 */
export function formJson(model: ReportModel, form: FormModel) {
  const [first, ...others] = form.parts.map(partJson);
  const { effectiveFrom, hash, status, statusNote, pack } = form.definition;
  return {
    form: form.form,
    unit: model.unit.id,
    period: { id: model.period.id, from: model.period.from, through: model.period.through },
    asOf: model.asOf,
    definition: { pack, effectiveFrom, hash, status, statusNote },
    ...(first === undefined ? { rows: [], total: null } : { ...first, title: form.title, partTitle: first.title }),
    ...(others.length === 0 ? {} : { furtherParts: others }),
    checks: ordered(form.checks),
  };
}

/** The whole report as one plain object, in the order in which it is written. */
export function reportJson(model: ReportModel) {
  return {
    schema: model.schema,
    unit: ordered(model.unit),
    receiver: ordered(model.receiver),
    period: ordered(model.period),
    asOf: model.asOf,
    recordedThrough: model.recordedThrough,
    version: ordered(model.version),
    timelinessGranularity: model.timelinessGranularity,
    document: ordered(model.document),
    narrative: ordered(model.sections),
    attachments: model.attachments,
    forms: model.forms.map((form) => formJson(model, form)),
    indicators: ordered(model.indicators),
    checks: ordered(model.checks),
    fingerprint: model.fingerprint,
  };
}

/**
 * Báo cáo as JSON in UTF-8, indented, with a line feed at its end. Names stand in one order, whatever order the model
 * was put together in, so that equal reports are equal bytes.
 */
export function writeReportJson(model: ReportModel): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(reportJson(model), null, 2)}\n`);
}
