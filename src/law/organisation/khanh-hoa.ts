/**
 * A sample tree of units in Khánh Hòa: two wards of Nha Trang as they stood before the reorganisation of 1 July 2025, and
 * the ward that took them in. It begins on 1/1/2020 with the calendars. Names of signers and the agency code of Vĩnh Trường
 * are invented; the other units of the province are left out.
 * @legalBasis NQ 202/2025/QH15 (hợp nhất tỉnh), NQ 1667/NQ-UBTVQH15 (đơn vị hành chính cấp xã của Khánh Hòa)
 */
import type { UnitRecord } from '../../core/organisation/unit.ts';
import { plainDate } from '../../core/time/plain-date.ts';

const BEGINNING = plainDate('2020-01-01');
/** Last day of the three-tier administration; counts. */
const LAST_DAY_OF_DISTRICTS = plainDate('2025-06-30');
const TWO_TIERS = plainDate('2025-07-01');

const DEPUTY_SIGNS = ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'] as const;

/** Một phường của thành phố Nha Trang, to 30/6/2025. */
function wardOfNhaTrang(ward: {
  id: string;
  place: string;
  agencyCodes: UnitRecord['agencyCodes'];
  signer: string;
}): UnitRecord {
  return {
    id: ward.id,
    name: `UBND phường ${ward.place}`,
    shortName: `phường ${ward.place}`,
    level: 'commune',
    kind: 'phường',
    place: ward.place,
    agencyCodes: ward.agencyCodes,
    effectiveFrom: BEGINNING,
    effectiveThrough: LAST_DAY_OF_DISTRICTS,
    parents: [{ parentId: 'nha-trang', from: BEGINNING, through: LAST_DAY_OF_DISTRICTS }],
    successors: [{ unitId: 'nam-nha-trang', from: TWO_TIERS }],
    report: {
      receiverId: 'nha-trang',
      receiverName: 'UBND TP Nha Trang',
      signatureLines: DEPUTY_SIGNS,
      signer: ward.signer,
      recipients: ['Văn phòng HĐND&UBND TP', 'Trang thông tin điện tử phường', 'Lưu: VT'],
      notation: 'BC-UBND',
    },
  };
}

export const KHANH_HOA_UNITS: readonly UnitRecord[] = [
  {
    id: 'viet-nam',
    name: 'Văn phòng Chính phủ',
    shortName: 'VPCP',
    level: 'nation',
    kind: 'quốc gia',
    place: 'Hà Nội',
    agencyCodes: {},
    effectiveFrom: BEGINNING,
    effectiveThrough: null,
    parents: [],
    successors: [],
    report: {
      receiverId: null,
      receiverName: 'Chính phủ',
      signatureLines: ['BỘ TRƯỞNG, CHỦ NHIỆM'],
      signer: 'Lê Mẫu Sơn',
      recipients: ['Thủ tướng Chính phủ', 'Lưu: VT, KSTT'],
      notation: 'BC-VPCP',
    },
  },
  {
    id: 'khanh-hoa',
    name: 'UBND tỉnh Khánh Hòa',
    shortName: 'tỉnh Khánh Hòa',
    level: 'province',
    kind: 'tỉnh',
    place: 'Khánh Hòa',
    agencyCodes: { qcvn: '000.00.00.H32', topDown: ['H32'] },
    effectiveFrom: BEGINNING,
    effectiveThrough: null,
    parents: [{ parentId: 'viet-nam', from: BEGINNING, through: null }],
    successors: [],
    report: {
      receiverId: 'viet-nam',
      receiverName: 'Văn phòng Chính phủ',
      signatureLines: DEPUTY_SIGNS,
      signer: 'Trần Mẫu Hải',
      recipients: ['Văn phòng Chính phủ', 'Cổng thông tin điện tử tỉnh', 'Lưu: VT'],
      notation: 'BC-UBND',
    },
  },
  {
    id: 'nha-trang',
    name: 'UBND thành phố Nha Trang',
    shortName: 'thành phố Nha Trang',
    level: 'district',
    kind: 'thành phố',
    place: 'Nha Trang',
    agencyCodes: { qcvn: '000.00.22.H32' },
    effectiveFrom: BEGINNING,
    effectiveThrough: LAST_DAY_OF_DISTRICTS,
    parents: [{ parentId: 'khanh-hoa', from: BEGINNING, through: LAST_DAY_OF_DISTRICTS }],
    successors: [{ unitId: 'khanh-hoa', from: TWO_TIERS }],
    report: {
      receiverId: 'khanh-hoa',
      receiverName: 'UBND tỉnh Khánh Hòa',
      signatureLines: DEPUTY_SIGNS,
      signer: 'Phạm Mẫu Giang',
      recipients: ['Văn phòng UBND tỉnh', 'Trang thông tin điện tử thành phố', 'Lưu: VT'],
      notation: 'BC-UBND',
    },
    provisional:
      'Hồ sơ do chính thành phố tiếp nhận được giao về tỉnh sau 1/7/2025 trong cây mẫu; việc bàn giao thực tế theo quyết định của tỉnh.',
  },
  wardOfNhaTrang({
    id: 'phuoc-long',
    place: 'Phước Long',
    agencyCodes: { qcvn: '000.18.22.H32' },
    signer: 'Nguyễn Mẫu An',
  }),
  wardOfNhaTrang({
    id: 'vinh-truong',
    place: 'Vĩnh Trường',
    agencyCodes: { qcvn: '000.24.22.H32' },
    signer: 'Đặng Mẫu Bình',
  }),
  {
    id: 'nam-nha-trang',
    name: 'UBND phường Nam Nha Trang',
    shortName: 'phường Nam Nha Trang',
    level: 'commune',
    kind: 'phường',
    place: 'Nam Nha Trang',
    agencyCodes: {},
    effectiveFrom: TWO_TIERS,
    effectiveThrough: null,
    parents: [{ parentId: 'khanh-hoa', from: TWO_TIERS, through: null }],
    successors: [],
    report: {
      receiverId: 'khanh-hoa',
      receiverName: 'UBND tỉnh Khánh Hòa',
      signatureLines: DEPUTY_SIGNS,
      signer: 'Võ Mẫu Minh',
      recipients: ['Văn phòng UBND tỉnh', 'Trang thông tin điện tử phường', 'Lưu: VT'],
      notation: 'BC-UBND',
    },
    provisional:
      'Thành phần của phường Nam Nha Trang lấy theo phương án sắp xếp tháng 4/2025, chưa đối chiếu với nghị quyết.',
  },
];
