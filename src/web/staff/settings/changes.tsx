/** The forms of changes (biểu nhập thay đổi): what each asks, how it is read, which service it goes to. */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { MOST_LATE_WORKING_DAYS } from '../../../core/process/late-recording.ts';
import { hoursText } from '../../../core/time/calendar-changes.ts';
import type { OfficeHours } from '../../../core/time/calendar-data.ts';
import { formatMinuteOfDay } from '../../../core/time/local-date-time.ts';
import { formatDatePadded, type PlainDate } from '../../../core/time/plain-date.ts';
import type { Installation } from '../../../services/installation.ts';
import { changeCalendar } from '../../../services/settings/change-calendar.ts';
import { changeLateRecording, lateRecordingText } from '../../../services/settings/change-late-recording.ts';
import { changeReportIdentity } from '../../../services/settings/change-report-identity.ts';
import type { SettingChange, SettingOutcome } from '../../../services/settings/change-setting.ts';
import { changeTimeliness, GRANULARITY_LABELS } from '../../../services/settings/change-timeliness.ts';
import type { SettingsView, ShownDay } from '../../../services/settings/view-settings.ts';
import { CheckboxesField, DateField, type FormState, RadioField, TextArea, TextField } from '../../components/index.ts';
import {
  choice,
  choices,
  date,
  longText,
  optionalDate,
  optionalText,
  requiredText,
  wholeNumber,
} from '../../forms/fields.ts';
import { dayOfWeek } from './days.ts';

/** Văn bản, lý do: every change asks for them. */
const WHY = { basis: requiredText('văn bản làm căn cứ', 300), reason: longText('lý do thay đổi', 300) };

/** A time of day, typed as 7:30, 07h30 or 7h; minutes since midnight. */
function clockTime(label: string, required: boolean) {
  return z.string().transform((text, context): number | undefined => {
    if (text === '' && !required) return undefined;
    const match = /^(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?$/i.exec(text);
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? '0')];
    if (match !== null && hour <= 23 && minute <= 59) return hour * 60 + minute;
    context.addIssue({
      code: 'custom',
      message: text === '' ? `Hãy nhập ${label}.` : `Hãy viết ${label} như 07:30.`,
    });
    return z.NEVER;
  });
}

/** What a change's service needs beside its own values. */
export type Common = Omit<SettingChange, 'basis' | 'reason'>;

export interface ChangeForm {
  readonly title: string;
  readonly explanation: string;
  readonly schema: z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  readonly fields: (form: FormState) => ComponentChildren;
  readonly run: (installation: Installation, common: Common, values: never) => Promise<SettingOutcome>;
  /** Beside which field a sentence of the service stands; absent: the field of its name. */
  readonly places?: Readonly<Record<string, string>>;
}

/** Lets each form's values be typed by its own schema. */
const changeForm = <S extends Readonly<Record<string, z.ZodType>>>(form: {
  readonly title: string;
  readonly explanation: string;
  readonly schema: z.ZodObject<S>;
  readonly fields: (form: FormState) => ComponentChildren;
  readonly run: (
    installation: Installation,
    common: Common,
    values: z.infer<z.ZodObject<S>>,
  ) => Promise<SettingOutcome>;
  readonly places?: Readonly<Record<string, string>>;
}): ChangeForm => form as unknown as ChangeForm;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const timeOf = (hours: OfficeHours, shift: number, end: 'from' | 'to'): string => {
  const found = hours[shift];
  return found === undefined ? '' : formatMinuteOfDay(found[end]);
};

export function hoursForm(view: SettingsView): ChangeForm {
  const time = (name: string, label: string, shift: number, end: 'from' | 'to') => (form: FormState) => (
    <TextField
      name={name}
      label={label}
      form={form}
      value={timeOf(view.hoursToday, shift, end)}
      width={6}
      maxLength={5}
      inputMode="text"
    />
  );
  const [one, two, three, four] = [
    time('morningFrom', 'Sáng từ', 0, 'from'),
    time('morningTo', 'Sáng đến', 0, 'to'),
    time('afternoonFrom', 'Chiều từ', 1, 'from'),
    time('afternoonTo', 'Chiều đến', 1, 'to'),
  ];
  return changeForm({
    title: 'Đổi giờ làm việc',
    explanation: `Hôm nay: ${hoursText(view.hoursToday)}. Giờ mới tính từ ngày áp dụng; những ngày trước giữ nguyên.`,
    schema: z.object({
      effectiveFrom: date('ngày áp dụng'),
      effectiveThrough: optionalDate('ngày cuối'),
      morningFrom: clockTime('giờ bắt đầu buổi sáng', true),
      morningTo: clockTime('giờ kết thúc buổi sáng', true),
      afternoonFrom: clockTime('giờ bắt đầu buổi chiều', false),
      afternoonTo: clockTime('giờ kết thúc buổi chiều', false),
      ...WHY,
    }),
    fields: (form) => (
      <>
        <div class="field-row">
          <DateField name="effectiveFrom" label="Áp dụng từ ngày" form={form} hint="Sớm nhất là ngày mai" />
          <DateField
            name="effectiveThrough"
            label="Hết ngày"
            optional
            form={form}
            hint="Để trống: đến khi thay đổi; ghi ngày cho giờ mùa hè, mùa đông"
          />
        </div>
        <div class="field-row">
          {one(form)}
          {two(form)}
          {three(form)}
          {four(form)}
        </div>
      </>
    ),
    run: async (installation, common, values) => {
      const shift = (from: number | undefined, to: number | undefined) =>
        from === undefined && to === undefined ? [] : [{ from: from ?? -1, to: to ?? -1 }];
      return changeCalendar(installation, {
        ...common,
        basis: values.basis,
        reason: values.reason,
        change: {
          kind: 'officeHours',
          effectiveFrom: values.effectiveFrom,
          effectiveThrough: values.effectiveThrough ?? null,
          hours: [...shift(values.morningFrom, values.morningTo), ...shift(values.afternoonFrom, values.afternoonTo)],
          basis: values.basis,
        },
      });
    },
    places: { hours: 'morningFrom' },
  });
}

/** @param days the days of one occasion that can be settled, the asked one among them */
export function settleForm(day: ShownDay, days: readonly ShownDay[]): ChangeForm {
  const made = days.filter((one) => one.makeUpOn !== null).map((one) => formatDatePadded(one.makeUpOn as PlainDate));
  const dates = days.map((one) => one.date) as unknown as readonly [PlainDate, ...PlainDate[]];
  return changeForm({
    title: `Chốt ngày ${formatDatePadded(day.date)}`,
    explanation: `${day.name}. ${day.note}`,
    schema: z.object({
      dates: choices('ngày', dates, 1),
      applied: choice('nghỉ hay làm việc', ['yes', 'no']),
      ...WHY,
    }),
    fields: (form) => (
      <>
        <CheckboxesField
          name="dates"
          label="Ngày"
          form={form}
          values={[day.date]}
          choices={days.map((one) => ({ value: one.date, label: `${dayOfWeek(one.date)} (${one.name})` }))}
        />
        <RadioField
          name="applied"
          label="Những ngày đã chọn"
          form={form}
          choices={[
            { value: 'yes', label: 'Nghỉ', ...(made.length === 0 ? {} : { hint: `Làm bù ngày ${made.join(', ')}` }) },
            {
              value: 'no',
              label: 'Làm việc bình thường',
              ...(made.length === 0 ? {} : { hint: `Ngày ${made.join(', ')} không làm bù` }),
            },
          ]}
        />
      </>
    ),
    run: (installation, common, values) =>
      changeCalendar(installation, {
        ...common,
        basis: values.basis,
        reason: values.reason,
        change: { kind: 'settleDay', dates: values.dates, applied: values.applied === 'yes', basis: values.basis },
      }),
  });
}

export const ADD_DAY_FORM: ChangeForm = changeForm({
  title: 'Thêm ngày nghỉ, làm bù',
  explanation: 'Cho ngày làm việc được nghỉ theo văn bản riêng hoặc hoán đổi chưa có trong lịch của phần mềm.',
  schema: z.object({
    date: date('ngày nghỉ'),
    name: requiredText('tên ngày nghỉ', 100),
    makeUpOn: optionalDate('ngày làm bù'),
    ...WHY,
  }),
  fields: (form) => (
    <>
      <div class="field-row">
        <DateField name="date" label="Ngày nghỉ" form={form} hint="Một ngày làm việc, sau hôm nay" />
        <DateField name="makeUpOn" label="Làm bù ngày" optional form={form} hint="Thứ Bảy hoặc Chủ nhật cùng năm" />
      </div>
      <TextField
        name="name"
        label="Tên ngày nghỉ"
        hint="Như giải thích hạn trả sẽ ghi, ví dụ: Nghỉ hoán đổi dịp Tết Dương lịch"
        form={form}
        maxLength={100}
      />
    </>
  ),
  run: (installation, common, values) =>
    changeCalendar(installation, {
      ...common,
      basis: values.basis,
      reason: values.reason,
      change: {
        kind: 'addDayOff',
        date: values.date,
        name: values.name,
        makeUpOn: values.makeUpOn ?? null,
        basis: values.basis,
      },
    }),
});

export function timelinessForm(view: SettingsView): ChangeForm {
  return changeForm({
    title: 'Đổi cách tính đúng hạn',
    explanation: `Hôm nay: ${GRANULARITY_LABELS[view.granularity]}. Nên chọn ngày đầu của một kỳ báo cáo (ngày 15), vì cả kỳ được tính một cách.`,
    schema: z.object({
      effectiveFrom: date('ngày áp dụng'),
      granularity: choice('cách tính', ['minute', 'day']),
      ...WHY,
    }),
    fields: (form) => (
      <>
        <DateField name="effectiveFrom" label="Áp dụng từ ngày" form={form} />
        <RadioField
          name="granularity"
          label="Cách tính"
          form={form}
          choices={[
            { value: 'minute', label: 'Theo phút', hint: 'Sau giờ hẹn một phút là quá hạn' },
            { value: 'day', label: 'Theo ngày', hint: 'Trong ngày hẹn là đúng hạn' },
          ]}
        />
      </>
    ),
    run: (installation, common, values) => changeTimeliness(installation, { ...common, ...values }),
  });
}

export function lateRecordingForm({ lateRecording }: SettingsView): ChangeForm {
  const days = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return changeForm({
    title: 'Đổi giới hạn ghi sau',
    explanation: `Việc đã xảy ra được ghi sau bao nhiêu ngày làm việc. ${
      lateRecording === null
        ? 'Mức đang ghi của đơn vị không đọc được, hãy nhập lại.'
        : `Hôm nay: ${lateRecordingText(lateRecording)}.`
    }`,
    schema: z.object({
      effectiveFrom: date('ngày áp dụng'),
      ordinaryWorkingDays: wholeNumber('số ngày cho mọi người', 0, MOST_LATE_WORKING_DAYS),
      correctorWorkingDays: wholeNumber('số ngày cho người đính chính', 0, MOST_LATE_WORKING_DAYS),
      ...WHY,
    }),
    fields: (form) => (
      <>
        <DateField name="effectiveFrom" label="Áp dụng từ ngày" form={form} />
        <TextField
          name="ordinaryWorkingDays"
          label="Mọi người được làm việc ấy"
          hint="Số ngày làm việc, không tính ngày ghi; 0: chỉ trong ngày"
          form={form}
          value={days(lateRecording?.ordinaryWorkingDays)}
          width={4}
          maxLength={3}
          inputMode="numeric"
          suffix="ngày làm việc"
        />
        <TextField
          name="correctorWorkingDays"
          label="Người có thêm quyền «Đính chính dữ liệu hồ sơ»"
          hint="Ghi được xa hơn sau khi xác nhận đã có giấy tờ; không ít hơn số trên"
          form={form}
          value={days(lateRecording?.correctorWorkingDays)}
          width={4}
          maxLength={3}
          inputMode="numeric"
          suffix="ngày làm việc"
        />
      </>
    ),
    run: (installation, common, values) => changeLateRecording(installation, { ...common, ...values }),
  });
}

export function identityForm(view: SettingsView): ChangeForm {
  const { identity } = view;
  return changeForm({
    title: 'Đổi thông tin in trên báo cáo',
    explanation: 'Áp dụng cho báo cáo lập hoặc chốt từ ngày áp dụng; báo cáo đã chốt giữ nguyên.',
    schema: z.object({
      effectiveFrom: date('ngày áp dụng'),
      receiverName: optionalText('cơ quan nhận', 200),
      notation: optionalText('ký hiệu', 60),
      signatureLines: longText('chức danh ký', 400, false),
      signer: optionalText('người ký', 100),
      recipients: longText('nơi nhận', 3000, false),
      ...WHY,
    }),
    fields: (form) => (
      <>
        <DateField name="effectiveFrom" label="Áp dụng từ ngày" form={form} />
        <TextField
          name="receiverName"
          label="Cơ quan nhận báo cáo"
          form={form}
          value={identity.receiverName}
          maxLength={120}
        />
        <TextField
          name="notation"
          label="Ký hiệu văn bản"
          hint="Sau số báo cáo, ví dụ BC-UBND"
          form={form}
          value={identity.notation}
          width={14}
          maxLength={30}
        />
        <TextArea
          name="signatureLines"
          label="Chức danh ký"
          hint="Mỗi dòng một cấp, như in trên báo cáo"
          form={form}
          value={identity.signatureLines.join('\n')}
          rows={3}
        />
        <TextField
          name="signer"
          label="Họ và tên người ký"
          form={form}
          value={identity.signer}
          width={30}
          maxLength={60}
        />
        <TextArea
          name="recipients"
          label="Nơi nhận"
          hint="Mỗi dòng một nơi, không gõ gạch đầu dòng"
          form={form}
          value={identity.recipients.join('\n')}
          rows={4}
        />
      </>
    ),
    run: (installation, common, values) =>
      changeReportIdentity(installation, {
        ...common,
        basis: values.basis,
        reason: values.reason,
        effectiveFrom: values.effectiveFrom as PlainDate,
        identity: {
          receiverName: values.receiverName,
          notation: values.notation,
          signatureLines: lines(values.signatureLines),
          signer: values.signer,
          recipients: lines(values.recipients),
        },
      }),
  });
}
