/** The TypeScript reader of predicates. The SQL reader is the store's; a property test holds the two equal. */
import { CHANNELS, type DossierFacts, type Span } from '../dossier/facts.ts';
import { timeliness } from '../dossier/timeliness.ts';
import type { LocalDateTime } from '../time/local-date-time.ts';
import {
  type CountingFrame,
  type Facts,
  type Population,
  type Predicate,
  spansContain,
  type Timeliness,
  type TimeWindow,
} from './predicate.ts';

/** Facts that predicates over dossiers may name, by kind. Both readers use this list, and nothing else. */
export const DOSSIER_FACT_KINDS = {
  receivedAt: 'instant',
  resolvedAt: 'instant',
  cancelledAt: 'instant',
  handedOverAt: 'instant',
  paidOnlineAt: 'instant',
  linkedChild: 'flag',
  verticalAgency: 'flag',
  copyCertification: 'flag',
  certifiedECopy: 'flag',
  resultDigitised: 'flag',
  channel: 'text',
  handOverChannel: 'text',
  sectorKey: 'text',
  procedureCode: 'text',
  feeDue: 'number',
  paidOnlineAmount: 'number',
  suspendedDuring: 'spans',
} as const satisfies Partial<Record<keyof DossierFacts, 'instant' | 'flag' | 'text' | 'number' | 'spans'>>;

export type DossierFactName = keyof typeof DOSSIER_FACT_KINDS;

/** Text facts that are never unknown and have one of a few values, which are all there are. */
export const DOSSIER_FACT_VALUES: Partial<Record<string, readonly string[]>> = {
  channel: CHANNELS,
} satisfies Partial<Record<DossierFactName, readonly string[]>>;

/** Whether a thing is counted. @throws Error when the predicate names a fact that the thing does not have: a wrong definition, not a zero */
export function matches(predicate: Predicate, facts: Facts, frame: CountingFrame): boolean {
  if ('all' in predicate) return predicate.all.every((part) => matches(part, facts, frame));
  if ('any' in predicate) return predicate.any.some((part) => matches(part, facts, frame));
  if ('not' in predicate) return !matches(predicate.not, facts, frame);
  if ('flag' in predicate) return read(facts, predicate.flag) === true;
  if ('at' in predicate) {
    const at = read(facts, predicate.at) as LocalDateTime | null;
    if (at === null) return false;
    switch (predicate.in) {
      case 'period':
        return at >= frame.opensAt && at <= frame.asOf;
      case 'beforePeriod':
        return at < frame.opensAt;
      case 'byAsOf':
        return at <= frame.asOf;
    }
  }
  if ('fact' in predicate) {
    const value = read(facts, predicate.fact);
    if ('above' in predicate) return typeof value === 'number' && value > predicate.above;
    return typeof value === 'string' && predicate.in.includes(value);
  }
  if ('timeliness' in predicate) {
    return timeliness(facts as unknown as DossierFacts, frame.asOf, frame.granularity) === predicate.timeliness;
  }
  return spansContain(read(facts, predicate.during) as readonly Span[], frame.asOf) !== undefined;
}

function read(facts: Facts, name: string): unknown {
  const value = facts[name];
  if (value === undefined) throw new Error(`Chỉ tiêu dùng dữ kiện không có: «${name}».`);
  return value;
}

const WINDOWS = { period: true, beforePeriod: true, byAsOf: true } as const satisfies Record<TimeWindow, true>;
const CLASSES = { early: true, onTime: true, overdue: true, withinTime: true } as const satisfies Record<
  Timeliness,
  true
>;

/** Definitions come from files and screens, not only from the compiler: what no reader understands is said here. */
function shapeProblem(predicate: Predicate): string | undefined {
  if ('at' in predicate && !Object.hasOwn(WINDOWS, predicate.in))
    return `Không có khoảng thời gian «${String(predicate.in)}»; dùng một trong: ${Object.keys(WINDOWS).join(', ')}.`;
  if ('timeliness' in predicate && !Object.hasOwn(CLASSES, predicate.timeliness))
    return `Không có cách xếp hạn «${String(predicate.timeliness)}»; dùng một trong: ${Object.keys(CLASSES).join(', ')}.`;
  const known = ['flag', 'at', 'fact', 'timeliness', 'during'].some((word) => word in predicate);
  return known ? undefined : `Không hiểu điều kiện đếm ${JSON.stringify(predicate)}.`;
}

/** Names in a predicate that its population does not know; empty when it can be read. */
export function predicateProblems(predicate: Predicate, population: Population): string[] {
  if ('all' in predicate) return predicate.all.flatMap((part) => predicateProblems(part, population));
  if ('any' in predicate) return predicate.any.flatMap((part) => predicateProblems(part, population));
  if ('not' in predicate) return predicateProblems(predicate.not, population);
  const shape = shapeProblem(predicate);
  if (shape !== undefined) return [shape];
  if (population !== 'dossier')
    return 'timeliness' in predicate ? ['Chỉ hồ sơ mới có trước hạn, đúng hạn, quá hạn.'] : [];
  const expect = (name: string, kind: string): string[] =>
    (DOSSIER_FACT_KINDS as Record<string, string>)[name] === kind
      ? []
      : [`Hồ sơ không có dữ kiện «${name}» kiểu ${kind}.`];
  if ('flag' in predicate) return expect(predicate.flag, 'flag');
  if ('at' in predicate) return expect(predicate.at, 'instant');
  if ('fact' in predicate) return expect(predicate.fact, 'above' in predicate ? 'number' : 'text');
  if ('during' in predicate) return expect(predicate.during, 'spans');
  return [];
}
