/**
 * Doing an act of the desk (làm một việc trên hồ sơ): permission, the office's rules and the table of states first, then
 * number, events, tasks, recipient and audit in one transaction. All reasons against it come back at once.
 */
import type { Refusal } from '../../core/dossier/dossier.ts';
import type { EventData } from '../../core/dossier/event.ts';
import { roleToAssign } from '../../core/process/assignment.ts';
import { fieldsNow, standingRefusals } from '../../core/process/availability.ts';
import { type DeskAct, type DeskValues, TAKE_UP } from '../../core/process/desk-acts.ts';
import { causeLabel, type FieldErrors, readDeskValues } from '../../core/process/desk-values.ts';
import { workRefusals } from '../../core/process/progress.ts';
import { slipNumber } from '../../core/reception/slip.ts';
import { toInstant } from '../../core/time/local-date-time.ts';
import { takeNumber } from '../../store/documents.ts';
import { insertHandOver } from '../../store/notes.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type Act, beginRecording, finishRecording, type Recording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { issueActSlip } from './act-slips.ts';
import { type DeskFile, loadDeskFile } from './desk-file.ts';
import { listOfficers, unfitReason } from './officers.ts';
import { requirePermission } from './permission.ts';

export interface ActDone {
  readonly ok: true;
  /** What happened, for the officer: one sentence. */
  readonly message: string;
  /** The number that was given to a document of the act. */
  readonly documentNumber: string | null;
}

export interface ActRefused {
  readonly ok: false;
  readonly refusals: readonly Refusal[];
  readonly errors: FieldErrors;
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
          await finishRecording(recording, `desk.${act.act}`, { dossierCode: input.dossierCode });
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
  const { context, dossier } = file;
  const standing = standingRefusals(context, act);
  if (standing.length > 0) return { ok: false, refusals: standing, errors: {} };
  const values = act.act === TAKE_UP ? { assignee: input.user.loginName } : input.values;
  const fields = fieldsNow(context, act);
  const read = readDeskValues(act, fields, values, { calendar, feeDue: dossier.feeDue });
  const errors: { -readonly [K in keyof FieldErrors]: FieldErrors[K] } = { ...read.errors };
  const assignee = act.act === TAKE_UP ? input.user.loginName : read.data.assignee;
  if (assignee !== undefined && errors.assignee === undefined) {
    const problem = await assigneeProblem(recording, file, assignee);
    if (problem !== undefined) errors.assignee = problem;
  }
  const refusals = workRefusals(
    { progress: context.progress, dueAt: context.dueAt, happenedAt: now },
    { act: act.act, newDueAt: read.newDueAt, unnumbered: read.unnumbered, cause: read.cause },
    act.label,
  );
  // What a field already says is not said twice.
  const further = refusals.filter((refusal) => refusal.code !== 'MISSING_DATA' || Object.keys(errors).length === 0);
  if (Object.keys(errors).length > 0 || further.length > 0) return { ok: false, refusals: further, errors };

  const documentNumber = await numberFor(recording, file, act, input.values, read.data);
  const data: EventData = documentNumber === null ? read.data : { ...read.data, document: documentNumber };
  const outcome = await recordWithin(recording, {
    dossierCode: input.dossierCode,
    acts: actsFor(recording, file, act, data, { assignee, cause: read.cause }),
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
  return { ok: true, message: `Đã ghi «${act.label}» cho hồ sơ ${input.dossierCode}${number}.`, documentNumber };
}

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
): Promise<string | null> {
  if ((data.document ?? '') !== '') return null;
  const slip = await issueActSlip(recording, file, act, data);
  if (slip !== null) return slipNumber(slip);
  const notation = act.act === 'numberResult' ? (values.notation ?? '').trim() : act.book;
  if (notation === undefined) return null;
  const number = await takeNumber(recording.client, recording.unitId, {
    notation,
    year: Number(recording.now.slice(0, 4)),
    dossierId: file.dossierId,
    purpose: act.act,
    numberedBy: recording.actor,
    numberedAt: toInstant(recording.now),
    recordedAt: recording.place.recordedAt,
  });
  return `${number}/${notation}`;
}

/** The acts of the log that an act of the desk stands for. */
function actsFor(
  { now }: Recording,
  file: DeskFile,
  act: DeskAct,
  data: EventData,
  more: { readonly assignee: string | undefined; readonly cause: string | undefined },
): Act[] {
  const begin: Act[] =
    file.dossier.states.business === 'received' ? [{ act: 'beginProcessing', happenedAt: now, data: {} }] : [];
  switch (act.act) {
    case TAKE_UP:
      return [{ act: 'assign', happenedAt: now, data: { assignee: more.assignee as string } }, ...begin];
    case 'assign':
      return [{ act: 'assign', happenedAt: now, data }, ...begin];
    case 'resolve': {
      const { reason, ...rest } = data;
      return more.cause === undefined
        ? [{ act: 'resolve', happenedAt: now, data: rest }]
        : [explained(now, more.cause, reason), { act: 'resolve', happenedAt: now, data: rest }];
    }
    case 'explainOverdue':
      return [explained(now, more.cause ?? 'other', data.reason)];
    default:
      return [{ act: act.act, happenedAt: now, data }];
  }
}

const explained = (now: Recording['now'], cause: string, reason: string | undefined): Act => ({
  act: 'explainOverdue',
  happenedAt: now,
  data: { ground: causeLabel(cause), reason: reason ?? causeLabel(cause) },
});
