/** Addresses of the dashboard. */
import type { DueStanding } from '../../../core/process/due-state.ts';

export const PATH = '/tong-quan';
export const PENDING_PATH = '/tong-quan/dang-giai-quyet';
export const LIST_PATH = '/tong-quan/ho-so';
/** Stands for dossiers that nobody has by name. */
export const NOBODY = '-';

export const STANDING_IDS = {
  overdue: 'qua-han',
  dueToday: 'hom-nay',
  dueSoon: 'sap-den-han',
  withinTime: 'con-han',
  suspended: 'dung-tinh',
} as const satisfies Record<DueStanding, string>;

export const pendingHref = (query: Readonly<Record<string, string>>): string =>
  `${PENDING_PATH}?${new URLSearchParams(query)}`;
export const listHref = (query: Readonly<Record<string, string>>): string =>
  `${LIST_PATH}?${new URLSearchParams(query)}`;
