/** Events of a dossier (diễn biến hồ sơ): what happened, to the minute; when it was recorded is the store's to add. */
import type { LocalDateTime } from '../time/local-date-time.ts';
import type { Term } from '../time/term.ts';
import type { Channel, Span } from './facts.ts';

/** What an act says beside its name. Fields not of an act's kind are absent. */
export interface EventData {
  readonly channel?: Channel;
  readonly procedureCode?: string;
  readonly procedureVersion?: number | null;
  readonly sectorKey?: string;
  readonly term?: Term | null;
  /** Hạn trên giấy hẹn: authoritative where given. */
  readonly slipDueAt?: LocalDateTime | null;
  /** The date on the slip already reckons with the suspensions, so they do not move it again. */
  readonly slipIncludesSuspensions?: boolean;
  readonly verticalAgency?: boolean;
  readonly copyCertification?: boolean;
  readonly parentDossierId?: string | null;
  /** đồng */
  readonly feeDue?: number;
  readonly amount?: number;
  readonly method?: 'online' | 'cash' | 'transfer';
  readonly newDueAt?: LocalDateTime;
  readonly ground?: string;
  readonly document?: string;
  readonly reason?: string;
  readonly note?: string;
  /** Lý do ghi sau: why the act is recorded later than it happened; only where an officer gave an earlier time. */
  readonly lateReason?: string;
  /** Tên đăng nhập of the officer to whom the work is given. */
  readonly assignee?: string;
  /** A ledger line's claims (act `ledgerLine`). */
  readonly ledger?: LedgerClaims;
}

/** What one line of a ledger says of a dossier, without the people in it. It replaces what an earlier line said. */
export interface LedgerClaims {
  readonly procedureCode: string;
  readonly procedureVersion: number | null;
  readonly sectorKey: string;
  readonly channel: Channel;
  readonly receivedAt: LocalDateTime;
  readonly term: Term | null;
  readonly slipDueAt: LocalDateTime | null;
  readonly slipIncludesSuspensions: boolean;
  readonly suspendedDuring: readonly Span[];
  readonly resolvedAt: LocalDateTime | null;
  readonly cancelledAt: LocalDateTime | null;
  readonly handedOverAt: LocalDateTime | null;
  readonly handOverChannel: Channel | null;
  readonly feeDue: number;
  readonly payment: 'online' | 'cash' | 'transfer' | 'exempt' | 'unpaid' | null;
  readonly paidAt: LocalDateTime | null;
  readonly certifiedECopy: boolean;
  readonly resultDigitised: boolean;
  readonly verticalAgency: boolean;
  readonly copyCertification: boolean;
}

export interface DossierEvent {
  /** 1, 2, 3… in the order of recording. */
  readonly sequence: number;
  readonly act: string;
  readonly happenedAt: LocalDateTime;
  /** Sequences of earlier events that this one takes back (đính chính). */
  readonly retracts?: readonly number[];
  readonly data: EventData;
}

/** The act under which a whole ledger line enters the log. */
export const LEDGER_LINE = 'ledgerLine';
/** The act that only takes earlier events back. */
export const RETRACT = 'retract';

/** The acts that a ledger line stands for, in the order in which they happened. */
export function expandLedgerLine(claims: LedgerClaims): { act: string; happenedAt: LocalDateTime; data: EventData }[] {
  const acts: { act: string; happenedAt: LocalDateTime; data: EventData }[] = [
    {
      act: 'receive',
      happenedAt: claims.receivedAt,
      data: {
        channel: claims.channel,
        procedureCode: claims.procedureCode,
        procedureVersion: claims.procedureVersion,
        sectorKey: claims.sectorKey,
        term: claims.term,
        slipDueAt: claims.slipDueAt,
        slipIncludesSuspensions: claims.slipIncludesSuspensions,
        verticalAgency: claims.verticalAgency,
        copyCertification: claims.copyCertification,
        feeDue: claims.feeDue,
      },
    },
    { act: 'beginProcessing', happenedAt: claims.receivedAt, data: {} },
  ];
  for (const span of claims.suspendedDuring) {
    acts.push({
      act: 'suspend',
      happenedAt: span.from,
      data: { ground: 'Theo sổ theo dõi hồ sơ', document: 'Sổ theo dõi hồ sơ' },
    });
    if (span.to !== null) acts.push({ act: 'resume', happenedAt: span.to, data: {} });
  }
  if (claims.resolvedAt !== null) acts.push({ act: 'resolve', happenedAt: claims.resolvedAt, data: {} });
  if (claims.cancelledAt !== null) {
    acts.push({ act: 'requestWithdrawal', happenedAt: claims.cancelledAt, data: { reason: 'Theo sổ theo dõi hồ sơ' } });
    acts.push({ act: 'acceptWithdrawal', happenedAt: claims.cancelledAt, data: {} });
  }
  if (claims.handedOverAt !== null) {
    acts.push({
      act: 'handOver',
      happenedAt: claims.handedOverAt,
      data: { channel: claims.handOverChannel ?? 'counter' },
    });
  }
  if (claims.payment === 'exempt') acts.push({ act: 'exempt', happenedAt: claims.receivedAt, data: {} });
  if (
    (claims.payment === 'online' || claims.payment === 'cash' || claims.payment === 'transfer') &&
    claims.paidAt !== null
  ) {
    acts.push({
      act: 'recordPayment',
      happenedAt: claims.paidAt,
      data: { method: claims.payment, amount: claims.feeDue },
    });
  }
  if (claims.certifiedECopy)
    acts.push({ act: 'issueECopy', happenedAt: claims.resolvedAt ?? claims.receivedAt, data: {} });
  if (claims.resultDigitised)
    acts.push({ act: 'digitiseResult', happenedAt: claims.resolvedAt ?? claims.receivedAt, data: {} });
  return acts;
}
