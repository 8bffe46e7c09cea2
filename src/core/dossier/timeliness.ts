/**
 * Timeliness of a dossier (trước hạn, đúng hạn, quá hạn; trong hạn). The only place that decides it.
 * `resolvedAt` is when the result existed, not when the citizen came for it. Compared to the minute, or to the day where
 * a dated setting says so: provinces differ, and the report says which was used.
 * @legalBasis TT 01/2020/TT-VPCP, biểu II.06a cột (8)–(10), (12)–(13)
 */
import type { Timeliness, TimelinessGranularity } from '../reporting/predicate.ts';
import { dateOf, fromCivilMinute, type LocalDateTime, toCivilMinute } from '../time/local-date-time.ts';
import type { DossierFacts, Span } from './facts.ts';

/** −1, 0, 1 as `a` is before, at, after `b` at the chosen grain. */
function compare(a: LocalDateTime, b: LocalDateTime, granularity: TimelinessGranularity): number {
  const left: string = granularity === 'day' ? dateOf(a) : a;
  const right: string = granularity === 'day' ? dateOf(b) : b;
  return left < right ? -1 : left > right ? 1 : 0;
}

const contains = (span: Span, at: LocalDateTime): boolean => span.from <= at && (span.to === null || at < span.to);

/** The due instant that had lapsed: the minute before the lapse begins. */
const lapsedDueAt = (lapse: Span): LocalDateTime => fromCivilMinute(toCivilMinute(lapse.from) - 1);

export type TimedFacts = Pick<DossierFacts, 'dueAt' | 'resolvedAt' | 'suspendedDuring' | 'lapsedDuring'>;

/**
 * A dossier resolved at or before `asOf` is early, onTime or overdue; a pending one is withinTime or overdue as of that
 * minute. One whose clock stands still then is withinTime, unless it was overdue before the suspension began.
 */
export function timeliness(facts: TimedFacts, asOf: LocalDateTime, granularity: TimelinessGranularity): Timeliness {
  if (facts.resolvedAt !== null && facts.resolvedAt <= asOf) {
    const order = compare(facts.resolvedAt, facts.dueAt, granularity);
    return order < 0 ? 'early' : order === 0 ? 'onTime' : 'overdue';
  }
  const suspension = facts.suspendedDuring.find((span) => contains(span, asOf));
  const reached = suspension === undefined ? asOf : suspension.from;
  // Until it was rescheduled the earlier due date was the due date, by the same rule: otherwise a reschedule on the next
  // day would change what the day before had reported.
  const lapse = facts.lapsedDuring.find((span) => contains(span, asOf));
  if (lapse !== undefined && compare(reached, lapsedDueAt(lapse), granularity) > 0) return 'overdue';
  return compare(reached, facts.dueAt, granularity) > 0 ? 'overdue' : 'withinTime';
}
