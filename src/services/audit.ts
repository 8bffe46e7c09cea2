/** Verifying the audit (kiểm tra nhật ký): every chain walked again, every event under its entry. */
import { type AuditVerification, verifyAudit } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import type { Installation } from './installation.ts';
import type { SignedIn } from './signed-in.ts';
import { requirePermission } from './work/permission.ts';

export type { AuditFault, AuditHead, AuditVerification } from '../store/audit.ts';

export function verifyAuditChain({ store }: Installation): Promise<AuditVerification> {
  return within(
    store,
    'all',
    async (client) => {
      await client.query('set local statement_timeout = 0');
      return verifyAudit(client);
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}

/** The chain of the person's own unit (kiểm tra chuỗi). @throws ServiceError `FORBIDDEN` */
export async function verifyOwnChain(
  { store }: Pick<Installation, 'store'>,
  user: SignedIn,
): Promise<AuditVerification> {
  requirePermission(user, ['audit.view']);
  return within(
    store,
    [user.unitId],
    async (client) => {
      await client.query('set local statement_timeout = 0');
      return verifyAudit(client);
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}
