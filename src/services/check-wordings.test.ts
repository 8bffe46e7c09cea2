import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/checking/finding.ts';
import { checkDocumentFile } from './check-document.ts';

const HEAD = `Đông Hải, ngày 17 tháng 6 năm 2024
BÁO CÁO
Tình hình, kết quả công tác kiểm soát thủ tục hành chính Quý II năm 2024
(Từ ngày 15/3/2024 đến ngày 14/6/2024)
I. KẾT QUẢ
`;
const RECEIVED =
  'Trong kỳ tiếp nhận mới 612 hồ sơ, gồm 330 hồ sơ trực tuyến (đạt 53,92%) và 282 hồ sơ trực tiếp, qua bưu chính.\n';

async function raised(text: string): Promise<readonly Finding[]> {
  const outcome = await checkDocumentFile({ bytes: new TextEncoder().encode(HEAD + text), name: 'bao-cao.txt' });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.checked.findings.filter((finding) => finding.severity !== 'note');
}

describe('a level to reach is no figure of the period', () => {
  it.each([
    'Tiếp tục phấn đấu 100% hồ sơ giải quyết đúng hạn, trên 80% hồ sơ nộp trực tuyến trong năm 2024.',
    'Mục tiêu: 80% hồ sơ trực tuyến.',
    'Kế hoạch của tỉnh yêu cầu từ 80% hồ sơ trực tuyến trở lên.',
    'Kết quả: trên 50% hồ sơ trực tuyến.',
  ])('%s', async (sentence) => {
    expect(await raised(`${RECEIVED}II. NHIỆM VỤ\n${sentence}\n`)).toEqual([]);
  });

  it('but the same words without a level are', async () => {
    const findings = await raised(`${RECEIVED}II. ĐÁNH GIÁ\nTỷ lệ hồ sơ trực tuyến đạt 80%.\n`);
    expect(findings.map((finding) => finding.message).join('\n')).toMatch(/80%.*330\/612/u);
  });
});

describe('attachments named on one line', () => {
  const line = (codes: string): string => `${RECEIVED}${codes}\n`;

  it.each([
    ['Biểu đính kèm: Biểu số II.06a/VPCP/KSTT, Biểu số II.05a/VPCP/KSTT', ['II.06a', 'II.05a']],
    ['Các biểu mẫu kèm theo: II.06a, II.07b và II.04', ['II.06a', 'II.07b', 'II.04']],
    ['Đính kèm: Biểu II.06a/VPCP/KSTT; Biểu II.05a/VPCP/KSTT.', ['II.06a', 'II.05a']],
  ])('are each asked for: %s', async (text, codes) => {
    const missing = (await raised(line(text))).filter((finding) => finding.code === 'F03');
    expect(missing.map((finding) => / (II\.\d\d[a-c]?) /u.exec(finding.message)?.[1])).toEqual(codes);
  });

  it('are each judged by their own title', async () => {
    const both =
      'Biểu đính kèm: Biểu II.06a: Tình hình, kết quả giải quyết TTHC; Biểu II.05a: Kết quả xử lý phản ánh, kiến nghị';
    expect((await raised(line(both))).map((finding) => finding.code)).not.toContain('F01');
  });
});
