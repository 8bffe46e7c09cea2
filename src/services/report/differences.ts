/** Differences between two versions of a report (khác nhau giữa hai phiên bản): cell by cell, with the dossiers that make them. */
import type { FormModel, ReportModel } from '../../core/reporting/model.ts';
import { type CellProofs, cellKey } from './assemble.ts';

export interface CellDifference {
  readonly form: string;
  readonly part: string;
  readonly row: string;
  readonly column: string;
  readonly from: number | string | null;
  readonly to: number | string | null;
  /** The figure is the same, but not the same dossiers are behind it. */
  readonly sameFigure: boolean;
}

/** Said of a new version in which no cell differs. */
export const SAME_FIGURES = 'Số liệu như phiên bản trước; khác ở lời văn, định nghĩa hoặc kết quả kiểm tra.';

const labelled = (form: FormModel, partId: string, rowKey: string): string => {
  const part = form.parts.find((candidate) => candidate.id === partId);
  if (part?.total?.key === rowKey) return part.total.label;
  return part?.rows.find((row) => row.key === rowKey)?.label ?? rowKey;
};

/** Cells whose figure or whose dossiers differ, in the order of the forms. */
export function cellDifferences(
  before: { model: ReportModel; cells: CellProofs },
  after: { model: ReportModel; cells: CellProofs },
): CellDifference[] {
  const differences: CellDifference[] = [];
  const forms = [
    ...after.model.forms,
    ...before.model.forms.filter((form) => !after.model.forms.some((other) => other.form === form.form)),
  ];
  for (const form of forms) {
    for (const part of form.parts) {
      const rows = new Set<string>();
      for (const side of [after, before]) {
        const same = side.model.forms
          .find((candidate) => candidate.form === form.form)
          ?.parts.find((candidate) => candidate.id === part.id);
        for (const row of [...(same?.rows ?? []), ...(same?.total ? [same.total] : [])]) rows.add(row.key);
      }
      for (const row of rows) {
        for (const column of part.columns) {
          const key = cellKey(form.form, part.id, row, column.key);
          const from = before.cells[key];
          const to = after.cells[key];
          const sameFigure = (from?.value ?? null) === (to?.value ?? null);
          if (sameFigure && (from?.digest ?? null) === (to?.digest ?? null)) continue;
          if (sameFigure && (from === undefined || to === undefined)) continue;
          differences.push({
            form: form.form,
            part: part.id,
            row: labelled(form, part.id, row),
            column: column.key,
            from: from?.value ?? null,
            to: to?.value ?? null,
            sameFigure,
          });
        }
      }
    }
  }
  return differences;
}
