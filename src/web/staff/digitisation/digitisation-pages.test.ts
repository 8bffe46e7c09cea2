/** Pages of digitisation without a browser: who may, nothing of another unit, hostile input answered, double posts once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, TEST_UNIT, type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { ROLES } from '../../../core/access/permissions.ts';
import { fromInstant } from '../../../core/time/local-date-time.ts';
import { importCatalogue } from '../../../services/catalogue.ts';
import { DESK_CATALOGUE, filledBy, formKey } from '../../../services/reception/desk.testkit.ts';
import { receiveDossier } from '../../../services/reception/receive-dossier.ts';
import { within } from '../../../store/scope.ts';

let web: TestWeb;
let desk: Client;
let received = 0;

async function dossier(): Promise<string> {
  received += 1;
  const paper = (name: string, has: boolean) => ({ name, form: 'copy', copies: '1', required: true, received: has });
  const answer = await receiveDossier(web.installation, web.random, {
    user: web.accounts.receptionist,
    formKey: formKey(received),
    raw: filledBy(1, { papers: [paper('Tờ khai', true), paper('Giấy <b>khai</b> sinh', true), paper('Ảnh', false)] }),
    receivedAt: fromInstant(web.now()),
    acceptMissing: true,
    separate: true,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return answer.dossierCode;
}

beforeAll(async () => {
  web = await testWeb();
  await importCatalogue(web.installation, { unitId: TEST_UNIT, catalogue: DESK_CATALOGUE, actor: 'test' });
  desk = await web.browse('receptionist');
});
afterAll(async () => {
  expect(web.faults).toEqual([]);
  await web.close();
});

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);
const form = (fields: Record<string, string>, files: Record<string, readonly [string, Uint8Array]> = {}): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  for (const [name, [fileName, bytes]] of Object.entries(files))
    data.append(name, new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), fileName);
  return data;
};
const KEY = 'f0f0f0f0-0000-4000-8000-00000000000';
const paperIn = (html: string): string => /\/so-hoa\/giay\/([0-9a-f-]{36})/.exec(html)?.[1] ?? '';
const papers = (): Promise<number> =>
  within(web.store, [TEST_UNIT], async (client) =>
    Number((await client.query('select count(*) as n from digitised_paper')).rows[0].n),
  );
/** Scans the first paper. @returns its address */
async function scanned(code: string, text = code): Promise<string> {
  await desk.get(`/so-hoa/ho-so/${code}`);
  const answer = await desk.postFiles(`/so-hoa/ho-so/${code}/quet`, form({}, { 'file-0': ['a.pdf', pdf(text)] }));
  expect(answer.status).toBe(303);
  return `/so-hoa/giay/${paperIn((await desk.get(`/so-hoa/ho-so/${code}`)).text)}`;
}
const FIELDS = {
  name: 'Sổ hộ khẩu',
  kind: 'component',
  form: 'copy',
  documentNumber: '',
  requiredPaper: '',
  issuedOn: '',
  validThrough: '',
  scan: 'upload',
  attachedFile: '',
  elsewhere: '',
};

describe('who may', () => {
  it('open and record is what the table says, for each role', async () => {
    const paper = await scanned(await dossier());
    const [seen, recording] = [
      ['receptionist', 'specialist', 'leader', 'clerk', 'reportingOfficer'],
      ['receptionist', 'specialist', 'clerk'],
    ];
    for (const role of ROLES) {
      const client = await web.browse(role);
      const status = async (path: string) => [role, path, (await client.get(path)).status];
      for (const path of ['/so-hoa', '/so-hoa/chua-so-hoa', paper, `${paper}/noi-dung`])
        expect(await status(path)).toEqual([role, path, seen.includes(role) ? 200 : 403]);
      for (const path of [`${paper}/dinh-chinh`, `${paper}/huy`])
        expect(await status(path)).toEqual([role, path, recording.includes(role) ? 200 : 403]);
      if (recording.includes(role)) continue;
      await client.get('/tai-khoan');
      for (const path of [`${paper}/huy`, `${paper}/tep`, `${paper}/dinh-chinh`])
        expect([role, (await client.post(path, { reason: 'x', version: '1' })).status]).toEqual([role, 403]);
    }
    const cashier = await web.browse('cashier');
    const page = await cashier.get(`/ho-so/${await dossier()}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('/so-hoa/');
  });

  it('reach nothing of another unit, and nothing that is not there', async () => {
    const code = await dossier();
    const paper = await scanned(code);
    const stranger = await web.addAccount({ unitId: 'vinh-truong', loginName: 'la', roles: ['receptionist'] });
    const client = await web.browse();
    const { beginSession } = await import('../../../services/sessions.ts');
    client.cookies.set(
      'motcua_phien',
      await beginSession(web.installation, web.random, {
        homeUnitId: stranger.unitId,
        accountId: stranger.accountId,
        stage: 'complete',
        method: 'totp',
        caller: { address: '192.0.2.1', agent: 'test' },
      }),
    );
    await client.get('/so-hoa');
    for (const path of [paper, `${paper}/noi-dung`, `${paper}/huy`, `${paper}/dinh-chinh`, `/so-hoa/ho-so/${code}`])
      expect([path, (await client.get(path)).status]).toEqual([path, 404]);
    for (const path of [`${paper}/huy`, `${paper}/dinh-chinh`])
      expect((await client.post(path, { ...FIELDS, reason: 'x', version: '1', scan: 'keep' })).status).toBe(404);
    expect((await client.postFiles(`${paper}/tep`, form({ version: '1' }, { file: ['a.pdf', pdf('a')] }))).status).toBe(
      404,
    );
    expect(
      (await client.postFiles(`/so-hoa/ho-so/${code}/quet`, form({}, { 'file-0': ['a.pdf', pdf('a')] }))).status,
    ).toBe(404);
    for (const path of [
      '/so-hoa/giay/x',
      '/so-hoa/giay/00000000-0000-4000-8000-00000000dead',
      `${paper}/noi-dung?ban=9`,
    ])
      expect([path, (await desk.get(path)).status]).toEqual([path, 404]);
    expect((await desk.get(`${paper}/noi-dung?ban=../../etc`)).status).toBe(404);
  });
});

describe('scanning', () => {
  it('answers every wrong field beside it and keeps what was typed; nothing typed is read as markup', async () => {
    const code = await dossier();
    await desk.get(`/so-hoa/ho-so/${code}`);
    const before = await papers();
    const answer = await desk.postFiles(
      `/so-hoa/ho-so/${code}/quet`,
      form(
        {
          'number-0': '<script>alert(1)</script>',
          'valid-0': '31/02/2023',
          'number-1': 'a\u202eb',
          'number-2': '5/Ả'.normalize('NFD'),
        },
        { 'file-0': ['đơn.pdf', Buffer.from('MZ\x90\x00\x03', 'latin1')], 'file-1': ['b.pdf', pdf('b')] },
      ),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('phải là ngày có thật');
    expect(answer.text).toContain('ký tự điều khiển');
    expect(answer.text).toContain('value="&lt;script>alert(1)&lt;/script>"');
    expect(answer.text).toContain('value="31/02/2023"');
    expect(answer.text).toContain(`value="${'5/Ả'.normalize('NFC')}"`);
    expect(answer.text).toContain('Hãy chọn lại tệp «b.pdf»');
    expect(answer.text).not.toContain('<script>alert');
    expect(answer.text).toContain('Giấy &lt;b>khai&lt;/b> sinh');
    const exe = await desk.postFiles(
      `/so-hoa/ho-so/${code}/quet`,
      form({}, { 'file-0': ['đơn.pdf', Buffer.from('MZ\x90\x00\x03', 'latin1')] }),
    );
    expect(exe.text).toMatch(/id="f-file-0-error"[\s\S]{0,80}Tệp «đơn.pdf» thực chất là chương trình máy tính/);
    const large = await desk.postFiles(
      `/so-hoa/ho-so/${code}/quet`,
      form({ 'number-0': '77' }, { 'file-0': ['to.pdf', new Uint8Array(20 * 1_048_576 + 1)] }),
    );
    expect(large.text).toContain('Tệp «to.pdf» nặng quá 20 MB');
    expect(large.text).toContain('value="77"');
    const nothing = await desk.postFiles(`/so-hoa/ho-so/${code}/quet`, form({}));
    expect(nothing.text).toContain('Chưa chọn tệp nào');
    expect(await papers()).toBe(before);
  });

  it('says when all files together are too much, though each is small enough', async () => {
    const code = await dossier();
    await desk.get(`/so-hoa/ho-so/${code}`);
    const big = new Uint8Array(19 * 1_048_576);
    big.set(pdf(''));
    const files = Object.fromEntries(
      ['0', '1', '2', 'result', '9'].map((n) => [`file-${n}`, [`${n}.pdf`, big] as const]),
    );
    const answer = await desk.postFiles(`/so-hoa/ho-so/${code}/quet`, form({}, files));
    // The fifth is of no line; the four before it fit, cut off as they are.
    expect(answer.status).toBe(422);
    const more = form({}, { 'file-9': ['9.pdf', big], 'file-8': ['8.pdf', big], ...files });
    expect((await desk.postFiles(`/so-hoa/ho-so/${code}/quet`, more)).text).toContain('gửi cùng lúc nặng quá 80 MB');
  });

  it('reads 1 GiB to its end and answers beside the field', async () => {
    const code = await dossier();
    const page = await desk.get(`/so-hoa/ho-so/${code}`);
    const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const part = (name: string, more = '') => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
    const head = `${part('_token')}${token}\r\n${part('number-0')}12/A\r\n${part('file-0', '; filename="to.pdf"')}`;
    const piece = Buffer.alloc(1_048_576, 0x41);
    let sent = -1;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === -1) controller.enqueue(Buffer.from(head));
        else if (sent < 1024) controller.enqueue(piece);
        else {
          controller.enqueue(Buffer.from('\r\n--b--\r\n'));
          controller.close();
        }
        sent += 1;
      },
    });
    const answer = await desk.send(`/so-hoa/ho-so/${code}/quet`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { accept: 'text/html', origin: desk.origin, 'content-type': 'multipart/form-data; boundary=b' },
    } as RequestInit & { headers: Record<string, string> });
    expect([sent, answer.status]).toEqual([1025, 422]);
    expect(answer.text).toMatch(/id="f-file-0-error"[\s\S]{0,80}Tệp «to.pdf» nặng quá 20 MB/);
    expect(answer.text).toContain('value="12/A"');
  });

  it('takes names as long as a disk has them, in either form of Unicode', async () => {
    const code = await dossier();
    await desk.get(`/so-hoa/ho-so/${code}`);
    const name = `${'đơn ở xã '.repeat(20)}.pdf`.normalize('NFD');
    const answer = await desk.postFiles(`/so-hoa/ho-so/${code}/quet`, form({}, { 'file-0': [name, pdf(code)] }));
    expect(answer.status).toBe(303);
    expect((await desk.get(`/ho-so/${code}`)).text).toContain('đơn ở xã '.repeat(10));
  });

  it('is done once for two posts of one form, and leads back to where it was filled in', async () => {
    const code = await dossier();
    await desk.get(`/tiep-nhan/xong/${code}`);
    const before = await papers();
    const send = () =>
      desk.postFiles(
        `/so-hoa/ho-so/${code}/quet`,
        form({ _once: `${KEY}1`, ve: 'tiep-nhan' }, { 'file-0': ['a.pdf', pdf('a')] }),
      );
    expect([(await send()).location, (await send()).location]).toEqual(Array(2).fill(`/tiep-nhan/xong/${code}`));
    expect(await papers()).toBe(before + 1);
    const elsewhere = form({ ve: 'https://example.org/' }, { 'file-1': ['b.pdf', pdf('b')] });
    expect((await desk.postFiles(`/so-hoa/ho-so/${code}/quet`, elsewhere)).location).toBe(`/so-hoa/ho-so/${code}`);
    expect((await desk.get(`/tiep-nhan/xong/${code}`)).text).toContain('Đã số hóa 2 trong 2 giấy tờ đã nhận.');
  });
});

describe('another paper', () => {
  const add = (code: string, fields: Partial<typeof FIELDS>, file?: readonly [string, Uint8Array]) =>
    desk.postFiles(`/so-hoa/ho-so/${code}`, form({ ...FIELDS, ...fields }, file === undefined ? {} : { file }));

  it('may be at another system, or a file that is there; its wrong fields are all said', async () => {
    const code = await dossier();
    await desk.get(`/so-hoa/ho-so/${code}`);
    const wrong = await add(
      code,
      { name: 'x'.repeat(301), kind: 'y', form: 'z', documentNumber: '9'.repeat(61), issuedOn: '01/01/2099' },
      ['a.docx', Buffer.from('xin chào')],
    );
    expect(wrong.status).toBe(422);
    for (const field of ['name', 'kind', 'form', 'documentNumber', 'issuedOn', 'file'])
      expect([field, wrong.text.includes(`f-${field}-error`)]).toEqual([field, true]);
    expect(wrong.text).toContain('x'.repeat(301));
    const lost = await add(code, { scan: 'none' }, ['a.pdf', pdf('a')]);
    expect(lost.text).toContain('Có tệp kèm theo nhưng đang chọn');
    expect((await add(code, { scan: 'elsewhere' })).text).toContain('Hãy ghi tên hệ thống');
    expect((await add(code, { scan: 'elsewhere', elsewhere: 'Kho <i>tỉnh</i>' })).status).toBe(303);
    const page = await desk.get(`/so-hoa/ho-so/${code}`);
    expect(page.text).toContain('ở Kho &lt;i>tỉnh&lt;/i>');
    expect(page.text).not.toContain('<i>tỉnh');

    await desk.get(`/ho-so/${code}`);
    await desk.postFiles(`/ho-so/${code}/tep`, form({ purpose: 'paper' }, { files: ['so.pdf', pdf('sổ')] }));
    const href = /href="(\/so-hoa\/ho-so\/[^"]+\?tep=([0-9a-f-]{36}))#them"/.exec(
      (await desk.get(`/ho-so/${code}`)).text,
    );
    const filledIn = await desk.get(href?.[1] ?? '');
    expect(filledIn.text).toMatch(/value="attached"[^>]*checked|checked[^>]*value="attached"/);
    expect((await add(code, { scan: 'attached', attachedFile: href?.[2] ?? '' })).status).toBe(303);
    expect((await desk.get(`/ho-so/${code}`)).text).not.toContain('Ghi là bản số');
  });
});

describe('a file behind a paper', () => {
  it('is not removed from the dossier by itself, and the page says why', async () => {
    const code = await dossier();
    const paper = await scanned(code);
    const file = /\/tep\/([0-9a-f-]{36})/.exec((await desk.get(`/ho-so/${code}`)).text)?.[1] ?? '';
    const page = await desk.get(`/ho-so/${code}/tep/${file}`);
    expect(page.text).toContain(paper);
    expect(page.text).not.toContain('Gỡ tệp này');
    const removed = await desk.post(`/ho-so/${code}/tep/${file}/go`, { reason: 'Dọn' });
    expect(removed.status).toBe(422);
    expect(removed.text).toContain('Tệp này là bản số của «Tờ khai»');
    expect((await desk.get(`/ho-so/${code}/tep/${file}/noi-dung`)).status).toBe(200);
  });

  it('is served under its own type and nothing else, saved when asked', async () => {
    const paper = await scanned(await dossier());
    const shown = await desk.get(`${paper}/noi-dung`);
    expect(shown.headers.get('content-type')).toBe('application/pdf');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-disposition')).toContain('inline; filename="T_ khai.pdf"; filename*=UTF-8\'\'T');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await desk.get(`${paper}/noi-dung?tai=1`)).headers.get('content-disposition')).toContain('attachment');
  });
});

describe('correcting and voiding', () => {
  it('want a reason, the version that was seen, and are done once', async () => {
    const code = await dossier();
    const paper = await scanned(code);
    await desk.get(`${paper}/huy`);
    expect((await desk.post(`${paper}/huy`, { version: '1', reason: ' ' })).text).toContain('f-reason-error');
    expect((await desk.post(`${paper}/huy`, { version: 'x', reason: 'Nhầm' })).status).toBe(422);
    const correct = (fields: Record<string, string>) =>
      desk.post(`${paper}/dinh-chinh`, { ...FIELDS, scan: 'keep', version: '1', reason: 'Tên sai', ...fields });
    const refused = await correct({ name: 'Tờ khai mới', reason: 'y'.repeat(301) });
    expect(refused.text).toContain('Lý do dài quá 300 ký tự');
    expect(refused.text).toContain('value="Tờ khai mới"');
    const key = { _once: `${KEY}2` };
    expect([
      (await correct({ name: 'Tờ khai mới', ...key })).status,
      (await correct({ name: 'Tờ khai mới', ...key })).status,
    ]).toEqual([303, 303]);
    expect((await correct({ name: 'Khác' })).text).toContain('Người khác vừa sửa');
    const page = await desk.get(paper);
    expect(page.text).toContain('Tên sai');
    expect((await desk.get(`${paper}/noi-dung?ban=1`)).status).toBe(200);
    const voided = await desk.post(`${paper}/huy`, { version: '2', reason: 'Của người khác' });
    expect(voided.location).toBe(`/so-hoa/ho-so/${code}`);
    expect((await desk.get(paper)).text).toContain('Bản số này đã hủy: Của người khác');
    expect((await desk.get(`/so-hoa?q=to+khai+moi`)).text).not.toContain(paper);
    expect((await desk.get(`/so-hoa?q=to+khai+moi&trang-thai=voided`)).text).toContain(paper);
  });
});

describe('the register', () => {
  it('bears any question', async () => {
    for (const query of [
      'q=%27%3B+drop+table+x',
      'trang=-5',
      'trang=1e99',
      'loai=constructor&trang-thai=__proto__',
      'q=%00',
    ])
      expect([query, (await desk.get(`/so-hoa?${query}`)).status]).toEqual([query, 200]);
    expect((await desk.get('/so-hoa/chua-so-hoa?trang=zzz')).status).toBe(200);
  });
});
