import { describe, expect, it } from 'vitest';
import { localDateTime } from '../time/local-date-time.ts';
import type { Span } from './facts.ts';
import { type TimedFacts, timeliness } from './timeliness.ts';

const at = localDateTime;
const span = (from: string, to: string | null): Span => ({ from: at(from), to: to === null ? null : at(to) });
const DUE = '2023-09-07T17:00';
const facts = (more: Partial<TimedFacts> = {}): TimedFacts => ({
  dueAt: at(DUE),
  resolvedAt: null,
  suspendedDuring: [],
  lapsedDuring: [],
  ...more,
});
const minute = (of: TimedFacts, asOf: string) => timeliness(of, at(asOf), 'minute');
const day = (of: TimedFacts, asOf: string) => timeliness(of, at(asOf), 'day');
const END = '2023-09-14T23:59';

describe('đã có kết quả', () => {
  it.each([
    ['2023-09-07T16:59', 'early', 'onTime'],
    ['2023-09-07T17:00', 'onTime', 'onTime'],
    ['2023-09-07T17:01', 'overdue', 'onTime'],
    ['2023-09-07T00:00', 'early', 'onTime'],
    ['2023-09-06T23:59', 'early', 'early'],
    ['2023-09-07T23:59', 'overdue', 'onTime'],
    ['2023-09-08T00:00', 'overdue', 'overdue'],
  ])('at %s: %s to the minute, %s to the day', (resolved, toTheMinute, toTheDay) => {
    expect(minute(facts({ resolvedAt: at(resolved) }), END)).toBe(toTheMinute);
    expect(day(facts({ resolvedAt: at(resolved) }), END)).toBe(toTheDay);
  });

  it('is so from the minute of its result on; before it the dossier was pending', () => {
    const resolved = facts({ resolvedAt: at('2023-09-10T10:00') });
    expect(minute(resolved, '2023-09-10T10:00')).toBe('overdue');
    expect(minute(resolved, '2023-09-10T09:59')).toBe('overdue');
    expect(minute(resolved, '2023-09-07T17:00')).toBe('withinTime');
    const early = facts({ resolvedAt: at('2023-09-05T10:00') });
    expect(minute(early, '2023-09-05T10:00')).toBe('early');
    expect(minute(early, '2023-09-05T09:59')).toBe('withinTime');
  });

  it('is judged by its result, not by what stood still or lapsed before', () => {
    const resolved = facts({
      resolvedAt: at('2023-09-07T10:00'),
      lapsedDuring: [span('2023-09-01T08:00', '2023-09-20T08:00')],
      suspendedDuring: [span('2023-09-01T08:00', '2023-09-02T08:00')],
    });
    expect(minute(resolved, END)).toBe('early');
  });
});

describe('đang giải quyết', () => {
  it.each([
    ['2023-09-07T16:59', 'withinTime', 'withinTime'],
    ['2023-09-07T17:00', 'withinTime', 'withinTime'],
    ['2023-09-07T17:01', 'overdue', 'withinTime'],
    ['2023-09-07T23:59', 'overdue', 'withinTime'],
    ['2023-09-08T00:00', 'overdue', 'overdue'],
  ])('as of %s: %s to the minute, %s to the day', (asOf, toTheMinute, toTheDay) => {
    expect(minute(facts(), asOf)).toBe(toTheMinute);
    expect(day(facts(), asOf)).toBe(toTheDay);
  });
});

describe('đang dừng tính', () => {
  const suspended = (from: string, to: string | null) => facts({ suspendedDuring: [span(from, to)] });
  it.each([
    ['2023-09-07T16:59', 'withinTime', 'withinTime'],
    ['2023-09-07T17:00', 'withinTime', 'withinTime'],
    ['2023-09-07T17:01', 'overdue', 'withinTime'],
    ['2023-09-08T00:00', 'overdue', 'overdue'],
  ])('since %s: %s to the minute, %s to the day', (from, toTheMinute, toTheDay) => {
    expect(minute(suspended(from, null), END)).toBe(toTheMinute);
    expect(day(suspended(from, null), END)).toBe(toTheDay);
    expect(minute(suspended(from, '2023-09-30T08:00'), END)).toBe(toTheMinute);
  });

  it('only while it stands still: from its first minute to before its end', () => {
    const of = suspended('2023-09-06T08:00', '2023-09-14T23:59');
    expect(minute(of, '2023-09-14T23:58')).toBe('withinTime');
    expect(minute(of, '2023-09-14T23:59')).toBe('overdue');
    expect(minute(suspended('2023-09-07T17:00', '2023-09-10T08:00'), '2023-09-07T17:00')).toBe('withinTime');
  });

  it('an earlier suspension that has ended does not help', () => {
    const of = facts({
      suspendedDuring: [span('2023-09-05T08:00', '2023-09-06T08:00'), span('2023-09-08T08:00', null)],
    });
    expect(minute(of, END)).toBe('overdue');
  });
});

describe('đã hẹn lại', () => {
  // due 1/9 17:00 first, then rescheduled at 08:00 on 5/9 to 7/9 17:00
  const lapsed = facts({ lapsedDuring: [span('2023-09-01T17:01', '2023-09-05T08:00')] });
  it.each([
    ['2023-09-01T17:00', 'withinTime', 'withinTime'],
    ['2023-09-01T17:01', 'overdue', 'withinTime'],
    ['2023-09-01T23:59', 'overdue', 'withinTime'],
    ['2023-09-02T00:00', 'overdue', 'overdue'],
    ['2023-09-05T07:59', 'overdue', 'overdue'],
    ['2023-09-05T08:00', 'withinTime', 'withinTime'],
    ['2023-09-07T17:01', 'overdue', 'withinTime'],
  ])('as of %s: %s to the minute, %s to the day', (asOf, toTheMinute, toTheDay) => {
    expect(minute(lapsed, asOf)).toBe(toTheMinute);
    expect(day(lapsed, asOf)).toBe(toTheDay);
  });

  it('what stood still when the earlier due date came was not overdue then', () => {
    const still = { ...lapsed, suspendedDuring: [span('2023-09-01T17:00', '2023-09-03T08:00')] };
    expect(minute(still, '2023-09-03T07:59')).toBe('withinTime');
    expect(minute(still, '2023-09-03T08:00')).toBe('overdue');
    const late = { ...lapsed, suspendedDuring: [span('2023-09-01T17:01', '2023-09-03T08:00')] };
    expect(minute(late, '2023-09-03T07:59')).toBe('overdue');
  });
});
