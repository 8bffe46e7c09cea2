import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { inLieu, CODE_2012 as LAW, statutory } from './entries.ts';

/** Lịch làm việc năm 2020 của cơ quan nhà nước. */
export const CALENDAR_2020: CalendarYear = {
  year: 2020,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2020-01-01', LAW.newYear),
    statutory('2020-01-23', LAW.tet),
    statutory('2020-01-24', LAW.tet),
    statutory('2020-01-25', LAW.tet),
    statutory('2020-01-26', LAW.tet),
    statutory('2020-01-27', LAW.tet),
    inLieu('2020-01-28', '2020-01-25', LAW.tet, LAW.inLieu),
    inLieu('2020-01-29', '2020-01-26', LAW.tet, LAW.inLieu),
    statutory('2020-04-02', LAW.kings),
    statutory('2020-04-30', LAW.victory),
    statutory('2020-05-01', LAW.labour),
    statutory('2020-09-02', LAW.national),
  ],
  makeUpDays: [],
};
