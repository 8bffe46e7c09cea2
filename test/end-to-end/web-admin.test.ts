/** The log and the settings in a real browser: with JavaScript and without, on a desk's screen and on a phone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import { localDateTime } from '../../src/core/time/local-date-time.ts';
import { recordActs } from '../../src/services/record-acts.ts';
import { appendAudit, takeAuditHead } from '../../src/store/audit.ts';
import { within } from '../../src/store/scope.ts';
import {
  checkAccessibility,
  openBrowser,
  SCREENS,
  screenshot,
  serveApp,
  type TestBrowser,
} from '../support/browser.ts';
import { importSampleCatalogue } from '../support/sample-catalogue.ts';
import { TEST_UNIT, type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
let server: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;
const codeOf = (number: number): string => `000.18.22.H32-230814-${String(number).padStart(4, '0')}`;

beforeAll(async () => {
  web = await testWeb();
  await importSampleCatalogue(web.installation, 'vận hành');
  for (let number = 1; number <= 12; number += 1) {
    web.pass(60_000);
    await recordActs(web.installation, {
      unitId: TEST_UNIT,
      dossierCode: codeOf(number),
      actor: 'receptionist',
      acts: [
        {
          act: 'receive',
          happenedAt: localDateTime('2023-08-14T08:00'),
          data: {
            channel: 'counter',
            procedureCode: '1.000894',
            sectorKey: 'ho-tich',
            term: { value: 15, unit: 'workingDay' },
          },
        },
      ],
    });
  }
  for (let entry = 0; entry < 45; entry += 1) {
    web.pass(60_000);
    await within(web.store, [TEST_UNIT], async (client) => {
      const place = await takeAuditHead(client, TEST_UNIT, web.now());
      await appendAudit(
        client,
        place,
        entry % 3 === 0
          ? { actor: 'specialist', act: 'signIn', detail: { method: 'totp' } }
          : {
              actor: 'leader',
              act: 'person.viewUnmasked',
              detail: { dossierCode: codeOf(1 + (entry % 12)), reason: 'Bà Mẫu hỏi tình trạng hồ sơ' },
            },
      );
    });
  }
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

async function as(role: Role, path: string, options: { viewport?: keyof typeof SCREENS; script?: boolean } = {}) {
  const client = await web.browse(role);
  const page = await browser.window({
    viewport: SCREENS[options.viewport ?? 'small'],
    javaScriptEnabled: options.script ?? true,
  });
  await page.context().addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: server.base })));
  await page.goto(`${server.base}${path}`);
  return page;
}
const words = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
/** Nothing sticks out at the side. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

describe('the log', () => {
  it('is reached with g n, filtered, and turned over page by page', async () => {
    const page = await as('leader', '/tong-quan');
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.waitForURL('**/nhat-ky');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'audit-small');
    await page.getByRole('link', { name: 'Cũ hơn ›' }).click();
    expect(await words(page)).toContain('Nhập danh mục thủ tục');
    await page.getByRole('link', { name: 'Mới nhất' }).click();
    await page.locator('#f-nguoi').selectOption('specialist');
    await page.locator('#f-tu').fill('14/08/2023');
    await page.getByRole('button', { name: 'Lọc' }).click();
    const text = await words(page);
    expect(text).toContain('Đăng nhập bằng ứng dụng xác thực.');
    expect(text).not.toContain('Bà Mẫu');
  });

  it('works without JavaScript, on a phone, and tells the administrator no words of people', async () => {
    const page = await as('unitAdministrator', '/nhat-ky', { viewport: 'phone', script: false });
    expect(await fits(page)).toBe(true);
    await screenshot(page, 'audit-phone');
    const text = await words(page);
    expect(text).toContain('Xem đầy đủ số giấy tờ, điện thoại');
    expect(text).not.toContain('Bà Mẫu');
    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    expect(await words(page)).toContain('Chuỗi nguyên vẹn');
    expect(await fits(page)).toBe(true);
    await screenshot(page, 'audit-chain-phone');
  });

  it('says what a broken chain means', async () => {
    const broken = (actor: string) =>
      web.store.withOwner((owner) =>
        owner.query('update audit_entry set actor = $1 where home_unit_id = $2 and sequence = 3', [actor, TEST_UNIT]),
      );
    await broken('ai đó');
    const page = await as('leader', '/nhat-ky');
    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'audit-broken', true);
    await broken('receptionist');
  });
});

describe('the settings', () => {
  it('change in two steps, with their consequences first', async () => {
    const page = await as('unitAdministrator', '/cai-dat');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'settings', true);
    await page.getByRole('link', { name: 'Đổi giờ làm việc' }).click();
    await page.locator('#f-effectiveFrom').fill('14/08/2023');
    await page.locator('#f-basis').fill('Quyết định 12/QĐ-UBND ngày 01/08/2023');
    await page.locator('#f-reason').fill('Giờ mùa hè');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    expect(await page.title()).toMatch(/^Lỗi: /);
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'settings-error', true);
    await page.locator('#f-effectiveFrom').fill('21/08/2023');
    await page.locator('#f-afternoonTo').fill('16:30');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('12 hồ sơ đang giải quyết đổi hạn').waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'settings-preview', true);
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    await page.waitForURL('**/cai-dat');
    expect(await words(page)).toContain('12 hồ sơ đổi hạn');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'settings-changed', true);
  });

  it('settle the days of Tết together', async () => {
    const page = await as('unitAdministrator', '/cai-dat');
    await page.getByRole('link', { name: 'Chốt ngày 05/02/2027' }).click();
    await page.getByLabel('thứ Bảy, 06/02/2027').check();
    await page.getByLabel('Nghỉ', { exact: true }).check();
    await page.locator('#f-basis').fill('Thông báo mẫu');
    await page.locator('#f-reason').fill('Đã có lịch nghỉ Tết');
    expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, 'settings-settle', true);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    expect(await words(page)).toContain('Nghỉ ngày 05/02/2027, 06/02/2027 (Tết Âm lịch)');
    await page.getByRole('button', { name: 'Sửa lại' }).click();
    expect(await page.getByLabel('thứ Bảy, 06/02/2027').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    await page.getByRole('link', { name: 'Rút việc chốt ngày 06/02/2027' }).waitFor();
  });

  it('work without JavaScript on a phone, to the withdrawal', async () => {
    const page = await as('unitAdministrator', '/cai-dat/thong-tin-bao-cao', { viewport: 'phone', script: false });
    expect(await fits(page)).toBe(true);
    await screenshot(page, 'settings-form-phone', true);
    await page.locator('#f-effectiveFrom').fill('01/09/2023');
    await page.locator('#f-signer').fill('Lý Mẫu Mới');
    await page.locator('#f-basis').fill('Quyết định bổ nhiệm');
    await page.locator('#f-reason').fill('Người ký mới');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    expect(await words(page)).toContain('Báo cáo lập hoặc chốt từ ngày 01/09/2023');
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    expect(await words(page)).toContain('Lý Mẫu Mới, BC-UBND');
    expect(await fits(page)).toBe(true);
    await screenshot(page, 'settings-phone', true);
    await page.getByRole('link', { name: 'Rút thay đổi từ 01/09/2023' }).click();
    await page.locator('#f-reason').fill('Nhầm người');
    await page.getByRole('button', { name: 'Rút thay đổi' }).click();
    expect(await words(page)).toContain('Đã rút: thông tin in trên báo cáo');
  });

  it.each([true, false])('limit how far back acts are recorded, with JavaScript: %s', async (script) => {
    const page = await as('unitAdministrator', '/cai-dat', script ? {} : { viewport: 'phone', script });
    const name = script ? 'settings-late' : 'settings-late-phone';
    expect(await words(page)).toContain('5 ngày làm việc cho mọi người được làm việc ấy, 60 ngày làm việc');
    await page.getByRole('link', { name: 'Đổi giới hạn ghi sau' }).click();
    expect(await page.locator('#f-ordinaryWorkingDays').inputValue()).toBe('5');
    await page.locator('#f-effectiveFrom').fill('21/08/2023');
    await page.locator('#f-ordinaryWorkingDays').fill('70');
    await page.locator('#f-basis').fill('Quy chế một cửa, Quyết định 12/QĐ-UBND');
    await page.locator('#f-reason').fill('Hay mất điện');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    expect(await words(page)).toContain('nhập số từ 70 đến 250');
    expect(await fits(page)).toBe(true);
    if (script) expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, `${name}-form`, true);
    await page.locator('#f-ordinaryWorkingDays').fill('3');
    await page.locator('#f-correctorWorkingDays').fill('20');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    expect(await words(page)).toContain('thì xa nhất là việc của ngày 16/08/2023');
    expect(await fits(page)).toBe(true);
    if (script) expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, `${name}-preview`, true);
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    await page.getByText('Đã ghi: ghi sau tới 3').waitFor();
    expect(await words(page)).toContain('ghi sau tới 3 ngày làm việc, người đính chính tới 20 ngày làm việc');
    expect(await fits(page)).toBe(true);
    if (script) expect(await checkAccessibility(page)).toEqual([]);
    await screenshot(page, name, true);
    await page
      .locator('section', { hasText: 'Ghi việc đã xảy ra từ trước' })
      .getByRole('link', { name: /^Rút/ })
      .click();
    await page.locator('#f-reason').fill('Nhầm ngày');
    await page.getByRole('button', { name: 'Rút thay đổi' }).click();
    await page.getByText('Đã rút: giới hạn ghi sau').waitFor();
  });

  it('are read by the leader without a way to change them', async () => {
    const page = await as('leader', '/cai-dat');
    expect(await checkAccessibility(page)).toEqual([]);
    expect(await page.locator('main a[href^="/cai-dat/"]').count()).toBe(0);
  });
});
