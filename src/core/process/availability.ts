/** Which acts of the desk an officer can do with a dossier now (việc được làm): what is not here would be refused. */
import type { DossierDefinition } from '../dossier/definition.ts';
import { type Dossier, decide, type Refusal } from '../dossier/dossier.ts';
import { type Dong, formatDong } from '../money/dong.ts';
import type { LocalDateTime } from '../time/local-date-time.ts';
import { DESK_ACTS, type DeskAct, type DeskField, TAKE_UP } from './desk-acts.ts';
import { OWING_STATES } from './inbox.ts';
import { isLate, type ResultProgress, stageRefusals } from './progress.ts';
import { currentTask, type Task } from './tasks.ts';

export interface DeskContext {
  readonly definition: DossierDefinition;
  readonly dossier: Dossier;
  readonly progress: ResultProgress;
  readonly tasks: readonly Task[];
  /** Hạn trả; null where there is none. */
  readonly dueAt: LocalDateTime | null;
  readonly now: LocalDateTime;
}

/** Everything that speaks against an act before anything is filled in; all reasons at once, empty when it can be done. */
export function standingRefusals(context: DeskContext, act: DeskAct): readonly Refusal[] {
  const { definition, dossier, progress, now } = context;
  const refuse = (message: string): Refusal => ({ code: 'FORBIDDEN_IN_STATE', message });
  const task = currentTask(context.tasks);
  if (act.act === TAKE_UP) {
    return task?.kind === 'process' && task.assignee === null && task.state === 'open'
      ? []
      : [refuse('Hồ sơ không có bước thẩm định nào đang chờ người nhận.')];
  }
  // What is still to be filled in is asked for by the form, not held against the act.
  const decision = decide(definition, dossier, { act: act.act, happenedAt: now, data: {} }, now);
  const refusals = decision.accepted ? [] : decision.refusals.filter((refusal) => refusal.code !== 'MISSING_DATA');
  const own: Refusal[] = [];
  switch (act.act) {
    case 'assign':
      if (task === undefined) own.push(refuse('Hồ sơ không còn bước nào để giao.'));
      break;
    case 'explainOverdue':
      if (progress.overdueExplained) own.push(refuse('Nguyên nhân quá hạn đã được ghi.'));
      else if (!isLate({ dueAt: context.dueAt, happenedAt: dossier.resolvedAt ?? now }))
        own.push(refuse('Hồ sơ không quá hạn.'));
      break;
    case 'returnUndelivered':
      if (dossier.handedOverAt !== null && dossier.handOverChannel !== 'post')
        own.push(refuse('Kết quả không gửi qua bưu chính nên không có chuyển hoàn. Trả nhầm thì hoàn tác việc trả.'));
      break;
    case 'recordPayment':
    case 'exempt':
      if (dossier.feeDue === 0) own.push(refuse('Hồ sơ không có phí, lệ phí phải nộp.'));
      break;
  }
  return [...refusals, ...stageRefusals(progress, act.act, act.label), ...own];
}

/** Whether the applicant has still to pay (còn phải thu phí, lệ phí), asked for or not. */
export const stillOwes = ({ feeDue, states }: Pick<Dossier, 'feeDue' | 'states'>): boolean =>
  feeDue > 0 && (states.payment === 'notRequested' || (OWING_STATES as readonly string[]).includes(states.payment));

/** A part of a linked application (phần của hồ sơ liên thông), as far as whoever ends the whole has to know it. */
export interface LinkedPart {
  readonly relation: string;
  readonly authority: string;
  readonly part: string;
  readonly businessState: string;
}

/**
 * What whoever does an act should know first, though it does not forbid it (lưu ý). An authority may tell its end elsewhere:
 * a part that is still open here is warned of, not held against the result of the whole.
 */
export function cautions(
  { definition, dossier }: DeskContext,
  act: DeskAct,
  linked: readonly LinkedPart[] = [],
): readonly string[] {
  const found: string[] = [];
  if (act.act === 'handOver' && stillOwes(dossier))
    found.push(
      `Hồ sơ còn ${formatDong(dossier.feeDue as Dong)} phí, lệ phí chưa thu. Thu ngân thu hoặc ghi miễn trước khi trả kết quả; trả rồi hồ sơ vẫn nằm trong hộp «Thu phí» cho đến khi thu đủ.`,
    );
  const open = linked.filter(
    ({ relation, businessState }) =>
      relation === 'child' && !['ended', 'resolved'].includes(definition.clock[businessState] ?? ''),
  );
  if (act.act === 'resolve' && open.length > 0)
    found.push(
      `Còn ${open.length} phần của hồ sơ liên thông chưa có kết quả: ${open.map(({ authority, part }) => `${authority}: ${part}`).join('; ')}. Phát hành là cả hồ sơ đã giải quyết xong; chỉ phát hành khi đã nhận kết quả của các cơ quan đó.`,
    );
  return found;
}

/** The acts that can be done now by whoever may. @param may whether the officer has a permission in the dossier's unit */
export function availableActs(
  context: DeskContext,
  may: (permission: DeskAct['permissions'][number]) => boolean,
): readonly DeskAct[] {
  return DESK_ACTS.filter((act) => act.permissions.some(may) && standingRefusals(context, act).length === 0);
}

/** Acts by which the unit ends a dossier: a late one needs its cause first. An applicant who withdraws owes none. */
const ENDING_ACTS: readonly string[] = ['resolve', 'discontinue'];

/** What the form of an act asks now: causes only of what is late, the box for unnumbered results only where there is no number. */
export function fieldsNow(context: DeskContext, act: DeskAct): readonly DeskField[] {
  if (!ENDING_ACTS.includes(act.act)) return act.fields;
  const late =
    isLate({ dueAt: context.dueAt, happenedAt: context.now }) &&
    // While the clock stands still the due instant has still to move.
    context.dossier.clock === 'running' &&
    !context.progress.overdueExplained;
  return act.fields.filter((field) => {
    if (field.name === 'unnumbered') return context.progress.stage === 'approved';
    // The reason for discontinuing is asked whether or not it is late, and says the cause in words.
    return field.name === 'cause' || (act.act === 'resolve' && field.name === 'reason') ? late : true;
  });
}
