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
import { Remembered } from '../remembered.ts';
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
const IS_KEY = /^[a-z0-9]*$/;

/** A number or code as it is compared: lower case, letters and digits only, +84 as 0. */
export function searchKey(text: string): string {
  if (IS_KEY.test(text)) return text;
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

/** A word of a name as it is compared; names are made of few words, so that most are known already. */
const folded = new Remembered<readonly string[]>(20_000);

const foldedWords = (word: string): readonly string[] =>
  folded.find(word) ??
  folded.keep(
    word,
    foldWords(word)
      .split(' ')
      .filter((part) => part !== '')
      .map((part) => part.slice(0, LONGEST_WORD)),
  );

const SPACES = /\s+/u;

/** Words of a name in their order, without marks. */
export const nameWords = (fullName: string): string[] =>
  fullName.split(SPACES).flatMap(foldedWords).slice(0, MOST_WORDS_OF_A_NAME);

/** What something is found by. */
export interface SearchWords {
  /** Codes and numbers, found by any three neighbouring characters ({@link gramsOf}). */
  readonly keys: readonly string[];
  /** Every other word. */
  readonly words: readonly string[];
}

/** What the dossier itself is found by. */
export function wordsOfDossier(dossier: SearchableDossier): SearchWords {
  const words: string[] = [];
  const number = runningNumber(dossier.dossierCode);
  if (number !== undefined) words.push(`s${number}`);
  if (dossier.procedureCode !== '') words.push(procedureWord(dossier.procedureCode));
  if (dossier.receivedOn !== null) words.push(dayWord('d', dossier.receivedOn));
  if (dossier.dueOn !== null) words.push(dayWord('h', dossier.dueOn));
  return { keys: [searchKey(dossier.dossierCode)], words };
}

/** What a dossier is found by because of a person in it. */
export function wordsOfPerson(person: SearchablePerson): SearchWords {
  return {
    keys: [searchKey(person.identityNumber), searchKey(person.phone)],
    words: nameWords(person.fullName).map((word) => `n${word}`),
  };
}

const SIGNS = 36;
/** How many different grams there are. */
export const GRAM_COUNT = SIGNS ** GRAM;

const signAt = (key: string, at: number): number => {
  const code = key.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
};
/** A gram of a key as a number, from 0 to {@link GRAM_COUNT} − 1; `keys` as {@link searchKey} makes them. */
export const gramNumber = (key: string, at: number): number =>
  (signAt(key, at) * SIGNS + signAt(key, at + 1)) * SIGNS + signAt(key, at + 2);
/** The word of a gram's number. */
export const gramWord = (gram: number): string => `g${gram.toString(SIGNS).padStart(GRAM, '0')}`;
