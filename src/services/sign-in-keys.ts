/**
 * The installation's own secret key (khóa của hệ thống): what it seals can be read and changed by nobody else. Secrets of
 * second factors, flash messages and form tokens pass through it, each under a purpose of its own.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { ServiceError } from './errors.ts';
import type { Random } from './random.ts';

export interface SignInKeys {
  /** Encrypts and protects a text; each call gives another result. */
  seal(purpose: string, text: string): string;
  /** The sealed text, or undefined when it is not one of ours for this purpose. */
  unseal(purpose: string, sealed: string): string | undefined;
  /** A fingerprint that only this installation can make, in base64url. */
  mac(purpose: string, text: string): string;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param master {@link KEY_BYTES} secret bytes @throws ServiceError for a key of another length */
export function signInKeys(master: Uint8Array, random: Random): SignInKeys {
  if (master.length !== KEY_BYTES)
    throw new ServiceError('BAD_KEY', `Khóa của hệ thống phải dài ${KEY_BYTES} byte, khóa này dài ${master.length}.`);
  const derived = new Map<string, Buffer>();
  const keyOf = (purpose: string): Buffer => {
    let key = derived.get(purpose);
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', master, 'motcua', purpose, KEY_BYTES));
      derived.set(purpose, key);
    }
    return key;
  };
  return {
    seal(purpose, text) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(`seal ${purpose}`), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    unseal(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', keyOf(`seal ${purpose}`), bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        return undefined;
      }
    },
    mac: (purpose, text) =>
      createHmac('sha256', keyOf(`mac ${purpose}`))
        .update(text, 'utf8')
        .digest('base64url'),
  };
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}
