/** Closing periods one after the other, and again in another order. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importLedger } from '../import-ledger.ts';
import { fileOf, ledgerText, type Row, type TestInstallation, testInstallation } from '../installation.fixture.ts';
import { closeReport } from './close-report.ts';
import { verifyReport } from './verify-report.ts';

const UNIT = 'phuoc-long';
const Q2 = '2023-Q2';
const Q3 = '2023-Q3';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation('2023-06-20T01:00:00.000Z');
});
afterAll(() => installation.store.close());

const dossier = (more: Row = {}): Row => ({
  'Mã hồ sơ': '000.18.22.H32-230510-0001',
  'Ngày tiếp nhận': '10/05/2023 08:00',
  'Ngày hẹn trả': '17/05/2023 17:00',
  ...more,
});
const bring = (row: Row): Promise<unknown> =>
  importLedger(installation, { file: fileOf(ledgerText([row])), unitId: UNIT, actor: 'baocao' });
const close = (period: string, at: string) => {
  installation.at(at);
  return closeReport(installation, { unitId: UNIT, period, actor: 'baocao', reason: 'Nhập sai ngày hoàn thành' });
};
const codes = (warnings: readonly string[]): string[] => warnings.map((warning) => warning.slice(0, 8));

describe('a period closed again before the one before it', () => {
  it('says that its opening differs, and can be closed again once that one was', async () => {
    await bring(dossier());
    expect((await close(Q2, '2023-06-20T02:00:00.000Z')).version).toBe(1);
    installation.at('2023-07-03T01:00:00.000Z');
    await bring(dossier({ 'Ngày hoàn thành': '01/07/2023 09:00' }));
    const first = await close(Q3, '2023-09-20T01:00:00.000Z');
    expect(codes(first.warnings)).not.toContain('F06A-06:');

    // It had been resolved in the quarter before after all: carried over no longer.
    installation.at('2023-09-25T01:00:00.000Z');
    await bring(dossier({ 'Ngày hoàn thành': '10/06/2023 09:00' }));
    const early = await close(Q3, '2023-09-25T02:00:00.000Z');
    expect([early.version, codes(early.warnings).includes('F06A-06:')]).toEqual([2, true]);
    expect((await close(Q3, '2023-09-25T03:00:00.000Z')).written).toBe(false);

    expect((await close(Q2, '2023-09-26T01:00:00.000Z')).version).toBe(2);
    const agreed = await close(Q3, '2023-09-26T02:00:00.000Z');
    expect([agreed.written, agreed.version, codes(agreed.warnings).includes('F06A-06:')]).toEqual([true, 3, false]);
    expect(agreed.differences).toEqual({ cells: [], dossiers: [] });
    expect((await close(Q3, '2023-09-26T03:00:00.000Z')).written).toBe(false);
    for (const period of [Q2, Q3])
      expect(await verifyReport(installation, { unitId: UNIT, period })).toMatchObject({ holds: true });
  });
});
