/**
 * Việc chứng thực tại UBND cấp xã, with the book of each.
 * @legalBasis NĐ 23/2015/NĐ-CP Điều 5, Điều 13; TT 01/2020/TT-BTP (mẫu sổ)
 */
import type { CertificationKind } from '../../core/certification/kinds.ts';
import { plainDate } from '../../core/time/plain-date.ts';

const FROM = plainDate('2015-04-10');
const BASIS = 'NĐ 23/2015/NĐ-CP Điều 5';

function kind(
  key: string,
  label: string,
  book: CertificationKind['book'],
  procedureCode: string,
  scheduleKey: string,
): CertificationKind {
  const copies = book === 'copy';
  return {
    key,
    label,
    book,
    procedureCode,
    scheduleKey,
    per: copies ? 'bản' : 'trường hợp',
    // NĐ 45/2020/NĐ-CP Điều 10 lets originals alone be copied electronically, not what is copied from a transaction.
    mayBeElectronic: key === 'copy',
    needsIdentity: !copies,
    effectiveFrom: FROM,
    legalBasis: BASIS,
  };
}

export const CERTIFICATION_KINDS: readonly CertificationKind[] = [
  kind('copy', 'Bản sao từ bản chính', 'copy', '2.000815', 'certifiedCopy'),
  kind('copyOfTransaction', 'Bản sao từ giao dịch đã chứng thực', 'copy', '2.000942', 'certifiedCopy'),
  kind('signature', 'Chữ ký', 'signature', '2.000884', 'signature'),
  kind('transaction', 'Giao dịch về tài sản', 'contract', '2.001035', 'contract'),
  kind('amendment', 'Sửa đổi, bổ sung, hủy bỏ giao dịch', 'contract', '2.000913', 'contractAmendment'),
  kind('correction', 'Sửa lỗi sai sót trong giao dịch', 'contract', '2.000927', 'contractCorrection'),
  kind('will', 'Di chúc', 'contract', '2.001019', 'contract'),
  kind('inheritanceRefusal', 'Từ chối nhận di sản', 'contract', '2.001016', 'contract'),
  kind('inheritanceDivision', 'Phân chia di sản', 'contract', '2.001406', 'contract'),
];

/** The kind by its key; undefined for one that is not there. */
export function certificationKind(key: string): CertificationKind | undefined {
  return CERTIFICATION_KINDS.find((candidate) => candidate.key === key);
}
