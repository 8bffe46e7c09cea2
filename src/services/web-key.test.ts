import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../test/support/run-folder.ts';
import { seededRandom } from '../../test/support/web.ts';
import { sameSecret, signInKeys } from './sign-in-keys.ts';
import { loadWebKey } from './web-key.ts';

describe('the installation’s key', () => {
  it('is made once, 32 bytes, for its owner only', () => {
    const folder = testFolder('key-');
    const first = loadWebKey(folder, seededRandom('one'));
    expect(first).toHaveLength(32);
    expect(Buffer.from(loadWebKey(folder, seededRandom('two')))).toEqual(Buffer.from(first));
    expect(statSync(join(folder, 'web-key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'web-key'), 'utf8')).toMatch(/^[\w+/]{43}=\n$/);
  });

  it('is refused when it was cut', () => {
    const folder = testFolder('key-');
    writeFileSync(join(folder, 'web-key'), 'AAAA\n');
    expect(() => loadWebKey(folder, seededRandom('one'))).toThrow(/bị hỏng/);
  });
});

describe('sealing', () => {
  const keys = signInKeys(new Uint8Array(32).fill(7), seededRandom('seal'));

  it('gives back any text under its own purpose and key, and nothing under another', () => {
    const others = signInKeys(new Uint8Array(32).fill(8), seededRandom('seal'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = keys.seal('a', text);
        expect(keys.unseal('a', sealed)).toBe(Buffer.from(text, 'utf8').toString('utf8'));
        expect(keys.unseal('b', sealed)).toBeUndefined();
        expect(others.unseal('a', sealed)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('notices every changed byte', () => {
    const bytes = Buffer.from(keys.seal('a', 'bí mật'), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(keys.unseal('a', changed.toString('base64url'))).toBeUndefined();
    }
    expect(keys.unseal('a', '')).toBeUndefined();
  });

  it('never gives the same twice', () => {
    expect(keys.seal('a', 'x')).not.toBe(keys.seal('a', 'x'));
    expect(keys.mac('a', 'x')).toBe(keys.mac('a', 'x'));
    expect(keys.mac('a', 'x')).not.toBe(keys.mac('b', 'x'));
  });
});

describe('comparing secrets', () => {
  it('finds equal what is equal', () => {
    expect(sameSecret('a', 'a')).toBe(true);
    expect(sameSecret('a', 'b')).toBe(false);
    expect(sameSecret('a', 'aa')).toBe(false);
    expect(sameSecret('', '')).toBe(true);
  });
});
