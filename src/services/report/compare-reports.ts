/** Comparing reports (so sánh): two closed versions, or the report with one that was written to JSON elsewhere. */
import type { ReportModel } from '../../core/reporting/model.ts';
import { periodLabel } from '../../core/reporting/period.ts';
import { findReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import type { CellProofs } from './assemble.ts';
import { buildReport, reportPlace } from './build-report.ts';
import type { RestatementDifferences } from './close-report.ts';
import { type CellDifference, cellDifferences } from './differences.ts';
import { withRecorders } from './recorders.ts';

/** A dossier of which something became known in between. */
export type RecordedChange = RestatementDifferences['dossiers'][number] & {
  /** Họ tên; the login name of who has no account any more. */
  readonly recordedBy: string;
};

export interface Comparison {
  readonly unit: string;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly cells: readonly CellDifference[];
  readonly dossiers: readonly RecordedChange[];
  readonly reason: string | null;
}

export async function compareVersions(
  { store }: Installation,
  input: { readonly unitId: string; readonly period: string; readonly versions: readonly [number, number] },
): Promise<Comparison> {
  const place = await reportPlace(store, input.unitId, input.period);
  const units = [...new Set([...place.homes, place.unit.id])];
  return within(
    store,
    units,
    async (client) => {
      const load = async (version: number) => {
        const stored = await findReport(client, place.unit.id, place.period.id, { version });
        if (stored === null)
          throw new ServiceError(
            'NO_VERSION',
            `${place.unit.name} chưa chốt phiên bản ${version} của ${periodLabel(place.period)}.`,
          );
        return {
          stored,
          model: JSON.parse(stored.model) as ReportModel,
          cells: JSON.parse(stored.cells) as CellProofs,
        };
      };
      const [first, second] = [await load(input.versions[0]), await load(input.versions[1])];
      const dossiers: RestatementDifferences['dossiers'][number][] = [];
      const reasons: string[] = [];
      for (let version = Math.min(...input.versions) + 1; version <= Math.max(...input.versions); version += 1) {
        const { stored } = await load(version);
        dossiers.push(...((JSON.parse(stored.differences) as RestatementDifferences | null)?.dossiers ?? []));
        reasons.push(stored.reason);
      }
      return {
        unit: place.unit.id,
        period: place.period.id,
        from: `phiên bản ${input.versions[0]}`,
        to: `phiên bản ${input.versions[1]}`,
        cells: cellDifferences(first, second),
        dossiers: await withRecorders(client, units, dossiers, (dossier) => dossier.homeUnit),
        reason: reasons.length === 0 ? null : reasons.join('; '),
      };
    },
    { readOnly: true },
  );
}

interface FileForm {
  readonly form: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly total?: Record<string, unknown> | null;
}

/** The report (as closed, or as it stands) against the JSON of a report: figures by form, row and column. */
export async function compareWithFile(
  installation: Installation,
  input: { readonly unitId: string; readonly period: string; readonly file: unknown; readonly fileName: string },
): Promise<Comparison> {
  const forms = (input.file as { forms?: unknown } | null)?.forms;
  const isForm = (value: unknown): value is FileForm =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as FileForm).form === 'string' &&
    Array.isArray((value as FileForm).rows);
  if (!Array.isArray(forms) || !forms.every(isForm)) {
    throw new ServiceError(
      'BAD_FILE',
      `«${input.fileName}» không phải báo cáo dạng JSON do «report build» ghi ra (thiếu «forms» với «rows»).`,
    );
  }
  const { model } = await buildReport(installation, { unitId: input.unitId, period: input.period });
  const cells: CellDifference[] = [];
  const add = (
    form: string,
    part: string,
    row: string,
    column: string,
    from: unknown,
    to: number | string | null,
  ): void => {
    const value = typeof from === 'number' || typeof from === 'string' ? from : null;
    if (value !== to) cells.push({ form, part, row, column, from: value, to, sameFigure: false });
  };
  for (const other of forms) {
    const form = model.forms.find((candidate) => candidate.form === other.form);
    const part = form?.parts[0];
    if (form === undefined || part === undefined) {
      throw new ServiceError('UNKNOWN_FORM', `Tệp có biểu «${other.form}» mà báo cáo của kỳ này không có.`);
    }
    const columns = part.columns
      .filter((column) => column.path[0] !== 'STT' && column.key !== '2')
      .map((column) => column.key);
    const byLabel = new Map(other.rows.map((row) => [String(row['sector']), row]));
    for (const row of part.rows) {
      const theirs = byLabel.get(row.label);
      byLabel.delete(row.label);
      for (const column of columns)
        add(form.form, part.id, row.label, column, theirs?.[column], row.cells[column] ?? null);
    }
    for (const [label, theirs] of byLabel)
      for (const column of columns) add(form.form, part.id, label, column, theirs[column], null);
    if (part.total !== null)
      for (const column of columns) {
        const ours = part.total.cells[column] ?? null;
        if (typeof ours === 'number') add(form.form, part.id, part.total.label, column, other.total?.[column], ours);
      }
  }
  return {
    unit: model.unit.id,
    period: model.period.id,
    from: input.fileName,
    to: 'số liệu trong hệ thống',
    cells,
    dossiers: [],
    reason: null,
  };
}
