import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { inLieu, CODE_2019 as LAW, statutory } from './entries.ts';

/** Lịch làm việc năm 2021 của cơ quan nhà nước. */
export const CALENDAR_2021: CalendarYear = {
  year: 2021,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2021-01-01', LAW.newYear),
    statutory('2021-02-10', LAW.tet),
    statutory('2021-02-11', LAW.tet),
    statutory('2021-02-12', LAW.tet),
    statutory('2021-02-13', LAW.tet),
    statutory('2021-02-14', LAW.tet),
    inLieu('2021-02-15', '2021-02-13', LAW.tet, LAW.inLieu),
    inLieu('2021-02-16', '2021-02-14', LAW.tet, LAW.inLieu),
    statutory('2021-04-21', LAW.kings),
    statutory('2021-04-30', LAW.victory),
    statutory('2021-05-01', LAW.labour),
    inLieu('2021-05-03', '2021-05-01', LAW.labour, LAW.inLieu),
    statutory('2021-09-02', LAW.national),
    statutory('2021-09-03', LAW.nationalSecond),
  ],
  makeUpDays: [],
};
