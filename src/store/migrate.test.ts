import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestStore, testServer, testStore } from '../../test/support/database.ts';
import { testFolder } from '../../test/support/run-folder.ts';
import { makePool } from './connections.ts';
import { type Applied, LOCK_KEY, type Migration, migrate, pending, readApplied, readMigrations } from './migrate.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = testFolder('migrations-');
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

const THREE = {
  '0001-first.sql': 'create table one (a integer primary key);',
  '0002-second.sql': 'create table two (a integer primary key);\ninsert into one values (1);',
  '0003-third.sql': 'alter table one add b text;',
};

describe('reading a folder of migrations', () => {
  it('takes them in order and leaves other files aside', () => {
    const folder = folderOf({ ...THREE, 'README.md': 'x' });
    expect(readMigrations(folder).map((m) => m.name)).toEqual(['0001-first', '0002-second', '0003-third']);
  });

  it('gives the same hash whatever the line ends of the checkout', () => {
    const [unix] = readMigrations(folderOf({ '0001-a.sql': 'select 1;\nselect 2;\n' }));
    const [windows] = readMigrations(folderOf({ '0001-a.sql': 'select 1;\r\nselect 2;\r\n' }));
    expect(windows?.sha256).toBe(unix?.sha256);
  });

  it.each([
    ['a gap', { '0001-a.sql': '', '0003-c.sql': '' }, /số 2/],
    ['no first', { '0002-b.sql': '' }, /số 1/],
    ['one number twice', { '0001-a.sql': '', '0001-b.sql': '' }, /số 2/],
    ['a strange name', { '1-a.sql': '' }, /0001-ten-ngan\.sql/],
    ['capitals', { '0001-A.sql': '' }, /0001-ten-ngan\.sql/],
  ])('refuses %s', (_case, files, message) => {
    expect(() => readMigrations(folderOf(files as unknown as Record<string, string>))).toThrow(message);
  });
});

describe('comparing what was applied with the folder', () => {
  const migrations: Migration[] = ['a', 'b', 'c'].map((letter, index) => ({
    number: index + 1,
    name: `000${index + 1}-${letter}`,
    sha256: letter.repeat(64),
    sql: '',
  }));
  const done = (...numbers: number[]): Applied[] => numbers.map((n) => ({ ...(migrations[n - 1] as Migration) }));

  it.each([0, 1, 2, 3])('after %i the rest is pending', (n) => {
    const applied = done(...[1, 2, 3].slice(0, n));
    expect(pending(migrations, applied).map((m) => m.number)).toEqual([1, 2, 3].slice(n));
  });

  it.each<[string, Applied[], string]>([
    ['edited last', [...done(1, 2), { ...(done(3)[0] as Applied), sha256: 'x' }], 'migrationChanged'],
    ['edited first', [{ ...(done(1)[0] as Applied), sha256: 'x' }, ...done(2)], 'migrationChanged'],
    ['renamed', [{ ...(done(1)[0] as Applied), name: '0001-z' }], 'migrationChanged'],
    ['one left out', done(1, 3), 'migrationMissing'],
    ['only the last', done(3), 'migrationMissing'],
    ['a newer one', [...done(1, 2, 3), { number: 4, name: '0004-d', sha256: 'd' }], 'newerData'],
    ['a newer one after a gap', [...done(1), { number: 9, name: '0009-d', sha256: 'd' }], 'newerData'],
  ])('refuses: %s', (_case, applied, code) => {
    expect(() => pending(migrations, applied)).toThrow(expect.objectContaining({ code, exitCode: 2 }));
  });

  it('says that newer data wants a newer program', () => {
    const applied = [...done(1, 2, 3), { number: 4, name: '0004-d', sha256: 'd' }];
    expect(() => pending(migrations, applied)).toThrow(
      /thuộc bản chương trình mới hơn.*«0004-d».*cập nhật chương trình/,
    );
  });
});

describe('applying migrations', () => {
  let store: TestStore;
  let empty: string;
  beforeAll(() => {
    empty = testFolder('none-');
  });
  beforeEach(async () => {
    await store?.close();
    store = await testStore({ migrationsFolder: empty });
  });
  afterAll(() => store.close());

  const tables = (owner: pg.Pool): Promise<string[]> =>
    owner
      .query(
        "select string_agg(relname, ' ' order by relname) as names from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
      )
      .then((found) => found.rows[0].names.split(' '));

  it('applies all, then none, then only what is new', async () => {
    await store.withOwner(async (owner) => {
      expect((await migrate(owner, folderOf(THREE))).length).toBe(3);
      expect(await migrate(owner, folderOf(THREE))).toEqual([]);
      const four = folderOf({ ...THREE, '0004-fourth.sql': 'create table four (a integer);' });
      expect((await migrate(owner, four)).map((m) => m.name)).toEqual(['0004-fourth']);
      expect(await tables(owner)).toEqual(['four', 'motcua_migration', 'one', 'two']);
      expect((await readApplied(owner))?.map((a) => a.number)).toEqual([1, 2, 3, 4]);
      await expect(migrate(owner, folderOf(THREE))).rejects.toMatchObject({ code: 'newerData' });
    });
  });

  it('refuses an edited file and changes nothing', async () => {
    await store.withOwner(async (owner) => {
      await migrate(owner, folderOf(THREE));
      const edited = folderOf({
        ...THREE,
        '0002-second.sql': 'create table other (a integer);',
        '0004-d.sql': 'create table four (a integer);',
      });
      await expect(migrate(owner, edited)).rejects.toMatchObject({ code: 'migrationChanged' });
      expect(await tables(owner)).toEqual(['motcua_migration', 'one', 'two']);
    });
  });

  it('leaves nothing of a migration that fails, and everything before it', async () => {
    const failing = folderOf({
      ...THREE,
      '0003-third.sql': 'create table three (a integer);\n\ninsert into nowhere values (1);',
    });
    await store.withOwner(async (owner) => {
      await expect(migrate(owner, failing)).rejects.toThrow(/«0003-third».*dòng 3.*nowhere/);
      expect(await tables(owner)).toEqual(['motcua_migration', 'one', 'two']);
      expect((await migrate(owner, folderOf(THREE))).map((m) => m.number)).toEqual([3]);
    });
  });

  it.each([
    'commit;',
    'commit; begin;',
    'rollback; begin;',
  ])('refuses a file that ends its transaction itself: %s', async (sql) => {
    await store.withOwner(async (owner) => {
      const folder = folderOf({ '0001-a.sql': `create table one (a integer); ${sql}` });
      await expect(migrate(owner, folder)).rejects.toMatchObject({ code: 'migrationFailed' });
      expect((await readApplied(owner)) ?? []).toEqual([]);
    });
  });

  it('twenty runners at once apply each migration once', async () => {
    const folder = folderOf({ ...THREE, '0004-slow.sql': 'select pg_sleep(0.1); insert into one values (2);' });
    const server = await testServer();
    const runs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const pool = makePool(server.config('owner', store.databaseName), {
          applicationName: 'runner',
          say: () => {},
          max: 1,
          statementTimeout: 0,
        });
        return migrate(pool, folder).finally(() => pool.end());
      }),
    );
    expect(runs.flat().map((m) => m.number)).toEqual([1, 2, 3, 4]);
    await store.withOwner(async (owner) => {
      expect((await owner.query('select a from one order by a')).rows).toEqual([{ a: 1 }, { a: 2 }]);
    });
  });

  it('a runner that dies while it holds the lock does not stop the next one', async () => {
    const folder = folderOf(THREE);
    await store.withOwner(async (owner) => {
      const holder = await owner.connect();
      await holder.query('select pg_advisory_lock($1)', [LOCK_KEY]);
      holder.release(true);
      expect((await migrate(owner, folder)).length).toBe(3);
    });
  });

  it('says which folder is missing', async () => {
    const gone = join(empty, 'gone');
    await store.withOwner(async (owner) => {
      await expect(migrate(owner, gone)).rejects.toThrow(/gone/);
    });
    mkdirSync(gone);
  });
});
