import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { bareSql, type DialectRule, lintCatalogue, lintMigration, lintQueries } from './dialect.ts';
import { ownMigrationsFolder, readMigrations } from './migrate.ts';
import { packageRoot } from './package-root.ts';

describe('the program’s own schema and queries', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  it('keeps the dialect in the text of every migration', () => {
    const migrations = readMigrations(ownMigrationsFolder());
    expect(migrations.length).toBeGreaterThan(0);
    expect(migrations.flatMap(({ name, sql }) => lintMigration(name, sql))).toEqual([]);
  });

  it('keeps the dialect in the migrated database', async () => {
    await store.withOwner(async (owner) => {
      const { rows } = await owner.query(
        "select count(*) as n from information_schema.columns where table_schema = 'public' and column_name = 'home_unit_id'",
      );
      expect(rows[0].n).toBeGreaterThan(10);
      expect(await lintCatalogue(owner)).toEqual([]);
    });
  });

  it('keeps the dialect in every query of the sources', () => {
    const source = join(packageRoot(), 'src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.(ts|tsx|sql)$/.test(name) && !name.includes('dialect'),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((name) => lintQueries(name, readFileSync(join(source, name), 'utf8')))).toEqual([]);
  });
});

describe('the lint of migrations', () => {
  const rules = (sql: string): DialectRule[] => lintMigration('x', sql).map((finding) => finding.rule);

  it.each<[string, DialectRule[]]>([
    [
      'create table t (home_unit_id text not null, a int, primary key (home_unit_id, a), unique (home_unit_id, a));',
      [],
    ],
    ['create table t (home_unit_id text primary key);', []],
    ['create table t (home_unit_id text not null, a int primary key);', ['key']],
    ['create table t (home_unit_id text not null, a int, primary key (a, home_unit_id));', ['key']],
    ['create table t (home_unit_id text not null, a int unique, primary key (home_unit_id, a));', ['key']],
    ['create table t (home_unit_id text, a int, primary key (home_unit_id, a), unique (a));', ['key']],
    [
      'CREATE TABLE t (home_unit_id text, a int, primary key (home_unit_id, a), UNIQUE NULLS NOT DISTINCT (a));',
      ['key'],
    ],
    ['create unique index on dossier (dossier_code);', ['key']],
    ['create unique index concurrently i on dossier using btree (dossier_code, home_unit_id);', ['key']],
    ['create unique index on dossier (home_unit_id, dossier_code);', []],
    ['create unique index on unit_record (unit_id);', []],
    ['create index on dossier (dossier_code);', []],
    ['create trigger t after insert on dossier execute function f();', ['trigger']],
    ['create or replace constraint trigger t after insert on dossier execute function f();', ['trigger']],
    ['create rule r as on insert to dossier do nothing;', ['trigger']],
    ['create function f() returns int language sql security definer as $$select 1$$;', ['definer']],
    ['select sector_key, count(*) from dossier group by grouping sets ((sector_key), ());', ['groupingSets']],
    ['select 1 from dossier group by rollup (sector_key);', ['groupingSets']],
    ['select 1 from dossier group by home_unit_id, cube(sector_key);', ['groupingSets']],
    ['select * from outbox for update skip locked limit 1;', ['skipLocked']],
    ["select * from outbox where home_unit_id = 'x' for update skip locked limit 1;", []],
    ["select 1 where home_unit_id = 'x'; select * from outbox for update skip locked;", ['skipLocked']],
    ['create table t (a int); commit;', ['transactionControl']],
    ['begin;\ncreate table t (a int);', ['transactionControl']],
    ['grant select, insert on dossier_event, dossier to motcua_app;', []],
    ['grant select, update on dossier_event to motcua_app;', ['appendOnly']],
    ['grant all on audit_entry to motcua_app;', ['appendOnly']],
    ['grant update (act) on dossier_event to motcua_app;', ['appendOnly']],
    ['grant select, update on dossier, report_version to motcua_app;', ['appendOnly']],
    ['grant select, update on dossier to motcua_app;', []],
    ["-- create trigger\n/* grouping sets */ select 'commit; create trigger';", []],
  ])('%s', (sql, expected) => {
    expect(rules(sql)).toEqual(expected);
  });

  it('reads past comments and literals, also doubled quotation marks', () => {
    expect(bareSql("select 'it''s -- not a comment', 1 -- a comment\n, 2").replace(/\s+/g, ' ')).toBe(
      "select '', 1 , 2",
    );
  });
});

describe('the lint of queries in sources', () => {
  it.each([
    ['sql`select 1 from dossier group by rollup(sector_key)`', 1],
    ['sql`select 1 from dossier\n group by\n grouping  sets (())`', 1],
    ['const total = rollUp(children); // group by hand', 0],
    ["db.selectFrom('outbox').forUpdate().skipLocked().execute()", 1],
    ["db.selectFrom('outbox').where('home_unit_id', '=', unit).forUpdate().skipLocked().execute()", 0],
  ])('%s', (text, count) => {
    expect(lintQueries('x', text)).toHaveLength(count);
  });
});

describe('the lint of a database', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  it.each<[string, DialectRule[]]>([
    ['create table strange (a integer)', ['referenceTable']],
    ['create table t (home_unit_id text not null, a integer)', ['key', 'rowSecurity']],
    ['alter table dossier add unique (dossier_code)', ['key']],
    ['create unique index on dossier ((home_unit_id || dossier_code))', ['key']],
    ['alter table dossier_person drop constraint dossier_person_pkey', ['key']],
    ['alter table audit_head drop constraint audit_head_pkey, alter home_unit_id drop not null', ['key', 'key']],
    ['alter table outbox add exclude using btree (topic with =)', ['key']],
    [
      'alter table unit_record add unique (unit_id); alter table dossier add foreign key (sector_key) references unit_record (unit_id)',
      [],
    ],
    [
      'alter table dossier add unique (home_unit_id); alter table outbox add foreign key (topic) references dossier (home_unit_id)',
      ['foreignKey'],
    ],
    [
      'create function f() returns trigger language plpgsql as $$begin return new; end$$; create trigger g before insert on dossier for each row execute function f()',
      ['trigger'],
    ],
    ['grant update on dossier_event to motcua_app', ['appendOnly']],
    ['grant truncate on audit_entry to motcua_app', ['appendOnly', 'rights']],
    ['grant update (act) on dossier_event to motcua_app', ['appendOnly']],
    ['revoke insert on report_version from motcua_app', ['appendOnly']],
    ['grant select on dossier to public', ['rights']],
    ['grant trigger on dossier to motcua_app', ['rights']],
    ['alter table dossier disable row level security', ['rowSecurity']],
    ['drop policy of_units on dossier', ['rowSecurity']],
    ["create function f() returns integer language sql security definer as 'select 1'", ['definer']],
  ])('%s', async (sql, expected) => {
    await store.withOwner(async (owner) => {
      const client = await owner.connect();
      try {
        await client.query('begin');
        await client.query(sql);
        const findings = await lintCatalogue(client);
        expect(findings.map((finding) => finding.rule)).toEqual(expected);
      } finally {
        await client.query('rollback');
        client.release();
      }
    });
  });
});
