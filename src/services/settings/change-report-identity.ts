/** What reports carry at head and foot (thông tin in trên báo cáo): receiver, who signs in what capacity, recipients, notation. */
import {
  identityProblems,
  REPORT_IDENTITY_SETTING,
  type ReportIdentitySetting,
} from '../../core/reporting/settings.ts';
import { formatDatePadded, type PlainDate } from '../../core/time/plain-date.ts';
import type { Installation } from '../installation.ts';
import { changeSetting, dayProblem, type SettingChange, type SettingOutcome } from './change-setting.ts';

/** @throws ServiceError `FORBIDDEN` */
export function changeReportIdentity(
  installation: Installation,
  input: SettingChange & {
    readonly effectiveFrom: PlainDate;
    readonly identity: ReportIdentitySetting['identity'];
  },
): Promise<SettingOutcome> {
  const { effectiveFrom, identity } = input;
  return changeSetting(installation, input, (settings) => {
    const day = dayProblem(settings, effectiveFrom);
    const errors = { ...identityProblems(identity), ...(day === undefined ? {} : { effectiveFrom: day }) };
    if (Object.keys(errors).length > 0) return { ok: false, errors: errors as Record<string, string> };
    return {
      ok: true,
      act: 'setting.reportIdentity',
      key: REPORT_IDENTITY_SETTING,
      effectiveFrom,
      value: { identity, basis: input.basis.trim() },
      what: `người ký ${identity.signer}, ký hiệu ${identity.notation}`,
      consequences: [
        `Báo cáo lập hoặc chốt từ ngày ${formatDatePadded(effectiveFrom)} mang thông tin này, kể cả báo cáo của kỳ trước chưa chốt.`,
        'Báo cáo đã chốt giữ nguyên người ký và nơi nhận. Nếu báo cáo đã chốt mà chưa ký phải đổi người ký, hãy chốt lại sau ngày áp dụng để có phiên bản mới.',
      ],
      calendar: null,
    };
  });
}
