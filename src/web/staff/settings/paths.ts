/** Addresses of the settings. */
import type { Withdrawable } from '../../../services/settings/withdraw-change.ts';

export const HOME = '/cai-dat';

/** `/cai-dat/rut/gio-lam-viec/2026-12-01` */
export const WITHDRAW_SLUGS = {
  officeHours: 'gio-lam-viec',
  settleDay: 'chot-ngay',
  addDayOff: 'ngay-nghi',
  timeliness: 'cach-tinh',
  reportIdentity: 'thong-tin-bao-cao',
  lateRecording: 'ghi-sau',
} as const satisfies Record<Withdrawable, string>;
