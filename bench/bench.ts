/**
 * What the product promises of its speed, measured in one run on this machine, as medians and ratios: counting a ward and
 * a province against SQL written by hand over the same rows, a ward's report in all formats, the import of a ledger
 * against a plain COPY of the same file, the deadline function. Row-level security is on in everything measured of ours.
 */
import { chmodSync, createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { LEDGER_COLUMNS } from '../src/core/ledger/columns.ts';
import { homesOf } from '../src/core/organisation/tree.ts';
import { IndicatorCatalogue } from '../src/core/reporting/indicators.ts';
import { closesAt, opensAt, reportingPeriod } from '../src/core/reporting/period.ts';
import type { Instant } from '../src/core/time/local-date-time.ts';
import { plainDate } from '../src/core/time/plain-date.ts';
import { INDICATORS } from '../src/law/index.ts';
import { deadline } from '../src/services/deadline.ts';
import { importLedger } from '../src/services/import-ledger.ts';
import { ensureSampleTree, type Installation, loadTree } from '../src/services/installation.ts';
import { buildReport } from '../src/services/report/build-report.ts';
import { definitionsFor } from '../src/services/report/definitions.ts';
import { closePdfEngine, startPdfEngine, writeReportFiles } from '../src/services/report/write-report.ts';
import { tallyDossiers } from '../src/store/counting.ts';
import { openStore } from '../src/store/open.ts';
import { addSectors, putUnits } from '../src/store/registers.ts';
import { within } from '../src/store/scope.ts';
import { generateLedger, printLedgerCsv } from '../test/support/ledger-generator.ts';
import { handWrittenCount } from './hand-written.ts';
import { BENCH_SECTORS, communeId, communes, fillProvince, PROVINCE } from './province.ts';

const PERIOD = reportingPeriod('2023-Q3');
const NOW = '2024-01-05T01:00:00.000Z' as Instant;
const MOST_LEDGER_ROWS = 100_000;

interface Measured {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly holds: boolean | null;
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Median of some runs after one that warms up. */
async function medianSeconds(runs: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await seconds(work));
  return median(times);
}

/** Medians of two pieces of work in turns, so that a machine that slows down slows both. */
async function inTurns(
  runs: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number, number]> {
  await one();
  await other();
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    times[0].push(await seconds(one));
    times[1].push(await seconds(other));
  }
  return [median(times[0]), median(times[1])];
}

/** @returns exit status: 0 when every goal holds, 1 when one does not; small smoke runs are not held to goals */
export async function runBench(options: { readonly json: boolean }): Promise<number> {
  const rows = Number(process.env['MOTCUA_BENCH_ROWS'] ?? 1_000_000);
  if (!Number.isInteger(rows) || rows < 100) throw new RangeError('MOTCUA_BENCH_ROWS phải là số nguyên từ 100.');
  const whole = rows >= 1_000_000;
  const say = (text: string): void => {
    if (!options.json) console.log(text);
  };
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
  // Open to the account that the server runs under when root measures.
  chmodSync(folder, 0o755);
  const store = await openStore({ dataFolder: join(folder, 'data'), say });
  const results: Measured[] = [];
  const add = (what: string, value: number, unit: string, goal?: { most?: number; least?: number }): void => {
    const holds =
      goal === undefined || !whole ? null : goal.most !== undefined ? value <= goal.most : value >= (goal.least ?? 0);
    results.push({
      what,
      value,
      unit,
      goal: goal === undefined ? '' : goal.most !== undefined ? `≤ ${goal.most}` : `≥ ${goal.least}`,
      holds,
    });
  };
  try {
    const installation: Installation = { store, clock: { now: () => NOW } };
    await ensureSampleTree(installation);
    await within(store, 'all', (client) =>
      putUnits(
        client,
        communes().map((unit) => ({ id: unit.id, body: unit })),
        NOW,
      ),
    );
    await within(store, [communeId(0)], (client) =>
      addSectors(
        client,
        communeId(0),
        BENCH_SECTORS.map(([key, name]) => ({ key, name })),
        { effectiveFrom: plainDate('2020-01-01'), effectiveThrough: null },
        NOW,
      ),
    );
    let made = 0;
    const making = await seconds(async () => {
      made = await store.withOwner((owner) => fillProvince(owner, rows));
    });
    say(`${made.toLocaleString('vi-VN')} hồ sơ của ${communes().length} xã mẫu, tạo trong ${making.toFixed(1)} giây.`);
    add('Tạo tỉnh mẫu', making, 's', { most: 60 });
    await counting(installation, add);
    await reports(installation, add);
    await importing(installation, folder, Math.min(rows, MOST_LEDGER_ROWS), add);
    deadlines(add);
  } finally {
    await closePdfEngine();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  if (options.json)
    console.log(
      JSON.stringify(
        { rows, cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.versions.node, results },
        null,
        2,
      ),
    );
  else for (const line of table(results)) console.log(line);
  return results.some((result) => result.holds === false) ? 1 : 0;
}

type Add = (what: string, value: number, unit: string, goal?: { most?: number; least?: number }) => void;

async function counting({ store }: Installation, add: Add): Promise<void> {
  const definitions = definitionsFor(PERIOD);
  const catalogue = new IndicatorCatalogue(INDICATORS);
  const form = definitions.forms.find((candidate) => candidate.shortCode === 'II.06a');
  const bases = catalogue.basesOf(
    (form?.parts ?? []).flatMap((part) =>
      part.columns.flatMap((column) => (column.content.kind === 'indicator' ? [column.content.indicator] : [])),
    ),
  );
  const all = definitions.catalogue.basesOf(definitions.used);
  const frame = { opensAt: opensAt(PERIOD), asOf: closesAt(PERIOD), granularity: 'minute' as const };
  const homes = await within(store, [], async (client) =>
    homesOf(await loadTree(client, null), PROVINCE, PERIOD.through),
  );
  const count = (units: readonly string[], indicators: typeof bases) => () =>
    within(
      store,
      units,
      (client) => tallyDossiers(client, indicators, { homes: units, frame, recordedThrough: null }),
      { readOnly: true },
    );
  const againstHand = (runs: number, units: readonly string[]): Promise<readonly [number, number]> =>
    store.withOwner(async (owner) => {
      const client: pg.PoolClient = await owner.connect();
      try {
        return await inTurns(runs, count(units, bases), () => handWrittenCount(client, units));
      } finally {
        client.release();
      }
    });
  const [ward, wardByHand] = await againstHand(25, [communeId(7)]);
  add('II.06a của một xã', ward * 1000, 'ms', { most: 10 });
  add('  so với SQL viết tay, chủ bảng', ward / wardByHand, '×');
  const [province, byHand] = await againstHand(9, homes);
  add('II.06a của tỉnh', province, 's', { most: 0.3 });
  add('  SQL viết tay, chủ bảng', byHand, 's');
  add('  so với SQL viết tay, chủ bảng', province / byHand, '×', { most: 1.5 });
  add('Mọi chỉ tiêu hồ sơ của tỉnh', await medianSeconds(5, count(homes, all)), 's');
  const ours = await count(homes, bases)();
  const theirs = await store.withOwner(async (owner) => {
    const client = await owner.connect();
    try {
      return await handWrittenCount(client, homes);
    } finally {
      client.release();
    }
  });
  for (const row of theirs) {
    for (const [id, value] of Object.entries(row.counts))
      if (ours.at(row.sector, id) !== value)
        throw new Error(`SQL viết tay và chương trình đếm khác nhau: ${row.sector} ${id}`);
  }
}

async function reports(installation: Installation, add: Add): Promise<void> {
  await startPdfEngine();
  const all = async (): Promise<void> => {
    const { model } = await buildReport(installation, { unitId: communeId(0), period: PERIOD.id });
    await writeReportFiles(model, ['docx', 'xlsx', 'pdf', 'json']);
  };
  const build = (): Promise<unknown> => buildReport(installation, { unitId: communeId(0), period: PERIOD.id });
  add('Báo cáo của một xã, bốn dạng tệp', await medianSeconds(5, all), 's', { most: 1 });
  add('  trong đó đếm và chứng minh từng ô', await medianSeconds(5, build), 's');
}

async function importing(installation: Installation, folder: string, rows: number, add: Add): Promise<void> {
  const file = join(folder, 'so-theo-doi.csv');
  const lines = function* () {
    const plan = { rows, seed: 7, unitAgency: '000.18.22.H32', period: PERIOD };
    for (const line of generateLedger(plan))
      yield line.slipDueAt === null ? { ...line, slipDueAt: line.receivedAt } : line;
  };
  writeFileSync(file, printLedgerCsv(lines()));
  const took = await seconds(() => importLedger(installation, { file, unitId: 'phuoc-long', actor: 'bench' }));
  const copied = await installation.store.withOwner(async (owner) => {
    const client = await owner.connect();
    try {
      await client.query(`create table bench_copy (${LEDGER_COLUMNS.map((_, index) => `c${index} text`).join(', ')})`);
      return await seconds(() =>
        pipeline(
          createReadStream(file),
          client.query(copyFrom('copy bench_copy from stdin with (format csv, header true)')),
        ),
      );
    } finally {
      client.release();
    }
  });
  add(`Nhập sổ ${rows.toLocaleString('vi-VN')} dòng`, took, 's', { most: 10 });
  add('  dòng mỗi giây', rows / took, '/s');
  add('  so với COPY thẳng tệp ấy', took / copied, '×');
}

function deadlines(add: Add): void {
  const questions = Array.from({ length: 1000 }, (_, index) => ({
    received: `2023-0${1 + (index % 9)}-${String(1 + (index % 28)).padStart(2, '0')}T${String(7 + (index % 9)).padStart(2, '0')}:15`,
    term: { value: 1 + (index % 30), unit: index % 3 === 0 ? 'workingHour' : 'workingDay' },
    suspensions: index % 4 === 0 ? [['2023-10-02T08:00', '2023-10-04T10:00']] : [],
  }));
  for (const question of questions) deadline(question);
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < 2000) {
    for (const question of questions) deadline(question);
    done += questions.length;
  }
  add('Tính hạn', done / ((performance.now() - began) / 1000), '/s', { least: 100_000 });
}

function table(results: readonly Measured[]): string[] {
  const shown = results.map(({ what, value, unit, goal, holds }) => [
    what,
    `${value >= 100 ? Math.round(value).toLocaleString('vi-VN') : value.toFixed(value < 10 ? 2 : 1).replace('.', ',')} ${unit}`,
    goal,
    holds === null ? '' : holds ? 'đạt' : 'CHƯA ĐẠT',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...shown.map((row) => (row[column] as string).length)));
  return shown.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] as number) : text.padStart(widths[column] as number),
      )
      .join('  ')
      .trimEnd(),
  );
}
