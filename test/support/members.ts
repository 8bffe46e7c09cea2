/** Programs that are members of a data folder's server (`src/store/testing/member.ts`), for the tests of the server. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { packageRoot } from '../../src/store/package-root.ts';
import { sleep } from '../../src/store/server/processes.ts';
import { bundleProgram, type Program, type ProgramOptions, runProgram } from './program.ts';

export const MEMBER_SOURCE = join(packageRoot(), 'src', 'store', 'testing', 'member.ts');

const programs: Program[] = [];

export async function startMember(
  folder: string,
  options: ProgramOptions & { bundle?: string } = {},
): Promise<Program> {
  const program = runProgram(options.bundle ?? (await bundleProgram(MEMBER_SOURCE)), [folder], options);
  programs.push(program);
  return program;
}

/** Starts a member and waits until its store is open. */
export async function openMember(folder: string, options: Parameters<typeof startMember>[1] = {}): Promise<Program> {
  const program = await startMember(folder, options);
  await program.says('open');
  return program;
}

/** When the server began that the program is connected to. */
export async function serverOf(program: Program): Promise<string> {
  return (await program.says('open')).split(' ').slice(2).join(' ');
}

/** Sends a query. @returns the answer's line, which begins with `rows` or `failed` */
export async function ask(program: Program, sql: string): Promise<string> {
  const before = program.lines.filter((line) => /^(rows|failed)/.test(line)).length;
  program.tell(sql);
  for (;;) {
    const answers = program.lines.filter((line) => /^(rows|failed)/.test(line));
    if (answers.length > before) return answers[before] as string;
    if (program.process.exitCode !== null) throw new Error(`Ended without an answer:\n${program.lines.join('\n')}`);
    await sleep(5);
  }
}

export async function closeMember(program: Program): Promise<void> {
  program.tell('close');
  await program.says('closed');
  expect(await program.ended).toBe(0);
}

/** For afterEach: ends what a failed test left. */
export async function killMembers(): Promise<void> {
  for (const program of programs.splice(0)) {
    program.process.kill('SIGKILL');
    await program.ended;
  }
}

export async function until(condition: () => boolean, milliseconds = 15_000): Promise<void> {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > milliseconds) throw new Error('The awaited did not come in time.');
    await sleep(20);
  }
}
