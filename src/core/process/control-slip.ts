/**
 * What the control slip says (phiếu kiểm soát quá trình giải quyết hồ sơ): each hand-over of the dossier from one who had
 * it to the next, and whether the step before was in time.
 * @legalBasis TT 01/2018/TT-VPCP Mẫu 05; TT 03/2025/TT-VPCP Mẫu 06
 */
import type { LocalDateTime } from '../time/local-date-time.ts';
import type { Task } from './tasks.ts';

export interface ControlLine {
  readonly from: string;
  readonly to: string;
  readonly at: LocalDateTime;
  /** `Trước hạn`, `Đúng hạn`, `Quá hạn`; empty where the step has no date. */
  readonly outcome: string;
  readonly note: string;
}

/** Trước hạn, đúng hạn, quá hạn of a step, to the minute. */
export function stepOutcome(task: Pick<Task, 'dueAt' | 'doneAt'>): string {
  if (task.doneAt === null || task.dueAt === null) return '';
  return task.doneAt < task.dueAt ? 'Trước hạn' : task.doneAt === task.dueAt ? 'Đúng hạn' : 'Quá hạn';
}

/**
 * One line for each time the dossier changed hands, in order.
 * @param whoHas names the one who has or had a task
 */
export function controlLines(
  tasks: readonly Task[],
  applicant: string,
  whoHas: (task: Task) => string,
): readonly ControlLine[] {
  const lines: ControlLine[] = [];
  // A fee taken afterwards moves money, not the dossier.
  const steps = tasks.filter((task) => task.kind !== 'collect');
  for (const [index, task] of steps.entries()) {
    const before = steps[index - 1];
    const note =
      task.state === 'onHold' ? 'Đang dừng tính' : before?.outcome === 'returnDraft' ? 'Trả lại dự thảo' : '';
    lines.push({
      from: before === undefined ? applicant : whoHas(before),
      to: whoHas(task),
      at: task.openedAt,
      outcome: before === undefined ? '' : stepOutcome(before),
      note,
    });
  }
  const last = steps.at(-1);
  if (last !== undefined && last.kind === 'handOver' && last.state === 'done' && last.doneAt !== null)
    lines.push({ from: whoHas(last), to: applicant, at: last.doneAt, outcome: stepOutcome(last), note: 'Trả kết quả' });
  return lines;
}
