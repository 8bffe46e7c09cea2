import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { inLieu, CODE_2019 as LAW, statutory } from './entries.ts';

/** Lịch làm việc năm 2022 của cơ quan nhà nước. */
export const CALENDAR_2022: CalendarYear = {
  year: 2022,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2022-01-01', LAW.newYear),
    inLieu('2022-01-03', '2022-01-01', LAW.newYear, LAW.inLieu),
    statutory('2022-01-31', LAW.tet),
    statutory('2022-02-01', LAW.tet),
    statutory('2022-02-02', LAW.tet),
    statutory('2022-02-03', LAW.tet),
    statutory('2022-02-04', LAW.tet),
    statutory('2022-04-10', LAW.kings),
    inLieu('2022-04-11', '2022-04-10', LAW.kings, LAW.inLieu),
    statutory('2022-04-30', LAW.victory),
    statutory('2022-05-01', LAW.labour),
    inLieu('2022-05-02', '2022-04-30', LAW.victory, LAW.inLieu),
    inLieu('2022-05-03', '2022-05-01', LAW.labour, LAW.inLieu),
    statutory('2022-09-01', LAW.nationalSecond),
    statutory('2022-09-02', LAW.national),
  ],
  makeUpDays: [],
};
