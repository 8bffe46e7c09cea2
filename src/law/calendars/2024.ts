import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { inLieu, CODE_2019 as LAW, makeUp, statutory, swapped } from './entries.ts';

/** Lịch làm việc năm 2024 của cơ quan nhà nước. */
export const CALENDAR_2024: CalendarYear = {
  year: 2024,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2024-01-01', LAW.newYear),
    statutory('2024-02-08', LAW.tet),
    statutory('2024-02-09', LAW.tet),
    statutory('2024-02-10', LAW.tet),
    statutory('2024-02-11', LAW.tet),
    statutory('2024-02-12', LAW.tet),
    inLieu('2024-02-13', '2024-02-10', LAW.tet, LAW.inLieu),
    inLieu('2024-02-14', '2024-02-11', LAW.tet, LAW.inLieu),
    statutory('2024-04-18', LAW.kings),
    swapped('2024-04-29', 'Nghỉ hoán đổi dịp 30/4 – 1/5'),
    statutory('2024-04-30', LAW.victory),
    statutory('2024-05-01', LAW.labour),
    statutory('2024-09-02', LAW.national),
    statutory('2024-09-03', LAW.nationalSecond),
  ],
  makeUpDays: [makeUp('2024-05-04', '2024-04-29')],
};
