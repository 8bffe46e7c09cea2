import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, TEST_PASSWORD, type TestAccount, type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { ROLES } from '../../../core/access/permissions.ts';
import { verifyAuditChain } from '../../../services/audit.ts';
import { within } from '../../../store/scope.ts';

let web: TestWeb;
let admin: Client;
let foreigner: TestAccount;
beforeAll(async () => {
  web = await testWeb();
  admin = await web.browse('unitAdministrator');
  foreigner = await web.addAccount({ unitId: 'vinh-truong', loginName: 'nguoingoai', roles: ['receptionist'] });
});
afterAll(() => web.close());

const audit = (act: string) =>
  within(web.store, ['phuoc-long'], async (client) => {
    const { rows } = await client.query<{ actor: string; detail: Record<string, unknown> }>(
      'select actor, detail from audit_entry where act = $1 order by sequence',
      [act],
    );
    return rows;
  });
const pathOf = (account: Pick<TestAccount, 'accountId'>): string => `/quan-tri/tai-khoan/${account.accountId}`;
const idIn = (text: string): string => /\/quan-tri\/tai-khoan\/([0-9a-f-]{36})/.exec(text)?.[1] as string;

/** Fills the form for a new account and sends it. */
async function create(fields: Readonly<Record<string, string | readonly string[]>>, key?: string) {
  const page = await admin.get('/quan-tri/tai-khoan/moi');
  const once = key ?? (/name="_once" value="([^"]+)"/.exec(page.text)?.[1] as string);
  return admin.post('/quan-tri/tai-khoan/moi', {
    fullName: 'Trần Thị Thử',
    position: '',
    oidcSubject: '',
    roles: ['clerk'],
    _once: once,
    ...fields,
  });
}

describe('accounts', () => {
  it('are out of reach of every other role', async () => {
    for (const role of ROLES.filter((one) => one !== 'unitAdministrator')) {
      const client = await web.browse(role);
      for (const path of ['', '/moi', `/${web.accounts.clerk.accountId}`, `/${web.accounts.clerk.accountId}/mo-khoa`])
        expect((await client.get(`/quan-tri/tai-khoan${path}`)).status, `${role} ${path}`).toBe(403);
      await client.get('/tai-khoan');
      for (const path of ['/moi', `/${web.accounts.clerk.accountId}`, `/${web.accounts.clerk.accountId}/ngung-dung`])
        expect((await client.post(`/quan-tri/tai-khoan${path}`, {})).status, `${role} ${path}`).toBe(403);
      expect((await client.get('/tai-khoan')).text).not.toContain('/quan-tri/');
    }
  });

  it('of another unit are not there', async () => {
    expect((await admin.get('/quan-tri/tai-khoan')).text).not.toContain('nguoingoai');
    expect((await admin.get(pathOf(foreigner))).status).toBe(404);
    await admin.get('/quan-tri/tai-khoan/moi');
    for (const act of ['', '/mo-khoa', '/cap-mat-khau', '/dat-lai-buoc-hai', '/ngung-dung'])
      expect((await admin.post(`${pathOf(foreigner)}${act}`, { fullName: 'x', roles: 'clerk' })).status).toBe(404);
    // Not even the database gives them out in this unit's scope.
    const { rows } = await within(web.store, ['phuoc-long'], (client) =>
      client.query('select 1 from account where account_id = $1', [foreigner.accountId]),
    );
    expect(rows).toEqual([]);
  });

  it('are made with a password that is shown once and has to be changed', async () => {
    const made = await create({ loginName: 'Văn Thư.2', fullName: 'Phan Văn Thư'.normalize('NFD') });
    expect(made.status).toBe(200);
    const [login, password] = [...made.text.matchAll(/class="secret">([^<]+)</g)].map((match) => match[1] as string);
    expect(login).toBe('vanthu.2');
    const detail = await admin.get(`/quan-tri/tai-khoan/${idIn(made.text)}`);
    expect(detail.text).toContain('Phan Văn Thư'.normalize('NFC'));
    expect(detail.text).not.toContain(password);
    const fresh = await web.browse();
    await fresh.get('/dang-nhap');
    expect((await fresh.post('/dang-nhap', { loginName: 'vanthu.2', password: password as string })).location).toBe(
      '/dang-nhap/mat-khau',
    );
    expect((await audit('createAccount')).at(-1)).toEqual({
      actor: 'unitadministrator',
      detail: { loginName: 'vanthu.2', roles: ['clerk'] },
    });
  });

  it('are made once for two clicks', async () => {
    const key = '33333333-3333-4333-8333-333333333333';
    const first = await create({ loginName: 'haibam' }, key);
    const second = await create({ loginName: 'haibam' }, key);
    expect(first.status).toBe(200);
    expect(second.status).toBe(303);
    expect((await admin.get(second.location as string)).text).toContain('đã được tạo ở lần bấm trước');
  });

  it.each([
    [{ loginName: 'Receptionist' }, 'đã có người dùng'],
    // Taken in another unit: login names are the installation's.
    [{ loginName: 'nguoingoai' }, 'đã có người dùng'],
    [{ loginName: 'a' }, '3 đến 40'],
    [{ loginName: "x'; drop table account; --" }, '3 đến 40'],
    [{ loginName: '😀😀😀😀' }, '3 đến 40'],
    [{ loginName: '' }, 'Hãy nhập tên đăng nhập.'],
    // All that is wrong at once.
    [{ loginName: 'a', fullName: '' }, '3 đến 40'],
    [{ loginName: 'a', fullName: '' }, 'Hãy nhập họ và tên.'],
    [{ loginName: 'hople', fullName: '' }, 'Hãy nhập họ và tên.'],
    [{ loginName: 'hople', fullName: 'x'.repeat(101) }, 'dài quá 100 ký tự'],
    [{ loginName: 'hople', fullName: 'a\u0000b' }, 'ký tự điều khiển'],
    [{ loginName: 'hople', fullName: 'a\u202eb' }, 'ký tự điều khiển'],
    [{ loginName: 'hople', fullName: 'a\nb' }, 'một dòng'],
    [{ loginName: 'hople', roles: [] }, 'Hãy chọn ít nhất một vai trò.'],
    [{ loginName: 'hople', roles: ['root'] }, 'Hãy chọn vai trò trong danh sách.'],
  ])('are refused with a sentence and what was typed: %j', async (fields, sentence) => {
    const answer = await create({ position: '<b>Chức</b> & "vụ"', ...fields });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
    expect(answer.text).toMatch(/<title>Lỗi: /);
    expect(answer.text).toContain('value="&lt;b>Chức&lt;/b> &amp; &quot;vụ&quot;"');
  });

  it('change their roles with the next request, and say so in the log', async () => {
    const account = await web.addAccount({ loginName: 'doivai', roles: ['clerk'] });
    await admin.get(pathOf(account));
    expect(
      (
        await admin.post(pathOf(account), {
          fullName: 'Đổi Vai',
          position: 'Phó',
          oidcSubject: '',
          roles: ['leader', 'clerk'],
        })
      ).status,
    ).toBe(303);
    expect((await audit('changeAccount')).at(-1)).toEqual({
      actor: 'unitadministrator',
      detail: { loginName: 'doivai', rolesBefore: ['clerk'], roles: ['leader', 'clerk'], linked: false },
    });
  });

  it('keep one administrator who can work', async () => {
    const own = web.accounts.unitAdministrator;
    await admin.get(pathOf(own));
    const answer = await admin.post(pathOf(own), { fullName: 'x', position: '', oidcSubject: '', roles: ['clerk'] });
    expect(answer.text).toContain('quản trị cuối cùng');
    await admin.post(`${pathOf(own)}/ngung-dung`, {});
    expect((await admin.get(pathOf(own))).text).toContain('Không thể tự khóa');
  });

  it('that are stopped lose their sessions at once, and come back when allowed', async () => {
    const cashier = await web.browse('cashier');
    expect((await cashier.get('/tai-khoan')).status).toBe(200);
    const path = pathOf(web.accounts.cashier);
    expect((await admin.get(`${path}/ngung-dung`)).text).toContain('Mọi phiên đang mở kết thúc');
    expect((await admin.post(`${path}/ngung-dung`, {})).status).toBe(303);
    expect((await cashier.get('/tai-khoan')).status).toBe(303);
    await admin.get(path);
    await admin.post(`${path}/dung-lai`, {});
    expect((await cashier.get('/tai-khoan')).status).toBe(303);
    expect((await (await web.browse('cashier')).get('/tai-khoan')).status).toBe(200);
  });

  it('get a new password and lose the second factor when asked', async () => {
    const account = await web.addAccount({ loginName: 'matmay', roles: ['clerk'] });
    await admin.get(`${pathOf(account)}/cap-mat-khau`);
    const given = await admin.post(`${pathOf(account)}/cap-mat-khau`, {});
    const password = [...given.text.matchAll(/class="secret">([^<]+)</g)].map((match) => match[1])[1] as string;
    await admin.get(`${pathOf(account)}/dat-lai-buoc-hai`);
    await admin.post(`${pathOf(account)}/dat-lai-buoc-hai`, {});
    const fresh = await web.browse();
    await fresh.get('/dang-nhap');
    expect((await fresh.post('/dang-nhap', { loginName: 'matmay', password: TEST_PASSWORD })).status).toBe(422);
    expect((await fresh.post('/dang-nhap', { loginName: 'matmay', password })).location).toBe('/dang-nhap/mat-khau');
    for (const act of ['resetPassword', 'resetSecondFactor'])
      expect((await audit(act)).at(-1)?.detail['loginName']).toBe('matmay');
    // No secret is in the log.
    const { rows } = await web.store.withOwner((owner) => owner.query('select detail::text as text from audit_entry'));
    expect(rows.map((row) => row.text).join()).not.toContain(password);
  });

  it('are linked to one subject each', async () => {
    const [one, two] = [
      await web.addAccount({ loginName: 'gan1', roles: ['clerk'], oidcSubject: 'sub-1' }),
      await web.addAccount({ loginName: 'gan2', roles: ['clerk'], oidcSubject: 'sub-2' }),
    ];
    const fields = { fullName: 'x', position: '', roles: ['clerk'] };
    await admin.get(pathOf(two));
    expect((await admin.post(pathOf(two), { ...fields, oidcSubject: 'sub-1' })).text).toContain(
      'đã gắn với một tài khoản khác',
    );
    expect((await admin.post(pathOf(one), { ...fields, oidcSubject: 'sub-1' })).status).toBe(303);
    expect((await admin.post(pathOf(one), { ...fields, oidcSubject: '' })).status).toBe(303);
    expect((await admin.post(pathOf(two), { ...fields, oidcSubject: 'sub-1' })).status).toBe(303);
  });
});

it('left a log whose chain holds, and no fault', async () => {
  const result = await verifyAuditChain(web.installation);
  expect(result.entries).toBeGreaterThanOrEqual(10);
  expect(result.faults).toEqual([]);
  expect(web.faults).toEqual([]);
});
