import { expect, it, vi } from 'vitest';
import { runWith } from './main.ts';

async function motcua(...words: string[]) {
  let stdout = '';
  let stderr = '';
  const status = await runWith(['node', 'motcua', ...words], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    columns: 100,
    interactive: false,
    color: false,
  });
  return { status, stdout, stderr };
}

it.each([
  ['a file that is not there', ['check', 'khong-co.docx'], 'UNREADABLE', /^Không tìm thấy tệp «khong-co.docx»/],
  [
    'a file for an import',
    ['import', 'catalogue', 'khong-co.json', '--unit', 'x'],
    'UNREADABLE',
    /^Không đọc được tệp/,
  ],
  ['words that are missing', ['deadline', '--term', '3 workingDay'], 'USAGE', /^Cần --received và --term/],
  ['an option that is missing', ['report', 'verify', '--unit', 'x'], 'USAGE', /^Thiếu tùy chọn bắt buộc «--period/],
  ['a command that there is none of', ['bao-cao'], 'USAGE', /^Không có lệnh «bao-cao»/],
  [
    'a year without a calendar',
    ['deadline', '--received', '2199-08-31T15:20', '--term', '3 workingDay'],
    'CALENDAR_GAP',
    /^Lịch năm 2199 chưa công bố/,
  ],
])('says %s to a person in lines, and under --json in one document, with the same status', async (_, words, code, sentence) => {
  const plain = await motcua(...words);
  expect(plain).toMatchObject({ status: 2, stdout: '' });
  expect(plain.stderr).toMatch(sentence);
  const asked = await motcua(...words, '--json');
  expect(asked).toMatchObject({ status: 2, stdout: '' });
  const { error, ...rest } = JSON.parse(asked.stderr) as { error: Record<string, unknown> };
  expect(rest).toEqual({});
  expect(Object.keys(error)).toEqual(['code', 'message']);
  expect(error['code']).toBe(code);
  expect(`${error['message']}\n`).toBe(plain.stderr);
});

it('says a fault of the program in the same shape, with the lines for whoever mends it', async () => {
  const words = ['deadline', '--batch', 'a\0b'];
  const plain = await motcua(...words);
  expect(plain).toMatchObject({ status: 2, stdout: '' });
  expect(plain.stderr).toMatch(/^Chương trình gặp lỗi không mong đợi\./);
  const { status, stdout, stderr } = await motcua(...words, '--json');
  expect([status, stdout]).toEqual([2, '']);
  const { error } = JSON.parse(stderr);
  expect(error).toMatchObject({ code: 'FAULT', message: expect.stringMatching(/lỗi không mong đợi/) });
  expect(error.details.join('\n')).toContain('deadline.ts');
});

it.each([
  [['help', 'import', 'ledger'], 'import ledger'],
  [['help', 'report', 'show'], 'report show'],
  [['help', 'report'], 'report'],
])('shows the help of the command that was named: %j', async (words, name) => {
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect((await motcua(...words)).status).toBe(0);
  } finally {
    write.mockRestore();
  }
  expect(written.join('')).toContain(`Cách dùng: motcua ${name} [`);
});
