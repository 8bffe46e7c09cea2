/** What a workbook says of itself: its sheets, its date system, its number formats, its shared texts. */

import { formatCount, type TableLimits } from './table.ts';
import { TableError } from './table-error.ts';
import { builtinStyle, type NumberStyle, styleOfCode } from './xlsx-number.ts';
import { parseXml, type XmlAttributes } from './xlsx-xml.ts';
import { damaged, type ZipPackage } from './zip-package.ts';

export interface Workbook {
  /** Parts of the sheets that are not hidden, in the order of their tabs. */
  readonly visibleSheets: readonly string[];
  readonly date1904: boolean;
  /** Number style by the index that cells carry. */
  readonly styles: readonly NumberStyle[];
  /** Part of the shared texts, where there is one. */
  readonly sharedTextPart: string | undefined;
}

/** Inflated bytes of the parts that only describe. */
const MOST_DESCRIBING_BYTES = 32 * 1024 * 1024;
/** Formats and styles; Excel itself stops at about 64,000. */
const MOST_STYLES = 100_000;
/** Shared texts; a full sheet has 1,048,576 rows. */
const MOST_SHARED_TEXTS = 4_000_000;

const SAFE_PART = /^[^\\:*?"<>|]{1,255}$/;

/** @throws TableError where the workbook is damaged or has no sheet that can be seen */
export async function readWorkbook(zip: ZipPackage): Promise<Workbook> {
  const packageParts = await readRelationships(zip, '_rels/.rels', '');
  const workbookPart = packageParts.find((part) => part.type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const folder = workbookPart.slice(0, workbookPart.lastIndexOf('/') + 1);
  const relationsPart = `${folder}_rels/${workbookPart.slice(folder.length)}.rels`;
  const relations = await readRelationships(zip, relationsPart, folder);

  const sheets: { relation: string; hidden: boolean }[] = [];
  let date1904 = false;
  await parseXml(workbookPart, zip.read(workbookPart, MOST_DESCRIBING_BYTES), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const state = attributes['state'];
      sheets.push({ relation: relationId(attributes), hidden: state === 'hidden' || state === 'veryHidden' });
    },
    text() {},
    close() {},
  });

  const visibleSheets = sheets
    .filter((sheet) => !sheet.hidden)
    // A chart sheet is a sheet too, but no worksheet.
    .map((sheet) => relations.find((part) => part.id === sheet.relation && part.type === 'worksheet')?.part)
    .filter((part) => part !== undefined);
  if (visibleSheets.length === 0) {
    throw new TableError(
      'workbook',
      'Bảng tính không có trang tính nào hiện ra. Bỏ ẩn (Unhide) trang chứa sổ theo dõi, lưu lại rồi nhập.',
    );
  }
  const stylesPart = relations.find((part) => part.type === 'styles')?.part;
  const sharedTextPart = relations.find((part) => part.type === 'sharedStrings')?.part;
  return {
    visibleSheets,
    date1904,
    styles: stylesPart === undefined ? [] : await readStyles(zip, stylesPart),
    sharedTextPart,
  };
}

interface Relationship {
  readonly id: string;
  /** Last word of the type's address, the same in the transitional and the strict form. */
  readonly type: string;
  readonly part: string;
}

async function readRelationships(zip: ZipPackage, part: string, folder: string): Promise<Relationship[]> {
  const found: Relationship[] = [];
  if (zip.size(part) === undefined) throw damaged(`thiếu phần ${part}`);
  await parseXml(part, zip.read(part, MOST_DESCRIBING_BYTES), {
    open(name, attributes) {
      const target = attributes['Target'];
      // What lies outside the package is never fetched.
      if (name !== 'Relationship' || target === undefined || attributes['TargetMode'] === 'External') return;
      if (!SAFE_PART.test(target)) return;
      const type = attributes['Type'] ?? '';
      found.push({
        id: attributes['Id'] ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        part: resolve(folder, target),
      });
    },
    text() {},
    close() {},
  });
  return found;
}

/** A target relative to the folder of the part that names it; one that begins with `/` is from the package's root. */
function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The `r:id` of a sheet, whatever prefix stands for the namespace of relationships. */
function relationId(attributes: XmlAttributes): string {
  const name = Object.keys(attributes).find((written) => written.endsWith(':id'));
  return name === undefined ? '' : (attributes[name] ?? '');
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

async function readStyles(zip: ZipPackage, part: string): Promise<NumberStyle[]> {
  const custom = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let inCellFormats = false;
  await parseXml(part, zip.read(part, MOST_DESCRIBING_BYTES), {
    open(name, attributes) {
      if (name === 'numFmt' && custom.size < MOST_STYLES) {
        custom.set(Number(attributes['numFmtId']), styleOfCode(attributes['formatCode'] ?? ''));
      } else if (name === 'cellXfs') {
        inCellFormats = true;
      } else if (name === 'xf' && inCellFormats && styles.length < MOST_STYLES) {
        const id = Number(attributes['numFmtId'] ?? 0);
        styles.push(custom.get(id) ?? builtinStyle(id));
      }
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** The texts that cells share, in order. One longer than a cell may be is kept just long enough to be refused there. */
export async function readSharedTexts(
  zip: ZipPackage,
  part: string,
  limits: TableLimits,
  onBytes: (bytes: number) => void,
): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  await parseXml(part, counted(zip.read(part, limits.sharedTextBytes), onBytes), {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    text(text) {
      if (inText && current.length <= limits.cellCharacters) current += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') {
        if (texts.length >= MOST_SHARED_TEXTS) throw tooManyTexts();
        texts.push(unescapeCell(current));
      }
    },
  });
  return texts;
}

async function* counted(pieces: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    onBytes(piece.length);
    yield piece;
  }
}

function tooManyTexts(): TableError {
  return new TableError(
    'limit',
    `Bảng tính có quá ${formatCount(MOST_SHARED_TEXTS)} ô chữ khác nhau. Tách sổ thành nhiều tệp, hoặc lưu thành «CSV UTF-8».`,
  );
}

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** Characters that XML cannot hold are written `_x000D_` in a workbook's texts (ECMA-376 Part 1, 22.9.2.19). */
export function unescapeCell(text: string): string {
  return text.includes('_x')
    ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
