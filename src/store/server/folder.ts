/**
 * The data folder (thư mục dữ liệu): what lies where in it, how it is told from a stranger's folder, and which account
 * owns what. A folder that holds anything and not our marker is never touched.
 *
 *   motcua-data.json   the marker: whose folder this is, in which format, where its database lies
 *   pg/                the database          secrets.json   passwords of its accounts, readable by the owner alone
 *   run/               socket and claims     log/           a week of server logs
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, explainFileError, pathTooLong, StoreError } from '../errors.ts';
import { type Account, canEnter, giveTo, makeFolder, runsAsRoot, SYSTEM_FOLDER, UNPRIVILEGED_ID } from './account.ts';

export const MARKER = 'motcua-data.json';

/** The format of the folder that this program reads and writes. */
export const FORMAT = 1;

/** PostgreSQL holds a path in 1,024 bytes and appends to this one. */
const LONGEST_PATH_BYTES = 900;

/** The kernel holds a socket's path in 104 bytes on macOS and in 108 on Linux, with its closing zero. */
const LONGEST_SOCKET_BYTES = 103;

export const SOCKET_NAME = '.s.PGSQL.5432';

interface Marker {
  readonly product: 'motcua';
  readonly format: number;
  readonly about: string;
  /** Where the database lies when it could not lie in the data folder itself. */
  readonly database?: string;
}

export interface DataFolder {
  /** The folder the user named, without links. */
  readonly path: string;
  /** Where the database and its companions lie: the same, or below {@link SYSTEM_FOLDER}. */
  readonly base: string;
  readonly pg: string;
  readonly run: string;
  readonly log: string;
  readonly secretsFile: string;
  readonly account: Account;
}

export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/**
 * Opens the data folder, or makes it when it is missing or empty.
 * @param say hears where the database goes when it cannot lie in the folder itself
 * @throws StoreError for a folder that is not ours, of a newer format, or not to be written
 */
export function openFolder(asked: string, say: (line: string) => void): DataFolder {
  const path = settle(asked);
  const marker = readMarker(path) ?? placeMarker(path, say);
  if (marker.database !== undefined && !existsSync(marker.database)) {
    throw new StoreError(
      'damagedFolder',
      `Thư mục dữ liệu «${path}» trỏ tới cơ sở dữ liệu ở «${marker.database}» nhưng nơi đó không còn: hãy trả thư mục ấy về chỗ cũ, hoặc khôi phục từ bản sao lưu vào một thư mục mới.`,
    );
  }
  const base = marker.database === undefined ? path : realpathSync(marker.database);
  const folder: DataFolder = {
    path,
    base,
    pg: join(base, 'pg'),
    run: join(base, 'run'),
    log: join(base, 'log'),
    secretsFile: join(base, 'secrets.json'),
    account: accountOf(base),
  };
  try {
    for (const inner of [folder.run, folder.log]) {
      if (existsSync(inner)) continue;
      mkdirSync(inner, { mode: 0o700, recursive: true });
      giveTo(folder.account, inner);
    }
    readdirSync(folder.run);
  } catch (error) {
    throw explainFileError(error, folder.base);
  }
  return folder;
}

/** The real path of the asked folder, which is made when it is missing. */
function settle(asked: string): string {
  const path = resolve(asked);
  if (Buffer.byteLength(path) > LONGEST_PATH_BYTES) throw pathTooLong(path);
  if (/[\n\r\0]/.test(path)) {
    throw new StoreError('pathUnusable', 'Tên thư mục dữ liệu có ký tự xuống dòng: hãy chọn tên khác bằng --data.');
  }
  try {
    if (!existsSync(path)) {
      // A link that leads nowhere does not "exist" either, and must not be followed into the unknown.
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
        throw new StoreError(
          'pathUnusable',
          `«${path}» là liên kết tới nơi không có: hãy chọn thư mục khác bằng --data.`,
        );
      }
      makeFolder(path, 0o700);
      if (runsAsRoot()) giveTo({ uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID }, path);
    }
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    return realpathSync(path);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** The marker of a folder that is ours; undefined for an empty one. */
export function readMarker(path: string): Marker | undefined {
  let text: string;
  try {
    text = readFileSync(join(path, MARKER), 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw explainFileError(error, path);
    const strange = readStrangers(path);
    if (strange === undefined) return undefined;
    throw new StoreError(
      'notOurFolder',
      `Thư mục «${path}» đang chứa tệp khác (ví dụ «${strange}») và không phải thư mục dữ liệu của motcua nên không dùng, không đụng tới: hãy chọn một thư mục trống hoặc chưa có bằng --data.`,
    );
  }
  let marker: Partial<Marker>;
  try {
    marker = JSON.parse(text) as Partial<Marker>;
  } catch (error) {
    throw new StoreError(
      'damagedFolder',
      `Tệp «${join(path, MARKER)}» bị hỏng: hãy khôi phục tệp này, hoặc khôi phục dữ liệu từ bản sao lưu vào một thư mục mới.`,
      error,
    );
  }
  if (marker.product !== 'motcua' || typeof marker.format !== 'number') {
    throw new StoreError(
      'notOurFolder',
      `Tệp «${join(path, MARKER)}» không phải do motcua ghi nên thư mục này không được dùng: hãy chọn thư mục khác bằng --data.`,
    );
  }
  if (marker.format > FORMAT) {
    throw new StoreError(
      'newerFormat',
      `Thư mục dữ liệu «${path}» thuộc bản chương trình mới hơn (định dạng ${marker.format}, bản này đọc đến định dạng ${FORMAT}): hãy cập nhật chương trình rồi chạy lại.`,
    );
  }
  return marker as Marker;
}

/** The first name in the folder that is neither ours in the making nor the file system's own. */
function readStrangers(path: string): string | undefined {
  try {
    return readdirSync(path).find((name) => name !== 'lost+found' && !name.startsWith('.motcua-data-'));
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** Claims an empty folder. Of two programs that do so at once, the first one's marker holds for both. */
function placeMarker(path: string, say: (line: string) => void): Marker {
  const account = accountOf(path);
  const id = randomBytes(6).toString('hex');
  let database: string | undefined;
  if (!canEnter(account, path)) {
    database = join(
      SYSTEM_FOLDER,
      'data',
      `${basename(path)
        .replace(/[^A-Za-z0-9._-]/g, '_')
        .slice(0, 40)}-${id}`,
    );
    makeFolder(database, 0o700);
    giveTo(account, database);
  }
  const marker: Marker = {
    product: 'motcua',
    format: FORMAT,
    about: 'Thư mục dữ liệu của chương trình motcua. Không sửa, không xóa tệp nào ở đây; sao lưu bằng «motcua backup».',
    ...(database === undefined ? {} : { database }),
  };
  const draft = join(path, `.motcua-data-${id}.tmp`);
  try {
    writeDurably(draft, `${JSON.stringify(marker, null, 2)}\n`, 0o644, account);
    try {
      linkSync(draft, join(path, MARKER));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (database !== undefined) rmSync(database, { recursive: true, force: true });
      return readMarker(path) as Marker;
    }
  } catch (error) {
    throw explainFileError(error, path);
  } finally {
    rmSync(draft, { force: true });
  }
  if (database !== undefined) {
    say(`Đang chạy bằng root và thư mục «${path}» nằm trong vùng kín, nên cơ sở dữ liệu đặt ở «${database}».`);
  }
  return marker;
}

/** Under root: whoever owns the database, so that root can serve an ordinary user's folder without taking it over. */
function accountOf(base: string): Account {
  if (!runsAsRoot()) return undefined;
  for (const name of ['pg', 'run', MARKER, '.']) {
    const found = statSync(join(base, name), { throwIfNoEntry: false });
    if (found !== undefined && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  }
  return { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID };
}

/** Writes a whole file that is there after a power cut, or not at all. */
export function writeDurably(path: string, text: string, mode: number, account: Account): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const file = openSync(draft, 'w', mode);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    giveTo(account, draft);
    renameSync(draft, path);
    const parent = openSync(dirname(path), 'r');
    fsyncSync(parent);
    closeSync(parent);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The passwords of the database accounts, made once and kept readable by the owner alone. */
export function secretsOf(folder: DataFolder): Secrets {
  try {
    return JSON.parse(readFileSync(folder.secretsFile, 'utf8')) as Secrets;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && !(error instanceof SyntaxError))
      throw explainFileError(error, folder.secretsFile);
    if (existsSync(folder.pg)) {
      throw new StoreError(
        'damagedFolder',
        `Tệp mật khẩu «${folder.secretsFile}» bị mất hoặc hỏng nên không mở được cơ sở dữ liệu: hãy trả tệp này về chỗ cũ, hoặc khôi phục từ bản sao lưu vào một thư mục mới.`,
        error,
      );
    }
  }
  const password = (): string => randomBytes(24).toString('base64url');
  const secrets: Secrets = { superuser: password(), owner: password(), app: password() };
  try {
    writeDurably(folder.secretsFile, `${JSON.stringify(secrets, null, 2)}\n`, 0o600, folder.account);
  } catch (error) {
    throw explainFileError(error, folder.secretsFile);
  }
  return secrets;
}

/**
 * The folder of the server's socket: `run/`, or a short private one where that path is longer than a socket's may be.
 * The short one is written down in `run/`, so that every program finds the same.
 */
export function socketFolder(folder: DataFolder): string {
  if (fitsSocket(folder.run)) return folder.run;
  const note = join(folder.run, 'socket-folder');
  const owner = folder.account?.uid ?? process.getuid?.();
  if (existsSync(note)) {
    const known = readFileSync(note, 'utf8').trim();
    const found = lstatSync(known, { throwIfNoEntry: false });
    // In a folder that all may write, someone else could have put theirs in the place of ours.
    if (found?.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return known;
  }
  for (const parent of [tmpdir(), '/tmp']) {
    if (!fitsSocket(join(parent, 'motcua-XXXXXX'))) continue;
    try {
      const made = mkdtempSync(join(parent, 'motcua-'));
      giveTo(folder.account, made);
      writeDurably(note, `${made}\n`, 0o600, folder.account);
      return made;
    } catch (error) {
      throw explainFileError(error, parent);
    }
  }
  throw pathTooLong(folder.path);
}

function fitsSocket(path: string): boolean {
  return Buffer.byteLength(join(path, SOCKET_NAME)) <= LONGEST_SOCKET_BYTES;
}
