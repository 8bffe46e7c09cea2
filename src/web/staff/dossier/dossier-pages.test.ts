/** Pages of a dossier without a browser: who may, nothing of another unit, bad input kept and answered, files served safely. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, receiveAtCounter, TEST_UNIT, type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { ROLES } from '../../../core/access/permissions.ts';
import { within } from '../../../store/scope.ts';

const CODE = '000.18.22.H32-230814-0001';
const ELSEWHERE = '000.24.22.H32-230814-0001';
let web: TestWeb;

async function receive(unitId: string, dossierCode: string): Promise<void> {
  const dossierId = await receiveAtCounter(web, dossierCode, unitId);
  await within(web.store, [unitId], (client) =>
    client.query(
      `insert into dossier_person (home_unit_id, dossier_id, role, full_name, identity_number, phone, other, recorded_at)
       values ($1, $2, 'applicant', 'Đinh <b>Thị</b> Mực', '056304001880', '0912345678', '{}', $3)`,
      [unitId, dossierId, web.now()],
    ),
  );
}

beforeAll(async () => {
  web = await testWeb();
  await receive(TEST_UNIT, CODE);
  await receive('vinh-truong', ELSEWHERE);
});
afterAll(() => web.close());

const form = (fields: Record<string, string>, file?: { name: string; bytes: Uint8Array }): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  if (file !== undefined)
    data.append('files', new Blob([new Uint8Array(file.bytes)], { type: 'application/pdf' }), file.name);
  return data;
};

describe('the page', () => {
  it('opens for those who may see dossiers, masked, with nothing of what was typed read as markup', async () => {
    for (const role of ROLES) {
      const client = await web.browse(role);
      const page = await client.get(`/ho-so/${CODE}`);
      expect([role, page.status]).toEqual([role, role === 'unitAdministrator' ? 403 : 200]);
      if (page.status !== 200) continue;
      expect(page.text).toContain('056***880');
      expect(page.text).not.toContain('056304001880');
      expect(page.text).not.toContain('0912345678');
      expect(page.text).toContain('Đinh &lt;b>Thị&lt;/b> Mực');
    }
  });

  it('shows nothing of another unit, and nothing that is not there', async () => {
    const client = await web.browse('leader');
    for (const code of [ELSEWHERE, 'x', '..%2F..%2Fetc', `${'9'.repeat(500)}`, "'; drop table dossier;--"])
      for (const path of [
        '',
        '/viec/phan-cong',
        '/hoan-tac',
        '/nguoi',
        '/phieu-kiem-soat',
        '/phieu-kiem-soat.pdf',
        '/tep/x',
      ])
        expect((await client.get(`/ho-so/${encodeURIComponent(code)}${path}`)).status, `${code}${path}`).toBe(404);
    expect((await client.get(`/ho-so/${CODE}/viec/constructor`)).status).toBe(404);
    await client.get('/viec-cua-toi');
    const posted = await client.post(`/ho-so/${ELSEWHERE}/viec/phan-cong`, { assignee: 'specialist' });
    expect(posted.status).toBe(404);
  });

  it('refuses an act outside the role and one outside the state, with its reasons', async () => {
    const clerk = await web.browse('clerk');
    await clerk.get('/viec-cua-toi');
    expect((await clerk.post(`/ho-so/${CODE}/viec/phe-duyet`, {})).status).toBe(403);
    const early = await clerk.post(`/ho-so/${CODE}/viec/cho-so`, { notation: 'QĐ-UBND' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('Chưa làm được');
  });

  it('has no form for an act that is refused whatever is filled in: a second reschedule', async () => {
    const code = '000.18.22.H32-230814-0002';
    await receive(TEST_UNIT, code);
    const path = `/ho-so/${code}/viec/hen-lai`;
    const client = await web.browse('leader');
    const first = await client.get(path);
    expect([first.status, first.text.includes(`action="${path}"`)]).toEqual([200, true]);
    const values = { newDue: '25/08/2023', reason: 'Chờ xác minh ở nơi thường trú cũ' };
    const past = await client.post(path, { ...values, newDue: '11/08/2023' });
    // What the values cause is mended in the form.
    expect([past.status, past.text.includes(`action="${path}"`)]).toEqual([409, true]);
    expect((await client.post(path, values)).status).toBe(303);
    const second = await client.get(path);
    expect(second.status).toBe(409);
    expect(second.text).toContain('chỉ được 1 lần cho một hồ sơ');
    expect(second.text).not.toContain(`action="${path}"`);
    expect(second.text).not.toContain('name="newDue"');
    // A form that was open before: nothing to send again, but what was typed is not lost.
    const again = await client.post(path, { ...values, reason: 'Một lý do rất dài đã gõ' });
    expect(again.status).toBe(409);
    expect(again.text).not.toContain(`action="${path}"`);
    expect(again.text).toContain('Một lý do rất dài đã gõ');
  });

  it('keeps what was typed and says what is wrong beside it', async () => {
    const client = await web.browse('specialist');
    const typed = 'Thiếu ảnh 4×6 😀 <script>alert(1)</script>';
    await client.get(`/ho-so/${CODE}/viec/yeu-cau-bo-sung`);
    const again = await client.post(`/ho-so/${CODE}/viec/yeu-cau-bo-sung`, { items: typed, ground: 'x'.repeat(301) });
    expect(again.status).toBe(422);
    expect(again.text).toContain('dài quá 300 ký tự');
    expect(again.text).toContain('Thiếu ảnh 4×6 😀 &lt;script');
    expect(again.text).not.toContain('<script>alert');
    const hostile = await client.post(`/ho-so/${CODE}/viec/yeu-cau-bo-sung`, { items: 'a\u202eb', ground: 'c' });
    expect(hostile.text).toContain('ký tự điều khiển');
    const note = await client.post(`/ho-so/${CODE}/ghi-chu`, { body: '' });
    expect(note.status).toBe(422);
    expect(note.text).toContain('Hãy nhập nội dung ghi chú.');
  });
});

describe('people in full', () => {
  it('are shown to those who may, after a reason, and each look is in the audit', async () => {
    const client = await web.browse('leader');
    await client.get(`/ho-so/${CODE}/nguoi`);
    expect((await client.post(`/ho-so/${CODE}/nguoi`, { reason: '' })).status).toBe(422);
    const shown = await client.post(`/ho-so/${CODE}/nguoi`, { reason: 'Gọi hẹn lại' });
    expect(shown.text).toContain('056304001880');
    const { rows } = await within(web.store, [TEST_UNIT], (db) =>
      db.query("select actor, detail from audit_entry where act = 'person.viewUnmasked'"),
    );
    expect(rows).toEqual([{ actor: 'leader', detail: { dossierCode: CODE, reason: 'Gọi hẹn lại' } }]);
    for (const role of ['clerk', 'cashier', 'reportingOfficer'] as const) {
      const other = await web.browse(role);
      expect((await other.get(`/ho-so/${CODE}/nguoi`)).status).toBe(403);
    }
  });
});

describe('files', () => {
  const PDF = Buffer.from('%PDF-1.4\n<script>alert(1)</script>\n%%EOF\n');
  const linkOf = (text: string): string => /href="(\/ho-so\/[^"]+\/tep\/[0-9a-f-]{36})"/.exec(text)?.[1] ?? 'none';

  async function attached(client: Client): Promise<string> {
    await client.get(`/ho-so/${CODE}`);
    const done = await client.postFiles(
      `/ho-so/${CODE}/tep`,
      form({ purpose: 'paper' }, { name: 'đơn "x".pdf', bytes: PDF }),
    );
    expect(done.status).toBe(303);
    return linkOf((await client.get(`/ho-so/${CODE}`)).text);
  }

  it('are served only as what they are, to be shown or saved, never run', async () => {
    const client = await web.browse('specialist');
    const link = await attached(client);
    const served = await client.get(`${link}/noi-dung`);
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toBe('application/pdf');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(served.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(served.headers.get('content-disposition')).toMatch(/^inline; filename="[ -~]+"; filename\*=UTF-8''/);
    expect(served.headers.get('cache-control')).toBe('no-store');
    expect((await client.get(`${link}/noi-dung?tai=1`)).headers.get('content-disposition')).toMatch(/^attachment;/);
    expect((await (await web.browse()).get(`${link}/noi-dung`)).status).toBe(303);
  });

  it('of 1 GiB get a sentence beside the field, without being kept in memory', async () => {
    const client = await web.browse('specialist');
    const page = await client.get(`/ho-so/${CODE}`);
    const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const head = Buffer.from(
      `--b\r\nContent-Disposition: form-data; name="_token"\r\n\r\n${token}\r\n--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\npaper\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="to.pdf"\r\nContent-Type: application/pdf\r\n\r\n`,
    );
    const piece = Buffer.alloc(1_048_576, 0x41);
    let sent = -1;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === -1) controller.enqueue(head);
        else if (sent < 1024) controller.enqueue(piece);
        else {
          controller.enqueue(Buffer.from('\r\n--b--\r\n'));
          controller.close();
        }
        sent += 1;
      },
    });
    const before = process.memoryUsage().arrayBuffers;
    const answer = await client.send(`/ho-so/${CODE}/tep`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { accept: 'text/html', origin: client.origin, 'content-type': 'multipart/form-data; boundary=b' },
    } as RequestInit & { headers: Record<string, string> });
    // All of it was read: the browser is not cut off in the middle.
    expect(sent).toBe(1025);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Tệp «to.pdf» nặng quá 20 MB');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400_000_000);
  });

  it('can be removed by whoever may attach, with a reason that stays', async () => {
    const client = await web.browse('specialist');
    const link = await attached(client);
    await client.get(link);
    expect((await client.post(`${link}/go`, { reason: '' })).status).toBe(422);
    expect((await client.post(`${link}/go`, { reason: 'Nhầm hồ sơ' })).status).toBe(303);
    expect((await client.get(link)).status).toBe(404);
    expect((await client.get(`/ho-so/${CODE}`)).text).toContain('Nhầm hồ sơ');
    const cashier = await web.browse('cashier');
    await cashier.get('/viec-cua-toi');
    expect((await cashier.postFiles(`/ho-so/${CODE}/tep`, form({ purpose: 'paper' }))).status).toBe(403);
  });
});

describe('the register', () => {
  it('answers dates that are none with a sentence, and shows telephone numbers masked', async () => {
    const client = await web.browse('clerk');
    for (const query of ['tu=31/02/2023', 'tu=05/09/2023&den=04/09/2023', 'den=<script>']) {
      const page = await client.get(`/so-theo-doi?${query}`);
      expect(page.status, query).toBe(422);
      expect(page.text).toContain('error-summary');
    }
    const month = await client.get('/so-theo-doi?tu=01/08/2023&den=31/08/2023');
    expect(month.text).toContain(CODE);
    expect(month.text).not.toContain(ELSEWHERE);
    expect(month.text).toContain('091***678');
    expect(month.text).not.toContain('0912345678');
    expect((await client.get('/so-theo-doi?trang=-5')).status).toBe(200);
    expect((await client.get('/so-theo-doi.pdf?tu=01/01/2020&den=02/01/2020')).text).toContain('Không có hồ sơ nào');
  });
});

describe('the inbox', () => {
  it('understands any address', async () => {
    const client = await web.browse('leader');
    for (const query of [
      'hop=x&trang=999&xep=drop&han=toString&chieu=giam',
      'trang=-1',
      'trang=1e9',
      'linh-vuc=<b>',
      'han=__proto__',
    ])
      expect((await client.get(`/viec-cua-toi?${query}`)).status, query).toBe(200);
    expect((await client.post('/viec-cua-toi/phan-cong', { hop: 'phan-cong', assignee: '' })).status).toBe(422);
    expect(web.faults).toEqual([]);
  });
});
