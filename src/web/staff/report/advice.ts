/** What to do about a check that does not hold (việc cần làm khi kiểm tra không đạt), by the number of the check. */
import { wasCompared } from '../../../core/reporting/equations.ts';
import type { CheckModel } from '../../../core/reporting/model.ts';

const BY_CODE: Readonly<Record<string, string>> = {
  R07: 'Mở danh sách hồ sơ thanh toán trực tuyến, đối chiếu phí, lệ phí của từng hồ sơ với biên lai rồi đính chính hồ sơ sai.',
  R09: 'Nhập kế hoạch rà soát của năm báo cáo vào sổ rà soát, rồi tải lại trang này.',
};

/** One sentence; empty for a check that was made and holds. */
export function adviceFor(check: CheckModel): string {
  if (check.holds)
    return wasCompared(check)
      ? ''
      : 'Muốn đối chiếu được thì chốt số liệu kỳ trước; không chốt thì vẫn chốt và ký được kỳ này.';
  const known = BY_CODE[check.code];
  if (known !== undefined) return known;
  if (/đối chiếu|kỳ trước/.test(check.message))
    return 'Mở các hồ sơ được nêu. Nếu kỳ trước thiếu hoặc thừa, hãy chốt lại kỳ trước (số liệu điều chỉnh); nếu hồ sơ sai, đính chính hồ sơ rồi tải lại.';
  return check.severity === 'error'
    ? 'Mở hàng được nêu trong biểu, bấm vào từng số để xem hồ sơ và đính chính hồ sơ sai; còn lệch thì báo người quản trị, đừng sửa số bằng tay.'
    : 'Xem lại các số được nêu; nếu đúng thực tế thì giải trình trong thuyết minh rồi vẫn chốt được.';
}
