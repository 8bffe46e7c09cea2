/** Classes of dossiers in PostgreSQL's words: for what a dossier counts, as bits of numbers. */

import { Remembered } from '../core/remembered.ts';
import { type Decision, type DecisionPlan, planDecisions } from '../core/reporting/decision.ts';
import type { CountingFrame, Predicate } from '../core/reporting/predicate.ts';
import { type Parameters, predicateSql, questionSql } from './predicate-sql.ts';

export interface ClassesSql {
  /** `expression as class0`, …: one for every so many predicates. */
  readonly columns: readonly string[];
  readonly names: readonly string[];
  /** Whether a class counts for the predicate in that place. */
  counts(place: number): string;
}

/** Predicates that one number has room for: the bits of a `bigint` without its sign. */
const BITS = 62;

/** Plans by their predicates: the same few sets of indicators are counted all the time. */
const plans = new Remembered<DecisionPlan>(64);

function planFor(predicates: readonly Predicate[], opensByAsOf: boolean): DecisionPlan {
  const key = `${opensByAsOf} ${JSON.stringify(predicates)}`;
  return plans.find(key) ?? plans.keep(key, planDecisions(predicates, opensByAsOf));
}

export function classesSql(predicates: readonly Predicate[], frame: CountingFrame, parameters: Parameters): ClassesSql {
  const names: string[] = [];
  const columns: string[] = [];
  for (let from = 0; from < predicates.length; from += BITS) {
    const part = predicates.slice(from, from + BITS);
    const plan = planFor(part, frame.opensAt <= frame.asOf);
    const terms = [
      ...plan.trees.map((tree) => decisionSql(tree, frame, parameters)),
      ...plan.plain.map(
        (place) =>
          `case when ${predicateSql(part[place] as Predicate, frame, parameters)} then ${bit(place)} else 0 end`,
      ),
    ];
    const name = `class${names.length}`;
    names.push(name);
    columns.push(`${terms.length === 0 ? '0' : terms.join(' + ')} as ${name}`);
  }
  return {
    columns,
    names,
    counts: (place) => `${names[Math.floor(place / BITS)]} & ${bit(place % BITS)} <> 0`,
  };
}

const bit = (place: number): string => String(2n ** BigInt(place));

/** A tree as `case`: every leaf is the sum of the bits of what holds there. */
function decisionSql(decision: Decision, frame: CountingFrame, parameters: Parameters): string {
  if ('holds' in decision) return String(decision.holds.reduce((sum, place) => sum + 2n ** BigInt(place), 0n));
  const branches: string[] = [];
  let rest: Decision = decision;
  while (!('holds' in rest)) {
    const yes = decisionSql(rest.yes, frame, parameters);
    branches.push(`when ${questionSql(rest.question, frame, parameters)} then ${yes}`);
    rest = rest.no;
  }
  return `case ${branches.join(' ')} else ${decisionSql(rest, frame, parameters)} end`;
}
