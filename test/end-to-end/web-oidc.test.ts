/** Signing in through a real OpenID provider that runs on this machine. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oidcProvider } from '../../src/services/oidc.ts';
import { within } from '../../src/store/scope.ts';
import { openBrowser, screenshot, serveApp, type TestBrowser } from '../support/browser.ts';
import { type Client, type TestWeb, testWeb } from '../support/web.ts';

const SECRET = 'only-for-this-test';
let idServer: Server;
let issuer: string;
let web: TestWeb;
let server: Awaited<ReturnType<typeof serveApp>>;
let browser: TestBrowser;

beforeAll(async () => {
  idServer = createServer();
  await new Promise<void>((resolve) => idServer.listen(0, '127.0.0.1', resolve));
  issuer = `http://localhost:${(idServer.address() as AddressInfo).port}`;
  web = await testWeb({
    realClock: true,
    oidc: oidcProvider({ issuer, clientId: 'motcua', clientSecret: SECRET, label: 'VNeID thử' }),
  });
  server = await serveApp(web.app);
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'motcua',
        client_secret: SECRET,
        // The second address is that of the test's own small client.
        redirect_uris: [`${server.base}/dang-nhap/dinh-danh/tra-ve`, 'http://desk.test/dang-nhap/dinh-danh/tra-ve'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    cookies: { keys: ['test'] },
  });
  // The provider speaks of itself with the time of this machine; it needs no state between runs.
  idServer.on('request', provider.callback());
  browser = await openBrowser(server.base);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await web?.close();
  idServer?.closeAllConnections();
  await new Promise<void>((resolve) => (idServer === undefined ? resolve() : idServer.close(() => resolve())));
});

describe('a linked account', () => {
  it('comes in through the provider, and still proves its second factor', async () => {
    const account = await web.addAccount({ loginName: 'dinhdanh', roles: ['leader'], oidcSubject: 'cong-chuc-01' });
    const page = await browser.window();
    await page.goto('/dang-nhap');
    await screenshot(page, 'sign-in-oidc');
    await page.click('a:has-text("Đăng nhập bằng VNeID thử")');
    await page.fill('input[name=login]', 'cong-chuc-01');
    await page.fill('input[name=password]', 'x');
    await page.click('button[type=submit]');
    await page.waitForSelector('button[type=submit]');
    await page.click('button[type=submit]');
    await page.waitForURL('**/dang-nhap/buoc-hai');
    await page.fill('#f-code', web.code(account));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
    expect(await page.textContent('.who-name')).toBe('Người thử dinhdanh');
  });
});

describe('the provider’s word', () => {
  it('for a subject that nobody is linked to opens nothing, and says what to do', async () => {
    const page = await browser.window();
    await page.goto('/dang-nhap');
    await page.click('a:has-text("Đăng nhập bằng VNeID thử")');
    await page.fill('input[name=login]', 'nguoi-la');
    await page.fill('input[name=password]', 'x');
    await page.click('button[type=submit]');
    await page.waitForSelector('button[type=submit]');
    await page.click('button[type=submit]');
    await page.waitForURL('**/dang-nhap');
    expect(await page.textContent('.notice-error')).toContain('chưa được gắn');
  });
});

describe('a forged return', () => {
  const openAttempts = async (): Promise<number> => {
    const { rows } = await within(web.store, ['sign-in'], (db) =>
      db.query('select count(*)::int as n from sign_in_challenge where expires_at > now()'),
    );
    return rows[0].n;
  };
  const begin = async (): Promise<{ client: Client; state: string }> => {
    const client = await web.browse();
    const begun = await client.get('/dang-nhap/dinh-danh');
    const address = new URL(begun.location as string);
    expect(address.origin).toBe(issuer);
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    expect(address.searchParams.get('nonce')).toMatch(/^[\w-]{32}$/);
    return { client, state: address.searchParams.get('state') as string };
  };
  const back = (client: Client, state: string) =>
    client.get(`/dang-nhap/dinh-danh/tra-ve?code=x&state=${state}&iss=${encodeURIComponent(issuer)}`);

  it('without the cookie, with another state, or used twice, is refused', async () => {
    const open = await openAttempts();
    const { client, state } = await begin();
    const stranger = await web.browse();
    expect((await back(stranger, state)).location).toBe('/dang-nhap');
    expect((await back(client, `${state}x`)).location).toBe('/dang-nhap');
    expect((await back(client, state)).location).toBe('/dang-nhap');
    expect((await client.get('/dang-nhap')).text).toContain('Chưa đăng nhập được: VNeID thử không xác nhận');
    expect(client.cookies.has('motcua_phien')).toBe(false);
    // The attempt that was judged has been taken away.
    expect(await openAttempts()).toBe(open);
  });
});

describe('a provider out of reach', () => {
  it('is said, and the password still works', async () => {
    const lonely = await testWeb({
      oidc: oidcProvider({ issuer: 'http://localhost:9', clientId: 'x', label: 'VNeID thử' }),
    });
    try {
      const client = await lonely.browse();
      expect((await client.get('/dang-nhap/dinh-danh')).location).toBe('/dang-nhap');
      expect((await client.get('/dang-nhap')).text).toContain('Không liên lạc được với VNeID thử');
    } finally {
      await lonely.close();
    }
  });

  it('must be reached by https, except on this machine', () => {
    expect(() => oidcProvider({ issuer: 'http://id.example.vn', clientId: 'x', label: 'x' })).toThrow(/https/);
    expect(() => oidcProvider({ issuer: 'không phải', clientId: 'x', label: 'x' })).toThrow(/URL/);
  });
});

it('met no fault of the program on the way', () => {
  expect(web.faults).toEqual([]);
});
