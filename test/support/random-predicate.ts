/** Predicates over dossiers at random, for the readers that must understand all of them alike. */
import type { Predicate } from '../../src/core/reporting/predicate.ts';
import type { Dice } from '../../src/store/facts.fixture.ts';

const INSTANTS = ['receivedAt', 'resolvedAt', 'cancelledAt', 'handedOverAt', 'paidOnlineAt'] as const;
const WINDOWS = ['period', 'beforePeriod', 'byAsOf'] as const;
const FLAGS = ['linkedChild', 'verticalAgency', 'copyCertification', 'certifiedECopy', 'resultDigitised'] as const;
const CLASSES = ['early', 'onTime', 'overdue', 'withinTime'] as const;

function leaf(roll: Dice): Predicate {
  switch (roll.below(7)) {
    case 0:
      return { flag: roll.pick(FLAGS) };
    case 1:
      return { fact: 'channel', in: roll.pick([['online'], ['counter', 'post'], ['online', 'post'], []]) };
    case 2:
      return { fact: 'handOverChannel', in: roll.pick([['post'], ['online', 'counter'], []]) };
    case 3:
      return { fact: roll.pick(['feeDue', 'paidOnlineAmount']), above: roll.pick([-1, 0, 8_000, 1_999_999_999]) };
    case 4:
      return { timeliness: roll.pick(CLASSES) };
    case 5:
      return { during: 'suspendedDuring' };
    default:
      return { at: roll.pick(INSTANTS), in: roll.pick(WINDOWS) };
  }
}

/** @param depth levels of `all`, `any` and `not` at most */
export function randomPredicate(roll: Dice, depth: number): Predicate {
  if (depth === 0 || roll.chance(3)) return leaf(roll);
  if (roll.chance(4)) return { not: randomPredicate(roll, depth - 1) };
  const parts = Array.from({ length: roll.below(4) }, () => randomPredicate(roll, depth - 1));
  return roll.chance(2) ? { all: parts } : { any: parts };
}
