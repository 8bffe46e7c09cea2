/** Papers found by the number that they bear, on the real engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, MORNING, OFFICERS, testDesk } from '../work/desk.fixture.ts';
import { findByNumber } from './find-numbered.ts';

let desk: Desk;
const code = '000.18.22.H32-230710-0001';
const { receptionist, specialist, leader, clerk, cashier } = OFFICERS;
beforeAll(async () => {
  desk = await testDesk(MORNING);
  await desk.receive(code);
  await desk.does(leader, code, 'phan-cong', { assignee: 'chuyenmon' });
  await desk.does(specialist, code, 'yeu-cau-bo-sung', { items: 'Bản sao giấy khai sinh', ground: 'Luật Hộ tịch' });
  await desk.does(receptionist, code, 'nhan-bo-sung', {});
  await desk.does(cashier, code, 'thu-phi', { amount: '15000', method: 'cash', document: '' });
  await desk.does(specialist, code, 'du-thao');
  await desk.does(leader, code, 'phe-duyet');
  await desk.does(clerk, code, 'cho-so', { notation: 'GXN-UBND' });
});
afterAll(() => desk.installation.store.close());

const find = (text: string, user = receptionist) => findByNumber(desk.installation, { user, text });

describe('a paper', () => {
  it('is found by its number: the slip, the result, the receipt of a fee', async () => {
    expect((await find('01/bptntkq')).papers).toMatchObject([
      { slipKind: 'completion', dossierCode: code, title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', year: 2023 },
    ]);
    for (const text of ['1/GXN-UBND', 'số 1/gxn-ubnd', '1/2023/GXN-UBND', '1/BL'])
      expect((await find(text)).papers).toMatchObject([{ slipKind: null, dossierCode: code, voidReason: null }]);
  });

  it('is not found under another number, notation, year or unit', async () => {
    for (const text of ['2/GXN-UBND', '1/GXN', '1/2022/GXN-UBND', 'GXN-UBND', '31/8/2023', '1/2023/BS'])
      expect(await find(text)).toEqual({ papers: [], entry: null });
    expect((await find('1/GXN-UBND', { ...receptionist, unitId: 'vinh-truong' })).papers).toEqual([]);
    expect((await find('1/GXN-UBND', { ...receptionist, roles: ['unitAdministrator'] })).papers).toEqual([]);
  });
});
