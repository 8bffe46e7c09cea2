import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { ROLES } from '../../../core/access/permissions.ts';
import { verifyAuditChain } from '../../../services/audit.ts';

/** 8:00 on Monday 14/8/2023 in Vietnam. */
let web: TestWeb;
let admin: Client;
beforeAll(async () => {
  web = await testWeb();
  admin = await web.browse('unitAdministrator');
});
afterAll(async () => {
  expect(web.faults).toEqual([]);
  expect((await verifyAuditChain(web.installation)).faults).toEqual([]);
  await web.close();
});

const FORMS = [
  '/gio-lam-viec',
  '/ngay-nghi/them',
  '/cach-tinh',
  '/thong-tin-bao-cao',
  '/ghi-sau',
  '/rut/cach-tinh/2023-12-15',
];
const WHY = { basis: 'Quyết định 12/QĐ-UBND', reason: 'Theo chỉ đạo của tỉnh' };
const HOURS = {
  effectiveFrom: '01/09/2023',
  effectiveThrough: '',
  morningFrom: '7h30',
  morningTo: '11:30',
  afternoonFrom: '13:30',
  afternoonTo: '17:30',
  ...WHY,
};
const keyIn = (text: string): string => /name="_once" value="([^"]+)"/.exec(text)?.[1] as string;
const versions = async (): Promise<number> =>
  web.store.withOwner(async (owner) => (await owner.query('select count(*)::int as n from unit_setting')).rows[0].n);

describe('settings', () => {
  it('are changed by the administrator, looked at by leader and reporting officer, and closed to the others', async () => {
    for (const role of ROLES.filter((one) => one !== 'unitAdministrator')) {
      const client = await web.browse(role);
      const may = role === 'leader' || role === 'reportingOfficer';
      const shown = await client.get('/cai-dat');
      expect(shown.status, role).toBe(may ? 200 : 403);
      if (may) expect(shown.text).not.toMatch(/href="\/cai-dat\//);
      for (const form of FORMS) {
        expect((await client.get(`/cai-dat${form}`)).status, `${role} ${form}`).toBe(403);
        await client.get('/tai-khoan');
        expect((await client.post(`/cai-dat${form}`, { ...HOURS, step: 'save' })).status, `${role} ${form}`).toBe(403);
      }
    }
    expect(await versions()).toBe(0);
  });

  it('show what applies today, what is provisional, and nothing to withdraw', async () => {
    const shown = await admin.get('/cai-dat');
    expect(shown.status).toBe(200);
    for (const text of [
      '07:00–11:30, 13:30–17:00',
      'theo phút',
      'Nguyễn Mẫu An',
      'BC-UBND',
      '5 ngày làm việc',
      '60 ngày làm việc',
      'Mức mặc định của phần mềm',
      'Tạm thời',
      'Chưa có thay đổi nào',
    ])
      expect(shown.text).toContain(text);
    expect(shown.text).not.toContain('/cai-dat/rut/');
  });

  it('are looked at before they are written, written once, and stand on the page', async () => {
    await admin.get('/cai-dat/gio-lam-viec');
    const preview = await admin.post('/cai-dat/gio-lam-viec', { ...HOURS, step: 'preview' });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('Chưa ghi gì');
    expect(preview.text).toContain('Giờ làm việc 07:30–11:30, 13:30–17:30');
    expect(preview.text).toContain('Không hồ sơ đang giải quyết nào đổi hạn.');
    expect(await versions()).toBe(0);
    const again = await admin.post('/cai-dat/gio-lam-viec', { ...HOURS, step: 'edit' });
    expect(again.text).toContain('value="7h30"');
    const key = keyIn(preview.text);
    for (let click = 0; click < 2; click += 1)
      expect((await admin.post('/cai-dat/gio-lam-viec', { ...HOURS, step: 'save', _once: key })).location).toBe(
        '/cai-dat',
      );
    expect(await versions()).toBe(1);
    const shown = await admin.get('/cai-dat');
    expect(shown.text).toContain('Đã ghi: giờ làm việc 07:30–11:30, 13:30–17:30, từ ngày 01/09/2023.');
    expect(shown.text).toContain('Sẽ áp dụng');
    expect(shown.text).toContain('Theo chỉ đạo của tỉnh');
  });

  it.each([
    ['gio-lam-viec', { effectiveFrom: '14/08/2023' }, 'không còn sửa được'],
    ['gio-lam-viec', { effectiveFrom: '31/02/2024' }, 'ngày có thật'],
    ['gio-lam-viec', { morningFrom: '25:00' }, 'Hãy viết giờ bắt đầu buổi sáng như 07:30.'],
    ['gio-lam-viec', { morningFrom: '12:00' }, 'Giờ làm việc chưa đúng'],
    ['gio-lam-viec', { afternoonTo: '' }, 'Giờ làm việc chưa đúng'],
    ['gio-lam-viec', { basis: '' }, 'Hãy nhập văn bản làm căn cứ.'],
    ['gio-lam-viec', { reason: 'x'.repeat(301) }, 'dài quá 300 ký tự'],
    ['ngay-nghi/them', { date: '02/09/2023', name: 'Nghỉ', makeUpOn: '' }, 'trùng'],
    ['ngay-nghi/them', { date: '21/08/2023', name: '', makeUpOn: '' }, 'Hãy nhập tên ngày nghỉ.'],
    ['cach-tinh', { effectiveFrom: '13/08/2023', granularity: 'day' }, 'không sửa quá khứ'],
    ['cach-tinh', { effectiveFrom: '15/12/2023', granularity: 'hour' }, 'Hãy chọn cách tính.'],
    [
      'ghi-sau',
      { effectiveFrom: '13/08/2023', ordinaryWorkingDays: '5', correctorWorkingDays: '60' },
      'không sửa quá khứ',
    ],
    ['ghi-sau', { ordinaryWorkingDays: '251', correctorWorkingDays: '251' }, 'phải là số nguyên từ 0 đến 250'],
    ['ghi-sau', { ordinaryWorkingDays: 'ba', correctorWorkingDays: '' }, 'phải là số nguyên từ 0 đến 250'],
    ['ghi-sau', { ordinaryWorkingDays: '7', correctorWorkingDays: '6' }, 'nhập số từ 7 đến 250'],
    ['ghi-sau', { ordinaryWorkingDays: '5', correctorWorkingDays: '60' }, 'không có gì để đổi'],
    ['thong-tin-bao-cao', { signer: '', notation: 'bc' }, 'Hãy nhập họ và tên người ký.'],
  ])('say what is wrong in %s %j and keep what was typed', async (path, fields, sentence) => {
    const before = await versions();
    await admin.get(`/cai-dat/${path}`);
    for (const step of ['preview', 'save']) {
      const answer = await admin.post(`/cai-dat/${path}`, { ...HOURS, basis: '<b>QĐ</b> "1"', ...fields, step });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(sentence);
      expect(answer.text).toMatch(/<title>Lỗi: /);
      if (!('basis' in fields)) expect(answer.text).toContain('value="&lt;b>QĐ&lt;/b> &quot;1&quot;"');
    }
    expect(await versions()).toBe(before);
  });

  it('are withdrawn with a reason before they apply', async () => {
    const path = '/cai-dat/rut/gio-lam-viec/2023-09-01';
    const shown = await admin.get(path);
    expect(shown.text).toContain('Rút thay đổi chưa áp dụng');
    expect((await admin.post(path, { reason: '' })).text).toContain('Hãy nhập lý do rút.');
    expect((await admin.post(path, { reason: 'Nhầm ngày', _once: keyIn(shown.text) })).location).toBe('/cai-dat');
    expect((await admin.get('/cai-dat')).text).toContain('Đã rút: giờ làm việc');
    expect((await admin.get(path)).location).toBe('/cai-dat');
    expect((await admin.get('/cai-dat')).text).toContain('Thay đổi này không còn');
    expect((await admin.get('/cai-dat')).text).not.toContain('/cai-dat/rut/');
  });

  it('have no page for what is not there', async () => {
    for (const path of ['ngay-nghi/2023-09-02', 'ngay-nghi/x', 'rut/gio-lam-viec/x', 'rut/khac/2023-09-01', 'khac'])
      expect((await admin.get(`/cai-dat/${path}`)).status, path).toBe(404);
  });

  it('of one unit are nothing to another', async () => {
    await admin.get('/cai-dat/cach-tinh');
    const fields = { effectiveFrom: '15/12/2023', granularity: 'day', ...WHY, step: 'save' };
    expect((await admin.post('/cai-dat/cach-tinh', fields)).status).toBe(303);
    const { rows } = await web.store.withOwner((owner) =>
      owner.query('select distinct home_unit_id from unit_setting'),
    );
    expect(rows).toEqual([{ home_unit_id: 'phuoc-long' }]);
  });
});
