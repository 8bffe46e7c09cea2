import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { fold } from '../core/dossier/dossier.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import { WorkCalendar } from '../core/time/calendar.ts';
import { withSettings } from '../core/time/calendar-settings.ts';
import { type Instant, localDateTime, toInstant } from '../core/time/local-date-time.ts';
import { plainDate } from '../core/time/plain-date.ts';
import { CALENDARS } from '../law/calendars/index.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { dossierIdOf, loadEvents, replaceFacts, upsertDossier } from '../store/dossiers.ts';
import { within } from '../store/scope.ts';
import { SearchBatch } from '../store/search.ts';
import { ensureSampleTree, type Installation } from './installation.ts';
import { recomputePendingDue } from './recompute-due.ts';
import { type Act, recordActs } from './record-acts.ts';
import { followTasks } from './work/follow-tasks.ts';

const UNIT = 'nam-nha-trang';
/** Friday morning; the next Tuesday becomes a day off. */
const NOW = '2026-11-20T03:00:00.000Z' as Instant;
const LATER = '2026-11-20T04:00:00.000Z' as Instant;
const CALENDAR = new WorkCalendar(
  withSettings(CALENDARS, {
    officeHours: [],
    settledDays: [{ date: plainDate('2026-11-24'), applied: true, basis: 'Quyết định mẫu' }],
  }),
);

let store: TestStore;
let installation: Installation;
beforeAll(async () => {
  store = await testStore();
  installation = { store, clock: { now: () => NOW } };
  await ensureSampleTree(installation);
});
afterAll(() => store.close());

/** How far a dossier has come: each way goes on from the one before it. */
const PATHS: readonly (readonly Act[])[] = [
  [],
  [{ act: 'beginProcessing', happenedAt: localDateTime('2026-11-20T09:10'), data: {} }],
  [
    { act: 'beginProcessing', happenedAt: localDateTime('2026-11-20T09:10'), data: {} },
    { act: 'resolve', happenedAt: localDateTime('2026-11-20T09:30'), data: {} },
  ],
];

const anyDossier = fc.record({
  path: fc.nat(PATHS.length - 1),
  days: fc.integer({ min: 1, max: 9 }),
  procedureCode: fc.constantFrom('1.000894', '2.000635', '1.004873'),
  onSlip: fc.boolean(),
  /** From before the search index, and with more tasks than its log gives. */
  old: fc.boolean(),
});

let received = 0;

async function receive(given: {
  path: number;
  days: number;
  procedureCode: string;
  onSlip: boolean;
  old: boolean;
}): Promise<void> {
  received += 1;
  const dossierCode = `H32.01.01-20261120-${String(received).padStart(7, '0')}`;
  const outcome = await recordActs(installation, {
    unitId: UNIT,
    dossierCode,
    actor: 'tester',
    acts: [
      {
        act: 'receive',
        happenedAt: localDateTime('2026-11-20T09:00'),
        data: {
          channel: 'counter',
          procedureCode: given.procedureCode,
          sectorKey: 'ho-tich',
          term: { value: given.days, unit: 'workingDay' },
          ...(given.onSlip ? { slipDueAt: localDateTime('2026-11-27T17:00') } : {}),
        },
      },
      ...(PATHS[given.path] as readonly Act[]),
    ],
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  if (!given.old) return;
  await within(store, [UNIT], async (client) => {
    const key = [UNIT, dossierIdOf(UNIT, dossierCode)];
    await client.query('update dossier set search_ordinal = null where home_unit_id = $1 and dossier_id = $2', key);
    await client.query(
      `insert into dossier_task (home_unit_id, dossier_id, task_number, kind, step, name, role, output, state, opened_at)
       select home_unit_id, dossier_id, 90, kind, step, name, role, output, state, opened_at from dossier_task
       where home_unit_id = $1 and dossier_id = $2 and task_number = 1`,
      key,
    );
  });
}

const TABLES = ['dossier', 'dossier_fact', 'dossier_fact_history', 'dossier_task', 'dossier_search_word'];

/** What all tables hold after some work, which is then forgotten. */
async function after(work: (client: pg.ClientBase) => Promise<unknown>): Promise<Record<string, string[]>> {
  return within(store, [UNIT], async (client) => {
    await client.query('savepoint before');
    await work(client);
    const held: Record<string, string[]> = {};
    for (const table of TABLES) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
      held[table] = rows.map(({ row }) => row);
    }
    await client.query('rollback to savepoint before');
    return held;
  });
}

/** The same a dossier at a time, with what acts at the desk are written by. */
async function oneByOne(client: pg.ClientBase, codes: readonly string[]): Promise<void> {
  const index = new SearchBatch();
  for (const dossierCode of codes) {
    const identity = { homeUnitId: UNIT, dossierId: dossierIdOf(UNIT, dossierCode), dossierCode };
    const events = await loadEvents(client, UNIT, identity.dossierId);
    const dossier = fold(NATIONAL_DOSSIER, events);
    const facts = factsOf(identity, dossier, CALENDAR);
    if (facts === null) throw new Error(`${dossierCode} has no facts.`);
    await replaceFacts(client, facts, LATER);
    const lastSequence = events.at(-1)?.sequence ?? 0;
    await upsertDossier(client, { identity, dossier, dueAt: toInstant(facts.dueAt), lastSequence }, LATER, index);
    await followTasks(client, {
      unitId: UNIT,
      dossierId: identity.dossierId,
      dossier,
      events,
      calendar: CALENDAR,
    });
  }
  await index.write(client, UNIT);
}

it('writes for many dossiers together what acts would write for each of them', async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyDossier, { minLength: 1, maxLength: 12 }), async (dossiers) => {
      for (const one of dossiers) await receive(one);
      let codes: string[] = [];
      const asSets = await after(async (client) => {
        codes = (await recomputePendingDue(client, UNIT, CALENDAR, LATER)).map(({ dossierCode }) => dossierCode);
      });
      moved += codes.length;
      expect(asSets).toEqual(await after((client) => oneByOne(client, codes)));
    }),
    { numRuns: 8 },
  );
  // Some moved, and some had nothing to move.
  expect(moved).toBeGreaterThan(10);
  expect(received).toBeGreaterThan(20);
});
