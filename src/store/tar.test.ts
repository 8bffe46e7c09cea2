import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../test/support/run-folder.ts';
import { readTar, TAR_END, TarError, tarHeader, tarPadding } from './tar.ts';

interface File {
  path: string;
  content: Buffer;
}

const archive = (files: readonly File[]): Buffer =>
  Buffer.concat([
    ...files.flatMap(({ path, content }) => [
      tarHeader({ path, kind: 'file', size: content.length }),
      content,
      tarPadding(content.length),
    ]),
    TAR_END,
  ]);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size = 700): Promise<File[]> {
  const files: File[] = [];
  for await (const item of readTar(inPieces(bytes, size))) {
    const parts: Buffer[] = [];
    for await (const part of item.content) parts.push(part);
    files.push({ path: item.path, content: Buffer.concat(parts) });
  }
  return files;
}

const anyFile = fc.record({
  path: fc
    .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join('/'))
    .filter((path) => !/[\n\0]/.test(path)),
  content: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
});

describe('an archive', () => {
  it('gives back what was put in, whatever the names, sizes and pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFile, { maxLength: 6 }), fc.integer({ min: 1, max: 3000 }), async (files, size) => {
        expect(await read(archive(files), size)).toEqual(files);
      }),
      { numRuns: 150 },
    );
  });

  it.each([0, 1, 511, 512, 513, 1024])('holds a file of %i bytes, in whole blocks', async (size) => {
    const file = { path: 'a', content: Buffer.alloc(size, 7) };
    expect(archive([file]).length % 512).toBe(0);
    expect(await read(archive([file]))).toEqual([file]);
  });

  it.each([99, 100, 101, 300])('holds a name of %i letters', async (length) => {
    const file = { path: 'x'.repeat(length), content: Buffer.from('y') };
    expect(await read(archive([file]))).toEqual([file]);
  });

  it('is read by any other tar', () => {
    const bytes = archive([
      { path: 'pg/base/1/1259', content: Buffer.alloc(8192, 1) },
      { path: `files/${'thư mục/'.repeat(20)}quyết định.docx`, content: Buffer.from('nội dung') },
    ]);
    const file = join(testFolder(), 'a.tar');
    writeFileSync(file, bytes);
    const listed = spawnSync('tar', ['--list', '--verbose', '--quoting-style=literal', '--file', file], {
      encoding: 'utf8',
      env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] },
    });
    expect(listed.stderr).toBe('');
    expect(listed.stdout).toContain('8192');
    expect(listed.stdout).toContain('quyết định.docx');
  });
});

describe('a damaged archive', () => {
  const whole = archive([
    { path: 'one', content: Buffer.alloc(1000, 1) },
    { path: 'thứ hai', content: Buffer.alloc(600, 2) },
  ]);

  it('is refused wherever it is cut off', async () => {
    for (let length = 0; length < whole.length - 1023; length += 97) {
      await expect(read(whole.subarray(0, length))).rejects.toThrow(TarError);
    }
  });

  it('is refused when a header was altered', async () => {
    for (const at of [3, 101, 124, 130, 156, 260]) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ 1;
      await expect(read(bytes)).rejects.toThrow(TarError);
    }
  });

  it('is refused when it is something else', async () => {
    await expect(read(Buffer.alloc(2048, 'x'))).rejects.toThrow(TarError);
  });
});
