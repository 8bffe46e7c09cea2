/** Hủy dòng sổ chứng thực: the number stays with its reason, the dossier ends without a result, the fee is paid back. */
import { standingActs } from '../../core/dossier/dossier.ts';
import { type EntryKey, putEntry, type StoredEntry } from '../../store/certification.ts';
import { loadEvents } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { once } from '../once.ts';
import { type DeskRefusal, demand, orRefusal, Refused } from '../reception/desk.ts';
import { type Act, beginRecording, finishRecording, recordWithin } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';
import { requireReason } from './correct-line.ts';
import { requireEntry } from './desk.ts';

/** What a voided line takes back: there is no result, and none was handed over. */
const TAKEN_BACK: readonly string[] = ['resolve', 'handOver', 'issueECopy'];

/** Voids a line. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function voidLine(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly line: Omit<EntryKey, 'homeUnitId'>;
    readonly reason: string;
    readonly formKey?: string | undefined;
  },
): Promise<{ readonly ok: true; readonly entry: StoredEntry } | DeskRefusal> {
  const { user } = input;
  demand(user, 'certification.register');
  const homeUnitId = user.unitId;
  return orRefusal(
    within(store, [homeUnitId], async (client) => {
      const recording = await beginRecording(client, clock, homeUnitId, user.loginName);
      const { now, place } = recording;
      const key = { user, formKey: input.formKey, act: 'certification.void' };
      const { answer } = await once(client, key, place.recordedAt, async () => {
        const before = await requireEntry(client, { ...input.line, homeUnitId });
        const reason = requireReason(input.reason);
        if (before.voidReason !== '') throw new Refused({ '': 'Dòng này đã hủy từ trước.' });
        const standing = standingActs(await loadEvents(client, homeUnitId, before.dossierId));
        const retracts = standing.filter(({ act }) => TAKEN_BACK.includes(act)).map(({ sequence }) => sequence);
        const note = `Hủy dòng sổ chứng thực: ${reason}`;
        const acts: Act[] = [
          { act: 'retract', happenedAt: now, retracts, data: { reason: note } },
          { act: 'requestWithdrawal', happenedAt: now, data: { reason: note } },
          { act: 'acceptWithdrawal', happenedAt: now, data: {} },
        ];
        if (before.payment !== 'exempt') acts.push({ act: 'refund', happenedAt: now, data: { reason: note } });
        const outcome = await recordWithin(recording, { dossierCode: before.dossierCode, acts });
        if (!outcome.ok) throw new Refused({ '': outcome.refusals.map((refusal) => refusal.message).join(' ') });
        const entry: StoredEntry = {
          ...before,
          version: before.version + 1,
          voidReason: reason,
          recordedAt: place.recordedAt,
        };
        await putEntry(client, entry, { reason, actor: user.loginName, actorName: user.fullName });
        await finishRecording(recording, 'certification.void', { ...input.line, reason });
        return entry;
      });
      return { ok: true as const, entry: answer };
    }),
  );
}
