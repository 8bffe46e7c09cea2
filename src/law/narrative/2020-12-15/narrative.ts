/** Đề cương báo cáo công tác kiểm soát TTHC. Every figure in it is bound to an indicator; words of the unit come from its registers. */
import type { NarrativeDefinition } from '../../../core/reporting/definition.ts';

export const NARRATIVE = {
  pack: 'TT01-2020',
  effectiveFrom: '2020-12-15' as NarrativeDefinition['effectiveFrom'],
  effectiveThrough: '2026-02-14' as NarrativeDefinition['effectiveFrom'],
  status: 'verified-from-use',
  legalBasis: ['TT 01/2020/TT-VPCP Phụ lục II', 'NĐ 09/2019/NĐ-CP'],
  subject:
    'Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông và thực hiện thủ tục hành chính trên môi trường điện tử',
  opening:
    'Thực hiện chế độ báo cáo định kỳ về công tác kiểm soát thủ tục hành chính (TTHC), triển khai cơ chế một cửa, một cửa liên thông và thực hiện TTHC trên môi trường điện tử, {unit} tổng hợp, báo cáo {period} như sau:',
  closing: 'Trên đây là báo cáo {period} của {unit} về công tác kiểm soát thủ tục hành chính./.',
  sections: [
    {
      id: 'I',
      number: 'I.',
      level: 1,
      title: 'TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH',
      paragraphs: [],
      emptyText: '',
    },
    {
      id: 'I.1',
      number: '1.',
      level: 2,
      title: 'Công bố, công khai TTHC, danh mục TTHC',
      paragraphs: [
        {
          style: 'bullet',
          text: 'Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương: {procedures.total}; trong đó: số TTHC do Trung ương, tỉnh quy định: {procedures.setByCentreOrProvince}; số TTHC do địa phương quy định: {procedures.setLocally}.',
        },
        { style: 'bullet', text: 'Số TTHC được công khai tại đơn vị: {procedures.published}.' },
      ],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.2',
      number: '2.',
      level: 2,
      title: 'Rà soát, đơn giản hóa TTHC',
      attachments: ['II.04'],
      paragraphs: [
        { style: 'bullet', text: 'Tổng số TTHC cần rà soát, đơn giản hóa theo Kế hoạch: {review.planned}.' },
        {
          style: 'bullet',
          text: 'Tổng số TTHC đã được rà soát, thông qua phương án đơn giản hóa trong kỳ: {review.approved}.',
        },
        { style: 'bullet', whenZero: 'review.approved', text: 'Phương án đơn giản hóa cụ thể: Không phát sinh.' },
        {
          style: 'bullet',
          whenAbove: 'review.approved',
          text: 'Phương án đơn giản hóa cụ thể: giữ nguyên {review.keep}; sửa đổi, bổ sung {review.amend}; thay thế {review.replace}; bãi bỏ {review.abolish}.',
        },
        { style: 'bullet', text: 'Số tiền tiết kiệm được: {review.saving} đồng.' },
        {
          style: 'bullet',
          whenAbove: 'review.costBefore',
          text: 'Tỷ lệ chi phí tiết kiệm được: {review.savingShare|ratio}.',
        },
        { style: 'bullet', whenZero: 'review.costBefore', text: 'Tỷ lệ chi phí tiết kiệm được: Không phát sinh.' },
        {
          style: 'bullet',
          text: 'Tỷ lệ hoàn thành kế hoạch rà soát, đơn giản hóa, lũy kế từ đầu năm: {review.completionShare|ratio}.',
        },
      ],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.3',
      number: '3.',
      level: 2,
      title: 'Tiếp nhận, xử lý phản ánh, kiến nghị về quy định, TTHC',
      attachments: ['II.05a'],
      paragraphs: [
        {
          style: 'bullet',
          text: 'Tổng số phản ánh, kiến nghị đã tiếp nhận trong kỳ báo cáo: {feedback.total}; trong đó: số tiếp nhận mới trong kỳ: {feedback.new}; số từ kỳ trước chuyển qua: {feedback.carriedOver}. Theo nội dung: số phản ánh, kiến nghị về quy định hành chính: {feedback.regulation}; số phản ánh, kiến nghị về hành vi hành chính: {feedback.conduct}; về cả hai nội dung: {feedback.both}.',
        },
        {
          style: 'bullet',
          text: 'Số phản ánh, kiến nghị đã xử lý: {feedback.handled}; trong đó số đã được đăng tải công khai: {feedback.handledPublished}.',
        },
        { style: 'bullet', text: 'Số phản ánh, kiến nghị đang xử lý: {feedback.pending}.' },
      ],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.4',
      number: '4.',
      level: 2,
      title: 'Tình hình, kết quả giải quyết TTHC',
      attachments: ['II.06a'],
      paragraphs: [
        {
          style: 'bullet',
          text: 'Tổng số hồ sơ đã tiếp nhận: {dossiers.received.total} hồ sơ; trong đó tiếp nhận trong kỳ: {dossiers.received.inPeriod} hồ sơ, từ kỳ trước chuyển sang: {dossiers.carriedOver} hồ sơ.',
        },
        {
          style: 'bullet',
          text: 'Tổng số hồ sơ đã giải quyết: {dossiers.resolved.total} hồ sơ; trong đó: trước hạn {dossiers.resolved.early} hồ sơ, đúng hạn {dossiers.resolved.onTime} hồ sơ, quá hạn {dossiers.resolved.overdue} hồ sơ.',
        },
        { style: 'subBullet', text: 'Tỷ lệ giải quyết trước hạn và đúng hạn: {dossiers.onTimeShare|ratio}.' },
        { style: 'subBullet', text: 'Tỷ lệ giải quyết: {dossiers.resolvedShare|ratio}.' },
        {
          style: 'bullet',
          text: 'Tổng số hồ sơ đang giải quyết: {dossiers.pending.total} hồ sơ; trong đó: trong hạn {dossiers.pending.withinTime} hồ sơ, quá hạn {dossiers.pending.overdue} hồ sơ; dừng tính {dossiers.pending.suspended} hồ sơ.',
        },
        { style: 'bullet', text: 'Tổng số hồ sơ hủy: {dossiers.cancelled} hồ sơ.' },
        { style: 'bullet', text: 'Hồ sơ trực tuyến đã tiếp nhận trong kỳ: {dossiers.onlineShare|ratio}.' },
        {
          style: 'bullet',
          text: 'Hồ sơ được tiếp nhận, trả kết quả qua dịch vụ bưu chính công ích trong kỳ: {dossiers.postShare|ratio}.',
        },
        {
          style: 'bullet',
          text: 'Hồ sơ được thanh toán trực tuyến trong kỳ: {dossiers.paidOnlineShare|ratio}; tổng số tiền đã được thanh toán trực tuyến: {payments.online.amount} đồng.',
        },
      ],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.5',
      number: '5.',
      level: 2,
      title: 'Triển khai cơ chế một cửa, một cửa liên thông trong giải quyết TTHC',
      attachments: ['II.07b'],
      paragraphs: [
        {
          style: 'bullet',
          text: 'Số TTHC được thực hiện theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa: {procedures.oneStop}; số TTHC đã có quy trình nội bộ được ban hành: {procedures.internalProcess}.',
        },
        {
          style: 'bullet',
          text: 'Số hồ sơ liên thông tiếp nhận trong kỳ: {dossiers.linked} hồ sơ; trong đó liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế: {dossiers.linked.birth} hồ sơ; liên thông đăng ký khai tử, xóa đăng ký thường trú, mai táng phí, tử tuất: {dossiers.linked.death} hồ sơ.',
        },
        {
          style: 'bullet',
          text: 'Số TTHC của cơ quan ngành dọc tiếp nhận tại Bộ phận Một cửa theo Quyết định số 1291/QĐ-TTg: {procedures.verticalAgency}; số hồ sơ ngành dọc tiếp nhận trong kỳ, không tính vào tổng số của Ủy ban nhân dân: {dossiers.verticalAgency} hồ sơ.',
        },
      ],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.6',
      number: '6.',
      level: 2,
      title: 'Thực hiện TTHC trên môi trường điện tử',
      paragraphs: [
        {
          style: 'bullet',
          text: 'Hồ sơ chứng thực bản sao điện tử từ bản chính: {dossiers.certifiedECopyShare|ratio}.',
        },
        { style: 'bullet', text: 'Hồ sơ đã số hóa kết quả giải quyết: {dossiers.resultDigitisedShare|ratio}.' },
      ],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.7',
      number: '7.',
      level: 2,
      title: 'Truyền thông hỗ trợ hoạt động kiểm soát TTHC',
      paragraphs: [
        {
          style: 'bullet',
          whenAbove: 'activities.outreach',
          text: 'Số hoạt động truyền thông ghi nhận trong kỳ: {activities.outreach}.',
        },
      ],
      entries: ['outreach', 'statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.8',
      number: '8.',
      level: 2,
      title: 'Nghiên cứu, đề xuất sáng kiến cải cách TTHC',
      paragraphs: [
        {
          style: 'bullet',
          whenAbove: 'activities.initiative',
          text: 'Số sáng kiến ghi nhận trong kỳ: {activities.initiative}.',
        },
      ],
      entries: ['initiative', 'statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.9',
      number: '9.',
      level: 2,
      title: 'Kiểm tra thực hiện kiểm soát TTHC',
      paragraphs: [
        {
          style: 'bullet',
          whenAbove: 'activities.inspection',
          text: 'Số cuộc kiểm tra ghi nhận trong kỳ: {activities.inspection}.',
        },
      ],
      entries: ['inspection', 'statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'I.10',
      number: '10.',
      level: 2,
      title: 'Nội dung khác',
      paragraphs: [],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'II',
      number: 'II.',
      level: 1,
      title: 'ĐÁNH GIÁ CHUNG',
      paragraphs: [],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'III',
      number: 'III.',
      level: 1,
      title: 'PHƯƠNG HƯỚNG, NHIỆM VỤ',
      paragraphs: [],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
    {
      id: 'IV',
      number: 'IV.',
      level: 1,
      title: 'KIẾN NGHỊ, ĐỀ XUẤT',
      paragraphs: [],
      entries: ['statement'],
      emptyText: 'Không phát sinh.',
    },
  ],
} as const satisfies NarrativeDefinition;
