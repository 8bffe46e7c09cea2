/** What happened earlier and is entered now, in a real browser: receiving, acts, certification, the report that was closed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import { closeReport } from '../../src/services/report/close-report.ts';
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
  // Monday 14/8/2023, 08:00; the power was out on Friday.
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

async function as(role: Role, options: Parameters<TestBrowser['window']>[0] = {}): Promise<Page> {
  const page = await signedInWindow(web, browser, role, { viewport: SCREENS.small, ...options });
  page.setDefaultTimeout(20_000);
  return page;
}

/** No violation and nothing wider than the window, on the desk and on a phone; a picture of each. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const screen of ['small', 'phone'] as const) {
    await page.setViewportSize(SCREENS[screen]);
    expect({ name, screen, violations: await checkAccessibility(page) }).toEqual({ name, screen, violations: [] });
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect({ name, screen, wide }).toEqual({ name, screen, wide: 0 });
    await screenshot(page, `late-${name}-${screen}`, true);
  }
  await page.setViewportSize(SCREENS.small);
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).first().click();
async function fillActual(page: Page, date: string, time: string): Promise<void> {
  if (!(await page.getByLabel('Ngày thực tế').isVisible())) await page.getByText('Thời điểm thực tế: bây giờ').click();
  await page.getByLabel('Ngày thực tế').fill(date);
  await page.getByLabel('Giờ thực tế').fill(time);
  await page.getByLabel('Lý do ghi sau').fill('Mất điện chiều thứ Sáu, nhận trên giấy');
}

/** The second code of Friday goes to the line of the certification book between. */
const FIRST = '000.18.22.H32-230811-0001';

describe.each([
  ['with JavaScript', true, '056199001234', FIRST],
  ['without JavaScript', false, '056199001235', '000.18.22.H32-230811-0003'],
] as const)('%s', (_, javaScriptEnabled, identity, code) => {
  it('receives what came in on Friday, under a code of Friday', async () => {
    const page = await as('receptionist', { javaScriptEnabled });
    await page.goto('/tiep-nhan/moi?thu-tuc=2.000635&moi=1');
    await page.fill('#f-identityNumber', identity);
    await page.fill('#f-fullName', 'Lê Thị Mẫu Hoà');
    await page.fill('#f-phone', '0901 234 567');
    await page.fill('#f-address', '12 đường Mẫu, phường Phước Long');
    await page.check('#f-allReceived');
    await fillActual(page, '14/08/2023', '15:00');
    await press(page, 'Xem lại và tính hạn');
    // Monday 15:00 has not come yet.
    expect(await page.locator('.error-summary').innerText()).toContain('chưa đến (bây giờ là 08:00 ngày 14/08/2023)');
    if (javaScriptEnabled) await looksRight(page, 'receipt-form');
    await page.getByLabel('Ngày thực tế').fill('11/08/2023');
    await press(page, 'Xem lại và tính hạn');
    await page.waitForSelector('text=Xem lại trước khi tiếp nhận');
    expect(await page.locator('main').innerText()).toContain('15:00 ngày 11/08/2023, ghi sau: Mất điện');
    if (javaScriptEnabled) await looksRight(page, 'receipt-review');
    await press(page, 'Tiếp nhận');
    await page.waitForURL('**/tiep-nhan/xong/*');
    expect(await page.locator('h1').innerText()).toBe(`Hồ sơ ${code}`);
    await page.getByRole('link', { name: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả số' }).click();
    expect(await page.locator('.slip').innerText()).toContain('15:00 ngày 11/08/2023');
    await page.context().close();
  });

  it('records acts of Friday; what a click does now has a form for then', async () => {
    const leader = await as('leader', { javaScriptEnabled });
    await leader.goto(`/ho-so/${code}/viec/phan-cong`);
    await leader.getByLabel('Người xử lý').selectOption('specialist');
    await fillActual(leader, '11/08/2023', '14:30');
    await press(leader, 'Phân công');
    expect(await leader.locator('.error-summary').innerText()).toContain('sớm hơn «Tiếp nhận» (15:00 ngày 11/08/2023)');
    if (javaScriptEnabled) await looksRight(leader, 'act-form');
    await leader.getByLabel('Giờ thực tế').fill('15:30');
    await press(leader, 'Phân công');
    expect(await leader.locator('.notice').first().innerText()).toContain('xảy ra lúc 15:30 ngày 11/08/2023');
    await leader.context().close();

    const specialist = await as('specialist', { javaScriptEnabled });
    await specialist.goto(`/ho-so/${code}`);
    await specialist.getByRole('link', { name: 'trình dự thảo từ trước' }).click();
    if (javaScriptEnabled) await looksRight(specialist, 'act-without-fields');
    await fillActual(specialist, '11/08/2023', '16:45');
    await press(specialist, 'Trình dự thảo');
    const line = specialist.locator('#lich-su tbody tr').first();
    expect(await line.innerText()).toMatch(/11\/08 16:45\s+ghi 14\/08 08:00/);
    expect(await line.innerText()).toContain('Ghi sau: Mất điện chiều thứ Sáu');
    if (javaScriptEnabled) await looksRight(specialist, 'dossier');
    await specialist.context().close();
  });

  it('enters a line of a certification book, and refuses one before a later number', async () => {
    const page = await as('receptionist', { javaScriptEnabled });
    const enter = async (time: string): Promise<void> => {
      await page.goto('/chung-thuc');
      await page.getByLabel('Người yêu cầu').fill('Nguyễn Văn Mẫu');
      await page.locator('#f-identityNumber').fill('056304001880');
      await page.getByLabel('Tên giấy tờ').fill('Học bạ');
      await page.getByLabel('Người ký chứng thực').fill('Trần Thị Ví Dụ');
      await fillActual(page, '11/08/2023', time);
      await press(page, 'Vào sổ');
    };
    const [time, earlier] = javaScriptEnabled ? ['16:00', '15:59'] : ['16:10', '16:09'];
    await enter(time as string);
    expect(await page.locator('.notice').first().innerText()).toContain(
      javaScriptEnabled ? 'Số 1/2023/BS' : 'Số 2/2023/BS',
    );
    await enter(earlier as string);
    expect(await page.locator('.error-summary').innerText()).toContain(
      'số tiếp theo không thể mang thời điểm trước đó',
    );
    if (javaScriptEnabled) await looksRight(page, 'certification');
    await page.context().close();
  });
});

describe('after the period was closed', () => {
  it('asks first, and the closed report then says that there are late records', async () => {
    // Friday 15/9, 08:00: the third quarter ended yesterday.
    web.pass(32 * 86_400_000);
    await closeReport(web.installation, { unitId: TEST_UNIT, period: '2023-Q3', actor: 'baocao' });
    const specialist = await as('specialist');
    await specialist.goto(`/ho-so/${FIRST}/viec/yeu-cau-bo-sung`);
    await specialist.getByLabel('Nội dung cần bổ sung').fill('Bản sao giấy khai sinh');
    await specialist.getByLabel('Căn cứ').fill('Luật Hộ tịch 2014 Điều 22');
    await fillActual(specialist, '14/09/2023', '16:30');
    await press(specialist, 'Yêu cầu bổ sung');
    expect(await specialist.locator('.error-summary').innerText()).toContain('nhập số phiếu đó');
    await specialist.getByLabel('Số phiếu yêu cầu').fill('12/PYC');
    await press(specialist, 'Yêu cầu bổ sung');
    expect(await specialist.locator('.error-summary').innerText()).toContain('Quý III năm 2023 (phiên bản 1)');
    await looksRight(specialist, 'closed-question');
    await specialist.getByLabel('Vẫn ghi, sẽ lập số liệu điều chỉnh').check();
    await press(specialist, 'Yêu cầu bổ sung');
    expect(await specialist.locator('.notice').first().innerText()).toContain('xảy ra lúc 16:30 ngày 14/09/2023');
    await specialist.context().close();

    const reporting = await as('reportingOfficer');
    await reporting.goto('/bao-cao/2023-Q3');
    expect(await reporting.locator('.notice').first().innerText()).toContain(
      'Sau khi chốt có 1 hồ sơ được ghi hoặc sửa',
    );
    await reporting.getByRole('link', { name: 'xem các hồ sơ' }).click();
    expect(await reporting.locator('#ghi-sau tbody tr').allInnerTexts()).toHaveLength(1);
    expect(await reporting.locator('#ghi-sau').innerText()).toContain(FIRST);
    await looksRight(reporting, 'closed-report');
    expect(browser.foreignRequests).toEqual([]);
    expect(web.faults).toEqual([]);
  });
});
