/** Closing a period from the desk (chốt số liệu): who may, and the reason that a restatement must give. */
import { findReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { requirePeriod } from '../report/build-report.ts';
import { type CloseResult, closeReport } from '../report/close-report.ts';
import type { SignedIn } from '../signed-in.ts';
import { requireAct } from './issue.ts';

/** Sent twice it closes once: what has not changed makes no new version. @throws ServiceError FORBIDDEN, NO_REASON and those of closing */
export async function closeReportAs(
  installation: Installation,
  input: { readonly user: SignedIn; readonly period: string; readonly reason: string },
): Promise<CloseResult> {
  requireAct(input.user, 'report.close');
  const { unitId, loginName } = input.user;
  const period = requirePeriod(input.period);
  const before = await within(installation.store, [unitId], (client) => findReport(client, unitId, period.id), {
    readOnly: true,
  });
  if (before !== null && input.reason === '')
    throw new ServiceError('NO_REASON', 'Hãy ghi lý do điều chỉnh: vì sao số liệu đã chốt phải đổi.');
  return closeReport(installation, {
    unitId,
    period: period.id,
    actor: loginName,
    ...(input.reason === '' ? {} : { reason: input.reason }),
  });
}
