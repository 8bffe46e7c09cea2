/** T03 for a list of parts: what is listed under a figure by words that exhaust it must come to it. */
import { canonicalLabel } from '../canonical.ts';
import type { RuleContext } from '../context.ts';
import { signature, withFacet } from '../facets.ts';
import type { Fact } from '../fact.ts';
import type { PartitionDefinition } from '../law.ts';
import { type Meanings, written } from './meaning.ts';

/** @param told wholes of which an equation has already said that their parts do not come to them */
export function checkPartitions(context: RuleContext, meanings: Meanings, told: ReadonlySet<Fact>): void {
  const lists = new Map<Fact, Fact[]>();
  for (const fact of context.facts) {
    if (fact.head === null || fact.head === fact || fact.merelySome || fact.value === null) continue;
    const list = lists.get(fact.head);
    if (list === undefined) lists.set(fact.head, [fact]);
    else list.push(fact);
  }
  for (const [whole, parts] of lists) {
    if (whole.value === null || whole.limited || told.has(whole)) continue;
    for (const partition of context.law.partitions) {
      if (checkList(context, meanings, whole, whole.value, parts, partition)) break;
    }
  }
}

interface Split {
  readonly parts: readonly Fact[];
  /** What the words leave over; null where they leave nothing. */
  readonly unsaid: string | null;
}

/** Parts that differ from the whole only by the partition's own words, each word once, together all of it. */
function splitBy(partition: PartitionDefinition, whole: Fact, parts: readonly Fact[]): Split | null {
  const { facet } = partition;
  const known = new Set(Object.keys(partition.names));
  const rest = (fact: Fact): string => signature(withFacet(withFacet(fact.facets, facet, null), 'measure', null));
  const own = parts.filter((part) => {
    const values = part.facets.get(facet) ?? [];
    return (
      values.length > 0 &&
      values.every((value) => known.has(value)) &&
      part.kind === whole.kind &&
      !part.limited &&
      part.residue === 0 &&
      rest(part) === rest(whole)
    );
  });
  const said = own.flatMap((part) => part.facets.get(facet) ?? []);
  if (own.length < 2 || new Set(said).size !== said.length) return null;
  const covers = (values: readonly string[]): boolean =>
    values.length === said.length && values.every((value) => said.includes(value));
  if (partition.whole.some(covers)) return { parts: own, unsaid: null };
  const nearly = partition.nearly.find(({ values }) => covers(values));
  return nearly === undefined ? null : { parts: own, unsaid: nearly.unsaid };
}

function checkList(
  context: RuleContext,
  meanings: Meanings,
  whole: Fact,
  total: number,
  listed: readonly Fact[],
  partition: PartitionDefinition,
): boolean {
  // Parts of what is itself one of the kinds are no partition of it; "tiếp nhận trong kỳ" is often said of all.
  if (partition.facet !== 'time' && whole.facets.has(partition.facet)) return false;
  const split = splitBy(partition, whole, listed);
  if (split === null) return false;
  const figure = (fact: Fact): number => fact.value as number;
  const sum = split.parts.reduce((all, part) => all + figure(part), 0);
  const others = listed.filter((fact) => !split.parts.includes(fact)).map(figure);
  const besides = partition.besides === undefined ? null : meanings.figure(partition.besides);
  const within = split.parts.find((part) => part.facets.get(partition.facet)?.join() === partition.within);
  const sums = [sum, ...(within === undefined ? [] : [sum - figure(within)])];
  const more = [0, ...others, others.reduce((all, value) => all + value, 0), besides?.value ?? 0];
  const totals = [total, ...(whole.denominator === null ? [] : [whole.denominator])];
  if (sums.some((parts) => more.some((value) => totals.includes(parts + value)))) return false;
  const less = sum < total;
  // What a table says of the row is not looked for here: there the rest may be what was carried over.
  const rowKnown = context.tables.some((table) => table.rows.some((row) => canonicalLabel(row.label) === whole.sector));
  if (less && rowKnown) return false;
  const names = Object.entries(partition.names)
    .filter(([value]) => split.parts.some((part) => part.facets.get(partition.facet)?.includes(value)))
    .map(([, name]) => name);
  const figures = split.parts.map((part) => written(figure(part)));
  const indicator = meanings.of(whole);
  const name = indicator === null ? whole.label : context.index.label(indicator);
  const hint =
    less && split.unsaid !== null
      ? `; nếu phần chênh ${written(total - sum)} là hồ sơ ${split.unsaid} thì phải nêu`
      : '';
  context.add(
    'T03',
    `Số liệu không khớp: «${name}» chia thành ${names.join(', ')}, nhưng ${written(total)} ≠ ${figures.join(' + ')} = ${written(sum)}${hint}`,
    [whole.evidence, ...split.parts.map((part) => part.evidence)],
    hint === '' ? undefined : 'warning',
  );
  return true;
}
