/** A dossier's day at the desk in a real browser, officer by officer, with and without JavaScript. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/core/access/permissions.ts';
import { fromInstant } from '../../src/core/time/local-date-time.ts';
import { recordActs } from '../../src/services/record-acts.ts';
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
import { TEST_UNIT, type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
let served: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;

beforeAll(async () => {
  web = await testWeb();
  served = await serveApp(web.app);
  browser = await openBrowser(served.base);
  for (let number = 1; number <= 24; number += 1) await receive(number);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await web?.close();
});

const PROCEDURES = [
  ['1.004873', 'Cấp Giấy xác nhận tình trạng hôn nhân'],
  ['1.001193', 'Thủ tục đăng ký khai sinh'],
  ['2.000635', 'Cấp bản sao Trích lục hộ tịch'],
] as const;
const NAMES = ['Nguyễn Thị Hoa', 'Trần Văn Bình', 'Đặng Quốc Ánh', 'Lê Thị Ngọc', 'Phạm Hữu Đức'] as const;
const codeOf = (number: number): string => `000.18.22.H32-230814-${String(number).padStart(4, '0')}`;

/** A dossier with an applicant; the first three came in days ago, so that some are late or due soon. */
async function receive(number: number): Promise<void> {
  const dossierCode = codeOf(number);
  const [procedureCode] = PROCEDURES[number % PROCEDURES.length] as (typeof PROCEDURES)[number];
  const happenedAt = number <= 3 ? `2023-08-0${6 + number}T08:00` : fromInstant(web.now());
  const outcome = await recordActs(web.installation, {
    unitId: TEST_UNIT,
    dossierCode,
    actor: 'receptionist',
    acts: [
      {
        act: 'receive',
        happenedAt: happenedAt as ReturnType<typeof fromInstant>,
        data: {
          channel: 'counter',
          procedureCode,
          procedureVersion: null,
          sectorKey: 'hộ tịch',
          term: { value: number % 2 === 0 ? 3 : 1, unit: 'workingDay' },
          feeDue: 8000,
        },
      },
    ],
  });
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
  await within(web.store, [TEST_UNIT], (client) =>
    client.query(
      `insert into dossier_person (home_unit_id, dossier_id, role, full_name, identity_number, phone, other, recorded_at)
       values ($1, $2, 'applicant', $3, $4, $5, $6, $7)`,
      [
        TEST_UNIT,
        outcome.dossierId,
        NAMES[number % NAMES.length],
        `0563040018${String(number).padStart(2, '0')}`,
        `09012345${String(number).padStart(2, '0')}`,
        JSON.stringify({ address: '12 đường Mẫu, phường Phước Long' }),
        web.now(),
      ],
    ),
  );
}

const as = (role: Role, options: Parameters<TestBrowser['window']>[0] = {}): Promise<Page> =>
  signedInWindow(web, browser, role, options);

const open = (page: Page, code: string): Promise<unknown> => page.goto(`/ho-so/${code}`);
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).first().click();
const follow = (page: Page, name: string): Promise<void> => page.getByRole('link', { name }).first().click();
const notice = (page: Page): Promise<string> => page.locator('.notice').first().innerText();

/** One dossier from receipt to hand-over, by the buttons of each officer. */
async function wholeWay(code: string, javaScriptEnabled: boolean): Promise<void> {
  const windows = {} as Record<Role, Page>;
  for (const role of ROLES) windows[role] = await as(role, { javaScriptEnabled });
  const { leader, specialist, clerk, cashier, receptionist } = windows;

  await open(leader, code);
  await follow(leader, 'Phân công');
  await leader.getByLabel('Người xử lý').selectOption('specialist');
  await press(leader, 'Phân công');
  expect(await notice(leader)).toContain('Đã ghi «Phân công»');

  await open(specialist, code);
  await follow(specialist, 'Yêu cầu bổ sung');
  await press(specialist, 'Yêu cầu bổ sung');
  // Nothing was filled in: both fields say what they want, and the summary leads to them.
  expect(await specialist.locator('.error-summary a').allInnerTexts()).toEqual([
    'Nhập nội dung cần bổ sung.',
    'Nhập căn cứ.',
  ]);
  await specialist.getByLabel('Nội dung cần bổ sung').fill('Bản sao giấy khai sinh\nẢnh 4×6');
  await specialist.getByLabel('Căn cứ').fill('Luật Hộ tịch 2014 Điều 22');
  await press(specialist, 'Yêu cầu bổ sung');
  expect(await notice(specialist)).toMatch(/số \d+\/BPTNTKQ/);

  await open(receptionist, code);
  await follow(receptionist, 'Nhận bổ sung');
  await press(receptionist, 'Nhận bổ sung');
  await open(specialist, code);
  await press(specialist, 'Trình dự thảo');
  await open(leader, code);
  await press(leader, 'Phê duyệt');
  await open(clerk, code);
  await follow(clerk, 'Cho số');
  await clerk.getByLabel('Ký hiệu văn bản').fill('GXN-UBND');
  await press(clerk, 'Cho số');
  expect(await notice(clerk)).toMatch(/số \d+\/GXN-UBND/);
  await follow(clerk, 'Phát hành kết quả');
  await press(clerk, 'Phát hành kết quả');
  expect(await notice(clerk)).toContain('Đã ghi «Phát hành kết quả»');

  await open(cashier, code);
  await follow(cashier, 'Thu phí');
  await press(cashier, 'Thu phí');
  expect(await notice(cashier)).toMatch(/số \d+\/BL/);

  await open(receptionist, code);
  await follow(receptionist, 'Trả kết quả');
  await receptionist.getByLabel('Qua bưu chính công ích').check();
  await press(receptionist, 'Trả kết quả');
  expect(await receptionist.locator('.error-summary').innerText()).toContain('số hiệu bưu gửi');
  await receptionist.getByLabel('Số hiệu bưu gửi').fill('EA123456789VN');
  await press(receptionist, 'Trả kết quả');
  expect(await receptionist.locator('h1').innerText()).toContain(code);
  expect(await receptionist.locator('main').innerText()).toContain('Đã trả kết quả');
  for (const page of Object.values(windows)) await page.context().close();
}

describe('the work on a dossier', () => {
  it('goes from receipt to hand-over with JavaScript', () => wholeWay(codeOf(4), true));
  it('goes from receipt to hand-over without JavaScript', () => wholeWay(codeOf(5), false));

  it('is done by letters on the page of the dossier', async () => {
    const page = await as('leader');
    await open(page, codeOf(6));
    await page.keyboard.press('p');
    await page.waitForURL('**/viec/phan-cong');
    await page.getByLabel('Người xử lý').selectOption('specialist');
    await page.getByLabel('Người xử lý').press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/ho-so/${codeOf(6)}`);
    expect(await notice(page)).toContain('Đã ghi');
    await follow(page, 'Hoàn tác việc vừa ghi');
    await page.getByLabel('Lý do hoàn tác').fill('Nhầm người');
    await press(page, 'Hoàn tác');
    expect(await notice(page)).toContain('Đã hoàn tác «Phân công xử lý»');
    await page.context().close();
  });
});

describe('the inbox', () => {
  it('gives many dossiers to one officer, and an absent one’s work to another', async () => {
    const second = await web.addAccount({ loginName: 'specialist2', roles: ['specialist'] });
    const page = await as('leader');
    await page.goto('/viec-cua-toi?hop=phan-cong');
    for (const number of [10, 11, 12]) await page.getByLabel(`Chọn hồ sơ ${codeOf(number)}`).check();
    await page.getByLabel('Giao các hồ sơ đã chọn cho').selectOption('specialist');
    await press(page, 'Phân công');
    expect(await notice(page)).toContain('Đã giao 3 hồ sơ');
    await follow(page, 'Chuyển việc người vắng');
    await page.getByLabel('Người vắng mặt').selectOption('specialist');
    await page.getByLabel('Người nhận việc').selectOption(second.loginName);
    await page.getByLabel('Lý do').fill('Nghỉ phép năm');
    await press(page, 'Chuyển việc');
    expect(await notice(page)).toContain('Đã giao 3 hồ sơ');
    await page.context().close();
  });
});

describe('files', () => {
  it('are told by their content', async () => {
    const page = await as('specialist');
    await open(page, codeOf(7));
    const attach = async (name: string, buffer: Buffer): Promise<void> => {
      const summary = page.getByText('Đính tệp', { exact: true }).first();
      if ((await page.locator('#tep details[open]').count()) === 0) await summary.click();
      await page.getByLabel('Chọn tệp').setInputFiles({ name, mimeType: 'application/pdf', buffer });
      await page.locator('#tep button').last().click();
    };
    await attach('giay-to.pdf', Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00'), Buffer.alloc(400)]));
    expect(await page.locator('main').innerText()).toContain('thực chất là chương trình máy tính');
    await attach('giay-to.pdf', Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'));
    expect(await notice(page)).toContain('Đã đính 1 tệp');
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 80 } });
    await attach('anh.exe', png);
    await follow(page, 'anh.exe.png');
    expect(await page.locator('img.preview').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(200);
    await page.context().close();
  });
});

describe('how it looks', () => {
  it('has no axe violation and nothing from elsewhere, on all three screens', async () => {
    const leader = await as('leader');
    const specialist = await as('specialist');
    const clerk = await as('clerk');
    const steps: [Page, string, string][] = [
      [leader, '/viec-cua-toi', 'work-inbox-leader'],
      [leader, '/viec-cua-toi?hop=phan-cong', 'work-inbox-assign'],
      [leader, '/viec-cua-toi?hop=rut', 'work-inbox-empty'],
      [leader, '/viec-cua-toi/chuyen-viec', 'work-take-over'],
      [leader, `/ho-so/${codeOf(4)}`, 'work-dossier-done'],
      [leader, `/ho-so/${codeOf(1)}`, 'work-dossier-late'],
      [specialist, `/ho-so/${codeOf(7)}`, 'work-dossier-files'],
      [leader, `/ho-so/${codeOf(8)}/viec/phan-cong`, 'work-act-assign'],
      [specialist, `/ho-so/${codeOf(10)}/viec/phe-duyet`, 'work-act-forbidden'],
      [leader, `/ho-so/${codeOf(4)}/phieu-kiem-soat`, 'work-control-slip'],
      [leader, `/ho-so/${codeOf(4)}/nguoi`, 'work-unmask'],
      [clerk, '/so-theo-doi?tu=01/08/2023&den=31/08/2023', 'work-register'],
    ];
    for (const [page, path, name] of steps) {
      for (const screen of ['desk', 'phone'] as const) {
        await page.setViewportSize(SCREENS[screen]);
        await page.goto(path);
        expect({ path, screen, violations: await checkAccessibility(page) }).toEqual({ path, screen, violations: [] });
        const tooWide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect({ path, screen, tooWide }).toEqual({ path, screen, tooWide: 0 });
        await screenshot(page, `${name}-${screen}`, screen === 'phone');
      }
    }
    expect(browser.foreignRequests).toEqual([]);
    expect(web.faults).toEqual([]);
  });

  it('shows what is due on every screen, and a table on paper', async () => {
    const page = await as('leader');
    await page.goto('/viec-cua-toi?hop=phan-cong');
    // Where the tag of the first dossier ends, against where the list does.
    const beyond = `(() => {
      const tag = document.querySelector('tbody tr td:last-child .tag').getBoundingClientRect();
      return Math.round(tag.right - document.querySelector('.table-scroll').getBoundingClientRect().right);
    })()`;
    for (const screen of ['desk', 'small', 'phone'] as const) {
      await page.setViewportSize(SCREENS[screen]);
      expect({ screen, fits: ((await page.evaluate(beyond)) as number) <= 0 }).toEqual({ screen, fits: true });
    }
    const row = `getComputedStyle(document.querySelector('tbody tr')).display`;
    expect(await page.evaluate(row)).toBe('flex');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(row)).toBe('table-row');
    await page.context().close();
  });

  it('prints the control slip and the register', async () => {
    const client = await web.browse('clerk');
    const slip = await client.get(`/ho-so/${codeOf(4)}/phieu-kiem-soat.pdf`);
    expect([slip.status, slip.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(slip.text.startsWith('%PDF-')).toBe(true);
    const register = await client.get('/so-theo-doi.pdf?tu=01/08/2023&den=31/08/2023');
    expect(register.status).toBe(200);
    expect(register.text.startsWith('%PDF-')).toBe(true);
  });
});
