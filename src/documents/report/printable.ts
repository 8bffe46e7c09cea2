/**
 * Text on its way to paper. People paste anything into a form: control characters that XML refuses, halves of
 * characters, marks that turn the reading direction around, letters and marks kept apart. A printed report shows what
 * can be shown and is never broken by the rest.
 */

/** Controls except the line feed, marks that override the direction of reading, and non-characters. */
const UNPRINTABLE = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text in composed letters (NFC), its lines parted by `\n`, without anything that cannot be printed. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(UNPRINTABLE, '')
    .normalize('NFC');
}

/** As {@link printable}, on one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s*\n\s*/g, ' ');
}

/** A piece of text; `whole` pieces may not be broken over two lines. */
export interface Piece {
  readonly text: string;
  readonly whole: boolean;
}

/** `104/QĐ-UBND`, `61/2018/NĐ-CP`, `II.06a/VPCP/KSTT`, `15/6/2023`: a token with a digit, joined by slashes. */
const DOCUMENT_NUMBER = /(?=[\p{L}.]*\d)[\p{L}\d.]+(?:\/[\p{L}\d.&-]*[\p{L}\d])+/gu;
const LONGEST_WHOLE = 40;

/** Parts a text so that the numbers of documents (số, ký hiệu) and dates stay on one line. */
export function pieces(text: string): readonly Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(DOCUMENT_NUMBER)) {
    if (match[0].length > LONGEST_WHOLE) continue;
    if (match.index > from) out.push({ text: text.slice(from, match.index), whole: false });
    out.push({ text: match[0], whole: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) out.push({ text: text.slice(from), whole: false });
  return out;
}
