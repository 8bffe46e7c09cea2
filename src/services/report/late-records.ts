/**
 * Late records of a closed report (ghi sau khi chốt): what was recorded since for the time up to the period's end. The
 * version stays as it was closed; where the figures differ, a restatement is closed over it.
 */
import { ACTS_WITHOUT_FIGURES } from '../../core/process/late-recording.ts';
import { closesAt, opensAt } from '../../core/reporting/period.ts';
import { type LateRecord, listLateRecords } from '../../store/late-records.ts';
import type { StoredReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { requirePeriod } from './build-report.ts';
import { withRecorders } from './recorders.ts';

export interface LateRecords {
  readonly dossiers: number;
  /** The latest first, at most as many as were asked for. */
  readonly records: readonly (LateRecord & { readonly recordedBy: string })[];
}

/** So many are listed on a page. */
export const MOST_LATE_RECORDS = 200;

/** @param closed the version, with the units that it counts */
export async function lateRecordsOf(
  { store }: Pick<Installation, 'store'>,
  closed: Pick<StoredReport, 'periodId' | 'recordedThrough'>,
  homes: readonly string[],
): Promise<LateRecords> {
  const period = requirePeriod(closed.periodId);
  return within(
    store,
    homes,
    async (client) => {
      const found = await listLateRecords(client, homes, {
        recordedAfter: closed.recordedThrough,
        happenedThrough: closesAt(period),
        activeFrom: opensAt(period),
        without: [...ACTS_WITHOUT_FIGURES],
        limit: MOST_LATE_RECORDS,
      });
      return { ...found, records: await withRecorders(client, homes, found.records, (record) => record.homeUnitId) };
    },
    { readOnly: true },
  );
}
