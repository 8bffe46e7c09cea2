import { describe, expect, it } from 'vitest';
import { localDateTime } from '../time/local-date-time.ts';
import { matches, predicateProblems } from './matches.ts';
import type { CountingFrame, Facts, Predicate } from './predicate.ts';

const at = localDateTime;
const frame: CountingFrame = { opensAt: at('2023-06-15T00:00'), asOf: at('2023-09-14T23:59'), granularity: 'minute' };
const counts = (predicate: Predicate, facts: Facts) => matches(predicate, facts, frame);

describe('một điều kiện đếm', () => {
  it.each([
    ['2023-06-14T23:59', false, true, true],
    ['2023-06-15T00:00', true, false, true],
    ['2023-06-15T00:01', true, false, true],
    ['2023-09-14T23:58', true, false, true],
    ['2023-09-14T23:59', true, false, true],
    ['2023-09-15T00:00', false, false, false],
  ])('%s: in the period %s, before it %s, by its end %s', (receivedAt, period, beforePeriod, byAsOf) => {
    for (const [window, expected] of Object.entries({ period, beforePeriod, byAsOf }))
      expect(counts({ at: 'receivedAt', in: window as 'period' }, { receivedAt }), window).toBe(expected);
  });

  it('an earlier as-of instant ends the period there, itself counted', () => {
    const early = { ...frame, asOf: at('2023-07-01T10:00') };
    expect(matches({ at: 'receivedAt', in: 'period' }, { receivedAt: '2023-07-01T10:00' }, early)).toBe(true);
    expect(matches({ at: 'receivedAt', in: 'period' }, { receivedAt: '2023-07-01T10:01' }, early)).toBe(false);
  });

  it('what has not happened lies in no window', () => {
    for (const window of ['period', 'beforePeriod', 'byAsOf'] as const)
      expect(counts({ at: 'resolvedAt', in: window }, { resolvedAt: null })).toBe(false);
  });

  it('flags, words, numbers', () => {
    expect(counts({ flag: 'verticalAgency' }, { verticalAgency: true })).toBe(true);
    expect(counts({ flag: 'verticalAgency' }, { verticalAgency: false })).toBe(false);
    expect(counts({ fact: 'channel', in: ['post', 'online'] }, { channel: 'online' })).toBe(true);
    expect(counts({ fact: 'channel', in: ['post'] }, { channel: 'counter' })).toBe(false);
    expect(counts({ fact: 'channel', in: [] }, { channel: 'counter' })).toBe(false);
    expect(counts({ fact: 'handOverChannel', in: ['post'] }, { handOverChannel: null })).toBe(false);
    expect([-1, 0, 1].map((feeDue) => counts({ fact: 'feeDue', above: 0 }, { feeDue }))).toEqual([false, false, true]);
  });

  it('all, any, not; of nothing all holds and none does', () => {
    const yes: Predicate = { all: [] };
    const no: Predicate = { any: [] };
    expect([counts(yes, {}), counts(no, {}), counts({ not: yes }, {}), counts({ not: no }, {})]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(counts({ all: [yes, no] }, {})).toBe(false);
    expect(counts({ any: [no, yes] }, {})).toBe(true);
  });

  it('a span counts from its first minute to before its end', () => {
    const within = (from: string, to: string | null) =>
      counts({ during: 'suspendedDuring' }, { suspendedDuring: [{ from: at(from), to: to === null ? null : at(to) }] });
    expect(within('2023-09-14T23:59', null)).toBe(true);
    expect(within('2023-09-15T00:00', null)).toBe(false);
    expect(within('2023-09-01T00:00', '2023-09-15T00:00')).toBe(true);
    expect(within('2023-09-01T00:00', '2023-09-14T23:59')).toBe(false);
  });

  it('asks timeliness with the frame’s own instant and grain', () => {
    const facts = { dueAt: at('2023-09-14T17:00'), resolvedAt: null, suspendedDuring: [], lapsedDuring: [] };
    expect(counts({ timeliness: 'overdue' }, facts)).toBe(true);
    expect(matches({ timeliness: 'overdue' }, facts, { ...frame, granularity: 'day' })).toBe(false);
    expect(matches({ timeliness: 'withinTime' }, facts, { ...frame, asOf: at('2023-09-14T17:00') })).toBe(true);
  });

  it('a fact that is not there is a wrong definition, not a zero', () => {
    for (const predicate of [
      { flag: 'urgent' },
      { fact: 'colour', in: ['red'] },
      { at: 'bornAt', in: 'period' },
      { during: 'asleepDuring' },
    ] as const)
      expect(() => counts(predicate, {})).toThrow('dữ kiện không có');
  });
});

describe('what is wrong with a predicate', () => {
  const problems = (predicate: unknown) => predicateProblems(predicate as Predicate, 'dossier').join(' ');
  it.each([
    [{ flag: 'urgent' }, '«urgent»'],
    [{ flag: 'channel' }, '«channel» kiểu flag'],
    [{ fact: 'receivedAt', in: ['x'] }, '«receivedAt» kiểu text'],
    [{ fact: 'channel', above: 1 }, '«channel» kiểu number'],
    [{ at: 'channel', in: 'period' }, '«channel» kiểu instant'],
    [{ during: 'receivedAt' }, '«receivedAt» kiểu spans'],
    [{ flag: 'constructor' }, '«constructor»'],
    [{ at: 'receivedAt', in: 'yesterday' }, '«yesterday»'],
    [{ timeliness: 'late' }, '«late»'],
    [{}, 'Không hiểu'],
    [{ all: [{ any: [{ not: { flag: 'urgent' } }] }] }, '«urgent»'],
  ])('%j', (predicate, said) => expect(problems(predicate)).toContain(said));

  it('nothing with a right one', () =>
    expect(
      problems({
        all: [
          { at: 'receivedAt', in: 'byAsOf' },
          { not: { flag: 'linkedChild' } },
          { timeliness: 'early' },
          { during: 'suspendedDuring' },
          { fact: 'feeDue', above: 0 },
        ],
      }),
    ).toBe(''));

  it('only dossiers are early or late', () =>
    expect(predicateProblems({ not: { timeliness: 'early' } }, 'feedback')).toHaveLength(1));
});
