/** Officers to whom work can be given (người nhận việc). */
import type pg from 'pg';
import { ROLE_LABELS, type Role } from '../../core/access/permissions.ts';
import { listAccountRows } from '../../store/accounts.ts';

export interface Officer {
  readonly loginName: string;
  readonly fullName: string;
  readonly position: string;
  readonly roles: readonly Role[];
}

/** Officers of a unit who can work, by name. */
export async function listOfficers(client: pg.ClientBase, unitId: string): Promise<Officer[]> {
  const rows = await listAccountRows(client, unitId);
  return rows
    .filter((row) => !row.disabled)
    .map(({ loginName, fullName, position, roles }) => ({ loginName, fullName, position, roles }))
    .sort((a, b) => (a.fullName < b.fullName ? -1 : a.fullName > b.fullName ? 1 : 0));
}

export const withRole = (officers: readonly Officer[], role: Role): Officer[] =>
  officers.filter((officer) => officer.roles.includes(role));

/** Why an officer cannot take a step of a role; undefined when they can. */
export function unfitReason(officers: readonly Officer[], loginName: string, role: Role): string | undefined {
  const officer = officers.find((candidate) => candidate.loginName === loginName);
  if (officer === undefined) return 'Người này không có tài khoản đang hoạt động ở đơn vị; chọn người khác.';
  if (!officer.roles.includes(role))
    return `${officer.fullName} không có vai trò «${ROLE_LABELS[role]}» mà bước này cần; chọn người khác.`;
  return undefined;
}
