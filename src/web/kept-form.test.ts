/** What was typed while a session ended is not lost, and lies ready for nobody who did not type it here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSampleCatalogue } from '../../test/support/sample-catalogue.ts';
import { type Answer, type Client, receiveAtCounter, type TestWeb, testWeb } from '../../test/support/web.ts';
import { packageRoot } from '../store/package-root.ts';
import { SECRET_FIELDS } from './kept-form.tsx';

const HOUR = 3_600_000;
const CODE = 'H32.22.18-230814-0001';
const NOTES = `/ho-so/${CODE}/ghi-chu`;

let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
  await importSampleCatalogue(web.installation);
  await receiveAtCounter(web, CODE);
});
afterAll(() => web.close());

const TYPED = { body: 'Đã gọi <b>người nộp</b> & hẹn 9 giờ "mai"', _once: '018f3a52-7c1e-7b60-9d2e-3b1f6a5c4d3e' };

/** The fields that a page holds for sending, as a browser would read them. */
function held(answer: Answer): Record<string, string> {
  const form = answer.text.split('<form ').find((part) => part.includes(`action="${NOTES}"`)) ?? '';
  return Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      (value as string)
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
    ]),
  );
}

const notes = async (client: Client): Promise<number> =>
  ((await client.get(`/ho-so/${CODE}`)).text.match(/hẹn 9 giờ/g) ?? []).length;

async function idleClient(): Promise<Client> {
  const client = await web.browse('receptionist');
  await client.get(`/ho-so/${CODE}`);
  web.pass(2 * HOUR);
  return client;
}

/** Signs in in another tab: the cookies of the browser change, the page that was open stays. */
async function signInElsewhere(client: Client, role: 'receptionist' | 'leader'): Promise<void> {
  for (const [name, value] of (await web.browse(role)).cookies) client.cookies.set(name, value);
}

it('knows every field for a password or a code', () => {
  const root = join(packageRoot(), 'src', 'web');
  const secret = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) => [...readFileSync(join(root, name), 'utf8').matchAll(/<(?:TextField|input)\b[^>]*>/g)])
    .map(([tag]) => tag)
    .filter((tag) => /type="password"|one-time-code/.test(tag))
    .map((tag) => /name="(\w+)"/.exec(tag)?.[1]);
  expect(secret.length).toBeGreaterThan(6);
  for (const name of secret) expect(SECRET_FIELDS).toContain(name);
});

describe('a form that was sent after its session had ended', () => {
  it('is kept, waits for signing in, and is then sent once, under the name that is told', async () => {
    const client = await idleClient();
    const ended = await client.post(NOTES, TYPED);
    expect(ended.status).toBe(403);
    expect(ended.text).toContain('Nội dung vừa nhập chưa được ghi, nhưng còn giữ ở');
    expect(ended.text).toContain('href="/dang-nhap" target="_blank"');
    expect(ended.text).not.toContain('<b>người nộp</b>');
    expect(held(ended)).toMatchObject(TYPED);
    // Sent again too soon, it waits on.
    const tooSoon = await client.post(NOTES, held(ended));
    expect([tooSoon.status, held(tooSoon)]).toEqual([403, expect.objectContaining(TYPED)]);
    await signInElsewhere(client, 'receptionist');
    const asked = await client.post(NOTES, held(tooSoon));
    expect(asked.status).toBe(403);
    expect(asked.text).toContain(`Gửi dưới tên ${web.accounts.receptionist.fullName}`);
    expect(await notes(client)).toBe(0);
    const sent = await client.post(NOTES, held(asked));
    expect(sent.status).toBe(303);
    expect(await notes(client)).toBe(1);
    await client.post(NOTES, held(asked));
    expect(await notes(client)).toBe(1);
  });

  it('tells another person under whose name it would go', async () => {
    const client = await idleClient();
    const ended = await client.post(NOTES, TYPED);
    await signInElsewhere(client, 'leader');
    const asked = await client.post(NOTES, held(ended));
    expect(asked.text).toContain(`Gửi dưới tên ${web.accounts.leader.fullName}`);
    expect(asked.text).not.toContain(web.accounts.receptionist.fullName);
  });

  it.each([
    ['without a word of where it comes from', { origin: undefined as unknown as string }],
    ['from another site', { origin: 'https://evil.test' }],
    [
      'from another site, told by the browser alone',
      { origin: undefined as unknown as string, 'sec-fetch-site': 'cross-site' },
    ],
  ])('is not held %s', async (_, headers) => {
    const client = await idleClient();
    const bare = async (): Promise<Answer> =>
      client.send(NOTES, {
        method: 'POST',
        body: new URLSearchParams(TYPED).toString(),
        headers: JSON.parse(
          JSON.stringify({ accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers }),
        ),
      });
    const ended = await bare();
    expect(ended.text).not.toContain('hẹn 9 giờ');
    await signInElsewhere(client, 'receptionist');
    const stale = await bare();
    expect(stale.status).toBe(403);
    expect(stale.text).not.toContain('hẹn 9 giờ');
  });

  it('is not held where it has a password, or a file', async () => {
    const client = await idleClient();
    const secret = await client.post('/tai-khoan/mat-khau', {
      present: 'bí mật cũ',
      password: 'bí mật mới',
      again: 'x',
    });
    expect(secret.status).toBe(403);
    expect(secret.text).not.toContain('bí mật');
    const other = await idleClient();
    const form = new FormData();
    form.append('note', 'kèm tệp');
    form.append('file', new File([new Uint8Array(3_000_000)], 'quet.pdf', { type: 'application/pdf' }));
    const files = await other.postFiles(`/ho-so/${CODE}/tep`, form);
    expect(files.status).toBe(403);
    expect(files.text).toContain('Phiên làm việc đã kết thúc, chưa ghi được');
    expect(files.text).not.toContain('kèm tệp');
  });
});
