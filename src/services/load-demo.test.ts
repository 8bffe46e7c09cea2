import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importLedger } from './import-ledger.ts';
import { fileOf, ledgerText, type TestInstallation, testInstallation } from './installation.fixture.ts';
import { DEMO_UNIT, recordedAhead } from './load-demo.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation('2023-09-15T00:30:00.000Z');
});
afterAll(() => installation.store.close());

describe('a log that is ahead of the sample desk', () => {
  it('is told from a day on', async () => {
    expect(await recordedAhead(installation)).toBeNull();
    installation.at('2026-03-02T01:00:00.000Z');
    const row = {
      'Mã hồ sơ': '000.18.22.H32-230901-0001',
      'Ngày tiếp nhận': '05/09/2023 08:00',
      'Ngày hẹn trả': '08/09/2023 17:00',
    };
    await importLedger(installation, { file: fileOf(ledgerText([row])), unitId: DEMO_UNIT, actor: 'thử' });
    for (const [at, ahead] of [
      ['2023-09-15T00:30:00.000Z', '2026-03-02T01:00:00.000Z'],
      ['2026-03-01T00:59:59.999Z', '2026-03-02T01:00:00.000Z'],
      ['2026-03-01T01:00:00.000Z', null],
      ['2026-03-02T01:00:00.000Z', null],
    ] as const) {
      installation.at(at);
      expect(await recordedAhead(installation), at).toBe(ahead);
    }
  });
});
