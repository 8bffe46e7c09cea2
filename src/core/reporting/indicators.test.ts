import { describe, expect, it } from 'vitest';
import { localDateTime } from '../time/local-date-time.ts';
import type { IndicatorDefinition } from './definition.ts';
import { IndicatorCatalogue, memberKey, Tally, tallyOf } from './indicators.ts';
import type { Predicate } from './predicate.ts';

const words = { label: 'x', unit: 'x', explanation: 'x' };
const count = (id: string, where: Predicate = { all: [] }): IndicatorDefinition => ({
  ...words,
  id,
  kind: 'count',
  population: 'activity',
  where,
});
const sum = (id: string, of: string, where: Predicate = { all: [] }): IndicatorDefinition => ({
  ...words,
  id,
  kind: 'sum',
  population: 'dossier',
  of,
  where,
});
const computed = (id: string, plus: string[], minus?: string[]): IndicatorDefinition => ({
  ...words,
  id,
  kind: 'computed',
  plus,
  ...(minus === undefined ? {} : { minus }),
});
const ratio = (id: string, numerator: string, denominator: string): IndicatorDefinition => ({
  ...words,
  id,
  kind: 'ratio',
  numerator,
  denominator,
  denominatorName: 'sách',
});
const problems = (...definitions: IndicatorDefinition[]): string => {
  try {
    new IndicatorCatalogue(definitions);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('what is wrong with a catalogue', () => {
  it.each<[string, IndicatorDefinition[], string]>([
    ['twice the same', [count('a'), count('a')], '«a» bị định nghĩa hai lần'],
    ['a part that is not there', [computed('c', ['a', 'b']), count('a')], '«c» dựa vào chỉ tiêu không có: «b»'],
    ['a part to subtract that is not there', [computed('c', ['a'], ['b']), count('a')], '«b»'],
    ['a denominator that is not there', [ratio('r', 'a', 'b'), count('a')], '«b»'],
    ['itself', [computed('c', ['c'])], '«c» dựa vào chính nó'],
    ['a circle', [computed('c', ['d']), computed('d', ['e']), computed('e', ['c'])], '«e» dựa vào chính nó'],
    ['a share that is added', [count('a'), ratio('r', 'a', 'a'), computed('c', ['r', 'a'])], 'tỷ lệ «r»'],
    [
      'a fact that dossiers do not have',
      [{ ...words, id: 'a', kind: 'count', population: 'dossier', where: { flag: 'urgent' } }],
      'a: Hồ sơ không có dữ kiện «urgent»',
    ],
    ['a sum of something that is no number', [sum('a', 'channel')], '«channel» kiểu number'],
    ['a sum of a built-in', [sum('a', 'constructor')], '«constructor» kiểu number'],
  ])('%s', (_, definitions, said) => expect(problems(...definitions)).toContain(said));

  it('says everything at once', () =>
    expect(problems(count('a'), count('a'), ratio('r', 'x', 'y')).split('\n')).toHaveLength(3));

  it('lets two figures share a part', () =>
    expect(problems(count('a'), computed('b', ['a']), computed('c', ['a', 'b']), ratio('r', 'b', 'c'))).toBe(''));
});

describe('figures that rest on others', () => {
  const catalogue = new IndicatorCatalogue([
    count('a'),
    count('b'),
    sum('m', 'feeDue'),
    computed('total', ['a', 'b']),
    computed('rest', ['total'], ['b']),
    ratio('share', 'a', 'total'),
  ]);
  const values: Record<string, number> = { a: 384, b: 92, m: 5 };
  const figure = (id: string) => catalogue.valueOf(id, (base) => values[base] as number);

  it('are computed from what was counted', () => {
    expect(figure('total')).toBe(476);
    expect(figure('rest')).toBe(384);
    expect(figure('share')).toBe(8067);
    expect(catalogue.valueOf('share', () => 0)).toBeNull();
    expect(() => figure('nothing')).toThrow('Không có chỉ tiêu «nothing»');
  });

  it('name what must be counted for them', () => {
    expect(catalogue.basesOf(['share', 'm']).map((base) => base.id)).toEqual(['a', 'b', 'm']);
    expect(catalogue.closureOf(['rest'])).toEqual(['a', 'b', 'rest', 'total']);
  });

  it('do not grow with the ways that lead to them', () => {
    // each figure rests twice on the one before: 2^40 paths, 41 figures
    const deep = [count('x0'), ...Array.from({ length: 40 }, (_, n) => computed(`x${n + 1}`, [`x${n}`, `x${n}`]))];
    expect(new IndicatorCatalogue(deep).closureOf(['x40'])).toHaveLength(41);
    expect(new IndicatorCatalogue(deep).basesOf(['x40']).map((base) => base.id)).toEqual(['x0']);
  });
});

describe('đếm', () => {
  const frame = {
    opensAt: localDateTime('2023-06-15T00:00'),
    asOf: localDateTime('2023-09-14T23:59'),
    granularity: 'minute',
  } as const;
  const catalogue = new IndicatorCatalogue([
    { ...words, id: 'lent', kind: 'count', population: 'activity', where: { flag: 'lent' } },
    { ...words, id: 'pages', kind: 'sum', population: 'activity', of: 'pages', where: { flag: 'lent' } },
    { ...words, id: 'other', kind: 'count', population: 'feedback', where: { all: [] } },
  ]);
  const bases = catalogue.basesOf(['lent', 'pages', 'other']);
  const book = (id: string, rowKey: string, lent: boolean, pages: unknown) => ({ id, rowKey, facts: { lent, pages } });

  it('counts, sums and remembers who, in the order given, only of its own population', () => {
    const { tally, members } = tallyOf(
      bases,
      'activity',
      [book('b', 'thơ', true, 100), book('a', 'thơ', true, 23), book('c', 'truyện', false, 7)],
      frame,
    );
    expect([
      tally.at('thơ', 'lent'),
      tally.at('thơ', 'pages'),
      tally.at('truyện', 'lent'),
      tally.total('other'),
    ]).toEqual([2, 123, 0, 0]);
    expect(members.get(memberKey('thơ', 'lent'))).toEqual(['b', 'a']);
    expect(members.has(memberKey('truyện', 'lent'))).toBe(false);
    expect(tally.rowsWith(['pages'])).toEqual(['thơ']);
  });

  it.each([1.5, '12', undefined, Number.NaN])('does not sum %j', (pages) =>
    expect(() => tallyOf(bases, 'activity', [book('a', 'thơ', true, pages)], frame)).toThrow('không phải số nguyên'));

  it('adds a tally to another', () => {
    const one = new Tally();
    one.add('thơ', 'lent', 2);
    const two = new Tally();
    two.add('thơ', 'lent', 3);
    two.add('truyện', 'lent', 4);
    one.addAll(two);
    expect([one.at('thơ', 'lent'), one.total('lent'), two.total('lent')]).toEqual([5, 9, 7]);
    expect(one.rowKeys()).toEqual(['thơ', 'truyện']);
  });
});
