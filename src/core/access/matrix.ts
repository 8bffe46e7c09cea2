/** The permission matrix (bảng phân quyền) as a page, written from the table itself. */
import { ACT_LABELS, ACTS, PERMISSIONS, ROLE_DUTIES, ROLE_LABELS, ROLES, type Role } from './permissions.ts';

/** The matrix in Markdown: one line per act, one column per role. */
export function permissionMatrix(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Bảng phân quyền',
    '',
    'Trang này do chương trình viết ra từ `src/core/access/permissions.ts`; đừng sửa bằng tay. Viết lại bằng:',
    '`MOTCUA_UPDATE_GOLDEN=1 npx vitest run --project quick src/core/access`.',
    '',
    'Mỗi việc chỉ làm được trong đơn vị mình; với đơn vị khác không ai làm được việc gì. Ô trống nghĩa là không được làm.',
    '',
    line(['Vai trò', 'Trong chương trình', 'Nhiệm vụ']),
    line(['---', '---', '---']),
    ...ROLES.map((role) => line([ROLE_LABELS[role], `\`${role}\``, ROLE_DUTIES[role]])),
    '',
    line(['Việc', 'Trong chương trình', ...ROLES.map((role) => ROLE_LABELS[role])]),
    line(['---', '---', ...ROLES.map(() => ':-:')]),
    ...ACTS.map((act) =>
      line([
        ACT_LABELS[act],
        `\`${act}\``,
        ...ROLES.map((role) => ((PERMISSIONS[act] as readonly Role[]).includes(role) ? 'x' : '')),
      ]),
    ),
    '',
  ].join('\n');
}
