/**
 * Dossiers filed online (hồ sơ nộp trực tuyến) wait for the desk: within eight working hours it accepts, refuses or asks
 * for completion.
 * @legalBasis NĐ 45/2020/NĐ-CP Điều 11
 */
import type { WorkCalendar } from '../time/calendar.ts';
import { dueAt } from '../time/due.ts';
import { type LocalDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { workingMinutesBetween } from '../time/working-time.ts';

export const REACTION_HOURS = 8;

export interface Reaction {
  /** The last minute in which the desk reacts in time. */
  readonly by: LocalDateTime;
  /** Working minutes left; negative: so many too late. */
  readonly minutesLeft: number;
  readonly state: 'withinTime' | 'dueSoon' | 'overdue';
}

/** Less than this left and the line is marked. */
const SOON_MINUTES = 120;

/** Thời hạn trả lời hồ sơ trực tuyến as of now. @throws CalendarGapError */
export function reactionDue(calendar: WorkCalendar, submittedAt: LocalDateTime, now: LocalDateTime): Reaction {
  const by = dueAt(calendar, submittedAt, { value: REACTION_HOURS, unit: 'workingHour' });
  const minutesLeft =
    now <= by
      ? workingMinutesBetween(calendar, toCivilMinute(now), toCivilMinute(by))
      : -workingMinutesBetween(calendar, toCivilMinute(by), toCivilMinute(now));
  return { by, minutesLeft, state: now > by ? 'overdue' : minutesLeft < SOON_MINUTES ? 'dueSoon' : 'withinTime' };
}
