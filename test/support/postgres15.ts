/**
 * A PostgreSQL that the system has installed (Debian: /usr/lib/postgresql/15/bin), started for a run of the tests:
 *
 *   MOTCUA_TEST_POSTGRES=15 npx vitest run --project quick
 *
 * It stands for the server that an office may already have. It runs in a folder of the run, under an account without
 * rights when root runs the tests, and is ended with the run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { spawnAs, UNPRIVILEGED_ID } from '../../src/store/server/account.ts';
import { sleep } from '../../src/store/server/processes.ts';

export interface SystemPostgres {
  /** Its superuser's address. */
  readonly url: string;
  /** Its data, to be ended by `endServer`. */
  readonly data: string;
}

export function systemPostgresFolder(major: string): string {
  return `/usr/lib/postgresql/${major}/bin`;
}

export function hasSystemPostgres(major = '15'): boolean {
  return existsSync(join(systemPostgresFolder(major), 'initdb'));
}

/** @throws Error when that version is not installed, or does not start within 30 seconds */
export async function startSystemPostgres(folder: string, major = '15'): Promise<SystemPostgres> {
  const binaries = systemPostgresFolder(major);
  if (!hasSystemPostgres(major)) throw new Error(`PostgreSQL ${major} is not installed in ${binaries}.`);
  const account = process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : undefined;
  const home = join(folder, `postgres-${major}`);
  const data = join(home, 'data');
  const password = randomBytes(12).toString('hex');
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) for (const path of [home, passwordFile]) chownSync(path, account.uid, account.gid);

  const made = spawnSync(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-N',
    ],
    { ...spawnAs(account), cwd: '/', encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL ${major} failed: ${made.stderr}`);

  const log = join(home, 'log');
  const output = openSync(log, 'w');
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'listen_addresses=',
    `unix_socket_directories=${home}`,
    'max_connections=300',
  ];
  const child = spawn(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...spawnAs(account),
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  });
  child.unref();
  closeSync(output);
  const url = `postgres://postgres:${password}@/postgres?host=${encodeURIComponent(home)}`;
  for (let round = 0; round < 300; round += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return { url, data };
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`PostgreSQL ${major} did not start: ${readFileSync(log, 'utf8').slice(-2000)}`);
}
