/** Passwords (mật khẩu): argon2id, and one that is made for somebody else's first sign-in. */
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { foldPassword } from '../core/access/login-name.ts';
import type { Random } from './random.ts';

/** OWASP's first choice: 19 MiB, two passes, one lane; 24 ms on one core. */
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;

export function hashPassword(random: Random, password: string): Promise<string> {
  return hash(foldPassword(password), { ...COST, salt: Buffer.from(random.bytes(SALT_BYTES)) });
}

/** A hash that no password fits, of the same cost: whoever has no account waits as long as whoever has. */
export const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$bW90Y3VhLW5vYm9keS0wMQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Whether a password fits; for null the same work is done and the answer is no. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? NOBODY, foldPassword(password)).catch(() => false);
  return passwordHash !== null && fits;
}

/** Letters that nobody takes for one another when reading them out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Random text of groups that can be read out: `k7mq-3xnd-p9ht-aw2c` for (4, 4). 31 letters: 4.95 bits each. */
export function readableSecret(random: Random, groups: number, groupLength: number): string {
  const letters: string[] = [];
  while (letters.length < groups * groupLength) {
    for (const byte of random.bytes(groups * groupLength)) {
      // 248 is the largest multiple of 31 in a byte: beyond it the first letters would come more often.
      if (byte < 248 && letters.length < groups * groupLength) letters.push(LETTERS[byte % 31] as string);
    }
  }
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-');
}
