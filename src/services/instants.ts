/** Arithmetic on instants (thời điểm) in milliseconds; the clock itself is handed in. */
import type { Instant } from '../core/time/local-date-time.ts';

/** @param milliseconds may be negative */
export function plusMilliseconds(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString() as Instant;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
