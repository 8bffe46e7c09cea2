/** Numbers of units: whose a fact is can be told by its number, because no fact has another unit's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { seededRandom } from '../../test/support/ledger-generator.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { reportingPeriod } from '../core/reporting/period.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { replaceFacts, replaceManyFacts } from './dossiers.ts';
import { dice, randomFacts } from './facts.fixture.ts';
import { within } from './scope.ts';
import { numberUnit } from './unit-numbers.ts';

const FIRST = '2023-10-01T00:00:00.000Z' as Instant;
const SECOND = '2023-10-02T00:00:00.000Z' as Instant;
const PERIOD = reportingPeriod('2023-Q3');
/** More than bits in a byte and than units in any test tree; the last has no facts and no number. */
const UNITS = Array.from({ length: 19 }, (_, index) => `don-vi-${index}`);
const UNNUMBERED = 'chua-co-so';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
  const roll = dice(seededRandom(15));
  for (const unit of UNITS)
    await within(store, [unit], async (client) => {
      await numberUnit(client, unit);
      await replaceFacts(client, randomFacts(unit, 1, PERIOD, roll), FIRST);
      await replaceManyFacts(
        client,
        unit,
        [randomFacts(unit, 1, PERIOD, roll), randomFacts(unit, 2, PERIOD, roll)],
        SECOND,
      );
    });
});
afterAll(() => store.close());

const factsOf = (unit: string): DossierFacts => randomFacts(unit, 9, PERIOD, dice(seededRandom(9)));

async function seen(table: string, scope: 'all' | readonly string[]): Promise<string[]> {
  return within(store, scope, async (client) => {
    const { rows } = await client.query<{ unit: string }>(
      `select home_unit_id as unit from ${table} group by home_unit_id order by home_unit_id collate "C"`,
    );
    return rows.map((row) => row.unit);
  });
}

const sorted = (units: readonly string[]): string[] => [...units].sort();

describe.each(['dossier_fact', 'dossier_fact_history'])('in %s', (table) => {
  it('a scope sees its units and no others, whichever they are', async () => {
    const roll = dice(seededRandom(7));
    expect(await seen(table, 'all')).toEqual(sorted(UNITS));
    for (const unit of UNITS) expect(await seen(table, [unit])).toEqual([unit]);
    for (let round = 0; round < 30; round += 1) {
      const scope = UNITS.filter(() => roll.chance(2));
      expect(await seen(table, [...scope, 'khong-co-that'])).toEqual(sorted(scope));
    }
    expect(await seen(table, [UNNUMBERED])).toEqual([]);
    expect(await seen(table, [])).toEqual([]);
  });

  it('nothing is seen where no scope was made', async () => {
    const { rows } = await store.pool.query(`select count(*)::int as count from ${table}`);
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('a number', () => {
  it('is given once, also to programs that ask at the same time, and stays', async () => {
    const number = (unit: string): Promise<number[]> =>
      within(store, [unit], async (client) => {
        await numberUnit(client, unit);
        const { rows } = await client.query<{ number: number }>('select number from unit_number where unit_id = $1', [
          unit,
        ]);
        return rows.map((row) => row.number);
      });
    const asked = await Promise.all(Array.from({ length: 6 }, () => number('moi')));
    expect(new Set(asked.flat()).size).toBe(1);
    expect(asked.every((numbers) => numbers.length === 1)).toBe(true);
    expect(await number('moi')).toEqual(asked[0]);
    await expect(
      within(store, 'all', (client) => client.query('update unit_number set number = default')),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(within(store, 'all', (client) => client.query('delete from unit_number'))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is missed by the first fact of a unit that has none', async () => {
    await expect(
      within(store, [UNNUMBERED], (client) => replaceFacts(client, factsOf(UNNUMBERED), FIRST)),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('of another unit is not taken with a fact, not even where both are in sight', async () => {
    const [mine, other] = UNITS as [string, string];
    for (const scope of ['all', [mine, other]] as const) {
      for (const statement of [
        `update dossier_fact set home_number = (select number from unit_number where unit_id = '${other}') where home_unit_id = '${mine}'`,
        `update dossier_fact set home_unit_id = '${other}x' where home_unit_id = '${mine}'`,
        `insert into dossier_fact_history select received_at, due_at, active_until, (select number from unit_number where unit_id = '${other}'),
           linked_child, vertical_agency, copy_certification, certified_e_copy, result_digitised, home_unit_id, sector_key, channel,
           resolved_at, cancelled_at, suspended_during, lapsed_during, handed_over_at, paid_online_at, hand_over_channel, fee_due,
           paid_online_amount, procedure_code, now(), dossier_id, dossier_code, now() from dossier_fact where home_unit_id = '${mine}'`,
      ])
        await expect(
          within(store, scope, (client) => client.query(statement)),
          statement,
        ).rejects.toMatchObject({ code: '42501' });
    }
    expect(await seen('dossier_fact', [mine])).toEqual([mine]);
  });

  it('of a unit out of sight does not let its facts be written', async () => {
    const [mine, other] = UNITS as [string, string];
    await expect(within(store, [mine], (client) => replaceFacts(client, factsOf(other), FIRST))).rejects.toMatchObject({
      code: '42501',
    });
  });
});
