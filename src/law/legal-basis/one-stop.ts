/** Một cửa, một cửa liên thông; bưu chính công ích; thủ tục của cơ quan ngành dọc. */
import { act, type LegalAct } from './act.ts';

export const ONE_STOP_ACTS: readonly LegalAct[] = [
  act(
    'NĐ 61/2018/NĐ-CP',
    'Thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính',
    '2018-04-23',
    '2018-06-21',
    'recalled',
    {
      through: '2025-06-30',
      replacedBy: ['NĐ 118/2025/NĐ-CP'],
      note: 'Ngày ban hành đã đối chiếu; ngày hiệu lực nhớ lại.',
    },
  ),
  act('NĐ 107/2021/NĐ-CP', 'Sửa đổi NĐ 61/2018/NĐ-CP', '2021-12-06', '2021-12-06', 'recalled', {
    through: '2025-06-30',
    replacedBy: ['NĐ 118/2025/NĐ-CP'],
    note: 'Ngày ban hành đã đối chiếu; ngày hiệu lực nhớ lại.',
  }),
  act(
    'TT 01/2018/TT-VPCP',
    'Hướng dẫn NĐ 61/2018/NĐ-CP: mẫu 01 đến 06, mã số hồ sơ',
    '2018-11-23',
    '2019-01-06',
    'read',
    {
      through: '2025-09-14',
      replacedBy: ['TT 03/2025/TT-VPCP'],
    },
  ),
  act(
    'NĐ 118/2025/NĐ-CP',
    'Thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia',
    '2025-06-09',
    '2025-07-01',
    'read',
    {
      note: 'Đã được NĐ 367/2025/NĐ-CP sửa đổi; các điều ngoài Điều 2 chưa đọc.',
    },
  ),
  act('NĐ 367/2025/NĐ-CP', 'Sửa đổi NĐ 118/2025/NĐ-CP', null, null, 'read', {
    note: 'Công bố ngày 05/01/2026; ngày ban hành và hiệu lực chưa đối chiếu.',
  }),
  act(
    'TT 03/2025/TT-VPCP',
    'Hướng dẫn NĐ 118/2025/NĐ-CP: bảy mẫu, mã số hồ sơ, mã ngành, lĩnh vực',
    '2025-09-15',
    '2025-09-15',
    'read',
    {
      note: 'Cách viết mã số hồ sơ suy ra từ hồ sơ đã thấy, chưa đọc nguyên văn.',
    },
  ),
  act(
    'QĐ 1291/QĐ-TTg',
    'Danh mục thủ tục hành chính của cơ quan ngành dọc đưa ra tiếp nhận tại Bộ phận Một cửa ba cấp',
    '2019-10-07',
    null,
    'recalled',
    {
      note: 'Ngày ban hành đã đối chiếu; còn áp dụng đến đâu sau NĐ 118/2025/NĐ-CP thì chưa rõ.',
    },
  ),
  act('QĐ 468/QĐ-TTg', 'Đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông', '2021-03-27', null, 'recalled', {
    note: 'Chưa đối chiếu nguyên văn; một phần đã đưa vào NĐ 118/2025/NĐ-CP.',
  }),
  act(
    'QĐ 45/2016/QĐ-TTg',
    'Tiếp nhận hồ sơ, trả kết quả giải quyết thủ tục hành chính qua dịch vụ bưu chính công ích',
    null,
    null,
    'read',
    {
      note: 'Ngày ban hành và hiệu lực chưa đối chiếu.',
    },
  ),
  act('TT 17/2017/TT-BTTTT', 'Quy định chi tiết QĐ 45/2016/QĐ-TTg', null, null, 'read', {
    note: 'Ngày ban hành và hiệu lực chưa đối chiếu.',
  }),
];
