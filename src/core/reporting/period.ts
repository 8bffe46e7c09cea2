/**
 * Reporting periods (kỳ báo cáo).
 * A month runs from the 15th of the month before to its own 14th; a quarter from the 15th of the last month of the
 * quarter before to the 14th of its own last month; likewise half-years and years. Both ends count.
 * @legalBasis NĐ 09/2019/NĐ-CP Điều 12
 */
import { firstMinuteOf, type LocalDateTime, lastMinuteOf } from '../time/local-date-time.ts';
import { epochDayOf, FIRST_YEAR, formatDate, fromEpochDay, type PlainDate } from '../time/plain-date.ts';

export type PeriodKind = 'month' | 'quarter' | 'halfYear' | 'year';

/** `2023-09`, `2023-Q3`, `2023-H2`, `2023`. */
export type PeriodId = string & { readonly __brand: 'PeriodId' };

export interface ReportingPeriod {
  readonly id: PeriodId;
  readonly kind: PeriodKind;
  readonly year: number;
  /** Month 1–12, quarter 1–4, half 1–2; 1 for a year. */
  readonly ordinal: number;
  /** First day; counts. */
  readonly from: PlainDate;
  /** Last day; counts. */
  readonly through: PlainDate;
}

const SHAPE = /^(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?$/;
const LAST_YEAR = 2999;

/** The 15th of the month before `month` (1 to 12) of `year`. */
function opening(year: number, month: number): PlainDate {
  return month === 1 ? fromEpochDay(epochDayOf(year - 1, 12, 15)) : fromEpochDay(epochDayOf(year, month - 1, 15));
}

function period(id: string, kind: PeriodKind, year: number, ordinal: number, lastMonth: number, months: number) {
  return {
    id: id as PeriodId,
    kind,
    year,
    ordinal,
    from: opening(year, lastMonth - months + 1),
    through: fromEpochDay(epochDayOf(year, lastMonth, 14)),
  } satisfies ReportingPeriod;
}

/** `undefined` where the text is no period identifier. */
export function parsePeriod(text: string): ReportingPeriod | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  if (year <= FIRST_YEAR || year > LAST_YEAR) return undefined;
  if (match[2] !== undefined) return period(text, 'quarter', year, Number(match[2]), Number(match[2]) * 3, 3);
  if (match[3] !== undefined) return period(text, 'halfYear', year, Number(match[3]), Number(match[3]) * 6, 6);
  if (match[4] !== undefined) return period(text, 'month', year, Number(match[4]), Number(match[4]), 1);
  return period(text, 'year', year, 1, 12, 12);
}

/** @throws RangeError with a Vietnamese sentence that shows the accepted shapes. */
export function reportingPeriod(text: string): ReportingPeriod {
  const parsed = parsePeriod(text);
  if (parsed === undefined) {
    throw new RangeError(
      `Không hiểu kỳ báo cáo «${text}». Viết như 2023-Q3 (quý), 2023-09 (tháng), 2023-H2 (6 tháng) hoặc 2023 (năm).`,
    );
  }
  return parsed;
}

const PER_YEAR = { month: 12, quarter: 4, halfYear: 2, year: 1 } as const satisfies Record<PeriodKind, number>;

function periodOf(kind: PeriodKind, year: number, ordinal: number): ReportingPeriod {
  const suffix = {
    month: `-${ordinal < 10 ? '0' : ''}${ordinal}`,
    quarter: `-Q${ordinal}`,
    halfYear: `-H${ordinal}`,
    year: '',
  } as const satisfies Record<PeriodKind, string>;
  return reportingPeriod(`${year}${suffix[kind]}`);
}

/** The period of the same kind just before; its last day is the day before this one's first. */
export function previousPeriod(of: ReportingPeriod): ReportingPeriod {
  return of.ordinal === 1
    ? periodOf(of.kind, of.year - 1, PER_YEAR[of.kind])
    : periodOf(of.kind, of.year, of.ordinal - 1);
}

/** The period of one kind to which a day belongs. */
export function periodContaining(kind: PeriodKind, date: PlainDate): ReportingPeriod {
  const year = Number(date.slice(0, 4));
  for (let y = year; y <= year + 1; y += 1) {
    for (let ordinal = 1; ordinal <= PER_YEAR[kind]; ordinal += 1) {
      const candidate = periodOf(kind, y, ordinal);
      if (date >= candidate.from && date <= candidate.through) return candidate;
    }
  }
  throw new RangeError(`Không tìm được kỳ báo cáo chứa ngày ${date}`);
}

/** First minute of the period; counts. */
export function opensAt(of: ReportingPeriod): LocalDateTime {
  return firstMinuteOf(of.from);
}

/** Last minute of the period; counts. */
export function closesAt(of: ReportingPeriod): LocalDateTime {
  return lastMinuteOf(of.through);
}

const ROMAN = ['', 'I', 'II', 'III', 'IV'] as const;

/** `Quý III năm 2023`, as forms print it. */
export function periodLabel(of: ReportingPeriod): string {
  switch (of.kind) {
    case 'month':
      return `Tháng ${of.ordinal} năm ${of.year}`;
    case 'quarter':
      return `Quý ${ROMAN[of.ordinal]} năm ${of.year}`;
    case 'halfYear':
      return `6 tháng ${of.ordinal === 1 ? 'đầu' : 'cuối'} năm ${of.year}`;
    case 'year':
      return `Năm ${of.year}`;
  }
}

/** `Từ ngày 15/6/2023 đến ngày 14/9/2023`. */
export function periodRange(of: ReportingPeriod): string {
  return `Từ ngày ${formatDate(of.from)} đến ngày ${formatDate(of.through)}`;
}
