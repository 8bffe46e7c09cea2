/**
 * A receipt as the desk fills it in (nội dung tiếp nhận): everything that was typed, checked at once, one sentence beside
 * each field that is wrong. What the procedure allows comes in from outside; nothing here knows a procedure by name.
 */
import { CHANNELS, type Channel } from '../dossier/facts.ts';
import type { FeeSchedule } from '../money/fee.ts';
import type { PlainDate } from '../time/plain-date.ts';
import {
  checkPerson,
  checkRepresentative,
  type FieldErrors,
  type Person,
  type RawPerson,
  type Representative,
  tidyText,
  tooLong,
} from './applicant.ts';
import { checkFee, type FeeExemption, type FeeLine, type ProcedureFee, type RawFee } from './fees.ts';
import { checkPapers, missingPapers, type PaperLine, type RawPaper } from './papers.ts';

/** Cách nộp at the desk; online with an officer's help is filed online and counts so. */
export const FILING_LABELS = {
  counter: 'Trực tiếp tại quầy',
  post: 'Qua bưu chính công ích',
  online: 'Trực tuyến, cán bộ hỗ trợ nộp',
} as const satisfies Record<Channel, string>;

/** Nơi nhận kết quả. */
export const RESULT_LABELS = {
  counter: 'Tại Bộ phận Một cửa',
  post: 'Qua bưu chính công ích',
  online: 'Trực tuyến',
} as const satisfies Record<Channel, string>;

export const LONGEST_REQUEST = 500;
export const MOST_SETS = 99;

/** Fields as text, exactly as a form sends them. */
export interface RawReceipt {
  readonly procedureCode: string;
  /** An applicant whom the unit knows; empty: the fields of `person` speak. */
  readonly personId: string;
  /** The entry of the directory that `person` corrects; empty or absent: they speak for themselves. */
  readonly correctsId?: string;
  readonly person: RawPerson;
  readonly byRepresentative: boolean;
  readonly repName: string;
  readonly repIdentity: string;
  readonly repPhone: string;
  readonly repAuthority: string;
  readonly channel: string;
  readonly request: string;
  readonly sets: string;
  readonly papers: readonly RawPaper[];
  readonly fee: RawFee;
  readonly resultChannel: string;
  readonly resultAddress: string;
}

/** Nội dung tiếp nhận, checked. */
export interface Receipt {
  readonly procedureCode: string;
  /** Null: the applicant is known by `personId`. */
  readonly person: Person | null;
  readonly personId: string | null;
  readonly representative: Representative | null;
  readonly channel: Channel;
  readonly request: string;
  readonly sets: number;
  readonly papers: readonly PaperLine[];
  readonly fee: FeeLine | null;
  readonly resultChannel: Channel;
  readonly resultAddress: string;
}

export interface ReceiptRules {
  /** The procedure's name, where nothing else is said of the request. */
  readonly procedureName: string;
  readonly channels: readonly Channel[];
  readonly fee: ProcedureFee;
  readonly on: PlainDate;
  readonly schedules: readonly FeeSchedule[];
  readonly exemptions: readonly FeeExemption[];
}

export type ReceiptCheck =
  | { readonly ok: true; readonly receipt: Receipt; readonly missing: readonly PaperLine[] }
  | { readonly ok: false; readonly errors: FieldErrors };

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Kiểm tra nội dung tiếp nhận. Papers that are missing do not hinder it here: whether to go on is the officer's to say. */
export function checkReceipt(raw: RawReceipt, rules: ReceiptRules): ReceiptCheck {
  const errors: Record<string, string> = {};
  let person: Person | null = null;
  if (raw.personId === '') {
    const checked = checkPerson(raw.person);
    if (checked.ok) person = checked.person;
    else Object.assign(errors, checked.errors);
  } else if (!isUuid(raw.personId)) errors['personId'] = 'Hãy tìm và chọn lại người nộp.';
  let representative: Representative | null = null;
  if (raw.byRepresentative) {
    const checked = checkRepresentative(raw);
    if (checked.ok) representative = checked.representative;
    else Object.assign(errors, checked.errors);
  }
  const channel = CHANNELS.find((one) => one === raw.channel);
  if (channel === undefined) errors['channel'] = 'Hãy chọn hình thức nộp.';
  else if (!rules.channels.includes(channel)) {
    const allowed = rules.channels.map((one) => FILING_LABELS[one].toLowerCase()).join('; ');
    errors['channel'] = `Thủ tục này chỉ nhận: ${allowed}.`;
  }
  const request = tidyText(raw.request) === '' ? rules.procedureName : tidyText(raw.request);
  const long = tooLong('Nội dung yêu cầu', request, LONGEST_REQUEST);
  if (long !== undefined && tidyText(raw.request) !== '') errors['request'] = long;
  const sets = /^\d{1,3}$/.test(raw.sets.trim()) ? Number(raw.sets) : raw.sets.trim() === '' ? 1 : Number.NaN;
  if (!(sets >= 1 && sets <= MOST_SETS)) errors['sets'] = `Số bộ hồ sơ là số nguyên từ 1 đến ${MOST_SETS}.`;
  const papers = checkPapers(raw.papers);
  if (!papers.ok) Object.assign(errors, papers.errors);
  const fee = checkFee(rules.fee, raw.fee, rules.on, rules);
  if (!fee.ok) Object.assign(errors, fee.errors);
  const resultChannel = CHANNELS.find((one) => one === raw.resultChannel);
  if (resultChannel === undefined) errors['resultChannel'] = 'Hãy chọn nơi nhận kết quả.';
  const resultAddress = tidyText(raw.resultAddress);
  const longAddress = tooLong('Địa chỉ nhận kết quả', resultAddress, 300);
  if (longAddress !== undefined) errors['resultAddress'] = longAddress;
  if (Object.keys(errors).length > 0 || !papers.ok || !fee.ok || channel === undefined || resultChannel === undefined) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    missing: missingPapers(papers.papers),
    receipt: {
      procedureCode: raw.procedureCode,
      person,
      personId: raw.personId === '' ? null : raw.personId,
      representative,
      channel,
      request,
      sets,
      papers: papers.papers,
      fee: fee.line,
      resultChannel,
      resultAddress,
    },
  };
}
