import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { fromInstant, isLocalDateTime } from '../core/time/local-date-time.ts';
import { parseBigint, parseInstant } from './type-parsers.ts';

describe('values of the database', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  const value = async (expression: string): Promise<unknown> =>
    (await store.pool.query(`select ${expression} as v`)).rows[0].v;

  it.each([
    ['9007199254740991::bigint', 9_007_199_254_740_991],
    ['-9007199254740991::bigint', -9_007_199_254_740_991],
    ['count(*)', 1],
    ['12345678901234567890.10::numeric', '12345678901234567890.10'],
    ["'2023-06-15'::date", '2023-06-15'],
    ["'1900-01-01'::date", '1900-01-01'],
    ["'2023-09-14 17:00+07'::timestamptz", '2023-09-14T10:00:00.000Z'],
    ["'2023-09-14 23:59:59.9999+07'::timestamptz", '2023-09-14T16:59:59.999Z'],
    ["'2023-09-14 10:00:00.5Z'::timestamptz", '2023-09-14T10:00:00.500Z'],
    ["'07:30'::time", '07:30:00'],
    ['array[1,null,3]::bigint[]', [1, null, 3]],
    ["array['2023-06-15','2023-09-14']::date[]", ['2023-06-15', '2023-09-14']],
    ["array['2023-09-14 17:00+07',null]::timestamptz[]", ['2023-09-14T10:00:00.000Z', null]],
    ["'{}'::bigint[]", []],
    ['array[1.50,2]::numeric[]', ['1.50', '2']],
    [`'{"a":[1,"hồ sơ"]}'::jsonb`, { a: [1, 'hồ sơ'] }],
    ['null::timestamptz', null],
    ['null::bigint', null],
    ['true', true],
    ["array['a,b','c\"d']", ['a,b', 'c"d']],
  ])('%s is read as %j', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it.each([
    '9007199254740992::bigint',
    '-9007199254740993::bigint',
    'array[9007199254740993]::bigint[]',
  ])('%s is an error, not a neighbour', async (expression) => {
    await expect(value(expression)).rejects.toThrow(/2\^53/);
    // The connection is as good as before.
    expect(await value('1::bigint')).toBe(1);
  });

  it.each([
    "'infinity'::timestamptz",
    "'0044-03-15 12:00+00 BC'::timestamptz",
    "'12345-01-01 00:00+00'::timestamptz",
  ])('%s is an error, not a wrong instant', async (expression) => {
    await expect(value(expression)).rejects.toThrow(/Không đọc được thời điểm/);
  });

  it('an instant goes in and comes out unchanged, to the millisecond', async () => {
    const instants = fc.sample(
      fc.date({ min: new Date('1976-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      300,
    );
    const texts = instants.map((date) => date.toISOString());
    const { rows } = await store.pool.query(
      'select t from unnest($1::timestamptz[]) with ordinality as x(t, n) order by n',
      [texts],
    );
    expect(rows.map((row) => row.t)).toEqual(texts);
    for (const row of rows) expect(isLocalDateTime(fromInstant(row.t))).toBe(true);
  });
});

describe('reading the texts of the database', () => {
  it('reads every safe whole number exactly', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (n) => parseBigint(String(n)) === n));
  });
  it('refuses an instant of a session that is not in UTC', () => {
    expect(() => parseInstant('2023-09-14 17:00:00+07')).toThrow(RangeError);
  });
});
