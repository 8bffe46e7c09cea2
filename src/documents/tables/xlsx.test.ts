import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  escapeXml,
  inlineCell,
  makeWorkbook,
  numberCell,
  sharedCell,
  type WorkbookPlan,
  zipParts,
} from '../../../test/support/workbook-writer.ts';
import { readTable } from './read-table.ts';
import type { TableOptions, TableRow } from './table.ts';
import { TableError } from './table-error.ts';
import { formatNumberCell, type NumberStyle, styleOfCode } from './xlsx-number.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'motcua-xlsx-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function rowsOf(content: Uint8Array, options?: TableOptions, name = 'so.xlsx'): Promise<TableRow[]> {
  files += 1;
  const file = path.join(folder, `${files}-${name}`);
  await writeFile(file, content);
  const rows: TableRow[] = [];
  for await (const batch of readTable(file, options)) rows.push(...batch);
  return rows;
}
async function errorOf(content: Uint8Array, options?: TableOptions, name?: string): Promise<TableError> {
  const error = await rowsOf(content, options, name).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TableError);
  expect((error as TableError).message).toMatch(/[.»)]$/);
  return error as TableError;
}

const head = [inlineCell('Mã'), inlineCell('Tên'), inlineCell('Ngày')];
const sheetOf = (...rows: (readonly string[] | undefined)[]): WorkbookPlan => ({
  sheets: [{ name: 'Sổ', rows: [head, ...rows] }],
});
/** The cells of row 2 of a workbook made of these. */
async function cellsOf(cells: readonly string[], plan: Partial<WorkbookPlan> = {}): Promise<string[]> {
  return ((await rowsOf(makeWorkbook({ ...sheetOf(cells), ...plan })))[1] as TableRow).cells;
}

describe('numbers', () => {
  const date: NumberStyle = { kind: 'date', showsTime: false };
  const time: NumberStyle = { kind: 'date', showsTime: true };
  it.each<[string, NumberStyle, boolean, string]>([
    // 45082 is 05/06/2023 in the 1900 system, 43620 in the 1904 system.
    ['45082', date, false, '05/06/2023'],
    ['45082', time, false, '05/06/2023 00:00'],
    ['45082.31458333333', time, false, '05/06/2023 07:33'],
    ['45082.31458333334', date, false, '05/06/2023 07:33'],
    ['45082.999988', time, false, '05/06/2023 23:59'],
    ['45082.9999999', time, false, '06/06/2023 00:00'],
    ['43620', date, true, '05/06/2023'],
    ['43620.5', time, true, '05/06/2023 12:00'],
    ['36526', date, false, '01/01/2000'],
    ['45351', date, false, '29/02/2024'],
    ['0.3125', time, false, '07:30'],
    ['-1', date, false, '-1'],
    ['1', date, false, '1'],
    ['99999999', date, false, '99999999'],
  ])('%s as %j (1904: %s) is %s', (raw, style, date1904, text) =>
    expect(formatNumberCell(raw, style, date1904)).toBe(text));

  it.each([
    ['20000', '20000'],
    ['2E4', '20000'],
    ['1.0E+3', '1000'],
    ['0.30000000000000004', '0.3'],
    ['1.0011930000000001', '1.001193'],
    ['2.00262', '2.00262'],
    ['56012345678', '56012345678'],
    ['1E-7', '0.0000001'],
    ['1.5E-9', '0.0000000015'],
    ['1.5E+25', '15000000000000000000000000'],
    ['-0', '0'],
    ['-3.5', '-3.5'],
    ['', ''],
    ['x', 'x'],
  ])('%s without a format is %s', (raw, text) => expect(formatNumberCell(raw, { kind: 'plain' }, false)).toBe(text));

  it('any minute of 2000–2099 survives the binary fraction of a day, in both systems', () => {
    const anyMinute = fc.tuple(fc.integer({ min: 36_526, max: 73_050 }), fc.nat(1439));
    fc.assert(
      fc.property(anyMinute, fc.boolean(), ([day, minute], date1904) => {
        const serial = day + minute / 1440 - (date1904 ? 1462 : 0);
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const text = formatNumberCell(String(serial), time, date1904);
        expect(text.slice(11)).toBe(clock);
        const [d, m, y] = text.slice(0, 10).split('/').map(Number) as [number, number, number];
        expect(Date.UTC(y, m - 1, d) / 86_400_000).toBe(day - 25_569);
      }),
    );
  });

  it.each<[string, string]>([
    ['General', 'plain'],
    ['0', 'plain'],
    ['#,##0', 'plain'],
    ['#,##0 "đ"', 'plain'],
    ['#,##0\\ "đồng"', 'plain'],
    ['_-* #,##0\\ [$₫-vi-VN]_-;-* #,##0', 'plain'],
    ['0.00E+00', 'plain'],
    ['[Red]-0.00;[Blue]0', 'plain'],
    ['@', 'plain'],
    ['[h]:mm', 'plain'],
    ['[hh]:mm:ss', 'plain'],
    ['"day" 0', 'plain'],
    ['000000000000', 'digits 12'],
    ['dd/mm/yyyy', 'date'],
    ['d/m/yy;@', 'date'],
    ['[$-1010000]d/m/yyyy;@', 'date'],
    ['[$-42A]dd mmmm yyyy', 'date'],
    ['mmm-yy', 'date'],
    ['dd/mm/yyyy\\ hh:mm', 'date time'],
    ['DD/MM/YYYY HH:MM:SS', 'date time'],
    ['hh:mm', 'date time'],
    ['h:mm AM/PM', 'date time'],
    ['yyyy-mm-dd"T"hh:mm', 'date time'],
  ])('the format %s is %s', (code, kind) => {
    const style = styleOfCode(code);
    const shown =
      style.kind === 'date'
        ? `date${style.showsTime ? ' time' : ''}`
        : style.kind === 'digits'
          ? `digits ${style.width}`
          : 'plain';
    expect(shown).toBe(kind);
  });
});

describe('cells', () => {
  it('shared, inline, formula, boolean, error, dated, numbered', async () => {
    const plan = { sharedTexts: ['Nguyễn & <An>', ' a '], formats: ['dd/mm/yyyy hh:mm', 14, '00000'] };
    expect(await cellsOf([sharedCell(0), sharedCell(1), inlineCell('x "y" <z>')], plan)).toEqual([
      'Nguyễn & <An>',
      ' a ',
      'x "y" <z>',
    ]);
    expect(await cellsOf([numberCell(45082.5, 1), numberCell(45082, 2), numberCell(7, 3)], plan)).toEqual([
      '05/06/2023 12:00',
      '05/06/2023',
      '00007',
    ]);
    expect(await cellsOf([numberCell(43620.5, 1)], { ...plan, date1904: true })).toEqual(['05/06/2023 12:00', '', '']);
    expect(
      await cellsOf([
        '<c t="str"><f>A1&amp;"x"</f><v>Mãx</v></c>',
        '<c t="b"><v>1</v></c>',
        '<c t="e"><v>#N/A</v></c>',
      ]),
    ).toEqual(['Mãx', 'TRUE', '#N/A']);
    expect(await cellsOf(['<c t="d"><v>2023-06-05T07:33:00</v></c>', '<c t="d"><v>2023-06-05</v></c>'])).toEqual([
      '05/06/2023 07:33',
      '05/06/2023',
      '',
    ]);
    expect(
      await cellsOf(['<c t="str"><f>B1</f><v></v></c>', '<c t="inlineStr"><is><t>a_x000D_\nb_x005F_c</t></is></c>']),
    ).toEqual(['', 'a\r\nb_c', '']);
  });
  it('rich text is one text, phonetic guides left out', async () => {
    const rich =
      '<c t="inlineStr"><is><r><t>Hộ </t></r><r><rPr><b/></rPr><t>tịch</t></r><rPh sb="0" eb="1"><t>xx</t></rPh></is></c>';
    expect((await cellsOf([rich]))[0]).toBe('Hộ tịch');
  });
  it('stand where their reference says, and rows without blank ends are as wide as the header', async () => {
    expect(await cellsOf([inlineCell('x', 'C2')])).toEqual(['', '', 'x']);
    expect(await cellsOf([inlineCell('x', 'B2'), inlineCell('y')])).toEqual(['', 'x', 'y']);
    expect(await cellsOf([inlineCell('x', 'AB2')])).toHaveLength(28);
  });
  it('rows keep their number in the sheet; blank ones are left out', async () => {
    const rows = await rowsOf(makeWorkbook(sheetOf(undefined, [inlineCell(' ')], ['<c s="0"/>'], [inlineCell('x')])));
    expect(rows.map((row) => row.line)).toEqual([1, 5]);
  });
  it('a formula that was never computed is refused by its place', async () => {
    expect(await errorOf(makeWorkbook(sheetOf([inlineCell('x'), '<c><f>A1*2</f></c>'])))).toMatchObject({
      code: 'workbook',
      line: 2,
      column: 2,
      message: expect.stringContaining('Ô B2'),
    });
  });
  it('a reference to a text that is not there is refused', async () => {
    expect(await errorOf(makeWorkbook({ ...sheetOf([sharedCell(7)]), sharedTexts: ['a'] }))).toMatchObject({ line: 2 });
    expect(
      await errorOf(makeWorkbook({ ...sheetOf(['<c t="s"><v>__proto__</v></c>']), sharedTexts: ['a'] })),
    ).toMatchObject({ line: 2 });
  });
  it('elements may carry a prefix', async () => {
    expect(await cellsOf([inlineCell('x')], { prefix: 'x' })).toEqual(['x', '', '']);
  });
});

describe('sheets', () => {
  const acceptsHeader = (cells: readonly string[]) => cells.includes('Mã');
  const other = { name: 'Bìa', rows: [[inlineCell('Sổ theo dõi')], [inlineCell('2023')]] };
  const hidden = { name: 'Ẩn', rows: [head, [inlineCell('cũ')]], state: 'hidden' as const };
  const wanted = { name: 'Sổ', rows: [[inlineCell('SỔ THEO DÕI')], undefined, head, [inlineCell('1')]] };
  it('the first visible one with the header that is looked for, titles passed over', async () => {
    const rows = await rowsOf(makeWorkbook({ sheets: [hidden, other, wanted] }), { acceptsHeader });
    expect(rows).toEqual([
      { line: 3, cells: ['Mã', 'Tên', 'Ngày'] },
      { line: 4, cells: ['1', '', ''] },
    ]);
  });
  it('without one, the first visible one with anything in it', async () => {
    const blank = { name: 'Trống', rows: [] };
    expect((await rowsOf(makeWorkbook({ sheets: [hidden, blank, other] }), { acceptsHeader }))[0]?.cells).toEqual([
      'Sổ theo dõi',
    ]);
    expect((await rowsOf(makeWorkbook({ sheets: [blank, other] })))[0]?.cells).toEqual(['Sổ theo dõi']);
  });
  it('none visible, none filled: each has its sentence', async () => {
    expect(await errorOf(makeWorkbook({ sheets: [hidden] }))).toMatchObject({ code: 'workbook' });
    expect(await errorOf(makeWorkbook({ sheets: [{ name: 'a', rows: [] }] }))).toMatchObject({ code: 'empty' });
    expect(await errorOf(makeWorkbook({ sheets: [{ name: 'a', rows: [head] }] }))).toMatchObject({
      code: 'headerOnly',
    });
  });
});

describe('what is refused', () => {
  it('a workbook under another name', async () => {
    const workbook = makeWorkbook(sheetOf([inlineCell('1')]));
    for (const name of ['so.csv', 'so.xls', 'SO.CSV']) {
      const error = await errorOf(workbook, {}, name);
      expect(error).toMatchObject({ code: 'wrongKind', message: expect.stringContaining('bảng tính Excel (.xlsx)') });
      expect(error.message).toMatch(/^Tệp tên \.(csv|xls|CSV) nhưng nội dung là/);
    }
    expect(await rowsOf(workbook, {}, 'so.xlsm')).toHaveLength(2);
    expect(await rowsOf(workbook, {}, 'tải xuống')).toHaveLength(2);
  });
  it.each<[string, Record<string, string>, RegExp]>([
    ['a Word document', { '[Content_Types].xml': '', 'word/document.xml': '<w/>' }, /Word/],
    ['a presentation', { 'ppt/presentation.xml': '<p/>' }, /trình chiếu/],
    ['a binary workbook', { 'xl/workbook.bin': 'x' }, /xlsb/],
    [
      'an OpenDocument table',
      { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' },
      /OpenDocument/,
    ],
    ['any archive', { 'so.csv': 'a,b\n1,2' }, /tệp nén/],
  ])('%s', async (_, parts, message) => {
    for (const name of ['so.csv', 'so.xlsx']) {
      const error = await errorOf(zipParts(parts), {}, name);
      expect(error.code).toBe('wrongKind');
      expect(error.message).toMatch(message);
    }
  });
  it('a DTD, whose entities would reach outside or grow without end', async () => {
    const sheet =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>';
    const error = await errorOf(makeWorkbook({ ...sheetOf(), parts: { 'xl/worksheets/sheet1.xml': sheet } }));
    expect(error).toMatchObject({ code: 'workbook', message: expect.stringContaining('DTD') });
  });
  it.each<[string, string, RegExp?]>([
    ['broken XML', '<worksheet><sheetData><row></sheetData>'],
    ['no XML', 'xin chào'],
    ['nothing', ''],
    ['an unknown entity', '<worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>'],
    ['elements nested without end', '<a>'.repeat(100_000), /lồng nhau quá sâu/],
    [
      'one text without end',
      `<worksheet><sheetData><row><c t="str"><v>${'x'.repeat(4_000_000)}</v></c></row></sheetData></worksheet>`,
    ],
    ['one comment without end', `<worksheet><!-- ${'> '.repeat(2_000_000)}--></worksheet>`],
  ])('%s as a sheet', async (_, sheet, message = /hỏng/) => {
    const error = await errorOf(makeWorkbook({ ...sheetOf(), parts: { 'xl/worksheets/sheet1.xml': sheet } }));
    expect(error.code).toBe('workbook');
    expect(error.message).toMatch(message);
  });
  it('a sheet that is not UTF-8', async () => {
    const bytes = Buffer.from(
      '<worksheet><sheetData><row><c t="str"><v>\xd0\xe1</v></c></row></sheetData></worksheet>',
      'latin1',
    );
    expect(await errorOf(makeWorkbook({ ...sheetOf(), parts: { 'xl/worksheets/sheet1.xml': bytes } }))).toMatchObject({
      code: 'workbook',
    });
  });
  it('a part that is missing', async () => {
    const error = await errorOf(zipParts({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '<Relationships/>' }));
    expect(error).toMatchObject({ code: 'workbook', message: expect.stringContaining('xl/_rels/workbook.xml.rels') });
  });
  it('a bomb, before a byte of it is inflated', async () => {
    const bomb = makeWorkbook({
      ...sheetOf([inlineCell('1')]),
      parts: { 'xl/media/x.bin': new Uint8Array(40 * 1024 * 1024) },
    });
    expect(bomb.length).toBeLessThan(100_000);
    const before = performance.now();
    expect(await errorOf(bomb)).toMatchObject({ code: 'limit', message: expect.stringContaining('bất thường') });
    expect(performance.now() - before).toBeLessThan(1_000);
  });
  it('a part that inflates to more than it declares', async () => {
    const workbook = makeWorkbook(sheetOf([inlineCell('1'.repeat(3_000))]));
    // The size in the central directory is made smaller; the reader must stop there, not trust the stream.
    const name = strToU8('xl/worksheets/sheet1.xml');
    const at = Buffer.from(workbook).lastIndexOf(Buffer.from(name));
    new DataView(workbook.buffer).setUint32(at - 46 + 24, 100, true);
    expect(await errorOf(workbook)).toMatchObject({ code: 'workbook' });
  });
  it('what passes a limit', async () => {
    const plan = makeWorkbook({
      ...sheetOf([inlineCell('1')], [inlineCell('2')], [inlineCell('3')]),
      sharedTexts: ['x'.repeat(2_000)],
    });
    expect(await errorOf(plan, { limits: { rows: 3 } })).toMatchObject({ code: 'limit', line: 4 });
    expect(await errorOf(plan, { limits: { columns: 2 } })).toMatchObject({ code: 'limit', line: 1, column: 3 });
    expect(await errorOf(plan, { limits: { parts: 3 } })).toMatchObject({ code: 'limit' });
    expect(await errorOf(plan, { limits: { sharedTextBytes: 500 } })).toMatchObject({ code: 'limit' });
    expect(await errorOf(plan, { limits: { inflatedBytes: 500 } })).toMatchObject({ code: 'limit' });
    expect(await errorOf(plan, { limits: { fileBytes: 500 } })).toMatchObject({ code: 'limit' });
    for (const cells of [[sharedCell(0)], [inlineCell('x'.repeat(11))]]) {
      const long = makeWorkbook({ ...sheetOf(cells), sharedTexts: ['x'.repeat(2_000)] });
      expect(await errorOf(long, { limits: { cellCharacters: 10 } })).toMatchObject({
        code: 'limit',
        line: 2,
        column: 1,
      });
    }
  });
  it('any damage: rows or a TableError, never anything else', async () => {
    const sound = makeWorkbook({
      ...sheetOf([inlineCell('1'), numberCell(45082.5, 1)], [sharedCell(0)]),
      sharedTexts: ['x'],
      formats: ['dd/mm/yyyy hh:mm'],
    });
    const damage = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(sound.length), fc.boolean(), async (changes, length, cut) => {
        const bytes = sound.slice(0, cut ? length : sound.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          await rowsOf(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
      { numRuns: 600 },
    );
  });
  it('any XML in place of a sheet: rows or a TableError', async () => {
    const piece = fc.constantFrom(
      '<row r="2">',
      '</row>',
      '<c r="A2" t="s">',
      '<c t="inlineStr">',
      '</c>',
      '<v>',
      '</v>',
      '<is><t>',
      '</t></is>',
      '1',
      '&amp;',
      '&#0;',
      '&#x1F600;',
      '<f/>',
      '<![CDATA[x]]>',
      '<?p?>',
      '<c s="99" r="ZZZZ1"/>',
      '<row r="-1"/>',
      escapeXml('"'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const sheet = `<worksheet><sheetData><row r="1"><c t="str"><v>Mã</v></c></row>${pieces.join('')}</sheetData></worksheet>`;
        try {
          await rowsOf(
            makeWorkbook({ ...sheetOf(), sharedTexts: ['x'], parts: { 'xl/worksheets/sheet1.xml': sheet } }),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
