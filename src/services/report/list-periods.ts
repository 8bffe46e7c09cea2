/** The reporting periods of a unit (các kỳ báo cáo): the running one, those not closed yet, and every closed version. */

import { unitOn } from '../../core/organisation/tree.ts';
import {
  periodContaining,
  periodLabel,
  periodRange,
  previousPeriod,
  type ReportingPeriod,
  reportingPeriod,
} from '../../core/reporting/period.ts';
import { dateOf, fromInstant, type Instant } from '../../core/time/local-date-time.ts';
import { FORMS } from '../../law/index.ts';
import { listAccountRows } from '../../store/accounts.ts';
import { firstReceiptOf } from '../../store/first-receipt.ts';
import { listReports } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { type Installation, loadTree, requireHomes, requireUnit } from '../installation.ts';

export interface PeriodEntry {
  readonly period: ReportingPeriod;
  readonly label: string;
  readonly range: string;
  /** running: not over; open: over, not closed; closed. */
  readonly state: 'running' | 'open' | 'closed';
  /** Newest first; empty where not closed. */
  readonly versions: readonly {
    readonly version: number;
    readonly closedAt: Instant;
    /** Họ tên; the login name of who has no account here. */
    readonly closedBy: string;
    readonly reason: string;
  }[];
}

/** So many periods back are listed even where nothing is closed. */
const MOST_PERIODS = 40;

/** Quarters from the present one back to the first dossier, and periods of other lengths that were closed; newest first. */
export async function listPeriods(
  { store, clock }: Pick<Installation, 'store' | 'clock'>,
  unitId: string,
): Promise<PeriodEntry[]> {
  const today = dateOf(fromInstant(clock.now()));
  const tree = await within(store, [], (client) => loadTree(client, null), { readOnly: true });
  const unit = requireUnit(tree, unitId);
  const lastDay = unit.effectiveThrough !== null && unit.effectiveThrough < today ? unit.effectiveThrough : today;
  let latest = periodContaining('quarter', lastDay);
  // The unit answers for a period on whose last day it was there.
  if (unitOn(tree, unit.id, latest.through) === undefined) latest = previousPeriod(latest);
  const homes =
    unitOn(tree, unit.id, latest.through) === undefined ? [unit.id] : requireHomes(tree, unit, latest.through);
  return within(
    store,
    [...new Set([...homes, unit.id])],
    async (client) => {
      const closed = new Map<string, PeriodEntry['versions'][number][]>();
      const names = new Map((await listAccountRows(client, unit.id)).map((row) => [row.loginName, row.fullName]));
      for (const report of await listReports(client, unit.id)) {
        const { periodId, ...version } = report;
        const closedBy = names.get(version.closedBy) ?? version.closedBy;
        closed.set(periodId, [...(closed.get(periodId) ?? []), { ...version, closedBy }]);
      }
      const first = await firstReceiptOf(client, homes);
      const firstForm = FORMS.map((form) => form.effectiveFrom).sort()[0] as string;
      const periods = new Map<string, ReportingPeriod>();
      let period = latest;
      for (let index = 0; index < MOST_PERIODS; index += 1) {
        if (period.through < firstForm || (index > 0 && (first === null || period.through < dateOf(first)))) break;
        periods.set(period.id, period);
        period = previousPeriod(period);
      }
      for (const id of closed.keys()) periods.set(id, reportingPeriod(id));
      return [...periods.values()]
        .sort((a, b) => (a.through < b.through ? 1 : a.through > b.through ? -1 : a.from < b.from ? -1 : 1))
        .map((of): PeriodEntry => {
          const versions = closed.get(of.id) ?? [];
          return {
            period: of,
            label: periodLabel(of),
            range: periodRange(of),
            state: versions.length > 0 ? 'closed' : of.through >= today ? 'running' : 'open',
            versions,
          };
        });
    },
    { readOnly: true },
  );
}
