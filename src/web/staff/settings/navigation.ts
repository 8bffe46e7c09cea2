import type { NavigationEntry } from '../../navigation.ts';

export const SETTINGS_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Cài đặt', path: '/cai-dat', acts: ['setting.view'], key: 'i', group: 'Quản trị' },
];
