/** Timeliness as screens and lists name it (trước hạn, đúng hạn, quá hạn, trong hạn). */
import type { Timeliness } from '../reporting/predicate.ts';

export const TIMELINESS_LABELS = {
  early: 'Trước hạn',
  onTime: 'Đúng hạn',
  overdue: 'Quá hạn',
  withinTime: 'Trong hạn',
} as const satisfies Record<Timeliness, string>;
