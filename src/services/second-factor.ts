/**
 * The second factor (xác thực bước hai) by authenticator app, and the recovery codes for a lost phone. Secrets are sealed
 * with the installation's key; a code is good once; a code of the step before or after is taken, for clocks that differ.
 */
import { createGuardrails, generateURI, verifySync } from 'otplib';
import type { Instant } from '../core/time/local-date-time.ts';
import type { AccountPlace } from '../store/accounts.ts';
import { readableSecret } from './passwords.ts';
import type { Random } from './random.ts';
import type { SignInKeys } from './sign-in-keys.ts';

const STEP_SECONDS = 30;
const SECRET_BYTES = 20;
export const RECOVERY_CODE_COUNT = 10;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret in base32, as authenticator apps want it. */
export function newTotpSecret(random: Random): string {
  let bits = '';
  for (const byte of random.bytes(SECRET_BYTES)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) as string[]).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

/** Without marks: every letter with marks would be six to nine characters of the QR code. */
const bare = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/** The address that an authenticator app reads from the QR code. */
export function totpAddress(secret: string, loginName: string, unitName: string): string {
  return generateURI({ issuer: bare(`Một cửa ${unitName}`).trim(), label: loginName, secret });
}

export const sealTotp = (keys: SignInKeys, place: AccountPlace, secret: string): string =>
  keys.seal(`totp ${place.homeUnitId} ${place.accountId}`, secret);

export const unsealTotp = (keys: SignInKeys, place: AccountPlace, sealed: string): string | undefined =>
  keys.unseal(`totp ${place.homeUnitId} ${place.accountId}`, sealed);

/** Six digits as people type them: spaces between are fine. */
export const cleanCode = (text: string): string => text.replace(/[\s-]/g, '');

/**
 * The time step whose code this is, or undefined.
 * @param lastStep the step whose code was taken last; it and earlier ones are refused
 */
export function totpStep(secret: string, code: string, now: Instant, lastStep: number | null): number | undefined {
  const token = cleanCode(code);
  if (!/^\d{6}$/.test(token)) return undefined;
  const epoch = Math.floor(Date.parse(now) / 1000);
  const present = Math.floor(epoch / STEP_SECONDS);
  const result = verifySync({
    secret,
    token,
    epoch,
    epochTolerance: STEP_SECONDS,
    period: STEP_SECONDS,
    guardrails: createGuardrails({ MIN_SECRET_BYTES: 16 }),
  });
  if (!result.valid) return undefined;
  const step = present + result.delta;
  return lastStep !== null && step <= lastStep ? undefined : step;
}

/** New recovery codes, shown once: `k7mqa-3xndb`, about 50 bits each. */
export function newRecoveryCodes(random: Random): string[] {
  return Array.from({ length: RECOVERY_CODE_COUNT }, () => readableSecret(random, 2, 5));
}

/** What is kept of a recovery code; spaces, hyphens and capitals do not matter. */
export function recoveryCodeHash(keys: SignInKeys, place: AccountPlace, code: string): string {
  const bare = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return keys.mac('recovery code', `${place.homeUnitId} ${place.accountId} ${bare}`);
}
