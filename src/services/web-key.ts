/** The installation's secret key as a file of its data folder (tệp khóa), made at first use, readable by its owner only. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from './errors.ts';
import type { Random } from './random.ts';
import { KEY_BYTES } from './sign-in-keys.ts';

const FILE = 'web-key';

/**
 * Reads the key, or makes it. Without it the second factors of all accounts have to be set up again, so it belongs into
 * every backup.
 * @throws ServiceError for a damaged file
 */
export function loadWebKey(dataFolder: string, random: Random): Uint8Array {
  const path = join(dataFolder, FILE);
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, `${Buffer.from(random.bytes(KEY_BYTES)).toString('base64')}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new ServiceError('KEY_UNWRITABLE', `Không ghi được tệp khóa «${path}»: ${(error as Error).message}`);
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new ServiceError(
      'BAD_KEY',
      `Tệp khóa «${path}» bị hỏng. Hãy khôi phục tệp này từ bản sao lưu; nếu không còn, xóa tệp rồi đặt lại xác thực bước hai cho mọi tài khoản.`,
    );
  return key;
}
