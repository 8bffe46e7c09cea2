/** `motcua account …`: the first account of a unit, and the way back in when its administrator is locked out. */
import type { Role } from '../core/access/permissions.ts';
import { isRole, ROLE_LABELS, ROLES } from '../core/access/permissions.ts';
import {
  createAccount,
  requireAccountByLogin,
  resetPassword,
  resetSecondFactor,
  unblockAddress,
  unlockAccount,
} from '../services/accounts.ts';
import { ServiceError } from '../services/errors.ts';
import { systemRandom } from '../services/random.ts';
import { type CommandContext, line } from './io.ts';

/** `motcua account create`: prints the password for the first sign-in, once. */
export async function runAccountCreate(
  args: {
    readonly unit: string;
    readonly loginName: string;
    readonly name: string;
    readonly position?: string;
    readonly role: readonly string[];
  },
  context: CommandContext,
): Promise<number> {
  const unknown = args.role.find((role) => !isRole(role));
  if (unknown !== undefined)
    throw new ServiceError(
      'UNKNOWN_ROLE',
      `Không có vai trò «${unknown}». Các vai trò: ${ROLES.map((role) => `${role} (${ROLE_LABELS[role]})`).join(', ')}.`,
    );
  const created = await createAccount(
    { installation: await context.open(), random: systemRandom },
    { unitId: args.unit, loginName: context.actor },
    {
      loginName: args.loginName,
      fullName: args.name.normalize('NFC'),
      position: (args.position ?? '').normalize('NFC'),
      roles: args.role as readonly Role[],
    },
  );
  line(context.io, `Đã tạo tài khoản ${created.loginName}.`);
  line(context.io, `Mật khẩu dùng một lần: ${created.password ?? ''}`);
  return 0;
}

/** `motcua account unlock`: unlocks; --password and --second-factor also give a new password and take the factor away. */
export async function runAccountUnlock(
  args: {
    readonly loginName: string;
    readonly password: boolean;
    readonly secondFactor: boolean;
    readonly address?: string;
  },
  context: CommandContext,
): Promise<number> {
  const installation = await context.open();
  const place = await requireAccountByLogin(installation, args.loginName);
  const actor = { unitId: place.homeUnitId, loginName: context.actor };
  await unlockAccount(installation, actor, place.accountId);
  if (args.address !== undefined) await unblockAddress(installation, args.address);
  if (args.secondFactor) await resetSecondFactor(installation, actor, place.accountId);
  line(context.io, `Đã mở khóa tài khoản ${args.loginName}.`);
  if (args.secondFactor) line(context.io, 'Đã gỡ xác thực bước hai; lần đăng nhập sau phải thiết lập lại.');
  if (args.password) {
    const password = await resetPassword({ installation, random: systemRandom }, actor, place.accountId);
    line(context.io, `Mật khẩu dùng một lần: ${password}`);
  }
  return 0;
}
