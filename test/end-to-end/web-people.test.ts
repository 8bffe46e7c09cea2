/** A person of the directory corrected, joined and separated in a real browser, with and without JavaScript. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import { enterLine } from '../../src/services/certification/enter-line.ts';
import { filled } from '../../src/services/reception/desk.testkit.ts';
import { submitOnline } from '../../src/services/reception/submit-online.ts';
import { linePath } from '../../src/web/staff/certification/line-form.tsx';
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

async function as(role: Role, javaScriptEnabled = true): Promise<Page> {
  const page = await signedInWindow(web, browser, role, { viewport: SCREENS.small, javaScriptEnabled });
  page.setDefaultTimeout(20_000);
  return page;
}

async function looksRight(page: Page, name: string): Promise<void> {
  for (const screen of ['small', 'phone'] as const) {
    await page.setViewportSize(SCREENS[screen]);
    expect({ name, screen, violations: await checkAccessibility(page) }).toEqual({ name, screen, violations: [] });
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect({ name, screen, wide }).toEqual({ name, screen, wide: 0 });
    await screenshot(page, `people-${name}-${screen}`, true);
  }
  await page.setViewportSize(SCREENS.small);
}

const press = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('button', { name, exact: true }).first().click();
const follow = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('link', { name }).first().click();
const main = (page: Page): Promise<string> => page.locator('main').innerText();
const notice = (page: Page): Promise<string> => page.locator('.notice').first().innerText();

async function receive(page: Page, identity: string, fullName: string): Promise<string> {
  await page.goto('/tiep-nhan/moi?thu-tuc=2.000635&moi=1');
  await page.fill('#f-identityNumber', identity);
  await page.fill('#f-fullName', fullName);
  await page.fill('#f-phone', '0901 234 567');
  await page.fill('#f-address', '12 đường Mẫu, phường Phước Long');
  await page.check('#f-allReceived');
  await press(page, 'Xem lại và tính hạn');
  await page.waitForSelector('text=Xem lại trước khi tiếp nhận');
  await press(page, 'Tiếp nhận');
  await page.waitForURL('**/tiep-nhan/xong/*');
  return (await page.locator('h1').innerText()).replace('Hồ sơ ', '');
}

describe.each([
  ['with JavaScript', true, '0561990012', 'Lê Thị Mẫu Hoà'],
  ['without JavaScript', false, '0561990013', 'Phạm Văn Ví Dụ'],
] as const)('%s', (_, js, stem, fullName) => {
  it('corrects, joins and separates', async () => {
    const page = await as('receptionist', js);
    const first = await receive(page, `${stem}34`, fullName);
    const other = await receive(page, `${stem}99`, fullName);

    // From the dossier to the person.
    await page.goto(`/ho-so/${first}`);
    await follow(page, 'Trang người nộp');
    expect(await page.locator('h1').innerText()).toBe(fullName);
    expect(await main(page)).toContain('056***');
    expect(await main(page)).not.toContain(`${stem}34`);
    if (js) await looksRight(page, 'page');
    const address = page.url();

    await follow(page, 'Đính chính');
    await press(page, 'Đính chính');
    expect(await page.locator('.error-summary').innerText()).toContain('Nêu lý do đính chính');
    await page.fill('#f-identityNumber', `${stem}43`);
    await page.fill('#f-reason', 'Nhập nhầm hai số cuối');
    if (js) await looksRight(page, 'correct');
    await press(page, 'Đính chính');
    expect(await notice(page)).toContain('Đã đính chính số giấy tờ; 1 hồ sơ theo thông tin mới.');
    expect(await main(page)).toContain('Số giấy tờ cũ');
    if (js) await looksRight(page, 'corrected');

    // The old number still leads here, with a word about it.
    await page.goto(`/tiep-nhan/moi?thu-tuc=2.000635&tim=${stem}34`);
    expect(await main(page)).toContain('Đây là số cũ của người trên');
    await follow(page, fullName);
    await press(page, 'Xem đầy đủ và sửa');
    expect(await page.inputValue('#f-identityNumber')).toBe(`${stem}43`);
    expect(await main(page)).toContain('Sửa người nộp đã có');

    // A number of somebody else: offered to be joined.
    await page.goto(`${address}/sua`);
    await page.fill('#f-identityNumber', `${stem}99`);
    await page.fill('#f-reason', 'Đúng theo thẻ');
    await press(page, 'Đính chính');
    expect(await page.locator('.error-summary').innerText()).toContain('đã có người khác trong danh bạ mang');
    if (js) await looksRight(page, 'taken');
    await page.locator('main').getByRole('link', { name: 'ghép hai mục', exact: true }).click();
    if (js) await looksRight(page, 'join');
    await page.fill('#f-reason', 'Cùng một người');
    await press(page, 'Ghép');
    expect(await notice(page)).toContain('Đã ghép hai mục');
    for (const code of [first, other]) expect(await main(page)).toContain(code);
    if (js) await looksRight(page, 'joined');
    await follow(page, 'Tách ra');
    await page.fill('#f-reason', 'Hai người trùng tên');
    await press(page, 'Tách');
    expect(await notice(page)).toContain('Đã tách');
    expect(await main(page)).toContain(first);
    expect(await main(page)).not.toContain(other);

    // In full only with a reason.
    await follow(page, 'Xem đầy đủ');
    await press(page, 'Xem đầy đủ');
    expect(await page.locator('.error-summary').innerText()).toContain('Hãy nhập lý do');
    await page.fill('#f-reason', 'Gọi điện báo kết quả');
    await press(page, 'Xem đầy đủ');
    expect(await main(page)).toContain(`${stem}43`);
    await page.context().close();
  });
});

describe('who may', () => {
  it('correct and see is in the table of permissions; nobody else finds the buttons or the pages', async () => {
    const receptionist = await web.browse('receptionist');
    const found = await receptionist.get('/tiep-nhan/moi?thu-tuc=2.000635&tim=056199001243');
    const personId = /nguoi=([0-9a-f-]{36})/.exec(found.location ?? '')?.[1];
    expect(personId).toBeDefined();
    const clerk = await web.browse('clerk');
    const page = await clerk.get(`/nguoi-nop/${personId}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Đính chính</a>');
    expect((await clerk.get(`/nguoi-nop/${personId}/sua`)).status).toBe(403);
    expect((await clerk.get(`/nguoi-nop/${personId}/xem`)).status).toBe(403);
    expect((await (await web.browse('unitAdministrator')).get(`/nguoi-nop/${personId}`)).status).toBe(403);
    expect((await clerk.get('/nguoi-nop/33333333-3333-4333-8333-333333333333')).status).toBe(404);
    expect((await clerk.get('/nguoi-nop/khong-phai')).status).toBe(404);
    expect(browser.foreignRequests).toEqual([]);
    expect(web.faults).toEqual([]);
  });
});

it('a line of a certification book keeps what was written and says whom its dossier names since', async () => {
  const page = await as('receptionist');
  const code = await receive(page, '056199001877', 'Cao Thị Sổ');
  const entered = await enterLine(web.installation, {
    user: web.accounts.receptionist,
    raw: {
      kind: 'copy',
      documentName: 'Học bạ',
      applicant: 'Cao Thị Sổ',
      identityNumber: '056199001877',
      pages: '1',
      copies: '1',
      eCopy: false,
      payment: 'cash',
      signer: 'Trần Văn Ví Dụ',
      note: '',
    },
  });
  if (!entered.ok) throw new Error(JSON.stringify(entered.errors));
  await page.goto(`/ho-so/${code}`);
  await follow(page, 'Trang người nộp');
  await follow(page, 'Đính chính');
  await page.fill('#f-fullName', 'Cao Thị Sỡ');
  await page.fill('#f-reason', 'Nhập nhầm dấu');
  await press(page, 'Đính chính');
  expect(await notice(page)).toContain('2 hồ sơ theo thông tin mới');
  await page.goto(linePath(entered.entry));
  expect(await notice(page)).toContain(`Hồ sơ ${entered.entry.dossierCode} nay ghi người nộp là Cao Thị Sỡ`);
  expect(await notice(page)).toContain('Sổ giữ điều đã ghi');
  await looksRight(page, 'line-since');
  await page.context().close();
});

it('shows what was filed online over what is known, and takes it over with its history', async () => {
  const page = await as('receptionist', false);
  await receive(page, '056199001866', 'Hồ Thị Khai');
  const raw = filled({ procedureCode: '2.000635' });
  const filed = await submitOnline(web.installation, web.random, {
    unitId: TEST_UNIT,
    reference: '33333333-3333-4333-8333-333333333366',
    actor: 'portal',
    raw: {
      ...raw,
      person: { ...raw.person, identityNumber: '056199001866', fullName: 'Hồ Thị Khải', phone: '0911222333' },
    },
  });
  if (!filed.ok) throw new Error(JSON.stringify(filed.errors));
  await page.goto(`/tiep-nhan/truc-tuyen/${filed.dossierCode}`);
  expect(await main(page)).toContain('Khai khác với danh bạ');
  expect(await main(page)).toContain('Điện thoại: 090***567 → 091***333');
  const looking = await as('receptionist');
  await looking.goto(page.url());
  await looksRight(looking, 'claim');
  await looking.context().close();
  await press(page, 'Sửa danh bạ theo bản khai');
  expect(await notice(page)).toContain('Đã sửa danh bạ theo bản khai');
  expect(await main(page)).not.toContain('Khai khác với danh bạ');
  await page.goto(`/ho-so/${filed.dossierCode}`);
  await follow(page, 'Trang người nộp');
  expect(await main(page)).toContain(`Theo bản khai trực tuyến, hồ sơ ${filed.dossierCode}`);
  await page.context().close();
});
