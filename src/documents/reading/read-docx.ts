/**
 * DOCX to the document model: paragraphs and tables in document order, merges resolved, numbers that Word prints by
 * itself worked out, deleted revisions left out and inserted ones kept.
 */
import type { Block, DocumentModel, TableCell } from '../../core/checking/document.ts';
import { type NumberingCounter, type ParagraphStyle, readNumbering, readStyles } from './docx-numbering.ts';
import { type NormalisedText, normaliseWithOrigin } from './normalise.ts';
import { type OpenPackage, openPackage } from './open-package.ts';
import { READING_LIMITS, UnreadableDocument } from './unreadable.ts';
import { decodeXml, walkXml, type XmlElement } from './walk-xml.ts';

/** A piece of a paragraph's text and the element it came from. */
export interface SourcePiece {
  /** Raw, as in the file; a tab or a break is one character. */
  readonly text: string;
  /** Offsets of the whole `<w:t>…</w:t>` (or tab, break) in `document.xml`. */
  readonly start: number;
  readonly end: number;
  /** `<w:rPr>…</w:rPr>` of its run, or empty. */
  readonly properties: string;
  readonly isText: boolean;
  /** Offsets of the run around it. */
  readonly runStart: number;
}

export interface SourceParagraph {
  readonly pieces: readonly SourcePiece[];
  readonly normalised: NormalisedText;
  readonly rawLength: number;
  /** Offset in `document.xml` just before the paragraph's end tag. */
  readonly end: number;
  /** Where in the holder's text (paragraph or cell) this paragraph begins. */
  readonly offset: number;
}

export interface DocxSource {
  readonly bytes: Uint8Array;
  readonly documentPart: string;
  readonly xml: string;
  /** Paragraphs of each text holder: `12` for a paragraph block, `12/3/4` for a cell (row, column). */
  readonly holders: ReadonlyMap<string, readonly SourceParagraph[]>;
}

export interface ReadDocx {
  readonly model: DocumentModel;
  readonly source: DocxSource;
}

export function holderKey(block: number, row?: number, column?: number): string {
  return row === undefined ? `${block}` : `${block}/${row}/${column}`;
}

interface OpenParagraph {
  /** Known when it closes. */
  end: number;
  pieces: SourcePiece[];
  styleId: string | null;
  numberingId: string | null;
  level: number | null;
  outline: number | null;
}

interface OpenCell {
  paragraphs: OpenParagraph[];
  markers: string[];
  columnSpan: number;
  merge: 'restart' | 'continue' | null;
}

interface OpenTable {
  rows: { cells: OpenCell[]; deleted: boolean; before: number }[];
}

/** Left out: deletions and moved-away text, the fallback twin of a drawing, field codes, comments' own references. */
const SKIPPED = new Set(['del', 'moveFrom', 'mc:Fallback', 'instrText', 'delText', 'delInstrText']);

async function partNames(docx: OpenPackage, name: string): Promise<string> {
  if (docx.has('[Content_Types].xml') && docx.has('word/document.xml')) return 'word/document.xml';
  if (docx.has('_rels/.rels')) {
    let target: string | null = null;
    walkXml(decodeXml(await docx.read('_rels/.rels'), name), name, {
      open: (element) => {
        if (element.attribute('Type')?.endsWith('/officeDocument') === true)
          target = element.attribute('Target') ?? null;
      },
      close: () => undefined,
    });
    const part = (target as string | null)?.replace(/^\//, '');
    if (
      part !== undefined &&
      docx.has(part) &&
      part.endsWith('.xml') &&
      !part.startsWith('xl/') &&
      !part.startsWith('ppt/')
    )
      return part;
  }
  if (docx.names.some((part) => part.startsWith('xl/'))) {
    throw new UnreadableDocument(`Tệp «${name}» là bảng tính Excel; hãy kiểm tra tệp báo cáo .docx hoặc .txt.`);
  }
  if (docx.has('content.xml') && docx.has('mimetype')) {
    throw new UnreadableDocument(
      `Tệp «${name}» là văn bản OpenDocument; hãy mở bằng Word hoặc LibreOffice rồi lưu lại dạng .docx.`,
    );
  }
  throw new UnreadableDocument(
    `Tệp «${name}» là tệp nén nhưng không phải văn bản Word (.docx); hãy chọn lại tệp báo cáo.`,
  );
}

async function optionalPart(docx: OpenPackage, part: string, name: string): Promise<string | null> {
  return docx.has(part) ? decodeXml(await docx.read(part), name) : null;
}

const rawTextOf = (paragraph: OpenParagraph): string => paragraph.pieces.map((piece) => piece.text).join('');

class Reader {
  readonly blocks: Block[] = [];
  readonly holders = new Map<string, readonly SourceParagraph[]>();
  readonly #name: string;
  readonly #xml: string;
  readonly #styles: ReadonlyMap<string, ParagraphStyle>;
  readonly #numbering: NumberingCounter;
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #cells: OpenCell[] = [];
  readonly #counted = { tables: 0, paragraphs: 0, cellParagraphs: 0, cells: 0, characters: 0 };
  #skipping = 0;
  #run: { start: number; properties: string; hidden: boolean } | null = null;
  #propertiesStart = -1;
  #textParts: string[] | null = null;

  constructor(name: string, xml: string, styles: ReadonlyMap<string, ParagraphStyle>, numbering: NumberingCounter) {
    this.#name = name;
    this.#xml = xml;
    this.#styles = styles;
    this.#numbering = numbering;
  }

  #count(what: 'tables' | 'paragraphs' | 'cellParagraphs' | 'cells' | 'characters', by: number, words: string): void {
    this.#counted[what] += by;
    if (this.#counted[what] > READING_LIMITS[what]) {
      throw new UnreadableDocument(
        `Tệp «${this.#name}» có hơn ${READING_LIMITS[what]} ${words}, quá lớn cho một báo cáo; hãy kiểm tra lại tệp hoặc tách ra.`,
      );
    }
  }

  open(element: XmlElement): void {
    if (this.#skipping > 0 || SKIPPED.has(element.name)) {
      // A deletion inside row or paragraph properties marks the row or the paragraph mark, not text.
      if (this.#skipping === 0 && element.name === 'del' && element.selfClosing) {
        const row = this.#tables.at(-1)?.rows.at(-1);
        if (row !== undefined && this.#paragraphs.length === 0 && this.#cells.length < this.#tables.length)
          row.deleted = true;
      }
      this.#skipping += 1;
      return;
    }
    const paragraph = this.#paragraphs.at(-1);
    const table = this.#tables.at(-1);
    const cell = this.#cells.at(-1);
    switch (element.name) {
      case 'tbl':
        this.#count('tables', 1, 'bảng');
        this.#tables.push({ rows: [] });
        return;
      case 'tr':
        table?.rows.push({ cells: [], deleted: false, before: 0 });
        return;
      case 'gridBefore':
        if (table?.rows.at(-1) !== undefined)
          (table.rows.at(-1) as { before: number }).before = Number(element.attribute('val') ?? 0);
        return;
      case 'tc':
        this.#count('cells', 1, 'ô bảng');
        this.#cells.push({ paragraphs: [], markers: [], columnSpan: 1, merge: null });
        return;
      case 'gridSpan':
        if (cell !== undefined)
          cell.columnSpan = Math.min(Math.max(1, Number(element.attribute('val') ?? 1) || 1), READING_LIMITS.columns);
        return;
      case 'vMerge':
        if (cell !== undefined) cell.merge = element.attribute('val') === 'restart' ? 'restart' : 'continue';
        return;
      case 'p':
        this.#count(this.#cells.length > 0 ? 'cellParagraphs' : 'paragraphs', 1, 'đoạn');
        this.#paragraphs.push({ end: 0, pieces: [], styleId: null, numberingId: null, level: null, outline: null });
        return;
      case 'pStyle':
        if (paragraph !== undefined) paragraph.styleId = element.attribute('val') ?? null;
        return;
      case 'numId':
        if (paragraph !== undefined) paragraph.numberingId = element.attribute('val') ?? null;
        return;
      case 'ilvl':
        if (paragraph !== undefined) paragraph.level = Number(element.attribute('val') ?? 0);
        return;
      case 'outlineLvl':
        if (paragraph !== undefined) paragraph.outline = Number(element.attribute('val') ?? 9);
        return;
      case 'r':
        this.#run = { start: element.start, properties: '', hidden: false };
        return;
      case 'rPr':
        if (this.#run !== null) this.#propertiesStart = element.start;
        return;
      case 'vanish':
        if (this.#run !== null && !['0', 'false'].includes(element.attribute('val') ?? '1')) this.#run.hidden = true;
        return;
      case 't':
        if (this.#run !== null && !this.#run.hidden) this.#textParts = [];
        return;
    }
  }

  text(text: string): void {
    if (this.#skipping === 0) this.#textParts?.push(text);
  }

  close(element: XmlElement, end: number): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    switch (element.name) {
      case 'rPr':
        if (this.#run !== null && this.#propertiesStart >= 0)
          this.#run.properties = this.#xml.slice(this.#propertiesStart, end);
        this.#propertiesStart = -1;
        return;
      case 't':
        if (this.#textParts !== null) this.#piece(this.#textParts.join(''), element.start, end, true);
        this.#textParts = null;
        return;
      case 'tab':
        // Inside paragraph properties it is a tab stop, not a character.
        if (this.#run !== null) this.#piece('\t', element.start, end, false);
        return;
      case 'br':
      case 'cr':
        if (this.#run !== null) this.#piece('\n', element.start, end, false);
        return;
      case 'noBreakHyphen':
        if (this.#run !== null) this.#piece('-', element.start, end, false);
        return;
      case 'r':
        this.#run = null;
        return;
      case 'p':
        // A paragraph without any content (`<w:p/>`) has no inside to put a comment into.
        this.#closeParagraph(element.selfClosing ? -1 : this.#xml.lastIndexOf('<', end - 1));
        return;
      case 'tc':
        this.#closeCell();
        return;
      case 'tbl':
        this.#closeTable();
        return;
    }
  }

  #piece(text: string, start: number, end: number, isText: boolean): void {
    const run = this.#run;
    const paragraph = this.#paragraphs.at(-1);
    if (run === null || run.hidden || paragraph === undefined || text === '') return;
    this.#count('characters', text.length, 'ký tự');
    paragraph.pieces.push({ text, start, end, properties: run.properties, isText, runStart: run.start });
  }

  #marker(paragraph: OpenParagraph): { marker: string; heading: number | null; level: number | null } {
    const style = paragraph.styleId === null ? undefined : this.#styles.get(paragraph.styleId);
    const numberingId = paragraph.numberingId ?? style?.numberingId ?? null;
    const level = paragraph.level ?? style?.level ?? 0;
    const numbered = numberingId !== null && numberingId !== '0';
    const outline = paragraph.outline;
    return {
      marker: numbered ? this.#numbering.next(numberingId, level).trim() : '',
      heading: outline !== null ? (outline > 8 ? null : outline + 1) : (style?.headingLevel ?? null),
      level: numbered ? level : null,
    };
  }

  #closeParagraph(end: number): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    paragraph.end = end;
    const length = paragraph.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    if (length > READING_LIMITS.paragraphCharacters) {
      throw new UnreadableDocument(
        `Tệp «${this.#name}» có một đoạn dài hơn ${READING_LIMITS.paragraphCharacters} ký tự, không phải một báo cáo bình thường; hãy tách đoạn.`,
      );
    }
    const { marker, heading, level } = this.#marker(paragraph);
    const cell = this.#cells.at(-1);
    if (cell !== undefined) {
      cell.paragraphs.push(paragraph);
      cell.markers.push(marker);
      return;
    }
    const raw = rawTextOf(paragraph);
    if (raw.trim() === '') return;
    const normalised = normaliseWithOrigin(raw);
    const index = this.blocks.length;
    this.holders.set(holderKey(index), [
      { pieces: paragraph.pieces, normalised, rawLength: raw.length, end: paragraph.end, offset: 0 },
    ]);
    this.blocks.push({
      kind: 'paragraph',
      index,
      text: normalised.text,
      marker,
      headingLevel: heading,
      listLevel: level,
    });
  }

  #closeCell(): void {
    const cell = this.#cells.pop();
    const row = this.#tables.at(-1)?.rows.at(-1);
    if (cell !== undefined && row !== undefined) row.cells.push(cell);
  }

  /** A table inside a cell has no place of its own in the model: its text joins the cell around it. */
  #closeTable(): void {
    const table = this.#tables.pop();
    if (table === undefined) return;
    const rows = table.rows.filter((row) => !row.deleted);
    const outer = this.#cells.at(-1);
    if (outer !== undefined) {
      for (const row of rows)
        for (const cell of row.cells)
          for (const [i, p] of cell.paragraphs.entries()) {
            outer.paragraphs.push(p);
            outer.markers.push(cell.markers[i] ?? '');
          }
      return;
    }
    if (rows.length > 0) this.#emitTable(rows);
  }

  #emitTable(rows: OpenTable['rows']): void {
    const index = this.blocks.length;
    const cells: (TableCell & { rowSpan: number })[] = [];
    const open = new Map<number, TableCell & { rowSpan: number }>();
    let columnCount = 0;
    for (const [row, { cells: rowCells, before }] of rows.entries()) {
      let column = before;
      for (const cell of rowCells) {
        const above = open.get(column);
        if (cell.merge === 'continue' && above !== undefined) {
          above.rowSpan += 1;
        } else {
          const made = this.#cell(index, row, column, cell);
          cells.push(made);
          if (cell.merge === 'restart') open.set(column, made);
          else open.delete(column);
        }
        column += cell.columnSpan;
      }
      columnCount = Math.max(columnCount, column);
    }
    if (columnCount > READING_LIMITS.columns) {
      throw new UnreadableDocument(
        `Tệp «${this.#name}» có bảng ${columnCount} cột, quá ${READING_LIMITS.columns} cột; hãy kiểm tra lại tệp.`,
      );
    }
    this.blocks.push({ kind: 'table', index, rowCount: rows.length, columnCount, cells, mergesKnown: true });
  }

  #cell(block: number, row: number, column: number, cell: OpenCell): TableCell & { rowSpan: number } {
    const paragraphs: SourceParagraph[] = [];
    let text = '';
    for (const [i, paragraph] of cell.paragraphs.entries()) {
      const raw = rawTextOf(paragraph);
      const normalised = normaliseWithOrigin(raw);
      const marker = cell.markers[i] ?? '';
      // An automatic row number is all that the cell shows; without it the column of numbers would look empty.
      const shown = marker !== '' && raw.trim() === '' ? marker : normalised.text;
      if (i > 0) text += '\n';
      paragraphs.push({
        pieces: paragraph.pieces,
        normalised,
        rawLength: raw.length,
        end: paragraph.end,
        offset: text.length,
      });
      text += shown;
    }
    this.holders.set(holderKey(block, row, column), paragraphs);
    return { text, row, column, rowSpan: 1, columnSpan: cell.columnSpan };
  }
}

/** @throws UnreadableDocument with one Vietnamese sentence when the file is no report that can be read */
export async function readDocx(bytes: Uint8Array, name: string): Promise<ReadDocx> {
  const docx = await openPackage(bytes, name);
  const documentPart = await partNames(docx, name);
  const folder = documentPart.slice(0, documentPart.lastIndexOf('/') + 1);
  const styles = await optionalPart(docx, `${folder}styles.xml`, name);
  const numbering = await optionalPart(docx, `${folder}numbering.xml`, name);
  const xml = decodeXml(await docx.read(documentPart), name);
  const reader = new Reader(
    name,
    xml,
    styles === null ? new Map() : readStyles(styles, name),
    readNumbering(numbering, name),
  );
  walkXml(xml, name, {
    open: (element) => reader.open(element),
    close: (element, end) => reader.close(element, end),
    text: (text) => reader.text(text),
  });
  if (reader.blocks.length === 0) throw new UnreadableDocument(`Tệp «${name}» không có chữ nào để kiểm tra.`);
  return {
    model: { source: 'docx', blocks: reader.blocks },
    source: { bytes, documentPart, xml, holders: reader.holders },
  };
}
