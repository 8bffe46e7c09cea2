/** Biểu II.06a: tình hình, kết quả giải quyết TTHC tại cơ quan, đơn vị trực tiếp giải quyết. */
import type { ColumnDefinition, FormDefinition } from '../../../../core/reporting/definition.ts';

const received = 'Số lượng hồ sơ tiếp nhận';
const resolved = 'Số lượng hồ sơ đã giải quyết';
const pending = 'Số lượng hồ sơ đang giải quyết';

const counted = (key: string, heading: readonly string[], indicator: string): ColumnDefinition => ({
  key,
  number: Number(key),
  heading,
  content: { kind: 'indicator', indicator },
  width: 8,
});
const sum = (key: string, heading: readonly string[], ...of: string[]): ColumnDefinition => ({
  key,
  number: Number(key),
  heading,
  content: { kind: 'sum', of },
  width: 9,
});

export const FORM = {
  code: 'II.06a/VPCP/KSTT',
  shortCode: 'II.06a',
  pack: 'TT01-2020',
  effectiveFrom: '2020-12-15' as FormDefinition['effectiveFrom'],
  effectiveThrough: '2026-02-14' as FormDefinition['effectiveFrom'],
  status: 'verified-from-use',
  legalBasis: ['TT 01/2020/TT-VPCP Phụ lục II', 'NĐ 09/2019/NĐ-CP Điều 12'],
  title: [
    'TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH',
    'TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH',
  ],
  listTitle:
    'Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính',
  measure: 'Số hồ sơ TTHC',
  parts: [
    {
      id: 'main',
      rows: { kind: 'sector' },
      totalLabel: 'TỔNG CỘNG',
      emptyText: 'Không phát sinh',
      columns: [
        { key: '1', number: 1, heading: ['STT'], content: { kind: 'rowNumber' }, width: 5 },
        {
          key: '2',
          number: 2,
          heading: ['Lĩnh vực, công việc giải quyết theo cấp'],
          content: { kind: 'rowLabel' },
          width: 26,
          format: 'text',
        },
        sum('3', [received, 'Tổng số'], '4', '5', '6'),
        counted('4', [received, 'Trong kỳ', 'Trực tuyến'], 'dossiers.received.online'),
        {
          ...counted('5', [received, 'Trong kỳ', 'Trực tiếp, dịch vụ bưu chính'], 'dossiers.received.counterAndPost'),
          width: 10,
        },
        counted('6', [received, 'Từ kỳ trước'], 'dossiers.carriedOver'),
        sum('7', [resolved, 'Tổng số'], '8', '9', '10'),
        counted('8', [resolved, 'Trước hạn'], 'dossiers.resolved.early'),
        counted('9', [resolved, 'Đúng hạn'], 'dossiers.resolved.onTime'),
        counted('10', [resolved, 'Quá hạn'], 'dossiers.resolved.overdue'),
        sum('11', [pending, 'Tổng số'], '12', '13'),
        counted('12', [pending, 'Trong hạn'], 'dossiers.pending.withinTime'),
        counted('13', [pending, 'Quá hạn'], 'dossiers.pending.overdue'),
        {
          key: 'suspended',
          number: null,
          heading: ['Dừng tính'],
          content: { kind: 'indicator', indicator: 'dossiers.pending.suspended' },
          width: 7,
          local: true,
        },
        {
          key: 'cancelled',
          number: null,
          heading: ['Hồ sơ hủy'],
          content: { kind: 'indicator', indicator: 'dossiers.cancelled' },
          width: 7,
          local: true,
        },
      ],
    },
  ],
  equations: [
    {
      code: 'F06A-01',
      severity: 'error',
      scope: 'rows',
      equation: '3 = 4 + 5 + 6',
      message: 'Tổng số tiếp nhận phải bằng trực tuyến + trực tiếp, bưu chính + từ kỳ trước',
    },
    {
      code: 'F06A-02',
      severity: 'error',
      scope: 'rows',
      equation: '7 = 8 + 9 + 10',
      message: 'Tổng số đã giải quyết phải bằng trước hạn + đúng hạn + quá hạn',
    },
    {
      code: 'F06A-03',
      severity: 'error',
      scope: 'rows',
      equation: '11 = 12 + 13',
      message: 'Tổng số đang giải quyết phải bằng trong hạn + quá hạn',
    },
    {
      code: 'F06A-04',
      severity: 'error',
      scope: 'rows',
      equation: '3 = 7 + 11 + cancelled',
      message: 'Tiếp nhận phải bằng đã giải quyết + đang giải quyết + hồ sơ hủy',
    },
    {
      code: 'F06A-05',
      severity: 'error',
      scope: 'rows',
      equation: 'suspended <= 11',
      message: 'Dừng tính là một phần của đang giải quyết',
    },
    {
      code: 'F06A-06',
      severity: 'warning',
      scope: 'opening',
      equation: '6 = 11',
      message: 'Hồ sơ từ kỳ trước phải bằng hồ sơ đang giải quyết cuối kỳ trước của cùng lĩnh vực',
    },
  ],
} as const satisfies FormDefinition;
