/**
 * What an officer can do with a dossier at the desk (việc trên hồ sơ), as data: the act of the log, who may, which key,
 * what the form asks. Pages and services read this table; neither knows an act that is not in it.
 */
import type { Act } from '../access/permissions.ts';

export type FieldKind =
  | 'text'
  | 'lines'
  | 'dateTime'
  | 'money'
  | 'choice'
  | 'officer'
  | 'checkbox'
  | 'notation'
  | 'cause';

/** Ô nhập của một việc. */
export interface DeskField {
  readonly name: DeskFieldName;
  readonly kind: FieldKind;
  /** In lower case, as inside a sentence. */
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** Characters. */
  readonly max: number;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** Names that the values of all acts share; each act uses some. */
export type DeskFieldName =
  | 'assignee'
  | 'reason'
  | 'ground'
  | 'document'
  | 'items'
  | 'newDue'
  | 'notation'
  | 'unnumbered'
  | 'cause'
  | 'channel'
  | 'recipientName'
  | 'recipientIdentity'
  | 'relation'
  | 'trackingNumber'
  | 'amount'
  | 'method';

export interface DeskAct {
  /** In addresses: `/ho-so/…/viec/tam-dung`. */
  readonly slug: string;
  /** The act of the log. */
  readonly act: string;
  readonly label: string;
  /** The key on the dossier's page; one letter for one act. */
  readonly key: string;
  /** Any of these permissions lets an officer do it. */
  readonly permissions: readonly [Act, ...Act[]];
  /** What it does, for the form's head. */
  readonly explanation: string;
  readonly fields: readonly DeskField[];
  /** Ends the dossier or cannot be taken back: asked with a warning. */
  readonly grave?: boolean;
  /** The book from which its document takes a number where none was typed. */
  readonly book?: string;
}

const reason = (label: string, required = true): DeskField => ({
  name: 'reason',
  kind: 'lines',
  label,
  required,
  max: 1000,
});
const ground: DeskField = {
  name: 'ground',
  kind: 'text',
  label: 'căn cứ',
  hint: 'Điều, khoản, văn bản cho phép',
  required: true,
  max: 300,
};
const document = (label: string): DeskField => ({
  name: 'document',
  kind: 'text',
  label,
  hint: 'Để trống: hệ thống lấy số tiếp theo của sổ',
  required: false,
  max: 60,
});

/** Nguyên nhân quá hạn, as the report groups them; the officer says the rest in words. */
export const OVERDUE_CAUSES = [
  { value: 'supplement', label: 'Người nộp chậm bổ sung, xác minh lại thông tin' },
  { value: 'coordination', label: 'Cơ quan phối hợp trả lời chậm' },
  { value: 'verification', label: 'Phải xác minh, kiểm tra thực địa phức tạp' },
  { value: 'system', label: 'Phần mềm, đường truyền gián đoạn' },
  { value: 'officer', label: 'Công chức xử lý, chuyển bước chậm' },
  { value: 'volume', label: 'Số hồ sơ tăng đột biến, thiếu người' },
  { value: 'other', label: 'Nguyên nhân khác' },
] as const;

const PAYMENT_METHODS = [
  { value: 'cash', label: 'Tiền mặt' },
  { value: 'transfer', label: 'Chuyển khoản' },
  { value: 'online', label: 'Trực tuyến' },
];
const HAND_OVER_CHANNELS = [
  { value: 'counter', label: 'Trực tiếp tại quầy' },
  { value: 'post', label: 'Qua bưu chính công ích' },
  { value: 'online', label: 'Trực tuyến (kho dữ liệu, thư điện tử)' },
];
const CAUSE_FIELD: DeskField = {
  name: 'cause',
  kind: 'cause',
  label: 'nguyên nhân quá hạn',
  required: true,
  max: 40,
  choices: OVERDUE_CAUSES,
};
const CAUSE_FIELDS: readonly DeskField[] = [CAUSE_FIELD, reason('diễn giải nguyên nhân')];

/** Not an act of the log by itself: giving oneself a step that nobody has, and beginning it. */
export const TAKE_UP = 'takeUp';

/** All acts of the desk in the order in which their buttons stand. */
export const DESK_ACTS: readonly DeskAct[] = [
  {
    slug: 'phan-cong',
    act: 'assign',
    label: 'Phân công',
    key: 'p',
    permissions: ['dossier.assign'],
    explanation: 'Giao bước đang chờ cho một người; hồ sơ mới tiếp nhận được chuyển sang xử lý.',
    fields: [
      { name: 'assignee', kind: 'officer', label: 'người xử lý', required: true, max: 60 },
      reason('ý kiến chỉ đạo hoặc lý do giao lại', false),
    ],
  },
  {
    slug: 'nhan-xu-ly',
    act: TAKE_UP,
    label: 'Nhận xử lý',
    key: 'x',
    permissions: ['dossier.process'],
    explanation: 'Hồ sơ chuyển sang «Đang xử lý» và bước thẩm định mang tên bạn.',
    fields: [],
  },
  {
    slug: 'du-thao',
    act: 'draftResult',
    label: 'Trình dự thảo',
    key: 'd',
    permissions: ['dossier.draftResult'],
    explanation: 'Kết thúc thẩm định và trình dự thảo kết quả để phê duyệt. Tệp dự thảo đính ở mục Tệp.',
    fields: [],
  },
  {
    slug: 'phe-duyet',
    act: 'approveResult',
    label: 'Phê duyệt',
    key: 'y',
    permissions: ['dossier.approve'],
    explanation: 'Đồng ý với dự thảo; hồ sơ chuyển cho văn thư.',
    fields: [],
  },
  {
    slug: 'tra-lai-du-thao',
    act: 'returnDraft',
    label: 'Trả lại dự thảo',
    key: 'l',
    permissions: ['dossier.approve'],
    explanation: 'Dự thảo về lại người soạn; thời hạn của hồ sơ không đổi.',
    fields: [reason('nội dung cần sửa')],
  },
  {
    slug: 'cho-so',
    act: 'numberResult',
    label: 'Cho số',
    key: 'o',
    permissions: ['dossier.number'],
    explanation: 'Lấy số tiếp theo trong năm của ký hiệu đã chọn. Số đã lấy không cấp lại cho văn bản khác.',
    fields: [
      {
        name: 'notation',
        kind: 'notation',
        label: 'ký hiệu văn bản',
        hint: 'Ví dụ GXN-UBND, QĐ-UBND; số và năm do hệ thống điền',
        required: true,
        max: 30,
      },
    ],
  },
  {
    slug: 'phat-hanh',
    act: 'resolve',
    label: 'Phát hành kết quả',
    key: 'h',
    permissions: ['dossier.issue'],
    explanation: 'Kết quả đã ký, đóng dấu và chuyển về Một cửa. Thời điểm này dừng tính hạn của hồ sơ.',
    fields: [
      { name: 'unnumbered', kind: 'checkbox', label: 'Kết quả không cấp số riêng', required: false, max: 2 },
      ...CAUSE_FIELDS,
    ],
  },
  {
    slug: 'tra-ket-qua',
    act: 'handOver',
    label: 'Trả kết quả',
    key: 't',
    permissions: ['dossier.handOver'],
    explanation: 'Ghi nơi và người nhận kết quả.',
    fields: [
      {
        name: 'channel',
        kind: 'choice',
        label: 'hình thức trả',
        required: true,
        max: 10,
        choices: HAND_OVER_CHANNELS,
      },
      {
        name: 'recipientName',
        kind: 'text',
        label: 'họ tên người nhận',
        hint: 'Để trống: chính người nộp',
        required: false,
        max: 100,
      },
      { name: 'relation', kind: 'text', label: 'quan hệ hoặc giấy ủy quyền', required: false, max: 100 },
      { name: 'recipientIdentity', kind: 'text', label: 'số giấy tờ người nhận', required: false, max: 20 },
      {
        name: 'trackingNumber',
        kind: 'text',
        label: 'số hiệu bưu gửi',
        hint: 'Cần khi trả qua bưu chính',
        required: false,
        max: 40,
      },
    ],
  },
  {
    slug: 'chuyen-hoan',
    act: 'returnUndelivered',
    label: 'Bưu chính chuyển hoàn',
    key: 'c',
    permissions: ['dossier.handOver'],
    explanation: 'Kết quả gửi đi quay về; hồ sơ lại chờ trả.',
    fields: [reason('lý do chuyển hoàn')],
  },
  {
    slug: 'yeu-cau-bo-sung',
    act: 'requestSupplement',
    label: 'Yêu cầu bổ sung',
    key: 'b',
    permissions: ['dossier.requestSupplement'],
    explanation: 'Nêu một lần tất cả nội dung cần bổ sung (Mẫu 02). Thời hạn dừng tính đến khi nhận đủ.',
    fields: [
      {
        name: 'items',
        kind: 'lines',
        label: 'nội dung cần bổ sung',
        hint: 'Mỗi nội dung một dòng, nêu hết trong một lần',
        required: true,
        max: 2000,
      },
      ground,
      document('số phiếu yêu cầu'),
    ],
    book: 'PYC-BPMC',
  },
  {
    slug: 'nhan-bo-sung',
    act: 'supplement',
    label: 'Nhận bổ sung',
    key: 'n',
    permissions: ['dossier.supplement'],
    explanation: 'Người nộp đã bổ sung đủ; thời hạn tính tiếp.',
    fields: [{ ...reason('giấy tờ đã nhận', false), hint: 'Mỗi giấy tờ một dòng' }],
  },
  {
    slug: 'tra-ho-so',
    act: 'rejectUnsupplemented',
    label: 'Trả hồ sơ không bổ sung',
    key: 'r',
    permissions: ['dossier.discontinue', 'dossier.withdraw'],
    explanation: 'Quá hạn bổ sung mà người nộp không bổ sung; hồ sơ kết thúc, không có kết quả.',
    fields: [reason('lý do trả hồ sơ')],
    grave: true,
  },
  {
    slug: 'tam-dung',
    act: 'suspend',
    label: 'Tạm dừng',
    key: 'm',
    permissions: ['dossier.suspend'],
    explanation: 'Dừng tính thời hạn theo căn cứ và văn bản. Chờ nội bộ hoặc lỗi phần mềm không phải căn cứ dừng.',
    fields: [ground, { ...document('số văn bản tạm dừng'), hint: 'Số, ký hiệu văn bản làm căn cứ', required: true }],
  },
  {
    slug: 'tiep-tuc',
    act: 'resume',
    label: 'Tiếp tục giải quyết',
    key: 'u',
    permissions: ['dossier.resume'],
    explanation: 'Thời hạn tính tiếp; hạn trả dời thêm đúng số giờ làm việc đã dừng.',
    fields: [],
  },
  {
    slug: 'nghia-vu-tai-chinh',
    act: 'requireObligation',
    label: 'Yêu cầu nghĩa vụ tài chính',
    key: 'v',
    permissions: ['dossier.suspend'],
    explanation: 'Chờ người nộp hoàn thành nghĩa vụ tài chính theo thông báo; thời hạn dừng tính.',
    fields: [ground, { ...document('số thông báo'), hint: 'Số, ký hiệu thông báo nộp tiền', required: true }],
  },
  {
    slug: 'da-thuc-hien-nghia-vu',
    act: 'fulfilObligation',
    label: 'Đã thực hiện nghĩa vụ',
    key: 'k',
    permissions: ['dossier.resume'],
    explanation: 'Người nộp đã hoàn thành nghĩa vụ tài chính; thời hạn tính tiếp.',
    fields: [],
  },
  {
    slug: 'hen-lai',
    act: 'reschedule',
    label: 'Xin lỗi, hẹn lại',
    key: 'e',
    permissions: ['dossier.reschedule'],
    explanation: 'Gửi thư xin lỗi (Mẫu 04) với ngày hẹn mới. Mỗi hồ sơ chỉ một lần.',
    fields: [
      { name: 'newDue', kind: 'dateTime', label: 'ngày hẹn lại', required: true, max: 20 },
      reason('lý do chậm'),
      document('số thư xin lỗi'),
    ],
    grave: true,
    book: 'TXL-UBND',
  },
  {
    slug: 'de-nghi-rut',
    act: 'requestWithdrawal',
    label: 'Người nộp rút hồ sơ',
    key: 'w',
    permissions: ['dossier.withdraw'],
    explanation: 'Ghi đề nghị rút của người nộp; thời hạn vẫn tính cho đến khi đồng ý.',
    fields: [reason('lý do rút')],
  },
  {
    slug: 'dong-y-rut',
    act: 'acceptWithdrawal',
    label: 'Đồng ý cho rút',
    key: 'a',
    permissions: ['dossier.withdraw', 'dossier.approve'],
    explanation: 'Trả lại giấy tờ; hồ sơ kết thúc và tính là hồ sơ hủy.',
    fields: [],
    grave: true,
  },
  {
    slug: 'khong-dong-y-rut',
    act: 'declineWithdrawal',
    label: 'Không đồng ý cho rút',
    key: 'q',
    permissions: ['dossier.withdraw', 'dossier.approve'],
    explanation: 'Hồ sơ được giải quyết tiếp.',
    fields: [reason('lý do không đồng ý')],
  },
  {
    slug: 'dung-giai-quyet',
    act: 'discontinue',
    label: 'Dừng giải quyết',
    key: 'z',
    permissions: ['dossier.discontinue'],
    explanation: 'Kết thúc hồ sơ không có kết quả và gửi thông báo (Mẫu 05).',
    fields: [reason('lý do dừng giải quyết'), CAUSE_FIELD, document('số thông báo')],
    grave: true,
    book: 'TB-UBND',
  },
  {
    slug: 'nguyen-nhan-qua-han',
    act: 'explainOverdue',
    label: 'Ghi nguyên nhân quá hạn',
    key: 'i',
    permissions: ['dossier.explainOverdue'],
    explanation: 'Nguyên nhân được đưa vào báo cáo của kỳ.',
    fields: CAUSE_FIELDS,
  },
  {
    slug: 'thu-phi',
    act: 'recordPayment',
    label: 'Thu phí, lệ phí',
    key: 's',
    permissions: ['payment.record'],
    explanation: 'Ghi khoản đã thu kèm số biên lai.',
    fields: [
      { name: 'amount', kind: 'money', label: 'số tiền', required: true, max: 20 },
      { name: 'method', kind: 'choice', label: 'hình thức', required: true, max: 10, choices: PAYMENT_METHODS },
      {
        ...document('số biên lai'),
        hint: 'Để trống: hệ thống lấy số tiếp theo. Giao dịch trực tuyến: mã giao dịch',
      },
    ],
    book: 'BL',
  },
  {
    slug: 'mien-phi',
    act: 'exempt',
    label: 'Miễn phí, lệ phí',
    key: 'j',
    permissions: ['payment.record'],
    explanation: 'Người nộp thuộc diện miễn.',
    fields: [reason('đối tượng, căn cứ miễn')],
  },
  {
    slug: 'hoan-phi',
    act: 'refund',
    label: 'Hoàn phí',
    key: 'f',
    permissions: ['payment.refund'],
    explanation: 'Trả lại toàn bộ khoản đã thu.',
    fields: [reason('lý do hoàn phí'), document('số phiếu chi')],
    grave: true,
    book: 'PC',
  },
];

const BY_SLUG = new Map(DESK_ACTS.map((act) => [act.slug, act]));

export const deskActBySlug = (slug: string): DeskAct | undefined => BY_SLUG.get(slug);

/** What was filled in, by field; absent fields are empty. */
export type DeskValues = Readonly<Partial<Record<DeskFieldName, string>>>;
