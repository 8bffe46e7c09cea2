/** What every page of the desk promises: headers, forgery, limits, errors, no personal data in the log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, type TestWeb, testWeb } from '../../test/support/web.ts';
import { once } from '../services/once.ts';
import { within } from '../store/scope.ts';
import { signedIn } from './env.ts';
import { files, requiredText } from './forms/fields.ts';
import { readForm } from './forms/read-form.ts';
import { requires } from './middleware/guard.ts';
import { STAFF_NAVIGATION } from './staff/navigation-entries.ts';

let web: TestWeb;
let fault: Error | undefined;
const acts: string[] = [];

beforeAll(async () => {
  web = await testWeb({
    extend: (app) => {
      app.get('/thu/loi', () => {
        throw fault ?? new Error('a fault on purpose');
      });
      app.get('/thu/quyen', requires('dossier.approve'), (c) => c.text('được'));
      app.post('/thu/tep', async (c) => {
        const read = await readForm(c, z.object({ name: requiredText('tên', 20), paper: files('tệp', { min: 1 }) }));
        return c.json(
          read.ok
            ? { sizes: read.values.paper.map((file) => [file.name, file.size]) }
            : { errors: read.form.errors, typed: read.form.typed },
        );
      });
      app.post('/thu/mot-lan', requires('dossier.receive'), async (c) => {
        const user = signedIn(c);
        const read = await readForm(c, z.object({ name: requiredText('tên', 20) }));
        const result = await within(web.store, [user.unitId], (client) =>
          once(client, { user, formKey: read.onceKey, act: 'thử' }, web.now(), async () => {
            acts.push('done');
            await new Promise((resolve) => setTimeout(resolve, 50));
            if (acts.length === 100) throw new Error('stop');
            return { number: acts.length };
          }),
        );
        return c.json(result);
      });
    },
  });
});
afterAll(() => web.close());

describe('every answer', () => {
  it('carries the headers that keep a page to itself', async () => {
    const client = await web.browse('receptionist');
    for (const path of ['/dang-nhap', '/tai-khoan', '/khong-co', '/phim-tat']) {
      const { headers } = await client.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{12}$/);
    }
  });

  it('has no inline script, style or handler', async () => {
    const client = await web.browse('unitAdministrator');
    for (const path of [
      '/dang-nhap',
      '/tai-khoan',
      '/tai-khoan/ung-dung',
      '/quan-tri/tai-khoan',
      '/quan-tri/tai-khoan/moi',
    ]) {
      const { text } = await client.get(path);
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(text).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });

  it('names the unit in its title, and is Vietnamese', async () => {
    const { text } = await (await web.browse('clerk')).get('/tai-khoan');
    expect(text).toContain('<html lang="vi">');
    expect(text).toContain('<title>Tài khoản của tôi – Một cửa phường Phước Long</title>');
  });

  it('is compressed when the browser can, and the files are kept for a year under hashed names', async () => {
    const client = await web.browse();
    const response = await web.app.request('http://desk.test/dang-nhap', { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const page = await client.get('/dang-nhap');
    const paths = [...page.text.matchAll(/(?:src|href)="(\/tai-nguyen\/[^"]+)"/g)].map((match) => match[1] as string);
    expect(paths.length).toBeGreaterThanOrEqual(4);
    for (const path of paths) {
      expect(path).toMatch(/\.[0-9a-f]{10}\.(css|js|woff2|svg)$/);
      const asset = await client.get(path);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    const css = await client.get(paths.find((path) => path.endsWith('.css')) as string);
    for (const [, url] of css.text.matchAll(/url\(([^)]+)\)/g))
      expect((await client.get(url as string)).status).toBe(200);
    expect((await client.get('/tai-nguyen/..%2f..%2fpackage.json')).status).toBe(404);
    expect((await client.get('/tai-nguyen/desk.css')).status).toBe(404);
  });
});

describe('a changing request', () => {
  const target = '/tai-khoan/ma-khoi-phuc';
  let client: Client;
  beforeAll(async () => {
    client = await web.browse('clerk');
    await client.get(target);
  });

  it('is refused from another site, without a token, with a token of somebody else, with an old one', async () => {
    expect((await client.post(target, {}, { origin: 'http://evil.test' })).text).toContain('từ một trang web khác');
    expect((await client.post(target, {}, { origin: 'null' })).status).toBe(403);
    expect((await client.post(target, { _token: '' })).status).toBe(403);
    expect((await client.post(target, { _token: 'x'.repeat(43) })).text).toContain('Trang đã cũ');
    const other = await web.browse('leader');
    const token = /name="_token" value="([^"]+)"/.exec((await other.get(target)).text)?.[1] as string;
    expect((await client.post(target, { _token: token })).status).toBe(403);
    expect((await other.post(target, { _token: token })).status).toBe(200);
  });

  it('passes with its own token, which looks different on each page', async () => {
    const tokens = new Set<string>();
    for (let n = 0; n < 3; n += 1)
      tokens.add(/name="_token" value="([^"]+)"/.exec((await client.get(target)).text)?.[1] as string);
    expect(tokens.size).toBe(3);
    for (const token of tokens) expect((await client.post(target, { _token: token })).status).toBe(200);
  });

  it('is refused when only the browser’s own word about the site is bad', async () => {
    const answer = await client.send(target, {
      method: 'POST',
      body: new URLSearchParams({ _token: '' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.text).toContain('từ một trang web khác');
  });

  it('beyond a megabyte, or malformed, is answered in words', async () => {
    const large = await client.post(target, { text: 'x'.repeat(1_100_000) });
    expect(large.status).toBe(413);
    expect(large.text).toContain('quá lớn');
    const broken = await client.send(target, {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ended',
      headers: { 'content-type': 'multipart/form-data; boundary=x', origin: client.origin },
    });
    expect(broken.status).toBe(400);
  });
});

describe('a file', () => {
  it('arrives with its name and bytes; one that is too large is refused beside its field with the rest kept', async () => {
    const client = await web.browse('receptionist');
    await client.get('/tai-khoan');
    const form = new FormData();
    form.append('name', 'Giấy khai sinh');
    form.append('paper', new File([new Uint8Array(1000)], 'C:\\tệp\\giấy.pdf'));
    expect(JSON.parse((await client.postFiles('/thu/tep', form)).text)).toEqual({ sizes: [['giấy.pdf', 1000]] });
    const heavy = new FormData();
    heavy.append('name', 'Giấy khai sinh');
    heavy.append('paper', new File([new Uint8Array(21 * 1_048_576)], 'nặng.pdf'));
    expect(JSON.parse((await client.postFiles('/thu/tep', heavy)).text)).toMatchObject({
      errors: { paper: 'Tệp «nặng.pdf» nặng quá 20 MB. Hãy chọn tệp nhỏ hơn.' },
      typed: { name: ['Giấy khai sinh'] },
    });
    const none = new FormData();
    none.append('name', 'a');
    none.append('paper', new File([], ''));
    expect(JSON.parse((await client.postFiles('/thu/tep', none)).text).errors).toEqual({ paper: 'Hãy chọn tệp.' });
  });
});

describe('a form with a key', () => {
  it('is answered once for two clicks at the same moment, and again for another form', async () => {
    const client = await web.browse('receptionist');
    await client.get('/tai-khoan');
    acts.length = 0;
    const key = '11111111-1111-4111-8111-111111111111';
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.post('/thu/mot-lan', { name: 'a', _once: key })),
    );
    expect(acts).toEqual(['done']);
    expect(answers.map((answer) => JSON.parse(answer.text).answer)).toEqual(Array(5).fill({ number: 1 }));
    expect(answers.filter((answer) => JSON.parse(answer.text).repeated === false)).toHaveLength(1);
    const other = await client.post('/thu/mot-lan', { name: 'a', _once: key.replace(/1$/, '2') });
    expect(JSON.parse(other.text)).toEqual({ answer: { number: 2 }, repeated: false });
  });

  it('is free again where the act failed', async () => {
    const client = await web.browse('receptionist');
    await client.get('/tai-khoan');
    acts.length = 99;
    const key = '22222222-2222-4222-8222-222222222222';
    expect((await client.post('/thu/mot-lan', { name: 'a', _once: key })).status).toBe(500);
    expect(JSON.parse((await client.post('/thu/mot-lan', { name: 'a', _once: key })).text).repeated).toBe(false);
    web.faults.length = 0;
  });
});

describe('what does not work', () => {
  it('is a page in words: missing, forbidden, a fault', async () => {
    const client = await web.browse('receptionist');
    expect(await client.get('/khong-co')).toMatchObject({ status: 404 });
    const forbidden = await client.get('/thu/quyen');
    expect(forbidden.status).toBe(403);
    expect(forbidden.text).toContain('Phê duyệt, ký');
    expect((await (await web.browse('leader')).get('/thu/quyen')).text).toBe('được');
    const faulty = await client.get('/thu/loi');
    expect(faulty.status).toBe(500);
    expect(faulty.text).toContain(faulty.headers.get('x-request-id') as string);
    expect(faulty.text).not.toContain('on purpose');
    expect(faulty.headers.get('content-security-policy')).toContain("default-src 'self'");
    fault = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    expect(await client.get('/thu/loi')).toMatchObject({ status: 503 });
    fault = undefined;
    expect(web.faults).toHaveLength(2);
    web.faults.length = 0;
  });

  it('asks nobody but those signed in', async () => {
    const client = await web.browse();
    expect((await client.get('/thu/quyen')).location).toBe('/dang-nhap?tiep=%2Fthu%2Fquyen');
    expect((await client.get('/khong-co')).status).toBe(303);
  });

  it('sends nobody to another site after signing in', async () => {
    for (const [asked, back] of [
      ['//evil.test', '/'],
      ['/\\evil.test', '/'],
      ['https://evil.test', '/'],
      ['/dang-xuat', '/'],
      ['/ho-so/H32?x=1', '/ho-so/H32?x=1'],
    ] as const) {
      const client = await web.browse('clerk');
      expect((await client.get(`/dang-nhap?tiep=${encodeURIComponent(asked)}`)).location).toBe(back);
    }
  });
});

describe('the access log', () => {
  it('has one line a request: pattern, status, account, and nothing that was typed', async () => {
    web.log.length = 0;
    const client = await web.browse('unitAdministrator');
    await client.get('/quan-tri/tai-khoan?ten=Nguyen-Van-Bi-Mat');
    await client.get('/quan-tri/tai-khoan/Nguyen-Van-Bi-Mat');
    expect(web.log).toHaveLength(2);
    const lines = web.log.map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      method: 'GET',
      route: '/quan-tri/tai-khoan',
      status: 200,
      unit: 'phuoc-long',
      account: web.accounts.unitAdministrator.accountId,
    });
    expect(lines[1]).toMatchObject({ route: '/quan-tri/tai-khoan/:id', status: 404 });
    expect(web.log.join('')).not.toContain('Bi-Mat');
  });
});

describe('the address', () => {
  it('must be one of ours where those are named', async () => {
    const named = await testWeb({ settings: { allowedHosts: ['localhost'] } });
    try {
      expect(
        (await named.app.request('http://localhost:8080/dang-nhap', { headers: { host: 'localhost:8080' } })).status,
      ).toBe(200);
      expect((await named.app.request('http://evil.test/dang-nhap', { headers: { host: 'evil.test' } })).status).toBe(
        421,
      );
    } finally {
      await named.close();
    }
  });

  it('under https makes the cookies secure and asks browsers to stay there', async () => {
    const secure = await testWeb({ settings: { publicOrigin: 'https://motcua.test' } });
    try {
      const response = await secure.app.request('http://inside/dang-nhap', { headers: { host: 'inside' } });
      expect(response.headers.get('strict-transport-security')).toContain('max-age');
      expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-motcua_khach=.*; Secure/);
    } finally {
      await secure.close();
    }
  });
});

describe('the navigation', () => {
  it('uses each shortcut letter once', () => {
    const keys = STAFF_NAVIGATION.map((entry) => entry.key).filter((key) => key !== undefined);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-fh-z]$/);
  });

  it('leads every role only to pages that open', async () => {
    for (const role of [
      'receptionist',
      'specialist',
      'leader',
      'clerk',
      'cashier',
      'reportingOfficer',
      'unitAdministrator',
    ] as const) {
      const client = await web.browse(role);
      const { text } = await client.get('/phim-tat');
      const paths = [...text.matchAll(/<a href="([^"]+)"[^>]*data-key/g)].map((match) => match[1] as string);
      for (const path of paths) expect((await client.get(path)).status, `${role} ${path}`).toBeLessThan(400);
      expect((await client.get('/')).status).toBe(303);
    }
  });

  it('begins where the work of a role is, and lists the letters that are of use to it', async () => {
    const first = async (role: 'cashier' | 'reportingOfficer' | 'unitAdministrator') =>
      (await (await web.browse(role)).get('/')).location;
    expect(await first('cashier')).toBe('/viec-cua-toi');
    expect(await first('reportingOfficer')).toBe('/bao-cao');
    expect(await first('unitAdministrator')).toBe('/quan-tri/tai-khoan');
    const keys = async (role: 'cashier' | 'leader') => (await (await web.browse(role)).get('/phim-tat')).text;
    expect(await keys('cashier')).toContain('Thu phí, lệ phí');
    expect(await keys('cashier')).not.toContain('Phê duyệt');
    expect(await keys('leader')).toContain('Phê duyệt');
  });
});

it('met no fault of the program on the way', () => {
  expect(web.faults).toEqual([]);
});
