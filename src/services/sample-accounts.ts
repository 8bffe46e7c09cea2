/**
 * Accounts of the sample ward (tài khoản mẫu), one per role: made when the unit has none, with passwords and second factors
 * of this installation's own, which stand in a file that only its owner can read.
 */
import type { Role } from '../core/access/permissions.ts';
import { ROLE_LABELS } from '../core/access/permissions.ts';
import { findAccountPlace, insertAccount, listAccountRows } from '../store/accounts.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import { hashPassword, readableSecret } from './passwords.ts';
import { randomId } from './random.ts';
import { newTotpSecret, sealTotp, totpAddress } from './second-factor.ts';
import type { SignInDeps } from './sign-in.ts';

/** Invented people. */
const PEOPLE = [
  { loginName: 'tiepnhan', fullName: 'Nguyễn Thị Mai', position: 'Công chức tiếp nhận', role: 'receptionist' },
  { loginName: 'chuyenmon', fullName: 'Trần Văn Hùng', position: 'Công chức tư pháp – hộ tịch', role: 'specialist' },
  { loginName: 'lanhdao', fullName: 'Lê Quang Minh', position: 'Phó Chủ tịch', role: 'leader' },
  { loginName: 'vanthu', fullName: 'Phạm Thu Hà', position: 'Văn thư', role: 'clerk' },
  { loginName: 'thungan', fullName: 'Võ Thị Lan', position: 'Thu phí, lệ phí', role: 'cashier' },
  { loginName: 'baocao', fullName: 'Đặng Ngọc Sơn', position: 'Đầu mối kiểm soát TTHC', role: 'reportingOfficer' },
  { loginName: 'quantri', fullName: 'Hoàng Anh Tuấn', position: 'Quản trị hệ thống', role: 'unitAdministrator' },
] as const satisfies readonly { loginName: string; fullName: string; position: string; role: Role }[];

export interface SampleAccount {
  readonly loginName: string;
  readonly roleLabel: string;
  readonly fullName: string;
  readonly password: string;
  /** For an authenticator app. */
  readonly totpSecret: string;
  readonly totpAddress: string;
}

/**
 * Makes the sample accounts of a unit that has no account yet.
 * @returns them with their secrets, which are kept nowhere else; empty when the unit has accounts already
 */
export async function createSampleAccounts(
  { installation, random, keys }: SignInDeps,
  unit: { readonly id: string; readonly shortName: string },
): Promise<readonly SampleAccount[]> {
  const { store, clock } = installation;
  const prepared = await Promise.all(
    PEOPLE.map(async (person) => {
      const password = readableSecret(random, 4, 4);
      return {
        ...person,
        password,
        passwordHash: await hashPassword(random, password),
        totpSecret: newTotpSecret(random),
      };
    }),
  );
  for (const person of prepared) {
    // A name that another unit of the installation bears already cannot be given out again.
    const taken = await findAccountPlace(store, { loginName: person.loginName });
    if (taken !== undefined) return [];
  }
  return within(store, [unit.id], async (client) => {
    const head = await takeAuditHead(client, unit.id, clock.now());
    if ((await listAccountRows(client, unit.id)).length > 0) return [];
    for (const person of prepared) {
      const place = { homeUnitId: unit.id, accountId: randomId(random) };
      await insertAccount(
        client,
        {
          ...place,
          loginName: person.loginName,
          fullName: person.fullName,
          position: person.position,
          roles: [person.role],
          passwordHash: person.passwordHash,
          mustChangePassword: false,
          totpSecret: sealTotp(keys, place, person.totpSecret),
          oidcSubject: null,
        },
        head.recordedAt,
      );
    }
    await appendAudit(client, head, {
      actor: 'demo',
      act: 'createSampleAccounts',
      detail: { loginNames: prepared.map((person) => person.loginName) },
    });
    return prepared.map((person) => ({
      loginName: person.loginName,
      roleLabel: ROLE_LABELS[person.role],
      fullName: person.fullName,
      password: person.password,
      totpSecret: person.totpSecret,
      totpAddress: totpAddress(person.totpSecret, person.loginName, unit.shortName),
    }));
  });
}
