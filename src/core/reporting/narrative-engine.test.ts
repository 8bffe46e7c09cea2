import { describe, expect, it } from 'vitest';
import { plainDate } from '../time/plain-date.ts';
import type { NarrativeDefinition, NarrativeSection } from './definition.ts';
import { IndicatorCatalogue } from './indicators.ts';
import { buildNarrative, indicatorsOfNarrative, type NarrativeInputs } from './narrative-engine.ts';

const words = { label: 'x', unit: 'x', explanation: 'x' };
const catalogue = new IndicatorCatalogue([
  { ...words, id: 'books.poems', kind: 'count', population: 'activity', where: { all: [] } },
  { ...words, id: 'books', kind: 'count', population: 'activity', where: { all: [] } },
  {
    ...words,
    id: 'share',
    kind: 'ratio',
    numerator: 'books.poems',
    denominator: 'books',
    denominatorName: 'sách trong kho',
  },
]);
const section = (more: Partial<NarrativeSection>): NarrativeSection => ({
  id: 'I',
  number: 'I.',
  level: 1,
  title: 'SÁCH',
  paragraphs: [],
  emptyText: 'Không phát sinh.',
  ...more,
});
const outline = (...sections: NarrativeSection[]): NarrativeDefinition => ({
  pack: 'thử',
  effectiveFrom: plainDate('2023-01-01'),
  effectiveThrough: null,
  status: 'provisional',
  subject: '',
  opening: '',
  closing: '',
  legalBasis: [],
  sections,
});
const build = (
  of: NarrativeSection,
  values: Record<string, number | null>,
  more: Partial<Omit<NarrativeInputs, 'valueOf'>> = {},
) =>
  buildNarrative(outline(of), catalogue, {
    valueOf: (id) => values[id] ?? null,
    entries: [],
    attachedForms: new Map(),
    ...more,
  })[0];
const text = (built: ReturnType<typeof build>) =>
  built?.paragraphs.map((p) => p.runs.map((run) => run.text).join('')) ?? [];
const says = (t: string, more = {}) => section({ paragraphs: [{ style: 'bullet', text: t, ...more }] });

describe('thuyết minh', () => {
  it('binds every figure to its indicator; no number is typed', () => {
    const built = build(says('Có {books} cuốn, thơ {books.poems}.'), { books: 2074, 'books.poems': 384 });
    expect(text(built)).toEqual(['Có 2.074 cuốn, thơ 384.']);
    expect(built?.paragraphs[0]?.runs).toEqual([
      { text: 'Có ' },
      { figure: 'books', text: '2.074', value: 2074 },
      { text: ' cuốn, thơ ' },
      { figure: 'books.poems', text: '384', value: 384 },
      { text: '.' },
    ]);
  });

  it('a share names its parts and what it is a share of', () => {
    const built = build(says('Thơ: {share|ratio}.'), { share: 8067, 'books.poems': 384, books: 476 });
    expect(text(built)).toEqual(['Thơ: 384/476 sách trong kho, đạt tỷ lệ 80,67%.']);
    expect(built?.paragraphs[0]?.runs.find((run) => 'figure' in run && run.figure === 'share')).toEqual({
      figure: 'share',
      text: '80,67%',
      value: 8067,
      numerator: 384,
      denominator: 476,
      denominatorName: 'sách trong kho',
    });
  });

  it('a share of nothing is not 0%', () => {
    const [said] = text(build(says('Thơ: {share|ratio}.'), { share: null, 'books.poems': 0, books: 0 }));
    expect(said).toBe('Thơ: 0/0 sách trong kho (không tính tỷ lệ vì mẫu số bằng 0).');
    expect(text(build(says('{share}'), { share: null }))).toEqual(['–']);
    expect(text(build(says('{share}'), { share: 705 }))).toEqual(['7,05%']);
  });

  it('prints a paragraph only where it applies', () => {
    const above = says('có', { whenAbove: 'books' });
    const zero = says('không', { whenZero: 'books' });
    expect([-1, 0, 1, null].map((books) => text(build(above, { books })))).toEqual([
      ['Không phát sinh.'],
      ['Không phát sinh.'],
      ['có'],
      ['Không phát sinh.'],
    ]);
    expect([-1, 0, 1, null].map((books) => text(build(zero, { books })))).toEqual([
      ['Không phát sinh.'],
      ['không'],
      ['Không phát sinh.'],
      ['không'],
    ]);
  });

  it('a section with nothing to say says so; a heading alone stays alone', () => {
    expect(text(build(section({}), {}))).toEqual(['Không phát sinh.']);
    expect(text(build(section({ emptyText: '' }), {}))).toEqual([]);
  });

  it('adds the unit’s own words by kind, and only forms that are attached', () => {
    const entries = [
      { section: 'I', kind: 'statement', style: 'paragraph', text: 'Lời chung {books}' },
      { section: 'I', kind: 'outreach', style: 'bullet', text: 'Tờ rơi' },
      { section: 'II', kind: 'outreach', style: 'bullet', text: 'nơi khác' },
      { section: 'I', kind: 'secret', style: 'bullet', text: 'không hỏi' },
    ] as const;
    const built = build(
      section({ entries: ['outreach', 'statement'], attachments: ['II.06a', 'II.04'] }),
      { books: 5 },
      { entries, attachedForms: new Map([['II.06a', 'II.06a/VPCP/KSTT']]) },
    );
    // what people write is printed as written: braces in it are not figures
    expect(text(built)).toEqual(['Tờ rơi', 'Lời chung {books}', '(Kèm theo Biểu số II.06a/VPCP/KSTT)']);
  });

  it('lists the indicators it needs, and refuses a share that is none', () => {
    expect(
      indicatorsOfNarrative(
        outline(says('{books} {share|ratio}', { whenAbove: 'books.poems' }), says('{books}', { whenZero: 'a.b' })),
      ),
    ).toEqual(['a.b', 'books', 'books.poems', 'share']);
    expect(() => build(says('{books|ratio}'), { books: 1 })).toThrow('không phải tỷ lệ');
    expect(() => build(says('{nothing}'), {})).toThrow('Không có chỉ tiêu');
  });
});
