/**
 * Due dates after a change of the calendar (tính lại hạn khi lịch thay đổi): pending dossiers whose due date was computed
 * move, and their steps with them; resolved ones never do, and a date that stands on a slip in the citizen's hand stays.
 */
import type pg from 'pg';
import { type Dossier, fold } from '../core/dossier/dossier.ts';
import type { DossierEvent } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import type { WorkCalendar } from '../core/time/calendar.ts';
import { type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { type CurrentDossier, replaceManyFacts, upsertDossiers } from '../store/dossiers.ts';
import { loadEventsOfUnit } from '../store/event-log.ts';
import { listPending } from '../store/pending.ts';
import { SearchBatch } from '../store/search.ts';
import { together } from '../store/together.ts';
import { followManyTasks } from './work/follow-tasks.ts';

export interface MovedDue {
  readonly dossierCode: string;
  readonly from: LocalDateTime;
  readonly to: LocalDateTime;
}

interface Move {
  readonly identity: { readonly homeUnitId: string; readonly dossierId: string; readonly dossierCode: string };
  readonly events: readonly DossierEvent[];
  readonly dossier: Dossier;
  readonly facts: DossierFacts;
  readonly from: LocalDateTime;
}

/** Pending dossiers of which a calendar says another due date than they have. */
async function movesUnder(client: pg.ClientBase, homeUnitId: string, calendar: WorkCalendar): Promise<Move[]> {
  const all = await listPending(client, homeUnitId);
  const logs = await loadEventsOfUnit(
    client,
    homeUnitId,
    all.map((pending) => pending.dossierId),
    null,
  );
  return all.flatMap((pending) => {
    const events = logs.get(pending.dossierId) ?? [];
    const dossier = fold(NATIONAL_DOSSIER, events);
    if (dossier.slipDueAt !== null) return [];
    const identity = { homeUnitId, dossierId: pending.dossierId, dossierCode: pending.dossierCode };
    const facts = factsOf(identity, dossier, calendar);
    if (facts === null || facts.dueAt === pending.dueAt) return [];
    return [{ identity, events, dossier, facts, from: pending.dueAt }];
  });
}

const told = ({ identity, facts, from }: Move): MovedDue => ({
  dossierCode: identity.dossierCode,
  from,
  to: facts.dueAt,
});

const currentOf = ({ identity, events, dossier, facts }: Move): CurrentDossier => ({
  identity,
  dossier,
  dueAt: toInstant(facts.dueAt),
  lastSequence: events.at(-1)?.sequence ?? 0,
});

/** What a calendar would move, without writing anything and without holding anybody up. */
export async function previewPendingDue(
  client: pg.ClientBase,
  homeUnitId: string,
  calendar: WorkCalendar,
): Promise<readonly MovedDue[]> {
  return (await movesUnder(client, homeUnitId, calendar)).map(told);
}

/** So many dossiers are written by one statement: a few hundred kilobytes of it. */
const AT_ONCE = 500;

/** Writes what moved, in the caller's transaction, and says which. Nobody records while it does, so it writes sets. */
export async function recomputePendingDue(
  client: pg.ClientBase,
  homeUnitId: string,
  calendar: WorkCalendar,
  recordedAt: Instant,
): Promise<readonly MovedDue[]> {
  const moves = await movesUnder(client, homeUnitId, calendar);
  const index = new SearchBatch();
  for (let from = 0; from < moves.length; from += AT_ONCE) {
    const some = moves.slice(from, from + AT_ONCE);
    await together([
      replaceManyFacts(
        client,
        homeUnitId,
        some.map(({ facts }) => facts),
        recordedAt,
      ),
      upsertDossiers(client, homeUnitId, some.map(currentOf), recordedAt, index),
      followManyTasks(client, {
        unitId: homeUnitId,
        calendar,
        dossiers: some.map(({ identity, dossier, events }) => ({ dossierId: identity.dossierId, dossier, events })),
      }),
    ]);
  }
  await index.write(client, homeUnitId);
  return moves.map(told);
}
