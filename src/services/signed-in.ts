/** The person behind a request (người đang đăng nhập), as every service and page sees it. */
import type { Actor, Role } from '../core/access/permissions.ts';

export interface SignedIn extends Actor {
  readonly accountId: string;
  /** Tên đăng nhập; the actor in events and audit entries. */
  readonly loginName: string;
  readonly fullName: string;
  /** Chức vụ as documents print it; may be empty. */
  readonly position: string;
  readonly unitId: string;
  readonly roles: readonly Role[];
}
