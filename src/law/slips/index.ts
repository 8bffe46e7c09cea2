/** Mẫu phiếu của Bộ phận Một cửa, by date: which form a slip issued on a day is printed on. */
import type { SlipForm, SlipKind } from '../../core/reception/slip.ts';
import { formatDate, type PlainDate } from '../../core/time/plain-date.ts';
import { SLIPS_TT_01_2018 } from './tt-01-2018.ts';
import { SLIPS_TT_03_2025 } from './tt-03-2025.ts';

export const SLIP_FORMS: readonly SlipForm[] = [...SLIPS_TT_01_2018, ...SLIPS_TT_03_2025];

/**
 * The form of a kind in force on a day, both ends counted.
 * @throws RangeError where there is none: TT 01/2018 has no notice of discontinuation
 */
export function slipFormOn(kind: SlipKind, on: PlainDate): SlipForm {
  const found = SLIP_FORMS.find(
    (form) =>
      form.kind === kind && form.effectiveFrom <= on && (form.effectiveThrough === null || on <= form.effectiveThrough),
  );
  if (found === undefined) {
    throw new RangeError(`Ngày ${formatDate(on)} chưa có mẫu phiếu loại này trong hệ thống. Hãy lập văn bản riêng.`);
  }
  return found;
}

/** From this day the commune's desk is a public administration service centre. @legalBasis NĐ 118/2025/NĐ-CP */
const CENTRES_FROM = '2025-07-01';

/** Tên Bộ phận Một cửa as slips print it on a day. */
export function deskName(on: PlainDate): string {
  return on >= CENTRES_FROM ? 'Trung tâm Phục vụ hành chính công' : 'Bộ phận Tiếp nhận và Trả kết quả';
}
