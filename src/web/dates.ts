/** Instants as people at a desk read them (ngày giờ trên màn hình): civil time in Vietnam. */
import { formatLocal, fromInstant, type Instant } from '../core/time/local-date-time.ts';

/** `17:00 ngày 14/09/2023` */
export const shownInstant = (instant: Instant): string => formatLocal(fromInstant(instant));
