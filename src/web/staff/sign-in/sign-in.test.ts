import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, TEST_PASSWORD, type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { HOUR, MINUTE } from '../../../services/instants.ts';
import { type OidcProvider, oidcCallbackPath } from '../../../services/oidc.ts';
import { within } from '../../../store/scope.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

let addresses = 0;
/** A browser at an address of its own, so that one test's failures do not hold up another's. */
async function stranger(): Promise<Client> {
  const client = await web.browse();
  addresses += 1;
  client.address = `198.51.100.${addresses}`;
  await client.get('/dang-nhap');
  return client;
}
const signIn = (client: Client, loginName: string, password = TEST_PASSWORD) =>
  client.post('/dang-nhap', { loginName, password });

describe('signing in with a password and a code', () => {
  it('asks for both and then opens the page that was asked for', async () => {
    const client = await web.browse();
    const asked = await client.get('/tai-khoan?x=1');
    expect(asked).toMatchObject({ status: 303, location: '/dang-nhap?tiep=%2Ftai-khoan%3Fx%3D1' });
    await client.get(asked.location as string);
    expect(await signIn(client, 'receptionist')).toMatchObject({ status: 303, location: '/dang-nhap/buoc-hai' });
    // Half-way in, nothing else opens.
    expect(await client.get('/tai-khoan')).toMatchObject({ status: 303, location: '/dang-nhap/buoc-hai' });
    await client.get('/dang-nhap/buoc-hai');
    const entered = await client.post('/dang-nhap/buoc-hai', { code: web.code(web.accounts.receptionist) });
    expect(entered).toMatchObject({ status: 303, location: '/tai-khoan?x=1' });
    const page = await client.get('/tai-khoan');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Người thử receptionist');
  });

  it('takes a code once', async () => {
    const account = await web.addAccount({ loginName: 'motlan', roles: ['clerk'] });
    const code = web.code(account);
    const first = await stranger();
    await signIn(first, 'motlan');
    await first.get('/dang-nhap/buoc-hai');
    expect((await first.post('/dang-nhap/buoc-hai', { code })).status).toBe(303);
    const second = await stranger();
    await signIn(second, 'motlan');
    await second.get('/dang-nhap/buoc-hai');
    const again = await second.post('/dang-nhap/buoc-hai', { code });
    expect(again.status).toBe(422);
    expect(again.text).toContain('đã dùng rồi');
  });

  it('takes the code of the step before, not of two steps before', async () => {
    const account = await web.addAccount({ loginName: 'chamgio', roles: ['clerk'] });
    const code = web.code(account);
    const client = await stranger();
    await signIn(client, 'chamgio');
    await client.get('/dang-nhap/buoc-hai');
    web.pass(61_000);
    expect((await client.post('/dang-nhap/buoc-hai', { code })).status).toBe(422);
    const fresh = web.code(account);
    web.pass(29_000);
    expect((await client.post('/dang-nhap/buoc-hai', { code: fresh })).status).toBe(303);
  });

  it('finds the account whatever the marks and capitals of the login name', async () => {
    const client = await stranger();
    expect((await signIn(client, ' ReceptionIST ')).location).toBe('/dang-nhap/buoc-hai');
  });

  it('gives a new token with each step, and the old one opens nothing', async () => {
    const client = await stranger();
    await signIn(client, 'leader');
    const half = client.cookies.get('motcua_phien') as string;
    await client.get('/dang-nhap/buoc-hai');
    await client.post('/dang-nhap/buoc-hai', { code: web.code(web.accounts.leader) });
    const whole = client.cookies.get('motcua_phien') as string;
    expect(whole).not.toBe(half);
    const thief = await web.browse();
    thief.cookies.set('motcua_phien', half);
    expect((await thief.get('/tai-khoan')).location).toContain('/dang-nhap');
  });
});

describe('a failed attempt', () => {
  it('reads the same for an unknown name, a wrong password, a locked and a disabled account', async () => {
    const locked = await web.addAccount({ loginName: 'bikhoa', roles: ['clerk'] });
    const disabled = await web.addAccount({ loginName: 'ngungdung', roles: ['clerk'] });
    await within(web.store, ['phuoc-long'], async (client) => {
      await client.query(`update account set locked_until = 'infinity' where account_id = $1`, [locked.accountId]);
      await client.query('update account set disabled = true where account_id = $1', [disabled.accountId]);
    });
    const pages = [];
    for (const [name, password] of [
      ['khongcoai', TEST_PASSWORD],
      ['cashier', 'sai mật khẩu rồi'],
      ['bikhoa', TEST_PASSWORD],
      ['ngungdung', TEST_PASSWORD],
    ] as const) {
      const answer = await signIn(await stranger(), name, password);
      pages.push({
        status: answer.status,
        text: answer.text.replaceAll(name, 'NAME').replace(/name="_token" value="[^"]+"/g, 'TOKEN'),
      });
    }
    expect(pages[0]?.status).toBe(422);
    expect(new Set(pages.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('keeps the login name and never the password', async () => {
    const answer = await signIn(await stranger(), 'clerk', 'mật khẩu sai 99');
    expect(answer.text).toContain('value="clerk"');
    expect(answer.text).not.toContain('mật khẩu sai 99');
    expect(web.log.join('\n')).not.toContain('mật khẩu');
  });

  it('locks the account after five, lets it rest a quarter of an hour, and tells the log of the unit', async () => {
    const account = await web.addAccount({ loginName: 'naman', roles: ['clerk'] });
    for (let n = 0; n < 5; n += 1) await signIn(await stranger(), 'naman', `sai ${n}`);
    expect((await signIn(await stranger(), 'naman')).status).toBe(422);
    web.pass(15 * MINUTE - 1000);
    expect((await signIn(await stranger(), 'naman')).status).toBe(422);
    web.pass(2000);
    expect((await signIn(await stranger(), 'naman')).status).toBe(303);
    const audit = await within(web.store, ['phuoc-long'], async (client) => {
      const { rows } = await client.query("select actor, detail from audit_entry where act = 'lockAccount'");
      return rows.filter((row) => row.actor === account.loginName);
    });
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({ detail: { failures: 5 } });
  });

  it('does not count four failures and a success', async () => {
    await web.addAccount({ loginName: 'bonlan', roles: ['clerk'] });
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 3; n += 1) await signIn(await stranger(), 'bonlan', `sai ${n}`);
      const client = await stranger();
      expect((await signIn(client, 'bonlan')).status).toBe(303);
      await client.get('/dang-nhap/buoc-hai');
      const { rows } = await within(web.store, ['phuoc-long'], (db) =>
        db.query("select totp_secret from account where login_name = 'bonlan'"),
      );
      expect(rows).toHaveLength(1);
      await within(web.store, ['phuoc-long'], (db) =>
        db.query("update account set failed_attempts = 0 where login_name = 'bonlan'"),
      );
    }
  });

  it('counts many guesses at once as many', async () => {
    await web.addAccount({ loginName: 'cunglic', roles: ['clerk'] });
    const clients = await Promise.all(Array.from({ length: 8 }, () => stranger()));
    const guesses = clients.map((client, n) => signIn(client, 'cunglic', `đoán ${n}`));
    await Promise.all(guesses);
    // Five were judged, three met the lock; the right password meets it too.
    const { rows } = await within(web.store, ['phuoc-long'], (db) =>
      db.query("select failed_attempts from account where login_name = 'cunglic'"),
    );
    expect(rows[0].failed_attempts).toBe(5);
    expect((await signIn(await stranger(), 'cunglic')).status).toBe(422);
  });

  it('makes an address wait after thirty, whatever names it tried', async () => {
    const client = await stranger();
    for (let n = 0; n < 30; n += 1) expect((await signIn(client, `ten${n}`, 'sai sai sai')).status).toBe(422);
    const answer = await signIn(client, 'receptionist');
    expect(answer.status).toBe(429);
    expect(answer.text).toContain('chờ 15 phút');
    expect((await signIn(await stranger(), 'receptionist')).status).toBe(303);
    web.pass(15 * MINUTE + 1000);
    expect((await signIn(client, 'receptionist')).status).toBe(303);
  });

  it('counts wrong codes like wrong passwords', async () => {
    const account = await web.addAccount({ loginName: 'saima', roles: ['clerk'] });
    const client = await stranger();
    await signIn(client, 'saima');
    await client.get('/dang-nhap/buoc-hai');
    for (let n = 0; n < 5; n += 1)
      expect((await client.post('/dang-nhap/buoc-hai', { code: `00000${n}` })).status).toBe(422);
    expect((await client.post('/dang-nhap/buoc-hai', { code: web.code(account) })).status).toBe(422);
  });
});

describe('the first sign-in', () => {
  it('asks for a password of one’s own, then for a second factor, shows recovery codes once, and opens the desk', async () => {
    await web.addAccount({ loginName: 'landau', roles: ['receptionist'], mustChangePassword: true, enrolled: false });
    const client = await stranger();
    expect((await signIn(client, 'landau')).location).toBe('/dang-nhap/mat-khau');
    await client.get('/dang-nhap/mat-khau');
    expect((await client.post('/dang-nhap/mat-khau', { password: 'ngắn', again: 'ngắn' })).text).toContain(
      'ít nhất 12 ký tự',
    );
    expect(
      (await client.post('/dang-nhap/mat-khau', { password: TEST_PASSWORD, again: TEST_PASSWORD })).text,
    ).toContain('phải khác mật khẩu đang dùng');
    const own = 'con mèo trèo cây cau';
    expect((await client.post('/dang-nhap/mat-khau', { password: own, again: `${own}!` })).text).toContain(
      'không giống nhau',
    );
    expect((await client.post('/dang-nhap/mat-khau', { password: own, again: own })).location).toBe(
      '/dang-nhap/thiet-lap',
    );
    const setUp = await client.get('/dang-nhap/thiet-lap');
    const secret = (/class="secret">([A-Z2-7 ]+)</.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect((await client.post('/dang-nhap/thiet-lap', { code: '000000' })).status).toBe(422);
    // The secret stays the same when the page comes again.
    expect((await client.get('/dang-nhap/thiet-lap')).text).toContain(setUp.text.match(/class="secret">[^<]+/)?.[0]);
    // Going on without having set anything up leads back.
    expect((await client.post('/dang-nhap/thiet-lap/xong', {})).location).toBe('/dang-nhap/thiet-lap');
    const codes = await client.post('/dang-nhap/thiet-lap', { code: web.code({ totpSecret: secret }) });
    const recovery = [...codes.text.matchAll(/<code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/g)].map((match) => match[1]);
    expect(new Set(recovery).size).toBe(10);
    expect((await client.post('/dang-nhap/thiet-lap/xong', {})).location).toBe('/');
    expect((await client.get('/tai-khoan')).status).toBe(200);

    // A recovery code takes the place of the phone, once, however it is typed.
    for (const [attempt, status] of [
      [recovery[3], 303],
      [recovery[3], 422],
      [(recovery[4] as string).toUpperCase().replace('-', ' '), 303],
    ] as const) {
      const other = await stranger();
      await signIn(other, 'landau', own);
      await other.get('/dang-nhap/buoc-hai');
      expect((await other.post('/dang-nhap/buoc-hai', { code: attempt as string })).status).toBe(status);
    }
  });

  it('does not let who knows only the password enrol behind the owner’s back', async () => {
    await web.addAccount({ loginName: 'vuotmat', roles: ['leader'], enrolled: false });
    const thief = await stranger();
    expect((await signIn(thief, 'vuotmat')).location).toBe('/dang-nhap/thiet-lap');
    const thiefPage = await thief.get('/dang-nhap/thiet-lap');
    const thiefSecret = (/class="secret">([A-Z2-7 ]+)</.exec(thiefPage.text)?.[1] ?? '').replaceAll(' ', '');
    const owner = await stranger();
    await signIn(owner, 'vuotmat');
    const page = await owner.get('/dang-nhap/thiet-lap');
    const secret = (/class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
    expect(secret).not.toBe(thiefSecret);
    expect((await owner.post('/dang-nhap/thiet-lap', { code: web.code({ totpSecret: secret }) })).status).toBe(200);
    const late = await thief.post('/dang-nhap/thiet-lap', { code: web.code({ totpSecret: thiefSecret }) });
    expect(late.status).toBe(422);
    expect((await thief.post('/dang-nhap/thiet-lap/xong', {})).location).toBe('/dang-nhap/thiet-lap');
    expect((await thief.get('/tai-khoan')).status).toBe(303);
  });
});

describe('a recovery code', () => {
  it('can be typed on a phone, which offers letters only in a field for text', async () => {
    const client = await stranger();
    await signIn(client, 'specialist');
    expect((await client.get('/dang-nhap/buoc-hai')).text).toMatch(
      /name="code"[^>]*inputmode="text"|inputmode="text"[^>]*name="code"/i,
    );
  });
});

describe('changing the password', () => {
  it('lists what is missing in the order of the page', async () => {
    const client = await web.browse('specialist');
    await client.get('/tai-khoan/mat-khau');
    const text = (await client.post('/tai-khoan/mat-khau', {})).text;
    const at = ['present', 'password', 'again'].map((name) => text.indexOf(`href="#f-${name}"`));
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });
});

describe('a passkey', () => {
  it('without a name is refused for its name alone', async () => {
    const client = await web.browse('specialist');
    await client.get('/tai-khoan/khoa');
    const text = (await client.post('/tai-khoan/khoa', { label: '', answer: '' })).text;
    expect(text).toContain('Hãy nhập tên gợi nhớ.');
    expect(text).not.toContain('câu trả lời của khóa');
  });
});

describe('a session', () => {
  it('ends after an hour of rest, and after twelve hours of work', async () => {
    const idle = await web.browse('clerk');
    web.pass(HOUR - 1000);
    expect((await idle.get('/tai-khoan')).status).toBe(200);
    web.pass(HOUR + 61_000);
    expect((await idle.get('/tai-khoan')).status).toBe(303);
    const busy = await web.browse('clerk');
    for (let n = 0; n < 23; n += 1) {
      web.pass(30 * MINUTE);
      expect((await busy.get('/tai-khoan')).status).toBe(200);
    }
    web.pass(31 * MINUTE);
    expect((await busy.get('/tai-khoan')).status).toBe(303);
  });

  it('is listed, and ended from another one', async () => {
    const [one, two] = [await web.browse('cashier'), await web.browse('cashier')];
    const list = await one.get('/tai-khoan');
    const id = /name="sessionId" value="([^"]+)"/.exec(list.text)?.[1] as string;
    expect((await one.post('/tai-khoan/phien/ket-thuc', { sessionId: id })).status).toBe(303);
    expect((await two.get('/tai-khoan')).status).toBe(303);
    expect((await one.get('/tai-khoan')).text).toContain('Đã kết thúc phiên.');
  });

  it('that is over says so, on the page that is asked for and on the form that is sent', async () => {
    const idle = await web.browse('clerk');
    await idle.get('/tai-khoan/mat-khau');
    web.pass(2 * HOUR);
    const sent = await idle.post(
      '/tai-khoan/mat-khau',
      { present: 'x' },
      { referer: 'http://desk.test/tai-khoan/mat-khau' },
    );
    expect(sent.status).toBe(403);
    expect(sent.text).toContain('Phiên làm việc đã kết thúc, chưa ghi được');
    expect(sent.text).toContain('href="/dang-nhap?tiep=%2Ftai-khoan%2Fmat-khau"');
    const asking = await web.browse('clerk');
    web.pass(2 * HOUR);
    const asked = await asking.get('/tai-khoan');
    expect((await asking.get(asked.location as string)).text).toContain(
      'Phiên làm việc đã kết thúc. Hãy đăng nhập lại',
    );
    // Who never had a session, and who left by signing out, are told nothing.
    const stranger = await web.browse();
    expect((await stranger.get((await stranger.get('/tai-khoan')).location as string)).text).not.toContain(
      'đã kết thúc',
    );
  });

  it('is called by the proof that opened it', async () => {
    const list = await (await web.browse('cashier')).get('/tai-khoan');
    expect(list.text).toContain('>Ứng dụng xác thực</td>');
    expect(list.text).not.toContain('Mật khẩu và ứng dụng');
  });

  it('of another person cannot be ended', async () => {
    const [mine, theirs] = [await web.browse('cashier'), await web.browse('leader')];
    const { rows } = await within(web.store, ['phuoc-long'], (client) =>
      client.query('select session_id from account_session where account_id = $1 order by began_at desc limit 1', [
        web.accounts.leader.accountId,
      ]),
    );
    await mine.get('/tai-khoan');
    await mine.post('/tai-khoan/phien/ket-thuc', { sessionId: rows[0].session_id });
    expect((await theirs.get('/tai-khoan')).status).toBe(200);
  });

  it('ends with signing out, on this machine', async () => {
    const client = await web.browse('specialist');
    const token = client.cookies.get('motcua_phien') as string;
    await client.get('/tai-khoan');
    expect((await client.post('/dang-xuat', {})).location).toBe('/dang-xuat');
    client.cookies.set('motcua_phien', token);
    expect((await client.get('/tai-khoan')).status).toBe(303);
  });

  it('keeps only a hash of its token, and its cookie is out of reach of scripts', async () => {
    const client = await stranger();
    const answer = await signIn(client, 'receptionist');
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('motcua_phien=')) as string;
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    const secret = (client.cookies.get('motcua_phien') as string).split('.')[1] as string;
    const dump = await web.store.withOwner((owner) => owner.query('select s::text as row from account_session s'));
    expect(dump.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(dump.rows)).not.toContain(secret);
  });

  it('of a forged or foreign token is nobody', async () => {
    for (const token of ['phuoc-long.x', "' or 1=1", `nha-trang.${'A'.repeat(43)}`, `*.${'A'.repeat(43)}`, '.']) {
      const client = await web.browse();
      client.cookies.set('motcua_phien', encodeURIComponent(token));
      expect((await client.get('/tai-khoan')).status).toBe(303);
    }
    const theirs = await web.browse('leader');
    const token = (theirs.cookies.get('motcua_phien') as string).replace('phuoc-long', 'vinh-truong');
    theirs.cookies.set('motcua_phien', token);
    expect((await theirs.get('/tai-khoan')).status).toBe(303);
  });

  it('of an account that is disabled opens nothing from then on', async () => {
    const account = await web.addAccount({ loginName: 'nghiviec', roles: ['receptionist'] });
    const client = await stranger();
    await signIn(client, 'nghiviec');
    await client.get('/dang-nhap/buoc-hai');
    await client.post('/dang-nhap/buoc-hai', { code: web.code(account) });
    expect((await client.get('/tai-khoan')).status).toBe(200);
    await within(web.store, ['phuoc-long'], (db) =>
      db.query('update account set disabled = true where account_id = $1', [account.accountId]),
    );
    expect((await client.get('/tai-khoan')).status).toBe(303);
  });
});

it('met no fault of the program on the way', () => {
  expect(web.faults).toEqual([]);
});

describe('a provider’s word', () => {
  const ISSUER = 'https://id.example';
  let office: TestWeb;
  /** What the provider says of the next person. */
  let claims: { sub: string; amr: string[] };
  beforeAll(async () => {
    const provider: OidcProvider = { label: 'định danh thử', issuer: ISSUER, configuration: async () => configuration };
    const configuration = new client.Configuration(
      { issuer: ISSUER, authorization_endpoint: `${ISSUER}/auth`, token_endpoint: `${ISSUER}/token` },
      'motcua',
      'only-for-this-test',
    );
    office = await testWeb({ oidc: provider, realClock: true });
    configuration[client.customFetch] = async () => {
      const now = Math.floor(Date.now() / 1000);
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      // Fetched from the provider itself, a token needs no signature that is checked (OpenID Connect Core 3.1.3.7).
      const token = `${part({ alg: 'RS256' })}.${part({ iss: ISSUER, aud: 'motcua', iat: now, exp: now + 60, nonce, ...claims })}.x`;
      return Response.json({ access_token: 'a', token_type: 'bearer', id_token: token });
    };
  });
  afterAll(() => office.close());

  let nonce: string | null;
  /** Goes to the provider and comes back as whom it names. @returns the answer to coming back, and the browser */
  async function comeBack(sub: string, amr: string[]) {
    claims = { sub, amr };
    const browser = await office.browse();
    const asked = new URL((await browser.get('/dang-nhap/dinh-danh')).location as string).searchParams;
    nonce = asked.get('nonce');
    const answer = await browser.get(`${oidcCallbackPath}?code=x&state=${asked.get('state')}`);
    return { browser, answer, said: answer.location === '/dang-nhap' ? (await browser.get('/dang-nhap')).text : '' };
  }
  const account = (loginName: string) =>
    office.addAccount({ loginName, roles: ['clerk'], oidcSubject: `s-${loginName}` });
  const change = (accountId: string, set: string) =>
    within(office.store, ['phuoc-long'], (db) =>
      db.query(`update account set ${set} where account_id = $1`, [accountId]),
    );
  const stateOf = async (accountId: string) =>
    within(office.store, ['phuoc-long'], async (db) => {
      const { rows } = await db.query(
        `select failed_attempts, locked_until::text as locked_until, disabled,
                (select count(*)::int from account_session s where s.account_id = a.account_id) as sessions
         from account a where account_id = $1`,
        [accountId],
      );
      return rows[0];
    });

  it('for both factors opens the desk, for one asks for the second', async () => {
    await account('dangdung');
    expect((await comeBack('s-dangdung', ['pwd', 'mfa'])).answer.location).toBe('/');
    expect((await comeBack('s-dangdung', ['pwd'])).answer.location).toBe('/dang-nhap/buoc-hai');
  });

  it.each([
    ['until an administrator unlocks it', `failed_attempts = 15, locked_until = 'infinity'`],
    ['for a while', `failed_attempts = 5, locked_until = now() + interval '10 minutes'`],
  ])('opens no account that is locked %s, and leaves the lock as it was', async (when, set) => {
    const { accountId } = await account(`khoa${when.length}`);
    await change(accountId, set);
    const before = await stateOf(accountId);
    for (const amr of [['pwd', 'mfa'], ['pwd']]) {
      const { browser, answer, said } = await comeBack(`s-khoa${when.length}`, amr);
      expect(answer.location).toBe('/dang-nhap');
      expect(said).toContain('đang bị khóa tạm do nhập sai nhiều lần');
      expect(browser.cookies.has('motcua_phien')).toBe(false);
    }
    expect(await stateOf(accountId)).toEqual(before);
    expect(before.sessions).toBe(0);
  });

  it('opens again once the time of the lock is over', async () => {
    const { accountId } = await account('hetkhoa');
    await change(accountId, `failed_attempts = 5, locked_until = now() - interval '1 second'`);
    expect((await comeBack('s-hetkhoa', ['mfa'])).answer.location).toBe('/');
    expect(await stateOf(accountId)).toMatchObject({ failed_attempts: 0 });
  });

  it('opens no disabled account', async () => {
    const { accountId } = await account('ngung');
    await change(accountId, 'disabled = true');
    for (const amr of [['mfa'], ['pwd']]) {
      const { browser, said } = await comeBack('s-ngung', amr);
      expect(said).toContain('đang ngừng dùng');
      expect(browser.cookies.has('motcua_phien')).toBe(false);
    }
    expect(await stateOf(accountId)).toMatchObject({ disabled: true, sessions: 0 });
  });
});

describe('an account locked by a stranger while its owner is half-way in', () => {
  it('is not opened by the step that was still to do', async () => {
    const account = await web.addAccount({ loginName: 'nuachung', roles: ['clerk'], mustChangePassword: true });
    const owner = await stranger();
    await signIn(owner, 'nuachung');
    await owner.get('/dang-nhap/buoc-hai');
    await owner.post('/dang-nhap/buoc-hai', { code: web.code(account) });
    await within(web.store, ['phuoc-long'], (db) =>
      db.query(`update account set locked_until = 'infinity' where account_id = $1`, [account.accountId]),
    );
    await owner.get('/dang-nhap/mat-khau');
    const answer = await owner.post('/dang-nhap/mat-khau', {
      password: 'một câu khác để vào',
      again: 'một câu khác để vào',
    });
    expect(answer.location).toBe('/dang-nhap');
    expect((await owner.get('/dang-nhap')).text).toContain('đang bị khóa tạm');
  });
});
