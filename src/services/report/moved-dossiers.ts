/**
 * The dossiers that make two states of a report differ (hồ sơ làm nên chênh lệch): for each differing cell, those that are
 * behind it in one state and not in the other. Most dossiers that were recorded in between move no figure and are not here.
 */
import type { ReportModel } from '../../core/reporting/model.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { buildReport } from './build-report.ts';
import { reportCell } from './cell.ts';
import { type CellDifference, cellDifferences } from './differences.ts';

/** A closed version, or the log as it stands. */
export type ReportState = { readonly version: number } | { readonly live: true };

export interface Move {
  readonly form: string;
  readonly row: string;
  readonly column: string;
  /** True: counted in the later state only. */
  readonly into: boolean;
}

export interface MovedDossier {
  readonly dossierCode: string;
  readonly moves: readonly Move[];
}

export interface ExplainedDifference extends CellDifference {
  /** `II.06a`. */
  readonly shortCode: string;
  readonly rowKey: string;
  /** Đầu cột, `Số lượng hồ sơ đã giải quyết – Trước hạn`. */
  readonly heading: string;
  readonly total: boolean;
}

/** Cells of one comparison whose dossiers are looked at; a correction touches a handful. */
const MOST_CELLS = 40;

function explain(model: ReportModel, cell: CellDifference): ExplainedDifference {
  const form = model.forms.find((candidate) => candidate.form === cell.form);
  const part = form?.parts.find((candidate) => candidate.id === cell.part);
  const total = part?.total?.label === cell.row;
  const row = total ? part?.total : part?.rows.find((candidate) => candidate.label === cell.row);
  return {
    ...cell,
    shortCode: form?.shortCode ?? cell.form,
    rowKey: row?.key ?? '',
    heading: part?.columns.find((column) => column.key === cell.column)?.path.join(' – ') ?? '',
    total,
  };
}

/** Ô số liệu khác nhau, in the words of the later report. */
export async function explainDifferences(
  installation: Installation,
  input: { readonly unitId: string; readonly period: string; readonly to: ReportState },
  cells: readonly CellDifference[],
): Promise<ExplainedDifference[]> {
  const { unitId, period, to } = input;
  const { model } = await buildReport(installation, { unitId, period, ...to, prove: false });
  return cells.map((cell) => explain(model, cell));
}

/** Hồ sơ làm nên chênh lệch, by their codes. Columns that count no dossiers have none. */
export async function movedDossiers(
  installation: Installation,
  input: { readonly unitId: string; readonly period: string; readonly from: ReportState; readonly to: ReportState },
  cells: readonly ExplainedDifference[],
): Promise<MovedDossier[]> {
  const { unitId, period } = input;
  const behind = async (state: ReportState, cell: ExplainedDifference): Promise<Set<string>> => {
    try {
      const place = { form: cell.form, row: cell.rowKey, column: cell.column };
      const { dossiers } = await reportCell(installation, { unitId, period, ...state, ...place });
      return new Set(dossiers.map((dossier) => dossier.dossierCode));
    } catch (error) {
      // No dossiers are counted there, or the row is not in that state: nothing moved that could be listed.
      if (error instanceof ServiceError) return new Set();
      throw error;
    }
  };
  const moves = new Map<string, Move[]>();
  for (const cell of cells.filter((one) => !one.total && one.rowKey !== '').slice(0, MOST_CELLS)) {
    const [before, after] = [await behind(input.from, cell), await behind(input.to, cell)];
    const note = (code: string, into: boolean): void => {
      const { shortCode: form, row, column } = cell;
      moves.set(code, [...(moves.get(code) ?? []), { form, row, column, into }]);
    };
    for (const code of before) if (!after.has(code)) note(code, false);
    for (const code of after) if (!before.has(code)) note(code, true);
  }
  return [...moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([dossierCode, of]) => ({ dossierCode, moves: of }));
}

/** What closing again would change (số liệu đã khác bản chốt ở đâu): the newest version against the log as it stands. */
export async function sinceClosing(
  installation: Installation,
  input: { readonly unitId: string; readonly period: string; readonly version: number },
): Promise<{ readonly cells: readonly ExplainedDifference[]; readonly moved: readonly MovedDossier[] }> {
  const { unitId, period, version } = input;
  const closed = await buildReport(installation, { unitId, period, version });
  const live = await buildReport(installation, { unitId, period, live: true });
  const cells = cellDifferences(closed, live).map((cell) => explain(live.model, cell));
  const moved = await movedDossiers(installation, { unitId, period, from: { version }, to: { live: true } }, cells);
  return { cells, moved };
}
