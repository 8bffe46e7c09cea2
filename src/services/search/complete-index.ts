/**
 * Making findable what was recorded before there was an index (bổ sung chỉ mục tra cứu): dossiers of a data folder from an
 * earlier version of the program. Nothing to do where every dossier has its place.
 */
import { takeAuditHead } from '../../store/audit.ts';
import { within } from '../../store/scope.ts';
import { indexMissing, unitsWithMissing } from '../../store/search-missing.ts';
import type { Installation } from '../installation.ts';

/** Dossiers that enter in one transaction. */
const LUMP = 2000;

/** @returns how many dossiers were added */
export async function completeSearchIndex({ store, clock }: Pick<Installation, 'store' | 'clock'>): Promise<number> {
  const units = await within(store, 'all', unitsWithMissing, { readOnly: true });
  let added = 0;
  for (const unit of units) {
    for (;;) {
      const lump = await within(store, [unit], async (client) => {
        // The unit's place in the audit keeps other writers of its index out; nothing is recorded.
        await takeAuditHead(client, unit, clock.now());
        return indexMissing(client, unit, LUMP);
      });
      added += lump;
      if (lump < LUMP) break;
    }
  }
  return added;
}
