/** Verifying the audit (kiểm tra nhật ký): every chain walked again, every event under its entry. */
import { type AuditVerification, verifyAudit } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import type { Installation } from './installation.ts';

export type { AuditVerification } from '../store/audit.ts';

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
