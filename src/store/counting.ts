/** Counting dossiers: one scan for any number of indicators, and the facts behind them. */
import type pg from 'pg';
import type { Channel, DossierFacts, Span } from '../core/dossier/facts.ts';
import { type BaseIndicator, Tally } from '../core/reporting/indicators.ts';
import type { CountingFrame, Predicate } from '../core/reporting/predicate.ts';
import { fromUtcMinute, type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';
import { classesSql } from './classes-sql.ts';
import { columnOf, Parameters, predicateSql } from './predicate-sql.ts';
import { together } from './together.ts';

export interface CountingScope {
  /** Units whose dossiers count. */
  readonly homes: readonly string[];
  readonly frame: CountingFrame;
  /** Only what was recorded at or before this instant; null: everything known now. */
  readonly recordedThrough: Instant | null;
}

const FACT_COLUMNS =
  'home_unit_id, dossier_id, received_at, due_at, resolved_at, cancelled_at, handed_over_at, paid_online_at, active_until, recorded_from, fee_due, paid_online_amount, linked_child, vertical_agency, copy_certification, certified_e_copy, result_digitised, channel, hand_over_channel, sector_key, procedure_code, dossier_code, suspended_during, lapsed_during';

/** The facts as they stand now, or as they were known at an instant. */
function source(scope: CountingScope, parameters: Parameters): string {
  if (scope.recordedThrough === null) return 'dossier_fact';
  const cutOff = parameters.add(scope.recordedThrough, 'timestamptz');
  return `(select ${FACT_COLUMNS} from dossier_fact where recorded_from <= ${cutOff} union all select ${FACT_COLUMNS} from dossier_fact_history where recorded_from <= ${cutOff} and recorded_to > ${cutOff}) dossier_fact`;
}

/**
 * Dossiers of some units. Where nothing else is in sight of the transaction (`within`), that is asked once and no dossier
 * is asked whose it is: row-level security has done so.
 */
export function ofHomes(homes: readonly string[], parameters: Parameters): string {
  if (homes.length === 1) return `home_unit_id = ${parameters.add(homes[0], 'text')}`;
  const asked = parameters.add(homes, 'text[]');
  return `((select row_security_active('dossier_fact') and string_to_array(current_setting('motcua.units', true), ',') <@ ${asked}) or home_unit_id = any (${asked}))`;
}

/** Dossiers that can matter: not ended, handed over or paid for before the period began. */
function relevant(scope: CountingScope, parameters: Parameters): string {
  return `${ofHomes(scope.homes, parameters)} and active_until >= ${parameters.add(toInstant(scope.frame.opensAt), 'timestamptz')}`;
}

/** Conditions that every indicator shares stand once, in the `where`. */
function hoisted(predicates: readonly Predicate[]): { common: Predicate[]; rest: Predicate[] } {
  const parts = predicates.map((predicate) => flatten(predicate));
  const texts = parts.map((list) => new Set(list.map((part) => JSON.stringify(part))));
  const common = (parts[0] ?? []).filter((part) => texts.every((set) => set.has(JSON.stringify(part))));
  const shared = new Set(common.map((part) => JSON.stringify(part)));
  return { common, rest: parts.map((list) => ({ all: list.filter((part) => !shared.has(JSON.stringify(part))) })) };
}

const flatten = (predicate: Predicate): Predicate[] =>
  'all' in predicate ? predicate.all.flatMap(flatten) : [predicate];

/**
 * The statement that counts. Every dossier is asked once what it counts for, by decision trees; dossiers of one sector
 * with the same answers are one class, and the classes are added up.
 */
export function tallyStatement(
  indicators: readonly BaseIndicator[],
  scope: CountingScope,
): { text: string; values: unknown[] } {
  const parameters = new Parameters();
  const { common, rest } = hoisted(indicators.map((indicator) => indicator.where));
  const classes = classesSql(rest, scope.frame, parameters);
  const summed = [...new Set(indicators.flatMap((one) => (one.kind === 'sum' ? [columnOf(one.of, 'number')] : [])))];
  const figures = indicators.map((indicator, index) => {
    const amount = indicator.kind === 'count' ? 'dossiers' : `sum_${columnOf(indicator.of, 'number')}`;
    return `coalesce(sum(${amount}) filter (where ${classes.counts(index)}), 0) as i${index}`;
  });
  const conditions = [
    relevant(scope, parameters),
    ...common.map((part) => predicateSql(part, scope.frame, parameters)),
  ];
  const keys = ['sector_key', ...classes.names].join(', ');
  // `offset '0'` keeps the classes a column of their own: looked through, the planner would expect as many classes as
  // there are instants, and count on one processor. Written without quotes it is not known to be nothing soon enough.
  return {
    text: `select sector_key, ${figures.join(', ')} from (
      select ${[keys, 'count(*) as dossiers', ...summed.map((column) => `sum(${column}) as sum_${column}`)].join(', ')} from (
        select ${['sector_key', ...classes.columns, ...summed].join(', ')}
        from ${source(scope, parameters)} where ${conditions.join(' and ')} offset '0') asked
      group by ${keys}) class group by sector_key`,
    values: parameters.values,
  };
}

/**
 * What the planner does not know of counting. Pages are read in their order, each once: an index says which, but to follow
 * it from dossier to dossier takes a fifth longer, and of a single unit's rows the planner thinks that they lie as the index
 * has them. And help from other processors pays for a province; for a ward it has hardly come when the count is done.
 */
const PLANNED_FOR_COUNTING = 'set local enable_indexscan = off; set local parallel_setup_cost = 10000';
const PLANNED_AS_EVER = 'set local enable_indexscan to default; set local parallel_setup_cost to default';

/** Counts in the database, by sector. */
export async function tallyDossiers(
  client: pg.ClientBase,
  indicators: readonly BaseIndicator[],
  scope: CountingScope,
): Promise<Tally> {
  const tally = new Tally();
  const mine = indicators.filter((indicator) => indicator.population === 'dossier');
  if (mine.length === 0 || scope.homes.length === 0) return tally;
  const statement = tallyStatement(mine, scope);
  const [, { rows }] = await together([
    client.query(PLANNED_FOR_COUNTING),
    client.query<Record<string, string | number>>(statement.text, statement.values),
    client.query(PLANNED_AS_EVER),
  ]);
  for (const row of rows) {
    mine.forEach((indicator, index) => {
      tally.add(row['sector_key'] as string, indicator.id, Number(row[`i${index}`]));
    });
  }
  return tally;
}

interface FactRow {
  home_unit_id: string;
  dossier_id: string;
  dossier_code: string;
  sector_key: string;
  procedure_code: string;
  channel: Channel;
  hand_over_channel: Channel | null;
  received: number;
  due: number;
  resolved: number | null;
  cancelled: number | null;
  handed_over: number | null;
  paid_online: number | null;
  fee_due: number;
  paid_online_amount: number;
  linked_child: boolean;
  vertical_agency: boolean;
  copy_certification: boolean;
  certified_e_copy: boolean;
  result_digitised: boolean;
  suspended: string | null;
  lapsed: string | null;
}

const minute = (column: string): string => `(extract(epoch from ${column}) / 60)::int`;
const spans = (column: string): string =>
  `(select string_agg(${minute('lower(r)')} || ',' || coalesce(${minute('upper(r)')}::text, ''), ';' order by lower(r)) from unnest(${column}) r)`;

const LIST_COLUMNS = `home_unit_id, dossier_id, dossier_code, sector_key, procedure_code, channel, hand_over_channel,
  ${minute('received_at')} as received, ${minute('due_at')} as due, ${minute('resolved_at')} as resolved, ${minute('cancelled_at')} as cancelled,
  ${minute('handed_over_at')} as handed_over, ${minute('paid_online_at')} as paid_online, fee_due, paid_online_amount,
  linked_child, vertical_agency, copy_certification, certified_e_copy, result_digitised,
  case when suspended_during is null then null else ${spans('suspended_during')} end as suspended,
  case when lapsed_during is null then null else ${spans('lapsed_during')} end as lapsed`;

const local = (value: number | null): LocalDateTime | null => (value === null ? null : fromUtcMinute(value));

function readSpans(text: string | null): Span[] {
  if (text === null || text === '') return [];
  return text.split(';').map((pair) => {
    const [from, to] = pair.split(',');
    return { from: fromUtcMinute(Number(from)), to: to === '' || to === undefined ? null : fromUtcMinute(Number(to)) };
  });
}

function factsOfRow(row: FactRow): DossierFacts {
  return {
    homeUnitId: row.home_unit_id,
    dossierId: row.dossier_id,
    dossierCode: row.dossier_code,
    sectorKey: row.sector_key,
    procedureCode: row.procedure_code,
    channel: row.channel,
    receivedAt: fromUtcMinute(row.received),
    dueAt: fromUtcMinute(row.due),
    resolvedAt: local(row.resolved),
    cancelledAt: local(row.cancelled),
    handedOverAt: local(row.handed_over),
    handOverChannel: row.hand_over_channel,
    suspendedDuring: readSpans(row.suspended),
    lapsedDuring: readSpans(row.lapsed),
    linkedChild: row.linked_child,
    verticalAgency: row.vertical_agency,
    feeDue: Number(row.fee_due),
    paidOnlineAt: local(row.paid_online),
    paidOnlineAmount: Number(row.paid_online_amount),
    copyCertification: row.copy_certification,
    certifiedECopy: row.certified_e_copy,
    resultDigitised: row.result_digitised,
  };
}

/** Facts that can matter to a period, in order of dossier codes. */
export async function listFacts(client: pg.ClientBase, scope: CountingScope): Promise<DossierFacts[]> {
  if (scope.homes.length === 0) return [];
  const parameters = new Parameters();
  const from = source(scope, parameters);
  const { rows } = await client.query<FactRow>(
    `select ${LIST_COLUMNS} from ${from} where ${relevant(scope, parameters)} order by home_unit_id, dossier_id`,
    parameters.values,
  );
  return rows.map(factsOfRow);
}

/** The dossiers behind one count: facts that satisfy a predicate, of one sector or of all, in order of dossier codes. */
export async function listMatching(
  client: pg.ClientBase,
  where: Predicate,
  scope: CountingScope,
  sectorKey: string | null,
): Promise<DossierFacts[]> {
  if (scope.homes.length === 0) return [];
  const parameters = new Parameters();
  const from = source(scope, parameters);
  const conditions = [relevant(scope, parameters), predicateSql(where, scope.frame, parameters)];
  if (sectorKey !== null) conditions.push(`sector_key = ${parameters.add(sectorKey, 'text')}`);
  const { rows } = await client.query<FactRow>(
    `select ${LIST_COLUMNS} from ${from} where ${conditions.join(' and ')} order by dossier_code collate "C", home_unit_id`,
    parameters.values,
  );
  return rows.map(factsOfRow);
}
