import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwritable, writeInto } from './output-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'motcua-output-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (name: string, text: string): { name: string; bytes: Uint8Array } => ({ name, bytes: Buffer.from(text) });

describe('files of a command', () => {
  it('lie in their folder, made where it is missing, and replace those of the same names', async () => {
    const folder = join(root, 'báo cáo', 'quý 3');
    expect(await writeInto(folder, [file('a.txt', 'một'), file('b.txt', 'hai')])).toEqual([
      join(folder, 'a.txt'),
      join(folder, 'b.txt'),
    ]);
    await writeInto(folder, [file('a.txt', 'ba')]);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('ba');
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('are not written where one cannot be: nothing is changed, and a sentence says why', async () => {
    writeFileSync(join(root, 'tep'), 'x');
    for (const place of [join(root, 'tep'), join(root, 'tep', 'sâu')])
      await expect(writeInto(place, [file('a.txt', 'một')])).rejects.toMatchObject({
        name: 'ServiceError',
        code: 'UNWRITABLE',
        exitCode: 2,
        message: expect.stringMatching(/không phải thư mục, hoặc nằm dưới một tệp/),
      });
    await writeInto(root, [file('a.txt', 'cũ')]);
    mkdirSync(join(root, 'b.txt'));
    await expect(writeInto(root, [file('a.txt', 'mới'), file('b.txt', 'mới')])).rejects.toThrow(/b\.txt» là thư mục/);
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('cũ');
    expect(readdirSync(root).sort()).toEqual(['a.txt', 'b.txt', 'tep']);
  });

  it.runIf(process.platform === 'linux')('below a folder that takes none are refused at once', async () => {
    await expect(writeInto('/proc/khong-co', [file('a.txt', 'một')])).rejects.toMatchObject({ code: 'UNWRITABLE' });
  });

  it.each([
    ['EACCES', /Không có quyền ghi/],
    ['EROFS', /chỉ đọc/],
    ['ENOSPC', /Đĩa đầy/],
    ['EDQUOT', /Đĩa đầy/],
    ['ENAMETOOLONG', /quá dài/],
    ['EIO', /\(EIO\)/],
    ['', /không rõ lý do/],
  ])('say of %s what to do', (code, sentence) => {
    const said = unwritable('/dữ/liệu', Object.assign(new Error('x'), code === '' ? {} : { code })).message;
    expect(said).toMatch(sentence);
    expect(said).toContain('«/dữ/liệu»');
    expect(said).toMatch(/hãy /);
  });
});
