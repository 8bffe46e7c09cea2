import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { CODE_2019 as LAW, makeUp, statutory, swapped } from './entries.ts';

/** Lịch làm việc năm 2025 của cơ quan nhà nước. */
export const CALENDAR_2025: CalendarYear = {
  year: 2025,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2025-01-01', LAW.newYear),
    statutory('2025-01-27', LAW.tet),
    statutory('2025-01-28', LAW.tet),
    statutory('2025-01-29', LAW.tet),
    statutory('2025-01-30', LAW.tet),
    statutory('2025-01-31', LAW.tet),
    statutory('2025-04-07', LAW.kings),
    statutory('2025-04-30', LAW.victory),
    statutory('2025-05-01', LAW.labour),
    swapped('2025-05-02', 'Nghỉ hoán đổi dịp 30/4 – 1/5'),
    statutory('2025-09-01', LAW.nationalSecond),
    statutory('2025-09-02', LAW.national),
  ],
  makeUpDays: [makeUp('2025-04-26', '2025-05-02')],
};
