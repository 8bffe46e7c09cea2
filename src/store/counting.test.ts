/** Two readers of one definition: what PostgreSQL counts, what TypeScript counts, and the dossiers behind it. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { seededRandom } from '../../test/support/ledger-generator.ts';
import { randomPredicate } from '../../test/support/random-predicate.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import type { BaseIndicator } from '../core/reporting/indicators.ts';
import { IndicatorCatalogue, tallyOf } from '../core/reporting/indicators.ts';
import { matches } from '../core/reporting/matches.ts';
import { closesAt, opensAt, reportingPeriod } from '../core/reporting/period.ts';
import type { CountingFrame, Facts, Predicate } from '../core/reporting/predicate.ts';
import { fromCivilMinute, type Instant, type LocalDateTime, toCivilMinute } from '../core/time/local-date-time.ts';
import { INDICATORS } from '../law/index.ts';
import { type CountingScope, listFacts, listMatching, tallyDossiers } from './counting.ts';
import { countInFrames } from './counting-frames.ts';
import { activeUntil, replaceFacts } from './dossiers.ts';
import { dice, randomFacts, SECTORS } from './facts.fixture.ts';
import { within } from './scope.ts';
import { numberUnit } from './unit-numbers.ts';

const PERIOD = reportingPeriod('2023-Q3');
const UNITS = ['phuoc-long', 'vinh-truong', 'la'] as const;
const FIRST = '2023-10-01T00:00:00.000Z' as Instant;
const SECOND = '2023-10-02T00:00:00.000Z' as Instant;
const catalogue = new IndicatorCatalogue(INDICATORS);
const bases = catalogue
  .basesOf(INDICATORS.map((indicator) => indicator.id))
  .filter((base) => base.population === 'dossier');

const RECEIVED: Predicate = { at: 'receivedAt', in: 'period' };

const FRAMES: CountingFrame[] = (['minute', 'day'] as const).flatMap((granularity) => [
  { opensAt: opensAt(PERIOD), asOf: closesAt(PERIOD), granularity },
  // A running period: figures as of a minute in its middle.
  { opensAt: opensAt(PERIOD), asOf: '2023-08-01T09:30' as LocalDateTime, granularity },
  { opensAt: opensAt(PERIOD), asOf: opensAt(PERIOD), granularity },
]);

let store: TestStore;
/** By unit: facts as known from FIRST, and as known from SECOND. */
const first = new Map<string, DossierFacts[]>();
const second = new Map<string, DossierFacts[]>();

beforeAll(async () => {
  store = await testStore();
  for (const [index, unit] of UNITS.entries()) {
    const roll = dice(seededRandom(1000 + index));
    const before = Array.from({ length: 350 }, (_, number) => randomFacts(unit, number, PERIOD, roll));
    // Of each seven: one is corrected, one becomes known only later.
    const after = before.map((facts, number) => (number % 7 === 0 ? randomFacts(unit, number, PERIOD, roll) : facts));
    first.set(
      unit,
      before.filter((_, number) => number % 7 !== 1),
    );
    second.set(unit, after);
    await within(store, [unit], async (client) => {
      await numberUnit(client, unit);
      for (const [number, facts] of before.entries()) if (number % 7 !== 1) await replaceFacts(client, facts, FIRST);
      for (const [number, facts] of after.entries()) if (number % 7 <= 1) await replaceFacts(client, facts, SECOND);
    });
  }
});
afterAll(() => store.close());

const expected = (homes: readonly string[], known: Map<string, DossierFacts[]>): DossierFacts[] =>
  homes.flatMap((home) => known.get(home) as DossierFacts[]);
const countables = (facts: readonly DossierFacts[]) =>
  facts.map((one) => ({ rowKey: one.sectorKey, id: one.dossierId, facts: one as unknown as Facts }));

async function compare(
  indicators: readonly BaseIndicator[],
  homes: readonly string[],
  frame: CountingFrame,
  recordedThrough: Instant | null,
  known: Map<string, DossierFacts[]>,
): Promise<number> {
  const scope: CountingScope = { homes, frame, recordedThrough };
  const facts = expected(homes, known);
  const right = tallyOf(indicators, 'dossier', countables(facts), frame);
  let above = 0;
  await within(store, homes, async (client) => {
    const counted = await tallyDossiers(client, indicators, scope);
    for (const sector of SECTORS) {
      for (const indicator of indicators) {
        const here = `${indicator.id} ${sector} ${JSON.stringify(scope)}`;
        expect(counted.at(sector, indicator.id), here).toBe(right.tally.at(sector, indicator.id));
        if (counted.at(sector, indicator.id) > 0) above += 1;
      }
    }
    expect(counted.rowKeys().every((key) => (SECTORS as readonly string[]).includes(key))).toBe(true);
  });
  return above;
}

describe('every indicator', () => {
  for (const frame of FRAMES) {
    for (const homes of [['phuoc-long'], ['phuoc-long', 'vinh-truong'], [...UNITS]]) {
      it(`is the same in SQL and in TypeScript: ${homes.join(' + ')}, ${frame.granularity}, as of ${frame.asOf}`, async () => {
        const now = await compare(bases, homes, frame, null, second);
        expect(await compare(bases, homes, frame, SECOND, second)).toBe(now);
        await compare(bases, homes, frame, FIRST, first);
        // Only a tally with figures in it proves anything.
        if (frame.asOf === closesAt(PERIOD)) expect(now).toBeGreaterThan(60);
      });
    }
  }

  it('has exactly its dossiers behind it, by sector and in all', async () => {
    for (const frame of FRAMES.filter((candidate) => candidate.asOf === closesAt(PERIOD))) {
      for (const [recordedThrough, known] of [
        [null, second],
        [FIRST, first],
      ] as const) {
        const facts = expected(['phuoc-long'], known);
        await within(store, ['phuoc-long'], async (client) => {
          for (const base of bases) {
            for (const sector of [...SECTORS, null]) {
              const listed = await listMatching(
                client,
                base.where,
                { homes: ['phuoc-long'], frame, recordedThrough },
                sector,
              );
              const right = facts.filter(
                (one) =>
                  (sector === null || one.sectorKey === sector) && matches(base.where, one as unknown as Facts, frame),
              );
              expect(listed.map((one) => one.dossierCode)).toEqual(right.map((one) => one.dossierCode).sort());
            }
          }
        });
      }
    }
  });

  it('moves when a dossier crosses the first or the last minute of the period', async () => {
    const opening = toCivilMinute(opensAt(PERIOD));
    const closing = toCivilMinute(closesAt(PERIOD));
    const frame = FRAMES[0] as CountingFrame;
    const received = catalogue.basesOf(['dossiers.received.online']);
    const carried = catalogue.basesOf(['dossiers.carriedOver']);
    const roll = dice(seededRandom(5));
    for (const [minute, inPeriod, before] of [
      [opening - 1, 0, 1],
      [opening, 1, 0],
      [closing, 1, 0],
      [closing + 1, 0, 0],
    ] as const) {
      const unit = `bien-${minute}`;
      const facts: DossierFacts = {
        ...randomFacts(unit, 1, PERIOD, roll),
        channel: 'online',
        receivedAt: fromCivilMinute(minute),
        dueAt: fromCivilMinute(minute + 60),
        resolvedAt: null,
        cancelledAt: null,
        linkedChild: false,
        verticalAgency: false,
      };
      await within(store, [unit], async (client) => {
        await numberUnit(client, unit);
        await replaceFacts(client, facts, FIRST);
        const tally = await tallyDossiers(client, [...received, ...carried], {
          homes: [unit],
          frame,
          recordedThrough: null,
        });
        expect(tally.total('dossiers.received.online')).toBe(inPeriod);
        expect(tally.total('dossiers.carriedOver')).toBe(before);
      });
    }
  });
});

describe('a pending dossier whose clock stood still', () => {
  const closing = toCivilMinute(closesAt(PERIOD));
  const due = closing - 600;
  it.each([
    ['from the due minute on, still', due, null, 'withinTime'],
    ['from the due minute to one after the last', due, closing + 1, 'withinTime'],
    ['from the due minute to the last, when it runs again', due, closing, 'overdue'],
    ['from the minute after the due one', due + 1, null, 'overdue'],
    ['until before it was due', due - 60, due - 1, 'overdue'],
  ] as const)('%s', async (_, from, to, right) => {
    const unit = `dung-${from - due}-${to === null ? 'mo' : to - due}`;
    const facts: DossierFacts = {
      ...randomFacts(unit, 1, PERIOD, dice(seededRandom(6))),
      receivedAt: fromCivilMinute(due - 1440),
      dueAt: fromCivilMinute(due),
      resolvedAt: null,
      cancelledAt: null,
      suspendedDuring: [{ from: fromCivilMinute(from), to: to === null ? null : fromCivilMinute(to) }],
      lapsedDuring: [],
    };
    const frame = FRAMES[0] as CountingFrame;
    await within(store, [unit], async (client) => {
      await numberUnit(client, unit);
      await replaceFacts(client, facts, FIRST);
      for (const timeliness of ['withinTime', 'overdue'] as const) {
        const scope = { homes: [unit], frame, recordedThrough: null };
        expect(await listMatching(client, { timeliness }, scope, null)).toHaveLength(timeliness === right ? 1 : 0);
        expect(matches({ timeliness }, facts as unknown as Facts, frame)).toBe(timeliness === right);
      }
    });
  });
});

describe('any predicate', () => {
  it('is read alike by both readers', async () => {
    const roll = dice(seededRandom(77));
    for (let round = 0; round < 25; round += 1) {
      const indicators: BaseIndicator[] = Array.from({ length: 12 }, (_, index) => ({
        ...(bases[0] as BaseIndicator),
        id: `p${index}`,
        ...(index % 3 === 0
          ? { kind: 'sum' as const, of: roll.pick(['feeDue', 'paidOnlineAmount']) }
          : { kind: 'count' as const }),
        where: randomPredicate(roll, 4),
      }));
      // Dossiers that ended before the period stay out of both.
      const frame = roll.pick(FRAMES);
      const opensAtInstant = `${fromCivilMinute(toCivilMinute(frame.opensAt) - 420)}:00.000Z`;
      const relevant = new Map(
        [...second].map(([unit, facts]) => [unit, facts.filter((one) => activeUntil(one) >= opensAtInstant)]),
      );
      await compare(indicators, ['phuoc-long', 'la'], frame, null, relevant);
    }
  });

  it('is counted apart from as many others as there are', async () => {
    const roll = dice(seededRandom(78));
    // More than one number has bits for, and some that no tree holds.
    const indicators: BaseIndicator[] = Array.from({ length: 140 }, (_, index) => ({
      ...(bases[0] as BaseIndicator),
      id: `p${index}`,
      kind: 'count' as const,
      where: randomPredicate(roll, index % 20 === 0 ? 6 : 2),
    }));
    const frame = FRAMES[0] as CountingFrame;
    const relevant = new Map(
      [...second].map(([unit, facts]) => [unit, facts.filter((one) => activeUntil(one) >= '2023-06-14T17:00:00.000Z')]),
    );
    expect(await compare(indicators, ['phuoc-long'], frame, null, relevant)).toBeGreaterThan(200);
  });

  it('refuses a fact that does not exist, instead of counting zero', async () => {
    const scope = { homes: ['phuoc-long'], frame: FRAMES[0] as CountingFrame, recordedThrough: null };
    for (const where of [
      { flag: 'constructor' },
      { flag: 'dossier_code' },
      { at: "receivedAt'; --", in: 'period' },
    ] as Predicate[])
      await expect(within(store, ['phuoc-long'], (client) => listMatching(client, where, scope, null))).rejects.toThrow(
        'dữ kiện không có',
      );
  });
});

describe('facts', () => {
  it('come back as they were written, as known then and now', async () => {
    const frame = FRAMES[0] as CountingFrame;
    const byId = (list: readonly DossierFacts[]) => [...list].sort((a, b) => (a.dossierId < b.dossierId ? -1 : 1));
    const opens = '2023-06-14T17:00:00.000Z';
    await within(store, ['vinh-truong'], async (client) => {
      for (const [recordedThrough, known] of [
        [null, second],
        [FIRST, first],
      ] as const) {
        const right = (known.get('vinh-truong') as DossierFacts[]).filter((one) => activeUntil(one) >= opens);
        const listed = await listFacts(client, { homes: ['vinh-truong'], frame, recordedThrough });
        expect(listed.length).toBeGreaterThan(200);
        expect(listed).toEqual(byId(right));
      }
      const none = await listFacts(client, {
        homes: ['vinh-truong'],
        frame,
        recordedThrough: '2023-09-30T23:59:59.999Z' as Instant,
      });
      expect(none).toEqual([]);
    });
  });

  it('of other units are out of sight', async () => {
    const frame = FRAMES[0] as CountingFrame;
    await within(store, ['vinh-truong'], async (client) => {
      expect(await listFacts(client, { homes: ['phuoc-long'], frame, recordedThrough: null })).toEqual([]);
      expect(
        (await tallyDossiers(client, bases, { homes: [...UNITS], frame, recordedThrough: null })).total(
          'dossiers.received.online',
        ),
      ).toBe(
        tallyOf(bases, 'dossier', countables(second.get('vinh-truong') as DossierFacts[]), frame).tally.total(
          'dossiers.received.online',
        ),
      );
    });
  });

  describe('of exactly the units asked for', () => {
    const frame = FRAMES[0] as CountingFrame;
    const of = (homes: readonly string[]): number =>
      countables(expected(homes, second)).filter(({ facts }) => matches(RECEIVED, facts, frame)).length;
    const counted = async (client: pg.ClientBase, homes: readonly string[]): Promise<readonly number[]> => {
      const scope: CountingScope = { homes, frame, recordedThrough: null };
      const base: BaseIndicator = { kind: 'count', id: 'received', population: 'dossier', where: RECEIVED } as never;
      const inFrames = await countInFrames(client, [base], homes, [frame]);
      return [
        (await tallyDossiers(client, [base], scope)).total('received'),
        inFrames[0]?.get('received') ?? 0,
        (await listMatching(client, RECEIVED, scope, null)).length,
      ];
    };
    const lists: (readonly string[])[] = [
      ['phuoc-long', 'vinh-truong'],
      ['la', 'phuoc-long', 'vinh-truong'],
      ['la'],
      ['vinh-truong', 'khong-co'],
    ];
    for (const sight of ['all', ...lists] as const) {
      for (const homes of lists) {
        const seen = sight === 'all' ? homes : homes.filter((home) => sight.includes(home));
        it(`${homes.join(' + ')}, where ${sight === 'all' ? 'all' : sight.join(' + ')} are in sight`, async () => {
          const right = of(seen.filter((home) => second.has(home)));
          const figures = await within(store, sight, (client) => counted(client, homes));
          expect(figures).toEqual([right, right, right]);
        });
      }
    }

    it('also by who is not under row-level security, whatever the setting says', async () => {
      const listed = await store.withOwner(async (owner) => {
        const client = await owner.connect();
        try {
          await client.query(`begin; select set_config('motcua.units', 'la,phuoc-long', true)`);
          const scope: CountingScope = { homes: ['la', 'phuoc-long'], frame, recordedThrough: null };
          return (await listMatching(client, RECEIVED, scope, null)).length;
        } finally {
          await client.query('rollback');
          client.release();
        }
      });
      const right = of(['la', 'phuoc-long']);
      expect(right).toBeLessThan(of([...UNITS]));
      expect(listed).toBe(right);
    });
  });

  it('are not seen by a scope that would widen itself', async () => {
    await expect(within(store, ['*'], async () => {})).rejects.toThrow('không hợp lệ');
    await expect(within(store, ['a,phuoc-long'], async () => {})).rejects.toThrow('không hợp lệ');
  });
});
