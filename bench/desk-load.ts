/**
 * Officers at work at once against a served ward with a long past: each signs in with password and second factor. Half of
 * them receive dossiers, from the search for the procedure to the slip; the others enter certification lines, each of which
 * receives, processes, is paid and hands over a dossier. Afterwards the books, the codes, and the quarter's report must say
 * what the officers did.
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
import { DeskClient, filledIn, formFields, lineFields, type Seen } from './desk-client.ts';
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
    const before = await quarter(installation);
    const load = await served(options.server, dataFolder, (base) => workAll(base, officers, options));
    return judge(options, load, before, await quarter(installation), await books(installation));
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
  /** Milliseconds of each receipt at the counter from its last post to the answer. */
  readonly receiving: number[];
  /** Of each certification line, likewise. */
  readonly lines: number[];
  /** Of every page on the way there: finding the procedure, the person, the form, the review, the book of the day. */
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
  const load: Load = { receiving: [], lines: [], pages: [], failures: [], seconds: options.minutes * 60 };
  const until = performance.now() + options.minutes * 60_000;
  await Promise.all(
    clients.map(async (client, who) => {
      await sleep((options.think * who) / clients.length);
      const think = (): Promise<void> => sleep(options.think * (0.5 + Math.random()));
      for (let number = 1; performance.now() < until; number += 1) {
        if (who % 2 === 0) await receive(client, load, who, number, think);
        else {
          await timed(load.pages, load.failures, 200, () => client.get('/chung-thuc'));
          await think();
          await timed(load.lines, load.failures, 303, () =>
            client.post('/chung-thuc', lineFields(`Giấy ${who}-${number}`)),
          );
        }
      }
    }),
  );
  return load;
}

/** Đăng ký kết hôn: no fee, so that an officer needs nothing but the person. */
const PROCEDURE = '1.000894';

/**
 * One dossier at the counter, as the pages lead: the procedure by part of its name, the person by number (every third one is
 * new to the unit), the form, the review, the receipt.
 */
async function receive(
  client: DeskClient,
  load: Load,
  who: number,
  number: number,
  think: () => Promise<void>,
): Promise<void> {
  const page = (work: () => Promise<Seen>) => timed(load.pages, load.failures, 200, work);
  const identityNumber = `0563${String(who).padStart(2, '0')}${String(Math.ceil(number / 3)).padStart(6, '0')}`;
  await page(() => client.get('/tiep-nhan/danh-sach?q=ket+hon'));
  const form = await page(() => client.follow(`/tiep-nhan/moi?thu-tuc=${PROCEDURE}&tim=${identityNumber}`));
  if (form === undefined) return;
  const known = !form.text.includes('name="fullName"');
  const review = await page(() =>
    client.post(
      '/tiep-nhan/moi',
      filledIn(formFields(form.text, '/tiep-nhan/moi'), {
        ...(known ? {} : { fullName: 'Trần Thị Đo Tải', identityNumber, phone: '0901234567', address: '12 đường Mẫu' }),
        allReceived: 'on',
        viec: 'xem',
      }),
    ),
  );
  await think();
  if (review === undefined) return;
  await timed(load.receiving, load.failures, 303, () =>
    // The same applicant was here for the same thing a moment ago: yes, this is another dossier.
    client.post('/tiep-nhan/ghi', filledIn(formFields(review.text, '/tiep-nhan/ghi'), { separate: 'on' })),
  );
}

/** @returns the answer, where it is the wanted one */
async function timed(
  into: number[],
  failures: string[],
  wanted: number,
  work: () => Promise<Seen>,
): Promise<Seen | undefined> {
  const began = performance.now();
  try {
    const seen = await work();
    if (seen.status === wanted) {
      into.push(performance.now() - began);
      return seen;
    }
    failures.push(`trả lời ${seen.status}`);
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

interface Quarter {
  /** Lines of certification: received at the counter, resolved early. */
  readonly certified: { readonly received: number; readonly early: number };
  /** Dossiers of civil status: received at the counter, pending within time. */
  readonly civilStatus: { readonly received: number; readonly pending: number };
}

/** Rows of the running quarter's II.06a. */
async function quarter(installation: Installation): Promise<Quarter> {
  const period = periodContaining('quarter', dateOf(fromInstant(installation.clock.now())));
  const { model } = await buildReport(installation, { unitId: WARD, period: period.id });
  const form = model.forms.find(({ shortCode }) => shortCode === 'II.06a');
  const cell = (sector: string, column: string): number => {
    const row = form?.parts[0]?.rows.find(({ label }) => label === sector);
    if (row === undefined) throw new Error(`Biểu II.06a không có dòng «${sector}».`);
    return Number(row.cells[column]);
  };
  return {
    certified: { received: cell('Chứng thực', '5'), early: cell('Chứng thực', '8') },
    civilStatus: { received: cell('Hộ tịch', '5'), pending: cell('Hộ tịch', '12') },
  };
}

interface Books {
  /** Of certification. */
  readonly lines: number;
  readonly last: number;
  readonly fee: number;
  readonly certified: number;
  /** Of the counter. */
  readonly slips: number;
  readonly lastSlip: number;
  /** Codes given, by the counter of codes, and different ones found. */
  readonly codesGiven: number;
  readonly codes: number;
}

function books({ store }: Installation): Promise<Books> {
  return store.withOwner(async (owner) => {
    const { rows } = await owner.query<Books>(
      `select lines, last, fee, certified, slips, "lastSlip", "codesGiven", codes from
         (select count(*)::int as lines, coalesce(max(number), 0) as last, coalesce(sum(fee), 0)::int as fee,
            count(distinct dossier_code)::int as certified from certification_entry where home_unit_id = $1) c,
         (select count(*)::int as slips, coalesce(max(number), 0) as "lastSlip" from slip where home_unit_id = $1) s,
         (select coalesce(sum(last_number), 0)::int as "codesGiven" from dossier_code_counter where home_unit_id = $1) k,
         (select count(distinct d.dossier_code)::int as codes from dossier d join dossier_event e
            on e.home_unit_id = d.home_unit_id and e.dossier_id = d.dossier_id and e.sequence = 1
          where d.home_unit_id = $1 and e.actor <> 'past') d`,
      [WARD],
    );
    return rows[0] as Books;
  });
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

function judge(options: DeskLoadOptions, load: Load, before: Quarter, after: Quarter, found: Books): number {
  const lines = load.lines.length;
  const received = load.receiving.length;
  const p = (values: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => Math.round(percentile(values, share) * 10) / 10);
  const checks = [
    { what: `p95 khi tiếp nhận ≤ ${GOAL_P95} ms`, holds: percentile(load.receiving, 0.95) <= GOAL_P95 },
    { what: 'không lỗi nào', holds: load.failures.length === 0 },
    {
      what: 'sổ chứng thực đủ số dòng, số liền nhau',
      holds: found.lines === lines && found.last === lines && found.certified === lines,
    },
    { what: 'tiền trong sổ khớp', holds: found.fee === lines * FEE },
    {
      what: 'mỗi hồ sơ một giấy tiếp nhận, số liền nhau',
      holds: found.slips === received && found.lastSlip === received,
    },
    {
      what: 'mỗi lần ghi một mã hồ sơ, không trùng, không nhảy số',
      holds: found.codes === lines + received && found.codesGiven === lines + received,
    },
    {
      what: 'báo cáo quý tăng đúng số đã tiếp nhận',
      holds:
        after.certified.received - before.certified.received === lines &&
        after.civilStatus.received - before.civilStatus.received === received,
    },
    {
      what: 'báo cáo quý tăng đúng số đã giải quyết trước hạn và đang giải quyết trong hạn',
      holds:
        after.certified.early - before.certified.early === lines &&
        after.civilStatus.pending - before.civilStatus.pending === received,
    },
  ];
  const result = {
    rows: options.rows,
    officers: options.officers,
    minutes: options.minutes,
    think: options.think,
    received,
    lines,
    actsPerSecond: Math.round(((received + lines) / load.seconds) * 10) / 10,
    receiving: p(load.receiving),
    certifying: p(load.lines),
    pages: p(load.pages),
    failures: [...new Set(load.failures)],
    checks,
  };
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    process.stdout.write(
      `${received} hồ sơ và ${lines} dòng chứng thực của ${options.officers} cán bộ trong ${options.minutes} phút, ${options.rows.toLocaleString('vi-VN')} hồ sơ cũ\n` +
        `Tiếp nhận hồ sơ:      p50 ${result.receiving[0]} ms, p95 ${result.receiving[1]} ms, p99 ${result.receiving[2]} ms\n` +
        `Chứng thực trọn việc: p50 ${result.certifying[0]} ms, p95 ${result.certifying[1]} ms, p99 ${result.certifying[2]} ms\n` +
        `Mở các trang:         p50 ${result.pages[0]} ms, p95 ${result.pages[1]} ms, p99 ${result.pages[2]} ms\n` +
        checks.map(({ what, holds }) => `${holds ? 'đạt     ' : 'CHƯA ĐẠT'}  ${what}\n`).join('') +
        result.failures.map((failure) => `lỗi: ${failure}\n`).join(''),
    );
  }
  return checks.every(({ holds }) => holds) ? 0 : 1;
}
