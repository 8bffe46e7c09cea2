/**
 * The report's own order (bố cục): which section and paragraph a text stands in, what it is listed under, and how a
 * person finds it again: `mục I.4, đoạn 3`.
 */
import { canonical } from './canonical.ts';
import type { Anchor, DocumentModel, ParagraphBlock, TableBlock } from './document.ts';
import { type NumberToken, scanNumbers } from './numbers.ts';
import { isDataTable } from './table-shape.ts';

export type MarkerKind = 'capital' | 'roman' | 'arabic' | 'letter' | 'dash' | 'plus' | 'none';

/** One paragraph, or one line of a cell of a table that only lays text out. */
export interface TextUnit {
  readonly index: number;
  readonly text: string;
  /** Lower case, same length as `text`. */
  readonly canonical: string;
  /** Its numbers, dates, citations. */
  readonly tokens: readonly NumberToken[];
  readonly anchor: { readonly block: number; readonly row?: number; readonly column?: number; readonly offset: number };
  readonly marker: MarkerKind;
  /** Value of a typed or automatic number: IV is 4, `b)` is 2; 0 for bullets and none. */
  readonly number: number;
  /** Whether the number is typed in the text itself. */
  readonly typed: boolean;
  /** Where the words begin behind a typed marker. */
  readonly contentFrom: number;
  readonly heading: boolean;
  /** `I.4`; empty before the first section. */
  readonly section: string;
  readonly sectionTitle: string;
  readonly place: string;
  /** Index of the unit that this one is listed under; null at the top. */
  readonly parent: number | null;
  /** Index of the paragraph's data table after which it stands; -1 before the first. */
  readonly afterTable: number;
  /** In the annexes, behind the signature or the first form. */
  readonly annex: boolean;
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

function romanValue(text: string): number {
  let total = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = ROMAN_VALUES[text[i] as string] ?? 0;
    total += value < (ROMAN_VALUES[text[i + 1] ?? ''] ?? 0) ? -value : value;
  }
  return total;
}

interface Marker {
  readonly kind: MarkerKind;
  readonly number: number;
  readonly typed: boolean;
  readonly contentFrom: number;
  readonly label: string;
}

const NO_MARKER: Marker = { kind: 'none', number: 0, typed: false, contentFrom: 0, label: '' };

const MARKERS: readonly (readonly [MarkerKind, RegExp])[] = [
  ['roman', /^[\s*]*(?:phần\s+)?([ivx]{1,5})\s*[.)/:-]\s*(?=\S)/u],
  ['arabic', /^[\s*]*((?:\d{1,2}\.)*\d{1,2})\s*[.)/]\s*(?![\d)])(?=\S)/u],
  ['arabic', /^[\s*]*((?:\d{1,2}\.)+\d{1,2})\s+(?=\p{L})/u],
  ['letter', /^[\s*]*([a-eđ])\s*[.)]\s*(?=\S)/u],
  ['plus', /^[\s*]*\+\s*/u],
  ['dash', /^[\s*]*[-–—•●▪]\s*/u],
  ['dash', /^\*+\s*(?=\p{L})/u],
];

/** `A. KẾT QUẢ`: a part above the Roman chapters; `a)` is a point far below them. */
const CAPITAL = /^[\s*]*(?:PHẦN\s+)?([A-EĐ])\s*[.)/:-]\s*(?=\p{Lu}{2})/u;

function markerOf(original: string): Marker {
  const capital = CAPITAL.exec(original);
  if (capital !== null) {
    const label = capital[1] as string;
    const number = label === 'Đ' ? 5 : label.charCodeAt(0) - 64 + (label === 'E' ? 1 : 0);
    return { kind: 'capital', number, typed: true, contentFrom: capital[0].length, label };
  }
  const text = canonical(original);
  for (const [kind, pattern] of MARKERS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const label = match[1] ?? '';
    if (kind === 'roman' && romanValue(label) === 0) continue;
    const number =
      kind === 'roman'
        ? romanValue(label)
        : kind === 'arabic'
          ? Number(label.split('.').at(-1))
          : kind === 'letter'
            ? label === 'đ'
              ? 5
              : label.charCodeAt(0) - 96 + (label === 'e' ? 1 : 0)
            : 0;
    return {
      kind,
      number,
      typed: true,
      contentFrom: match[0].length,
      label: kind === 'roman' ? label.toUpperCase() : label,
    };
  }
  return NO_MARKER;
}

function automaticMarker(block: ParagraphBlock): Marker {
  if (block.marker === '') return NO_MARKER;
  if (block.marker === '-') {
    return { ...NO_MARKER, kind: (block.listLevel ?? 0) > 0 ? 'plus' : 'dash' };
  }
  const found = markerOf(`${block.marker} x`);
  return found.kind === 'none' ? NO_MARKER : { ...found, typed: false, contentFrom: 0 };
}

const DEPTH = { capital: 0, roman: 1, arabic: 2, letter: 3, none: 4, dash: 5, plus: 6 } as const satisfies Record<
  MarkerKind,
  number
>;

/** The line that opens the list of attachments: «Đính kèm các biểu mẫu sau:», «Biểu đính kèm: II.06a, II.05a». */
export const ATTACHMENT_LIST =
  /^[\s*(]*(?:đính kèm|kèm theo|danh sách biểu|các biểu mẫu|(?:các )?(?:biểu(?: mẫu)?|phụ lục|tài liệu)(?: báo cáo)? (?:đính kèm|kèm theo))[^:]*:/u;

/** Paragraphs that begin a part of their own, whatever numbers stand before them. */
const PARTS: readonly (readonly [RegExp, string, boolean])[] = [
  [ATTACHMENT_LIST, 'danh sách biểu đính kèm', false],
  [/^[\s*]*nơi nhận/u, 'nơi nhận', false],
  [/^[\s*]*biểu(?: mẫu)?(?: số)?:?\s*[iv]{1,3}\.\d{2}/u, 'biểu', true],
  [/^[\s*]*phụ lục\s+(?:\d+|[ivx]+)\b/u, 'phụ lục', true],
];

interface Line {
  readonly text: string;
  readonly anchor: TextUnit['anchor'];
  readonly marker: Marker;
  readonly heading: boolean;
  readonly afterTable: number;
}

function linesOf(model: DocumentModel): Line[] {
  const lines: Line[] = [];
  let afterTable = -1;
  for (const block of model.blocks) {
    if (block.kind === 'paragraph') {
      const auto = automaticMarker(block);
      const marker = auto.kind === 'none' ? markerOf(block.text) : auto;
      lines.push({
        text: block.text,
        anchor: { block: block.index, offset: 0 },
        marker,
        heading: block.headingLevel !== null,
        afterTable,
      });
    } else if (isDataTable(block)) {
      afterTable = block.index;
    } else {
      lines.push(...layoutLines(block, afterTable));
    }
  }
  return lines;
}

function layoutLines(table: TableBlock, afterTable: number): Line[] {
  const lines: Line[] = [];
  for (const cell of table.cells) {
    let offset = 0;
    for (const text of cell.text.split('\n')) {
      if (text.trim() !== '') {
        const anchor = { block: table.index, row: cell.row, column: cell.column, offset };
        lines.push({ text, anchor, marker: markerOf(text), heading: false, afterTable });
      }
      offset += text.length + 1;
    }
  }
  return lines;
}

function isUpper(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length >= 4 && letters === letters.toUpperCase();
}

/** A heading is numbered or styled, short, and neither a sentence nor a figure with its label. */
function isHeading(line: Line): boolean {
  if (line.heading) return true;
  const { kind } = line.marker;
  if (kind !== 'capital' && kind !== 'roman' && kind !== 'arabic' && kind !== 'letter') return false;
  const content = line.text.slice(line.marker.contentFrom).replace(/\*+$/u, '').trim();
  if (kind === 'capital' || kind === 'roman') return content.length <= 200;
  if (/[.;]$/u.test(content) || /:\s*\S/u.test(content)) return false;
  return isUpper(content) || content.split(/\s+/).length <= 18;
}

export function outline(model: DocumentModel): readonly TextUnit[] {
  const lines = linesOf(model);
  const units: TextUnit[] = [];
  const open: { depth: number; index: number }[] = [];
  const path: { depth: number; label: string }[] = [];
  let part = '';
  let annex = false;
  let section = '';
  let title = '';
  let ordinal = 0;
  for (const [index, line] of lines.entries()) {
    const text = canonical(line.text);
    const special = PARTS.find(([pattern]) => pattern.test(text));
    const { kind, label } = line.marker;
    if (special !== undefined) {
      path.length = 0;
      open.length = 0;
      [, part] = special;
      annex ||= special[2] || part === 'nơi nhận';
      section = '';
      title = part;
      ordinal = 0;
    } else if (
      kind === 'capital' ||
      ((kind === 'roman' || (kind === 'arabic' && part === '')) && (!annex || kind === 'roman'))
    ) {
      const depth = kind === 'capital' ? 0 : kind === 'roman' ? 1 : 1 + label.split('.').length;
      while (path.length > 0 && (path.at(-1) as { depth: number }).depth >= depth) path.pop();
      path.push({ depth, label: label.includes('.') ? (label.split('.').at(-1) as string) : label });
      section = path.map((step) => step.label).join('.');
      title = line.text.slice(line.marker.contentFrom).replace(/\*+$/u, '').trim();
      ordinal = 0;
    } else if (kind === 'letter' && part === '' && isHeading(line)) {
      while (path.length > 0 && (path.at(-1) as { depth: number }).depth >= 6) path.pop();
      path.push({ depth: 6, label });
      section = path.map((step) => step.label).join('.');
      ordinal = 0;
    } else ordinal += 1;
    const depth = DEPTH[kind];
    while (open.length > 0 && (open.at(-1) as { depth: number }).depth >= depth) open.pop();
    const parent = open.at(-1)?.index ?? null;
    open.push({ depth, index });
    units.push({
      index,
      text: line.text,
      canonical: text,
      tokens: scanNumbers(text),
      anchor: line.anchor,
      marker: kind,
      number: line.marker.number,
      typed: line.marker.typed,
      contentFrom: line.marker.contentFrom,
      heading: isHeading(line),
      section,
      sectionTitle: title,
      place: placeOf(section, part, ordinal, index),
      parent,
      afterTable: line.afterTable,
      annex,
    });
  }
  return units;
}

function placeOf(section: string, part: string, ordinal: number, index: number): string {
  if (section !== '') return ordinal === 0 ? `mục ${section}` : `mục ${section}, đoạn ${ordinal}`;
  if (part !== '') return ordinal === 0 ? part : `${part}, dòng ${ordinal}`;
  return `phần mở đầu, đoạn ${index + 1}`;
}

/** Anchor of a span of a unit's text. */
export function anchorIn(unit: TextUnit, from: number, to: number): Anchor {
  const { block, row, column, offset } = unit.anchor;
  const span = { from: offset + from, to: offset + to };
  return row === undefined || column === undefined ? { block, ...span } : { block, row, column, ...span };
}
