import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { inLieu, CODE_2019 as LAW, statutory } from './entries.ts';

/** Lịch làm việc năm 2023 của cơ quan nhà nước. */
export const CALENDAR_2023: CalendarYear = {
  year: 2023,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2023-01-01', LAW.newYear),
    inLieu('2023-01-02', '2023-01-01', LAW.newYear, LAW.inLieu),
    statutory('2023-01-20', LAW.tet),
    statutory('2023-01-21', LAW.tet),
    statutory('2023-01-22', LAW.tet),
    statutory('2023-01-23', LAW.tet),
    statutory('2023-01-24', LAW.tet),
    inLieu('2023-01-25', '2023-01-21', LAW.tet, LAW.inLieu),
    inLieu('2023-01-26', '2023-01-22', LAW.tet, LAW.inLieu),
    statutory('2023-04-29', LAW.kings),
    statutory('2023-04-30', LAW.victory),
    statutory('2023-05-01', LAW.labour),
    inLieu('2023-05-02', '2023-04-29', LAW.kings, LAW.inLieu),
    inLieu('2023-05-03', '2023-04-30', LAW.victory, LAW.inLieu),
    statutory('2023-09-01', LAW.nationalSecond),
    statutory('2023-09-02', LAW.national),
    inLieu('2023-09-04', '2023-09-02', LAW.national, LAW.inLieu),
  ],
  makeUpDays: [],
};
