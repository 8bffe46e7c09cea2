/**
 * Whether the claims of one row go together. What would change a figure (a result before its receipt, a state against
 * the dates) is a problem; what only looks odd is a notice.
 */
import { formatLocal, type LocalDateTime } from '../time/local-date-time.ts';
import { formatDatePadded, type PlainDate } from '../time/plain-date.ts';
import { LEDGER_COLUMN_NAMES, type LedgerColumnKey } from './columns.ts';
import type { LedgerHeader } from './header.ts';
import type { RowIssues } from './issue.ts';
import type { LedgerLine } from './line.ts';
import { type LedgerStatus, STATUS_WORDS } from './vocabulary.ts';

/** A line as read so far: the required instants and words may still be absent. */
export type LedgerClaims = Omit<LedgerLine, 'receivedAt' | 'channel'> & {
  readonly receivedAt: LocalDateTime | null;
  readonly channel: LedgerLine['channel'] | null;
};

/** Answers whether none of these cells was refused, so that comparing them says something new. */
type Sound = (...keys: LedgerColumnKey[]) => boolean;

const ALWAYS: Sound = () => true;

/** Adds to `issues` all contradictions among the claims whose own cells could be read. */
export function checkConsistency(
  claims: LedgerClaims,
  codeDate: PlainDate | undefined,
  header: LedgerHeader,
  issues: RowIssues,
): void {
  let sound = ALWAYS;
  if (issues.problems !== undefined) {
    const refused = new Set(issues.problems.map((problem) => problem.column));
    // A row that is cut or has slipped is wrong in every cell; comparing them would only add noise.
    if (refused.has('')) return;
    sound = (...keys) => keys.every((key) => !refused.has(LEDGER_COLUMN_NAMES[key]));
  }
  checkOrder(claims, issues, sound);
  checkSuspensions(claims, issues, sound);
  checkStatus(claims, issues, sound);
  checkPayment(claims, header, issues, sound);
  if (codeDate !== undefined && claims.receivedAt !== null && codeDate > claims.receivedAt.slice(0, 10)) {
    issues.notice(
      'dossierCode',
      'codeDateAfterReceipt',
      claims.dossierCode,
      `Mã hồ sơ ghi ngày ${formatDatePadded(codeDate)}, sau ngày tiếp nhận ${formatLocal(claims.receivedAt)}. Kiểm tra lại một trong hai.`,
    );
  }
}

const text = (at: LocalDateTime | null): string => (at === null ? '' : formatLocal(at));

function checkOrder(claims: LedgerClaims, issues: RowIssues, sound: Sound): void {
  const { receivedAt, slipDueAt, resolvedAt, handedOverAt, cancelledAt } = claims;
  if (receivedAt !== null) {
    if (slipDueAt !== null && slipDueAt < receivedAt) {
      issues.problem(
        'slipDueAt',
        'dueBeforeReceipt',
        text(slipDueAt),
        `Hẹn trả ${text(slipDueAt)} trước lúc tiếp nhận ${text(receivedAt)}. Sửa ngày hẹn trả hoặc ngày tiếp nhận.`,
      );
    }
    if (resolvedAt !== null && resolvedAt < receivedAt) {
      issues.problem(
        'resolvedAt',
        'resolvedBeforeReceipt',
        text(resolvedAt),
        `Hoàn thành ${text(resolvedAt)} trước lúc tiếp nhận ${text(receivedAt)}. Sửa ngày hoàn thành hoặc ngày tiếp nhận.`,
      );
    }
    if (cancelledAt !== null && cancelledAt < receivedAt) {
      issues.problem(
        'cancelledAt',
        'cancelledBeforeReceipt',
        text(cancelledAt),
        `Hủy ${text(cancelledAt)} trước lúc tiếp nhận ${text(receivedAt)}. Sửa ngày hủy hoặc ngày tiếp nhận.`,
      );
    }
  }
  if (handedOverAt !== null) {
    if (resolvedAt === null && sound('resolvedAt')) {
      issues.problem(
        'handedOverAt',
        'handedOverWithoutResult',
        text(handedOverAt),
        `Đã trả kết quả ${text(handedOverAt)} nhưng ô «Ngày hoàn thành» trống. Ghi ngày hoàn thành, hoặc xóa ngày trả kết quả.`,
      );
    } else if (resolvedAt !== null && handedOverAt < resolvedAt) {
      issues.problem(
        'handedOverAt',
        'handedOverBeforeResult',
        text(handedOverAt),
        `Trả kết quả ${text(handedOverAt)} trước lúc có kết quả ${text(resolvedAt)}. Sửa ngày trả kết quả hoặc ngày hoàn thành.`,
      );
    }
  }
  if (cancelledAt !== null && resolvedAt !== null) {
    issues.problem(
      'cancelledAt',
      'cancelledAndResolved',
      text(cancelledAt),
      `Vừa có ngày hủy ${text(cancelledAt)} vừa có ngày hoàn thành ${text(resolvedAt)}. Hồ sơ chỉ kết thúc một cách; xóa một trong hai.`,
    );
  }
}

function checkSuspensions(claims: LedgerClaims, issues: RowIssues, sound: Sound): void {
  const spans = claims.suspendedDuring;
  if (spans.length === 0) return;
  const { receivedAt, resolvedAt, cancelledAt } = claims;
  const endedAt = resolvedAt ?? cancelledAt;
  for (const span of spans) {
    const shown = `${text(span.from)} - ${text(span.to)}`.trimEnd();
    if (receivedAt !== null && span.from < receivedAt) {
      issues.problem(
        'suspendedDuring',
        'suspensionBeforeReceipt',
        shown,
        `Tạm dừng từ ${text(span.from)}, trước lúc tiếp nhận ${text(receivedAt)}. Sửa lại khoảng tạm dừng.`,
      );
    }
    if (endedAt === null) continue;
    const ending = resolvedAt !== null ? 'có kết quả' : 'hủy';
    if (span.from > endedAt) {
      issues.problem(
        'suspendedDuring',
        'suspensionAfterEnd',
        shown,
        `Tạm dừng từ ${text(span.from)}, sau khi hồ sơ đã ${ending} ${text(endedAt)}. Xóa khoảng này hoặc sửa ngày.`,
      );
    } else if (span.to === null && resolvedAt !== null) {
      issues.problem(
        'suspendedDuring',
        'suspensionOpen',
        shown,
        `Hồ sơ đã có kết quả ${text(resolvedAt)} mà lần tạm dừng từ ${text(span.from)} chưa kết thúc. Ghi lúc kết thúc tạm dừng.`,
      );
    } else if (span.to !== null && span.to > endedAt) {
      issues.notice(
        'suspendedDuring',
        'suspensionPastEnd',
        shown,
        `Tạm dừng đến ${text(span.to)}, quá lúc hồ sơ đã ${ending} ${text(endedAt)}; kiểm tra lại hai ngày này.`,
      );
    }
  }
  if (spans.at(-1)?.to === null && endedAt === null && sound('status', 'resolvedAt', 'cancelledAt')) {
    if (claims.status === 'processing' || claims.status === 'received') {
      issues.notice(
        'status',
        'statusMismatch',
        STATUS_WORDS[claims.status][0],
        'Trạng thái không ghi tạm dừng nhưng cột «Tạm dừng» có lần chưa kết thúc; tính là đang tạm dừng.',
      );
    }
  }
}

function checkStatus(claims: LedgerClaims, issues: RowIssues, sound: Sound): void {
  const { status } = claims;
  if (status === null) return;
  const word = STATUS_WORDS[status][0];
  const contradiction = (message: string) => issues.problem('status', 'statusContradiction', word, message);
  switch (status) {
    case 'resolved':
    case 'handedOver':
      if (claims.resolvedAt === null && sound('resolvedAt')) {
        contradiction(`Trạng thái «${word}» nhưng ô «Ngày hoàn thành» trống. Ghi ngày hoàn thành hoặc sửa trạng thái.`);
      }
      checkHandOver(claims, status, word, issues, sound);
      return;
    case 'cancelled':
      if (claims.cancelledAt === null && sound('cancelledAt')) {
        contradiction(`Trạng thái «${word}» nhưng không có «Ngày hủy». Ghi ngày hủy hoặc sửa trạng thái.`);
      }
      return;
    case 'received':
    case 'processing':
    case 'awaitingSupplement':
    case 'suspended': {
      if (claims.resolvedAt !== null) {
        contradiction(
          `Trạng thái «${word}» nhưng đã có ngày hoàn thành ${text(claims.resolvedAt)}. Sửa trạng thái hoặc xóa ngày hoàn thành.`,
        );
      }
      if (claims.cancelledAt !== null) {
        contradiction(
          `Trạng thái «${word}» nhưng đã có ngày hủy ${text(claims.cancelledAt)}. Sửa trạng thái hoặc xóa ngày hủy.`,
        );
      }
      const clockRuns = claims.suspendedDuring.at(-1)?.to !== null;
      if (!clockRuns || !sound('suspendedDuring', 'resolvedAt', 'cancelledAt')) return;
      if (claims.resolvedAt !== null || claims.cancelledAt !== null) return;
      if (status === 'suspended') {
        contradiction(
          `Trạng thái «${word}» nhưng cột «Tạm dừng» không có lần nào chưa kết thúc. Ghi lúc bắt đầu tạm dừng, để trống đầu sau: 10/07/2023 08:00 -.`,
        );
      } else if (status === 'awaitingSupplement') {
        issues.notice(
          'status',
          'statusMismatch',
          word,
          'Đang chờ bổ sung nhưng cột «Tạm dừng» không có lần nào chưa kết thúc, nên thời hạn vẫn được tính tiếp.',
        );
      }
      return;
    }
  }
}

function checkHandOver(
  claims: LedgerClaims,
  status: Extract<LedgerStatus, 'resolved' | 'handedOver'>,
  word: string,
  issues: RowIssues,
  sound: Sound,
): void {
  if (claims.resolvedAt === null || !sound('handedOverAt')) return;
  if (status === 'handedOver' && claims.handedOverAt === null) {
    issues.notice(
      'handedOverAt',
      'statusMismatch',
      '',
      `Trạng thái «${word}» nhưng không có ngày trả; tính là có kết quả mà chưa trả.`,
    );
  } else if (status === 'resolved' && claims.handedOverAt !== null) {
    issues.notice(
      'status',
      'statusMismatch',
      word,
      `Trạng thái «${word}» nhưng đã ghi ngày trả ${text(claims.handedOverAt)}; tính là đã trả.`,
    );
  }
}

function checkPayment(claims: LedgerClaims, header: LedgerHeader, issues: RowIssues, sound: Sound): void {
  const { payment, paidAt, feeDue } = claims;
  const paid = paidAt !== null;
  const contradiction = (message: string) => issues.problem('payment', 'paymentContradiction', payment ?? '', message);
  const mismatch = (message: string) => issues.notice('payment', 'paymentMismatch', payment ?? '', message);
  if (!sound('payment', 'paidAt')) return;
  switch (payment) {
    case 'online':
      // Where the whole column is absent, the header has already said what is lost.
      if (!paid && header.index.paidAt !== undefined)
        contradiction(
          'Thanh toán trực tuyến nhưng không có ngày thanh toán, nên không biết tiền thuộc kỳ nào. Ghi ngày thanh toán.',
        );
      if (feeDue === 0 && sound('feeDue'))
        mismatch('Thanh toán trực tuyến nhưng phí, lệ phí là 0 đồng; kiểm tra lại số tiền.');
      return;
    case 'unpaid':
      if (paid)
        contradiction(
          `Ghi chưa thanh toán nhưng có ngày thanh toán ${text(paidAt)}. Ghi đúng hình thức đã thanh toán, hoặc xóa ngày.`,
        );
      return;
    case 'exempt':
      if (paid) mismatch(`Ghi miễn nhưng có ngày thanh toán ${text(paidAt)}; ngày này không được dùng.`);
      return;
    case null:
      // Where the whole column is absent, the header has already said what is lost.
      if (paid && header.index.payment !== undefined) {
        contradiction(
          `Có ngày thanh toán ${text(paidAt)} nhưng không ghi hình thức. Ghi Trực tuyến, Tiền mặt hoặc Chuyển khoản.`,
        );
      }
      return;
    case 'cash':
    case 'transfer':
      return;
  }
}
