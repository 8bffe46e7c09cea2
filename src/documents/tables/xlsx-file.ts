/** Workbooks (XLSX) into records: the first visible sheet with the header that is looked for. */
import type { OtherKind } from './content-kind.ts';
import { HEADER_SEARCH_ROWS, type TableLimits, type TableOptions, type TableRow } from './table.ts';
import { readSheet, type SheetContext } from './xlsx-sheet.ts';
import { readSharedTexts, readWorkbook } from './xlsx-workbook.ts';
import { openZip, type ZipPackage } from './zip-package.ts';

/**
 * Records of a workbook. `checkKind` hears what the package is before anything is inflated, and throws where that is not
 * to be read; `onShare` hears how far the reading is, from 0 to 1.
 * @throws TableError
 */
export async function* readXlsx(
  file: string,
  limits: TableLimits,
  acceptsHeader: TableOptions['acceptsHeader'],
  checkKind: (kind: 'xlsx' | OtherKind) => void,
  onShare: (share: number) => void,
): AsyncGenerator<TableRow[]> {
  const zip = await openZip(file, limits);
  try {
    checkKind(zip.kind);
    const workbook = await readWorkbook(zip);
    const textPart = workbook.sharedTextPart;
    const textBytes = textPart === undefined ? 0 : (zip.size(textPart) ?? 0);
    let done = 0;
    let total = textBytes;
    const onBytes = (bytes: number) => {
      done += bytes;
      onShare(total === 0 ? 0 : Math.min(1, done / total));
    };
    total += Math.max(...workbook.visibleSheets.map((sheet) => zip.size(sheet) ?? 0));
    const sharedTexts = textPart === undefined ? [] : await readSharedTexts(zip, textPart, limits, onBytes);
    const context: SheetContext = { styles: workbook.styles, date1904: workbook.date1904, sharedTexts, limits };

    const sheet = await chooseSheet(zip, workbook.visibleSheets, context, acceptsHeader);
    done = textBytes;
    total = textBytes + (zip.size(sheet) ?? 0);
    yield* readSheet(sheet, counted(zip.read(sheet, limits.inflatedBytes), onBytes), context);
  } finally {
    zip.close();
  }
}

/** The first sheet with the header that is looked for; where none has it, the first with anything in it. */
async function chooseSheet(
  zip: ZipPackage,
  sheets: readonly string[],
  context: SheetContext,
  acceptsHeader: TableOptions['acceptsHeader'],
): Promise<string> {
  const first = sheets[0] as string;
  if (sheets.length === 1) return first;
  let filled: string | undefined;
  for (const sheet of sheets) {
    const top = await topRows(zip, sheet, context);
    if (top.length > 0) filled ??= sheet;
    if (acceptsHeader === undefined ? top.length > 0 : top.some((row) => acceptsHeader(row.cells))) return sheet;
  }
  return filled ?? first;
}

async function topRows(zip: ZipPackage, sheet: string, context: SheetContext): Promise<TableRow[]> {
  const top: TableRow[] = [];
  for await (const rows of readSheet(sheet, zip.read(sheet, context.limits.inflatedBytes), context)) {
    top.push(...rows.slice(0, HEADER_SEARCH_ROWS - top.length));
    if (top.length >= HEADER_SEARCH_ROWS) break;
  }
  return top;
}

async function* counted(pieces: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    onBytes(piece.length);
    yield piece;
  }
}
