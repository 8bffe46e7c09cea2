import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { localDateTime } from '../core/time/local-date-time.ts';
import { plainDate } from '../core/time/plain-date.ts';
import { ensureSampleTree, type Installation } from './installation.ts';
import { recordActs } from './record-acts.ts';
import { setCalendar } from './set-calendar.ts';

let store: TestStore;
let installation: Installation;
/** Friday morning before the week of Tuesday 24/11/2026. */
const NOW = '2026-11-20T03:00:00.000Z' as Instant;

beforeAll(async () => {
  store = await testStore();
  installation = { store, clock: { now: () => NOW } };
  await ensureSampleTree(installation);
});
afterAll(() => store.close());

const receive = (dossierCode: string, extra: object = {}) =>
  recordActs(installation, {
    unitId: 'nam-nha-trang',
    dossierCode,
    actor: 'tester',
    acts: [
      {
        act: 'receive',
        happenedAt: localDateTime('2026-11-20T09:00'),
        data: {
          channel: 'counter',
          procedureCode: '1.000894',
          sectorKey: 'ho-tich',
          term: { value: 3, unit: 'workingDay' },
          ...extra,
        },
      },
      { act: 'beginProcessing', happenedAt: localDateTime('2026-11-20T09:10'), data: {} },
    ],
  });

it('moves pending dossiers when a province settles 24/11/2026 as a day off, and neither resolved ones nor dates on slips', async () => {
  const pending = await receive('H32.01.01-20261120-0000001');
  expect(pending.ok && pending.facts?.dueAt).toBe('2026-11-25T17:00');
  await receive('H32.01.01-20261120-0000002', { slipDueAt: localDateTime('2026-11-25T17:00') });
  await receive('H32.01.01-20261120-0000003');
  const resolved = await recordActs(installation, {
    unitId: 'nam-nha-trang',
    dossierCode: 'H32.01.01-20261120-0000003',
    actor: 'tester',
    acts: [{ act: 'resolve', happenedAt: localDateTime('2026-11-20T10:00'), data: {} }],
  });
  expect(resolved.ok).toBe(true);

  const { moved } = await setCalendar(installation, {
    unitId: 'nam-nha-trang',
    effectiveFrom: plainDate('2026-11-24'),
    settings: {
      officeHours: [],
      settledDays: [{ date: plainDate('2026-11-24'), applied: true, basis: 'Quyết định mẫu' }],
    },
    actor: 'tester',
  });
  expect(moved).toEqual([
    { dossierCode: 'H32.01.01-20261120-0000001', from: '2026-11-25T17:00', to: '2026-11-26T17:00' },
  ]);
});

it('refuses a receipt that can never be due, because it would be counted nowhere', async () => {
  const outcome = await receive('H32.01.01-20261120-0000009', { term: null });
  expect(outcome.ok).toBe(false);
});
