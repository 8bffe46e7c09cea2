import { verify } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/support/web.ts';
import { hashPassword, NOBODY, passwordFits, readableSecret } from './passwords.ts';

const random = seededRandom('passwords');

describe('passwords', () => {
  it('fit their hash in either Unicode form, and no other', async () => {
    const hash = await hashPassword(random, 'Mật khẩu của bạn'.normalize('NFC'));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordFits(hash, 'Mật khẩu của bạn'.normalize('NFD'))).toBe(true);
    expect(await passwordFits(hash, 'mật khẩu của bạn')).toBe(false);
    expect(await passwordFits(hash, '')).toBe(false);
  });

  it('are hashed with a salt of their own each time', async () => {
    expect(await hashPassword(random, 'a')).not.toBe(await hashPassword(random, 'a'));
  });

  it('of nobody cost the same work: a hash of the same cost, which is really computed', async () => {
    const parameters = (hash: string): string => hash.split('$').slice(0, 4).join('$');
    const lengths = (hash: string): number[] => hash.split('$').map((part) => part.length);
    const hash = await hashPassword(random, 'x');
    expect(parameters(NOBODY)).toBe(parameters(hash));
    expect(lengths(NOBODY)).toEqual(lengths(hash));
    // A malformed hash would throw at once instead of being computed.
    await expect(verify(NOBODY, 'x')).resolves.toBe(false);
    expect(await passwordFits(null, 'x')).toBe(false);
  });
});

describe('secrets that are read out', () => {
  it('have their shape, and use every letter about as often', () => {
    expect(readableSecret(random, 4, 4)).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    const counts = new Map<string, number>();
    for (const letter of Array.from({ length: 2000 }, () => readableSecret(random, 1, 31)).join(''))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(31);
    // 62,000 letters, 2,000 each; five standard deviations are 220.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(220);
  });
});
