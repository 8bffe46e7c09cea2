import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawReceipt } from '../../core/reception/receipt.ts';
import type { ReceiptSlip } from '../../core/reception/slip.ts';
import { verifyAudit } from '../../store/audit.ts';
import { within } from '../../store/scope.ts';
import type { SignedIn } from '../signed-in.ts';
import {
  CLERK,
  type Desk,
  filled,
  filledBy,
  formKey,
  officer,
  openDesk,
  RECEPTIONIST,
  SECOND_RECEPTIONIST,
  UNIT,
} from './desk.testkit.ts';
import { loadReceived } from './load-receipt.ts';
import { prepareReceipt } from './prepare-receipt.ts';
import { receiveDossier } from './receive-dossier.ts';

describe('receiving at the counter', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  const receive = (
    raw: RawReceipt,
    key: number,
    more: { user?: SignedIn; receivedAt?: string; acceptMissing?: boolean; separate?: boolean } = {},
  ) =>
    receiveDossier(desk, desk.random, {
      user: more.user ?? RECEPTIONIST,
      formKey: formKey(key),
      raw,
      receivedAt: more.receivedAt ?? '2023-09-05T09:00',
      acceptMissing: more.acceptMissing ?? false,
      separate: more.separate ?? false,
    });
  const rows = <T>(sql: string, ...values: unknown[]): Promise<T[]> =>
    within(desk.store, [UNIT], async (client) => (await client.query(sql, values)).rows as T[]);
  const count = async (table: string): Promise<number> =>
    Number((await rows<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n);

  it('gives code, due instant and slip; the applicant is known from then on', async () => {
    const answer = await receive(filled(), 1);
    expect(answer).toEqual({
      ok: true,
      dossierCode: '000.18.22.H32-230905-0001',
      childCodes: [],
      repeated: false,
    });
    const found = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: '000.18.22.H32-230905-0001' });
    // Received on Tuesday 5/9; the third working day after it is Friday 8/9, closing at 17:00.
    expect(found).toMatchObject({
      receivedAt: '2023-09-05T09:00',
      dueAt: '2023-09-08T17:00',
      businessState: 'received',
      applicant: { fullName: 'Lê Thị Mẫu Hoà', identityNumber: '056***234', phone: '090***567' },
      reception: { request: 'Xác nhận thông tin mẫu', officer: 'tiepnhan' },
      fee: null,
    });
    const slip = found?.slips[0] as ReceiptSlip;
    expect(slip).toMatchObject({
      kind: 'receipt',
      number: 1,
      form: { number: '01', title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' },
      dossierCode: '000.18.22.H32-230905-0001',
      dueAt: '2023-09-08T17:00',
      papers: ['Tờ khai (bản chính, 1 bản)'],
      termText: '3 ngày làm việc',
    });
    const people = await rows<{ identity_number: string; phone: string }>('select identity_number, phone from person');
    expect(people).toEqual([{ identity_number: '056199001234', phone: '0901234567' }]);
  });

  it('answers the same form once, however often it comes', async () => {
    const before = await count('dossier');
    const raw = filledBy(1);
    const first = await receive(raw, 2);
    const again = await receive(raw, 2);
    expect(first).toMatchObject({ ok: true, repeated: false });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await count('dossier')).toBe(before + 1);
  });

  it('makes one dossier of twenty arrivals of one form at once', async () => {
    const before = await count('dossier');
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(filledBy(2), 3)));
    expect(new Set(answers.map((one) => (one.ok ? one.dossierCode : one.errors))).size).toBe(1);
    expect(answers.filter((one) => one.ok && !one.repeated)).toHaveLength(1);
    expect(await count('dossier')).toBe(before + 1);
  });

  it('gives twenty forms at once twenty codes in a row, refusals between them leaving no gap', async () => {
    const [last] = await rows<{ code: string }>('select max(dossier_code) as code from dossier');
    const from = Number(last?.code.slice(-4));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        receive(n % 2 === 0 ? filledBy(100 + n) : filledBy(100 + n, { sets: '0' }), 100 + n, {
          user: n % 4 < 2 ? RECEPTIONIST : SECOND_RECEPTIONIST,
        }),
      ),
    );
    const codes = answers.flatMap((one) => (one.ok ? [one.dossierCode] : [])).sort();
    expect(codes).toEqual(
      Array.from({ length: 20 }, (_, n) => `000.18.22.H32-230905-${String(from + 1 + n).padStart(4, '0')}`),
    );
    expect(answers.filter((one) => !one.ok)).toHaveLength(20);
  });

  it('passes over codes that a ledger brought in', async () => {
    const [last] = await rows<{ code: string }>('select max(dossier_code) as code from dossier');
    const from = Number(last?.code.slice(-4));
    const taken = `000.18.22.H32-230905-${String(from + 1).padStart(4, '0')}`;
    await within(desk.store, [UNIT], (client) =>
      client.query(
        `insert into dossier (home_unit_id, dossier_id, dossier_code, procedure_code, sector_key, business_state, payment_state,
           hand_over_state, synchronisation_state, national_status, last_sequence, recorded_at)
         values ($1, gen_random_uuid(), $2, 'x', 'x', 'received', 'unpaid', 'notHandedOver', 'notSent', 2, 0, now())`,
        [UNIT, taken],
      ),
    );
    const answer = await receive(filledBy(300), 300);
    expect(answer).toMatchObject({
      ok: true,
      dossierCode: `000.18.22.H32-230905-${String(from + 2).padStart(4, '0')}`,
    });
  });

  it('asks when another officer has just received the same', async () => {
    const [before] = [await count('dossier')];
    await receive(filledBy(400), 400);
    const refused = await receive(filledBy(400), 401, { user: SECOND_RECEPTIONIST });
    expect(refused).toMatchObject({ ok: false });
    expect(refused.ok ? '' : refused.errors['separate']).toContain(
      'Cán bộ tiepnhan tiếp nhận lúc 09:00 ngày 05/09/2023',
    );
    expect(await count('dossier')).toBe(before + 1);
    expect(await receive(filledBy(400), 401, { user: SECOND_RECEPTIONIST, separate: true })).toMatchObject({
      ok: true,
    });
    // Another procedure for the same person is no repetition.
    expect(await receive(filledBy(400, { procedureCode: '9.000002' }), 402)).toMatchObject({ ok: true });
  });

  it('asks before it goes on without a required paper', async () => {
    const raw = filledBy(500, {
      papers: [{ name: 'Tờ khai', form: 'original', copies: '1', required: true, received: false }],
    });
    const refused = await receive(raw, 500);
    expect(refused.ok ? {} : refused.errors).toHaveProperty('acceptMissing');
    const answer = await receive(raw, 500, { acceptMissing: true });
    expect(answer).toMatchObject({ ok: true, repeated: false });
    const found = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: answer.ok ? answer.dossierCode : '' });
    expect(found?.slips[0]).toMatchObject({ papers: [], missingPapers: ['Tờ khai (bản chính, 1 bản)'] });
  });

  it('works out fees from pages and copies, asks for what the province sets, and knows exemptions', async () => {
    const feeOf = async (raw: RawReceipt, key: number) => {
      const answer = await receive(raw, key, { acceptMissing: true });
      if (!answer.ok) return answer.errors;
      const found = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: answer.dossierCode });
      const [row] = await rows<{ payment_state: string; fee_due: string }>(
        `select payment_state, fee_due from dossier d join dossier_fact f using (home_unit_id, dossier_id) where d.dossier_code = $1`,
        answer.dossierCode,
      );
      return { due: Number(row?.fee_due), state: row?.payment_state, text: (found?.slips[0] as ReceiptSlip).feeText };
    };
    // 2.000 + 2.000 + 3 × 1.000 a copy, two copies.
    expect(
      await feeOf(
        filledBy(600, { procedureCode: '9.000003', fee: { pages: '5', copies: '2', amount: '', exemption: '' } }),
        600,
      ),
    ).toEqual({ due: 14_000, state: 'unpaid', text: 'Phí: 2 bản × 5 trang = 14.000 đồng (TT 226/2016/TT-BTC)' });
    expect(
      await feeOf(
        filledBy(601, { procedureCode: '9.000004', fee: { pages: '', copies: '', amount: '', exemption: '' } }),
        601,
      ),
    ).toHaveProperty('feeAmount');
    expect(
      await feeOf(
        filledBy(601, { procedureCode: '9.000004', fee: { pages: '', copies: '', amount: '5.000', exemption: '' } }),
        601,
      ),
    ).toMatchObject({ due: 5000, state: 'unpaid' });
    expect(
      await feeOf(
        filledBy(602, {
          procedureCode: '9.000004',
          fee: { pages: '', copies: '', amount: '', exemption: 'poorHousehold' },
        }),
        602,
      ),
    ).toEqual({ due: 0, state: 'exempt', text: 'Lệ phí: miễn (Người thuộc hộ nghèo)' });
    expect(await feeOf(filledBy(603), 603)).toEqual({ due: 0, state: 'notRequested', text: '' });
  });

  it('refuses with one sentence for each wrong field, all at once, and writes nothing', async () => {
    const before = [await count('dossier'), await count('person'), await count('slip'), await count('audit_entry')];
    const answer = await receive(
      filled({
        person: {
          kind: 'citizen',
          fullName: 'x'.repeat(200),
          identityKind: 'citizenId',
          identityNumber: '05619900',
          phone: '12',
          email: 'không phải',
          address: '',
        },
        byRepresentative: true,
        channel: 'pigeon',
        sets: '-1',
        resultChannel: '',
        papers: [{ name: '', form: 'gold', copies: '0', required: false, received: true }],
      }),
      700,
    );
    expect(answer.ok ? [] : Object.keys(answer.errors).sort()).toEqual([
      'address',
      'channel',
      'email',
      'fullName',
      'identityNumber',
      'paper-0-copies',
      'paper-0-form',
      'paper-0-name',
      'phone',
      'repAuthority',
      'repIdentity',
      'repName',
      'resultChannel',
      'sets',
    ]);
    expect([await count('dossier'), await count('person'), await count('slip'), await count('audit_entry')]).toEqual(
      before,
    );
  });

  it('refuses what the catalogue does not have, a procedure without a term, a way that it does not allow', async () => {
    expect(await receive(filled({ procedureCode: "9.' or 1=1" }), 701)).toMatchObject({ ok: false });
    const noTerm = await receive(filled({ procedureCode: '9.000005' }), 702);
    expect(noTerm.ok ? '' : noTerm.errors['']).toContain('chưa có thời hạn');
    const byPost = await receive(filled({ procedureCode: '9.000003', channel: 'post' }), 703);
    expect(byPost.ok ? '' : byPost.errors['channel']).toBe('Thủ tục này chỉ nhận: trực tiếp tại quầy.');
  });

  it('keeps to the minute that was shown, for a quarter of an hour', async () => {
    for (const [receivedAt, allowed] of [
      ['2023-09-05T09:00', true],
      ['2023-09-05T08:45', true],
      ['2023-09-05T08:44', false],
      ['2023-09-05T09:01', false],
      ['2023-02-31T09:00', false],
      ['', false],
    ] as const) {
      const answer = await receive(filledBy(800), 800 + Number(allowed), { receivedAt, separate: true });
      expect([receivedAt, answer.ok]).toEqual([receivedAt, allowed]);
    }
  });

  it('is not for other roles, nor for an officer of another ward with this ward’s people', async () => {
    await expect(receive(filled(), 900, { user: CLERK })).rejects.toThrow('không thuộc vai trò');
    const elsewhere = officer('ngoai', ['receptionist'], 'vinh-truong');
    const [someone] = await rows<{ person_id: string }>('select person_id from person limit 1');
    const answer = await receive(filled({ personId: someone?.person_id ?? '' }), 901, { user: elsewhere });
    expect(answer.ok).toBe(false);
    expect(await loadReceived(desk, { user: elsewhere, dossierCode: '000.18.22.H32-230905-0001' })).toBeUndefined();
  });

  it('explains the due instant before anything is written', async () => {
    const before = await count('dossier');
    const prepared = await prepareReceipt(desk, { user: RECEPTIONIST, raw: filled() });
    expect(prepared).toMatchObject({ ok: true, dueAt: '2023-09-08T17:00', known: true });
    expect(prepared.ok ? prepared.explanation.join('\n') : '').toContain('Ngày làm việc thứ 3');
    expect(await count('dossier')).toBe(before);
  });

  it('begins at 0001 on another day, and has no number for a day on which the unit is gone', async () => {
    desk.at('2023-09-06T08:00');
    expect(await receive(filledBy(950), 950, { receivedAt: '2023-09-06T08:00' })).toMatchObject({
      dossierCode: '000.18.22.H32-230906-0001',
    });
    desk.at('2025-07-01T08:00');
    const answer = await receive(filledBy(951), 951, { receivedAt: '2025-07-01T08:00' });
    expect(answer.ok ? '' : answer.errors['']).toContain('không hoạt động vào ngày 1/7/2025');
  });

  it('leaves slips numbered in a row and an audit that holds', async () => {
    const slips = await rows<{ number: number }>("select number from slip where slip_kind = 'receipt' order by number");
    expect(slips.map((one) => one.number)).toEqual(slips.map((_, index) => index + 1));
    const audit = await within(desk.store, 'all', (client) => verifyAudit(client));
    expect(audit.faults).toEqual([]);
    const [personal] = await rows<{ n: string }>(
      "select count(*) as n from dossier_event where data::text like '%056199001234%' or data::text like '%Mẫu Hoà%'",
    );
    expect(Number(personal?.n)).toBe(0);
  });
});
