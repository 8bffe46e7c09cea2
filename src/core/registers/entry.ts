/**
 * Entries of the registers of control (sổ kiểm soát TTHC): review plan, feedback, outreach, initiatives, inspections, and
 * the statements in the unit's own words. Each is dated; a report takes those that fall into its period.
 */
import type { PlainDate } from '../time/plain-date.ts';

/** rà soát; phản ánh, kiến nghị; truyền thông; sáng kiến; kiểm tra; lời văn của đơn vị. */
export const REGISTER_KINDS = ['reviewItem', 'feedback', 'outreach', 'initiative', 'inspection', 'statement'] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];

/** trong kế hoạch → đang rà soát → đề xuất phương án → thông qua → thực thi. @legalBasis TT 02/2017/TT-VPCP */
export const REVIEW_STATES = ['planned', 'underReview', 'proposed', 'approved', 'implemented'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** giữ nguyên, sửa đổi/bổ sung, thay thế, bãi bỏ. */
export const SIMPLIFICATION_OPTIONS = ['keep', 'amend', 'replace', 'abolish'] as const;
export type SimplificationOption = (typeof SIMPLIFICATION_OPTIONS)[number];

/** Một TTHC trong kế hoạch rà soát. Costs in đồng a year. */
export interface ReviewItemPayload {
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly sector: string;
  /** Năm kế hoạch; a report of another year says so. */
  readonly planYear: number;
  /** The act that orders the review, in words. */
  readonly decision: string;
  readonly state: ReviewState;
  readonly option: SimplificationOption | null;
  /** Số VBQPPL cần sửa. */
  readonly documentsToAmend: number;
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  /** Quyết định thông qua phương án. */
  readonly approvedBy: string | null;
  readonly reviewedOn: PlainDate | null;
}

/** Phản ánh, kiến nghị: about regulations (quy định), conduct (hành vi) or both. */
export interface FeedbackPayload {
  readonly sector: string;
  readonly about: 'regulation' | 'conduct' | 'both';
  readonly receivedOn: PlainDate;
  readonly handledOn: PlainDate | null;
  /** Passed on to the authority that is competent. */
  readonly forwarded: boolean;
  readonly publishedOn: PlainDate | null;
}

/** Truyền thông, sáng kiến hoặc kiểm tra. */
export interface ActivityPayload {
  readonly title: string;
  /** Hình thức. */
  readonly form: string;
  readonly on: PlainDate;
  /** How many: sessions, initiatives, units inspected. */
  readonly quantity: number;
  readonly note: string;
  /** Khen thưởng, xử lý; of inspections. */
  readonly commendations?: number;
  readonly disciplines?: number;
}

export const STATEMENT_STYLES = ['paragraph', 'bullet', 'subBullet', 'note'] as const;

/** Lời văn của đơn vị for one section of the narrative; printed in the order of the entries' ids. */
export interface StatementPayload {
  /** `I.5`, `II` */
  readonly section: string;
  readonly style: (typeof STATEMENT_STYLES)[number];
  readonly text: string;
}

export interface RegisterPayloads {
  readonly reviewItem: ReviewItemPayload;
  readonly feedback: FeedbackPayload;
  readonly outreach: ActivityPayload;
  readonly initiative: ActivityPayload;
  readonly inspection: ActivityPayload;
  readonly statement: StatementPayload;
}

/** Một mục trong sổ. `happenedOn` decides the period. */
export type RegisterEntry = {
  readonly [Kind in RegisterKind]: {
    readonly kind: Kind;
    /** Stable within its kind and unit: the same id again is a correction. */
    readonly id: string;
    readonly happenedOn: PlainDate;
    readonly payload: RegisterPayloads[Kind];
  };
}[RegisterKind];
