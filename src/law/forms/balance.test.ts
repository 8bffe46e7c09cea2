/**
 * The books balance: for every random log every equation of every form holds, two halves add up to the whole, and what
 * happens after the as-of instant changes nothing. Acts fall on the period's first and last minute, one before, one after.
 */
import { describe, expect, it } from 'vitest';
import { fold } from '../../core/dossier/dossier.ts';
import type { DossierEvent } from '../../core/dossier/event.ts';
import type { DossierFacts } from '../../core/dossier/facts.ts';
import { factsOf } from '../../core/dossier/facts-of.ts';
import { pickFrom, type Random, randomFrom, randomLog } from '../../core/dossier/random-log.testkit.ts';
import type { FormDefinition } from '../../core/reporting/definition.ts';
import { buildPart, checksOf } from '../../core/reporting/form-engine.ts';
import { type Countable, IndicatorCatalogue, tallyOf } from '../../core/reporting/indicators.ts';
import { closesAt, opensAt, reportingPeriod } from '../../core/reporting/period.ts';
import { type CountingFrame, POPULATIONS, type Population } from '../../core/reporting/predicate.ts';
import { WorkCalendar } from '../../core/time/calendar.ts';
import { fromCivilMinute, type LocalDateTime, toCivilMinute } from '../../core/time/local-date-time.ts';
import { CALENDARS } from '../calendars/index.ts';
import { FORMS, INDICATORS, NATIONAL_DOSSIER } from '../index.ts';

const catalogue = new IndicatorCatalogue(INDICATORS);
const bases = catalogue.basesOf(INDICATORS.map((indicator) => indicator.id));
const calendar = new WorkCalendar(CALENDARS);
const SECTORS = ['ho-tich', 'dat-dai', 'chung-thuc'];
const minute = (at: LocalDateTime, by: number): LocalDateTime => fromCivilMinute(toCivilMinute(at) + by);
const edgesOf = (id: string): LocalDateTime[] => {
  const period = reportingPeriod(id);
  return [opensAt(period), closesAt(period)].flatMap((at) => [-1, 0, 1].map((by) => minute(at, by)));
};

const logs = (random: Random, edges: readonly LocalDateTime[], count: number, without: readonly string[] = []) =>
  Array.from(
    { length: count },
    () => randomLog(NATIONAL_DOSSIER, random, { edges, tries: 40, sectors: SECTORS, without }).events,
  );
function countables(events: readonly (readonly DossierEvent[])[]): Countable[] {
  return events.flatMap((log, n) => {
    const facts: DossierFacts | null = factsOf(
      { homeUnitId: 'u', dossierId: `${n}`, dossierCode: `${n}` },
      fold(NATIONAL_DOSSIER, log),
      calendar,
    );
    return facts === null ? [] : [{ rowKey: facts.sectorKey, id: facts.dossierId, facts: { ...facts } }];
  });
}

/** Things of the other populations, as registers and the catalogue give them. */
function others(random: Random, edges: readonly LocalDateTime[]): Record<Exclude<Population, 'dossier'>, Countable[]> {
  const later = (at: LocalDateTime | null): LocalDateTime | null =>
    at === null || random(3) === 0 ? null : random(2) === 0 ? at : minute(at, random(60_000));
  const some = (make: (id: string) => Countable['facts']): Countable[] =>
    Array.from({ length: random(12) }, (_, n) => ({
      rowKey: pickFrom(random, SECTORS),
      id: `${n}`,
      facts: make(`${n}`),
    }));
  const flag = () => random(2) === 0;
  return {
    procedure: some(() => ({
      verticalAgency: random(5) === 0,
      setLocally: flag(),
      published: flag(),
      oneStop: flag(),
      internalProcess: flag(),
    })),
    feedback: some(() => {
      const receivedAt = pickFrom(random, edges);
      const handledAt = later(receivedAt);
      return {
        about: pickFrom(random, ['conduct', 'regulation', 'both']),
        receivedAt,
        handledAt,
        publishedAt: later(handledAt),
      };
    }),
    reviewItem: some(() => {
      const costBefore = random(10) * 1_000_000;
      return {
        inPlanOfYear: flag(),
        state: pickFrom(random, ['planned', 'approved', 'implemented']),
        option: pickFrom(random, ['keep', 'amend', 'replace', 'abolish', '']),
        reviewedAt: pickFrom(random, [null, ...edges]),
        documentsToAmend: random(4),
        costBefore,
        costAfter: random(2) * random(costBefore + 1),
      };
    }),
    activity: some(() => ({ activity: 'outreach', happenedAt: pickFrom(random, edges) })),
  };
}

const things = (
  random: Random,
  edges: readonly LocalDateTime[],
  dossiers: Countable[],
): Record<Population, Countable[]> => ({ dossier: dossiers, ...others(random, edges) });
const tallies = (all: Record<Population, Countable[]>, frame: CountingFrame) => {
  const whole = tallyOf(bases, 'dossier', all.dossier, frame).tally;
  for (const population of POPULATIONS)
    if (population !== 'dossier') whole.addAll(tallyOf(bases, population, all[population], frame).tally);
  return whole;
};
const checked = (form: FormDefinition, tally: ReturnType<typeof tallies>) =>
  checksOf(
    form,
    form.parts.map((part) =>
      buildPart(
        part,
        { rows: SECTORS.map((key) => ({ key, label: key })), valueAt: (row, id) => tally.at(row, id) },
        catalogue,
      ),
    ),
  );

const PERIODS = ['2023-Q3', '2024-Q1', '2023-09', '2023-H2', '2023'];

describe('các biểu luôn cân', () => {
  it('every equation of severity error holds for every random log, at the period’s end and on any day in it', () => {
    const random = randomFrom(914);
    const figures = new Map<string, number>();
    for (let n = 0; n < 250; n += 1) {
      const id = PERIODS[n % PERIODS.length] as string;
      const period = reportingPeriod(id);
      const edges = edgesOf(id);
      const all = things(random, edges, countables(logs(random, edges, 12)));
      const inside = minute(opensAt(period), random(toCivilMinute(closesAt(period)) - toCivilMinute(opensAt(period))));
      for (const asOf of [closesAt(period), opensAt(period), inside]) {
        const frame = { opensAt: opensAt(period), asOf, granularity: n % 2 === 0 ? 'minute' : 'day' } as const;
        const tally = tallies(all, frame);
        for (const indicator of bases)
          figures.set(indicator.id, (figures.get(indicator.id) ?? 0) + tally.total(indicator.id));
        for (const form of FORMS) {
          for (const check of checked(form, tally)) {
            if (check.severity === 'error' && !check.holds)
              expect.fail(`log ${n}, ${id} as of ${asOf}, ${form.shortCode} ${check.code}: ${check.message}`);
          }
        }
      }
    }
    // a balance of zeros would prove nothing: every counted figure of II.06a occurs
    for (const column of FORMS.find((form) => form.shortCode === 'II.06a')?.parts[0]?.columns ?? [])
      if (column.content.kind === 'indicator')
        expect(figures.get(column.content.indicator), column.content.indicator).toBeGreaterThan(0);
  });

  it('what is carried over is what was pending when the period before ended', () => {
    const random = randomFrom(614);
    let carried = 0;
    for (let n = 0; n < 150; n += 1) {
      const all = countables(logs(random, edgesOf('2023-Q3'), 12));
      const frameOf = (id: string): CountingFrame => ({
        opensAt: opensAt(reportingPeriod(id)),
        asOf: closesAt(reportingPeriod(id)),
        granularity: 'minute',
      });
      const before = tallyOf(bases, 'dossier', all, frameOf('2023-Q2')).tally;
      const now = tallyOf(bases, 'dossier', all, frameOf('2023-Q3')).tally;
      for (const key of SECTORS) {
        const pending = before.at(key, 'dossiers.pending.withinTime') + before.at(key, 'dossiers.pending.overdue');
        expect(now.at(key, 'dossiers.carriedOver')).toBe(pending);
        carried += pending;
      }
    }
    expect(carried).toBeGreaterThan(100);
  });

  it('two disjoint sets of dossiers add up to the whole', () => {
    const random = randomFrom(7);
    for (let n = 0; n < 60; n += 1) {
      const edges = edgesOf('2023-Q3');
      const all = countables(logs(random, edges, 14));
      const frame: CountingFrame = {
        opensAt: edges[1] as LocalDateTime,
        asOf: edges[4] as LocalDateTime,
        granularity: 'minute',
      };
      const cut = random(all.length + 1);
      const sum = tallyOf(bases, 'dossier', all.slice(0, cut), frame).tally;
      sum.addAll(tallyOf(bases, 'dossier', all.slice(cut), frame).tally);
      const whole = tallyOf(bases, 'dossier', all, frame).tally;
      for (const key of SECTORS) for (const { id } of bases) expect(sum.at(key, id), id).toBe(whole.at(key, id));
    }
  });

  it('what happens after the as-of instant does not change what is counted as of it', () => {
    const random = randomFrom(11);
    // These have no minute of their own among the facts, or take an earlier one back; the time of recording guards them.
    const untimed = ['issueECopy', 'digitiseResult', 'refund', 'returnUndelivered'];
    let compared = 0;
    for (let n = 0; n < 120; n += 1) {
      const edges = edgesOf('2023-Q3');
      const made = logs(random, edges, 10, untimed);
      const opens = edges[1] as LocalDateTime;
      for (const asOf of [
        opens,
        edges[3] as LocalDateTime,
        edges[4] as LocalDateTime,
        minute(opens, random(130_000)),
      ]) {
        const frame: CountingFrame = { opensAt: opens, asOf, granularity: n % 2 === 0 ? 'minute' : 'day' };
        const later = tallyOf(bases, 'dossier', countables(made), frame).tally;
        const then = tallyOf(
          bases,
          'dossier',
          countables(made.map((log) => log.filter((event) => event.happenedAt <= asOf))),
          frame,
        ).tally;
        for (const key of SECTORS) {
          for (const { id } of bases) {
            if (later.at(key, id) !== then.at(key, id))
              expect.fail(`${id} in ${key} as of ${asOf}: ${then.at(key, id)} then, ${later.at(key, id)} later`);
            compared += then.at(key, id);
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
