import { type CalendarYear, DEFAULT_OFFICE_HOURS, DEFAULT_WEEKLY_DAYS_OFF } from '../../core/time/calendar-data.ts';
import {
  CULTURE_DAY,
  CULTURE_DAY_NOTE,
  inLieu,
  CODE_2019 as LAW,
  makeUp,
  statutory,
  swapped,
  unconfirmed,
} from './entries.ts';

const SWAP_NOTE =
  'Hoán đổi 31/8 với làm bù thứ Bảy 22/8 mới biết qua thông tin phổ biến, chưa đối chiếu được văn bản quyết định.';

/** Lịch làm việc năm 2026 của cơ quan nhà nước. */
export const CALENDAR_2026: CalendarYear = {
  year: 2026,
  officeHours: DEFAULT_OFFICE_HOURS,
  weeklyDaysOff: DEFAULT_WEEKLY_DAYS_OFF,
  holidays: [
    statutory('2026-01-01', LAW.newYear),
    swapped('2026-01-02', 'Nghỉ hoán đổi dịp Tết Dương lịch'),
    statutory('2026-02-16', LAW.tet),
    statutory('2026-02-17', LAW.tet),
    statutory('2026-02-18', LAW.tet),
    statutory('2026-02-19', LAW.tet),
    statutory('2026-02-20', LAW.tet),
    statutory('2026-04-26', LAW.kings),
    inLieu('2026-04-27', '2026-04-26', LAW.kings, LAW.inLieu),
    statutory('2026-04-30', LAW.victory),
    statutory('2026-05-01', LAW.labour),
    unconfirmed(true, SWAP_NOTE, swapped('2026-08-31', 'Nghỉ hoán đổi dịp Quốc khánh')),
    statutory('2026-09-01', LAW.nationalSecond),
    statutory('2026-09-02', LAW.national),
    unconfirmed(false, CULTURE_DAY_NOTE, statutory('2026-11-24', CULTURE_DAY)),
  ],
  makeUpDays: [makeUp('2026-01-10', '2026-01-02'), unconfirmed(true, SWAP_NOTE, makeUp('2026-08-22', '2026-08-31'))],
};
