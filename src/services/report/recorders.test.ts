import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../../test/support/database.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { insertAccount } from '../../store/accounts.ts';
import { within } from '../../store/scope.ts';
import { ensureSampleTree } from '../installation.ts';
import { withRecorders } from './recorders.ts';

const NOW = '2026-11-20T03:00:00.000Z' as Instant;
const HOMES = ['phuoc-long', 'nam-nha-trang'];
let store: TestStore;

beforeAll(async () => {
  store = await testStore();
  await ensureSampleTree({ store, clock: { now: () => NOW } });
  for (const [homeUnitId, loginName, fullName] of [
    ['phuoc-long', 'lan', 'Trần Mẫu Lan'],
    ['nam-nha-trang', 'lan', 'Lê Mẫu Lan'],
    ['nam-nha-trang', 'minh', 'Phạm Mẫu Minh'],
    ['khanh-hoa', 'hoa', 'Đỗ Mẫu Hoa'],
  ] as const)
    await within(store, [homeUnitId], (client) =>
      insertAccount(
        client,
        {
          homeUnitId,
          accountId: randomUUID(),
          loginName,
          fullName,
          position: '',
          roles: ['specialist'],
          passwordHash: null,
          mustChangePassword: false,
          totpSecret: null,
          oidcSubject: null,
        },
        NOW,
      ),
    );
});
afterAll(() => store.close());

describe('who recorded is called', () => {
  it.each([
    ['by the full name of the unit that has the dossier', 'phuoc-long', 'lan', 'Trần Mẫu Lan'],
    ['by that of each unit where two have the same login name', 'nam-nha-trang', 'lan', 'Lê Mẫu Lan'],
    ['by the account of the later unit for a dossier from before it', 'phuoc-long', 'minh', 'Phạm Mẫu Minh'],
    ['by the login name where there is no account', 'phuoc-long', 'vận hành', 'vận hành'],
    ['by the login name where the account is of a unit outside', 'phuoc-long', 'hoa', 'hoa'],
    ['by the login name where it could be either of two', 'vinh-nguyen', 'lan', 'lan'],
  ])('%s', async (_, homeUnit, actor, recordedBy) => {
    const named = await within(store, HOMES, (client) =>
      withRecorders(client, HOMES, [{ homeUnit, actor, act: 'resolve' }], (record) => record.homeUnit),
    );
    expect(named).toEqual([{ homeUnit, actor, act: 'resolve', recordedBy }]);
  });

  it('in the order of the records, and nobody where there are none', async () => {
    const names = await within(store, HOMES, async (client) => [
      await withRecorders(client, HOMES, [{ actor: 'minh' }, { actor: 'lan' }], () => 'nam-nha-trang'),
      await withRecorders(client, HOMES, [], () => 'nam-nha-trang'),
    ]);
    expect(names.map((list) => list.map((one) => one.recordedBy))).toEqual([['Phạm Mẫu Minh', 'Lê Mẫu Lan'], []]);
  });
});
