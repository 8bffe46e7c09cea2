/** Due instants on the common calendar (tính hạn trả): one with its explanation, or many in a row. */
import { WorkCalendar } from '../core/time/calendar.ts';
import { dueAt, type SuspensionSpan } from '../core/time/due.ts';
import { type DueExplanation, explainDue } from '../core/time/explain-due.ts';
import { formatLocal, isLocalDateTime, type LocalDateTime } from '../core/time/local-date-time.ts';
import { parseTerm, type Term, termProblems } from '../core/time/term.ts';
import { CALENDARS } from '../law/calendars/index.ts';
import { ServiceError } from './errors.ts';

let calendar: WorkCalendar | undefined;
const common = (): WorkCalendar => {
  calendar ??= new WorkCalendar(CALENDARS);
  return calendar;
};

/** `2023-08-31T15:20`, with or without seconds, which are dropped. @throws ServiceError */
export function readInstant(text: unknown, what: string): LocalDateTime {
  const cut =
    typeof text === 'string'
      ? text
          .trim()
          .replace(' ', 'T')
          .replace(/^(.{16}):[0-5]\d$/, '$1')
      : '';
  if (!isLocalDateTime(cut))
    throw new ServiceError(
      'BAD_INSTANT',
      `${what} «${String(text)}» không phải thời điểm có thật; viết như 2023-08-31T15:20.`,
    );
  return cut;
}

/** Suspensions in order. @throws ServiceError for one that ends before it begins, overlaps, or begins before the receipt */
export function readSuspensions(
  pairs: readonly (readonly [unknown, unknown])[],
  received: LocalDateTime,
): SuspensionSpan[] {
  const spans: SuspensionSpan[] = [];
  for (const [from, to] of pairs) {
    const span = {
      from: readInstant(from, 'Lúc tạm dừng'),
      to: to === null || to === undefined || to === '' ? null : readInstant(to, 'Lúc tiếp tục'),
    };
    const before = spans.at(-1);
    if (span.from < received)
      throw new ServiceError(
        'BAD_SUSPENSION',
        `Tạm dừng lúc ${formatLocal(span.from)} trước khi tiếp nhận (${formatLocal(received)}).`,
      );
    if (span.to !== null && span.to < span.from)
      throw new ServiceError(
        'BAD_SUSPENSION',
        `Tạm dừng từ ${formatLocal(span.from)} kết thúc trước khi bắt đầu (${formatLocal(span.to)}).`,
      );
    if (before !== undefined && (before.to === null || span.from < before.to))
      throw new ServiceError(
        'BAD_SUSPENSION',
        `Lần tạm dừng từ ${formatLocal(span.from)} chồng lên lần trước. Ghi theo thứ tự, không chồng nhau.`,
      );
    spans.push(span);
  }
  return spans;
}

export interface DeadlineQuestion {
  readonly received: unknown;
  readonly term: unknown;
  readonly suspensions?: unknown;
}

interface ReadQuestion {
  readonly received: LocalDateTime;
  readonly term: Term;
  readonly suspensions: readonly SuspensionSpan[];
}

function readQuestion(question: DeadlineQuestion): ReadQuestion {
  const received = readInstant(question.received, 'Lúc tiếp nhận');
  let term: Term;
  if (typeof question.term === 'string') {
    try {
      term = parseTerm(question.term);
    } catch (error) {
      throw new ServiceError('BAD_TERM', (error as Error).message);
    }
  } else {
    const given = (question.term ?? {}) as { value?: unknown; unit?: unknown };
    const candidate = {
      value: given.unit === 'sameDay' && given.value === undefined ? 1 : given.value,
      unit: given.unit,
    };
    const problems = termProblems(candidate);
    if (problems.length > 0) throw new ServiceError('BAD_TERM', problems.join(' '));
    term = candidate as Term;
  }
  const pairs = question.suspensions ?? [];
  if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    throw new ServiceError('BAD_SUSPENSION', 'Các lần tạm dừng phải là danh sách [lúc dừng, lúc tiếp tục].');
  }
  return { received, term, suspensions: readSuspensions(pairs as [unknown, unknown][], received) };
}

/** @throws ServiceError for bad input, and for time that no calendar covers */
export function deadline(question: DeadlineQuestion): LocalDateTime {
  const { received, term, suspensions } = readQuestion(question);
  return covered(() => dueAt(common(), received, term, suspensions));
}

/** The due instant with every day counted and skipped. @throws ServiceError */
export function explainedDeadline(question: DeadlineQuestion): DueExplanation {
  const { received, term, suspensions } = readQuestion(question);
  return covered(() => explainDue(common(), received, term, suspensions));
}

function covered<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.name === 'CalendarGapError')
      throw new ServiceError('CALENDAR_GAP', error.message);
    throw error;
  }
}
