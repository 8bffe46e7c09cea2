import type { NavigationEntry } from '../../navigation.ts';

export const DASHBOARD_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Tổng quan', path: '/tong-quan', acts: ['dashboard.view'], key: 'q', group: 'Báo cáo' },
];
