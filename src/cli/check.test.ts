import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSISTENT_REPORTS, FAULTY_REPORT, type ReportFixture } from '../../test/fixtures/reports/index.ts';
import { ServiceError } from '../services/errors.ts';
import { type CheckArguments, runCheck } from './check.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(args: Omit<CheckArguments, 'json'> & { json?: boolean }, color = false) {
  let out = '';
  const io = {
    stdout: (text: string) => {
      out += text;
    },
    columns: 90,
    color,
  };
  try {
    return { status: await runCheck({ json: false, ...args }, io), out, err: '' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: error.exitCode, out, err: error.message };
  }
}

async function placed(report: ReportFixture): Promise<string> {
  const file = join(folder, report.name);
  await writeFile(file, await report.bytes());
  return file;
}

describe('motcua check', () => {
  it('ends with 0 for a consistent report and says so', async () => {
    const { status, out } = await run({ file: await placed(CONSISTENT_REPORTS[1] as ReportFixture) });
    expect(status).toBe(0);
    expect(out).toContain('Không thấy mâu thuẫn nào.');
  });

  it('ends with 1 for errors, groups by severity, underlines the quotation', async () => {
    const { status, out } = await run({ file: await placed(FAULTY_REPORT) });
    expect(status).toBe(1);
    expect(out.indexOf('LỖI (')).toBeGreaterThan(-1);
    expect(out.indexOf('LỖI (')).toBeLessThan(out.indexOf('CẢNH BÁO ('));
    expect(out.indexOf('CẢNH BÁO (')).toBeLessThan(out.indexOf('LƯU Ý ('));
    const lines = out.split('\n');
    const at = lines.findIndex((line) => /~{5}/.test(line));
    const mark = /~+/.exec(lines[at] as string) as RegExpExecArray;
    // The line above the marks holds the quotation at the same columns.
    expect((lines[at - 1] as string).slice(mark.index, mark.index + mark[0].length).trim().length).toBe(mark[0].length);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(160);
  });

  it('underlines with the terminal where it can', async () => {
    const { out } = await run({ file: await placed(FAULTY_REPORT) }, true);
    expect(out).toContain('\u001b[4m');
    expect(out).not.toContain('~~~');
  });

  it('--json is one document of the agreed shape', async () => {
    const { status, out } = await run({ file: await placed(FAULTY_REPORT), json: true });
    expect(status).toBe(1);
    const { findings } = JSON.parse(out) as {
      findings: { code: string; severity: string; message: string; evidence: { quote: string; place: string }[] }[];
    };
    expect(findings.length).toBeGreaterThan(20);
    for (const finding of findings) {
      expect(Object.keys(finding)).toEqual(['code', 'severity', 'message', 'evidence']);
      expect(['error', 'warning', 'note']).toContain(finding.severity);
      expect(finding.message).toMatch(/^\S[^\n]*\.$/);
      for (const evidence of finding.evidence) expect(Object.keys(evidence)).toEqual(['quote', 'place']);
    }
  });

  it('--out writes the document with comments and leaves the original alone', async () => {
    const file = await placed(FAULTY_REPORT);
    const before = await readFile(file);
    const out = join(folder, 'co-chu-thich.docx');
    await run({ file, out });
    expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK');
    expect(await readFile(file)).toEqual(before);
    // What was written is a document that can be checked again: the comments are not its text.
    expect((await run({ file: out })).status).toBe(1);
  });

  it.each([
    ['a file that is not there', { file: 'khong-co.docx' }, /Không tìm thấy/],
    ['a folder', { file: tmpdir() }, /thư mục/],
    ['a period that is none', { file: 'x', period: '2023-Q5' }, /Không (?:hiểu kỳ|tìm thấy)/],
  ])('ends with 2 for %s', async (_, args, sentence) => {
    const { status, out, err } = await run(args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
  });

  it('ends with 2 and writes nothing when --out is the report itself, or no .docx, or has no folder', async () => {
    const file = await placed(CONSISTENT_REPORTS[3] as ReportFixture);
    for (const out of [file, join(folder, 'x.pdf'), join(folder, 'khong', 'x.docx')]) {
      expect((await run({ file, out })).status).toBe(2);
    }
  });

  it('a period that is given is held against the report', async () => {
    const { out } = await run({
      file: await placed(CONSISTENT_REPORTS[0] as ReportFixture),
      period: '2023-Q3',
      json: true,
    });
    expect(out).toContain('"P02"');
  });
});
