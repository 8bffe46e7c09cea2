/** Once a run: names the run's folder, sweeps what killed runs left, and at the end stops and removes everything. */
import { mkdirSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { dropTestDatabases } from './external.ts';
import { startSystemPostgres } from './postgres15.ts';
import { nameRunFolder, removeRunFolder, sweepDeadRuns } from './run-folder.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = nameRunFolder();
  project.provide('motcuaRunFolder', folder);
  await sweepDeadRuns();
  const major = process.env['MOTCUA_TEST_POSTGRES'] ?? '';
  let url = process.env['MOTCUA_TEST_DATABASE_URL'] ?? '';
  if (major !== '') {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    url = (await startSystemPostgres(folder, major)).url;
  }
  project.provide('motcuaDatabaseUrl', url);
  return async () => {
    if (url !== '') await dropTestDatabases(url, folder);
    await removeRunFolder(folder);
  };
}
