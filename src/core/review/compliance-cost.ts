/**
 * Compliance cost of a procedure (chi phí tuân thủ TTHC): what it costs people to carry it out, before and after a
 * simplification. No opportunity cost. Whole đồng and whole minutes; each activity is rounded half up to a đồng.
 * @legalBasis TT 02/2017/TT-VPCP Điều 27
 */
import { type Dong, dong, sumDong } from '../money/dong.ts';
import { ratioInHundredths } from '../reporting/ratio.ts';

/** Công việc khi thực hiện TTHC, in the order of the table. */
export const COST_ACTIVITIES = {
  prepare: 'Chuẩn bị hồ sơ',
  submit: 'Nộp hồ sơ',
  payFees: 'Nộp phí, lệ phí, chi phí khác',
  inspection: 'Chuẩn bị, phục vụ việc kiểm tra, đánh giá',
  other: 'Công việc khác',
  receiveResult: 'Nhận kết quả',
} as const;
export type CostActivity = keyof typeof COST_ACTIVITIES;

/** Một dòng của bảng tính: one activity of one person, once. */
export interface CostLine {
  readonly activity: CostActivity;
  readonly description: string;
  /** Thời gian thực hiện, in whole minutes. */
  readonly minutes: number;
  /** Chi phí thuê tư vấn, dịch vụ. */
  readonly services: Dong;
  /** Phí, lệ phí, chi phí khác. */
  readonly charges: Dong;
}

/** How a procedure is carried out, now or after simplification. */
export interface ComplianceCase {
  readonly lines: readonly CostLine[];
  /** Mức thu nhập bình quân một người một giờ làm việc. */
  readonly incomePerHour: Dong;
  /** Số lần thực hiện một năm. */
  readonly timesPerYear: number;
  /** Số lượng đối tượng tuân thủ một năm. */
  readonly subjectsPerYear: number;
}

export interface ComplianceCost {
  /** Each line's cost, in the order given. */
  readonly lines: readonly Dong[];
  /** Một lần, một đối tượng. */
  readonly once: Dong;
  /** Một năm, mọi đối tượng. */
  readonly perYear: Dong;
}

const MOST_MINUTES = 60 * 24 * 365;
const MOST_TIMES = 1_000_000;
const MOST_SUBJECTS = 200_000_000;

function wholeFromZero(value: number, most: number, what: string): bigint {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${what} phải là số nguyên từ 0 đến ${most}, không nhận «${value}».`);
  }
  return BigInt(value);
}

function halfUp(numerator: bigint, denominator: bigint): Dong {
  return dong(Number((2n * numerator + denominator) / (2n * denominator)));
}

/**
 * Chi phí tuân thủ: C₁ = Σ (thời gian × thu nhập/giờ + dịch vụ + phí, lệ phí); C năm = C₁ × số lần × số đối tượng.
 * @throws RangeError when a number is negative, not whole or beyond its limit
 */
export function complianceCost(given: ComplianceCase): ComplianceCost {
  const income = wholeFromZero(given.incomePerHour, Number.MAX_SAFE_INTEGER, 'Thu nhập bình quân một giờ');
  const lines = given.lines.map((line) => {
    const minutes = wholeFromZero(line.minutes, MOST_MINUTES, `Thời gian (phút) của «${line.description}»`);
    wholeFromZero(line.services, Number.MAX_SAFE_INTEGER, `Chi phí dịch vụ của «${line.description}»`);
    wholeFromZero(line.charges, Number.MAX_SAFE_INTEGER, `Phí, lệ phí của «${line.description}»`);
    return sumDong([halfUp(minutes * income, 60n), line.services, line.charges]);
  });
  const once = sumDong(lines);
  const times = wholeFromZero(given.timesPerYear, MOST_TIMES, 'Số lần thực hiện một năm');
  const subjects = wholeFromZero(given.subjectsPerYear, MOST_SUBJECTS, 'Số đối tượng một năm');
  return { lines, once, perYear: dong(Number(BigInt(once) * times * subjects)) };
}

/** Lợi ích của phương án: what it saves, negative where it costs more, and the share in hundredths of a per cent. */
export interface CostReduction {
  readonly saving: Dong;
  /** Tỷ lệ cắt giảm, 7744 = 77,44 %; null when nothing was spent before. */
  readonly hundredths: number | null;
}

export function costReduction(before: Dong, after: Dong): CostReduction {
  return { saving: dong(before - after), hundredths: ratioInHundredths(before - after, before) };
}

/**
 * Giá trị trung vị dưới: where sources of a figure differ, the law takes the lower of the two middle ones.
 * @throws RangeError when there is no value
 */
export function lowerMiddle(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('Cần ít nhất một giá trị để lấy giá trị giữa.');
  return middle;
}
