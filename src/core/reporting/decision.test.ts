/** Decision trees: whatever the predicates, a dossier counts by the trees where it counts by each of them. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/support/ledger-generator.ts';
import { randomPredicate } from '../../../test/support/random-predicate.ts';
import { INDICATORS } from '../../law/index.ts';
import { type Dice, dice, randomFacts } from '../../store/facts.fixture.ts';
import type { DossierFacts } from '../dossier/facts.ts';
import { timeliness } from '../dossier/timeliness.ts';
import type { LocalDateTime } from '../time/local-date-time.ts';
import { type Decision, type DecisionPlan, planDecisions, type Question } from './decision.ts';
import { matches } from './matches.ts';
import { closesAt, opensAt, reportingPeriod } from './period.ts';
import { type CountingFrame, type Facts, type Predicate, spansContain } from './predicate.ts';

const PERIOD = reportingPeriod('2023-Q3');
const FRAMES: CountingFrame[] = (['minute', 'day'] as const).flatMap((granularity) => [
  { opensAt: opensAt(PERIOD), asOf: closesAt(PERIOD), granularity },
  { opensAt: opensAt(PERIOD), asOf: opensAt(PERIOD), granularity },
  // Asked before the period has begun: what lies between is before it, but not by now.
  { opensAt: opensAt(PERIOD), asOf: '2023-06-10T08:00' as LocalDateTime, granularity },
]);

/** Answers from the facts themselves, by the words of the question. */
function answer(question: Question, facts: DossierFacts, frame: CountingFrame): boolean {
  const fact = (name: string): unknown => (facts as unknown as Facts)[name];
  switch (question.ask) {
    case 'flag':
      return fact(question.fact) === true;
    case 'oneOf':
      return question.values.includes(fact(question.fact) as string);
    case 'above':
      return (fact(question.fact) as number) > question.bound;
    case 'before':
      return fact(question.fact) !== null && (fact(question.fact) as string) < frame.opensAt;
    case 'by':
      return fact(question.fact) !== null && (fact(question.fact) as string) <= frame.asOf;
    case 'during':
      return spansContain(fact(question.fact) as DossierFacts['suspendedDuring'], frame.asOf) !== undefined;
    case 'resolvedEarly':
      return facts.resolvedAt !== null && timeliness(facts, facts.resolvedAt, frame.granularity) === 'early';
    case 'resolvedOnTime':
      return facts.resolvedAt !== null && timeliness(facts, facts.resolvedAt, frame.granularity) === 'onTime';
    case 'ranOut':
      return timeliness({ ...facts, resolvedAt: null }, frame.asOf, frame.granularity) === 'overdue';
  }
}

function decided(plan: DecisionPlan, facts: DossierFacts, frame: CountingFrame): number[] {
  const holds = plan.trees.flatMap((tree) => {
    let at: Decision = tree;
    while (!('holds' in at)) at = answer(at.question, facts, frame) ? at.yes : at.no;
    return at.holds;
  });
  return holds.sort((a, b) => a - b);
}

const right = (predicates: readonly Predicate[], facts: DossierFacts, frame: CountingFrame): number[] =>
  predicates.flatMap((predicate, place) => (matches(predicate, facts as unknown as Facts, frame) ? [place] : []));

const questionsOnAWay = (tree: Decision, before: readonly string[] = []): string[][] =>
  'holds' in tree
    ? [[...before]]
    : [tree.yes, tree.no].flatMap((next) => questionsOnAWay(next, [...before, JSON.stringify(tree.question)]));

const planFor = (predicates: readonly Predicate[], frame: CountingFrame): DecisionPlan =>
  planDecisions(predicates, frame.opensAt <= frame.asOf);

const dossiers = (roll: Dice, count: number): DossierFacts[] =>
  Array.from({ length: count }, (_, number) => randomFacts('xa', number, PERIOD, roll));

describe('the trees', () => {
  it('say of any dossier what every predicate says', () => {
    const roll = dice(seededRandom(401));
    let counted = 0;
    for (let round = 0; round < 150; round += 1) {
      const predicates = Array.from({ length: 1 + roll.below(9) }, () => randomPredicate(roll, 3));
      const frame = roll.pick(FRAMES);
      const plan = planFor(predicates, frame);
      for (const facts of dossiers(roll, 60)) {
        const expected = right(predicates, facts, frame).filter((place) => !plan.plain.includes(place));
        expect(decided(plan, facts, frame), JSON.stringify({ predicates, facts, frame })).toEqual(expected);
        counted += expected.length;
      }
    }
    expect(counted).toBeGreaterThan(10_000);
  });

  const law = INDICATORS.flatMap((one) =>
    (one.kind === 'count' || one.kind === 'sum') && one.population === 'dossier' ? [one.where] : [],
  );

  it('of every indicator of the law do too, and none of them is left aside', () => {
    const roll = dice(seededRandom(402));
    for (const frame of FRAMES) {
      const plan = planFor(law, frame);
      expect(plan.plain).toEqual([]);
      for (const facts of dossiers(roll, 400)) expect(decided(plan, facts, frame)).toEqual(right(law, facts, frame));
    }
  });

  it('ask a question at most once on one way, and fewer of them than the indicators one by one', () => {
    const together = planFor(law, FRAMES[0] as CountingFrame);
    const apart = law.map((where) => planFor([where], FRAMES[0] as CountingFrame));
    for (const tree of together.trees)
      for (const way of questionsOnAWay(tree)) expect(new Set(way).size).toBe(way.length);
    const longest = (plan: DecisionPlan): number =>
      plan.trees.reduce((sum, tree) => sum + Math.max(...questionsOnAWay(tree).map((way) => way.length)), 0);
    expect(longest(together)).toBeLessThan(apart.reduce((sum, plan) => sum + longest(plan), 0) / 2);
    expect(together.trees.length).toBeLessThan(law.length / 3);
  });

  it('know what follows from an answer', () => {
    // Received before the period, and received by now: one question where it was before.
    const both: Predicate[] = [
      { at: 'receivedAt', in: 'beforePeriod' },
      { at: 'receivedAt', in: 'byAsOf' },
    ];
    const ways = planDecisions(both, true).trees.flatMap((tree) => questionsOnAWay(tree));
    expect(ways.map((way) => way.length).sort()).toEqual([1, 2, 2]);
    const never: Predicate = {
      all: [
        { fact: 'channel', in: ['online'] },
        { fact: 'channel', in: ['counter', 'post'] },
      ],
    };
    expect(planDecisions([never], true).trees).toEqual([{ holds: [] }]);
  });

  it('leave aside a predicate that needs too large a tree', () => {
    const facts = ['receivedAt', 'resolvedAt', 'cancelledAt', 'handedOverAt', 'paidOnlineAt'];
    // An odd number of nine things: nothing is decided before the last is asked.
    const parts: Predicate[] = [
      ...facts.map((at): Predicate => ({ at, in: 'byAsOf' })),
      ...['copyCertification', 'certifiedECopy', 'resultDigitised', 'linkedChild'].map((flag): Predicate => ({ flag })),
    ];
    const odd = parts.reduce(
      (sum, part): Predicate => ({
        any: [{ all: [sum, { not: part }] }, { all: [{ not: sum }, part] }],
      }),
    );
    const plan = planDecisions([{ flag: 'linkedChild' }, odd, { any: [] }], true);
    expect(plan.plain).toEqual([1]);
    expect(plan.trees.flatMap((tree) => questionsOnAWay(tree)).some((way) => way.length === 1)).toBe(true);
  });
});
