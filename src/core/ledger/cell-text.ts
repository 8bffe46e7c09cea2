/** Text of a cell as it enters the product: NFC, plain spaces, nothing invisible; what may not enter is refused. */

export type CellTextFault = 'controlCharacter' | 'excelError';

export const CELL_TEXT_FAULTS = {
  controlCharacter: 'có ký tự điều khiển không nhìn thấy. Gõ lại ô này, không dán từ chương trình khác.',
  excelError: 'là lỗi tính toán của Excel, không phải dữ liệu. Sửa công thức hoặc gõ thẳng giá trị vào ô.',
} as const satisfies Record<CellTextFault, string>;

const EXCEL_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/;

/** Spaces of every kind, line breaks and tabs among them. */
const ANY_SPACES = /[\s\u00a0]+/g;
/** Characters without width that come along when text is pasted: zero-width ones, soft hyphen, byte order mark. */
const WITHOUT_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Control characters, marks that turn the direction of writing, lone halves of surrogate pairs. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * One line of text: NFC, runs of spaces and line breaks as one space, none at the ends, invisible characters out.
 * Text that begins with `=`, `+`, `-` or `@` stays that text: nothing here is ever a formula.
 */
export function cleanCell(raw: string): string | { readonly fault: CellTextFault } {
  // Most cells hold printable ASCII and precomposed Vietnamese letters, single spaces inside: nothing to do for them.
  let tidy = true;
  let spaceBefore = true;
  for (let at = 0; at < raw.length; at += 1) {
    const c = raw.charCodeAt(at);
    if (c === 0x20) {
      if (spaceBefore) {
        tidy = false;
        break;
      }
      spaceBefore = true;
      continue;
    }
    spaceBefore = false;
    if (c < 0x20 || (c > 0x7e && c < 0xa1) || c === 0xad || (c >= 0x300 && (c < 0x1e00 || c > 0x1eff))) {
      tidy = false;
      break;
    }
  }
  if (tidy && !spaceBefore && raw.charCodeAt(0) !== 0x23) return raw;
  if (raw === '') return raw;
  const text = raw.replace(WITHOUT_WIDTH, '').replace(ANY_SPACES, ' ').trim().normalize('NFC');
  if (FORBIDDEN.test(text)) return { fault: 'controlCharacter' };
  return EXCEL_ERROR.test(text) ? { fault: 'excelError' } : text;
}
