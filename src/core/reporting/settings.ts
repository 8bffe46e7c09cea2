/** Dated settings of a unit that change how figures are counted or what a report carries; the report says which were used. */
import type { ReportIdentity } from '../organisation/unit.ts';
import type { TimelinessGranularity } from './predicate.ts';

/** The setting under which a unit keeps whether timeliness is decided by the minute or by the day. */
export const TIMELINESS_SETTING = 'timeliness';

export interface TimelinessSetting {
  readonly granularity: TimelinessGranularity;
  /** Căn cứ of the province's choice. */
  readonly basis: string;
}

/** The setting under which a unit keeps what its reports carry at head and foot, over what the tree of units says. */
export const REPORT_IDENTITY_SETTING = 'reportIdentity';

export interface ReportIdentitySetting {
  /** The receiving unit itself stands in the tree; here only its name as printed. */
  readonly identity: Omit<ReportIdentity, 'receiverId'>;
  /** Căn cứ: the decision of appointment, the assignment of work. */
  readonly basis: string;
}

/** Why a setting was made, kept with it: what it is in a few words, the reason, who decided to enter it. */
export interface SettingNote {
  readonly what: string;
  readonly reason: string;
  readonly by: string;
  /** It takes an earlier change back. */
  readonly withdrawal?: true;
}

/** In the place of a value: the change was withdrawn before its day came, so what stood before it stands. */
export interface WithdrawnSetting {
  readonly withdrawn: true;
}

export const isWithdrawn = (value: unknown): value is WithdrawnSetting =>
  typeof value === 'object' && value !== null && (value as { withdrawn?: unknown }).withdrawn === true;

/** Widest texts of a report's head and foot, in characters: what its printed columns hold. */
const LONGEST = { receiverName: 120, line: 60, signer: 60, recipient: 120, notation: 30 } as const;
const MOST_SIGNATURE_LINES = 5;
const MOST_RECIPIENTS = 20;
const NOTATION = /^[\p{Lu}\d]+(?:[-&][\p{Lu}\d]+)+$/u;

export type IdentityErrors = Readonly<Partial<Record<keyof ReportIdentitySetting['identity'], string>>>;

/** What is wrong with the head and foot of reports (thông tin in trên báo cáo), one sentence a field. */
export function identityProblems(identity: ReportIdentitySetting['identity']): IdentityErrors {
  const errors: { -readonly [K in keyof IdentityErrors]: string } = {};
  const long = (text: string, most: number): boolean => [...text].length > most;
  if (identity.receiverName === '') errors.receiverName = 'Hãy nhập tên cơ quan nhận báo cáo.';
  else if (long(identity.receiverName, LONGEST.receiverName))
    errors.receiverName = `Tên cơ quan nhận dài quá ${LONGEST.receiverName} ký tự.`;
  if (identity.signatureLines.length === 0) errors.signatureLines = 'Hãy nhập ít nhất một dòng chức danh người ký.';
  else if (identity.signatureLines.length > MOST_SIGNATURE_LINES)
    errors.signatureLines = `Chức danh ký có nhiều nhất ${MOST_SIGNATURE_LINES} dòng.`;
  else if (identity.signatureLines.some((line) => long(line, LONGEST.line)))
    errors.signatureLines = `Mỗi dòng chức danh dài nhất ${LONGEST.line} ký tự.`;
  if (identity.signer === '') errors.signer = 'Hãy nhập họ và tên người ký.';
  else if (long(identity.signer, LONGEST.signer)) errors.signer = `Họ tên người ký dài quá ${LONGEST.signer} ký tự.`;
  if (identity.recipients.length === 0) errors.recipients = 'Hãy nhập ít nhất một nơi nhận.';
  else if (identity.recipients.length > MOST_RECIPIENTS)
    errors.recipients = `Có nhiều nhất ${MOST_RECIPIENTS} nơi nhận.`;
  else if (identity.recipients.some((line) => long(line, LONGEST.recipient)))
    errors.recipients = `Mỗi nơi nhận dài nhất ${LONGEST.recipient} ký tự.`;
  if (!NOTATION.test(identity.notation) || long(identity.notation, LONGEST.notation))
    errors.notation = 'Ký hiệu gồm chữ in hoa nối bằng gạch ngang, ví dụ BC-UBND.';
  return errors;
}
