/**
 * The slips of the one-stop desk (mẫu phiếu Bộ phận Một cửa): which there are, what an issued one says. Their numbers,
 * titles and sizes are law, by date; what they say is kept as it was issued, so that a reprint is the same slip.
 */
import type { LocalDateTime } from '../time/local-date-time.ts';
import type { PlainDate } from '../time/plain-date.ts';

export const SLIP_KINDS = [
  'receipt',
  'completion',
  'refusal',
  'apology',
  'discontinuation',
  'control',
  'register',
] as const;
/** Giấy tiếp nhận, phiếu bổ sung, phiếu từ chối, xin lỗi, thông báo dừng, phiếu kiểm soát, sổ theo dõi. */
export type SlipKind = (typeof SLIP_KINDS)[number];

/** A form of a slip as a circular has it. Both ends of its validity count. */
export interface SlipForm {
  readonly kind: SlipKind;
  /** Mẫu số: `01`. */
  readonly number: string;
  readonly title: string;
  readonly paper: 'a5' | 'a4-landscape';
  /** Ký hiệu after the slip's number: `TNHS`. */
  readonly notation: string;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly legalBasis: string;
  readonly status: 'verified-from-use' | 'provisional';
}

/** Who issues: as the head of a slip prints it. */
export interface SlipIssuer {
  /** `UBND phường Phước Long` */
  readonly authority: string;
  /** `Bộ phận Tiếp nhận và Trả kết quả` or, since 2025, `Trung tâm Phục vụ hành chính công`. */
  readonly desk: string;
  readonly place: string;
}

/** The person a slip speaks to. */
export interface SlipPerson {
  readonly fullName: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  /** Who came in their place; empty: nobody. */
  readonly representative: string;
}

interface IssuedSlip {
  readonly kind: SlipKind;
  readonly form: SlipForm;
  readonly number: number;
  readonly issuer: SlipIssuer;
  readonly issuedAt: LocalDateTime;
  readonly officer: string;
}

/** Mẫu 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
export interface ReceiptSlip extends IssuedSlip {
  readonly kind: 'receipt';
  readonly dossierCode: string;
  /** Remark on a code that is not yet certain; empty: none. */
  readonly codeRemark: string;
  readonly person: SlipPerson;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly request: string;
  readonly papers: readonly string[];
  readonly missingPapers: readonly string[];
  readonly sets: number;
  readonly termText: string;
  readonly receivedAt: LocalDateTime;
  readonly dueAt: LocalDateTime;
  readonly dueProvisional: boolean;
  readonly resultAt: string;
  /** `2 bản × … = 10.000 đồng`; empty: no fee. */
  readonly feeText: string;
  /** Parts of a linked application: who, what, until when. */
  readonly parts: readonly { readonly authority: string; readonly part: string; readonly dueAt: LocalDateTime }[];
}

/** Mẫu 02: phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. */
export interface CompletionSlip extends IssuedSlip {
  readonly kind: 'completion';
  /** Empty where the dossier was not received yet and has no code. */
  readonly dossierCode: string;
  readonly person: SlipPerson;
  readonly procedureName: string;
  readonly request: string;
  /** Everything at once. */
  readonly items: readonly string[];
  readonly reason: string;
  readonly contact: string;
}

/** Mẫu 03: phiếu từ chối tiếp nhận giải quyết hồ sơ. */
export interface RefusalSlip extends IssuedSlip {
  readonly kind: 'refusal';
  readonly dossierCode: string;
  readonly person: SlipPerson;
  readonly procedureName: string;
  readonly request: string;
  readonly reasons: readonly { readonly text: string; readonly legalBasis: string }[];
  readonly contact: string;
}

/** Mẫu 04: xin lỗi và hẹn lại ngày trả kết quả. */
export interface ApologySlip extends IssuedSlip {
  readonly kind: 'apology';
  readonly dossierCode: string;
  readonly person: SlipPerson;
  readonly procedureName: string;
  readonly receivedAt: LocalDateTime;
  readonly formerDueAt: LocalDateTime;
  readonly newDueAt: LocalDateTime;
  readonly reason: string;
}

/** Mẫu 05 (TT 03/2025): thông báo dừng giải quyết hồ sơ. */
export interface DiscontinuationSlip extends IssuedSlip {
  readonly kind: 'discontinuation';
  readonly dossierCode: string;
  readonly person: SlipPerson;
  readonly procedureName: string;
  readonly receivedAt: LocalDateTime;
  readonly reason: string;
  readonly contact: string;
}

/** Mẫu 05 / 06: phiếu kiểm soát quá trình giải quyết hồ sơ. */
export interface ControlSlip extends IssuedSlip {
  readonly kind: 'control';
  readonly dossierCode: string;
  readonly procedureName: string;
  /** Cơ quan giải quyết, cơ quan phối hợp. */
  readonly competent: string;
  readonly cooperating: string;
  readonly handOvers: readonly {
    readonly from: string;
    readonly to: string;
    readonly at: LocalDateTime;
    /** `Trước hạn`, `Đúng hạn`, `Quá hạn`; empty: not yet. */
    readonly outcome: string;
    readonly note: string;
  }[];
}

/** Mẫu 06 / 07: sổ theo dõi hồ sơ. */
export interface RegisterSlip extends IssuedSlip {
  readonly kind: 'register';
  readonly periodText: string;
  readonly rows: readonly {
    readonly dossierCode: string;
    readonly procedureName: string;
    readonly sets: number;
    readonly applicant: string;
    readonly contact: string;
    readonly competent: string;
    readonly receivedAt: LocalDateTime;
    readonly dueAt: LocalDateTime;
    readonly handedOverAt: LocalDateTime | null;
    readonly resultChannel: string;
    readonly note: string;
  }[];
}

export type Slip =
  | ReceiptSlip
  | CompletionSlip
  | RefusalSlip
  | ApologySlip
  | DiscontinuationSlip
  | ControlSlip
  | RegisterSlip;

/** `05/TNHS`: numbers below ten with a zero, as documents are numbered. */
export function slipNumber(slip: Pick<IssuedSlip, 'number' | 'form'>): string {
  return `${String(slip.number).padStart(2, '0')}/${slip.form.notation}`;
}
