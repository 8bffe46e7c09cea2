/**
 * The desk at a glance (tổng quan): what is due, what is overdue, by step and officer; the figures of a period by the
 * report's own definitions; received and resolved week by week. Nothing is counted by a rule of its own.
 */
import { type Actor, permits } from '../../core/access/permissions.ts';
import { type Week, weeksThrough } from '../../core/dashboard/weeks.ts';
import { type PendingItem, workloadTotal } from '../../core/dashboard/workload.ts';
import { dueStanding, soonThrough } from '../../core/process/due-state.ts';
import type { IndicatorDefinition } from '../../core/reporting/definition.ts';
import { IndicatorCatalogue } from '../../core/reporting/indicators.ts';
import { closesAt, opensAt, periodContaining, type ReportingPeriod } from '../../core/reporting/period.ts';
import type { CountingFrame } from '../../core/reporting/predicate.ts';
import {
  dateOf,
  firstMinuteOf,
  fromInstant,
  type LocalDateTime,
  lastMinuteOf,
} from '../../core/time/local-date-time.ts';
import { INDICATORS } from '../../law/index.ts';
import { listMatching, tallyDossiers } from '../../store/counting.ts';
import { countInFrames } from '../../store/counting-frames.ts';
import { within } from '../../store/scope.ts';
import { listWorkPlaces } from '../../store/work-places.ts';
import { ServiceError } from '../errors.ts';
import { type Installation, loadCalendar, loadGranularity } from '../installation.ts';
import { requirePeriod } from '../report/build-report.ts';
import { listOfficers } from '../work/officers.ts';

/** The figures shown, all of them the report's. */
export const SHOWN = [
  'dossiers.carriedOver',
  'dossiers.received.inPeriod',
  'dossiers.received.online',
  'dossiers.received.counterAndPost',
  'dossiers.post.received',
  'dossiers.resolved.total',
  'dossiers.resolved.early',
  'dossiers.resolved.onTime',
  'dossiers.resolved.overdue',
  'dossiers.resolved.notOverdue',
  'dossiers.pending.total',
  'dossiers.pending.overdue',
  'dossiers.pending.suspended',
  'dossiers.cancelled',
  'dossiers.onTimeShare',
  'dossiers.onlineShare',
  'dossiers.paidOnlineShare',
  'dossiers.resultDigitisedShare',
] as const;
export type ShownIndicator = (typeof SHOWN)[number];

export interface ShownFigure {
  readonly definition: IndicatorDefinition;
  /** Whole number; for a ratio hundredths of a per cent, null when its denominator is zero. */
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
}

export interface WeekFigures extends Week {
  readonly received: number;
  readonly resolved: number;
}

export interface Dashboard {
  readonly period: ReportingPeriod;
  /** The period's last minute, or the present one while it is running. */
  readonly asOf: LocalDateTime;
  readonly now: LocalDateTime;
  readonly figures: Readonly<Record<ShownIndicator, ShownFigure>>;
  readonly weeks: readonly WeekFigures[];
  /** Pending now, whatever the period. */
  readonly pending: readonly PendingItem[];
  readonly standings: ReturnType<typeof workloadTotal>;
  /** Tên đăng nhập → họ tên. */
  readonly officerNames: ReadonlyMap<string, string>;
}

const WEEKS = 13;
const CATALOGUE = new IndicatorCatalogue(INDICATORS);

function requireView(actor: Actor): void {
  if (!permits(actor, 'dashboard.view', actor.unitId))
    throw new ServiceError('FORBIDDEN', 'Vai trò của bạn không được giao việc xem tổng quan.', { exitCode: 1 });
}

/** The quarter of a day, or the period named. @throws ServiceError for text that names no period or one not begun */
export function chosenPeriod(text: string | undefined, now: LocalDateTime): ReportingPeriod {
  const period = text === undefined || text === '' ? periodContaining('quarter', dateOf(now)) : requirePeriod(text);
  if (opensAt(period) > now)
    throw new ServiceError('PERIOD_NOT_BEGUN', 'Kỳ này chưa bắt đầu, chưa có số liệu.', { exitCode: 1 });
  return period;
}

async function frameOf(
  client: Parameters<typeof loadGranularity>[0],
  unitId: string,
  period: ReportingPeriod,
  now: LocalDateTime,
): Promise<CountingFrame> {
  const closing = closesAt(period);
  return {
    opensAt: opensAt(period),
    asOf: now < closing ? now : closing,
    granularity: await loadGranularity(client, unitId, period.through, null),
  };
}

/** Tổng quan của đơn vị. @throws ServiceError */
export async function readDashboard(
  { store, clock }: Pick<Installation, 'store' | 'clock'>,
  input: { readonly actor: Actor; readonly period?: string },
): Promise<Dashboard> {
  requireView(input.actor);
  const now = fromInstant(clock.now());
  const period = chosenPeriod(input.period, now);
  const home = input.actor.unitId;
  return within(
    store,
    [home],
    async (client) => {
      const frame = await frameOf(client, home, period, now);
      const bases = CATALOGUE.basesOf(SHOWN);
      const tally = await tallyDossiers(client, bases, { homes: [home], frame, recordedThrough: null });
      const figureOf = (id: string): number | null => CATALOGUE.valueOf(id, (base) => tally.total(base));
      const figures = Object.fromEntries(
        SHOWN.map((id): [ShownIndicator, ShownFigure] => {
          const definition = CATALOGUE.get(id);
          return [
            id,
            definition.kind === 'ratio'
              ? {
                  definition,
                  value: figureOf(id),
                  numerator: figureOf(definition.numerator) ?? 0,
                  denominator: figureOf(definition.denominator) ?? 0,
                }
              : { definition, value: figureOf(id) },
          ];
        }),
      ) as Record<ShownIndicator, ShownFigure>;
      const pending = await pendingNow(client, home, now);
      const officers = await listOfficers(client, home);
      return {
        period,
        asOf: frame.asOf,
        now,
        figures,
        weeks: await weekFigures(client, home, frame),
        pending,
        standings: workloadTotal(pending),
        officerNames: new Map(officers.map((officer) => [officer.loginName, officer.fullName])),
      };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}

const PER_WEEK = ['dossiers.received.inPeriod', 'dossiers.resolved.total'] as const;

async function weekFigures(
  client: Parameters<typeof countInFrames>[0],
  home: string,
  frame: CountingFrame,
): Promise<WeekFigures[]> {
  const weeks = weeksThrough(dateOf(frame.asOf), WEEKS);
  const frames = weeks.map((week): CountingFrame => {
    const end = lastMinuteOf(week.through);
    return {
      opensAt: firstMinuteOf(week.from),
      asOf: end < frame.asOf ? end : frame.asOf,
      granularity: frame.granularity,
    };
  });
  const counts = await countInFrames(client, CATALOGUE.basesOf(PER_WEEK), [home], frames);
  return weeks.map((week, index) => {
    const of = (id: string): number => CATALOGUE.valueOf(id, (base) => counts[index]?.get(base) ?? 0) ?? 0;
    return { ...week, received: of(PER_WEEK[0]), resolved: of(PER_WEEK[1]) };
  });
}

/** Pending dossiers as the report counts them, each with the step and the officer that has it. */
async function pendingNow(
  client: Parameters<typeof listMatching>[0],
  home: string,
  now: LocalDateTime,
): Promise<PendingItem[]> {
  const today = dateOf(now);
  const granularity = await loadGranularity(client, home, today, null);
  const facts = await listMatching(
    client,
    { any: CATALOGUE.basesOf(['dossiers.pending.total']).map((base) => base.where) },
    { homes: [home], frame: { opensAt: now, asOf: now, granularity }, recordedThrough: null },
    null,
  );
  const places = await listWorkPlaces(client, home);
  const soon = soonThrough(await loadCalendar(client, home, null), now);
  return facts.map((fact) => {
    const place = places.get(fact.dossierId);
    return {
      dossierCode: fact.dossierCode,
      procedureCode: fact.procedureCode,
      receivedAt: fact.receivedAt,
      dueAt: fact.dueAt,
      standing: dueStanding(fact, now, soon, granularity),
      step: place?.step ?? 'Chưa vào quy trình',
      officer: place?.officer ?? null,
    };
  });
}

/** Dossiers behind one figure of a period. @throws ServiceError for an indicator that is not shown or has no dossiers behind it */
export async function dossiersBehind(
  { store, clock }: Pick<Installation, 'store' | 'clock'>,
  input: { readonly actor: Actor; readonly indicator: string; readonly period?: string; readonly week?: Week },
): Promise<{
  readonly definition: IndicatorDefinition;
  readonly period: ReportingPeriod;
  readonly dossiers: Awaited<ReturnType<typeof listMatching>>;
}> {
  requireView(input.actor);
  if (!(SHOWN as readonly string[]).includes(input.indicator))
    throw new ServiceError('UNKNOWN_INDICATOR', `Tổng quan không có chỉ tiêu «${input.indicator}».`);
  const now = fromInstant(clock.now());
  const period = chosenPeriod(input.period, now);
  const home = input.actor.unitId;
  const definition = CATALOGUE.get(input.indicator);
  // Behind a share stand the dossiers of its denominator's part that it speaks of: the numerator.
  const counted = definition.kind === 'ratio' ? definition.numerator : input.indicator;
  return within(
    store,
    [home],
    async (client) => {
      const whole = await frameOf(client, home, period, now);
      const end = input.week === undefined ? whole.asOf : lastMinuteOf(input.week.through);
      const frame: CountingFrame =
        input.week === undefined
          ? whole
          : { ...whole, opensAt: firstMinuteOf(input.week.from), asOf: end < whole.asOf ? end : whole.asOf };
      const dossiers = await listMatching(
        client,
        { any: CATALOGUE.basesOf([counted]).map((base) => base.where) },
        { homes: [home], frame, recordedThrough: null },
        null,
      );
      return { definition, period, dossiers };
    },
    { readOnly: true },
  );
}
