import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Slip } from '../../core/reception/slip.ts';
import { within } from '../../store/scope.ts';
import { acceptOnline, turnBackOnline } from './answer-online.ts';
import {
  CLERK,
  type Desk,
  filled,
  filledBy,
  formKey,
  openDesk,
  RECEPTIONIST,
  SECOND_RECEPTIONIST,
  UNIT,
} from './desk.testkit.ts';
import { listOnline } from './list-online.ts';
import { loadReceived, loadSlip } from './load-receipt.ts';
import { completeOnline, submitOnline } from './submit-online.ts';
import { listTurnedAwaySlips, turnAway } from './turn-away.ts';

describe('dossiers filed online', () => {
  let desk: Desk;
  beforeAll(async () => {
    // Monday 4/9/2023 was a holiday in lieu; Tuesday afternoon.
    desk = await openDesk('2023-09-05T16:00');
  });
  afterAll(() => desk.close());
  const submit = (n: number, more = {}) =>
    submitOnline(desk, desk.random, { unitId: UNIT, reference: formKey(n), actor: 'portal', raw: filledBy(n, more) });
  const codeOf = async (n: number): Promise<string> => {
    const answer = await submit(n);
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    return answer.dossierCode;
  };

  it('wait for the desk, eight working hours counted over the night', async () => {
    const dossierCode = await codeOf(1);
    expect(await submit(1)).toEqual({ ok: true, dossierCode, repeated: true });
    const [waiting] = await listOnline(desk, { user: RECEPTIONIST });
    // One hour left on Tuesday, seven on Wednesday: 07:00–11:30 are four and a half, then until 16:00.
    expect(waiting).toMatchObject({
      dossierCode,
      state: 'submitted',
      submittedAt: '2023-09-05T16:00',
      reaction: { by: '2023-09-06T16:00', minutesLeft: 480, state: 'withinTime' },
    });
    desk.at('2023-09-06T14:30');
    expect((await listOnline(desk, { user: RECEPTIONIST }))[0]?.reaction).toMatchObject({
      minutesLeft: 90,
      state: 'dueSoon',
    });
    desk.at('2023-09-06T16:01');
    expect((await listOnline(desk, { user: RECEPTIONIST }))[0]?.reaction).toMatchObject({
      minutesLeft: -1,
      state: 'overdue',
    });
    desk.at('2023-09-06T09:00');
  });

  it('are received under the code that they have, from when the desk accepts', async () => {
    const dossierCode = await codeOf(2);
    const answer = await acceptOnline(desk, { user: RECEPTIONIST, formKey: formKey(2), dossierCode });
    expect(answer).toMatchObject({ ok: true, dossierCode, slip: { kind: 'receipt' }, repeated: false });
    expect(await acceptOnline(desk, { user: RECEPTIONIST, formKey: formKey(2), dossierCode })).toMatchObject({
      repeated: true,
    });
    const found = await loadReceived(desk, { user: RECEPTIONIST, dossierCode });
    // Received on Wednesday 6/9: the third working day after it is Monday 11/9.
    expect(found).toMatchObject({ channel: 'online', receivedAt: '2023-09-06T09:00', dueAt: '2023-09-11T17:00' });
  });

  it('are received by one officer only', async () => {
    const dossierCode = await codeOf(3);
    const answers = await Promise.all([
      acceptOnline(desk, { user: RECEPTIONIST, formKey: formKey(31), dossierCode }),
      acceptOnline(desk, { user: SECOND_RECEPTIONIST, formKey: formKey(32), dossierCode }),
    ]);
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    const refused = answers.find((one) => !one.ok);
    expect(refused?.ok === false ? refused.errors[''] : '').toContain('Không thể «Tiếp nhận»');
  });

  it('are sent back with everything at once, and come again', async () => {
    const dossierCode = await codeOf(4);
    const nothing = await turnBackOnline(desk, {
      user: RECEPTIONIST,
      formKey: formKey(40),
      dossierCode,
      kind: 'completion',
      reasons: [{ text: ' ', legalBasis: '' }],
      note: '',
    });
    expect(nothing.ok ? {} : nothing.errors).toHaveProperty('reason-0-text');
    const answer = await turnBackOnline(desk, {
      user: RECEPTIONIST,
      formKey: formKey(41),
      dossierCode,
      kind: 'completion',
      reasons: [
        { text: 'Tờ khai chưa ký', legalBasis: '' },
        { text: 'Thiếu bản chụp sổ', legalBasis: 'Quyết định mẫu' },
      ],
      note: '',
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    const slip = await loadSlip(desk, {
      user: RECEPTIONIST,
      kind: 'completion',
      year: String(answer.slip.year),
      number: String(answer.slip.number),
    });
    expect(slip).toMatchObject({
      dossierCode,
      items: ['Tờ khai chưa ký', 'Thiếu bản chụp sổ (Quyết định mẫu)'],
      form: { number: '02' },
    });
    expect(
      (await listOnline(desk, { user: RECEPTIONIST })).find((one) => one.dossierCode === dossierCode),
    ).toMatchObject({
      state: 'incomplete',
      reaction: null,
    });
    desk.at('2023-09-07T10:00');
    expect(await completeOnline(desk, { unitId: UNIT, dossierCode, actor: 'portal', note: 'Đã ký' })).toEqual({
      ok: true,
    });
    expect(
      (await listOnline(desk, { user: RECEPTIONIST })).find((one) => one.dossierCode === dossierCode),
    ).toMatchObject({
      state: 'submitted',
      submittedAt: '2023-09-07T10:00',
    });
  });

  it('are refused with a basis for each reason, and never counted as received', async () => {
    const dossierCode = await codeOf(5);
    const reasons = [{ text: 'Không thuộc thẩm quyền của phường', legalBasis: '' }];
    const base = { user: RECEPTIONIST, dossierCode, kind: 'refusal' as const, note: '' };
    const noBasis = await turnBackOnline(desk, { ...base, formKey: formKey(50), reasons });
    expect(noBasis.ok ? {} : noBasis.errors).toHaveProperty('reason-0-basis');
    const answer = await turnBackOnline(desk, {
      ...base,
      formKey: formKey(51),
      reasons: [{ text: 'Không thuộc thẩm quyền của phường', legalBasis: 'Điều 7 Luật mẫu' }],
    });
    expect(answer).toMatchObject({ ok: true, slip: { kind: 'refusal', number: 1 } });
    const [row] = await within(
      desk.store,
      [UNIT],
      async (client) =>
        (
          await client.query(
            `select business_state, national_status, (select count(*)::int from dossier_fact f where f.dossier_id = d.dossier_id) as facts
             from dossier d where dossier_code = $1`,
            [dossierCode],
          )
        ).rows,
    );
    expect(row).toEqual({ business_state: 'refused', national_status: 3, facts: 0 });
  });

  it('are not there for codes of other units or other roles', async () => {
    await expect(listOnline(desk, { user: CLERK })).rejects.toThrow('không thuộc vai trò');
    for (const dossierCode of ['', 'x', '000.18.22.H32-230905-9999', "'; drop table dossier"]) {
      expect(await acceptOnline(desk, { user: RECEPTIONIST, formKey: undefined, dossierCode })).toMatchObject({
        ok: false,
      });
    }
  });
});

describe('people who are turned away at the counter', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('get one slip with all reasons, no dossier and no code', async () => {
    const { person } = filled();
    const input = {
      user: RECEPTIONIST,
      formKey: formKey(1),
      kind: 'refusal' as const,
      procedureCode: '9.000001',
      personId: '',
      person,
      request: 'Xin xác nhận thửa đất ở nơi khác',
      reasons: [
        { text: 'Đất ở phường khác', legalBasis: 'Điều 5 Luật mẫu' },
        { text: 'Không có giấy tờ về đất', legalBasis: 'Khoản 2 Điều 6 Luật mẫu' },
      ],
      note: '',
    };
    const answers = await Promise.all([1, 2, 3].map(() => turnAway(desk, desk.random, input)));
    expect(answers.filter((one) => one.ok && !one.repeated)).toHaveLength(1);
    expect(await turnAway(desk, desk.random, { ...input, kind: 'completion', formKey: formKey(2) })).toMatchObject({
      ok: true,
      kind: 'completion',
      number: 1,
    });
    const slips: readonly Slip[] = await listTurnedAwaySlips(desk, { user: RECEPTIONIST });
    expect(slips).toHaveLength(2);
    expect(slips.find((slip) => slip.kind === 'refusal')).toMatchObject({
      dossierCode: '',
      reasons: [{ text: 'Đất ở phường khác' }, { text: 'Không có giấy tờ về đất' }],
      person: { fullName: 'Lê Thị Mẫu Hoà' },
    });
    const [counted] = await within(
      desk.store,
      [UNIT],
      async (client) =>
        (
          await client.query(
            'select (select count(*)::int from dossier) as dossiers, (select count(*)::int from dossier_code_counter) as codes',
          )
        ).rows,
    );
    expect(counted).toEqual({ dossiers: 0, codes: 0 });
  });

  it('hear of everything that is wrong at once', async () => {
    const answer = await turnAway(desk, desk.random, {
      user: RECEPTIONIST,
      formKey: formKey(9),
      kind: 'refusal',
      procedureCode: 'không có',
      personId: '',
      person: { ...filled().person, phone: 'x', fullName: '' },
      request: 'y'.repeat(501),
      reasons: [{ text: '', legalBasis: 'Điều 1' }],
      note: 'z'.repeat(501),
    });
    expect(answer.ok ? [] : Object.keys(answer.errors).sort()).toEqual([
      'fullName',
      'note',
      'phone',
      'procedureCode',
      'reason-0-text',
      'request',
    ]);
  });
});
