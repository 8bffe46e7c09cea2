/** Mẫu phiếu theo TT 03/2025/TT-VPCP: bảy mẫu, áp dụng từ 15/9/2025. Mẫu 05 là mới; phiếu kiểm soát và sổ thành 06, 07. */
import type { SlipForm, SlipKind } from '../../core/reception/slip.ts';
import { plainDate } from '../../core/time/plain-date.ts';

function form(kind: SlipKind, number: string, title: string): SlipForm {
  return {
    kind,
    number,
    title,
    paper: kind === 'register' ? 'a4-landscape' : 'a5',
    notation: 'TTPVHCC',
    effectiveFrom: plainDate('2025-09-15'),
    effectiveThrough: null,
    legalBasis: `TT 03/2025/TT-VPCP, Mẫu số ${number}`,
    status: 'provisional',
  };
}

export const SLIPS_TT_03_2025: readonly SlipForm[] = [
  form('receipt', '01', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả'),
  form('completion', '02', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ'),
  form('refusal', '03', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ'),
  form('apology', '04', 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết'),
  form('discontinuation', '05', 'Thông báo dừng giải quyết hồ sơ'),
  form('control', '06', 'Phiếu kiểm soát quá trình giải quyết hồ sơ'),
  form('register', '07', 'Sổ theo dõi hồ sơ'),
];
