import type { NavigationEntry } from '../../navigation.ts';

export const DIGITISATION_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Số hóa', path: '/so-hoa', acts: ['digitisation.view'], key: 's', group: 'Sổ' },
];
