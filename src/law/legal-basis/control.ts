/** Kiểm soát TTHC, chế độ báo cáo, phản ánh kiến nghị. */
import { act, type LegalAct } from './act.ts';

export const CONTROL_ACTS: readonly LegalAct[] = [
  act('NĐ 63/2010/NĐ-CP', 'Kiểm soát thủ tục hành chính', '2010-06-08', '2010-10-14', 'read', {
    note: 'Sửa đổi bởi NĐ 48/2013 và NĐ 92/2017; không tìm thấy văn bản thay thế tính đến tháng 10/2026.',
  }),
  act(
    'NĐ 48/2013/NĐ-CP',
    'Sửa đổi các nghị định liên quan đến kiểm soát thủ tục hành chính',
    '2013-05-14',
    '2013-07-01',
    'recalled',
    {
      note: 'Chưa đối chiếu nguyên văn.',
    },
  ),
  act(
    'NĐ 92/2017/NĐ-CP',
    'Sửa đổi các nghị định liên quan đến kiểm soát thủ tục hành chính',
    '2017-08-07',
    '2017-09-25',
    'recalled',
    {
      note: 'Ngày hiệu lực chưa đối chiếu.',
    },
  ),
  act(
    'NĐ 20/2008/NĐ-CP',
    'Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính',
    '2008-02-14',
    null,
    'read',
    {
      note: 'Có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.',
    },
  ),
  act('QĐ 48/2025/QĐ-TTg', 'Phản ánh, kiến nghị về văn bản quy phạm pháp luật', null, null, 'read', {
    note: 'Áp dụng cùng NĐ 20/2008 trên một hệ thống riêng; ngày ban hành và hiệu lực chưa đối chiếu.',
  }),
  act(
    'TT 02/2017/TT-VPCP',
    'Hướng dẫn nghiệp vụ kiểm soát thủ tục hành chính',
    '2017-10-31',
    '2017-12-15',
    'recalled',
    {
      note: 'Phần báo cáo đã được TT 01/2020/TT-VPCP thay thế; ngày hiệu lực chưa đối chiếu.',
    },
  ),
  act('NĐ 09/2019/NĐ-CP', 'Chế độ báo cáo của cơ quan hành chính nhà nước', '2019-01-24', '2019-03-12', 'read', {
    note: 'Điều 12: thời gian chốt số liệu của kỳ báo cáo.',
  }),
  act(
    'TT 01/2020/TT-VPCP',
    'Chế độ báo cáo định kỳ của Văn phòng Chính phủ và quản lý, sử dụng, khai thác Hệ thống thông tin báo cáo',
    '2020-10-21',
    '2020-12-15',
    'recalled',
    {
      through: '2026-02-14',
      replacedBy: ['TT 5/2025/TT-VPCP'],
      note: 'Ngày hiệu lực theo một nguồn; các biểu của Phụ lục II biết qua báo cáo đã dùng, chưa đọc phụ lục. Việc bị thay thế suy ra từ tên của TT 5/2025/TT-VPCP.',
    },
  ),
  act(
    'TT 5/2025/TT-VPCP',
    'Chế độ báo cáo định kỳ của Văn phòng Chính phủ và quản lý, sử dụng, khai thác Hệ thống thông tin báo cáo',
    '2025-12-31',
    '2026-02-15',
    'read',
    {
      note: 'Chưa đọc được các biểu; mẫu của kỳ kết thúc từ 15/02/2026 là bản tạm theo TT 01/2020/TT-VPCP.',
    },
  ),
  act('NĐ 30/2020/NĐ-CP', 'Công tác văn thư', '2020-03-05', '2020-03-05', 'read', {
    note: 'Thể thức văn bản: Phụ lục I.',
  }),
];
