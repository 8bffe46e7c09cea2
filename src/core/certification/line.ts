/** A line of a certification book (một dòng sổ chứng thực): reading what was typed, and what has to be paid for it. */
import { type Dong, dong } from '../money/dong.ts';
import { type FeeSchedule, feeFor, MOST_COPIES, MOST_PAGES, scheduleOn } from '../money/fee.ts';
import { type FieldErrors, tidyText, tooLong } from '../reception/applicant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { CertificationKind } from './kinds.ts';

export const PAYMENTS = ['cash', 'transfer', 'online', 'exempt'] as const;
export type CertificationPayment = (typeof PAYMENTS)[number];
export const PAYMENT_LABELS = {
  cash: 'Tiền mặt',
  transfer: 'Chuyển khoản',
  online: 'Trực tuyến',
  exempt: 'Miễn thu',
} as const satisfies Record<CertificationPayment, string>;

/** What the next line begins with after a way of payment. An online payment and an exemption belong to their line alone. */
export const NEXT_PAYMENT = {
  cash: 'cash',
  transfer: 'transfer',
  online: 'cash',
  exempt: 'cash',
} as const satisfies Record<CertificationPayment, CertificationPayment>;

/** As typed. */
export interface RawLine {
  readonly kind: string;
  readonly applicant: string;
  readonly identityNumber: string;
  readonly documentName: string;
  readonly pages: string;
  readonly copies: string;
  readonly eCopy: boolean;
  readonly payment: string;
  readonly signer: string;
  readonly note: string;
}

/** What a line says, without its number. `pages` is 1 where pages do not matter; `fee` in đồng. */
export interface Line {
  readonly kind: string;
  readonly applicant: string;
  /** Số giấy tờ tùy thân; empty where the book does not ask for it. */
  readonly identityNumber: string;
  readonly documentName: string;
  readonly pages: number;
  readonly copies: number;
  /** An electronic copy was issued too (bản sao điện tử); it has a number in a register of its own. */
  readonly eCopy: boolean;
  readonly payment: CertificationPayment;
  readonly fee: Dong;
  readonly signer: string;
  readonly note: string;
}

export const LINE_LENGTHS = { applicant: 150, identityNumber: 20, documentName: 200, signer: 100, note: 200 } as const;

export type LineCheck =
  | { readonly ok: true; readonly line: Line }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Tiền phí of a line as the schedules say on its day; 0 when exempt. @throws RangeError where no schedule is in force */
export function lineFee(
  schedules: readonly FeeSchedule[],
  kind: CertificationKind,
  on: PlainDate,
  line: { readonly pages: number; readonly copies: number; readonly payment: CertificationPayment },
): Dong {
  if (line.payment === 'exempt') return dong(0);
  return feeFor(scheduleOn(schedules, kind.scheduleKey, on), line.pages, line.copies);
}

/** Whether the pages of the original decide the fee of a kind on a day. */
export function countsPages(schedules: readonly FeeSchedule[], kind: CertificationKind, on: PlainDate): boolean {
  return scheduleOn(schedules, kind.scheduleKey, on).rule.kind === 'perPage';
}

function wholeNumber(text: string, label: string, most: number): number | string {
  const bare = text.trim();
  if (bare === '') return `Hãy nhập ${label}.`;
  const value = Number(bare);
  return /^\d{1,6}$/.test(bare) && value >= 1 && value <= most
    ? value
    : `${label.slice(0, 1).toUpperCase()}${label.slice(1)} phải là số nguyên từ 1 đến ${most}, không nhận «${bare.slice(0, 20)}».`;
}

const isPayment = (text: string): text is CertificationPayment => (PAYMENTS as readonly string[]).includes(text);

/** What a name in a book never holds: pictures and signs of markup. Organisations and several people have the rest. */
const STRANGE_IN_NAME = /[\p{Extended_Pictographic}<>{}|\\]/u;

/** Kiểm tra một dòng: all that is wrong at once, beside each field. @param on the day of the certification */
export function checkLine(
  raw: RawLine,
  kind: CertificationKind | undefined,
  schedules: readonly FeeSchedule[],
  on: PlainDate,
): LineCheck {
  const errors: Record<string, string> = {};
  const say = (field: string, message: string | undefined): void => {
    if (message !== undefined) errors[field] ??= message;
  };
  const text = (field: keyof typeof LINE_LENGTHS, label: string): string => {
    const value = tidyText(raw[field]);
    say(field, tooLong(label, value, LINE_LENGTHS[field]));
    return value;
  };
  const applicant = text('applicant', 'Tên người yêu cầu');
  if (applicant === '') say('applicant', 'Hãy nhập họ tên người yêu cầu chứng thực.');
  else if (!/\p{L}/u.test(applicant)) say('applicant', 'Tên người yêu cầu phải có chữ.');
  else if (STRANGE_IN_NAME.test(applicant))
    say('applicant', 'Tên người yêu cầu có ký tự lạ. Hãy ghi đúng như trên giấy tờ.');
  const identityNumber = raw.identityNumber
    .normalize('NFKC')
    .replace(/[\s.-]+/gu, '')
    .toUpperCase();
  if (identityNumber !== '' && !/^(\d{9}|\d{12}|[A-Z]\d{6,8}|\d{10}(\d{3})?)$/.test(identityNumber))
    say('identityNumber', 'Số giấy tờ là căn cước 12 số, chứng minh nhân dân 9 số, hộ chiếu hoặc mã số thuế.');
  const documentName = text('documentName', 'Tên giấy tờ');
  if (documentName === '') say('documentName', 'Hãy nhập tên giấy tờ được chứng thực.');
  const signer = text('signer', 'Người ký chứng thực');
  if (signer === '') say('signer', 'Hãy nhập họ tên, chức vụ người ký chứng thực.');
  else if (STRANGE_IN_NAME.test(signer)) say('signer', 'Người ký chứng thực có ký tự lạ. Hãy ghi họ tên, chức vụ.');
  const note = text('note', 'Ghi chú');
  const payment: CertificationPayment = isPayment(raw.payment) ? raw.payment : 'cash';
  if (!isPayment(raw.payment)) say('payment', 'Hãy chọn cách thu phí.');
  if (payment === 'exempt' && note === '') say('note', 'Miễn thu thì ghi rõ lý do vào ghi chú.');
  if (kind === undefined) {
    say('kind', 'Hãy chọn loại việc chứng thực trong danh sách.');
    return { ok: false, errors };
  }
  if (kind.needsIdentity && identityNumber === '')
    say('identityNumber', `«${kind.label}» phải ghi số giấy tờ tùy thân của người yêu cầu.`);
  if (raw.eCopy && !kind.mayBeElectronic)
    say('eCopy', `«${kind.label}» không cấp bản sao điện tử; chỉ bản sao từ bản chính mới cấp.`);
  const pages = countsPages(schedules, kind, on) ? wholeNumber(raw.pages, 'số trang', MOST_PAGES) : 1;
  const copies = wholeNumber(raw.copies, kind.per === 'bản' ? 'số bản' : 'số trường hợp', MOST_COPIES);
  if (typeof pages === 'string') say('pages', pages);
  if (typeof copies === 'string') say('copies', copies);
  if (typeof pages === 'string' || typeof copies === 'string' || Object.keys(errors).length > 0)
    return { ok: false, errors };
  const fee = lineFee(schedules, kind, on, { pages, copies, payment });
  return {
    ok: true,
    line: {
      kind: kind.key,
      applicant,
      identityNumber,
      documentName,
      pages,
      copies,
      eCopy: raw.eCopy,
      payment,
      fee,
      signer,
      note,
    },
  };
}
