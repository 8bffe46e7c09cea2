import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { SIGNATURE_ROLES } from '../../../core/reporting/issue.ts';
import { verifyAuditChain } from '../../../services/audit.ts';
import { loadDemo } from '../../../services/load-demo.ts';
import { packageRoot } from '../../../store/package-root.ts';

const PERIOD = '2023-Q3';
let web: TestWeb;

beforeAll(async () => {
  web = await testWeb();
  web.pass(Date.parse('2023-10-02T02:00:00.000Z') - Date.parse(web.now()));
  await loadDemo(web.installation, { folder: join(packageRoot(), 'demo', 'phuoc-long'), actor: 'thử' });
});
afterAll(() => web.close());

describe('who may open the report', () => {
  it.each([
    ['receptionist', 403],
    ['specialist', 403],
    ['cashier', 403],
    ['unitAdministrator', 403],
    ['clerk', 200],
    ['leader', 200],
    ['reportingOfficer', 200],
  ] as const)('%s: %i', async (role, status) => {
    const client = await web.browse(role);
    for (const path of ['/bao-cao', `/bao-cao/${PERIOD}`, `/bao-cao/${PERIOD}/so-lieu?bieu=II.06a&hang=total&cot=3`])
      expect((await client.get(path)).status, path).toBe(status);
  });

  it.each([
    ['/chot', 'leader'],
    ['/chot', 'clerk'],
    ['/cho-so', 'reportingOfficer'],
    ['/ky', 'reportingOfficer'],
  ] as const)('%s is refused to the %s', async (path, role) => {
    const client = await web.browse(role);
    await client.get(`/bao-cao/${PERIOD}`);
    expect((await client.get(`/bao-cao/${PERIOD}${path}`)).status).toBe(403);
    expect((await client.post(`/bao-cao/${PERIOD}${path}`, {})).status).toBe(403);
  });

  it('what is not there is not found', async () => {
    const own = await web.browse('reportingOfficer');
    const answer = await own.get('/bao-cao/2019-Q1');
    expect(answer.status).toBe(404);
    expect((await own.get('/bao-cao/khong-phai-ky')).status).toBe(404);
    expect((await own.get(`/bao-cao/${PERIOD}/bieu/II.99`)).status).toBe(404);
    expect((await own.get(`/bao-cao/${PERIOD}/so-lieu?bieu=II.06a&hang=khong-co&cot=3`)).status).toBe(404);
    expect((await own.get(`/bao-cao/${PERIOD}/so-lieu?chi-tieu=constructor`)).status).toBe(404);
    expect((await own.get(`/bao-cao/${PERIOD}?ban=7`)).status).toBe(404);
    expect((await own.get(`/bao-cao/${PERIOD}/ban-ky/1/1/1`)).status).toBe(404);
    expect(web.faults).toEqual([]);
  });
});

describe('figures', () => {
  it('of the form are those of the demonstration, each with its link', async () => {
    const client = await web.browse('reportingOfficer');
    const { text } = await client.get(`/bao-cao/${PERIOD}/bieu/II.06a`);
    // Counted by hand from the ledger (demo/README.md): 2.074 received, 2.011 resolved, 63 pending.
    for (const figure of ['2.074', '2.011', '63', '358', '304']) expect(text).toContain(`>${figure}<`);
    expect(text).toContain('hang=ho-tich&amp;cot=8');
  });

  it('come with definition, equation, the four periods before and the dossiers', async () => {
    const client = await web.browse('reportingOfficer');
    const { text } = await client.get(`/bao-cao/${PERIOD}/so-lieu?bieu=II.06a&hang=ho-tich&cot=7`);
    expect(text).toContain('(7) 304 = (8) 304 + (9) 0 + (10) 0');
    expect(text).toContain('Quý III năm 2022');
    expect(text).toContain('304 hồ sơ đứng sau');
    expect(text.match(/href="\/ho-so\//g)?.length).toBe(50);
  });

  it('that count no dossiers say so', async () => {
    const client = await web.browse('reportingOfficer');
    const { text } = await client.get(`/bao-cao/${PERIOD}/so-lieu?chi-tieu=procedures.total`);
    expect(text).toMatch(/không đếm hồ sơ|không có số liệu/);
  });
});

describe('closing', () => {
  it('is done once, says what is fixed, and a further one needs a reason', async () => {
    const client = await web.browse('reportingOfficer');
    const before = await client.get(`/bao-cao/${PERIOD}/chot`);
    expect(before.text).toContain('giữ nguyên mãi');
    const done = await client.post(`/bao-cao/${PERIOD}/chot`, { reason: '' });
    expect(done.status).toBe(303);
    const shown = await client.get(done.location as string);
    expect(shown.text).toContain('Đã chốt phiên bản 1');
    expect(shown.text).toContain('bởi Người thử reportingofficer');
    const again = await client.post(`/bao-cao/${PERIOD}/chot`, { reason: '' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Hãy ghi lý do điều chỉnh');
    const same = await client.post(`/bao-cao/${PERIOD}/chot`, { reason: 'thử lại' });
    const after = await client.get(same.location as string);
    expect(after.text).toContain('không tạo phiên bản mới');
    expect((await client.get(`/bao-cao/${PERIOD}/kiem-chung`)).text).toContain('Báo cáo không bị sửa');
  });

  it('is refused before the period is over', async () => {
    const client = await web.browse('reportingOfficer');
    const form = await client.get('/bao-cao/2023-Q4/chot');
    expect(form.text).toContain('Quý IV năm 2023 chưa kết thúc');
    expect(form.text).not.toContain('Chốt số liệu</button>');
    const answer = await client.post('/bao-cao/2023-Q4/chot', { reason: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('chỉ chốt được sau ngày đó');
  });

  it.each([
    ['/2024-Q3/chot', 'reportingOfficer', 'bắt đầu ngày 15/6/2024'],
    ['/2024-Q3', 'reportingOfficer', 'bắt đầu ngày 15/6/2024'],
    ['/2023-Q4/cho-so', 'clerk', 'chưa chốt số liệu'],
    ['/2023-Q4/ky', 'leader', 'chưa chốt hoặc chưa có số'],
    ['/2023-Q4/kiem-chung', 'leader', 'chưa chốt Quý IV năm 2023'],
  ] as const)('says of %s that its time has not come, not that it is nowhere', async (path, role, reason) => {
    const answer = await (await web.browse(role)).get(`/bao-cao${path}`);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('<h1>Chưa đến lúc</h1>');
    expect(answer.text).toContain(reason);
    expect(answer.text).not.toContain('Không tìm thấy trang');
  });

  it('shows the form of a signature to whose it is only', async () => {
    const clerk = await web.browse('clerk');
    await clerk.get(`/bao-cao/${PERIOD}/cho-so`);
    await clerk.post(`/bao-cao/${PERIOD}/cho-so`, { version: '1', number: '118', date: '02/10/2023' });
    const early = await clerk.get(`/bao-cao/${PERIOD}/ky`);
    expect(early.status).toBe(403);
    expect(early.text).toContain('đang chờ chữ ký «Người có thẩm quyền ký»');
    expect((await (await web.browse('leader')).get(`/bao-cao/${PERIOD}/ky`)).status).toBe(200);
  });

  it('says of a report with all its signatures that it is signed', async () => {
    const signatures = (statement: string, values: readonly string[] = []) =>
      web.store.withOwner((owner) => owner.query(statement, [...values]));
    for (const [place, role] of SIGNATURE_ROLES.entries())
      await signatures(
        `insert into report_signature (home_unit_id, period_id, version, issue, place, role, signer, certificate, signed_at,
           recorded_at, actor, file_name, sha256, bytes)
         select home_unit_id, period_id, version, issue, $1::int, $2, 'Người thử', '{}', $3, $3, 'leader', 'x.pdf', '', ''
         from report_issue`,
        [String(place + 1), role, web.now()],
      );
    try {
      const answer = await (await web.browse('leader')).get(`/bao-cao/${PERIOD}/ky`);
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('<h1>Việc này đã làm xong</h1>');
      expect(answer.text).toContain('Báo cáo đã ký đủ.');
    } finally {
      await signatures('delete from report_signature');
    }
  });

  it('gives files of every format, and a list that is no formula', async () => {
    const client = await web.browse('reportingOfficer');
    for (const format of ['docx', 'xlsx', 'json']) {
      const file = await client.get(`/bao-cao/${PERIOD}/tai-ve?dang=${format}`);
      expect(file.status).toBe(200);
      expect(file.headers.get('content-disposition')).toContain(`bao-cao-phuoc-long-2023-q3.${format}`);
    }
    expect((await client.get(`/bao-cao/${PERIOD}/tai-ve?dang=exe`)).status).toBe(404);
    const csv = await client.get(`/bao-cao/${PERIOD}/so-lieu.csv?bieu=II.06a&hang=ho-tich&cot=8`);
    expect(csv.text.trim().split('\r\n')).toHaveLength(305);
  });
});

describe('what is taken away', () => {
  const FILE = `/bao-cao/${PERIOD}/tai-ve?dang=json`;
  const LIST = `/bao-cao/${PERIOD}/so-lieu.csv?bieu=II.06a&hang=ho-tich&cot=8`;
  const entries = async (): Promise<string[]> => {
    const { rows } = await web.store.withOwner((owner) =>
      owner.query<{ act: string }>(
        `select act from audit_entry where home_unit_id = 'phuoc-long' and act like 'report.download%' order by sequence`,
      ),
    );
    return rows.map((row) => row.act);
  };

  it('stands in the log, of which version, in what form, and how many dossiers', async () => {
    const before = (await entries()).length;
    const client = await web.browse('reportingOfficer');
    for (const path of [
      FILE,
      `${FILE}&ban=dang-tinh`,
      LIST,
      `/bao-cao/${PERIOD}/so-lieu.csv?chi-tieu=dossiers.pending.total`,
    ])
      expect((await client.get(path)).status, path).toBe(200);
    // A copy that the browser might have kept is asked for again: nobody keeps one.
    const again = await client.get(FILE, {
      'if-none-match': '*',
      'if-modified-since': 'Mon, 02 Oct 2023 02:00:00 GMT',
    });
    expect([again.status, again.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await entries()).slice(before)).toEqual([
      'report.download',
      'report.download',
      'report.downloadFigure',
      'report.downloadFigure',
      'report.download',
    ]);
    const log = await (await web.browse('leader')).get('/nhat-ky?nguoi=reportingofficer');
    for (const sentence of [
      'Tải báo cáo: Quý III năm 2023, phiên bản 1, tệp JSON.',
      'Tải báo cáo: Quý III năm 2023, số đang tính, tệp JSON.',
      'Tải danh sách hồ sơ đứng sau số liệu: Biểu II.06a, hàng «Hộ tịch», cột (8); Quý III năm 2023, phiên bản 1, 304 hồ sơ.',
    ])
      expect(log.text).toContain(sentence);
    expect(log.text).toMatch(/số liệu: Thuyết minh, «[^»]+»; Quý III năm 2023, phiên bản 1, 63 hồ sơ\./);
    const chosen = await (await web.browse('leader')).get('/nhat-ky?viec=report.downloadFigure');
    expect(chosen.text).toContain('304 hồ sơ.');
    expect(chosen.text).not.toContain('tệp JSON');
    expect((await verifyAuditChain(web.installation)).faults).toEqual([]);
  });

  it('leaves nothing there where only the head is asked for, nor where it is refused', async () => {
    const before = await entries();
    const client = await web.browse('reportingOfficer');
    for (const path of [FILE, LIST]) {
      const head = await client.send(path, { method: 'HEAD', headers: { accept: 'text/html' } });
      expect([head.status, head.text], path).toEqual([200, '']);
    }
    for (const path of [
      FILE.replace('json', 'exe'),
      FILE.replace('?dang=json', ''),
      `${FILE}&ban=7`,
      FILE.replace(PERIOD, '2019-Q1'),
      LIST.replace('ho-tich', 'khong-co'),
      `/bao-cao/${PERIOD}/so-lieu.csv?chi-tieu=procedures.total`,
      `/bao-cao/${PERIOD}/ban-ky/1/1/1`,
    ])
      expect((await client.get(path)).status, path).toBe(404);
    for (const role of ['receptionist', 'unitAdministrator'] as const)
      for (const path of [FILE, LIST, `/bao-cao/${PERIOD}/ban-ky/1/1/1`])
        expect((await (await web.browse(role)).get(path)).status, `${role} ${path}`).toBe(403);
    expect((await (await web.browse()).get(FILE)).status).toBe(303);
    expect(await entries()).toEqual(before);
  });
});

describe('the dashboard', () => {
  it('shows the figures of the report and leads to as many dossiers', async () => {
    const client = await web.browse('receptionist');
    const board = await client.get(`/tong-quan?ky=${PERIOD}`);
    expect(board.status).toBe(200);
    expect(board.text).toContain('2.011/2.011 hồ sơ đã giải quyết trong kỳ');
    const list = await client.get(`/tong-quan/ho-so?chi-tieu=dossiers.pending.total&ky=${PERIOD}`);
    expect(list.text).toContain('63 hồ sơ');
    expect((await client.get('/tong-quan/ho-so?chi-tieu=constructor')).status).toBe(404);
    expect((await client.get('/tong-quan?ky=9999-Q9')).status).toBe(404);
    const early = await client.get('/tong-quan?ky=2030-Q1');
    expect(early.status).toBe(409);
    expect(early.text).toContain('Kỳ này chưa bắt đầu');
  });

  it('is refused to whoever administers accounts only', async () => {
    const client = await web.browse('unitAdministrator');
    expect((await client.get('/tong-quan')).status).toBe(403);
    expect((await client.get('/tim-kiem?q=hoa')).status).toBe(403);
  });

  it('counts pending dossiers by step as many as there are', async () => {
    const client = await web.browse('leader');
    const all = await client.get('/tong-quan/dang-giai-quyet');
    const total = Number(/(\d+) hồ sơ, lúc/.exec(all.text)?.[1]);
    const states = ['qua-han', 'hom-nay', 'sap-den-han', 'con-han', 'dung-tinh'];
    const parts = await Promise.all(
      states.map(async (state) => {
        const { text } = await client.get(`/tong-quan/dang-giai-quyet?tinh-trang=${state}`);
        return Number(/(\d+) hồ sơ [^,]*, lúc/.exec(text)?.[1]);
      }),
    );
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    expect(total).toBe(63);
  });
});

describe('searching', () => {
  it('masks numbers, keeps what was typed, and survives what nobody means', async () => {
    const client = await web.browse('receptionist');
    const found = await client.get('/tim-kiem?q=056850441009');
    expect(found.text).toContain('056***009');
    expect(found.text.replaceAll(/value="[^"]*"/g, '')).not.toContain('056850441009"');
    for (const text of [
      '<script>alert(1)</script>',
      "'; drop table dossier; --",
      '%_\\',
      '\u0000',
      '👍'.repeat(200),
      'a'.repeat(5000),
      '1/1/0000',
      '99999999999999999999',
    ])
      expect((await client.get(`/tim-kiem?q=${encodeURIComponent(text)}`)).status, text.slice(0, 20)).toBe(200);
    expect((await client.get('/tim-kiem?q=%3Cscript%3Ealert')).text).not.toContain('<script>alert');
    expect((await client.get('/tim-kiem?q=hoa&truoc=-5&kieu=x')).status).toBe(200);
    expect(web.faults).toEqual([]);
  });
});
