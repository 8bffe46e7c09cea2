import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../core/checking/check.ts';
import { formatInteger as written } from '../core/reporting/format.ts';
import { readTxt } from '../documents/reading/read-txt.ts';
import { CHECKING_LAW } from '../law/checks/index.ts';

const HEAD = `Đông Hải, ngày 17 tháng 6 năm 2024
BÁO CÁO
Tình hình, kết quả công tác kiểm soát thủ tục hành chính Quý II năm 2024
(Từ ngày 15/3/2024 đến ngày 14/6/2024)
I. KẾT QUẢ
`;

/** What is said of these lines, notes left out: `T03 error Số liệu không khớp …`. */
function told(lines: string): string[] {
  const model = readTxt(new TextEncoder().encode(`${HEAD}${lines}\n`), 'bao-cao.txt');
  return checkDocument({ model, law: CHECKING_LAW, period: null, known: null })
    .findings.filter((finding) => finding.severity !== 'note')
    .map((finding) => `${finding.code} ${finding.severity} ${finding.message}`);
}

/** Sums that hold. */
const RIGHT: readonly string[] = [
  // What came in this period and what was carried over.
  'Đã tiếp nhận: 490 hồ sơ, trong đó: trong kỳ 440, chuyển sang 50.',
  'Tổng số hồ sơ đã tiếp nhận: 490 hồ sơ, trong đó: trong kỳ 440, kỳ trước chuyển sang 50.',
  'Tiếp nhận: 500 hồ sơ, gồm: trong kỳ 440; tồn kỳ trước 60.',
  'Tiếp nhận 490 hồ sơ (cũ 50, mới 440).',
  'Đã tiếp nhận 490 hồ sơ, trong đó 440 hồ sơ trong kỳ và 50 hồ sơ chuyển sang từ kỳ trước.',
  'UBND xã tiếp nhận 1.490 hồ sơ, trong đó kỳ trước chuyển sang 50 hồ sơ, tiếp nhận mới 1.440 hồ sơ.',
  'Tổng số hồ sơ phải giải quyết: 490 hồ sơ; trong đó: tiếp nhận trong kỳ 440 hồ sơ, tồn 50 hồ sơ. Đã giải quyết 470 hồ sơ; chuyển kỳ sau 20 hồ sơ.',
  'Đã tiếp nhận 490 hồ sơ, trong đó trong kỳ 440 (trực tuyến 300, trực tiếp 140), chuyển sang 50; đã giải quyết 480, đang giải quyết 10.',
  '- Hồ sơ đã tiếp nhận: 490, trong đó:\n+ Trong kỳ: 440\n+ Chuyển sang: 50',
  '- Tổng số hồ sơ tiếp nhận: 490 hồ sơ. Trong đó:\n+ Tiếp nhận trong kỳ: 440 hồ sơ\n+ Từ kỳ trước chuyển sang: 50 hồ sơ',
  '- Đã tiếp nhận: 500 hồ sơ\n- Trong đó: trong kỳ 450; chuyển sang 50',
  'Tổng tiếp nhận 1.240 hồ sơ = 1.180 hồ sơ mới + 60 hồ sơ cũ chuyển sang.',
  // By which way.
  'Tiếp nhận 500 hồ sơ, trong đó trực tuyến 300, trực tiếp 150, bưu chính 50.',
  'Tiếp nhận 500 hồ sơ, trong đó trực tuyến 300, trực tiếp 200, qua bưu chính 20.',
  'Trong quý tiếp nhận mới 1.470 hồ sơ, bao gồm 1.300 hồ sơ trực tuyến, 150 hồ sơ trực tiếp và 20 hồ sơ qua bưu chính.',
  'Tiếp nhận 500 hồ sơ: trực tuyến 300 hồ sơ (60%), trực tiếp 180 hồ sơ (36%), bưu chính 20 hồ sơ (4%).',
  'Tổng số tiếp nhận 500 hồ sơ, trong đó: trực tuyến 300, trực tiếp 150, bưu chính 20, kỳ trước chuyển sang 30.',
  '1. Hồ sơ kỳ trước chuyển sang: 30 hồ sơ.\n2. Tổng số tiếp nhận 500 hồ sơ, trong đó: trực tuyến 300, trực tiếp 150, bưu chính 20.',
  'Tiếp nhận 12.450 hồ sơ (trong kỳ: 12.000; kỳ trước: 450), trong đó trực tuyến 9.000, trực tiếp 3.000.',
  'Tiếp nhận 500 hồ sơ (mới: 484 hồ sơ; 16 hồ sơ từ kỳ trước chuyển sang), trong đó trực tuyến 386, trực tiếp 90, bưu chính 8 hồ sơ.',
  '- Đã tiếp nhận: 500 hồ sơ.\nTrong đó: trực tuyến 300, trực tiếp 200.',
  'Tổng số hồ sơ tiếp nhận: 500 (trực tuyến: 300; trực tiếp và bưu chính: 200).',
  'Lĩnh vực hộ tịch tiếp nhận 110 hồ sơ, trong đó trực tuyến 80, trực tiếp 20, bưu chính 10.',
  // A mere "trong đó có" leaves something over, and parts by another measure do not add up.
  'Tiếp nhận 500 hồ sơ, trong đó có 300 hồ sơ trực tuyến, 150 hồ sơ trực tiếp.',
  'Tiếp nhận 500 hồ sơ, trong đó có trực tuyến 300, trực tiếp 150, bưu chính 20.',
  'Tiếp nhận 500 hồ sơ, trong đó có 20 hồ sơ qua bưu chính.',
  'Tiếp nhận 500 hồ sơ, trong đó: hộ tịch 200, chứng thực 250, đất đai 50.',
  // When it was done.
  'Đã giải quyết 500 hồ sơ: trước hạn 300, đúng hạn 190, quá hạn 10.',
  'Đã giải quyết 500 hồ sơ, trong đó trước hạn là 300 hồ sơ; đúng hạn là 190 hồ sơ; trễ hạn là 10 hồ sơ.',
  'Hồ sơ đã giải quyết 1.150, trong đó: đúng và trước hạn 1.138 (98,96%), quá hạn 12 (1,04%).',
  'Lĩnh vực chứng thực giải quyết 115 hồ sơ, trong đó trước hạn 100, đúng hạn 10, quá hạn 5.',
  'Chuyển kỳ sau 20 hồ sơ, trong đó: trong hạn 18, dừng tính 2.',
  // Sectors are no totals.
  'Lĩnh vực Hộ tịch: tiếp nhận 120 hồ sơ, giải quyết 118 hồ sơ. Lĩnh vực Đất đai: tiếp nhận 80 hồ sơ, giải quyết 70 hồ sơ. Tổng cộng tiếp nhận 200 hồ sơ, giải quyết 188 hồ sơ.',
  'Tiếp nhận 200 hồ sơ, giải quyết 188 hồ sơ. Lĩnh vực hộ tịch tiếp nhận 120 hồ sơ; giải quyết 118 hồ sơ; lĩnh vực đất đai tiếp nhận 80 hồ sơ; giải quyết 70 hồ sơ.',
  '- Lĩnh vực Hộ tịch:\n+ Tiếp nhận: 120 hồ sơ\n+ Đã giải quyết: 118 hồ sơ\n- Lĩnh vực Đất đai:\n+ Tiếp nhận: 80 hồ sơ\n+ Đã giải quyết: 70 hồ sơ',
  'a) Lĩnh vực Tư pháp\n- Tiếp nhận 300 hồ sơ; giải quyết 290 hồ sơ.\nb) Lĩnh vực Lao động\n- Tiếp nhận 200 hồ sơ; giải quyết 190 hồ sơ.\nc) Tổng cộng\n- Tiếp nhận 500 hồ sơ; giải quyết 480 hồ sơ.',
  '1. Kết quả theo lĩnh vực:\n- Hộ tịch: tiếp nhận 200, giải quyết 195.\n- Đất đai: tiếp nhận 50, giải quyết 35.\n2. Tổng số tiếp nhận 500 hồ sơ, giải quyết 480 hồ sơ.',
  'Đã giải quyết 480 hồ sơ. Trong đó: lĩnh vực hộ tịch 200 hồ sơ (trước hạn 190, đúng hạn 10), lĩnh vực chứng thực 280 hồ sơ (trước hạn 280).',
  // A whole may be said in the words of one of its parts.
  'Hồ sơ quá hạn: 5 hồ sơ, trong đó 3 hồ sơ đã giải quyết quá hạn, 2 hồ sơ đang giải quyết quá hạn.',
  'Tiếp nhận 500 hồ sơ, trong đó trực tuyến 300 hồ sơ (trong kỳ 280, kỳ trước chuyển sang 20), trực tiếp 200 hồ sơ (trong kỳ 190, kỳ trước chuyển sang 10).',
  'Tiếp nhận 500 hồ sơ, trong đó: 480 hồ sơ đã giải quyết, 20 hồ sơ đang giải quyết.',
  'Tiếp nhận 500 hồ sơ, tăng 20 hồ sơ so với quý trước; trong đó trực tuyến 300 hồ sơ (tăng 50 hồ sơ), trực tiếp 200 hồ sơ (giảm 30 hồ sơ).',
  'Tiếp nhận 500 hồ sơ, trong đó: hồ sơ trực tuyến: 300; hồ sơ trực tiếp: 150; hồ sơ qua VNeID: 50.',
  'Số hồ sơ tồn kỳ trước: 30 hồ sơ, trong đó quá hạn 5, trong hạn 25. Tiếp nhận mới 470 hồ sơ.',
  'Ước 6 tháng đầu năm tiếp nhận 1.000 hồ sơ, trong đó trực tuyến 700, trực tiếp 300. Trong quý tiếp nhận 500 hồ sơ.',
  // Shares.
  'Giải quyết 480 trên 500 hồ sơ, tỷ lệ 96%.',
  'Đã giải quyết 480 hồ sơ trên tổng số 500 hồ sơ tiếp nhận, đạt tỷ lệ 96%.',
  'Giải quyết được 480 trong tổng số 500 hồ sơ, đạt 96%.',
  'Giải quyết 480 hồ sơ/500 hồ sơ, đạt 96%.',
  'Đã giải quyết 480/500 hồ sơ. Đạt 96%.',
  '- Giải quyết: 480/500 hồ sơ\n- Tỷ lệ: 96%',
  'Giải quyết 480/500 hồ sơ. Tỷ lệ hài lòng đạt 98,5%. Đạt 100% kế hoạch.',
  'Đã giải quyết 448 hồ sơ (trước hạn 257, đúng hạn 191) (89,6%). Tiếp nhận 500 hồ sơ.',
  'Tiếp nhận 500 hồ sơ, đã giải quyết 500 hồ sơ: trước hạn 450 hồ sơ, đúng hạn 30 hồ sơ, đạt 96%; quá hạn 20 hồ sơ, chiếm 4%.',
  'Tiếp nhận 500 hồ sơ; giải quyết 480 hồ sơ, đạt 97% so với cùng kỳ.',
  'Giải quyết 480 hồ sơ trên 12 lĩnh vực, đạt 97% kế hoạch.',
  'Phường có 12 công chức trên 5 bộ phận; giải quyết 480 hồ sơ trên 2 địa bàn; xếp hạng 12 trên 30 xã.',
  'Số hóa 450 hồ sơ trên tổng số 480 hồ sơ đã giải quyết (93,75%); tái sử dụng dữ liệu số hóa 120 hồ sơ trên 450 hồ sơ, đạt 26,67%.',
  'Có 12 hồ sơ trễ hạn trên tổng số 480 hồ sơ đã giải quyết, chiếm 2,5%; nguyên nhân do xác minh.',
  '- Hồ sơ trước hạn: 450/480\n- Hồ sơ đúng hạn: 30/480\n- Tỷ lệ: 100%',
  'Trực tuyến 300/500 hồ sơ; trực tiếp 200/500 hồ sơ; đạt 100%.',
  // Numbers as they should be, and numbers that count nothing.
  'Số tiền 5.000.000 đồng; bình quân 12,5 hồ sơ/ngày; kinh phí 1,5 tỷ đồng; 2.500 triệu đồng; 1.25 triệu đồng; 5.000.000,00 đồng.',
  'Bình quân mỗi ngày 1.25 hồ sơ; theo mục 2.1 hồ sơ được số hóa; gồm: 2.1 Hồ sơ trực tuyến.',
  'Thủ tục 1.004884.000.00.00.H32 và 1.001193; ngày 12.5.2024; máy chủ 10.0.12.5.',
];

/** Sums that do not, with what must be said. */
const WRONG: readonly (readonly [string, RegExp])[] = [
  ['Đã tiếp nhận: 500 hồ sơ, trong đó: trong kỳ 440, chuyển sang 50.', /^T03 error .* 500 ≠ 440 \+ 50 = 490/u],
  [
    'Tổng số hồ sơ đã tiếp nhận: 500 hồ sơ, trong đó: trong kỳ 440, kỳ trước chuyển sang 50.',
    /^T03 error .* 500 ≠ 440 \+ 50 = 490/u,
  ],
  [
    'UBND xã tiếp nhận 1.500 hồ sơ, trong đó kỳ trước chuyển sang 50 hồ sơ, tiếp nhận mới 1.440 hồ sơ.',
    /^T03 error .* 1\.500 ≠ 1\.440 \+ 50 = 1\.490/u,
  ],
  ['Tiếp nhận 500 hồ sơ (cũ 50, mới 440).', /^T03 error .* 500 ≠ 440 \+ 50/u],
  ['- Hồ sơ đã tiếp nhận: 500, trong đó:\n+ Trong kỳ: 440\n+ Chuyển sang: 50', /^T03 error .* 500 ≠ 440 \+ 50 = 490/u],
  ['- Đã tiếp nhận: 500 hồ sơ\n- Trong đó: trong kỳ 440; chuyển sang 50', /^T03 error .* 500 ≠ 440 \+ 50/u],
  [
    'Hồ sơ tiếp nhận trong kỳ: 440 hồ sơ; hồ sơ kỳ trước chuyển sang: 60 hồ sơ; tổng số hồ sơ tiếp nhận: 510 hồ sơ.',
    /^T03 error .* 510 ≠ 440 \+ 60 = 500/u,
  ],
  [
    'Tiếp nhận 500 hồ sơ, trong đó trực tuyến 300, trực tiếp 150, bưu chính 20.',
    /^T03 error .* 500 ≠ 300 \+ 150 \+ 20 = 470/u,
  ],
  [
    'Tiếp nhận 500 hồ sơ (trực tuyến 300; trực tiếp 150; bưu chính công ích 20).',
    /^T03 error .* 500 ≠ 300 \+ 150 \+ 20/u,
  ],
  [
    '- Tiếp nhận: 500 hồ sơ, trong đó:\n+ Trực tuyến: 300 hồ sơ\n+ Trực tiếp: 150 hồ sơ\n+ Qua dịch vụ bưu chính công ích: 20 hồ sơ',
    /^T03 error .* 500 ≠ 300 \+ 150 \+ 20/u,
  ],
  [
    'Trong quý tiếp nhận mới 1.500 hồ sơ, bao gồm 1.300 hồ sơ trực tuyến, 150 hồ sơ trực tiếp và 20 hồ sơ qua bưu chính.',
    /^T03 error .* 1\.500 ≠ 1\.300 \+ 150 \+ 20 = 1\.470/u,
  ],
  ['- Đã tiếp nhận: 500 hồ sơ.\nTrong đó: trực tuyến 300, trực tiếp 180.', /^T03 warning .* = 480; nếu phần chênh 20/u],
  ['Tiếp nhận 500 hồ sơ, trong đó trực tuyến 300, trực tiếp 250.', /^T03 error .* 500 ≠ 300 \+ 250 = 550/u],
  [
    'Lĩnh vực hộ tịch tiếp nhận 120 hồ sơ, trong đó trực tuyến 80, trực tiếp 20, bưu chính 10.',
    /^T03 error .* 120 ≠ 80 \+ 20 \+ 10/u,
  ],
  [
    'Trả kết quả 480 hồ sơ, trong đó trực tiếp 300, trực tuyến 100, bưu chính 50.',
    /^T03 error .* 480 ≠ 300 \+ 100 \+ 50 = 450/u,
  ],
  [
    'Phí, lệ phí thu được 5.000.000 đồng, trong đó trực tuyến 3.000.000 đồng, trực tiếp 1.500.000 đồng.',
    /^T03 warning .* 4\.500\.000/u,
  ],
  ['Đã giải quyết 500 hồ sơ: trước hạn 300, đúng hạn 180, quá hạn 10.', /^T03 error .* 500 ≠ 300 \+ 180 \+ 10/u],
  ['Hồ sơ đã giải quyết 1.150, trong đó: đúng và trước hạn 1.130, quá hạn 12.', /^T03 error .* 1\.150 ≠ 1\.130 \+ 12/u],
  [
    'Lĩnh vực chứng thực giải quyết 120 hồ sơ, trong đó trước hạn 100, đúng hạn 10, quá hạn 5.',
    /^T03 error .* 120 ≠ 100 \+ 10 \+ 5/u,
  ],
  ['480/500 hồ sơ, đạt 97%.', /^R01 error .*480\/500 = 96%/u],
  ['Giải quyết 480 trên 500 hồ sơ, tỷ lệ 97%.', /^R01 error .*480\/500 = 96%/u],
  ['Đã giải quyết 480 hồ sơ trên tổng số 500 hồ sơ tiếp nhận, đạt tỷ lệ 97%.', /^R01 error .*480\/500 = 96%/u],
  ['Giải quyết được 480 trong tổng số 500 hồ sơ, đạt 97%.', /^R01 error .*480\/500 = 96%/u],
  ['Giải quyết 480 hồ sơ/500 hồ sơ, đạt 97%.', /^R01 error .*480\/500 = 96%/u],
  ['Đã giải quyết 480/500 hồ sơ. Đạt 97%.', /^R01 error .*480\/500 = 96%/u],
  ['Đã giải quyết 480/500 hồ sơ; tỷ lệ 97%.', /^R01 error .*480\/500 = 96%/u],
  ['- Giải quyết: 480/500 hồ sơ\n- Tỷ lệ: 97%', /^R01 error .*480\/500 = 96%/u],
  ['Thanh toán trực tuyến 120 hồ sơ với số tiền 5.000.00 đồng.', /^N05 error «5\.000\.00 đồng»/u],
  ['Số tiền 36.970.5000 đồng.', /^N05 error «36\.970\.5000 đồng»/u],
  ['Số tiền 5000.000 đồng.', /^N05 error/u],
  ['Số tiền: 1.2345.000 VNĐ', /^N05 error «1\.2345\.000 VNĐ»/u],
  ['Tiếp nhận 1.24 hồ sơ.', /^N05 error «1\.24 hồ sơ»/u],
  ['Tiếp nhận 1.234.5 hồ sơ.', /^N05 error/u],
];

describe('sums and shares that hold, as wards write them', () => {
  it.each(RIGHT)('%s', (lines) => expect(told(lines)).toEqual([]));
});

describe('sums and shares that do not hold', () => {
  it.each(WRONG)('%s', (lines, words) => {
    const findings = told(lines);
    expect(findings).toEqual([expect.stringMatching(words)]);
  });
});

it('a cell grouped as no number is told, not taken for words', () => {
  const table = [
    'STT\tLĩnh vực\tSố hồ sơ\tSố tiền thu (đồng)',
    '1\tHộ tịch\t250\t1.250.000',
    '2\tĐất đai\t50\t5.000.00',
    '3\tChứng thực\t200\t2.000.000',
  ].join('\n');
  expect(told(table)).toEqual([expect.stringMatching(/^N05 error .*«5\.000\.00»/u)]);
  expect(told(table.replace('5.000.00', '5.000.000'))).toEqual([]);
});

/** A quarter's counts that hang together, and the choices of one who writes them down. */
const quarter = fc.record({
  early: fc.integer({ min: 1, max: 2000 }),
  onTime: fc.integer({ min: 1, max: 300 }),
  late: fc.nat(40),
  within: fc.integer({ min: 1, max: 100 }),
  over: fc.nat(10),
  cancelled: fc.nat(9),
  carriedShare: fc.nat(20),
  onlineShare: fc.nat(100),
  postShare: fc.nat(10),
  choices: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
});

type Quarter = typeof quarter extends fc.Arbitrary<infer T> ? T : never;

function reportOf(q: Quarter): string {
  let used = 0;
  const pick = <T>(options: readonly T[]): T => {
    const choice = q.choices[used % q.choices.length] as number;
    used += 1;
    return options[choice % options.length] as T;
  };
  const resolved = q.early + q.onTime + q.late;
  const pending = q.within + q.over;
  const received = resolved + pending + q.cancelled;
  const carried = Math.floor((received * q.carriedShare) / 100);
  const inPeriod = received - carried;
  const post = Math.floor((inPeriod * q.postShare) / 100);
  const online = Math.floor(((inPeriod - post) * q.onlineShare) / 100);
  const counter = inPeriod - post - online;
  const share = (part: number, whole: number): string =>
    `${((100 * part) / whole).toFixed(pick([0, 1, 2])).replace('.', ',')}%`;
  const unit = (): string => pick([' hồ sơ', ' HS', '']);
  /** "trực tuyến 300 hồ sơ", "trực tuyến: 300", "300 hồ sơ trực tuyến". */
  const part = (words: string, value: number): string =>
    pick([
      `${words} ${written(value)}${unit()}`,
      `${words}: ${written(value)}${unit()}`,
      `${written(value)} hồ sơ ${words}`,
    ]);
  const list = (...parts: readonly string[]): string => parts.join(pick([', ', '; ']));
  const under = (whole: string, parts: string): string =>
    pick([
      `${whole}, trong đó ${parts}`,
      `${whole}, trong đó: ${parts}`,
      `${whole} (${parts})`,
      `${whole}, bao gồm ${parts}`,
      `${whole} gồm ${parts}`,
      `${whole}: ${parts}`,
    ]);
  const byTime = list(
    part(pick(['trong kỳ', 'tiếp nhận mới', 'tiếp nhận trong kỳ']), inPeriod),
    part(pick(['kỳ trước chuyển sang', 'tồn kỳ trước', 'từ kỳ trước chuyển qua', 'chuyển sang']), carried),
  );
  const byChannel = list(
    part('trực tuyến', online),
    part('trực tiếp', counter),
    ...(post > 0 ? [part(pick(['bưu chính', 'qua bưu chính công ích']), post)] : []),
  );
  const byTerm = list(
    part('trước hạn', q.early),
    part('đúng hạn', q.onTime),
    part(pick(['quá hạn', 'trễ hạn']), q.late),
  );
  const all = `${pick(['Tiếp nhận', 'Đã tiếp nhận', 'Tổng số hồ sơ đã tiếp nhận:', 'UBND xã tiếp nhận'])} ${written(received)} hồ sơ`;
  const done = pick([
    `Đã giải quyết ${written(resolved)} hồ sơ`,
    `Giải quyết ${written(resolved)}/${written(received)} hồ sơ`,
    `Giải quyết ${written(resolved)} trên tổng số ${written(received)} hồ sơ`,
    `Số hồ sơ đã giải quyết: ${written(resolved)} hồ sơ`,
  ]);
  return [
    ...pick([
      [`- ${under(all, byTime)}.`, `- ${under(`Tiếp nhận trong kỳ ${written(inPeriod)} hồ sơ`, byChannel)}.`],
      [`- ${all} (${byTime})${pick([', ', '; '])}trong đó ${byChannel}.`],
      [
        `- ${all}${pick([', trong đó:', '. Trong đó:', ':'])}`,
        `+ ${pick(['Trong kỳ', 'Tiếp nhận mới'])}: ${written(inPeriod)}${unit()}`,
        `+ ${pick(['Chuyển sang', 'Từ kỳ trước chuyển sang'])}: ${written(carried)}${unit()}`,
      ],
    ]),
    pick([
      `- ${under(done, byTerm)}.`,
      `- ${done} (${byTerm}), đạt ${share(resolved, received)}.`,
      `- ${done}, đạt ${share(resolved, received)}; trong đó ${byTerm}.`,
    ]),
    `- Trước hạn và đúng hạn ${written(q.early + q.onTime)} hồ sơ, đạt ${share(q.early + q.onTime, resolved)}.`,
    `- ${under(`${pick(['Đang giải quyết', 'Chuyển kỳ sau'])} ${written(pending)} hồ sơ`, list(part('trong hạn', q.within), part('quá hạn', q.over)))}.`,
    `- Hồ sơ hủy: ${written(q.cancelled)} hồ sơ.`,
  ].join('\n');
}

it('no report whose figures hang together is accused, whatever its words and figures', () => {
  fc.assert(
    fc.property(quarter, (q) => {
      expect(told(reportOf(q))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
