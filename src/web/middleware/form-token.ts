/**
 * The token of a form (mã chống giả mạo), bound to the session or, before signing in, to a cookie of the browser. It is
 * masked afresh for every page, so that the size of a compressed page tells nothing about it.
 */

import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { randomText } from '../../services/random.ts';
import { sameSecret } from '../../services/sign-in-keys.ts';
import type { AppContext, AppEnv } from '../env.ts';

const MASK_BYTES = 16;

export const visitorCookieName = (secure: boolean): string => (secure ? '__Host-motcua_khach' : 'motcua_khach');

/** Binds form tokens to the session where there is one, else to a cookie that is set now. */
export const visitor: MiddlewareHandler<AppEnv> = async (c, next) => {
  const session = c.get('session');
  if (session !== undefined) {
    c.set('visitor', `session ${session.sessionId}`);
    return next();
  }
  const secure = c.get('origin').startsWith('https:');
  let known = getCookie(c, visitorCookieName(secure));
  if (known === undefined || !/^[\w-]{22,64}$/.test(known)) {
    known = randomText(c.get('deps').random, 18);
    setCookie(c, visitorCookieName(secure), known, { httpOnly: true, sameSite: 'Lax', path: '/', secure });
  }
  c.set('visitor', `visitor ${known}`);
  return next();
};

/** The token of this rendering. */
export function formToken(c: AppContext): string {
  const { keys, random } = c.get('deps');
  const mask = Buffer.from(random.bytes(MASK_BYTES));
  const secret = secretOf(keys.mac('form', c.get('visitor') ?? ''));
  return Buffer.concat([mask, xor(secret, mask)]).toString('base64url');
}

const secretOf = (mac: string): Buffer => Buffer.from(mac, 'base64url').subarray(0, MASK_BYTES);

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] as number)));
}

/** Whether a token was made for this browser and session. */
export function isOurToken(c: AppContext, token: string): boolean {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 2 * MASK_BYTES) return false;
  const secret = xor(bytes.subarray(MASK_BYTES), bytes.subarray(0, MASK_BYTES));
  const expected = secretOf(c.get('deps').keys.mac('form', c.get('visitor')));
  return sameSecret(secret.toString('hex'), expected.toString('hex'));
}
