/**
 * Somebody who follows every link and sends every form of every role. Links lead somewhere, nothing is offered that is
 * then refused, and whatever is typed is answered with a sentence and kept.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/core/access/permissions.ts';
import { type DeskAct, type DeskValues, deskActBySlug } from '../../src/core/process/desk-acts.ts';
import { loadDemo } from '../../src/services/load-demo.ts';
import { loadDemoDesk } from '../../src/services/reception/load-demo-desk.ts';
import { closePdfEngine } from '../../src/services/report/write-report.ts';
import { performAct } from '../../src/services/work/perform-act.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import { within } from '../../src/store/scope.ts';
import { checkAccessibility, openBrowser, SCREENS, serveApp } from '../support/browser.ts';
import {
  decode,
  type FieldOnPage,
  type FormOnPage,
  follow,
  formsOf,
  patternOf,
  type Walk,
  walk,
} from '../support/crawl.ts';
import { type Answer, type Client, TEST_UNIT, type TestWeb, testWeb } from '../support/web.ts';

let web: TestWeb;
const walks = new Map<Role, Walk>();
let codes: readonly string[] = [];

beforeAll(async () => {
  web = await testWeb();
  // The morning after the sample ward's quarter.
  web.pass(Date.parse('2023-09-15T01:00:00.000Z') - Date.parse(web.now()));
  await loadDemo(web.installation, { folder: join(packageRoot(), 'demo', 'phuoc-long'), actor: 'thử' });
  await loadDemoDesk(web.installation, web.random, { unitId: TEST_UNIT });
  await spread();
});
afterAll(async () => {
  await closePdfEngine();
  await web?.close();
});

/** Brings dossiers of the sample into every kind of standing. */
async function spread(): Promise<void> {
  const pending = await within(web.store, [TEST_UNIT], (client) =>
    client.query<{ dossier_code: string }>(
      `select dossier_code from dossier where home_unit_id = $1 and business_state = 'processing' order by dossier_code limit 8`,
      [TEST_UNIT],
    ),
  );
  codes = pending.rows.map((row) => row.dossier_code);
  const does = async (role: Role, at: number, slug: string, values: DeskValues = {}): Promise<void> => {
    const done = await performAct(web.installation, {
      user: web.accounts[role],
      dossierCode: codes[at] as string,
      act: deskActBySlug(slug) as DeskAct,
      values,
    });
    if (!done.ok) throw new Error(`${slug}: ${JSON.stringify(done)}`);
  };
  await does('specialist', 0, 'yeu-cau-bo-sung', { items: 'Bản sao giấy khai sinh', ground: 'Luật Hộ tịch 2014' });
  await does('specialist', 1, 'tam-dung', { ground: 'Luật Hộ tịch 2014', document: '5/TB' });
  await does('specialist', 2, 'du-thao');
  await does('specialist', 3, 'du-thao');
  await does('leader', 3, 'phe-duyet');
  await does('specialist', 4, 'du-thao');
  await does('leader', 4, 'phe-duyet');
  await does('clerk', 4, 'cho-so', { notation: 'GXN-UBND' });
  await does('clerk', 4, 'phat-hanh');
  await does('receptionist', 5, 'de-nghi-rut', { reason: 'Đổi ý' });
}

/** Leaves: signing out, and what ends the session that the walk needs. */
const SKIP = /^\/dang-xuat|^\/tai-khoan\/phien\/|^\/dang-nhap/;

/** Beside the first page: what is reached by a key, and dossiers of every standing. */
const starts = (role: Role): readonly string[] => [
  '/',
  '/phim-tat',
  '/tai-khoan',
  ...(role === 'unitAdministrator' ? [] : codes.map((code) => `/ho-so/${code}`)),
];

async function walkOf(role: Role): Promise<Walk> {
  const known = walks.get(role);
  if (known !== undefined) return known;
  const found = await walk(await web.browse(role), { from: starts(role), skip: SKIP, most: 4 });
  walks.set(role, found);
  record(`pages-${role}`, [...found.pages.keys()]);
  record(
    `forms-${role}`,
    found.forms.map((form) => `${form.method} ${form.action} (${form.fields.map((field) => field.name).join(' ')})`),
  );
  return found;
}

describe('every link', () => {
  it.each(ROLES)('that the %s is shown leads to a page', async (role) => {
    const { pages, seenOn } = await walkOf(role);
    const wrong = [...pages]
      .filter(([, answer]) => answer.status !== 200)
      .map(([address, answer]) => `${answer.status} ${address} (on ${seenOn.get(address)})`);
    expect(wrong).toEqual([]);
    expect(pages.size).toBeGreaterThan(role === 'unitAdministrator' ? 8 : 30);
    expect(web.faults).toEqual([]);
  });

  it('leads nowhere else, and no page needs another address', async () => {
    for (const role of ROLES)
      for (const [address, { text, headers }] of (await walkOf(role)).pages) {
        if (!(headers.get('content-type') ?? '').startsWith('text/html')) continue;
        const foreign = [...text.matchAll(/(?:href|src|action)="((?:https?:)?\/\/[^"]*)"/g)].map(([, to]) => to);
        expect({ address, foreign }).toEqual({ address, foreign: [] });
      }
  });
});

/** In the browser: how far the page reaches beyond the screen, and tables of which a part is out of sight. */
const widths = `({
  page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  tables: [...document.querySelectorAll('.table-scroll')]
    .filter((scroll) => scroll.scrollWidth > scroll.clientWidth)
    .map((scroll) => scroll.querySelector('caption')?.textContent ?? ''),
})`;

describe('every page', () => {
  it('can be used by anybody on a small screen and on a telephone', { timeout: 900_000 }, async () => {
    const served = await serveApp(web.app);
    const browser = await openBrowser(served.base);
    const seen = new Set<string>();
    const wrong: unknown[] = [];
    for (const role of ROLES) {
      const { pages } = await walkOf(role);
      const page = await browser.window();
      const session = (await web.browse(role)).cookies.get('motcua_phien') as string;
      await page.context().addCookies([{ name: 'motcua_phien', value: session, url: served.base }]);
      for (const [address, answer] of pages) {
        const kind = patternOf(address.split('?')[0] as string);
        // A dossier offers each role something else.
        const key = kind === '/ho-so/:' || kind === '/viec-cua-toi' ? `${role} ${kind}` : kind;
        if (seen.has(key) || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
        seen.add(key);
        const violations: unknown[] = [];
        for (const screen of ['small', 'phone'] as const) {
          await page.setViewportSize(SCREENS[screen]);
          await page.goto(address);
          if (screen === 'small') violations.push(...(await checkAccessibility(page)));
          const wide = (await page.evaluate(widths)) as { page: number; tables: string[] };
          if (wide.page > 0) violations.push(`${screen}: ${wide.page} px too wide`);
          if (screen === 'small' && wide.tables.length > 0) violations.push(`cut at the right: ${wide.tables}`);
        }
        if (violations.length > 0) wrong.push({ role, address, violations });
      }
      await page.context().close();
    }
    const { foreignRequests } = browser;
    await browser.close();
    await served.stop();
    expect(wrong).toEqual([]);
    expect(foreignRequests).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
  });
});

// Junk ----------------------------------------------------------------------------------------------------------------

const JUNK = {
  empty: '',
  script: `<script>alert("1")</script>'&amp;`,
  tooLong: 'ạ'.repeat(2500),
  decomposed: 'Nguyễn Thị Hoà'.normalize('NFD'),
  emoji: '👨‍👩‍👧 🇻🇳 ✅',
  negative: '-5.000',
  noSuchDay: '31/02/2023',
  farYear: '01/01/9999',
  hidden: 'a\u202eb\u0007c',
} as const;

const TYPED = new Set(['text', 'search', 'tel', 'email', 'textarea', 'number', 'date']);
const typedFields = (form: FormOnPage): FieldOnPage[] => form.fields.filter((field) => TYPED.has(field.kind));

interface Sent {
  readonly status: number;
  readonly first: number;
  readonly at: string;
  readonly text: string;
}

/** Opens the page of a form again, for its present keys, and sends it with something in place of what is typed. */
async function send(
  client: Client,
  form: FormOnPage,
  change: (field: FieldOnPage) => string | undefined,
  file?: File,
): Promise<Sent | undefined> {
  const opened = await follow(client, await client.get(form.page), form.page);
  const same = formsOf(opened.at, opened.answer.text).find(
    (one) =>
      one.action === form.action && one.fields.map((of) => of.name).join() === form.fields.map((of) => of.name).join(),
  );
  // An earlier sending has changed what the page offers.
  if (same === undefined) return undefined;
  const values: [string, string][] = [];
  let pressed = false;
  for (const field of same.fields) {
    if (field.kind === 'file') continue;
    if (field.kind === 'submit') {
      if (!pressed) values.push([field.name, field.value ?? '']);
      pressed = true;
      continue;
    }
    const value = change(field);
    if (value !== undefined) values.push([field.name, value]);
  }
  let answer: Answer;
  if (same.method === 'get') {
    answer = await client.get(`${same.action.split('?')[0]}?${new URLSearchParams(values)}`);
  } else if (same.multipart) {
    const body = new FormData();
    for (const [name, value] of values) if (name !== '_token') body.append(name, value);
    for (const field of same.fields) if (field.kind === 'file' && file !== undefined) body.append(field.name, file);
    answer = await client.postFiles(same.action, body);
  } else {
    const fields: Record<string, string[]> = {};
    for (const [name, value] of values) fields[name] = [...(fields[name] ?? []), value];
    answer = await client.post(same.action, fields);
  }
  const last = await follow(client, answer, same.action);
  return { status: last.answer.status, first: answer.status, at: last.at, text: last.answer.text };
}

/** As a form keeps it: NFC, no spaces around; what is longer than any field is cut. */
const kept = (text: string): string => text.normalize('NFC').trim();
const values = (html: string): string => decode(html).normalize('NFC').replace(/\r\n?/g, '\n');

describe('every form', () => {
  it.each(ROLES)('of the %s answers junk with a sentence and keeps it', { timeout: 600_000 }, async (role) => {
    const { forms } = await walkOf(role);
    const client = await web.browse(role);
    const wrong: string[] = [];
    const outcomes: string[] = [];
    for (const form of forms) {
      const typed = typedFields(form);
      for (const [kind, junk] of Object.entries(JUNK)) {
        if (typed.length === 0 && kind !== 'empty') continue;
        const sent = await send(client, form, (field) => (TYPED.has(field.kind) ? junk : field.value));
        if (sent === undefined) continue;
        const what = `${form.method} ${patternOf(form.action)} ${kind} (on ${form.page})`;
        outcomes.push(`${sent.first}>${sent.status} ${what}`);
        if (sent.status >= 500 || sent.status === 403 || sent.status === 400) wrong.push(`${sent.status} ${what}`);
        if (sent.text.includes('<script>alert(')) wrong.push(`not escaped: ${what}`);
        if (sent.first !== 422) continue;
        if (!/field-error|error-summary/.test(sent.text)) wrong.push(`no sentence: ${what}`);
        const shown = values(sent.text);
        // An address is not as long as a form.
        const cut = form.method === 'get' ? kept(junk).slice(0, 100) : kept(junk);
        if (kind !== 'empty' && !shown.includes(cut)) wrong.push(`not kept: ${what}`);
      }
    }
    record(`junk-${role}`, outcomes);
    expect(outcomes.length).toBeGreaterThan(role === 'unitAdministrator' ? 20 : 30);
    expect(wrong).toEqual([]);
    expect(web.faults).toEqual([]);
  });

  it.each(ROLES)('of the %s survives choices that it never offered', { timeout: 600_000 }, async (role) => {
    const { forms } = await walkOf(role);
    const client = await web.browse(role);
    const wrong: string[] = [];
    for (const form of forms) {
      const choices = form.fields.filter((field) => /^(select|radio|checkbox|hidden)$/.test(field.kind));
      for (const kind of ['không có', '-1', '{"a":1}', '']) {
        if (choices.every((field) => /^_/.test(field.name))) continue;
        const sent = await send(client, form, (field) =>
          /^(select|radio|checkbox|hidden)$/.test(field.kind) && !field.name.startsWith('_') ? kind : field.value,
        );
        if (sent !== undefined && (sent.status >= 500 || sent.status === 403))
          wrong.push(`${sent.status} ${form.method} ${patternOf(form.action)} «${kind}» (on ${form.page})`);
      }
    }
    expect(wrong).toEqual([]);
    expect(web.faults).toEqual([]);
  });

  it.each(ROLES)('with a file of the %s tells a program that calls itself a paper', async (role) => {
    const { forms } = await walkOf(role);
    const client = await web.browse(role);
    const program = new File([Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(4000)])], 'giay-to.pdf', {
      type: 'application/pdf',
    });
    for (const form of forms.filter((one) => one.fields.some((field) => field.kind === 'file'))) {
      const sent = await send(client, form, (field) => (TYPED.has(field.kind) ? 'Ghi chú <b>' : field.value), program);
      if (sent === undefined) continue;
      expect([patternOf(form.action), sent.first]).toEqual([patternOf(form.action), 422]);
      expect(sent.text).toMatch(/field-error|error-summary/);
      if (typedFields(form).length > 0) expect(values(sent.text)).toContain('Ghi chú <b>');
    }
    expect(web.faults).toEqual([]);
  });
});

/** What came of each sending, to be looked at. */
function record(name: string, lines: readonly string[]): void {
  const folder = join(packageRoot(), '.tmp', 'crawl');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.txt`), `${lines.join('\n')}\n`);
}
