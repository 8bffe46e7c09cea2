/** How a dossier stands to its due instant (tình trạng hạn), for colours and counts. One function decides. */
import type { TimedFacts } from '../dossier/timeliness.ts';
import { timeliness } from '../dossier/timeliness.ts';
import type { TimelinessGranularity } from '../reporting/predicate.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { dateOf, fromCivilMinute, type LocalDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { addWorkingMinutes } from '../time/working-time.ts';

export type DueStanding = 'withinTime' | 'dueSoon' | 'dueToday' | 'overdue' | 'suspended';

/** «Sắp đến hạn»: so many working minutes or fewer are left (two working days). */
export const SOON_MINUTES = 16 * 60;

/** The instant up to which a due date counts as soon. Falls back to `now` where the calendar ends. */
export function soonThrough(calendar: WorkCalendar, now: LocalDateTime): LocalDateTime {
  try {
    return fromCivilMinute(addWorkingMinutes(calendar, toCivilMinute(now), SOON_MINUTES));
  } catch (error) {
    if (error instanceof Error && error.name === 'CalendarGapError') return now;
    throw error;
  }
}

/**
 * Tình trạng hạn của một hồ sơ chưa có kết quả.
 * @param soon from {@link soonThrough}
 */
export function dueStanding(
  facts: TimedFacts,
  now: LocalDateTime,
  soon: LocalDateTime,
  granularity: TimelinessGranularity,
): DueStanding {
  if (timeliness({ ...facts, resolvedAt: null }, now, granularity) === 'overdue') return 'overdue';
  if (facts.suspendedDuring.some((span) => span.from <= now && (span.to === null || now < span.to))) return 'suspended';
  if (dateOf(facts.dueAt) === dateOf(now)) return 'dueToday';
  return facts.dueAt <= soon ? 'dueSoon' : 'withinTime';
}
