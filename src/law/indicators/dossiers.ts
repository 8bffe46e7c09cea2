/**
 * Chỉ tiêu về hồ sơ. Each figure of II.06a and of the text on dossiers is defined here, once.
 * Only the committee's own dossiers count: the parts of a linked application are counted through their parent, vertical
 * agencies' procedures are kept apart.
 * @legalBasis TT 01/2020/TT-VPCP Phụ lục II; NĐ 09/2019/NĐ-CP Điều 12 (kỳ); QĐ 1291/QĐ-TTg (ngành dọc)
 */
import type { IndicatorDefinition } from '../../core/reporting/definition.ts';
import type { Predicate } from '../../core/reporting/predicate.ts';

const own: Predicate = { all: [{ not: { flag: 'linkedChild' } }, { not: { flag: 'verticalAgency' } }] };
const endedBefore: Predicate = {
  any: [
    { at: 'resolvedAt', in: 'beforePeriod' },
    { at: 'cancelledAt', in: 'beforePeriod' },
  ],
};
const endedByAsOf: Predicate = {
  any: [
    { at: 'resolvedAt', in: 'byAsOf' },
    { at: 'cancelledAt', in: 'byAsOf' },
  ],
};
const receivedInPeriod: Predicate = { at: 'receivedAt', in: 'period' };
const resolvedInPeriod: Predicate = { at: 'resolvedAt', in: 'period' };
const carriedOver: Predicate = { all: [{ at: 'receivedAt', in: 'beforePeriod' }, { not: endedBefore }] };
const pending: Predicate = { all: [{ at: 'receivedAt', in: 'byAsOf' }, { not: endedByAsOf }] };
const byPost: Predicate = {
  any: [
    { all: [{ fact: 'channel', in: ['post'] }, receivedInPeriod] },
    {
      all: [
        { fact: 'handOverChannel', in: ['post'] },
        { at: 'handedOverAt', in: 'period' },
      ],
    },
  ],
};
const where = (...parts: Predicate[]): Predicate => ({ all: [own, ...parts] });

const count = (
  id: string,
  label: string,
  predicate: Predicate,
  explanation: string,
  synonyms: readonly string[] = [],
): IndicatorDefinition => ({
  kind: 'count',
  id,
  label,
  unit: 'hồ sơ',
  population: 'dossier',
  where: predicate,
  explanation,
  synonyms,
});

export const DOSSIER_INDICATORS = [
  count(
    'dossiers.received.online',
    'Hồ sơ tiếp nhận trong kỳ qua trực tuyến',
    where(receivedInPeriod, { fact: 'channel', in: ['online'] }),
    'Hồ sơ có ngày tiếp nhận trong kỳ (tính cả ngày đầu và ngày cuối), hình thức nộp trực tuyến.',
    ['hồ sơ trực tuyến đã tiếp nhận', 'hồ sơ tiếp nhận trực tuyến', 'hồ sơ nộp trực tuyến'],
  ),
  count(
    'dossiers.received.counterAndPost',
    'Hồ sơ tiếp nhận trong kỳ trực tiếp, qua dịch vụ bưu chính',
    where(receivedInPeriod, { fact: 'channel', in: ['counter', 'post'] }),
    'Hồ sơ có ngày tiếp nhận trong kỳ, nộp trực tiếp hoặc qua dịch vụ bưu chính công ích.',
    ['hồ sơ tiếp nhận trực tiếp', 'hồ sơ nộp trực tiếp'],
  ),
  count(
    'dossiers.carriedOver',
    'Hồ sơ từ kỳ trước chuyển sang',
    where(carriedOver),
    'Hồ sơ tiếp nhận trước ngày đầu kỳ mà khi bắt đầu kỳ chưa có kết quả, chưa rút, chưa hủy.',
    ['hồ sơ kỳ trước chuyển sang', 'hồ sơ kỳ trước chuyển qua', 'tồn kỳ trước'],
  ),
  count(
    'dossiers.resolved.early',
    'Hồ sơ đã giải quyết trước hạn',
    where(resolvedInPeriod, { timeliness: 'early' }),
    'Hồ sơ có kết quả trong kỳ, thời điểm có kết quả sớm hơn hạn trả (hạn đã dời theo các lần tạm dừng, hẹn lại).',
    ['hồ sơ giải quyết sớm hạn', 'hồ sơ giải quyết trước hạn'],
  ),
  count(
    'dossiers.resolved.onTime',
    'Hồ sơ đã giải quyết đúng hạn',
    where(resolvedInPeriod, { timeliness: 'onTime' }),
    'Hồ sơ có kết quả trong kỳ, thời điểm có kết quả trùng hạn trả.',
    ['hồ sơ giải quyết đúng hạn'],
  ),
  count(
    'dossiers.resolved.overdue',
    'Hồ sơ đã giải quyết quá hạn',
    where(resolvedInPeriod, { timeliness: 'overdue' }),
    'Hồ sơ có kết quả trong kỳ, thời điểm có kết quả muộn hơn hạn trả.',
    ['hồ sơ đã giải quyết trễ hạn', 'hồ sơ giải quyết quá hạn', 'hồ sơ trễ hạn'],
  ),
  count(
    'dossiers.pending.withinTime',
    'Hồ sơ đang giải quyết, trong hạn',
    where(pending, { timeliness: 'withinTime' }),
    'Hồ sơ đã tiếp nhận, cuối kỳ chưa có kết quả, chưa rút, chưa hủy và chưa quá hạn; hồ sơ đang tạm dừng là trong hạn trừ khi đã quá hạn trước khi dừng.',
    ['hồ sơ đang giải quyết trong hạn', 'hồ sơ chưa đến hạn'],
  ),
  count(
    'dossiers.pending.overdue',
    'Hồ sơ đang giải quyết, quá hạn',
    where(pending, { timeliness: 'overdue' }),
    'Hồ sơ cuối kỳ chưa có kết quả và đã quá hạn trả tại thời điểm chốt.',
    ['hồ sơ đang giải quyết quá hạn'],
  ),
  count(
    'dossiers.pending.suspended',
    'Hồ sơ dừng tính',
    where(pending, { during: 'suspendedDuring' }),
    'Trong số hồ sơ đang giải quyết, những hồ sơ mà đồng hồ tính hạn đang dừng tại thời điểm chốt (chờ bổ sung, chờ nghĩa vụ tài chính, tạm dừng).',
    ['hồ sơ dừng tính', 'hồ sơ tạm dừng', 'dừng tính'],
  ),
  count(
    'dossiers.cancelled',
    'Hồ sơ hủy',
    where({ at: 'cancelledAt', in: 'period' }),
    'Hồ sơ đã tiếp nhận mà trong kỳ được rút, bị hủy, trả lại hoặc dừng giải quyết, nên không có kết quả.',
    ['hồ sơ hủy', 'tổng số hồ sơ hủy', 'HS hủy', 'hồ sơ rút'],
  ),
  {
    kind: 'computed',
    id: 'dossiers.received.inPeriod',
    label: 'Hồ sơ tiếp nhận trong kỳ',
    unit: 'hồ sơ',
    plus: ['dossiers.received.online', 'dossiers.received.counterAndPost'],
    explanation: 'Tổng hồ sơ tiếp nhận trong kỳ qua mọi hình thức, không gồm hồ sơ kỳ trước chuyển sang.',
    synonyms: ['hồ sơ tiếp nhận mới', 'tiếp nhận mới trong kỳ'],
  },
  {
    kind: 'computed',
    id: 'dossiers.received.total',
    label: 'Tổng số hồ sơ đã tiếp nhận',
    unit: 'hồ sơ',
    plus: ['dossiers.received.inPeriod', 'dossiers.carriedOver'],
    explanation: 'Hồ sơ tiếp nhận trong kỳ cộng hồ sơ kỳ trước chuyển sang.',
    synonyms: ['tổng số hồ sơ tiếp nhận', 'tổng số hồ sơ phải giải quyết'],
  },
  {
    kind: 'computed',
    id: 'dossiers.resolved.total',
    label: 'Tổng số hồ sơ đã giải quyết',
    unit: 'hồ sơ',
    plus: ['dossiers.resolved.early', 'dossiers.resolved.onTime', 'dossiers.resolved.overdue'],
    explanation: 'Hồ sơ có kết quả trong kỳ: trước hạn, đúng hạn và quá hạn.',
    synonyms: ['hồ sơ đã giải quyết', 'hồ sơ đã giải quyết xong', 'hồ sơ đã xử lý'],
  },
  {
    kind: 'computed',
    id: 'dossiers.resolved.notOverdue',
    label: 'Hồ sơ đã giải quyết trước hạn và đúng hạn',
    unit: 'hồ sơ',
    plus: ['dossiers.resolved.early', 'dossiers.resolved.onTime'],
    explanation: 'Hồ sơ có kết quả trong kỳ không muộn hơn hạn trả.',
    synonyms: ['hồ sơ đã giải quyết sớm hạn và đúng hạn', 'hồ sơ giải quyết trước và đúng hạn'],
  },
  {
    kind: 'computed',
    id: 'dossiers.pending.total',
    label: 'Tổng số hồ sơ đang giải quyết',
    unit: 'hồ sơ',
    plus: ['dossiers.pending.withinTime', 'dossiers.pending.overdue'],
    explanation: 'Hồ sơ đã tiếp nhận mà tại thời điểm chốt chưa có kết quả, chưa rút, chưa hủy.',
    synonyms: ['hồ sơ đang giải quyết', 'hồ sơ chuyển kỳ sau', 'hồ sơ đang xử lý'],
  },
  {
    kind: 'ratio',
    id: 'dossiers.onTimeShare',
    label: 'Tỷ lệ giải quyết trước hạn và đúng hạn',
    unit: '%',
    numerator: 'dossiers.resolved.notOverdue',
    denominator: 'dossiers.resolved.total',
    denominatorName: 'hồ sơ đã giải quyết trong kỳ',
    explanation: 'Hồ sơ giải quyết trước hạn và đúng hạn trên tổng số hồ sơ đã giải quyết trong kỳ.',
  },
  {
    kind: 'ratio',
    id: 'dossiers.resolvedShare',
    label: 'Tỷ lệ giải quyết',
    unit: '%',
    numerator: 'dossiers.resolved.total',
    denominator: 'dossiers.received.total',
    denominatorName: 'tổng số hồ sơ đã tiếp nhận, gồm kỳ trước chuyển sang',
    explanation: 'Hồ sơ đã giải quyết trên tổng số hồ sơ đã tiếp nhận.',
  },
  {
    kind: 'ratio',
    id: 'dossiers.onlineShare',
    label: 'Tỷ lệ hồ sơ trực tuyến',
    unit: '%',
    numerator: 'dossiers.received.online',
    denominator: 'dossiers.received.inPeriod',
    denominatorName: 'hồ sơ tiếp nhận trong kỳ',
    explanation: 'Hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận trong kỳ.',
  },
  count(
    'dossiers.post',
    'Hồ sơ tiếp nhận, trả kết quả qua dịch vụ bưu chính công ích',
    where(byPost),
    'Hồ sơ nộp qua bưu chính trong kỳ hoặc trả kết quả qua bưu chính trong kỳ; hồ sơ dùng cả hai chiều tính một lần.',
    ['hồ sơ qua dịch vụ bưu chính công ích', 'hồ sơ bưu chính công ích', 'BCCI'],
  ),
  count(
    'dossiers.post.received',
    'Hồ sơ tiếp nhận qua bưu chính công ích',
    where(receivedInPeriod, { fact: 'channel', in: ['post'] }),
    'Hồ sơ tiếp nhận trong kỳ, nộp qua dịch vụ bưu chính công ích.',
  ),
  count(
    'dossiers.post.handedOver',
    'Hồ sơ trả kết quả qua bưu chính công ích',
    where({ at: 'handedOverAt', in: 'period' }, { fact: 'handOverChannel', in: ['post'] }),
    'Hồ sơ trả kết quả trong kỳ qua dịch vụ bưu chính công ích.',
  ),
  count(
    'dossiers.receivedOrHandedOver',
    'Hồ sơ có tiếp nhận hoặc trả kết quả trong kỳ',
    where({ any: [receivedInPeriod, { at: 'handedOverAt', in: 'period' }] }),
    'Hồ sơ tiếp nhận trong kỳ hoặc trả kết quả trong kỳ, mỗi hồ sơ một lần: số hồ sơ có thể đã dùng bưu chính.',
  ),
  {
    kind: 'ratio',
    id: 'dossiers.postShare',
    label: 'Tỷ lệ hồ sơ qua bưu chính công ích',
    unit: '%',
    numerator: 'dossiers.post',
    denominator: 'dossiers.receivedOrHandedOver',
    denominatorName: 'hồ sơ có tiếp nhận hoặc trả kết quả trong kỳ',
    explanation:
      'Hồ sơ tiếp nhận hoặc trả kết quả qua bưu chính công ích trên số hồ sơ có tiếp nhận hoặc trả kết quả trong kỳ.',
  },
  count(
    'dossiers.paidOnline',
    'Hồ sơ được thanh toán trực tuyến',
    where({ at: 'paidOnlineAt', in: 'period' }),
    'Hồ sơ có giao dịch thanh toán trực tuyến thành công trong kỳ.',
    ['hồ sơ thanh toán trực tuyến', 'hồ sơ được thanh toán trực tuyến'],
  ),
  {
    kind: 'sum',
    id: 'payments.online.amount',
    label: 'Tổng số tiền đã được thanh toán trực tuyến',
    unit: 'đồng',
    population: 'dossier',
    of: 'paidOnlineAmount',
    where: where({ at: 'paidOnlineAt', in: 'period' }),
    explanation: 'Tổng số tiền của các giao dịch thanh toán trực tuyến thành công trong kỳ.',
    synonyms: ['tổng số tiền thanh toán trực tuyến', 'số tiền đã thanh toán trực tuyến'],
  },
  count(
    'dossiers.feeDue',
    'Hồ sơ phải nộp phí, lệ phí',
    where({ fact: 'feeDue', above: 0 }, { any: [receivedInPeriod, { at: 'paidOnlineAt', in: 'period' }] }),
    'Hồ sơ có phí, lệ phí lớn hơn 0, tiếp nhận trong kỳ hoặc được thanh toán trực tuyến trong kỳ.',
  ),
  {
    kind: 'ratio',
    id: 'dossiers.paidOnlineShare',
    label: 'Tỷ lệ hồ sơ thanh toán trực tuyến',
    unit: '%',
    numerator: 'dossiers.paidOnline',
    denominator: 'dossiers.feeDue',
    denominatorName: 'hồ sơ phải nộp phí, lệ phí',
    explanation: 'Hồ sơ thanh toán trực tuyến trên số hồ sơ phải nộp phí, lệ phí.',
  },
  count(
    'dossiers.copyCertification',
    'Hồ sơ chứng thực bản sao từ bản chính đã giải quyết',
    where(resolvedInPeriod, { flag: 'copyCertification' }),
    'Hồ sơ chứng thực bản sao từ bản chính có kết quả trong kỳ.',
  ),
  count(
    'dossiers.certifiedECopy',
    'Hồ sơ chứng thực bản sao điện tử từ bản chính',
    where(resolvedInPeriod, { flag: 'copyCertification' }, { flag: 'certifiedECopy' }),
    'Hồ sơ chứng thực bản sao từ bản chính có kết quả trong kỳ và có cấp bản sao điện tử.',
    ['hồ sơ chứng thực bản sao điện tử', 'chứng thực bản sao điện tử từ bản chính'],
  ),
  {
    kind: 'ratio',
    id: 'dossiers.certifiedECopyShare',
    label: 'Tỷ lệ chứng thực bản sao điện tử',
    unit: '%',
    numerator: 'dossiers.certifiedECopy',
    denominator: 'dossiers.copyCertification',
    denominatorName: 'hồ sơ chứng thực bản sao từ bản chính đã giải quyết trong kỳ',
    explanation: 'Hồ sơ có cấp bản sao điện tử trên số hồ sơ chứng thực bản sao từ bản chính đã giải quyết trong kỳ.',
  },
  count(
    'dossiers.resultDigitised',
    'Hồ sơ đã số hóa kết quả',
    where(resolvedInPeriod, { flag: 'resultDigitised' }),
    'Hồ sơ có kết quả trong kỳ và kết quả đã được số hóa.',
    ['kết quả được số hóa', 'hồ sơ số hóa kết quả'],
  ),
  {
    kind: 'ratio',
    id: 'dossiers.resultDigitisedShare',
    label: 'Tỷ lệ số hóa kết quả',
    unit: '%',
    numerator: 'dossiers.resultDigitised',
    denominator: 'dossiers.resolved.total',
    denominatorName: 'hồ sơ đã giải quyết trong kỳ',
    explanation: 'Hồ sơ đã số hóa kết quả trên tổng số hồ sơ đã giải quyết trong kỳ.',
  },
  count(
    'dossiers.linked',
    'Hồ sơ liên thông tiếp nhận trong kỳ',
    where(receivedInPeriod, {
      any: [
        { fact: 'sectorKey', in: ['lien-thong-cac-tthc'] },
        { fact: 'procedureCode', in: ['2.002621', '2.002622', '2.000986', '2.001023', '2.002913', '3.000722'] },
      ],
    }),
    'Hồ sơ thuộc nhóm thủ tục liên thông tiếp nhận trong kỳ; mỗi hồ sơ liên thông tính một lần dù nhiều cơ quan cùng giải quyết.',
    ['hồ sơ liên thông'],
  ),
  count(
    'dossiers.linked.death',
    'Hồ sơ liên thông đăng ký khai tử',
    where(receivedInPeriod, { fact: 'procedureCode', in: ['2.002622', '2.002913'] }),
    'Hồ sơ tiếp nhận trong kỳ của nhóm thủ tục liên thông đăng ký khai tử, xóa đăng ký thường trú, mai táng phí, tử tuất.',
    ['hồ sơ liên thông đăng ký khai tử', 'hồ sơ liên thông khai tử'],
  ),
  count(
    'dossiers.linked.birth',
    'Hồ sơ liên thông đăng ký khai sinh',
    where(receivedInPeriod, { fact: 'procedureCode', in: ['2.002621', '2.000986', '2.001023', '3.000722'] }),
    'Hồ sơ tiếp nhận trong kỳ của nhóm thủ tục liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế.',
    ['hồ sơ liên thông đăng ký khai sinh', 'hồ sơ liên thông khai sinh'],
  ),
  {
    kind: 'count',
    id: 'dossiers.verticalAgency',
    label: 'Hồ sơ của cơ quan ngành dọc tiếp nhận trong kỳ',
    unit: 'hồ sơ',
    population: 'dossier',
    where: { all: [receivedInPeriod, { not: { flag: 'linkedChild' } }, { flag: 'verticalAgency' }] },
    explanation:
      'Hồ sơ thủ tục của cơ quan ngành dọc tiếp nhận tại Bộ phận Một cửa trong kỳ; không nằm trong tổng số của Ủy ban nhân dân. Phần của cơ quan ngành dọc trong hồ sơ liên thông đã tính cùng hồ sơ liên thông, không tính lại ở đây.',
  },
] as const satisfies readonly IndicatorDefinition[];
