/**
 * Doing an act of the desk (làm một việc trên hồ sơ): permission, the office's rules and the table of states first, then
 * number, events, tasks, recipient and audit in one transaction. All reasons against it come back at once.
 */
import { type Refusal, standingActs } from '../../core/dossier/dossier.ts';
import type { EventData } from '../../core/dossier/event.ts';
import { roleToAssign } from '../../core/process/assignment.ts';
import { fieldsNow, standingRefusals } from '../../core/process/availability.ts';
import { type DeskAct, type DeskValues, TAKE_UP } from '../../core/process/desk-acts.ts';
import { causeLabel, type FieldErrors, readDeskValues } from '../../core/process/desk-values.ts';
import {
  ACTS_WITHOUT_FIGURES,
  type ActualTimeField,
  type ActualTimeQuestion,
  lastToFollow,
  type RawActualTime,
} from '../../core/process/late-recording.ts';
import { workRefusals } from '../../core/process/progress.ts';
import { slipNumber } from '../../core/reception/slip.ts';
import { formatLocal, fromInstant, type LocalDateTime, toInstant } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { latestNumber, takeNumber } from '../../store/documents.ts';
import { insertHandOver } from '../../store/notes.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { type ActualTime, checkActualTime } from '../late-recording.ts';
import { once } from '../once.ts';
import { type Act, beginRecording, finishRecording, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { issueActSlip, sendsSlip } from './act-slips.ts';
import { type DeskFile, loadDeskFile } from './desk-file.ts';
import { listOfficers, unfitReason } from './officers.ts';
import { requirePermission } from './permission.ts';
import { actLabel } from './undo-act.ts';

export interface ActDone {
  readonly ok: true;
  /** What happened, for the officer: one sentence. */
  readonly message: string;
  /** The number that was given to a document of the act. */
  readonly documentNumber: string | null;
  /** Where the officer gave an earlier time than the present one. */
  readonly late?: { readonly happenedAt: LocalDateTime; readonly reason: string };
}

export interface ActRefused {
  readonly ok: false;
  readonly refusals: readonly Refusal[];
  readonly errors: FieldErrors & Readonly<Partial<Record<ActualTimeField, string>>>;
  /** What about an earlier time the officer has to say yes to; answered ones are there too. */
  readonly questions?: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
}

/** Leaves the transaction without a trace, carrying the answer out. */
class NotDone extends Error {
  readonly answer: ActRefused;
  constructor(answer: ActRefused) {
    super('refused');
    this.answer = answer;
  }
}

export interface ActInput {
  readonly user: SignedIn;
  readonly dossierCode: string;
  readonly act: DeskAct;
  readonly values: DeskValues;
  /** When it happened, where not now (thời điểm thực tế). */
  readonly actual?: RawActualTime | undefined;
  /** The form's key: the same form again gives the first answer. */
  readonly formKey?: string | undefined;
}

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function performAct(installation: Installation, input: ActInput): Promise<ActDone | ActRefused> {
  const { user, act } = input;
  requirePermission(user, act.permissions);
  try {
    return await within(installation.store, [user.unitId], async (client) => {
      const recording = await beginRecording(client, installation.clock, user.unitId, user.loginName);
      const { answer } = await once(
        client,
        { user, formKey: input.formKey, act: `desk.${act.slug}` },
        recording.place.recordedAt,
        async () => {
          const done = await performWithin(recording, input);
          if (!done.ok) throw new NotDone(done);
          await finishRecording(recording, `desk.${act.act}`, {
            dossierCode: input.dossierCode,
            ...(done.late === undefined ? {} : { happenedAt: done.late.happenedAt, lateReason: done.late.reason }),
          });
          return done;
        },
      );
      return answer;
    });
  } catch (error) {
    if (error instanceof NotDone) return error.answer;
    throw error;
  }
}

/** {@link performAct} inside a recording that the caller closes. Nothing is written when it is refused. */
export async function performWithin(
  recording: Recording,
  input: Omit<ActInput, 'formKey'>,
): Promise<ActDone | ActRefused> {
  const { client, unitId, calendar, now } = recording;
  const { act } = input;
  const file = await loadDeskFile(client, { unitId, dossierCode: input.dossierCode, calendar, now });
  const { dossier } = file;
  const actual = await actualTimeOf(recording, file, input);
  const at = actual?.happenedAt ?? now;
  // An earlier time is judged by itself, in words that lead to its field.
  const context = { ...file.context, now: at };
  const standing = standingRefusals(context, act).filter(
    (refusal) => actual === null || refusal.code !== 'BEFORE_LAST_ACT',
  );
  if (standing.length > 0) return { ok: false, refusals: standing, errors: actual?.errors ?? {} };
  const values = act.act === TAKE_UP ? { assignee: input.user.loginName } : input.values;
  const fields = fieldsNow(context, act);
  const read = readDeskValues(act, fields, values, { calendar, feeDue: dossier.feeDue });
  const errors: Partial<Record<keyof ActRefused['errors'], string>> = { ...read.errors, ...actual?.errors };
  const assignee = act.act === TAKE_UP ? input.user.loginName : read.data.assignee;
  if (assignee !== undefined && errors.assignee === undefined) {
    const problem = await assigneeProblem(recording, file, assignee);
    if (problem !== undefined) errors.assignee = problem;
  }
  if (actual?.happenedAt !== undefined) {
    const field = act.act === 'numberResult' ? 'notation' : 'document';
    const problem = await lateNumberProblem(recording, act, input.values, read.data, at);
    if (problem !== undefined) errors[field] ??= problem;
  }
  const refusals = workRefusals(
    { progress: context.progress, dueAt: context.dueAt, happenedAt: at },
    { act: act.act, newDueAt: read.newDueAt, unnumbered: read.unnumbered, cause: read.cause },
    act.label,
  );
  // What a field already says is not said twice.
  const further = refusals.filter((refusal) => refusal.code !== 'MISSING_DATA' || Object.keys(errors).length === 0);
  if (Object.keys(errors).length > 0 || further.length > 0 || Object.keys(actual?.open ?? {}).length > 0)
    return { ok: false, refusals: further, errors, questions: actual?.questions ?? {} };

  const documentNumber = await numberFor(recording, file, act, input.values, read.data, at);
  const data: EventData = documentNumber === null ? read.data : { ...read.data, document: documentNumber };
  const outcome = await recordWithin(recording, {
    dossierCode: input.dossierCode,
    acts: actsFor(file, act, data, { at, assignee, cause: read.cause }).map((one) =>
      actual === null ? one : { ...one, data: { ...one.data, lateReason: actual.reason } },
    ),
  });
  if (!outcome.ok) return { ok: false, refusals: outcome.refusals, errors: {} };
  if (act.act === 'handOver') {
    await insertHandOver(
      client,
      unitId,
      file.dossierId,
      {
        eventSequence: outcome.lastSequence,
        recipientName: input.values.recipientName ?? '',
        recipientIdentity: input.values.recipientIdentity ?? '',
        relation: input.values.relation ?? '',
        trackingNumber: input.values.trackingNumber ?? '',
      },
      recording.place.recordedAt,
    );
  }
  const number = documentNumber === null ? '' : `, số ${documentNumber}`;
  const when = actual === null ? '' : `, xảy ra lúc ${formatLocal(at)}`;
  return {
    ok: true,
    message: `Đã ghi «${act.label}» cho hồ sơ ${input.dossierCode}${number}${when}.`,
    documentNumber,
    ...(actual === null ? {} : { late: { happenedAt: at, reason: actual.reason } }),
  };
}

/** The act of the log that an act of the desk stands for. */
const logAct = (act: DeskAct): string => (act.act === TAKE_UP ? 'assign' : act.act);

function actualTimeOf(
  { client, calendar, now }: Recording,
  file: DeskFile,
  { user, act, actual }: Omit<ActInput, 'formKey'>,
): Promise<ActualTime | null> {
  const acts = standingActs(file.events);
  const follows = lastToFollow(NATIONAL_DOSSIER, acts, logAct(act));
  return checkActualTime(client, {
    user,
    raw: actual,
    now,
    calendar,
    label: act.label,
    figures: !ACTS_WITHOUT_FIGURES.has(logAct(act)),
    order: (happenedAt) => ({
      follows: follows === undefined ? undefined : { label: actLabel(follows.act), at: follows.happenedAt },
      refusals: standingRefusals({ ...file.context, now: happenedAt }, act).filter(
        (refusal) => refusal.code === 'BEFORE_LAST_ACT',
      ),
    }),
  });
}

/**
 * Why a document of an act that happened earlier cannot get its number now: a slip that went out then has its number on
 * paper, and numbers of a book follow the order of their days.
 */
async function lateNumberProblem(
  { client, unitId }: Recording,
  act: DeskAct,
  values: DeskValues,
  data: EventData,
  at: LocalDateTime,
): Promise<string | undefined> {
  if ((data.document ?? '') !== '') return undefined;
  if (sendsSlip(act, at))
    return 'Việc đã xảy ra thì phiếu đã giao trên giấy: nhập số phiếu đó, hệ thống không lập phiếu mang ngày đã qua.';
  const notation = notationOf(act, values);
  if (notation === undefined || notation === '') return undefined;
  const latest = await latestNumber(client, unitId, notation, Number(at.slice(0, 4)));
  if (latest === null || latest.numberedAt <= toInstant(at)) return undefined;
  const taken = `Sổ «${notation}» đã cấp số ${latest.number} lúc ${formatLocal(fromInstant(latest.numberedAt))}; số tiếp theo không thể mang thời điểm trước đó.`;
  return act.act === 'numberResult'
    ? `${taken} Nhập thời điểm thực tế từ lúc ấy trở đi, hoặc để trống.`
    : `${taken} Nhập số đã ghi trên giấy, hoặc thời điểm thực tế từ lúc ấy trở đi.`;
}

/** The book of an act's document; undefined for acts without one. */
const notationOf = (act: DeskAct, values: DeskValues): string | undefined =>
  act.act === 'numberResult' ? (values.notation ?? '').trim() : act.book;

async function assigneeProblem(recording: Recording, file: DeskFile, assignee: string): Promise<string | undefined> {
  const role = roleToAssign(file.process, file.context.tasks);
  if (role === null) return undefined;
  return unfitReason(await listOfficers(recording.client, recording.unitId), assignee, role);
}

/** The number of the act's document where none was typed: of its slip, else the next one of its book. */
async function numberFor(
  recording: Recording,
  file: DeskFile,
  act: DeskAct,
  values: DeskValues,
  data: EventData,
  at: LocalDateTime,
): Promise<string | null> {
  if ((data.document ?? '') !== '') return null;
  const slip = await issueActSlip(recording, file, act, data);
  if (slip !== null) return slipNumber(slip);
  const notation = notationOf(act, values);
  if (notation === undefined) return null;
  const number = await takeNumber(recording.client, recording.unitId, {
    notation,
    year: Number(at.slice(0, 4)),
    dossierId: file.dossierId,
    purpose: act.act,
    numberedBy: recording.actor,
    numberedAt: toInstant(at),
    recordedAt: recording.place.recordedAt,
  });
  return `${number}/${notation}`;
}

/** The acts of the log that an act of the desk stands for. */
function actsFor(
  file: DeskFile,
  act: DeskAct,
  data: EventData,
  more: { readonly at: LocalDateTime; readonly assignee: string | undefined; readonly cause: string | undefined },
): Act[] {
  const happenedAt = more.at;
  const begin: Act[] =
    file.dossier.states.business === 'received' ? [{ act: 'beginProcessing', happenedAt, data: {} }] : [];
  switch (act.act) {
    case TAKE_UP:
      return [{ act: 'assign', happenedAt, data: { assignee: more.assignee as string } }, ...begin];
    case 'assign':
      return [{ act: 'assign', happenedAt, data }, ...begin];
    case 'resolve': {
      const { reason, ...rest } = data;
      return more.cause === undefined
        ? [{ act: 'resolve', happenedAt, data: rest }]
        : [explained(happenedAt, more.cause, reason), { act: 'resolve', happenedAt, data: rest }];
    }
    case 'discontinue':
      return more.cause === undefined
        ? [{ act: 'discontinue', happenedAt, data }]
        : [explained(happenedAt, more.cause, data.reason), { act: 'discontinue', happenedAt, data }];
    case 'explainOverdue':
      return [explained(happenedAt, more.cause ?? 'other', data.reason)];
    default:
      return [{ act: act.act, happenedAt, data }];
  }
}

const explained = (happenedAt: LocalDateTime, cause: string, reason: string | undefined): Act => ({
  act: 'explainOverdue',
  happenedAt,
  data: { ground: causeLabel(cause), reason: reason ?? causeLabel(cause) },
});
