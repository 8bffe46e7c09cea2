import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkAccessibility,
  openBrowser,
  SCREENS,
  screenshot,
  serveApp,
  type TestBrowser,
} from '../support/browser.ts';
import { TEST_PASSWORD, type TestAccount, type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
let server: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;
beforeAll(async () => {
  web = await testWeb({ realClock: true });
  server = await serveApp(web.app);
  browser = await openBrowser(server.base);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await web?.close();
});

/** A code that was not taken yet: signing in twice within half a minute needs the next one. */
async function enter(page: Page, account: TestAccount): Promise<void> {
  await page.goto('/dang-nhap');
  await page.fill('#f-loginName', account.loginName);
  await page.fill('#f-password', TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/dang-nhap/buoc-hai');
  await page.fill('#f-code', web.code(account));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await checkAccessibility(page)).toEqual([]);
}

describe('signing in, in a browser', () => {
  it('with the keyboard alone: password, code, desk', async () => {
    const page = await browser.window();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto('/dang-nhap', { waitUntil: 'networkidle' });
    const bytes = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .map((entry) => (entry as PerformanceResourceTiming).transferSize)
        .reduce((a, b) => a + b, 0),
    );
    // Two fonts alone are 39,000.
    expect(bytes).toBeGreaterThan(39_000);
    expect(bytes).toBeLessThan(100_000);
    expect(await page.title()).toBe('Đăng nhập – Một cửa phường thử');
    await expectAccessible(page);
    await screenshot(page, 'sign-in');
    // The first field has the focus: typing begins at once.
    await page.keyboard.type('unitadministrator');
    await page.keyboard.press('Tab');
    await page.keyboard.type('sai mật khẩu rồi');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.error-summary');
    expect(await page.title()).toMatch(/^Lỗi: /);
    await expectAccessible(page);
    await screenshot(page, 'sign-in-wrong');
    await page.fill('#f-password', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dang-nhap/buoc-hai');
    await expectAccessible(page);
    await screenshot(page, 'second-factor');
    await page.keyboard.type(web.code(web.accounts.unitAdministrator));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/quan-tri/tai-khoan');
    expect(await page.title()).toBe('Tài khoản của đơn vị – Một cửa phường Phước Long');
    // A refused page (422) is told to the console by Chromium itself; nothing else may be.
    expect(errors.filter((text) => !text.includes('422'))).toEqual([]);
    expect(browser.foreignRequests).toEqual([]);
  });

  it('shows every page of accounts without a violation, on a desk, a small screen and a phone', async () => {
    const page = await browser.window();
    const account = await web.addAccount({ loginName: 'quantri2', roles: ['unitAdministrator', 'receptionist'] });
    await enter(page, account);
    const other = web.accounts.cashier.accountId;
    for (const [name, path] of [
      ['accounts', '/quan-tri/tai-khoan'],
      ['account-new', '/quan-tri/tai-khoan/moi'],
      ['account-detail', `/quan-tri/tai-khoan/${other}`],
      ['account-confirm', `/quan-tri/tai-khoan/${other}/dat-lai-buoc-hai`],
      ['own-account', '/tai-khoan'],
      ['own-password', '/tai-khoan/mat-khau'],
      ['own-app', '/tai-khoan/ung-dung'],
      ['own-passkey', '/tai-khoan/khoa'],
      ['own-codes', '/tai-khoan/ma-khoi-phuc'],
      ['shortcuts', '/phim-tat'],
      ['not-found', '/khong/co/trang/nay'],
    ] as const) {
      for (const [screen, viewport] of Object.entries(SCREENS)) {
        await page.setViewportSize(viewport);
        await page.goto(path);
        expect(await page.title(), path).toMatch(/ – Một cửa phường Phước Long$/);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          `${path} ${screen}`,
        ).toBeLessThanOrEqual(0);
        // No act stands out of sight at the side of a table.
        expect(
          await page.evaluate(
            () =>
              [...document.querySelectorAll('.table-scroll')].filter((at) => at.scrollWidth > at.clientWidth).length,
          ),
          `${path} ${screen}`,
        ).toBe(0);
        await screenshot(page, `${name}-${screen}`);
      }
      await expectAccessible(page);
    }
  });

  it('the first time: own password, authenticator app, recovery codes', async () => {
    await web.addAccount({ loginName: 'nguoimoi', roles: ['clerk'], mustChangePassword: true, enrolled: false });
    const page = await browser.window();
    await page.goto('/dang-nhap');
    await page.fill('#f-loginName', 'nguoimoi');
    await page.fill('#f-password', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dang-nhap/mat-khau');
    await expectAccessible(page);
    await screenshot(page, 'first-password');
    await page.fill('#f-password', 'con mèo trèo cây cau');
    await page.fill('#f-again', 'con mèo trèo cây cau');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dang-nhap/thiet-lap');
    await page.click('summary');
    const totpSecret = ((await page.textContent('.secret')) ?? '').replaceAll(' ', '');
    await expectAccessible(page);
    await screenshot(page, 'enrolment', true);
    await page.fill('#f-code', web.code({ totpSecret }));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.codes');
    await expectAccessible(page);
    await screenshot(page, 'recovery-codes');
    await page.click('button:has-text("vào làm việc")');
    await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
  });

  it('with a passkey: set up, then used', async () => {
    const account = await web.addAccount({ loginName: 'khoa', roles: ['leader'], enrolled: false });
    const page = await browser.window();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'usb',
        hasResidentKey: false,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto('/dang-nhap');
    await page.fill('#f-loginName', account.loginName);
    await page.fill('#f-password', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dang-nhap/thiet-lap');
    await page.click('button:has-text("Dùng khóa truy cập")');
    await page.waitForSelector('.codes');
    await page.click('button:has-text("vào làm việc")');
    await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
    await page.goto('/tai-khoan');
    await page.click('.who summary');
    await expectAccessible(page);
    await screenshot(page, 'account-menu');
    await page.click('button:has-text("Đăng xuất")');
    await page.waitForURL('**/dang-xuat');
    await page.goto('/dang-nhap');
    await page.fill('#f-loginName', account.loginName);
    await page.fill('#f-password', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dang-nhap/buoc-hai');
    await expectAccessible(page);
    await screenshot(page, 'second-factor-passkey');
    await page.click('button:has-text("Dùng khóa truy cập")');
    await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
    expect(await page.textContent('.who-name')).toBe('Người thử khoa');
  });

  it('a passkey needs its name first, and a device is added once', async () => {
    const page = await browser.window();
    await enter(page, await web.addAccount({ loginName: 'haikhoa', roles: ['leader'] }));
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const kept = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
    await page.goto('/tai-khoan/khoa');
    await page.click('button:has-text("Thêm khóa truy cập")');
    await page.waitForSelector('.error-summary');
    expect(await kept()).toBe(0);
    await page.fill('#f-label', 'Máy quầy 2');
    await page.click('button:has-text("Thêm khóa truy cập")');
    await page.waitForSelector('.codes, .notice-success');
    expect(await kept()).toBe(1);
    await page.goto('/tai-khoan/khoa');
    await page.fill('#f-label', 'Máy quầy 2, lần nữa');
    await page.click('button:has-text("Thêm khóa truy cập")');
    await page.waitForSelector('[data-passkey-problem]:not(:empty)');
    expect(await page.textContent('[data-passkey-problem]')).toContain('đã có trong tài khoản');
  });

  it('without JavaScript', async () => {
    const account = await web.addAccount({ loginName: 'khongjs', roles: ['unitAdministrator'] });
    const page = await browser.window({ javaScriptEnabled: false });
    await enter(page, account);
    await page.goto('/quan-tri/tai-khoan/moi');
    await page.fill('#f-loginName', 'thu.moi');
    await page.click('button:has-text("Tạo tài khoản")');
    expect(await page.locator('.field-error').allTextContents()).toEqual([
      'Lỗi: Hãy nhập họ và tên.',
      'Lỗi: Hãy chọn ít nhất một vai trò.',
    ]);
    expect(await page.inputValue('#f-loginName')).toBe('thu.moi');
    await screenshot(page, 'account-errors', true);
    await page.fill('#f-fullName', 'Trần Thị Thử');
    await page.check('input[value=clerk]');
    await page.click('button:has-text("Tạo tài khoản")');
    expect(await page.locator('.secret').first().textContent()).toBe('thu.moi');
    await screenshot(page, 'account-created');
  });

  it('locks after five wrong passwords, and the administrator unlocks', async () => {
    const page = await browser.window();
    await web.addAccount({ loginName: 'quenmk', roles: ['clerk'] });
    await page.goto('/dang-nhap');
    for (let n = 0; n < 5; n += 1) {
      await page.fill('#f-loginName', 'quenmk');
      await page.fill('#f-password', `mật khẩu sai ${n}`);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.error-summary');
    }
    const administrator = await web.addAccount({ loginName: 'quantri3', roles: ['unitAdministrator'] });
    const desk = await browser.window();
    await enter(desk, administrator);
    await desk.goto('/quan-tri/tai-khoan');
    await screenshot(desk, 'accounts-locked');
    await desk.click('a:has-text("Người thử quenmk")');
    expect(await desk.textContent('.tag')).toBe('Đang bị khóa');
    await desk.click('a:has-text("Mở khóa")');
    await desk.click('button:has-text("Mở khóa")');
    expect(await desk.textContent('.notice-success')).toContain('Đã mở khóa tài khoản.');
    await page.fill('#f-loginName', 'quenmk');
    await page.fill('#f-password', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dang-nhap/buoc-hai');
  });
});

describe('the keyboard', () => {
  it('opens the list of shortcuts, reaches the search box, goes to pages, walks down a table', async () => {
    const page = await browser.window();
    const account = await web.addAccount({ loginName: 'banphim', roles: ['unitAdministrator', 'receptionist'] });
    await enter(page, account);
    await page.goto('/tai-khoan');
    await page.keyboard.press('?');
    await page.waitForURL('**/phim-tat');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tim-nhanh');
    await page.keyboard.press('?');
    expect(await page.inputValue('#tim-nhanh')).toBe('?');
    await page.locator('h1').click();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.waitForURL('**/quan-tri/tai-khoan');
    await page.locator('tbody a').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(
      await page.evaluate(() => [...document.querySelectorAll('tbody a')].indexOf(document.activeElement as Element)),
    ).toBe(2);
    await page.keyboard.press('Tab');
    await page.goto('/tai-khoan');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
  });

  it('shows twenty rows of a table on 1366 × 768', async () => {
    for (let n = 0; n < 20; n += 1) await web.addAccount({ loginName: `hang${n}`, roles: ['clerk'] });
    const page = await browser.window();
    await enter(page, await web.addAccount({ loginName: 'demhang', roles: ['unitAdministrator', 'receptionist'] }));
    await page.goto('/quan-tri/tai-khoan');
    const visible = await page.evaluate(
      () =>
        [...document.querySelectorAll('tbody tr')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight)
          .length,
    );
    await screenshot(page, 'twenty-rows');
    expect(visible).toBeGreaterThanOrEqual(20);
  });
});

it('met no fault of the program on the way', () => {
  expect(web.faults).toEqual([]);
});
