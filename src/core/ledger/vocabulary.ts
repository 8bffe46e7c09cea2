/** The words that ledgers use for channels, states, payments and yes or no; compared without case, marks and punctuation. */
import type { Channel } from '../dossier/facts.ts';
import { foldWords } from '../text/fold.ts';

/** Trạng thái as the ledger claims it. What counts are the dates; a state that contradicts them is refused. */
export const LEDGER_STATUSES = [
  'received',
  'processing',
  'awaitingSupplement',
  'suspended',
  'resolved',
  'handedOver',
  'cancelled',
] as const;
export type LedgerStatus = (typeof LEDGER_STATUSES)[number];

/** Hình thức thanh toán. */
export const LEDGER_PAYMENTS = ['online', 'cash', 'transfer', 'exempt', 'unpaid'] as const;
export type LedgerPayment = (typeof LEDGER_PAYMENTS)[number];

/** The first word of each list is the one that a printed ledger uses. */
export const CHANNEL_WORDS = {
  online: [
    'Trực tuyến',
    'Nộp trực tuyến',
    'Online',
    'Qua mạng',
    'Dịch vụ công trực tuyến',
    'DVCTT',
    'Cổng dịch vụ công',
    'Toàn trình',
    'Một phần',
  ],
  counter: ['Trực tiếp', 'Nộp trực tiếp', 'Tại quầy', 'Tại Bộ phận Một cửa', 'Tại chỗ'],
  post: [
    'Bưu chính công ích',
    'Qua bưu chính công ích',
    'BCCI',
    'Bưu chính',
    'Qua bưu chính',
    'Dịch vụ bưu chính công ích',
    'Bưu điện',
    'Qua bưu điện',
    'Dịch vụ BCCI',
    'Qua BCCI',
  ],
} as const satisfies Record<Channel, readonly string[]>;

export const STATUS_WORDS = {
  received: ['Được tiếp nhận', 'Đã tiếp nhận', 'Tiếp nhận', 'Mới tiếp nhận', 'Chờ xử lý'],
  processing: [
    'Đang giải quyết',
    'Đang xử lý',
    'Đang thụ lý',
    'Đang thẩm định',
    'Chờ phê duyệt',
    'Chờ ký',
    'Chờ ký duyệt',
    'Đã chuyển xử lý',
    'Yêu cầu thực hiện nghĩa vụ tài chính',
    'Chờ thực hiện nghĩa vụ tài chính',
    'Đang xử lý quá hạn',
    'Công dân yêu cầu rút hồ sơ',
  ],
  awaitingSupplement: [
    'Chờ bổ sung',
    'Yêu cầu bổ sung',
    'Yêu cầu bổ sung giấy tờ',
    'Đang chờ bổ sung',
    'Bổ sung hồ sơ',
    'Chờ bổ sung hồ sơ',
    'Yêu cầu bổ sung hồ sơ',
  ],
  suspended: ['Tạm dừng', 'Đang tạm dừng', 'Dừng tính', 'Tạm dừng xử lý', 'Tạm dừng giải quyết'],
  resolved: [
    'Đã có kết quả',
    'Đã xử lý xong',
    'Đã giải quyết',
    'Đã giải quyết xong',
    'Hoàn thành',
    'Đã hoàn thành',
    'Chờ trả kết quả',
    'Có kết quả',
    'Đã xử lý',
  ],
  handedOver: ['Đã trả kết quả', 'Đã trả', 'Trả kết quả'],
  cancelled: [
    'Đã hủy',
    'Hủy',
    'Hủy hồ sơ',
    'Rút hồ sơ',
    'Đã rút',
    'Đã rút hồ sơ',
    'Dừng giải quyết',
    'Đã dừng giải quyết',
    'Trả lại hồ sơ',
  ],
} as const satisfies Record<LedgerStatus, readonly string[]>;

/** States of a dossier that was never received: no line of a ledger. */
export const NOT_RECEIVED_WORDS = [
  'Mới đăng ký',
  'Chờ tiếp nhận',
  'Không được tiếp nhận',
  'Không tiếp nhận',
  'Từ chối',
  'Từ chối tiếp nhận',
  'Đã từ chối',
] as const;

export const PAYMENT_WORDS = {
  online: [
    'Trực tuyến',
    'Thanh toán trực tuyến',
    'Đã thanh toán trực tuyến',
    'Online',
    'Qua Cổng dịch vụ công',
    'PayGov',
    'Payment Platform',
  ],
  cash: ['Tiền mặt', 'Trực tiếp', 'Nộp trực tiếp', 'Tại quầy', 'Nộp tiền mặt'],
  transfer: ['Chuyển khoản', 'Nộp chuyển khoản', 'Chuyển khoản ngân hàng'],
  exempt: [
    'Miễn',
    'Miễn phí',
    'Được miễn',
    'Không thu',
    'Không thu phí',
    'Không',
    'Không có phí',
    'Đối tượng miễn phí',
  ],
  unpaid: ['Chưa thanh toán', 'Chờ thanh toán', 'Chưa nộp', 'Chưa thu', 'Hủy thanh toán', 'Chưa'],
} as const satisfies Record<LedgerPayment, readonly string[]>;

export const YES_NO_WORDS = {
  yes: ['Có', 'X', '1', 'True', 'Yes', 'Đúng', 'Đã số hóa', 'Đã cấp', 'Rồi', '✓'],
  no: ['Không', '0', 'False', 'No', 'Sai', 'Chưa', 'Chưa số hóa', 'Chưa cấp', '-', 'Ko'],
} as const satisfies Record<'yes' | 'no', readonly string[]>;

/** Answers, for a cell's text, which of the words it is; `undefined` for none. Repeated texts are answered from memory. */
export type WordReader<T> = (text: string) => T | undefined;

/** Texts remembered by one reader, at most; a ledger of a million rows repeats a dozen. */
const MOST_REMEMBERED = 1_000;

function wordReader<T extends string>(words: Readonly<Record<T, readonly string[]>>): WordReader<T> {
  const byFolded = new Map<string, T>();
  for (const [meaning, list] of Object.entries(words) as [T, readonly string[]][]) {
    for (const word of list) byFolded.set(key(word), meaning);
  }
  const remembered = new Map<string, T | undefined>();
  return (text) => {
    if (remembered.has(text)) return remembered.get(text);
    const meaning = byFolded.get(key(text));
    // A copy, because a piece cut from a larger text would keep all of that in memory.
    if (remembered.size < MOST_REMEMBERED && text.length <= 64) remembered.set(` ${text}`.slice(1), meaning);
    return meaning;
  };
}

/** Marks such as ✓ and a lone hyphen fold to nothing; they are compared as they are. */
function key(text: string): string {
  return foldWords(text) || text;
}

export const readChannel: WordReader<Channel> = wordReader(CHANNEL_WORDS);
export const readStatus: WordReader<LedgerStatus | 'notReceived'> = wordReader({
  ...STATUS_WORDS,
  notReceived: NOT_RECEIVED_WORDS,
});
export const readPayment: WordReader<LedgerPayment> = wordReader(PAYMENT_WORDS);
export const readYesNo: WordReader<'yes' | 'no'> = wordReader(YES_NO_WORDS);
