/** Which tables hold figures, and which only lay text out (the two columns of a letterhead or a signature block). */
import type { TableBlock, TableCell } from './document.ts';
import { parseCell } from './numbers.ts';

/** At least two columns of which one holds a figure, or a head as forms have it. */
export function isDataTable(table: TableBlock): boolean {
  if (table.rowCount < 2 || table.columnCount < 2) return false;
  if (table.columnCount >= 3 && table.cells.some((cell) => /^\s*(?:stt|tt|số tt)\s*$/iu.test(cell.text))) return true;
  const figures = table.cells.filter((cell) => parseCell(cell.text) !== null).length;
  return table.columnCount >= 3 ? figures >= 2 : figures >= 3 && figures * 3 >= table.cells.length;
}

/** The cell that covers each place of the grid; null where nothing does. */
export function gridOf(table: TableBlock): readonly (readonly (TableCell | null)[])[] {
  const grid: (TableCell | null)[][] = Array.from({ length: table.rowCount }, () =>
    new Array<TableCell | null>(table.columnCount).fill(null),
  );
  for (const cell of table.cells) {
    for (let r = cell.row; r < Math.min(table.rowCount, cell.row + cell.rowSpan); r += 1) {
      for (let c = cell.column; c < Math.min(table.columnCount, cell.column + cell.columnSpan); c += 1) {
        (grid[r] as (TableCell | null)[])[c] = cell;
      }
    }
  }
  return grid;
}
