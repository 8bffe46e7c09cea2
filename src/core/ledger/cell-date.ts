/** Dates and times as ledgers write them (ngày, giờ trong sổ). */
import { atMinute, type LocalDateTime } from '../time/local-date-time.ts';
import { daysInMonth, epochDayOf, fromEpochDay, type PlainDate } from '../time/plain-date.ts';

/** What a cell says: a day, and the minute of the day where it says one. */
export interface CellDate {
  readonly date: PlainDate;
  /** 0 to 1439; `undefined` where only a day is written. Seconds are dropped. */
  readonly minuteOfDay: number | undefined;
}

export type CellDateFault = 'dateShape' | 'dateUnreal' | 'timeUnreal' | 'dateYear';

export const CELL_DATE_FAULTS = {
  dateShape: 'không phải ngày giờ. Viết như 05/06/2023 07:33 hoặc 2023-06-05 07:33.',
  dateUnreal: 'là ngày không có trong lịch. Viết lại theo ngày/tháng/năm, ví dụ 05/06/2023.',
  timeUnreal: 'có giờ không hợp lệ. Giờ từ 00:00 đến 23:59, ví dụ 05/06/2023 07:33.',
  dateYear: 'có năm ngoài khoảng 2000–2099. Viết đủ bốn chữ số của năm, theo dương lịch.',
} as const satisfies Record<CellDateFault, string>;

export const FIRST_LEDGER_YEAR = 2000;
export const LAST_LEDGER_YEAR = 2099;

/** Every part has a fixed or small width, so that nothing can be tried twice; longer text is refused unseen. */
const DAY_FIRST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{1,4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)?$/;
const TIME_FIRST = /^(\d{1,2}):(\d{2})(?::(\d{2}))? (\d{1,2})([/.-])(\d{1,2})\5(\d{1,4})$/;
const LONGEST = 32;

const NO_TIME = -1;

/**
 * A day, with or without time: `5/6/2023`, `05/06/2023 07:33`, `05/06/2023 07:33:20`, `2023-06-05`, `2023-06-05T07:33`,
 * `07:33 05/06/2023`; also with `-` or `.` between day and month. Day before month always; years 2000 to 2099.
 * @param text cleaned by `cleanCell`, not empty
 */
export function parseCellDate(text: string): CellDate | CellDateFault {
  if (text.length > LONGEST) return 'dateShape';
  const quick = text.length === 16 ? exactMinute(text) : undefined;
  if (quick !== undefined) return quick;
  let match = DAY_FIRST.exec(text);
  if (match !== null) return assemble(match[4], match[3], match[1], match[5], match[6], match[7]);
  match = YEAR_FIRST.exec(text);
  if (match !== null) return assemble(match[1], match[2], match[3], match[4], match[5], match[6]);
  match = TIME_FIRST.exec(text);
  if (match !== null) return assemble(match[7], match[6], match[4], match[1], match[2], match[3]);
  return 'dateShape';
}

type Part = string | undefined;

function assemble(
  year: Part,
  month: Part,
  day: Part,
  hour: Part,
  minute: Part,
  second: Part,
): CellDate | CellDateFault {
  const minuteOfDay = hour === undefined ? NO_TIME : Number(hour) * 60 + Number(minute);
  if (hour !== undefined && (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59)) return 'timeUnreal';
  return checked(Number(year), Number(month), Number(day), minuteOfDay);
}

function checked(year: number, month: number, day: number, minuteOfDay: number): CellDate | CellDateFault {
  if (year < FIRST_LEDGER_YEAR || year > LAST_LEDGER_YEAR) return 'dateYear';
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return 'dateUnreal';
  const date = plain(year, month, day);
  return { date, minuteOfDay: minuteOfDay === NO_TIME ? undefined : minuteOfDay };
}

/** Days already printed as text, by day of the epoch: a ledger names few days many times. */
const printed = new Map<number, PlainDate>();
const MOST_PRINTED = 40_000;

function plain(year: number, month: number, day: number): PlainDate {
  const key = year * 10_000 + month * 100 + day;
  let date = printed.get(key);
  if (date === undefined) {
    date = fromEpochDay(epochDayOf(year, month, day));
    if (printed.size < MOST_PRINTED) printed.set(key, date);
  }
  return date;
}

/** The way nearly all cells are written, `dd/MM/yyyy HH:mm`, without a pattern; `undefined` where it is anything else. */
function exactMinute(text: string): CellDate | CellDateFault | undefined {
  if (
    text.charCodeAt(2) !== 0x2f ||
    text.charCodeAt(5) !== 0x2f ||
    text.charCodeAt(10) !== 0x20 ||
    text.charCodeAt(13) !== 0x3a
  ) {
    return undefined;
  }
  const day = twoDigits(text, 0);
  const month = twoDigits(text, 3);
  const century = twoDigits(text, 6);
  const year = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (day < 0 || month < 0 || century < 0 || year < 0 || hour < 0 || minute < 0) return undefined;
  if (hour > 23 || minute > 59) return 'timeUnreal';
  return checked(century * 100 + year, month, day, hour * 60 + minute);
}

/** 0 to 99; -1 where one of the two is no digit. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Chỉ có ngày: a receipt without time counts from the opening of the office. */
export const START_OF_OFFICE_DAY = 7 * 60;
/** Chỉ có ngày: a due date, a result, a hand-over, a cancellation or a payment without time counts at closing time. */
export const END_OF_OFFICE_DAY = 17 * 60;

/** The minute that a cell means, where `minuteIfNone` stands in for a time that is not written. */
export function atCellDate(cell: CellDate, minuteIfNone: number): LocalDateTime {
  return atMinute(cell.date, cell.minuteOfDay ?? minuteIfNone);
}
