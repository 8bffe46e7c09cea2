import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { ROLES } from '../../../core/access/permissions.ts';
import { appendAudit, takeAuditHead } from '../../../store/audit.ts';
import { within } from '../../../store/scope.ts';

let web: TestWeb;
const CODE = '000.18.22.H32-230814-0001';
beforeAll(async () => {
  web = await testWeb();
  for (let entry = 0; entry < 60; entry += 1) {
    web.pass(60_000);
    await within(web.store, ['phuoc-long'], async (client) => {
      const place = await takeAuditHead(client, 'phuoc-long', web.now());
      await appendAudit(client, place, {
        actor: 'receptionist',
        act: 'person.viewUnmasked',
        detail: { dossierCode: CODE, reason: `<b>bà Mẫu</b> hỏi lần ${entry}` },
      });
    });
  }
});
afterAll(async () => {
  expect(web.faults).toEqual([]);
  await web.close();
});

describe('the log on screen', () => {
  it('is for the leader and the administrator alone', async () => {
    for (const role of ROLES.filter((one) => one !== 'leader' && one !== 'unitAdministrator')) {
      const client = await web.browse(role);
      for (const path of ['/nhat-ky', '/nhat-ky/tai-ve']) expect((await client.get(path)).status, role).toBe(403);
      await client.get('/tai-khoan');
      expect((await client.post('/nhat-ky/kiem-tra', {})).status, role).toBe(403);
      expect((await client.get('/tai-khoan')).text).not.toContain('href="/nhat-ky"');
    }
  });

  it('shows a leader sentences with names, links and reasons, fifty a page', async () => {
    const leader = await web.browse('leader');
    const first = await leader.get('/nhat-ky');
    expect(first.status).toBe(200);
    expect(first.text).toContain('Người thử receptionist');
    expect(first.text).toContain(`<a href="/ho-so/${CODE}">${CODE}</a>`);
    expect(first.text).toContain('&lt;b>bà Mẫu&lt;/b> hỏi lần 59');
    expect(first.text).not.toContain('hỏi lần 9)');
    const older = /href="(\/nhat-ky\?truoc=\d+)"/.exec(first.text)?.[1] as string;
    expect((await leader.get(older)).text).toContain('hỏi lần 9)');
  });

  it('shows an administrator neither reasons nor links to dossiers', async () => {
    const administrator = await web.browse('unitAdministrator');
    for (const path of ['/nhat-ky', `/nhat-ky?ma=${CODE.toLowerCase()}`, '/nhat-ky/tai-ve']) {
      const shown = await administrator.get(path);
      expect(shown.status).toBe(200);
      expect(shown.text).toContain(CODE);
      expect(shown.text).not.toContain('Mẫu');
      expect(shown.text).not.toContain('href="/ho-so/');
    }
  });

  it('says what is wrong with a day, beside it, with what was typed kept', async () => {
    const leader = await web.browse('leader');
    const shown = await leader.get('/nhat-ky?tu=31%2F02%2F2023&nguoi=receptionist&ma=%3Cx%3E');
    expect(shown.status).toBe(422);
    expect(shown.text).toContain('Từ ngày phải là ngày có thật');
    expect(shown.text).toContain('value="31/02/2023"');
    expect(shown.text).toContain('value="&lt;x>"');
    const order = await leader.get('/nhat-ky?tu=15%2F08%2F2023&den=14%2F08%2F2023');
    expect(order.text).toContain('Đến ngày không được trước từ ngày.');
    expect((await leader.get('/nhat-ky/tai-ve?tu=x')).location).toBe('/nhat-ky?tu=x');
  });

  it('finds nothing with a hint, and says why nothing is downloaded', async () => {
    const leader = await web.browse('leader');
    expect((await leader.get('/nhat-ky?nguoi=khong-co')).text).toContain('Không có mục nào như đã lọc.');
    expect((await leader.get('/nhat-ky/tai-ve?nguoi=khong-co')).location).toBe('/nhat-ky?nguoi=khong-co');
    for (const odd of ['truoc=-1', 'truoc=1e9', 'sau=x', 'truoc=99999999999999999999', 'viec=%00'])
      expect((await leader.get(`/nhat-ky?${odd}`)).status, odd).toBe(200);
  });

  it('downloads a file for spreadsheets', async () => {
    const leader = await web.browse('leader');
    const path = '/nhat-ky/tai-ve?tu=14%2F08%2F2023&den=14%2F08%2F2023';
    const noted = async () => (await leader.get('/nhat-ky?viec=audit.download')).text.split('Tải nhật ký từ').length;
    const before = await noted();
    expect((await leader.send(path, { method: 'HEAD', headers: { accept: 'text/html' } })).status).toBe(200);
    expect(await noted()).toBe(before);
    const file = await leader.get(path);
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.headers.get('content-disposition')).toContain('nhat-ky.csv');
    expect(file.text).toContain('Xem đầy đủ số giấy tờ, điện thoại');
    expect(await noted()).toBe(before + 1);
    expect((await leader.get('/nhat-ky')).text).toContain('Tải nhật ký từ 14/08/2023 đến 14/08/2023');
  });

  it('checks the chain, and tells what a broken one means and what to do', async () => {
    const leader = await web.browse('leader');
    await leader.get('/nhat-ky');
    const whole = await leader.post('/nhat-ky/kiem-tra', {});
    expect(whole.text).toContain('Chuỗi nguyên vẹn');
    expect(whole.text).toMatch(/<code class="hash">[0-9a-f]{64}<\/code>/);
    await web.store.withOwner((owner) =>
      owner.query(`update audit_entry set detail = '{}' where home_unit_id = 'phuoc-long' and sequence = 7`),
    );
    const broken = await leader.post('/nhat-ky/kiem-tra', {});
    expect(broken.text).toContain('Mục 7 đã bị sửa: mã băm không khớp.');
    expect(broken.text).toContain('Việc cần làm');
    expect((await leader.get('/nhat-ky/kiem-tra')).location).toBe('/nhat-ky');
  });
});
