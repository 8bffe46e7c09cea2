/**
 * Tables with figures (bảng số liệu): head rows to one path per column, the row of column numbers read as formulas, body,
 * group and total rows told apart, the statutory form recognised by its code.
 */
import type { ColumnDefinition, FormDefinition, FormPartDefinition } from '../reporting/definition.ts';
import { canonical, canonicalLabel } from './canonical.ts';
import type { DocumentModel, TableBlock, TableCell } from './document.ts';
import { facetSetOf, type Vocabulary, withFacet } from './facets.ts';
import type { IndicatorIndex } from './indicator-index.ts';
import { type Percent, parseCell } from './numbers.ts';
import type { TextUnit } from './outline.ts';
import { gridOf, isDataTable } from './table-shape.ts';

/** `(3)=(4)+(5)+(6)` as printed under the head. */
export interface PrintedFormula {
  readonly target: number;
  readonly plus: readonly number[];
  readonly minus: readonly number[];
  /** Brackets do not match. */
  readonly mistyped: boolean;
  /** Has a division: not a sum. */
  readonly quotient: boolean;
  readonly cell: TableCell;
}

export interface TableColumn {
  readonly index: number;
  readonly number: number | null;
  readonly path: readonly string[];
  readonly formula: PrintedFormula | null;
  readonly definition: ColumnDefinition | null;
  readonly candidates: readonly string[];
  readonly role: 'rowNumber' | 'rowLabel' | 'figure' | 'text';
  /** `cột (3)`, `cột «Dừng tính»` */
  readonly name: string;
}

export interface TableFigure {
  readonly cell: TableCell;
  /** Null for a blank or for words. */
  readonly value: number | null;
  readonly percent: Percent | null;
  readonly padded: boolean;
  readonly blank: boolean;
}

export interface TableRow {
  readonly index: number;
  readonly kind: 'body' | 'group' | 'total';
  readonly number: string;
  readonly numberCell: TableCell | null;
  readonly label: string;
  readonly figures: readonly (TableFigure | null)[];
  /** `hàng 8 Hộ tịch` */
  readonly name: string;
}

export interface AnalysedTable {
  readonly block: number;
  /** `Biểu II.06a`, `bảng 2` */
  readonly place: string;
  readonly formCode: string | null;
  readonly form: FormDefinition | null;
  readonly part: FormPartDefinition | null;
  /** The unit that names the form. */
  readonly formUnit: TextUnit | null;
  /** Lines between the form's name (or the previous table) and the table. */
  readonly head: readonly TextUnit[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableReading {
  readonly vocabulary: Vocabulary;
  readonly index: IndicatorIndex;
  readonly totalLabels: readonly string[];
  /** The form of this short code for the report's period, if the law has one. */
  readonly formFor: (shortCode: string) => FormDefinition | null;
}

export const FORM_CODE = /(?<![\p{L}\p{N}])(i{1,3})\.\s?(\d{2})\s?([a-e])?(?:\/vpcp\/kstt)?(?![\p{L}\p{N}])/iu;
const NAMES_FORM = /^[\s*(]*biểu(?: mẫu)?(?: số)?:?\s*i{1,3}\.\s?\d{2}/u;

/** `II.06a` from any way of writing it. */
export function shortCodeIn(text: string): string | null {
  return shortCodesIn(text)[0] ?? null;
}

/** Every form code of a text, in order. */
export function shortCodesIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(FORM_CODE, 'giu'))].map(
    ([, part, number, letter]) => `${(part as string).toUpperCase()}.${number}${(letter ?? '').toLowerCase()}`,
  );
}

export function readTables(
  model: DocumentModel,
  units: readonly TextUnit[],
  reading: TableReading,
): readonly AnalysedTable[] {
  const tables: AnalysedTable[] = [];
  let previous = -1;
  for (const block of model.blocks) {
    if (block.kind !== 'table' || !isDataTable(block)) continue;
    const between = units.filter((unit) => unit.afterTable === previous && unit.anchor.block < block.index);
    const named = [...between]
      .reverse()
      .find((unit) => NAMES_FORM.test(unit.canonical) && shortCodeIn(unit.text) !== null && !isListed(unit, units));
    const last = tables.at(-1);
    const continues =
      named === undefined && last?.formCode !== undefined && last.formCode !== null && between.length <= 4;
    const formCode = named !== undefined ? shortCodeIn(named.text) : continues ? last.formCode : null;
    const head = named !== undefined ? between.filter((unit) => unit.index > named.index) : between.slice(-5);
    tables.push(
      analyse(block, tables.length + 1, formCode, named ?? (continues ? last.formUnit : null), head, reading),
    );
    previous = block.index;
  }
  return tables;
}

/** A code in the list of attachments names no table of its own. */
function isListed(unit: TextUnit, units: readonly TextUnit[]): boolean {
  const next = units[unit.index + 1];
  const before = units[unit.index - 1];
  return (
    unit.marker === 'arabic' ||
    (next !== undefined && NAMES_FORM.test(next.canonical)) ||
    (before !== undefined && before.marker === 'arabic' && NAMES_FORM.test(before.canonical))
  );
}

function analyse(
  block: TableBlock,
  ordinal: number,
  formCode: string | null,
  formUnit: TextUnit | null,
  head: readonly TextUnit[],
  reading: TableReading,
): AnalysedTable {
  const grid = gridOf(block);
  const numberRow = findNumberRow(grid);
  const firstBody = numberRow === null ? firstBodyRow(grid) : numberRow + 1;
  const headRows = numberRow ?? firstBody;
  // A head without a single merged cell was typed cell by cell: its blanks stand for merges, as in plain text.
  const merged =
    block.mergesKnown &&
    grid
      .slice(0, headRows)
      .some((row) => row.some((cell) => cell !== null && (cell.columnSpan > 1 || cell.rowSpan > 1)));
  const paths = merged ? mergedPaths(grid, headRows, block.columnCount) : blankPaths(grid, headRows, block.columnCount);
  const form = formCode === null ? null : reading.formFor(formCode);
  const formulas = Array.from({ length: block.columnCount }, (_, c) =>
    numberRow === null ? null : formulaOf(grid[numberRow]?.[c] ?? null),
  );
  const part = form === null ? null : choosePart(form, formulas, paths, head);
  const columns = paths.map((path, index) =>
    column(index, path, formulas[index] ?? null, part, reading, grid, firstBody),
  );
  const place =
    formCode === null
      ? `bảng ${ordinal}`
      : `Biểu ${formCode}${part !== null && form !== null && form.parts.length > 1 ? ` phần ${part.id}` : ''}`;
  return {
    block: block.index,
    place,
    formCode,
    form,
    part,
    formUnit,
    head,
    columns,
    rows: rowsOf(grid, firstBody, columns, reading),
  };
}

type Grid = readonly (readonly (TableCell | null)[])[];

const textOf = (cell: TableCell | null | undefined): string => (cell?.text ?? '').replace(/\s+/g, ' ').trim();

/** The row `(1) (2) (3)=(4)+(5)…`, also without brackets when it counts 1, 2, 3… */
function findNumberRow(grid: Grid): number | null {
  for (const [r, row] of grid.entries()) {
    if (r > 8) return null;
    const texts = row.map(textOf).filter((text) => text !== '');
    const bracketed = texts.filter((text) => /^\(?\d{1,2}\)/.test(text) || /^\(\d{1,2}\)?/.test(text));
    if (bracketed.length >= 3 && bracketed.length * 2 > texts.length) return r;
    const bare = texts.filter((text) => /^\d{1,2}(?:\s*=.*)?$/.test(text)).map((text) => Number.parseInt(text, 10));
    const counts = bare.length >= 4 && bare.every((value, i) => i === 0 || value === (bare[i - 1] as number) + 1);
    if (counts && r > 0 && (bare[0] as number) <= 3 && texts.length - bare.length <= 2) return r;
  }
  return null;
}

/** Where no row of numbers stands under the head: the first row that holds a figure beside its label. */
function firstBodyRow(grid: Grid): number {
  for (const [r, row] of grid.entries()) {
    if (r === 0) continue;
    const figures = row.filter((cell, c) => c > 0 && parseCell(textOf(cell)) !== null).length;
    if (figures >= 1) return r;
  }
  return 1;
}

function formulaOf(cell: TableCell | null): PrintedFormula | null {
  const text = textOf(cell);
  const [left, ...rest] = text.split('=');
  const target = /\d{1,2}/.exec(left ?? '');
  if (cell === null || target === null) return null;
  const right = rest.join('=');
  const terms = [...right.matchAll(/([-−–]?)\s*\(?\s*(\d{1,3})\s*\)?/g)];
  const open = (text.match(/\(/g) ?? []).length;
  const close = (text.match(/\)/g) ?? []).length;
  return {
    target: Number(target[0]),
    plus: terms.filter((term) => term[1] === '').map((term) => Number(term[2])),
    minus: terms.filter((term) => term[1] !== '').map((term) => Number(term[2])),
    mistyped: open !== close || /\(\s*\(|\)\s*\(\d/.test(text),
    quotient: /[/:x×*]/.test(right),
    cell,
  };
}

function mergedPaths(grid: Grid, headRows: number, columnCount: number): string[][] {
  return Array.from({ length: columnCount }, (_, c) => {
    const path: string[] = [];
    let last: TableCell | null = null;
    for (let r = 0; r < headRows; r += 1) {
      const cell = grid[r]?.[c] ?? null;
      if (cell !== null && cell !== last && textOf(cell) !== '') path.push(textOf(cell));
      last = cell;
    }
    return path;
  });
}

/** Tab-separated heads leave merged places blank: a blank goes on to the right where both it and its neighbour have heads below. */
function blankPaths(grid: Grid, headRows: number, columnCount: number): string[][] {
  const text = (r: number, c: number): string => textOf(grid[r]?.[c]);
  const below = (r: number, c: number): boolean => {
    for (let d = r + 1; d < headRows; d += 1) if (text(d, c) !== '') return true;
    return false;
  };
  const owner = (r: number, c: number): number | null => {
    if (text(r, c) !== '') return c;
    if (!below(r, c)) return null;
    for (let left = c - 1; left >= 0; left -= 1) {
      if (text(r, left) !== '') return below(r, left) ? left : null;
    }
    return null;
  };
  return Array.from({ length: columnCount }, (_, c) => {
    const path: string[] = [];
    let limit = -1;
    for (let r = 0; r < headRows; r += 1) {
      const from = owner(r, c);
      // A group of a lower row cannot reach over the edge of the group above it.
      if (from === null || from < limit) continue;
      path.push(text(r, from));
      limit = Math.max(limit, from);
    }
    return path;
  });
}

function choosePart(
  form: FormDefinition,
  formulas: readonly (PrintedFormula | null)[],
  paths: readonly string[][],
  head: readonly TextUnit[],
): FormPartDefinition | null {
  const titled = form.parts.find(
    (part) =>
      part.title !== undefined && head.some((unit) => sameStart(unit.canonical, canonicalLabel(part.title ?? ''))),
  );
  const printed = formulas.filter((formula) => formula !== null).length;
  const size = (part: FormPartDefinition): number =>
    printed > 0 ? part.columns.filter((c) => c.number !== null).length : part.columns.length;
  const wanted = printed > 0 ? printed : paths.length;
  const fits = (part: FormPartDefinition): boolean => Math.abs(size(part) - wanted) <= 2;
  if (titled !== undefined && fits(titled)) return titled;
  return (
    [...form.parts].filter(fits).sort((a, b) => Math.abs(size(a) - wanted) - Math.abs(size(b) - wanted))[0] ?? null
  );
}

const sameStart = (text: string, title: string): boolean =>
  text
    .replace(/[*“”"]/g, '')
    .trim()
    .startsWith(title.replace(/[*“”"]/g, '').slice(0, 24));

function column(
  index: number,
  path: readonly string[],
  formula: PrintedFormula | null,
  part: FormPartDefinition | null,
  reading: TableReading,
  grid: Grid,
  firstBody: number,
): TableColumn {
  const number = formula?.target ?? null;
  const words = canonicalLabel(path.join(' , '));
  const facets = withFacet(facetSetOf(reading.vocabulary.find(words)), 'measure', null);
  const own = facets.size === 0 ? [] : reading.index.lookUp(facets);
  const definition =
    part === null
      ? null
      : number !== null
        ? (part.columns.find((candidate) => candidate.number === number) ?? null)
        : (part.columns.find((candidate) => candidate.number === null && matchesHeading(candidate, path, reading)) ??
          part.columns.find((candidate) => sameHeading(candidate, path)) ??
          null);
  const isNumber = /^(?:stt|tt|số tt|số thứ tự)$/u.test(words);
  const values = grid
    .slice(firstBody)
    .map((row) => textOf(row[index]))
    .filter((text) => text !== '' && !/^\.+$/.test(text));
  const figures = values.filter((text) => parseCell(text) !== null).length;
  const role = isNumber
    ? 'rowNumber'
    : definition?.content.kind === 'rowLabel' || (figures * 2 < values.length && index <= 2)
      ? 'rowLabel'
      : definition?.format === 'text' || definition?.content.kind === 'attribute' || figures * 2 < values.length
        ? 'text'
        : 'figure';
  const defined = definition === null || part === null ? [] : indicatorsOf(definition, part, reading.index);
  const name = number !== null ? `cột (${number})` : `cột «${path.at(-1) ?? `thứ ${index + 1}`}»`;
  return { index, number, path, formula, definition, candidates: defined.length > 0 ? defined : own, role, name };
}

const sameHeading = (definition: ColumnDefinition, path: readonly string[]): boolean =>
  path.length > 0 && canonicalLabel(definition.heading.join(' ')) === canonicalLabel(path.join(' '));

/** `Dừng tính` under another group, `HS hủy`: by meaning. */
function matchesHeading(definition: ColumnDefinition, path: readonly string[], reading: TableReading): boolean {
  const of = (words: string | undefined): string =>
    [...(facetSetOf(reading.vocabulary.find(canonicalLabel(words ?? ''))).get('act') ?? [])].join();
  return (
    sameHeading(definition, path) ||
    (path.length > 0 && of(path.at(-1)) !== '' && of(path.at(-1)) === of(definition.heading.at(-1)))
  );
}

/** Leaf indicators of a sum column, to the computed indicator of the same leaves. */
function indicatorsOf(
  definition: ColumnDefinition,
  part: FormPartDefinition,
  index: IndicatorIndex,
): readonly string[] {
  const { content } = definition;
  if (content.kind === 'indicator') return [content.indicator];
  if (content.kind !== 'sum') return [];
  const parts = content.of.map((key) => part.columns.find((candidate) => candidate.key === key));
  const ids = parts.flatMap((candidate) =>
    candidate === undefined || candidate.content.kind === 'blank' ? [] : indicatorsOf(candidate, part, index),
  );
  const sum = ids.length === 0 ? null : index.sumOf(ids);
  return sum === null ? [] : [sum];
}

function rowsOf(
  grid: Grid,
  firstBody: number,
  columns: readonly TableColumn[],
  reading: TableReading,
): readonly TableRow[] {
  const rows: TableRow[] = [];
  const numberColumn = columns.find((c) => c.role === 'rowNumber')?.index ?? null;
  const labelColumn =
    columns.find((c) => c.role === 'rowLabel')?.index ?? (numberColumn === null ? 0 : numberColumn + 1);
  for (let r = firstBody; r < grid.length; r += 1) {
    const cells = grid[r] as readonly (TableCell | null)[];
    const number = numberColumn === null ? '' : textOf(cells[numberColumn]);
    const label = textOf(cells[labelColumn]);
    const figures = columns.map((c) => (c.role === 'figure' ? figureOf(cells[c.index] ?? null) : null));
    const leading = cells
      .slice(0, Math.max(labelColumn, numberColumn ?? 0) + 1)
      .map((cell) => canonical(textOf(cell)).replace(/[*:]/g, '').trim());
    const total = leading.some((text) =>
      reading.totalLabels.some(
        (name) => text === name || (text.startsWith(`${name} `) && text.length <= name.length + 14),
      ),
    );
    const filled = figures.some((figure) => figure !== null && figure.value !== null);
    if (!filled && (label === '' || /\.{2,}|…/u.test(label) || /^(?:\.{2,}|…)$/u.test(number)) && !total) continue;
    const group = !total && /^(?:[ivx]+|[A-HĐ])[.)]?$/iu.test(number) && !/^\d/.test(number) && /^[A-Z]/.test(number);
    rows.push({
      index: r,
      kind: total ? 'total' : group ? 'group' : 'body',
      number,
      numberCell: numberColumn === null ? null : (cells[numberColumn] ?? null),
      label,
      figures,
      name: total ? 'hàng tổng cộng' : `hàng ${[number, label].filter((text) => text !== '').join(' ') || r + 1}`,
    });
  }
  return rows;
}

function figureOf(cell: TableCell | null): TableFigure | null {
  if (cell === null) return null;
  const text = textOf(cell);
  const blank = text === '' || /^[-–—.…]+$/u.test(text);
  const parsed = blank ? null : parseCell(text);
  return {
    cell,
    value: parsed?.value ?? null,
    percent: parsed?.percent ?? null,
    padded: parsed?.padded ?? false,
    blank,
  };
}
