/** Importing registers (nhập các sổ kiểm soát TTHC): all of a file or nothing. */

import type { RegisterEntry } from '../core/registers/entry.ts';
import { entriesProblems } from '../core/registers/entry-problems.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { putEntries } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';
import { type Installation, knownUnit } from './installation.ts';

export async function importRegisters(
  { store, clock }: Installation,
  input: { readonly unitId: string; readonly registers: unknown; readonly actor: string },
): Promise<{ readonly read: number; readonly added: number; readonly changed: number; readonly same: number }> {
  const entries = (input.registers as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw new ServiceError('BAD_REGISTERS', 'Tệp sổ phải có danh sách «entries».');
  const problems = entriesProblems(entries);
  if (problems.length > 0)
    throw new ServiceError('BAD_REGISTERS', `Sổ có ${problems.length} lỗi, chưa nhập gì.`, { details: problems });
  await knownUnit({ store }, input.unitId);
  return within(store, [input.unitId], async (client) => {
    const place = await takeAuditHead(client, input.unitId, clock.now());
    const counts = await putEntries(
      client,
      (entries as RegisterEntry[]).map((entry) => ({ homeUnitId: input.unitId, ...entry })),
      place.recordedAt,
    );
    if (counts.added + counts.changed > 0)
      await appendAudit(client, place, { actor: input.actor, act: 'importRegisters', detail: counts });
    return { read: entries.length, ...counts };
  });
}
