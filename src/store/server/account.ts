/**
 * Under which account the database server runs. PostgreSQL refuses to run as root, rightly; started by root it runs as
 * an account without rights. Folders that this account cannot reach (a project below a closed home) are replaced by
 * ones under {@link SYSTEM_FOLDER}.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { explainFileError, messageOf, StoreError } from '../errors.ts';
import { makeFolders } from '../make-folders.ts';

/** The account `nobody`, which every Unix has and which owns nothing. */
export const UNPRIVILEGED_ID = 65534;

/** Where root keeps what the unprivileged account must reach. */
export const SYSTEM_FOLDER = '/var/lib/motcua';

/** The account of the server process; undefined: the one that runs this program. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Gives a file or folder to the account of the server. */
export function giveTo(account: Account, path: string): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

/** What a child needs to run under the account; the environment is bare, so that no locale and no PG* setting leaks in. */
export function spawnAs(account: Account): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  return { ...(account ?? {}), env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
}

/**
 * Whether the account can enter `folder`. It is tried, not computed from permission bits, so access lists and mount
 * options count too.
 * @throws StoreError `cannotLeaveRoot` when the system does not let root become another account at all
 */
export function canEnter(account: Account, folder: string): boolean {
  if (account === undefined) return true;
  const result = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...spawnAs(account),
    cwd: '/',
    stdio: 'ignore',
  });
  if (result.error !== undefined) {
    throw new StoreError(
      'cannotLeaveRoot',
      `Đang chạy bằng root nhưng hệ thống không cho chuyển sang tài khoản thường (${messageOf(result.error)}): hãy chạy bằng một tài khoản thường, hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL.`,
      result.error,
    );
  }
  return result.status === 0;
}

/** Makes a folder with its parents; what already is stays as it is. */
export function makeFolder(path: string, mode: number): void {
  try {
    makeFolders(dirname(path));
    mkdirSync(path, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainFileError(error, path);
  }
}
