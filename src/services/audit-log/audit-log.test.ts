import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../../test/support/database.ts';
import type { Role } from '../../core/access/permissions.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { localDateTime } from '../../core/time/local-date-time.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { sequenceAt } from '../../store/audit-log.ts';
import { within } from '../../store/scope.ts';
import { verifyOwnChain } from '../audit.ts';
import { ensureSampleTree, type Installation } from '../installation.ts';
import { plusMilliseconds } from '../instants.ts';
import { recordActs } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { downloadLog } from './download-log.ts';
import { type LogPage, type LogQuestion, readLog } from './read-log.ts';

const BEGAN = '2023-07-03T01:00:00.000Z' as Instant;
const HOUR = 3_600_000;
const CODE = '000.18.22.H32-230703-0001';
let store: TestStore;
let installation: Installation;
let now = BEGAN;

const person = (role: Role, unitId = 'phuoc-long'): SignedIn => ({
  accountId: '11111111-1111-4111-8111-111111111111',
  loginName: role.toLowerCase(),
  fullName: 'Người thử',
  position: '',
  unitId,
  roles: [role],
});
const leader = person('leader');
const administrator = person('unitAdministrator');

async function append(actor: string, act: 'signIn' | 'person.viewUnmasked', detail: object, unitId = 'phuoc-long') {
  await within(store, [unitId], async (client) => {
    const place = await takeAuditHead(client, unitId, now);
    await appendAudit(client, place, { actor, act, detail });
  });
}

beforeAll(async () => {
  store = await testStore();
  installation = { store, clock: { now: () => now } };
  await ensureSampleTree(installation);
  // 120 entries, one an hour: five days of Vietnam, the first from 8:00.
  for (let entry = 0; entry < 120; entry += 1) {
    now = plusMilliseconds(BEGAN, entry * HOUR);
    if (entry === 30) {
      await recordActs(installation, {
        unitId: 'phuoc-long',
        dossierCode: CODE,
        actor: '=HYPERLINK("x")',
        acts: [
          {
            act: 'receive',
            happenedAt: localDateTime('2023-07-04T08:00'),
            data: {
              channel: 'counter',
              procedureCode: '1.000894',
              sectorKey: 'ho-tich',
              term: { value: 3, unit: 'workingDay' },
            },
          },
        ],
      });
    } else if (entry === 40) {
      await append('lan', 'person.viewUnmasked', { dossierCode: CODE, reason: 'bà Mẫu hỏi' });
    } else await append(entry % 2 === 0 ? 'lan' : 'an', 'signIn', { method: 'totp' });
  }
  await append('kẻ lạ', 'signIn', {}, 'vinh-truong');
});
afterAll(() => store.close());

const sequences = (page: LogPage): number[] => page.entries.map((entry) => entry.sequence);
const ask = (question: LogQuestion = {}, place?: LogPage['older']) => readLog(installation, leader, question, place);

describe('the log', () => {
  it('is read newest first, fifty a page, to the end and back', async () => {
    const first = await ask();
    expect(sequences(first)).toEqual(Array.from({ length: 50 }, (_, index) => 120 - index));
    expect(first.newer).toBeUndefined();
    const second = await ask({}, first.older);
    const third = await ask({}, second.older);
    expect(sequences(second)).toEqual(Array.from({ length: 50 }, (_, index) => 70 - index));
    expect(sequences(third)).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
    expect(third.older).toBeUndefined();
    expect(sequences(await ask({}, third.newer))).toEqual(sequences(second));
    const again = await ask({}, second.newer);
    expect(sequences(again)).toEqual(sequences(first));
    expect(again.newer).toBeUndefined();
  });

  it('stays where it is while entries are added', async () => {
    const first = await ask();
    await append('lan', 'signIn', { method: 'totp' });
    expect(sequences(await ask({}, first.older))[0]).toBe(70);
  });

  it('is found by days of Vietnam, both ends counted', async () => {
    // Entry 1 is 8:00 on 3/7; entries 17 to 40 are 4/7 from 0:00 to 23:00.
    const day = await ask({ from: plainDate('2023-07-04'), through: plainDate('2023-07-04') });
    expect(sequences(day)).toEqual(Array.from({ length: 24 }, (_, index) => 40 - index));
    expect(sequences(await ask({ through: plainDate('2023-07-03') }))).toHaveLength(16);
    expect(sequences(await ask({ from: plainDate('2023-08-01') }))).toEqual([]);
    expect(sequences(await ask({ through: plainDate('2023-07-02') }))).toEqual([]);
  });

  it('turns every instant into the sequence that a walk along the chain finds', async () => {
    await within(store, ['phuoc-long'], async (client) => {
      for (const hours of [-5, 0, 0.5, 1, 29.999, 30, 57, 119, 119.5, 400]) {
        const at = plusMilliseconds(BEGAN, Math.round(hours * HOUR));
        const { rows } = await client.query<{ found: number }>(
          `select coalesce(min(sequence), (select max(sequence) + 1 from audit_entry where home_unit_id = 'phuoc-long'))::int as found
           from audit_entry where home_unit_id = 'phuoc-long' and recorded_at >= $1`,
          [at],
        );
        expect(await sequenceAt(client, 'phuoc-long', at), `${hours}`).toBe(rows[0]?.found);
      }
      expect(await sequenceAt(client, 'nowhere', BEGAN)).toBe(1);
    });
  });

  it('is found by person, act and dossier, also together', async () => {
    const lan = await ask({ actor: 'lan' });
    expect(new Set(lan.entries.map((entry) => entry.actor))).toEqual(new Set(['lan']));
    expect(sequences(await ask({ act: 'person.viewUnmasked' }))).toEqual([41]);
    expect(sequences(await ask({ act: 'person.viewUnmasked', actor: 'an' }))).toEqual([]);
    // By its events, and by being named.
    expect(sequences(await ask({ dossierCode: CODE }))).toEqual([41, 31]);
    expect(sequences(await ask({ dossierCode: CODE, through: plainDate('2023-07-04') }))).toEqual([31]);
    expect(sequences(await ask({ dossierCode: "x' or true --" }))).toEqual([]);
  });

  it('offers the people and acts that it knows, and nothing of another unit', async () => {
    const page = await ask();
    expect(page.actors.map(({ actor }) => actor)).toEqual(['=HYPERLINK("x")', 'an', 'lan'].sort());
    expect([...page.acts].sort()).toEqual(['person.viewUnmasked', 'recordActs', 'signIn']);
    expect(sequences(await readLog(installation, person('leader', 'vinh-truong'), {}, undefined))).toEqual([1]);
  });

  it('tells the leader what was typed, and the administrator only what was done', async () => {
    const question = { act: 'person.viewUnmasked' };
    expect((await ask(question)).entries[0]?.sentence).toContain('bà Mẫu hỏi');
    const shown = await readLog(installation, administrator, question, undefined);
    expect(shown.entries[0]?.sentence).toBe(`Xem đầy đủ số giấy tờ, điện thoại: hồ sơ ${CODE}.`);
    expect(JSON.stringify(shown)).not.toContain('Mẫu');
    for (const role of ['receptionist', 'specialist', 'clerk', 'cashier', 'reportingOfficer'] as const)
      await expect(readLog(installation, person(role), {}, undefined)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the file', () => {
  it('holds the range in the order of recording, safe for spreadsheets, and is itself logged', async () => {
    now = plusMilliseconds(now, HOUR);
    const question = { from: plainDate('2023-07-04'), through: plainDate('2023-07-04') };
    const lines = Buffer.from(await downloadLog(installation, administrator, question))
      .toString('utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(25);
    expect(lines[0]).toContain('Mục,Thời gian,Tên đăng nhập');
    expect(lines[1]).toMatch(/^17,00:00 ngày 04\/07\/2023,/);
    expect(lines[15]).toContain(`"'=HYPERLINK(""x"")"`);
    const newest = (await ask()).entries[0];
    expect(newest).toMatchObject({
      actor: 'unitadministrator',
      sentence: 'Tải nhật ký từ 04/07/2023 đến 04/07/2023, 24 mục.',
    });
    const named = await downloadLog(installation, administrator, { dossierCode: CODE });
    expect(Buffer.from(named).toString('utf8')).not.toContain('Mẫu');
    await expect(downloadLog(installation, leader, { actor: 'nobody' })).rejects.toMatchObject({ code: 'EMPTY' });
    await expect(downloadLog(installation, person('clerk'), {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the chain', () => {
  it('is checked for the own unit, with its head', async () => {
    const result = await verifyOwnChain(installation, leader);
    expect(result).toMatchObject({ units: 1, events: 1, faults: [] });
    const newest = (await ask()).entries[0];
    expect(result.heads).toEqual([{ homeUnitId: 'phuoc-long', sequence: newest?.sequence, hash: newest?.hash }]);
    await expect(verifyOwnChain(installation, person('clerk'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('shows where somebody changed, took away or cut off', async () => {
    const entry = (work: string) =>
      store.withOwner((owner) => owner.query(`${work.replace('AND_UNIT', "home_unit_id = 'phuoc-long'")}`));
    await entry(`update audit_entry set actor = 'ai đó' where AND_UNIT and sequence = 50`);
    await entry(`delete from audit_entry where AND_UNIT and sequence = 70`);
    const messages = (await verifyOwnChain(installation, leader)).faults.map((fault) => fault.message);
    expect(messages).toEqual([
      'Mục 50 đã bị sửa: mã băm không khớp.',
      'Thiếu mục nhật ký số 70.',
      'Mục 71 không nối với mục trước nó.',
      'Mục 71 đã bị sửa: mã băm không khớp.',
    ]);
    // A chain with a hole is still read by day.
    expect(sequences(await ask({ from: plainDate('2023-07-05'), through: plainDate('2023-07-05') }))).toHaveLength(24);
  });
});
