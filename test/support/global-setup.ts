/** Once a run: names the run's folder, sweeps what killed runs left, and at the end stops and removes everything. */
import type { TestProject } from 'vitest/node';
import { dropTestDatabases } from './external.ts';
import { nameRunFolder, removeRunFolder, sweepDeadRuns } from './run-folder.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = nameRunFolder();
  project.provide('motcuaRunFolder', folder);
  await sweepDeadRuns();
  return async () => {
    await dropTestDatabases(folder);
    await removeRunFolder(folder);
  };
}
