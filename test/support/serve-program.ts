/**
 * `motcua serve` as a program of its own, to be told to stop and to be killed.
 *   node serve-program.mjs DATA PORT [demo | code LOGIN]
 */

import type { CommandContext } from '../../src/cli/io.ts';
import { runSampleCode, runServe } from '../../src/cli/serve.ts';
import type { Instant } from '../../src/core/time/local-date-time.ts';
import { ensureSampleTree, type Installation } from '../../src/services/installation.ts';
import { openStore } from '../../src/store/open.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import { startWeb } from '../../src/web/start.ts';

const [, , dataFolder = '', port = '0', mode = '', loginName = ''] = process.argv;
const clock = { now: () => new Date().toISOString() as Instant };
let opened: Installation | undefined;
const context: CommandContext = {
  io: {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    columns: 100,
    interactive: false,
    color: false,
  },
  place: { dataFolder, say: () => {} },
  actor: 'thử',
  packageRoot: packageRoot(),
  open: async () => {
    const store = await openStore({ dataFolder });
    opened = { store, clock };
    await ensureSampleTree(opened);
    return opened;
  },
};
try {
  process.exitCode =
    mode === 'code'
      ? await runSampleCode({ loginName }, context)
      : await runServe({ port: Number(port), host: '127.0.0.1', demo: mode === 'demo' }, context, startWeb);
} catch (error) {
  process.stdout.write(`refused ${(error as { code?: string }).code} ${(error as Error).message}\n`);
  process.exitCode = 2;
} finally {
  await opened?.store.close();
}
