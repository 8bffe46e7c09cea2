/** Tasks of dossiers (việc): the copy of what the events say, and the questions that inboxes ask of it. */
import type pg from 'pg';
import type { Span } from '../core/dossier/facts.ts';
import { OWING_STATES } from '../core/process/inbox.ts';
import type { Task, TaskKind, TaskState } from '../core/process/tasks.ts';
import {
  fromInstant,
  fromUtcMinute,
  type Instant,
  type LocalDateTime,
  toInstant,
} from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';

/** The tasks of a dossier, numbered 1, 2, 3…, as its log gives them. */
export interface DossierTasks {
  readonly dossierId: string;
  readonly tasks: readonly Task[];
}

/** Writes the tasks of a dossier in place of those that are there. */
export async function replaceTasks(
  client: pg.ClientBase,
  homeUnitId: string,
  { dossierId, tasks }: DossierTasks,
): Promise<void> {
  await prepared(client, REPLACE_TASKS, replacement(homeUnitId, [{ dossierId, tasks }]));
}

/** {@link replaceTasks} for many dossiers, each there once, in one statement. */
export async function replaceManyTasks(
  client: pg.ClientBase,
  homeUnitId: string,
  all: readonly DossierTasks[],
): Promise<void> {
  await client.query(REPLACE_TASKS, replacement(homeUnitId, all));
}

/** $1 unit; $2 dossiers and $3 how many tasks each has; then the tasks, from $4 with the dossier of each. */
const REPLACE_TASKS = `with gone as (
    delete from dossier_task t using unnest($2::uuid[], $3::int[]) as k (dossier_id, tasks)
    where t.home_unit_id = $1 and t.dossier_id = k.dossier_id and t.task_number > k.tasks)
  insert into dossier_task (home_unit_id, dossier_id, task_number, kind, step, name, role, output, assignee, state, opened_at, due_at, done_at, done_by, outcome)
  select $1, * from unnest($4::uuid[], $5::int[], $6::text[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
    $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::int[], $17::text[])
  on conflict (home_unit_id, dossier_id, task_number) do update set kind = excluded.kind, step = excluded.step, name = excluded.name,
    role = excluded.role, output = excluded.output, assignee = excluded.assignee, state = excluded.state, opened_at = excluded.opened_at,
    due_at = excluded.due_at, done_at = excluded.done_at, done_by = excluded.done_by, outcome = excluded.outcome`;

function replacement(homeUnitId: string, all: readonly DossierTasks[]): unknown[] {
  const tasks = all.flatMap((one) => one.tasks);
  return [
    homeUnitId,
    all.map((one) => one.dossierId),
    all.map((one) => one.tasks.length),
    all.flatMap((one) => one.tasks.map(() => one.dossierId)),
    tasks.map((task) => task.number),
    tasks.map((task) => task.kind),
    tasks.map((task) => task.step),
    tasks.map((task) => task.name),
    tasks.map((task) => task.role),
    tasks.map((task) => task.output),
    tasks.map((task) => task.assignee),
    tasks.map((task) => task.state),
    tasks.map((task) => toInstant(task.openedAt)),
    tasks.map((task) => instant(task.dueAt)),
    tasks.map((task) => instant(task.doneAt)),
    tasks.map((task) => task.doneBy),
    tasks.map((task) => task.outcome),
  ];
}

const instant = (at: LocalDateTime | null): Instant | null => (at === null ? null : toInstant(at));
const local = (at: Instant | null): LocalDateTime | null => (at === null ? null : fromInstant(at));

/** Tasks of a dossier as they were opened. */
export async function listTasks(client: pg.ClientBase, homeUnitId: string, dossierId: string): Promise<Task[]> {
  const { rows } = await client.query<{
    task_number: number;
    kind: TaskKind;
    step: number;
    name: string;
    role: Task['role'];
    output: string;
    assignee: string | null;
    state: TaskState;
    opened_at: Instant;
    due_at: Instant | null;
    done_at: Instant | null;
    done_by: number | null;
    outcome: string | null;
  }>(
    `select task_number, kind, step, name, role, output, assignee, state, opened_at, due_at, done_at, done_by, outcome from dossier_task
     where home_unit_id = $1 and dossier_id = $2 order by task_number`,
    [homeUnitId, dossierId],
  );
  return rows.map((row) => ({
    number: row.task_number,
    kind: row.kind,
    step: row.step,
    name: row.name,
    role: row.role,
    output: row.output,
    assignee: row.assignee,
    openedAt: fromInstant(row.opened_at),
    dueAt: local(row.due_at),
    state: row.state,
    doneAt: local(row.done_at),
    doneBy: row.done_by,
    outcome: row.outcome,
  }));
}

/**
 * Forgets the tasks of dossiers whose current row was written at an instant, as by an import of a ledger; they are made
 * anew from the log when they are next asked for.
 */
export async function forgetTasksOf(client: pg.ClientBase, homeUnitId: string, recordedAt: Instant): Promise<void> {
  await client.query(
    `delete from dossier_task t using dossier d
     where t.home_unit_id = $1 and d.home_unit_id = $1 and d.dossier_id = t.dossier_id and d.recorded_at = $2`,
    [homeUnitId, recordedAt],
  );
}

/** One waiting task with what an inbox shows of its dossier. */
export interface WaitingTask {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly sectorKey: string;
  readonly businessState: string;
  readonly kind: TaskKind;
  readonly stepName: string;
  readonly role: string;
  readonly assignee: string | null;
  readonly onHold: boolean;
  readonly openedAt: LocalDateTime;
  readonly stepDueAt: LocalDateTime | null;
  readonly receivedAt: LocalDateTime | null;
  readonly dueAt: LocalDateTime | null;
  readonly resolvedAt: LocalDateTime | null;
  readonly suspendedDuring: readonly Span[];
  readonly lapsedDuring: readonly Span[];
  /** Người nộp; empty where the dossier has nobody on record. */
  readonly applicant: string;
  /** Còn phải thu phí, lệ phí. */
  readonly owing: boolean;
  /** Phải thu, đồng. */
  readonly feeDue: number;
}

const minute = (column: string): string => `(extract(epoch from ${column}) / 60)::int`;
const spans = (column: string): string =>
  `(select string_agg(${minute('lower(r)')} || ',' || coalesce(${minute('upper(r)')}::text, ''), ';' order by lower(r)) from unnest(${column}) r)`;

function readSpans(text: string | null): Span[] {
  if (text === null || text === '') return [];
  return text.split(';').map((pair) => {
    const [from, to] = pair.split(',');
    return { from: fromUtcMinute(Number(from)), to: to === '' || to === undefined ? null : fromUtcMinute(Number(to)) };
  });
}

/** @param states the place of {@link OWING_STATES} among the values; a fee that nobody has asked for yet is owed too */
const owing = (states: string): string =>
  `(d.payment_state = any (${states}) or d.payment_state = 'notRequested' and coalesce(f.fee_due, 0) > 0)`;

const WAITING = `(t.state = 'open' or t.state = 'onHold')`;

/** A unit's waiting tasks of some kinds. @param most rows at most; the oldest first where there are more */
export async function listWaiting(
  client: pg.ClientBase,
  homeUnitId: string,
  kinds: readonly TaskKind[],
  most: number,
): Promise<WaitingTask[]> {
  const { rows } = await client.query<{
    dossier_id: string;
    dossier_code: string;
    procedure_code: string;
    procedure_name: string | null;
    sector_key: string;
    business_state: string;
    kind: TaskKind;
    name: string;
    role: string;
    assignee: string | null;
    state: string;
    opened_at: Instant;
    step_due: Instant | null;
    received_at: Instant | null;
    due_at: Instant | null;
    resolved_at: Instant | null;
    suspended: string | null;
    lapsed: string | null;
    applicant: string | null;
    owing: boolean;
    fee_due: string | null;
  }>(
    `select t.dossier_id, d.dossier_code, d.procedure_code, v.name as procedure_name, d.sector_key, d.business_state, t.kind, t.name, t.role,
       t.assignee, t.state, t.opened_at, t.due_at as step_due, d.received_at, d.due_at, f.resolved_at,
       case when f.suspended_during is null then null else ${spans('f.suspended_during')} end as suspended,
       case when f.lapsed_during is null then null else ${spans('f.lapsed_during')} end as lapsed,
       p.full_name as applicant, ${owing('$4')} as owing, f.fee_due
     from dossier_task t
     join dossier d on d.home_unit_id = t.home_unit_id and d.dossier_id = t.dossier_id
     left join dossier_fact f on f.home_unit_id = t.home_unit_id and f.dossier_id = t.dossier_id
     left join dossier_person p on p.home_unit_id = t.home_unit_id and p.dossier_id = t.dossier_id and p.role = 'applicant'
     left join procedure_version v on v.home_unit_id = d.home_unit_id and v.procedure_code = d.procedure_code and v.version = d.procedure_version
     where t.home_unit_id = $1 and t.kind = any ($2) and ${WAITING} order by t.opened_at, t.dossier_id limit $3`,
    [homeUnitId, kinds, most, OWING_STATES],
  );
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    dossierCode: row.dossier_code,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name ?? row.procedure_code,
    sectorKey: row.sector_key,
    businessState: row.business_state,
    kind: row.kind,
    stepName: row.name,
    role: row.role,
    assignee: row.assignee,
    onHold: row.state === 'onHold',
    openedAt: fromInstant(row.opened_at),
    stepDueAt: local(row.step_due),
    receivedAt: local(row.received_at),
    dueAt: local(row.due_at),
    resolvedAt: local(row.resolved_at),
    suspendedDuring: readSpans(row.suspended),
    lapsedDuring: readSpans(row.lapsed),
    applicant: row.applicant ?? '',
    owing: row.owing,
    feeDue: Number(row.fee_due ?? 0),
  }));
}

export interface WaitingCount {
  readonly kind: TaskKind;
  readonly onHold: boolean;
  readonly role: string;
  readonly assignee: string | null;
  readonly owing: boolean;
  readonly count: number;
}

/** How many tasks wait, by kind, on hold or not, and officer. */
export async function countWaiting(client: pg.ClientBase, homeUnitId: string): Promise<WaitingCount[]> {
  const { rows } = await client.query<{
    kind: TaskKind;
    on_hold: boolean;
    role: string;
    assignee: string | null;
    owing: boolean;
    count: number;
  }>(
    `select t.kind, t.state = 'onHold' as on_hold, t.role, t.assignee, ${owing('$2')} as owing,
       count(*)::int as count
     from dossier_task t
     join dossier d on d.home_unit_id = t.home_unit_id and d.dossier_id = t.dossier_id
     left join dossier_fact f on f.home_unit_id = t.home_unit_id and f.dossier_id = t.dossier_id
     where t.home_unit_id = $1 and ${WAITING} group by 1, 2, 3, 4, 5`,
    [homeUnitId, OWING_STATES],
  );
  return rows.map((row) => ({
    kind: row.kind,
    onHold: row.on_hold,
    role: row.role,
    assignee: row.assignee,
    owing: row.owing,
    count: row.count,
  }));
}

/** Codes of dossiers whose waiting task is given to an officer. */
export async function listAssignedTo(client: pg.ClientBase, homeUnitId: string, loginName: string): Promise<string[]> {
  const { rows } = await client.query<{ dossier_code: string }>(
    `select d.dossier_code from dossier_task t join dossier d on d.home_unit_id = t.home_unit_id and d.dossier_id = t.dossier_id
     where t.home_unit_id = $1 and ${WAITING} and t.assignee = $2 order by d.dossier_code`,
    [homeUnitId, loginName],
  );
  return rows.map((row) => row.dossier_code);
}

/** Unfinished dossiers that have no tasks yet, as those from a ledger. */
export async function listWithoutTasks(
  client: pg.ClientBase,
  homeUnitId: string,
  most: number,
): Promise<
  { readonly dossierId: string; readonly procedureCode: string; readonly receivedAt: LocalDateTime | null }[]
> {
  const { rows } = await client.query<{ dossier_id: string; procedure_code: string; received_at: Instant | null }>(
    `select d.dossier_id, d.procedure_code, d.received_at from dossier d
     where d.home_unit_id = $1
       and (d.business_state in ('submitted', 'incomplete', 'received', 'processing', 'awaitingSupplement', 'awaitingObligation', 'suspended', 'withdrawalRequested')
         or (d.business_state = 'resolved' and d.hand_over_state <> 'handedOver'))
       and not exists (select from dossier_task t where t.home_unit_id = d.home_unit_id and t.dossier_id = d.dossier_id)
     limit $2`,
    [homeUnitId, most],
  );
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    procedureCode: row.procedure_code,
    receivedAt: local(row.received_at),
  }));
}
