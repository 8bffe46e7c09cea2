/**
 * Working with indicators (chỉ tiêu): which of them must be counted, and how the others follow from those. Sums and
 * ratios are computed here and nowhere else.
 */
import type { CountIndicator, IndicatorDefinition, SumIndicator } from './definition.ts';
import { DOSSIER_FACT_KINDS, matches, predicateProblems } from './matches.ts';
import type { CountingFrame, Facts, Population } from './predicate.ts';
import { ratioInHundredths } from './ratio.ts';

export type BaseIndicator = CountIndicator | SumIndicator;

/** Indicators from which one is computed; none for a counted one. */
function partsOf(definition: IndicatorDefinition): readonly string[] {
  switch (definition.kind) {
    case 'count':
    case 'sum':
      return [];
    case 'computed':
      return [...definition.plus, ...(definition.minus ?? [])];
    case 'ratio':
      return [definition.numerator, definition.denominator];
  }
}

function isNumberFact(name: string): boolean {
  return Object.hasOwn(DOSSIER_FACT_KINDS, name) && (DOSSIER_FACT_KINDS as Record<string, string>)[name] === 'number';
}

function restsOnItself(start: string, byId: ReadonlyMap<string, IndicatorDefinition>): boolean {
  const seen = new Set<string>();
  const reaches = (id: string): boolean => {
    const definition = byId.get(id);
    return (
      definition !== undefined &&
      partsOf(definition).some((part) => {
        if (part === start) return true;
        if (seen.has(part)) return false;
        seen.add(part);
        return reaches(part);
      })
    );
  };
  return reaches(start);
}

export class IndicatorCatalogue {
  readonly #byId: ReadonlyMap<string, IndicatorDefinition>;

  /** @throws Error listing everything that is wrong with the definitions */
  constructor(definitions: readonly IndicatorDefinition[]) {
    const problems: string[] = [];
    const byId = new Map<string, IndicatorDefinition>();
    for (const definition of definitions) {
      if (byId.has(definition.id)) problems.push(`Chỉ tiêu «${definition.id}» bị định nghĩa hai lần.`);
      byId.set(definition.id, definition);
    }
    const need = (id: string, of: string): void => {
      const part = byId.get(id);
      if (part === undefined) problems.push(`Chỉ tiêu «${of}» dựa vào chỉ tiêu không có: «${id}».`);
      else if (part.kind === 'ratio')
        problems.push(`Chỉ tiêu «${of}» dựa vào tỷ lệ «${id}»; tỷ lệ không cộng, trừ hay chia tiếp được.`);
    };
    for (const definition of definitions) {
      switch (definition.kind) {
        case 'count':
        case 'sum':
          problems.push(
            ...predicateProblems(definition.where, definition.population).map((p) => `${definition.id}: ${p}`),
          );
          if (definition.kind === 'sum' && definition.population === 'dossier' && !isNumberFact(definition.of))
            problems.push(`${definition.id}: Hồ sơ không có dữ kiện «${definition.of}» kiểu number để cộng.`);
          break;
        case 'computed':
          for (const id of [...definition.plus, ...(definition.minus ?? [])]) need(id, definition.id);
          break;
        case 'ratio':
          need(definition.numerator, definition.id);
          need(definition.denominator, definition.id);
          break;
      }
    }
    for (const definition of definitions) {
      if (restsOnItself(definition.id, byId)) problems.push(`Chỉ tiêu «${definition.id}» dựa vào chính nó.`);
    }
    if (problems.length > 0) throw new Error(problems.join('\n'));
    this.#byId = byId;
  }

  get(id: string): IndicatorDefinition {
    const definition = this.#byId.get(id);
    if (definition === undefined) throw new Error(`Không có chỉ tiêu «${id}».`);
    return definition;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The counted indicators on which the given ones rest, each once, in a fixed order. */
  basesOf(ids: Iterable<string>): BaseIndicator[] {
    return this.closureOf(ids)
      .map((id) => this.get(id))
      .filter((definition) => definition.kind === 'count' || definition.kind === 'sum');
  }

  /** Every indicator on which the given ones rest, themselves included, in a fixed order. */
  closureOf(ids: Iterable<string>): string[] {
    const all = new Set<string>();
    const visit = (id: string): void => {
      if (all.has(id)) return;
      all.add(id);
      for (const part of partsOf(this.get(id))) visit(part);
    };
    for (const id of ids) visit(id);
    return [...all].sort();
  }

  /** Value of an indicator from the counted ones; a ratio in hundredths of a per cent, null where its denominator is 0. */
  valueOf(id: string, base: (id: string) => number): number | null {
    const definition = this.get(id);
    switch (definition.kind) {
      case 'count':
      case 'sum':
        return base(id);
      case 'computed': {
        const sum = (ids: readonly string[]): number =>
          ids.reduce((total, part) => total + (this.valueOf(part, base) ?? 0), 0);
        return sum(definition.plus) - sum(definition.minus ?? []);
      }
      case 'ratio':
        return ratioInHundredths(
          this.valueOf(definition.numerator, base) ?? 0,
          this.valueOf(definition.denominator, base) ?? 0,
        );
    }
  }
}

/** What was counted of one population: totals by row key and indicator. */
export class Tally {
  readonly #rows = new Map<string, Map<string, number>>();

  add(rowKey: string, indicator: string, amount: number): void {
    let row = this.#rows.get(rowKey);
    if (row === undefined) {
      row = new Map();
      this.#rows.set(rowKey, row);
    }
    row.set(indicator, (row.get(indicator) ?? 0) + amount);
  }

  at(rowKey: string, indicator: string): number {
    return this.#rows.get(rowKey)?.get(indicator) ?? 0;
  }

  total(indicator: string): number {
    let sum = 0;
    for (const row of this.#rows.values()) sum += row.get(indicator) ?? 0;
    return sum;
  }

  rowKeys(): string[] {
    return [...this.#rows.keys()];
  }

  /** Row keys with something above zero in one of the indicators. */
  rowsWith(indicators: readonly string[]): string[] {
    return this.rowKeys().filter((key) => indicators.some((id) => this.at(key, id) !== 0));
  }

  addAll(other: Tally): void {
    for (const [key, row] of other.#rows) for (const [id, amount] of row) this.add(key, id, amount);
  }
}

/** A thing to be counted, with the row it falls in and what names it in a list. */
export interface Countable {
  readonly rowKey: string;
  readonly id: string;
  readonly facts: Facts;
}

export interface TallyWithMembers {
  readonly tally: Tally;
  /** `rowKey\nindicator` → identifiers counted there, in the order given. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

export const memberKey = (rowKey: string, indicator: string): string => `${rowKey}\n${indicator}`;

/** Counts things in TypeScript, remembering who was counted where. The second reader: it proves what SQL counted. */
export function tallyOf(
  indicators: readonly BaseIndicator[],
  population: Population,
  things: Iterable<Countable>,
  frame: CountingFrame,
): TallyWithMembers {
  const tally = new Tally();
  const members = new Map<string, string[]>();
  const mine = indicators.filter((indicator) => indicator.population === population);
  for (const thing of things) {
    for (const indicator of mine) {
      if (!matches(indicator.where, thing.facts, frame)) continue;
      tally.add(thing.rowKey, indicator.id, indicator.kind === 'count' ? 1 : amountOf(thing.facts, indicator.of));
      const key = memberKey(thing.rowKey, indicator.id);
      const list = members.get(key);
      if (list === undefined) members.set(key, [thing.id]);
      else list.push(thing.id);
    }
  }
  return { tally, members };
}

function amountOf(facts: Facts, name: string): number {
  const value = facts[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Error(`Chỉ tiêu cộng dữ kiện không phải số nguyên: «${name}».`);
  return value;
}
