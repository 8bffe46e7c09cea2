/**
 * The language in which an indicator (chỉ tiêu) says which things it counts. Plain data: it can be hashed, stored with a
 * closed report and corrected as a new dated version. It has two readers: `matches` (here) and the SQL reader of the
 * store; a property test holds them equal.
 */

import type { Span } from '../dossier/facts.ts';
import type { LocalDateTime } from '../time/local-date-time.ts';

/** What an indicator counts: dossiers, catalogue procedures, feedback, items of the review plan, or register entries. */
export const POPULATIONS = ['dossier', 'procedure', 'feedback', 'reviewItem', 'activity'] as const;
export type Population = (typeof POPULATIONS)[number];

/**
 * When, relative to the reporting period and the as-of instant:
 * `period` from the period's first minute to its last or the as-of instant, whichever is earlier, both counted;
 * `beforePeriod` before its first minute; `byAsOf` at or before its last minute or the as-of instant.
 */
export type TimeWindow = 'period' | 'beforePeriod' | 'byAsOf';

/** trước hạn, đúng hạn, quá hạn; còn trong hạn, đã quá hạn. */
export type Timeliness = 'early' | 'onTime' | 'overdue' | 'withinTime';

/** `minute` compares instants to the minute; `day` compares the days they fall on. A dated setting: provinces differ. */
export type TimelinessGranularity = 'minute' | 'day';

export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  /** A boolean fact that is true. */
  | { readonly flag: string }
  /** A text fact that equals one of these. */
  | { readonly fact: string; readonly in: readonly string[] }
  /** A number fact above a bound, bound excluded. */
  | { readonly fact: string; readonly above: number }
  /** An instant fact that is known and falls in the window. */
  | { readonly at: string; readonly in: TimeWindow }
  /** A resolved dossier's class, or a pending one's as of the as-of instant. */
  | { readonly timeliness: Timeliness }
  /** A list of spans that contains the as-of instant. */
  | { readonly during: string };

/** What a predicate is read against. `asOf` already is the earlier of the period's last minute and the asked instant. */
export interface CountingFrame {
  /** First minute of the period; counts. */
  readonly opensAt: LocalDateTime;
  /** The earlier of the period's last minute and the instant asked for; counts. */
  readonly asOf: LocalDateTime;
  readonly granularity: TimelinessGranularity;
}

/** A thing to be counted: facts by name. */
export type Facts = Readonly<Record<string, unknown>>;

export function spansContain(spans: readonly Span[], at: LocalDateTime): Span | undefined {
  return spans.find((span) => span.from <= at && (span.to === null || at < span.to));
}
