/**
 * The columns of a ledger (sổ theo dõi hồ sơ). A column is recognised by its name or another name in any order, whatever
 * its case, marks, punctuation or spaces; what is read from it is in `line.ts`.
 */

export interface LedgerColumn {
  /** Name in code; the field of the ledger line that it fills. */
  readonly key: LedgerColumnKey;
  /** Vietnamese name, as the sample ledger and the messages write it. */
  readonly name: string;
  /** Other names in use. Compared without case, marks and punctuation. */
  readonly otherNames: readonly string[];
  /** Without a required column nothing is read. */
  readonly required: boolean;
  /** What the cells hold, in Vietnamese. */
  readonly explanation: string;
  /** What cannot be known without the column; for required ones, why it is needed. In Vietnamese. */
  readonly without: string;
}

export const LEDGER_COLUMN_KEYS = [
  'dossierCode',
  'procedureCode',
  'procedureName',
  'sector',
  'applicantName',
  'identityNumber',
  'phone',
  'channel',
  'receivedAt',
  'slipDueAt',
  'suspendedDuring',
  'resolvedAt',
  'handedOverAt',
  'handOverChannel',
  'status',
  'cancelledAt',
  'feeDue',
  'payment',
  'paidAt',
  'certifiedECopy',
  'resultDigitised',
] as const;
export type LedgerColumnKey = (typeof LEDGER_COLUMN_KEYS)[number];

/** In the order in which a ledger is printed. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  {
    key: 'dossierCode',
    name: 'Mã hồ sơ',
    otherNames: ['Mã số hồ sơ', 'Số hồ sơ', 'Mã HS', 'Số HS'],
    required: true,
    explanation:
      'Mã số hồ sơ, một trong ba dạng: 000.18.22.H32-230605-0012, H32.22.18-230615-0007, H32.22.18-20260609-0092637.',
    without: 'không phân biệt được các hồ sơ với nhau',
  },
  {
    key: 'procedureCode',
    name: 'Mã TTHC',
    otherNames: ['Mã thủ tục', 'Mã thủ tục hành chính', 'Mã số TTHC', 'Mã số thủ tục hành chính'],
    required: true,
    explanation: 'Mã thủ tục hành chính quốc gia, ví dụ 1.001193.',
    without: 'không biết hồ sơ giải quyết thủ tục nào',
  },
  {
    key: 'procedureName',
    name: 'Tên TTHC',
    otherNames: ['Tên thủ tục', 'Tên thủ tục hành chính', 'Thủ tục', 'Thủ tục hành chính', 'TTHC'],
    required: false,
    explanation: 'Tên thủ tục hành chính.',
    without: 'tên thủ tục lấy theo danh mục, thủ tục ngoài danh mục chỉ có mã',
  },
  {
    key: 'sector',
    name: 'Lĩnh vực',
    otherNames: ['Tên lĩnh vực', 'Lĩnh vực giải quyết', 'Lĩnh vực TTHC'],
    required: true,
    explanation: 'Lĩnh vực của thủ tục, viết như danh mục của đơn vị.',
    without: 'không xếp được hồ sơ vào dòng nào của biểu II.06a',
  },
  {
    key: 'applicantName',
    name: 'Người nộp',
    otherNames: [
      'Người nộp hồ sơ',
      'Họ tên người nộp',
      'Họ và tên',
      'Họ tên',
      'Chủ hồ sơ',
      'Tên tổ chức, cá nhân',
      'Tổ chức, cá nhân',
    ],
    required: false,
    explanation: 'Họ tên người nộp hoặc tên tổ chức.',
    without: 'không tìm được hồ sơ theo tên người nộp',
  },
  {
    key: 'identityNumber',
    name: 'Số giấy tờ',
    otherNames: [
      'Số giấy tờ tùy thân',
      'Số định danh',
      'Số định danh cá nhân',
      'CCCD',
      'Số CCCD',
      'CMND/CCCD',
      'Số CMND/CCCD',
      'Số căn cước',
    ],
    required: false,
    explanation:
      'Số định danh cá nhân, căn cước, hộ chiếu hoặc mã số thuế. Trong Excel, định dạng cột là Văn bản (Text) để không mất số 0 ở đầu.',
    without: 'không tìm được hồ sơ theo số giấy tờ',
  },
  {
    key: 'phone',
    name: 'Điện thoại',
    otherNames: ['Số điện thoại', 'SĐT', 'Điện thoại liên hệ', 'ĐT'],
    required: false,
    explanation: 'Số điện thoại của người nộp. Trong Excel, định dạng cột là Văn bản (Text).',
    without: 'không có số điện thoại để liên hệ',
  },
  {
    key: 'channel',
    name: 'Hình thức nộp',
    otherNames: [
      'Kênh nộp',
      'Kênh tiếp nhận',
      'Hình thức tiếp nhận',
      'Hình thức nộp hồ sơ',
      'Phương thức nộp',
      'Kênh thực hiện',
    ],
    required: true,
    explanation: 'Trực tuyến, Trực tiếp hoặc Bưu chính công ích.',
    without: 'không tách được hồ sơ trực tuyến với hồ sơ trực tiếp, bưu chính',
  },
  {
    key: 'receivedAt',
    name: 'Ngày tiếp nhận',
    otherNames: [
      'Ngày nhận',
      'Ngày nhận hồ sơ',
      'Ngày tiếp nhận hồ sơ',
      'Thời gian tiếp nhận',
      'Thời điểm tiếp nhận',
      'Ngày giờ tiếp nhận',
    ],
    required: true,
    explanation: 'Lúc tiếp nhận. Chỉ có ngày thì kể từ 07:00.',
    without: 'không biết hồ sơ thuộc kỳ báo cáo nào',
  },
  {
    key: 'slipDueAt',
    name: 'Ngày hẹn trả',
    otherNames: [
      'Hạn trả',
      'Hạn trả kết quả',
      'Ngày hẹn trả kết quả',
      'Hẹn trả',
      'Hạn xử lý',
      'Hạn giải quyết',
      'Ngày hẹn',
    ],
    required: false,
    explanation:
      'Lúc hẹn trả ghi trên giấy tiếp nhận. Chỉ có ngày thì là 17:00 ngày đó. Trống thì hạn được tính theo thủ tục.',
    without: 'hạn trả của mọi hồ sơ được tính theo thời hạn của thủ tục, không theo giấy hẹn',
  },
  {
    key: 'suspendedDuring',
    name: 'Tạm dừng',
    otherNames: ['Thời gian tạm dừng', 'Dừng tính', 'Thời gian dừng', 'Tạm dừng xử lý', 'Dừng tính thời hạn'],
    required: false,
    explanation:
      'Các lần tạm dừng: dd/MM/yyyy HH:mm - dd/MM/yyyy HH:mm, cách nhau dấu chấm phẩy; đang dừng thì để trống đầu sau.',
    without: 'không trừ thời gian tạm dừng, và không có hồ sơ nào ở cột Dừng tính, và dòng ghi Tạm dừng bị từ chối',
  },
  {
    key: 'resolvedAt',
    name: 'Ngày hoàn thành',
    otherNames: [
      'Ngày có kết quả',
      'Ngày hoàn tất',
      'Ngày giải quyết',
      'Ngày giải quyết xong',
      'Ngày xử lý xong',
      'Thời gian hoàn thành',
      'Ngày kết thúc xử lý',
    ],
    required: true,
    explanation: 'Lúc có kết quả; trống nếu chưa có. Chỉ có ngày thì là 17:00 ngày đó.',
    without: 'không biết hồ sơ nào đã giải quyết, trước hạn hay quá hạn',
  },
  {
    key: 'handedOverAt',
    name: 'Ngày trả kết quả',
    otherNames: ['Ngày trả', 'Thời gian trả kết quả', 'Ngày nhận kết quả', 'Ngày thực trả'],
    required: false,
    explanation: 'Lúc trả kết quả cho người dân. Chỉ có ngày thì là 17:00 ngày đó.',
    without: 'không biết kết quả nào đã trả',
  },
  {
    key: 'handOverChannel',
    name: 'Hình thức trả',
    otherNames: ['Hình thức trả kết quả', 'Kênh trả', 'Hình thức nhận kết quả', 'Phương thức trả kết quả'],
    required: false,
    explanation: 'Trực tuyến, Trực tiếp hoặc Bưu chính công ích.',
    without: 'không đếm được kết quả trả qua bưu chính công ích',
  },
  {
    key: 'status',
    name: 'Trạng thái',
    otherNames: ['Tình trạng', 'Trạng thái hồ sơ', 'Tình trạng hồ sơ', 'Trạng thái xử lý'],
    required: false,
    explanation: 'Trạng thái hồ sơ trong phần mềm nguồn; phải khớp với các ngày trong dòng.',
    without: 'trạng thái suy ra từ các ngày, không đối chiếu được',
  },
  {
    key: 'cancelledAt',
    name: 'Ngày hủy',
    otherNames: ['Ngày rút', 'Ngày rút hồ sơ', 'Ngày dừng giải quyết', 'Ngày hủy hồ sơ'],
    required: false,
    explanation: 'Lúc hồ sơ bị hủy, rút hoặc dừng giải quyết. Chỉ có ngày thì là 17:00 ngày đó.',
    without: 'không có hồ sơ nào ở cột HS hủy, và dòng ghi Đã hủy bị từ chối',
  },
  {
    key: 'feeDue',
    name: 'Phí, lệ phí',
    otherNames: ['Phí', 'Lệ phí', 'Phí lệ phí (đồng)', 'Số tiền', 'Tổng phí, lệ phí'],
    required: false,
    explanation: 'Số tiền phải nộp, đồng, không có phần lẻ: 20000, 20.000 hoặc 20.000 đ. Trống là 0.',
    without: 'mọi hồ sơ được coi là không phải nộp phí, lệ phí',
  },
  {
    key: 'payment',
    name: 'Thanh toán',
    otherNames: ['Hình thức thanh toán', 'Phương thức thanh toán', 'Kênh thanh toán'],
    required: false,
    explanation: 'Trực tuyến, Tiền mặt, Chuyển khoản, Miễn hoặc Chưa thanh toán.',
    without: 'không đếm được hồ sơ thanh toán trực tuyến',
  },
  {
    key: 'paidAt',
    name: 'Ngày thanh toán',
    otherNames: ['Thời gian thanh toán', 'Thời điểm thanh toán', 'Ngày nộp phí', 'Ngày nộp tiền'],
    required: false,
    explanation:
      'Lúc tiền đã nộp. Chỉ có ngày thì là 17:00 ngày đó. Có cột này thì thanh toán trực tuyến phải có ngày.',
    without: 'không đếm được tiền thanh toán trực tuyến, vì không biết nộp trong kỳ nào',
  },
  {
    key: 'certifiedECopy',
    name: 'Bản sao điện tử',
    otherNames: ['Chứng thực bản sao điện tử', 'Chứng thực điện tử', 'Bản sao chứng thực điện tử'],
    required: false,
    explanation: 'Có nếu đã cấp bản sao chứng thực điện tử; Không hoặc trống nếu chưa.',
    without: 'không đếm được bản sao chứng thực điện tử',
  },
  {
    key: 'resultDigitised',
    name: 'Số hóa kết quả',
    otherNames: ['Số hóa', 'Kết quả số hóa', 'Số hóa KQ', 'Đã số hóa kết quả'],
    required: false,
    explanation: 'Có nếu kết quả đã số hóa; Không hoặc trống nếu chưa.',
    without: 'không đếm được kết quả đã số hóa',
  },
];

/** The Vietnamese name of each column, for messages. */
export const LEDGER_COLUMN_NAMES: Readonly<Record<LedgerColumnKey, string>> = Object.fromEntries(
  LEDGER_COLUMNS.map((column) => [column.key, column.name]),
) as Record<LedgerColumnKey, string>;
