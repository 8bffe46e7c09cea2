/**
 * Fee schedules (mức thu phí, lệ phí): a fee (phí) or charge (lệ phí) by the page or by the copy or case, valid between
 * two dates. Plain data; `law/fees/` holds it.
 */
import type { DefinitionStatus } from '../reporting/definition.ts';
import { formatDate, type PlainDate } from '../time/plain-date.ts';
import { type Dong, dong } from './dong.ts';

export type FeeRule =
  /** By pages of the original: `firstPages` pages at one amount each, further ones at another, at most `capPerCopy` a copy. */
  | {
      readonly kind: 'perPage';
      readonly firstPages: number;
      readonly firstPageAmount: Dong;
      readonly furtherPageAmount: Dong;
      readonly capPerCopy: Dong;
    }
  /** The same amount for each copy or case, whatever its pages. */
  | { readonly kind: 'each'; readonly amount: Dong };

/** Mức thu. Amounts in đồng; both ends of its validity count. */
export interface FeeSchedule {
  /** `certifiedCopy` */
  readonly key: string;
  readonly label: string;
  /** phí hoặc lệ phí: different budgets, different receipts. */
  readonly kind: 'fee' | 'charge';
  /** What `copies` counts: `bản`, `trường hợp`. */
  readonly per: string;
  readonly rule: FeeRule;
  readonly effectiveFrom: PlainDate;
  readonly effectiveThrough: PlainDate | null;
  readonly legalBasis: string;
  readonly status: DefinitionStatus;
  readonly statusNote?: string;
}

/** More pages or copies in one go are taken for a slip of the hand. */
export const MOST_PAGES = 10_000;
export const MOST_COPIES = 10_000;

function whole(value: number, most: number, what: string): number {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`${what} phải là số nguyên từ 1 đến ${most}, không nhận «${value}».`);
  }
  return value;
}

/**
 * Tiền phí, lệ phí phải thu of `copies` copies (or cases) with `pages` pages each.
 * @throws RangeError when either is not a whole number from 1 on
 */
export function feeFor(schedule: FeeSchedule, pages: number, copies: number): Dong {
  whole(pages, MOST_PAGES, 'Số trang');
  whole(copies, MOST_COPIES, `Số ${schedule.per}`);
  const { rule } = schedule;
  switch (rule.kind) {
    case 'perPage': {
      const first = Math.min(pages, rule.firstPages) * rule.firstPageAmount;
      const further = Math.max(0, pages - rule.firstPages) * rule.furtherPageAmount;
      return dong(Math.min(first + further, rule.capPerCopy) * copies);
    }
    case 'each':
      return dong(rule.amount * copies);
  }
}

/**
 * The schedule in force on a day, both ends counted.
 * @throws RangeError where there is none: a gap is an error, never last year's amount
 */
export function scheduleOn(schedules: readonly FeeSchedule[], key: string, date: PlainDate): FeeSchedule {
  const found = schedules.find(
    (schedule) =>
      schedule.key === key &&
      schedule.effectiveFrom <= date &&
      (schedule.effectiveThrough === null || date <= schedule.effectiveThrough),
  );
  if (found === undefined) {
    throw new RangeError(
      `Chưa có mức thu «${key}» cho ngày ${formatDate(date)}; hãy bổ sung biểu mức thu có hiệu lực ngày đó.`,
    );
  }
  return found;
}
