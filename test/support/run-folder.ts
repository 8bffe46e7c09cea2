/**
 * The folder of one run of the tests, named after the process that runs them. Everything that a test leaves on disk or
 * running lies below it; what a run that was killed left is swept by the next one.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { packageRoot } from '../../src/store/package-root.ts';
import { isAlive, isServerOf, processesInside, processStart, signal, sleep } from '../../src/store/server/processes.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    motcuaRunFolder: string;
  }
}

const RUN_FOLDER = /^motcua-test-(\d+)-([A-Za-z0-9]+)$/;

export function nameRunFolder(): string {
  return join(realpathSync(tmpdir()), `motcua-test-${process.pid}-${processStart(process.pid) ?? 'x'}`);
}

/** The folder of this run; made when it is first asked for. */
export function runFolder(): string {
  const folder = inject('motcuaRunFolder');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** A new empty folder for one test. Servers that the test forgets in it are stopped when the run ends. */
export function testFolder(prefix = 'folder-'): string {
  const folder = mkdtempSync(join(runFolder(), prefix));
  // Open to the account that the server runs under when the tests are run by root.
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * Where a run bundles the programs it starts: beside the installed packages, so that they find these and their own package.
 */
export function bundleFolder(folder: string): string {
  return join(packageRoot(), 'node_modules', '.cache', 'motcua-test', basename(folder));
}

/** Ends what runs below the folder and removes it, with the run's bundles. */
export async function removeRunFolder(folder: string): Promise<void> {
  rmSync(bundleFolder(folder), { recursive: true, force: true });
  for (const data of databasesBelow(folder, 4)) await endServer(data);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes the folders of runs whose process is gone. */
export async function sweepDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const match = RUN_FOLDER.exec(name);
    if (match === null || isAlive(Number(match[1]), match[2] as string)) continue;
    await removeRunFolder(join(realpathSync(tmpdir()), name)).catch(() => {
      // of another user: theirs to sweep
    });
  }
}

/** Ends a server and its sessions at once, without the care that data of worth would need. */
export async function endServer(data: string): Promise<void> {
  const pid = serverIn(data);
  if (pid !== undefined) signal(pid, 'SIGQUIT');
  for (let round = 0; round < 400; round += 1) {
    const left = processesInside(data);
    if (left.length === 0 && (pid === undefined || processStart(pid) === undefined)) return;
    if (round > 200) for (const one of left) signal(one, 'SIGKILL');
    await sleep(10);
  }
}

/** The process of the server that works in a database folder. */
export function serverIn(data: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
    return isServerOf(pid, data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function databasesBelow(folder: string, depth: number): string[] {
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    return [];
  }
  if (entries.includes('PG_VERSION')) return [folder];
  return depth === 0 ? [] : entries.flatMap((name) => databasesBelow(join(folder, name), depth - 1));
}
