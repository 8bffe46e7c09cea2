/**
 * The finished report as outsiders read it: LibreOffice opens the Word file and the workbook, poppler reads the PDF. The
 * same numbers stand in all four files, and the workbook's formulas give what it says they give.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCell } from '../../src/core/reporting/format.ts';
import type { CellValue, ColumnModel, ReportModel } from '../../src/core/reporting/model.ts';
import { closePdfEngine, REPORT_FORMATS, type ReportFormat, writeReports } from '../../src/documents/report/index.ts';
import { printable } from '../../src/documents/report/printable.ts';
import { type ReadSheet, readDocx, readXlsx } from '../../src/documents/report/read-back.fixture.ts';
import { HOSTILE_TEXTS, hostileModel, sampleModel } from '../../src/documents/report/report-model.fixture.ts';
import { cellName } from '../../src/documents/report/spreadsheet.ts';
import { ensureDebian, OFFICE_SUITE, PDF_TOOLS } from '../support/debian.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-documents-'));

function run(command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8', timeout: 120_000, maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}${done.error?.message ?? ''}`);
  return done.stdout;
}

/** Opens a file in LibreOffice and saves it in another format. @returns the path of the new file */
function convert(file: string, to: 'pdf' | 'docx' | 'xlsx'): string {
  const out = join(folder, `to-${to}`);
  mkdirSync(out, { recursive: true });
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  run('soffice', ['--headless', profile, '--convert-to', to, '--outdir', out, file]);
  return join(out, (file.split('/').at(-1) as string).replace(/\.[^.]+$/, `.${to}`));
}

/** Takes the kept results out of all formulas, so that a reader has to calculate them. */
function withoutResults(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook);
  let removed = 0;
  const stripped = Object.fromEntries(
    Object.entries(parts).map(([name, content]) => {
      if (!/^xl\/worksheets\/sheet\d+\.xml$/.test(name)) return [name, content];
      const xml = new TextDecoder()
        .decode(content)
        .replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, (_all, formula: string) => {
          removed += 1;
          return formula;
        });
      return [name, strToU8(xml)];
    }),
  );
  if (removed < 50) throw new Error(`only ${removed} formulas found`);
  return zipSync(stripped);
}

interface Table {
  readonly form: string;
  readonly columns: readonly Pick<ColumnModel, 'key' | 'format'>[];
  /** Rows and total as numbers and texts, column by column. */
  readonly rows: readonly (readonly CellValue[])[];
  readonly total: readonly CellValue[] | null;
}

interface JsonPart {
  readonly columns: readonly Pick<ColumnModel, 'key' | 'format'>[];
  readonly rows: readonly Readonly<Record<string, CellValue>>[];
  readonly total: Readonly<Record<string, CellValue>> | null;
}

/** The tables as the JSON file gives them. */
function tablesOf(json: Uint8Array): readonly Table[] {
  const { forms } = JSON.parse(new TextDecoder().decode(json)) as {
    forms: readonly (JsonPart & { form: string; furtherParts?: readonly JsonPart[] })[];
  };
  return forms.flatMap((form) =>
    [form, ...(form.furtherParts ?? [])].map(({ columns, rows, total }) => {
      const keys = columns.slice(2).map((column) => column.key);
      const values = (row: Readonly<Record<string, CellValue>>): readonly CellValue[] =>
        keys.map((key) => row[key] ?? null);
      return {
        form: form.form,
        columns,
        rows: rows.map((row) => [row['number'] as number, row['sector'] as string, ...values(row)]),
        total: total === null ? null : values(total),
      };
    }),
  );
}

const printed = (table: Table, cells: readonly CellValue[], from = 0): readonly string[] =>
  cells.map((value, i) => printable(formatCell(value, (table.columns[i + from] as Table['columns'][number]).format)));

const dense = (text: string): string => text.replace(/[\s\u200b]+/g, '');

const written = new Map<string, ReadonlyMap<ReportFormat, Uint8Array>>();
const fileOf = (name: string, format: ReportFormat): Uint8Array => written.get(name)?.get(format) as Uint8Array;
const pathOf = (name: string, format: ReportFormat): string => join(folder, `${name}.${format}`);

beforeAll(async () => {
  ensureDebian({ ...OFFICE_SUITE, ...PDF_TOOLS });
  const models: Readonly<Record<string, ReportModel>> = { sample: sampleModel(), hostile: hostileModel() };
  for (const [name, model] of Object.entries(models)) {
    const files = await writeReports(model, REPORT_FORMATS);
    written.set(name, files);
    for (const [format, bytes] of files) writeFileSync(pathOf(name, format), bytes);
  }
}, 900_000);

afterAll(async () => {
  await closePdfEngine();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['sample', 'hostile'])('the %s report in the hands of others', (name) => {
  it('has the same rows in the Word file, as LibreOffice saves it again, and in the JSON', () => {
    const tables = readDocx(readFileSync(convert(pathOf(name, 'docx'), 'docx'))).tables.filter(
      (rows) => rows[0]?.[0] === 'STT',
    );
    const expected = tablesOf(fileOf(name, 'json'));
    expect(tables).toHaveLength(expected.length);
    expected.forEach((table, i) => {
      const rows = tables[i] as (typeof tables)[number];
      const body = rows.slice(rows.findIndex((row) => row[0] === '(1)') + 1);
      const totals = table.total === null ? [] : [['TỔNG CỘNG', ...printed(table, table.total, 2)]];
      if (table.rows.length === 0) expect(body.slice(1)).toEqual(totals);
      else expect(body).toEqual([...table.rows.map((row) => printed(table, row)), ...totals]);
    });
  });

  it('gives the same figures when LibreOffice calculates the workbook anew', () => {
    const file = join(folder, `${name}-empty.xlsx`);
    writeFileSync(file, withoutResults(fileOf(name, 'xlsx')));
    const sheets = readXlsx(readFileSync(convert(file, 'xlsx'))).slice(1);
    const expected = tablesOf(fileOf(name, 'json'));
    expect(sheets).toHaveLength(expected.length);
    let formulas = 0;
    expected.forEach((table, i) => {
      const sheet = sheets[i] as ReadSheet;
      const at = (text: string): number =>
        Number([...sheet.cells].find(([place, cell]) => /^A\d+$/.test(place) && cell.text === text)?.[0].slice(1));
      const read = (row: number, column: number): CellValue => {
        const cell = sheet.cells.get(cellName(row - 1, column));
        if (cell?.formula != null) formulas += 1;
        const percent = table.columns[column]?.format === 'percent';
        return cell?.text ?? (cell?.value == null ? null : percent ? Math.round(cell.value * 10_000) : cell.value);
      };
      const first = at('(1)') + 1;
      table.rows.forEach((row, r) => {
        expect(row.map((_, column) => read(first + r, column))).toEqual(
          row.map((value) => (typeof value === 'string' ? printable(value) : value)),
        );
      });
      if (table.total !== null) {
        expect(table.total.map((_, column) => read(at('TỔNG CỘNG'), column + 2))).toEqual(table.total);
      }
    });
    expect(formulas).toBeGreaterThan(50);
  });

  it.each([
    ['its own PDF', (report: string) => pathOf(report, 'pdf')],
    ['the Word file printed by LibreOffice', (report: string) => convert(pathOf(report, 'docx'), 'pdf')],
  ])('has the same rows in %s, read by poppler', (_what, fileFor) => {
    const text = dense(run('pdftotext', ['-raw', fileFor(name), '-']));
    for (const table of tablesOf(fileOf(name, 'json'))) {
      for (const row of table.rows) {
        const [number, label, ...figures] = printed(table, row);
        if (HOSTILE_TEXTS.some((hostile) => printable(hostile) === label)) continue;
        expect(text).toContain(dense([number, label].join('')));
        expect(text).toContain(dense(figures.join('')));
      }
      if (table.total !== null)
        expect(text).toContain(dense(['TỔNG CỘNG', ...printed(table, table.total, 2)].join('')));
    }
  });

  it('prints on A4: the text upright, each form across, no page without content', () => {
    for (const file of [pathOf(name, 'pdf'), convert(pathOf(name, 'docx'), 'pdf')]) {
      const pages = run('pdftotext', ['-raw', file, '-']).split('\f').slice(0, -1);
      const sizes = [
        ...run('pdfinfo', ['-f', '1', '-l', String(pages.length), file]).matchAll(/size:\s+([\d.]+) x ([\d.]+)/g),
      ].map(([, width, height]) => (Number(width) > Number(height) ? 'across' : 'upright'));
      expect(sizes).toHaveLength(pages.length);
      pages.forEach((page, i) => {
        expect(sizes[i]).toBe(/STT\s/.test(page) || /Biểu số II/.test(page.slice(0, 120)) ? 'across' : 'upright');
        expect(dense(page).length).toBeGreaterThan(80);
      });
    }
  });
});

describe('the workbook on paper', () => {
  it('repeats the head of each table on every page', () => {
    const pages = run('pdftotext', ['-raw', convert(pathOf('hostile', 'xlsx'), 'pdf'), '-'])
      .split('\f')
      .slice(0, -1);
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect(page).toContain('STT');
  });
});

describe('the PDF for those who check it', () => {
  it('is tagged, embeds its own font only, and runs nothing', () => {
    const info = run('pdfinfo', [pathOf('sample', 'pdf')]);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/JavaScript:\s+no/);
    expect(info).toMatch(/Title:\s+Báo cáo UBND phường Bến Mẫu Quý III năm 2023/);
    const fonts = run('pdffonts', [pathOf('sample', 'pdf')])
      .trim()
      .split('\n')
      .slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(4);
    // Name with its subset prefix, then: embedded, subset, with Unicode.
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Tinos-\w+\s.*\syes yes yes\s/);
  });
});
