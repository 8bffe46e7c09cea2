/**
 * Trạng thái hồ sơ và thao tác, với mã trạng thái quốc gia 1–10.
 * Which acts lead where follows the national list of statuses; an empty place in a table means forbidden.
 */
import type { ActDefinition, ClockInState, DossierDefinition } from '../../core/dossier/definition.ts';

const business = {
  submitted: {
    requestCompletion: 'incomplete',
    receive: 'received',
    refuse: 'refused',
    cancelSubmission: 'cancelledSubmission',
  },
  incomplete: { complete: 'submitted', refuse: 'refused', cancelSubmission: 'cancelledSubmission' },
  refused: {},
  cancelledSubmission: {},
  none: { submit: 'submitted', receive: 'received', refuse: 'refused' },
  received: {
    beginProcessing: 'processing',
    requestSupplement: 'awaitingSupplement',
    requireObligation: 'awaitingObligation',
    suspend: 'suspended',
    requestWithdrawal: 'withdrawalRequested',
    discontinue: 'discontinued',
    reschedule: 'received',
  },
  processing: {
    requestSupplement: 'awaitingSupplement',
    requireObligation: 'awaitingObligation',
    suspend: 'suspended',
    requestWithdrawal: 'withdrawalRequested',
    discontinue: 'discontinued',
    reschedule: 'processing',
    resolve: 'resolved',
  },
  awaitingSupplement: {
    supplement: 'processing',
    rejectUnsupplemented: 'rejected',
    requestWithdrawal: 'withdrawalRequested',
    discontinue: 'discontinued',
  },
  awaitingObligation: {
    fulfilObligation: 'processing',
    requestWithdrawal: 'withdrawalRequested',
    discontinue: 'discontinued',
  },
  suspended: { resume: 'processing', requestWithdrawal: 'withdrawalRequested', discontinue: 'discontinued' },
  withdrawalRequested: { declineWithdrawal: 'processing', acceptWithdrawal: 'withdrawn' },
  withdrawn: {},
  rejected: {},
  discontinued: {},
  resolved: {},
} as const satisfies Record<string, Record<string, string>>;

type BusinessState = keyof typeof business;

const clock = {
  none: 'notStarted',
  submitted: 'notStarted',
  incomplete: 'notStarted',
  refused: 'ended',
  cancelledSubmission: 'ended',
  received: 'running',
  processing: 'running',
  awaitingSupplement: 'suspended',
  awaitingObligation: 'suspended',
  suspended: 'suspended',
  withdrawalRequested: 'running',
  withdrawn: 'ended',
  rejected: 'ended',
  discontinued: 'ended',
  resolved: 'resolved',
} as const satisfies Record<BusinessState, ClockInState>;

const nationalStatus = {
  none: 1,
  submitted: 1,
  incomplete: 5,
  refused: 3,
  cancelledSubmission: 7,
  received: 2,
  processing: 4,
  awaitingSupplement: 5,
  awaitingObligation: 6,
  suspended: 8,
  withdrawalRequested: 7,
  withdrawn: 7,
  rejected: 3,
  discontinued: 8,
  resolved: 9,
} as const satisfies Record<BusinessState, number>;

const received: BusinessState[] = [
  'received',
  'processing',
  'awaitingSupplement',
  'awaitingObligation',
  'suspended',
  'withdrawalRequested',
  'resolved',
];
const inWork: BusinessState[] = received.filter((state) => state !== 'resolved');
const afterReceipt: BusinessState[] = [...received, 'withdrawn', 'rejected', 'discontinued'];

const acts = {
  submit: { machine: 'business', label: 'Nộp hồ sơ' },
  requestCompletion: {
    machine: 'business',
    label: 'Yêu cầu hoàn thiện hồ sơ trực tuyến',
    needs: { reason: 'nội dung cần hoàn thiện' },
  },
  complete: { machine: 'business', label: 'Hoàn thiện hồ sơ trực tuyến' },
  cancelSubmission: { machine: 'business', label: 'Hủy hồ sơ đã nộp' },
  receive: {
    machine: 'business',
    label: 'Tiếp nhận',
    needs: { channel: 'hình thức nộp', procedureCode: 'mã thủ tục' },
  },
  refuse: {
    machine: 'business',
    label: 'Từ chối tiếp nhận',
    needs: { reason: 'lý do từ chối' },
    legalBasis: 'TT 01/2018/TT-VPCP, Mẫu 03',
  },
  beginProcessing: { machine: 'business', label: 'Chuyển xử lý' },
  requestSupplement: {
    machine: 'business',
    label: 'Yêu cầu bổ sung',
    needs: { ground: 'căn cứ yêu cầu bổ sung', document: 'số phiếu yêu cầu (Mẫu 02)' },
    legalBasis: 'TT 01/2018/TT-VPCP, Mẫu 02',
  },
  supplement: { machine: 'business', label: 'Nhận bổ sung' },
  rejectUnsupplemented: { machine: 'business', label: 'Trả hồ sơ không bổ sung', needs: { reason: 'lý do trả hồ sơ' } },
  requireObligation: {
    machine: 'business',
    label: 'Yêu cầu thực hiện nghĩa vụ tài chính',
    needs: { ground: 'căn cứ', document: 'số thông báo' },
  },
  fulfilObligation: { machine: 'business', label: 'Đã thực hiện nghĩa vụ tài chính' },
  suspend: {
    machine: 'business',
    label: 'Tạm dừng',
    needs: { ground: 'căn cứ tạm dừng', document: 'số văn bản tạm dừng' },
  },
  resume: { machine: 'business', label: 'Tiếp tục giải quyết' },
  requestWithdrawal: { machine: 'business', label: 'Đề nghị rút hồ sơ', needs: { reason: 'lý do rút' } },
  declineWithdrawal: { machine: 'business', label: 'Không đồng ý cho rút', needs: { reason: 'lý do' } },
  acceptWithdrawal: { machine: 'business', label: 'Đồng ý cho rút' },
  discontinue: {
    machine: 'business',
    label: 'Dừng giải quyết',
    needs: { reason: 'lý do dừng giải quyết', document: 'số thông báo (Mẫu 05)' },
    legalBasis: 'TT 03/2025/TT-VPCP, Mẫu 05',
  },
  reschedule: {
    machine: 'business',
    label: 'Xin lỗi và hẹn lại ngày trả',
    needs: { newDueAt: 'ngày hẹn lại', reason: 'lý do chậm' },
    atMost: 1,
    legalBasis: 'NĐ 61/2018/NĐ-CP Điều 19; TT 01/2018/TT-VPCP, Mẫu 04',
  },
  resolve: { machine: 'business', label: 'Có kết quả' },
  handOver: {
    machine: 'handOver',
    label: 'Trả kết quả',
    requires: { business: ['resolved'] },
    needs: { channel: 'hình thức trả' },
  },
  returnUndelivered: { machine: 'handOver', label: 'Bưu chính chuyển hoàn', needs: { reason: 'lý do chuyển hoàn' } },
  exempt: { machine: 'payment', label: 'Miễn phí, lệ phí', requires: { business: afterReceipt } },
  requestPayment: { machine: 'payment', label: 'Yêu cầu thanh toán', requires: { business: afterReceipt } },
  beginPayment: { machine: 'payment', label: 'Bắt đầu thanh toán trực tuyến', requires: { business: afterReceipt } },
  failPayment: { machine: 'payment', label: 'Thanh toán không thành', requires: { business: afterReceipt } },
  confirmPayment: {
    machine: 'payment',
    label: 'Xác nhận đã thanh toán',
    needs: { amount: 'số tiền' },
    requires: { business: afterReceipt },
  },
  recordPayment: {
    machine: 'payment',
    label: 'Ghi nhận thanh toán',
    needs: { amount: 'số tiền', method: 'hình thức thanh toán' },
    requires: { business: afterReceipt },
  },
  refund: { machine: 'payment', label: 'Hoàn phí', needs: { reason: 'lý do hoàn phí' } },
  assign: {
    machine: null,
    label: 'Phân công xử lý',
    needs: { assignee: 'người được giao' },
    requires: { business: inWork },
  },
  draftResult: { machine: null, label: 'Trình dự thảo kết quả', requires: { business: ['processing'] } },
  returnDraft: {
    machine: null,
    label: 'Trả lại dự thảo',
    needs: { reason: 'lý do trả lại' },
    requires: { business: ['processing'] },
  },
  approveResult: { machine: null, label: 'Phê duyệt, ký', requires: { business: ['processing'] } },
  numberResult: {
    machine: null,
    label: 'Cho số kết quả',
    needs: { document: 'số, ký hiệu văn bản' },
    requires: { business: ['processing'] },
  },
  explainOverdue: {
    machine: null,
    label: 'Ghi nguyên nhân quá hạn',
    needs: { reason: 'nguyên nhân quá hạn' },
    requires: { business: afterReceipt },
  },
  issueECopy: { machine: null, label: 'Cấp bản sao điện tử', requires: { business: received } },
  digitiseResult: { machine: null, label: 'Số hóa kết quả', requires: { business: received } },
  queue: { machine: 'synchronisation', label: 'Xếp hàng đồng bộ' },
  confirmSync: { machine: 'synchronisation', label: 'Cổng đã nhận' },
  failSync: { machine: 'synchronisation', label: 'Đồng bộ lỗi' },
} as const satisfies Record<string, ActDefinition>;

export type NationalAct = keyof typeof acts;

export const NATIONAL_DOSSIER = {
  id: 'national-10',
  effectiveFrom: '2018-06-21',
  machines: {
    business: { initial: 'none', table: business },
    payment: {
      initial: 'notRequested',
      table: {
        notRequested: { exempt: 'exempt', requestPayment: 'unpaid', recordPayment: 'paid', beginPayment: 'awaiting' },
        unpaid: { beginPayment: 'awaiting', recordPayment: 'paid', confirmPayment: 'paid', exempt: 'exempt' },
        awaiting: { confirmPayment: 'paid', failPayment: 'unpaid', recordPayment: 'paid' },
        paid: { refund: 'refunded' },
        exempt: {},
        refunded: {},
      },
    },
    handOver: {
      initial: 'notHandedOver',
      table: {
        notHandedOver: { handOver: 'handedOver' },
        handedOver: { returnUndelivered: 'undelivered' },
        undelivered: { handOver: 'handedOver' },
      },
    },
    synchronisation: {
      initial: 'notSent',
      table: {
        notSent: { queue: 'queued' },
        queued: { confirmSync: 'confirmed', failSync: 'failed' },
        confirmed: { queue: 'queued' },
        failed: { queue: 'queued' },
      },
    },
  },
  acts,
  stateLabels: {
    business: {
      none: 'Chưa nộp',
      submitted: 'Mới đăng ký',
      incomplete: 'Chờ hoàn thiện',
      refused: 'Không được tiếp nhận',
      cancelledSubmission: 'Đã hủy trước khi tiếp nhận',
      received: 'Được tiếp nhận',
      processing: 'Đang xử lý',
      awaitingSupplement: 'Yêu cầu bổ sung giấy tờ',
      awaitingObligation: 'Yêu cầu thực hiện nghĩa vụ tài chính',
      suspended: 'Tạm dừng xử lý',
      withdrawalRequested: 'Công dân yêu cầu rút hồ sơ',
      withdrawn: 'Đã rút',
      rejected: 'Trả hồ sơ không bổ sung',
      discontinued: 'Dừng giải quyết',
      resolved: 'Đã xử lý xong',
    },
    payment: {
      notRequested: 'Chưa yêu cầu thanh toán',
      unpaid: 'Chưa thanh toán',
      awaiting: 'Chờ thanh toán',
      paid: 'Đã thanh toán',
      exempt: 'Miễn',
      refunded: 'Đã hoàn phí',
    },
    handOver: { notHandedOver: 'Chưa trả', handedOver: 'Đã trả kết quả', undelivered: 'Bưu chính chuyển hoàn' },
    synchronisation: { notSent: 'Chưa đồng bộ', queued: 'Chờ đồng bộ', confirmed: 'Đã đồng bộ', failed: 'Đồng bộ lỗi' },
  },
  clock,
  nationalStatus: { business: nationalStatus, handedOver: 10 },
} as const satisfies DossierDefinition;
