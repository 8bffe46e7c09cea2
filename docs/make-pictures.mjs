/**
 * node docs/make-pictures.mjs: the pictures of the README and the guides, taken from the real program on the sample ward in a
 * throw-away folder, and one picture of each form from its PDF. Needs Debian's chromium and poppler-utils.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateSync } from 'otplib';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const screens = join(root, 'docs', 'screens');
const forms = join(root, 'docs', 'forms');
const motcua = join(root, 'bin', 'motcua');
const PERIOD = '2023-Q3';

/** Picture, who looks, the page, and the size of the window. */
const PICTURES = [
  ['tiep-nhan', 'tiepnhan', '/tiep-nhan?q=khai+sinh', 'desk'],
  ['tiep-nhan-moi', 'tiepnhan', '/tiep-nhan/moi?thu-tuc=1.001193&moi=1', 'desk'],
  ['hop-viec', 'lanhdao', '/viec-cua-toi?hop=xu-ly', 'desk'],
  ['ho-so', 'chuyenmon', '/ho-so/000.18.22.H32-230807-0061', 'desk'],
  ['chung-thuc', 'tiepnhan', '/chung-thuc', 'desk'],
  ['nhat-ky', 'quantri', '/nhat-ky', 'desk'],
  ['bao-cao', 'baocao', `/bao-cao/${PERIOD}`, 'desk'],
  ['bieu-ii-06a', 'baocao', `/bao-cao/${PERIOD}/bieu/II.06a`, 'desk'],
  ['so-lieu', 'baocao', `/bao-cao/${PERIOD}/so-lieu?bieu=II.06a&hang=ho-tich&cot=8`, 'desk'],
  ['kiem-tra', 'baocao', `/bao-cao/${PERIOD}/kiem-tra`, 'desk'],
  ['chot-so-lieu', 'baocao', `/bao-cao/${PERIOD}/chot`, 'desk'],
  ['tong-quan', 'lanhdao', `/tong-quan?ky=${PERIOD}`, 'desk'],
  ['tim-kiem', 'tiepnhan', '/tim-kiem?q=hoa+nguyen', 'desk'],
  ['bao-cao-dien-thoai', 'baocao', `/bao-cao/${PERIOD}`, 'phone'],
];
const SIZES = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

const data = mkdtempSync(join(tmpdir(), 'motcua-pictures-'));
// Open to the account that the database runs under when root takes the pictures.
chmodSync(data, 0o755);
mkdirSync(screens, { recursive: true });
mkdirSync(forms, { recursive: true });

/** The program's server; resolves to its address once it says it. */
function serve() {
  const child = spawn(process.execPath, [motcua, '--data', join(data, 'data'), 'serve', '--demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/[\w.:[\]]+/.exec(said.slice(Math.max(0, said.indexOf('Mở trình duyệt'))));
      if (said.includes('Mở trình duyệt') && found !== null) resolve(found[0]);
    });
    child.once('exit', (status) => reject(new Error(`motcua serve ended with ${status}:\n${said}`)));
  });
  return { child, address };
}

async function signIn(page, account) {
  await page.goto('/dang-nhap');
  await page.fill('[name=loginName]', account.loginName);
  await page.fill('[name=password]', account.password);
  await page.click('main button[type=submit]');
  await page.fill('[name=code]', generateSync({ secret: account.totpSecret }));
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

async function takeScreens() {
  const server = serve();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const base = await server.address;
    const accounts = JSON.parse(readFileSync(join(data, 'data', 'sample-accounts.json'), 'utf8'));
    const sessions = new Map();
    for (const [name, login, path, size] of PICTURES) {
      let state = sessions.get(login);
      if (state === undefined) {
        const context = await browser.newContext({ baseURL: base, locale: 'vi-VN' });
        const page = await context.newPage();
        await signIn(
          page,
          accounts.find((account) => account.loginName === login),
        );
        state = await context.storageState();
        sessions.set(login, state);
        await context.close();
      }
      const context = await browser.newContext({
        baseURL: base,
        locale: 'vi-VN',
        viewport: SIZES[size],
        storageState: state,
      });
      const page = await context.newPage();
      const answer = await page.goto(path);
      if (answer?.status() !== 200) throw new Error(`${path}: ${answer?.status()}`);
      await page.screenshot({ path: join(screens, `${name}.png`) });
      await context.close();
    }
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => server.child.once('exit', resolve));
    server.child.kill('SIGTERM');
    await ended;
  }
}

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** One picture of the first page that carries each form's number. */
function takeForms() {
  const out = join(data, 'out');
  run(process.execPath, [
    motcua,
    '--data',
    join(data, 'data'),
    'report',
    'build',
    '--unit',
    'phuoc-long',
    '--period',
    PERIOD,
    '--out',
    out,
    '--formats',
    'pdf',
  ]);
  const pdf = join(
    out,
    readdirSync(out).find((name) => name.endsWith('.pdf')),
  );
  const pages = Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', [pdf]))[1]);
  const seen = new Set();
  for (let page = 1; page <= pages; page += 1) {
    const text = run('pdftotext', ['-f', String(page), '-l', String(page), '-layout', pdf, '-']);
    // A form's own page says its number at the head; the text mentions it anywhere.
    const form = /Biểu\s+số:?\s+(II\.\d\d[a-z]?)\/VPCP/.exec(text.trimStart().slice(0, 400))?.[1];
    const size = /size:\s+([\d.]+) x ([\d.]+)/.exec(run('pdfinfo', ['-f', String(page), '-l', String(page), pdf]));
    // The text stands upright, forms lie on their side.
    if (form === undefined || seen.has(form) || Number(size[1]) < Number(size[2])) continue;
    seen.add(form);
    const name = join(forms, form.toLowerCase().replace('.', '-'));
    run('pdftoppm', ['-f', String(page), '-l', String(page), '-r', '80', '-png', '-singlefile', pdf, name]);
  }
  run('pdftoppm', ['-f', '1', '-l', '1', '-r', '80', '-png', '-singlefile', pdf, join(forms, 'bao-cao-trang-1')]);
  return [...seen];
}

try {
  await takeScreens();
  const found = takeForms();
  console.log(`${PICTURES.length} screens, forms: ${found.join(', ')}`);
} finally {
  rmSync(data, { recursive: true, force: true });
}
