/** Permission asked by services (kiểm tra quyền): the same table as the screens, with a sentence for a refusal. */
import { ACT_LABELS, type Act, permits } from '../../core/access/permissions.ts';
import { ServiceError } from '../errors.ts';
import type { SignedIn } from '../signed-in.ts';

/** @throws ServiceError `FORBIDDEN` unless the officer may do one of the acts in the own unit */
export function requirePermission(user: SignedIn, acts: readonly [Act, ...Act[]]): void {
  if (acts.some((act) => permits(user, act, user.unitId))) return;
  throw new ServiceError(
    'FORBIDDEN',
    `Việc «${ACT_LABELS[acts[0]]}» không thuộc vai trò của tài khoản bạn đang dùng.`,
    { exitCode: 1 },
  );
}
