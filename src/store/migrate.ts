/**
 * Migrations: numbered plain SQL files, each applied once, in order, in one transaction. What was applied is written
 * down with its hash; a file that was applied is never edited, a later one follows it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { explainDatabaseError, explainFileError, messageOf, StoreError } from './errors.ts';
import { packageRoot, programVersion } from './package-root.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Of the file's text with its line ends as `\n`, so that a checkout on another system is the same file. */
  readonly sha256: string;
  readonly sql: string;
}

/** One line of what was applied. */
export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** The key of the lock that lets one runner at a time through: the letters «motcua» as a number. */
export const LOCK_KEY = 0x6d6f_7463_7561;

const FILE_NAME = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

/** The folder of the program's own migrations. */
export function ownMigrationsFolder(): string {
  return join(packageRoot(), 'src', 'store', 'migrations');
}

/**
 * The migrations of a folder, in order from 0001 without a gap. Files not ending in `.sql` are left aside.
 * @throws StoreError `migrationFolder`
 */
export function readMigrations(folder: string): Migration[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  } catch (error) {
    throw explainFileError(error, folder);
  }
  const migrations = names.sort().map((name) => {
    const match = FILE_NAME.exec(name);
    if (match === null) {
      throw new StoreError(
        'migrationFolder',
        `Tên tệp «${name}» trong «${folder}» không theo dạng 0001-ten-ngan.sql: bản cài đặt bị hỏng, hãy cài lại chương trình.`,
      );
    }
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return {
      number: Number(match[1]),
      name: name.slice(0, -4),
      sha256: createHash('sha256').update(sql).digest('hex'),
      sql,
    };
  });
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) {
      throw new StoreError(
        'migrationFolder',
        `Thư mục «${folder}» thiếu hoặc trùng bước cập nhật số ${index + 1} (gặp «${migration.name}»): bản cài đặt bị hỏng, hãy cài lại chương trình.`,
      );
    }
  });
  return migrations;
}

/**
 * Brings a database up to the folder's last migration. Any number of programs may call it at once.
 * @param owner connections of the role that shall own the tables
 * @returns the migrations that this call applied
 * @throws StoreError when what was applied differs from the folder, or a migration fails; then nothing of it remains
 */
export async function migrate(owner: pg.Pool, folder: string = ownMigrationsFolder()): Promise<Migration[]> {
  const migrations = readMigrations(folder);
  const client = await owner.connect();
  try {
    if (pending(migrations, (await readApplied(client)) ?? []).length === 0) return [];
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    try {
      await client.query(
        `create table if not exists motcua_migration (
           number integer primary key, name text not null, sha256 text not null,
           applied_at timestamptz not null default now(), program_version text not null)`,
      );
      // Another runner may have worked while this one waited.
      const todo = pending(migrations, (await readApplied(client)) ?? []);
      for (const migration of todo) await apply(client, migration);
      return todo;
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => {});
    }
  } catch (error) {
    throw explainDatabaseError(error, 'cơ sở dữ liệu');
  } finally {
    client.release();
  }
}

/** What was applied, in order; undefined in a database that was never migrated. */
export async function readApplied(client: pg.ClientBase | pg.Pool): Promise<Applied[] | undefined> {
  const known = await client.query<{ known: boolean }>("select to_regclass('motcua_migration') is not null as known");
  if (known.rows[0]?.known !== true) return undefined;
  const { rows } = await client.query<Applied>('select number, name, sha256 from motcua_migration order by number');
  return rows;
}

/**
 * The migrations still to apply, after the whole applied list was compared with the folder.
 * @throws StoreError `newerData`, `migrationMissing` or `migrationChanged`
 */
export function pending(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const last = applied.at(-1);
  if (last !== undefined && last.number > migrations.length) {
    throw new StoreError(
      'newerData',
      `Dữ liệu thuộc bản chương trình mới hơn (đã áp dụng bước «${last.name}», bản này chỉ có đến bước ${migrations.length}): hãy cập nhật chương trình rồi chạy lại.`,
    );
  }
  for (const [index, migration] of migrations.slice(0, last?.number ?? 0).entries()) {
    const done = applied.find((entry) => entry.number === index + 1);
    if (done === undefined) {
      throw new StoreError(
        'migrationMissing',
        `Dữ liệu đã ở bước ${last?.number} nhưng chưa từng áp dụng bước «${migration.name}»: bản chương trình này không khớp với dữ liệu, hãy dùng đúng bản đã tạo dữ liệu hoặc báo người phát triển.`,
      );
    }
    if (done.name !== migration.name || done.sha256 !== migration.sha256) {
      throw new StoreError(
        'migrationChanged',
        done.name === migration.name
          ? `Bước cập nhật «${migration.name}» đã bị sửa sau khi áp dụng vào dữ liệu: hãy trả tệp về nguyên bản; mọi thay đổi phải là một bước mới.`
          : `Bước cập nhật số ${done.number} trong dữ liệu là «${done.name}» nhưng chương trình có «${migration.name}»: hãy dùng đúng bản chương trình đã tạo dữ liệu.`,
      );
    }
  }
  return migrations.slice(last?.number ?? 0);
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    const before = await currentTransaction(client);
    await client.query(migration.sql);
    if ((await currentTransaction(client)) !== before) {
      throw new Error('tệp tự mở hoặc đóng giao dịch (begin, commit, rollback)');
    }
    await client.query('insert into motcua_migration (number, name, sha256, program_version) values ($1, $2, $3, $4)', [
      migration.number,
      migration.name,
      migration.sha256,
      programVersion(),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    const explained = explainDatabaseError(error, 'cơ sở dữ liệu');
    if (explained !== error) throw explained;
    throw new StoreError(
      'migrationFailed',
      `Bước cập nhật dữ liệu «${migration.name}» không chạy được (${place(migration.sql, error)}${messageOf(error)}); dữ liệu vẫn như trước bước này: hãy báo người phát triển.`,
      error,
    );
  }
}

async function currentTransaction(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id');
  return rows[0]?.id ?? '';
}

/** `dòng 12: ` where the database says at which character of the file it stumbled. */
function place(sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position);
  return Number.isInteger(position) ? `dòng ${sql.slice(0, position).split('\n').length}: ` : '';
}
