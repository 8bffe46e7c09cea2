import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { importCatalogue } from '../../../services/catalogue.ts';
import { DESK_CATALOGUE, filledBy } from '../../../services/reception/desk.testkit.ts';
import { submitOnline } from '../../../services/reception/submit-online.ts';
import { within } from '../../../store/scope.ts';

const NEW_PERSON = {
  kind: 'citizen',
  identityKind: 'citizenId',
  identityNumber: '056199001234',
  fullName: 'Lê Thị Mẫu Hoà',
  phone: '0901234567',
  email: '',
  address: '12 đường Mẫu',
};
const FORM = {
  procedureCode: '9.000001',
  personId: '',
  ...NEW_PERSON,
  channel: 'counter',
  resultChannel: 'counter',
  sets: '1',
  request: '',
  resultAddress: '',
  paperCount: '2',
  'paper-0-name': 'Tờ khai',
  'paper-0-form': 'original',
  'paper-0-copies': '1',
  'paper-0-required': 'on',
  'paper-1-name': '',
  'paper-1-form': 'copy',
  'paper-1-copies': '1',
  allReceived: 'on',
};

describe('pages of reception', () => {
  let web: TestWeb;
  let desk: Client;
  beforeAll(async () => {
    web = await testWeb();
    await importCatalogue(web.installation, { unitId: 'phuoc-long', catalogue: DESK_CATALOGUE, actor: 'test' });
    desk = await web.browse('receptionist');
  });
  afterAll(() => web.close());

  const hidden = (html: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  /** @returns the code of what was filed online by the n-th citizen */
  const fileOnline = async (reference: string, n: number): Promise<string> => {
    const filed = await submitOnline(web.installation, web.random, {
      unitId: 'phuoc-long',
      reference,
      actor: 'portal',
      raw: filledBy(n),
    });
    return filed.ok ? filed.dossierCode : '';
  };
  const dossiers = async (): Promise<number> =>
    within(web.store, ['phuoc-long'], async (client) =>
      Number((await client.query('select count(*) as n from dossier')).rows[0].n),
    );

  it('find a procedure, with and without the frame', async () => {
    expect((await desk.get('/tiep-nhan')).text).toContain('Xác nhận thông tin mẫu');
    const found = await desk.get('/tiep-nhan?q=trich+luc');
    expect(found.text).toContain('Cấp trích lục mẫu');
    expect(found.text).not.toContain('Đăng ký thường trú mẫu');
    const list = await desk.get('/tiep-nhan/danh-sach?q=%3Cscript%3E');
    expect(list.status).toBe(200);
    expect(list.text).not.toContain('<html');
    expect(list.text).not.toContain('<script>');
    expect(list.text).toContain('Không có thủ tục nào khớp');
  });

  it('receive, and twice the same form once', async () => {
    await desk.get('/tiep-nhan/moi?thu-tuc=9.000001&moi=1');
    const review = await desk.post('/tiep-nhan/moi', { ...FORM, viec: 'xem' });
    expect(review.status).toBe(200);
    // 08:00 on Monday 14/8/2023; the third working day after it is Thursday 17/8.
    expect(review.text).toContain('17:00 ngày 17/08/2023');
    expect(review.text).toContain('Ngày làm việc thứ 3');
    expect(review.text).not.toContain('056199001234</dd>');
    const once = hidden(review.text, '_once');
    expect(once).toMatch(/^[0-9a-f-]{36}$/);
    const send = () =>
      desk.post('/tiep-nhan/ghi', { ...FORM, _once: once, receivedAt: hidden(review.text, 'receivedAt') });
    const [first, second] = [await send(), await send()];
    expect(first.location).toBe('/tiep-nhan/xong/000.18.22.H32-230814-0001');
    expect(second.location).toBe(first.location);
    expect(await dossiers()).toBe(1);
    const done = await desk.get(first.location as string);
    expect(done.text).toContain('In giấy tiếp nhận (Mẫu 01)');
    expect(done.text).not.toContain('056199001234');
    const slip = await desk.get('/phieu/receipt/2023/1');
    expect(slip.text).toContain('Mã hồ sơ: 000.18.22.H32-230814-0001');
    const pdf = await desk.get('/phieu/receipt/2023/1.pdf');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.text.startsWith('%PDF-')).toBe(true);
  });

  it('fill in whom they know, and open the whole only on demand', async () => {
    const exact = await desk.get('/tiep-nhan/moi?thu-tuc=9.000001&tim=056199001234');
    expect(exact.status).toBe(303);
    const known = await desk.get(exact.location as string);
    expect(known.text).toContain('056***234');
    expect(known.text).not.toContain('056199001234');
    const personId = hidden(known.text, 'personId');
    const whole = await desk.post('/tiep-nhan/sua-nguoi', { ...FORM, personId });
    expect(whole.text).toContain('value="056199001234"');
    const byName = await desk.get('/tiep-nhan/moi?thu-tuc=9.000001&tim=hoa+le');
    expect(byName.text).toContain(`nguoi=${personId}`);
    const nobody = await desk.get('/tiep-nhan/moi?thu-tuc=9.000001&tim=0912345678');
    expect(nobody.text).toContain('name="phone" type="tel"'.slice(0, 12));
    expect(nobody.text).toContain('value="0912345678"');
  });

  it('keep what was typed and say what is wrong beside each field', async () => {
    const wrong = await desk.post('/tiep-nhan/moi', {
      ...FORM,
      fullName: '<script>alert(1)</script>',
      identityNumber: '123',
      phone: '😀',
      sets: '-2',
      'paper-0-copies': '9999',
      request: 'x'.repeat(501),
      address: 'một\u202ehai',
    });
    expect(wrong.status).toBe(422);
    for (const text of [
      'Họ và tên chỉ gồm chữ',
      'Số căn cước có 12 chữ số, ở đây có 3',
      'Số điện thoại gồm 10 hoặc 11 chữ số',
      'Số bộ hồ sơ là số nguyên từ 1 đến 99',
      'Số bản là số nguyên từ 1 đến 999',
      'dài 501 ký tự, nhiều nhất 500',
      'Có ký tự điều khiển',
      'value="&lt;script>alert(1)&lt;/script>"',
    ])
      expect(wrong.text).toContain(text);
    expect(wrong.text).not.toContain('<script>alert');
  });

  it('take more lines of papers, and give the form back from the review', async () => {
    const more = await desk.post('/tiep-nhan/moi', { ...FORM, viec: 'them' });
    expect(more.text).toContain('name="paper-4-name"');
    const back = await desk.post('/tiep-nhan/moi', { ...FORM, viec: 'sua', request: 'Điều riêng đã gõ' });
    expect(back.status).toBe(200);
    expect(back.text).toContain('value="Điều riêng đã gõ"');
  });

  it('ask what only the officer can say', async () => {
    const { allReceived: _all, ...without } = FORM;
    const form = { ...without, identityNumber: '056199001235', receivedAt: '2023-08-14T08:00' };
    const asked = await desk.post('/tiep-nhan/ghi', { ...form, _once: '11111111-1111-4111-8111-111111111111' });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('Còn thiếu 1 giấy tờ bắt buộc');
    expect(hidden(asked.text, '_once')).toBe('11111111-1111-4111-8111-111111111111');
    const done = await desk.post('/tiep-nhan/ghi', {
      ...form,
      _once: '11111111-1111-4111-8111-111111111111',
      acceptMissing: 'on',
    });
    expect(done.status).toBe(303);
    const late = await desk.post('/tiep-nhan/ghi', {
      ...FORM,
      identityNumber: '056199001236',
      receivedAt: '2023-08-14T07:00',
      _once: '11111111-1111-4111-8111-111111111112',
    });
    expect(late.text).toContain('Trang xem lại đã để lâu');
    const noKey = await desk.post('/tiep-nhan/ghi', { ...form, identityNumber: '056199001236', acceptMissing: 'on' });
    expect(noKey.text).toContain('thiếu khóa chống ghi hai lần');
    expect(hidden(noKey.text, '_once')).toMatch(/^[0-9a-f-]{36}$/);
    // A key that answered something else is refused in words, not with a fault.
    const reused = await desk.post('/tiep-nhan/tra-lai/ghi', {
      ...FORM,
      loai: 'completion',
      reasonCount: '1',
      'reason-0-text': 'Thiếu chữ ký',
      'reason-0-basis': '',
      _once: '11111111-1111-4111-8111-111111111111',
    });
    expect(reused.text).toContain('Biểu nhập này đã dùng cho việc khác');
  });

  it('turn people away with a slip, and lead back to the form for what is wrong there', async () => {
    const reasons = await desk.post('/tiep-nhan/tra-lai', { ...FORM, allReceived: '', loai: 'completion' });
    expect(reasons.text).toContain('value="Nộp Tờ khai"');
    const wrongPerson = await desk.post('/tiep-nhan/tra-lai/ghi', {
      ...FORM,
      phone: '1',
      loai: 'refusal',
      reasonCount: '1',
      'reason-0-text': 'Không thuộc thẩm quyền',
      'reason-0-basis': 'Điều 1',
    });
    expect(wrongPerson.text).toContain('Số điện thoại gồm 10 hoặc 11');
    const noBasis = await desk.post('/tiep-nhan/tra-lai/ghi', {
      ...FORM,
      loai: 'refusal',
      reasonCount: '1',
      'reason-0-text': 'Không thuộc thẩm quyền',
      'reason-0-basis': '',
    });
    expect(noBasis.text).toContain('Từ chối phải có căn cứ');
    const slip = await desk.post('/tiep-nhan/tra-lai/ghi', {
      ...FORM,
      loai: 'refusal',
      reasonCount: '1',
      'reason-0-text': 'Không thuộc thẩm quyền',
      'reason-0-basis': 'Điều 1',
    });
    expect(slip.location).toBe('/phieu/refusal/2023/1');
    expect((await desk.get(slip.location as string)).text).toContain('PHIẾU TỪ CHỐI TIẾP NHẬN');
    expect((await desk.get('/tiep-nhan/tra-lai')).text).toContain('Lê Thị Mẫu Hoà');
  });

  it('write no invisible character into a dossier or a slip, whichever step it is sent to', async () => {
    const reversed = 'Giấy \u202Etờ giả';
    const slips = async () => (await desk.get('/tiep-nhan/tra-lai')).text.match(/\/phieu\//g)?.length ?? 0;
    const before = await slips();
    const reason = { loai: 'refusal', reasonCount: '1', 'reason-0-text': reversed, 'reason-0-basis': 'Điều 1' };
    for (const [path, body, field] of [
      ['/tiep-nhan/tra-lai/ghi', { ...FORM, ...reason }, 'reason-0-text'],
      ['/tiep-nhan/tra-lai/ghi', { ...FORM, ...reason, 'reason-0-text': 'Thiếu', address: reversed }, 'address'],
      ['/tiep-nhan/ghi', { ...FORM, request: reversed, _once: '33333333-3333-4333-8333-333333333333' }, 'request'],
    ] as const) {
      const answer = await desk.post(path, body);
      expect([field, answer.status]).toEqual([field, 422]);
      expect(answer.text).toContain(`id="f-${field}-error"`);
      expect(answer.text).toContain('Có ký tự điều khiển không nhìn thấy được');
    }
    const code = await fileOnline('44444444-4444-4444-8444-444444444444', 8);
    await desk.get(`/tiep-nhan/truc-tuyen/${code}/tra-lai?loai=refusal`);
    const answer = await desk.post(`/tiep-nhan/truc-tuyen/${code}/tra-lai`, reason);
    expect([answer.status, answer.text.includes('id="f-reason-0-text-error"')]).toEqual([422, true]);
    expect(await slips()).toBe(before);
  });

  it('answer what was filed online', async () => {
    const code = await fileOnline('22222222-2222-4222-8222-222222222222', 7);
    expect((await desk.get('/tiep-nhan/truc-tuyen')).text).toContain('Còn hạn 8 giờ');
    expect((await desk.get(`/tiep-nhan/truc-tuyen/${code}`)).text).toContain('Tiếp nhận, bắt đầu tính hạn');
    const empty = await desk.post(`/tiep-nhan/truc-tuyen/${code}/tra-lai`, { loai: 'completion', reasonCount: '1' });
    expect(empty.text).toContain('Hãy ghi ít nhất một nội dung cần bổ sung');
    const accepted = await desk.post(`/tiep-nhan/truc-tuyen/${code}/nhan`, {});
    expect(accepted.location).toBe(`/tiep-nhan/xong/${code}`);
    expect((await desk.post(`/tiep-nhan/truc-tuyen/${code}/nhan`, {})).text).toContain('Không thể «Tiếp nhận»');
  });

  it('are closed to others and tell nothing of other units', async () => {
    for (const role of ['specialist', 'leader', 'cashier', 'unitAdministrator', 'reportingOfficer'] as const) {
      const other = await web.browse(role);
      expect((await other.get('/tiep-nhan')).status).toBe(403);
      for (const path of [
        '/tiep-nhan/ghi',
        '/tiep-nhan/moi',
        '/tiep-nhan/sua-nguoi',
        '/tiep-nhan/tra-lai',
        '/tiep-nhan/tra-lai/ghi',
      ])
        expect([role, path, (await other.post(path, FORM)).status]).toEqual([role, path, 403]);
    }
    for (const path of [
      '/tiep-nhan/xong/000.24.22.H32-230814-0001',
      '/tiep-nhan/moi?thu-tuc=1.1',
      '/tiep-nhan/moi?thu-tuc=9.000001&nguoi=00000000-0000-4000-8000-000000000000',
      '/phieu/receipt/2023/99',
      '/phieu/nothing/2023/1',
      '/phieu/receipt/2023/1e3',
      '/tiep-nhan/truc-tuyen/000.24.22.H32-230814-0001',
    ])
      expect([path, (await desk.get(path)).status]).toEqual([path, 404]);
    expect(web.faults).toEqual([]);
  });
});
