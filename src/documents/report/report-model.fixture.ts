/**
 * Reports made by hand for the tests of the writers: a ward's quarter as it should look, and one that nobody should
 * ever have to print. All names and figures are invented.
 */
import type { IndicatorValue, ReportModel, RowModel, SectionModel } from '../../core/reporting/model.ts';
import type { Instant, LocalDateTime } from '../../core/time/local-date-time.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { form, form04, form05a, form07b, longPart06a, part06a, row06a } from './forms.fixture.ts';

const paragraph = (text: string): SectionModel['paragraphs'][number] => ({ style: 'paragraph', runs: [{ text }] });

function sections(): readonly SectionModel[] {
  return [
    { id: 'I', number: 'I.', level: 1, title: 'TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH', paragraphs: [] },
    {
      id: 'I.4',
      number: '4.',
      level: 2,
      title: 'Tình hình, kết quả giải quyết TTHC',
      paragraphs: [
        {
          style: 'bullet',
          runs: [
            { text: 'Tổng số hồ sơ đã tiếp nhận: ' },
            { figure: 'dossiers.received.total', text: '1.996', value: 1996 },
            { text: ' hồ sơ, trong đó trực tuyến ' },
            { figure: 'dossiers.received.online', text: '385', value: 385 },
            { text: ' hồ sơ, đạt ' },
            {
              figure: 'dossiers.received.onlineShare',
              text: '20,18%',
              value: 2018,
              numerator: 385,
              denominator: 1908,
              denominatorName: 'hồ sơ tiếp nhận trong kỳ',
            },
            { text: ' hồ sơ tiếp nhận trong kỳ.' },
          ],
        },
        {
          style: 'subBullet',
          runs: [
            { text: 'Số tiền thanh toán trực tuyến: ' },
            { figure: 'payments.online.amount', text: '36.970.500', value: 36970500 },
            { text: ' đồng.' },
          ],
        },
        paragraph(
          'Thực hiện Quyết định số 104/QĐ-UBND ngày 04/3/2023 và Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, UBND phường đã tổ chức tiếp nhận, giải quyết và trả kết quả theo đúng quy định; các hồ sơ đều được cập nhật đầy đủ.',
        ),
        { style: 'note', runs: [{ text: 'Ghi chú: số liệu tính theo giờ, phút trả kết quả.', emphasis: 'italic' }] },
      ],
    },
    {
      id: 'I.5',
      number: '5.',
      level: 2,
      title: 'Triển khai cơ chế một cửa, một cửa liên thông',
      paragraphs: [paragraph('Không phát sinh.')],
    },
    {
      id: 'II',
      number: 'II.',
      level: 1,
      title: 'ĐÁNH GIÁ CHUNG',
      paragraphs: [
        paragraph(
          'Nhìn chung, công tác kiểm soát thủ tục hành chính tiếp tục phát huy hiệu quả, nâng cao sự hài lòng của tổ chức, cá nhân đối với sự phục vụ của UBND phường.',
        ),
      ],
    },
  ];
}

const INDICATORS: readonly IndicatorValue[] = [
  {
    id: 'dossiers.received.total',
    label: 'Tổng số hồ sơ tiếp nhận',
    unit: 'hồ sơ',
    kind: 'computed',
    value: 1996,
    explanation: 'Hồ sơ tiếp nhận trong kỳ cộng hồ sơ kỳ trước chuyển sang.',
    digest: null,
  },
  {
    id: 'dossiers.received.online',
    label: 'Hồ sơ tiếp nhận trực tuyến',
    unit: 'hồ sơ',
    kind: 'count',
    value: 385,
    explanation: 'Hồ sơ nộp trực tuyến, tiếp nhận từ ngày đầu đến hết ngày cuối của kỳ.',
    digest: 'ab12',
  },
  {
    id: 'dossiers.received.onlineShare',
    label: 'Tỷ lệ hồ sơ trực tuyến',
    unit: '%',
    kind: 'ratio',
    value: 2018,
    numerator: 385,
    denominator: 1908,
    denominatorName: 'hồ sơ tiếp nhận trong kỳ',
    explanation: 'Hồ sơ trực tuyến trên hồ sơ tiếp nhận trong kỳ.',
    digest: null,
  },
  {
    id: 'feedback.onTimeShare',
    label: 'Tỷ lệ phản ánh xử lý đúng hạn',
    unit: '%',
    kind: 'ratio',
    value: null,
    numerator: 0,
    denominator: 0,
    denominatorName: 'phản ánh đã xử lý',
    explanation: 'Không có mẫu số trong kỳ.',
    digest: null,
  },
  {
    id: 'payments.online.amount',
    label: 'Số tiền thanh toán trực tuyến',
    unit: 'đồng',
    kind: 'sum',
    value: 36970500,
    explanation: 'Tổng số tiền của các lần thanh toán trực tuyến thành công trong kỳ.',
    digest: 'cd34',
  },
];

/** A ward's quarter, closed once, as an office would send it. */
export function sampleModel(changes: Partial<ReportModel> = {}): ReportModel {
  const forms = [
    form04(),
    form05a(),
    form('II.06a', ['TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH', 'TẠI UBND PHƯỜNG BẾN MẪU'], 'Số hồ sơ TTHC', [
      part06a(),
    ]),
    form07b(),
  ];
  return {
    schema: 'motcua.report/1',
    unit: { id: 'ben-mau', name: 'UBND phường Bến Mẫu', placeUpper: 'PHƯỜNG BẾN MẪU', place: 'Bến Mẫu' },
    receiver: { id: 'song-thu', name: 'UBND thành phố Sông Thử' },
    period: {
      id: '2023-Q3',
      label: 'Quý III năm 2023',
      range: 'Từ ngày 15/6/2023 đến ngày 14/9/2023',
      from: plainDate('2023-06-15'),
      through: plainDate('2023-09-14'),
    },
    asOf: '2023-09-14T23:59' as LocalDateTime,
    recordedThrough: '2023-09-15T01:30:00.000Z' as Instant,
    version: { number: 1, closedAt: '2023-09-15T01:30:00.000Z' as Instant },
    timelinessGranularity: 'minute',
    document: {
      number: '5',
      notation: 'BC-UBND',
      date: plainDate('2023-09-15'),
      blankDate: { month: 9, year: 2023 },
      type: 'BÁO CÁO',
      subject:
        'Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông và thực hiện thủ tục hành chính trên môi trường điện tử',
      periodLine: '(Kỳ báo cáo: Từ ngày 15/6/2023 đến ngày 14/9/2023)',
      opening:
        'Thực hiện Thông tư số 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ, UBND phường Bến Mẫu báo cáo kết quả công tác kiểm soát thủ tục hành chính Quý III năm 2023 như sau:',
      closing: 'Trên đây là báo cáo công tác kiểm soát thủ tục hành chính Quý III năm 2023 của UBND phường Bến Mẫu./.',
      signature: { lines: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], name: 'Trần Thị Thử Nghiệm' },
      recipients: ['UBND thành phố Sông Thử', 'Trang thông tin điện tử phường', 'Lưu: VT'],
    },
    sections: sections(),
    attachments: forms.map((f) => `Biểu số ${f.form}: ${f.listTitle}`),
    forms,
    indicators: INDICATORS,
    checks: forms.flatMap((f) => f.checks),
    fingerprint: '7F3A-91C2-0D5E',
    ...changes,
  };
}

export const HOSTILE_TEXTS = [
  '=1+1',
  '=HYPERLINK("http://127.0.0.1/","bấm")',
  '+84|cmd',
  '-1+1',
  '@SUM(A1)',
  '<script>alert("1")</script>',
  ']]> &amp; </w:t>',
  '#show: it => []  #let x = $a$',
  '\\ " \' ` * _ ~ @nhãn <nhãn> // chú thích',
  'biểu tượng 😀👩‍👩‍👧 ở giữa',
  'Tiếng Việt tách dấu'.normalize('NFD'),
  'mộttừrấtdàikhôngcókhoảngtrắng'.repeat(12),
  'hai\nhàng',
  'ký tự \u0000\u0007\u001b\ufffe ẩn và nửa \ud800 chữ',
  '{dấu} {{ngoặc}} %s %{x}',
] as const;

/** What people paste: forty sections, every hostile text in every place, a form of 300 rows. */
export function hostileModel(): ReportModel {
  const base = sampleModel();
  const text = (i: number): string => HOSTILE_TEXTS[i % HOSTILE_TEXTS.length] as string;
  const manySections: SectionModel[] = Array.from({ length: 40 }, (_, i) => ({
    id: `S${i}`,
    number: `${i + 1}.`,
    level: i % 7 === 0 ? 1 : 2,
    title: `Mục ${i + 1} ${text(i)}`,
    paragraphs: HOSTILE_TEXTS.map((hostile, k) => ({
      style: (['paragraph', 'bullet', 'subBullet', 'note'] as const)[k % 4] as 'paragraph',
      runs: [{ text: hostile }, { figure: `f${k}`, text: '2.074', value: 2074 }],
    })),
  }));
  const rows = HOSTILE_TEXTS.map(
    (label, i): RowModel => ({ ...row06a(i + 1, label, [1, 2, 3, 1, 1, 1, 2, 1, 0, 0]), key: label }),
  );
  return {
    ...base,
    document: {
      ...base.document,
      number: null,
      date: null,
      subject: text(5),
      opening: text(7),
      recipients: HOSTILE_TEXTS,
      signature: { lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: text(9) },
    },
    version: null,
    sections: manySections,
    forms: [
      { ...form('II.06a', [text(5), text(7)], text(0), [part06a(rows)]), reporter: text(8), receiver: text(6) },
      form('II.06a', ['BIỂU DÀI'], 'Số hồ sơ TTHC', [longPart06a(300)]),
    ],
    indicators: HOSTILE_TEXTS.map((hostile, i) => ({
      ...(INDICATORS[1] as IndicatorValue),
      id: `h${i}`,
      label: hostile,
      explanation: hostile,
    })),
    fingerprint: text(5),
  };
}
