import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ask,
  closeMember,
  killMembers,
  openMember,
  serverOf,
  startMember,
  until,
} from '../../../test/support/members.ts';
import { serverIn, testFolder } from '../../../test/support/run-folder.ts';
import { processesInside, processStart, sleep } from './processes.ts';

afterEach(killMembers);

const pgOf = (folder: string): string => join(folder, 'pg');

describe('a signal', () => {
  it.each([
    'SIGTERM',
    'SIGINT',
    'SIGHUP',
  ] as const)('%s: the program leaves in order and its status says what ended it', async (name) => {
    const folder = testFolder();
    const one = await openMember(folder);
    const two = await openMember(folder);
    one.process.kill(name);
    expect(await one.ended).toBe(name);
    expect(await ask(two, 'select 1 as still')).toBe('rows [{"still":1}]');
    two.process.kill(name);
    expect(await two.ended).toBe(name);
    expect(processesInside(pgOf(folder))).toEqual([]);
  });
});

describe('after a program was killed', () => {
  it('the next one adopts its server and stops it in the end', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    one.process.kill('SIGKILL');
    await one.ended;
    expect(serverIn(pgOf(folder))).toBeDefined();
    const two = await openMember(folder);
    expect(await serverOf(two)).toBe(await serverOf(one));
    await closeMember(two);
    expect(processesInside(pgOf(folder))).toEqual([]);
  });

  it('with its server, the next one recovers', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    const pid = serverIn(pgOf(folder)) as number;
    one.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await closeMember(await openMember(folder));
  });

  it('with its server while a session worked, the session is ended before the data is opened again', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    one.tell('select pg_sleep(600)');
    await sleep(300);
    const pid = serverIn(pgOf(folder)) as number;
    one.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    const sessions = processesInside(pgOf(folder));
    await closeMember(await openMember(folder));
    for (const session of sessions) expect(processStart(session)).toBeUndefined();
  });

  it('while it made the database, the next one begins afresh', async () => {
    for (const wait of [60, 200, 350, 500]) {
      const folder = testFolder();
      const one = await startMember(folder);
      await sleep(wait);
      one.process.kill('SIGKILL');
      await one.ended;
      await closeMember(await openMember(folder));
    }
  });

  it('a lock file whose number a living stranger bears now does not stop the next one', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    const lock = join(pgOf(folder), 'postmaster.pid');
    const text = readFileSync(lock, 'utf8');
    await closeMember(one);
    writeFileSync(lock, text.replace(/^\d+/, String(process.pid)));
    writeFileSync(join(folder, 'run', '.s.PGSQL.5432.lock'), text.replace(/^\d+/, String(process.pid)));
    await closeMember(await openMember(folder));
    // The stranger is still there.
    expect(processStart(process.pid)).toBeDefined();
  });

  it('neither a damaged lock file nor the claims of the dead stop the next one', async () => {
    const folder = testFolder();
    await closeMember(await openMember(folder));
    const claim = join(folder, 'run', `claim-${process.pid}-1-abcdef`);
    for (const text of ['', 'rubbish\n', '999999999\n']) {
      writeFileSync(join(pgOf(folder), 'postmaster.pid'), text);
      writeFileSync(claim, '');
      await closeMember(await openMember(folder));
      expect(() => readFileSync(claim)).toThrow(/ENOENT/);
    }
  });
});

describe('a server that goes away under a living program', () => {
  it('is started again, and the program goes on', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    process.kill(serverIn(pgOf(folder)) as number, 'SIGKILL');
    await one.says('say Đã nối lại');
    expect(await ask(one, 'select 1 as again')).toBe('rows [{"again":1}]');
    await closeMember(one);
    expect(processesInside(pgOf(folder))).toEqual([]);
  });

  it('comes back by itself after one of its sessions was killed', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    const server = serverIn(pgOf(folder)) as number;
    const session = processesInside(pgOf(folder))
      .filter((pid) => pid !== server)
      .at(-1) as number;
    process.kill(session, 'SIGKILL');
    await one.says('say Đã nối lại');
    expect(await ask(one, 'select 1 as again')).toBe('rows [{"again":1}]');
    expect(serverIn(pgOf(folder))).toBe(server);
    await closeMember(one);
  });

  it('is replaced by one that answers when its socket was removed', async () => {
    const folder = testFolder();
    const one = await openMember(folder);
    rmSync(join(folder, 'run', '.s.PGSQL.5432'));
    const two = await openMember(folder);
    await one.says('say Đã nối lại');
    expect(await ask(one, 'select 1 as again')).toBe('rows [{"again":1}]');
    await Promise.all([closeMember(one), closeMember(two)]);
    await until(() => processesInside(pgOf(folder)).length === 0);
  });
});

describe('coming and going', () => {
  it('of four programs, some of them killed, never fails one and never stops the server under one', async () => {
    const folder = testFolder();
    let opened = 0;
    const worker = async (number: number): Promise<void> => {
      for (let round = 0; round < 8; round += 1) {
        const program = await openMember(folder);
        opened += 1;
        expect(await ask(program, 'select 7 as v')).toBe('rows [{"v":7}]');
        await sleep((number * 37 + round * 53) % 120);
        expect(await ask(program, 'select 8 as v')).toBe('rows [{"v":8}]');
        expect(program.lines.filter((line) => line.startsWith('say'))).toEqual([]);
        if ((number + round) % 3 === 0) {
          program.process.kill('SIGKILL');
          await program.ended;
        } else await closeMember(program);
      }
    };
    await Promise.all([1, 2, 3, 4].map(worker));
    expect(opened).toBe(32);
    await closeMember(await openMember(folder));
    expect(processesInside(pgOf(folder))).toEqual([]);
  });
});
