/**
 * Tasks (việc) of a dossier: who has it at which step, since when, until when, done when. They follow from the acts that
 * stand in the log, so taking an act back takes back what it did to them too; the stored rows are a copy.
 */
import type { Role } from '../access/permissions.ts';
import type { StandingAct } from '../dossier/dossier.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { fromCivilMinute, type LocalDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../time/working-time.ts';
import { type InternalProcess, type ProcessStep, type StepKind, stepAfter, stepMinutes } from './internal-process.ts';

/** Beside the steps of the process: accepting what came online, deciding on a request to withdraw, a fee still owed. */
export type TaskKind = StepKind | 'accept' | 'withdrawal' | 'collect';

export const TASK_KIND_LABELS = {
  accept: 'Duyệt trực tuyến',
  receive: 'Tiếp nhận',
  assign: 'Phân công',
  process: 'Thẩm định',
  approve: 'Phê duyệt, ký',
  issue: 'Phát hành',
  handOver: 'Trả kết quả',
  withdrawal: 'Xem xét rút hồ sơ',
  collect: 'Thu phí còn nợ',
} as const satisfies Record<TaskKind, string>;

/** open: somebody's turn; onHold: the clock stands still; done; dropped: the dossier ended or went another way. */
export type TaskState = 'open' | 'onHold' | 'done' | 'dropped';

/** Việc. Times to the minute; `dueAt` null where no calendar reaches so far. */
export interface Task {
  /** 1, 2, 3… within the dossier. */
  readonly number: number;
  readonly kind: TaskKind;
  /** Step of the process; 0 for a task beside it. */
  readonly step: number;
  readonly name: string;
  readonly role: Role;
  readonly output: string;
  /** Tên đăng nhập of the one it is given to; null: whoever has the role. */
  readonly assignee: string | null;
  readonly openedAt: LocalDateTime;
  /** Hạn của bước, by working hours from when it was opened, moved on by the time on hold. */
  readonly dueAt: LocalDateTime | null;
  readonly state: TaskState;
  readonly doneAt: LocalDateTime | null;
  /** The sequence of the event that ended it. */
  readonly doneBy: number | null;
  /** How it ended: the act. */
  readonly outcome: string | null;
}

type Draft = { -readonly [K in keyof Task]: Task[K] };

/** Thời hạn phản hồi hồ sơ trực tuyến, in working minutes. @legalBasis NĐ 45/2020/NĐ-CP Điều 11: 8 giờ làm việc */
export const ONLINE_RESPONSE_MINUTES = 8 * 60;
/** Deciding on a withdrawal: one working day, the office's own rule. */
const WITHDRAWAL_MINUTES = 8 * 60;

const HOLDING: ReadonlySet<string> = new Set([
  'requestSupplement',
  'requireObligation',
  'suspend',
  'requestCompletion',
]);
const RELEASING: ReadonlySet<string> = new Set(['supplement', 'fulfilObligation', 'resume', 'complete']);
const ENDING: ReadonlySet<string> = new Set([
  'refuse',
  'cancelSubmission',
  'acceptWithdrawal',
  'discontinue',
  'rejectUnsupplemented',
]);

/** Whether the applicant still owes a fee or charge after some acts: a question for the tables of payment, not for tasks. */
export type Owes = (acts: readonly StandingAct[]) => boolean;

/**
 * Các việc của một hồ sơ theo nhật ký, in the order in which they were opened. At most one is open or on hold. A result
 * that is handed over unpaid leaves a task until the money is there, or the fee is waived.
 * @param acts those that stand, in the order in which they happened
 */
export function tasksOf(
  process: InternalProcess,
  acts: readonly StandingAct[],
  calendar: WorkCalendar,
  owes: Owes,
): readonly Task[] {
  const builder = new TaskBuilder(process, calendar);
  for (const [index, act] of acts.entries()) builder.read(act, () => owes(acts.slice(0, index + 1)));
  return builder.tasks;
}

class TaskBuilder {
  readonly tasks: Draft[] = [];
  readonly #process: InternalProcess;
  readonly #calendar: WorkCalendar;
  #current: Draft | undefined;
  #heldSince: LocalDateTime | undefined;
  #handedOver = false;
  /** What the request to withdraw interrupted. */
  #setAside: Draft | undefined;

  constructor(process: InternalProcess, calendar: WorkCalendar) {
    this.#process = process;
    this.#calendar = calendar;
  }

  /** @param owes whether a fee is owed after the act */
  read(act: StandingAct, owes: () => boolean): void {
    if (HOLDING.has(act.act)) this.#hold(act.happenedAt);
    else if (RELEASING.has(act.act)) this.#release(act.happenedAt);
    else if (ENDING.has(act.act)) this.#end(act);
    else this.#move(act);
    if (act.act === 'handOver') this.#handedOver = true;
    else if (act.act === 'returnUndelivered' || ENDING.has(act.act)) this.#handedOver = false;
    if (this.#handedOver) this.#collect(act, owes());
  }

  /** The result is handed over: what is left to do is the money. */
  #collect(act: StandingAct, owes: boolean): void {
    if (owes && this.#current === undefined) this.#openAside('collect', 'cashier', null, act.happenedAt);
    else if (!owes && this.#current?.kind === 'collect') this.#close('done', act);
  }

  #move(act: StandingAct): void {
    switch (act.act) {
      case 'submit':
        this.#openAside('accept', 'receptionist', ONLINE_RESPONSE_MINUTES, act.happenedAt);
        break;
      case 'receive':
        this.#receive(act);
        break;
      case 'assign':
        this.#assign(act);
        break;
      case 'beginProcessing':
        if (this.#current?.kind === 'receive' || this.#current?.kind === 'assign') this.#pass(act, ['process']);
        break;
      case 'draftResult':
        this.#pass(act, ['approve', 'issue']);
        break;
      case 'returnDraft':
        this.#goBack(act);
        break;
      case 'approveResult':
        this.#pass(act, ['approve', 'issue']);
        break;
      case 'resolve':
        this.#pass(act, ['handOver']);
        break;
      case 'handOver':
        this.#close('done', act);
        break;
      case 'returnUndelivered':
        // The result is here again, and with it the step at which the fee can be taken.
        this.#close('dropped', act);
        this.#openStep(stepAfter(this.#process, 0, ['handOver']) ?? HAND_OVER_STEP, act.happenedAt, null);
        break;
      case 'requestWithdrawal':
        this.#interrupt(act);
        break;
      case 'declineWithdrawal':
        this.#takeUpAgain(act);
        break;
    }
  }

  #dueAfter(from: LocalDateTime, minutes: number): LocalDateTime | null {
    try {
      return fromCivilMinute(addWorkingMinutes(this.#calendar, toCivilMinute(from), minutes));
    } catch (error) {
      // The due date of the dossier itself says that the calendar ends; a step's date only helps.
      if (error instanceof Error && error.name === 'CalendarGapError') return null;
      throw error;
    }
  }

  #add(task: Omit<Draft, 'number' | 'state' | 'doneAt' | 'doneBy' | 'outcome'>): void {
    const draft: Draft = {
      ...task,
      number: this.tasks.length + 1,
      state: 'open',
      doneAt: null,
      doneBy: null,
      outcome: null,
    };
    this.tasks.push(draft);
    this.#current = draft;
    // A step that begins while the clock stands still waits with it.
    if (this.#heldSince !== undefined) this.#hold(draft.openedAt);
  }

  #openStep(step: ProcessStep, at: LocalDateTime, assignee: string | null): void {
    this.#add({
      kind: step.kind,
      step: step.number,
      name: step.name,
      role: step.role,
      output: step.output,
      assignee,
      openedAt: at,
      dueAt: this.#dueAfter(at, stepMinutes(step)),
    });
  }

  #openAside(
    kind: 'accept' | 'withdrawal' | 'collect',
    role: Role,
    /** Null: by no particular time. */
    minutes: number | null,
    at: LocalDateTime,
  ): void {
    this.#add({
      kind,
      step: 0,
      name: TASK_KIND_LABELS[kind],
      role,
      output: '',
      assignee: null,
      openedAt: at,
      dueAt: minutes === null ? null : this.#dueAfter(at, minutes),
    });
  }

  #close(state: 'done' | 'dropped', act: StandingAct): Draft | undefined {
    const task = this.#current;
    if (task === undefined) return undefined;
    if (task.state === 'onHold') this.#moveOn(task, act.happenedAt);
    task.state = state;
    task.doneAt = act.happenedAt;
    task.doneBy = act.sequence;
    task.outcome = act.act;
    this.#current = undefined;
    return task;
  }

  /** The present step is done; the next one of the kinds begins. Without one of them, nothing is left to do here. */
  #pass(act: StandingAct, kinds: readonly StepKind[]): void {
    const done = this.#close('done', act);
    const next =
      stepAfter(this.#process, done?.step ?? 0, kinds) ?? (kinds.includes('handOver') ? HAND_OVER_STEP : undefined);
    if (next !== undefined) this.#openStep(next, act.happenedAt, null);
    // A process without the step: whoever had the dossier brings it to its result.
    else if (done !== undefined) this.#add({ ...done, openedAt: act.happenedAt });
  }

  #receive(act: StandingAct): void {
    this.#close('done', act);
    const first = stepAfter(this.#process, 0, ['receive']);
    if (first !== undefined) {
      this.#openStep(first, act.happenedAt, null);
      this.#close('done', act);
    }
    const next = stepAfter(this.#process, first?.number ?? 0, ['assign', 'process']);
    if (next !== undefined) this.#openStep(next, act.happenedAt, null);
  }

  /** Giving work to somebody: ends a step whose point it is; any other step only changes hands and keeps its date. */
  #assign(act: StandingAct): void {
    const assignee = act.data.assignee ?? null;
    const task = this.#current;
    if (task === undefined) return;
    if (task.kind === 'assign') {
      this.#close('done', act);
      const next = stepAfter(this.#process, task.step, ['process']);
      if (next !== undefined) this.#openStep(next, act.happenedAt, assignee);
      return;
    }
    if (task.assignee === null) {
      task.assignee = assignee;
      return;
    }
    this.#close('dropped', act);
    const { kind, step, name, role, output, dueAt } = task;
    this.#add({ kind, step, name, role, output, assignee, openedAt: act.happenedAt, dueAt });
  }

  /** Trả lại: back to the step of work before, to the one who did it. */
  #goBack(act: StandingAct): void {
    const before = this.tasks.filter((task) => task.kind === 'process').at(-1);
    const step = this.#process.steps.find((candidate) => candidate.number === before?.step);
    if (before === undefined || step === undefined) return;
    this.#close('done', act);
    this.#openStep(step, act.happenedAt, before.assignee);
  }

  #hold(at: LocalDateTime): void {
    this.#heldSince = at;
    if (this.#current !== undefined) this.#current.state = 'onHold';
  }

  #release(at: LocalDateTime): void {
    const task = this.#current;
    if (task !== undefined && task.state === 'onHold') {
      this.#moveOn(task, at);
      task.state = 'open';
    }
    this.#heldSince = undefined;
  }

  /** The date of a step on hold moves on by the working time that it stood still, unless it had passed before. */
  #moveOn(task: Draft, at: LocalDateTime): void {
    if (task.dueAt === null || this.#heldSince === undefined || this.#heldSince >= task.dueAt) return;
    const held = workingMinutesBetween(this.#calendar, toCivilMinute(this.#heldSince), toCivilMinute(at));
    task.dueAt = this.#dueAfter(task.dueAt, held);
  }

  #end(act: StandingAct): void {
    this.#close(act.act === 'acceptWithdrawal' || act.act === 'refuse' ? 'done' : 'dropped', act);
    this.#setAside = undefined;
    this.#heldSince = undefined;
  }

  #interrupt(act: StandingAct): void {
    // Being asked to withdraw sets the clock running again, also for the step.
    this.#release(act.happenedAt);
    this.#setAside = this.#close('dropped', act);
    this.#openAside('withdrawal', 'receptionist', WITHDRAWAL_MINUTES, act.happenedAt);
  }

  #takeUpAgain(act: StandingAct): void {
    this.#close('done', act);
    const before = this.#setAside;
    this.#setAside = undefined;
    if (before !== undefined) {
      const { kind, step, name, role, output, assignee, dueAt } = before;
      this.#add({ kind, step, name, role, output, assignee, openedAt: act.happenedAt, dueAt });
    }
  }
}

const HAND_OVER_STEP: ProcessStep = {
  number: 0,
  kind: 'handOver',
  name: 'Trả kết quả',
  role: 'receptionist',
  position: '',
  workingHours: 2,
  output: '',
};

/** The task that is somebody's turn, or waits on hold; undefined where nothing is left to do. */
export function currentTask(tasks: readonly Task[]): Task | undefined {
  return tasks.findLast((task) => task.state === 'open' || task.state === 'onHold');
}
