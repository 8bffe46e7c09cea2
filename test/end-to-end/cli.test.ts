/** The command line as a person runs it: a real program on a real data folder, from the ledger to the restated report. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf, ledgerText, PLAIN_ROW, type Row, tableCounts } from '../../src/services/installation.fixture.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import type { TestStore } from '../support/database.ts';
import { testFolder } from '../support/run-folder.ts';

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  json<T = Record<string, unknown>>(): T;
}

let data: string;
let store: Store;

function motcua(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [join(packageRoot(), 'bin', 'motcua'), '--data', data, ...args], {
    cwd: packageRoot(),
    env: { ...process.env, ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }));
  });
}

const run = async (...args: string[]): Promise<Ran> => {
  const ran = await motcua(args);
  expect(ran.stderr, args.join(' ')).toBe('');
  expect(ran.status, args.join(' ')).toBe(0);
  return ran;
};

/** A command that must be refused: its status, a Vietnamese sentence, and nothing written. */
const refused = async (status: 1 | 2, args: readonly string[], words: RegExp): Promise<void> => {
  const before = await tableCounts(store as TestStore);
  const ran = await motcua(args);
  expect(ran.stderr).toMatch(words);
  expect(ran.stderr).not.toContain('lỗi không mong đợi');
  expect([ran.status, ran.stdout], args.join(' ')).toEqual([status, '']);
  expect(await tableCounts(store as TestStore)).toEqual(before);
};

interface ShownForm {
  form: string;
  rows: Record<string, number | string>[];
  total: Record<string, number>;
  checks: { code: string; holds: boolean; message: string }[];
  definition: { hash: string; status: string; effectiveFrom: string };
  period: { id: string; from: string; through: string };
}
const place = (unit: string, period: string): string[] => ['--unit', unit, '--period', period];
const show = async (unit: string, period: string, ...more: string[]): Promise<ShownForm> =>
  (await run('report', 'show', ...place(unit, period), '--form', 'II.06a', '--json', ...more)).json<ShownForm>();

const SEED = { 3: 2074, 4: 384, 5: 1601, 6: 89, 7: 2011, 8: 2011, 9: 0, 10: 0, 11: 63, 12: 63, 13: 0 };
const WARD = place('phuoc-long', '2023-Q3');

let recordedByDemo: string | undefined;
beforeAll(async () => {
  data = join(testFolder('cli-'), 'data');
  const demo = await motcua(['demo']);
  expect(demo.status, demo.stderr).toBe(0);
  // Keeps the server running between the commands, and lets the test look and tamper.
  store = await openStore({ dataFolder: data });
  recordedByDemo = await store.withOwner(
    async (owner) =>
      (
        await owner.query<{ at: string }>(
          `select to_char(max(recorded_at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as at from audit_entry`,
        )
      ).rows[0]?.at,
  );
});
afterAll(() => store?.close());

const row = (agency: string, day: string, number: number, more: Row = {}): Row => ({
  ...PLAIN_ROW,
  'Mã hồ sơ': `${agency}-${day.slice(8)}${day.slice(3, 5)}${day.slice(0, 2)}-${String(number).padStart(4, '0')}`,
  'Ngày tiếp nhận': `${day} 08:00`,
  'Ngày hẹn trả': `${day} 17:00`,
  ...more,
});
const importRows = (unit: string, rows: readonly Row[]): Promise<Ran> =>
  run('import', 'ledger', fileOf(ledgerText(rows)), '--unit', unit, '--json');

describe('the sample ward', () => {
  it('is recorded on the morning on which its desk opens, not years after it', () => {
    expect(recordedByDemo).toMatch(/^2023-09-15 07:3/);
  });

  it.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/New_York'])('shows the same quarter under TZ=%s', async (TZ) => {
    const ran = await motcua(['report', 'show', ...WARD, '--form', 'II.06a', '--json'], { TZ, LC_ALL: 'C' });
    const form = ran.json<ShownForm>();
    expect(form.total).toMatchObject(SEED);
    expect(form.rows).toHaveLength(12);
    expect(form.rows.map((one) => one['number'])).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(form.period).toEqual({ id: '2023-Q3', from: '2023-06-15', through: '2023-09-14' });
    expect(form.checks.every((check) => check.holds)).toBe(true);
    expect(form.form).toBe('II.06a/VPCP/KSTT');
  });

  it('opens every cell on as many dossiers as it says', async () => {
    const form = await show('phuoc-long', '2023-Q3');
    const hoTich = form.rows.find((one) => one['sector'] === 'Hộ tịch') as Record<string, number>;
    for (const [name, column, value] of [
      ['Hộ tịch', '8', hoTich['8']],
      ['TỔNG CỘNG', '3', 2074],
      ['tổng cộng', '12', 63],
      ['Hộ tịch', 'suspended', hoTich['suspended']],
    ] as const) {
      const cell = (
        await run('report', 'cell', ...WARD, '--form', 'ii.06a', '--row', name, '--column', column, '--json')
      ).json<{ count: number; value: number; dossiers: { dossierCode: string }[] }>();
      expect([cell.count, cell.value]).toEqual([value, value]);
      expect(new Set(cell.dossiers.map((one) => one.dossierCode)).size).toBe(value);
    }
  });
});

describe('closing, correcting, restating', () => {
  const files = async (...more: string[]): Promise<Map<string, Buffer>> => {
    const out = testFolder('out-');
    await run('report', 'build', ...WARD, '--out', out, ...more);
    return new Map(
      readdirSync(out)
        .sort()
        .map((name) => [name, readFileSync(join(out, name))]),
    );
  };
  let builtFirst: Map<string, Buffer>;

  it('refuses to close a period that is not over', async () => {
    const running = new Date(Date.now()).toISOString().slice(0, 4);
    await refused(1, ['report', 'close', ...place('nam-nha-trang', running)], /chỉ chốt được sau ngày đó/);
  });

  it('closes, and the closed report stays as it was when a correction comes', async () => {
    const closed = (await run('report', 'close', ...WARD, '--json')).json();
    expect(closed).toMatchObject({ version: 1, written: true, differences: null });
    builtFirst = await files();
    expect([...builtFirst.keys()].map((name) => name.split('.').at(-1)).sort()).toEqual([
      'docx',
      'json',
      'pdf',
      'xlsx',
    ]);
    expect((await run('report', 'close', ...WARD, '--json')).json()).toMatchObject({ version: 1, written: false });

    const late = await importRows('phuoc-long', [row('000.18.22.H32', '01/08/2023', 9001)]);
    expect(late.json()).toMatchObject({ rows: { new: 1 } });
    expect((await show('phuoc-long', '2023-Q3')).total).toMatchObject(SEED);
    expect((await show('phuoc-long', '2023-Q3', '--live')).total).toMatchObject({ 3: 2075, 4: 385, 11: 64, 13: 1 });
    const again = await files();
    for (const [name, bytes] of builtFirst) expect(again.get(name)?.equals(bytes), name).toBe(true);
    expect((await run('report', 'verify', ...WARD, '--json')).json()).toMatchObject({ holds: true, version: 1 });
  });

  it('makes version 2 with its differences, and leaves version 1', async () => {
    const closed = (await run('report', 'close', ...WARD, '--reason', 'Sót một hồ sơ', '--json')).json<{
      version: number;
      differences: { cells: unknown[]; dossiers: { dossierCode: string }[] };
    }>();
    expect(closed.version).toBe(2);
    expect(closed.differences.dossiers.map((one) => one.dossierCode)).toEqual(['000.18.22.H32-230801-9001']);
    const compared = (await run('report', 'compare', ...WARD, '--versions', '1', '2', '--json')).json<{
      cells: { form: string; row: string; column: string; from: number; to: number }[];
      reason: string;
    }>();
    expect(compared.reason).toBe('Sót một hồ sơ');
    expect(compared.cells).toContainEqual(expect.objectContaining({ row: 'Hộ tịch', column: '13', from: 0, to: 1 }));
    expect(compared.cells).toContainEqual(
      expect.objectContaining({ row: 'TỔNG CỘNG', column: '3', from: 2074, to: 2075 }),
    );
    expect((await show('phuoc-long', '2023-Q3')).total).toMatchObject({ 3: 2075 });
    const first = await files('--version', '1');
    for (const [name, bytes] of builtFirst) expect(first.get(name)?.equals(bytes), name).toBe(true);
    for (const version of ['1', '2'])
      expect((await run('report', 'verify', ...WARD, '--version', version, '--json')).json()).toMatchObject({
        holds: true,
      });
    const json = [...builtFirst].find(([name]) => name.endsWith('.json')) as [string, Buffer];
    const withFile = (
      await run('report', 'compare', ...WARD, '--with', fileOf(json[1], 'bao-cao.json'), '--json')
    ).json<{ cells: { row: string; column: string; from: number; to: number }[] }>();
    expect(withFile.cells).toContainEqual(expect.objectContaining({ row: 'Hộ tịch', column: '13', from: 0, to: 1 }));
  });

  it('explains an opening that is not the previous closing by its dossiers', async () => {
    const later = await show('phuoc-long', '2023-Q4');
    expect(later.checks.filter((check) => !check.holds)).toEqual([]);
    await importRows('phuoc-long', [row('000.18.22.H32', '02/08/2023', 9002)]);
    const failing = (await show('phuoc-long', '2023-Q4')).checks.filter((check) => !check.holds);
    expect(failing.map((check) => check.message).join(' ')).toContain('000.18.22.H32-230802-9002');
  });
});

describe('tampering by the owner of the tables', () => {
  /** Changes something as the owner, asks, and puts it back. */
  const tampered = async (change: string, back: string, ask: readonly string[], words: RegExp): Promise<void> => {
    await store.withOwner((owner) => owner.query(change));
    try {
      const ran = await motcua(ask);
      expect(ran.stderr).toBe('');
      expect(ran.status, change).toBe(1);
      expect(ran.stdout).toMatch(words);
    } finally {
      await store.withOwner((owner) => owner.query(back));
    }
    expect((await motcua(ask)).status).toBe(0);
  };
  const verify = ['report', 'verify', ...WARD, '--version', '1'];
  const audit = ['audit', 'verify'];
  const code = '000.18.22.H32-230605-0012';
  const id = `(select dossier_id from dossier where dossier_code = '${code}')`;

  it('is seen in an event, by both', async () => {
    const change = `update dossier_event set data = jsonb_set(data, '{ledger,channel}', '"post"') where dossier_id = ${id}`;
    const back = `update dossier_event set data = jsonb_set(data, '{ledger,channel}', '"online"') where dossier_id = ${id}`;
    await tampered(change, back, verify, new RegExp(`${code}: số liệu để đếm khác`));
    await tampered(change, back, audit, /đã bị sửa, thêm hoặc xóa/);
  });

  it('is seen in a fact', async () => {
    await tampered(
      `update dossier_fact set channel = 'post' where dossier_id = ${id}`,
      `update dossier_fact set channel = 'online' where dossier_id = ${id}`,
      verify,
      new RegExp(`${code}: số liệu để đếm khác`),
    );
  });

  it('is seen in what was kept of the report: figures, words, definition, reason', async () => {
    for (const [column, from, to] of [
      ['model', '"value":2074', '"value":2075'],
      ['model', 'phường Phước Long', 'phường Phước Lòng'],
      ['definition', '"effectiveFrom":"2020-12-15"', '"effectiveFrom":"2020-12-16"'],
      ['closed_by', 'x', 'y'],
    ] as const) {
      const keep = `create table kept as select * from report_version`;
      await store.withOwner((owner) => owner.query(keep));
      await tampered(
        column === 'closed_by'
          ? `update report_version set closed_by = 'người khác' where version = 1`
          : `update report_version set ${column} = replace(${column}, '${from}', '${to}') where version = 1`,
        `update report_version r set ${column} = k.${column} from kept k where k.version = r.version and k.period_id = r.period_id and k.home_unit_id = r.home_unit_id; drop table kept`,
        verify,
        /đã bị sửa|có người đã sửa|lập lại được/,
      );
    }
  });

  it('is seen in the log itself: an entry edited, an event taken out, one put in, a chain taken away', async () => {
    await tampered(
      `update audit_entry set actor = actor || '!' where home_unit_id = 'phuoc-long' and sequence = 2`,
      `update audit_entry set actor = rtrim(actor, '!') where home_unit_id = 'phuoc-long' and sequence = 2`,
      audit,
      /Mục 2 đã bị sửa/,
    );
    await tampered(
      `create table taken as select * from dossier_event where dossier_id = ${id}; delete from dossier_event where dossier_id = ${id}`,
      'insert into dossier_event select * from taken; drop table taken',
      audit,
      /đã bị sửa, thêm hoặc xóa/,
    );
    await tampered(
      `insert into dossier_event select home_unit_id, dossier_id, 99, act, happened_at, recorded_at, actor, 1000000, retracts, data from dossier_event where dossier_id = ${id}`,
      'delete from dossier_event where sequence = 99',
      audit,
      /không thuộc mục nhật ký nào/,
    );
    await tampered(
      `create table taken as select * from audit_entry where home_unit_id = 'phuoc-long' and sequence = 3; alter table taken drop column dossier_code; delete from audit_entry where home_unit_id = 'phuoc-long' and sequence = 3`,
      'insert into audit_entry select * from taken; drop table taken',
      audit,
      /Thiếu mục nhật ký số 3/,
    );
    await tampered(
      `create table taken as select * from audit_head where home_unit_id = 'phuoc-long'; delete from audit_head where home_unit_id = 'phuoc-long'`,
      'insert into audit_head select * from taken; drop table taken',
      audit,
      /Đầu chuỗi nhật ký của đơn vị bị xóa/,
    );
  });
});

describe('after a merger', () => {
  it('counts two wards together, before it in their city and after it in their successor', async () => {
    await importRows('vinh-truong', [
      row('000.24.22.H32', '03/07/2023', 1, { 'Ngày hoàn thành': '03/07/2023 10:00' }),
      row('000.24.22.H32', '03/07/2023', 2, { 'Lĩnh vực': 'Đất đai' }),
    ]);
    const [one, two, city] = [
      await show('phuoc-long', '2023-Q3', '--live'),
      await show('vinh-truong', '2023-Q3', '--live'),
      await show('nha-trang', '2023-Q3', '--live'),
    ];
    for (const column of [...Array.from({ length: 11 }, (_, index) => String(index + 3)), 'suspended', 'cancelled'])
      expect(city.total[column], column).toBe(Number(one.total[column]) + Number(two.total[column]));

    await importRows('phuoc-long', [row('000.18.22.H32', '20/06/2025', 1)]);
    const merged = await show('nam-nha-trang', '2025-Q3');
    const cell = (
      await run(
        'report',
        'cell',
        ...place('nam-nha-trang', '2025-Q3'),
        '--form',
        'II.06a',
        '--row',
        'TỔNG CỘNG',
        '--column',
        '11',
        '--json',
      )
    ).json<{ count: number; dossiers: { dossierCode: string; homeUnit: string }[] }>();
    expect(cell.count).toBe(merged.total['11']);
    expect(cell.dossiers).toContainEqual(
      expect.objectContaining({ dossierCode: '000.18.22.H32-250620-0001', homeUnit: 'phuoc-long' }),
    );
    expect(cell.dossiers.some((dossier) => dossier.homeUnit === 'vinh-truong')).toBe(true);
    await refused(2, ['report', 'show', ...place('phuoc-long', '2025-Q3'), '--form', 'II.06a'], /Nam Nha Trang/);
  });
});

describe('at the same time', () => {
  it('an import never crosses the cut-off of a closing', async () => {
    for (let round = 0; round < 3; round += 1) {
      const rows = Array.from({ length: 300 }, (_, index) =>
        row('000.24.22.H32', '04/07/2023', round * 300 + index + 1),
      );
      const file = fileOf(ledgerText(rows));
      const [imported, closed] = await Promise.all([
        motcua(['import', 'ledger', file, '--unit', 'vinh-truong']),
        motcua(['report', 'close', ...place('vinh-truong', '2023-Q3'), '--json']),
      ]);
      expect([imported.status, closed.status], imported.stderr + closed.stderr).toEqual([0, 0]);
      const kept = (await show('vinh-truong', '2023-Q3')).total['3'] as number;
      // All of the import or nothing of it: 2 dossiers from before, then lumps of 300.
      expect((kept - 2) % 300).toBe(0);
      expect((await run('report', 'verify', ...place('vinh-truong', '2023-Q3'), '--json')).json()).toMatchObject({
        holds: true,
      });
    }
    expect((await motcua(['audit', 'verify'])).status).toBe(0);
  });
});

describe('bad input', () => {
  const ledger = (file: string, unit = 'phuoc-long'): string[] => ['import', 'ledger', file, '--unit', unit];
  const good = row('000.18.22.H32', '05/07/2023', 1);

  it('in a ledger: a sentence, status 2, nothing written', async () => {
    const huge = fileOf('x', 'lon.csv');
    truncateSync(huge, 200 * 1024 * 1024 + 1);
    const png = fileOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'anh.csv');
    for (const [args, words] of [
      [ledger(fileOf('')), /trống|rỗng|không có/i],
      [ledger(fileOf('Mã hồ sơ,Lĩnh vực\r\nx,y\r\n')), /Thiếu cột bắt buộc/],
      [ledger(png), /nội dung là/],
      [ledger(huge), /MB/],
      [ledger(join(data, 'khong-co.csv')), /Không có tệp/],
      [ledger(data), /không phải là một tệp/],
      [ledger(fileOf(ledgerText([{ ...good, 'Ngày hẹn trả': '31/02/2024 17:00' }]))), /Dòng 2, cột «Ngày hẹn trả»/],
      [ledger(fileOf(ledgerText([{ ...good, 'Ngày hoàn thành': '05/07/2023 07:59' }]))), /Dòng 2/],
      [ledger(fileOf(ledgerText([good, { ...good, 'Hình thức nộp': 'Trực tiếp' }]))), /Dòng 3.*dòng 2/],
      [ledger(fileOf(ledgerText([row('000.24.22.H32', '05/07/2023', 1)]))), /Vĩnh Trường/],
      [ledger(fileOf(ledgerText([good])), 'Phước Long'), /Không có đơn vị «Phước Long»/],
    ] as const)
      await refused(2, args, words);
  });

  it('with every line at fault in one document, where it is asked for', async () => {
    const faulty = ledger(
      fileOf(
        ledgerText([
          { ...good, 'Ngày hẹn trả': '31/02/2024 17:00' },
          { ...good, 'Ngày hoàn thành': '05/07/2023 07:59' },
        ]),
      ),
    );
    const plain = await motcua(faulty);
    const asked = await motcua([...faulty, '--json']);
    expect([asked.status, asked.stdout]).toEqual([plain.status, '']);
    const { error } = JSON.parse(asked.stderr);
    expect(error.code).toMatch(/^[A-Z_]+$/);
    expect(error.details).toHaveLength(2);
    expect(plain.stderr).toBe(`${[error.message, ...error.details.map((one: string) => `  ${one}`)].join('\n')}\n`);
    expect(
      (await motcua(['report', 'show', ...place('phuoc-long', '2023-Q5'), '--form', 'II.06a', '--json'])).stderr,
    ).toContain('"BAD_PERIOD"');
  });

  it('in a question about a report', async () => {
    const ask = (unit: string, period: string, form: string): string[] => [
      'report',
      'show',
      ...place(unit, period),
      '--form',
      form,
    ];
    const cell = (line: string, column: string): string[] => [
      'report',
      'cell',
      ...WARD,
      '--form',
      'II.06a',
      '--row',
      line,
      '--column',
      column,
    ];
    for (const [args, words] of [
      [ask('phuoc-long', '2023-Q3', 'II.99'), /Không có biểu «II.99».*II.06a/],
      [ask('khong-co', '2023-Q3', 'II.06a'), /Không có đơn vị/],
      [ask('phuoc-long', '2023-Q5', 'II.06a'), /Không hiểu kỳ báo cáo «2023-Q5»/],
      [ask('phuoc-long', '2020-Q3', 'II.06a'), /Chưa có mẫu biểu/],
      [ask('khanh-hoa', '2998', 'II.06a'), /chưa có số liệu/],
      [cell('Không có hàng này', '8'), /Biểu không có hàng/],
      [cell('Hộ tịch', '99'), /không có cột «99»/],
      [['report', 'verify', ...place('phuoc-long', '2023-Q1')], /chưa chốt/],
      [['report', 'compare', ...WARD, '--versions', '1', '9'], /chưa chốt phiên bản 9/],
      [['report', 'compare', ...WARD, '--versions', '1'], /hai số phiên bản/],
      [['report', 'compare', ...WARD, '--with', fileOf('[]', 'x.json')], /không phải báo cáo/],
      [['report', 'build', ...WARD, '--out', data, '--formats', 'doc'], /Không ghi được dạng «doc»/],
      [['report', 'show', ...WARD], /--form/],
      [['bao-cao'], /Không có lệnh/],
    ] as const)
      await refused(2, args, words);
    writeFileSync(join(data, '..', 'xong'), '');
  });
});
