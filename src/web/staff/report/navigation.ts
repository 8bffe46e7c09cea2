import type { NavigationEntry } from '../../navigation.ts';

export const REPORT_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Báo cáo', path: '/bao-cao', acts: ['report.view'], key: 'b', group: 'Báo cáo' },
];
