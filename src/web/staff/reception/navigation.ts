import type { NavigationEntry } from '../../navigation.ts';

export const RECEPTION_NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Tiếp nhận hồ sơ', path: '/tiep-nhan', acts: ['dossier.receive'], key: 't', group: 'Hồ sơ' },
  { label: 'Hồ sơ trực tuyến', path: '/tiep-nhan/truc-tuyen', acts: ['dossier.receive'], key: 'o', group: 'Hồ sơ' },
];
