/** Words that the law took away, documents cited, notions and typing slips. */
import { formatDate, isPlainDate, type PlainDate } from '../../time/plain-date.ts';
import { canonicalLabel, standsAlone } from '../canonical.ts';
import { type RuleContext, unitEvidence } from '../context.ts';
import type { CitedDocument } from '../law.ts';
import type { NumberToken } from '../numbers.ts';
import type { TextUnit } from '../outline.ts';

export function checkLegalWords(context: RuleContext): void {
  for (const unit of context.units) {
    abolishedTerms(context, unit);
    typos(context, unit);
    swappedAbbreviations(context, unit);
    concepts(context, unit);
  }
  citations(context);
}

function placesOf(text: string, phrase: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    if (standsAlone(text, at, at + phrase.length)) places.push(at);
  }
  return places;
}

/** V01 */
function abolishedTerms(context: RuleContext, unit: TextUnit): void {
  const { period } = context;
  if (period === null) return;
  for (const term of context.law.abolishedTerms) {
    if (
      term.abolishedFrom > period.from ||
      term.unless?.some((word) => unit.canonical.includes(canonicalLabel(word))) === true
    )
      continue;
    const found = [...term.phrases]
      .map(canonicalLabel)
      .sort((a, b) => b.length - a.length)
      .flatMap((phrase) => placesOf(unit.canonical, phrase).map((at) => ({ at, to: at + phrase.length })))[0];
    if (found === undefined) continue;
    context.add(
      'V01',
      `«${unit.text.slice(found.at, found.to)}» không còn dùng từ ngày ${formatDate(term.abolishedFrom)} theo ${term.by}; dùng ${term.instead}`,
      [unitEvidence(unit, found.at, found.to)],
    );
  }
}

/** V04 */
function typos(context: RuleContext, unit: TextUnit): void {
  for (const typo of context.law.typos) {
    const text = typo.caseSensitive ? unit.text : unit.canonical;
    const wrong = typo.caseSensitive ? typo.wrong : canonicalLabel(typo.wrong);
    for (const at of placesOf(text, wrong)) {
      const after = unit.canonical.slice(at + wrong.length).trimStart();
      if (typo.unlessFollowedBy !== undefined && after.startsWith(canonicalLabel(typo.unlessFollowedBy))) continue;
      context.add('V04', `«${unit.text.slice(at, at + wrong.length)}» có lẽ gõ nhầm; viết «${typo.right}»`, [
        unitEvidence(unit, at, at + wrong.length),
      ]);
    }
  }
}

/** V04: a known abbreviation with two neighbouring letters swapped. */
function swappedAbbreviations(context: RuleContext, unit: TextUnit): void {
  const known = new Set(context.law.words.abbreviations);
  const listed = new Set(context.law.typos.map((typo) => typo.wrong));
  for (const match of unit.text.matchAll(/(?<![\p{L}\d/-])\p{Lu}{3,}(?![\p{L}\d])/gu)) {
    const word = match[0];
    if (known.has(word) || listed.has(word) || isInUpperCase(unit.text)) continue;
    for (let i = 0; i + 1 < word.length; i += 1) {
      const swapped = word.slice(0, i) + (word[i + 1] as string) + (word[i] as string) + word.slice(i + 2);
      if (swapped !== word && known.has(swapped)) {
        context.add('V04', `«${word}» có lẽ gõ nhầm; viết «${swapped}»`, [
          unitEvidence(unit, match.index, match.index + word.length),
        ]);
        break;
      }
    }
  }
}

const isInUpperCase = (text: string): boolean => text.toUpperCase() === text;

/** V05 */
function concepts(context: RuleContext, unit: TextUnit): void {
  for (const concept of context.law.concepts) {
    const words = concept.words.map(canonicalLabel);
    if (!words.every((word) => unit.canonical.includes(word))) continue;
    const at = unit.canonical.indexOf(words[1] ?? (words[0] as string));
    context.add('V05', concept.message, [unitEvidence(unit, at, at + (words[1] ?? (words[0] as string)).length)]);
    return;
  }
}

interface Citation {
  readonly number: string;
  readonly date: PlainDate | null;
  readonly unit: TextUnit;
  readonly from: number;
  readonly to: number;
}

const dateOf = (token: NumberToken | undefined): PlainDate | null => {
  if (token?.kind !== 'date' || token.year === null) return null;
  const text = `${token.year}-${String(token.month).padStart(2, '0')}-${String(token.day).padStart(2, '0')}`;
  return isPlainDate(text) ? text : null;
};

function citationsOf(unit: TextUnit): Citation[] {
  const tokens = unit.tokens;
  return tokens.flatMap((token, i) => {
    if (token.kind !== 'citation' || !/\p{L}/u.test(token.raw)) return [];
    const next = tokens[i + 1];
    const between = next === undefined ? '' : unit.canonical.slice(token.to, next.from);
    const date = /^\s*(?:,?\s*ngày\s*)?$/u.test(between) ? dateOf(next) : null;
    return [
      { number: token.raw, date, unit, from: token.from, to: date === null || next === undefined ? token.to : next.to },
    ];
  });
}

const suffix = (number: string): string => number.replace(/^\d+/, '');

/** V02: cited though replaced or not yet in force. V03: number and date that do not belong together. */
function citations(context: RuleContext): void {
  const all = context.units.flatMap(citationsOf);
  const told = new Set<string>();
  for (const citation of all) {
    const known = context.law.citedDocuments.find((document) => canonicalLabel(document.number) === citation.number);
    if (known !== undefined) inForce(context, citation, known, told);
    if (citation.date === null) continue;
    if (known !== undefined && known.issued !== citation.date) {
      context.add(
        'V03',
        `${known.number} ban hành ngày ${formatDate(known.issued)}, không phải ${formatDate(citation.date)}`,
        [unitEvidence(citation.unit, citation.from, citation.to)],
      );
      continue;
    }
    const year = /\/((?:19|20)\d{2})\//.exec(citation.number);
    if (year !== null && citation.date.slice(0, 4) !== year[1]) {
      context.add(
        'V03',
        `Số ${citation.number.toUpperCase()} mang năm ${year[1]} nhưng ngày ban hành ghi năm ${citation.date.slice(0, 4)}`,
        [unitEvidence(citation.unit, citation.from, citation.to)],
      );
      continue;
    }
    const twin =
      known === undefined
        ? context.law.citedDocuments.find(
            (document) =>
              document.issued === citation.date && suffix(canonicalLabel(document.number)) === suffix(citation.number),
          )
        : undefined;
    if (twin !== undefined) {
      context.add(
        'V03',
        `Ngày ${formatDate(citation.date)} là ngày ban hành của ${twin.number}, không phải ${citation.number.toUpperCase()}`,
        [unitEvidence(citation.unit, citation.from, citation.to)],
      );
      continue;
    }
    disagreement(context, citation, all, told);
  }
}

function inForce(context: RuleContext, citation: Citation, known: CitedDocument, told: Set<string>): void {
  const { period } = context;
  if (period === null || told.has(`V02/${known.number}`)) return;
  const gone = known.replacedFrom !== null && known.replacedFrom <= period.from;
  const early = known.issued > period.through;
  if (!gone && !early) return;
  told.add(`V02/${known.number}`);
  context.add(
    'V02',
    gone
      ? `${known.number} đã được thay bằng ${known.replacedBy ?? 'văn bản khác'} từ ngày ${formatDate(known.replacedFrom as PlainDate)}`
      : `${known.number} ban hành ngày ${formatDate(known.issued)}, sau kỳ báo cáo`,
    [unitEvidence(citation.unit, citation.from, citation.to)],
  );
}

/** Each is held against so many others; a report cites some dozens. */
const MOST_CITATIONS = 300;

/** The same number with two dates; or the same date and signer with two numbers, where one is cited more often. */
function disagreement(context: RuleContext, citation: Citation, all: readonly Citation[], told: Set<string>): void {
  for (const other of all.slice(0, MOST_CITATIONS)) {
    if (other === citation || other.date === null) continue;
    const sameNumber = other.number === citation.number && other.date !== citation.date;
    const near =
      other.number !== citation.number &&
      other.date === citation.date &&
      suffix(other.number) === suffix(citation.number) &&
      sameLength(other.number, citation.number);
    if (!sameNumber && !near) continue;
    const key = `V03/${[citation.number, citation.date, other.number, other.date].sort().join('|')}`;
    if (told.has(key)) return;
    told.add(key);
    const evidence = [
      unitEvidence(other.unit, other.from, other.to),
      unitEvidence(citation.unit, citation.from, citation.to),
    ];
    if (sameNumber) {
      context.add(
        'V03',
        `Số ${citation.number.toUpperCase()} được ghi hai ngày khác nhau: ${formatDate(other.date)} và ${formatDate(citation.date as PlainDate)}`,
        evidence,
      );
    } else {
      context.add(
        'V03',
        `Cùng ngày ${formatDate(other.date)} có hai số gần giống nhau: ${other.number.toUpperCase()} và ${citation.number.toUpperCase()}; kiểm tra có gõ nhầm không`,
        evidence,
        'note',
      );
    }
    return;
  }
}

/** Differ in one digit, or one digit more or less. */
function sameLength(a: string, b: string): boolean {
  const x = /^\d+/.exec(a)?.[0] ?? '';
  const y = /^\d+/.exec(b)?.[0] ?? '';
  if (Math.abs(x.length - y.length) > 1) return false;
  if (x.length !== y.length)
    return x.length > y.length ? x.startsWith(y) || x.endsWith(y) : y.startsWith(x) || y.endsWith(x);
  return [...x].filter((digit, i) => digit !== y[i]).length === 1;
}
