/**
 * The report of a unit for a period (báo cáo của đơn vị trong kỳ): a closed one as it was closed, otherwise computed from
 * the log as it stands. Both are the same data; only a closed one can be signed.
 */
import type pg from 'pg';
import { type UnitTree, unitOn } from '../../core/organisation/tree.ts';
import type { UnitRecord } from '../../core/organisation/unit.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import {
  closesAt,
  opensAt,
  parsePeriod,
  periodLabel,
  previousPeriod,
  type ReportingPeriod,
  reportingPeriod,
} from '../../core/reporting/period.ts';
import type { CountingFrame } from '../../core/reporting/predicate.ts';
import { dateOf, fromInstant, type Instant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { formatDate } from '../../core/time/plain-date.ts';
import { listMatching } from '../../store/counting.ts';
import { findReport, type StoredReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import {
  type Installation,
  loadGranularity,
  loadReportIdentity,
  loadTree,
  requireHomes,
  requireUnit,
} from '../installation.ts';
import { type Assembled, assemble, type CellProofs } from './assemble.ts';
import { definitionsFor, type LoadedDefinitions } from './definitions.ts';
import { gather } from './gather.ts';

export interface ReportPlace {
  readonly tree: UnitTree;
  readonly unit: UnitRecord;
  readonly period: ReportingPeriod;
  readonly homes: readonly string[];
}

/** @throws ServiceError for text that names no period */
export function requirePeriod(text: string): ReportingPeriod {
  if (parsePeriod(text) === undefined) {
    try {
      reportingPeriod(text);
    } catch (error) {
      throw new ServiceError('BAD_PERIOD', (error as Error).message);
    }
  }
  return reportingPeriod(text);
}

/** Unit and period of a report, with the units whose dossiers it counts. @throws ServiceError */
export async function reportPlace(
  store: Installation['store'],
  unitId: string,
  periodText: string,
): Promise<ReportPlace> {
  const period = requirePeriod(periodText);
  return within(
    store,
    [],
    async (client) => {
      const tree = await loadTree(client, null);
      const unit = requireUnit(tree, unitId);
      return { tree, unit, period, homes: requireHomes(tree, unit, period.through) };
    },
    { readOnly: true },
  );
}

/** The minute at which figures stand: the period's last, or the present one while it is running. @throws ServiceError before it begins */
export function asOfFor(period: ReportingPeriod, now: LocalDateTime): LocalDateTime {
  if (now < opensAt(period)) {
    throw new ServiceError(
      'PERIOD_NOT_BEGUN',
      `${periodLabel(period)} bắt đầu ngày ${formatDate(period.from)}, chưa có số liệu để báo cáo.`,
    );
  }
  return now < closesAt(period) ? now : closesAt(period);
}

export interface ComputeOptions {
  /** Only what was recorded at or before it; null: all that is known. */
  readonly recordedThrough: Instant | null;
  readonly now: Instant;
  readonly prove: boolean;
  readonly version: ReportModel['version'];
  readonly definitions?: LoadedDefinitions;
  readonly asOf?: LocalDateTime;
}

export interface Computed extends Assembled {
  readonly frame: CountingFrame;
  readonly definitions: LoadedDefinitions;
}

/** Computes the report from the log. Run it in a scope that sees the place's homes and the unit. */
export async function computeReport(
  client: pg.ClientBase,
  place: ReportPlace,
  options: ComputeOptions,
): Promise<Computed> {
  const { unit, period, homes } = place;
  const definitions = options.definitions ?? definitionsFor(period);
  const frame: CountingFrame = {
    opensAt: opensAt(period),
    asOf: options.asOf ?? asOfFor(period, fromInstant(options.now)),
    granularity: await loadGranularity(client, unit.id, period.through, options.recordedThrough),
  };
  const scope = { homes, frame, year: period.year, recordedThrough: options.recordedThrough };
  const gathered = await gather(client, definitions, scope, { prove: options.prove });
  const before = previousPeriod(period);
  const stored =
    unitOn(place.tree, unit.id, before.through) === undefined
      ? null
      : await findReport(
          client,
          unit.id,
          before.id,
          options.recordedThrough === null ? {} : { closedThrough: options.recordedThrough },
        );
  // Who signs is who is in office when the report is made, not when its period ended.
  const madeOn = dateOf(fromInstant(options.recordedThrough ?? options.now));
  const report = await loadReportIdentity(client, unit, madeOn, options.recordedThrough);
  const assembled = assemble({
    unit: { ...unit, report },
    period,
    frame,
    recordedThrough: options.recordedThrough ?? options.now,
    version: options.version,
    definitions,
    gathered,
    previous: stored === null ? null : (JSON.parse(stored.model) as ReportModel),
    openingReasons:
      stored === null ? [] : await openingReasons(client, place, frame, options.recordedThrough, stored, definitions),
  });
  return { ...assembled, frame, definitions };
}

const MOST_CODES = 5;

/** Why the opening is not the previous closing: the dossiers that were pending for the one and not for the other. */
async function openingReasons(
  client: pg.ClientBase,
  place: ReportPlace,
  frame: CountingFrame,
  recordedThrough: Instant | null,
  previous: StoredReport,
  definitions: LoadedDefinitions,
): Promise<string[]> {
  const { catalogue } = definitions;
  if (!catalogue.has('dossiers.carriedOver') || !catalogue.has('dossiers.pending.total')) return [];
  const carried = catalogue.basesOf(['dossiers.carriedOver']).map((base) => base.where);
  const pending = catalogue.basesOf(['dossiers.pending.total']).map((base) => base.where);
  const before = previousPeriod(place.period);
  const now = await listMatching(client, { any: carried }, { homes: place.homes, frame, recordedThrough }, null);
  const then = await listMatching(
    client,
    { any: pending },
    {
      homes: place.homes,
      frame: { ...frame, opensAt: opensAt(before), asOf: fromInstant(previous.asOf) },
      recordedThrough: previous.recordedThrough,
    },
    null,
  );
  const codesThen = new Set(then.map((facts) => facts.dossierCode));
  const codesNow = new Set(now.map((facts) => facts.dossierCode));
  const added = now.filter((facts) => !codesThen.has(facts.dossierCode)).map((facts) => facts.dossierCode);
  const gone = then.filter((facts) => !codesNow.has(facts.dossierCode)).map((facts) => facts.dossierCode);
  const list = (codes: string[]): string =>
    `${codes.slice(0, MOST_CODES).join(', ')}${codes.length > MOST_CODES ? ` và ${codes.length - MOST_CODES} hồ sơ khác` : ''}`;
  return [
    ...(added.length > 0 ? [`Ghi nhận hoặc sửa sau khi chốt kỳ trước, nay thêm vào: ${list(added)}.`] : []),
    ...(gone.length > 0 ? [`Có trong số chốt kỳ trước, nay không còn: ${list(gone)}.`] : []),
  ];
}

export interface BuiltReport {
  readonly model: ReportModel;
  readonly cells: CellProofs;
  /** The version it was read from; null when computed from the log as it stands. */
  readonly closed: StoredReport | null;
  /** Units whose dossiers it counts. */
  readonly homes: readonly string[];
}

export interface BuildOptions {
  readonly unitId: string;
  readonly period: string;
  /** A closed version; the newest where none is named. */
  readonly version?: number;
  /** Compute from the log even if the period is closed. */
  readonly live?: boolean;
  /** As it was known at an instant. */
  readonly recordedThrough?: Instant;
  readonly prove?: boolean;
}

/** Báo cáo. @throws ServiceError, ProofError */
export async function buildReport({ store, clock }: Installation, options: BuildOptions): Promise<BuiltReport> {
  const place = await reportPlace(store, options.unitId, options.period);
  return within(
    store,
    [...new Set([...place.homes, place.unit.id])],
    async (client) => {
      await client.query('set local statement_timeout = 0');
      if (options.live !== true && options.recordedThrough === undefined) {
        const closed = await findReport(
          client,
          place.unit.id,
          place.period.id,
          options.version === undefined ? {} : { version: options.version },
        );
        if (closed !== null)
          return {
            model: JSON.parse(closed.model) as ReportModel,
            cells: JSON.parse(closed.cells) as CellProofs,
            closed,
            homes: place.homes,
          };
        if (options.version !== undefined) {
          throw new ServiceError(
            'NO_VERSION',
            `${place.unit.name} chưa chốt phiên bản ${options.version} của ${periodLabel(place.period)}.`,
          );
        }
      }
      const now = clock.now();
      const { model, cells } = await computeReport(client, place, {
        recordedThrough: options.recordedThrough ?? null,
        now,
        prove: options.prove ?? true,
        version: null,
      });
      return { model, cells, closed: null, homes: place.homes };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}
