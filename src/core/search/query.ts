/**
 * What a person typed into the search box (nội dung cần tìm), read into terms that must all hold. A term with a digit is
 * part of a code, a phone or an identity number, or a day; any other is a word of a name or of a procedure's name.
 */
import { foldWords } from '../text/fold.ts';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import {
  dayWord,
  LONGEST_WORD,
  nameWords,
  procedureWord,
  runningNumber,
  type SearchableDossier,
  type SearchablePerson,
  searchKey,
  tellingGramsOf,
} from './words.ts';

export type Term =
  /** Folded: lower case without marks. */
  | { readonly kind: 'word'; readonly word: string }
  /** Letters and digits only. */
  | { readonly kind: 'key'; readonly key: string }
  /** Both ends count. */
  | { readonly kind: 'days'; readonly from: PlainDate; readonly through: PlainDate };

export const LONGEST_QUERY = 200;
const MOST_TERMS = 10;

const FULL_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^(\d{1,2})[/](\d{4})$/;
const SHORT_DAY = /^(\d{1,2})[/](\d{1,2})$/;

const pad = (text: string): string => text.padStart(2, '0');
const asDay = (text: string): PlainDate | undefined => (isPlainDate(text) ? (text as PlainDate) : undefined);

/** `31/8/2023`, `2023-08-31`, `8/2023`, `31/8` (the last one that is not in the future). */
function parseDays(token: string, today: PlainDate): Term | undefined {
  const day = (found: PlainDate | undefined): Term | undefined =>
    found === undefined ? undefined : { kind: 'days', from: found, through: found };
  const full = FULL_DAY.exec(token);
  if (full !== null) return day(asDay(`${full[3]}-${pad(full[2] as string)}-${pad(full[1] as string)}`));
  if (ISO_DAY.test(token)) return day(asDay(token));
  const month = MONTH.exec(token);
  if (month !== null) {
    const of = `${month[2]}-${pad(month[1] as string)}`;
    if (asDay(`${of}-01`) === undefined) return undefined;
    const last = ['31', '30', '29', '28'].map((end) => asDay(`${of}-${end}`)).find((end) => end !== undefined);
    return { kind: 'days', from: `${of}-01` as PlainDate, through: last as PlainDate };
  }
  const short = SHORT_DAY.exec(token);
  if (short === null) return undefined;
  const rest = `${pad(short[2] as string)}-${pad(short[1] as string)}`;
  const year = Number(today.slice(0, 4));
  const found = [year, year - 1, year - 2, year - 3, year - 4]
    .map((of) => asDay(`${of}-${rest}`))
    .find((candidate) => candidate !== undefined && candidate <= today);
  return day(found);
}

/** Nothing to look for gives no terms. */
export function parseQuery(text: string, today: PlainDate): readonly Term[] {
  const terms: Term[] = [];
  for (const token of text.slice(0, LONGEST_QUERY).normalize('NFC').split(/\s+/u)) {
    if (token === '') continue;
    const days = parseDays(token, today);
    if (days !== undefined) terms.push(days);
    else if (/\d/.test(token)) {
      const key = searchKey(token);
      if (key !== '') terms.push({ kind: 'key', key });
    } else
      for (const word of foldWords(token).split(' '))
        if (word !== '') terms.push({ kind: 'word', word: word.slice(0, LONGEST_WORD) });
  }
  return terms.slice(0, MOST_TERMS);
}

/** A procedure as the catalogue names it, in any of its versions. */
export interface NamedProcedure {
  readonly code: string;
  readonly name: string;
}

/** Whole words only, or also words that begin so (a word still being typed). */
export type WordMatching = 'whole' | 'beginning';

const holds = (words: readonly string[], wanted: string, matching: WordMatching): boolean =>
  words.some((word) => (matching === 'whole' ? word === wanted : word.startsWith(wanted)));

/** One way in which a term may hold: all of `words`, and where given any word from `from` (counted) to `before` (not). */
export interface Way {
  readonly words: readonly string[];
  readonly range?: { readonly from: string; readonly before: string };
}

const after = (word: string): string =>
  `${word.slice(0, -1)}${String.fromCharCode(word.charCodeAt(word.length - 1) + 1)}`;

/** The ways in which a term may hold; a dossier may be in one of them by chance, never out of all of them when it holds. */
export function waysOf(term: Term, procedures: readonly NamedProcedure[], matching: WordMatching): readonly Way[] {
  switch (term.kind) {
    case 'days': {
      if (term.from === term.through)
        return [{ words: [dayWord('d', term.from)] }, { words: [dayWord('h', term.from)] }];
      const range = (kind: 'd' | 'h'): Way => ({
        words: [],
        range: { from: dayWord(kind, term.from), before: after(dayWord(kind, term.through)) },
      });
      return [range('d'), range('h')];
    }
    case 'word': {
      const own = `n${term.word}`;
      return [
        matching === 'whole' ? { words: [own] } : { words: [], range: { from: own, before: after(own) } },
        ...procedureWays(procedures, (procedure) => holds(foldWords(procedure.name).split(' '), term.word, matching)),
      ];
    }
    case 'key': {
      const grams = tellingGramsOf(term.key);
      const ways: Way[] = [];
      if (grams.length > 0) ways.push({ words: grams });
      if (/^\d{1,7}$/.test(term.key)) ways.push({ words: [`s${term.key.replace(/^0+(?=\d)/, '')}`] });
      ways.push({ words: [`p${term.key}`] });
      ways.push(...procedureWays(procedures, (procedure) => procedureHolds(procedure, term.key)));
      return ways;
    }
  }
}

const procedureHolds = (procedure: NamedProcedure, key: string): boolean =>
  searchKey(procedure.code).includes(key) || foldWords(procedure.name).split(' ').includes(key);

function procedureWays(procedures: readonly NamedProcedure[], has: (procedure: NamedProcedure) => boolean): Way[] {
  const codes = new Set(procedures.filter(has).map((procedure) => procedure.code));
  return [...codes].map((code) => ({ words: [procedureWord(code)] }));
}

/** A dossier that may be what is looked for. */
export interface Candidate extends SearchableDossier {
  readonly people: readonly SearchablePerson[];
}

/** Whether a term really holds: the words above only narrow the search down. */
export function termHolds(
  term: Term,
  candidate: Candidate,
  procedures: readonly NamedProcedure[],
  matching: WordMatching,
): boolean {
  const own = procedures.filter((procedure) => procedure.code === candidate.procedureCode);
  switch (term.kind) {
    case 'days':
      return [candidate.receivedOn, candidate.dueOn].some(
        (day) => day !== null && day >= term.from && day <= term.through,
      );
    case 'word':
      return (
        candidate.people.some((person) => holds(nameWords(person.fullName), term.word, matching)) ||
        own.some((procedure) => holds(foldWords(procedure.name).split(' '), term.word, matching))
      );
    case 'key':
      return (
        (term.key.length >= 3 &&
          [candidate.dossierCode, ...candidate.people.flatMap((person) => [person.identityNumber, person.phone])].some(
            (text) => searchKey(text).includes(term.key),
          )) ||
        (/^\d+$/.test(term.key) && runningNumber(candidate.dossierCode) === term.key.replace(/^0+(?=\d)/, '')) ||
        own.some((procedure) => procedureHolds(procedure, term.key)) ||
        searchKey(candidate.procedureCode) === term.key
      );
  }
}
