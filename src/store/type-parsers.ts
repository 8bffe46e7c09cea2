/**
 * How values of the database become values of the program. No JavaScript Date is ever made: a date is text, an instant
 * is ISO text in UTC ({@link Instant}), a whole number is a number or an error, never a rounded one.
 */
import pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';

type Parser = (text: string) => unknown;

/** @throws RangeError beyond 2^53, where a JavaScript number would silently be another one. */
export function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`Số nguyên vượt quá 2^53, không đọc chính xác được: ${text}`);
  return value;
}

const TIMESTAMPTZ = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?\+00(?::?00)?$/;

/**
 * `2023-09-14 10:00:00.5+00` as `2023-09-14T10:00:00.500Z`. What is finer than a millisecond is cut off, not rounded, so
 * that an instant never moves into the next minute.
 * @throws RangeError for an infinite instant, a year outside 0001 to 9999, and a session whose time zone is not UTC
 */
export function parseInstant(text: string): Instant {
  const match = TIMESTAMPTZ.exec(text);
  if (match === null) throw new RangeError(`Không đọc được thời điểm do cơ sở dữ liệu trả về: «${text}»`);
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z` as Instant;
}

const asIs: Parser = (text) => text;

/** A one-dimensional array of values that hold no comma and no quotation mark (numbers, dates, instants). */
function arrayOf(parse: Parser): Parser {
  return (text) => {
    if (!text.startsWith('{') || text.startsWith('{{')) throw new RangeError(`Không đọc được mảng: «${text}»`);
    const inner = text.slice(1, -1);
    if (inner === '') return [];
    return inner.split(',').map((item) => (item === 'NULL' ? null : parse(item.replace(/^"|"$/g, ''))));
  };
}

/** By the type's number in the database, which is the same in every PostgreSQL. */
const PARSERS: Readonly<Record<number, Parser>> = {
  20: parseBigint, // bigint
  1016: arrayOf(parseBigint),
  1700: asIs, // numeric
  1231: arrayOf(asIs),
  1082: asIs, // date
  1182: arrayOf(asIs),
  1083: asIs, // time
  1114: asIs, // timestamp
  1115: arrayOf(asIs),
  1184: parseInstant, // timestamptz
  1185: arrayOf(parseInstant),
  1186: asIs, // interval
};

/** The `types` of every pool of the program. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(type: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : PARSERS[type];
    // The driver's own table has one signature per format; only the text one is asked for here.
    return own ?? (pg.types.getTypeParser(type, format as 'text') as Parser);
  },
} as pg.CustomTypesConfig;
