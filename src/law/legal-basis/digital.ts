/** Thủ tục trên môi trường điện tử, dữ liệu, mã định danh, chỉ số phục vụ. */
import { act, type LegalAct } from './act.ts';

export const DIGITAL_ACTS: readonly LegalAct[] = [
  act(
    'NĐ 45/2020/NĐ-CP',
    'Thực hiện thủ tục hành chính trên môi trường điện tử',
    '2020-04-08',
    '2020-05-22',
    'recalled',
    {
      note: 'Điều 10: chứng thực bản sao điện tử. Ngày hiệu lực nhớ lại; một phần đã được sửa đổi.',
    },
  ),
  act(
    'NĐ 42/2022/NĐ-CP',
    'Cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng',
    '2022-06-24',
    '2022-08-15',
    'recalled',
    {
      note: 'Bỏ bốn mức độ dịch vụ công trực tuyến, thay bằng toàn trình và một phần. Ngày hiệu lực nhớ lại.',
    },
  ),
  act(
    'TT 01/2023/TT-VPCP',
    'Số hóa hồ sơ, kết quả giải quyết và thực hiện thủ tục hành chính trên môi trường điện tử',
    '2023-04-05',
    null,
    'recalled',
    {
      note: 'Có hiệu lực trong năm 2023, chưa rõ ngày.',
    },
  ),
  act(
    'QĐ 766/QĐ-TTg',
    'Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân, doanh nghiệp',
    '2022-06-23',
    '2022-06-23',
    'read',
    {
      note: 'Hệ thống hoạt động từ 01/08/2022; điểm thành phần trong từng nhóm chưa đối chiếu.',
    },
  ),
  act(
    'QĐ 06/QĐ-TTg',
    'Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử',
    '2022-01-06',
    null,
    'recalled',
    {
      note: 'Chưa đối chiếu nguyên văn.',
    },
  ),
  act(
    'QĐ 28/2018/QĐ-TTg',
    'Gửi, nhận văn bản điện tử giữa các cơ quan trong hệ thống hành chính nhà nước',
    null,
    null,
    'read',
    {
      note: 'Ngày ban hành và hiệu lực chưa đối chiếu.',
    },
  ),
  act(
    'QĐ 31/2021/QĐ-TTg',
    'Quy chế quản lý, vận hành, khai thác Cổng Dịch vụ công quốc gia',
    null,
    '2021-12-09',
    'read',
    {
      note: 'Điều 33: thanh toán trực tuyến; Điều 46: công khai kết quả xử lý phản ánh, kiến nghị.',
    },
  ),
  act('QĐ 20/2020/QĐ-TTg', 'Mã định danh điện tử của cơ quan, tổ chức', null, '2020-09-15', 'recalled', {
    note: 'Ngày hiệu lực nhớ lại.',
  }),
  act(
    'NĐ 63/2024/NĐ-CP',
    'Liên thông điện tử nhóm thủ tục khai sinh và nhóm thủ tục khai tử',
    '2024-06-10',
    '2024-07-01',
    'read',
    {
      note: 'Một nguồn khác ghi hiệu lực từ 10/06/2024.',
    },
  ),
  act(
    'QĐ 296/QĐ-VPCP',
    'Các nhóm thủ tục liên thông điện tử khai sinh, khai tử theo NĐ 63/2024/NĐ-CP',
    '2024-06-12',
    '2024-07-01',
    'read',
  ),
  act('NĐ 137/2024/NĐ-CP', 'Giao dịch điện tử của cơ quan nhà nước', null, null, 'read', {
    note: 'Ban hành năm 2024; ngày hiệu lực chưa đối chiếu.',
  }),
  act('NĐ 69/2024/NĐ-CP', 'Định danh và xác thực điện tử', null, null, 'read', {
    note: 'Ban hành năm 2024; ngày hiệu lực chưa đối chiếu.',
  }),
  act('NĐ 13/2023/NĐ-CP', 'Bảo vệ dữ liệu cá nhân', null, '2023-07-01', 'recalled', {
    through: '2025-12-31',
    replacedBy: ['NĐ 356/2025/NĐ-CP'],
    note: 'Ngày bắt đầu hiệu lực nhớ lại.',
  }),
  act('Luật 91/2025/QH15', 'Luật Bảo vệ dữ liệu cá nhân', null, '2026-01-01', 'read'),
  act('NĐ 356/2025/NĐ-CP', 'Chi tiết Luật Bảo vệ dữ liệu cá nhân', null, '2026-01-01', 'read', {
    note: 'Ảnh giấy tờ căn cước là dữ liệu nhạy cảm.',
  }),
  act('Luật 116/2025/QH15', 'Luật An ninh mạng', null, '2026-07-01', 'read'),
  act('Luật 33/2024/QH15', 'Luật Lưu trữ', null, '2025-07-01', 'read'),
];
