/** Digitisation (số hóa): papers handed in and results, their state, and when an earlier result may be used again. */
import { type FieldErrors, tidyText, tooLong } from '../reception/applicant.ts';
import { formatDate, type PlainDate } from '../time/plain-date.ts';

/** Loại: thành phần hồ sơ 0, kết quả 1. */
export const PAPER_KINDS = ['component', 'result'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
export const PAPER_KIND_LABELS = {
  component: 'Thành phần hồ sơ',
  result: 'Kết quả giải quyết',
} as const satisfies Record<PaperKind, string>;

/** Trạng thái số hóa, in the order of the national codes 0 to 3. */
export const DIGITAL_STATES = ['notDigitised', 'digitised', 'reused', 'reusedResult'] as const;
export type DigitalState = (typeof DIGITAL_STATES)[number];
export const DIGITAL_STATE_LABELS = {
  notDigitised: 'Chưa số hóa',
  digitised: 'Được số hóa',
  reused: 'Tái sử dụng',
  reusedResult: 'Tái sử dụng từ kết quả hồ sơ khác',
} as const satisfies Record<DigitalState, string>;

/** The code of a state as data are exchanged, 0 to 3. */
export const digitalStateCode = (state: DigitalState): number => DIGITAL_STATES.indexOf(state);

/** Loại bản: bản chính 0, bản sao 1, bản điện tử 2. */
export const PAPER_COPIES = ['original', 'copy', 'electronic'] as const;
export type PaperCopy = (typeof PAPER_COPIES)[number];
export const PAPER_COPY_LABELS = {
  original: 'Bản chính',
  copy: 'Bản sao',
  electronic: 'Bản điện tử',
} as const satisfies Record<PaperCopy, string>;

/** As typed; dates are read before. */
export interface RawDigitisation {
  readonly kind: string;
  readonly name: string;
  readonly form: string;
  readonly digitised: boolean;
  readonly documentNumber: string;
  readonly issuedOn: PlainDate | undefined;
  /** The last day on which it may be used again (counted). */
  readonly validThrough: PlainDate | undefined;
}

export interface Digitisation {
  readonly kind: PaperKind;
  readonly name: string;
  readonly form: PaperCopy;
  readonly state: 'notDigitised' | 'digitised';
  readonly documentNumber: string;
  readonly issuedOn: PlainDate | null;
  readonly validThrough: PlainDate | null;
}

export type DigitisationCheck =
  | { readonly ok: true; readonly paper: Digitisation }
  | { readonly ok: false; readonly errors: FieldErrors };

const oneOf = <V extends string>(values: readonly V[], text: string): V | undefined =>
  values.find((value) => value === text);

/** Kiểm tra một giấy tờ: all that is wrong at once. @param today issued later than it is refused */
export function checkDigitisation(raw: RawDigitisation, today: PlainDate): DigitisationCheck {
  const errors: Record<string, string> = {};
  const kind = oneOf(PAPER_KINDS, raw.kind);
  const form = oneOf(PAPER_COPIES, raw.form);
  const name = tidyText(raw.name);
  const documentNumber = tidyText(raw.documentNumber);
  if (kind === undefined) errors['kind'] = 'Hãy chọn thành phần hồ sơ hay kết quả giải quyết.';
  if (form === undefined) errors['form'] = 'Hãy chọn bản chính, bản sao hay bản điện tử.';
  const longName = name === '' ? 'Hãy nhập tên giấy tờ.' : tooLong('Tên giấy tờ', name, 200);
  if (longName !== undefined) errors['name'] = longName;
  const longNumber = tooLong('Số, ký hiệu', documentNumber, 60);
  if (longNumber !== undefined) errors['documentNumber'] = longNumber;
  if (raw.issuedOn !== undefined && raw.issuedOn > today)
    errors['issuedOn'] = `Ngày cấp không được sau hôm nay, ${formatDate(today)}.`;
  if (raw.issuedOn !== undefined && raw.validThrough !== undefined && raw.validThrough < raw.issuedOn)
    errors['validThrough'] = `Hạn sử dụng không được trước ngày cấp, ${formatDate(raw.issuedOn)}.`;
  if (kind === undefined || form === undefined || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    paper: {
      kind,
      name,
      form,
      state: raw.digitised ? 'digitised' : 'notDigitised',
      documentNumber,
      issuedOn: raw.issuedOn ?? null,
      validThrough: raw.validThrough ?? null,
    },
  };
}

export interface Reusable {
  readonly kind: PaperKind;
  readonly state: DigitalState;
  readonly validThrough: PlainDate | null;
  readonly dossierCode: string;
  /** Số giấy tờ of whom it belongs to. */
  readonly identityNumber: string;
}

export type ReuseDecision =
  | { readonly ok: true; readonly state: 'reused' | 'reusedResult' }
  | { readonly ok: false; readonly reason: string };

/**
 * Tái sử dụng: whether a digital paper may stand in a dossier instead of being asked for again, and as what.
 * @param today its last day counts
 */
export function decideReuse(
  source: Reusable,
  into: { readonly dossierCode: string; readonly identityNumber: string },
  today: PlainDate,
): ReuseDecision {
  const no = (reason: string): ReuseDecision => ({ ok: false, reason });
  if (source.state === 'notDigitised') return no('Giấy tờ này chưa số hóa nên chưa dùng lại được. Hãy số hóa trước.');
  if (source.dossierCode === into.dossierCode) return no('Giấy tờ này thuộc chính hồ sơ đang làm.');
  if (source.identityNumber === '' || source.identityNumber !== into.identityNumber)
    return no('Giấy tờ này của người khác, hoặc chưa ghi số giấy tờ của người nộp, nên không dùng lại cho hồ sơ này.');
  if (source.validThrough !== null && source.validThrough < today)
    return no(`Giấy tờ này hết hạn từ sau ngày ${formatDate(source.validThrough)}. Hãy xin bản mới.`);
  return { ok: true, state: source.kind === 'result' ? 'reusedResult' : 'reused' };
}
