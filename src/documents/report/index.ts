/** The finished report as a file: one model in, bytes out, in the format asked for. */
import type { ReportModel } from '../../core/reporting/model.ts';
import { writeReportDocx } from './docx.ts';
import { writeReportJson } from './json.ts';
import { writeReportPdf } from './pdf.ts';
import { closePdfEngine, startPdfEngine } from './pdf-engine.ts';
import { writeReportXlsx } from './xlsx.ts';

export { formJson, reportJson, writeReportJson } from './json.ts';
export { closePdfEngine, startPdfEngine, writeReportDocx, writeReportPdf, writeReportXlsx };

export const REPORT_FORMATS = ['docx', 'xlsx', 'pdf', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const WRITERS = {
  docx: writeReportDocx,
  xlsx: writeReportXlsx,
  pdf: writeReportPdf,
  json: async (model) => writeReportJson(model),
} as const satisfies Record<ReportFormat, (model: ReportModel) => Promise<Uint8Array>>;

/** Báo cáo in one format. The same model gives the same bytes, whenever and wherever it is written. */
export function writeReport(model: ReportModel, format: ReportFormat): Promise<Uint8Array> {
  return WRITERS[format](model);
}

/**
 * Báo cáo in several formats at once. The typesetter of the PDF works in its own thread meanwhile; call
 * {@link closePdfEngine} when no more reports follow.
 */
export async function writeReports(
  model: ReportModel,
  formats: readonly ReportFormat[],
): Promise<ReadonlyMap<ReportFormat, Uint8Array>> {
  const started = formats
    .toSorted((a, b) => Number(b === 'pdf') - Number(a === 'pdf'))
    .map(async (format) => [format, await writeReport(model, format)] as const);
  const written = new Map(await Promise.all(started));
  return new Map(formats.map((format) => [format, written.get(format) as Uint8Array]));
}

/** Only letters, digits and hyphens, so that the name is the same file on every system. */
function fileWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** `bao-cao-phuoc-long-2023-q3.docx`; a restated version adds its number: `bao-cao-phuoc-long-2023-q3-v2.docx`. */
export function reportFileName(model: ReportModel, format: ReportFormat): string {
  const version = model.version !== null && model.version.number > 1 ? `-v${model.version.number}` : '';
  return `bao-cao-${fileWord(model.unit.id)}-${fileWord(model.period.id)}${version}.${format}`;
}
