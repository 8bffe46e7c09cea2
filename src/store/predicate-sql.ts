/**
 * The SQL reader of predicates over dossiers. It says in PostgreSQL's words what `matches` says in TypeScript's; a
 * property test holds the two equal on random logs.
 */
import type { Question } from '../core/reporting/decision.ts';
import { DOSSIER_FACT_KINDS, type DossierFactName } from '../core/reporting/matches.ts';
import type { CountingFrame, Predicate, Timeliness } from '../core/reporting/predicate.ts';
import { toInstant } from '../core/time/local-date-time.ts';

/** Column of each fact; the only names that reach the text of a query. */
const COLUMNS = {
  receivedAt: 'received_at',
  resolvedAt: 'resolved_at',
  cancelledAt: 'cancelled_at',
  handedOverAt: 'handed_over_at',
  paidOnlineAt: 'paid_online_at',
  linkedChild: 'linked_child',
  verticalAgency: 'vertical_agency',
  copyCertification: 'copy_certification',
  certifiedECopy: 'certified_e_copy',
  resultDigitised: 'result_digitised',
  channel: 'channel',
  handOverChannel: 'hand_over_channel',
  sectorKey: 'sector_key',
  procedureCode: 'procedure_code',
  feeDue: 'fee_due',
  paidOnlineAmount: 'paid_online_amount',
  suspendedDuring: 'suspended_during',
} as const satisfies Record<DossierFactName, string>;

export function columnOf(fact: string, kind: (typeof DOSSIER_FACT_KINDS)[DossierFactName]): string {
  if ((DOSSIER_FACT_KINDS as Record<string, string>)[fact] !== kind) {
    throw new Error(`Chỉ tiêu dùng dữ kiện không có: «${fact}».`);
  }
  return COLUMNS[fact as DossierFactName];
}

/** Parameters of one statement; equal values share a place. */
export class Parameters {
  readonly values: unknown[] = [];
  readonly #places = new Map<string, number>();

  /** `$3::timestamptz` */
  add(value: unknown, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      this.values.push(value);
      place = this.values.length;
      this.#places.set(key, place);
    }
    return `$${place}::${type}`;
  }
}

/**
 * Text of a condition. Where a fact is `null` it is false or unknown when it stands plainly, which counts the same; what
 * stands under a `not` is never unknown, so that `not` means what it says.
 */
export function predicateSql(
  predicate: Predicate,
  frame: CountingFrame,
  parameters: Parameters,
  negated = false,
): string {
  const sql = (part: Predicate): string => predicateSql(part, frame, parameters, negated);
  if ('all' in predicate) {
    // Each once: definitions that build on each other repeat conditions, and every one costs time for every row.
    const parts = new Set(predicate.all.flatMap((part) => conjuncts(part, frame, parameters, negated)));
    return parts.size === 0 ? 'true' : `(${[...parts].join(' and ')})`;
  }
  if ('any' in predicate) return predicate.any.length === 0 ? 'false' : `(${predicate.any.map(sql).join(' or ')})`;
  if ('not' in predicate) return `not ${predicateSql(predicate.not, frame, parameters, !negated)}`;
  if ('flag' in predicate) return columnOf(predicate.flag, 'flag');
  const opensAt = (): string => parameters.add(toInstant(frame.opensAt), 'timestamptz');
  const asOf = (): string => parameters.add(toInstant(frame.asOf), 'timestamptz');
  if ('at' in predicate) {
    const column = columnOf(predicate.at, 'instant');
    const known = predicate.at === 'receivedAt' || !negated ? '' : `${column} is not null and `;
    switch (predicate.in) {
      case 'period':
        return `(${known}${inPeriod(column, frame, parameters).join(' and ')})`;
      case 'beforePeriod':
        return `(${known}${column} < ${opensAt()})`;
      case 'byAsOf':
        return `(${known}${column} <= ${asOf()})`;
    }
  }
  if ('fact' in predicate) {
    if ('above' in predicate)
      return `(${columnOf(predicate.fact, 'number')} > ${parameters.add(predicate.above, 'bigint')})`;
    const column = columnOf(predicate.fact, 'text');
    const only = oneOf(predicate.in, parameters);
    return predicate.fact === 'handOverChannel' && negated
      ? `(${column} is not null and ${column} ${only})`
      : `(${column} ${only})`;
  }
  if ('timeliness' in predicate) return timelinessSql(predicate.timeliness, frame, asOf(), negated);
  const during = `${columnOf(predicate.during, 'spans')} @> ${asOf()}`;
  return negated ? `coalesce(${during}, false)` : `(${during})`;
}

/** The conditions that a predicate joins by `and`; itself where it is none of those that do. */
function conjuncts(
  predicate: Predicate,
  frame: CountingFrame,
  parameters: Parameters,
  negated: boolean,
): readonly string[] {
  if ('all' in predicate) return predicate.all.flatMap((part) => conjuncts(part, frame, parameters, negated));
  if (negated) return [predicateSql(predicate, frame, parameters, negated)];
  if ('at' in predicate && predicate.in === 'period')
    return inPeriod(columnOf(predicate.at, 'instant'), frame, parameters);
  if ('timeliness' in predicate && (predicate.timeliness === 'early' || predicate.timeliness === 'onTime')) {
    const asOf = parameters.add(toInstant(frame.asOf), 'timestamptz');
    return resolvedBy(asOf, frame, predicate.timeliness === 'early' ? '<' : '=');
  }
  return [predicateSql(predicate, frame, parameters, negated)];
}

/** From the period's first minute to the as-of instant, both counted. */
const inPeriod = (column: string, frame: CountingFrame, parameters: Parameters): readonly [string, string] => [
  `${column} >= ${parameters.add(toInstant(frame.opensAt), 'timestamptz')}`,
  `${column} <= ${parameters.add(toInstant(frame.asOf), 'timestamptz')}`,
];

const DAY = (instant: string): string => `(${instant} at time zone 'Asia/Ho_Chi_Minh')::date`;

/** An instant as it is compared with others: to the minute, or the day it falls on. */
const grainOf =
  (frame: CountingFrame) =>
  (instant: string): string =>
    frame.granularity === 'day' ? DAY(instant) : instant;

/** Resolved by the as-of instant, and when against the due instant. */
function resolvedBy(asOf: string, frame: CountingFrame, operator: string): readonly [string, string] {
  const grain = grainOf(frame);
  return [`resolved_at <= ${asOf}`, `${grain('resolved_at')} ${operator} ${grain('due_at')}`];
}

/**
 * Whether the time of a dossier that is not resolved by the as-of instant has run out: its due instant has passed and
 * the clock has not stood still ever since, which is to say that no single suspension reaches from the due instant to
 * the as-of instant. While an earlier due date stood that a reschedule later replaced, the same rule holds for that one;
 * it is the minute before the lapse begins.
 */
function ranOut(frame: CountingFrame, asOf: string): string {
  const grain = grainOf(frame);
  const past = (due: string): string => {
    const since =
      frame.granularity === 'day'
        ? `(${DAY(due)} + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' - interval '1 minute'`
        : due;
    return `(${grain(asOf)} > ${grain(due)} and (suspended_during is null or not suspended_during @> tstzrange(${since}, ${asOf}, '[]')))`;
  };
  // Where the lapse around the as-of instant begins: there ends what is left of the time before it. (No sub-select: with
  // one the whole count would run on a single processor.)
  const lapseBegins = `upper(tstzmultirange(tstzrange(null, ${asOf}, '[]')) - lapsed_during)`;
  const lapsed = `(lapsed_during is not null and lapsed_during @> ${asOf} and ${past(`(${lapseBegins} - interval '1 minute')`)})`;
  return `(${lapsed} or ${past('due_at')})`;
}

function timelinessSql(timeliness: Timeliness, frame: CountingFrame, asOf: string, negated: boolean): string {
  const unresolved = `(resolved_at is null or resolved_at > ${asOf})`;
  const order = (operator: string): string =>
    `(${negated ? 'resolved_at is not null and ' : ''}${resolvedBy(asOf, frame, operator).join(' and ')})`;
  switch (timeliness) {
    case 'early':
      return order('<');
    case 'onTime':
      return order('=');
    case 'overdue':
      return `(${order('>')} or (${unresolved} and ${ranOut(frame, asOf)}))`;
    case 'withinTime':
      return `(${unresolved} and not ${ranOut(frame, asOf)})`;
  }
}

/** The condition on which a question is answered yes; where it is unknown the answer is no, as it is for `case when`. */
export function questionSql(question: Question, frame: CountingFrame, parameters: Parameters): string {
  const asOf = parameters.add(toInstant(frame.asOf), 'timestamptz');
  const grain = grainOf(frame);
  switch (question.ask) {
    case 'flag':
      return columnOf(question.fact, 'flag');
    case 'oneOf':
      return `${columnOf(question.fact, 'text')} ${oneOf(question.values, parameters)}`;
    case 'above':
      return `${columnOf(question.fact, 'number')} > ${parameters.add(question.bound, 'bigint')}`;
    case 'before':
      return `${columnOf(question.fact, 'instant')} < ${parameters.add(toInstant(frame.opensAt), 'timestamptz')}`;
    case 'by':
      return `${columnOf(question.fact, 'instant')} <= ${asOf}`;
    case 'during':
      return `${columnOf(question.fact, 'spans')} @> ${asOf}`;
    case 'resolvedEarly':
      return `${grain('resolved_at')} < ${grain('due_at')}`;
    case 'resolvedOnTime':
      return `${grain('resolved_at')} = ${grain('due_at')}`;
    case 'ranOut':
      return ranOut(frame, asOf);
  }
}

const oneOf = (values: readonly string[], parameters: Parameters): string =>
  values.length === 1 ? `= ${parameters.add(values[0], 'text')}` : `= any (${parameters.add(values, 'text[]')})`;
