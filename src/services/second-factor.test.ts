import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/support/web.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { newRecoveryCodes, newTotpSecret, recoveryCodeHash, totpAddress, totpStep } from './second-factor.ts';
import { signInKeys } from './sign-in-keys.ts';

const random = seededRandom('factor');
/** The secret of RFC 6238, Appendix B: the ASCII text 12345678901234567890. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Instant => new Date(seconds * 1000).toISOString() as Instant;

describe('codes of an authenticator app', () => {
  // RFC 6238, Appendix B, SHA-1; the last six of its eight digits.
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
  ])('at %d s are those of the RFC: %s', (seconds, code, step) => {
    expect(totpStep(RFC_SECRET, code, at(seconds), null)).toBe(step);
  });

  it('are taken one step early or late, not two', () => {
    const step = 37_037_036;
    expect(totpStep(RFC_SECRET, '081804', at(step * 30), null)).toBe(step);
    expect(totpStep(RFC_SECRET, '081804', at((step + 2) * 30 - 1), null)).toBe(step);
    expect(totpStep(RFC_SECRET, '081804', at((step + 2) * 30), null)).toBeUndefined();
    expect(totpStep(RFC_SECRET, '081804', at(step * 30 - 1), null)).toBe(step);
    expect(totpStep(RFC_SECRET, '081804', at((step - 1) * 30 - 1), null)).toBeUndefined();
  });

  it('are good once, and none from before the last one', () => {
    const step = 37_037_036;
    expect(totpStep(RFC_SECRET, '081804', at(step * 30), step - 1)).toBe(step);
    expect(totpStep(RFC_SECRET, '081804', at(step * 30), step)).toBeUndefined();
    expect(totpStep(RFC_SECRET, '081804', at(step * 30), step + 1)).toBeUndefined();
  });

  it('may be typed with spaces; anything else is no code', () => {
    expect(totpStep(RFC_SECRET, ' 081 804 ', at(1_111_111_109), null)).toBe(37_037_036);
    for (const code of ['', '08180', '0818040', 'abcdef', '٠٨١٨٠٤', '-81804'])
      expect(totpStep(RFC_SECRET, code, at(1_111_111_109), null)).toBeUndefined();
  });
});

describe('secrets', () => {
  it('have 160 bits in base32, and an address that apps read', () => {
    const secret = newTotpSecret(random);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const address = new URL(totpAddress(secret, 'tiepnhan', 'phường Phước Long'));
    expect(address.protocol).toBe('otpauth:');
    expect(address.searchParams.get('secret')).toBe(secret);
    expect(address.searchParams.get('issuer')).toBe('Mot cua phuong Phuoc Long');
  });

  it('of recovery are ten different ones, kept as a fingerprint bound to the account', () => {
    const codes = newRecoveryCodes(random);
    expect(new Set(codes).size).toBe(10);
    const keys = signInKeys(new Uint8Array(32), random);
    const place = { homeUnitId: 'u', accountId: 'a' };
    const code = codes[0] as string;
    expect(recoveryCodeHash(keys, place, code)).toBe(
      recoveryCodeHash(keys, place, code.toUpperCase().replace('-', ' ')),
    );
    expect(recoveryCodeHash(keys, place, code)).not.toBe(recoveryCodeHash(keys, { ...place, accountId: 'b' }, code));
  });
});
