import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptNames, ledgerLineArbitrary } from '../../../test/support/ledger-arbitrary.ts';
import { generateLedger, printLedgerCsv } from '../../../test/support/ledger-generator.ts';
import { ledgerTable } from '../../../test/support/ledger-printer.ts';
import { inlineCell, makeWorkbook, numberCell, sharedCell } from '../../../test/support/workbook-writer.ts';
import { LEDGER_COLUMN_KEYS, LEDGER_COLUMNS } from '../../core/ledger/columns.ts';
import { looksLikeLedgerHeader, recogniseHeader } from '../../core/ledger/header.ts';
import { type LedgerLine, parseLedgerLine } from '../../core/ledger/line.ts';
import { reportingPeriod } from '../../core/reporting/period.ts';
import { foldMarks } from '../../core/text/fold.ts';
import { type PlainDate, toEpochDay } from '../../core/time/plain-date.ts';
import { readTable } from './read-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'motcua-ledger-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
/** Every line of a ledger file; throws where a row has a problem. */
async function read(content: string | Uint8Array, extension: 'csv' | 'xlsx'): Promise<LedgerLine[]> {
  files += 1;
  const file = path.join(folder, `${files}.${extension}`);
  await writeFile(file, content);
  const lines: LedgerLine[] = [];
  let header: ReturnType<typeof recogniseHeader> | undefined;
  for await (const batch of readTable(file, { acceptsHeader: looksLikeLedgerHeader })) {
    for (const row of batch) {
      if (header === undefined) {
        header = recogniseHeader(row.cells);
        expect(header.missing).toEqual([]);
        continue;
      }
      const result = parseLedgerLine(header, row.cells, row.line);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      lines.push(result.line);
    }
  }
  await rm(file);
  return lines;
}

const ledger = fc.array(ledgerLineArbitrary, { minLength: 1, maxLength: 5 });
const columns = fc.shuffledSubarray([...LEDGER_COLUMN_KEYS], { minLength: LEDGER_COLUMN_KEYS.length });
const layout = fc.record({
  columns,
  keptColumns: fc.constant([...keptNames]),
  writeName: fc.constantFrom<((name: string) => string)[]>(
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => foldMarks(name),
    (name) => name.normalize('NFD'),
    (name) => ` ${name} `,
  ),
});

describe('a ledger that was written', () => {
  it('as CSV in any dialect reads back equal', async () => {
    const dialect = fc.record({
      separator: fc.constantFrom<(',' | ';' | '\t')[]>(',', ';', '\t'),
      byteOrderMark: fc.boolean(),
      quoteAll: fc.boolean(),
      ends: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 3 }),
      title: fc.constantFrom('', 'SỔ THEO DÕI HỒ SƠ\r\n\r\n', '"Đơn vị: phường, Quý III; 2023"||\n'),
    });
    await fc.assert(
      fc.asyncProperty(ledger, layout, dialect, async (lines, how, { ends, title, ...options }) => {
        const lineEnd = (line: number) => ends[line % ends.length] as string;
        const printed = printLedgerCsv(lines, { ...how, ...options, lineEnd });
        const above = title.replaceAll('|', options.separator);
        const text = options.byteOrderMark ? `\ufeff${above}${printed.slice(1)}` : above + printed;
        expect(await read(text, 'csv')).toEqual(lines);
      }),
      { numRuns: 250 },
    );
  });

  it('as a workbook, whatever way its cells are written, reads back equal', async () => {
    const way = fc.record({
      texts: fc.constantFrom('inline', 'shared'),
      numbers: fc.boolean(),
      date1904: fc.boolean(),
      format: fc.constantFrom<(string | number)[]>(
        'dd/mm/yyyy\\ hh:mm',
        22,
        'yyyy-mm-dd hh:mm:ss;@',
        '[$-42A]d/m/yyyy h:mm',
      ),
    });
    await fc.assert(
      fc.asyncProperty(ledger, layout, way, async (lines, how, { texts, numbers, date1904, format }) => {
        const shared: string[] = [];
        const rows = [...ledgerTable(lines, how)].map((cells, row) =>
          cells.map((cell, column) => {
            const key = how.columns[column];
            const serial = row === 0 || key === undefined || !key.endsWith('At') ? undefined : serialOf(cell, date1904);
            if (numbers && serial !== undefined) return numberCell(serial, 1);
            if (numbers && row > 0 && key === 'feeDue') return numberCell(cell);
            if (cell === '') return '<c/>';
            return texts === 'inline' ? inlineCell(cell) : sharedCell(shared.push(cell) - 1);
          }),
        );
        const workbook = makeWorkbook({
          sheets: [{ name: 'Sổ', rows }],
          sharedTexts: shared,
          formats: [format],
          date1904,
        });
        expect(await read(workbook, 'xlsx')).toEqual(lines);
      }),
      { numRuns: 250 },
    );
  });

  it('as a workbook by another program reads back equal', async () => {
    const period = reportingPeriod('2024-Q1');
    const lines = [...generateLedger({ rows: 300, seed: 3, unitAgency: 'H32.22.18', period })];
    const rows = [...ledgerTable(lines)];
    expect(await read(await writeXlsx({ sheets: [{ name: 'Sổ theo dõi', rows }] }), 'xlsx')).toEqual(lines);
    const dated = rows.map((cells, row) =>
      cells.map((cell, column) => {
        const key = LEDGER_COLUMNS[column]?.key ?? '';
        if (row === 0 || cell === '' || !key.endsWith('At')) return cell;
        return new Date(`${cell.slice(6, 10)}-${cell.slice(3, 5)}-${cell.slice(0, 2)}T${cell.slice(11)}:00Z`);
      }),
    );
    const sheet = { name: 'Sổ', rows: dated, columns: LEDGER_COLUMNS.map(() => ({ numFmt: 'dd/mm/yyyy hh:mm' })) };
    expect(await read(await writeXlsx({ sheets: [sheet] }), 'xlsx')).toEqual(lines);
  });

  it('as 100,001 rows with mixed line ends loses none', async () => {
    const plan = { rows: 100_001, seed: 11, unitAgency: 'H32.22.18', period: reportingPeriod('2023-Q3') };
    const text = printLedgerCsv(generateLedger(plan), { lineEnd: (line) => (line % 3 === 0 ? '\n' : '\r\n') });
    const lines = await read(text, 'csv');
    expect(lines).toHaveLength(100_001);
    expect(new Set(lines.map((line) => line.dossierCode)).size).toBe(100_001);
    const originals = generateLedger(plan);
    for (const line of lines) {
      const original = originals.next().value as LedgerLine;
      if (line.dossierCode !== original.dossierCode || line.resolvedAt !== original.resolvedAt)
        expect(line).toEqual(original);
    }
  });
});

/** Days since the first day of either system, with the minute as a fraction, as spreadsheets keep them. */
function serialOf(cell: string, date1904: boolean): number | undefined {
  if (cell === '') return undefined;
  const date = `${cell.slice(6, 10)}-${cell.slice(3, 5)}-${cell.slice(0, 2)}` as PlainDate;
  const minute = Number(cell.slice(11, 13)) * 60 + Number(cell.slice(14));
  return toEpochDay(date) + (date1904 ? 24_107 : 25_569) + minute / 1440;
}
