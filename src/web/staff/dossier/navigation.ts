import type { NavigationEntry } from '../../navigation.ts';

export const DOSSIER_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Sổ theo dõi hồ sơ', path: '/so-theo-doi', acts: ['dossier.print'], key: 'd', group: 'Sổ' },
];
