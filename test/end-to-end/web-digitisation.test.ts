/**
 * Digitisation in a real browser, with and without JavaScript: scanned at reception, found in the register and opened, used
 * again in the next dossier, the result attached, a wrong scan corrected and voided.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import { fromInstant } from '../../src/core/time/local-date-time.ts';
import { importCatalogue } from '../../src/services/catalogue.ts';
import { DESK_CATALOGUE, filledBy, formKey } from '../../src/services/reception/desk.testkit.ts';
import { receiveDossier } from '../../src/services/reception/receive-dossier.ts';
import { recordActs } from '../../src/services/record-acts.ts';
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
let received = 0;

/** Received at the desk: two papers handed in, one not. */
async function dossier(person: number): Promise<string> {
  received += 1;
  const papers = ['Tờ khai cấp giấy xác nhận', 'Giấy khai sinh của người yêu cầu', 'Ảnh 4×6'].map((name, index) => ({
    name,
    form: index === 0 ? 'original' : 'copy',
    copies: '1',
    required: index === 0,
    received: index < 2,
  }));
  const answer = await receiveDossier(web.installation, web.random, {
    user: web.accounts.receptionist,
    formKey: formKey(received),
    raw: filledBy(person, { papers }),
    receivedAt: fromInstant(web.now()),
    acceptMissing: true,
    separate: true,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return answer.dossierCode;
}

async function resolve(dossierCode: string): Promise<void> {
  const happenedAt = fromInstant(web.now());
  const outcome = await recordActs(web.installation, {
    unitId: TEST_UNIT,
    dossierCode,
    actor: 'clerk',
    acts: [
      { act: 'beginProcessing', happenedAt, data: {} },
      { act: 'resolve', happenedAt, data: {} },
    ],
  });
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
}

beforeAll(async () => {
  web = await testWeb();
  await importCatalogue(web.installation, { unitId: TEST_UNIT, catalogue: DESK_CATALOGUE, actor: 'test' });
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
  const page = await browser.window({ viewport: SCREENS.small, javaScriptEnabled });
  await page.context().addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: server.base })));
  await page.goto(`${server.base}${path}`);
  return page;
}
const words = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const press = (page: Page, name: string) => page.locator('main').getByRole('button', { name }).click();
const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj<</T(${text})>>endobj\ntrailer<<>>\n%%EOF\n`);
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });
const program = file('to-khai.pdf', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'));

/** Desk and phone, no violation, nothing wider than the screen. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const screen of ['small', 'phone'] as const) {
    await page.setViewportSize(SCREENS[screen]);
    expect({ name, screen, violations: await checkAccessibility(page) }).toEqual({ name, screen, violations: [] });
    const tooWide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect({ name, screen, tooWide }).toEqual({ name, screen, tooWide: 0 });
    await screenshot(page, `digitisation-${name}-${screen}`, true);
  }
  await page.setViewportSize(SCREENS.small);
}

/** The whole way of one applicant's papers. */
async function wholeWay(person: number, javaScript: boolean): Promise<void> {
  const [first, second] = [await dossier(person), await dossier(person)];
  const check = (page: Page, name: string) => (javaScript ? looksRight(page, name) : Promise.resolve());

  // At reception: a program under the name of a scan is answered beside its field, then both papers go in one step.
  const desk = await as('receptionist', `/tiep-nhan/xong/${first}`, javaScript);
  await check(desk, '1-reception');
  await desk.locator('#f-file-0').setInputFiles(program);
  await desk.locator('#f-number-0').fill('12/TK');
  await press(desk, 'Số hóa các tệp đã chọn');
  expect(await desk.title()).toMatch(/^Lỗi: /);
  expect(await desk.locator('#f-file-0-error').innerText()).toContain('chương trình máy tính');
  expect(await desk.locator('#f-number-0').inputValue()).toBe('12/TK');
  await check(desk, '2-wrong-file');
  const picture = await desk.screenshot({ clip: { x: 0, y: 0, width: 400, height: 300 } });
  await desk.locator('#f-file-0').setInputFiles(file('to-khai.pdf', pdf(`tờ khai ${person}`)));
  await desk.locator('#f-file-1').setInputFiles({ name: 'khai-sinh.exe', mimeType: 'image/png', buffer: picture });
  await press(desk, 'Số hóa các tệp đã chọn');
  expect(await desk.locator('.notice').innerText()).toContain('Đã số hóa 2 giấy tờ');
  expect(new URL(desk.url()).pathname).toBe(`/tiep-nhan/xong/${first}`);
  expect(await words(desk)).toContain('Đã số hóa 2 trong 2 giấy tờ đã nhận.');

  // In the register it is found without marks, and opens.
  await desk.goto(`${server.base}/so-hoa`);
  await desk.locator('#f-q').fill(`khai sinh yeu cau ${first}`);
  await press(desk, 'Tìm');
  expect(await words(desk)).not.toMatch(/0561000000\d\d/);
  await check(desk, '3-register');
  await desk.getByRole('link', { name: 'Giấy khai sinh của người yêu cầu' }).click();
  await check(desk, '4-paper');
  const shown = desk.locator('img.preview');
  await shown.waitFor();
  if (javaScript) expect(await shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(400);
  const opened = await desk.request.get(
    `${server.base}${(await desk.getByRole('link', { name: 'Mở ảnh' }).getAttribute('href')) ?? ''}`,
  );
  expect([opened.status(), opened.headers()['content-type']]).toEqual([200, 'image/png']);
  expect((await opened.body()).equals(picture)).toBe(true);

  // From the dossier as well, and its file cannot be taken away by itself.
  await desk.goto(`${server.base}/ho-so/${first}`);
  await check(desk, '5-dossier');
  await desk.locator('#tep').getByRole('link', { name: 'khai-sinh.exe.png' }).click();
  expect(await words(desk)).toContain('không gỡ riêng được');
  expect(await desk.getByRole('button', { name: 'Gỡ tệp' }).count()).toBe(0);

  // Used again in the next dossier, where it opens.
  await desk.goto(`${server.base}/so-hoa/ho-so/${second}`);
  await check(desk, '6-second-dossier');
  await press(desk, 'Dùng lại Giấy khai sinh của người yêu cầu');
  expect(await desk.locator('.notice').innerText()).toContain('tái sử dụng');
  await desk.getByRole('link', { name: 'Xem Giấy khai sinh của người yêu cầu' }).click();
  expect(await words(desk)).toContain(`hồ sơ ${first}`);
  await check(desk, '7-used-again');
  const again = await desk.request.get(
    `${server.base}${(await desk.getByRole('link', { name: 'Mở ảnh' }).getAttribute('href')) ?? ''}`,
  );
  expect((await again.body()).equals(picture)).toBe(true);

  // The clerk attaches the signed result on the page of the dossier; the log is told.
  await resolve(first);
  const clerk = await as('clerk', `/ho-so/${first}`, javaScript);
  await clerk.getByText('Số hóa giấy tờ', { exact: true }).click();
  await clerk.locator('#f-file-result').setInputFiles(file('ket-qua.pdf', pdf(`kết quả ${person}`)));
  await clerk.locator('#f-number-result').fill('7/GXN-UBND');
  await clerk.locator('#f-form-result').selectOption('electronic');
  await check(clerk, '8-result');
  await press(clerk, 'Số hóa các tệp đã chọn');
  expect(await clerk.locator('.notice').innerText()).toContain('Kết quả: Xác nhận thông tin mẫu');
  expect(await clerk.locator('#lich-su').innerText()).toContain('Số hóa kết quả');

  // A wrong scan: corrected, the one before still opens; then voided, and the report is told so.
  await clerk.getByRole('link', { name: 'Xem Kết quả: Xác nhận thông tin mẫu' }).click();
  await clerk.getByRole('link', { name: 'Đính chính' }).click();
  await clerk.getByLabel('Tệp quét hoặc tệp ký số, chọn bên dưới').check();
  await clerk.locator('#f-file').setInputFiles(file('dung.pdf', pdf(`kết quả đúng ${person}`)));
  await press(clerk, 'Đính chính');
  expect(await clerk.locator('#f-reason-error').innerText()).toContain('Hãy ghi lý do');
  expect(await clerk.locator('#f-file-error').innerText()).toContain('Hãy chọn lại tệp «dung.pdf»');
  await check(clerk, '9-correction');
  await clerk.locator('#f-file').setInputFiles(file('dung.pdf', pdf(`kết quả đúng ${person}`)));
  await clerk.locator('#f-reason').fill('Quét nhầm trang');
  await press(clerk, 'Đính chính');
  expect(await words(clerk)).toContain('bản trước vẫn được giữ');
  await check(clerk, '10-corrected');
  const old = await clerk.request.get(
    `${server.base}${(await clerk.getByRole('link', { name: 'Mở tệp của bản 1' }).getAttribute('href')) ?? ''}`,
  );
  expect(await old.text()).toContain(`kết quả ${person}`);
  await clerk.getByRole('link', { name: 'Hủy', exact: true }).click();
  await clerk.locator('#f-reason').fill('Kết quả của hồ sơ khác');
  await check(clerk, '11-void');
  await press(clerk, 'Hủy bản số');
  expect(await words(clerk)).toContain('Kết quả của hồ sơ khác');
  await check(clerk, '12-dossier-papers');

  // The paper that was used again is voided: the dossier that relies on it says so.
  const used = desk.url();
  await desk.getByRole('link', { name: 'Giấy khai sinh của người yêu cầu' }).first().click();
  expect(await words(desk)).toContain('Được dùng lại ở');
  await desk.getByRole('link', { name: 'Hủy', exact: true }).click();
  expect(await words(desk)).toContain(`đang được dùng lại ở hồ sơ ${second}`);
  await desk.locator('#f-reason').fill('Giấy của người khác');
  await press(desk, 'Hủy bản số');
  await desk.goto(used);
  expect(await words(desk)).toContain('đã hủy: Giấy của người khác');
  await check(desk, '14-source-voided');

  // A paper beside the checklist, whose digital form another system keeps.
  await desk.goto(`${server.base}/so-hoa/ho-so/${second}`);
  await desk.locator('#them summary').click();
  await check(desk, '15-another-paper');
  await desk.locator('#f-name').fill('Bản án ly hôn');
  await desk.getByLabel('Lưu ở hệ thống khác').check();
  await desk.getByLabel('Tên hệ thống đang lưu bản số').fill('Kho dữ liệu điện tử của tỉnh');
  await press(desk, 'Ghi giấy tờ');
  expect(await words(desk)).toContain('ở Kho dữ liệu điện tử của tỉnh');
  for (const page of [desk, clerk]) await page.context().close();
}

describe('the papers of an applicant', () => {
  it('go the whole way with JavaScript', () => wholeWay(1, true));
  it('go the whole way without JavaScript', () => wholeWay(2, false));

  it('that wait are listed, and the list is empty when none does', async () => {
    await dossier(3);
    const page = await as('receptionist', '/so-hoa');
    await page.locator('.day-totals a').first().click();
    expect(await words(page)).toContain('Tờ khai cấp giấy xác nhận');
    await looksRight(page, '13-waiting');
    await page.context().close();
  });
});
