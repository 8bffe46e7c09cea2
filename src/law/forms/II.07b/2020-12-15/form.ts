/** Biểu II.07b: số lượng TTHC và kết quả thực hiện "4 tại chỗ". A commune fills its own columns and leaves Part II empty. */
import type { ColumnDefinition, FormDefinition } from '../../../../core/reporting/definition.ts';

const all = 'Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương';
const oneStop = 'TTHC được thực hiện theo CCMC, MCLT';
const processes = 'Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT được ban hành';

const column = (
  key: string,
  heading: readonly string[],
  content: ColumnDefinition['content'],
  width = 7,
): ColumnDefinition => ({
  key,
  number: Number(key),
  heading,
  content,
  width,
});
const blank = (key: string, ...heading: string[]): ColumnDefinition => column(key, heading, { kind: 'blank' });
const sum = (key: string, heading: readonly string[], ...of: string[]): ColumnDefinition =>
  column(key, heading, { kind: 'sum', of });
const indicator = (key: string, heading: readonly string[], id: string): ColumnDefinition =>
  column(key, heading, { kind: 'indicator', indicator: id });

export const FORM = {
  code: 'II.07b/VPCP/KSTT',
  shortCode: 'II.07b',
  pack: 'TT01-2020',
  effectiveFrom: '2020-12-15' as FormDefinition['effectiveFrom'],
  effectiveThrough: '2026-02-14' as FormDefinition['effectiveFrom'],
  status: 'verified-from-use',
  legalBasis: ['TT 01/2020/TT-VPCP Phụ lục II'],
  title: ['TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH', 'VÀ KẾT QUẢ THỰC HIỆN “4 TẠI CHỖ”'],
  listTitle: 'Tổng hợp số lượng thủ tục hành chính và kết quả thực hiện “4 tại chỗ”',
  measure: 'TTHC, %',
  parts: [
    {
      id: 'I',
      title: 'I. SỐ LƯỢNG TTHC TRIỂN KHAI TẠI BỘ PHẬN MỘT CỬA',
      rows: { kind: 'sector' },
      totalLabel: 'TỔNG CỘNG',
      emptyText: 'Không phát sinh',
      columns: [
        column('1', ['STT'], { kind: 'rowNumber' }, 5),
        { ...column('2', ['Lĩnh vực'], { kind: 'rowLabel' }, 24), format: 'text' },
        sum('3', [all, 'Tổng số TTHC'], '4', '5', '6'),
        blank('4', all, 'Cấp tỉnh'),
        blank('5', all, 'Cấp huyện'),
        indicator('6', [all, 'Cấp xã'], 'procedures.total'),
        sum('7', [oneStop, 'Tổng số TTHC'], '8', '9', '10'),
        blank('8', oneStop, 'Tại BPMC cấp tỉnh'),
        blank('9', oneStop, 'Tại BPMC cấp huyện'),
        indicator('10', [oneStop, 'Tại BPMC cấp xã'], 'procedures.oneStop'),
        sum('11', [processes, 'Tổng số quy trình'], '12', '13', '14'),
        blank('12', processes, 'Cấp tỉnh'),
        blank('13', processes, 'Cấp huyện'),
        indicator('14', [processes, 'Cấp xã'], 'procedures.internalProcess'),
      ],
    },
    {
      id: 'II',
      title: 'II. KẾT QUẢ THỰC HIỆN “4 TẠI CHỖ” TẠI BỘ PHẬN MỘT CỬA',
      rows: { kind: 'sectorWithEntries' },
      totalLabel: null,
      emptyText: 'Không thuộc phạm vi báo cáo của cấp xã (biểu chỉ có cột cấp tỉnh, cấp huyện)',
      columns: [
        column('1', ['STT'], { kind: 'rowNumber' }, 5),
        { ...column('2', ['Lĩnh vực'], { kind: 'rowLabel' }, 24), format: 'text' },
        blank('3', 'Cấp tỉnh', 'Số lượng TTHC'),
        { ...blank('4', 'Cấp tỉnh', 'Tỷ lệ'), format: 'percent' },
        blank('5', 'Cấp huyện', 'Số lượng TTHC'),
        { ...blank('6', 'Cấp huyện', 'Tỷ lệ'), format: 'percent' },
      ],
    },
  ],
  equations: [
    {
      code: 'F07B-01',
      severity: 'error',
      scope: 'rows',
      part: 'I',
      equation: '3 = 4 + 5 + 6',
      message: 'Tổng số TTHC phải bằng tổng các cấp',
    },
    {
      code: 'F07B-02',
      severity: 'error',
      scope: 'rows',
      part: 'I',
      equation: '7 = 8 + 9 + 10',
      message: 'TTHC theo cơ chế một cửa phải bằng tổng các cấp',
    },
    {
      code: 'F07B-03',
      severity: 'error',
      scope: 'rows',
      part: 'I',
      equation: '11 = 12 + 13 + 14',
      message: 'Tổng số quy trình nội bộ phải bằng tổng các cấp',
    },
    {
      code: 'F07B-04',
      severity: 'error',
      scope: 'rows',
      part: 'I',
      equation: '7 <= 3',
      message: 'TTHC theo cơ chế một cửa không thể nhiều hơn tổng số TTHC',
    },
    {
      code: 'F07B-05',
      severity: 'error',
      scope: 'rows',
      part: 'I',
      equation: '10 <= 6',
      message: 'TTHC tại Bộ phận Một cửa cấp xã không thể nhiều hơn TTHC cấp xã',
    },
    {
      code: 'F07B-06',
      severity: 'warning',
      scope: 'rows',
      part: 'I',
      equation: '10 <= 14',
      message: 'Còn thủ tục theo cơ chế một cửa chưa có quy trình nội bộ được ban hành',
    },
  ],
} as const satisfies FormDefinition;
