import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeadlineArguments, runDeadline } from './deadline.ts';
import type { CommandContext } from './io.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-deadline-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(args: Partial<DeadlineArguments>) {
  let out = '';
  const io = {
    stdout: (text: string) => {
      out += text;
    },
    stderr: () => {},
    columns: 90,
    color: false,
  };
  const status = await runDeadline({ suspended: [], explain: false, json: false, ...args }, {
    io,
  } as unknown as CommandContext);
  return { status, lines: out.trimEnd().split('\n') };
}

describe('motcua deadline', () => {
  // Received on a Thursday; Friday and Monday are days off for the National Day, so the third working day is the 7th.
  const question = { received: '2023-08-31T15:20', term: '3 workingDay' };

  it('says when, and why where it is asked', async () => {
    expect(await run(question)).toEqual({ status: 0, lines: ['Hạn trả: 17:00 ngày 07/09/2023'] });
    const { lines } = await run({ ...question, explain: true });
    expect(lines.filter((line) => line.includes('Bỏ qua')).map((line) => /\d+\/9/.exec(line)?.[0])).toEqual([
      '1/9',
      '2/9',
      '3/9',
      '4/9',
    ]);
    const { lines: one } = await run({ ...question, explain: true, json: true });
    expect(JSON.parse(one.join('\n'))).toMatchObject({ due: '2023-09-07T17:00', provisional: false });
  });

  it('answers a file of questions line by line; a bad line keeps its place and the others are answered', async () => {
    const file = join(folder, 'hoi.jsonl');
    const bad = ['[]', 'null', '5', '{oops', JSON.stringify({ ...question, received: '2023-02-30T08:00' })];
    const suspended = { ...question, suspensions: [['2023-09-05T07:00', '2023-09-06T07:00']] };
    await writeFile(file, `\ufeff${[JSON.stringify(question), '', ...bad, JSON.stringify(suspended)].join('\n')}\n`);
    const { status, lines } = await run({ batch: file });
    expect(status).toBe(2);
    expect(lines[0]).toBe('2023-09-07T17:00');
    expect(lines.slice(1, 5)).toEqual([3, 4, 5, 6].map((at) => `Dòng ${at}: Dòng không phải một đối tượng JSON.`));
    expect(lines[5]).toContain('Dòng 7: Lúc tiếp nhận «2023-02-30T08:00» không phải thời điểm có thật');
    // A working day stood still.
    expect(lines[6]).toBe('2023-09-08T17:00');
    const { lines: documents } = await run({ batch: file, json: true });
    expect(documents.map((line) => Object.keys(JSON.parse(line)).sort().join())).toEqual([
      'due',
      ...Array<string>(5).fill('error,line'),
      'due',
    ]);
  });

  it('says what is missing', async () => {
    await expect(run({})).rejects.toThrow('Cần --received và --term');
    await expect(run({ batch: join(folder, 'khong-co.jsonl') })).rejects.toThrow('Không đọc được tệp');
    await expect(run({ ...question, suspended: ['2023-09-01T08:00'] })).rejects.toThrow('Không hiểu --suspended');
  });
});
