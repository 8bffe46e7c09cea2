/** The report as files (ghi báo cáo ra tệp): bytes and names; where they go is the caller's. */
import type { FormModel, ReportModel } from '../../core/reporting/model.ts';
import {
  formJson,
  REPORT_FORMATS,
  type ReportFormat,
  reportFileName,
  writeReports,
} from '../../documents/report/index.ts';
import { ServiceError } from '../errors.ts';

export { closePdfEngine, startPdfEngine } from '../../documents/report/index.ts';

/** `docx,xlsx,pdf,json` in any order. @throws ServiceError for another format */
export function formatsOf(text: string): readonly ReportFormat[] {
  const wanted = text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  for (const format of wanted) {
    if (!(REPORT_FORMATS as readonly string[]).includes(format)) {
      throw new ServiceError(
        'UNKNOWN_FORMAT',
        `Không ghi được dạng «${format}». Các dạng: ${REPORT_FORMATS.join(', ')}.`,
      );
    }
  }
  if (wanted.length === 0)
    throw new ServiceError('UNKNOWN_FORMAT', `Cần ít nhất một dạng: ${REPORT_FORMATS.join(', ')}.`);
  return [...new Set(wanted)] as ReportFormat[];
}

export async function writeReportFiles(
  model: ReportModel,
  formats: readonly ReportFormat[],
): Promise<{ readonly name: string; readonly format: ReportFormat; readonly bytes: Uint8Array }[]> {
  const written = await writeReports(model, formats);
  return formats.map((format) => ({
    name: reportFileName(model, format),
    format,
    bytes: written.get(format) as Uint8Array,
  }));
}

/** One form for machines. */
export function formOutput(model: ReportModel, form: FormModel): unknown {
  return formJson(model, form);
}
