/** Randomness (ngẫu nhiên) as something that is handed in, so that a test can repeat what a service did. */
import { randomBytes } from 'node:crypto';

export interface Random {
  /** Bytes that nobody can guess. */
  bytes(count: number): Uint8Array;
}

/** The operating system's randomness; the composition root hands it in. */
export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

/** Text without characters that need escaping, four for three bytes. */
export function randomText(random: Random, byteCount: number): string {
  return Buffer.from(random.bytes(byteCount)).toString('base64url');
}

/** A random identifier, UUID version 4. */
export function randomId(random: Random): string {
  const bytes = Buffer.from(random.bytes(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
