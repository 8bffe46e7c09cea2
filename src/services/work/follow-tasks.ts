/**
 * Tasks follow the acts (việc đi theo diễn biến): after every act the tasks of its dossier are worked out anew from the log
 * and written in the same transaction.
 */
import type pg from 'pg';
import { type Dossier, fold, standingActs } from '../../core/dossier/dossier.ts';
import type { DossierEvent } from '../../core/dossier/event.ts';
import { stillOwes } from '../../core/process/availability.ts';
import { type InternalProcess, readInternalProcess, USUAL_PROCESS } from '../../core/process/internal-process.ts';
import { type Owes, tasksOf } from '../../core/process/tasks.ts';
import type { WorkCalendar } from '../../core/time/calendar.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { loadEventsOfUnit } from '../../store/event-log.ts';
import { prepared } from '../../store/prepared.ts';
import { within } from '../../store/scope.ts';
import { type DossierTasks, listWithoutTasks, replaceManyTasks, replaceTasks } from '../../store/tasks.ts';
import { type Installation, loadCalendar } from '../installation.ts';

/**
 * Quy trình nội bộ of the procedure's version with which a dossier was received; the usual six steps where the catalogue
 * has none that can be followed: a dossier must not stand still over a fault in the catalogue.
 */
export async function loadProcess(client: pg.ClientBase, unitId: string, dossier: Dossier): Promise<InternalProcess> {
  if (dossier.procedureCode === null) return USUAL_PROCESS;
  const { rows } = await prepared<{ process: unknown }>(
    client,
    `select body->'internalProcess' as process from procedure_version
     where home_unit_id = $1 and procedure_code = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
    [unitId, dossier.procedureCode, dossier.procedureVersion],
  );
  try {
    return readInternalProcess(rows[0]?.process ?? null);
  } catch (error) {
    if (error instanceof RangeError) return USUAL_PROCESS;
    throw error;
  }
}

/**
 * Còn nợ phí, lệ phí after some acts of a dossier, by the tables of payment. A line of a ledger owes nothing: what it does
 * not say about a payment years ago, nobody at the desk knows.
 */
export const stillOwesAfter: Owes = (acts) => {
  const fromLedger = acts[1]?.sequence === acts[0]?.sequence;
  return !fromLedger && stillOwes(fold(NATIONAL_DOSSIER, acts));
};

/** Writes the tasks of a dossier as its log now gives them. Called by the door of acts, inside its transaction. */
export async function followTasks(
  client: pg.ClientBase,
  input: {
    readonly unitId: string;
    readonly dossierId: string;
    readonly dossier: Dossier;
    readonly events: readonly DossierEvent[];
    readonly calendar: WorkCalendar;
  },
): Promise<void> {
  const process = await loadProcess(client, input.unitId, input.dossier);
  const tasks = tasksOf(process, standingActs(input.events), input.calendar, stillOwesAfter);
  await replaceTasks(client, input.unitId, { dossierId: input.dossierId, tasks });
}

/** {@link followTasks} for many dossiers of a unit: each process is read once, all tasks are written together. */
export async function followManyTasks(
  client: pg.ClientBase,
  input: {
    readonly unitId: string;
    readonly calendar: WorkCalendar;
    readonly dossiers: readonly {
      readonly dossierId: string;
      readonly dossier: Dossier;
      readonly events: readonly DossierEvent[];
    }[];
  },
): Promise<void> {
  const processes = new Map<string, InternalProcess>();
  const all: DossierTasks[] = [];
  for (const { dossierId, dossier, events } of input.dossiers) {
    const key = `${dossier.procedureCode} ${dossier.procedureVersion}`;
    const process = processes.get(key) ?? (await loadProcess(client, input.unitId, dossier));
    processes.set(key, process);
    all.push({ dossierId, tasks: tasksOf(process, standingActs(events), input.calendar, stillOwesAfter) });
  }
  await replaceManyTasks(client, input.unitId, all);
}

/** So many dossiers at a time; an inbox opens quickly even right after a large ledger. */
const BATCH = 200;

/**
 * Makes the tasks of unfinished dossiers that have none, such as those from a ledger; a second call finds nothing to do.
 * @returns how many dossiers got tasks
 */
export async function buildMissingTasks(
  { store }: Pick<Installation, 'store'>,
  unitId: string,
  most: number = BATCH,
): Promise<number> {
  return within(store, [unitId], async (client) => {
    const missing = await listWithoutTasks(client, unitId, most);
    if (missing.length === 0) return 0;
    const calendar = await loadCalendar(client, unitId, null);
    const ids = missing.map(({ dossierId }) => dossierId);
    const logs = await loadEventsOfUnit(client, unitId, ids, null);
    const dossiers = ids.map((dossierId) => {
      const events = logs.get(dossierId) ?? [];
      return { dossierId, dossier: fold(NATIONAL_DOSSIER, events), events };
    });
    await followManyTasks(client, { unitId, calendar, dossiers });
    return missing.length;
  });
}
