/** Changing the unit's calendar (đổi lịch làm việc): office hours, days not settled yet, further days off. */
import { type CalendarChange, planCalendarChange } from '../../core/time/calendar-changes.ts';
import { minutesPerDay } from '../../core/time/calendar-data.ts';
import { formatDatePadded } from '../../core/time/plain-date.ts';
import { CALENDARS } from '../../law/calendars/index.ts';
import { CALENDAR_SETTING, type Installation } from '../installation.ts';
import { changeSetting, type SettingChange, type SettingOutcome } from './change-setting.ts';

const RESOLVED =
  'Hồ sơ đã có kết quả và hồ sơ nhập từ sổ có ngày hẹn trên giấy không đổi hạn; báo cáo đã chốt giữ nguyên.';

const hoursOfDay = (minutes: number): string => String(minutes / 60).replace('.', ',');

/** @throws ServiceError `FORBIDDEN` */
export function changeCalendar(
  installation: Installation,
  input: SettingChange & { readonly change: Exclude<CalendarChange, { kind: 'withdraw' }> },
): Promise<SettingOutcome> {
  const { change } = input;
  return changeSetting(installation, input, ({ calendar, today }) => {
    const planned = planCalendarChange({ years: CALENDARS, settings: calendar, change, today });
    if (!planned.ok) return { ok: false, errors: planned.errors as Record<string, string> };
    const { settings, effectiveFrom, what } = planned;
    return {
      ok: true,
      act: 'setting.calendar',
      key: CALENDAR_SETTING,
      effectiveFrom,
      value: settings,
      what,
      consequences: [
        ...(change.kind === 'officeHours'
          ? [
              `Từ ngày ${formatDatePadded(effectiveFrom)} mỗi ngày làm việc có ${hoursOfDay(minutesPerDay(change.hours))} giờ; hạn tính theo ngày kết thúc lúc hết giờ mới.`,
            ]
          : []),
        RESOLVED,
      ],
      calendar: settings,
    };
  });
}
