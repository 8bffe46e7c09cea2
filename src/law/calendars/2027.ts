import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import { CULTURE_DAY, CULTURE_DAY_NOTE, inLieu, CODE_2019 as LAW, statutory, unconfirmed } from './entries.ts';

const TET_NOTE =
  'Mùng 1 Tết là thứ Bảy 6/2/2027; năm ngày nghỉ được ước theo phương án 4/2 – 10/2 vì chưa có quyết định (cũng có thể 5/2 – 11/2).';
const NATIONAL_NOTE = 'Ngày nghỉ thứ hai dịp Quốc khánh 2027 (1/9 hoặc 3/9) chưa có quyết định; tạm tính 3/9.';

/** Lịch làm việc năm 2027 của cơ quan nhà nước. */
export const CALENDAR_2027: CalendarYear = {
  year: 2027,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2027-01-01', LAW.newYear),
    unconfirmed(true, TET_NOTE, statutory('2027-02-04', LAW.tet)),
    unconfirmed(true, TET_NOTE, statutory('2027-02-05', LAW.tet)),
    unconfirmed(true, TET_NOTE, statutory('2027-02-06', LAW.tet)),
    unconfirmed(true, TET_NOTE, statutory('2027-02-07', LAW.tet)),
    unconfirmed(true, TET_NOTE, statutory('2027-02-08', LAW.tet)),
    unconfirmed(true, TET_NOTE, inLieu('2027-02-09', '2027-02-06', LAW.tet, LAW.inLieu)),
    unconfirmed(true, TET_NOTE, inLieu('2027-02-10', '2027-02-07', LAW.tet, LAW.inLieu)),
    statutory('2027-04-16', LAW.kings),
    statutory('2027-04-30', LAW.victory),
    statutory('2027-05-01', LAW.labour),
    inLieu('2027-05-03', '2027-05-01', LAW.labour, LAW.inLieu),
    statutory('2027-09-02', LAW.national),
    unconfirmed(true, NATIONAL_NOTE, statutory('2027-09-03', LAW.nationalSecond)),
    unconfirmed(false, CULTURE_DAY_NOTE, statutory('2027-11-24', CULTURE_DAY)),
  ],
  makeUpDays: [],
};
