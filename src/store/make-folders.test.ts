import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolders } from './make-folders.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'motcua-folders-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('makes what is missing and leaves what is', () => {
  makeFolders(join(root, 'một', 'hai', 'ba'));
  makeFolders(join(root, 'một', 'hai'));
  makeFolders('/');
  expect(existsSync(join(root, 'một', 'hai', 'ba'))).toBe(true);
});

it('refuses a file in the way', () => {
  writeFileSync(join(root, 'tep'), '');
  expect(() => makeFolders(join(root, 'tep'))).toThrow(/EEXIST/);
  expect(() => makeFolders(join(root, 'tep', 'dưới', 'nữa'))).toThrow(/ENOTDIR/);
});

it.runIf(process.platform === 'linux')('comes to an end where nothing can be made', () => {
  expect(() => makeFolders('/proc/khong-co/nua')).toThrow(/ENOENT/);
});
