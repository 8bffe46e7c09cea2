/** The changes that can be made (các thay đổi cài đặt), one table: where each stands, what it asks, which service it goes to. */
import { z } from 'zod';
import { MOST_LATE_WORKING_DAYS } from '../../../core/process/late-recording.ts';
import { hoursText } from '../../../core/time/calendar-changes.ts';
import { formatMinuteOfDay } from '../../../core/time/local-date-time.ts';
import { formatDatePadded, type PlainDate } from '../../../core/time/plain-date.ts';
import type { Installation } from '../../../services/installation.ts';
import { changeCalendar } from '../../../services/settings/change-calendar.ts';
import { changeLateRecording, lateRecordingText } from '../../../services/settings/change-late-recording.ts';
import { changeReportIdentity } from '../../../services/settings/change-report-identity.ts';
import type { SettingChange, SettingOutcome } from '../../../services/settings/change-setting.ts';
import { changeTimeliness, GRANULARITY_LABELS } from '../../../services/settings/change-timeliness.ts';
import type { SettingsView } from '../../../services/settings/view-settings.ts';
import {
  areaField,
  type ChangeFields,
  clockField,
  countField,
  dayField,
  oneField,
  optionalDayField,
  someField,
  textField,
  type ValuesOf,
} from './change-fields.tsx';
import { dayOfWeek } from './days.ts';

/** What a change's service needs beside its own values. */
export type Common = Omit<SettingChange, 'basis' | 'reason'>;

/** Văn bản, lý do: every change asks for them. */
const WHY = {
  basis: textField({
    label: 'Văn bản làm căn cứ',
    hint: 'Số, ngày, cơ quan ban hành, ví dụ: Quyết định 12/QĐ-UBND ngày 01/11/2026 của UBND tỉnh',
    most: 300,
  }),
  reason: areaField({ label: 'Lý do thay đổi', most: 300, rows: 2 }),
} as const satisfies ChangeFields;

interface ChangeLine<Fields extends ChangeFields> {
  readonly title: string;
  readonly explanation: string;
  /** By name, in the order of the page. */
  readonly fields: Fields;
  /** Names of fields that stand in one row. */
  readonly beside?: readonly (readonly (keyof Fields & string)[])[];
  readonly run: (
    installation: Installation,
    common: Common,
    values: ValuesOf<Fields> & ValuesOf<typeof WHY>,
  ) => Promise<SettingOutcome>;
  /** Beside which field a sentence of the service stands; absent: the field of its name. */
  readonly places?: Readonly<Record<string, keyof Fields & string>>;
}

export interface ChangeForm {
  readonly title: string;
  readonly explanation: string;
  readonly fields: ChangeFields;
  readonly beside: readonly (readonly string[])[];
  readonly schema: z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  readonly run: (installation: Installation, common: Common, values: never) => Promise<SettingOutcome>;
  readonly places: Readonly<Record<string, string>>;
}

/** A line with its document and reason. Its values are typed by its own fields here, and by nobody further on. */
function change<Fields extends ChangeFields>(line: ChangeLine<Fields>): ChangeForm {
  const fields: ChangeFields = { ...line.fields, ...WHY };
  return {
    title: line.title,
    explanation: line.explanation,
    fields,
    beside: line.beside ?? [],
    schema: z.object(Object.fromEntries(Object.entries(fields).map(([name, { read }]) => [name, read]))),
    run: line.run as ChangeForm['run'],
    places: line.places ?? {},
  };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const EFFECTIVE_FROM = { label: 'Áp dụng từ ngày', said: 'ngày áp dụng' } as const;

function officeHours({ hoursToday }: SettingsView): ChangeForm {
  const today = (shift: number, end: 'from' | 'to'): string => {
    const found = hoursToday[shift];
    return found === undefined ? '' : formatMinuteOfDay(found[end]);
  };
  const shift = (from: number | undefined, to: number | undefined) =>
    from === undefined && to === undefined ? [] : [{ from: from ?? -1, to: to ?? -1 }];
  return change({
    title: 'Đổi giờ làm việc',
    explanation: `Hôm nay: ${hoursText(hoursToday)}. Giờ mới tính từ ngày áp dụng; những ngày trước giữ nguyên.`,
    fields: {
      effectiveFrom: dayField({ ...EFFECTIVE_FROM, hint: 'Sớm nhất là ngày mai' }),
      effectiveThrough: optionalDayField({
        label: 'Hết ngày',
        said: 'ngày cuối',
        hint: 'Để trống: đến khi thay đổi; ghi ngày cho giờ mùa hè, mùa đông',
      }),
      morningFrom: clockField({
        label: 'Sáng từ',
        said: 'giờ bắt đầu buổi sáng',
        required: true,
        value: today(0, 'from'),
      }),
      morningTo: clockField({
        label: 'Sáng đến',
        said: 'giờ kết thúc buổi sáng',
        required: true,
        value: today(0, 'to'),
      }),
      afternoonFrom: clockField({
        label: 'Chiều từ',
        said: 'giờ bắt đầu buổi chiều',
        required: false,
        value: today(1, 'from'),
      }),
      afternoonTo: clockField({
        label: 'Chiều đến',
        said: 'giờ kết thúc buổi chiều',
        required: false,
        value: today(1, 'to'),
      }),
    },
    beside: [
      ['effectiveFrom', 'effectiveThrough'],
      ['morningFrom', 'morningTo', 'afternoonFrom', 'afternoonTo'],
    ],
    run: (installation, common, { basis, reason, effectiveFrom, effectiveThrough, ...times }) =>
      changeCalendar(installation, {
        ...common,
        basis,
        reason,
        change: {
          kind: 'officeHours',
          effectiveFrom,
          effectiveThrough: effectiveThrough ?? null,
          hours: [...shift(times.morningFrom, times.morningTo), ...shift(times.afternoonFrom, times.afternoonTo)],
          basis,
        },
      }),
    places: { hours: 'morningFrom' },
  });
}

const ADD_DAY_OFF: ChangeForm = change({
  title: 'Thêm ngày nghỉ, làm bù',
  explanation: 'Cho ngày làm việc được nghỉ theo văn bản riêng hoặc hoán đổi chưa có trong lịch của phần mềm.',
  fields: {
    date: dayField({ label: 'Ngày nghỉ', hint: 'Một ngày làm việc, sau hôm nay' }),
    makeUpOn: optionalDayField({
      label: 'Làm bù ngày',
      said: 'ngày làm bù',
      hint: 'Thứ Bảy hoặc Chủ nhật cùng năm',
    }),
    name: textField({
      label: 'Tên ngày nghỉ',
      hint: 'Như giải thích hạn trả sẽ ghi, ví dụ: Nghỉ hoán đổi dịp Tết Dương lịch',
      most: 100,
    }),
  },
  beside: [['date', 'makeUpOn']],
  run: (installation, common, { basis, reason, date, makeUpOn, name }) =>
    changeCalendar(installation, {
      ...common,
      basis,
      reason,
      change: { kind: 'addDayOff', date, name, makeUpOn: makeUpOn ?? null, basis },
    }),
});

const sameYear = (a: PlainDate, b: PlainDate): boolean => a.slice(0, 4) === b.slice(0, 4);

/** @param wanted the day that the address names */
function settleDay(view: SettingsView, wanted: string): ChangeForm | undefined {
  const day = view.days.find((one) => one.date === wanted);
  if (day === undefined) return undefined;
  // Days that wait for the same act are settled by it together.
  const days = view.days.filter(
    (one) => one === day || (one.note === day.note && one.open && sameYear(one.date, day.date)),
  );
  const made = days.flatMap((one) => (one.makeUpOn === null ? [] : [formatDatePadded(one.makeUpOn)])).join(', ');
  const hint = (text: string) => (made === '' ? {} : { hint: text });
  return change({
    title: `Chốt ngày ${formatDatePadded(day.date)}`,
    explanation: `${day.name}. ${day.note}`,
    fields: {
      dates: someField({
        label: 'Ngày',
        chosen: [day.date],
        choices: days.map((one) => ({ value: one.date, label: `${dayOfWeek(one.date)} (${one.name})` })),
      }),
      applied: oneField({
        label: 'Những ngày đã chọn',
        said: 'nghỉ hay làm việc',
        choices: [
          { value: 'yes', label: 'Nghỉ', ...hint(`Làm bù ngày ${made}`) },
          { value: 'no', label: 'Làm việc bình thường', ...hint(`Ngày ${made} không làm bù`) },
        ],
      }),
    },
    run: (installation, common, { basis, reason, dates, applied }) =>
      changeCalendar(installation, {
        ...common,
        basis,
        reason,
        change: { kind: 'settleDay', dates, applied: applied === 'yes', basis },
      }),
  });
}

const timeliness = (view: SettingsView): ChangeForm =>
  change({
    title: 'Đổi cách tính đúng hạn',
    explanation: `Hôm nay: ${GRANULARITY_LABELS[view.granularity]}. Nên chọn ngày đầu của một kỳ báo cáo (ngày 15), vì cả kỳ được tính một cách.`,
    fields: {
      effectiveFrom: dayField(EFFECTIVE_FROM),
      granularity: oneField({
        label: 'Cách tính',
        choices: [
          { value: 'minute', label: 'Theo phút', hint: 'Sau giờ hẹn một phút là quá hạn' },
          { value: 'day', label: 'Theo ngày', hint: 'Trong ngày hẹn là đúng hạn' },
        ],
      }),
    },
    run: (installation, common, values) => changeTimeliness(installation, { ...common, ...values }),
  });

const lateRecording = ({ lateRecording: today }: SettingsView): ChangeForm =>
  change({
    title: 'Đổi giới hạn ghi sau',
    explanation: `Việc đã xảy ra được ghi sau bao nhiêu ngày làm việc. ${
      today === null ? 'Mức đang ghi của đơn vị không đọc được, hãy nhập lại.' : `Hôm nay: ${lateRecordingText(today)}.`
    }`,
    fields: {
      effectiveFrom: dayField(EFFECTIVE_FROM),
      ordinaryWorkingDays: countField({
        label: 'Mọi người được làm việc ấy',
        said: 'số ngày cho mọi người',
        hint: 'Số ngày làm việc, không tính ngày ghi; 0: chỉ trong ngày',
        most: MOST_LATE_WORKING_DAYS,
        unit: 'ngày làm việc',
        value: today?.ordinaryWorkingDays,
      }),
      correctorWorkingDays: countField({
        label: 'Người có thêm quyền «Đính chính dữ liệu hồ sơ»',
        said: 'số ngày cho người đính chính',
        hint: 'Ghi được xa hơn sau khi xác nhận đã có giấy tờ; không ít hơn số trên',
        most: MOST_LATE_WORKING_DAYS,
        unit: 'ngày làm việc',
        value: today?.correctorWorkingDays,
      }),
    },
    run: (installation, common, values) => changeLateRecording(installation, { ...common, ...values }),
  });

const reportIdentity = ({ identity }: SettingsView): ChangeForm =>
  change({
    title: 'Đổi thông tin in trên báo cáo',
    explanation: 'Áp dụng cho báo cáo lập hoặc chốt từ ngày áp dụng; báo cáo đã chốt giữ nguyên.',
    fields: {
      effectiveFrom: dayField(EFFECTIVE_FROM),
      receiverName: textField({
        label: 'Cơ quan nhận báo cáo',
        most: 120,
        required: false,
        value: identity.receiverName,
      }),
      notation: textField({
        label: 'Ký hiệu văn bản',
        hint: 'Sau số báo cáo, ví dụ BC-UBND',
        most: 30,
        required: false,
        value: identity.notation,
        width: 14,
      }),
      signatureLines: areaField({
        label: 'Chức danh ký',
        hint: 'Mỗi dòng một cấp, như in trên báo cáo',
        most: 400,
        required: false,
        value: identity.signatureLines.join('\n'),
        rows: 3,
      }),
      signer: textField({
        label: 'Họ và tên người ký',
        most: 60,
        required: false,
        value: identity.signer,
        width: 30,
      }),
      recipients: areaField({
        label: 'Nơi nhận',
        hint: 'Mỗi dòng một nơi, không gõ gạch đầu dòng',
        most: 3000,
        required: false,
        value: identity.recipients.join('\n'),
        rows: 4,
      }),
    },
    run: (installation, common, { basis, reason, effectiveFrom, signatureLines, recipients, ...identity }) =>
      changeReportIdentity(installation, {
        ...common,
        basis,
        reason,
        effectiveFrom,
        identity: { ...identity, signatureLines: lines(signatureLines), recipients: lines(recipients) },
      }),
  });

/** By address under the settings; a later line is asked only where an earlier one does not fit. */
export const CHANGES = {
  'gio-lam-viec': officeHours,
  'ngay-nghi/them': () => ADD_DAY_OFF,
  'ngay-nghi/:ngay': settleDay,
  'cach-tinh': timeliness,
  'thong-tin-bao-cao': reportIdentity,
  'ghi-sau': lateRecording,
} as const satisfies Readonly<Record<string, (view: SettingsView, wanted: string) => ChangeForm | undefined>>;
