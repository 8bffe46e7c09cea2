/**
 * Officers at work at once against a served ward with a long past: each signs in with password and second factor, then
 * enters certification lines, each of which receives, processes, is paid and hands over a dossier. Afterwards the books,
 * and the quarter's report, must say what the officers did.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generateSync } from 'otplib';
import { periodContaining } from '../src/core/reporting/period.ts';
import { dateOf, fromInstant, type Instant } from '../src/core/time/local-date-time.ts';
import type { Installation } from '../src/services/installation.ts';
import { systemRandom } from '../src/services/random.ts';
import { buildReport } from '../src/services/report/build-report.ts';
import { signInKeys } from '../src/services/sign-in-keys.ts';
import { loadWebKey } from '../src/services/web-key.ts';
import { openStore } from '../src/store/open.ts';
import { DeskClient, lineFields } from './desk-client.ts';
import { givePast, makeWard, type Officer, PASSWORD, WARD } from './desk-ward.ts';

/** Receiving, milliseconds. */
const GOAL_P95 = 50;
/** Two copies' pages at 2.000 đ each, one copy. */
const FEE = 4000;

export interface DeskLoadOptions {
  readonly server: string;
  readonly minutes: number;
  readonly officers: number;
  readonly rows: number;
  /** Between an answer and the next line, milliseconds; half to one and a half times as much. */
  readonly think: number;
  readonly json: boolean;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const say = (text: string): void => void process.stderr.write(`${text}\n`);

export async function runDeskLoad(options: DeskLoadOptions): Promise<number> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'motcua-load-'));
  chmodSync(dataFolder, 0o755);
  const store = await openStore({ dataFolder, say });
  const installation: Installation = { store, clock: { now: () => new Date().toISOString() as Instant } };
  try {
    const keys = signInKeys(loadWebKey(dataFolder, systemRandom), systemRandom);
    const officers = await makeWard(installation, systemRandom, keys, options.officers);
    say(`Đang tạo ${options.rows.toLocaleString('vi-VN')} hồ sơ cũ…`);
    await store.withOwner((owner) => givePast(owner, options.rows));
    const before = await certificationReport(installation);
    const load = await served(options.server, dataFolder, (base) => workAll(base, officers, options));
    return judge(options, load, before, await certificationReport(installation), await books(installation));
  } finally {
    await store.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Runs `work` against the desk as a process of its own, and ends it. */
async function served<T>(program: string, dataFolder: string, work: (base: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [program, dataFolder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.once('close', () => reject(new Error('Máy chủ dừng trước khi mở cổng.')));
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('port ')) resolve(line.slice(5));
        if (line.startsWith('fault ')) say(line);
      });
    });
    return await work(`http://localhost:${port}`);
  } finally {
    child.stdin.end();
    await ended;
  }
}

interface Load {
  /** Milliseconds of each line from the post to its answer. */
  readonly receiving: number[];
  /** Of each page of the day with its fresh form. */
  readonly pages: number[];
  readonly failures: string[];
  readonly seconds: number;
}

async function signIn(base: string, officer: Officer, index: number): Promise<DeskClient> {
  const client = new DeskClient(base, `192.0.2.${index + 1}`);
  await client.get('/dang-nhap');
  const first = await client.post('/dang-nhap', { loginName: officer.loginName, password: PASSWORD });
  await client.get(first.location ?? '/dang-nhap/buoc-hai');
  const code = generateSync({ secret: officer.totpSecret, epoch: Math.floor(Date.now() / 1000) });
  const second = await client.post('/dang-nhap/buoc-hai', { code });
  if (second.status !== 303) throw new Error(`${officer.loginName} không đăng nhập được: ${second.status}`);
  return client;
}

async function workAll(base: string, officers: readonly Officer[], options: DeskLoadOptions): Promise<Load> {
  const clients: DeskClient[] = [];
  for (const [index, officer] of officers.entries()) clients.push(await signIn(base, officer, index));
  say(`${clients.length} cán bộ đã đăng nhập, làm việc ${options.minutes} phút…`);
  const load: Load = { receiving: [], pages: [], failures: [], seconds: options.minutes * 60 };
  const until = performance.now() + options.minutes * 60_000;
  await Promise.all(
    clients.map(async (client, who) => {
      await sleep((options.think * who) / clients.length);
      for (let line = 1; performance.now() < until; line += 1) {
        await timed(load.pages, load.failures, 200, () => client.get('/chung-thuc'));
        await sleep(options.think * (0.5 + Math.random()));
        await timed(load.receiving, load.failures, 303, () =>
          client.post('/chung-thuc', lineFields(`Giấy ${who}-${line}`)),
        );
      }
    }),
  );
  return load;
}

async function timed(
  into: number[],
  failures: string[],
  wanted: number,
  work: () => Promise<{ status: number }>,
): Promise<void> {
  const began = performance.now();
  try {
    const { status } = await work();
    into.push(performance.now() - began);
    if (status !== wanted) failures.push(`trả lời ${status}`);
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
}

/** Received, and resolved early, in the row «Chứng thực» of the running quarter's II.06a. */
async function certificationReport(installation: Installation): Promise<{ received: number; early: number }> {
  const period = periodContaining('quarter', dateOf(fromInstant(installation.clock.now())));
  const { model } = await buildReport(installation, { unitId: WARD, period: period.id });
  const form = model.forms.find(({ shortCode }) => shortCode === 'II.06a');
  const row = form?.parts[0]?.rows.find(({ label }) => label === 'Chứng thực');
  if (row === undefined) throw new Error('Biểu II.06a không có dòng «Chứng thực».');
  return { received: Number(row.cells['5']), early: Number(row.cells['8']) };
}

interface Books {
  readonly lines: number;
  readonly last: number;
  readonly fee: number;
  readonly dossiers: number;
}

function books({ store }: Installation): Promise<Books> {
  return store.withOwner(async (owner) => {
    const { rows } = await owner.query<Books>(
      `select count(*)::int as lines, coalesce(max(number), 0) as last, coalesce(sum(fee), 0)::int as fee,
         count(distinct dossier_code)::int as dossiers from certification_entry where home_unit_id = $1`,
      [WARD],
    );
    return rows[0] as Books;
  });
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

function judge(
  options: DeskLoadOptions,
  load: Load,
  before: { received: number; early: number },
  after: { received: number; early: number },
  found: Books,
): number {
  const done = load.receiving.length;
  const p = (values: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => Math.round(percentile(values, share) * 10) / 10);
  const checks = [
    { what: `p95 khi tiếp nhận ≤ ${GOAL_P95} ms`, holds: percentile(load.receiving, 0.95) <= GOAL_P95 },
    { what: 'không lỗi nào', holds: load.failures.length === 0 },
    {
      what: 'sổ đủ số dòng, số liền nhau',
      holds: found.lines === done && found.last === done && found.dossiers === done,
    },
    { what: 'tiền trong sổ khớp', holds: found.fee === done * FEE },
    { what: 'báo cáo quý tăng đúng số đã tiếp nhận', holds: after.received - before.received === done },
    { what: 'báo cáo quý tăng đúng số đã giải quyết trước hạn', holds: after.early - before.early === done },
  ];
  const result = {
    rows: options.rows,
    officers: options.officers,
    minutes: options.minutes,
    think: options.think,
    lines: done,
    linesPerSecond: Math.round((done / load.seconds) * 10) / 10,
    receiving: p(load.receiving),
    pages: p(load.pages),
    failures: [...new Set(load.failures)],
    checks,
  };
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    process.stdout.write(
      `${done} dòng của ${options.officers} cán bộ trong ${options.minutes} phút, ${options.rows.toLocaleString('vi-VN')} hồ sơ cũ\n` +
        `Tiếp nhận, xử lý, trả: p50 ${result.receiving[0]} ms, p95 ${result.receiving[1]} ms, p99 ${result.receiving[2]} ms\n` +
        `Mở trang sổ:           p50 ${result.pages[0]} ms, p95 ${result.pages[1]} ms, p99 ${result.pages[2]} ms\n` +
        checks.map(({ what, holds }) => `${holds ? 'đạt     ' : 'CHƯA ĐẠT'}  ${what}\n`).join('') +
        result.failures.map((failure) => `lỗi: ${failure}\n`).join(''),
    );
  }
  return checks.every(({ holds }) => holds) ? 0 : 1;
}
