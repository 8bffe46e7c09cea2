/** What the figures of the text stand for, where one wording fits several indicators. */
import type { RuleContext, StatedFigure } from '../context.ts';
import type { Fact } from '../fact.ts';
import type { IdentityDefinition } from '../law.ts';
import { formatInteger } from '../numbers.ts';

export interface Meanings {
  /** Indicator of a fact; null where it stays open or unknown. */
  readonly of: (fact: Fact) => string | null;
  /** Figures of the text by indicator. */
  readonly stated: ReadonlyMap<string, readonly StatedFigure[]>;
  /** The text's figure first, else the table's. */
  readonly figure: (indicator: string) => StatedFigure | null;
  /** {@link figure}; where it is not stated, the sum of its stated parts. */
  readonly worked: (indicator: string) => StatedFigure | null;
}

const MOST_OPEN_FACTS = 8;

export function settleMeanings(context: RuleContext): Meanings {
  const meaning = new Map<Fact, string>();
  const open: Fact[] = [];
  for (const fact of context.facts) {
    if (fact.value === null || fact.candidates.length === 0) continue;
    const equal = fact.candidates.filter((id) =>
      context.tableFigures.get(id)?.some((figure) => figure.value === fact.value),
    );
    const only = fact.candidates.length === 1 ? fact.candidates[0] : equal.length === 1 ? equal[0] : undefined;
    if (only !== undefined) meaning.set(fact, only);
    else if (fact.candidates.every((id) => !context.tableFigures.has(id))) open.push(fact);
    else meaning.set(fact, equal[0] ?? (fact.candidates.find((id) => context.tableFigures.has(id)) as string));
  }
  settleOpen(context, open, meaning);
  const stated = new Map<string, StatedFigure[]>();
  for (const [fact, indicator] of meaning) {
    if (fact.value === null) continue;
    const list = stated.get(indicator) ?? [];
    list.push({ indicator, value: fact.value, evidence: fact.evidence, from: 'text', fact });
    stated.set(indicator, list);
  }
  const figure = (indicator: string): StatedFigure | null =>
    stated.get(indicator)?.[0] ?? context.tableFigures.get(indicator)?.[0] ?? null;
  const worked = (indicator: string): StatedFigure | null => {
    const own = figure(indicator);
    const definition = context.index.definition(indicator);
    if (own !== null || definition?.kind !== 'computed' || (definition.minus ?? []).length > 0) return own;
    // Parts from one table belong together; the text's may be the one that is wrong.
    const parts = definition.plus.map((part) => context.tableFigures.get(part)?.[0] ?? worked(part));
    const first = parts[0];
    if (first === null || first === undefined || parts.some((part) => part === null)) return null;
    return { ...first, indicator, fact: null, value: parts.reduce((sum, part) => sum + (part?.value ?? 0), 0) };
  };
  return { of: (fact) => meaning.get(fact) ?? null, stated, figure, worked };
}

/** Of the readings of an ambiguous figure the one that breaks the fewest equations is meant. */
function settleOpen(context: RuleContext, open: readonly Fact[], meaning: Map<Fact, string>): void {
  const facts = open.slice(0, MOST_OPEN_FACTS);
  let best: readonly string[] = facts.map((fact) => fact.candidates[0] as string);
  let least = Number.POSITIVE_INFINITY;
  const choices = facts.map((fact) => fact.candidates);
  const total = choices.reduce((product, options) => product * options.length, 1);
  for (let n = 0; n < total; n += 1) {
    let rest = n;
    const choice = choices.map((options) => {
      const picked = options[rest % options.length] as string;
      rest = Math.floor(rest / options.length);
      return picked;
    });
    const values = new Map<string, number>();
    const stating = new Map<string, Fact>();
    for (const [fact, id] of meaning) {
      if (fact.value === null || values.has(id)) continue;
      values.set(id, fact.value);
      stating.set(id, fact);
    }
    let clash = 0;
    for (const [i, fact] of facts.entries()) {
      const id = choice[i] as string;
      const held = values.get(id);
      // "tiếp nhận trong kỳ 440" and "tổng số tiếp nhận 510" are two figures before they are one with two values.
      const other = stating.get(id);
      if (held === undefined || held === fact.value) {
        values.set(id, fact.value as number);
        stating.set(id, fact);
      } else clash += other !== undefined && other.facets.has('time') !== fact.facets.has('time') ? 1.5 : 0.5;
    }
    // A part is not the whole that it is listed under.
    for (const [i, fact] of facts.entries()) {
      const head = fact.head === null ? undefined : (choice[facts.indexOf(fact.head)] ?? meaning.get(fact.head));
      // … nor the other way round: "đã tiếp nhận 500, trong đó trong kỳ 440".
      const own = choice[i] as string;
      if (head !== undefined && (head === own || context.index.isPartOf(head, own))) clash += 2;
    }
    const broken =
      clash +
      context.law.identities.filter((identity) => balance(identity, (id) => values.get(id) ?? null)?.holds === false)
        .length;
    if (broken < least) {
      least = broken;
      best = choice;
    }
  }
  for (const [i, fact] of facts.entries()) meaning.set(fact, best[i] as string);
  for (const fact of open.slice(MOST_OPEN_FACTS)) meaning.set(fact, fact.candidates[0] as string);
}

export interface Balance {
  readonly holds: boolean;
  readonly total: number;
  readonly sum: number;
  /** Optional parts that the report does not state. */
  readonly unstated: readonly string[];
}

/** Null where a figure of the equation is not known. */
export function balance(identity: IdentityDefinition, value: (indicator: string) => number | null): Balance | null {
  const total = value(identity.total);
  if (total === null) return null;
  let sum = 0;
  for (const part of identity.parts) {
    const known = value(part);
    if (known === null) return null;
    sum += known;
  }
  const unstated: string[] = [];
  for (const part of identity.optionalParts ?? []) {
    const known = value(part);
    if (known === null) unstated.push(part);
    else sum += known;
  }
  const apart = (identity.apart ?? []).flatMap((part) => value(part) ?? []);
  return { holds: total === sum || apart.some((more) => total === sum + more), total, sum, unstated };
}

export const written = (value: number): string => formatInteger(value);
