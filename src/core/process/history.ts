/** The history of a dossier as its page tells it (lịch sử hồ sơ): who did what, when it happened, when it was recorded. */
import { type EventData, LEDGER_LINE } from '../dossier/event.ts';
import { type Dong, formatDong } from '../money/dong.ts';
import { formatLocal, fromInstant, type LocalDateTime } from '../time/local-date-time.ts';
import type { RecordedEvent } from './undo.ts';

export interface HistoryLine {
  readonly sequence: number;
  readonly act: string;
  readonly label: string;
  readonly happenedAt: LocalDateTime;
  readonly recordedAt: LocalDateTime;
  /** Recorded in another minute than it happened. */
  readonly recordedLater: boolean;
  /** Lý do ghi sau, where the officer gave an earlier time; null elsewhere. */
  readonly lateReason: string | null;
  readonly actor: string;
  readonly details: readonly string[];
  /** Taken back by a later event. */
  readonly retracted: boolean;
}

/** How pages name what came from a ledger; no act of the desk. */
export const LEDGER_LINE_LABEL = 'Nhập sổ theo dõi';

const METHODS = { cash: 'tiền mặt', transfer: 'chuyển khoản', online: 'trực tuyến' } as const;
const CHANNELS = { counter: 'trực tiếp', post: 'qua bưu chính', online: 'trực tuyến' } as const;

function detailsOf(data: EventData, nameOf: (loginName: string) => string): string[] {
  const details: string[] = [];
  if (data.assignee !== undefined) details.push(`Giao cho ${nameOf(data.assignee)}`);
  if (data.channel !== undefined) details.push(`Hình thức: ${CHANNELS[data.channel]}`);
  if (data.amount !== undefined) details.push(`Số tiền: ${formatDong(data.amount as Dong)}`);
  if (data.method !== undefined) details.push(`Hình thức nộp: ${METHODS[data.method]}`);
  if (data.newDueAt !== undefined) details.push(`Hẹn lại: ${formatLocal(data.newDueAt)}`);
  if (data.ground !== undefined) details.push(data.ground);
  if (data.document !== undefined) details.push(`Số ${data.document}`);
  if (data.reason !== undefined) details.push(data.reason);
  if (data.note !== undefined) details.push(...data.note.split('\n').filter((line) => line.trim() !== ''));
  if (data.lateReason !== undefined) details.push(`Ghi sau: ${data.lateReason}`);
  if (data.ledger !== undefined) details.push('Nhập từ sổ theo dõi');
  return details;
}

/** Lịch sử, the latest first. */
export function historyOf(
  events: readonly RecordedEvent[],
  labelOf: (act: string) => string,
  nameOf: (loginName: string) => string,
): readonly HistoryLine[] {
  const taken = new Set(events.flatMap((event) => event.retracts ?? []));
  const byNumber = new Map(events.map((event) => [event.sequence, event]));
  return events
    .map((event) => {
      const recordedAt = fromInstant(event.recordedAt);
      const retracts = (event.retracts ?? []).map((sequence) => `«${labelOf(byNumber.get(sequence)?.act ?? '')}»`);
      const label =
        event.act === 'retract'
          ? `Hoàn tác ${retracts.join(', ')}`
          : event.act === LEDGER_LINE
            ? LEDGER_LINE_LABEL
            : labelOf(event.act);
      return {
        sequence: event.sequence,
        act: event.act,
        label,
        happenedAt: event.happenedAt,
        recordedAt,
        recordedLater: recordedAt !== event.happenedAt,
        lateReason: event.data.lateReason ?? null,
        actor: nameOf(event.actor),
        details: detailsOf(event.data, nameOf),
        retracted: taken.has(event.sequence),
      };
    })
    .reverse();
}
