/** Ledgers made by hand, with answers counted by plain loops over what was written into them. */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateLedger, printLedgerCsv } from '../../test/support/ledger-generator.ts';
import { inlineCell, makeWorkbook } from '../../test/support/workbook-writer.ts';
import { reportingPeriod } from '../core/reporting/period.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { verifyAudit } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import { importCatalogue } from './catalogue.ts';
import { importLedger, type LedgerImportResult } from './import-ledger.ts';
import {
  fileOf,
  ledgerText,
  PLAIN_ROW,
  type Row,
  type TestInstallation,
  tableCounts,
  testInstallation,
} from './installation.fixture.ts';
import { buildReport } from './report/build-report.ts';
import { searchDossiers } from './search/search-dossiers.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation();
});
afterAll(() => installation.store.close());

const take = (content: string | Uint8Array, unitId = 'phuoc-long', name?: string): Promise<LedgerImportResult> =>
  importLedger(installation, { file: fileOf(content, name), unitId, actor: 'thử' });

/** Figures of one row of II.06a by column. */
async function figures(unitId: string, sector: string, options: { recordedThrough?: Instant } = {}) {
  const { model } = await buildReport(installation, { unitId, period: '2023-Q3', ...options });
  const part = model.forms.find((form) => form.shortCode === 'II.06a')?.parts[0];
  return part?.rows.find((row) => row.label === sector)?.cells ?? null;
}

/** Everything goes wrong, nothing is written. @returns the message with its lines */
async function refusal(content: string | Uint8Array, unitId = 'phuoc-long', name?: string): Promise<string> {
  const before = await tableCounts(installation.store);
  const error = await take(content, unitId, name).then(
    () => new Error('was accepted'),
    (thrown: Error & { details?: string[] }) => thrown,
  );
  expect(await tableCounts(installation.store)).toEqual(before);
  expect(['ServiceError', 'TableError']).toContain(error.name);
  return [error.message, ...((error as { details?: string[] }).details ?? [])].join('\n');
}

const row = (number: number, more: Row = {}): Row => ({
  ...PLAIN_ROW,
  'Mã hồ sơ': `000.18.22.H32-230703-${String(number).padStart(4, '0')}`,
  'Ngày tiếp nhận': '03/07/2023 08:00',
  'Ngày hẹn trả': '06/07/2023 17:00',
  ...more,
});

describe('a ledger', () => {
  const first = [
    row(1, { 'Ngày hoàn thành': '05/07/2023 09:00', 'Ngày trả kết quả': '05/07/2023 10:00' }),
    row(2, { 'Ngày hoàn thành': '06/07/2023 17:00', 'Hình thức nộp': 'Trực tiếp' }),
    row(3, { 'Ngày hoàn thành': '06/07/2023 17:01' }),
    row(4),
    row(5, { 'Tạm dừng': '05/07/2023 08:00 - ' }),
    row(6, { 'Ngày hủy': '10/07/2023 08:00', 'Trạng thái': 'Đã hủy' }),
  ];

  it('enters with its first minute to its last, and the same again changes nothing', async () => {
    const taken = await take(ledgerText(first));
    expect(taken.rows).toEqual({ read: 6, new: 6, changed: 0, same: 0, repeated: 0 });
    // 6 received: 5 online, 1 at the counter; 1 early, 1 on time, 1 overdue; pending: 1 overdue, 1 suspended (within time).
    expect(await figures('phuoc-long', 'Hộ tịch')).toMatchObject({
      4: 5,
      5: 1,
      6: 0,
      7: 3,
      8: 1,
      9: 1,
      10: 1,
      11: 2,
      12: 1,
      13: 1,
      suspended: 1,
      cancelled: 1,
    });
    const before = await tableCounts(installation.store);
    const again = await take(ledgerText(first));
    expect(again.rows).toEqual({ read: 6, new: 0, changed: 0, same: 6, repeated: 0 });
    expect(await tableCounts(installation.store)).toEqual(before);
  });

  it('takes a changed row as a correction; what was known before stays known for the time before', async () => {
    const then = '2023-10-02T12:00:00.000Z' as Instant;
    const before = await figures('phuoc-long', 'Hộ tịch', { recordedThrough: then });
    installation.at('2023-10-03T01:00:00.000Z');
    const changed = [...first.slice(0, 3), row(4, { 'Ngày hoàn thành': '04/07/2023 08:00' }), ...first.slice(4)];
    expect((await take(ledgerText(changed))).rows).toMatchObject({ new: 0, changed: 1, same: 5 });
    expect(await figures('phuoc-long', 'Hộ tịch')).toMatchObject({ 7: 4, 8: 2, 12: 1, 13: 0 });
    expect(await figures('phuoc-long', 'Hộ tịch', { recordedThrough: then })).toEqual(before);
    const events = await within(installation.store, ['phuoc-long'], (client) =>
      client.query(
        "select sequence from dossier_event e join dossier d using (home_unit_id, dossier_id) where dossier_code like '%-0004' order by 1",
      ),
    );
    expect(events.rows.map((event) => event['sequence'])).toEqual([1, 2]);
    expect((await within(installation.store, 'all', (client) => verifyAudit(client))).faults).toEqual([]);
  });

  it('counts a row once that stands twice, and refuses one that stands twice with other content', async () => {
    const twice = await take(ledgerText([row(11), row(12), row(11)]));
    expect(twice.rows).toMatchObject({ read: 3, new: 2, repeated: 1 });
    expect(twice.notices.find((notice) => notice.code === 'repeatedRow')?.examples[0]).toMatch(/Dòng 4.*dòng 2/);
    const message = await refusal(ledgerText([row(13), row(14), row(13, { 'Hình thức nộp': 'Trực tiếp' })]));
    expect(message).toMatch(/Dòng 4.*đã có ở dòng 2 với nội dung khác/);
  });

  it('shows sectors that no catalogue has, by name and in the order met', async () => {
    const unit = 'vinh-truong';
    const at = (number: number, sector: string): Row =>
      row(number, { 'Mã hồ sơ': `000.24.22.H32-230703-000${number}`, 'Lĩnh vực': sector });
    await take(ledgerText([at(1, 'Đất đai'), at(2, 'Hộ tịch'), at(3, 'ĐẤT ĐAI'), at(4, 'Bảo trợ xã hội')]), unit);
    const sectors = async () => {
      const { model } = await buildReport(installation, { unitId: unit, period: '2023-Q3' });
      return model.forms.find((form) => form.shortCode === 'II.06a')?.parts[0]?.rows.map((one) => one.label);
    };
    expect(await sectors()).toEqual(['Đất đai', 'Hộ tịch', 'Bảo trợ xã hội']);
    await importCatalogue(installation, {
      unitId: unit,
      actor: 'thử',
      catalogue: {
        unitId: unit,
        effectiveFrom: '2023-01-01',
        effectiveThrough: null,
        sectors: [
          { position: 1, name: 'Bảo trợ xã hội' },
          { position: 2, name: 'Hộ tịch' },
        ],
        procedures: [],
      },
    });
    expect(await sectors()).toEqual(['Bảo trợ xã hội', 'Hộ tịch', 'Đất đai']);
  });

  it('keeps the slip where it differs from the term, and says so', async () => {
    await importCatalogue(installation, {
      unitId: 'phuoc-long',
      actor: 'thử',
      catalogue: {
        unitId: 'phuoc-long',
        effectiveFrom: '2023-01-01',
        effectiveThrough: null,
        sectors: [{ position: 1, name: 'Hộ tịch' }],
        procedures: [
          { code: '1.001193', name: 'Khai sinh', sector: 'Hộ tịch', term: { value: 3, unit: 'workingDay' } },
        ],
      },
    });
    const taken = await take(
      ledgerText([row(21), row(22, { 'Ngày hẹn trả': '07/07/2023 17:00' }), row(23, { 'Ngày hẹn trả': '' })]),
    );
    expect(taken.dueDifferences).toMatchObject({ count: 1 });
    expect(taken.dueDifferences.examples[0]).toMatch(/-0022 hẹn trả 17:00 ngày 07\/07\/2023.*17:00 ngày 06\/07\/2023/);
    const { rows } = await within(installation.store, ['phuoc-long'], (client) =>
      client.query<{ due: string }>(
        `select to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'DD HH24:MI') as due from dossier_fact
         where dossier_code in ('000.18.22.H32-230703-0021', '000.18.22.H32-230703-0022', '000.18.22.H32-230703-0023') order by dossier_code`,
      ),
    );
    expect(rows.map((one) => one.due)).toEqual(['06 17:00', '07 17:00', '06 17:00']);
  });

  it('moves the slip by several suspensions, unless the slip already reckons with them', async () => {
    // Two suspensions of one working day each: 6/7 17:00 → 10/7 17:00 (8 and 9 July are a week-end).
    const spans = '04/07/2023 08:00 - 05/07/2023 08:00; 05/07/2023 14:00 - 06/07/2023 14:00';
    await take(
      ledgerText([
        row(31, { 'Tạm dừng': spans, 'Ngày hoàn thành': '10/07/2023 17:00' }),
        row(32, { 'Tạm dừng': spans, 'Ngày hoàn thành': '10/07/2023 17:00', 'Ngày hẹn trả': '10/07/2023 17:00' }),
      ]),
    );
    const { rows } = await within(installation.store, ['phuoc-long'], (client) =>
      client.query<{ due: string; spans: number }>(
        `select to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'DD HH24:MI') as due, (select count(*)::int from unnest(suspended_during)) as spans
         from dossier_fact where dossier_code like '000.18.22.H32-230703-003_' order by dossier_code`,
      ),
    );
    expect(rows).toEqual([
      { due: '10 17:00', spans: 2 },
      { due: '10 17:00', spans: 2 },
    ]);
  });
});

describe('the same ledger written otherwise', () => {
  const rows = [row(41, { 'Ngày hoàn thành': '05/07/2023 09:00' }), row(42)];
  it('is the same: separators, mark, order and case of columns, workbook, unknown columns apart', async () => {
    await take(ledgerText(rows));
    const same = { new: 0, changed: 0, same: 2 };
    expect((await take(ledgerText(rows, { separator: ';' }))).rows).toMatchObject(same);
    expect((await take(`\ufeff${ledgerText(rows, { separator: '\t' })}`)).rows).toMatchObject(same);
    const columns = Object.keys(PLAIN_ROW).reverse();
    expect((await take(ledgerText(rows, { columns }))).rows).toMatchObject(same);
    const shouted = ledgerText(rows).replace(/^[^\r]*/, (header) => header.toUpperCase());
    expect((await take(shouted)).rows).toMatchObject(same);
    const names = Object.keys(PLAIN_ROW);
    const cells = [names, ...rows.map((one) => names.map((name) => one[name] ?? ''))];
    const workbook = makeWorkbook({
      sheets: [{ name: 'Sổ', rows: cells.map((line) => line.map((text) => inlineCell(text))) }],
    });
    expect((await take(workbook, 'phuoc-long', 'so.xlsx')).rows).toMatchObject(same);
    const more = await take(ledgerText(rows.map((one) => ({ ...one, 'Ghi chú': 'x' }))));
    expect(more.unknownColumns).toEqual(['Ghi chú']);
    expect(more.rows).toMatchObject({ changed: 2 });
  });

  it('takes the three generations of codes', async () => {
    const unit = 'khanh-hoa';
    const taken = await take(
      ledgerText(
        ['000.00.00.H32-230703-0001', 'H32-230703-0001', 'H32-20230703-0000001'].map((code) =>
          row(1, { 'Mã hồ sơ': code }),
        ),
      ),
      unit,
    );
    expect(taken.rows.new).toBe(3);
  });
});

describe('a bad ledger', () => {
  it('is refused as a whole, every bad row named', async () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? row(100 + index)
        : row(100 + index, { 'Ngày hoàn thành': index % 4 === 1 ? '31/02/2023 08:00' : '01/07/2023 08:00' }),
    );
    const message = await refusal(ledgerText(rows));
    expect(message).toContain('20 dòng có lỗi trong 40 dòng');
    expect(message.split('\n').filter((line) => line.includes('Dòng ')).length).toBeGreaterThanOrEqual(20);
    expect(message).toMatch(/Dòng 3, cột «Ngày hoàn thành»/);
  });

  it.each([
    ['an empty file', '', /trống|rỗng|không có/i],
    ['a header alone', ledgerText([]), /chỉ có dòng tiêu đề/],
    ['no needed columns', 'a,b,c\r\n1,2,3\r\n', /Thiếu cột bắt buộc|tiêu đề/],
    ['another kind of file', new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0x0a, 0, 1, 2]), /PDF/],
    ['a code of another unit', ledgerText([row(1, { 'Mã hồ sơ': '000.24.22.H32-230703-0001' })]), /Vĩnh Trường/],
    [
      'the future',
      ledgerText([row(201, { 'Ngày tiếp nhận': '03/07/2024 08:00', 'Ngày hẹn trả': '' })]),
      /hiện tại|mã hồ sơ/,
    ],
    [
      'neither slip nor term',
      ledgerText([row(202, { 'Mã TTHC': '9.999999', 'Ngày hẹn trả': '' })]),
      /Không có ngày hẹn trả.*9\.999999/,
    ],
    [
      'a suspension in years without a calendar',
      ledgerText([
        row(1, {
          'Mã hồ sơ': '000.18.22.H32-230703-0999',
          'Ngày hẹn trả': '01/01/2029 17:00',
          'Tạm dừng': '05/07/2023 08:00 - 06/07/2023 08:00',
        }),
      ]),
      /Dòng 2.*chưa công bố/,
    ],
  ] as [string, string | Uint8Array, RegExp][])('%s', async (_, content, expected) => {
    expect(await refusal(content)).toMatch(expected);
  });

  it('an unknown unit, and a name that is no identifier', async () => {
    expect(await refusal(ledgerText([row(1)]), 'khong-co')).toMatch(/Không có đơn vị «khong-co».*phuoc-long/);
    expect(await refusal(ledgerText([row(1)]), 'Phường *,x')).toMatch(/Không có đơn vị/);
  });

  it('fails late and still leaves nothing behind', async () => {
    const plan = { rows: 10_100, seed: 3, unitAgency: '000.18.22.H32', period: reportingPeriod('2023-Q3') };
    const lines = [...generateLedger(plan)].map((line) =>
      line.slipDueAt === null ? { ...line, slipDueAt: line.receivedAt } : line,
    );
    installation.at('2024-01-05T01:00:00.000Z');
    const text = printLedgerCsv(lines).trimEnd();
    const message = await refusal(
      `${text}\r\n${text
        .split('\r\n')
        .at(-1)
        ?.replace(/\d\d\/\d\d\/2023/, '31/02/2023')}`,
    );
    expect(message).toContain('1 dòng có lỗi');
  });
});

describe('a ledger of several batches, of which some rows are known', () => {
  it('makes every dossier findable under a place of its own', async () => {
    const unitId = 'nha-trang';
    const plan = { rows: 10_400, seed: 11, unitAgency: '000.00.22.H32', period: reportingPeriod('2023-Q1') };
    const lines = [...generateLedger(plan)].map((line) =>
      line.slipDueAt === null ? { ...line, slipDueAt: line.receivedAt } : line,
    );
    const bring = (rows: typeof lines) => take(printLedgerCsv(rows), unitId);
    // Known before: two in the first batch; one of them comes again with another name.
    const known = [lines[17], lines[4321]] as typeof lines;
    expect((await bring(known)).rows.new).toBe(2);
    const renamed = lines.map((line, at) => (at === 17 ? { ...line, applicantName: 'Tôn Thất Đổi Tên' } : line));
    expect((await bring(renamed)).rows).toMatchObject({ new: 10_398, changed: 1, same: 1 });
    const actor = { unitId, roles: ['receptionist'] as const };
    const found = async (text: string) =>
      (await searchDossiers(installation, { actor, text })).hits.map((hit) => hit.dossierCode);
    expect(await found('ton that doi ten')).toEqual([lines[17]?.dossierCode]);
    for (const at of [0, 16, 18, 4321, 9_999, 10_000, 10_399]) {
      const line = lines[at] as (typeof lines)[number];
      expect(await found(`${line.dossierCode.slice(14)} ${line.applicantName}`)).toContain(line.dossierCode);
    }
    await installation.store.withOwner(async (owner) => {
      const { rows } = await owner.query(
        `select count(*)::int as dossiers, count(search_ordinal)::int as placed, max(search_ordinal) as last from dossier
         where home_unit_id = $1`,
        [unitId],
      );
      expect(rows[0]).toMatchObject({ dossiers: 10_400, placed: 10_400 });
      // Places of rows that are known already may stay free, of one batch at most.
      expect(rows[0].last).toBeLessThanOrEqual(10_402);
    });
  });
});

describe('two imports of the same file at once', () => {
  it('one brings it, the other finds it there', async () => {
    const plan = { rows: 3_000, seed: 4, unitAgency: '000.18.22.H32', period: reportingPeriod('2023-Q2') };
    const file = fileOf(
      printLedgerCsv(
        [...generateLedger(plan)].map((line) =>
          line.slipDueAt === null ? { ...line, slipDueAt: line.receivedAt } : line,
        ),
      ),
    );
    const copy = `${file}.csv`;
    copyFileSync(file, copy);
    const results = await Promise.all(
      [file, copy].map((one) => importLedger(installation, { file: one, unitId: 'phuoc-long', actor: 'thử' })),
    );
    expect(results.map((one) => one.rows.new).sort((a, b) => a - b)).toEqual([0, 3000]);
    expect(results.map((one) => one.rows.same).sort((a, b) => a - b)).toEqual([0, 3000]);
    expect((await within(installation.store, 'all', (client) => verifyAudit(client))).faults).toEqual([]);
  });
});
