/** Connection pools, made alike everywhere: UTC, ISO, own type parsers, limits, and no password in any message. */
import pg from 'pg';
import { codeOf, explainDatabaseError, messageOf, StoreError, serverStopped } from './errors.ts';
import { typeParsers } from './type-parsers.ts';

/** The oldest PostgreSQL whose dialect the program speaks, as server_version_num. */
export const OLDEST_SERVER = 150_000;

/** Longest run of one statement of the application, milliseconds. Imports and migrations have no such limit. */
export const STATEMENT_TIMEOUT = 120_000;

/** Longest rest inside an open transaction, milliseconds: it holds locks that others wait for. */
const IDLE_IN_TRANSACTION_TIMEOUT = 300_000;

const CONNECTION_TIMEOUT = 10_000;

export interface PoolOptions {
  readonly applicationName: string;
  readonly say: (line: string) => void;
  readonly max: number;
  /** Milliseconds; 0: no limit. */
  readonly statementTimeout: number;
  /** Statements are sent without waiting for the answer to the one before; COPY cannot be. */
  readonly pipeline?: boolean;
  /** The role that each connection takes on as it begins. */
  readonly role?: string;
  /** Further settings of each connection, such as `motcua.units`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export function makePool(target: pg.ClientConfig, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...target,
    max: options.max,
    pipeline: options.pipeline ?? false,
    types: typeParsers,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    idleTimeoutMillis: 30_000,
    // Settings go with the start of the connection, so that no statement ever runs without them, and RESET keeps them.
    options: [
      target.options ?? '',
      startOptions({
        timezone: 'UTC',
        datestyle: 'ISO',
        intervalstyle: 'iso_8601',
        statement_timeout: String(options.statementTimeout),
        idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_TIMEOUT),
        ...(options.role === undefined ? {} : { role: options.role }),
        ...options.settings,
      }),
    ]
      .join(' ')
      .trim(),
  });
  // A connection that breaks reports to its listeners as well as to whoever waits for an answer; without a listener it
  // would end the program. The pool listens only while the connection is idle, so each gets one for its whole life.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) =>
    options.say(`Một kết nối cơ sở dữ liệu bị ngắt (${messageOf(error)}); sẽ nối lại khi cần.`),
  );
  return pool;
}

/** `-c name=value …` with the escapes that the server's own reader of start options undoes. */
export function startOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, (character) => `\\${character}`)}`)
    .join(' ');
}

const SOCKET_STAND_IN = 'socket.invalid';

export interface Target {
  readonly config: pg.ClientConfig;
  /** The server and its database as a user knows them, without the password. */
  readonly name: string;
}

/**
 * Reads DATABASE_URL.
 * @throws StoreError `badUrl`; the message never holds the password
 */
export function parseDatabaseUrl(text: string, variable = 'DATABASE_URL'): Target {
  const refuse = (reason: string): StoreError =>
    new StoreError(
      'badUrl',
      `Biến ${variable} không đọc được (${reason}): hãy viết theo dạng postgres://tài-khoản:mật-khẩu@máy:5432/cơ-sở-dữ-liệu; ký tự đặc biệt trong mật khẩu viết theo kiểu %40.`,
    );
  // `postgres://role@/database?host=/run/postgresql` names a socket; URLs know no empty host, so it gets a stand-in.
  const withHost = text.trim().replace(/^([a-z]+:\/\/[^/?#]*@)\//, `$1${SOCKET_STAND_IN}/`);
  let url: URL;
  try {
    url = new URL(withHost);
  } catch {
    throw refuse('không phải địa chỉ URL');
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw refuse(`giao thức «${url.protocol}» không phải postgres:`);
  }
  const socket = url.searchParams.get('host');
  if ((url.hostname === '' || url.hostname === SOCKET_STAND_IN) && socket === null) throw refuse('thiếu tên máy');
  let database: string;
  try {
    decodeURIComponent(url.username);
    decodeURIComponent(url.password);
    database = decodeURIComponent(url.pathname.slice(1));
  } catch {
    throw refuse('có ký tự % không hợp lệ');
  }
  if (database === '') throw refuse('thiếu tên cơ sở dữ liệu');
  const options = url.searchParams.get('options') ?? undefined;
  // The driver lets the options of the address win over ours; they are handed over apart so that both hold.
  url.searchParams.delete('options');
  const place = socket ?? `${url.hostname}${url.port === '' ? '' : `:${url.port}`}`;
  return {
    config: { connectionString: url.href, ...(options === undefined ? {} : { options }) },
    name: `máy chủ «${place}», cơ sở dữ liệu «${database}»`,
  };
}

/** A failure to connect in the user's words. */
export function explainConnectionError(error: unknown, where: string): unknown {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  if (code === '28P01' || code === '28000') {
    return new StoreError(
      'wrongPassword',
      `Không đăng nhập được vào ${where}: sai tài khoản hoặc mật khẩu, hoặc máy chủ không cho phép từ máy này; hãy sửa lại DATABASE_URL.`,
      error,
    );
  }
  if (code === '3D000') {
    return new StoreError(
      'noDatabase',
      `Không có cơ sở dữ liệu này trên ${where}: hãy nhờ người quản trị tạo (create database …) hoặc sửa tên trong DATABASE_URL.`,
      error,
    );
  }
  const explained = explainDatabaseError(error, where);
  if (explained !== error) return explained;
  // A five-character SQLSTATE comes from a server that was reached: not a matter of the connection.
  if (/^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE' && !code.startsWith('08')) return error;
  return new StoreError(
    'unreachable',
    `Không nối được tới ${where} (${code === '' ? messageOf(error) : code}): hãy kiểm tra địa chỉ trong DATABASE_URL, máy chủ đã chạy chưa và tường lửa.`,
    error,
  );
}

/** A failure of a query in the user's words, also when the server went away under it. */
export function explainQueryError(error: unknown, where: string): unknown {
  const explained = explainDatabaseError(error, where);
  if (explained !== error) return explained;
  const code = codeOf(error);
  const lost =
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    (typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'connect') ||
    (code === '' &&
      error instanceof Error &&
      /^Connection terminated|timeout exceeded when trying to connect/.test(error.message));
  return lost ? serverStopped(where, error) : error;
}

/**
 * Version of the server behind a pool, as server_version_num (180004 is 18.4).
 * @throws StoreError for a server that is out of reach, older than 15, or not in UTF-8
 */
export async function checkServer(pool: pg.Pool, where: string): Promise<number> {
  let row: { version: number; encoding: string; shown: string } | undefined;
  try {
    const found = await pool.query<{ version: number; encoding: string; shown: string }>(
      `select current_setting('server_version_num')::integer as version, current_setting('server_version') as shown,
              current_setting('server_encoding') as encoding`,
    );
    row = found.rows[0];
  } catch (error) {
    throw explainConnectionError(error, where);
  }
  if (row === undefined || row.version < OLDEST_SERVER) {
    throw new StoreError(
      'serverTooOld',
      `${capital(where)} chạy PostgreSQL ${row?.shown ?? '?'}, chương trình cần bản 15 trở lên: hãy nâng cấp máy chủ hoặc bỏ DATABASE_URL để dùng máy cơ sở dữ liệu kèm theo.`,
    );
  }
  if (row.encoding !== 'UTF8') {
    throw new StoreError(
      'badEncoding',
      `${capital(where)} dùng bảng mã ${row.encoding}, không chứa đủ chữ Việt: hãy tạo cơ sở dữ liệu với encoding 'UTF8'.`,
    );
  }
  return row.version;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
