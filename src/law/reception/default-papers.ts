/**
 * Thành phần hồ sơ gợi ý: a checklist to begin with where the procedure's version in the catalogue names no papers. The
 * officer edits it; the announced list of the procedure is the measure.
 */
import type { RequiredPaper } from '../../core/reception/papers.ts';

const paper = (name: string, form: RequiredPaper['form'] = 'original', required = true, copies = 1): RequiredPaper => ({
  name,
  form,
  copies,
  required,
});

const IDENTITY = paper('Giấy tờ tùy thân của người nộp (xuất trình)', 'original', true);

/** By procedure code; others by what they are. */
const BY_CODE: Readonly<Record<string, readonly RequiredPaper[]>> = {
  '1.001193': [
    paper('Tờ khai đăng ký khai sinh'),
    paper('Giấy chứng sinh hoặc văn bản thay thế'),
    paper('Giấy chứng nhận kết hôn của cha, mẹ (nếu có)', 'copy', false),
    IDENTITY,
  ],
  '1.000656': [paper('Tờ khai đăng ký khai tử'), paper('Giấy báo tử hoặc giấy tờ thay thế'), IDENTITY],
  '1.000894': [
    paper('Tờ khai đăng ký kết hôn'),
    paper('Giấy xác nhận tình trạng hôn nhân (nếu thường trú nơi khác)', 'original', false),
    IDENTITY,
  ],
  '1.004873': [
    paper('Tờ khai cấp Giấy xác nhận tình trạng hôn nhân'),
    paper('Giấy tờ chứng minh đã ly hôn hoặc vợ, chồng đã chết (nếu có)', 'copy', false),
    IDENTITY,
  ],
  '2.000635': [paper('Tờ khai cấp bản sao trích lục hộ tịch'), IDENTITY],
  '2.000815': [paper('Bản chính giấy tờ, văn bản cần chứng thực'), paper('Bản sao cần chứng thực', 'copy')],
  '2.000884': [paper('Giấy tờ, văn bản sẽ ký'), IDENTITY],
};

/** @param verticalAgency a procedure of the police or another vertical agency */
export function defaultPapers(procedureCode: string, verticalAgency: boolean): readonly RequiredPaper[] {
  const known = BY_CODE[procedureCode];
  if (known !== undefined) return known;
  return [
    paper(verticalAgency ? 'Tờ khai theo mẫu của ngành' : 'Đơn, tờ khai theo mẫu'),
    paper('Giấy tờ chứng minh nội dung đề nghị', 'copy', false),
    IDENTITY,
  ];
}
