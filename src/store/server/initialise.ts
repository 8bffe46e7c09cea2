/** Makes the database of a new data folder: the cluster, its accounts, the database `motcua`. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { diskFull, explainFileError, StoreError } from '../errors.ts';
import { giveTo, spawnAs } from './account.ts';
import type { Engine } from './engine.ts';
import { type DataFolder, type Secrets, writeDurably } from './folder.ts';
import { INITDB_ARGUMENTS } from './settings.ts';

export const DATABASE = 'motcua';
export const OWNER_ROLE = 'motcua_owner';
export const APPLICATION_ROLE = 'motcua_app';

/** What the server prints before its own log is open. */
export const STARTUP_LOG = 'startup.log';

const UNFINISHED = 'pg.unfinished';

/**
 * Makes the cluster beside its final place and moves it there when it is whole, so that a start that was killed leaves
 * nothing that looks like a database. Call it while holding the folder's mutex.
 */
export function initialiseCluster(
  folder: DataFolder,
  engine: Engine,
  secrets: Secrets,
  extraArguments: string[],
): void {
  // A name of its own: the initdb of a killed program may still be at work in the folder it was given.
  const unfinished = join(folder.base, `${UNFINISHED}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${unfinished}.password`;
  try {
    sweepUnfinished(folder);
    mkdirSync(unfinished, { mode: 0o700 });
    giveTo(folder.account, unfinished);
    writeDurably(passwordFile, `${secrets.superuser}\n`, 0o600, folder.account);
    const result = spawnSync(
      join(engine.folder, 'bin', 'initdb'),
      [...INITDB_ARGUMENTS, `--pwfile=${passwordFile}`, ...extraArguments, '-D', unfinished],
      { ...spawnAs(folder.account), cwd: '/', encoding: 'utf8', maxBuffer: 4 * 1024 * 1024 },
    );
    if (result.status !== 0) throw explainInitdb(folder, result.stderr ?? '', result.error);
    renameSync(unfinished, folder.pg);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw explainFileError(error, folder.base);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function sweepUnfinished(folder: DataFolder): void {
  for (const name of readdirSync(folder.base)) {
    if (!name.startsWith(UNFINISHED)) continue;
    try {
      rmSync(join(folder.base, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // still being written; the next start sweeps it
    }
  }
}

function explainInitdb(folder: DataFolder, output: string, cause: unknown): StoreError {
  if (/No space left on device|Disk quota exceeded|File too large|could not write|wrote only/i.test(output)) {
    return diskFull(`«${folder.base}»`, cause);
  }
  const unknown = /effective user ID (\d+)/.exec(output);
  if (unknown !== null) {
    return new StoreError(
      'accountUnknown',
      `Chương trình chạy dưới tài khoản số ${unknown[1]} không có trong danh sách người dùng của máy nên không tạo được cơ sở dữ liệu: hãy chạy bằng một tài khoản có tên, hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL.`,
      cause,
    );
  }
  const line = output.split('\n').find((text) => /error|fatal/i.test(text)) ?? output.trim().slice(-300);
  return new StoreError(
    'serverFailed',
    `Không tạo được cơ sở dữ liệu trong «${folder.base}» (${line.trim()}): hãy xử lý nguyên nhân này rồi chạy lại.`,
    cause,
  );
}

/**
 * The accounts and the database, made where missing; where all is there nothing is written, so that a full disk can still be
 * read. The owner holds the tables and runs migrations; the application
 * works with what it was granted. Neither is a superuser.
 */
export async function ensureAccounts(superuser: pg.Client, secrets: Secrets): Promise<void> {
  const roles = await superuser.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    [OWNER_ROLE, APPLICATION_ROLE],
  ]);
  const known = new Set(roles.rows.map((row) => row.rolname));
  const passwords = { [OWNER_ROLE]: secrets.owner, [APPLICATION_ROLE]: secrets.app };
  for (const [role, password] of Object.entries(passwords)) {
    if (known.has(role)) continue;
    await superuser.query(
      `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${superuser.escapeLiteral(password)}`,
    );
  }
  const databases = await superuser.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (databases.rowCount === 0) {
    await superuser.query(`create database ${DATABASE} owner ${OWNER_ROLE}`);
  }
  const granted = await superuser.query(
    `select 1 from pg_database where datname = $1 and has_database_privilege($2, oid, 'connect') and not has_database_privilege('public', oid, 'connect')`,
    [DATABASE, APPLICATION_ROLE],
  );
  if (granted.rowCount === 0) {
    await superuser.query(`revoke all on database ${DATABASE} from public`);
    await superuser.query(`grant connect, temporary on database ${DATABASE} to ${APPLICATION_ROLE}`);
  }
}

/** The major version of the cluster in the folder; undefined when there is none yet. */
export function clusterVersion(folder: DataFolder): number | undefined {
  const file = join(folder.pg, 'PG_VERSION');
  try {
    if (!existsSync(folder.pg)) return undefined;
    return Number(readFileSync(file, 'utf8').trim());
  } catch (error) {
    throw explainFileError(error, file);
  }
}

/** What the server said since its last start, its first words last, for an answer that names the cause. */
export function lastWords(folder: DataFolder): string {
  try {
    const newest = readdirSync(folder.log)
      .filter((name) => name.startsWith('server-'))
      .map((name) => join(folder.log, name))
      .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
      .at(-1);
    const log = newest === undefined ? '' : readFileSync(newest, 'utf8').slice(-20_000);
    const sinceStart = log.slice(Math.max(0, log.lastIndexOf('starting PostgreSQL')));
    return `${sinceStart}\n${readFileSync(join(folder.log, STARTUP_LOG), 'utf8').slice(-4000)}`;
  } catch {
    return '';
  }
}
