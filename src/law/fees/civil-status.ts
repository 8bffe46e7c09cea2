/** Phí, lệ phí hộ tịch và nuôi con nuôi mà trung ương quy định. Lệ phí đăng ký hộ tịch khác do HĐND tỉnh quyết định, không có ở đây. */
import { dong } from '../../core/money/dong.ts';
import type { FeeSchedule } from '../../core/money/fee.ts';
import { plainDate } from '../../core/time/plain-date.ts';

const NOTE =
  'Mức thu đã đối chiếu với bản công khai thủ tục; số văn bản và ngày hiệu lực nhớ lại, chưa đối chiếu nguyên văn.';

export const CIVIL_STATUS_FEES: readonly FeeSchedule[] = [
  {
    key: 'civilStatusExtract',
    label: 'Cấp bản sao trích lục hộ tịch, xác nhận thông tin hộ tịch',
    kind: 'fee',
    per: 'bản',
    rule: { kind: 'each', amount: dong(8000) },
    effectiveFrom: plainDate('2017-01-01'),
    effectiveThrough: null,
    legalBasis: 'TT 281/2016/TT-BTC',
    status: 'provisional',
    statusNote: NOTE,
  },
  {
    key: 'domesticAdoption',
    label: 'Đăng ký nuôi con nuôi trong nước',
    kind: 'charge',
    per: 'trường hợp',
    rule: { kind: 'each', amount: dong(400_000) },
    effectiveFrom: plainDate('2017-01-01'),
    effectiveThrough: null,
    legalBasis: 'NĐ 114/2016/NĐ-CP',
    status: 'provisional',
    statusNote: NOTE,
  },
];
