/** Thuật ngữ đã bãi bỏ, văn bản được viện dẫn, lỗi gõ thường gặp, cách hiểu sai: dated, each with its basis. */
import type { AbolishedTerm, CitedDocument, ConceptRule, KnownTypo } from '../../core/checking/law.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';

const day = (text: string): PlainDate => text as PlainDate;

export const ABOLISHED_TERMS: readonly AbolishedTerm[] = [
  {
    phrases: [
      'mức độ 1',
      'mức độ 2',
      'mức độ 3',
      'mức độ 4',
      'mức 3',
      'mức 4',
      'mức độ 3, 4',
      'mức độ 3,4',
      'mức độ ba',
      'mức độ bốn',
    ],
    abolishedFrom: day('2022-08-15'),
    by: 'Nghị định 42/2022/NĐ-CP',
    instead: '«dịch vụ công trực tuyến toàn trình» hoặc «một phần»',
    unless: ['hài lòng', 'hoàn thành nhiệm vụ'],
  },
  {
    phrases: ['sổ hộ khẩu', 'sổ tạm trú'],
    abolishedFrom: day('2023-01-01'),
    by: 'Luật Cư trú 2020, Điều 38',
    instead: '«thông tin về cư trú trong Cơ sở dữ liệu quốc gia về dân cư»',
    unless: ['không yêu cầu', 'thay thế', 'bãi bỏ', 'không còn'],
  },
  {
    phrases: ['chứng minh nhân dân', 'cmnd'],
    abolishedFrom: day('2025-01-01'),
    by: 'Luật Căn cước 2023, Điều 46',
    instead: '«thẻ căn cước»',
    unless: ['thay thế', 'bãi bỏ'],
  },
  {
    phrases: ['cấp huyện', 'ubnd huyện', 'ubnd quận', 'hđnd huyện', 'phòng tư pháp huyện'],
    abolishedFrom: day('2025-07-01'),
    by: 'Nghị quyết 203/2025/QH15 và Luật Tổ chức chính quyền địa phương 2025',
    instead: 'cấp tỉnh hoặc cấp xã',
    unless: ['trước đây', 'trước ngày 01/7/2025', 'cũ', 'chuyển về', 'không còn'],
  },
  {
    phrases: ['bộ phận tiếp nhận và trả kết quả'],
    abolishedFrom: day('2025-07-01'),
    by: 'Nghị định 118/2025/NĐ-CP',
    instead: '«Trung tâm Phục vụ hành chính công» ở cấp xã',
    unless: ['trước đây'],
  },
];

/** @legalBasis each by its own number; dates of issue and effect as published */
export const CITED_DOCUMENTS: readonly CitedDocument[] = [
  {
    number: '63/2010/NĐ-CP',
    issued: day('2010-06-08'),
    effectiveFrom: day('2010-10-14'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '48/2013/NĐ-CP',
    issued: day('2013-05-14'),
    effectiveFrom: day('2013-07-01'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '92/2017/NĐ-CP',
    issued: day('2017-08-07'),
    effectiveFrom: day('2017-09-25'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '20/2008/NĐ-CP',
    issued: day('2008-02-14'),
    effectiveFrom: day('2008-02-14'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '61/2018/NĐ-CP',
    issued: day('2018-04-23'),
    effectiveFrom: day('2018-06-21'),
    replacedFrom: day('2025-07-01'),
    replacedBy: 'Nghị định 118/2025/NĐ-CP',
  },
  {
    number: '107/2021/NĐ-CP',
    issued: day('2021-12-06'),
    effectiveFrom: day('2021-12-06'),
    replacedFrom: day('2025-07-01'),
    replacedBy: 'Nghị định 118/2025/NĐ-CP',
  },
  {
    number: '01/2018/TT-VPCP',
    issued: day('2018-11-23'),
    effectiveFrom: day('2019-01-06'),
    replacedFrom: day('2025-09-15'),
    replacedBy: 'Thông tư 03/2025/TT-VPCP',
  },
  {
    number: '45/2020/NĐ-CP',
    issued: day('2020-04-08'),
    effectiveFrom: day('2020-05-22'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '42/2022/NĐ-CP',
    issued: day('2022-06-24'),
    effectiveFrom: day('2022-08-15'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '09/2019/NĐ-CP',
    issued: day('2019-01-24'),
    effectiveFrom: day('2019-03-12'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '01/2020/TT-VPCP',
    issued: day('2020-10-21'),
    effectiveFrom: day('2020-12-15'),
    replacedFrom: day('2026-02-15'),
    replacedBy: 'Thông tư 5/2025/TT-VPCP',
  },
  {
    number: '30/2020/NĐ-CP',
    issued: day('2020-03-05'),
    effectiveFrom: day('2020-03-05'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '01/2023/TT-VPCP',
    issued: day('2023-04-05'),
    effectiveFrom: day('2023-04-05'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '02/2017/TT-VPCP',
    issued: day('2017-10-31'),
    effectiveFrom: day('2017-12-15'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '766/QĐ-TTg',
    issued: day('2022-06-23'),
    effectiveFrom: day('2022-06-23'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '1291/QĐ-TTg',
    issued: day('2019-10-07'),
    effectiveFrom: day('2019-10-07'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '468/QĐ-TTg',
    issued: day('2021-03-27'),
    effectiveFrom: day('2021-03-27'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '06/QĐ-TTg',
    issued: day('2022-01-06'),
    effectiveFrom: day('2022-01-06'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '13/2023/NĐ-CP',
    issued: day('2023-04-17'),
    effectiveFrom: day('2023-07-01'),
    replacedFrom: day('2026-01-01'),
    replacedBy: 'Nghị định 356/2025/NĐ-CP',
  },
  {
    number: '118/2025/NĐ-CP',
    issued: day('2025-06-09'),
    effectiveFrom: day('2025-07-01'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '03/2025/TT-VPCP',
    issued: day('2025-09-15'),
    effectiveFrom: day('2025-09-15'),
    replacedFrom: null,
    replacedBy: null,
  },
  {
    number: '5/2025/TT-VPCP',
    issued: day('2025-12-31'),
    effectiveFrom: day('2026-02-15'),
    replacedFrom: null,
    replacedBy: null,
  },
];

export const TYPOS: readonly KnownTypo[] = [
  { wrong: 'OPT', right: 'OTP', caseSensitive: true },
  { wrong: 'bưu chính công', right: 'bưu chính công ích', unlessFollowedBy: 'ích', caseSensitive: false },
  { wrong: 'còn một vướng mắc', right: 'còn một số vướng mắc', caseSensitive: false },
  { wrong: 'còn một khó khăn', right: 'còn một số khó khăn', caseSensitive: false },
  { wrong: 'thủ tục hành chánh', right: 'thủ tục hành chính', caseSensitive: false },
  { wrong: 'thủ tục hành chình', right: 'thủ tục hành chính', caseSensitive: false },
  { wrong: 'đơn giãn hóa', right: 'đơn giản hóa', caseSensitive: false },
  { wrong: 'phãn ánh', right: 'phản ánh', caseSensitive: false },
  { wrong: 'kiến nghi', right: 'kiến nghị', caseSensitive: false },
];

export const CONCEPTS: readonly ConceptRule[] = [
  {
    words: ['1291/qđ-ttg', 'thuộc thẩm quyền của ubnd cấp xã'],
    message:
      'TTHC theo Quyết định 1291/QĐ-TTg thuộc thẩm quyền của cơ quan trung ương tổ chức theo ngành dọc, UBND cấp xã chỉ tiếp nhận và trả kết quả; không viết là thuộc thẩm quyền của UBND cấp xã',
  },
  {
    words: ['1291/qđ-ttg', 'thuộc thẩm quyền giải quyết của ubnd xã'],
    message:
      'TTHC theo Quyết định 1291/QĐ-TTg thuộc thẩm quyền của cơ quan ngành dọc, UBND xã chỉ tiếp nhận và trả kết quả; không viết là thuộc thẩm quyền của UBND xã',
  },
  {
    words: ['1291/qđ-ttg', 'thuộc thẩm quyền giải quyết của ubnd phường'],
    message:
      'TTHC theo Quyết định 1291/QĐ-TTg thuộc thẩm quyền của cơ quan ngành dọc, UBND phường chỉ tiếp nhận và trả kết quả; không viết là thuộc thẩm quyền của UBND phường',
  },
];
