/**
 * A program for the test of the mutex: adds one to the number in a file, many times, each time alone.
 *   node claimant.mjs FOLDER FILE TIMES
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { exclusively } from '../server/mutex.ts';

const [, , folder = '', file = '', times = '0'] = process.argv;
process.stdout.write('ready\n');
await new Promise<void>((resolve) => process.stdin.once('data', () => resolve()));
for (let count = 0; count < Number(times); count += 1) {
  await exclusively(folder, async () => {
    // Reading and writing apart: whoever is not alone here loses a step.
    writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1));
  });
}
process.stdout.write('done\n');
process.stdin.destroy();
