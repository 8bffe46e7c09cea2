/** The certification desk in a real browser: lines by keyboard alone, the same without JavaScript, correcting, voiding, paper. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import {
  checkAccessibility,
  openBrowser,
  SCREENS,
  screenshot,
  serveApp,
  type TestBrowser,
} from '../support/browser.ts';
import { importSampleCatalogue } from '../support/sample-catalogue.ts';
import { type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
let server: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;

beforeAll(async () => {
  web = await testWeb();
  await importSampleCatalogue(web.installation);
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

async function as(
  role: Role,
  options: { readonly javaScriptEnabled?: boolean; readonly phone?: boolean } = {},
): Promise<Page> {
  const client = await web.browse(role);
  const page = await browser.window({
    viewport: options.phone === true ? SCREENS.phone : SCREENS.desk,
    javaScriptEnabled: options.javaScriptEnabled ?? true,
  });
  await page.context().addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: server.base })));
  await page.goto(`${server.base}/chung-thuc`);
  return page;
}

/** What is written on the page, white space aside. */
const words = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');

/** Waits for the message over the page. */
const said = (page: Page, text: string): Promise<void> => page.locator('.notice', { hasText: text }).waitFor();

describe('the certification desk', () => {
  it('takes lines by keyboard alone, says the fee before it is asked, repeats the applicant with an arrow', async () => {
    const page = await as('receptionist');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-applicant');
    await page.keyboard.type('Nguyễn Thị Mẫu');
    await page.keyboard.press('Tab');
    await page.keyboard.type('056304001880');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Bằng tốt nghiệp đại học');
    await page.keyboard.press('Tab');
    await page.keyboard.type('3');
    await page.keyboard.press('Tab');
    await page.keyboard.type('4');
    // Three pages: 2 × 2.000 + 1.000 = 5.000 a copy, four copies.
    await page.locator('.line-fee', { hasText: '20.000' }).waitFor();
    await page.locator('#f-signer').fill('Trần Văn Ví Dụ, Phó Chủ tịch');
    await page.keyboard.press('Enter');
    await said(page, 'Số 1/2023/BS: Nguyễn Thị Mẫu, thu 20.000 đồng.');

    // The next line of the same applicant: an arrow, the document, Enter. The signer is still there.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-applicant');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('#f-identityNumber').inputValue()).toBe('056***880');
    await page.locator('#f-documentName').fill('Học bạ');
    await page.locator('#f-eCopy').check();
    await page.keyboard.press('Enter');
    await said(page, 'Số 2/2023/BS, bản điện tử số 1: Nguyễn Thị Mẫu, thu 2.000 đồng.');
    expect(await words(page)).not.toContain('056304001880');

    // A signature: pages do not matter and are passed over.
    await page.keyboard.press('ArrowUp');
    await page.locator('#f-kind').selectOption('signature');
    await page.locator('#f-documentName').fill('Giấy ủy quyền');
    await page.locator('.line-fee', { hasText: '10.000' }).waitFor();
    expect(await page.locator('#f-pages').getAttribute('readonly')).not.toBeNull();
    await page.keyboard.press('Enter');
    await said(page, 'Số 1/2023/CK');
    expect(await words(page)).toMatch(/Dòng 3 Bản, trường hợp 6 Bản điện tử 1 Phí phải thu 32\.000 đ/);
    await screenshot(page, 'certification-day');
    expect(await checkAccessibility(page)).toEqual([]);
  });

  it('does the same without JavaScript, keeps what was typed beside what is wrong', async () => {
    const page = await as('receptionist', { javaScriptEnabled: false });
    await page.getByLabel('Vào dòng nữa cho Nguyễn Thị Mẫu').first().click();
    expect(await page.locator('#f-applicant').inputValue()).toBe('Nguyễn Thị Mẫu');
    await page.locator('#f-kind').selectOption('copy');
    await page.locator('#f-documentName').fill('Giấy khai sinh');
    await page.locator('#f-pages').fill('0');
    await page.locator('#f-documentName').press('Enter');
    expect(await page.title()).toMatch(/^Lỗi: /);
    expect(await page.locator('#f-pages-error').innerText()).toContain('từ 1 đến');
    expect(await page.locator('#f-documentName').inputValue()).toBe('Giấy khai sinh');
    await screenshot(page, 'certification-error');
    await page.locator('#f-pages').fill('1');
    await page.locator('#f-pages').press('Enter');
    expect(await words(page)).toContain('Số 3/2023/BS: Nguyễn Thị Mẫu');
  });

  it('corrects and voids a line, shows both, prints the book', async () => {
    const page = await as('receptionist');
    await page.getByRole('link', { name: '1/2023/BS' }).click();
    await page.getByRole('link', { name: 'Đính chính' }).click();
    await page.locator('#f-copies').fill('2');
    await page.locator('#f-reason').fill('Đếm nhầm số bản');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'certification-correct');
    await page.getByRole('button', { name: 'Ghi đính chính' }).click();
    expect(await words(page)).toContain('phí 10.000 đồng');
    expect(await words(page)).toContain('Đếm nhầm số bản');
    await page.getByRole('button', { name: 'Hiện đủ số' }).click();
    expect(await words(page)).toContain('056304001880');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'certification-line');
    await page.goto(`${server.base}/chung-thuc/2-2023-BS`);
    await page.getByRole('link', { name: 'Hủy dòng' }).click();
    await page.getByRole('button', { name: /^Hủy dòng/ }).click();
    expect(await page.locator('#f-reason-error').innerText()).toContain('lý do');
    await page.locator('#f-reason').fill('Vào sổ hai lần');
    await page.getByRole('button', { name: /^Hủy dòng/ }).click();
    expect(await words(page)).toContain('Đã hủy');
    await page.goto(`${server.base}/chung-thuc/in-so?so=copy&ngay=2023-08-14`);
    expect(await words(page)).toContain('Cộng 2 dòng, hủy 1 dòng');
    expect(await checkAccessibility(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, 'certification-book-print', true);
    // A day of many lines: across the page, numbered, the sum once at the end.
    await page.evaluate(() => {
      const body = document.querySelector('main tbody') as HTMLElement;
      for (const row of [...body.children]) for (let n = 0; n < 30; n += 1) body.append(row.cloneNode(true));
    });
    const data = Uint8Array.from(await page.pdf({ preferCSSPageSize: true }));
    const book = await getDocument({ data, verbosity: 0 }).promise;
    const pages: string[] = [];
    for (let n = 1; n <= book.numPages; n += 1) {
      const sheet = await book.getPage(n);
      expect(sheet.view.map(Math.round)).toEqual([0, 0, 842, 595]);
      const { items } = await sheet.getTextContent();
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((text, index) => {
      expect(text).toContain(`${index + 1}/${pages.length}`);
    });
    expect(pages.map((text) => text.includes('Người vào sổ')).filter(Boolean)).toHaveLength(1);
    expect(pages.map((text) => text.includes('hủy 1 dòng')).filter(Boolean)).toHaveLength(1);
  });

  it('is read on a phone, and by who may only look', async () => {
    const page = await as('leader', { phone: true });
    expect(await page.locator('form.line-form').count()).toBe(0);
    expect(await checkAccessibility(page)).toEqual([]);
    const desk = await as('receptionist', { phone: true });
    await screenshot(desk, 'certification-phone', true);
    expect(await desk.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await checkAccessibility(desk)).toEqual([]);
  });

  it('refuses who may not, and what is not there', async () => {
    const administrator = await web.browse('unitAdministrator');
    expect((await administrator.get('/chung-thuc')).status).toBe(403);
    const leader = await web.browse('leader');
    await leader.get('/chung-thuc');
    expect((await leader.post('/chung-thuc', { applicant: 'x' })).status).toBe(403);
    for (const path of ['999-2023-BS', '1-2023-XX', '1', '..%2F..', '1-2023-BS%00'])
      expect([404, 400]).toContain((await leader.get(`/chung-thuc/${path}`)).status);
    for (const query of ['ngay=31/02/2023', 'ngay=x', 'so=none', 'trang=-5', 'trang=NaN', 'nguoi=%00'])
      expect((await leader.get(`/chung-thuc?${query}`)).status).toBe(200);
  });
});
