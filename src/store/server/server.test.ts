import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, closeMember, killMembers, openMember, serverOf, startMember } from '../../../test/support/members.ts';
import { serverIn, testFolder } from '../../../test/support/run-folder.ts';
import { APPLICATION_ROLE, DATABASE, OWNER_ROLE } from './initialise.ts';
import { processesInside } from './processes.ts';
import { joinServer } from './server.ts';

afterEach(killMembers);

const pgOf = (folder: string): string => join(folder, 'pg');

describe('programs on one data folder', () => {
  it('share one server, which ends with the last of them and leaves nothing running', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    const server = await serverOf(one);
    const two = await openMember(folder);
    expect(await serverOf(two)).toBe(server);
    await closeMember(one);
    expect(serverIn(pgOf(folder))).toBeDefined();
    expect(await ask(two, 'select 40 + 2 as answer')).toBe('rows [{"answer":42}]');
    await closeMember(two);
    expect(processesInside(pgOf(folder))).toEqual([]);
    const three = await openMember(folder);
    expect(await serverOf(three)).not.toBe(server);
    await closeMember(three);
  });

  it('may all start at the same moment in a folder that is not there yet', async () => {
    const folder = join(testFolder(), 'new');
    const all = await Promise.all(Array.from({ length: 5 }, () => startMember(folder)));
    const servers = new Set(await Promise.all(all.map(serverOf)));
    expect(servers.size).toBe(1);
    await Promise.all(all.map(closeMember));
    expect(processesInside(pgOf(folder))).toEqual([]);
  });
});

describe('a program that joins a running server', () => {
  // What stays when the first program is killed after the server has started and before it had what it needs.
  it.each([
    ['its accounts and its database', [`drop role ${OWNER_ROLE}`, `drop role ${APPLICATION_ROLE}`]],
    ['its database', []],
  ])('makes %s where the one before did not come to it', async (_, roles) => {
    const folder = testFolder();
    const orphan = await joinServer(folder, { say: () => {} });
    const superuser = await orphan.superuser('postgres');
    for (const statement of [`drop database if exists ${DATABASE}`, ...roles]) await superuser.query(statement);
    const next = await openMember(folder);
    expect(await ask(next, 'select 40 + 2 as answer')).toBe('rows [{"answer":42}]');
    const { rows } = await superuser.query<{ everybody: boolean }>(
      "select has_database_privilege('public', $1, 'connect') as everybody",
      [DATABASE],
    );
    expect(rows).toEqual([{ everybody: false }]);
    await superuser.end();
    await closeMember(next);
    await orphan.leave();
    expect(processesInside(pgOf(folder))).toEqual([]);
  });
});

describe('the server of a data folder', () => {
  it('keeps what it was given safe, and speaks to nobody but its own', async () => {
    const folder = testFolder('dữ liệu, "thử" ');
    const one = await openMember(folder);
    const setting = async (name: string): Promise<string> =>
      JSON.parse((await ask(one, `select current_setting('${name}') as v`)).slice(5))[0].v;
    expect(await setting('fsync')).toBe('on');
    expect(await setting('full_page_writes')).toBe('on');
    expect(await setting('synchronous_commit')).toBe('on');
    expect(await setting('data_checksums')).toBe('on');
    expect(await setting('listen_addresses')).toBe('');
    expect(await setting('jit')).toBe('off');
    expect(await setting('server_encoding')).toBe('UTF8');
    expect(await ask(one, "select count(*) as n from pg_hba_file_rules where auth_method <> 'scram-sha-256'")).toMatch(
      /"n":0|permission denied/,
    );
    expect(
      await ask(one, 'select datlocprovider as p, datlocale as l from pg_database where datname = current_database()'),
    ).toBe('rows [{"p":"b","l":"C.UTF-8"}]');
    await closeMember(one);
  });
});
