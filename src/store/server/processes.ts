/**
 * Which processes live. A process is told by its id *and* its start, because ids are used again: a lock of a process
 * that was killed must not come alive when a stranger gets its number.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const HAS_PROC = process.platform === 'linux';

/** When a process began, in a form that can stand in a file name; undefined when it is gone or only a zombie. */
export function processStart(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (HAS_PROC) {
    try {
      // The name in field 2 may hold spaces and brackets, so the count begins after its closing bracket.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const state = fields[0];
      return state === 'Z' || state === 'X' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    if (line === '' || line.startsWith('Z')) return undefined;
    return line.replace(/^\S+\s+/, '').replace(/[^A-Za-z0-9]+/g, '');
  } catch {
    return undefined;
  }
}

/** Whether the process that had this id and this start still runs. */
export function isAlive(pid: number, start: string): boolean {
  return processStart(pid) === start;
}

/**
 * The processes that work inside a folder. A database server and each of its sessions has its data folder as working
 * directory, which is how an orphan session is known. Where the system does not tell (not Linux), only the process that
 * the server itself wrote down can be found, and the list is empty.
 */
export function processesInside(folder: string): number[] {
  if (!HAS_PROC) return [];
  const inside: number[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const cwd = readlinkSync(`/proc/${pid}/cwd`);
      if ((cwd === folder || cwd === `${folder} (deleted)`) && processStart(pid) !== undefined) inside.push(pid);
    } catch {
      // gone meanwhile, or of another user
    }
  }
  return inside;
}

/** Whether this process is a database server working in the folder. */
export function isServerOf(pid: number, folder: string): boolean {
  if (processStart(pid) === undefined) return false;
  if (HAS_PROC) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  }
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(folder);
  } catch {
    return false;
  }
}

/** Whether the number is taken at all, be it by a process that has ended and waits to be collected. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal; false when the process is gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
