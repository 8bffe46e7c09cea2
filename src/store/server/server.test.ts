import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleProgram, runProgram } from '../../../test/support/program.ts';
import { serverIn, testFolder } from '../../../test/support/run-folder.ts';
import { packageRoot } from '../package-root.ts';

const member = await bundleProgram(join(packageRoot(), 'src/store/testing/member.ts'));

it('serves', async () => {
  const folder = testFolder();
  const t0 = performance.now();
  const one = runProgram(member, [folder]);
  console.log(await one.says('open'), performance.now() - t0);
  const two = runProgram(member, [folder]);
  console.log(await two.says('open'), performance.now() - t0);
  one.tell('close');
  await one.says('closed');
  expect(await one.ended).toBe(0);
  expect(serverIn(join(folder, 'pg'))).toBeDefined();
  two.tell('select 1 as a');
  console.log(await two.says('rows'), performance.now() - t0);
  two.process.kill('SIGTERM');
  expect(await two.ended).toBe('SIGTERM');
  console.log(two.lines, performance.now() - t0);
  expect(serverIn(join(folder, 'pg'))).toBeUndefined();
});
