/** Tasks from random lives of dossiers: what must hold of every one, and a few worked out by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { decide, fold, standingActs } from '../dossier/dossier.ts';
import type { DossierEvent, EventData } from '../dossier/event.ts';
import { WorkCalendar } from '../time/calendar.ts';
import { fromCivilMinute, type LocalDateTime, localDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { stillOwes } from './availability.ts';
import { readInternalProcess, USUAL_PROCESS } from './internal-process.ts';
import { progressOf } from './progress.ts';
import { currentTask, type Owes, type Task, tasksOf } from './tasks.ts';

const calendar = new WorkCalendar(CALENDARS);
const START = toCivilMinute(localDateTime('2023-07-10T08:00'));
const NOW = localDateTime('2026-12-31T17:00');

const DATA: Readonly<Record<string, EventData>> = {
  receive: { channel: 'counter', procedureCode: '1', term: { value: 3, unit: 'workingDay' } },
  assign: { assignee: 'a' },
  requestSupplement: { ground: 'g', document: 'd' },
  requireObligation: { ground: 'g', document: 'd' },
  suspend: { ground: 'g', document: 'd' },
  reschedule: { newDueAt: localDateTime('2023-09-01T17:00'), reason: 'r' },
  discontinue: { reason: 'r', document: 'd' },
  numberResult: { document: '1/X' },
  handOver: { channel: 'counter' },
};
const ACTS = Object.keys(NATIONAL_DOSSIER.acts);

/** A life: whatever the tables let happen of what is tried, some minutes apart. */
const life = fc
  .array(fc.tuple(fc.constantFrom(...ACTS), fc.integer({ min: 0, max: 4000 })), { minLength: 1, maxLength: 40 })
  .map((tries) => {
    const events: DossierEvent[] = [];
    let at = START;
    for (const [act, minutes] of [['receive', 0] as const, ...tries]) {
      at += minutes;
      const happenedAt = fromCivilMinute(at);
      const data = DATA[act] ?? { reason: 'r', amount: 1, method: 'cash' };
      const decision = decide(NATIONAL_DOSSIER, fold(NATIONAL_DOSSIER, events), { act, happenedAt, data }, NOW);
      if (decision.accepted) events.push({ ...decision.event, sequence: events.length + 1 });
    }
    return events;
  });

const owes: Owes = (acts) => stillOwes(fold(NATIONAL_DOSSIER, acts));

const waiting = (tasks: readonly Task[]): Task[] =>
  tasks.filter((task) => task.state === 'open' || task.state === 'onHold');

describe('tasks of any dossier', () => {
  it('leave at most one waiting, in order, each ended after it began', () => {
    fc.assert(
      fc.property(life, (events) => {
        const tasks = tasksOf(USUAL_PROCESS, standingActs(events), calendar, owes);
        expect(waiting(tasks).length).toBeLessThanOrEqual(1);
        expect(tasks.map((task) => task.number)).toEqual(tasks.map((_, index) => index + 1));
        for (const task of tasks) {
          expect(task.doneAt === null).toBe(task.state === 'open' || task.state === 'onHold');
          if (task.doneAt !== null) expect(task.doneAt >= task.openedAt).toBe(true);
        }
        const dossier = fold(NATIONAL_DOSSIER, events);
        // Somebody's turn as long as there is something left to do, nobody's afterwards.
        const left =
          dossier.clock === 'running' ||
          dossier.clock === 'suspended' ||
          (dossier.clock === 'resolved' && dossier.states.handOver !== 'handedOver');
        const unpaid = dossier.states.handOver === 'handedOver' && stillOwes(dossier);
        expect(currentTask(tasks) !== undefined).toBe(left || unpaid);
        expect(currentTask(tasks)?.kind === 'collect').toBe(!left && unpaid);
        if (left) expect(currentTask(tasks)?.state === 'onHold').toBe(dossier.clock === 'suspended');
      }),
      { numRuns: 1000 },
    );
  });

  it('are as before when the last act is taken back', () => {
    fc.assert(
      fc.property(life, (events) => {
        const last = events.at(-1);
        fc.pre(last !== undefined && events.length > 1);
        const without = events.slice(0, -1);
        const retracted: DossierEvent[] = [
          ...events,
          {
            sequence: events.length + 1,
            act: 'retract',
            happenedAt: NOW,
            retracts: [events.length],
            data: { reason: 'r' },
          },
        ];
        expect(tasksOf(USUAL_PROCESS, standingActs(retracted), calendar, owes)).toEqual(
          tasksOf(USUAL_PROCESS, standingActs(without), calendar, owes),
        );
        expect(progressOf(USUAL_PROCESS, standingActs(retracted))).toEqual(
          progressOf(USUAL_PROCESS, standingActs(without)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

const acts = (...list: (readonly [string, string, EventData?])[]) =>
  list.map(([act, at, data], index) => ({
    sequence: index + 1,
    act,
    happenedAt: localDateTime(at) as LocalDateTime,
    data: data ?? {},
  }));

describe('worked out by hand', () => {
  it('gives each step its working hours and moves a step on hold by what it stood still', () => {
    const process = readInternalProcess({
      steps: [
        { role: 'receptionist', workingHours: 1 },
        { role: 'leader', workingHours: 1 },
        { role: 'specialist', workingHours: 4 },
        { role: 'leader', workingHours: 2 },
        { role: 'clerk', workingHours: 1 },
        { role: 'receptionist', workingHours: 1 },
      ],
    });
    // Office hours 07:00–11:30, 13:30–17:00. Friday 14/07 16:30 + 1 h = 17:00 has half an hour, Monday 07:30 the rest.
    const tasks = tasksOf(
      process,
      acts(
        ['receive', '2023-07-14T16:30'],
        ['assign', '2023-07-14T16:45', { assignee: 'hai' }],
        ['beginProcessing', '2023-07-14T16:45'],
        ['suspend', '2023-07-17T08:00'],
        ['resume', '2023-07-17T10:00'],
      ),
      calendar,
      owes,
    );
    expect(tasks.map(({ kind, dueAt, assignee, state }) => [kind, dueAt, assignee, state])).toEqual([
      ['receive', '2023-07-17T07:30', null, 'done'],
      ['assign', '2023-07-17T07:30', null, 'done'],
      // A quarter of an hour on Friday, 3:45 on Monday until 10:45, then two hours on: 45 minutes to 11:30, 1:15 to 14:45.
      ['process', '2023-07-17T14:45', 'hai', 'open'],
    ]);
  });

  it('keeps the date of a step that only changes hands, also while it is on hold', () => {
    const tasks = tasksOf(
      USUAL_PROCESS,
      acts(
        ['receive', '2023-07-10T08:00'],
        ['assign', '2023-07-10T08:00', { assignee: 'mot' }],
        ['beginProcessing', '2023-07-10T08:00'],
        ['suspend', '2023-07-10T09:00'],
        ['assign', '2023-07-10T09:30', { assignee: 'hai' }],
        ['resume', '2023-07-10T10:00'],
      ),
      calendar,
      owes,
    );
    expect(tasks.slice(2).map(({ assignee, state, dueAt }) => [assignee, state, dueAt])).toEqual([
      // Half an hour on hold while it was theirs.
      ['mot', 'dropped', '2023-07-11T08:30'],
      ['hai', 'open', '2023-07-11T09:00'],
    ]);
  });

  it('leaves the fee of a result that was handed over unpaid to the cashier until it is there', () => {
    const until = (...more: (readonly [string, string, EventData?])[]) =>
      tasksOf(
        USUAL_PROCESS,
        acts(
          ['receive', '2023-07-10T08:00', { ...DATA['receive'], feeDue: 8000 }],
          ['requestPayment', '2023-07-10T08:00', { amount: 8000 }],
          ['beginProcessing', '2023-07-10T08:00'],
          ['resolve', '2023-07-10T09:00'],
          ['handOver', '2023-07-10T09:30', { channel: 'counter' }],
          ...more,
        ),
        calendar,
        owes,
      ).map(({ kind, role, state, openedAt, doneAt }) => [kind, role, state, openedAt, doneAt]);
    expect(until().at(-1)).toEqual(['collect', 'cashier', 'open', '2023-07-10T09:30', null]);
    expect(until(['recordPayment', '2023-07-10T10:00', { method: 'cash', amount: 8000 }]).at(-1)).toEqual([
      'collect',
      'cashier',
      'done',
      '2023-07-10T09:30',
      '2023-07-10T10:00',
    ]);
    expect(until(['exempt', '2023-07-10T10:00', { ground: 'hộ nghèo' }]).at(-1)?.[2]).toBe('done');
    // It comes back by post: the step is open again, and the fee is taken there.
    expect(until(['returnUndelivered', '2023-07-12T10:00', { reason: 'r' }]).slice(-2)).toEqual([
      ['collect', 'cashier', 'dropped', '2023-07-10T09:30', '2023-07-12T10:00'],
      ['handOver', 'receptionist', 'open', '2023-07-12T10:00', null],
    ]);
  });

  it('asks for two signatures where the process has two', () => {
    const process = readInternalProcess({
      steps: ['receptionist', 'specialist', 'leader', 'leader', 'receptionist'].map((role) => ({
        role,
        workingHours: 1,
      })),
    });
    const given = acts(
      ['receive', '2023-07-10T08:00'],
      ['beginProcessing', '2023-07-10T08:00'],
      ['draftResult', '2023-07-10T08:10'],
      ['approveResult', '2023-07-10T08:20'],
    );
    expect(progressOf(process, given)).toMatchObject({ stage: 'drafted', approvals: 1, approvalsNeeded: 2 });
    const second = [...given, ...acts(['approveResult', '2023-07-10T08:30'])];
    expect(progressOf(process, second).stage).toBe('approved');
    // Nobody issues in this process: whoever signed last brings it to its result.
    expect(currentTask(tasksOf(process, second, calendar, owes))?.kind).toBe('approve');
    const resolved = [...second, ...acts(['resolve', '2023-07-10T08:40'])];
    expect(currentTask(tasksOf(process, resolved, calendar, owes))?.kind).toBe('handOver');
  });
});
