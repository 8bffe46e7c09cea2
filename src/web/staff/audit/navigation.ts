import type { NavigationEntry } from '../../navigation.ts';

export const AUDIT_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Nhật ký', path: '/nhat-ky', acts: ['audit.view'], key: 'n', group: 'Quản trị' },
];
