/**
 * Only one program at a time starts, joins or leaves the server of a folder.
 *
 * Node has no kernel lock to offer, and a lock file that is broken when its owner is dead has a race between two
 * breakers. So nothing is ever broken: each program puts down a claim of its own whose *name* tells its process, then
 * looks whether another living claim lies there, and takes its own back if so. Claims of dead processes count for
 * nothing and are swept. Of two that claim at once, at least one sees the other, so never do both go on.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { explainFileError, StoreError } from '../errors.ts';
import { isAlive, processStart, sleep } from './processes.ts';

const CLAIM = /^claim-(\d+)-([A-Za-z0-9]+)-[0-9a-f]+$/;

/** Longest wait for another program, milliseconds: a crash recovery of a large database takes minutes. */
export const LONGEST_WAIT = 180_000;

/**
 * Runs `task` while no other program runs one on the same folder.
 * @param folder an existing folder that only the programs of this data folder can write
 * @throws StoreError `busy` when another living program does not finish within `longestWait` milliseconds
 */
export async function exclusively<T>(folder: string, task: () => Promise<T>, longestWait = LONGEST_WAIT): Promise<T> {
  const claim = await acquire(folder, longestWait);
  try {
    return await task();
  } finally {
    rmSync(claim, { force: true });
  }
}

async function acquire(folder: string, longestWait: number): Promise<string> {
  const start = processStart(process.pid);
  if (start === undefined) throw new Error('Không đọc được thời điểm bắt đầu của tiến trình này.');
  const claim = `claim-${process.pid}-${start}-${randomBytes(6).toString('hex')}`;
  const giveUpAt = performance.now() + longestWait;
  for (;;) {
    if (others(folder, claim).length === 0) {
      put(join(folder, claim));
      if (others(folder, claim).length === 0) return join(folder, claim);
      rmSync(join(folder, claim), { force: true });
    }
    if (performance.now() > giveUpAt) {
      const holder = others(folder, claim)[0];
      throw new StoreError(
        'busy',
        `Chương trình khác${holder === undefined ? '' : ` (tiến trình ${holder})`} đang mở hoặc đóng dữ liệu tại «${folder}» quá lâu: hãy đợi nó xong rồi chạy lại.`,
      );
    }
    // Uneven waits, so that two that met do not meet again.
    await sleep(3 + Math.random() * 25);
  }
}

function put(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** The process ids of other living claims. */
function others(folder: string, own: string): number[] {
  const living: number[] = [];
  for (const name of readdirSync(folder)) {
    const match = CLAIM.exec(name);
    if (match === null || name === own) continue;
    if (isAlive(Number(match[1]), match[2] as string)) living.push(Number(match[1]));
    else rmSync(join(folder, name), { force: true });
  }
  return living;
}
