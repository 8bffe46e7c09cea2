/**
 * What a dossier costs (phí, lệ phí của hồ sơ): from the procedure's rule, the schedule in force on the day of receipt,
 * pages and copies, and an exemption with its ground.
 */
import { type Dong, dong, MOST_DONG, parseDong } from '../money/dong.ts';
import { type FeeSchedule, feeFor, MOST_COPIES, MOST_PAGES, scheduleOn } from '../money/fee.ts';
import { formatDate, type PlainDate } from '../time/plain-date.ts';
import type { FieldErrors } from './applicant.ts';

/** What a procedure's version says of its fee. `amount` null: set by the province, typed in at the desk. */
export interface ProcedureFee {
  readonly kind: 'none' | 'fee' | 'charge';
  readonly amount: number | null;
  readonly per: string | null;
  readonly scheduleKey: string | null;
  readonly note: string;
}

/** Đối tượng được miễn: what the desk may choose, with its ground. */
export interface FeeExemption {
  readonly key: string;
  readonly label: string;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly legalBasis: string;
  readonly provisional: boolean;
}

/** Khoản thu của hồ sơ. Amounts in đồng. */
export interface FeeLine {
  readonly scheduleKey: string;
  readonly label: string;
  readonly kind: 'fee' | 'charge';
  /** What is counted: `bản`, `trường hợp`. */
  readonly per: string;
  readonly pages: number;
  readonly copies: number;
  /** What would be owed without the exemption. */
  readonly fullAmount: Dong;
  readonly amount: Dong;
  /** Key of the exemption; empty: none. */
  readonly exemption: string;
  readonly exemptionLabel: string;
  readonly legalBasis: string;
  readonly provisional: boolean;
}

/** How the desk has to ask about the fee. */
export interface FeeQuestion {
  readonly kind: 'none' | 'schedule' | 'fixed' | 'typed';
  readonly byPages: boolean;
  readonly per: string;
  readonly note: string;
}

const PER_WORDS: Readonly<Record<string, string>> = { case: 'trường hợp', copy: 'bản', page: 'bản' };

/** The procedure's rule, whatever its version holds; nothing readable counts as no fee. */
export function readProcedureFee(value: unknown): ProcedureFee {
  const none: ProcedureFee = { kind: 'none', amount: 0, per: null, scheduleKey: null, note: '' };
  if (typeof value !== 'object' || value === null) return none;
  const raw = value as Partial<Record<keyof ProcedureFee, unknown>>;
  if (raw.kind !== 'fee' && raw.kind !== 'charge')
    return { ...none, note: typeof raw.note === 'string' ? raw.note : '' };
  return {
    kind: raw.kind,
    amount: typeof raw.amount === 'number' ? raw.amount : null,
    per: typeof raw.per === 'string' ? raw.per : null,
    scheduleKey: typeof raw.scheduleKey === 'string' ? raw.scheduleKey : null,
    note: typeof raw.note === 'string' ? raw.note : '',
  };
}

/** What to ask at the desk for a procedure. */
export function feeQuestion(fee: ProcedureFee): FeeQuestion {
  if (fee.kind === 'none') return { kind: 'none', byPages: false, per: '', note: fee.note };
  const per = PER_WORDS[fee.per ?? 'case'] ?? 'trường hợp';
  if (fee.scheduleKey !== null) return { kind: 'schedule', byPages: fee.per === 'page', per, note: fee.note };
  return { kind: fee.amount === null ? 'typed' : 'fixed', byPages: false, per, note: fee.note };
}

export interface RawFee {
  readonly pages: string;
  readonly copies: string;
  /** Where the province sets the amount. */
  readonly amount: string;
  readonly exemption: string;
}

export type FeeCheck =
  | { readonly ok: true; readonly line: FeeLine | null }
  | { readonly ok: false; readonly errors: FieldErrors };

function wholeNumber(text: string, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= 1 && value <= most ? value : undefined;
}

/**
 * Tính phí, lệ phí on the day of receipt; null where the procedure takes none. Errors carry the names `feePages`,
 * `feeCopies`, `feeAmount`, `feeExemption`.
 */
export function checkFee(
  fee: ProcedureFee,
  raw: RawFee,
  on: PlainDate,
  law: { readonly schedules: readonly FeeSchedule[]; readonly exemptions: readonly FeeExemption[] },
): FeeCheck {
  const question = feeQuestion(fee);
  if (question.kind === 'none') return { ok: true, line: null };
  const errors: Record<string, string> = {};
  const copies = wholeNumber(raw.copies === '' ? '1' : raw.copies, MOST_COPIES);
  if (copies === undefined) errors['feeCopies'] = `Số ${question.per} là số nguyên từ 1 đến ${MOST_COPIES}.`;
  const pages = question.byPages ? wholeNumber(raw.pages === '' ? '1' : raw.pages, MOST_PAGES) : 1;
  if (pages === undefined) errors['feePages'] = `Số trang là số nguyên từ 1 đến ${MOST_PAGES}.`;
  const exemption = law.exemptions.find(
    (one) =>
      one.key === raw.exemption &&
      one.effectiveFrom <= on &&
      (one.effectiveThrough === null || on <= one.effectiveThrough),
  );
  if (raw.exemption !== '' && exemption === undefined) {
    errors['feeExemption'] = `Diện miễn này không áp dụng vào ngày ${formatDate(on)}. Hãy chọn lại trong danh sách.`;
  }
  let unit:
    | { readonly label: string; readonly amount: number; readonly basis: string; readonly provisional: boolean }
    | undefined;
  if (question.kind === 'schedule') {
    try {
      const schedule = scheduleOn(law.schedules, fee.scheduleKey as string, on);
      if (pages !== undefined && copies !== undefined) {
        unit = {
          label: schedule.label,
          amount: feeFor(schedule, pages, copies),
          basis: schedule.legalBasis,
          provisional: schedule.status === 'provisional',
        };
      }
    } catch (error) {
      errors['feeCopies'] ??= (error as Error).message;
    }
  } else if (question.kind === 'fixed') {
    if (copies !== undefined)
      unit = { label: fee.note, amount: (fee.amount as number) * copies, basis: '', provisional: true };
  } else {
    try {
      // Left empty where the applicant is exempt: the amount then does not matter.
      const each = raw.amount.trim() === '' && exemption !== undefined ? dong(0) : parseDong(raw.amount);
      if (each < 0) errors['feeAmount'] = 'Mức thu không được âm.';
      else if (copies !== undefined && each * copies > MOST_DONG) errors['feeAmount'] = 'Mức thu quá lớn.';
      else if (copies !== undefined)
        unit = { label: fee.note, amount: each * copies, basis: 'Nghị quyết của HĐND tỉnh', provisional: true };
    } catch {
      errors['feeAmount'] =
        raw.amount.trim() === ''
          ? 'Hãy nhập mức thu theo nghị quyết của HĐND tỉnh (0 nếu không thu), hoặc chọn diện miễn.'
          : 'Mức thu là số đồng nguyên, ví dụ 8.000.';
    }
  }
  if (Object.keys(errors).length > 0 || unit === undefined) return { ok: false, errors };
  return {
    ok: true,
    line: {
      scheduleKey: fee.scheduleKey ?? '',
      label: unit.label,
      kind: fee.kind as 'fee' | 'charge',
      per: question.per,
      pages: pages as number,
      copies: copies as number,
      fullAmount: dong(unit.amount),
      amount: exemption === undefined ? dong(unit.amount) : dong(0),
      exemption: exemption?.key ?? '',
      exemptionLabel: exemption?.label ?? '',
      legalBasis: unit.basis,
      provisional: unit.provisional,
    },
  };
}
