/** Receipts that happened earlier (tiếp nhận ghi sau): code, due instant, slip and log follow the time of receipt. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAPPENS_NOW } from '../../core/process/late-recording.ts';
import { dossierIdOf, loadEvents } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { tableCounts } from '../installation.fixture.ts';
import { closeReport } from '../report/close-report.ts';
import { type Desk, filledBy, formKey, openDesk, RECEPTIONIST, UNIT } from './desk.testkit.ts';
import { loadReceived } from './load-receipt.ts';
import { prepareReceipt } from './prepare-receipt.ts';
import { receiveDossier } from './receive-dossier.ts';

let desk: Desk;
let key = 0;
beforeAll(async () => {
  desk = await openDesk('2023-09-05T09:00');
});
afterAll(() => desk.close());

const actual = (text: string, more: Partial<typeof HAPPENS_NOW> = {}) => ({
  ...HAPPENS_NOW,
  actualDate: text.slice(0, 10),
  actualTime: text.slice(11),
  actualReason: 'Mất điện, nhận trên giấy',
  ...more,
});
async function receive(n: number, at: string, when?: ReturnType<typeof actual>, user = RECEPTIONIST) {
  desk.at(at);
  key += 1;
  return receiveDossier(desk, desk.random, {
    user,
    formKey: formKey(key),
    raw: filledBy(n),
    receivedAt: at,
    actual: when,
    acceptMissing: false,
    separate: false,
  });
}
const received = async (n: number, at: string, when?: ReturnType<typeof actual>) => {
  const answer = await receive(n, at, when);
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  const summary = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: answer.dossierCode });
  if (summary === undefined) throw new Error('not there');
  return summary;
};

describe('tiếp nhận ghi sau', () => {
  it('takes the next code of the day of receipt, whatever was received since', async () => {
    expect((await received(1, '2023-09-05T09:00')).dossierCode).toBe('000.18.22.H32-230905-0001');
    expect((await received(2, '2023-09-06T08:00')).dossierCode).toBe('000.18.22.H32-230906-0001');
    const late = await received(3, '2023-09-06T08:30', actual('2023-09-05T15:00'));
    expect(late.dossierCode).toBe('000.18.22.H32-230905-0002');
    expect(late.receivedAt).toBe('2023-09-05T15:00');
    // three working days from Tuesday, not from Wednesday
    expect(late.dueAt).toBe('2023-09-08T17:00');
    expect((await received(4, '2023-09-06T08:40')).dossierCode).toBe('000.18.22.H32-230906-0002');
    const [slip] = late.slips;
    if (slip?.kind !== 'receipt') throw new Error('no slip');
    // Issued when it was made, the third of the year, about a receipt that was before the second one's.
    expect(slip).toMatchObject({ number: 3, issuedAt: '2023-09-06T08:30', receivedAt: '2023-09-05T15:00' });
    const [event] = await within(desk.store, [UNIT], (client) =>
      loadEvents(client, UNIT, dossierIdOf(UNIT, late.dossierCode)),
    );
    expect(event).toMatchObject({ act: 'receive', happenedAt: '2023-09-05T15:00' });
    expect(event?.data.lateReason).toBe('Mất điện, nhận trên giấy');
    expect(event?.recordedAt.slice(0, 16)).toBe('2023-09-06T01:30');
  });

  it('ten at once for the same day before get ten codes without gap or collision', async () => {
    desk.at('2023-09-06T10:00');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => receive(20 + index, '2023-09-06T10:00', actual('2023-09-05T16:00'))),
    );
    const numbers = answers
      .map((answer) => (answer.ok ? Number(answer.dossierCode.slice(-4)) : 0))
      .sort((a, b) => a - b);
    expect(numbers).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('does not grow stale while the page lies open', async () => {
    desk.at('2023-09-06T11:00');
    const prepared = await prepareReceipt(desk, {
      user: RECEPTIONIST,
      raw: filledBy(5),
      actual: actual('2023-09-06T07:30'),
    });
    expect(prepared.ok ? [prepared.receivedAt, prepared.late?.reason] : prepared).toEqual([
      '2023-09-06T07:30',
      'Mất điện, nhận trên giấy',
    ]);
    desk.at('2023-09-06T11:29');
    const answer = await receiveDossier(desk, desk.random, {
      user: RECEPTIONIST,
      formKey: formKey(900),
      raw: filledBy(5),
      receivedAt: '2023-09-06T11:00',
      actual: actual('2023-09-06T07:30'),
      acceptMissing: false,
      separate: false,
    });
    expect(answer.ok).toBe(true);
  });

  it('says what is wrong with the time together with everything else, and writes nothing', async () => {
    desk.at('2023-09-06T13:30');
    const before = await tableCounts(desk.store);
    const raw = { ...filledBy(6), sets: '0' };
    const answer = await prepareReceipt(desk, {
      user: RECEPTIONIST,
      raw,
      actual: actual('2023-09-06T13:31', { actualReason: '' }),
    });
    expect(answer.ok ? [] : Object.keys(answer.errors).sort()).toEqual(['actualDate', 'actualReason', 'sets']);
    expect(await tableCounts(desk.store)).toEqual(before);
  });

  it('asks before going further back than usual; without the right to correct it is refused', async () => {
    const old = actual('2023-08-21T09:00');
    const asked = await receive(7, '2023-09-06T13:40', old);
    expect(asked.ok ? [] : Object.keys(asked.errors)).toEqual(['confirmOld']);
    const answer = await receive(7, '2023-09-06T13:41', { ...old, confirmOld: true });
    expect(answer.ok ? answer.dossierCode : answer).toBe('000.18.22.H32-230821-0001');
  });

  it('into a closed period only knowingly', async () => {
    desk.at('2023-09-15T08:00');
    await closeReport(desk, { unitId: UNIT, period: '2023-Q3', actor: 'baocao' });
    const asked = await receive(8, '2023-09-15T08:10', actual('2023-09-14T16:00'));
    expect(asked.ok ? '' : asked.errors['confirmClosed']).toContain('Quý III năm 2023 (phiên bản 1)');
    const answer = await receive(8, '2023-09-15T08:11', actual('2023-09-14T16:00', { confirmClosed: true }));
    expect(answer.ok ? answer.dossierCode : answer).toBe('000.18.22.H32-230914-0001');
  });
});
