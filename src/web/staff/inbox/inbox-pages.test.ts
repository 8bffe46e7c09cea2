/** The pages of the inbox without a browser: what is said when work changes hands. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { receiveAtCounter, type TestWeb, testWeb } from '../../../../test/support/web.ts';

let web: TestWeb;
const CODES = [1, 2, 3, 4, 5].map((n) => `000.18.22.H32-230814-${String(n).padStart(4, '0')}`);

beforeAll(async () => {
  web = await testWeb();
  for (const dossierCode of CODES) await receiveAtCounter(web, dossierCode);
});
afterAll(() => web.close());

it('an absent officer’s work for somebody who cannot do it comes back with the form, its reason once', async () => {
  const second = await web.addAccount({ loginName: 'specialist2', roles: ['specialist'] });
  const leader = await web.browse('leader');
  await leader.get('/viec-cua-toi');
  for (const code of CODES) await leader.post(`/ho-so/${code}/viec/phan-cong`, { assignee: 'specialist' });
  const typed = { absent: 'specialist', assignee: 'cashier', reason: 'Nghỉ thai sản từ 19/2' };
  const refused = await leader.post('/viec-cua-toi/chuyen-viec', typed);
  const { text } = refused;
  expect(refused.status).toBe(422);
  expect(text).toContain('Chưa giao được 5 hồ sơ');
  expect(text).toContain(`${CODES[0]}, ${CODES[1]}, ${CODES[2]} và 2 hồ sơ khác`);
  // Once in the summary, once beside the field.
  expect(text.split('không có vai trò').length - 1).toBe(2);
  expect(text).toContain(typed.reason);
  const done = await leader.post('/viec-cua-toi/chuyen-viec', { ...typed, assignee: 'specialist2' });
  expect(done.status).toBe(303);
  const { text: page } = await leader.get(done.headers.get('location') as string);
  expect(page).toContain(`Đã giao 5 hồ sơ cho ${second.fullName}.`);
});
