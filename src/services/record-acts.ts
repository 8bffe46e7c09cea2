/**
 * The door through which acts enter the log (ghi việc vào nhật ký hồ sơ): load, decide, append, answer. Event, current
 * row, counting facts, outbox and audit are written in one transaction, or nothing is.
 */

import type pg from 'pg';
import type { AuditAct } from '../core/audit/acts.ts';
import { type Dossier, decide, fold, type Refusal } from '../core/dossier/dossier.ts';
import type { EventData } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import type { WorkCalendar } from '../core/time/calendar.ts';
import { fromInstant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { type AuditPlace, appendAudit, takeAuditHead } from '../store/audit.ts';
import {
  dossierIdOf,
  enqueue,
  insertEvents,
  loadEvents,
  replaceFacts,
  type StoredEvent,
  upsertDossier,
} from '../store/dossiers.ts';
import { within } from '../store/scope.ts';
import { SearchBatch } from '../store/search.ts';
import { together } from '../store/together.ts';
import { numberUnit } from '../store/unit-numbers.ts';
import { type Clock, type Installation, loadCalendar } from './installation.ts';
import { followTasks } from './work/follow-tasks.ts';

export interface Act {
  readonly act: string;
  readonly happenedAt: LocalDateTime;
  readonly data: EventData;
  /** Sequences of earlier events that this one takes back. */
  readonly retracts?: readonly number[];
}

export interface Recorded {
  readonly ok: true;
  readonly dossierId: string;
  readonly dossierCode: string;
  /** The dossier as the acts leave it. */
  readonly dossier: Dossier;
  readonly facts: DossierFacts | null;
  readonly lastSequence: number;
}

export type RecordOutcome = Recorded | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** One transaction of recording in one unit: its place in the audit, its calendar, its present. */
export interface Recording {
  readonly client: pg.PoolClient;
  readonly unitId: string;
  readonly actor: string;
  readonly place: AuditPlace;
  readonly calendar: WorkCalendar;
  /** The present minute: nothing can be recorded as having happened after it. */
  readonly now: LocalDateTime;
  /** What the dossiers of this transaction are found by; written when it ends. */
  readonly index: SearchBatch;
}

/** Takes the unit's place in the audit for the rest of the transaction; others of the unit wait. */
export async function beginRecording(
  client: pg.PoolClient,
  clock: Clock,
  unitId: string,
  actor: string,
): Promise<Recording> {
  const now = clock.now();
  // The calendar is read after the place is taken, because whoever changes it holds the place.
  const [place, calendar] = await together([takeAuditHead(client, unitId, now), loadCalendar(client, unitId, null)]);
  return { client, unitId, actor, place, calendar, now: fromInstant(now), index: new SearchBatch() };
}

/**
 * Decides and appends acts of one dossier inside a recording. Nothing is written when one of them is refused; all
 * refusals of the first act that is refused are given.
 */
export async function recordWithin(
  recording: Recording,
  input: { readonly dossierCode: string; readonly acts: readonly Act[] },
): Promise<RecordOutcome> {
  const { client, unitId, actor, place, calendar, now, index } = recording;
  const dossierId = dossierIdOf(unitId, input.dossierCode);
  const identity = { homeUnitId: unitId, dossierId, dossierCode: input.dossierCode };
  const before = await loadEvents(client, unitId, dossierId);
  const added: StoredEvent[] = [];
  let dossier = fold(NATIONAL_DOSSIER, before);
  const hadFacts = dossier.receivedAt !== null;
  let sequence = before.at(-1)?.sequence ?? 0;
  for (const act of input.acts) {
    const standing =
      act.retracts === undefined
        ? dossier
        : fold(NATIONAL_DOSSIER, withRetraction([...before, ...added], sequence + 1, act));
    const decision =
      act.act === 'retract' ? ({ accepted: true } as const) : decide(NATIONAL_DOSSIER, standing, act, now);
    if (!decision.accepted) return { ok: false, refusals: decision.refusals };
    sequence += 1;
    added.push({
      sequence,
      act: act.act,
      happenedAt: act.happenedAt,
      recordedAt: place.recordedAt,
      actor,
      ...(act.retracts === undefined ? {} : { retracts: act.retracts }),
      data: act.data,
    });
    dossier = fold(NATIONAL_DOSSIER, [...before, ...added]);
  }
  const facts = factsOf(identity, dossier, calendar);
  // A received dossier that cannot be due would be counted nowhere, and the report would not balance.
  if (facts === null && dossier.receivedAt !== null) return { ok: false, refusals: [NO_DUE] };
  const dueAt = facts === null ? null : toInstant(facts.dueAt);
  await together([
    // Sent before the first facts, which need it.
    facts === null || hadFacts ? Promise.resolve() : numberUnit(client, unitId),
    insertEvents(client, unitId, dossierId, added, place.sequence),
    upsertDossier(client, { identity, dossier, dueAt, lastSequence: sequence }, place.recordedAt, index),
    facts === null ? Promise.resolve() : replaceFacts(client, facts, place.recordedAt),
    followTasks(client, { unitId, dossierId, dossier, events: [...before, ...added], calendar }),
    enqueue(client, {
      homeUnitId: unitId,
      outboxId: dossierIdOf(unitId, `outbox ${input.dossierCode} ${sequence}`),
      topic: 'dossierChanged',
      idempotencyKey: `${input.dossierCode} ${sequence}`,
      payload: { dossierCode: input.dossierCode, nationalStatus: dossier.nationalStatus, sequence },
      recordedAt: place.recordedAt,
    }),
  ]);
  return { ok: true, dossierId, dossierCode: input.dossierCode, dossier, facts, lastSequence: sequence };
}

function withRetraction(events: readonly StoredEvent[], sequence: number, act: Act): StoredEvent[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  return [
    ...events,
    { ...last, sequence, act: 'retract', happenedAt: act.happenedAt, retracts: act.retracts ?? [], data: {} },
  ];
}

/** Writes what was gathered, and closes the recording's audit entry. Call once, last. */
export async function finishRecording(
  { client, unitId, actor, place, index }: Recording,
  act: AuditAct,
  detail: unknown,
): Promise<void> {
  await together([index.write(client, unitId), appendAudit(client, place, { actor, act, detail })]);
}

const NO_DUE: Refusal = {
  code: 'MISSING_DATA',
  message:
    'Không tính được ngày hẹn trả: thủ tục chưa có thời hạn trong danh mục và không có ngày hẹn trên giấy. Bổ sung thời hạn hoặc ghi ngày hẹn.',
};

/** Leaves the transaction without writing, carrying the answer out. */
class Refused extends Error {
  readonly refusals: readonly Refusal[];
  constructor(refusals: readonly Refusal[]) {
    super('refused');
    this.refusals = refusals;
  }
}

/** Ghi các việc của một hồ sơ: all of them or none. The first act of a new dossier is `submit`, `receive` or `refuse`. */
export async function recordActs(
  { store, clock }: Pick<Installation, 'store' | 'clock'>,
  input: {
    readonly unitId: string;
    readonly dossierCode: string;
    readonly acts: readonly Act[];
    readonly actor: string;
  },
): Promise<RecordOutcome> {
  try {
    return await within(store, [input.unitId], async (client) => {
      const recording = await beginRecording(client, clock, input.unitId, input.actor);
      const outcome = await recordWithin(recording, input);
      if (!outcome.ok) throw new Refused(outcome.refusals);
      await finishRecording(recording, 'recordActs', {
        dossierCode: input.dossierCode,
        acts: input.acts.map((act) => act.act),
      });
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusals: error.refusals };
    throw error;
  }
}
