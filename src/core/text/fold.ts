/**
 * Comparing Vietnamese text as people do: whatever its case, its Unicode form (NFC or NFD), its spacing, the place of
 * its tone mark (hoà = hòa) and, for searching, whether it has marks at all (đ → d).
 */

const COMBINING_MARKS = /\p{M}/gu;
const SPACES = /[\s\u00a0\u200b\ufeff]+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
/** Đ and đ; and Ð ð (eth), which old Vietnamese typefaces and some keyboards give in their place. */
const STROKED_D = /[đĐðÐ]/gu;

/** True where every character is ASCII, so that nothing is left to normalise. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/**
 * The text in lower case without marks (bỏ dấu), đ → d, runs of spaces as one, none at the ends.
 * For searching and for recognising headers; `Hoà`, `hòa` and `HOA` all give `hoa`. Punctuation stays.
 */
export function foldMarks(text: string): string {
  const bare = isAscii(text) ? text : text.normalize('NFD').replace(COMBINING_MARKS, '').replace(STROKED_D, 'd');
  return bare.toLowerCase().replace(SPACES, ' ').trim();
}

/** {@link foldMarks}, and everything that is neither letter nor digit becomes a space: `Phí, lệ phí` → `phi le phi`. */
export function foldWords(text: string): string {
  return foldMarks(foldMarks(text).replace(NOT_WORD, ' '));
}

const TONE = '[\\u0300\\u0301\\u0303\\u0309\\u0323]';
const END_OF_SYLLABLE = '(?![\\p{L}\\p{M}])';
/** The open syllables on whose vowels two schools put the tone differently: oa, oe, uy. */
const TONE_ON_SECOND = [
  new RegExp(`([oO])([aAeE])(${TONE})${END_OF_SYLLABLE}`, 'gu'),
  new RegExp(`([uU])([yY])(${TONE})${END_OF_SYLLABLE}`, 'gu'),
] as const;
/** In `quý` the u belongs to the consonant, so that the tone goes (back) to the y. */
const TONE_ON_QU = new RegExp(`([qQ][uU])(${TONE})([yYaAeE])${END_OF_SYLLABLE}`, 'gu');

/**
 * The text in NFC with the tone mark (dấu thanh) of open oa, oe, uy on the first vowel: `hoà` → `hòa`, `thuý` → `thúy`,
 * `huỷ` → `hủy`; `quý` stays, `hoàn` and `ngoài` stay. Case and spaces are kept.
 */
export function normaliseTonePlacement(text: string): string {
  if (isAscii(text)) return text;
  let marked = text.normalize('NFD');
  for (const pattern of TONE_ON_SECOND) marked = marked.replace(pattern, '$1$3$2');
  return marked.replace(TONE_ON_QU, '$1$3$2').normalize('NFC');
}

/**
 * Whether two texts are the same words: case, Unicode form, spacing and tone placement aside. Marks count:
 * `Hoà` = `hòa`, but `Hòa` ≠ `Hoa`.
 */
export function sameText(a: string, b: string): boolean {
  return a === b || comparable(a) === comparable(b);
}

function comparable(text: string): string {
  return normaliseTonePlacement(text).toLowerCase().replace(SPACES, ' ').trim();
}
