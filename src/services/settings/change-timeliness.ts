/** Minute or day (tính đúng hạn theo phút hay theo ngày): from which day on, and what of the running quarter it touches. */

import { formatInteger } from '../../core/reporting/format.ts';
import { periodContaining, periodLabel } from '../../core/reporting/period.ts';
import type { TimelinessGranularity } from '../../core/reporting/predicate.ts';
import { TIMELINESS_SETTING } from '../../core/reporting/settings.ts';
import { firstMinuteOf, toInstant } from '../../core/time/local-date-time.ts';
import { formatDatePadded, type PlainDate } from '../../core/time/plain-date.ts';
import { countSameDay } from '../../store/pending.ts';
import type { Installation } from '../installation.ts';
import { changeSetting, dayProblem, type SettingChange, type SettingOutcome } from './change-setting.ts';
import { inForce } from './load-settings.ts';

export const GRANULARITY_LABELS = {
  minute: 'theo phút',
  day: 'theo ngày',
} as const satisfies Record<TimelinessGranularity, string>;

/** @throws ServiceError `FORBIDDEN` */
export function changeTimeliness(
  installation: Installation,
  input: SettingChange & { readonly effectiveFrom: PlainDate; readonly granularity: TimelinessGranularity },
): Promise<SettingOutcome> {
  const { effectiveFrom, granularity } = input;
  return changeSetting(installation, input, async (settings, client) => {
    const problem = dayProblem(settings, effectiveFrom);
    if (problem !== undefined) return { ok: false, errors: { effectiveFrom: problem } };
    const before = inForce(settings.timeliness, effectiveFrom)?.value.granularity ?? 'minute';
    const same = settings.timeliness.find((setting) => setting.effectiveFrom === effectiveFrom);
    if (before === granularity && same === undefined)
      return {
        ok: false,
        errors: {
          granularity: `Vào ngày ${formatDatePadded(effectiveFrom)} đơn vị đã tính ${GRANULARITY_LABELS[granularity]}; không có gì để đổi.`,
        },
      };
    const period = periodContaining('quarter', effectiveFrom);
    const label = periodLabel(period);
    const touched = await countSameDay(
      client,
      settings.unit.id,
      toInstant(firstMinuteOf(period.from)),
      toInstant(firstMinuteOf(effectiveFrom)),
    );
    return {
      ok: true,
      act: 'setting.timeliness',
      key: TIMELINESS_SETTING,
      effectiveFrom,
      value: { granularity, basis: input.basis.trim() },
      what: `tính đúng hạn ${GRANULARITY_LABELS[granularity]}`,
      consequences: [
        `Báo cáo nào có ngày cuối kỳ từ ${formatDatePadded(effectiveFrom)} trở đi tính cả kỳ ${GRANULARITY_LABELS[granularity]}; kỳ quý đầu tiên là ${label}, từ ${formatDatePadded(period.from)} đến ${formatDatePadded(period.through)}. Báo cáo ghi rõ cách tính.`,
        touched === 0
          ? `Chưa có hồ sơ nào của ${label} có kết quả ngay trong ngày hẹn nhưng khác giờ hẹn, nên chưa số nào đổi.`
          : `${formatInteger(touched)} hồ sơ của ${label} có kết quả ngay trong ngày hẹn nhưng khác giờ hẹn: theo phút là trước hạn hoặc quá hạn, theo ngày là đúng hạn.`,
        'Việc của tôi, trang hồ sơ và tổng quan đổi cách hiện hạn từ ngày áp dụng. Báo cáo đã chốt giữ nguyên.',
      ],
      calendar: null,
    };
  });
}
