/** Restoring (khôi phục) a backup into a new data folder: checked whole before anything takes its place. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { BACKUP_FORMAT, type BackupHead, HEAD_ENTRY, MANIFEST_ENTRY, type ManifestLine } from './backup.ts';
import { codeOf, explainFileError, messageOf, StoreError } from './errors.ts';
import { ownMigrationsFolder, pending, readMigrations } from './migrate.ts';
import { giveTo } from './server/account.ts';
import { prepareEngine } from './server/engine.ts';
import { type DataFolder, MARKER, openFolder, writeDurably } from './server/folder.ts';
import { joinServer } from './server/server.ts';
import { readTar, TarError, type TarItem } from './tar.ts';

export interface RestoreOptions {
  readonly databaseUrl?: string;
  readonly say?: (line: string) => void;
  /** The migrations that the data must not be ahead of; the program's own where left out. */
  readonly migrationsFolder?: string;
}

export interface RestoreResult {
  readonly dataFolder: string;
  readonly head: BackupHead;
  readonly files: number;
}

/** Largest text entry (head, manifest, passwords) that is believed, bytes. */
const LONGEST_TEXT = 64 * 1024 * 1024;

/**
 * Makes the data folder from a backup, starts its database once to prove that it opens, and stops it.
 * @param dataFolder missing or empty
 * @throws StoreError for a folder with data, a damaged file, another version; then the folder is as it was
 */
export async function restoreFrom(
  file: string,
  dataFolder: string,
  options: RestoreOptions = {},
): Promise<RestoreResult> {
  if (options.databaseUrl !== undefined && options.databaseUrl !== '') {
    throw new StoreError(
      'backupElsewhere',
      'Bản sao lưu này dành cho máy cơ sở dữ liệu kèm theo: hãy bỏ DATABASE_URL rồi khôi phục, hoặc dùng pg_restore với tệp của pg_dump.',
    );
  }
  const source = resolve(file);
  if (!existsSync(source))
    throw new StoreError('backupTarget', `Không có tệp sao lưu «${source}»: hãy kiểm tra lại đường dẫn.`);
  const target = resolve(dataFolder);
  const wasThere = existsSync(target);
  if (wasThere) await refuseData(target);

  const say = options.say ?? (() => {});
  // The head is judged before anything is made.
  const head = await readHead(source, options.migrationsFolder ?? ownMigrationsFolder());
  const folder = openFolder(target, say);
  try {
    const engine = prepareEngine(folder.account, join(folder.base, 'engine'), say);
    if (engine.major !== head.engineMajor) {
      throw new StoreError(
        'backupVersion',
        `Bản sao lưu «${source}» do PostgreSQL ${head.engineMajor} ghi, chương trình này kèm PostgreSQL ${engine.major}: hãy khôi phục bằng bản chương trình ${head.programVersion}.`,
      );
    }
    const files = await extract(source, folder);
    const server = await joinServer(target, { say });
    await server.leave();
    return { dataFolder: folder.path, head, files };
  } catch (error) {
    await takeBack(folder, wasThere);
    throw explainReading(explainFileError(error, folder.base), source);
  }
}

async function refuseData(target: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    throw explainFileError(error, target);
  }
  const first = names.find((name) => name !== 'lost+found');
  if (first === undefined) return;
  throw new StoreError(
    'folderHasData',
    `Thư mục «${target}» đã có dữ liệu («${first}») nên không khôi phục đè lên: hãy chọn thư mục mới bằng --data.`,
  );
}

/** The entries of a backup, in the words of this module when the file is not one. */
async function* entriesOf(source: string): AsyncGenerator<TarItem> {
  const input = createReadStream(source);
  const inflated = createGunzip();
  input.on('error', (error) => inflated.destroy(error));
  input.pipe(inflated);
  try {
    yield* readTar(inflated);
  } catch (error) {
    throw explainReading(error, source);
  } finally {
    input.destroy();
    inflated.destroy();
  }
}

function explainReading(error: unknown, source: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof TarError) && !code.startsWith('Z_') && code !== 'ERR_STREAM_PREMATURE_CLOSE') return error;
  return damaged(source, code.startsWith('Z_') ? 'tệp bị cắt cụt hoặc thay đổi' : messageOf(error), error);
}

function damaged(source: string, reason: string, cause?: unknown): StoreError {
  return new StoreError(
    'backupDamaged',
    `Tệp «${source}» không phải bản sao lưu nguyên vẹn (${reason}): hãy dùng bản sao lưu khác; chưa có gì được khôi phục.`,
    cause,
  );
}

async function readHead(source: string, migrationsFolder: string): Promise<BackupHead> {
  for await (const item of entriesOf(source)) {
    if (item.path !== HEAD_ENTRY) throw damaged(source, `mục đầu là «${item.path}»`);
    const head = parse<Partial<BackupHead>>(source, await textOf(source, item));
    if (head.product !== 'motcua' || typeof head.format !== 'number' || !Array.isArray(head.migrations)) {
      throw damaged(source, 'không phải do motcua ghi');
    }
    if (head.format > BACKUP_FORMAT) {
      throw new StoreError(
        'backupVersion',
        `Bản sao lưu «${source}» thuộc bản chương trình mới hơn (${head.programVersion}): hãy cập nhật chương trình rồi khôi phục lại.`,
      );
    }
    pending(readMigrations(migrationsFolder), head.migrations);
    return head as BackupHead;
  }
  throw damaged(source, 'tệp trống');
}

/** Puts every file in its place under an unfinished name, compares all with the manifest, then moves them. */
async function extract(source: string, folder: DataFolder): Promise<number> {
  const unfinished = join(folder.base, 'pg.unfinished-restore');
  const found: ManifestLine[] = [];
  let manifest: ManifestLine[] | undefined;
  let secrets: string | undefined;
  await mkdir(unfinished, { mode: 0o700 });
  giveTo(folder.account, unfinished);
  for await (const item of entriesOf(source)) {
    if (manifest !== undefined) throw damaged(source, 'còn mục sau bảng kê');
    if (item.path === MANIFEST_ENTRY) {
      manifest = parse<ManifestLine[]>(source, await textOf(source, item));
    } else if (item.path === HEAD_ENTRY || item.path === 'secrets.json') {
      const text = await textOf(source, item);
      if (item.path === 'secrets.json') secrets = text;
      found.push([item.path, item.size, createHash('sha256').update(text).digest('hex')]);
    } else {
      const path = placeOf(source, item.path, folder, unfinished);
      if (item.kind === 'file') found.push([item.path, item.size, await writeEntry(item, path, folder)]);
      else if (path !== unfinished) await makeEntryFolder(path, folder);
    }
  }
  if (manifest === undefined) throw damaged(source, 'thiếu bảng kê, có lẽ bị cắt cụt');
  if (secrets === undefined) throw damaged(source, 'thiếu tệp mật khẩu');
  compare(source, found, manifest);
  writeDurably(folder.secretsFile, secrets, 0o600, folder.account);
  await rename(unfinished, folder.pg);
  return found.length;
}

/** Where an entry goes. A path that leads out of the folder is not one that a backup holds. */
function placeOf(source: string, path: string, folder: DataFolder, unfinished: string): string {
  const [top, ...rest] = path.split('/');
  const safe = rest.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
  if (safe && top === 'pg') return join(unfinished, ...rest);
  if (safe && top === 'files' && rest.length > 0 && !existsInBase(rest[0] as string)) return join(folder.path, ...rest);
  throw damaged(source, `đường dẫn lạ «${path}»`);
}

const existsInBase = (name: string): boolean =>
  [MARKER, 'pg', 'run', 'log', 'engine', 'secrets.json'].includes(name) || name.startsWith('pg.');

async function makeEntryFolder(path: string, folder: DataFolder): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  giveTo(folder.account, path);
}

/** @returns the SHA-256 of what was written */
async function writeEntry(item: TarItem, path: string, folder: DataFolder): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const part of item.content) {
      hash.update(part);
      await file.writeFile(part);
    }
  } finally {
    await file.close();
  }
  giveTo(folder.account, path);
  return hash.digest('hex');
}

function compare(source: string, found: readonly ManifestLine[], manifest: readonly ManifestLine[]): void {
  const listed = new Map(manifest.map(([path, size, sha256]) => [path, `${size} ${sha256}`]));
  for (const [path, size, sha256] of found) {
    if (listed.get(path) !== `${size} ${sha256}`) throw damaged(source, `«${path}» khác với bảng kê`);
    listed.delete(path);
  }
  const missing = [...listed.keys()][0];
  if (missing !== undefined) throw damaged(source, `thiếu «${missing}»`);
}

async function textOf(source: string, item: TarItem): Promise<string> {
  if (item.size > LONGEST_TEXT) throw damaged(source, `mục «${item.path}» quá lớn`);
  const parts: Buffer[] = [];
  for await (const part of item.content) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function parse<T>(source: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw damaged(source, 'mục mô tả không đọc được', error);
  }
}

/** Removes what this restore made, and the folder itself when it made that too. */
async function takeBack(folder: DataFolder, wasThere: boolean): Promise<void> {
  if (folder.base !== folder.path) await rm(folder.base, { recursive: true, force: true });
  for (const name of await readdir(folder.path)) {
    if (name !== 'lost+found') await rm(join(folder.path, name), { recursive: true, force: true });
  }
  if (!wasThere) await rmdir(folder.path);
}
