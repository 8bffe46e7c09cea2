import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FormPartModel } from '../../core/reporting/model.ts';
import { column, part06a } from './forms.fixture.ts';
import { printable } from './printable.ts';
import { find, parseXml, type ReadSheet, readXlsx, textOf } from './read-back.fixture.ts';
import { HOSTILE_TEXTS, hostileModel, sampleModel } from './report-model.fixture.ts';
import { cellName, columnLetters, sheetNames } from './spreadsheet.ts';
import { INDICATOR_SHEET, writeReportXlsx } from './xlsx.ts';

/** The row, from 1, whose first cell is this text. */
function rowOf(sheet: ReadSheet, text: string): number {
  const found = [...sheet.cells].find(([name, cell]) => /^A\d+$/.test(name) && cell.text === text);
  if (found === undefined) throw new Error(`no row ${text}`);
  return Number(found[0].slice(1));
}

const sheetNamed = (sheets: readonly ReadSheet[], name: string): ReadSheet =>
  sheets.find((sheet) => sheet.name === name) as ReadSheet;

/** Scaled as the sheet stores it: percentages as shares. */
function expectedValue(part: FormPartModel, key: string, value: unknown): unknown {
  const format = part.columns.find((c) => c.key === key)?.format;
  return typeof value === 'number' && format === 'percent' ? value / 10_000 : value;
}

describe('the report as a workbook', () => {
  it('has a sheet of indicators and one a form part', async () => {
    const sheets = readXlsx(await writeReportXlsx(sampleModel()));
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      INDICATOR_SHEET,
      'II.04',
      'II.05a',
      'II.06a',
      'II.07b-I',
      'II.07b-II',
    ]);
  });

  it('holds every figure of every form as a number', async () => {
    const model = sampleModel();
    const sheets = readXlsx(await writeReportXlsx(model)).slice(1);
    model.forms
      .flatMap((form) => form.parts)
      .forEach((part, i) => {
        const sheet = sheets[i] as ReadSheet;
        const first = rowOf(sheet, '(1)') + 1;
        part.rows.forEach((row, r) => {
          part.columns.forEach((c, index) => {
            const cell = sheet.cells.get(cellName(first - 1 + r, index));
            const value = index === 0 ? row.number : index === 1 ? row.label : (row.cells[c.key] ?? null);
            expect(cell?.value ?? cell?.text ?? null).toBe(expectedValue(part, c.key, value));
          });
        });
        part.columns.slice(2).forEach((c, index) => {
          if (part.total === null) return;
          const cell = sheet.cells.get(cellName(rowOf(sheet, 'TỔNG CỘNG') - 1, index + 2));
          expect(cell?.value ?? null).toBe(part.total.cells[c.key] ?? null);
        });
      });
  });

  it('computes the equations of the forms by live formulas', async () => {
    const sheets = readXlsx(await writeReportXlsx(sampleModel()));
    const form = sheetNamed(sheets, 'II.06a');
    const first = rowOf(form, '(1)') + 1;
    const total = rowOf(form, 'TỔNG CỘNG');
    expect(form.cells.get(`C${first}`)).toEqual({
      text: null,
      value: 0,
      formula: `SUM(D${first},E${first},F${first})`,
    });
    expect(form.cells.get(`G${first + 7}`)).toEqual({
      text: null,
      value: 297,
      formula: `SUM(H${first + 7},I${first + 7},J${first + 7})`,
    });
    expect(form.cells.get(`K${first}`)?.formula).toBe(`SUM(L${first},M${first})`);
    expect(form.cells.get(`D${first}`)?.formula).toBeNull();
    expect(form.cells.get(`O${total}`)).toEqual({ text: null, value: 2, formula: `SUM(O${first}:O${total - 1})` });
    const costs = sheetNamed(sheets, 'II.04');
    const row = rowOf(costs, '(1)') + 1;
    expect(costs.cells.get(`F${row}`)).toEqual({ text: null, value: 6970500, formula: `D${row}-E${row}` });
    expect(costs.cells.get(`G${row}`)).toEqual({ text: null, value: 0.1885, formula: `ROUND(F${row}/D${row},4)` });
    expect(costs.cells.get(`G${row + 2}`)).toEqual({ text: null, value: null, formula: null });
  });

  it("keeps the report's own figure where an equation does not hold", async () => {
    const [first, ...rest] = part06a().rows as [ReturnType<typeof part06a>['rows'][number]];
    const broken = { ...part06a(), rows: [{ ...first, cells: { ...first.cells, 3: 7 } }, ...rest] };
    const [form] = sampleModel().forms;
    const model = sampleModel({
      forms: [{ ...(form as NonNullable<typeof form>), shortCode: 'II.06a', parts: [broken] }],
    });
    const sheet = sheetNamed(readXlsx(await writeReportXlsx(model)), 'II.06a');
    const at = rowOf(sheet, '(1)') + 1;
    expect(sheet.cells.get(`C${at}`)).toEqual({ text: null, value: 7, formula: null });
    // The total of that column no longer is the sum of the rows: it is computed from its own row instead.
    expect(sheet.cells.get(`C${rowOf(sheet, 'TỔNG CỘNG')}`)).toMatchObject({
      value: 1996,
      formula: expect.stringContaining('SUM(D'),
    });
  });

  it('merges the head as the form does and repeats it on every page', async () => {
    const bytes = await writeReportXlsx(sampleModel());
    const form = sheetNamed(readXlsx(bytes), 'II.06a');
    const top = rowOf(form, 'STT');
    for (const [from, to, height] of [
      ['A', 'A', 3],
      ['B', 'B', 3],
      ['C', 'F', 1],
      ['G', 'J', 1],
      ['K', 'N', 1],
      ['O', 'O', 3],
    ] as const) {
      expect(form.merges).toContain(`${from}${top}:${to}${top + height - 1}`);
    }
    expect(form.merges).toContain(`D${top + 1}:E${top + 1}`);
    expect(form.merges).toContain(`A${rowOf(form, 'TỔNG CỘNG')}:B${rowOf(form, 'TỔNG CỘNG')}`);
    const titles = find(parseXml(unzipSync(bytes)['xl/workbook.xml']), 'definedName').map(textOf);
    expect(titles).toContain(`'II.06a'!$${top}:$${top + 3}`);
    expect(titles).toContain(`'${INDICATOR_SHEET}'!$5:$5`);
    // Excel takes a workbook for damaged in which such a name stands without apostrophes.
    for (const title of titles) expect(title).toMatch(/^'([^']|'')+'!\$\d+:\$\d+$/);
    const page = find(form.xml, 'pageSetup')[0]?.attributes;
    expect(page).toMatchObject({ paperSize: '9', orientation: 'landscape', fitToWidth: '1' });
  });

  it('gives every row of a head enough height for its text', async () => {
    const form = sheetNamed(readXlsx(await writeReportXlsx(sampleModel())), 'II.06a');
    const top = rowOf(form, 'STT');
    const heights = find(form.xml, 'row')
      .filter(({ attributes }) => {
        const at = Number(attributes['r']);
        return at >= top && at < top + 3;
      })
      .map(({ attributes }) => Number(attributes['ht']));
    expect(heights).toHaveLength(3);
    // "Trực tiếp, dịch vụ bưu chính" takes at least three lines of 11 points in its narrow column.
    expect(heights[2]).toBeGreaterThan(3 * 11);
  });

  it('explains every indicator, ratios by a formula over their parts', async () => {
    const model = sampleModel();
    const [sheet] = readXlsx(await writeReportXlsx(model)) as [ReadSheet];
    const first = rowOf(sheet, 'STT') + 1;
    const shown = model.indicators.map((_, i) =>
      ['B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'].map((letter) => {
        const cell = sheet.cells.get(`${letter}${first + i}`);
        return cell?.text ?? cell?.value ?? null;
      }),
    );
    expect(shown).toEqual(
      model.indicators.map((one) => [
        one.label,
        one.unit,
        one.kind === 'ratio' && one.value !== null ? one.value / 10_000 : one.value,
        one.numerator ?? null,
        one.denominator ?? null,
        one.denominatorName ?? '',
        one.explanation,
        one.id,
      ]),
    );
    expect(sheet.cells.get(`D${first + 2}`)?.formula).toBe(`ROUND(E${first + 2}/F${first + 2},4)`);
    expect(sheet.cells.get(`D${first + 3}`)).toEqual({ text: null, value: null, formula: null });
  });

  it('names a sheet with an apostrophe as Excel wants it', async () => {
    const [form] = sampleModel().forms;
    const model = sampleModel({ forms: [{ ...(form as NonNullable<typeof form>), shortCode: "Biểu d'ấu & 1!" }] });
    const bytes = await writeReportXlsx(model);
    expect(readXlsx(bytes)[1]?.name).toBe("Biểu d'ấu & 1");
    const titles = find(parseXml(unzipSync(bytes)['xl/workbook.xml']), 'definedName').map(textOf);
    expect(titles[1]).toMatch(/^'Biểu d''ấu & 1'!/);
  });

  it('writes text as text, whatever it begins with', async () => {
    const sheets = readXlsx(await writeReportXlsx(hostileModel()));
    const cells = sheets.flatMap((sheet) => [...sheet.cells.values()]);
    for (const text of HOSTILE_TEXTS)
      expect(cells.some((cell) => cell.text === printable(text) && cell.formula === null)).toBe(true);
    for (const { formula } of cells)
      if (formula !== null)
        expect(formula).toMatch(
          /^(SUM\([A-Z]+\d+([:,][A-Z]+\d+)*\)|[A-Z]+\d+-[A-Z]+\d+|ROUND\([A-Z]+\d+\/[A-Z]+\d+,4\))$/,
        );
    const labels = sheets
      .flatMap((sheet) => [...sheet.cells].filter(([name]) => name.startsWith('B')))
      .filter(([, cell]) => cell.text?.startsWith('Lĩnh vực thử nghiệm'));
    expect(labels).toHaveLength(300);
  });

  it('gives the same bytes again, dated by the report', async () => {
    const [first, second] = [await writeReportXlsx(hostileModel()), await writeReportXlsx(hostileModel())];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(new TextDecoder().decode(unzipSync(first)['docProps/core.xml'])).toContain('2023-09-15T01:30:00Z');
  });
});

describe('names in a workbook', () => {
  it('leave out what a sheet name may not have and never repeat', () => {
    expect(sheetNames(['II.06a', 'ii.06A', 'a/b:c?', '', '[]', `${'x'.repeat(40)}`, "'nháy'"])).toEqual([
      'II.06a',
      'ii.06A (2)',
      'a b c',
      'Biểu',
      'Biểu (2)',
      'x'.repeat(31),
      'nháy',
    ]);
    expect(sheetNames(Array(12).fill('y'.repeat(40))).every((name) => name.length <= 31)).toBe(true);
  });

  it('count columns in letters', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
    expect(cellName(9, 3)).toBe('D10');
    expect(column('1', 1, 1).key).toBe('1');
  });
});
