/** Why a dossier is due when it is, with its whole history (vì sao hạn là ngày đó): term, slip, suspensions, reschedules. */
import type { Dossier } from '../dossier/dossier.ts';
import { dueHistory } from '../dossier/facts-of.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { baseDue, moveBySuspensions, type SuspensionSpan } from '../time/due.ts';
import { describeMinutes, explainDue } from '../time/explain-due.ts';
import { formatLocal, fromCivilMinute, type LocalDateTime, toCivilMinute } from '../time/local-date-time.ts';
import { workingMinutesBetween } from '../time/working-time.ts';

/** The dossier's due date told step by step, one sentence each; the last one says the date that holds. @throws CalendarGapError */
export function dueStory(calendar: WorkCalendar, dossier: Dossier): readonly string[] {
  const history = dueHistory(calendar, dossier);
  if (dossier.receivedAt === null || history === null) return ['Hồ sơ chưa được tiếp nhận nên chưa có hạn trả.'];
  const lines: string[] = [];
  let due: LocalDateTime;
  if (dossier.term !== null) {
    const explained = explainDue(calendar, dossier.receivedAt, dossier.term);
    lines.push(...explained.steps.map((step) => step.text));
    if (explained.provisional) lines.push('Lưu ý: có ngày nghỉ hoặc làm bù chưa được xác nhận; hạn này là tạm tính.');
    due = fromCivilMinute(baseDue(calendar, toCivilMinute(dossier.receivedAt), dossier.term));
    if (dossier.slipDueAt !== null && dossier.slipDueAt !== due)
      lines.push(`Giấy hẹn đã giao ghi ${formatLocal(dossier.slipDueAt)}; hạn theo giấy hẹn.`);
    due = dossier.slipDueAt ?? due;
  } else {
    due = dossier.slipDueAt as LocalDateTime;
    lines.push(`Hạn theo giấy hẹn: ${formatLocal(due)}.`);
  }
  const ignored = dossier.slipDueAt !== null && dossier.slipIncludesSuspensions;
  if (ignored && dossier.suspensions.length > 0)
    lines.push('Giấy hẹn đã tính cả các lần tạm dừng, nên chúng không dời hạn thêm.');
  const moments = [
    ...(ignored ? [] : dossier.suspensions.map((span) => ({ at: span.from, span, to: undefined }))),
    ...dossier.reschedules.map((reschedule) => ({ at: reschedule.at, span: undefined, to: reschedule.dueAt })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.span === undefined ? -1 : 1));
  for (const moment of moments) {
    if (moment.to !== undefined) {
      due = moment.to;
      lines.push(`Xin lỗi và hẹn lại lúc ${formatLocal(moment.at)}: hạn mới ${formatLocal(due)}.`);
      continue;
    }
    const told = suspensionTold(calendar, due, moment.span as SuspensionSpan);
    due = told.due;
    lines.push(told.text);
  }
  lines.push(`Hạn trả hiện nay: ${formatLocal(history.dueAt)}.`);
  return lines;
}

function suspensionTold(
  calendar: WorkCalendar,
  due: LocalDateTime,
  span: SuspensionSpan,
): { readonly due: LocalDateTime; readonly text: string } {
  if (span.to === null)
    return { due, text: `Đang dừng tính từ ${formatLocal(span.from)}; hạn sẽ dời khi hồ sơ được tiếp tục.` };
  const between = `từ ${formatLocal(span.from)} đến ${formatLocal(span.to)}`;
  const moved = fromCivilMinute(moveBySuspensions(calendar, toCivilMinute(due), [span]));
  if (span.from >= due) return { due, text: `Dừng tính ${between} bắt đầu khi đã đến hạn nên không dời hạn.` };
  const minutes = workingMinutesBetween(calendar, toCivilMinute(span.from), toCivilMinute(span.to));
  return {
    due: moved,
    text: `Dừng tính ${between} = ${describeMinutes(minutes)} làm việc; hạn dời đến ${formatLocal(moved)}.`,
  };
}
