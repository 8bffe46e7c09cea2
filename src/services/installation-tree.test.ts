/** The tree of units as it is at present: made once for each state of its records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnitRecord } from '../core/organisation/unit.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { KHANH_HOA_UNITS } from '../law/organisation/khanh-hoa.ts';
import { putUnits } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { type TestInstallation, testInstallation } from './installation.fixture.ts';
import { loadTree } from './installation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation();
});
afterAll(() => installation.store.close());

const AT = '2023-10-01T00:00:00.000Z' as Instant;
const ward = (id: string, name: string): UnitRecord => ({ ...(KHANH_HOA_UNITS.at(-1) as UnitRecord), id, name });
const names = () =>
  within(installation.store, 'all', async (client) =>
    [...(await loadTree(client, null)).units.values()].map((u) => u.name),
  );

describe('the present tree', () => {
  it('is the same object until a record is added', () =>
    within(installation.store, 'all', async (client) => {
      expect(await loadTree(client, null)).toBe(await loadTree(client, null));
    }));

  it('knows every record at once, in the transaction that adds it and in others after it', async () => {
    await within(installation.store, 'all', async (client) => {
      await putUnits(client, [{ id: 'xa-mot', body: ward('xa-mot', 'Xã Một') }], AT);
      expect((await loadTree(client, null)).units.get('xa-mot')?.name).toBe('Xã Một');
      expect(await names()).not.toContain('Xã Một');
    });
    expect(await names()).toContain('Xã Một');
  });

  it('forgets what was never committed, though as many records at the same instant come in its place', async () => {
    await expect(
      within(installation.store, 'all', async (client) => {
        await putUnits(client, [{ id: 'xa-hai', body: ward('xa-hai', 'Xã Hai') }], AT);
        expect((await loadTree(client, null)).units.has('xa-hai')).toBe(true);
        throw new Error('thôi');
      }),
    ).rejects.toThrow('thôi');
    expect(await names()).not.toContain('Xã Hai');
    await within(installation.store, 'all', (client) =>
      putUnits(client, [{ id: 'xa-ba', body: ward('xa-ba', 'Xã Ba') }], AT),
    );
    const found = await names();
    expect(found).toContain('Xã Ba');
    expect(found).not.toContain('Xã Hai');
  });
});
