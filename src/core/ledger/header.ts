/** Recognising the header of a ledger: which column stands where. */
import { foldWords, normaliseTonePlacement } from '../text/fold.ts';
import { cleanCell } from './cell-text.ts';
import { LEDGER_COLUMNS, type LedgerColumn, type LedgerColumnKey } from './columns.ts';

/** Tiêu đề sổ, recognised. */
export interface LedgerHeader {
  /** Position (from 0) of each column that was found. */
  readonly index: Readonly<Partial<Record<LedgerColumnKey, number>>>;
  /** Columns that no one knows; their cells are kept under this name, made unique where two are the same. */
  readonly unknown: readonly { readonly position: number; readonly name: string }[];
  /** Vietnamese names of required columns that are absent. Not empty: the file cannot be read. */
  readonly missing: readonly string[];
  /** Vietnamese names of columns that stand there more than once. Not empty: the file cannot be read. */
  readonly duplicated: readonly string[];
  /** Optional columns that are absent, and what is lost without them. */
  readonly lost: readonly { readonly name: string; readonly without: string }[];
  /** Number of cells of the header, blank ones at its end not counted. */
  readonly width: number;
}

/** The longest name of a column, in characters; longer ones are cut. */
const LONGEST_NAME = 200;

const COLUMN_BY_NAME: ReadonlyMap<string, LedgerColumn> = new Map(
  LEDGER_COLUMNS.flatMap((column) => [column.name, ...column.otherNames].map((name) => [foldWords(name), column])),
);

/**
 * Recognises the header (dòng tiêu đề) of a ledger: any order, any case, with or without marks, NFC or NFD, whatever
 * the spaces and punctuation. Unknown columns are reported, to be kept; see {@link headerProblems} for what stops a file.
 */
export function recogniseHeader(cells: readonly string[]): LedgerHeader {
  const index: Partial<Record<LedgerColumnKey, number>> = {};
  const duplicated = new Set<string>();
  const unknown: { position: number; name: string }[] = [];
  const names = new Set<string>();
  let width = cells.length;
  while (width > 0 && foldWords(cells[width - 1] as string) === '') width -= 1;

  for (let position = 0; position < width; position += 1) {
    const column = COLUMN_BY_NAME.get(foldWords(cells[position] as string));
    if (column === undefined) {
      const name = uniqueName(cells[position] as string, position, names);
      names.add(name);
      unknown.push({ position, name });
    } else if (index[column.key] === undefined) {
      index[column.key] = position;
    } else {
      duplicated.add(column.name);
    }
  }
  const absent = LEDGER_COLUMNS.filter((column) => index[column.key] === undefined);
  return {
    index,
    unknown,
    missing: absent.filter((column) => column.required).map((column) => column.name),
    duplicated: [...duplicated],
    lost: absent.filter((column) => !column.required).map(({ name, without }) => ({ name, without })),
    width,
  };
}

function uniqueName(cell: string, position: number, taken: ReadonlySet<string>): string {
  const cleaned = cleanCell(cell);
  const text = typeof cleaned === 'string' ? cleaned.slice(0, LONGEST_NAME) : '';
  const name = text === '' ? `(cột ${position + 1} không tên)` : normaliseTonePlacement(text);
  if (!taken.has(name)) return name;
  for (let copy = 2; ; copy += 1) if (!taken.has(`${name} (${copy})`)) return `${name} (${copy})`;
}

/**
 * Whether a row of cells is meant as the header of a ledger: at least half of the required columns are in it. So that a
 * header with one column missing is found and the missing one named, rather than the title line above it.
 */
export function looksLikeLedgerHeader(cells: readonly string[]): boolean {
  if (cells.length < 3) return false;
  const { missing } = recogniseHeader(cells);
  return missing.length <= LEDGER_COLUMNS.filter((column) => column.required).length / 2;
}

/** What stops a file with this header: one Vietnamese sentence each. Empty where it can be read. */
export function headerProblems(header: LedgerHeader): string[] {
  const problems: string[] = [];
  if (header.missing.length > 0) {
    const reasons = LEDGER_COLUMNS.filter((column) => header.missing.includes(column.name))
      .map((column) => `«${column.name}» (${column.without})`)
      .join(', ');
    problems.push(
      `Thiếu cột bắt buộc: ${reasons}. Thêm cột vào dòng tiêu đề, hoặc đổi tên cột tương ứng cho đúng rồi nhập lại.`,
    );
  }
  if (header.duplicated.length > 0) {
    const names = header.duplicated.map((name) => `«${name}»`).join(', ');
    problems.push(`Cột ${names} có nhiều hơn một lần. Giữ lại một cột, đổi tên hoặc xóa các cột còn lại rồi nhập lại.`);
  }
  return problems;
}
