/** Acts recorded through the one door, on random lives of dossiers: the rows, the facts, the figures, the past. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/support/ledger-generator.ts';
import { decide, emptyDossier, fold } from '../core/dossier/dossier.ts';
import type { EventData } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import { IndicatorCatalogue, tallyOf } from '../core/reporting/indicators.ts';
import { closesAt, opensAt, reportingPeriod } from '../core/reporting/period.ts';
import type { Facts } from '../core/reporting/predicate.ts';
import { WorkCalendar } from '../core/time/calendar.ts';
import {
  fromCivilMinute,
  type Instant,
  type LocalDateTime,
  MINUTES_PER_DAY,
  toCivilMinute,
} from '../core/time/local-date-time.ts';
import { CALENDARS } from '../law/calendars/index.ts';
import { INDICATORS, NATIONAL_DOSSIER } from '../law/index.ts';
import { verifyAudit } from '../store/audit.ts';
import { listFacts, listMatching, tallyDossiers } from '../store/counting.ts';
import { loadEvents } from '../store/dossiers.ts';
import { type Dice, dice } from '../store/facts.fixture.ts';
import { within } from '../store/scope.ts';
import { type TestInstallation, tableCounts, testInstallation } from './installation.fixture.ts';
import { recordActs } from './record-acts.ts';
import { buildReport } from './report/build-report.ts';

const PERIOD = reportingPeriod('2023-Q3');
const OPENS = toCivilMinute(opensAt(PERIOD));
const CLOSES = toCivilMinute(closesAt(PERIOD));
const calendar = new WorkCalendar(CALENDARS);
const AGENCY = { 'phuoc-long': '000.18.22.H32', 'vinh-truong': '000.24.22.H32' } as const;
type UnitId = keyof typeof AGENCY;

/** What the reception takes from the catalogue and hands over with the act of receiving. */
const PROCEDURES = [
  { procedureCode: '1.001193', sectorKey: 'ho-tich', term: { value: 3, unit: 'workingDay' } },
  { procedureCode: '2.000815', sectorKey: 'chung-thuc', term: { value: 1, unit: 'sameDay' }, copyCertification: true },
  { procedureCode: '1.004194', sectorKey: 'cu-tru', term: { value: 8, unit: 'workingHour' }, verticalAgency: true },
] as const satisfies readonly EventData[];

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation('2024-01-05T01:00:00.000Z');
});
afterAll(() => installation.store.close());

const codeOf = (unit: UnitId, number: number): string => `${AGENCY[unit]}-230615-${String(number).padStart(4, '0')}`;

interface Step {
  readonly act: string;
  readonly happenedAt: LocalDateTime;
  readonly data: EventData;
}

/** A life at random: at every step one of the acts that the tables allow, often at the edges of the period. */
function randomLife(roll: Dice, parent: string | null): Step[] {
  const steps: Step[] = [];
  let minute = roll.chance(3)
    ? roll.pick([OPENS, CLOSES]) + roll.pick([-1, 0, 1])
    : OPENS - 15 * MINUTES_PER_DAY + roll.below(100 * MINUTES_PER_DAY);
  const channel = () => roll.pick(['online', 'counter', 'post'] as const);
  const acts = Object.keys(NATIONAL_DOSSIER.acts).filter((act) => !['submit', 'refuse'].includes(act));
  let dossier = emptyDossier(NATIONAL_DOSSIER);
  const add = (act: string): void => {
    const data: EventData = {
      channel: channel(),
      reason: 'lý do',
      ground: 'căn cứ',
      document: '01/PYC',
      amount: 8_000,
      method: roll.pick(['online', 'cash', 'transfer'] as const),
      ...(act === 'receive'
        ? {
            ...roll.pick([...PROCEDURES, PROCEDURES[1]]),
            parentDossierId: parent,
            feeDue: roll.pick([0, 8_000]),
          }
        : {}),
      ...(act === 'reschedule' ? { newDueAt: fromCivilMinute(minute + 1 + roll.below(9 * MINUTES_PER_DAY)) } : {}),
    };
    const step = { act, happenedAt: fromCivilMinute(minute), data };
    const tried = [...steps, step].map((one, index) => ({ sequence: index + 1, ...one }));
    if (!decide(NATIONAL_DOSSIER, dossier, step, '2024-01-01T00:00' as LocalDateTime).accepted) return;
    dossier = fold(NATIONAL_DOSSIER, tried);
    steps.push(step);
    minute += roll.pick([0, 0, 1, 60, 1440, 4 * 1440]);
    if (roll.chance(6)) minute = Math.max(minute, roll.pick([OPENS, CLOSES]) + roll.pick([-1, 0, 1]));
  };
  add('receive');
  for (let turn = roll.below(26); turn > 0; turn -= 1) {
    const preferred = roll.pick([
      ['beginProcessing', 'resolve', 'handOver', 'recordPayment'],
      ['beginProcessing', 'suspend', 'resume', 'requestSupplement', 'supplement', 'reschedule'],
      acts,
    ]);
    add(roll.pick(preferred));
  }
  return steps;
}

describe('random lives', () => {
  const known = new Map<string, DossierFacts>();
  const afterFirst = '2024-01-05T12:00:00.000Z' as Instant;

  beforeAll(async () => {
    const roll = dice(seededRandom(31));
    for (const unit of Object.keys(AGENCY) as UnitId[]) {
      let parent: string | null = null;
      for (let number = 1; number <= 60; number += 1) {
        const result = await recordActs(installation, {
          unitId: unit,
          dossierCode: codeOf(unit, number),
          acts: randomLife(roll, roll.chance(5) ? parent : null),
          actor: 'thử',
        });
        if (!result.ok) throw new Error(JSON.stringify(result.refusals));
        parent = result.dossierId;
        known.set(result.dossierCode, result.facts as DossierFacts);
      }
    }
  });

  it('leave facts that are those folded from their events', async () => {
    for (const unit of Object.keys(AGENCY)) {
      await within(installation.store, [unit], async (client) => {
        const { rows } = await client.query<{ dossier_id: string; dossier_code: string; n: number }>(
          'select dossier_id, dossier_code, last_sequence as n from dossier',
        );
        expect(rows).toHaveLength(60);
        const listed = await listFacts(client, {
          homes: [unit],
          frame: { opensAt: '2020-01-01T00:00' as LocalDateTime, asOf: closesAt(PERIOD), granularity: 'minute' },
          recordedThrough: null,
        });
        const byCode = new Map(listed.map((facts) => [facts.dossierCode, facts]));
        for (const row of rows) {
          const events = await loadEvents(client, unit, row.dossier_id);
          expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: row.n }, (_, index) => index + 1));
          const identity = { homeUnitId: unit, dossierId: row.dossier_id, dossierCode: row.dossier_code };
          const again = factsOf(identity, fold(NATIONAL_DOSSIER, events), calendar);
          expect(byCode.get(row.dossier_code)).toEqual(again);
          expect(known.get(row.dossier_code)).toEqual(again);
        }
      });
    }
  });

  it('are counted alike in SQL, in TypeScript and by their lists; linked children once, through their parents', async () => {
    const catalogue = new IndicatorCatalogue(INDICATORS);
    const bases = catalogue
      .basesOf(INDICATORS.map((indicator) => indicator.id))
      .filter((base) => base.population === 'dossier');
    const homes = Object.keys(AGENCY);
    const facts = [...known.values()];
    expect(facts.filter((one) => one.linkedChild).length).toBeGreaterThan(5);
    expect(facts.filter((one) => one.lapsedDuring.length > 0).length).toBeGreaterThan(0);
    expect(facts.filter((one) => one.suspendedDuring.length > 1).length).toBeGreaterThan(2);
    for (const granularity of ['minute', 'day'] as const) {
      const frame = { opensAt: opensAt(PERIOD), asOf: closesAt(PERIOD), granularity };
      const right = tallyOf(
        bases,
        'dossier',
        facts.map((one) => ({ rowKey: one.sectorKey, id: one.dossierId, facts: one as unknown as Facts })),
        frame,
      );
      await within(installation.store, homes, async (client) => {
        const scope = { homes, frame, recordedThrough: null };
        const counted = await tallyDossiers(client, bases, scope);
        for (const base of bases) {
          expect(counted.total(base.id), base.id).toBe(right.tally.total(base.id));
          if (base.kind === 'count')
            expect((await listMatching(client, base.where, scope, null)).length).toBe(counted.total(base.id));
        }
        const received = counted.total('dossiers.received.online') + counted.total('dossiers.received.counterAndPost');
        expect(received).toBe(
          facts.filter(
            (one) =>
              !one.linkedChild &&
              !one.verticalAgency &&
              one.receivedAt >= '2023-06-15T00:00' &&
              one.receivedAt <= '2023-09-14T23:59',
          ).length,
        );
      });
    }
  });

  it('keep every equation, and two units together are the sum of their reports', async () => {
    const show = async (unitId: string) => {
      const { model } = await buildReport(installation, { unitId, period: '2023-Q3' });
      const errors = model.checks.filter((check) => check.severity === 'error');
      expect(errors.filter((check) => !check.holds)).toEqual([]);
      expect(errors.length).toBeGreaterThan(10);
      return model.forms.find((form) => form.shortCode === 'II.06a')?.parts[0];
    };
    const [first, second, city] = [await show('phuoc-long'), await show('vinh-truong'), await show('nha-trang')];
    for (const column of first?.columns.filter((candidate) => candidate.format === 'integer') ?? []) {
      for (const row of city?.rows ?? []) {
        const of = (part: typeof first): number =>
          Number(part?.rows.find((candidate) => candidate.key === row.key)?.cells[column.key] ?? 0);
        if (column.number === 1) continue;
        expect(row.cells[column.key], `${row.label} ${column.key}`).toBe(of(first) + of(second));
      }
      if (column.number !== 1)
        expect(city?.total?.cells[column.key]).toBe(
          Number(first?.total?.cells[column.key]) + Number(second?.total?.cells[column.key]),
        );
    }
  });

  it('leave a past report as it was, whatever is recorded later', async () => {
    const then = async () => {
      const { model, cells } = await buildReport(installation, {
        unitId: 'nha-trang',
        period: '2023-Q3',
        recordedThrough: afterFirst,
      });
      return JSON.stringify([model, cells]);
    };
    const live = async () =>
      JSON.stringify((await buildReport(installation, { unitId: 'nha-trang', period: '2023-Q3' })).cells);
    const [before, liveBefore] = [await then(), await live()];
    installation.at('2024-01-06T01:00:00.000Z');
    let recorded = 0;
    const roll = dice(seededRandom(9));
    for (const [dossierCode, facts] of known) {
      const act = facts.resolvedAt === null ? 'resolve' : 'digitiseResult';
      const result = await recordActs(installation, {
        unitId: facts.homeUnitId,
        dossierCode,
        acts: [{ act, happenedAt: facts.resolvedAt ?? ('2023-12-01T08:00' as LocalDateTime), data: {} }],
        actor: 'sau',
      });
      if (result.ok) recorded += 1;
      const later = await recordActs(installation, {
        unitId: facts.homeUnitId,
        dossierCode: codeOf(facts.homeUnitId as UnitId, 5000 + known.size + recorded),
        acts: randomLife(roll, null),
        actor: 'sau',
      });
      if (later.ok) recorded += 1;
    }
    expect(recorded).toBeGreaterThan(60);
    expect(await live()).not.toBe(liveBefore);
    expect(await then()).toBe(before);
  });

  it('stand under an audit chain that holds', async () => {
    const result = await within(installation.store, 'all', (client) => verifyAudit(client));
    expect(result.faults).toEqual([]);
    expect(result.events).toBeGreaterThan(300);
  });
});

describe('the door', () => {
  const receive: Step = {
    act: 'receive',
    happenedAt: '2023-07-03T08:00' as LocalDateTime,
    data: { channel: 'counter', ...PROCEDURES[0] },
  };
  const request = (number: number, ...acts: Step[]) => ({
    unitId: 'phuoc-long',
    dossierCode: codeOf('phuoc-long', number),
    acts,
    actor: 'cán bộ',
  });
  const codes = async (...args: Parameters<typeof request>): Promise<string[]> => {
    const before = await tableCounts(installation.store);
    const result = await recordActs(installation, request(...args));
    if (result.ok) throw new Error('was accepted');
    for (const refusal of result.refusals) expect(refusal.message).toMatch(/[.…]$/);
    expect(await tableCounts(installation.store)).toEqual(before);
    return result.refusals.map((refusal) => refusal.code);
  };

  it('computes the due instant with the calendar', async () => {
    // Thứ Hai 3/7/2023, ba ngày làm việc: Ba, Tư, Năm → 17:00 ngày 6/7.
    const result = await recordActs(installation, request(6001, receive));
    expect(result).toMatchObject({ ok: true, lastSequence: 1, facts: { dueAt: '2023-07-06T17:00' } });
  });

  it('records several acts at once or none of them', async () => {
    const begin: Step = { act: 'beginProcessing', happenedAt: '2023-07-03T09:00' as LocalDateTime, data: {} };
    const handOver: Step = { act: 'handOver', happenedAt: '2023-07-03T10:00' as LocalDateTime, data: {} };
    expect(await codes(6002, receive, begin, handOver)).toEqual(['REQUIRES_STATE', 'MISSING_DATA']);
    const resolve: Step = { act: 'resolve', happenedAt: '2023-07-03T09:30' as LocalDateTime, data: {} };
    const done = await recordActs(
      installation,
      request(6002, receive, begin, resolve, { ...handOver, data: { channel: 'counter' } }),
    );
    expect(done).toMatchObject({ ok: true, lastSequence: 4, dossier: { nationalStatus: 10 } });
  });

  it('refuses what cannot be, and writes nothing then', async () => {
    const at = (happenedAt: string, data: EventData = receive.data, act = 'receive'): Step => ({
      act,
      happenedAt: happenedAt as LocalDateTime,
      data,
    });
    expect(await codes(6005, at('2024-01-06T08:01'))).toEqual(['IN_FUTURE']);
    expect(await codes(6005, at('2023-07-03T08:00', { channel: 'online' }))).toEqual(['MISSING_DATA']);
    expect(await codes(6005, at('2023-07-03T08:00', {}, 'resolve'))).toEqual(['FORBIDDEN_IN_STATE']);
    expect(await codes(6005, at('2023-07-03T08:00', {}, 'constructor'))).toEqual(['UNKNOWN_ACT']);
  });

  it('lets officers act at once on one dossier, one after the other', async () => {
    await recordActs(installation, request(6006, receive));
    const resolve = request(
      6006,
      { act: 'beginProcessing', happenedAt: '2023-07-03T09:00' as LocalDateTime, data: {} },
      { act: 'resolve', happenedAt: '2023-07-03T09:00' as LocalDateTime, data: {} },
    );
    const answers = await Promise.all(Array.from({ length: 6 }, () => recordActs(installation, resolve)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });
});
