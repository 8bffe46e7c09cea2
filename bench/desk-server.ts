/**
 * The desk as a program of its own on a folder: `node desk-server.mjs FOLDER`. Prints `port N`, serves until its standard
 * input ends or it is killed.
 */
import type { Instant } from '../src/core/time/local-date-time.ts';
import { systemRandom } from '../src/services/random.ts';
import { signInKeys } from '../src/services/sign-in-keys.ts';
import { loadWebKey } from '../src/services/web-key.ts';
import { openStore } from '../src/store/open.ts';
import { packageRoot } from '../src/store/package-root.ts';
import { createApp } from '../src/web/app.ts';
import { loadAssets } from '../src/web/assets.ts';
import { startServer } from '../src/web/server.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const dataFolder = process.argv[2] ?? '';
const store = await openStore({ dataFolder, say: (text) => print(`say ${text}`) });
const app = createApp({
  installation: { store, clock: { now: () => new Date().toISOString() as Instant } },
  random: systemRandom,
  keys: signInKeys(loadWebKey(dataFolder, systemRandom), systemRandom),
  settings: { trustProxy: true, unitName: 'phường Mẫu Tải' },
  assets: loadAssets(packageRoot()),
  log: () => {},
  reportFault: (_id, error) => print(`fault ${error instanceof Error ? error.message : String(error)}`),
});
const server = await startServer(app, { port: 0, host: '127.0.0.1' });
print(`port ${server.port}`);
process.stdin
  .on('end', async () => {
    await server.stop(2000);
    await store.close();
    process.exit(0);
  })
  .resume();
