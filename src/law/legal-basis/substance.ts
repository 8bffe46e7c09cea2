/** Luật nội dung mà chương trình dựa vào: thời hạn, ngày nghỉ, hộ tịch, phí, địa giới. */
import { act, type LegalAct } from './act.ts';

export const SUBSTANCE_ACTS: readonly LegalAct[] = [
  act('Bộ luật Dân sự 2015', 'Bộ luật Dân sự số 91/2015/QH13', null, '2017-01-01', 'recalled', {
    note: 'Điều 147, 148: bắt đầu và kết thúc thời hạn. Chưa đối chiếu nguyên văn.',
  }),
  act('Bộ luật Lao động 2012', 'Bộ luật Lao động số 10/2012/QH13', null, '2013-05-01', 'recalled', {
    through: '2020-12-31',
    replacedBy: ['Bộ luật Lao động 2019'],
    note: 'Điều 115: nghỉ lễ, Tết; Quốc khánh nghỉ một ngày. Chưa đối chiếu nguyên văn.',
  }),
  act('Bộ luật Lao động 2019', 'Bộ luật Lao động số 45/2019/QH14', null, '2021-01-01', 'recalled', {
    note: 'Điều 111 khoản 3: nghỉ bù; Điều 112: nghỉ lễ, Tết, Quốc khánh nghỉ hai ngày. Chưa đối chiếu nguyên văn.',
  }),
  act(
    'NQ 80-NQ/TW',
    'Nghị quyết có chủ trương nghỉ hưởng lương Ngày Văn hóa Việt Nam 24/11',
    '2026-01-07',
    null,
    'read',
    {
      note: 'Chưa thấy luật sửa đổi Điều 112 Bộ luật Lao động 2019 có hiệu lực.',
    },
  ),
  act('Luật 03/2026/QH16', 'Luật Hộ tịch', '2026-04-23', '2027-03-01', 'read', {
    note: 'Hồ sơ tiếp nhận trước ngày hiệu lực giữ luật cũ.',
  }),
  act('NĐ 18/2026/NĐ-CP', 'Cắt giảm, đơn giản hóa thủ tục hành chính của Bộ Tư pháp', null, null, 'read', {
    note: 'Ngày ban hành và hiệu lực chưa đối chiếu.',
  }),
  act('NĐ 280/2025/NĐ-CP', 'Sửa đổi NĐ 23/2015/NĐ-CP về chứng thực', null, null, 'read', {
    note: 'Ngày ban hành và hiệu lực chưa đối chiếu.',
  }),
  act('NQ 66.7/2025/NQ-CP', 'Cắt giảm thủ tục hành chính dựa trên dữ liệu', null, null, 'read', {
    note: 'Không yêu cầu giấy tờ mà cơ sở dữ liệu đã có; ngày ban hành và hiệu lực chưa đối chiếu.',
  }),
  ...['NQ 66.16/2026/NQ-CP', 'NQ 66.17/2026/NQ-CP', 'NQ 66.19/2026/NQ-CP', 'NQ 24/2026/NQ-CP'].map((code) =>
    act(code, 'Cắt giảm, phân cấp thủ tục hành chính theo từng bộ', '2026-04-29', null, 'read', {
      note: 'Danh mục thủ tục thay đổi thường xuyên; ngày hiệu lực chưa đối chiếu.',
    }),
  ),
  act('TT 226/2016/TT-BTC', 'Phí chứng thực', null, '2017-01-01', 'recalled', {
    note: 'Mức thu đã đối chiếu với bản công khai thủ tục; số và ngày nhớ lại.',
  }),
  act(
    'TT 281/2016/TT-BTC',
    'Phí khai thác, sử dụng thông tin trong cơ sở dữ liệu hộ tịch',
    null,
    '2017-01-01',
    'recalled',
    {
      note: 'Mức thu đã đối chiếu với bản công khai thủ tục; số và ngày nhớ lại.',
    },
  ),
  act('NĐ 114/2016/NĐ-CP', 'Lệ phí đăng ký nuôi con nuôi', null, '2017-01-01', 'recalled', {
    note: 'Mức thu đã đối chiếu với bản công khai thủ tục; số và ngày nhớ lại.',
  }),
  act('NQ 202/2025/QH15', 'Sắp xếp đơn vị hành chính cấp tỉnh năm 2025', null, null, 'read', {
    note: 'Hợp nhất Khánh Hòa và Ninh Thuận; không còn cấp huyện từ 01/07/2025.',
  }),
  act('NQ 1667/NQ-UBTVQH15', 'Sắp xếp đơn vị hành chính cấp xã của tỉnh Khánh Hòa năm 2025', null, null, 'read', {
    note: '65 đơn vị cấp xã: 48 xã, 16 phường, 1 đặc khu; thành phần từng phường chưa đối chiếu.',
  }),
];
