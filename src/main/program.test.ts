import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestWeb, testWeb } from '../../test/support/web.ts';
import type { CommandContext } from '../cli/io.ts';
import { type Chosen, makeProgram } from './program.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

it.each([
  [['--role', 'unitAdministrator'], ['unitAdministrator']],
  [
    ['--role', 'clerk', '--role', 'cashier'],
    ['clerk', 'cashier'],
  ],
])('an account is made from the words of the command line: %j', async (words, roles) => {
  const chosen: Chosen = {};
  const loginName = `dong${roles.length}`;
  await makeProgram(chosen).parseAsync(
    ['account', 'create', loginName, '--unit', 'phuoc-long', '--name', 'Hồ Thị Đầu', ...words],
    { from: 'user' },
  );
  const printed: string[] = [];
  const context = {
    io: { stdout: (text: string) => printed.push(text), stderr: () => {}, columns: 100 },
    actor: 'vận hành',
    open: async () => web.installation,
  } as unknown as CommandContext;
  expect(await chosen.handler?.(context)).toBe(0);
  expect(printed.join('')).toMatch(/Mật khẩu dùng một lần: \S+/);
  const { rows } = await web.store.withOwner((owner) =>
    owner.query('select roles from account where login_name = $1', [loginName]),
  );
  expect([...rows[0].roles].sort()).toEqual([...roles].sort());
});
