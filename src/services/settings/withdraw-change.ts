/** Taking back a change before its day comes (rút thay đổi): what stood before it stands again, and the log keeps both. */
import { LATE_RECORDING_SETTING } from '../../core/process/late-recording.ts';
import { REPORT_IDENTITY_SETTING, TIMELINESS_SETTING } from '../../core/reporting/settings.ts';
import { planCalendarChange } from '../../core/time/calendar-changes.ts';
import { formatDatePadded, type PlainDate } from '../../core/time/plain-date.ts';
import { CALENDARS } from '../../law/calendars/index.ts';
import { CALENDAR_SETTING, type Installation } from '../installation.ts';
import { changeSetting, type SettingChange, type SettingOutcome } from './change-setting.ts';
import type { UnitSettings } from './load-settings.ts';

/** What can be withdrawn. */
export const WITHDRAWABLE = [
  'officeHours',
  'settleDay',
  'addDayOff',
  'timeliness',
  'reportIdentity',
  'lateRecording',
] as const;
export type Withdrawable = (typeof WITHDRAWABLE)[number];

/** Settings that are kept by their day, each by itself; the others are parts of the calendar. */
const DATED = {
  timeliness: { key: TIMELINESS_SETTING, what: 'cách tính đúng hạn', known: (all) => all.timeliness },
  reportIdentity: { key: REPORT_IDENTITY_SETTING, what: 'thông tin in trên báo cáo', known: (all) => all.identities },
  lateRecording: { key: LATE_RECORDING_SETTING, what: 'giới hạn ghi sau', known: (all) => all.lateRecording },
} as const satisfies Partial<
  Record<
    Withdrawable,
    {
      readonly key: string;
      readonly what: string;
      readonly known: (all: UnitSettings) => readonly { readonly effectiveFrom: PlainDate }[];
    }
  >
>;
const isDated = (of: Withdrawable): of is keyof typeof DATED => of in DATED;

/** @throws ServiceError `FORBIDDEN` */
export function withdrawChange(
  installation: Installation,
  input: Omit<SettingChange, 'basis'> & { readonly of: Withdrawable; readonly date: PlainDate },
): Promise<SettingOutcome> {
  const { of, date } = input;
  // A change that never applied needs a reason, not a document.
  return changeSetting(installation, { ...input, basis: input.reason }, (settings) => {
    if (!isDated(of)) {
      const change = { kind: 'withdraw', of, date } as const;
      const planned = planCalendarChange({
        years: CALENDARS,
        settings: settings.calendar,
        change,
        today: settings.today,
      });
      if (!planned.ok) return { ok: false, errors: planned.errors as Record<string, string> };
      return {
        ok: true,
        act: 'setting.withdraw',
        key: CALENDAR_SETTING,
        effectiveFrom: planned.effectiveFrom,
        value: planned.settings,
        what: planned.what,
        consequences: ['Lịch trở lại như trước thay đổi này; hạn của hồ sơ đang giải quyết được tính lại.'],
        calendar: planned.settings,
      };
    }
    const { key, what, known } = DATED[of];
    if (!known(settings).some((setting) => setting.effectiveFrom === date))
      return { ok: false, errors: { '': 'Thay đổi này không còn; có thể ai đó vừa rút.' } };
    if (date <= settings.today)
      return {
        ok: false,
        errors: {
          '': 'Thay đổi này đã bắt đầu áp dụng nên không rút được nữa. Hãy ghi một thay đổi mới.',
        },
      };
    return {
      ok: true,
      act: 'setting.withdraw',
      key,
      effectiveFrom: date,
      value: { withdrawn: true },
      what,
      consequences: [`Từ ngày ${formatDatePadded(date)} vẫn áp dụng như trước thay đổi này.`],
      calendar: null,
    };
  });
}
