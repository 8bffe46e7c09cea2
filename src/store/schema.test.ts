import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { testFolder } from '../../test/support/run-folder.ts';
import { packageRoot } from './package-root.ts';
import { dumpSchema } from './schema-dump.ts';

const GOLDEN = join(packageRoot(), 'src', 'store', 'schema.sql');
const HEAD = `-- The schema that the migrations make, written by schema.test.ts and compared by it; never edited.
-- After a new migration: MOTCUA_UPDATE_GOLDEN=1 npx vitest run --project quick src/store/schema.test.ts

`;

describe('the schema', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  it('is what schema.sql says', async () => {
    const found = HEAD + (await store.withOwner(dumpSchema));
    if (process.env['MOTCUA_UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, found);
    expect(found).toBe(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : '');
  });

  it('is listed the same twice', async () => {
    expect(await store.withOwner(dumpSchema)).toBe(await store.withOwner(dumpSchema));
  });
});

describe('the listing', () => {
  it('shows every kind of thing that a migration can make', async () => {
    const store = await testStore({ migrationsFolder: testFolder('none-') });
    await store.withOwner(async (owner) => {
      await owner.query(`
        create extension pg_trgm;
        create type colour as enum ('red', 'dark green');
        create domain positive as integer not null check (value > 0);
        create sequence numbers;
        create table parent (unit text not null, id bigint generated always as identity, primary key (unit, id));
        create table child (
          unit text not null, id bigint not null default 7, colour colour, "Odd name" text collate "vi-x-icu",
          twice bigint generated always as (id * 2) stored, size positive,
          unique (unit, "Odd name"), check (id > 0), foreign key (unit, id) references parent (unit, id) on delete cascade
        );
        create table parts (unit text not null, at date not null) partition by list (unit);
        create index child_by_name on child (unit, lower("Odd name")) where id > 10;
        create view seen as select unit from child;
        create function one() returns integer language sql immutable as 'select 1';
        alter table child enable row level security;
        create policy mine on child as restrictive for select to motcua_app using (unit = current_setting('motcua.units', true));
        create policy all_in on child with check (true);
        grant select, insert on child to motcua_app;
        grant update (colour) on child to motcua_app;
        grant usage on sequence numbers to motcua_app;
        grant select on seen to public;`);
      expect(await dumpSchema(owner)).toMatchInlineSnapshot(`
        "create extension pg_trgm;

        create type colour as enum ('red', 'dark green');
        create domain positive as integer not null CHECK ((VALUE > 0));

        CREATE OR REPLACE FUNCTION public.one()
         RETURNS integer
         LANGUAGE sql
         IMMUTABLE
        AS $function$select 1$function$;

        create table child (
          unit text not null,
          id bigint not null default 7,
          colour colour,
          "Odd name" text collate "vi-x-icu",
          twice bigint generated always as ((id * 2)) stored,
          size positive,
          constraint "child_unit_Odd name_key" UNIQUE (unit, "Odd name"),
          constraint child_id_check CHECK ((id > 0)),
          constraint child_unit_id_fkey FOREIGN KEY (unit, id) REFERENCES parent(unit, id) ON DELETE CASCADE
        );
        CREATE INDEX child_by_name ON public.child USING btree (unit, lower("Odd name")) WHERE (id > 10);
        alter table child enable row level security;
        create policy all_in on child for all to public with check (true);
        create policy mine on child as restrictive for select to motcua_app using ((unit = current_setting('motcua.units'::text, true)));
        grant update (colour) on child to motcua_app;
        grant insert, select on child to motcua_app;

        create sequence numbers;
        grant usage on sequence numbers to motcua_app;

        create table parent (
          unit text not null,
          id bigint not null generated always as identity,
          constraint parent_pkey PRIMARY KEY (unit, id)
        );

        create table parts (
          unit text not null,
          at date not null
        ) partition by LIST (unit);

        create view seen (
          unit text
        );
        grant select on seen to public;
        "
      `);
    });
    await store.close();
  });
});
