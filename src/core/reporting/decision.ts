/**
 * Decision trees over many indicators at once. Indicators ask the same questions again and again (received by then?
 * resolved by then? before it was due?); one tree asks each at most once of a dossier and ends in the list of indicators
 * that count it. A tree means exactly what {@link matches} means for each of its predicates: questions have two answers,
 * and what is not known is a no.
 */
import { DOSSIER_FACT_VALUES } from './matches.ts';
import type { Predicate } from './predicate.ts';

/** One yes-or-no question about a dossier; an unknown fact answers no. */
export type Question =
  | { readonly ask: 'flag'; readonly fact: string }
  | { readonly ask: 'oneOf'; readonly fact: string; readonly values: readonly string[] }
  /** Above a bound, bound excluded. */
  | { readonly ask: 'above'; readonly fact: string; readonly bound: number }
  /** Before the period's first minute. */
  | { readonly ask: 'before'; readonly fact: string }
  /** At or before the as-of instant. */
  | { readonly ask: 'by'; readonly fact: string }
  /** A list of spans holds the as-of instant. */
  | { readonly ask: 'during'; readonly fact: string }
  /** Resolved before it was due (trước hạn), or just then (đúng hạn); asked only of one resolved by the as-of instant. */
  | { readonly ask: 'resolvedEarly' | 'resolvedOnTime' }
  /** The time ran out by the as-of instant (đã quá hạn); asked only of one not resolved by then. */
  | { readonly ask: 'ranOut' };

export type Decision =
  /** Places of the predicates that hold here, in ascending order. */
  | { readonly holds: readonly number[] }
  | { readonly question: Question; readonly yes: Decision; readonly no: Decision };

export interface DecisionPlan {
  /** Trees over disjoint sets of predicates: what holds of a dossier is what the trees say together. */
  readonly trees: readonly Decision[];
  /** Places of predicates that would need too large a tree: to be asked as they stand. */
  readonly plain: readonly number[];
}

type Formula =
  | boolean
  | { readonly asks: number }
  | { readonly not: Formula }
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] };

/** A tree with what is needed to compare it with others. */
interface Grown {
  readonly tree: Decision;
  /** Equal for trees that say the same in the same way. */
  readonly key: string;
  /** Questions on the way to an answer, weighted by their price, where yes and no are as likely. */
  readonly cost: number;
  readonly leaves: number;
}

/** Leaves of one tree at most: a larger one takes longer to read than it saves. */
const LEAVES = 64;
/** A tree costs something to begin with. */
const TREE_PRICE = 1;

/** What an answer costs, against comparing two instants. */
const PRICES = {
  flag: 0.5,
  oneOf: 2,
  above: 1,
  before: 1,
  by: 1,
  during: 3,
  resolvedEarly: 1,
  resolvedOnTime: 1,
  ranOut: 4,
} as const satisfies Record<Question['ask'], number>;

/**
 * Trees for predicates over dossiers.
 * @param opensByAsOf whether the period opens at or before the as-of instant, so that «before» follows «by»
 */
export function planDecisions(predicates: readonly Predicate[], opensByAsOf: boolean): DecisionPlan {
  const questions = new Questions(opensByAsOf);
  const formulas = predicates.map((predicate) => formulaOf(predicate, questions));
  const plain: number[] = [];
  const groups: { members: readonly number[]; grown: Grown }[] = [];
  for (const place of formulas.keys()) {
    const alone = grow(formulas, [place], questions);
    if (alone === undefined) {
      plain.push(place);
      continue;
    }
    let best: { at: number; members: readonly number[]; grown: Grown; gain: number } | undefined;
    for (const [at, group] of groups.entries()) {
      const members = [...group.members, place];
      const grown = grow(formulas, members, questions);
      if (grown === undefined) continue;
      const gain = group.grown.cost + alone.cost + TREE_PRICE - grown.cost;
      if (gain > (best?.gain ?? 0)) best = { at, members, grown, gain };
    }
    if (best === undefined) groups.push({ members: [place], grown: alone });
    else groups[best.at] = { members: best.members, grown: best.grown };
  }
  return { trees: groups.map((group) => group.grown.tree), plain };
}

/** Questions by number, and what one answer tells about others. */
class Questions {
  readonly list: Question[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #followed: (readonly [ReadonlyMap<number, boolean>, ReadonlyMap<number, boolean>] | undefined)[] = [];
  readonly #opensByAsOf: boolean;

  constructor(opensByAsOf: boolean) {
    this.#opensByAsOf = opensByAsOf;
  }

  ask(question: Question): Formula {
    const key = JSON.stringify(question);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.list.push(question) - 1;
      this.#numbers.set(key, number);
    }
    return { asks: number };
  }

  /** What is known once a question was answered: its answer, and the answers that follow from it. Ask when all are known. */
  following(asked: number, answer: boolean): ReadonlyMap<number, boolean> {
    let both = this.#followed[asked];
    if (both === undefined) {
      both = [this.#following(asked, false), this.#following(asked, true)];
      this.#followed[asked] = both;
    }
    return both[answer ? 1 : 0];
  }

  #following(asked: number, answer: boolean): ReadonlyMap<number, boolean> {
    const known = new Map([[asked, answer]]);
    const first = this.list[asked] as Question;
    for (const [number, other] of this.list.entries()) {
      if (number === asked) continue;
      const follows = this.#follows(first, answer, other);
      if (follows !== undefined) known.set(number, follows);
    }
    return known;
  }

  #follows(first: Question, answer: boolean, other: Question): boolean | undefined {
    if (first.ask === 'before' && other.ask === 'by')
      return this.#opensByAsOf && answer && first.fact === other.fact ? true : undefined;
    if (first.ask === 'by' && other.ask === 'before')
      return this.#opensByAsOf && !answer && first.fact === other.fact ? false : undefined;
    if (first.ask === 'resolvedEarly' || first.ask === 'resolvedOnTime')
      return answer && (other.ask === 'resolvedEarly' || other.ask === 'resolvedOnTime') ? false : undefined;
    if (first.ask === 'oneOf' && other.ask === 'oneOf' && first.fact === other.fact) {
      if (!answer) return other.values.every((value) => first.values.includes(value)) ? false : undefined;
      if (first.values.every((value) => other.values.includes(value))) return true;
      return first.values.some((value) => other.values.includes(value)) ? undefined : false;
    }
    return undefined;
  }
}

function formulaOf(predicate: Predicate, questions: Questions): Formula {
  const ask = (question: Question): Formula => questions.ask(question);
  if ('all' in predicate) return allOf(predicate.all.map((part) => formulaOf(part, questions)));
  if ('any' in predicate) return anyOf(predicate.any.map((part) => formulaOf(part, questions)));
  if ('not' in predicate) return notOf(formulaOf(predicate.not, questions));
  if ('flag' in predicate) return ask({ ask: 'flag', fact: predicate.flag });
  if ('at' in predicate) {
    const fact = predicate.at;
    switch (predicate.in) {
      case 'period':
        return allOf([ask({ ask: 'by', fact }), notOf(ask({ ask: 'before', fact }))]);
      case 'beforePeriod':
        return ask({ ask: 'before', fact });
      case 'byAsOf':
        return ask({ ask: 'by', fact });
    }
  }
  if ('fact' in predicate) {
    const fact = predicate.fact;
    if ('above' in predicate) return ask({ ask: 'above', fact, bound: predicate.above });
    // Of the few values that a fact can have, those that count or those that do not: the shorter list is asked for.
    const others = DOSSIER_FACT_VALUES[fact]?.filter((value) => !predicate.in.includes(value));
    if (others === undefined || others.length >= predicate.in.length)
      return ask({ ask: 'oneOf', fact, values: predicate.in });
    return others.length === 0 ? true : notOf(ask({ ask: 'oneOf', fact, values: others }));
  }
  if ('during' in predicate) return ask({ ask: 'during', fact: predicate.during });
  const resolved = ask({ ask: 'by', fact: 'resolvedAt' });
  const early = ask({ ask: 'resolvedEarly' });
  const onTime = ask({ ask: 'resolvedOnTime' });
  const ranOut = ask({ ask: 'ranOut' });
  switch (predicate.timeliness) {
    case 'early':
      return allOf([resolved, early]);
    case 'onTime':
      return allOf([resolved, onTime]);
    case 'overdue':
      return anyOf([allOf([resolved, notOf(early), notOf(onTime)]), allOf([notOf(resolved), ranOut])]);
    case 'withinTime':
      return allOf([notOf(resolved), notOf(ranOut)]);
  }
}

function allOf(parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => part !== true);
  if (open.includes(false)) return false;
  return open.length === 0 ? true : open.length === 1 ? (open[0] as Formula) : { all: open };
}

function anyOf(parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => part !== false);
  if (open.includes(true)) return true;
  return open.length === 0 ? false : open.length === 1 ? (open[0] as Formula) : { any: open };
}

const notOf = (part: Formula): Formula => (typeof part === 'boolean' ? !part : { not: part });

/** What is left of a formula once some answers are known. */
function given(formula: Formula, known: ReadonlyMap<number, boolean>): Formula {
  if (typeof formula === 'boolean') return formula;
  if ('asks' in formula) return known.get(formula.asks) ?? formula;
  if ('not' in formula) return notOf(given(formula.not, known));
  if ('all' in formula) return allOf(formula.all.map((part) => given(part, known)));
  return anyOf(formula.any.map((part) => given(part, known)));
}

function asked(formula: Formula, into: Set<number>): Set<number> {
  if (typeof formula === 'boolean') return into;
  if ('asks' in formula) return into.add(formula.asks);
  if ('not' in formula) return asked(formula.not, into);
  for (const part of 'all' in formula ? formula.all : formula.any) asked(part, into);
  return into;
}

/** One tree for some of the formulas; none where it would have too many leaves. */
function grow(formulas: readonly Formula[], members: readonly number[], questions: Questions): Grown | undefined {
  let leaves = 0;
  const build = (open: readonly (readonly [number, Formula])[]): Grown | undefined => {
    const next = mostAsked(open, questions);
    if (next === undefined) {
      leaves += 1;
      const holds = open.flatMap(([place, formula]) => (formula === true ? [place] : [])).sort((a, b) => a - b);
      return leaves > LEAVES ? undefined : { tree: { holds }, key: holds.join(','), cost: 0, leaves: 1 };
    }
    const branch = (answer: boolean): Grown | undefined => {
      const known = questions.following(next, answer);
      return build(open.map(([place, formula]) => [place, given(formula, known)] as const));
    };
    const yes = branch(true);
    const no = yes === undefined ? undefined : branch(false);
    if (yes === undefined || no === undefined) return undefined;
    if (yes.key === no.key) {
      leaves -= no.leaves;
      return yes;
    }
    const question = questions.list[next] as Question;
    return {
      tree: { question, yes: yes.tree, no: no.tree },
      key: `${next}?(${yes.key}:${no.key})`,
      cost: PRICES[question.ask] + (yes.cost + no.cost) / 2,
      leaves: yes.leaves + no.leaves,
    };
  };
  return build(members.map((place) => [place, formulas[place] as Formula] as const));
}

/** The question that most of what is still open asks, for its price; the earlier one where two are equal. */
function mostAsked(open: readonly (readonly [number, Formula])[], questions: Questions): number | undefined {
  const counts = new Uint32Array(questions.list.length);
  for (const [, formula] of open)
    if (typeof formula !== 'boolean')
      for (const number of asked(formula, new Set())) counts[number] = (counts[number] as number) + 1;
  let best: number | undefined;
  let most = 0;
  for (const [number, count] of counts.entries()) {
    const value = count / PRICES[(questions.list[number] as Question).ask];
    if (value > most) {
      most = value;
      best = number;
    }
  }
  return best;
}
