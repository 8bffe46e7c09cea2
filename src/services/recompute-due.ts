/**
 * Due dates after a change of the calendar (tính lại hạn khi lịch thay đổi): pending dossiers whose due date was computed
 * move, and their steps with them; resolved ones never do, and a date that stands on a slip in the citizen's hand stays.
 */
import type pg from 'pg';
import { fold } from '../core/dossier/dossier.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import type { WorkCalendar } from '../core/time/calendar.ts';
import { type Instant, type LocalDateTime, toInstant } from '../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { loadEvents, replaceFacts, upsertDossier } from '../store/dossiers.ts';
import { listPending } from '../store/pending.ts';
import { followTasks } from './work/follow-tasks.ts';

export interface MovedDue {
  readonly dossierCode: string;
  readonly from: LocalDateTime;
  readonly to: LocalDateTime;
}

/** Writes what moved, in the caller's transaction, and says which. */
export async function recomputePendingDue(
  client: pg.ClientBase,
  homeUnitId: string,
  calendar: WorkCalendar,
  recordedAt: Instant,
): Promise<readonly MovedDue[]> {
  const moved: MovedDue[] = [];
  for (const pending of await listPending(client, homeUnitId)) {
    const events = await loadEvents(client, homeUnitId, pending.dossierId);
    const dossier = fold(NATIONAL_DOSSIER, events);
    if (dossier.slipDueAt !== null) continue;
    const identity = { homeUnitId, dossierId: pending.dossierId, dossierCode: pending.dossierCode };
    const facts = factsOf(identity, dossier, calendar);
    if (facts === null || facts.dueAt === pending.dueAt) continue;
    await replaceFacts(client, facts, recordedAt);
    await upsertDossier(client, identity, dossier, toInstant(facts.dueAt), events.at(-1)?.sequence ?? 0, recordedAt);
    await followTasks(client, { unitId: homeUnitId, dossierId: pending.dossierId, dossier, events, calendar });
    moved.push({ dossierCode: pending.dossierCode, from: pending.dueAt, to: facts.dueAt });
  }
  return moved;
}
