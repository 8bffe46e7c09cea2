/** What a page of one report starts from: the model as it is printed, its version, how far it is on its way out. */
import { type Actor, permits } from '../../core/access/permissions.ts';
import { issued } from '../../core/reporting/issue.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import { closesAt } from '../../core/reporting/period.ts';
import { fromInstant } from '../../core/time/local-date-time.ts';
import { listReports } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { type Issuance, issuanceOf } from '../signing/issue.ts';
import { buildReport, requirePeriod } from './build-report.ts';
import { type LateRecords, lateRecordsOf } from './late-records.ts';

export interface ReportView {
  /** With number and date where the version has them. */
  readonly model: ReportModel;
  /** Null: the log as it stands. */
  readonly version: number | null;
  /** The newest closed version; null where there is none. */
  readonly newest: number | null;
  /** Whether the period has ended, so that it can be closed. */
  readonly over: boolean;
  readonly issuance: Issuance | null;
  /** Of the newest closed version, what was recorded since for its time; null for any other. */
  readonly late: LateRecords | null;
}

/** Một báo cáo để xem. @throws ServiceError */
export async function readReport(
  installation: Installation,
  input: { readonly actor: Actor; readonly period: string; readonly version?: number; readonly live?: boolean },
): Promise<ReportView> {
  const unitId = input.actor.unitId;
  if (!permits(input.actor, 'report.view', unitId))
    throw new ServiceError('FORBIDDEN', 'Vai trò của bạn không được giao việc xem báo cáo.', { exitCode: 1 });
  const period = requirePeriod(input.period);
  const report = await buildReport(installation, {
    unitId,
    period: input.period,
    prove: false,
    ...(input.version === undefined ? {} : { version: input.version }),
    ...(input.live === undefined ? {} : { live: input.live }),
  });
  const versions = await within(installation.store, [unitId], (client) => listReports(client, unitId), {
    readOnly: true,
  });
  const newest = versions.find((version) => version.periodId === period.id)?.version ?? null;
  const version = report.closed?.version ?? null;
  const issuance = version === null ? null : await issuanceOf(installation, { unitId, period: period.id, version });
  return {
    model: issuance === null || issuance.issue === null ? report.model : issued(report.model, issuance.issue),
    version,
    newest,
    over: fromInstant(installation.clock.now()) > closesAt(period),
    issuance,
    late:
      report.closed !== null && version === newest
        ? await lateRecordsOf(installation, report.closed, report.homes)
        : null,
  };
}
