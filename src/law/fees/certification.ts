/** Phí chứng thực tại UBND cấp xã. */
import { dong } from '../../core/money/dong.ts';
import type { FeeRule, FeeSchedule } from '../../core/money/fee.ts';
import { plainDate } from '../../core/time/plain-date.ts';

const BASIS = 'TT 226/2016/TT-BTC';
const NOTE =
  'Mức thu đã đối chiếu với bản công khai thủ tục; số văn bản và ngày hiệu lực nhớ lại, chưa đối chiếu nguyên văn.';

function certification(key: string, label: string, per: string, rule: FeeRule): FeeSchedule {
  return {
    key,
    label,
    kind: 'fee',
    per,
    rule,
    effectiveFrom: plainDate('2017-01-01'),
    effectiveThrough: null,
    legalBasis: BASIS,
    status: 'provisional',
    statusNote: NOTE,
  };
}
const each = (amount: number): FeeRule => ({ kind: 'each', amount: dong(amount) });

export const CERTIFICATION_FEES: readonly FeeSchedule[] = [
  certification('certifiedCopy', 'Chứng thực bản sao từ bản chính', 'bản', {
    kind: 'perPage',
    firstPages: 2,
    firstPageAmount: dong(2000),
    furtherPageAmount: dong(1000),
    capPerCopy: dong(200_000),
  }),
  certification('signature', 'Chứng thực chữ ký', 'trường hợp', each(10_000)),
  certification('contract', 'Chứng thực giao dịch, di chúc, văn bản về di sản', 'trường hợp', each(50_000)),
  certification('contractAmendment', 'Chứng thực việc sửa đổi, bổ sung, hủy bỏ giao dịch', 'trường hợp', each(30_000)),
  certification('contractCorrection', 'Sửa lỗi sai sót trong giao dịch', 'trường hợp', each(25_000)),
];
