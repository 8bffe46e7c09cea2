import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleProgram, runProgram } from '../../../test/support/program.ts';
import { testFolder } from '../../../test/support/run-folder.ts';
import { packageRoot } from '../package-root.ts';
import { exclusively } from './mutex.ts';
import { isAlive, processStart, sleep } from './processes.ts';

describe('one at a time', () => {
  it('of many programs at once, none loses a step of another', async () => {
    const folder = testFolder();
    const file = join(testFolder(), 'number');
    writeFileSync(file, '0');
    const claimant = await bundleProgram(join(packageRoot(), 'src', 'store', 'testing', 'claimant.ts'));
    const programs = Array.from({ length: 3 }, () => runProgram(claimant, [folder, file, '1500']));
    await Promise.all(programs.map((program) => program.says('ready')));
    for (const program of programs) program.tell('go');
    expect(await Promise.all(programs.map((program) => program.ended))).toEqual([0, 0, 0]);
    expect(readFileSync(file, 'utf8')).toBe('4500');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('also within one program, and in spite of errors', async () => {
    const folder = testFolder();
    let inside = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, number) =>
        exclusively(folder, async () => {
          inside += 1;
          expect(inside).toBe(1);
          await sleep(5);
          inside -= 1;
          if (number % 2 === 0) throw new Error('of the task');
        }),
      ),
    );
    expect(results.filter((result) => result.status === 'rejected').length).toBe(3);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('whoever waits too long is told for whom', async () => {
    const folder = testFolder();
    await exclusively(folder, async () => {
      await expect(exclusively(folder, async () => {}, 100)).rejects.toMatchObject({
        code: 'busy',
        message: expect.stringContaining(String(process.pid)),
      });
    });
  });
});

describe('a process', () => {
  it('is told by its number and its start', () => {
    const start = processStart(process.pid) as string;
    expect(start).toMatch(/^[A-Za-z0-9]+$/);
    expect(isAlive(process.pid, start)).toBe(true);
    expect(isAlive(process.pid, `${start}1`)).toBe(false);
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 22 + 1]) expect(processStart(pid)).toBeUndefined();
  });
});
