/**
 * Whether an act may be recorded with an earlier time (ghi sau): the unit's rule, its closed periods and the officer's
 * permissions brought to the one place in core that decides.
 */
import type pg from 'pg';
import { permits } from '../core/access/permissions.ts';
import type { Refusal } from '../core/dossier/dossier.ts';
import {
  type ActualTimeField,
  type ActualTimeQuestion,
  type ClosedPeriod,
  closedOver,
  HAPPENS_NOW,
  judgeActualTime,
  LATE_RECORDING_SETTING,
  type LateRecordingRule,
  lateRecordingRule,
  type RawActualTime,
  readActualTime,
} from '../core/process/late-recording.ts';
import { parsePeriod } from '../core/reporting/period.ts';
import type { WorkCalendar } from '../core/time/calendar.ts';
import type { LocalDateTime } from '../core/time/local-date-time.ts';
import { dateOf } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { LATE_RECORDING_RULES } from '../law/recording/late-recording.ts';
import { listSettings } from '../store/registers.ts';
import { listReports } from '../store/reports.ts';
import type { SignedIn } from './signed-in.ts';

/** Giới hạn ghi sau of a unit on a day. @throws RangeError */
export async function loadLateRecordingRule(
  client: pg.ClientBase,
  unitId: string,
  on: PlainDate,
): Promise<LateRecordingRule> {
  const own = (await listSettings(client, unitId, null)).findLast(
    (setting) => setting.key === LATE_RECORDING_SETTING && setting.effectiveFrom <= on,
  );
  return lateRecordingRule(LATE_RECORDING_RULES, own, on);
}

/** Periods that the unit has closed, each with its newest version. */
export async function loadClosedPeriods(client: pg.ClientBase, unitId: string): Promise<readonly ClosedPeriod[]> {
  const closed = new Map<string, ClosedPeriod>();
  for (const { periodId, version } of await listReports(client, unitId)) {
    const period = parsePeriod(periodId);
    if (period !== undefined && !closed.has(periodId)) closed.set(periodId, { period, version });
  }
  return [...closed.values()].sort((a, b) => (a.period.through < b.period.through ? -1 : 1));
}

/** An earlier time with what speaks against it. */
export interface ActualTime {
  /** Undefined where it cannot be read; `errors` says so. */
  readonly happenedAt: LocalDateTime | undefined;
  readonly reason: string;
  /** All that is wrong, by field. */
  readonly errors: Readonly<Partial<Record<ActualTimeField, string>>>;
  /** What the officer has to say yes to, answered or not. */
  readonly questions: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
  /** Those of them that are not answered yet; nothing is recorded before they are. */
  readonly open: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
}

export interface ActualTimeInput {
  readonly user: SignedIn;
  readonly raw: RawActualTime | undefined;
  readonly now: LocalDateTime;
  readonly calendar: WorkCalendar;
  /** The act as buttons name it. */
  readonly label: string;
  /** Whether the act may change figures that are closed. */
  readonly figures: boolean;
  /** What the log of the dossier says to an instant; absent for a dossier that begins with the act. */
  readonly order?: (happenedAt: LocalDateTime) => {
    readonly follows: { readonly label: string; readonly at: LocalDateTime } | undefined;
    readonly refusals: readonly Refusal[];
  };
}

/** Thời điểm thực tế of a form; null where none was given, so that the act happens now. */
export async function checkActualTime(client: pg.ClientBase, input: ActualTimeInput): Promise<ActualTime | null> {
  const raw = input.raw ?? HAPPENS_NOW;
  const read = readActualTime(raw);
  if (read === null) return null;
  const { happenedAt, reason } = read;
  if (happenedAt === undefined) return { happenedAt, reason, errors: read.errors, questions: {}, open: {} };
  const { unitId } = input.user;
  const { follows, refusals } = input.order?.(happenedAt) ?? { follows: undefined, refusals: [] };
  const { problems, questions } = judgeActualTime({
    label: input.label,
    happenedAt,
    now: input.now,
    follows,
    order: refusals,
    rule: await loadLateRecordingRule(client, unitId, dateOf(input.now)),
    calendar: input.calendar,
    mayCorrect: permits(input.user, 'dossier.correct', unitId),
    closed: input.figures ? closedOver(await loadClosedPeriods(client, unitId), happenedAt) : [],
  });
  const open = Object.fromEntries(
    Object.entries(questions).filter(([name]) => !raw[name as ActualTimeQuestion]),
  ) as ActualTime['open'];
  return {
    happenedAt,
    reason,
    errors: problems.length === 0 ? read.errors : { ...read.errors, actualDate: problems.join(' ') },
    questions,
    open,
  };
}
