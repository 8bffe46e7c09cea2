/** Danh mục quy tắc của bộ kiểm tra: stable codes; the same in findings, tests and `docs/linter.md`. */
import type { RuleDefinition } from '../../core/checking/law.ts';

const TT01 = 'TT 01/2020/TT-VPCP, Phụ lục II';
const ND09 = 'NĐ 09/2019/NĐ-CP, Điều 12';
const ND30 = 'NĐ 30/2020/NĐ-CP, Phụ lục I';

export const RULES: readonly RuleDefinition[] = [
  // T: lời văn và biểu
  {
    code: 'T01',
    severity: 'error',
    title: 'Lời văn khác biểu',
    explanation:
      'Số trong lời văn được nhận ra là cùng chỉ tiêu với hàng tổng của một biểu nhưng khác giá trị. Sửa bên sai.',
    legalBasis: TT01,
  },
  {
    code: 'T02',
    severity: 'error',
    title: 'Hai chỗ trong lời văn khác nhau',
    explanation: 'Cùng một chỉ tiêu được nêu hai lần với hai giá trị.',
  },
  {
    code: 'T03',
    severity: 'error',
    title: 'Các số trong lời văn không cộng khớp',
    explanation:
      'Tổng và các phần của nó (tiếp nhận, giải quyết, phản ánh kiến nghị…) không thỏa đẳng thức của biểu tương ứng.',
    legalBasis: TT01,
  },
  {
    code: 'T04',
    severity: 'error',
    title: 'Lời văn về một lĩnh vực khác hàng của biểu',
    explanation: 'Lời văn nêu tên một hàng (lĩnh vực, đơn vị) với số khác ô của hàng đó.',
  },
  {
    code: 'T05',
    severity: 'error',
    title: 'Hai biểu khác nhau về cùng chỉ tiêu',
    explanation: 'Hàng tổng của hai biểu ghi hai giá trị cho một chỉ tiêu.',
  },

  // E: đẳng thức trong biểu
  {
    code: 'E01',
    severity: 'error',
    title: 'Công thức cột không đúng',
    explanation: 'Ô tổng của một hàng khác tổng các cột theo công thức của biểu, ví dụ (3)=(4)+(5)+(6).',
    legalBasis: TT01,
  },
  {
    code: 'E02',
    severity: 'error',
    title: 'Mất cân đối giữa các nhóm cột',
    explanation: 'Ví dụ tiếp nhận phải bằng đã giải quyết + đang giải quyết + hủy.',
    legalBasis: TT01,
  },
  {
    code: 'E03',
    severity: 'error',
    title: 'Hàng tổng cộng sai',
    explanation: 'Hàng tổng (hoặc hàng nhóm) khác tổng các hàng.',
  },
  {
    code: 'E04',
    severity: 'error',
    title: 'Cột phần nhiều hơn cột tổng',
    explanation: 'Một cột là phần của cột khác nhưng lớn hơn, ví dụ dừng tính nhiều hơn đang giải quyết.',
    legalBasis: TT01,
  },
  {
    code: 'E05',
    severity: 'warning',
    title: 'Ô tổng để trống',
    explanation: 'Các cột thành phần có số nhưng cột tổng của hàng để trống.',
  },
  {
    code: 'E06',
    severity: 'warning',
    title: 'Ô hàng tổng cộng để trống',
    explanation: 'Các hàng có số nhưng hàng tổng cộng để trống.',
  },
  { code: 'E07', severity: 'warning', title: 'Ô số liệu không phải số', explanation: 'Ô của cột số liệu chứa chữ.' },

  // R: tỷ lệ
  {
    code: 'R01',
    severity: 'error',
    title: 'Tỷ lệ sai',
    explanation: 'Tử số chia mẫu số không làm tròn ra tỷ lệ đã ghi.',
  },
  {
    code: 'R02',
    severity: 'error',
    title: 'Tỷ lệ không thể có',
    explanation: 'Không mẫu số nguyên nào làm tròn ra tỷ lệ; nêu mẫu số có thể khi cắt bỏ phần thập phân.',
  },
  {
    code: 'R03',
    severity: 'warning',
    title: 'Tỷ lệ bị cắt bỏ phần thập phân',
    explanation: 'Tỷ lệ đúng khi cắt bỏ nhưng sai khi làm tròn.',
  },
  {
    code: 'R04',
    severity: 'warning',
    title: 'Không rõ mẫu số',
    explanation:
      'Mẫu số không có ở đâu trong báo cáo, hoặc không mẫu số nào trong báo cáo ra tỷ lệ đó. Nêu tên mẫu số.',
  },
  {
    code: 'R05',
    severity: 'error',
    title: 'Chia sai mẫu số',
    explanation:
      'Tỷ lệ thật ra tính trên mẫu số khác, ví dụ tỷ lệ đúng hạn chia cho số tiếp nhận: đó là tỷ lệ giải quyết. Thông báo nêu cả hai phép chia.',
    legalBasis: TT01,
  },
  {
    code: 'R06',
    severity: 'warning',
    title: 'Mẫu số nên nêu rõ',
    explanation: 'Tỷ lệ tính trên mẫu số khác với mẫu số thông dụng của chỉ tiêu.',
  },
  { code: 'R07', severity: 'error', title: 'Tỷ lệ trên 100%', explanation: 'Phần không thể nhiều hơn tổng.' },

  // W: phần và tổng
  {
    code: 'W01',
    severity: 'error',
    title: 'Phần nhiều hơn tổng',
    explanation: 'Một phần lớn hơn tổng mà nó nằm trong.',
  },
  {
    code: 'W02',
    severity: 'error',
    title: 'Xếp sai mục cha',
    explanation: 'Mục con không phải một phần của mục cha, ví dụ «đang giải quyết» xếp dưới «đã giải quyết».',
  },
  { code: 'W03', severity: 'warning', title: 'Thiếu số tổng', explanation: 'Nêu các phần mà không nêu tổng.' },
  {
    code: 'W04',
    severity: 'warning',
    title: 'Chỉ nêu một phần của lĩnh vực',
    explanation: 'Biểu có hồ sơ của lĩnh vực nhưng lời văn chỉ nói đến một phần.',
  },
  {
    code: 'W05',
    severity: 'warning',
    title: 'Mẫu số khác số hồ sơ của lĩnh vực',
    explanation: 'Mẫu số trong lời văn khác tổng của hàng lĩnh vực tương ứng.',
  },
  {
    code: 'W06',
    severity: 'note',
    title: 'Một kênh bằng 0',
    explanation: 'Lĩnh vực nhiều hồ sơ mà chỉ có một kênh tiếp nhận.',
  },
  {
    code: 'W07',
    severity: 'note',
    title: 'Không hồ sơ nào đúng hạn',
    explanation: 'Mọi hồ sơ đều trước hạn: có thể do cách phân loại.',
  },
  {
    code: 'W08',
    severity: 'warning',
    title: 'Kênh của lĩnh vực trái với lời văn',
    explanation: 'Lời văn có hồ sơ điện tử nhưng hàng lĩnh vực không có hồ sơ trực tuyến.',
  },
  {
    code: 'M01',
    severity: 'note',
    title: 'Số tiền lẻ bất thường',
    explanation: 'Số tiền không phải bội số của mức phí.',
  },

  // N: đánh số và cách ghi
  { code: 'N01', severity: 'warning', title: 'Số thứ tự của bảng', explanation: 'Số thứ tự trùng hoặc bỏ cách.' },
  { code: 'N02', severity: 'warning', title: 'Số mục', explanation: 'Số mục, số thứ tự trong đoạn không liên tục.' },
  {
    code: 'N03',
    severity: 'note',
    title: 'Ghi «00»',
    explanation: 'Số liệu có số 0 ở đầu: không rõ là không phát sinh hay chưa thống kê.',
  },
  {
    code: 'N04',
    severity: 'note',
    title: 'Công thức gõ sai',
    explanation: 'Công thức dưới đầu biểu thiếu hoặc thừa dấu ngoặc.',
  },
  {
    code: 'N05',
    severity: 'error',
    title: 'Số chia nhóm sai',
    explanation:
      'Dấu chấm không chia số thành nhóm ba chữ số, ví dụ «5.000.00 đồng»: không rõ là số nào. Số đó không được đem so; sửa rồi kiểm tra lại.',
  },

  // F: biểu mẫu
  {
    code: 'F01',
    severity: 'warning',
    title: 'Số hiệu biểu không hợp nội dung',
    explanation: 'Số hiệu biểu đi với tên hoặc nội dung của biểu khác.',
    legalBasis: TT01,
  },
  {
    code: 'F03',
    severity: 'warning',
    title: 'Biểu liệt kê nhưng không đính kèm',
    explanation: 'Danh sách đính kèm có biểu, phụ lục mà tệp không có.',
  },
  {
    code: 'F04',
    severity: 'note',
    title: 'Biểu đính kèm không được liệt kê',
    explanation: 'Tệp có biểu mà danh sách đính kèm không nêu.',
  },
  {
    code: 'F05',
    severity: 'note',
    title: 'Đơn vị nhận báo cáo khác nhau',
    explanation: 'Các biểu ghi nơi nhận khác nhau.',
  },
  {
    code: 'F06',
    severity: 'warning',
    title: 'Đơn vị báo cáo khác nhau',
    explanation: 'Các biểu ghi đơn vị báo cáo khác nhau.',
  },
  {
    code: 'F07',
    severity: 'warning',
    title: 'Cột khác mẫu biểu',
    explanation: 'Số hiệu cột hoặc công thức in dưới đầu biểu khác mẫu.',
    legalBasis: TT01,
  },

  // P: kỳ báo cáo và ngày tháng
  {
    code: 'P01',
    severity: 'error',
    title: 'Kỳ báo cáo không theo luật',
    explanation:
      'Khoảng ngày không phải kỳ báo cáo: quý tính từ ngày 15 tháng cuối quý trước đến ngày 14 tháng cuối quý.',
    legalBasis: ND09,
  },
  {
    code: 'P02',
    severity: 'error',
    title: 'Các chỗ ghi kỳ báo cáo khác nhau',
    explanation: 'Đầu báo cáo, lời văn và các biểu phải cùng một kỳ.',
  },
  {
    code: 'P03',
    severity: 'warning',
    title: 'Năm không thuộc kỳ báo cáo',
    explanation: 'Năm trong câu không phải năm của kỳ, thường còn sót từ báo cáo cũ.',
  },
  {
    code: 'P04',
    severity: 'warning',
    title: 'Kế hoạch của năm khác',
    explanation: 'Căn cứ một kế hoạch của năm trước kỳ báo cáo.',
  },
  {
    code: 'P05',
    severity: 'warning',
    title: 'Ngày không hợp kỳ báo cáo',
    explanation: 'Ngày ký trước khi kỳ kết thúc, hoặc ngày quá xa sau kỳ.',
  },
  { code: 'P06', severity: 'error', title: 'Ngày không có thật', explanation: 'Ngày không có trên lịch.' },

  // V: từ ngữ, văn bản
  {
    code: 'V01',
    severity: 'warning',
    title: 'Thuật ngữ đã bãi bỏ',
    explanation: 'Thuật ngữ không còn dùng từ một ngày xác định; thông báo nêu văn bản và cách gọi mới.',
  },
  {
    code: 'V02',
    severity: 'warning',
    title: 'Viện dẫn văn bản không còn hoặc chưa có hiệu lực',
    explanation: 'So với danh mục văn bản có ngày ban hành, ngày thay thế.',
  },
  {
    code: 'V03',
    severity: 'warning',
    title: 'Số và ngày văn bản không khớp',
    explanation: 'Ngày ban hành khác danh mục, khác năm trong số hiệu, hoặc ghi hai lần khác nhau.',
  },
  { code: 'V04', severity: 'note', title: 'Lỗi gõ thường gặp', explanation: 'Chữ viết tắt đảo chữ, cụm từ thiếu chữ.' },
  { code: 'V05', severity: 'warning', title: 'Cách hiểu sai', explanation: 'Nội dung trái với văn bản được viện dẫn.' },

  // K: kế hoạch và kết quả
  {
    code: 'K01',
    severity: 'warning',
    title: 'Kế hoạch và kết quả',
    explanation: 'Số đã làm ít hơn kế hoạch; nêu phần còn lại và lý do.',
  },
  {
    code: 'K02',
    severity: 'warning',
    title: 'Thủ tục thiếu quy trình nội bộ',
    explanation: 'Số quy trình nội bộ ít hơn số thủ tục thực hiện theo cơ chế một cửa.',
    legalBasis: TT01,
  },
  {
    code: 'K03',
    severity: 'warning',
    title: 'Thủ tục chưa công khai',
    explanation: 'Số được công khai ít hơn tổng số.',
  },
  {
    code: 'K04',
    severity: 'error',
    title: 'Tiết kiệm mà không có phương án',
    explanation: 'Có khoản tiết kiệm nhưng không có phương án nào được thông qua.',
  },
  {
    code: 'K05',
    severity: 'warning',
    title: 'Lời nói trái với số',
    explanation: 'Câu khẳng định trái với con số cùng mục.',
  },

  // D: thể thức
  {
    code: 'D01',
    severity: 'note',
    title: 'Chưa có số văn bản',
    explanation: 'Số, ký hiệu còn để trống.',
    legalBasis: ND30,
  },
  {
    code: 'D02',
    severity: 'note',
    title: 'Chưa có ngày văn bản',
    explanation: 'Ngày ban hành còn để trống.',
    legalBasis: ND30,
  },
  {
    code: 'D03',
    severity: 'warning',
    title: 'Mục không có nội dung',
    explanation: 'Đề mục hoặc gạch đầu dòng chỉ nêu tên. Ghi «Không phát sinh» khi không có gì.',
  },
  {
    code: 'D04',
    severity: 'note',
    title: 'Mục hỏi kết quả mà không có số liệu',
    explanation: 'Chỉ dẫn văn bản thay cho kết quả.',
  },

  // L: sổ của đơn vị
  {
    code: 'L01',
    severity: 'error',
    title: 'Báo cáo khác sổ theo dõi',
    explanation: 'Số của báo cáo khác số đếm từ sổ của chính đơn vị (khi chương trình có sổ).',
  },
  {
    code: 'L02',
    severity: 'error',
    title: 'Đầu kỳ khác cuối kỳ trước',
    explanation: 'Hồ sơ từ kỳ trước khác hồ sơ đang giải quyết của báo cáo kỳ trước.',
    legalBasis: TT01,
  },
];
