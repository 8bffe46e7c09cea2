/**
 * What a closed report gets on its way out (phát hành): number and date by the clerk. They are printed in the head of the
 * document and change no figure, so they stand beside the closed version and never in it.
 * @legalBasis NĐ 30/2020/NĐ-CP Điều 15 (số, thời gian ban hành)
 */
import type { PlainDate } from '../time/plain-date.ts';
import type { ReportModel } from './model.ts';

export interface DocumentIssue {
  /** Số văn bản, as printed: `05`, `104`, `12a`. */
  readonly number: string;
  readonly date: PlainDate;
}

/** `05` to `99999`, with at most one small letter behind for a number that was squeezed in. */
export const DOCUMENT_NUMBER = /^\d{1,5}[a-zđ]?$/;

/** The closed report with its number and date; every figure and word of it stays. */
export function issued(model: ReportModel, issue: DocumentIssue): ReportModel {
  return { ...model, document: { ...model.document, number: issue.number, date: issue.date } };
}

/** Vai trò của chữ ký: the leader signs first, the organisation seals what the leader signed. */
export const SIGNATURE_ROLES = ['leader', 'organisation'] as const;
export type SignatureRole = (typeof SIGNATURE_ROLES)[number];

export const SIGNATURE_ROLE_LABELS = {
  leader: 'Người có thẩm quyền ký',
  organisation: 'Cơ quan, tổ chức (thay con dấu)',
} as const satisfies Record<SignatureRole, string>;

/** The signature that comes next; null when both are there. */
export function nextSignature(present: readonly SignatureRole[]): SignatureRole | null {
  return SIGNATURE_ROLES.find((role) => !present.includes(role)) ?? null;
}
