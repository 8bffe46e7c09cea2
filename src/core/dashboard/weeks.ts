/** Weeks (tuần) of a dashboard: Monday to Sunday, both counted; the last one is the week of a day. */
import { fromEpochDay, type PlainDate, toEpochDay } from '../time/plain-date.ts';

export interface Week {
  /** Monday; counts. */
  readonly from: PlainDate;
  /** Sunday; counts. */
  readonly through: PlainDate;
}

/** So many weeks up to the one of a day, the earliest first. 1970-01-01 was a Thursday. */
export function weeksThrough(day: PlainDate, count: number): Week[] {
  const epochDay = toEpochDay(day);
  const monday = epochDay - ((((epochDay + 3) % 7) + 7) % 7);
  return Array.from({ length: count }, (_, index) => {
    const from = monday - 7 * (count - 1 - index);
    return { from: fromEpochDay(from), through: fromEpochDay(from + 6) };
  });
}
