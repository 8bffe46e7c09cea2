/** The words in which the calendars of this folder are written: one line a day, each with its legal basis. */
import type { Holiday, MakeUpDay } from '../../core/time/calendar-data.ts';
import { plainDate } from '../../core/time/plain-date.ts';

/** A day that the law names. */
export interface StatutoryName {
  readonly name: string;
  readonly basis: string;
}

/** Bộ luật Lao động 2012 (10/2012/QH13), in force to 31/12/2020. */
export const CODE_2012 = {
  newYear: { name: 'Tết Dương lịch', basis: 'Bộ luật Lao động 2012 Điều 115 khoản 1 điểm a' },
  tet: { name: 'Tết Âm lịch', basis: 'Bộ luật Lao động 2012 Điều 115 khoản 1 điểm b' },
  victory: { name: 'Ngày Chiến thắng (30/4)', basis: 'Bộ luật Lao động 2012 Điều 115 khoản 1 điểm c' },
  labour: { name: 'Ngày Quốc tế lao động (1/5)', basis: 'Bộ luật Lao động 2012 Điều 115 khoản 1 điểm d' },
  national: { name: 'Quốc khánh (2/9)', basis: 'Bộ luật Lao động 2012 Điều 115 khoản 1 điểm đ' },
  kings: { name: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', basis: 'Bộ luật Lao động 2012 Điều 115 khoản 1 điểm e' },
  inLieu: 'Bộ luật Lao động 2012 Điều 115 khoản 3',
} as const;

/** Bộ luật Lao động 2019 (45/2019/QH14), in force from 1/1/2021: two days for Quốc khánh. */
export const CODE_2019 = {
  newYear: { name: 'Tết Dương lịch', basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm a' },
  tet: { name: 'Tết Âm lịch', basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm b' },
  victory: { name: 'Ngày Chiến thắng (30/4)', basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm c' },
  labour: { name: 'Ngày Quốc tế lao động (1/5)', basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm d' },
  national: { name: 'Quốc khánh (2/9)', basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm đ' },
  nationalSecond: {
    name: 'Quốc khánh (ngày liền kề 2/9)',
    basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm đ và khoản 3',
  },
  kings: { name: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', basis: 'Bộ luật Lao động 2019 Điều 112 khoản 1 điểm e' },
  inLieu: 'Bộ luật Lao động 2019 Điều 111 khoản 3',
} as const;

/** A paid day off by resolution of the Party (NQ 80-NQ/TW); the amendment of the Labour Code was not found in force. */
export const CULTURE_DAY = {
  name: 'Ngày Văn hóa Việt Nam (24/11)',
  basis: 'NQ 80-NQ/TW ngày 7/1/2026; chờ sửa Bộ luật Lao động 2019 Điều 112 khoản 1',
} as const;
export const CULTURE_DAY_NOTE =
  'Chủ trương nghỉ ngày 24/11 đã có nhưng chưa thấy luật sửa đổi có hiệu lực; mặc định không tính là ngày nghỉ, địa phương tự bật khi có văn bản.';

/** Where the decision is known but its number was not checked, the basis says so instead of guessing one. */
export const SWAP_BASIS =
  'Hoán đổi ngày làm việc theo thông báo của cơ quan có thẩm quyền (số văn bản chưa đối chiếu được)';

/** A day that the law names, wherever in the week it falls. */
export function statutory(date: string, { name, basis }: StatutoryName): Holiday {
  return { date: plainDate(date), name, basis, kind: 'statutory', status: 'decided' };
}

/** Nghỉ bù: the working day given for a statutory day on a weekly day off. */
export function inLieu(date: string, of: string, { name }: StatutoryName, basis: string): Holiday {
  return {
    date: plainDate(date),
    name: `Nghỉ bù ${name}`,
    basis,
    kind: 'inLieu',
    inLieuOf: plainDate(of),
    status: 'decided',
  };
}

/** Hoán đổi: a working day given off, paid for by a make-up day. */
export function swapped(date: string, name: string, basis: string = SWAP_BASIS): Holiday {
  return { date: plainDate(date), name, basis, kind: 'swap', status: 'decided' };
}

export function makeUp(date: string, inPlaceOf: string, basis: string = SWAP_BASIS): MakeUpDay {
  return { date: plainDate(date), basis, inPlaceOf: plainDate(inPlaceOf), status: 'decided' };
}

/** Not settled by any act read: says whether it counts meanwhile, and why it is uncertain. */
export function unconfirmed<Day extends Holiday | MakeUpDay>(appliedByDefault: boolean, note: string, day: Day): Day {
  return { ...day, status: 'unconfirmed', appliedByDefault, note };
}
