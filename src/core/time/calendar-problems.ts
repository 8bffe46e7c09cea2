/** What is wrong with a work calendar (lịch làm việc) before anyone counts with it. */
import type { CalendarYear, OfficeHours } from './calendar-data.ts';
import { MINUTES_PER_DAY } from './local-date-time.ts';
import { formatDate, isPlainDate, type PlainDate, toEpochDay, weekdayOf } from './plain-date.ts';

/**
 * Every problem of one year's calendar, as Vietnamese sentences; empty when it is sound. Checked: dates are real, of that
 * year, in order, once each; a statutory day stays what it is, a day in lieu follows a statutory day that fell on a weekly
 * day off and is itself an ordinary day; swaps and make-up days come in pairs; office hours are in order and not empty.
 */
export function calendarProblems(calendar: CalendarYear): readonly string[] {
  const { year, holidays, makeUpDays, weeklyDaysOff } = calendar;
  const problems: string[] = [];
  const isWeeklyOff = (date: PlainDate) => weeklyDaysOff.includes(weekdayOf(toEpochDay(date)));
  const say = (text: string) => problems.push(`Lịch năm ${year}: ${text}`);

  for (const [list, label] of [
    [holidays, 'ngày nghỉ'],
    [makeUpDays, 'ngày làm bù'],
  ] as const) {
    let before = '';
    for (const { date, basis } of list) {
      if (!isPlainDate(date)) say(`${label} «${date}» không phải ngày có thật; hãy sửa lại theo dạng YYYY-MM-DD.`);
      else if (!date.startsWith(`${year}-`))
        say(`${label} ${formatDate(date)} không thuộc năm này; hãy chuyển sang đúng năm.`);
      if (date <= before) say(`${label} «${date}» bị trùng hoặc sai thứ tự; hãy xếp theo ngày và bỏ dòng trùng.`);
      if (basis.trim() === '') say(`${label} «${date}» thiếu căn cứ; hãy ghi văn bản quyết định.`);
      before = date;
    }
  }
  if (problems.length > 0) return problems;

  const byDate = new Map(holidays.map((day) => [day.date, day]));
  for (const day of holidays) {
    const on = formatDate(day.date);
    if (day.kind === 'statutory') continue;
    if (isWeeklyOff(day.date))
      say(`ngày nghỉ bù hoặc hoán đổi ${on} rơi vào ngày nghỉ hằng tuần; hãy chọn ngày làm việc.`);
    if (day.kind === 'inLieu') {
      const cause = byDate.get(day.inLieuOf);
      if (cause?.kind !== 'statutory' || !isWeeklyOff(cause.date) || cause.date >= day.date) {
        say(`ngày nghỉ bù ${on} phải đứng sau một ngày lễ trùng ngày nghỉ hằng tuần; hãy kiểm tra ngày được bù.`);
      }
    }
  }
  const lieus = holidays.flatMap((day) => (day.kind === 'inLieu' ? [day.inLieuOf] : []));
  if (new Set(lieus).size !== lieus.length) say('một ngày lễ được nghỉ bù hai lần; hãy bỏ một ngày nghỉ bù.');
  const paid = makeUpDays.map((day) => day.inPlaceOf);
  if (new Set(paid).size !== paid.length) say('một ngày hoán đổi có hai ngày làm bù; hãy bỏ một ngày làm bù.');
  for (const day of makeUpDays) {
    const on = formatDate(day.date);
    if (!isWeeklyOff(day.date)) say(`ngày làm bù ${on} vốn là ngày làm việc; hãy chọn ngày nghỉ hằng tuần.`);
    if (byDate.has(day.date)) say(`ngày ${on} vừa là ngày nghỉ vừa là ngày làm bù; hãy bỏ một trong hai.`);
    const swapped = byDate.get(day.inPlaceOf);
    if (swapped?.kind !== 'swap')
      say(`ngày làm bù ${on} không có ngày nghỉ hoán đổi tương ứng; hãy ghi ngày được hoán đổi.`);
    else if (swapped.status !== day.status)
      say(`ngày làm bù ${on} và ngày hoán đổi của nó khác trạng thái; hãy ghi giống nhau.`);
  }
  problems.push(...officeHoursProblems(calendar.officeHours).map((text) => `Lịch năm ${year}: ${text}`));
  for (const change of calendar.officeHoursChanges ?? []) {
    problems.push(
      ...officeHoursProblems(change.officeHours).map((text) => `Lịch năm ${year}, từ ${change.from}: ${text}`),
    );
  }
  return problems;
}

/** Every problem of office hours (giờ làm việc): shifts must be whole minutes within one day, in order, without touching. */
export function officeHoursProblems(hours: OfficeHours): readonly string[] {
  if (hours.length === 0) return ['giờ làm việc trống; hãy khai ít nhất một ca.'];
  const problems: string[] = [];
  let end = -1;
  for (const { from, to } of hours) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > MINUTES_PER_DAY || from >= to) {
      problems.push('có ca làm việc không nằm trọn trong ngày hoặc kết thúc trước khi bắt đầu; hãy sửa giờ của ca.');
    } else if (from <= end) {
      problems.push('các ca làm việc chồng hoặc nối liền nhau; hãy xếp theo thứ tự và gộp ca liền nhau.');
    }
    end = to;
  }
  return problems;
}
