/** Biểu II.04: kết quả rà soát, đơn giản hóa TTHC. The layout is rebuilt from the facts the report must state: provisional. */
import type { ColumnDefinition, FormDefinition } from '../../../../core/reporting/definition.ts';

const option = 'Phương án đơn giản hóa đã thông qua';
const cost = 'Chi phí tuân thủ một năm (đồng)';
const column = (key: string, heading: readonly string[], indicator: string, width = 7): ColumnDefinition => ({
  key,
  number: Number(key),
  heading,
  content: { kind: 'indicator', indicator },
  width,
});

export const FORM = {
  code: 'II.04/VPCP/KSTT',
  shortCode: 'II.04',
  pack: 'TT01-2020',
  effectiveFrom: '2020-12-15' as FormDefinition['effectiveFrom'],
  effectiveThrough: '2026-02-14' as FormDefinition['effectiveFrom'],
  status: 'provisional',
  statusNote: 'Bố cục cột tạm dựng theo nội dung phải báo cáo, chờ đối chiếu với phụ lục Thông tư',
  legalBasis: ['TT 01/2020/TT-VPCP Phụ lục II', 'TT 02/2017/TT-VPCP Điều 27'],
  title: ['KẾT QUẢ RÀ SOÁT, ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH'],
  listTitle: 'Kết quả rà soát, đơn giản hóa thủ tục hành chính',
  measure: 'TTHC, đồng, %',
  parts: [
    {
      id: 'main',
      rows: { kind: 'entry', population: 'reviewItem' },
      totalLabel: 'TỔNG CỘNG',
      emptyText: 'Không có thủ tục trong kế hoạch rà soát của năm',
      columns: [
        { key: '1', number: 1, heading: ['STT'], content: { kind: 'rowNumber' }, width: 5 },
        {
          key: '2',
          number: 2,
          heading: ['Tên thủ tục hành chính'],
          content: { kind: 'rowLabel' },
          width: 34,
          format: 'text',
        },
        {
          key: '3',
          number: 3,
          heading: ['Lĩnh vực'],
          content: { kind: 'attribute', name: 'sector' },
          width: 16,
          format: 'text',
        },
        column('4', [option, 'Giữ nguyên'], 'review.keep'),
        column('5', [option, 'Sửa đổi, bổ sung'], 'review.amend'),
        column('6', [option, 'Thay thế'], 'review.replace'),
        column('7', [option, 'Bãi bỏ'], 'review.abolish'),
        column('8', ['Số VBQPPL cần sửa'], 'review.documentsToAmend', 8),
        { ...column('9', [cost, 'Trước'], 'review.costBefore', 12), format: 'money' },
        { ...column('10', [cost, 'Sau'], 'review.costAfter', 12), format: 'money' },
        {
          key: '11',
          number: 11,
          heading: [cost, 'Tiết kiệm'],
          content: { kind: 'difference', of: '9', minus: '10' },
          width: 12,
          format: 'money',
        },
        {
          key: '12',
          number: 12,
          heading: [cost, 'Tỷ lệ (%)'],
          content: { kind: 'percentage', of: '11', base: '9' },
          width: 8,
          format: 'percent',
        },
        {
          key: '13',
          number: 13,
          heading: ['Tình trạng'],
          content: { kind: 'attribute', name: 'stateLabel' },
          width: 14,
          format: 'text',
        },
      ],
    },
  ],
  equations: [
    {
      code: 'F04-01',
      severity: 'error',
      scope: 'rows',
      equation: '9 = 10 + 11',
      message: 'Chi phí trước phải bằng chi phí sau + tiết kiệm',
    },
    {
      code: 'F04-02',
      severity: 'error',
      scope: 'rows',
      equation: '10 <= 9',
      message: 'Chi phí sau đơn giản hóa không thể lớn hơn chi phí trước',
    },
  ],
} as const satisfies FormDefinition;
