/** Quan hệ giữa các chỉ tiêu: equations, parts and wholes, what a share may be divided by, plan against result. */
import type {
  ComparisonRule,
  ContainmentDefinition,
  ExclusiveActs,
  IdentityDefinition,
  LopsidedColumns,
  PartitionDefinition,
  RatioRule,
  SectorBase,
  SectorParts,
  StatementRule,
} from '../../core/checking/law.ts';

/** @legalBasis TT 01/2020/TT-VPCP Phụ lục II, Biểu II.05a, II.06a, II.07b */
export const IDENTITIES: readonly IdentityDefinition[] = [
  {
    total: 'dossiers.received.total',
    parts: ['dossiers.received.inPeriod', 'dossiers.carriedOver'],
    explanation: 'tổng số tiếp nhận = tiếp nhận trong kỳ + từ kỳ trước chuyển sang',
  },
  {
    total: 'dossiers.received.total',
    parts: ['dossiers.received.online', 'dossiers.received.counterAndPost', 'dossiers.carriedOver'],
    apart: ['dossiers.post.received', 'dossiers.post'],
    explanation: 'tổng số tiếp nhận = trực tuyến + trực tiếp, bưu chính + từ kỳ trước chuyển sang',
  },
  {
    total: 'dossiers.received.inPeriod',
    parts: ['dossiers.received.online', 'dossiers.received.counterAndPost'],
    apart: ['dossiers.post.received', 'dossiers.post'],
    explanation: 'tiếp nhận trong kỳ = trực tuyến + trực tiếp, bưu chính',
  },
  {
    total: 'dossiers.received.total',
    parts: ['dossiers.resolved.total', 'dossiers.pending.total'],
    optionalParts: ['dossiers.cancelled'],
    explanation: 'tổng số tiếp nhận = đã giải quyết + đang giải quyết + hủy',
  },
  {
    total: 'dossiers.resolved.total',
    parts: ['dossiers.resolved.early', 'dossiers.resolved.onTime'],
    optionalParts: ['dossiers.resolved.overdue'],
    explanation: 'đã giải quyết = trước hạn + đúng hạn + quá hạn',
  },
  {
    total: 'dossiers.resolved.total',
    parts: ['dossiers.resolved.notOverdue'],
    optionalParts: ['dossiers.resolved.overdue'],
    explanation: 'đã giải quyết = trước hạn và đúng hạn + quá hạn',
  },
  {
    total: 'dossiers.pending.total',
    parts: ['dossiers.pending.withinTime'],
    optionalParts: ['dossiers.pending.overdue'],
    apart: ['dossiers.pending.suspended'],
    explanation: 'đang giải quyết = trong hạn + quá hạn',
  },
  {
    total: 'procedures.total',
    parts: ['procedures.setByCentreOrProvince'],
    optionalParts: ['procedures.setLocally'],
    explanation: 'tổng số TTHC = do Trung ương, tỉnh quy định + do địa phương quy định',
  },
  {
    total: 'feedback.total',
    parts: ['feedback.new', 'feedback.carriedOver'],
    explanation: 'tổng số phản ánh, kiến nghị = mới trong kỳ + từ kỳ trước chuyển qua',
  },
  {
    total: 'feedback.total',
    parts: ['feedback.regulation', 'feedback.conduct'],
    optionalParts: ['feedback.both'],
    explanation: 'tổng số phản ánh, kiến nghị = về quy định + về hành vi + về cả hai',
  },
  {
    total: 'feedback.total',
    parts: ['feedback.handled', 'feedback.pending'],
    explanation: 'tổng số phản ánh, kiến nghị = đã xử lý + đang xử lý',
  },
];

/**
 * Parts listed under any figure, also of one sector or kind of work, for which there is no indicator. What came by post
 * is counted beside the counter or within it; what was carried over came by no channel of this period.
 * @legalBasis TT 01/2020/TT-VPCP Phụ lục II, Biểu II.06a
 */
export const PARTITIONS: readonly PartitionDefinition[] = [
  {
    facet: 'channel',
    names: { online: 'trực tuyến', counter: 'trực tiếp', post: 'bưu chính' },
    whole: [['online', 'counter', 'post']],
    nearly: [{ values: ['online', 'counter'], unsaid: 'qua bưu chính hoặc kỳ trước chuyển sang' }],
    within: 'post',
    besides: 'dossiers.carriedOver',
  },
  {
    facet: 'timeliness',
    names: { early: 'trước hạn', onTime: 'đúng hạn', overdue: 'quá hạn' },
    whole: [['early', 'onTime', 'overdue']],
    nearly: [],
  },
  {
    facet: 'timeliness',
    names: { withinTime: 'trong hạn', overdue: 'quá hạn' },
    whole: [['withinTime', 'overdue']],
    nearly: [],
  },
  {
    facet: 'time',
    names: { inPeriod: 'trong kỳ', carried: 'kỳ trước chuyển sang' },
    whole: [['inPeriod', 'carried']],
    nearly: [],
  },
];

export const CONTAINMENTS: readonly ContainmentDefinition[] = [
  {
    part: 'procedures.published',
    whole: 'procedures.total',
    severity: 'error',
    why: 'số được công khai là một phần của tổng số TTHC',
  },
  {
    part: 'procedures.oneStop',
    whole: 'procedures.total',
    severity: 'error',
    why: 'TTHC theo cơ chế một cửa là một phần của tổng số TTHC',
  },
  {
    part: 'feedback.handled',
    whole: 'feedback.total',
    severity: 'error',
    why: 'số đã xử lý là một phần của tổng số tiếp nhận (đã gồm kỳ trước chuyển qua)',
  },
  {
    part: 'feedback.handledPublished',
    whole: 'feedback.handled',
    severity: 'error',
    why: 'số được đăng tải công khai là một phần của số đã xử lý',
  },
  {
    part: 'review.approved',
    whole: 'review.planned',
    severity: 'warning',
    why: 'số đã rà soát là một phần của kế hoạch',
  },
  {
    part: 'dossiers.pending.suspended',
    whole: 'dossiers.pending.total',
    severity: 'error',
    why: 'hồ sơ dừng tính là một phần của hồ sơ đang giải quyết',
  },
  {
    part: 'dossiers.received.online',
    whole: 'dossiers.received.total',
    severity: 'error',
    why: 'hồ sơ trực tuyến là một phần của hồ sơ tiếp nhận',
  },
  {
    part: 'dossiers.carriedOver',
    whole: 'dossiers.received.total',
    severity: 'error',
    why: 'hồ sơ kỳ trước chuyển sang là một phần của tổng số tiếp nhận',
  },
  {
    part: 'dossiers.resolved.total',
    whole: 'dossiers.received.total',
    severity: 'error',
    why: 'không thể giải quyết nhiều hơn số tiếp nhận (đã gồm kỳ trước chuyển sang)',
  },
  {
    part: 'dossiers.resolved.early',
    whole: 'dossiers.resolved.total',
    severity: 'error',
    why: 'trước hạn là một phần của đã giải quyết',
  },
  {
    part: 'dossiers.resolved.onTime',
    whole: 'dossiers.resolved.total',
    severity: 'error',
    why: 'đúng hạn là một phần của đã giải quyết',
  },
  {
    part: 'dossiers.resolved.notOverdue',
    whole: 'dossiers.resolved.total',
    severity: 'error',
    why: 'trước hạn và đúng hạn là một phần của đã giải quyết',
  },
  {
    part: 'dossiers.resolved.overdue',
    whole: 'dossiers.resolved.total',
    severity: 'error',
    why: 'quá hạn là một phần của đã giải quyết',
  },
  {
    part: 'dossiers.post',
    whole: 'dossiers.received.total',
    severity: 'warning',
    why: 'hồ sơ qua bưu chính là một phần của hồ sơ của đơn vị',
  },
  {
    part: 'dossiers.paidOnline',
    whole: 'dossiers.received.total',
    severity: 'warning',
    why: 'hồ sơ thanh toán trực tuyến là một phần của hồ sơ tiếp nhận',
  },
  {
    part: 'dossiers.paidOnline',
    whole: 'dossiers.received.online',
    severity: 'warning',
    why: 'hồ sơ thanh toán trực tuyến nhiều hơn hồ sơ nộp trực tuyến chỉ có khi hồ sơ nộp tại quầy cũng trả phí trực tuyến; cần nêu rõ',
  },
  {
    part: 'dossiers.linked.death',
    whole: 'dossiers.linked',
    severity: 'error',
    why: 'liên thông khai tử là một phần của hồ sơ liên thông',
  },
  {
    part: 'dossiers.linked.birth',
    whole: 'dossiers.linked',
    severity: 'error',
    why: 'liên thông khai sinh là một phần của hồ sơ liên thông',
  },
];

export const RATIOS: readonly RatioRule[] = [
  {
    of: 'dossiers.resolved.notOverdue',
    name: 'tỷ lệ giải quyết trước hạn và đúng hạn',
    accepted: ['dossiers.resolved.total'],
    strict: true,
    misused: [{ denominator: 'dossiers.received.total', meaning: 'tỷ lệ đã giải quyết trên tổng số tiếp nhận' }],
  },
  {
    of: 'dossiers.resolved.onTime',
    share: 'dossiers.onTimeShare',
    name: 'tỷ lệ giải quyết đúng hạn',
    accepted: ['dossiers.resolved.total'],
    strict: true,
    misused: [{ denominator: 'dossiers.received.total', meaning: 'tỷ lệ trên tổng số tiếp nhận' }],
  },
  {
    of: 'dossiers.resolved.early',
    name: 'tỷ lệ giải quyết trước hạn',
    accepted: ['dossiers.resolved.total'],
    strict: true,
    misused: [{ denominator: 'dossiers.received.total', meaning: 'tỷ lệ trên tổng số tiếp nhận' }],
  },
  {
    of: 'dossiers.resolved.overdue',
    name: 'tỷ lệ giải quyết quá hạn',
    accepted: ['dossiers.resolved.total'],
    strict: true,
    misused: [{ denominator: 'dossiers.received.total', meaning: 'tỷ lệ trên tổng số tiếp nhận' }],
  },
  {
    of: 'dossiers.resolved.total',
    name: 'tỷ lệ giải quyết',
    accepted: ['dossiers.received.total'],
    strict: true,
    misused: [
      {
        denominator: 'dossiers.received.inPeriod',
        meaning: 'tỷ lệ trên số tiếp nhận trong kỳ, bỏ sót hồ sơ kỳ trước chuyển sang',
      },
    ],
  },
  {
    of: 'dossiers.received.online',
    name: 'tỷ lệ hồ sơ trực tuyến',
    accepted: ['dossiers.received.inPeriod'],
    strict: false,
    misused: [{ denominator: 'dossiers.received.total', meaning: 'tỷ lệ trên tổng số gồm cả kỳ trước chuyển sang' }],
  },
  {
    of: 'dossiers.received.counterAndPost',
    name: 'tỷ lệ hồ sơ trực tiếp, bưu chính',
    accepted: ['dossiers.received.inPeriod'],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.pending.total',
    name: 'tỷ lệ hồ sơ đang giải quyết',
    accepted: ['dossiers.received.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.pending.overdue',
    name: 'tỷ lệ hồ sơ đang giải quyết quá hạn',
    accepted: ['dossiers.pending.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.post',
    name: 'tỷ lệ hồ sơ qua bưu chính công ích',
    accepted: [
      'dossiers.receivedOrHandedOver',
      'dossiers.received.inPeriod',
      'dossiers.received.total',
      'dossiers.resolved.total',
    ],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.post.received',
    name: 'tỷ lệ hồ sơ tiếp nhận qua bưu chính công ích',
    accepted: ['dossiers.received.inPeriod', 'dossiers.received.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.paidOnline',
    name: 'tỷ lệ hồ sơ thanh toán trực tuyến',
    accepted: ['dossiers.feeDue', 'dossiers.received.inPeriod', 'dossiers.received.total', 'dossiers.resolved.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.certifiedECopy',
    name: 'tỷ lệ chứng thực bản sao điện tử',
    accepted: ['dossiers.copyCertification'],
    strict: false,
    misused: [],
  },
  {
    of: 'dossiers.resultDigitised',
    name: 'tỷ lệ số hóa kết quả',
    accepted: ['dossiers.resolved.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'procedures.published',
    name: 'tỷ lệ TTHC được công khai',
    accepted: ['procedures.total'],
    strict: true,
    misused: [],
  },
  {
    of: 'procedures.oneStop',
    name: 'tỷ lệ TTHC theo cơ chế một cửa',
    accepted: ['procedures.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'procedures.internalProcess',
    name: 'tỷ lệ TTHC có quy trình nội bộ',
    accepted: ['procedures.oneStop', 'procedures.total'],
    strict: false,
    misused: [],
  },
  {
    of: 'review.approved',
    share: 'review.completionShare',
    name: 'tỷ lệ hoàn thành kế hoạch rà soát',
    accepted: ['review.planned'],
    strict: false,
    misused: [],
  },
  {
    of: 'feedback.handled',
    name: 'tỷ lệ phản ánh, kiến nghị đã xử lý',
    accepted: ['feedback.total'],
    strict: true,
    misused: [],
  },
];

export const COMPARISONS: readonly ComparisonRule[] = [
  {
    code: 'K01',
    left: 'review.approved',
    right: 'review.planned',
    must: 'atLeast',
    message:
      'Kế hoạch phải rà soát {right} TTHC nhưng mới thông qua {left}: còn {difference} TTHC chưa làm; nêu lý do và thời hạn hoàn thành',
  },
  {
    code: 'K02',
    left: 'procedures.internalProcess',
    right: 'procedures.oneStop',
    must: 'atLeast',
    message:
      '{right} TTHC thực hiện theo cơ chế một cửa nhưng chỉ {left} quy trình nội bộ được ban hành: còn {difference} TTHC chưa có quy trình nội bộ',
  },
  {
    code: 'K03',
    left: 'procedures.published',
    right: 'procedures.total',
    must: 'atLeast',
    message: 'Có {right} TTHC nhưng chỉ công khai {left}: còn {difference} TTHC chưa công khai; bổ sung hoặc nêu lý do',
  },
  {
    code: 'K04',
    left: 'review.saving',
    right: 'review.approved',
    must: 'zeroTogether',
    message:
      'Báo số tiền tiết kiệm {left} đồng trong khi số TTHC đã thông qua phương án là {right}: không có phương án thì không có khoản tiết kiệm',
  },
];

export const STATEMENTS: readonly StatementRule[] = [
  {
    code: 'K05',
    words: ['chưa có phương án'],
    indicator: 'review.approved',
    contradictedWhen: 'aboveZero',
    message: 'Viết «chưa có phương án» nhưng lại báo {value} TTHC đã thông qua phương án đơn giản hóa',
  },
  {
    code: 'K05',
    words: ['đã thực hiện rà soát'],
    indicator: 'review.approved',
    contradictedWhen: 'zero',
    message:
      'Viết «đã thực hiện rà soát» nhưng số TTHC đã rà soát, thông qua là {value}: nêu rõ đã rà soát bao nhiêu TTHC, tỷ lệ hoàn thành kế hoạch bao nhiêu phần trăm',
  },
];

/** What is listed under one of a group cannot be a part of it when it is another. */
export const EXCLUSIVE_ACTS: ExclusiveActs = [['resolved', 'pending', 'cancelled']];

export const SECTOR_BASES: readonly SectorBase[] = [
  {
    indicator: 'dossiers.certifiedECopy',
    sectorWords: 'chứng thực',
    total: 'dossiers.received.total',
    visibleIn: 'dossiers.received.online',
    name: 'chứng thực bản sao điện tử',
  },
];

export const SECTOR_PARTS: readonly SectorParts[] = [
  {
    parts: ['dossiers.linked.death', 'dossiers.linked.birth'],
    sectorWords: 'liên thông',
    total: 'dossiers.received.total',
    name: 'hồ sơ liên thông',
  },
];

export const LOPSIDED: readonly LopsidedColumns[] = [
  {
    code: 'W06',
    columns: ['dossiers.received.online', 'dossiers.received.counterAndPost'],
    atLeast: 100,
    everywhere: false,
    message:
      '{rows}: toàn bộ hồ sơ trong kỳ chỉ đi theo một kênh, kênh kia bằng 0; có thể đúng, nhưng hãy đối chiếu sổ theo dõi (cột trực tiếp gộp cả bưu chính nên không thấy số bưu chính)',
  },
  {
    code: 'W07',
    columns: ['dossiers.resolved.early', 'dossiers.resolved.onTime'],
    atLeast: 100,
    everywhere: true,
    message:
      '{rows}: mọi hồ sơ đều trước hạn, không hồ sơ nào đúng hạn, kể cả thủ tục trả trong ngày; kiểm tra cách phần mềm phân loại trước hạn và đúng hạn',
  },
];

export const MONEY_STEPS = [
  { indicator: 'payments.online.amount', step: 1000, why: 'mức phí, lệ phí thường là bội số của 1.000 đồng' },
] as const;
