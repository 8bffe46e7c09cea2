/**
 * Đối tượng được miễn phí, lệ phí: what the desk may choose at reception. The catalogue's text of each procedure stays the
 * measure, which is why it is shown beside the choice.
 */
import type { FeeExemption } from '../../core/reception/fees.ts';
import { plainDate } from '../../core/time/plain-date.ts';

const BASIS = 'Luật Phí và lệ phí 2015 Điều 10';

function exemption(key: string, label: string, legalBasis: string = BASIS): FeeExemption {
  return {
    key,
    label,
    effectiveFrom: plainDate('2017-01-01'),
    effectiveThrough: null,
    legalBasis,
    provisional: true,
  };
}

export const FEE_EXEMPTIONS: readonly FeeExemption[] = [
  exemption('onTimeRegistration', 'Đăng ký khai sinh, khai tử đúng hạn', 'Luật Hộ tịch 2014 Điều 11'),
  exemption('meritorious', 'Người có công với cách mạng và thân nhân'),
  exemption('poorHousehold', 'Người thuộc hộ nghèo'),
  exemption('disabled', 'Người khuyết tật'),
  exemption('child', 'Trẻ em'),
  exemption('elderly', 'Người cao tuổi'),
  exemption('ethnicMinority', 'Đồng bào dân tộc thiểu số ở xã đặc biệt khó khăn'),
];
