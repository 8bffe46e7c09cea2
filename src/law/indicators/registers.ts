/** Chỉ tiêu về phản ánh, kiến nghị; rà soát, đơn giản hóa; truyền thông, sáng kiến, kiểm tra. */
import type { IndicatorDefinition } from '../../core/reporting/definition.ts';
import type { Population, Predicate } from '../../core/reporting/predicate.ts';

const count = (
  population: Population,
  unit: string,
  id: string,
  label: string,
  where: Predicate,
  explanation: string,
  synonyms: readonly string[] = [],
): IndicatorDefinition => ({ kind: 'count', id, label, unit, population, where, explanation, synonyms });

const feedback = (id: string, label: string, where: Predicate, explanation: string, synonyms: readonly string[] = []) =>
  count('feedback', 'phản ánh, kiến nghị', id, label, where, explanation, synonyms);
const review = (id: string, label: string, where: Predicate, explanation: string, synonyms: readonly string[] = []) =>
  count('reviewItem', 'thủ tục', id, label, where, explanation, synonyms);
const activity = (id: string, label: string, kind: string, explanation: string, synonyms: readonly string[] = []) =>
  count(
    'activity',
    'hoạt động',
    id,
    label,
    {
      all: [
        { fact: 'activity', in: [kind] },
        { at: 'happenedAt', in: 'period' },
      ],
    },
    explanation,
    synonyms,
  );

const newInPeriod: Predicate = { at: 'receivedAt', in: 'period' };
const carriedOver: Predicate = {
  all: [{ at: 'receivedAt', in: 'beforePeriod' }, { not: { at: 'handledAt', in: 'beforePeriod' } }],
};
const ofPeriod: Predicate = { any: [newInPeriod, carriedOver] };
const handled: Predicate = { at: 'handledAt', in: 'period' };

export const FEEDBACK_INDICATORS = [
  feedback(
    'feedback.new',
    'Phản ánh, kiến nghị tiếp nhận mới trong kỳ',
    newInPeriod,
    'Phản ánh, kiến nghị có ngày tiếp nhận trong kỳ.',
    ['số tiếp nhận mới trong kỳ'],
  ),
  feedback(
    'feedback.carriedOver',
    'Phản ánh, kiến nghị từ kỳ trước chuyển qua',
    carriedOver,
    'Phản ánh, kiến nghị tiếp nhận trước kỳ, đầu kỳ chưa xử lý xong.',
    ['số từ kỳ trước chuyển qua'],
  ),
  feedback(
    'feedback.conduct',
    'Phản ánh, kiến nghị về hành vi hành chính',
    { all: [ofPeriod, { fact: 'about', in: ['conduct'] }] },
    'Chỉ về hành vi hành chính.',
    ['phản ánh, kiến nghị về hành vi hành chính'],
  ),
  feedback(
    'feedback.regulation',
    'Phản ánh, kiến nghị về quy định hành chính',
    { all: [ofPeriod, { fact: 'about', in: ['regulation'] }] },
    'Chỉ về quy định hành chính.',
    ['phản ánh, kiến nghị về quy định hành chính'],
  ),
  feedback(
    'feedback.both',
    'Phản ánh, kiến nghị về cả quy định và hành vi',
    { all: [ofPeriod, { fact: 'about', in: ['both'] }] },
    'Về cả quy định và hành vi hành chính.',
  ),
  feedback(
    'feedback.handled',
    'Phản ánh, kiến nghị đã xử lý',
    handled,
    'Phản ánh, kiến nghị có kết quả xử lý trong kỳ, gồm cả chuyển cơ quan khác.',
    ['số phản ánh, kiến nghị đã xử lý'],
  ),
  feedback(
    'feedback.handledPublished',
    'Phản ánh, kiến nghị đã xử lý và đăng tải công khai',
    { all: [handled, { at: 'publishedAt', in: 'byAsOf' }] },
    'Trong số đã xử lý trong kỳ, kết quả đã đăng tải công khai đến thời điểm chốt.',
    ['số đã được đăng tải công khai'],
  ),
  feedback(
    'feedback.pending',
    'Phản ánh, kiến nghị đang xử lý',
    { all: [{ at: 'receivedAt', in: 'byAsOf' }, { not: { at: 'handledAt', in: 'byAsOf' } }] },
    'Phản ánh, kiến nghị đã tiếp nhận, chưa có kết quả tại thời điểm chốt.',
    ['số phản ánh, kiến nghị đang xử lý'],
  ),
  {
    kind: 'computed',
    id: 'feedback.total',
    label: 'Tổng số phản ánh, kiến nghị',
    unit: 'phản ánh, kiến nghị',
    plus: ['feedback.conduct', 'feedback.regulation', 'feedback.both'],
    explanation: 'Phản ánh, kiến nghị tiếp nhận mới trong kỳ và từ kỳ trước chuyển qua.',
    synonyms: ['tổng số phản ánh, kiến nghị đã tiếp nhận'],
  },
] as const satisfies readonly IndicatorDefinition[];

const inPlan: Predicate = { flag: 'inPlanOfYear' };
const approved: Predicate = {
  all: [inPlan, { at: 'reviewedAt', in: 'period' }, { fact: 'state', in: ['approved', 'implemented'] }],
};

export const REVIEW_INDICATORS = [
  review(
    'review.planned',
    'Tổng số TTHC cần rà soát, đơn giản hóa theo Kế hoạch',
    inPlan,
    'Thủ tục trong kế hoạch rà soát của năm báo cáo.',
    ['TTHC cần rà soát, đơn giản hóa theo kế hoạch', 'TTHC cần rà soát'],
  ),
  review(
    'review.approved',
    'Tổng số TTHC đã được rà soát, thông qua phương án đơn giản hóa',
    approved,
    'Thủ tục trong kế hoạch đã rà soát trong kỳ và phương án đã được thông qua.',
    ['TTHC đã được rà soát, thông qua phương án', 'TTHC đã rà soát'],
  ),
  review(
    'review.approvedToDate',
    'TTHC đã rà soát, thông qua phương án tính từ đầu năm',
    { all: [inPlan, { at: 'reviewedAt', in: 'byAsOf' }, { fact: 'state', in: ['approved', 'implemented'] }] },
    'Lũy kế từ đầu năm đến thời điểm chốt.',
  ),
  ...(['keep', 'amend', 'replace', 'abolish'] as const).map((option) =>
    review(
      `review.${option}`,
      {
        keep: 'Phương án giữ nguyên',
        amend: 'Phương án sửa đổi, bổ sung',
        replace: 'Phương án thay thế',
        abolish: 'Phương án bãi bỏ',
      }[option],
      { all: [approved, { fact: 'option', in: [option] }] },
      'Trong số thủ tục đã thông qua phương án trong kỳ.',
    ),
  ),
  {
    kind: 'sum',
    id: 'review.documentsToAmend',
    label: 'Số văn bản quy phạm pháp luật cần sửa',
    unit: 'văn bản',
    population: 'reviewItem',
    of: 'documentsToAmend',
    where: approved,
    explanation: 'Tổng số văn bản cần sửa để thực hiện các phương án đã thông qua trong kỳ.',
  },
  {
    kind: 'sum',
    id: 'review.costBefore',
    label: 'Chi phí tuân thủ trước khi đơn giản hóa',
    unit: 'đồng',
    population: 'reviewItem',
    of: 'costBefore',
    where: approved,
    explanation: 'Tổng chi phí tuân thủ một năm hiện tại của các thủ tục đã thông qua phương án trong kỳ.',
  },
  {
    kind: 'sum',
    id: 'review.costAfter',
    label: 'Chi phí tuân thủ sau khi đơn giản hóa',
    unit: 'đồng',
    population: 'reviewItem',
    of: 'costAfter',
    where: approved,
    explanation: 'Tổng chi phí tuân thủ một năm sau đơn giản hóa của các thủ tục đã thông qua phương án trong kỳ.',
  },
  {
    kind: 'computed',
    id: 'review.saving',
    label: 'Số tiền tiết kiệm được',
    unit: 'đồng',
    plus: ['review.costBefore'],
    minus: ['review.costAfter'],
    explanation: 'Chi phí trước trừ chi phí sau.',
    synonyms: ['số tiền tiết kiệm được'],
  },
  {
    kind: 'ratio',
    id: 'review.savingShare',
    label: 'Tỷ lệ chi phí tiết kiệm được',
    unit: '%',
    numerator: 'review.saving',
    denominator: 'review.costBefore',
    denominatorName: 'chi phí tuân thủ trước khi đơn giản hóa',
    explanation: 'Số tiền tiết kiệm trên chi phí tuân thủ trước khi đơn giản hóa.',
    legalBasis: 'TT 02/2017/TT-VPCP Điều 27',
    synonyms: ['tỷ lệ chi phí tiết kiệm được'],
  },
  {
    kind: 'ratio',
    id: 'review.completionShare',
    label: 'Tỷ lệ hoàn thành kế hoạch rà soát',
    unit: '%',
    numerator: 'review.approvedToDate',
    denominator: 'review.planned',
    denominatorName: 'TTHC cần rà soát theo Kế hoạch',
    explanation: 'Thủ tục đã rà soát, thông qua phương án từ đầu năm trên số thủ tục cần rà soát theo kế hoạch.',
    synonyms: ['tỷ lệ hoàn thành kế hoạch rà soát'],
  },
] as const satisfies readonly IndicatorDefinition[];

export const ACTIVITY_INDICATORS = [
  activity(
    'activities.outreach',
    'Số hoạt động truyền thông trong kỳ',
    'outreach',
    'Hoạt động truyền thông hỗ trợ kiểm soát thủ tục hành chính ghi trong sổ, thực hiện trong kỳ.',
    ['số hoạt động truyền thông'],
  ),
  activity(
    'activities.initiative',
    'Số sáng kiến cải cách TTHC trong kỳ',
    'initiative',
    'Sáng kiến, giải pháp cải cách thủ tục hành chính ghi trong sổ, đề xuất trong kỳ.',
    ['số sáng kiến'],
  ),
  activity(
    'activities.inspection',
    'Số cuộc kiểm tra kiểm soát TTHC trong kỳ',
    'inspection',
    'Cuộc kiểm tra thực hiện kiểm soát thủ tục hành chính ghi trong sổ, thực hiện trong kỳ.',
    ['số cuộc kiểm tra'],
  ),
] as const satisfies readonly IndicatorDefinition[];
