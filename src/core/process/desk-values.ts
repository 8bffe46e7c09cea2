/** From what was filled in to what the log records (đọc biểu của một việc): one sentence for each field that is wrong. */
import type { EventData } from '../dossier/event.ts';
import { type Dong, formatDong, parseDong } from '../money/dong.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { atMinute, type LocalDateTime } from '../time/local-date-time.ts';
import { isPlainDate, toEpochDay } from '../time/plain-date.ts';
import { type DeskAct, type DeskField, type DeskFieldName, type DeskValues, OVERDUE_CAUSES } from './desk-acts.ts';

export type FieldErrors = Readonly<Partial<Record<DeskFieldName, string>>>;

export interface ReadValues {
  readonly data: EventData;
  readonly newDueAt: LocalDateTime | undefined;
  readonly unnumbered: boolean;
  readonly cause: string | undefined;
  readonly errors: FieldErrors;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const value = (values: DeskValues, name: DeskFieldName): string => (values[name] ?? '').trim();

function problemOf(field: DeskField, text: string): string | undefined {
  if (text === '') {
    if (!field.required) return undefined;
    const verb = field.kind === 'choice' || field.kind === 'officer' || field.kind === 'cause' ? 'Chọn' : 'Nhập';
    return `${verb} ${field.label}.`;
  }
  if ([...text].length > field.max) return `${capital(field.label)} dài quá ${field.max} ký tự. Hãy rút ngắn lại.`;
  if (field.choices !== undefined && !field.choices.some((choice) => choice.value === text))
    return `Chọn ${field.label} trong danh sách.`;
  if (field.kind === 'notation' && !/^[\p{Lu}\d]{1,12}(?:-[\p{Lu}\d]{1,12}){0,2}$/u.test(text))
    return 'Ký hiệu văn bản viết hoa, không dấu cách, ví dụ GXN-UBND.';
  if (field.kind === 'text' && text.includes('\n')) return `${capital(field.label)} chỉ gồm một dòng.`;
  return undefined;
}

/**
 * `05/09/2023 16:30`, or a day alone, which means its closing time.
 * @returns a sentence where it is neither
 */
export function readDeskDateTime(text: string, calendar: WorkCalendar): LocalDateTime | { readonly problem: string } {
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:\s+(\d{1,2})[:hg](\d{2})?)?$/.exec(text);
  const date = match === null ? '' : `${match[3]}-${pad(match[2])}-${pad(match[1])}`;
  if (match === null || !isPlainDate(date))
    return { problem: 'Viết ngày có thật, có thể kèm giờ, như 05/09/2023 hoặc 05/09/2023 16:30.' };
  if (match[4] === undefined) {
    try {
      const closing = calendar.closingMinuteOf(toEpochDay(date));
      if (closing < 0) return { problem: 'Ngày này là ngày nghỉ; chọn một ngày làm việc.' };
      return atMinute(date, closing);
    } catch (error) {
      if (error instanceof Error && error.name === 'CalendarGapError') return { problem: error.message };
      throw error;
    }
  }
  const hour = Number(match[4]);
  const minute = Number(match[5] ?? '0');
  if (hour > 23 || minute > 59) return { problem: 'Giờ viết từ 00:00 đến 23:59.' };
  return atMinute(date, hour * 60 + minute);
}

const pad = (text: string | undefined): string => (text ?? '').padStart(2, '0');

/** Reads the values of an act's form. @param fields those that the form asked now */
export function readDeskValues(
  act: DeskAct,
  fields: readonly DeskField[],
  values: DeskValues,
  context: { readonly calendar: WorkCalendar; readonly feeDue: number },
): ReadValues {
  const errors: Partial<Record<DeskFieldName, string>> = {};
  for (const field of fields) {
    const problem = problemOf(field, value(values, field.name));
    if (problem !== undefined) errors[field.name] = problem;
  }
  const asks = (name: DeskFieldName): boolean =>
    fields.some((field) => field.name === name) && value(values, name) !== '';
  const data: { -readonly [K in keyof EventData]: EventData[K] } = {};
  if (asks('assignee')) data.assignee = value(values, 'assignee');
  if (asks('reason')) data.reason = value(values, 'reason');
  if (asks('ground')) data.ground = value(values, 'ground');
  if (asks('document')) data.document = value(values, 'document');
  if (asks('items')) data.note = value(values, 'items');
  if (asks('channel')) data.channel = value(values, 'channel') as NonNullable<EventData['channel']>;
  if (asks('method')) data.method = value(values, 'method') as NonNullable<EventData['method']>;
  if (asks('amount') && errors.amount === undefined) {
    try {
      data.amount = parseDong(value(values, 'amount'));
      if (data.amount <= 0) errors.amount = 'Số tiền phải lớn hơn 0.';
      else if (data.amount !== context.feeDue)
        errors.amount = `Số tiền phải thu của hồ sơ là ${formatDong(context.feeDue as Dong)}; thu đúng số đó.`;
    } catch (error) {
      errors.amount = (error as Error).message;
    }
  }
  let newDueAt: LocalDateTime | undefined;
  if (asks('newDue')) {
    const found = readDeskDateTime(value(values, 'newDue'), context.calendar);
    if (typeof found === 'string') {
      newDueAt = found;
      data.newDueAt = found;
    } else errors.newDue = found.problem;
  }
  if (act.act === 'handOver' && value(values, 'channel') === 'post' && value(values, 'trackingNumber') === '')
    errors.trackingNumber = 'Trả qua bưu chính thì ghi số hiệu bưu gửi.';
  return {
    data,
    newDueAt,
    unnumbered: value(values, 'unnumbered') === 'on',
    cause: asks('cause') ? value(values, 'cause') : undefined,
    errors,
  };
}

/** Tên nguyên nhân quá hạn. */
export const causeLabel = (cause: string): string =>
  OVERDUE_CAUSES.find((known) => known.value === cause)?.label ?? cause;
