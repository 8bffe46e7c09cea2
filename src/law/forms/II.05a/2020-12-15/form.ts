/** Biểu II.05a: kết quả xử lý phản ánh, kiến nghị. The layout is rebuilt from the facts the report must state: provisional. */
import type { ColumnDefinition, FormDefinition } from '../../../../core/reporting/definition.ts';

const content = 'Theo nội dung';
const origin = 'Theo thời điểm tiếp nhận';
const result = 'Kết quả xử lý';
const column = (key: string, heading: readonly string[], indicator: string): ColumnDefinition => ({
  key,
  number: Number(key),
  heading,
  content: { kind: 'indicator', indicator },
  width: 9,
});

export const FORM = {
  code: 'II.05a/VPCP/KSTT',
  shortCode: 'II.05a',
  pack: 'TT01-2020',
  effectiveFrom: '2020-12-15' as FormDefinition['effectiveFrom'],
  effectiveThrough: '2026-02-14' as FormDefinition['effectiveFrom'],
  status: 'provisional',
  statusNote: 'Bố cục cột tạm dựng theo nội dung phải báo cáo, chờ đối chiếu với phụ lục Thông tư',
  legalBasis: ['TT 01/2020/TT-VPCP Phụ lục II', 'NĐ 20/2008/NĐ-CP'],
  title: ['KẾT QUẢ XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ', 'VỀ QUY ĐỊNH HÀNH CHÍNH'],
  listTitle: 'Kết quả xử lý phản ánh, kiến nghị về quy định hành chính',
  measure: 'Số phản ánh, kiến nghị',
  parts: [
    {
      id: 'main',
      rows: { kind: 'sectorWithEntries' },
      totalLabel: 'TỔNG CỘNG',
      emptyText: 'Không phát sinh phản ánh, kiến nghị trong kỳ',
      columns: [
        { key: '1', number: 1, heading: ['STT'], content: { kind: 'rowNumber' }, width: 5 },
        {
          key: '2',
          number: 2,
          heading: ['Ngành, lĩnh vực có phản ánh, kiến nghị'],
          content: { kind: 'rowLabel' },
          width: 26,
          format: 'text',
        },
        { key: '3', number: 3, heading: [content, 'Tổng số'], content: { kind: 'sum', of: ['4', '5', '6'] }, width: 8 },
        column('4', [content, 'Hành vi hành chính'], 'feedback.conduct'),
        column('5', [content, 'Quy định hành chính'], 'feedback.regulation'),
        column('6', [content, 'Cả hai'], 'feedback.both'),
        column('7', [origin, 'Kỳ trước chuyển qua'], 'feedback.carriedOver'),
        column('8', [origin, 'Tiếp nhận mới trong kỳ'], 'feedback.new'),
        column('9', [result, 'Đã xử lý'], 'feedback.handled'),
        column('10', [result, 'Đang xử lý'], 'feedback.pending'),
        column('11', ['Đã đăng tải công khai'], 'feedback.handledPublished'),
      ],
    },
  ],
  equations: [
    {
      code: 'F05A-01',
      severity: 'error',
      scope: 'rows',
      equation: '3 = 4 + 5 + 6',
      message: 'Tổng số phải bằng hành vi + quy định + cả hai',
    },
    {
      code: 'F05A-02',
      severity: 'error',
      scope: 'rows',
      equation: '3 = 7 + 8',
      message: 'Tổng số phải bằng kỳ trước chuyển qua + tiếp nhận mới',
    },
    {
      code: 'F05A-03',
      severity: 'error',
      scope: 'rows',
      equation: '3 = 9 + 10',
      message: 'Tổng số phải bằng đã xử lý + đang xử lý',
    },
    {
      code: 'F05A-04',
      severity: 'error',
      scope: 'rows',
      equation: '11 <= 9',
      message: 'Số đã đăng tải công khai không thể nhiều hơn số đã xử lý',
    },
    {
      code: 'F05A-05',
      severity: 'warning',
      scope: 'opening',
      equation: '7 = 10',
      message: 'Số kỳ trước chuyển qua phải bằng số đang xử lý cuối kỳ trước của cùng lĩnh vực',
    },
  ],
} as const satisfies FormDefinition;
