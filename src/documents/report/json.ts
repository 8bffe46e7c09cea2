/** The report as JSON for machines: every figure, the text with its figures, and how each figure came about. */
import type { ColumnModel, FormModel, FormPartModel, ReportModel, RowModel } from '../../core/reporting/model.ts';

/** The row's cells by column key; number and name of the row stand beside them. */
export function rowJson(row: RowModel) {
  return { number: row.number, key: row.key, sector: row.label, ...row.cells };
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
    rows: part.rows.map(rowJson),
    total: part.total === null ? null : { ...part.total.cells },
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
    title: form.title,
    unit: model.unit.id,
    period: { id: model.period.id, from: model.period.from, through: model.period.through },
    asOf: model.asOf,
    definition: { pack, effectiveFrom, hash, status, statusNote },
    ...(first ?? { rows: [], total: null }),
    ...(others.length === 0 ? {} : { furtherParts: others }),
    checks: form.checks,
  };
}

/** The whole report as one plain object, in the order in which it is written. */
export function reportJson(model: ReportModel) {
  return {
    schema: model.schema,
    unit: model.unit,
    receiver: model.receiver,
    period: model.period,
    asOf: model.asOf,
    recordedThrough: model.recordedThrough,
    version: model.version,
    timelinessGranularity: model.timelinessGranularity,
    document: model.document,
    narrative: model.sections,
    attachments: model.attachments,
    forms: model.forms.map((form) => formJson(model, form)),
    indicators: model.indicators,
    checks: model.checks,
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
