/** Tables as they are laid out: columns of shares, row numbers, printed formulas, words where figures belong. */
import { BLANK_QUOTE, cellAnchor, cellEvidence, type RuleContext } from '../context.ts';
import type { Evidence } from '../finding.ts';
import { isMisgroupedCell } from '../numbers.ts';
import { formatPercent, roundsTo, truncatesTo } from '../ratio.ts';
import type { AnalysedTable, PrintedFormula, TableColumn, TableRow } from '../tables.ts';
import { written } from './meaning.ts';
import { evidenceOf, figuresColumns, isShare, short } from './table-equations.ts';

export function checkTableLayout(context: RuleContext): void {
  for (const table of context.tables) {
    percentages(context, table);
    rowNumbers(context, table);
    printedFormulas(context, table);
    wordsForFigures(context, table);
  }
}

/** R01 in tables: a column of shares whose two parts are found in the same table. */
function percentages(context: RuleContext, table: AnalysedTable): void {
  const columns = figuresColumns(table);
  for (const share of columns.filter(isShare)) {
    const rows = table.rows.filter(
      (row) => row.figures[share.index]?.percent !== null && row.figures[share.index]?.percent !== undefined,
    );
    if (rows.length < 3) continue;
    const counts = columns.filter((column) => !isShare(column));
    const fits = (row: TableRow, a: TableColumn, b: TableColumn): boolean => {
      const percent = row.figures[share.index]?.percent;
      const n = row.figures[a.index]?.value;
      const d = row.figures[b.index]?.value;
      if (percent === null || percent === undefined || n === null || n === undefined || d === null || d === undefined)
        return false;
      return d === 0 ? percent.digits === 0 : Number.isInteger(n) && Number.isInteger(d) && roundsTo(n, d, percent);
    };
    let best: { a: TableColumn; b: TableColumn; held: number } | null = null;
    for (const a of counts)
      for (const b of counts) {
        if (a === b) continue;
        const held = rows.filter((row) => fits(row, a, b)).length;
        if (held > (best?.held ?? 0)) best = { a, b, held };
      }
    if (best === null || best.held * 3 < rows.length * 2) continue;
    for (const row of rows) {
      if (fits(row, best.a, best.b)) continue;
      const percent = row.figures[share.index]?.percent;
      const n = row.figures[best.a.index]?.value ?? 0;
      const d = row.figures[best.b.index]?.value ?? 0;
      if (percent === null || percent === undefined) continue;
      const cut = Number.isInteger(n) && Number.isInteger(d) && d > 0 && truncatesTo(n, d, percent);
      context.add(
        cut ? 'R03' : 'R01',
        `${table.place}, ${row.name}, ${share.name} ghi ${formatPercent(percent)} nhưng ${short(best.a)}/${short(best.b)} = ${written(n)}/${written(d)}${cut ? ' làm tròn ra số khác (đã cắt bỏ phần thập phân)' : ' không ra tỷ lệ đó'}`,
        evidenceOf(table, row, [share, best.a, best.b]),
      );
    }
  }
}

/** N01: row numbers used twice or left out. */
function rowNumbers(context: RuleContext, table: AnalysedTable): void {
  const numbered = table.rows.flatMap((row) => {
    const match = /^(\d{1,3})[.)]?$/.exec(row.number);
    return row.kind === 'body' && match !== null && row.numberCell !== null
      ? [{ row, cell: row.numberCell, number: Number(match[1]) }]
      : [];
  });
  let expected = 1;
  for (const [i, { row, cell, number }] of numbered.entries()) {
    // Some forms begin again under each group of rows, some go on.
    const behindGroup = table.rows[table.rows.indexOf(row) - 1]?.kind === 'group';
    if (number === expected || (behindGroup && number === 1)) {
      expected = number + 1;
      continue;
    }
    const before = numbered[i - 1];
    const evidence: Evidence = {
      quote: cell.text.trim(),
      place: `${table.place}, ${row.name}, cột STT`,
      anchor: cellAnchor(table.block, cell.row, cell.column, 0, cell.text.length),
    };
    context.add(
      'N01',
      before?.number === number
        ? `${table.place}: số thứ tự ${number} dùng hai lần (${before.row.label} và ${row.label}), hàng sau phải là ${expected}`
        : `${table.place}: số thứ tự ${number} (${row.label}) không liên tục, phải là ${expected}`,
      [evidence],
    );
    // One slip among right numbers is one finding; a jump that goes on is one too.
    expected = numbered[i + 1]?.number === number + 1 ? number + 1 : expected + 1;
  }
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && [...a].sort((x, y) => x - y).every((value, i) => value === [...b].sort((x, y) => x - y)[i]);

/** N04: a printed formula with a typing slip; F07: column numbers or formulas that are not the form's. */
function printedFormulas(context: RuleContext, table: AnalysedTable): void {
  let last = 0;
  const byNumber = new Set<number>();
  for (const column of table.columns) {
    const formula = column.formula;
    if (formula === null) continue;
    const evidence = formulaEvidence(table, column, formula);
    if (formula.mistyped)
      context.add('N04', `${table.place}: công thức «${formula.cell.text.trim()}» gõ thiếu hoặc thừa dấu ngoặc`, [
        evidence,
      ]);
    const previous = last;
    last = formula.target;
    if (byNumber.has(formula.target) || (previous > 0 && formula.target !== previous + 1)) {
      context.add(
        'F07',
        `${table.place}: số hiệu cột (${formula.target}) không liên tục, sau (${previous}) phải là (${previous + 1})`,
        [evidence],
      );
    }
    byNumber.add(formula.target);
    const content = column.definition?.content;
    if (content === undefined || column.definition === null || table.part === null) continue;
    const expected =
      content.kind === 'sum'
        ? content.of.flatMap((key) => table.part?.columns.find((c) => c.key === key)?.number ?? [])
        : [];
    if (content.kind === 'sum' && formula.plus.length > 0 && !same(expected, formula.plus)) {
      context.add(
        'F07',
        `${table.place}: công thức «${formula.cell.text.trim()}» khác mẫu biểu: (${formula.target}) = ${expected.map((n) => `(${n})`).join('+')}`,
        [evidence],
      );
    } else if ((content.kind === 'indicator' || content.kind === 'blank') && formula.plus.length > 0) {
      context.add(
        'F07',
        `${table.place}: cột (${formula.target}) của mẫu biểu không có công thức, nhưng in «${formula.cell.text.trim()}»`,
        [evidence],
      );
    }
  }
}

function formulaEvidence(table: AnalysedTable, column: TableColumn, formula: PrintedFormula): Evidence {
  const text = formula.cell.text.trim();
  return {
    quote: text === '' ? BLANK_QUOTE : text,
    place: `${table.place}, dòng số hiệu cột, ${column.name}`,
    anchor: cellAnchor(table.block, formula.cell.row, formula.cell.column, 0, formula.cell.text.length),
  };
}

/** E07: words where a figure belongs, in a column of a known form. N05: a figure grouped as no number is. N03: `00` in a cell. */
function wordsForFigures(context: RuleContext, table: AnalysedTable): void {
  for (const row of table.rows) {
    for (const column of figuresColumns(table)) {
      const figure = row.figures[column.index];
      if (figure === null || figure === undefined) continue;
      if (figure.value === null && isMisgroupedCell(figure.cell.text)) {
        context.add(
          'N05',
          `${table.place}, ${row.name}, ${column.name} ghi «${figure.cell.text.trim()}», không phải cách viết của một số: mỗi nhóm sau dấu chấm phải đủ ba chữ số`,
          [cellEvidence(table, row, column, figure)],
        );
      } else if (
        !figure.blank &&
        figure.value === null &&
        table.form !== null &&
        !/không phát sinh|không|\//iu.test(figure.cell.text)
      ) {
        context.add(
          'E07',
          `${table.place}, ${row.name}, ${column.name} ghi «${figure.cell.text.trim()}», không phải số`,
          [cellEvidence(table, row, column, figure)],
        );
      } else if (figure.padded) {
        context.add(
          'N03',
          `${table.place}, ${row.name}, ${column.name} ghi «${figure.cell.text.trim()}»; số không có số 0 ở đầu`,
          [cellEvidence(table, row, column, figure)],
        );
      }
    }
  }
}
