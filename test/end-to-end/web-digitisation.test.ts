/** Digitisation in a real browser without JavaScript: papers of a dossier, found again, used again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import { importCatalogue } from '../../src/services/catalogue.ts';
import { enterLine } from '../../src/services/certification/enter-line.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import {
  checkAccessibility,
  openBrowser,
  SCREENS,
  screenshot,
  serveApp,
  type TestBrowser,
} from '../support/browser.ts';
import { TEST_UNIT, type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
let server: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;
let first: string;
let second: string;

async function dossier(): Promise<string> {
  const raw = {
    kind: 'copy',
    applicant: 'Đỗ Thị Hòa Mẫu',
    identityNumber: '056304001880',
    documentName: 'Học bạ',
    pages: '1',
    copies: '1',
    eCopy: false,
    payment: 'cash',
    signer: 'Trần Văn Ví Dụ',
    note: '',
  };
  const result = await enterLine(web.installation, { user: web.accounts.receptionist, raw });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry.dossierCode;
}

beforeAll(async () => {
  web = await testWeb();
  const file = join(packageRoot(), 'demo', 'phuoc-long', 'catalogue.json');
  const catalogue = JSON.parse(readFileSync(file, 'utf8'));
  await importCatalogue(web.installation, { unitId: TEST_UNIT, catalogue, actor: 'test' });
  first = await dossier();
  second = await dossier();
  server = await serveApp(web.app);
  browser = await openBrowser(server.base);
});
afterAll(async () => {
  expect(browser.foreignRequests).toEqual([]);
  expect(web.faults).toEqual([]);
  await browser.close();
  await server.stop();
  await web.close();
});

async function as(role: Role, path: string, javaScriptEnabled = true): Promise<Page> {
  const client = await web.browse(role);
  const page = await browser.window({ viewport: SCREENS.desk, javaScriptEnabled });
  await page.context().addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: server.base })));
  await page.goto(`${server.base}${path}`);
  return page;
}
const words = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');

describe('digitisation', () => {
  it('records the result of a dossier and keeps what was typed beside what is wrong, without JavaScript', async () => {
    const page = await as('receptionist', `/so-hoa/ho-so/${first}`, false);
    await page.locator('#f-name').fill('Giấy xác nhận');
    await page.getByLabel('Kết quả giải quyết').check();
    await page.locator('#f-issuedOn').fill('31/02/2023');
    await page.getByRole('button', { name: 'Ghi giấy tờ' }).click();
    expect(await page.title()).toMatch(/^Lỗi: /);
    expect(await page.locator('#f-name').inputValue()).toBe('Giấy xác nhận');
    await page.locator('#f-issuedOn').fill('10/08/2023');
    await page.getByRole('button', { name: 'Ghi giấy tờ' }).click();
    expect(await words(page)).toContain('«Giấy xác nhận»: được số hóa.');
  });

  it('finds it without marks, and uses it again in the next dossier of the applicant', async () => {
    const page = await as('specialist', '/so-hoa');
    await page.locator('#f-q').fill('do hoa xac nhan');
    await page.locator('#f-q').press('Enter');
    await page.getByRole('link', { name: 'Giấy xác nhận' }).waitFor();
    expect(await words(page)).not.toContain('056304001880');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'digitisation-search');
    await page.goto(`${server.base}/so-hoa/ho-so/${second}`);
    expect(await checkAccessibility(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dùng lại Giấy xác nhận' }).click();
    await page.locator('.notice', { hasText: 'tái sử dụng từ kết quả hồ sơ khác' }).waitFor();
    await screenshot(page, 'digitisation-dossier');
  });

  it('is looked at by a leader, never by an administrator, and not found elsewhere', async () => {
    const leader = await web.browse('leader');
    const shown = await leader.get(`/so-hoa/ho-so/${first}`);
    expect(shown.status).toBe(200);
    expect(shown.text).not.toContain('Ghi thêm giấy tờ');
    expect((await leader.post(`/so-hoa/ho-so/${first}`, { name: 'x' })).status).toBe(403);
    expect((await (await web.browse('unitAdministrator')).get('/so-hoa')).status).toBe(403);
    const desk = await web.browse('receptionist');
    await desk.get('/so-hoa');
    expect((await desk.get('/so-hoa/ho-so/H32.1-230101-0001')).status).toBe(404);
    expect((await desk.post(`/so-hoa/ho-so/${first}/x/dung-lai`, {})).status).toBe(404);
  });
});
