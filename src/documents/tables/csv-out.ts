/**
 * Lists as CSV for spreadsheets (tải danh sách): UTF-8 with its mark, so that Excel reads Vietnamese, and no cell that a
 * spreadsheet would take for a formula.
 */

/** A cell that begins like a formula is led by an apostrophe. @see OWASP, CSV injection */
const FORMULA_START = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /["\n\r,;]/;

export function csvCell(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvFile(header: readonly string[], rows: Iterable<readonly string[]>): Uint8Array {
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
}
