/** `motcua serve`: the web application until it is told to stop; with --demo on the sample ward. `motcua code`: a sample code. */
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import { formatLocal, fromInstant } from '../core/time/local-date-time.ts';
import { ServiceError } from '../services/errors.ts';
import type { Installation } from '../services/installation.ts';
import { HOUR } from '../services/instants.ts';
import { DEMO_UNIT, loadDemo, recordedAhead } from '../services/load-demo.ts';
import { type OidcProvider, oidcProvider } from '../services/oidc.ts';
import { type Random, systemRandom } from '../services/random.ts';
import { loadDemoDesk } from '../services/reception/load-demo-desk.ts';
import { createSampleAccounts, type SampleAccount } from '../services/sample-accounts.ts';
import { completeSearchIndex } from '../services/search/complete-index.ts';
import { sweepSessions } from '../services/sessions.ts';
import { type SignInKeys, signInKeys } from '../services/sign-in-keys.ts';
import { loadWebKey } from '../services/web-key.ts';
import { type CommandContext, line, progressBar } from './io.ts';

export interface ServeArguments {
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
}

/** What the composition root hands in: the command line does not know the pages. */
export type StartWeb = (options: {
  readonly installation: Installation;
  readonly random: Random;
  readonly keys: SignInKeys;
  readonly settings: {
    readonly publicOrigin?: string;
    readonly allowedHosts?: readonly string[];
    readonly trustProxy: boolean;
    readonly unitName: string;
  };
  readonly oidc?: OidcProvider;
  readonly log: (line: string) => void;
  readonly reportFault: (requestId: string, error: unknown) => void;
  readonly packageRoot: string;
  readonly host: string;
  readonly port: number;
}) => Promise<{ readonly port: number; stop(): Promise<void> }>;

const SAMPLE_FILE = 'sample-accounts.json';
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

/** Serves until SIGTERM, SIGINT or SIGHUP; what is under way is finished first. */
export async function runServe(args: ServeArguments, context: CommandContext, startWeb: StartWeb): Promise<number> {
  const { io } = context;
  const publicOrigin = readOrigin(process.env['MOTCUA_ORIGIN']);
  const oidc = readOidc();
  const installation = await context.open();
  const { dataFolder } = installation.store;
  const keys = signInKeys(loadWebKey(dataFolder, systemRandom), systemRandom);
  if (args.demo) await openDemo(context, installation, keys);
  await completeSearchIndex(installation);
  const log = openLog(join(dataFolder, 'log'));
  const onLoopback = LOOPBACK.includes(args.host);
  let server: Awaited<ReturnType<StartWeb>>;
  try {
    server = await startWeb({
      installation,
      random: systemRandom,
      keys,
      settings: {
        ...(publicOrigin === undefined ? {} : { publicOrigin }),
        ...(onLoopback
          ? {
              allowedHosts: [
                ...['localhost', '127.0.0.1', '[::1]'],
                ...(publicOrigin === undefined ? [] : [new URL(publicOrigin).hostname]),
              ],
            }
          : {}),
        trustProxy: process.env['MOTCUA_TRUST_PROXY'] === '1',
        unitName: args.demo ? 'phường Phước Long' : '',
      },
      ...(oidc === undefined ? {} : { oidc }),
      log: log.write,
      reportFault: (requestId, error) =>
        io.stderr(
          `Lỗi ở yêu cầu ${requestId}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        ),
      packageRoot: context.packageRoot,
      host: args.host,
      port: args.port,
    });
  } catch (error) {
    log.close();
    throw explainListen(error, args);
  }
  const sweeping = setInterval(() => void sweepSessions(installation).catch(() => {}), HOUR);
  sweeping.unref();
  line(io);
  line(
    io,
    `Mở trình duyệt tại: ${publicOrigin ?? `http://${onLoopback ? 'localhost' : shownHost(args.host)}:${server.port}`}`,
  );
  line(io, 'Dừng: Ctrl+C.');
  await untilToldToStop();
  line(io, 'Đang dừng: chờ các yêu cầu đang làm dở…');
  clearInterval(sweeping);
  await server.stop();
  log.close();
  return 0;
}

const shownHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** @throws ServiceError for what is no origin */
function readOrigin(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    const url = new URL(text.trim());
    if (/^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') return url.origin;
  } catch {
    // Said below, with what it should look like.
  }
  throw new ServiceError(
    'BAD_ORIGIN',
    `Biến MOTCUA_ORIGIN «${text}» phải là địa chỉ gốc của trang, ví dụ https://motcua.xa.gov.vn.`,
  );
}

function readOidc(): OidcProvider | undefined {
  const issuer = process.env['MOTCUA_OIDC_ISSUER'];
  const clientId = process.env['MOTCUA_OIDC_CLIENT_ID'];
  if (issuer === undefined || issuer === '') return undefined;
  if (clientId === undefined || clientId === '')
    throw new ServiceError('BAD_OIDC', 'Đã có MOTCUA_OIDC_ISSUER thì phải có MOTCUA_OIDC_CLIENT_ID.');
  const clientSecret = process.env['MOTCUA_OIDC_CLIENT_SECRET'];
  return oidcProvider({
    issuer,
    clientId,
    ...(clientSecret === undefined || clientSecret === '' ? {} : { clientSecret }),
    label: process.env['MOTCUA_OIDC_LABEL'] ?? 'hệ thống định danh',
  });
}

function explainListen(error: unknown, { port, host }: ServeArguments): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new ServiceError(
        'PORT_IN_USE',
        `Cổng ${port} đang có chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác bằng --port.`,
      );
    case 'EACCES':
      return new ServiceError(
        'PORT_FORBIDDEN',
        `Tài khoản này không được mở cổng ${port}. Hãy chọn cổng từ 1024 trở lên bằng --port.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ServiceError('HOST_UNKNOWN', `Máy này không có địa chỉ «${host}». Hãy sửa --host.`);
    default:
      return error;
  }
}

const SAME_WORD_MS = 1000;

function untilToldToStop(): Promise<void> {
  let firstTold: number | undefined;
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(name, () => {
        const told = performance.now();
        firstTold ??= told;
        resolve();
        // Told again while draining: at once. Within a second it is the same word, passed on by npm or a supervisor too.
        if (told - firstTold > SAME_WORD_MS) process.exit(1);
      });
    }
  });
}

/** The access log, one JSON object a line, in the data folder. */
function openLog(folder: string): { write(text: string): void; close(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openSync(join(folder, 'access.jsonl'), 'a', 0o600);
  return { write: (text) => void writeSync(file, `${text}\n`), close: () => closeSync(file) };
}

// The sample ward ------------------------------------------------------------------------------------------------------

async function openDemo(context: CommandContext, installation: Installation, keys: SignInKeys): Promise<void> {
  const { io } = context;
  const bar = progressBar(io, 'Đang nạp phường mẫu');
  await loadDemo(installation, {
    folder: join(context.packageRoot, 'demo', DEMO_UNIT),
    actor: context.actor,
    onProgress: ({ bytesRead, totalBytes }) => bar.update(bytesRead, totalBytes, ''),
  }).finally(() => bar.end());
  const ahead = await recordedAhead(installation);
  if (ahead !== null)
    line(
      io,
      `Thư mục dữ liệu này đã có việc ghi đến ${formatLocal(fromInstant(ahead))} theo đồng hồ của máy, nên việc làm ở bàn mẫu cũng mang ngày ấy trong nhật ký. Muốn bàn mẫu bắt đầu từ sáng 15/09/2023, hãy chạy với một thư mục dữ liệu khác: --data THƯ-MỤC.`,
    );
  await loadDemoDesk(installation, systemRandom, { unitId: DEMO_UNIT });
  const path = join(installation.store.dataFolder, SAMPLE_FILE);
  const accounts = await createSampleAccounts(
    { installation, random: systemRandom, keys },
    { id: DEMO_UNIT, shortName: 'phường Phước Long' },
  );
  if (accounts.length === 0) {
    line(io, `Tài khoản mẫu: xem ${path}. Mã xác thực: motcua code <tên đăng nhập>.`);
    return;
  }
  writeFileSync(path, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  printAccounts(context, accounts, path);
}

function printAccounts({ io }: CommandContext, accounts: readonly SampleAccount[], path: string): void {
  line(io);
  line(io, 'Tài khoản mẫu (chỉ in một lần):');
  line(io, `  ${'Vai trò'.padEnd(18)} ${'Đăng nhập'.padEnd(10)} ${'Mật khẩu'.padEnd(20)} Khóa ứng dụng xác thực`);
  for (const account of accounts) {
    line(
      io,
      `  ${account.roleLabel.padEnd(18)} ${account.loginName.padEnd(10)} ${account.password.padEnd(20)} ${account.totpSecret}`,
    );
  }
  line(io, `Cất trong ${path} (chỉ chủ sở hữu đọc được), kèm địa chỉ otpauth:// cho từng tài khoản.`);
  line(io, 'Không có điện thoại? Lấy mã 6 số của bước hai bằng: motcua code <tên đăng nhập>');
}

/** `motcua code LOGIN`: the present code of a sample account, read from its file; for trying out without a phone. */
export async function runSampleCode(args: { readonly loginName: string }, context: CommandContext): Promise<number> {
  const installation = await context.open();
  const path = join(installation.store.dataFolder, SAMPLE_FILE);
  let accounts: readonly SampleAccount[];
  try {
    accounts = JSON.parse(readFileSync(path, 'utf8')) as SampleAccount[];
  } catch {
    throw new ServiceError(
      'NO_SAMPLE',
      `Không đọc được ${path}. Tài khoản mẫu chỉ có sau khi chạy «motcua serve --demo».`,
    );
  }
  const account = accounts.find((one) => one.loginName === args.loginName);
  if (account === undefined)
    throw new ServiceError(
      'NO_ACCOUNT',
      `Không có tài khoản mẫu «${args.loginName}». Các tài khoản: ${accounts.map((one) => one.loginName).join(', ')}.`,
    );
  line(
    context.io,
    generateSync({ secret: account.totpSecret, epoch: Math.floor(Date.parse(installation.clock.now()) / 1000) }),
  );
  return 0;
}
