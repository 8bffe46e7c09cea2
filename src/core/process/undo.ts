/**
 * Taking an act back (hoàn tác): on the same day, by the one who recorded it, the latest one only. What has gone out to
 * the citizen or moved money is not taken back; there a new act or a correction says what is right.
 */
import type { DossierEvent } from '../dossier/event.ts';
import { dateOf, fromInstant, type Instant, type LocalDateTime } from '../time/local-date-time.ts';

/** Acts that may be taken back while the day lasts. */
export const UNDOABLE_ACTS: ReadonlySet<string> = new Set([
  'assign',
  'beginProcessing',
  'draftResult',
  'returnDraft',
  'approveResult',
  'numberResult',
  'resolve',
  'handOver',
  'returnUndelivered',
  'supplement',
  'suspend',
  'resume',
  'requireObligation',
  'fulfilObligation',
  'requestSupplement',
  'requestWithdrawal',
  'declineWithdrawal',
  'explainOverdue',
  'exempt',
  'recordPayment',
]);

/** Why the others are not, in words for the desk. */
const NOT_UNDOABLE: Readonly<Record<string, string>> = {
  receive: 'giấy tiếp nhận đã giao cho người nộp; nếu nhận nhầm, làm thủ tục rút hồ sơ',
  refuse: 'phiếu từ chối đã giao cho người nộp; tiếp nhận lại bằng hồ sơ mới',
  reschedule: 'thư xin lỗi đã gửi và chỉ được hẹn lại một lần',
  discontinue: 'thông báo dừng giải quyết đã gửi người nộp',
  acceptWithdrawal: 'hồ sơ đã trả lại người nộp',
  rejectUnsupplemented: 'hồ sơ đã trả lại người nộp',
  refund: 'tiền đã hoàn cho người nộp',
  digitiseResult: 'kết quả số hóa có tệp đi kèm; nếu quét nhầm, đính chính hoặc hủy bản số ở trang giấy tờ của hồ sơ',
  confirmPayment: 'khoản thu do cổng thanh toán xác nhận',
};

export interface RecordedEvent extends DossierEvent {
  readonly recordedAt: Instant;
  readonly actor: string;
}

export type UndoChoice =
  | { readonly allowed: true; readonly sequences: readonly number[]; readonly acts: readonly string[] }
  | { readonly allowed: false; readonly reason: string };

/**
 * What an officer may take back now: the acts recorded last, together as they were recorded.
 * @param events the whole log in the order of recording
 * @param labelOf how an act is called
 */
export function undoChoice(
  events: readonly RecordedEvent[],
  officer: string,
  now: LocalDateTime,
  labelOf: (act: string) => string,
): UndoChoice {
  const taken = new Set(events.flatMap((event) => event.retracts ?? []));
  const standing = events.filter((event) => event.act !== 'retract' && !taken.has(event.sequence));
  const last = standing.at(-1);
  if (last === undefined) return { allowed: false, reason: 'Hồ sơ chưa có việc nào để hoàn tác.' };
  const together = standing.filter((event) => event.recordedAt === last.recordedAt);
  const fixed = together.find((event) => !UNDOABLE_ACTS.has(event.act));
  if (fixed !== undefined) {
    const why = NOT_UNDOABLE[fixed.act] ?? 'việc này không thuộc diện hoàn tác; dùng đính chính';
    return { allowed: false, reason: `Không hoàn tác được «${labelOf(fixed.act)}»: ${why}.` };
  }
  if (last.actor !== officer)
    return {
      allowed: false,
      reason: `«${labelOf(last.act)}» do ${last.actor} ghi; chỉ người ghi được hoàn tác, người khác dùng đính chính.`,
    };
  if (dateOf(fromInstant(last.recordedAt)) !== dateOf(now))
    return {
      allowed: false,
      reason: `«${labelOf(last.act)}» ghi từ ngày khác; chỉ hoàn tác được trong ngày, nay dùng đính chính.`,
    };
  return {
    allowed: true,
    sequences: together.map((event) => event.sequence),
    acts: together.map((event) => event.act),
  };
}
