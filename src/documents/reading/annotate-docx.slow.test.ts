import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDebian, OFFICE_SUITE } from '../../../test/support/debian.ts';
import { annotateDocx } from './annotate-docx.ts';
import { readDocx } from './read-docx.ts';
import { readTxt } from './read-txt.ts';
import { txtAsDocx } from './txt-as-docx.ts';

let folder = '';
beforeAll(() => {
  ensureDebian(OFFICE_SUITE);
  folder = mkdtempSync(join(tmpdir(), 'motcua-office-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Through the office suite and back: what it could not open or understand would be gone. */
function throughOffice(bytes: Uint8Array): string {
  writeFileSync(join(folder, 'in.docx'), bytes);
  const done = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'fodt',
      '--outdir',
      folder,
      join(folder, 'in.docx'),
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  expect(done.status, done.stderr).toBe(0);
  return readFileSync(join(folder, 'in.fodt'), 'utf8');
}

it('an office suite opens the commented report, with every comment at its place and the text whole', async () => {
  const text = 'Số liệu quý III\nSTT\tTên\tSố\n1\tHộ tịch\t358\n2\tĐất đai\t\nTổng số hồ sơ: 384 & 385 hồ sơ';
  const model = readTxt(new TextEncoder().encode(text), 'x.txt');
  const { source } = await readDocx(txtAsDocx(model), 'x.docx');
  const comments = [
    { anchor: { block: 2, from: 15, to: 18 }, text: 'LỖI T01: ghi 384 nhưng <biểu> ghi "383" & hơn' },
    { anchor: { block: 1, row: 1, column: 2, from: 0, to: 3 }, text: 'trong ô' },
    { anchor: { block: 1, row: 2, column: 2, from: 0, to: 0 }, text: 'ô trống' },
  ];
  const office = throughOffice(
    await annotateDocx(source, comments, { date: '2023-09-20T00:00:00Z', author: 'motcua' }, 'x.docx'),
  );
  const annotations = [...office.matchAll(/<office:annotation [\s\S]*?<\/office:annotation>/g)].map((match) =>
    match[0].replace(/<[^>]+>/g, ''),
  );
  expect(annotations).toHaveLength(3);
  for (const words of ['LỖI T01', 'trong ô', 'ô trống'])
    expect(annotations.some((annotation) => annotation.includes(words))).toBe(true);
  const plain = office.replace(/<office:annotation [\s\S]*?<\/office:annotation>/g, '').replace(/<[^>]+>/g, '');
  expect(plain).toContain('Tổng số hồ sơ: 384 &amp; 385 hồ sơ');
  // The range begins right before the figure and ends right behind it.
  expect(office).toMatch(/Tổng số hồ sơ: <office:annotation [\s\S]*?<\/office:annotation>384<office:annotation-end/);
});
