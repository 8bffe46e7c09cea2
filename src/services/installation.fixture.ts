/** An installation on a test database, with a clock that the test moves and a ledger that it writes by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestStore, testStore } from '../../test/support/database.ts';
import { testFolder } from '../../test/support/run-folder.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { ensureSampleTree, type Installation } from './installation.ts';

export interface TestInstallation extends Installation {
  readonly store: TestStore;
  /** Sets what time it is, `2023-10-02T01:00:00.000Z`. */
  at(instant: string): void;
}

export async function testInstallation(now = '2023-10-02T01:00:00.000Z'): Promise<TestInstallation> {
  const store = await testStore();
  let present = now as Instant;
  const installation: TestInstallation = {
    store,
    clock: { now: () => present },
    at: (instant) => {
      present = instant as Instant;
    },
  };
  await ensureSampleTree(installation);
  return installation;
}

/** Columns of a hand-made row; what is left out is as in {@link PLAIN_ROW}. */
export type Row = Readonly<Record<string, string>>;

export const PLAIN_ROW: Row = {
  'Mã hồ sơ': '',
  'Mã TTHC': '1.001193',
  'Lĩnh vực': 'Hộ tịch',
  'Hình thức nộp': 'Trực tuyến',
  'Ngày tiếp nhận': '',
  'Ngày hẹn trả': '',
  'Tạm dừng': '',
  'Ngày hoàn thành': '',
  'Ngày trả kết quả': '',
  'Hình thức trả': '',
  'Trạng thái': '',
  'Ngày hủy': '',
};

/** A ledger as CSV text under the columns of the first row (or those given). */
export function ledgerText(rows: readonly Row[], options: { separator?: string; columns?: string[] } = {}): string {
  const columns = options.columns ?? Object.keys({ ...PLAIN_ROW, ...rows[0] });
  const separator = options.separator ?? ',';
  const cell = (text: string): string => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...rows.map((row) => columns.map((name) => ({ ...PLAIN_ROW, ...row })[name] ?? ''))]
    .map((cells) => cells.map(cell).join(separator))
    .join('\r\n')
    .concat('\r\n');
}

/** Writes bytes or text to a new file of this test run. */
export function fileOf(content: string | Uint8Array, name = 'so.csv'): string {
  const path = join(testFolder('ledger-'), name);
  writeFileSync(path, content);
  return path;
}

/** How many rows each table holds: what must not change when nothing is written. */
export async function tableCounts(store: TestStore): Promise<Record<string, number>> {
  return store.withOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname = current_schema() and c.relname <> 'audit_head' order by 1`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of rows)
      counts[name] = (await owner.query(`select count(*)::int as n from "${name}"`)).rows[0].n as number;
    return counts;
  });
}
