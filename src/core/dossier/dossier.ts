/**
 * A dossier (hồ sơ) as its events leave it. `fold` makes it from the log; `decide` says whether an act may come next.
 * Both read the same tables; neither knows what time it is.
 */
import { formatLocal, type LocalDateTime } from '../time/local-date-time.ts';
import type { Term } from '../time/term.ts';
import {
  type ActDefinition,
  type ClockInState,
  type DossierDefinition,
  MACHINES,
  type MachineName,
} from './definition.ts';
import { type DossierEvent, type EventData, expandLedgerLine, LEDGER_LINE, RETRACT } from './event.ts';
import type { Channel, Span } from './facts.ts';

/** A state entered at a minute. */
export interface Passage {
  readonly at: LocalDateTime;
  readonly state: string;
}

export interface Dossier {
  readonly states: Readonly<Record<MachineName, string>>;
  /** 1–10, as the national portal counts. */
  readonly nationalStatus: number;
  readonly clock: ClockInState;
  readonly receivedAt: LocalDateTime | null;
  readonly channel: Channel | null;
  readonly procedureCode: string | null;
  readonly procedureVersion: number | null;
  readonly sectorKey: string | null;
  readonly parentDossierId: string | null;
  readonly term: Term | null;
  readonly slipDueAt: LocalDateTime | null;
  readonly slipIncludesSuspensions: boolean;
  readonly verticalAgency: boolean;
  readonly copyCertification: boolean;
  /** In order; the last one may be open. */
  readonly suspensions: readonly Span[];
  /** Gia hạn, in order of when they were made. */
  readonly reschedules: readonly { readonly at: LocalDateTime; readonly dueAt: LocalDateTime }[];
  readonly resolvedAt: LocalDateTime | null;
  readonly cancelledAt: LocalDateTime | null;
  readonly handedOverAt: LocalDateTime | null;
  readonly handOverChannel: Channel | null;
  readonly feeDue: number;
  readonly paidOnlineAt: LocalDateTime | null;
  readonly paidOnlineAmount: number;
  readonly certifiedECopy: boolean;
  readonly resultDigitised: boolean;
  /** How often each act happened; for acts that are allowed only so many times. */
  readonly actCounts: Readonly<Record<string, number>>;
  /** Which state each machine entered when, in order; before the first one it was in its initial state. */
  readonly passages: Readonly<Record<MachineName, readonly Passage[]>>;
  /** When the last business act happened; the next one cannot be earlier. */
  readonly lastBusinessAt: LocalDateTime | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Folding extends Mutable<Omit<Dossier, 'states' | 'suspensions' | 'reschedules' | 'actCounts' | 'passages'>> {
  states: Record<MachineName, string>;
  suspensions: Span[];
  reschedules: { at: LocalDateTime; dueAt: LocalDateTime }[];
  actCounts: Record<string, number>;
  passages: Record<MachineName, Passage[]>;
}

/** A dossier to which nothing has happened yet. */
export function emptyDossier(definition: DossierDefinition): Dossier {
  return starting(definition);
}

function starting(definition: DossierDefinition): Folding {
  const states = {
    business: definition.machines.business.initial,
    payment: definition.machines.payment.initial,
    handOver: definition.machines.handOver.initial,
    synchronisation: definition.machines.synchronisation.initial,
  };
  return {
    states,
    nationalStatus: definition.nationalStatus.business[states.business] as number,
    clock: definition.clock[states.business] as ClockInState,
    receivedAt: null,
    channel: null,
    procedureCode: null,
    procedureVersion: null,
    sectorKey: null,
    parentDossierId: null,
    term: null,
    slipDueAt: null,
    slipIncludesSuspensions: false,
    verticalAgency: false,
    copyCertification: false,
    suspensions: [],
    reschedules: [],
    resolvedAt: null,
    cancelledAt: null,
    handedOverAt: null,
    handOverChannel: null,
    feeDue: 0,
    paidOnlineAt: null,
    paidOnlineAmount: 0,
    certifiedECopy: false,
    resultDigitised: false,
    actCounts: {},
    passages: { business: [], payment: [], handOver: [], synchronisation: [] },
    lastBusinessAt: null,
  };
}

/** An act that the definition itself holds; a name like `constructor` is not one. */
function actOf(definition: DossierDefinition, act: string): ActDefinition | undefined {
  return Object.hasOwn(definition.acts, act) ? definition.acts[act] : undefined;
}

/** Transition of an act; undefined where the table has an empty place. */
export function nextState(definition: DossierDefinition, dossier: Dossier, act: string): string | undefined {
  const machine = actOf(definition, act)?.machine;
  return machine === undefined || machine === null
    ? undefined
    : definition.machines[machine].table[dossier.states[machine]]?.[act];
}

/** @throws Error when the log holds an act that the tables forbid: that is damage, not a refusal. */
function apply(definition: DossierDefinition, dossier: Folding, act: string, at: LocalDateTime, data: EventData): void {
  const known = actOf(definition, act);
  const to = nextState(definition, dossier, act);
  if (known === undefined || (known.machine !== null && to === undefined)) {
    throw new Error(
      `Nhật ký hồ sơ có thao tác «${act}» không hợp lệ ở trạng thái «${JSON.stringify(dossier.states)}».`,
    );
  }
  if (known.machine !== null) {
    dossier.states[known.machine] = to as string;
    dossier.passages[known.machine].push({ at, state: to as string });
  }
  dossier.actCounts[act] = (dossier.actCounts[act] ?? 0) + 1;
  if (known.machine === 'business') moveClock(definition, dossier, to as string, at);
  readData(dossier, act, at, data);
  dossier.nationalStatus =
    dossier.handedOverAt !== null
      ? definition.nationalStatus.handedOver
      : (definition.nationalStatus.business[dossier.states.business] as number);
}

/** The clock follows the business state: entering a suspended state begins a suspension, leaving it ends it. */
function moveClock(definition: DossierDefinition, dossier: Folding, to: string, at: LocalDateTime): void {
  const before = dossier.clock;
  const after = definition.clock[to] as ClockInState;
  dossier.lastBusinessAt = at;
  dossier.clock = after;
  if (before === 'notStarted' && after !== 'notStarted' && after !== 'ended') dossier.receivedAt = at;
  if (before !== 'suspended' && after === 'suspended') {
    const last = dossier.suspensions[dossier.suspensions.length - 1];
    // Suspended again in the minute in which it was resumed: the clock never ran, so it is one suspension.
    if (last !== undefined && last.to === at) dossier.suspensions.pop();
    dossier.suspensions.push({ from: last !== undefined && last.to === at ? last.from : at, to: null });
  }
  if (before === 'suspended' && after !== 'suspended') {
    const open = dossier.suspensions.pop();
    // A suspension of no length covers nothing; keeping it would only be noise in the explanation.
    if (open !== undefined && open.from < at) dossier.suspensions.push({ from: open.from, to: at });
  }
  if (after === 'resolved' && before !== 'resolved') dossier.resolvedAt = at;
  if (after === 'ended' && before !== 'ended' && before !== 'notStarted') dossier.cancelledAt = at;
}

function readData(dossier: Folding, act: string, at: LocalDateTime, data: EventData): void {
  if (data.procedureCode !== undefined) dossier.procedureCode = data.procedureCode;
  if (data.procedureVersion !== undefined) dossier.procedureVersion = data.procedureVersion;
  if (data.sectorKey !== undefined) dossier.sectorKey = data.sectorKey;
  if (data.parentDossierId !== undefined) dossier.parentDossierId = data.parentDossierId;
  if (data.term !== undefined) dossier.term = data.term;
  if (data.slipDueAt !== undefined) dossier.slipDueAt = data.slipDueAt;
  if (data.slipIncludesSuspensions !== undefined) dossier.slipIncludesSuspensions = data.slipIncludesSuspensions;
  if (data.verticalAgency !== undefined) dossier.verticalAgency = data.verticalAgency;
  if (data.copyCertification !== undefined) dossier.copyCertification = data.copyCertification;
  if (data.feeDue !== undefined) dossier.feeDue = data.feeDue;
  switch (act) {
    case 'submit':
    case 'receive':
      if (data.channel !== undefined) dossier.channel = data.channel;
      break;
    case 'handOver':
      dossier.handedOverAt = at;
      dossier.handOverChannel = data.channel ?? 'counter';
      break;
    case 'returnUndelivered':
      dossier.handedOverAt = null;
      dossier.handOverChannel = null;
      break;
    case 'reschedule':
      if (data.newDueAt !== undefined) dossier.reschedules.push({ at, dueAt: data.newDueAt });
      break;
    case 'recordPayment':
    case 'confirmPayment':
      if ((data.method ?? 'online') === 'online') {
        dossier.paidOnlineAt = at;
        dossier.paidOnlineAmount = data.amount ?? dossier.feeDue;
      }
      break;
    case 'refund':
      dossier.paidOnlineAt = null;
      dossier.paidOnlineAmount = 0;
      break;
    case 'issueECopy':
      dossier.certifiedECopy = true;
      break;
    case 'digitiseResult':
      dossier.resultDigitised = true;
      break;
  }
}

/** Sequences that a later event takes back. One that is itself taken back takes nothing back any more. */
function retractedSequences(events: readonly DossierEvent[]): ReadonlySet<number> {
  const retracted = new Set<number>();
  const retracting = events.filter((event) => event.retracts !== undefined && event.retracts.length > 0);
  for (const event of retracting.sort((a, b) => b.sequence - a.sequence)) {
    if (retracted.has(event.sequence)) continue;
    for (const sequence of event.retracts ?? []) if (sequence < event.sequence) retracted.add(sequence);
  }
  return retracted;
}

/** The events that still stand: none that a later one takes back, and of ledger lines only the latest. */
export function standingEvents(events: readonly DossierEvent[]): DossierEvent[] {
  const retracted = retractedSequences(events);
  let latestLine = 0;
  for (const event of events) {
    if (event.act === LEDGER_LINE && !retracted.has(event.sequence)) latestLine = Math.max(latestLine, event.sequence);
  }
  return events.filter(
    (event) =>
      !retracted.has(event.sequence) &&
      event.act !== RETRACT &&
      (event.act !== LEDGER_LINE || event.sequence === latestLine),
  );
}

/** An act that stands, wherever it came from: an event of its own or a line of a ledger. */
export interface StandingAct {
  readonly sequence: number;
  readonly act: string;
  readonly happenedAt: LocalDateTime;
  readonly data: EventData;
}

/** The acts that stand, ledger lines taken apart, in the order in which they happened; in a minute as they were recorded. */
export function standingActs(events: readonly DossierEvent[]): StandingAct[] {
  const acts: StandingAct[] = [];
  for (const event of standingEvents(events)) {
    if (event.act === LEDGER_LINE && event.data.ledger !== undefined) {
      for (const act of expandLedgerLine(event.data.ledger)) acts.push({ sequence: event.sequence, ...act });
    } else {
      acts.push({ sequence: event.sequence, act: event.act, happenedAt: event.happenedAt, data: event.data });
    }
  }
  return acts.sort((a, b) =>
    a.happenedAt < b.happenedAt ? -1 : a.happenedAt > b.happenedAt ? 1 : a.sequence - b.sequence,
  );
}

/**
 * Hồ sơ từ nhật ký: what happened in the order in which it happened; at the same minute in the order of recording.
 * @throws Error when the log contradicts the tables
 */
export function fold(definition: DossierDefinition, events: readonly DossierEvent[]): Dossier {
  const dossier = starting(definition);
  for (const { act, happenedAt, data } of standingActs(events)) apply(definition, dossier, act, happenedAt, data);
  return dossier;
}

/** The state in which a machine was at a minute, that minute's own acts counted. */
function stateAt(definition: DossierDefinition, dossier: Dossier, machine: MachineName, at: LocalDateTime): string {
  return (
    dossier.passages[machine].findLast((passage) => passage.at <= at)?.state ?? definition.machines[machine].initial
  );
}

/** Why an act is refused, to a colleague at the desk. */
export interface Refusal {
  readonly code:
    | 'FORBIDDEN_IN_STATE'
    | 'REQUIRES_STATE'
    | 'BEFORE_LAST_ACT'
    | 'IN_FUTURE'
    | 'MISSING_DATA'
    | 'TOO_OFTEN'
    | 'UNKNOWN_ACT';
  readonly message: string;
  readonly legalBasis?: string;
}

export type Decision =
  | { readonly accepted: true; readonly event: Omit<DossierEvent, 'sequence'> }
  | { readonly accepted: false; readonly refusals: readonly Refusal[] };

/**
 * Whether an act may come next. All reasons against it at once.
 * @param now the present minute; an act cannot happen after it
 */
export function decide(
  definition: DossierDefinition,
  dossier: Dossier,
  command: { readonly act: string; readonly happenedAt: LocalDateTime; readonly data: EventData },
  now: LocalDateTime,
): Decision {
  const { act, happenedAt, data } = command;
  const known = actOf(definition, act);
  if (known === undefined) {
    return { accepted: false, refusals: [{ code: 'UNKNOWN_ACT', message: `Không có thao tác «${act}».` }] };
  }
  const refusals: Refusal[] = [];
  const refuse = (code: Refusal['code'], message: string): void => {
    refusals.push({ code, message, ...(known.legalBasis === undefined ? {} : { legalBasis: known.legalBasis }) });
  };
  // That one thing follows another, and none the present, needs no law: the act's own basis says nothing of it.
  const refuseTime = (code: 'BEFORE_LAST_ACT' | 'IN_FUTURE', message: string): void => {
    refusals.push({ code, message });
  };
  const labelOf = (machine: MachineName): string =>
    definition.stateLabels[machine][dossier.states[machine]] ?? dossier.states[machine];
  if (known.machine !== null && nextState(definition, dossier, act) === undefined) {
    refuse('FORBIDDEN_IN_STATE', `Không thể «${known.label}» khi hồ sơ đang ở trạng thái «${labelOf(known.machine)}».`);
  }
  let tooEarly = false;
  for (const machine of MACHINES) {
    const allowed = known.requires?.[machine];
    if (allowed !== undefined && !allowed.includes(dossier.states[machine])) {
      const wanted = allowed.map((state) => `«${definition.stateLabels[machine][state] ?? state}»`).join(' hoặc ');
      refuse('REQUIRES_STATE', `Chỉ «${known.label}» được khi hồ sơ ${wanted}; hiện hồ sơ «${labelOf(machine)}».`);
      continue;
    }
    const then = stateAt(definition, dossier, machine, happenedAt);
    if (allowed !== undefined && !allowed.includes(then)) {
      tooEarly = true;
      refuseTime(
        'BEFORE_LAST_ACT',
        `«${known.label}» ghi lúc ${formatLocal(happenedAt)}, khi đó hồ sơ còn «${definition.stateLabels[machine][then] ?? then}». Kiểm tra lại giờ, ngày.`,
      );
    }
  }
  const last = known.machine === null ? undefined : dossier.passages[known.machine].at(-1);
  if (last !== undefined && happenedAt < last.at) {
    refuseTime(
      'BEFORE_LAST_ACT',
      `«${known.label}» lúc ${formatLocal(happenedAt)} sớm hơn việc trước đó (${formatLocal(last.at)}). Kiểm tra lại giờ, ngày.`,
    );
  }
  if (!tooEarly && known.machine !== 'business' && dossier.receivedAt !== null && happenedAt < dossier.receivedAt) {
    refuseTime(
      'BEFORE_LAST_ACT',
      `«${known.label}» lúc ${formatLocal(happenedAt)} sớm hơn ngày tiếp nhận (${formatLocal(dossier.receivedAt)}).`,
    );
  }
  if (happenedAt > now)
    refuseTime(
      'IN_FUTURE',
      `«${known.label}» ghi lúc ${formatLocal(happenedAt)}, sau thời điểm hiện tại (${formatLocal(now)}).`,
    );
  for (const [field, words] of Object.entries(known.needs ?? {})) {
    const value = (data as Record<string, unknown>)[field];
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
      refuse('MISSING_DATA', `«${known.label}» cần ${words}.`);
    }
  }
  if (known.atMost !== undefined && (dossier.actCounts[act] ?? 0) >= known.atMost) {
    refuse('TOO_OFTEN', `«${known.label}» chỉ được ${known.atMost} lần cho một hồ sơ.`);
  }
  return refusals.length > 0 ? { accepted: false, refusals } : { accepted: true, event: { act, happenedAt, data } };
}
