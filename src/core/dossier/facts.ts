/**
 * What a dossier (hồ sơ) counts as: the few facts from which every figure of every form is computed.
 * They are folded from the events in one place (`facts-of.ts`) and stored beside them in one transaction.
 */
import type { LocalDateTime } from '../time/local-date-time.ts';

/** Kênh tiếp nhận: trực tuyến, trực tiếp, bưu chính công ích. */
export const CHANNELS = ['online', 'counter', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Half-open: `from` counts, `to` does not; `null` means it has not ended. */
export interface Span {
  readonly from: LocalDateTime;
  readonly to: LocalDateTime | null;
}

/** Số liệu để đếm của một hồ sơ. All instants in Vietnamese civil time, to the minute; all money in đồng. */
export interface DossierFacts {
  /** The unit that first received the dossier; never changes. */
  readonly homeUnitId: string;
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly sectorKey: string;
  readonly procedureCode: string;
  readonly channel: Channel;
  /** Ngày tiếp nhận. */
  readonly receivedAt: LocalDateTime;
  /** Hạn trả kết quả as it stands after suspensions and reschedules. */
  readonly dueAt: LocalDateTime;
  /** Ngày có kết quả; the on-time test stops here. */
  readonly resolvedAt: LocalDateTime | null;
  /** Ended without a result: withdrawn, cancelled or discontinued (rút, hủy, dừng giải quyết). */
  readonly cancelledAt: LocalDateTime | null;
  /** Ngày trả kết quả. */
  readonly handedOverAt: LocalDateTime | null;
  readonly handOverChannel: Channel | null;
  /** When the clock stood still (dừng tính), in order, never overlapping. */
  readonly suspendedDuring: readonly Span[];
  /** When an earlier due date had passed before a reschedule replaced it: overdue then, though not by today's due date. */
  readonly lapsedDuring: readonly Span[];
  /** One of several authorities' parts of a linked application (liên thông); its parent is the one that counts. */
  readonly linkedChild: boolean;
  /** A procedure of a vertical agency (ngành dọc), kept out of the committee's totals. */
  readonly verticalAgency: boolean;
  /** Phí, lệ phí owed, in đồng. */
  readonly feeDue: number;
  /** When it was paid online, if it was. */
  readonly paidOnlineAt: LocalDateTime | null;
  /** Paid online, in đồng. */
  readonly paidOnlineAmount: number;
  /** A procedure that certifies copies from originals (chứng thực bản sao từ bản chính). */
  readonly copyCertification: boolean;
  /** A certified e-copy was issued (chứng thực bản sao điện tử). */
  readonly certifiedECopy: boolean;
  /** The result was digitised (số hóa kết quả). */
  readonly resultDigitised: boolean;
}
