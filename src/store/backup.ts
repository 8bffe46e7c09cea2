/**
 * Backup (sao lưu) of a data folder while its programs work on: one compressed archive of the database as it stood at the
 * end of the copy, with what is needed to prove it whole. The copy is PostgreSQL's own kind of base backup, made from SQL
 * and files since the packaged engine brings no tool for it.
 *
 * Entries in order: `motcua-backup.json` (versions), `secrets.json`, `pg/…` (the database), `files/…` (anything else in the
 * data folder), `manifest.json` (path, size, SHA-256 of all of them).
 */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { codeOf, diskFull, explainDatabaseError, explainFileError, StoreError } from './errors.ts';
import { type Applied, readApplied } from './migrate.ts';
import { programVersion } from './package-root.ts';
import { MARKER } from './server/folder.ts';
import { DATABASE } from './server/initialise.ts';
import { joinServer } from './server/server.ts';
import { TAR_END, tarHeader, tarPadding } from './tar.ts';

export const BACKUP_FORMAT = 1;
export const HEAD_ENTRY = 'motcua-backup.json';
export const MANIFEST_ENTRY = 'manifest.json';

export interface BackupHead {
  readonly product: 'motcua';
  readonly format: number;
  readonly programVersion: string;
  readonly engineMajor: number;
  readonly engineVersion: string;
  /** Instant, by the database's clock. */
  readonly createdAt: string;
  readonly migrations: readonly Applied[];
}

/** Path, size in bytes and SHA-256 of one file. */
export type ManifestLine = readonly [path: string, size: number, sha256: string];

export interface BackupOptions {
  readonly dataFolder: string;
  /** Set where the data lie on a server of one's own, whose administrator backs it up. */
  readonly databaseUrl?: string;
  readonly say?: (line: string) => void;
}

export interface BackupResult {
  readonly file: string;
  readonly files: number;
  /** Of the data before compression. */
  readonly bytes: number;
  readonly head: BackupHead;
}

/**
 * Writes a backup of the data folder to `file`, which must not exist yet. Other programs work on meanwhile; what they had
 * committed when the copy ends is in it.
 * @throws StoreError; then no file remains
 */
export async function backupTo(file: string, options: BackupOptions): Promise<BackupResult> {
  if (options.databaseUrl !== undefined && options.databaseUrl !== '') {
    throw new StoreError(
      'backupElsewhere',
      'Dữ liệu nằm trên máy chủ PostgreSQL riêng (DATABASE_URL): hãy sao lưu bằng công cụ của máy chủ đó, ví dụ «pg_dump --format=custom --file=motcua.dump "$DATABASE_URL"».',
    );
  }
  const target = resolve(file);
  const folder = dirname(target);
  // With the dot only a folder is there.
  if (!existsSync(`${folder}/.`)) {
    throw new StoreError(
      'backupTarget',
      existsSync(folder)
        ? `«${folder}» không phải thư mục: hãy chọn nơi khác để ghi bản sao lưu.`
        : `Không có thư mục «${folder}» để ghi bản sao lưu: hãy tạo thư mục hoặc chọn nơi khác.`,
    );
  }
  if (existsSync(target)) {
    throw new StoreError('backupTarget', `Đã có «${target}»: hãy chọn tên khác hoặc chuyển tệp cũ đi trước.`);
  }
  if (!existsSync(join(options.dataFolder, MARKER))) {
    throw new StoreError(
      'notOurFolder',
      `«${resolve(options.dataFolder)}» chưa có dữ liệu của motcua để sao lưu: hãy kiểm tra lại đường dẫn --data.`,
    );
  }
  const server = await joinServer(options.dataFolder, { say: options.say ?? (() => {}) });
  const partial = `${target}.partial`;
  try {
    const copy = new Copy(await readHead(await server.superuser(DATABASE)));
    const session = await server.superuser();
    try {
      await pipeline(
        copy.entries(server.folder, session),
        createGzip({ level: 4 }),
        createWriteStream(partial, { mode: 0o600, flush: true }),
      );
    } finally {
      await session.end();
    }
    await rename(partial, target);
    return { file: target, files: copy.manifest.length, bytes: copy.bytes, head: copy.head };
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    if (codeOf(error) === 'ENOSPC') throw diskFull(`«${target}»`, error);
    if ((error as NodeJS.ErrnoException).path === partial) {
      throw new StoreError(
        'backupTarget',
        `Không ghi được bản sao lưu vào «${folder}» (${codeOf(error)}): hãy chọn nơi khác hoặc sửa quyền của thư mục.`,
        error,
      );
    }
    throw explainDatabaseError(explainFileError(error, target), `«${server.folder.path}»`);
  } finally {
    await server.leave();
  }
}

async function readHead(client: pg.Client): Promise<BackupHead> {
  try {
    const { rows } = await client.query<{ major: number; version: string; at: string }>(
      `select current_setting('server_version_num')::integer / 10000 as major, current_setting('server_version') as version,
              to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
    );
    const row = rows[0] as { major: number; version: string; at: string };
    return {
      product: 'motcua',
      format: BACKUP_FORMAT,
      programVersion: programVersion(),
      engineMajor: row.major,
      engineVersion: row.version,
      createdAt: row.at,
      migrations: (await readApplied(client)) ?? [],
    };
  } finally {
    await client.end();
  }
}

/** Folders whose content a server makes anew; they are kept empty. */
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);

/** Files of the running server that mean nothing in a copy, or would mislead it. */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|current_logfiles.*|pg_internal\.init.*|pgsql_tmp.*)$/;

/** Of the data folder, what is either copied apart or belongs to the machine it is on. */
const NOT_FILES = new Set([MARKER, 'pg', 'run', 'log', 'engine', 'secrets.json', 'lost+found']);

const CONTROL_FILE = 'global/pg_control';

class Copy {
  readonly head: BackupHead;
  readonly manifest: ManifestLine[] = [];
  bytes = 0;

  constructor(head: BackupHead) {
    this.head = head;
  }

  /** The archive, piece by piece. `session` must stay connected all the while: it is what keeps the copy consistent. */
  async *entries(
    folder: { path: string; pg: string; secretsFile: string },
    session: pg.Client,
  ): AsyncGenerator<Buffer> {
    yield* this.text(HEAD_ENTRY, `${JSON.stringify(this.head, null, 2)}\n`);
    yield* this.text('secrets.json', await readFile(folder.secretsFile, 'utf8'));
    // The slot keeps the log since the start of the copy from being recycled; it ends with the session.
    await session.query(`select pg_create_physical_replication_slot('motcua_backup_' || pg_backend_pid(), true, true)`);
    const began = await session.query<{ segment: string }>(
      `select pg_walfile_name(pg_backup_start('motcua', fast => true)) as segment`,
    );
    yield* this.folder(folder.pg, 'pg', (path) => path !== CONTROL_FILE);
    // Last, so that it is never older than the pages it speaks of.
    yield* this.file(join(folder.pg, CONTROL_FILE), `pg/${CONTROL_FILE}`);
    const ended = await session.query<{ segment: string; label: string }>(
      'select pg_walfile_name(lsn) as segment, labelfile as label from pg_backup_stop(wait_for_archive => false)',
    );
    yield* this.text('pg/backup_label', (ended.rows[0] as { label: string }).label);
    yield* this.log(
      folder.pg,
      (began.rows[0] as { segment: string }).segment,
      (ended.rows[0] as { segment: string }).segment,
    );
    for (const entry of (await readdir(folder.path, { withFileTypes: true })).sort(byName)) {
      if (NOT_FILES.has(entry.name) || entry.name.startsWith('pg.')) continue;
      if (entry.isDirectory()) yield* this.folder(join(folder.path, entry.name), `files/${entry.name}`, () => true);
      else if (entry.isFile()) yield* this.file(join(folder.path, entry.name), `files/${entry.name}`);
    }
    const manifest = Buffer.from(`${JSON.stringify(this.manifest)}\n`);
    yield tarHeader({ path: MANIFEST_ENTRY, kind: 'file', size: manifest.length });
    yield manifest;
    yield tarPadding(manifest.length);
    yield TAR_END;
  }

  private async *folder(
    from: string,
    to: string,
    wanted: (path: string) => boolean,
    inside = '',
  ): AsyncGenerator<Buffer> {
    yield tarHeader({ path: to, kind: 'folder', size: 0 });
    const isDatabase = to.startsWith('pg');
    for (const entry of (await readdir(join(from, inside), { withFileTypes: true })).sort(byName)) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (isDatabase && LEFT_OUT.test(entry.name)) continue;
      if (entry.isDirectory()) {
        if (isDatabase && EMPTIED.has(path)) yield* this.emptied(`${to}/${entry.name}`);
        else yield* this.folder(from, `${to}/${entry.name}`, wanted, path);
      } else if (entry.isFile()) {
        if (wanted(path)) yield* this.file(join(from, path), `${to}/${entry.name}`);
      } else if (isDatabase) {
        throw new StoreError(
          'backupTarget',
          `Cơ sở dữ liệu có phần nằm ngoài thư mục dữ liệu («${path}») nên không sao lưu thành một tệp được: hãy bỏ tablespace riêng.`,
        );
      }
    }
  }

  private *emptied(path: string): Generator<Buffer> {
    yield tarHeader({ path, kind: 'folder', size: 0 });
    if (path.endsWith('pg_wal')) yield tarHeader({ path: `${path}/archive_status`, kind: 'folder', size: 0 });
  }

  /** The log from the first to the last segment of the copy, both counted; with it the copy becomes consistent. */
  private async *log(pgFolder: string, first: string, last: string): AsyncGenerator<Buffer> {
    for (const name of (await readdir(join(pgFolder, 'pg_wal'))).sort()) {
      const isSegment = /^[0-9A-F]{24}$/.test(name);
      if ((isSegment && name >= first && name <= last) || name.endsWith('.history')) {
        yield* this.file(join(pgFolder, 'pg_wal', name), `pg/pg_wal/${name}`);
      }
    }
  }

  private *text(path: string, text: string): Generator<Buffer> {
    const content = Buffer.from(text);
    yield tarHeader({ path, kind: 'file', size: content.length });
    yield content;
    yield tarPadding(content.length);
    this.note(path, content.length, createHash('sha256').update(content).digest('hex'));
  }

  /** A file that may grow, shrink or vanish meanwhile: as many bytes as it had when its header was written. */
  private async *file(from: string, to: string): AsyncGenerator<Buffer> {
    let file: FileHandle;
    try {
      file = await open(from, 'r');
    } catch (error) {
      // Dropped since the folder was read; the log says so to whoever restores.
      if (codeOf(error) === 'ENOENT') return;
      throw error;
    }
    try {
      const { size } = await file.stat();
      yield tarHeader({ path: to, kind: 'file', size });
      const hash = createHash('sha256');
      for (let left = size; left > 0; ) {
        const wanted = Math.min(left, 256 * 1024);
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted);
        // Cut short since: what is missing is zeros, and the log brings the pages back to what they were.
        const part = bytesRead === 0 ? Buffer.alloc(wanted) : buffer.subarray(0, bytesRead);
        hash.update(part);
        left -= part.length;
        yield part;
      }
      yield tarPadding(size);
      this.note(to, size, hash.digest('hex'));
    } finally {
      await file.close();
    }
  }

  private note(path: string, size: number, sha256: string): void {
    this.manifest.push([path, size, sha256]);
    this.bytes += size;
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
