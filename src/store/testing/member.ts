/**
 * A program for the tests of the server: opens the store of a folder, says so, and leaves when told, by a line or a signal.
 *   node member.mjs FOLDER MIGRATIONS
 */
import { createInterface } from 'node:readline';
import { messageOf, StoreError } from '../errors.ts';
import { openStore } from '../open.ts';

const [, , dataFolder = '', migrationsFolder] = process.argv;
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

try {
  const databaseUrl = process.env['DATABASE_URL'];
  const store = await openStore({
    dataFolder,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(migrationsFolder === undefined || migrationsFolder === '' ? {} : { migrationsFolder }),
    say: (line) => print(`say ${line}`),
  });
  const { rows } = await store.pool.query('select pg_postmaster_start_time()::text as started, current_user as me');
  print(`open ${rows[0].me} ${rows[0].started}`);
  const commands = createInterface({ input: process.stdin });
  // Whoever started this program is gone, so it goes too.
  commands.on('close', () => void store.close());
  commands.on('line', async (line) => {
    if (line === 'close') {
      await store.close();
      print('closed');
      process.stdin.destroy();
      return;
    }
    try {
      const found = await store.withOwner((owner) => owner.query(line));
      print(`rows ${JSON.stringify(found.rows)}`);
    } catch (error) {
      const explained = store.explain(error);
      print(`failed ${explained instanceof StoreError ? explained.code : 'other'} ${messageOf(explained)}`);
    }
  });
} catch (error) {
  print(error instanceof StoreError ? `refused ${error.code} ${error.message}` : `bug ${messageOf(error)}`);
  process.exitCode = error instanceof StoreError ? error.exitCode : 3;
}
