/** Notations of documents that a unit has used (ký hiệu văn bản đã dùng), for suggestions. */
import { listNotations } from '../../store/documents.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from './permission.ts';

/** Usual ones of a commune, offered until the unit's own books say better. */
const USUAL = ['GXN-UBND', 'QĐ-UBND', 'TB-UBND', 'TLHT-UBND', 'CV-UBND'];

/** The unit's own notations, the latest first, then the usual ones. @throws ServiceError `FORBIDDEN` */
export async function notationsOf({ store }: Pick<Installation, 'store'>, user: SignedIn): Promise<readonly string[]> {
  requirePermission(user, ['dossier.number']);
  const own = await within(store, [user.unitId], (client) => listNotations(client, user.unitId), { readOnly: true });
  return [...new Set([...own, ...USUAL])];
}
