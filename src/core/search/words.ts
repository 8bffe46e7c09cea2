/**
 * The words under which a dossier is found (từ khóa tra cứu hồ sơ): everything that its slip prints, cut so that any part
 * of a number, any word of a name without its marks, a procedure or a day leads back to it.
 *
 * | word         | from                                                                    |
 * | ------------ | ----------------------------------------------------------------------- |
 * | `nnguyen`    | a word of a person's name, without marks                                |
 * | `g230`       | three neighbouring characters of a code, a phone or an identity number  |
 * | `s12`        | the running number at the end of a code, without leading zeros          |
 * | `p1001193`   | the procedure                                                           |
 * | `d20230831`  | the day of receipt                                                      |
 * | `h20230905`  | the day on which the result is due                                      |
 */
import { foldMarks, foldWords } from '../text/fold.ts';
import type { PlainDate } from '../time/plain-date.ts';

/** What of a person is looked for. */
export interface SearchablePerson {
  readonly fullName: string;
  readonly identityNumber: string;
  readonly phone: string;
}

/** What of a dossier is looked for. */
export interface SearchableDossier {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly receivedOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
}

/** A longer word is looked for by its beginning. */
export const LONGEST_WORD = 20;
const MOST_WORDS_OF_A_NAME = 16;
export const GRAM = 3;

const NOT_KEY = /[^a-z0-9]+/g;

/** A number or code as it is compared: lower case, letters and digits only, +84 as 0. */
export function searchKey(text: string): string {
  const folded = foldMarks(text);
  return (folded.startsWith('+84') ? `0${folded.slice(3)}` : folded).replace(NOT_KEY, '');
}

/** Every three neighbouring characters of a key; none of a shorter one. */
export function gramsOf(key: string): string[] {
  const grams: string[] = [];
  for (let at = 0; at + GRAM <= key.length; at += 1) grams.push(`g${key.slice(at, at + GRAM)}`);
  return grams;
}

/** So many grams narrow a search down as far as it pays; more would only be read. */
const MOST_GRAMS = 5;

/** Grams that together cover a key from its end, where numbers differ most; none of a key that is shorter than one. */
export function tellingGramsOf(key: string): string[] {
  const grams = new Set<string>();
  for (let at = key.length - GRAM; at > -GRAM && grams.size < MOST_GRAMS; at -= GRAM)
    if (key.length >= GRAM) grams.add(`g${key.slice(Math.max(0, at), Math.max(0, at) + GRAM)}`);
  return [...grams];
}

/** The running number at the end of a code, without leading zeros; undefined where it does not end in digits. */
export function runningNumber(dossierCode: string): string | undefined {
  const digits = /(\d+)\s*$/.exec(dossierCode)?.[1];
  return digits === undefined ? undefined : digits.replace(/^0+(?=\d)/, '');
}

export const procedureWord = (code: string): string => `p${searchKey(code)}`;

export const dayWord = (kind: 'd' | 'h', day: PlainDate): string => `${kind}${day.replaceAll('-', '')}`;

export const nameWords = (fullName: string): string[] => {
  const folded = foldWords(fullName);
  return folded === ''
    ? []
    : folded
        .split(' ')
        .slice(0, MOST_WORDS_OF_A_NAME)
        .map((word) => word.slice(0, LONGEST_WORD));
};

/** Words of the dossier itself; each once. */
export function wordsOfDossier(dossier: SearchableDossier): Set<string> {
  const words = new Set(gramsOf(searchKey(dossier.dossierCode)));
  const number = runningNumber(dossier.dossierCode);
  if (number !== undefined) words.add(`s${number}`);
  if (dossier.procedureCode !== '') words.add(procedureWord(dossier.procedureCode));
  if (dossier.receivedOn !== null) words.add(dayWord('d', dossier.receivedOn));
  if (dossier.dueOn !== null) words.add(dayWord('h', dossier.dueOn));
  return words;
}

/** Words of a person in it; each once. */
export function wordsOfPerson(person: SearchablePerson): Set<string> {
  const words = new Set(nameWords(person.fullName).map((word) => `n${word}`));
  for (const gram of gramsOf(searchKey(person.identityNumber))) words.add(gram);
  for (const gram of gramsOf(searchKey(person.phone))) words.add(gram);
  return words;
}
