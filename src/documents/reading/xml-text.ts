/** Text into XML. */

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 can hold: no control characters but tab and line breaks. */
const allowed = (character: string): boolean =>
  character >= ' ' || character === '\t' || character === '\n' || character === '\r';

export function escapeXml(text: string): string {
  return Array.from(text, (character) => NAMED[character] ?? (allowed(character) ? character : '')).join('');
}
