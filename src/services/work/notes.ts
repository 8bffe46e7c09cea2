/** Notes of officers on a dossier (ghi chú): written, and withdrawn by their author. */
import { findDossierByCode } from '../../store/dossiers.ts';
import { insertNote, withdrawNote } from '../../store/notes.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type Random, randomId } from '../random.ts';
import { beginRecording, finishRecording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from './permission.ts';

/** Characters. */
export const LONGEST_NOTE = 2000;

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND`, `BAD_NOTE` */
export async function addNote(
  { store, clock }: Installation,
  random: Random,
  input: {
    readonly user: SignedIn;
    readonly dossierCode: string;
    readonly body: string;
    readonly formKey?: string | undefined;
  },
): Promise<void> {
  const { user } = input;
  requirePermission(user, ['dossier.note']);
  const body = input.body.trim();
  if (body === '') throw new ServiceError('BAD_NOTE', 'Nhập nội dung ghi chú.');
  if ([...body].length > LONGEST_NOTE)
    throw new ServiceError('BAD_NOTE', `Ghi chú dài quá ${LONGEST_NOTE} ký tự. Hãy rút ngắn lại.`);
  await within(store, [user.unitId], async (client) => {
    const dossierId = await idOf(client, user, input.dossierCode);
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    await once(client, { user, formKey: input.formKey, act: 'desk.note' }, recording.place.recordedAt, async () => {
      await insertNote(client, user.unitId, dossierId, {
        noteId: randomId(random),
        body,
        author: user.loginName,
        recordedAt: recording.place.recordedAt,
      });
      await finishRecording(recording, 'desk.note', { dossierCode: input.dossierCode });
      return true;
    });
  });
}

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND` for a note that is not the officer's own */
export async function retractNote(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string; readonly noteId: string },
): Promise<void> {
  const { user } = input;
  requirePermission(user, ['dossier.note']);
  await within(store, [user.unitId], async (client) => {
    const dossierId = await idOf(client, user, input.dossierCode);
    const recording = await beginRecording(client, clock, user.unitId, user.loginName);
    const at = recording.place.recordedAt;
    if (!(await withdrawNote(client, user.unitId, dossierId, input.noteId, user.loginName, at)))
      throw new ServiceError('NOT_FOUND', 'Không có ghi chú này, hoặc ghi chú do người khác viết.', { exitCode: 1 });
    await finishRecording(recording, 'desk.withdrawNote', { dossierCode: input.dossierCode, noteId: input.noteId });
  });
}

async function idOf(
  client: Parameters<typeof findDossierByCode>[0],
  user: SignedIn,
  dossierCode: string,
): Promise<string> {
  const row = await findDossierByCode(client, user.unitId, dossierCode);
  if (row === null) throw new ServiceError('NOT_FOUND', 'Đơn vị không có hồ sơ này.', { exitCode: 1 });
  return row.dossierId;
}
