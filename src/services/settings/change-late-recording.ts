/** How far back acts may be recorded (giới hạn ghi sau): the unit's own numbers of working days, from a day on. */
import {
  earliestDay,
  LATE_RECORDING_SETTING,
  type LateRecordingDays,
  lateRecordingProblems,
} from '../../core/process/late-recording.ts';
import type { WorkCalendar } from '../../core/time/calendar.ts';
import { formatDatePadded, type PlainDate, toEpochDay } from '../../core/time/plain-date.ts';
import { type Installation, loadCalendar } from '../installation.ts';
import { changeSetting, dayProblem, type SettingChange, type SettingOutcome } from './change-setting.ts';
import { lateRecordingOn } from './load-settings.ts';

/** `5 ngày làm việc`; none: only on the day itself. */
export const lateDaysText = (days: number): string => (days === 0 ? 'chỉ trong ngày' : `${days} ngày làm việc`);

/** Both limits in a few words, as table and log tell them: `ghi sau tới 5 ngày làm việc, người đính chính tới 60`. */
export function lateRecordingText({
  ordinaryWorkingDays: ordinary,
  correctorWorkingDays: corrector,
}: LateRecordingDays): string {
  const all = ordinary === 0 ? 'chỉ ghi trong ngày' : `ghi sau tới ${ordinary} ngày làm việc`;
  return corrector === ordinary ? all : `${all}, người đính chính tới ${corrector} ngày làm việc`;
}

/** «; ghi trong ngày … thì xa nhất là việc của ngày …»; empty where the calendar does not say. */
function furthest(calendar: WorkCalendar, on: PlainDate, days: number): string {
  const day = toEpochDay(on) > calendar.lastDay ? undefined : earliestDay(calendar, on, days);
  return day === undefined || days === 0
    ? ''
    : `; ghi trong ngày ${formatDatePadded(on)} thì xa nhất là việc của ngày ${formatDatePadded(day)}`;
}

function consequencesOf(
  calendar: WorkCalendar,
  effectiveFrom: PlainDate,
  { ordinaryWorkingDays: ordinary, correctorWorkingDays: corrector }: LateRecordingDays,
  before: LateRecordingDays | null,
): string[] {
  const from = formatDatePadded(effectiveFrom);
  const older = 'Việc cũ hơn nữa thì nhập bằng sổ theo dõi hồ sơ.';
  return [
    ordinary === 0
      ? `Từ ngày ${from}, việc nào chỉ ghi được trong chính ngày xảy ra.`
      : `Từ ngày ${from}, ai được làm việc nào ghi được việc ấy muộn nhất ${ordinary} ngày làm việc sau ngày xảy ra${furthest(calendar, effectiveFrom, ordinary)}.`,
    corrector === ordinary
      ? `Người có thêm quyền «Đính chính dữ liệu hồ sơ» cũng chỉ đến đó. ${older}`
      : `Người có thêm quyền «Đính chính dữ liệu hồ sơ» ghi được muộn nhất ${corrector} ngày làm việc, sau khi xác nhận đã có giấy tờ${furthest(calendar, effectiveFrom, corrector)}. ${older}`,
    before === null
      ? 'Mức đang ghi của đơn vị không đọc được; mức mới thay cho nó.'
      : `Trước ngày đó vẫn ${lateRecordingText(before)}.`,
    'Việc đã ghi giữ nguyên thời điểm; hạn trả và số liệu không đổi. Việc thuộc kỳ đã chốt vẫn phải xác nhận mới ghi được.',
  ];
}

/** @throws ServiceError `FORBIDDEN` */
export function changeLateRecording(
  installation: Installation,
  input: SettingChange & LateRecordingDays & { readonly effectiveFrom: PlainDate },
): Promise<SettingOutcome> {
  const { effectiveFrom, ordinaryWorkingDays, correctorWorkingDays } = input;
  const days: LateRecordingDays = { ordinaryWorkingDays, correctorWorkingDays };
  return changeSetting(installation, input, async (settings, client) => {
    const day = dayProblem(settings, effectiveFrom);
    const errors = { ...lateRecordingProblems(days), ...(day === undefined ? {} : { effectiveFrom: day }) };
    if (Object.keys(errors).length > 0) return { ok: false, errors };
    const before = lateRecordingOn(settings, effectiveFrom);
    const entered = settings.lateRecording.some((setting) => setting.effectiveFrom === effectiveFrom);
    if (
      !entered &&
      before?.ordinaryWorkingDays === ordinaryWorkingDays &&
      before.correctorWorkingDays === correctorWorkingDays
    )
      return {
        ok: false,
        errors: {
          ordinaryWorkingDays: `Vào ngày ${formatDatePadded(effectiveFrom)} đơn vị đã ${lateRecordingText(days)}; không có gì để đổi.`,
        },
      };
    return {
      ok: true,
      act: 'setting.lateRecording',
      key: LATE_RECORDING_SETTING,
      effectiveFrom,
      value: { ...days, basis: input.basis.trim() },
      what: lateRecordingText(days),
      consequences: consequencesOf(await loadCalendar(client, settings.unit.id, null), effectiveFrom, days, before),
      calendar: null,
    };
  });
}
