import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../../test/support/database.ts';
import type { Role } from '../../core/access/permissions.ts';
import type { Instant, LocalDateTime } from '../../core/time/local-date-time.ts';
import { localDateTime } from '../../core/time/local-date-time.ts';
import { type PlainDate, plainDate } from '../../core/time/plain-date.ts';
import { insertSetting } from '../../store/registers.ts';
import { within } from '../../store/scope.ts';
import { readLog } from '../audit-log/read-log.ts';
import { ensureSampleTree, type Installation, loadGranularity } from '../installation.ts';
import { loadLateRecordingRule } from '../late-recording.ts';
import { recordActs } from '../record-acts.ts';
import { buildReport } from '../report/build-report.ts';
import { closeReport } from '../report/close-report.ts';
import { verifyReport } from '../report/verify-report.ts';
import { setCalendar } from '../set-calendar.ts';
import type { SignedIn } from '../signed-in.ts';
import { changeCalendar } from './change-calendar.ts';
import { changeLateRecording } from './change-late-recording.ts';
import { changeReportIdentity } from './change-report-identity.ts';
import { changeTimeliness } from './change-timeliness.ts';
import { viewSettings } from './view-settings.ts';
import { withdrawChange } from './withdraw-change.ts';

/** Friday 20/11/2026, 10:00 in Vietnam; Tuesday 24/11 is not settled. */
let now = '2026-11-20T03:00:00.000Z' as Instant;
const UNIT = 'nam-nha-trang';
const day = plainDate;
let store: TestStore;
let installation: Installation;

const person = (role: Role, unitId = UNIT): SignedIn => ({
  accountId: '11111111-1111-4111-8111-111111111111',
  loginName: role.toLowerCase(),
  fullName: 'Người thử',
  position: '',
  unitId,
  roles: [role],
});
const admin = person('unitAdministrator');
const because = { user: admin, basis: 'Quyết định 12/QĐ-UBND', reason: 'Tỉnh quyết định', preview: false };
const settle = (applied: boolean, preview = false, formKey?: string) =>
  changeCalendar(installation, {
    ...because,
    preview,
    formKey,
    change: { kind: 'settleDay', dates: [day('2026-11-24')], applied, basis: because.basis },
  });

const codeOf = (number: number): string => `H32.01.01-20261120-000000${number}`;
const receive = (number: number, resolvedAt?: string) =>
  recordActs(installation, {
    unitId: UNIT,
    dossierCode: codeOf(number),
    actor: 'tester',
    acts: [
      {
        act: 'receive',
        happenedAt: localDateTime('2026-11-20T08:00'),
        data: {
          channel: 'counter',
          procedureCode: '1.000894',
          sectorKey: 'ho-tich',
          term: { value: 3, unit: 'workingDay' },
        },
      },
      { act: 'beginProcessing', happenedAt: localDateTime('2026-11-20T08:10'), data: {} },
      ...(resolvedAt === undefined ? [] : [{ act: 'resolve', happenedAt: resolvedAt as LocalDateTime, data: {} }]),
    ],
  });
const dueOf = async (number: number): Promise<string> => {
  const { rows } = await within(store, [UNIT], (client) =>
    client.query<{ due: string }>(
      `select to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as due from dossier where home_unit_id = $1 and dossier_code = $2`,
      [UNIT, codeOf(number)],
    ),
  );
  return rows[0]?.due as string;
};
const counts = async () => {
  const { rows } = await store.withOwner((owner) =>
    owner.query(
      'select (select count(*) from unit_setting)::int as settings, (select count(*) from audit_entry)::int as entries',
    ),
  );
  return rows[0];
};

beforeAll(async () => {
  store = await testStore();
  installation = { store, clock: { now: () => now } };
  await ensureSampleTree(installation);
  await receive(1);
  await receive(2, '2026-11-20T09:00');
});
afterAll(() => store.close());

describe('a change of settings', () => {
  it('is for the administrator; leader and reporting officer may look', async () => {
    for (const role of ['receptionist', 'specialist', 'leader', 'clerk', 'cashier', 'reportingOfficer'] as const)
      await expect(
        changeTimeliness(installation, {
          ...because,
          user: person(role),
          effectiveFrom: day('2026-12-15'),
          granularity: 'day',
        }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const role of ['leader', 'reportingOfficer'] as const)
      expect((await viewSettings(installation, person(role))).granularity).toBe('minute');
    await expect(viewSettings(installation, person('clerk'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('shows what it would move and leaves nothing behind', async () => {
    const before = await counts();
    expect(await settle(true, true)).toMatchObject({
      ok: true,
      moved: [{ dossierCode: codeOf(1), from: '2026-11-25T17:00', to: '2026-11-26T17:00' }],
    });
    expect(await counts()).toEqual(before);
    expect(await dueOf(1)).toBe('2026-11-25 17:00');
  });

  it('moves pending dossiers, never resolved ones, once for two posts of one form', async () => {
    const key = '22222222-2222-4222-8222-222222222222';
    const first = await settle(true, false, key);
    expect(first).toMatchObject({ ok: true, moved: [{ dossierCode: codeOf(1) }] });
    const after = await counts();
    expect(await settle(true, false, key)).toEqual(first);
    expect(await counts()).toEqual(after);
    expect([await dueOf(1), await dueOf(2)]).toEqual(['2026-11-26 17:00', '2026-11-25 17:00']);
    const log = await readLog(installation, admin, { act: 'setting.calendar' }, undefined);
    expect(log.entries[0]?.sentence).toMatch(
      /^Đổi lịch làm việc: nghỉ ngày 24\/11\/2026 .*: từ ngày 24\/11\/2026, 1 hồ sơ đang giải quyết đổi hạn\.$/,
    );
  });

  it('is withdrawn while its day is to come, and the log keeps both', async () => {
    const withdraw = (preview = false) =>
      withdrawChange(installation, {
        user: admin,
        of: 'settleDay',
        date: day('2026-11-24'),
        reason: 'Tỉnh đổi ý',
        preview,
      });
    expect(await withdraw(true)).toMatchObject({ ok: true, moved: [{ dossierCode: codeOf(1) }] });
    expect(await dueOf(1)).toBe('2026-11-26 17:00');
    expect((await withdraw()).ok).toBe(true);
    expect(await dueOf(1)).toBe('2026-11-25 17:00');
    expect(await withdraw()).toMatchObject({ ok: false, errors: { '': expect.stringContaining('không còn') } });
    const view = await viewSettings(installation, admin);
    expect(view.days.find((one) => one.date === '2026-11-24')?.settlement).toBeNull();
    expect(view.history.map((line) => [line.note?.reason, line.note?.withdrawal])).toEqual([
      ['Tỉnh đổi ý', true],
      ['Tỉnh quyết định', undefined],
    ]);
  });

  it('stands where it was recorded last, even where its first day is earlier', async () => {
    const hours = (effectiveFrom: string, from: number) =>
      changeCalendar(installation, {
        ...because,
        change: {
          kind: 'officeHours',
          effectiveFrom: day(effectiveFrom),
          effectiveThrough: null,
          hours: [{ from, to: 17 * 60 + 30 }],
          basis: because.basis,
        },
      });
    expect((await hours('2026-12-10', 8 * 60)).ok).toBe(true);
    expect((await hours('2026-12-01', 9 * 60)).ok).toBe(true);
    const view = await viewSettings(installation, admin);
    expect(view.hours.map((one) => [one.effectiveFrom, one.state])).toEqual([
      ['2026-12-01', 'scheduled'],
      ['2026-12-10', 'scheduled'],
    ]);
    expect((await receive(3)).ok).toBe(true);
    for (const date of ['2026-12-01', '2026-12-10'])
      expect(
        (
          await withdrawChange(installation, {
            user: admin,
            of: 'officeHours',
            date: day(date),
            reason: 'thử',
            preview: false,
          })
        ).ok,
      ).toBe(true);
  });

  it('by the operator after it is not taken for known', async () => {
    const settings = { officeHours: [], settledDays: [] };
    const input = { unitId: UNIT, effectiveFrom: day('2026-11-24'), settings, actor: 'vận hành' };
    await setCalendar(installation, input);
    await settle(true);
    expect((await setCalendar(installation, input)).moved.length).toBe(2);
    expect(
      (await viewSettings(installation, admin)).days.find((one) => one.date === '2026-11-24')?.settlement,
    ).toBeNull();
  });

  it('is refused with every reason beside its field', async () => {
    const refused = await changeReportIdentity(installation, {
      ...because,
      basis: ' ',
      reason: '',
      effectiveFrom: day('2026-11-19'),
      identity: { receiverName: '', signatureLines: [], signer: '', recipients: [], notation: 'bc-ubnd' },
    });
    expect(refused.ok ? [] : Object.keys(refused.errors).sort()).toEqual([
      'basis',
      'effectiveFrom',
      'notation',
      'reason',
      'receiverName',
      'recipients',
      'signatureLines',
      'signer',
    ]);
  });

  it('shows a day in lieu as decided with its holiday', async () => {
    // Mùng 1 Tết, Saturday 6/2/2027, with 9/2 in lieu of it.
    const change = { kind: 'settleDay', dates: [day('2027-02-06')], applied: true, basis: because.basis } as const;
    expect((await changeCalendar(installation, { ...because, change })).ok).toBe(true);
    const { days } = await viewSettings(installation, admin);
    expect(days.find((one) => one.date === '2027-02-09')).toMatchObject({
      settlement: null,
      followed: { date: '2027-02-06', applied: true },
    });
    expect(days.find((one) => one.date === '2027-02-10')?.followed).toBeNull();
  });

  it('belongs to its unit', async () => {
    await settle(true);
    const elsewhere = await viewSettings(installation, person('unitAdministrator', 'khanh-hoa'));
    expect(elsewhere.history).toEqual([]);
    expect(elsewhere.days.every((one) => one.settlement === null)).toBe(true);
  });
});

describe('minute or day', () => {
  const granularityOn = (on: string, recordedThrough: Instant | null = null) =>
    within(store, [UNIT], (client) => loadGranularity(client, UNIT, day(on), recordedThrough));
  const change = (effectiveFrom: string, granularity: 'minute' | 'day', preview = false) =>
    changeTimeliness(installation, { ...because, preview, effectiveFrom: day(effectiveFrom), granularity });

  it('applies from its day, says what it touches, and can be withdrawn before', async () => {
    // Received at 8:00 with three working days: due 26/11 17:00. Resolved at 16:00 of that day it is early by the minute.
    now = '2026-11-26T09:30:00.000Z' as Instant;
    await recordActs(installation, {
      unitId: UNIT,
      dossierCode: codeOf(1),
      actor: 'tester',
      acts: [{ act: 'resolve', happenedAt: localDateTime('2026-11-26T16:00'), data: {} }],
    });
    const preview = await change('2026-12-01', 'day', true);
    expect(preview.ok && preview.consequences.join(' ')).toMatch(/Quý IV năm 2026.* 1 hồ sơ của Quý IV năm 2026/);
    expect((await change('2026-12-15', 'day')).ok).toBe(true);
    expect([await granularityOn('2026-12-14'), await granularityOn('2026-12-15')]).toEqual(['minute', 'day']);
    expect(
      await withdrawChange(installation, {
        user: admin,
        of: 'timeliness',
        date: day('2026-12-15'),
        reason: 'nhầm',
        preview: false,
      }),
    ).toMatchObject({ ok: true });
    expect(await granularityOn('2026-12-15')).toBe('minute');
    expect((await viewSettings(installation, admin)).timeliness).toEqual([]);
  });

  it('is refused for the past, and where nothing would change', async () => {
    expect(await change('2026-11-25', 'day')).toMatchObject({
      ok: false,
      errors: { effectiveFrom: expect.stringContaining('không sửa quá khứ') },
    });
    expect(await change('2026-12-15', 'minute')).toMatchObject({
      ok: false,
      errors: { granularity: expect.anything() },
    });
    expect((await change('2026-11-26', 'day', true)).ok).toBe(true);
  });
});

describe('how far back acts may be recorded', () => {
  const ruleOn = (on: string) => within(store, [UNIT], (client) => loadLateRecordingRule(client, UNIT, day(on)));
  const change = (effectiveFrom: string, ordinaryWorkingDays: number, correctorWorkingDays: number, preview = false) =>
    changeLateRecording(installation, {
      ...because,
      preview,
      effectiveFrom: day(effectiveFrom),
      ordinaryWorkingDays,
      correctorWorkingDays,
    });
  const daysOn = async (on: string) => {
    const { ordinaryWorkingDays, correctorWorkingDays } = await ruleOn(on);
    return [ordinaryWorkingDays, correctorWorkingDays];
  };

  it("is the program's own, marked provisional, until the unit says otherwise", async () => {
    expect(await viewSettings(installation, admin)).toMatchObject({
      lateRecording: { ordinaryWorkingDays: 5, correctorWorkingDays: 60, status: 'provisional' },
      lateRecordings: [],
    });
  });

  it('says what it means before it is written, and applies from its day', async () => {
    const before = await counts();
    // Monday 30/11/2026; three working days before is Wednesday 25/11, ten Friday 13/11; Tuesday 24/11 is off.
    const preview = await change('2026-11-30', 3, 10, true);
    expect(preview.ok && preview.consequences.join(' ')).toMatch(
      /^Từ ngày 30\/11\/2026, .* 3 ngày làm việc .* việc của ngày 25\/11\/2026\. .* 10 ngày làm việc, .* việc của ngày 13\/11\/2026\. .* vẫn ghi sau tới 5 ngày làm việc, người đính chính tới 60 ngày làm việc\./,
    );
    expect(await counts()).toEqual(before);
    expect(await change('2026-11-30', 3, 10)).toMatchObject({ ok: true, moved: [] });
    expect([await daysOn('2026-11-29'), await daysOn('2026-11-30')]).toEqual([
      [5, 60],
      [3, 10],
    ]);
    expect((await ruleOn('2026-11-30')).basis).toBe(because.basis);
    const log = await readLog(installation, admin, { act: 'setting.lateRecording' }, undefined);
    expect(log.entries[0]?.sentence).toBe(
      'Đổi giới hạn ghi sau: ghi sau tới 3 ngày làm việc, người đính chính tới 10 ngày làm việc: từ ngày 30/11/2026.',
    );
  });

  it('is refused for the past, beyond its limits, and where nothing would change', async () => {
    const refused = async (...input: Parameters<typeof change>) => {
      const outcome = await change(...input);
      return outcome.ok ? 'accepted' : Object.keys(outcome.errors).sort();
    };
    expect(await refused('2026-11-25', 251, 3)).toEqual(['effectiveFrom', 'ordinaryWorkingDays']);
    expect(await refused('2026-12-02', -1, 251)).toEqual(['correctorWorkingDays', 'ordinaryWorkingDays']);
    expect(await refused('2026-12-02', 11, 10)).toEqual(['correctorWorkingDays']);
    expect(await refused('2026-12-02', 3, 10)).toEqual(['ordinaryWorkingDays']);
    expect(await refused('2026-12-02', 0, 0, true)).toBe('accepted');
    // Of the day itself: the same numbers again are another document for them.
    expect(await refused('2026-11-30', 3, 10, true)).toBe('accepted');
    // A day that no calendar covers yet.
    expect(await refused('2099-01-01', 4, 10, true)).toBe('accepted');
    await expect(
      changeLateRecording(installation, {
        ...because,
        user: person('leader'),
        effectiveFrom: day('2026-12-02'),
        ordinaryWorkingDays: 1,
        correctorWorkingDays: 1,
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is withdrawn before its day, and what stood before it stands again', async () => {
    const withdraw = () =>
      withdrawChange(installation, {
        user: admin,
        of: 'lateRecording',
        date: day('2026-11-30'),
        reason: 'nhầm',
        preview: false,
      });
    expect(await withdraw()).toMatchObject({ ok: true, what: 'giới hạn ghi sau' });
    expect(await daysOn('2026-11-30')).toEqual([5, 60]);
    expect(await withdraw()).toMatchObject({ ok: false, errors: { '': expect.stringContaining('không còn') } });
  });

  it('that cannot be read is said on the page and can be entered again', async () => {
    await within(store, [UNIT], (client) =>
      insertSetting(
        client,
        UNIT,
        { key: 'lateRecording', effectiveFrom: day('2026-11-26'), value: { days: 'ba' } },
        now,
      ),
    );
    expect(await viewSettings(installation, admin)).toMatchObject({
      lateRecording: null,
      lateRecordings: [{ value: null, state: 'current' }],
    });
    expect((await change('2026-11-26', 5, 30)).ok).toBe(true);
    expect((await viewSettings(installation, admin)).lateRecording).toMatchObject({
      correctorWorkingDays: 30,
      status: 'verified-from-use',
    });
  });
});

describe('head and foot of reports', () => {
  const identity = {
    receiverName: 'UBND tỉnh Khánh Hòa',
    signatureLines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    signer: 'Lý Mẫu Mới',
    recipients: ['Văn phòng UBND tỉnh', 'Lưu: VT'],
    notation: 'BC-UBND',
  };
  const change = (effectiveFrom: PlainDate) =>
    changeReportIdentity(installation, { ...because, effectiveFrom, identity });
  const period = '2026-Q3';
  const signerOf = async (live: boolean): Promise<string> =>
    (await buildReport(installation, { unitId: UNIT, period, live, prove: false })).model.document.signature.name;

  it('change from their day on, and no report that is closed', async () => {
    const before = await signerOf(true);
    await closeReport(installation, { unitId: UNIT, period, actor: 'baocao' });
    expect((await change(day('2026-12-01'))).ok).toBe(true);
    expect(await signerOf(true)).toBe(before);
    now = '2026-12-01T03:00:00.000Z' as Instant;
    expect([await signerOf(true), await signerOf(false)]).toEqual(['Lý Mẫu Mới', before]);
    expect(await verifyReport(installation, { unitId: UNIT, period })).toMatchObject({ holds: true, faults: [] });
    // Its words have changed, so closing again makes the next version, with the new signer.
    expect(await closeReport(installation, { unitId: UNIT, period, actor: 'baocao' })).toMatchObject({ version: 2 });
    expect(await signerOf(false)).toBe('Lý Mẫu Mới');
    expect(await verifyReport(installation, { unitId: UNIT, period, version: 1 })).toMatchObject({ holds: true });
    expect(await verifyReport(installation, { unitId: UNIT, period, version: 2 })).toMatchObject({ holds: true });
  });

  it('cannot be withdrawn once they apply, nor be entered for a day of a closed period', async () => {
    const withdrawn = await withdrawChange(installation, {
      user: admin,
      of: 'reportIdentity',
      date: day('2026-12-01'),
      reason: 'muộn',
      preview: false,
    });
    expect(withdrawn).toMatchObject({ ok: false, errors: { '': expect.stringContaining('đã bắt đầu áp dụng') } });
    expect(await change(day('2026-09-01'))).toMatchObject({
      ok: false,
      errors: { effectiveFrom: expect.stringContaining('Kỳ đã chốt gần nhất hết ngày 14/09/2026') },
    });
  });
});
