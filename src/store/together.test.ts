import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { within } from './scope.ts';
import { together } from './together.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

describe('together', () => {
  it('gives the answers in the order of the questions', async () => {
    const answers = await within(store, [], (client) =>
      together([
        client.query('select 1 as n').then(({ rows }) => rows[0].n),
        client.query('select pg_sleep(0.01), 2 as n').then(({ rows }) => rows[0].n),
        Promise.resolve('three'),
      ]),
    );
    expect(answers).toEqual([1, 2, 'three']);
  });

  it('tells what went wrong first, not that the transaction was over by then', async () => {
    await expect(
      within(store, [], (client) =>
        together([
          client.query('select 1').then(() => client.query('select 2')),
          client.query('select 1 / 0'),
          client.query('select 3'),
        ]),
      ),
    ).rejects.toThrow('division by zero');
  });

  it('sends nothing more once it has failed: the connection goes to others', async () => {
    let sent = false;
    await expect(
      within(store, [], (client) =>
        together([
          Promise.reject(new RangeError('no')),
          client.query('select pg_sleep(0.05)').then(() => {
            sent = true;
            return client.query('select 1');
          }),
        ]),
      ),
    ).rejects.toThrow(RangeError);
    // The second chain went to its end inside the transaction.
    expect(sent).toBe(true);
    expect((await store.pool.query('select 7 as n')).rows).toEqual([{ n: 7 }]);
  });

  it('keeps what is read beside a failed transaction apart from it', async () => {
    const work = Array.from({ length: 40 }, (_, index) =>
      within(
        store,
        [],
        (client) =>
          together([
            client.query(`select ${index}::int as n`),
            client.query(index % 3 === 0 ? 'select nothing' : 'select 1'),
          ]),
        { readOnly: index % 2 === 0 },
      ).then(
        ([{ rows }]) => rows[0].n as number,
        (error: Error) => error.message,
      ),
    );
    const answers = await Promise.all(work);
    answers.forEach((answer, index) => {
      if (index % 3 === 0) expect(answer).toContain('nothing');
      else expect(answer).toBe(index);
    });
  });
});
