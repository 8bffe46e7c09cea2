/** A library, so that the engine is tested on its own and not on the law: books are reserved, lent, returned, lost. */
import type { DossierDefinition } from './definition.ts';

export const LIBRARY = {
  id: 'library',
  effectiveFrom: '2023-01-01',
  machines: {
    business: {
      initial: 'onShelf',
      table: {
        onShelf: { reserve: 'reserved', borrow: 'lent', discard: 'discarded' },
        reserved: { borrow: 'lent', release: 'onShelf' },
        lent: { giveBack: 'returned', lose: 'lost', closeForTet: 'closed', prolong: 'lent' },
        closed: { reopen: 'lent', lose: 'lost' },
        returned: {},
        lost: {},
        discarded: {},
      },
    },
    payment: { initial: 'noFine', table: { noFine: { fine: 'fined' }, fined: { payFine: 'settled' }, settled: {} } },
    handOver: { initial: 'away', table: { away: { reshelve: 'shelved' }, shelved: { takeDown: 'away' } } },
    synchronisation: { initial: 'listed', table: { listed: {} } },
  },
  acts: {
    reserve: { machine: 'business', label: 'Đặt chỗ' },
    release: { machine: 'business', label: 'Bỏ đặt chỗ' },
    borrow: { machine: 'business', label: 'Mượn', needs: { note: 'tên bạn đọc' } },
    prolong: { machine: 'business', label: 'Gia hạn', atMost: 2, legalBasis: 'Nội quy thư viện, Điều 3' },
    closeForTet: { machine: 'business', label: 'Đóng cửa nghỉ Tết' },
    reopen: { machine: 'business', label: 'Mở cửa lại' },
    giveBack: { machine: 'business', label: 'Trả sách' },
    lose: { machine: 'business', label: 'Báo mất', needs: { reason: 'lý do', document: 'số biên bản' } },
    discard: { machine: 'business', label: 'Thanh lý' },
    fine: { machine: 'payment', label: 'Phạt', requires: { business: ['returned', 'lost'] } },
    payFine: { machine: 'payment', label: 'Nộp phạt' },
    reshelve: { machine: 'handOver', label: 'Xếp lên giá', requires: { business: ['returned'] } },
    takeDown: { machine: 'handOver', label: 'Lấy xuống' },
    stamp: { machine: null, label: 'Đóng dấu', requires: { business: ['lent', 'closed'] } },
  },
  stateLabels: {
    business: {
      onShelf: 'Trên giá',
      reserved: 'Có người đặt',
      lent: 'Đang cho mượn',
      closed: 'Tạm đóng cửa',
      returned: 'Đã trả',
      lost: 'Đã mất',
      discarded: 'Đã thanh lý',
    },
    payment: { noFine: 'Không phạt', fined: 'Bị phạt', settled: 'Đã nộp phạt' },
    handOver: { away: 'Chưa xếp', shelved: 'Đã xếp' },
    synchronisation: { listed: 'Trong danh mục' },
  },
  clock: {
    onShelf: 'notStarted',
    reserved: 'notStarted',
    lent: 'running',
    closed: 'suspended',
    returned: 'resolved',
    lost: 'ended',
    discarded: 'ended',
  },
  nationalStatus: {
    business: { onShelf: 1, reserved: 1, lent: 4, closed: 8, returned: 9, lost: 7, discarded: 3 },
    handedOver: 10,
  },
} as const satisfies DossierDefinition;
