/** Who can be given the present step of a dossier (người nhận việc phải có vai trò gì). */
import type { Role } from '../access/permissions.ts';
import { type InternalProcess, stepAfter } from './internal-process.ts';
import { currentTask, type Task } from './tasks.ts';

/** The role of the step that giving work now is about: after an assignment the step of work, else the waiting one. */
export function roleToAssign(process: InternalProcess, tasks: readonly Task[]): Role | null {
  const task = currentTask(tasks);
  if (task === undefined) return null;
  return task.kind === 'assign' ? (stepAfter(process, task.step, ['process'])?.role ?? 'specialist') : task.role;
}
