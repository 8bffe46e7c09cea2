/** Inboxes and giving work on the real engine: who sees what, what is given, what a ledger brings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INBOX_TABS } from '../../core/process/inbox.ts';
import { importLedger } from '../import-ledger.ts';
import { fileOf, ledgerText } from '../installation.fixture.ts';
import type { SignedIn } from '../signed-in.ts';
import { type Desk, MORNING, OFFICERS, testDesk, UNIT } from './desk.fixture.ts';
import { buildMissingTasks } from './follow-tasks.ts';
import { assignMany, takeOverWork } from './give-work.ts';
import { countMine, listInbox } from './list-inbox.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.installation.store.close());

const { receptionist, specialist, second, leader, cashier } = OFFICERS;
const code = (n: number): string => `000.18.22.H32-230710-${String(n).padStart(4, '0')}`;
const filter = { sector: '', officer: '', due: '' as const, sort: 'han' as const, descending: false, page: 1 };
const inbox = (user: SignedIn, tabId: string, more: Partial<typeof filter> = {}) =>
  listInbox(desk.installation, { user, tabId, filter: { ...filter, ...more } });
const codes = async (user: SignedIn, tabId: string): Promise<string[]> =>
  (await inbox(user, tabId)).page.rows.map((row) => row.dossierCode);

describe('inboxes', () => {
  it('show each what waits for them, with counts that agree with the lists', async () => {
    desk.installation.at(MORNING);
    for (const n of [1, 2, 3, 4]) await desk.receive(code(n));
    const given = await assignMany(desk.installation, {
      user: leader,
      assignee: 'chuyenmon',
      dossierCodes: [code(1), code(2), code(2), 'không có'],
      reason: '',
    });
    expect(given.given).toEqual([code(1), code(2)]);
    expect(given.refused).toMatchObject([{ dossierCode: 'không có' }]);
    await desk.does(specialist, code(1), 'tam-dung', { ground: 'Luật', document: '5/QĐ' });

    expect(await codes(leader, 'phan-cong')).toEqual([code(3), code(4)]);
    expect(await codes(specialist, 'cua-toi')).toEqual([code(2)]);
    expect(await codes(second, 'cua-toi')).toEqual([]);
    expect(await codes(receptionist, 'cho-bo-sung')).toEqual([code(1)]);
    for (const user of [leader, specialist, receptionist]) {
      const seen = await inbox(user, 'cua-toi');
      for (const { tab, count } of seen.counts)
        expect([tab.id, count]).toEqual([tab.id, (await inbox(user, tab.id)).page.total]);
      expect(await countMine(desk.installation, user)).toBe((await inbox(user, 'cua-toi')).page.total);
    }
  });

  it('colour each by its due date and let it be filtered', async () => {
    // Due Thursday 13/07 17:00; on hold since Monday: code(1) stays withinTime, the others are late on Friday.
    desk.installation.at('2023-07-14T01:00:00.000Z');
    const late = await inbox(leader, 'phan-cong');
    expect(late.standings).toMatchObject({ overdue: 2, withinTime: 0 });
    expect(late.page.rows.every((row) => row.stepLate)).toBe(true);
    expect((await inbox(leader, 'cho-bo-sung')).page.rows[0]?.standing).toBe('suspended');
    expect(
      (await listInbox(desk.installation, { user: leader, tabId: 'phan-cong', filter: { ...filter, due: 'dueToday' } }))
        .page.total,
    ).toBe(0);
  });

  it('bring the cashier what is to be paid, until it is paid or exempt, on hold or not', async () => {
    const before = await codes(cashier, 'cua-toi');
    await desk.receive(code(20), { feeDue: 0 });
    await desk.receive(code(21), { feeDue: 15_000 });
    await desk.receive(code(22), { feeDue: 9_000 });
    await desk.does(specialist, code(22), 'tam-dung', { ground: 'Luật', document: '5/QĐ' });
    const mine = await inbox(cashier, 'cua-toi');
    expect(mine.page.rows.slice(before.length).map((row) => [row.dossierCode, row.feeDue])).toEqual([
      [code(21), 15_000],
      [code(22), 9_000],
    ]);
    expect(mine.counts.find(({ tab }) => tab.id === 'thu-phi')?.count).toBe(before.length + 2);
    expect(await countMine(desk.installation, cashier)).toBe(before.length + 2);
    await desk.does(cashier, code(21), 'thu-phi', { amount: '15000', method: 'cash', document: '' });
    expect(await codes(cashier, 'cua-toi')).toEqual([...before, code(22)]);
    await desk.does(cashier, code(22), 'mien-phi', { reason: 'Hộ nghèo' });
    expect(await codes(cashier, 'thu-phi')).toEqual(before);
  });

  it('show nothing of another unit', async () => {
    const stranger = { ...leader, unitId: 'vinh-truong' };
    for (const tab of INBOX_TABS) expect(await codes(stranger, tab.id)).toEqual([]);
  });
});

describe('an absent officer’s work', () => {
  it('goes to somebody of the same role, all of it, with its dates', async () => {
    await expect(
      takeOverWork(desk.installation, { user: specialist, absent: 'chuyenmon', assignee: 'chuyenmon2', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const wrong = await takeOverWork(desk.installation, {
      user: leader,
      absent: 'chuyenmon',
      assignee: 'vanthu',
      reason: 'Nghỉ phép',
    });
    expect(wrong.given).toEqual([]);
    expect(wrong.refused.map((one) => one.dossierCode)).toEqual([code(1), code(2)]);
    const before = (await inbox(leader, 'xu-ly')).page.rows.map((row) => row.stepDueAt);
    const done = await takeOverWork(desk.installation, {
      user: leader,
      absent: 'chuyenmon',
      assignee: 'chuyenmon2',
      reason: 'Nghỉ phép',
    });
    expect(done).toEqual({ given: [code(1), code(2)], refused: [], officer: OFFICERS.second.fullName });
    expect((await inbox(leader, 'xu-ly')).page.rows.map((row) => row.stepDueAt)).toEqual(before);
    expect(await codes(second, 'cua-toi')).toEqual([code(2)]);
  });
});

describe('dossiers from a ledger', () => {
  it('get their tasks when an inbox is opened, once', async () => {
    const rows = [1, 2, 3].map((n) => ({
      'Mã hồ sơ': `000.18.22.H32-230711-000${n}`,
      'Ngày tiếp nhận': '11/07/2023 08:00',
      'Ngày hẹn trả': '20/07/2023 17:00',
      'Ngày hoàn thành': n === 1 ? '' : '12/07/2023 09:00',
      'Ngày trả kết quả': n === 3 ? '12/07/2023 10:00' : '',
    }));
    await importLedger(desk.installation, { unitId: UNIT, file: fileOf(ledgerText(rows)), actor: 'test' });
    expect(await codes(specialist, 'xu-ly')).toContain('000.18.22.H32-230711-0001');
    expect(await codes(receptionist, 'tra-ket-qua')).toEqual(['000.18.22.H32-230711-0002']);
    expect(await buildMissingTasks(desk.installation, UNIT)).toBe(0);
    // The next ledger says that the first has its result.
    const later = rows.map((row, index) => (index === 0 ? { ...row, 'Ngày hoàn thành': '13/07/2023 09:00' } : row));
    await importLedger(desk.installation, { unitId: UNIT, file: fileOf(ledgerText(later)), actor: 'test' });
    expect(await codes(specialist, 'xu-ly')).not.toContain('000.18.22.H32-230711-0001');
    expect(await codes(receptionist, 'tra-ket-qua')).toHaveLength(2);
    await importLedger(desk.installation, { unitId: UNIT, file: fileOf(ledgerText(rows)), actor: 'test' });
    // And can be worked on.
    await desk.does(specialist, '000.18.22.H32-230711-0001', 'nhan-xu-ly');
    expect(await codes(specialist, 'cua-toi')).toEqual(['000.18.22.H32-230711-0001']);
  });
});
