import type { NavigationEntry } from '../../navigation.ts';

export const ADMIN_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Tài khoản', path: '/quan-tri/tai-khoan', acts: ['user.manage'], key: 'k', group: 'Quản trị' },
];
