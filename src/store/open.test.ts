import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';

describe('an opened store', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore({ sessionSettings: { 'motcua.units': 'phuoc-long,nha trang' } });
  });
  afterAll(() => store.close());

  it('works as a role that owns nothing and may not see how the tables came to be', async () => {
    const { rows } = await store.pool.query('select current_user as me, current_schema() as schema');
    expect(rows).toEqual([{ me: 'motcua_app', schema: 'public' }]);
    await expect(store.pool.query('select from motcua_migration')).rejects.toThrow(/permission denied/);
    await expect(store.pool.query('create table mine (a integer)')).rejects.toThrow(/permission denied/);
  });

  it.each([
    'dossier_event',
    'audit_entry',
    'register_entry',
    'report_version',
  ])('can neither change nor delete nor empty %s', async (table) => {
    await expect(store.pool.query(`update ${table} set home_unit_id = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(store.pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(store.pool.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
    await expect(store.pool.query(`drop table ${table}`)).rejects.toThrow(/must be owner/);
  });

  it('begins every connection with the settings asked for, and keeps them over a reset', async () => {
    const { rows } = await store.pool.query(
      `select current_setting('motcua.units') as units, current_setting('timezone') as zone,
              current_setting('statement_timeout') as timeout`,
    );
    expect(rows).toEqual([{ units: 'phuoc-long,nha trang', zone: 'UTC', timeout: '2min' }]);
    const client = await store.pool.connect();
    await client.query('reset role');
    await client.query('reset all');
    const after = await client.query(`select current_user as me, current_setting('timezone') as zone`);
    client.release();
    expect(after.rows).toEqual([{ me: 'motcua_app', zone: 'UTC' }]);
  });

  it('lets the owner do what the application may not, for as long as the work lasts', async () => {
    const names = await store.withOwner(async (owner) => (await owner.query('select name from motcua_migration')).rows);
    expect(names[0]).toEqual({ name: '0001-spine' });
  });

  it('queries through Kysely with typed rows', async () => {
    expect(await store.db.selectFrom('dossier_event').selectAll().execute()).toEqual([]);
  });

  it('sorts Vietnamese as Vietnamese where asked', async () => {
    const { rows } = await store.pool.query(
      `select string_agg(word, ' ' order by word collate "vi-x-icu") as words
         from unnest(array['đa','b','ă','e','an','Đ','da','ẩn','â']) as word`,
    );
    expect(rows).toEqual([{ words: 'an ă â ẩn b da Đ đa e' }]);
  });

  it('knows capital and small letters of Vietnamese without asking the machine', async () => {
    const { rows } = await store.pool.query(`select lower('ĐƯỜNG ỬNG') as small, upper('đường ửng') as large`);
    expect(rows).toEqual([{ small: 'đường ửng', large: 'ĐƯỜNG ỬNG' }]);
  });

  it('says which server it is', () => {
    expect(store.serverVersion).toBeGreaterThanOrEqual(150_000);
  });
});

describe('databases of two tests', () => {
  it('do not see each other', async () => {
    const [one, two] = await Promise.all([testStore(), testStore()]);
    await one.withOwner((owner) => owner.query('create table only_here (a integer)'));
    await two.withOwner(async (owner) => {
      const { rows } = await owner.query(`select to_regclass('only_here') as found`);
      expect(rows).toEqual([{ found: null }]);
    });
    await Promise.all([one.close(), two.close()]);
  });
});
