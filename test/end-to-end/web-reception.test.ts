import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledBy } from '../../src/services/reception/desk.testkit.ts';
import { submitOnline } from '../../src/services/reception/submit-online.ts';
import { within } from '../../src/store/scope.ts';
import {
  checkAccessibility,
  openBrowser,
  SCREENS,
  screenshot,
  serveApp,
  signedInWindow,
  type TestBrowser,
} from '../support/browser.ts';
import { importSampleCatalogue } from '../support/sample-catalogue.ts';
import { TEST_UNIT, type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
let server: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;
beforeAll(async () => {
  // Monday 14/8/2023, 08:00: inside the life of the sample ward.
  web = await testWeb();
  await importSampleCatalogue(web.installation);
  server = await serveApp(web.app);
  browser = await openBrowser(server.base);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await web?.close();
});

/** A window in which the receptionist is signed in. */
const atTheDesk = (options: Parameters<TestBrowser['window']>[0] = {}): Promise<Page> =>
  signedInWindow(web, browser, 'receptionist', options);

async function expectAccessible(page: Page): Promise<void> {
  expect(await checkAccessibility(page)).toEqual([]);
}

const dossierCount = (): Promise<number> =>
  within(web.store, [TEST_UNIT], async (client) =>
    Number((await client.query('select count(*) as n from dossier')).rows[0].n),
  );

describe('the desk in a browser', () => {
  it('receives a new applicant without a mouse', async () => {
    const page = await atTheDesk();
    await page.goto('/tiep-nhan', { waitUntil: 'networkidle' });
    await expectAccessible(page);
    await screenshot(page, 'reception-1-procedures');
    await page.keyboard.type('tinh trang hon nhan');
    await page.waitForFunction(() => document.querySelectorAll('#ket-qua tbody tr').length < 5);
    await screenshot(page, 'reception-2-found');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tiep-nhan/moi?*');
    await expectAccessible(page);
    await screenshot(page, 'reception-3-person');
    await page.keyboard.type('056199001234');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#f-fullName');
    await expectAccessible(page);
    await screenshot(page, 'reception-4-new-person', true);
    expect(await page.inputValue('#f-identityNumber')).toBe('056199001234');
    await page.keyboard.type('Lê Thị Mẫu Hoà');
    await page.keyboard.press('Enter');
    // Phone and address are missing, and so is the charge that the province sets: said beside the fields.
    await page.waitForSelector('.error-summary');
    expect(await page.inputValue('#f-fullName')).toBe('Lê Thị Mẫu Hoà');
    expect(await page.locator('.field-error').allInnerTexts()).toHaveLength(3);
    await expectAccessible(page);
    await screenshot(page, 'reception-5-wrong', true);
    // Names of papers are read whole, and Enter in one of them sends the form as in any other line.
    const cut = `[...document.querySelectorAll('.papers textarea')].filter((area) => area.scrollHeight > area.clientHeight + 1).length`;
    for (const screen of ['desk', 'small', 'phone'] as const) {
      await page.setViewportSize(SCREENS[screen]);
      expect([screen, await page.evaluate(cut)]).toEqual([screen, 0]);
    }
    await page.setViewportSize(SCREENS.desk);
    await Promise.all([page.waitForEvent('load'), page.locator('.papers textarea').first().press('Enter')]);
    expect(await page.locator('.error-summary').count()).toBe(1);
    expect(await page.locator('.papers textarea').first().inputValue()).not.toContain('\n');
    await page.fill('#f-phone', '0901 234 567');
    await page.fill('#f-address', '12 đường Mẫu, phường Phước Long');
    await page.fill('#f-feeAmount', '5.000');
    await page.check('#f-allReceived');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Xem lại trước khi tiếp nhận');
    await expectAccessible(page);
    await screenshot(page, 'reception-6-review', true);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tiep-nhan/xong/*');
    await expectAccessible(page);
    await screenshot(page, 'reception-7-done');
    expect(await page.locator('h1').innerText()).toBe('Hồ sơ 000.18.22.H32-230814-0001');
    await page.click('text=Giấy tiếp nhận hồ sơ và hẹn trả kết quả số 01');
    await page.waitForSelector('.slip');
    await expectAccessible(page);
    await screenshot(page, 'reception-8-slip', true);
    // The page itself prints as the form: one sheet of A5, nothing of the frame on it.
    const printed = await getDocument({
      data: Uint8Array.from(await page.pdf({ preferCSSPageSize: true })),
      verbosity: 0,
    }).promise;
    const sheet = await printed.getPage(1);
    expect([printed.numPages, ...sheet.view.slice(2).map((points) => Math.round((points * 25.4) / 72))]).toEqual([
      1, 148, 210,
    ]);
    const text = (await sheet.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ');
    expect(text).toContain('000.18.22.H32-230814-0001');
    expect(text).not.toContain('Việc của tôi');
    expect(browser.foreignRequests).toEqual([]);
  });

  it('receives a known applicant in 25 keystrokes beside the applicant’s own data', async () => {
    const page = await atTheDesk();
    await page.goto('/tiep-nhan', { waitUntil: 'networkidle' });
    let keystrokes = 0;
    const press = async (key: string): Promise<void> => {
      keystrokes += 1;
      await page.keyboard.press(key);
    };
    const began = Date.now();
    for (const letter of 'ket hon') await press(letter === ' ' ? 'Space' : letter);
    await press('Enter');
    await page.waitForURL('**/tiep-nhan/moi?*');
    // The applicant's own data.
    await page.keyboard.type('056199001234');
    await press('Enter');
    await page.waitForURL('**nguoi=*');
    await press('Space');
    await press('Enter');
    await page.waitForSelector('text=Hẹn trả kết quả');
    await press('Enter');
    await page.waitForURL('**/tiep-nhan/xong/*');
    expect(await page.locator('h1').innerText()).toBe('Hồ sơ 000.18.22.H32-230814-0002');
    expect(keystrokes).toBeLessThanOrEqual(25);
    expect(Date.now() - began).toBeLessThan(60_000);
    console.log(`known applicant: ${keystrokes} keystrokes, ${Date.now() - began} ms`);
  });

  it('receives without JavaScript', async () => {
    const page = await atTheDesk({ javaScriptEnabled: false });
    await page.goto('/tiep-nhan');
    await page.fill('#f-q', 'trich luc');
    await page.press('#f-q', 'Enter');
    await page.click('text=Cấp bản sao Trích lục hộ tịch');
    await page.fill('#f-tim', '0901234567');
    await page.press('#f-tim', 'Enter');
    await page.waitForSelector('text=056***234');
    await page.fill('#f-feeCopies', '3');
    await page.check('#f-allReceived');
    await page.press('#f-allReceived', 'Enter');
    await page.waitForSelector('text=24.000 đồng');
    await page.click('text=Sửa lại');
    expect(await page.inputValue('#f-feeCopies')).toBe('3');
    await page.fill('#f-feeCopies', '2');
    await page.click('main .button-primary');
    await page.waitForSelector('text=16.000 đồng');
    await page.click('main .button-primary');
    await page.waitForURL('**/tiep-nhan/xong/*');
    expect(await page.locator('h1').innerText()).toBe('Hồ sơ 000.18.22.H32-230814-0003');
  });

  it('makes one dossier of a double click and of a form sent again', async () => {
    const page = await atTheDesk({ javaScriptEnabled: false });
    await page.goto('/tiep-nhan/moi?thu-tuc=1.000656&tim=0901234567');
    await page.fill('#f-feeAmount', '0');
    await page.check('#f-allReceived');
    await page.press('#f-allReceived', 'Enter');
    await page.waitForSelector('text=Xem lại trước khi tiếp nhận');
    const before = await dossierCount();
    let sent = '';
    page.on('request', (request) => {
      if (request.url().endsWith('/tiep-nhan/ghi')) sent = request.postData() ?? '';
    });
    await page.locator('main .button-primary').dblclick();
    // The second click breaks the first journey off, which waiting for an address would take for a failure.
    await expect.poll(() => page.url(), { timeout: 30_000 }).toContain('/tiep-nhan/xong/');
    const address = page.url();
    // The answer was lost on the way and the browser sends the form once more.
    const again = await page.request.post('/tiep-nhan/ghi', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.base },
      data: sent,
      maxRedirects: 0,
    });
    expect([again.status(), again.headers()['location']]).toEqual([303, new URL(address).pathname]);
    expect(await dossierCount()).toBe(before + 1);
  });

  it('keeps what was typed while the session ended, until its author is signed in again', async () => {
    const page = await atTheDesk();
    await page.goto('/tiep-nhan/moi?thu-tuc=1.001193&tim=0901234567');
    await page.fill('#f-feeAmount', '0');
    await page.check('#f-allReceived');
    const before = await dossierCount();
    await page.context().addCookies([{ name: 'motcua_phien', value: 'x'.repeat(43), url: server.base }]);
    await page.press('#f-allReceived', 'Enter');
    await page.waitForSelector('text=còn giữ ở trang này');
    await expectAccessible(page);
    await screenshot(page, 'kept-1-ended');
    const [tab] = await Promise.all([page.context().waitForEvent('page'), page.click('text=Đăng nhập ở thẻ mới')]);
    await tab.fill('#f-loginName', web.accounts.receptionist.loginName);
    await tab.fill('#f-password', web.accounts.receptionist.password);
    await tab.press('#f-password', 'Enter');
    await tab.waitForURL('**/dang-nhap/buoc-hai');
    await tab.fill('#f-code', web.code(web.accounts.receptionist));
    await tab.press('#f-code', 'Enter');
    await tab.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
    await page.click('main .button-primary');
    await page.waitForSelector('text=Gửi lại nội dung đã nhập?');
    await expectAccessible(page);
    await screenshot(page, 'kept-2-name');
    await page.click('main .button-primary');
    await page.waitForSelector('text=Xem lại trước khi tiếp nhận');
    await page.click('main .button-primary');
    await page.waitForURL('**/tiep-nhan/xong/*');
    expect(await dossierCount()).toBe(before + 1);
  });

  it('turns away with everything at once', async () => {
    const page = await atTheDesk();
    await page.goto('/tiep-nhan/moi?thu-tuc=1.004222&tim=0901234567');
    await page.click('text=Yêu cầu bổ sung (Mẫu 02)');
    await page.waitForSelector('#f-reason-0-text');
    await expectAccessible(page);
    await screenshot(page, 'reception-9-completion', true);
    await page.click('text=Lập phiếu yêu cầu bổ sung');
    await page.waitForSelector('.slip');
    expect(await page.locator('.slip').innerText()).toContain('PHIẾU YÊU CẦU BỔ SUNG');
    await expectAccessible(page);
  });

  it('answers what was filed online, linked applications with each authority’s part', async () => {
    const filed = await submitOnline(web.installation, web.random, {
      unitId: TEST_UNIT,
      reference: '33333333-3333-4333-8333-333333333333',
      actor: 'portal',
      raw: filledBy(5, { procedureCode: '2.002621' }),
    });
    expect(filed.ok).toBe(true);
    const page = await atTheDesk();
    await page.goto('/tiep-nhan/truc-tuyen');
    await expectAccessible(page);
    await screenshot(page, 'reception-10-online');
    const desk = page.viewportSize();
    await page.setViewportSize(SCREENS.phone);
    await screenshot(page, 'reception-10-online-phone');
    // The time left is what this list is for.
    expect(
      await page.evaluate(() => {
        const list = document.querySelector('.table-scroll');
        return list !== null && list.scrollWidth <= list.clientWidth;
      }),
    ).toBe(true);
    if (desk !== null) await page.setViewportSize(desk);
    await page.click('tbody a');
    await page.waitForSelector('text=Tiếp nhận, bắt đầu tính hạn');
    await expectAccessible(page);
    await screenshot(page, 'reception-11-online-dossier');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tiep-nhan/xong/*');
    await expectAccessible(page);
    expect(await page.locator('tbody tr').count()).toBe(3);
    await screenshot(page, 'reception-12-linked');
  });

  it('fits a phone', async () => {
    const page = await atTheDesk({ viewport: SCREENS.phone });
    for (const [path, name] of [
      ['/tiep-nhan', 'procedures'],
      ['/tiep-nhan/moi?thu-tuc=2.000815&moi=1', 'form'],
    ] as const) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await expectAccessible(page);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, wide]).toEqual([path, 0]);
      await screenshot(page, `reception-phone-${name}`, true);
    }
    expect(web.faults).toEqual([]);
  });
});
