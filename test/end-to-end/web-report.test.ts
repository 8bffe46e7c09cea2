/** The report, the dashboard and search, as a reporting officer, a clerk and a leader use them in a real browser. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/access/permissions.ts';
import { importLedger } from '../../src/services/import-ledger.ts';
import { loadDemo } from '../../src/services/load-demo.ts';
import { closePdfEngine } from '../../src/services/report/write-report.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import {
  checkAccessibility,
  openBrowser,
  SCREENS,
  screenshot,
  serveApp,
  type TestBrowser,
} from '../support/browser.ts';
import { ensureDebian } from '../support/debian.ts';
import { type TestWeb, testWeb } from '../support/web.ts';

const PERIOD = '2023-Q3';
/** A marriage registered in June, as the sample's ledger has it. */
const CORRECTED = '000.18.22.H32-230605-0012';
const PASSWORD = 'câu mật khẩu để ký';

let web: TestWeb;
let served: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;
const folder = mkdtempSync(join(tmpdir(), 'motcua-web-report-'));

async function windowOf(role: Role, options: Parameters<TestBrowser['window']>[0] = {}): Promise<Page> {
  const session = (await web.browse(role)).cookies.get('motcua_phien') as string;
  const page = await browser.window(options);
  await page.context().addCookies([{ name: 'motcua_phien', value: session, url: served.base }]);
  return page;
}

function certificate(name: string): string {
  const at = (file: string): string => join(folder, file);
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '3650',
      '-utf8',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      at('key.pem'),
      '-out',
      at('cert.pem'),
    ],
    { stdio: 'ignore' },
  );
  const out = at(`${name.length}.p12`);
  execFileSync(
    'openssl',
    ['pkcs12', '-export', '-inkey', at('key.pem'), '-in', at('cert.pem'), '-passout', `pass:${PASSWORD}`, '-out', out],
    { stdio: 'ignore' },
  );
  return out;
}

beforeAll(async () => {
  ensureDebian({ pdfsig: ['poppler-utils'], openssl: ['openssl'] });
  web = await testWeb();
  // Certificates begin when they are made, so the clock stands an hour ahead of the present.
  web.pass(Date.now() + 3_600_000 - Date.parse(web.now()));
  await loadDemo(web.installation, { folder: join(packageRoot(), 'demo', 'phuoc-long'), actor: 'thử' });
  served = await serveApp(web.app);
  browser = await openBrowser(served.base);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await closePdfEngine();
  await web?.close();
  rmSync(folder, { recursive: true, force: true });
});

const expectClean = async (page: Page): Promise<void> => expect(await checkAccessibility(page)).toEqual([]);

const CUT_TABLES = `[...document.querySelectorAll('.table-scroll')].filter((at) => at.scrollWidth > at.clientWidth).length`;

describe('the reporting officer', () => {
  it('opens the quarter, reads a figure and finds the dossiers behind it, without JavaScript', async () => {
    const page = await windowOf('reportingOfficer', { javaScriptEnabled: false });
    await page.goto('/bao-cao');
    await page.getByRole('link', { name: 'Quý III năm 2023', exact: true }).click();
    await expect.poll(() => page.title()).toContain('Thuyết minh');
    await page.getByRole('link', { name: 'Biểu II.06a' }).click();
    await page
      .getByRole('link', { name: /^358\s*, Hộ tịch/ })
      .first()
      .click();
    expect(await page.locator('.big-figure').innerText()).toContain('358');
    expect(await page.locator('h1').innerText()).toContain('Tổng số');
    expect(await page.locator('#ho-so h2').innerText()).toBe('358 hồ sơ đứng sau');
    expect(await page.locator('#ho-so tbody tr').count()).toBe(50);
    await page.getByRole('link', { name: 'Sau ›' }).click();
    expect(await page.locator('#ho-so tbody tr').count()).toBe(50);
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải danh sách' }).click(),
    ]);
    const lines = readFileSync(await csv.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(359);
    await page.context().close();
  });

  it('sees pages that anybody can use', async () => {
    const page = await windowOf('reportingOfficer');
    const paths: [string, string][] = [
      ['bao-cao', '/bao-cao'],
      ['thuyet-minh', `/bao-cao/${PERIOD}`],
      ['bieu', `/bao-cao/${PERIOD}/bieu/II.06a`],
      ['bieu-04', `/bao-cao/${PERIOD}/bieu/II.04`],
      ['kiem-tra', `/bao-cao/${PERIOD}/kiem-tra`],
      ['phien-ban-chua-chot', `/bao-cao/${PERIOD}/phien-ban`],
      ['o', `/bao-cao/${PERIOD}/so-lieu?bieu=II.06a&hang=ho-tich&cot=8`],
      ['chi-tieu', `/bao-cao/${PERIOD}/so-lieu?chi-tieu=dossiers.onTimeShare`],
      ['chot', `/bao-cao/${PERIOD}/chot`],
      ['tong-quan', `/tong-quan?ky=${PERIOD}`],
      ['tong-quan-ds', '/tong-quan/dang-giai-quyet?tinh-trang=qua-han'],
      ['tong-quan-chi-tieu', `/tong-quan/ho-so?chi-tieu=dossiers.resolved.overdue&ky=${PERIOD}`],
      ['tim', '/tim-kiem?q=hoa+nguyen'],
      ['tim-trong', '/tim-kiem'],
    ];
    for (const [name, path] of paths) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await screenshot(page, `report-${name}`);
      await expectClean(page);
    }
    await page.setViewportSize(SCREENS.phone);
    for (const [name, path] of paths) {
      await page.goto(path);
      await screenshot(page, `report-${name}-phone`);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), path).toBe(true);
      // What has to be done about a check is read without scrolling a table of words.
      if (name === 'kiem-tra') expect(await page.evaluate(CUT_TABLES)).toBe(0);
    }
    await page.context().close();
  });

  it('closes the quarter; the clerk numbers it; the leader and the organisation sign it', async () => {
    const officer = await windowOf('reportingOfficer');
    await officer.goto(`/bao-cao/${PERIOD}`);
    await officer.getByRole('link', { name: 'Chốt số liệu' }).click();
    await officer.getByRole('button', { name: 'Chốt số liệu' }).click();
    expect(await officer.locator('.notice-success').innerText()).toContain('Đã chốt phiên bản 1');
    await expectClean(officer);

    const clerk = await windowOf('clerk', { javaScriptEnabled: false });
    await clerk.goto(`/bao-cao/${PERIOD}`);
    await clerk.getByRole('link', { name: 'Cho số, ngày' }).click();
    await clerk.getByLabel('Số văn bản').fill('năm');
    await clerk.getByLabel('Ngày ban hành').fill('14/09/2023');
    await clerk.getByRole('button', { name: 'Ghi số, ngày' }).click();
    expect(await clerk.locator('.error-summary').innerText()).toContain('sau ngày cuối kỳ');
    expect(await clerk.getByLabel('Số văn bản').inputValue()).toBe('năm');
    await clerk.getByLabel('Số văn bản').fill('05');
    await clerk.getByLabel('Ngày ban hành').fill('18/09/2023');
    await clerk.getByRole('button', { name: 'Ghi số, ngày' }).click();
    expect(await clerk.locator('.notice-success').innerText()).toContain('số 05');

    const leader = await windowOf('leader');
    await leader.goto(`/bao-cao/${PERIOD}`);
    await leader.getByRole('link', { name: 'Ký báo cáo' }).click();
    await screenshot(leader, 'report-ky');
    await expectClean(leader);
    const file = certificate('Nguyễn Văn Ký');
    await leader.locator('#f-certificate').setInputFiles(file);
    await leader.locator('#f-password').fill('sai');
    await leader.getByRole('button', { name: 'Ký báo cáo' }).click();
    expect(await leader.locator('.error-summary').innerText()).toContain('mật khẩu không đúng');
    expect(await leader.locator('#f-password').inputValue()).toBe('');
    await leader.locator('#f-certificate').setInputFiles(file);
    await leader.locator('#f-password').fill(PASSWORD);
    await leader.getByRole('button', { name: 'Ký báo cáo' }).click();
    expect(await leader.locator('.notice-success').innerText()).toContain('Nguyễn Văn Ký');

    await clerk.goto(`/bao-cao/${PERIOD}`);
    await clerk.getByRole('link', { name: 'Ký của cơ quan' }).click();
    await clerk.locator('#f-certificate').setInputFiles(certificate('UBND phường mẫu thử'));
    await clerk.locator('#f-password').fill(PASSWORD);
    await clerk.getByRole('button', { name: 'Ký của cơ quan' }).click();
    const [signed] = await Promise.all([
      clerk.waitForEvent('download'),
      clerk.getByRole('link', { name: 'Tải bản ký' }).last().click(),
    ]);
    const path = join(folder, 'signed.pdf');
    writeFileSync(path, readFileSync(await signed.path()));
    expect(
      spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' }).stdout.match(/Signature is Valid/g),
    ).toHaveLength(2);
    await officer.goto(`/bao-cao/${PERIOD}/phien-ban`);
    await screenshot(officer, 'report-phien-ban');
    await expectClean(officer);
    await officer.getByRole('link', { name: 'Kiểm chứng' }).click();
    expect(await officer.locator('.notice-success').innerText()).toContain('Báo cáo không bị sửa');
    for (const page of [officer, clerk, leader]) await page.context().close();
  });

  it('restates the quarter after a late correction: version 2, what differs and why, the old one unchanged', async () => {
    // A line of the ledger put right: due 20/6, it had its result on the 21st and not on the 19th.
    const ledger = readFileSync(join(packageRoot(), 'demo', 'phuoc-long', 'ledger-2023-q3.csv'), 'utf8');
    const [header = '', ...lines] = ledger.split(/\r?\n/);
    const line = lines.find((one) => one.startsWith(`${CORRECTED},`)) ?? '';
    const late = line.replace('19/06/2023 07:23,19/06/2023 08:26', '21/06/2023 09:00,21/06/2023 09:30').concat('\r\n');
    expect(late).not.toContain('19/06');
    const file = join(folder, 'dinh-chinh.csv');
    writeFileSync(file, `${header}\r\n${late}`);
    const imported = await importLedger(web.installation, { file, unitId: 'phuoc-long', actor: 'reportingofficer' });
    expect(imported.rows).toMatchObject({ read: 1, changed: 1 });

    const page = await windowOf('reportingOfficer');
    await page.goto(`/bao-cao/${PERIOD}/phien-ban`);
    await page.getByRole('link', { name: /chốt lại/ }).click();
    // What would change is shown before it is asked for: four cells, one dossier, from one column into the other.
    const rows = async (): Promise<string[]> =>
      (await page.locator('main tbody tr').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    const differences = [
      'II.06a Hộ tịch (8) Số lượng hồ sơ đã giải quyết – Trước hạn 304 303 −1',
      'II.06a Hộ tịch (10) Số lượng hồ sơ đã giải quyết – Quá hạn 0 1 +1',
      'II.06a TỔNG CỘNG (8) Số lượng hồ sơ đã giải quyết – Trước hạn 2.011 2.010 −1',
      'II.06a TỔNG CỘNG (10) Số lượng hồ sơ đã giải quyết – Quá hạn 0 1 +1',
    ];
    const moved = `${CORRECTED} II.06a, Hộ tịch: ra khỏi cột (8), vào cột (10)`;
    expect(await rows()).toEqual([...differences, moved]);
    await screenshot(page, 'report-restate-before', true);
    await expectClean(page);
    await page.getByRole('button', { name: 'Chốt lại' }).click();
    expect(await page.locator('.error-summary').innerText()).toContain('Hãy ghi lý do điều chỉnh');
    await page.getByLabel('Lý do điều chỉnh').fill('Một hồ sơ ghi sai ngày có kết quả');
    await page.getByRole('button', { name: 'Chốt lại' }).click();
    expect(await page.locator('.notice-success').innerText()).toContain('Khác phiên bản trước ở 4 ô');
    await screenshot(page, 'report-restate-versions', true);
    await expectClean(page);
    // The first version stays as it was signed; the second waits for its number.
    expect(await page.locator('main').innerText()).toContain('Chưa cho số, chưa ký.');
    expect(await page.getByRole('link', { name: 'Tải bản ký' }).count()).toBe(2);

    await page.getByRole('link', { name: 'So với phiên bản 1' }).click();
    expect(await page.locator('h1').innerText()).toBe('Khác nhau giữa phiên bản 1 và phiên bản 2');
    expect(await page.locator('main').innerText()).toContain('Lý do: Một hồ sơ ghi sai ngày có kết quả');
    expect((await rows()).slice(0, 4)).toEqual(differences);
    expect((await rows())[4]).toMatch(
      new RegExp(`^${moved.replace(/[()]/g, '\\$&')} Sửa: .+, Người thử reportingofficer$`),
    );
    await screenshot(page, 'report-restate-compared', true);
    await expectClean(page);
    await page.setViewportSize(SCREENS.phone);
    await screenshot(page, 'report-restate-compared-phone', true);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.setViewportSize(SCREENS.desk);
    await page.getByRole('link', { name: '304', exact: true }).click();
    expect(await page.locator('#ho-so h2').innerText()).toBe('304 hồ sơ đứng sau');
    for (const version of [1, 2]) {
      await page.goto(`/bao-cao/${PERIOD}/kiem-chung?ban=${version}`);
      expect(await page.locator('.notice-success').innerText()).toContain('Báo cáo không bị sửa');
    }
    await page.goto(`/bao-cao/${PERIOD}/chot`);
    expect(await page.locator('.notice-info').innerText()).toContain('Không ô số liệu nào khác phiên bản 2');
    await page.context().close();
  });

  it('finds a dossier from the box at the top, by its scanned code too', async () => {
    const page = await windowOf('receptionist');
    await page.goto('/tim-kiem');
    await page.getByRole('searchbox').first().fill('230605-0012');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tim-kiem\?q=/);
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await page.locator('tbody').innerText()).toContain('***');
    expect(await page.locator('tbody').innerText()).not.toContain('056850441009');
    await page.getByRole('searchbox').first().fill('000.18.22.H32-230605-0012');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ho-so\//);
    await page.context().close();
  });

  it('asked no other address for anything, and nothing broke on the way', () => {
    expect(browser.foreignRequests).toEqual([]);
    expect(web.faults).toEqual([]);
  });
});
