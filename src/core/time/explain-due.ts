/**
 * Why a dossier is due when it is (vì sao hạn trả là ngày đó): each day counted, each day skipped with its name and
 * basis, each suspension with the working time it covers. The last step's instant is the due instant itself.
 */
import { type DayOff, describeDay, type WorkCalendar } from './calendar.ts';
import { baseDue, effectiveReceiptDay, SAME_DAY_CUTOFF_MINUTE, type SuspensionSpan } from './due.ts';
import {
  type CivilMinute,
  formatLocal,
  formatMinuteOfDay,
  fromCivilMinute,
  type LocalDateTime,
  MINUTES_PER_DAY,
  toCivilMinute,
} from './local-date-time.ts';
import { addMonths, type EpochDay, fromEpochDay, toEpochDay } from './plain-date.ts';
import { type Term, termLabel } from './term.ts';
import { addWorkingMinutes, workingMinutesBetween } from './working-time.ts';

export type DueStep =
  | { readonly kind: 'received'; readonly at: LocalDateTime; readonly countedFrom: string; readonly text: string }
  /** Working time counted on one day, both instants given; minutes of work. */
  | {
      readonly kind: 'counted';
      readonly from: LocalDateTime;
      readonly to: LocalDateTime;
      readonly minutes: number;
      readonly ordinal: number | null;
      readonly text: string;
    }
  | { readonly kind: 'skipped'; readonly day: DayOff; readonly text: string }
  | { readonly kind: 'due'; readonly at: LocalDateTime; readonly text: string }
  | {
      readonly kind: 'suspended';
      readonly span: SuspensionSpan;
      readonly minutes: number;
      readonly movedTo: LocalDateTime;
      readonly text: string;
    }
  | { readonly kind: 'ignoredSuspension'; readonly span: SuspensionSpan; readonly text: string };

export interface DueExplanation {
  readonly dueAt: LocalDateTime;
  readonly term: Term;
  readonly steps: readonly DueStep[];
  /** A day that was counted or skipped rests on unconfirmed data. */
  readonly provisional: boolean;
}

/** @throws CalendarGapError */
export function explainDue(
  calendar: WorkCalendar,
  received: LocalDateTime,
  term: Term,
  suspensions: readonly SuspensionSpan[] = [],
): DueExplanation {
  const receivedMinute = toCivilMinute(received);
  const steps: DueStep[] = [receivedStep(calendar, received, receivedMinute, term)];
  const skip = (from: EpochDay, through: EpochDay): void => {
    for (let day = from; day <= through; day += 1) {
      const off = calendar.dayOff(day);
      if (off === undefined) continue;
      steps.push({
        kind: 'skipped',
        day: off,
        text: `Bỏ qua ${describeDay(day)}: ${off.name} (${off.basis})${off.status === 'unconfirmed' ? ' – chưa xác nhận' : ''}.`,
      });
    }
  };

  let due = baseDue(calendar, receivedMinute, term);
  const receivedDay = Math.floor(receivedMinute / MINUTES_PER_DAY);
  countSteps(calendar, receivedMinute, due, term, steps, skip, receivedDay);
  steps.push({
    kind: 'due',
    at: fromCivilMinute(due),
    text: `Hạn theo thời hạn ${termLabel(term)}: ${formatLocal(fromCivilMinute(due))}.`,
  });

  for (const span of suspensions) {
    const from = toCivilMinute(span.from);
    if (span.to === null) {
      steps.push({
        kind: 'ignoredSuspension',
        span,
        text: `Đang tạm dừng từ ${formatLocal(span.from)}; hạn sẽ dời khi hồ sơ được tiếp tục.`,
      });
      continue;
    }
    if (from >= due) {
      steps.push({
        kind: 'ignoredSuspension',
        span,
        text: `Lần tạm dừng từ ${formatLocal(span.from)} bắt đầu khi đã đến hạn nên không dời hạn.`,
      });
      continue;
    }
    const minutes = workingMinutesBetween(calendar, from, toCivilMinute(span.to));
    const moved = addWorkingMinutes(calendar, due, minutes);
    skip(Math.floor(due / MINUTES_PER_DAY) + 1, Math.floor(moved / MINUTES_PER_DAY));
    due = moved;
    steps.push({
      kind: 'suspended',
      span,
      minutes,
      movedTo: fromCivilMinute(moved),
      text: `Tạm dừng từ ${formatLocal(span.from)} đến ${formatLocal(span.to)} = ${describeMinutes(minutes)} làm việc; hạn dời đến ${formatLocal(fromCivilMinute(moved))}.`,
    });
  }
  const first = Math.min(receivedDay, Math.floor(due / MINUTES_PER_DAY));
  const last = Math.floor(due / MINUTES_PER_DAY);
  let provisional = false;
  for (let day = first; day <= last; day += 1) provisional ||= calendar.isUnconfirmed(day);
  return { dueAt: fromCivilMinute(due), term, steps, provisional };
}

function receivedStep(calendar: WorkCalendar, received: LocalDateTime, minute: CivilMinute, term: Term): DueStep {
  const day = Math.floor(minute / MINUTES_PER_DAY);
  const effective = effectiveReceiptDay(calendar, minute);
  const closing = calendar.closingMinuteOf(day);
  const late =
    effective === day
      ? ''
      : closing < 0
        ? `; ${describeDay(day)} là ngày nghỉ nên tính như tiếp nhận ${describeDay(effective)}`
        : `; đã đến giờ đóng cửa (${formatMinuteOfDay(closing)}) nên tính như tiếp nhận ${describeDay(effective)}`;
  const cutoff =
    term.unit === 'sameDay' && effective === day && minute - day * MINUTES_PER_DAY >= SAME_DAY_CUTOFF_MINUTE
      ? '; từ 15 giờ trở đi nên trả vào ngày làm việc tiếp theo'
      : '';
  const dayRule = term.unit === 'workingDay' ? late : term.unit === 'sameDay' ? late || cutoff : '';
  return {
    kind: 'received',
    at: received,
    countedFrom: fromEpochDay(effective),
    text: `Tiếp nhận ${formatLocal(received)} (${describeDay(day)})${dayRule}.`,
  };
}

function countSteps(
  calendar: WorkCalendar,
  received: CivilMinute,
  due: CivilMinute,
  term: Term,
  steps: DueStep[],
  skip: (from: EpochDay, through: EpochDay) => void,
  receivedDay: EpochDay,
): void {
  const dueDay = Math.floor(due / MINUTES_PER_DAY);
  if (term.unit === 'workingHour') {
    let left = term.value * 60;
    let from = received;
    for (let day = receivedDay; day <= dueDay && left > 0; day += 1) {
      const end = Math.min((day + 1) * MINUTES_PER_DAY, due);
      const minutes = workingMinutesBetween(calendar, from, end);
      if (minutes === 0) {
        skip(day, day);
      } else {
        left -= minutes;
        const start = addWorkingMinutes(calendar, from, 1) - 1;
        const finish = addWorkingMinutes(calendar, from, minutes);
        steps.push({
          kind: 'counted',
          from: fromCivilMinute(start),
          to: fromCivilMinute(finish),
          minutes,
          ordinal: null,
          text: `${describeDay(day)}: ${describeMinutes(minutes)} làm việc, từ ${formatMinuteOfDay(start - day * MINUTES_PER_DAY)} đến ${formatMinuteOfDay(finish - day * MINUTES_PER_DAY)}; ${left === 0 ? 'đủ thời hạn' : `còn ${describeMinutes(left)}`}.`,
        });
      }
      from = end;
    }
    return;
  }
  if (term.unit === 'workingDay') {
    let day = effectiveReceiptDay(calendar, received);
    skip(receivedDay, day);
    for (let ordinal = 1; ordinal <= term.value; ordinal += 1) {
      const next = calendar.nextWorkingDay(day);
      skip(day + 1, next - 1);
      day = next;
      const hours = calendar.hoursOf(day);
      steps.push({
        kind: 'counted',
        from: fromCivilMinute(day * MINUTES_PER_DAY + (hours[0]?.from ?? 0)),
        to: fromCivilMinute(calendar.closingOf(day)),
        minutes: hours.reduce((sum, slot) => sum + slot.to - slot.from, 0),
        ordinal,
        text: `Ngày làm việc thứ ${ordinal}: ${describeDay(day)}.`,
      });
    }
    return;
  }
  if (term.unit === 'sameDay') {
    skip(receivedDay, dueDay);
    return;
  }
  const last =
    term.unit === 'calendarDay'
      ? receivedDay + term.value
      : toEpochDay(addMonths(fromEpochDay(receivedDay), term.value));
  const rule =
    term.unit === 'calendarDay'
      ? `không tính ngày tiếp nhận, đủ ${term.value} ngày`
      : `cùng ngày của ${term.value} tháng sau`;
  const hours = calendar.hoursOf(dueDay);
  steps.push({
    kind: 'counted',
    from: fromCivilMinute((receivedDay + 1) * MINUTES_PER_DAY),
    to: fromCivilMinute(last * MINUTES_PER_DAY + (hours[hours.length - 1]?.to ?? 0)),
    minutes: 0,
    ordinal: null,
    text: `Tính theo lịch: ${rule} là ${describeDay(last)}.`,
  });
  skip(last, dueDay);
}

/** `4 giờ 30 phút`, `8 giờ`, `20 phút`. */
export function describeMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} phút`;
  return rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`;
}

/** The explanation as lines of text for a terminal or a slip. */
export function explanationLines(explanation: DueExplanation): string[] {
  const lines = explanation.steps.map((step) => step.text);
  if (explanation.provisional) lines.push('Lưu ý: có ngày nghỉ hoặc làm bù chưa được xác nhận; hạn này là tạm tính.');
  return lines;
}
