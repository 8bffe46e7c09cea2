/** Taking the latest act back (hoàn tác): a retraction in the log, with its reason; nothing is deleted. */
import { fold } from '../../core/dossier/dossier.ts';
import { LEDGER_LINE } from '../../core/dossier/event.ts';
import { LEDGER_LINE_LABEL } from '../../core/process/history.ts';
import { type UndoChoice, undoChoice } from '../../core/process/undo.ts';
import type { LocalDateTime } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { voidNumber } from '../../store/documents.ts';
import type { StoredEvent } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { beginRecording, finishRecording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { loadDeskFile } from './desk-file.ts';
import { requirePermission } from './permission.ts';

/** Tên của một việc trong nhật ký, as pages say it. */
export const actLabel = (act: string): string =>
  act === LEDGER_LINE
    ? LEDGER_LINE_LABEL
    : ((NATIONAL_DOSSIER.acts as Readonly<Record<string, { readonly label: string }>>)[act]?.label ?? act);

/** What an officer may take back now. */
export const undoFor = (events: readonly StoredEvent[], user: SignedIn, now: LocalDateTime): UndoChoice =>
  undoChoice(events, user.loginName, now, actLabel);

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND`, `NOT_UNDOABLE`, `REASON_MISSING` */
export async function undoAct(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly dossierCode: string;
    readonly reason: string;
    readonly formKey?: string | undefined;
  },
): Promise<{ readonly message: string }> {
  const { user } = input;
  requirePermission(user, ['dossier.view']);
  const reason = input.reason.trim();
  if (reason === '' || [...reason].length > 500)
    throw new ServiceError('REASON_MISSING', 'Nhập lý do hoàn tác, tối đa 500 ký tự.');
  return within(store, [user.unitId], async (client) => {
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const key = { user, formKey: input.formKey, act: 'desk.undo' };
    const { answer } = await once(client, key, recording.place.recordedAt, async () => {
      const { calendar, now } = recording;
      const file = await loadDeskFile(client, { unitId: user.unitId, dossierCode: input.dossierCode, calendar, now });
      const choice = undoFor(file.events, user, now);
      if (!choice.allowed) throw new ServiceError('NOT_UNDOABLE', choice.reason, { exitCode: 1 });
      const retraction = { act: 'retract', happenedAt: now, retracts: choice.sequences, data: { reason } };
      try {
        fold(NATIONAL_DOSSIER, [...file.events, { ...retraction, sequence: (file.events.at(-1)?.sequence ?? 0) + 1 }]);
      } catch {
        throw new ServiceError(
          'NOT_UNDOABLE',
          'Không hoàn tác được: các việc ghi sau dựa vào việc này. Dùng đính chính.',
          { exitCode: 1 },
        );
      }
      const outcome = await recordWithin(recording, { dossierCode: input.dossierCode, acts: [retraction] });
      if (!outcome.ok)
        throw new ServiceError('NOT_UNDOABLE', outcome.refusals.map((refusal) => refusal.message).join(' '), {
          exitCode: 1,
        });
      for (const act of choice.acts)
        await voidNumber(client, user.unitId, file.dossierId, act, reason, recording.place.recordedAt);
      await finishRecording(recording, 'desk.undo', { dossierCode: input.dossierCode, acts: choice.acts });
      const labels = choice.acts.map((act) => `«${actLabel(act)}»`).join(', ');
      return { message: `Đã hoàn tác ${labels} của hồ sơ ${input.dossierCode}.` };
    });
    return answer;
  });
}
