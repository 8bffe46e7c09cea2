import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, type Program, runProgram } from '../../test/support/program.ts';
import { testFolder } from '../../test/support/run-folder.ts';
import { backupTo } from './backup.ts';
import { openStore } from './open.ts';
import { packageRoot } from './package-root.ts';
import { restoreFrom } from './restore.ts';
import { processesInside, sleep } from './server/processes.ts';

let running: Program | undefined;
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
});

const acknowledged = (program: Program): number[] =>
  program.lines.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)));

describe('a backup made while dossiers are being written', () => {
  it('holds every dossier acknowledged before it, whole, and opens in another folder', async () => {
    const folder = testFolder();
    const writer = await bundleProgram(join(packageRoot(), 'src', 'store', 'testing', 'writer.ts'));
    running = runProgram(writer, [folder, '1']);
    await running.says('ack');
    await sleep(700);
    mkdirSync(join(folder, 'giấy tờ'));
    writeFileSync(join(folder, 'giấy tờ', 'đơn.txt'), 'nội dung');
    const before = acknowledged(running);
    const file = join(testFolder(), 'sao-luu.motcua');
    const made = await backupTo(file, { dataFolder: folder });
    const during = acknowledged(running).length - before.length;
    running.process.kill('SIGKILL');
    await running.ended;

    expect(before.length).toBeGreaterThan(20);
    expect(during).toBeGreaterThan(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.partial`)).toBe(false);
    expect(made.head.migrations[0]?.name).toBe('0001-spine');

    const target = join(testFolder(), 'khôi phục');
    const restored = await restoreFrom(file, target);
    expect(restored.files).toBe(made.files);
    const store = await openStore({ dataFolder: target });
    const { rows } = await store.withOwner((owner) =>
      owner.query(
        `select (select count(*) from unnest($1::text[]) n where not exists (select from dossier where dossier_code = n)) as missing,
                (select count(*) from dossier) as dossiers, (select count(*) from dossier_event) as events,
                (select sum(sequence)::bigint from audit_head) as counted`,
        [before.map(String)],
      ),
    );
    await store.close();
    expect(rows[0]).toMatchObject({ missing: 0, events: rows[0].dossiers * 2, counted: rows[0].dossiers });
    expect(readFileSync(join(target, 'giấy tờ', 'đơn.txt'), 'utf8')).toBe('nội dung');
    expect(processesInside(join(target, 'pg'))).toEqual([]);
  });
});

describe('a backup', () => {
  let file: string;
  let folder: string;
  beforeAll(async () => {
    folder = join(testFolder(), 'data');
    const store = await openStore({ dataFolder: folder });
    await store.withOwner((owner) =>
      owner.query('create table kept as select g as n, md5(g::text) as t from generate_series(1, 20000) g'),
    );
    await store.close();
    file = join(testFolder(), 'sao-luu.motcua');
    await backupTo(file, { dataFolder: folder });
    // Nobody else was at work, so the server has ended with the backup.
    expect(processesInside(join(folder, 'pg'))).toEqual([]);
  });

  const refused = async (changed: Buffer, code: string): Promise<void> => {
    const damagedFile = join(testFolder(), 'hỏng.motcua');
    writeFileSync(damagedFile, changed);
    const parent = testFolder();
    const target = join(parent, 'data');
    await expect(restoreFrom(damagedFile, target)).rejects.toMatchObject({ code, exitCode: 2 });
    expect(readdirSync(parent)).toEqual([]);
    const empty = testFolder();
    await expect(restoreFrom(damagedFile, empty)).rejects.toMatchObject({ code });
    expect(readdirSync(empty)).toEqual([]);
  };

  it('is read by the tools of every system', () => {
    const listed = spawnSync('tar', ['--list', '--gzip', '--file', file], { encoding: 'utf8' });
    expect(listed.stderr).toBe('');
    expect(listed.stdout.split('\n')[0]).toBe('motcua-backup.json');
  });

  it('of a backup that was restored holds the same', async () => {
    const target = join(testFolder(), 'data');
    await restoreFrom(file, target);
    const again = join(testFolder(), 'again.motcua');
    await backupTo(again, { dataFolder: target });
    const third = join(testFolder(), 'data');
    await restoreFrom(again, third);
    const store = await openStore({ dataFolder: third });
    const { rows } = await store.withOwner((owner) =>
      owner.query('select count(*) as n, md5(string_agg(t, chr(44) order by n)) as d from kept'),
    );
    await store.close();
    const expected = await openStore({ dataFolder: folder });
    const original = await expected.withOwner((owner) =>
      owner.query('select count(*) as n, md5(string_agg(t, chr(44) order by n)) as d from kept'),
    );
    await expected.close();
    expect(rows).toEqual(original.rows);
    expect(rows[0].n).toBe(20_000);
  });

  it('never writes over a file, nor into a folder that is not there', async () => {
    const taken = join(testFolder(), 'taken');
    writeFileSync(taken, 'x');
    await expect(backupTo(taken, { dataFolder: folder })).rejects.toMatchObject({ code: 'backupTarget' });
    expect(readFileSync(taken, 'utf8')).toBe('x');
    await expect(backupTo(join(taken, '..', 'none', 'b'), { dataFolder: folder })).rejects.toMatchObject({
      code: 'backupTarget',
    });
  });

  it('of a folder without data is refused, and makes none', async () => {
    const nothing = join(testFolder(), 'nothing');
    await expect(backupTo(join(testFolder(), 'b'), { dataFolder: nothing })).rejects.toMatchObject({
      code: 'notOurFolder',
    });
    expect(existsSync(nothing)).toBe(false);
  });

  it('is for the server’s own tools where the data lie on a server', async () => {
    const databaseUrl = 'postgres://a:b@c/d';
    await expect(backupTo(join(testFolder(), 'b'), { dataFolder: folder, databaseUrl })).rejects.toThrow(/pg_dump/);
    await expect(restoreFrom(file, join(testFolder(), 'b'), { databaseUrl })).rejects.toThrow(/DATABASE_URL/);
  });

  it('is never restored over data, and what is there stays', async () => {
    await expect(restoreFrom(file, folder)).rejects.toMatchObject({ code: 'folderHasData' });
    const strange = testFolder();
    writeFileSync(join(strange, 'thư.docx'), 'x');
    await expect(restoreFrom(file, strange)).rejects.toMatchObject({ code: 'folderHasData' });
    expect(readdirSync(strange)).toEqual(['thư.docx']);
  });

  it('that is missing is named', async () => {
    await expect(restoreFrom(join(folder, 'không-có'), join(testFolder(), 'b'))).rejects.toThrow(/không-có/);
  });

  it('is refused when it was cut off anywhere', async () => {
    const whole = readFileSync(file);
    for (const share of [0, 0.001, 0.3, 0.9, 0.9999]) {
      await refused(whole.subarray(0, Math.floor(whole.length * share)), 'backupDamaged');
    }
  });

  it('is refused when a single byte of it was altered', async () => {
    const tar = gunzipSync(readFileSync(file));
    for (const share of [0.1, 0.5, 0.8]) {
      const changed = Buffer.from(tar);
      const at = Math.floor(tar.length * share);
      changed[at] = (changed[at] as number) ^ 0x40;
      await refused(gzipSync(changed, { level: 1 }), 'backupDamaged');
    }
    const whole = Buffer.from(readFileSync(file));
    const middle = Math.floor(whole.length / 2);
    whole[middle] = (whole[middle] as number) ^ 0x40;
    await refused(whole, 'backupDamaged');
  });

  it.each([
    'not an archive',
    gzipSync('not an archive'),
    gzipSync(Buffer.alloc(2048)),
  ])('is refused when it is something else', async (other) => {
    await refused(Buffer.from(other), 'backupDamaged');
  });

  it.each<[string, (text: string) => string, string]>([
    ['another PostgreSQL', (text) => text.replace('"engineMajor": 18', '"engineMajor": 16'), 'backupVersion'],
    ['a newer format', (text) => text.replace('"format": 1', '"format": 2'), 'backupVersion'],
    ['a newer program', (text) => text.replace(/"name": "0001-spine"/, '"name": "0001-other"'), 'migrationChanged'],
    ['another product', (text) => text.replace('"product": "motcua"', '"product": "motcuX"'), 'backupDamaged'],
  ])('of %s is refused', async (_case, change, code) => {
    const tar = gunzipSync(readFileSync(file));
    const size = Number.parseInt(tar.toString('latin1', 124, 136), 8);
    const text = change(tar.toString('utf8', 512, 512 + size));
    // The length stays, so that only what the head says has changed; trailing spaces fill up.
    tar.write(text.padEnd(size, ' ').slice(0, size), 512);
    await refused(gzipSync(tar, { level: 1 }), code);
  });

  it('that would write outside its folder is refused', async () => {
    const tar = gunzipSync(readFileSync(file));
    for (const path of ['pg/../../evil', 'files/../evil', '/etc/evil', 'files/pg', 'files/motcua-data.json']) {
      const at = tar.indexOf('pg/PG_VERSION');
      const changed = Buffer.from(tar);
      changed.fill(0, at, at + 100);
      changed.write(path, at);
      changed.write('        ', at + 148);
      let sum = 0;
      for (let index = 0; index < 512; index += 1) sum += changed[at + index] as number;
      changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148);
      await refused(gzipSync(changed, { level: 1 }), 'backupDamaged');
    }
  });
});
