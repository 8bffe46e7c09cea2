/** Forms made by hand for the tests of the writers. All names and figures are invented. */
import type {
  CellValue,
  ColumnModel,
  FormModel,
  FormPartModel,
  HeadCell,
  RowModel,
} from '../../core/reporting/model.ts';
import { plainDate } from '../../core/time/plain-date.ts';

type ColumnOptions = Partial<Omit<ColumnModel, 'key' | 'number'>>;

export function column(key: string, number: number | null, width: number, options: ColumnOptions = {}): ColumnModel {
  return {
    key,
    number,
    formulaLabel: '',
    sumOf: [],
    format: 'integer',
    align: 'center',
    width,
    path: [key],
    indicator: null,
    ...options,
  };
}

export const cell = (text: string, at: number, colSpan = 1, rowSpan = 1): HeadCell => ({
  text,
  column: at,
  colSpan,
  rowSpan,
});

const NUMBER = column('1', 1, 4);
const LABEL = column('2', 2, 16, { format: 'text', align: 'left' });

/** The columns of II.06a with the two local ones. */
export const COLUMNS_06A: readonly ColumnModel[] = [
  NUMBER,
  LABEL,
  column('3', 3, 7, { formulaLabel: '(3)=(4)+(5)+(6)', sumOf: ['4', '5', '6'] }),
  column('4', 4, 6),
  column('5', 5, 7),
  column('6', 6, 6),
  column('7', 7, 7, { formulaLabel: '(7)=(8)+(9)+(10)', sumOf: ['8', '9', '10'] }),
  column('8', 8, 6),
  column('9', 9, 6),
  column('10', 10, 6),
  column('11', 11, 7, { formulaLabel: '(11)=(12)+(13)', sumOf: ['12', '13'] }),
  column('12', 12, 6),
  column('13', 13, 6),
  column('suspended', null, 6),
  column('cancelled', null, 5),
];

export const HEAD_06A: readonly (readonly HeadCell[])[] = [
  [
    cell('STT', 0, 1, 3),
    cell('Lĩnh vực giải quyết', 1, 1, 3),
    cell('Số lượng hồ sơ tiếp nhận', 2, 4),
    cell('Số lượng hồ sơ đã giải quyết', 6, 4),
    cell('Số lượng hồ sơ đang giải quyết', 10, 4),
    cell('HS hủy', 14, 1, 3),
  ],
  [
    cell('Tổng số', 2, 1, 2),
    cell('Trong kỳ', 3, 2),
    cell('Từ kỳ trước', 5, 1, 2),
    cell('Tổng số', 6, 1, 2),
    cell('Trước hạn', 7, 1, 2),
    cell('Đúng hạn', 8, 1, 2),
    cell('Quá hạn', 9, 1, 2),
    cell('Tổng số', 10, 1, 2),
    cell('Trong hạn', 11, 1, 2),
    cell('Quá hạn', 12, 1, 2),
    cell('Dừng tính', 13, 1, 2),
  ],
  [cell('Trực tuyến', 3), cell('Trực tiếp, dịch vụ bưu chính', 4)],
];

const KEYS_06A = COLUMNS_06A.slice(2).map((c) => c.key);

export function row06a(number: number, label: string, counts: readonly number[]): RowModel {
  const [c4, c5, c6, c8, c9, c10, c12, c13, suspended, cancelled] = counts as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const values = [c4 + c5 + c6, c4, c5, c6, c8 + c9 + c10, c8, c9, c10, c12 + c13, c12, c13, suspended, cancelled];
  return {
    number,
    key: `sector-${number}`,
    label,
    cells: Object.fromEntries(KEYS_06A.map((key, i) => [key, values[i] as number])),
  };
}

export function totalOf(columns: readonly ColumnModel[], rows: readonly RowModel[], label = 'TỔNG CỘNG'): RowModel {
  const cells: Record<string, CellValue> = {};
  for (const { key, format } of columns.slice(2)) {
    const values = rows.map((row) => row.cells[key]).filter((value) => typeof value === 'number');
    cells[key] =
      format === 'text' || format === 'percent' || values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
  }
  return { number: null, key: 'total', label, cells };
}

const SECTORS_06A: readonly (readonly [string, readonly number[]])[] = [
  ['Giáo dục mầm non', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['Giáo dục và đào tạo', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['Giáo dục và đào tạo thuộc hệ thống giáo dục', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['Bảo trợ xã hội', [22, 11, 0, 30, 1, 0, 2, 0, 1, 0]],
  ['Người có công', [0, 5, 1, 3, 0, 1, 1, 1, 0, 0]],
  ['Thi đua khen thưởng', [0, 0, 1, 1, 0, 0, 0, 0, 0, 0]],
  ['Chứng thực', [12, 1503, 0, 1515, 0, 0, 0, 0, 0, 0]],
  ['Hộ tịch', [270, 3, 80, 290, 5, 2, 50, 4, 3, 2]],
  ['Liên thông các thủ tục hành chính', [81, 0, 6, 80, 0, 0, 7, 0, 0, 0]],
  ['Nuôi con nuôi', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['Văn hóa cơ sở', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['Đất đai', [0, 1, 0, 1, 0, 0, 0, 0, 0, 0]],
];

export function part06a(
  rows: readonly RowModel[] = SECTORS_06A.map(([label, counts], i) => row06a(i + 1, label, counts)),
): FormPartModel {
  return {
    id: 'main',
    title: null,
    measure: null,
    columns: COLUMNS_06A,
    head: HEAD_06A,
    rows,
    total: totalOf(COLUMNS_06A, rows),
    emptyText: 'Không phát sinh.',
  };
}

/** Many rows with figures that differ everywhere. */
export function longPart06a(count: number): FormPartModel {
  const rows = Array.from({ length: count }, (_, i) =>
    row06a(i + 1, `Lĩnh vực thử nghiệm số ${i + 1}`, [
      i * 7,
      i * 1013,
      i % 5,
      i,
      i * 3,
      i % 2,
      i * 2,
      i % 3,
      i % 4,
      i % 6,
    ]),
  );
  return part06a(rows);
}

const definition = (pack: string, status: 'verified-from-use' | 'provisional'): FormModel['definition'] => ({
  pack,
  effectiveFrom: plainDate('2020-12-15'),
  hash: '0123456789abcdef',
  status,
  statusNote: status === 'provisional' ? 'Mẫu biểu tạm dùng: chưa đối chiếu được với phụ lục của Thông tư.' : null,
});

export function form(
  code: string,
  title: readonly string[],
  measure: string,
  parts: readonly FormPartModel[],
  status: 'verified-from-use' | 'provisional' = 'verified-from-use',
): FormModel {
  return {
    form: `${code}/VPCP/KSTT`,
    shortCode: code,
    title,
    listTitle: title.join(' '),
    periodLine: 'Quý III năm 2023',
    rangeLine: 'Từ ngày 15/6/2023 đến ngày 14/9/2023',
    reporter: 'UBND phường Bến Mẫu',
    receiver: 'UBND thành phố Sông Thử',
    measure,
    definition: definition('TT01-2020', status),
    parts,
    checks: [{ code: `F${code}-01`, severity: 'error', holds: true, message: 'Cột (3) bằng (4) + (5) + (6).' }],
  };
}

const LEVELS = ['Cấp tỉnh', 'Cấp huyện', 'Cấp xã'] as const;

export function form07b(): FormModel {
  const group = (start: number): readonly ColumnModel[] => [
    column(String(start), start, 6, {
      formulaLabel: `(${start})=(${start + 1})+(${start + 2})+(${start + 3})`,
      sumOf: [start + 1, start + 2, start + 3].map(String),
    }),
    ...[1, 2, 3].map((i) => column(String(start + i), start + i, 6)),
  ];
  const columns = [NUMBER, LABEL, ...group(3), ...group(7), ...group(11)];
  const head = [
    [
      cell('STT', 0, 1, 2),
      cell('Lĩnh vực', 1, 1, 2),
      cell('Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương', 2, 4),
      cell('TTHC được thực hiện theo CCMC, MCLT', 6, 4),
      cell('Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT được ban hành', 10, 4),
    ],
    [2, 6, 10].flatMap((at) => [
      cell(at === 10 ? 'Tổng số quy trình' : 'Tổng số TTHC', at),
      ...LEVELS.map((level, i) => cell(at === 6 ? `Tại BPMC ${level.toLowerCase()}` : level, at + 1 + i)),
    ]),
  ];
  const rows: RowModel[] = (
    [
      ['Hộ tịch', 40, 20],
      ['Chứng thực', 30, 11],
      ['Các lĩnh vực khác', 108, 50],
    ] as const
  ).map(([label, procedures, processes], i) => ({
    number: i + 1,
    key: `sector-${i}`,
    label,
    cells: {
      3: procedures,
      4: null,
      5: null,
      6: procedures,
      7: procedures,
      8: null,
      9: null,
      10: procedures,
      11: processes,
      12: null,
      13: null,
      14: processes,
    },
  }));
  const columns2 = [
    NUMBER,
    LABEL,
    column('3', 3, 8),
    column('4', 4, 8, { format: 'percent' }),
    column('5', 5, 8),
    column('6', 6, 8, { format: 'percent' }),
  ];
  const head2 = [
    [cell('STT', 0, 1, 2), cell('Lĩnh vực', 1, 1, 2), cell('Cấp tỉnh', 2, 2), cell('Cấp huyện', 4, 2)],
    [2, 4].flatMap((at) => [cell('Số lượng TTHC', at), cell('Tỷ lệ', at + 1)]),
  ];
  return form(
    'II.07b',
    ['TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH', 'VÀ KẾT QUẢ THỰC HIỆN “4 TẠI CHỖ” TẠI UBND PHƯỜNG BẾN MẪU'],
    'TTHC, %',
    [
      {
        id: 'I',
        title: 'I. SỐ LƯỢNG TTHC TRIỂN KHAI TẠI BỘ PHẬN MỘT CỬA',
        measure: 'TTHC',
        columns,
        head,
        rows,
        total: totalOf(columns, rows),
        emptyText: 'Không phát sinh.',
      },
      {
        id: 'II',
        title: 'II. KẾT QUẢ THỰC HIỆN “4 TẠI CHỖ” TẠI BỘ PHẬN MỘT CỬA',
        measure: 'TTHC, %',
        columns: columns2,
        head: head2,
        rows: [],
        total: null,
        emptyText: 'Cấp xã không có số liệu ở phần này.',
      },
    ],
  );
}

/** Money, percentages and texts in one table. */
export function form04(): FormModel {
  const columns = [
    NUMBER,
    column('2', 2, 16, { format: 'text', align: 'left' }),
    column('3', 3, 10, { format: 'text', align: 'left' }),
    column('9', 9, 9, { format: 'money', align: 'right' }),
    column('10', 10, 9, { format: 'money', align: 'right' }),
    column('11', 11, 9, { format: 'money', align: 'right', formulaLabel: '(11)=(9)-(10)', differenceOf: ['9', '10'] }),
    column('12', 12, 7, {
      format: 'percent',
      align: 'right',
      formulaLabel: '(12)=(11)/(9)',
      percentageOf: ['11', '9'],
    }),
    column('13', 13, 12, { format: 'text', align: 'left' }),
  ];
  const head = [
    [
      cell('STT', 0, 1, 2),
      cell('Tên thủ tục hành chính', 1, 1, 2),
      cell('Lĩnh vực', 2, 1, 2),
      cell('Chi phí tuân thủ (đồng/năm)', 3, 4),
      cell('Quyết định phê duyệt', 7, 1, 2),
    ],
    [cell('Trước', 3), cell('Sau', 4), cell('Tiết kiệm', 5), cell('Tỷ lệ', 6)],
  ];
  const rows: RowModel[] = [
    {
      number: 1,
      key: 'a',
      label: 'Đăng ký khai sinh',
      cells: { 3: 'Hộ tịch', 9: 36970500, 10: 30000000, 11: 6970500, 12: 1885, 13: '104/QĐ-UBND' },
    },
    {
      number: 2,
      key: 'b',
      label: 'Chứng thực bản sao từ bản chính',
      cells: { 3: 'Chứng thực', 9: 3, 10: 1, 11: 2, 12: 6667, 13: null },
    },
    {
      number: 3,
      key: 'c',
      label: 'Trợ giúp xã hội',
      cells: { 3: 'Bảo trợ xã hội', 9: 0, 10: 0, 11: 0, 12: null, 13: '=1+1' },
    },
  ];
  return form(
    'II.04',
    ['KẾT QUẢ RÀ SOÁT, ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH'],
    'Đồng, %',
    [
      {
        id: 'main',
        title: null,
        measure: null,
        columns,
        head,
        rows,
        total: totalOf(columns, rows),
        emptyText: 'Không phát sinh.',
      },
    ],
    'provisional',
  );
}

/** A form in which nothing happened. */
export function form05a(): FormModel {
  const names = [
    'Tổng số',
    'Hành vi hành chính',
    'Quy định hành chính',
    'Cả hai',
    'Kỳ trước chuyển qua',
    'Tiếp nhận mới',
    'Đã xử lý',
    'Đang xử lý',
    'Đăng tải công khai',
  ];
  const columns = [
    NUMBER,
    LABEL,
    ...names.map((_, i) =>
      column(String(i + 3), i + 3, 6, i === 0 ? { formulaLabel: '(3)=(4)+(5)+(6)', sumOf: ['4', '5', '6'] } : {}),
    ),
  ];
  const head = [
    [
      cell('STT', 0, 1, 2),
      cell('Ngành, lĩnh vực có phản ánh, kiến nghị', 1, 1, 2),
      cell('Theo nội dung', 2, 4),
      cell('Theo thời điểm', 6, 2),
      cell('Kết quả', 8, 3),
    ],
    names.map((name, i) => cell(name, i + 2)),
  ];
  const zero: RowModel = {
    number: null,
    key: 'total',
    label: 'TỔNG CỘNG',
    cells: Object.fromEntries(columns.slice(2).map((c) => [c.key, 0])),
  };
  return form(
    'II.05a',
    ['KẾT QUẢ XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ VỀ QUY ĐỊNH HÀNH CHÍNH'],
    'Số phản ánh, kiến nghị',
    [{ id: 'main', title: null, measure: null, columns, head, rows: [], total: zero, emptyText: 'Không phát sinh.' }],
    'provisional',
  );
}
