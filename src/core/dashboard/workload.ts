/**
 * Who has what on the desk (khối lượng công việc): pending dossiers by step and by officer, each row split by how the
 * dossiers stand to their due instants. It counts what one function decides and defines no figure of its own.
 */
import type { DueStanding } from '../process/due-state.ts';

/** One pending dossier at work. */
export interface PendingItem {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly standing: DueStanding;
  /** Tên bước. */
  readonly step: string;
  /** Tên đăng nhập; null: nobody by name yet. */
  readonly officer: string | null;
}

export const STANDINGS = ['overdue', 'dueToday', 'dueSoon', 'withinTime', 'suspended'] as const satisfies DueStanding[];

export interface WorkloadRow {
  readonly key: string;
  readonly label: string;
  readonly counts: Readonly<Record<DueStanding, number>>;
  readonly total: number;
}

const emptyCounts = (): Record<DueStanding, number> => ({
  overdue: 0,
  dueToday: 0,
  dueSoon: 0,
  withinTime: 0,
  suspended: 0,
});

/** Rows by a key, the most overdue first, then the fullest, then by label. */
export function workloadBy(
  items: readonly PendingItem[],
  keyOf: (item: PendingItem) => { readonly key: string; readonly label: string },
): WorkloadRow[] {
  const rows = new Map<string, { label: string; counts: Record<DueStanding, number> }>();
  for (const item of items) {
    const { key, label } = keyOf(item);
    let row = rows.get(key);
    if (row === undefined) {
      row = { label, counts: emptyCounts() };
      rows.set(key, row);
    }
    row.counts[item.standing] += 1;
  }
  return [...rows]
    .map(([key, { label, counts }]) => ({
      key,
      label,
      counts,
      total: STANDINGS.reduce((sum, standing) => sum + counts[standing], 0),
    }))
    .sort(
      (a, b) =>
        b.counts.overdue - a.counts.overdue ||
        b.total - a.total ||
        (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
    );
}

/** Sums of the rows. */
export function workloadTotal(items: readonly PendingItem[]): Readonly<Record<DueStanding, number>> {
  const counts = emptyCounts();
  for (const item of items) counts[item.standing] += 1;
  return counts;
}

export interface PendingFilter {
  readonly standing?: DueStanding;
  readonly step?: string;
  /** Tên đăng nhập; `null`: those of nobody. */
  readonly officer?: string | null;
  /** A due day. */
  readonly dueOn?: string;
}

/** The items behind a figure of the tables, the earliest due first. */
export function pendingBehind(items: readonly PendingItem[], filter: PendingFilter): PendingItem[] {
  return items
    .filter(
      (item) =>
        (filter.standing === undefined || item.standing === filter.standing) &&
        (filter.step === undefined || item.step === filter.step) &&
        (filter.officer === undefined || item.officer === filter.officer) &&
        (filter.dueOn === undefined || (item.dueAt.slice(0, 10) === filter.dueOn && item.standing !== 'suspended')),
    )
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.dossierCode < b.dossierCode ? -1 : 1));
}
