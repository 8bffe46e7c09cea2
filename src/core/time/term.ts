/** Terms (thời hạn giải quyết): a length and the way to count it. */

export const TERM_UNITS = ['workingHour', 'workingDay', 'sameDay', 'calendarDay', 'month'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** Thời hạn. `sameDay` has the value 1. */
export interface Term {
  readonly value: number;
  readonly unit: TermUnit;
}

/** The longest term of each kind that is accepted; the longest in the national catalogue is far below. */
export const TERM_LIMITS = {
  workingHour: 8000,
  workingDay: 1000,
  sameDay: 1,
  calendarDay: 1500,
  month: 48,
} as const satisfies Record<TermUnit, number>;

const TERM_NAMES = {
  workingHour: 'giờ làm việc',
  workingDay: 'ngày làm việc',
  sameDay: 'trong ngày',
  calendarDay: 'ngày',
  month: 'tháng',
} as const satisfies Record<TermUnit, string>;

/** `3 ngày làm việc`, `trong ngày`. */
export function termLabel(term: Term): string {
  return term.unit === 'sameDay' ? TERM_NAMES.sameDay : `${term.value} ${TERM_NAMES[term.unit]}`;
}

/** Reasons why a term is not accepted, in Vietnamese; empty when it is. */
export function termProblems(term: { value: unknown; unit: unknown }): string[] {
  if (!TERM_UNITS.includes(term.unit as TermUnit)) {
    return [`Không có cách tính thời hạn «${String(term.unit)}»; dùng một trong: ${TERM_UNITS.join(', ')}.`];
  }
  const unit = term.unit as TermUnit;
  if (!Number.isInteger(term.value) || (term.value as number) < 1 || (term.value as number) > TERM_LIMITS[unit]) {
    return [`Thời hạn ${String(term.value)} ${unit} không hợp lệ; phải là số nguyên từ 1 đến ${TERM_LIMITS[unit]}.`];
  }
  return [];
}

const SHAPE = /^\s*(\d{1,6})\s+([A-Za-z]+)\s*$/;

/**
 * `3 workingDay`, `8 workingHour`, `sameDay`, `15 calendarDay`, `1 month`.
 * @throws RangeError with a Vietnamese sentence
 */
export function parseTerm(text: string): Term {
  const match = SHAPE.exec(text);
  const candidate =
    text.trim() === 'sameDay'
      ? { value: 1, unit: 'sameDay' }
      : match === null
        ? undefined
        : { value: Number(match[1]), unit: match[2] as string };
  if (candidate === undefined) {
    throw new RangeError(
      `Không hiểu thời hạn «${text}»; viết như "3 workingDay", "8 workingHour", "sameDay", "15 calendarDay", "1 month".`,
    );
  }
  const problems = termProblems(candidate);
  if (problems.length > 0) throw new RangeError(problems.join(' '));
  return candidate as Term;
}
