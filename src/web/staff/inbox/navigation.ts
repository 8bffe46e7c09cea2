import type { NavigationEntry } from '../../navigation.ts';

export const INBOX_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Việc của tôi', path: '/viec-cua-toi', acts: ['dossier.view'], key: 'v', group: 'Hồ sơ' },
];
