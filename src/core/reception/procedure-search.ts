/**
 * Finding a procedure (tìm thủ tục) by any part of its name without marks, or by its code: every word that was typed must
 * begin a word of the name or of its sector, or stand somewhere in the code.
 */
import { Remembered } from '../remembered.ts';
import { foldMarks, foldWords } from '../text/fold.ts';

export interface SearchableProcedure {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
}

/** A procedure made ready once, so that each typed letter costs no folding. */
export interface IndexedProcedure<P extends SearchableProcedure> {
  readonly procedure: P;
  readonly code: string;
  readonly name: string;
  readonly nameWords: readonly string[];
  readonly sectorWords: readonly string[];
}

/** More is a text that was pasted by mistake. */
const MOST_WORDS = 20;

export function indexProcedures<P extends SearchableProcedure>(
  procedures: readonly P[],
): readonly IndexedProcedure<P>[] {
  return procedures.map((procedure) => ({
    procedure,
    code: foldMarks(procedure.code),
    name: folded(procedure.name).join(' '),
    nameWords: folded(procedure.name),
    sectorWords: folded(procedure.sector),
  }));
}

/** Words of names and sectors: a catalogue is read anew for every search, and is the same every time. */
const foldedTexts = new Remembered<readonly string[]>(20_000);

const folded = (text: string): readonly string[] =>
  foldedTexts.find(text) ?? foldedTexts.keep(text, foldWords(text).split(' '));

/** Words as typed: separated by spaces; dots and dashes stay, because codes have them. */
function typedWords(query: string): readonly string[] {
  return foldMarks(query)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
}

/**
 * How well a procedure answers a query; undefined where it does not. Lower is better: its very code, a code that begins so,
 * a name that begins so, the words in their order, any order, words of the sector.
 */
function rank(entry: IndexedProcedure<SearchableProcedure>, words: readonly string[]): number | undefined {
  const whole = words.join(' ');
  if (entry.code === whole) return 0;
  if (entry.code.startsWith(whole)) return 1;
  let usesSector = false;
  for (const word of words) {
    const bare = foldWords(word);
    // «khai-sinh» is two words of the name; all of them must be there.
    const parts = bare === '' ? [] : bare.split(' ');
    const inName = parts.length > 0 && parts.every((part) => entry.nameWords.some((other) => other.startsWith(part)));
    if (inName || (word.length >= 3 && entry.code.includes(word))) continue;
    if (parts.length > 0 && parts.every((part) => entry.sectorWords.some((other) => other.startsWith(part)))) {
      usesSector = true;
      continue;
    }
    return undefined;
  }
  const phrase = foldWords(whole);
  if (phrase !== '' && entry.name.startsWith(phrase)) return 2;
  if (phrase !== '' && ` ${entry.name}`.includes(` ${phrase}`)) return 3;
  return usesSector ? 5 : 4;
}

/**
 * Procedures that answer a query, best first; of equals those in `first` (favourites, then recent ones) in their order,
 * then shorter names. An empty query gives `first` and then the rest by name.
 * @param limit at most so many
 */
export function searchProcedures<P extends SearchableProcedure>(
  index: readonly IndexedProcedure<P>[],
  query: string,
  first: readonly string[],
  limit: number,
): readonly P[] {
  const words = typedWords(query);
  const place = new Map(first.map((code, at) => [code, at]));
  const found: { readonly entry: IndexedProcedure<P>; readonly rank: number; readonly place: number }[] = [];
  for (const entry of index) {
    const at = words.length === 0 ? 0 : rank(entry, words);
    if (at === undefined) continue;
    found.push({ entry, rank: at, place: place.get(entry.procedure.code) ?? first.length });
  }
  found.sort(
    (a, b) =>
      // The code that was typed in full is meant, whatever is usual.
      Number(a.rank > 1) - Number(b.rank > 1) ||
      a.place - b.place ||
      a.rank - b.rank ||
      (words.length === 0 ? 0 : a.entry.name.length - b.entry.name.length) ||
      (a.entry.name < b.entry.name ? -1 : a.entry.name > b.entry.name ? 1 : 0) ||
      (a.entry.code < b.entry.code ? -1 : 1),
  );
  return found.slice(0, limit).map(({ entry }) => entry.procedure);
}
