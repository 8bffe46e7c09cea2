/**
 * Civil time in Vietnam to the minute (giờ, ngày theo giờ Việt Nam), as text `YYYY-MM-DDTHH:mm`.
 * Text of this shape sorts as time does, so `<` and `===` compare. Counting happens on whole minutes.
 */
import { type EpochDay, epochDayOf, fromEpochDay, isPlainDate, type PlainDate, toEpochDay } from './plain-date.ts';

/** Civil time in Asia/Ho_Chi_Minh, to the minute: `2023-09-14T17:00`. */
export type LocalDateTime = string & { readonly __brand: 'LocalDateTime' };

/** Whole minutes of civil time since 1970-01-01T00:00 in Vietnam. */
export type CivilMinute = number;

/** An instant as ISO text in UTC to the millisecond, `2023-09-14T10:00:00.000Z`. It is what the database stores. */
export type Instant = string & { readonly __brand: 'Instant' };

export const MINUTES_PER_DAY = 1440;

/**
 * Civil time in Vietnam is UTC+7 all year, and has been since 1975-06-13 (IANA Asia/Ho_Chi_Minh), which is why
 * dates before 1976 are refused. The only place that knows this.
 */
const UTC_OFFSET_MINUTES = 420;

const SHAPE = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/;

/** @throws RangeError when the text is not `YYYY-MM-DDTHH:mm` with a real date. */
export function localDateTime(text: string): LocalDateTime {
  if (!isLocalDateTime(text)) throw new RangeError(`Không phải thời điểm hợp lệ (YYYY-MM-DDTHH:mm): «${text}»`);
  return text;
}

export function isLocalDateTime(text: string): text is LocalDateTime {
  const match = SHAPE.exec(text);
  return match !== null && isPlainDate(match[1] as string);
}

/** @param minuteOfDay 0 (00:00) to 1439 (23:59) */
export function atMinute(date: PlainDate, minuteOfDay: number): LocalDateTime {
  return `${date}T${formatMinuteOfDay(minuteOfDay)}` as LocalDateTime;
}

export function dateOf(at: LocalDateTime): PlainDate {
  return at.slice(0, 10) as PlainDate;
}

export function minuteOfDayOf(at: LocalDateTime): number {
  return Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));
}

/** The first minute of a day, 00:00. */
export function firstMinuteOf(date: PlainDate): LocalDateTime {
  return `${date}T00:00` as LocalDateTime;
}

/** The last minute of a day, 23:59; with it both ends of a period count. */
export function lastMinuteOf(date: PlainDate): LocalDateTime {
  return `${date}T23:59` as LocalDateTime;
}

export function toCivilMinute(at: LocalDateTime): CivilMinute {
  return (
    epochDayOf(Number(at.slice(0, 4)), Number(at.slice(5, 7)), Number(at.slice(8, 10))) * MINUTES_PER_DAY +
    minuteOfDayOf(at)
  );
}

export function fromCivilMinute(minute: CivilMinute): LocalDateTime {
  const day: EpochDay = Math.floor(minute / MINUTES_PER_DAY);
  return atMinute(fromEpochDay(day), minute - day * MINUTES_PER_DAY);
}

export function civilMinuteAtDay(date: PlainDate): CivilMinute {
  return toEpochDay(date) * MINUTES_PER_DAY;
}

const pad2 = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

export function formatMinuteOfDay(minuteOfDay: number): string {
  return `${pad2(Math.floor(minuteOfDay / 60))}:${pad2(minuteOfDay % 60)}`;
}

/** `17:00 ngày 14/09/2023`, as slips and messages write it. */
export function formatLocal(at: LocalDateTime): string {
  return `${at.slice(11)} ngày ${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
}

/** The instant at which this minute begins, as ISO text in UTC. */
export function toInstant(at: LocalDateTime): Instant {
  const utc = toCivilMinute(at) - UTC_OFFSET_MINUTES;
  return `${fromCivilMinute(utc)}:00.000Z` as Instant;
}

/** Minutes since 1970-01-01T00:00Z of an instant, as databases count them, to civil time in Vietnam. */
export function fromUtcMinute(utcMinute: number): LocalDateTime {
  return fromCivilMinute(utcMinute + UTC_OFFSET_MINUTES);
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z$/;

/** Civil time in Vietnam of an instant given as ISO text in UTC; seconds are dropped, not rounded. */
export function fromInstant(instant: Instant): LocalDateTime {
  const match = INSTANT.exec(instant);
  if (match === null || !isPlainDate(match[1] as string)) {
    throw new RangeError(`Không phải thời điểm UTC (ISO 8601, hậu tố Z): «${instant}»`);
  }
  return fromUtcMinute(toEpochDay(match[1] as PlainDate) * MINUTES_PER_DAY + Number(match[2]) * 60 + Number(match[3]));
}
