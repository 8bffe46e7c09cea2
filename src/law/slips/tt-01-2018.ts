/** Mẫu phiếu của Bộ phận Một cửa theo TT 01/2018/TT-VPCP: sáu mẫu, áp dụng đến hết 14/9/2025. */
import type { SlipForm, SlipKind } from '../../core/reception/slip.ts';
import { plainDate } from '../../core/time/plain-date.ts';

function form(kind: SlipKind, number: string, title: string, notation: string): SlipForm {
  return {
    kind,
    number,
    title,
    paper: kind === 'register' ? 'a4-landscape' : 'a5',
    notation,
    effectiveFrom: plainDate('2019-01-06'),
    effectiveThrough: plainDate('2025-09-14'),
    legalBasis: `TT 01/2018/TT-VPCP, Mẫu số ${number}`,
    status: 'provisional',
  };
}

export const SLIPS_TT_01_2018: readonly SlipForm[] = [
  form('receipt', '01', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'BPTNTKQ'),
  form('completion', '02', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'BPTNTKQ'),
  form('refusal', '03', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ', 'BPTNTKQ'),
  form('apology', '04', 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', 'BPTNTKQ'),
  form('control', '05', 'Phiếu kiểm soát quá trình giải quyết hồ sơ', 'BPTNTKQ'),
  form('register', '06', 'Sổ theo dõi hồ sơ', 'BPTNTKQ'),
];
