import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../time/plain-date.ts';
import { type Candidate, parseQuery, termHolds, type Way, waysOf } from './query.ts';
import { gramNumber, gramsOf, gramWord, runningNumber, searchKey, wordsOfDossier, wordsOfPerson } from './words.ts';

const TODAY = '2023-09-10' as PlainDate;
const PROCEDURES = [
  { code: '1.001193', name: 'Đăng ký khai sinh' },
  { code: '2.000815', name: 'Chứng thực bản sao từ bản chính' },
];
const DOSSIER: Candidate = {
  dossierCode: '000.18.22.H32-230831-0042',
  procedureCode: '1.001193',
  receivedOn: '2023-08-31' as PlainDate,
  dueOn: '2023-09-05' as PlainDate,
  people: [{ fullName: 'Nguyễn Thị Hòa', identityNumber: '056304001880', phone: '0905123456' }],
};

/** Every word under which the index has a dossier. */
const wordsOf = (candidate: Candidate): Set<string> =>
  new Set(
    [wordsOfDossier(candidate), ...candidate.people.map(wordsOfPerson)].flatMap(({ keys, words }) => [
      ...words,
      ...keys.flatMap(gramsOf),
    ]),
  );
const wayHolds = (way: Way, words: ReadonlySet<string>): boolean =>
  way.words.every((word) => words.has(word)) &&
  (way.range === undefined ||
    [...words].some((word) => word >= (way.range?.from ?? '') && word < (way.range?.before ?? '')));

/** As the search does it: the index narrows down, then the dossier itself is looked at. */
function found(text: string, candidate: Candidate = DOSSIER, matching: 'whole' | 'beginning' = 'whole'): boolean {
  const words = wordsOf(candidate);
  const terms = parseQuery(text, TODAY);
  return (
    terms.length > 0 &&
    terms.every((term) => {
      const ways = waysOf(term, PROCEDURES, matching);
      return (
        (ways.length === 0 || ways.some((way) => wayHolds(way, words))) &&
        termHolds(term, candidate, PROCEDURES, matching)
      );
    })
  );
}

describe('a dossier is found by anything on its slip', () => {
  it.each([
    '000.18.22.H32-230831-0042',
    'h32-230831-0042',
    '230831-0042',
    '0831-00',
    '42',
    '0042',
    'nguyen thi hoa',
    'HOÀ NGUYỄN',
    'thị hòa nguyễn',
    'Nguyễn'.normalize('NFD'),
    '0905123456',
    '0905 123 456',
    '0905.123.456',
    '+84905123456',
    '3456',
    '056304001880',
    '001880',
    'khai sinh',
    'đăng ký khai sinh hoa',
    '1.001193',
    '31/8/2023',
    '31-08-2023',
    '2023-08-31',
    '31/8',
    '05/09/2023',
    '8/2023',
    'hoa 31/8/2023 khai',
  ])('%s', (text) => {
    expect(found(text)).toBe(true);
  });

  it.each([
    'nguyen van hoa',
    '0905123457',
    '43',
    '230831-0043',
    '31/8/2022',
    '7/2023',
    'chứng thực',
    'sinh khai tử',
    '',
    '   ',
    '...',
    '31/2/2023 hoa',
  ])('but not by «%s»', (text) => {
    expect(found(text)).toBe(false);
  });

  it('by the beginning of a word only when asked so', () => {
    expect(found('nguy ho')).toBe(false);
    expect(found('nguy ho', DOSSIER, 'beginning')).toBe(true);
    expect(found('uyen', DOSSIER, 'beginning')).toBe(false);
  });

  it('by any part of three or more signs of its code, phone and identity number, however it is cut', () => {
    const texts = [DOSSIER.dossierCode, '056304001880', '0905123456'];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(30), fc.integer({ min: 3, max: 30 }), (text, at, length) => {
        const part = text.slice(at % text.length, (at % text.length) + length);
        fc.pre(searchKey(part).length >= 3 && /\d/.test(part) && parseQuery(part, TODAY)[0]?.kind === 'key');
        expect(found(part)).toBe(true);
      }),
    );
  });

  it('by the words of its name in any order, with or without marks', () => {
    const words = ['Nguyễn', 'Thị', 'Hòa', 'nguyen', 'THI', 'hoà'];
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { minLength: 1 }), (some) => {
        expect(found(some.join(' '))).toBe(true);
      }),
    );
  });
});

describe('what holds is never narrowed away', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const candidates = fc.record({
    dossierCode: digits(4).map((number) => `000.18.22.H32-230831-${number}`),
    procedureCode: fc.constantFrom('1.001193', '2.000815', '9.999999', ''),
    receivedOn: fc.constantFrom('2023-08-31' as PlainDate, null),
    dueOn: fc.constantFrom('2023-09-05' as PlainDate, null),
    people: fc.array(
      fc.record({
        fullName: fc.constantFrom('Nguyễn Thị Hòa', 'Lê An', 'Y Bih Niê', '', 'Trần Văn A 2'),
        identityNumber: digits(12),
        phone: digits(10),
      }),
      { maxLength: 3 },
    ),
  });
  const queries = fc
    .array(
      fc.oneof(
        fc.constantFrom('hoa', 'le', 'ho', 'khai', 'chung', 'bản', '31/8', '9/2023', '1.00', '2.000815', 'y', 'bih'),
        fc.stringMatching(/^[0-9a-h.-]{1,5}$/),
        fc.string({ maxLength: 6 }),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((tokens) => tokens.join(' '));

  it('for any dossier and any text', () => {
    fc.assert(
      fc.property(
        candidates,
        queries,
        fc.constantFrom('whole' as const, 'beginning' as const),
        (dossier, text, how) => {
          const words = wordsOf(dossier);
          for (const term of parseQuery(text, TODAY)) {
            if (!termHolds(term, dossier, PROCEDURES, how)) continue;
            const ways = waysOf(term, PROCEDURES, how);
            expect(ways.length === 0 || ways.some((way) => wayHolds(way, words))).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('grams as numbers', () => {
  it('are the same grams', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-z]{3,12}$/), (key) => {
        expect(gramsOf(key).map((_, at) => gramWord(gramNumber(key, at)))).toEqual(gramsOf(key));
      }),
    );
  });
});

describe('reading what was typed', () => {
  it('takes the last day that is not in the future where the year is missing', () => {
    expect(parseQuery('31/12', TODAY)).toEqual([{ kind: 'days', from: '2022-12-31', through: '2022-12-31' }]);
    expect(parseQuery('10/9', TODAY)).toEqual([{ kind: 'days', from: '2023-09-10', through: '2023-09-10' }]);
    expect(parseQuery('29/2', TODAY)).toEqual([{ kind: 'days', from: '2020-02-29', through: '2020-02-29' }]);
  });

  it('knows how long months are', () => {
    expect(parseQuery('2/2024', TODAY)).toEqual([{ kind: 'days', from: '2024-02-01', through: '2024-02-29' }]);
  });

  it('looks at no more than a limit', () => {
    expect(parseQuery('a '.repeat(10_000), TODAY).length).toBeLessThanOrEqual(10);
    expect(parseQuery('x'.repeat(10_000), TODAY)).toEqual([{ kind: 'word', word: 'x'.repeat(20) }]);
  });

  it('reads running numbers without their zeros', () => {
    expect(runningNumber('000.18.22.H32-230605-0012')).toBe('12');
    expect(runningNumber('H32.22.18-20260609-0092637')).toBe('92637');
    expect(runningNumber('x-0000')).toBe('0');
    expect(runningNumber('khong')).toBeUndefined();
  });
});
