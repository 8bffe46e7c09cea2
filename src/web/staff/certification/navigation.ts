import type { NavigationEntry } from '../../navigation.ts';

export const CERTIFICATION_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Chứng thực', path: '/chung-thuc', acts: ['certification.view'], key: 'c', group: 'Sổ' },
];
