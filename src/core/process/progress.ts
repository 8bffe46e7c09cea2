/**
 * How far the result (kết quả) of a dossier has come — draft, approval, number, issue — and what the office's own rules
 * ask of an act beyond the national table of states.
 */
import type { Refusal, StandingAct } from '../dossier/dossier.ts';
import { formatLocal, type LocalDateTime } from '../time/local-date-time.ts';
import type { InternalProcess } from './internal-process.ts';

export type ResultStage = 'none' | 'drafted' | 'approved' | 'numbered' | 'issued';

/** Tiến độ kết quả. */
export interface ResultProgress {
  readonly stage: ResultStage;
  /** Approvals given and needed (a process may ask for two signatures). */
  readonly approvals: number;
  readonly approvalsNeeded: number;
  /** Số, ký hiệu văn bản; null until numbered. */
  readonly documentNumber: string | null;
  readonly overdueExplained: boolean;
}

export function progressOf(process: InternalProcess, acts: readonly StandingAct[]): ResultProgress {
  const approvalsNeeded = process.steps.filter((step) => step.kind === 'approve').length;
  let stage: ResultStage = 'none';
  let approvals = 0;
  let documentNumber: string | null = null;
  let overdueExplained = false;
  for (const { act, data } of acts) {
    if (act === 'explainOverdue') overdueExplained = true;
    else if (act === 'draftResult') {
      approvals = 0;
      stage = approvalsNeeded === 0 ? 'approved' : 'drafted';
    } else if (act === 'returnDraft') {
      approvals = 0;
      stage = 'none';
      documentNumber = null;
    } else if (act === 'approveResult') {
      approvals += 1;
      stage = approvals >= approvalsNeeded ? 'approved' : 'drafted';
    } else if (act === 'numberResult') {
      stage = 'numbered';
      documentNumber = data.document ?? null;
    } else if (act === 'resolve') stage = 'issued';
  }
  return { stage, approvals, approvalsNeeded, documentNumber, overdueExplained };
}

const STAGE_WORDS = {
  none: 'chưa có dự thảo',
  drafted: 'đã có dự thảo, chờ phê duyệt',
  approved: 'đã được phê duyệt',
  numbered: 'đã có số',
  issued: 'đã phát hành',
} as const satisfies Record<ResultStage, string>;

/** In which stages alone an act makes sense; acts that are not here do not depend on the result. */
const STAGES: Readonly<Record<string, readonly ResultStage[]>> = {
  draftResult: ['none'],
  returnDraft: ['drafted', 'approved'],
  approveResult: ['drafted'],
  numberResult: ['approved'],
  resolve: ['approved', 'numbered'],
};

export interface WorkContext {
  readonly progress: ResultProgress;
  /** Hạn trả as it stands; null where the dossier has none. */
  readonly dueAt: LocalDateTime | null;
  /** When the act happens. */
  readonly happenedAt: LocalDateTime;
}

export interface WorkCommand {
  readonly act: string;
  readonly newDueAt?: LocalDateTime | undefined;
  /** The result carries no number of its own. */
  readonly unnumbered?: boolean;
  readonly cause?: string | undefined;
}

/** What of an act speaks against it whatever is filled in: the stage of the result. */
export function stageRefusals(progress: ResultProgress, act: string, label: string): readonly Refusal[] {
  const stages = STAGES[act];
  if (stages === undefined || stages.includes(progress.stage)) return [];
  return [
    {
      code: 'REQUIRES_STATE',
      message: `Chưa thể «${label}»: kết quả ${STAGE_WORDS[progress.stage]}; việc này làm khi kết quả ${stages.map((stage) => STAGE_WORDS[stage]).join(' hoặc ')}.`,
    },
  ];
}

/** Whether a dossier that gets its result at an instant is late, and so needs a cause. */
export const isLate = (context: Pick<WorkContext, 'dueAt' | 'happenedAt'>): boolean =>
  context.dueAt !== null && context.happenedAt > context.dueAt;

/** Lý do chưa làm được theo quy định nội bộ: all of them at once; empty when nothing speaks against it. */
export function workRefusals(context: WorkContext, command: WorkCommand, label: string): readonly Refusal[] {
  const refusals: Refusal[] = [...stageRefusals(context.progress, command.act, label)];
  if (command.act === 'resolve') {
    if (context.progress.stage === 'approved' && command.unnumbered !== true) {
      refusals.push({
        code: 'REQUIRES_STATE',
        message: 'Kết quả chưa có số: cho số trước, hoặc đánh dấu «Kết quả không cấp số riêng».',
      });
    }
    if (isLate(context) && !context.progress.overdueExplained && (command.cause ?? '').trim() === '') {
      refusals.push({
        code: 'MISSING_DATA',
        message: `Hồ sơ đã quá hạn trả (${formatLocal(context.dueAt as LocalDateTime)}): ghi nguyên nhân quá hạn rồi mới kết thúc.`,
      });
    }
  }
  if (command.act === 'reschedule' && command.newDueAt !== undefined) {
    const { dueAt, happenedAt } = context;
    if (command.newDueAt <= happenedAt)
      refusals.push({
        code: 'MISSING_DATA',
        message: `Ngày hẹn lại ${formatLocal(command.newDueAt)} đã qua; chọn ngày sau hôm nay.`,
      });
    if (dueAt !== null && command.newDueAt <= dueAt)
      refusals.push({
        code: 'MISSING_DATA',
        message: `Ngày hẹn lại ${formatLocal(command.newDueAt)} không muộn hơn hạn đang có (${formatLocal(dueAt)}).`,
      });
  }
  return refusals;
}
