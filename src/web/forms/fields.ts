/**
 * Kinds of fields (loại ô nhập) for schemas, each with its sentences. The label is what the sentence calls the field, in
 * lower case as inside a sentence: `requiredText('họ và tên', 100)`.
 */
import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../core/time/plain-date.ts';
import { MAX_FILE_BYTES, MAX_KEPT_BYTES } from './body.ts';
import type { UploadedFile } from './multipart.ts';

const tooLong = (label: string, max: number): string => `${capital(label)} dài quá ${max} ký tự. Hãy rút ngắn lại.`;
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Characters as a person counts them: an emoji is one. */
const lengthOf = (text: string): number => [...text].length;
const within = (max: number) => (text: string) => lengthOf(text) <= max;

/** A text of one line that must be there. @param max characters */
export function requiredText(label: string, max: number) {
  return z
    .string()
    .min(1, `Hãy nhập ${label}.`)
    .refine(within(max), tooLong(label, max))
    .refine((text) => !text.includes('\n'), `${capital(label)} chỉ gồm một dòng.`);
}

/** A text of one line that may be left empty. */
export function optionalText(label: string, max: number) {
  return z
    .string()
    .refine(within(max), tooLong(label, max))
    .refine((text) => !text.includes('\n'), `${capital(label)} chỉ gồm một dòng.`);
}

/** A text of several lines. */
export function longText(label: string, max: number, required = true) {
  const any = z.string().refine(within(max), tooLong(label, max));
  return required ? any.refine((text) => text !== '', `Hãy nhập ${label}.`) : any;
}

/** One of a list. */
export function choice<const V extends readonly [string, ...string[]]>(label: string, values: V) {
  return z.enum(values, { error: `Hãy chọn ${label}.` });
}

/** Any number of a list, at least `min`. */
export function choices<const V extends readonly [string, ...string[]]>(label: string, values: V, min = 0) {
  return z
    .array(z.enum(values, { error: `Hãy chọn ${label} trong danh sách.` }))
    .min(min, min === 1 ? `Hãy chọn ít nhất một ${label}.` : `Hãy chọn ít nhất ${min} ${label}.`);
}

/** A box by itself. */
export const checkbox = () => z.string().transform((text) => text === 'on');

/** A date read from dd/mm/yyyy or from yyyy-mm-dd; undefined when it is none. */
export function readDate(text: string): PlainDate | undefined {
  const vietnamese = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(text);
  const iso =
    vietnamese === null
      ? text
      : `${vietnamese[3]}-${(vietnamese[2] as string).padStart(2, '0')}-${(vietnamese[1] as string).padStart(2, '0')}`;
  return isPlainDate(iso) ? iso : undefined;
}

/** The fields of an earlier time (thời điểm thực tế); what they are worth core says. */
export const ACTUAL_TIME_SCHEMA = {
  actualDate: z.string(),
  actualTime: z.string(),
  actualReason: z.string(),
  confirmOld: checkbox(),
  confirmClosed: checkbox(),
};

interface DateRange {
  readonly from?: PlainDate;
  readonly through?: PlainDate;
}

/** What is wrong with a typed date, or undefined. */
function dateProblem(text: string, label: string, range: DateRange): string | undefined {
  const found = readDate(text);
  if (found === undefined) return `${capital(label)} phải là ngày có thật, viết ngày/tháng/năm như 05/09/2023.`;
  if (range.from !== undefined && found < range.from)
    return `${capital(label)} không được trước ${spoken(range.from)}.`;
  if (range.through !== undefined && found > range.through)
    return `${capital(label)} không được sau ${spoken(range.through)}.`;
  return undefined;
}

/** A date; `from` and `through` both count. */
export function date(label: string, range: DateRange = {}) {
  return z.string().transform((text, context): PlainDate => {
    const message = text === '' ? `Hãy nhập ${label}.` : dateProblem(text, label, range);
    if (message === undefined) return readDate(text) as PlainDate;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** A date that may be left empty. */
export function optionalDate(label: string, range: DateRange = {}) {
  return z.string().transform((text, context): PlainDate | undefined => {
    if (text === '') return undefined;
    const message = dateProblem(text, label, range);
    if (message === undefined) return readDate(text);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

const spoken = (day: PlainDate): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** An amount in whole đồng, dots and spaces between thousands allowed. */
export function money(label: string, range: { readonly min?: number; readonly max?: number } = {}) {
  const max = range.max ?? 1_000_000_000_000;
  const min = range.min ?? 0;
  return z.string().transform((text, context): number => {
    const say = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (text === '') return say(`Hãy nhập ${label}.`);
    const bare = text.replace(/\s*(đồng|đ|vnđ|vnd)$/iu, '');
    if (!/^-?(\d+|\d{1,3}([. ]\d{3})+)$/.test(bare))
      return say(`${capital(label)} phải là số tiền nguyên đồng, ví dụ 20.000.`);
    const amount = Number(bare.replace(/[. ]/g, ''));
    if (amount < min)
      return say(min === 0 ? `${capital(label)} không được âm.` : `${capital(label)} ít nhất ${min} đồng.`);
    if (amount > max) return say(`${capital(label)} quá lớn.`);
    return amount;
  });
}

/** A whole number. */
export function wholeNumber(label: string, min: number, max: number) {
  return z.string().transform((text, context): number => {
    const value = Number(text);
    if (!/^-?\d{1,12}$/.test(text) || value < min || value > max) {
      context.addIssue({ code: 'custom', message: `${capital(label)} phải là số nguyên từ ${min} đến ${max}.` });
      return z.NEVER;
    }
    return value;
  });
}

/** Files of a field; a file that is too large is refused here, whatever else the page checks. */
export function files(
  label: string,
  options: { readonly min?: number; readonly max?: number; readonly maxBytes?: number } = {},
) {
  const maxBytes = Math.min(options.maxBytes ?? MAX_FILE_BYTES, MAX_FILE_BYTES);
  const max = options.max ?? 1;
  return z.array(z.unknown()).transform((sent, context): UploadedFile[] => {
    // A field that was left empty may come as text of no length.
    const list = sent.filter((one): one is UploadedFile => typeof one === 'object' && one !== null);
    const say = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (list.length < (options.min ?? 0)) return say(`Hãy chọn ${label}.`);
    if (list.length > max) return say(`Chỉ nhận ${max} tệp mỗi lần.`);
    const large = list.find((file) => file.tooLarge || file.size > maxBytes);
    // Small enough by itself, but with those before it more than one form may carry.
    if (large !== undefined && large.size <= maxBytes)
      return say(
        `Các tệp gửi cùng lúc nặng quá ${MAX_KEPT_BYTES / 1_048_576} MB nên chưa nhận «${large.name}». Hãy gửi làm nhiều lần.`,
      );
    if (large !== undefined)
      return say(`Tệp «${large.name}» nặng quá ${Math.floor(maxBytes / 1_048_576)} MB. Hãy chọn tệp nhỏ hơn.`);
    const empty = list.find((file) => file.size === 0);
    if (empty !== undefined) return say(`Tệp «${empty.name}» không có nội dung.`);
    return list;
  });
}
