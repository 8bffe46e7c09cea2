/** `motcua serve` as a program: sample accounts, ports, an orderly end. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/store/package-root.ts';
import { bundleProgram, type Program, runProgram } from '../support/program.ts';
import { testFolder } from '../support/run-folder.ts';

let bundle: string;
let folder: string;
let program: Program;
let base: string;

beforeAll(async () => {
  bundle = await bundleProgram(join(packageRoot(), 'test', 'support', 'serve-program.ts'));
  folder = testFolder('serve-');
  program = runProgram(bundle, [folder, '0', 'demo']);
  base = (await program.says('Mở trình duyệt tại: ')).slice('Mở trình duyệt tại: '.length);
});
afterAll(async () => {
  program?.process.kill('SIGKILL');
  await program?.ended;
});

interface Sample {
  readonly loginName: string;
  readonly password: string;
  readonly totpSecret: string;
}
const samples = (): readonly Sample[] => JSON.parse(readFileSync(join(folder, 'sample-accounts.json'), 'utf8'));

/** A browser's cookies over fetch. */
class Visitor {
  private readonly cookies = new Map<string, string>();
  private token = '';
  async ask(
    path: string,
    fields?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; location: string; text: string }> {
    const response = await fetch(`${base}${path}`, {
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields === undefined ? {} : { origin: base }),
      },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams({ ...fields, _token: this.token }) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    const text = await response.text();
    this.token = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? this.token;
    return { status: response.status, location: response.headers.get('location') ?? '', text };
  }
}

describe('serve --demo', () => {
  it('prints one account per role once, and keeps them in a file for its owner only', () => {
    const list = samples();
    expect(list.map((one) => one.loginName)).toEqual([
      'tiepnhan',
      'chuyenmon',
      'lanhdao',
      'vanthu',
      'thungan',
      'baocao',
      'quantri',
    ]);
    for (const one of list) {
      expect(program.lines.filter((line) => line.includes(one.password))).toHaveLength(1);
      expect(program.lines.some((line) => line.includes(one.totpSecret))).toBe(true);
    }
    expect(new Set(list.map((one) => one.password)).size).toBe(7);
    for (const name of ['sample-accounts.json', 'web-key', join('log', 'access.jsonl')])
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
  });

  it('lets a sample account in with the code that «code» prints', async () => {
    const account = samples().find((one) => one.loginName === 'quantri') as Sample;
    const visitor = new Visitor();
    await visitor.ask('/dang-nhap');
    const first = await visitor.ask('/dang-nhap', { loginName: 'quantri', password: account.password });
    expect(first.location).toBe('/dang-nhap/buoc-hai');
    await visitor.ask('/dang-nhap/buoc-hai');
    const printing = runProgram(bundle, [folder, '0', 'code', 'quantri']);
    expect(await printing.ended).toBe(0);
    const code = printing.lines[0] as string;
    expect(code).toMatch(/^\d{6}$/);
    expect((await visitor.ask('/dang-nhap/buoc-hai', { code })).location).toBe('/');
    expect((await visitor.ask('/quan-tri/tai-khoan')).text).toContain('Nguyễn Thị Mai');
    const log = readFileSync(join(folder, 'log', 'access.jsonl'), 'utf8');
    expect(log.trim().split('\n').length).toBeGreaterThan(4);
    for (const secret of [account.password, account.totpSecret, code, 'Nguyễn']) expect(log).not.toContain(secret);
  });

  it('answers its health, and no foreign name', async () => {
    expect(await (await fetch(`${base}/healthz`)).text()).toBe('ok');
  });

  it('refuses a port in use, with a sentence', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const second = runProgram(bundle, [folder, String((other.address() as AddressInfo).port)]);
      expect(await second.ended).toBe(2);
      expect(second.lines.join('\n')).toMatch(/refused PORT_IN_USE Cổng \d+ đang có chương trình khác dùng\. .*--port/);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('stops when told to, and its accounts are there again, not printed twice', async () => {
    // Twice at once, as npm and a supervisor above it both pass it on: one word, and the database stops with the program.
    program.process.kill('SIGTERM');
    await program.says('Đang dừng');
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(existsSync(join(folder, 'pg', 'postmaster.pid'))).toBe(false);
    expect(program.lines.at(-1)).toContain('Đang dừng');
    const password = (samples()[0] as Sample).password;
    program = runProgram(bundle, [folder, '0', 'demo']);
    base = (await program.says('Mở trình duyệt tại: ')).slice('Mở trình duyệt tại: '.length);
    expect(program.lines.join('\n')).toContain('Tài khoản mẫu: xem ');
    expect(program.lines.join('\n')).not.toContain(password);
    const visitor = new Visitor();
    await visitor.ask('/dang-nhap');
    expect((await visitor.ask('/dang-nhap', { loginName: 'tiepnhan', password })).location).toBe('/dang-nhap/buoc-hai');
    program.process.kill('SIGINT');
    expect(await program.ended).toBe(0);
  });
});
