import type { NavigationEntry } from '../../navigation.ts';

export const SEARCH_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Tìm hồ sơ', path: '/tim-kiem', acts: ['dossier.search'], key: 'm', group: 'Hồ sơ' },
];
