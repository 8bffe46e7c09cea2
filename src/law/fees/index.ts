/** Mức thu phí, lệ phí theo ngày hiệu lực. Charges set by a province's People's Council are not here: they differ by province. */
import type { FeeSchedule } from '../../core/money/fee.ts';
import { CERTIFICATION_FEES } from './certification.ts';
import { CIVIL_STATUS_FEES } from './civil-status.ts';

export const FEE_SCHEDULES: readonly FeeSchedule[] = [...CERTIFICATION_FEES, ...CIVIL_STATUS_FEES];
