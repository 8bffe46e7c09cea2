import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestWeb, testWeb } from '../../test/support/web.ts';
import { runAccountCreate, runAccountUnlock } from './account.ts';
import type { CommandContext } from './io.ts';

let web: TestWeb;
let printed = '';
let context: CommandContext;
beforeAll(async () => {
  web = await testWeb();
  context = {
    io: {
      stdout: (text) => {
        printed += text;
      },
      stderr: () => {},
      columns: 100,
      interactive: false,
      color: false,
    },
    place: { dataFolder: '', say: () => {} },
    actor: 'vận hành',
    packageRoot: '',
    open: async () => web.installation,
  };
});
afterAll(() => web.close());

const signIn = async (loginName: string, password: string): Promise<string | undefined> => {
  const client = await web.browse();
  await client.get('/dang-nhap');
  return (await client.post('/dang-nhap', { loginName, password })).location;
};
const passwordIn = (text: string): string => /Mật khẩu dùng một lần: (\S+)/.exec(text)?.[1] as string;

describe('the first account of a unit', () => {
  it('is made from the command line, and signs in with the printed password', async () => {
    printed = '';
    const args = { unit: 'vinh-truong', loginName: 'quantri.vt', name: 'Hồ Thị Đầu', role: ['unitAdministrator'] };
    expect(await runAccountCreate(args, context)).toBe(0);
    expect(await signIn('quantri.vt', passwordIn(printed))).toBe('/dang-nhap/mat-khau');
  });

  it.each([
    [{ unit: 'khong-co' }, /Không có đơn vị «khong-co»/],
    [{ role: ['root'] }, /Không có vai trò «root»\. Các vai trò: receptionist/],
    [{ role: [] }, /ít nhất một vai trò/],
    [{ loginName: 'Quản trị.VT' }, /đã có người dùng/],
  ])('is refused with a sentence: %j', async (change, sentence) => {
    const args = { unit: 'vinh-truong', loginName: 'moi', name: 'Mới', role: ['clerk'], ...change };
    await expect(runAccountCreate(args, context)).rejects.toThrow(sentence);
  });
});

describe('an administrator who is locked out', () => {
  it('is let in again from the command line', async () => {
    for (let n = 0; n < 5; n += 1) await signIn('unitadministrator', `sai mật khẩu ${n}`);
    expect(await signIn('unitadministrator', web.accounts.unitAdministrator.password)).toBeUndefined();
    printed = '';
    await runAccountUnlock({ loginName: 'unitadministrator', password: false, secondFactor: false }, context);
    expect(await signIn('unitadministrator', web.accounts.unitAdministrator.password)).toBe('/dang-nhap/buoc-hai');
    await runAccountUnlock({ loginName: 'unitadministrator', password: true, secondFactor: true }, context);
    expect(await signIn('unitadministrator', passwordIn(printed))).toBe('/dang-nhap/mat-khau');
    await expect(
      runAccountUnlock({ loginName: 'khong.co', password: false, secondFactor: false }, context),
    ).rejects.toThrow(/Không có tài khoản «khong.co»/);
  });
});
