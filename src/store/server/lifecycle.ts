/**
 * Finds the server of a folder, starts it, clears away what a killed one left, stops it. Every function here is to be
 * called while holding the folder's mutex (`mutex.ts`), so that two programs never do these things at once.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { codeOf, diskFull, explainDatabaseError, explainFileError, messageOf, StoreError } from '../errors.ts';
import { spawnAs } from './account.ts';
import { prepareEngine } from './engine.ts';
import { type DataFolder, type Secrets, SOCKET_NAME, secretsOf, socketFolder } from './folder.ts';
import { clusterVersion, ensureAccounts, initialiseCluster, lastWords, STARTUP_LOG } from './initialise.ts';
import { isServerOf, isTaken, processesInside, processStart, signal, sleep } from './processes.ts';
import { serverSettings } from './settings.ts';

/** Longest wait until a server answers, milliseconds; the recovery of a large database after a crash takes minutes. */
const LONGEST_START = 150_000;
/** Longest wait for an orderly stop before a hard one, milliseconds. */
const LONGEST_STOP = 30_000;
/** How long orphan sessions may take to notice that their server is dead, milliseconds. */
const LONGEST_ORPHAN = 5_000;

export interface ServerOptions {
  readonly say: (line: string) => void;
  /** Settings over those of `settings.ts`; tests turn fsync off. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly initdbArguments?: readonly string[];
}

/** How to reach a running server as its superuser. */
export interface Endpoint {
  readonly socketFolder: string;
  readonly secrets: Secrets;
}

/** Joins the folder's running server, or starts one after clearing what a dead one left. */
export async function ensureRunning(folder: DataFolder, options: ServerOptions): Promise<Endpoint> {
  const socket = socketFolder(folder);
  const endpoint: Endpoint = { socketFolder: socket, secrets: secretsOf(folder) };
  const running = await waitWhileBusy(folder, endpoint, options);
  if (running !== undefined) {
    // The program that started it may have been killed before it had made the accounts.
    await complete(running, folder, endpoint);
    return endpoint;
  }
  await clearRemains(folder, socket, options);

  const engine = prepareEngine(folder.account, join(folder.base, 'engine'), options.say);
  const version = clusterVersion(folder);
  if (version === undefined) {
    initialiseCluster(folder, engine, endpoint.secrets, [...(options.initdbArguments ?? [])]);
  } else if (version !== engine.major) {
    throw new StoreError(
      'engineVersion',
      `Dữ liệu tại «${folder.path}» do PostgreSQL ${version} ghi, còn chương trình này kèm PostgreSQL ${engine.major}: hãy mở bằng bản chương trình cũ, sao lưu, rồi chuyển dữ liệu theo hướng dẫn nâng cấp.`,
    );
  }
  const hasEnded = launch(folder, engine.folder, socket, options);
  const superuser = await waitUntilReady(folder, endpoint, options, hasEnded);
  try {
    await complete(superuser, folder, endpoint);
  } catch (error) {
    // Nobody holds it, so nobody would stop it.
    await stopServer(folder, 'inOrder');
    throw error;
  }
  return endpoint;
}

/** Makes what is missing of accounts and database, and ends the connection. */
async function complete(superuser: pg.Client, folder: DataFolder, { secrets }: Endpoint): Promise<void> {
  try {
    await ensureAccounts(superuser, secrets);
  } catch (error) {
    throw explainDatabaseError(error, `«${folder.path}»`);
  } finally {
    await superuser.end();
  }
}

/** A connection of the superuser, used only by this folder of the code. */
export async function connectSuperuser(
  endpoint: Endpoint,
  applicationName: string,
  database = 'postgres',
): Promise<pg.Client> {
  const client = new pg.Client({
    host: endpoint.socketFolder,
    port: 5432,
    user: 'postgres',
    password: endpoint.secrets.superuser,
    database,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks later reports here as well as to whoever waits; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Starting, stopping, recovering; full for the moment; cut off in the middle. */
const BUSY_CODES = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE']);

type Answer = pg.Client | 'busy' | 'absent';

async function knock(endpoint: Endpoint): Promise<Answer> {
  try {
    return await connectSuperuser(endpoint, 'motcua-start');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent';
    if (BUSY_CODES.has(code) || (code === '' && /terminated|timeout/i.test(messageOf(error)))) return 'busy';
    if (code === '28P01' || code === '28000') {
      throw new StoreError(
        'damagedFolder',
        'Máy chủ dữ liệu đang chạy không nhận mật khẩu ghi trong secrets.json: hãy trả đúng tệp secrets.json của thư mục dữ liệu này về chỗ cũ.',
        error,
      );
    }
    if (code === 'EACCES' || code === 'EPERM') throw explainFileError(error, endpoint.socketFolder);
    throw error;
  }
}

/** The server that already runs, once it answers; undefined when there is none or it has just ended. */
async function waitWhileBusy(
  folder: DataFolder,
  endpoint: Endpoint,
  options: ServerOptions,
): Promise<pg.Client | undefined> {
  const began = performance.now();
  let told = false;
  for (;;) {
    const answer = await knock(endpoint);
    if (typeof answer === 'object') return answer;
    if (answer === 'absent') return undefined;
    const waited = performance.now() - began;
    if (waited > LONGEST_START) {
      throw new StoreError(
        'busy',
        `Máy chủ dữ liệu tại «${folder.path}» đang khởi động hoặc phục hồi quá lâu: hãy đợi thêm rồi chạy lại; nhật ký nằm ở «${folder.log}».`,
      );
    }
    if (!told && waited > 3_000) {
      options.say('Máy chủ dữ liệu đang khởi động hoặc phục hồi sau sự cố, xin đợi…');
      told = true;
    }
    await sleep(20);
  }
}

/**
 * Clears away what a killed program or server left: a server whose socket is gone, sessions without a server, the lock
 * files of processes that are dead or were someone else's all along.
 */
async function clearRemains(folder: DataFolder, socket: string, options: ServerOptions): Promise<void> {
  const pid = recordedServer(folder);
  if (pid !== undefined && isServerOf(pid, folder.pg)) {
    options.say(`Máy chủ dữ liệu cũ (tiến trình ${pid}) không còn trả lời: đang dừng nó để khởi động lại.`);
    await stopProcess(folder, pid, 'inOrder');
  }
  await endOrphans(folder.pg);
  try {
    // The lock file of a dead server is the engine's own affair; a number that is taken, by a stranger or by a dead
    // process not yet collected, would stop it.
    if (pid === undefined || isTaken(pid)) rmSync(join(folder.pg, 'postmaster.pid'), { force: true });
    rmSync(join(socket, SOCKET_NAME), { force: true });
    rmSync(join(socket, `${SOCKET_NAME}.lock`), { force: true });
  } catch (error) {
    throw explainFileError(error, folder.base);
  }
}

/** Sessions whose server was killed end by themselves within moments; the slow ones are made to. */
async function endOrphans(pgFolder: string): Promise<void> {
  const began = performance.now();
  for (;;) {
    const orphans = processesInside(pgFolder);
    if (orphans.length === 0) return;
    const waited = performance.now() - began;
    // All of them must be gone before a new server recovers the data; none has a server left to be harmed.
    if (waited > LONGEST_ORPHAN) for (const pid of orphans) signal(pid, 'SIGKILL');
    if (waited > 2 * LONGEST_ORPHAN) {
      throw new StoreError(
        'busy',
        `Tiến trình cũ của máy chủ dữ liệu (${orphans.join(', ')}) không chịu dừng: hãy khởi động lại máy rồi chạy lại.`,
      );
    }
    await sleep(15);
  }
}

/** The process that the server wrote into its lock file. */
function recordedServer(folder: DataFolder): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(folder.pg, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @returns a question: has the server process ended already? */
function launch(folder: DataFolder, engineFolder: string, socket: string, options: ServerOptions): () => boolean {
  let ended = false;
  const settings = { ...serverSettings(socket, folder.log), ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    const output = openSync(join(folder.log, STARTUP_LOG), 'w', 0o600);
    try {
      if (folder.account !== undefined) fchownSync(output, folder.account.uid, folder.account.gid);
      const child = spawn(join(engineFolder, 'bin', 'postgres'), ['-D', folder.pg, ...flags], {
        ...spawnAs(folder.account),
        cwd: '/',
        // In a session of its own: Ctrl-C at the terminal is for the program, which then stops the server in order.
        detached: true,
        stdio: ['ignore', output, output],
      });
      child.once('error', () => {
        ended = true;
      });
      child.once('exit', () => {
        ended = true;
      });
      child.unref();
      return () => ended;
    } finally {
      closeSync(output);
    }
  } catch (error) {
    throw explainFileError(error, folder.log);
  }
}

async function waitUntilReady(
  folder: DataFolder,
  endpoint: Endpoint,
  options: ServerOptions,
  hasEnded: () => boolean,
): Promise<pg.Client> {
  const began = performance.now();
  let told = false;
  for (;;) {
    const answer = await knock(endpoint);
    if (typeof answer === 'object') return answer;
    const waited = performance.now() - began;
    if (hasEnded() || waited > LONGEST_START) throw explainStart(folder);
    if (!told && waited > 3_000) {
      options.say('Máy chủ dữ liệu đang phục hồi sau sự cố, xin đợi…');
      told = true;
    }
    await sleep(10);
  }
}

function explainStart(folder: DataFolder): StoreError {
  const words = lastWords(folder);
  if (/No space left on device|Disk quota exceeded|File too large/i.test(words) || hasNoRoom(folder.base)) {
    return diskFull(`«${folder.path}»`);
  }
  // What it told those who knocked is not why it gave up.
  const reasons = words
    .split('\n')
    .filter((text) => /FATAL|PANIC/.test(text) && !text.includes('the database system is'));
  const line = reasons.at(-1) ?? words.trim().slice(-300);
  return new StoreError(
    'serverFailed',
    `Máy chủ dữ liệu tại «${folder.path}» không khởi động được (${line.replace(/^.*(FATAL|PANIC):\s*/, '').trim()}): hãy xem nhật ký ở «${folder.log}», xử lý nguyên nhân rồi chạy lại.`,
  );
}

/** On a full disk not even the log could be written. A server needs room for a segment of its own log, 16 MB. */
function hasNoRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize < 16 * 1024 * 1024;
  } catch {
    return false;
  }
}

/**
 * Stops the folder's server; nothing happens when none runs. `inOrder`: everything is written out first. `atOnce`: nothing
 * acknowledged is lost, and the next start recovers.
 */
export async function stopServer(folder: DataFolder, manner: 'inOrder' | 'atOnce'): Promise<void> {
  const pid = recordedServer(folder);
  if (pid !== undefined && isServerOf(pid, folder.pg)) await stopProcess(folder, pid, manner);
  // The writer of the log outlives the server by a moment.
  await endOrphans(folder.pg);
  const note = join(folder.run, 'socket-folder');
  if (!existsSync(note)) return;
  try {
    rmdirSync(readFileSync(note, 'utf8').trim());
    rmSync(note);
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'ENOENT')
      throw new Error(messageOf(error), { cause: error });
  }
}

/** SIGINT: the server ends its sessions, writes everything out and leaves. SIGQUIT, which needs recovery, only after that. */
async function stopProcess(folder: DataFolder, pid: number, manner: 'inOrder' | 'atOnce'): Promise<void> {
  const start = processStart(pid);
  const gone = (): boolean => start === undefined || processStart(pid) !== start;
  const steps = [
    ['SIGINT', LONGEST_STOP],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const;
  for (const [name, patience] of manner === 'inOrder' ? steps : steps.slice(1)) {
    signal(pid, name);
    const began = performance.now();
    while (performance.now() - began < patience) {
      if (gone()) return;
      await sleep(5);
    }
  }
  throw new StoreError(
    'serverFailed',
    `Máy chủ dữ liệu tại «${folder.path}» (tiến trình ${pid}) không chịu dừng: hãy khởi động lại máy.`,
  );
}
