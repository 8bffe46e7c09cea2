/** Random logs of a dossier: acts tried at random, kept where `decide` accepts them. Randomness is passed in. */
import { fromCivilMinute, type LocalDateTime, localDateTime, toCivilMinute } from '../time/local-date-time.ts';
import type { DossierDefinition } from './definition.ts';
import { decide, fold } from './dossier.ts';
import type { DossierEvent, EventData } from './event.ts';

/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number;

/** Small repeatable random numbers (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export const pickFrom = <T>(random: Random, choices: readonly T[]): T => choices[random(choices.length)] as T;

export interface LogOptions {
  /** Minutes at which acts like to happen: a period's edges. */
  readonly edges: readonly LocalDateTime[];
  readonly tries: number;
  /** Acts that are not tried. */
  readonly without?: readonly string[];
  readonly sectors?: readonly string[];
}

function randomData(random: Random, at: number, options: LogOptions): EventData {
  return {
    channel: pickFrom(random, ['online', 'counter', 'post'] as const),
    procedureCode: pickFrom(random, ['1.001193', '2.002622', '2.000635']),
    sectorKey: pickFrom(random, options.sectors ?? ['ho-tich']),
    term: { value: 1 + random(9), unit: pickFrom(random, ['workingDay', 'workingHour', 'calendarDay'] as const) },
    feeDue: random(3) * 15_000,
    amount: random(3) * 15_000,
    method: pickFrom(random, ['online', 'cash', 'transfer'] as const),
    newDueAt: fromCivilMinute(at + 1 + random(20_000)),
    ground: 'thử',
    document: '01',
    reason: 'thử',
    note: 'thử',
  };
}

/** Sometimes the slip promises a minute at which acts like to happen, so that results fall exactly on it. */
function slipDate(random: Random, at: number, options: LogOptions): LocalDateTime | null {
  const edge = pickFrom(random, options.edges);
  return random(2) === 0 && toCivilMinute(edge) > at ? edge : null;
}

/** Data that only the act of receipt carries into the facts; later acts must not overwrite the term or the sector. */
function dataOf(random: Random, act: string, at: number, options: LogOptions): EventData {
  const { sectorKey, term, feeDue, procedureCode, ...rest } = randomData(random, at, options);
  if (act !== 'receive' && act !== 'borrow') return rest;
  return {
    ...rest,
    sectorKey: sectorKey as string,
    term: term ?? null,
    feeDue: feeDue as number,
    procedureCode: procedureCode as string,
    slipDueAt: slipDate(random, at, options),
    copyCertification: random(3) === 0,
    verticalAgency: random(10) === 0,
    parentDossierId: random(10) === 0 ? 'parent' : null,
  };
}

/** A log of accepted acts, in the order of recording; `refused` counts what `decide` turned down. */
export function randomLog(
  definition: DossierDefinition,
  random: Random,
  options: LogOptions,
): { readonly events: DossierEvent[]; readonly refused: number } {
  const acts = Object.keys(definition.acts).filter((act) => !(options.without ?? []).includes(act));
  const now = localDateTime('2026-12-31T00:00');
  const events: DossierEvent[] = [];
  let refused = 0;
  let clock = toCivilMinute(pickFrom(random, options.edges)) - random(3) * random(30_000);
  for (let n = 0; n < options.tries; n += 1) {
    const act = pickFrom(random, acts);
    const shape = random(5);
    const near = toCivilMinute(pickFrom(random, options.edges));
    const at = shape === 0 ? near : shape === 1 ? clock : clock + random(6000) - (shape === 2 ? 3000 : 0);
    const command = { act, happenedAt: fromCivilMinute(at), data: dataOf(random, act, at, options) };
    const decision = decide(definition, fold(definition, events), command, now);
    if (!decision.accepted) refused += 1;
    else {
      events.push({ sequence: events.length + 1, ...decision.event });
      clock = Math.max(clock, at);
    }
  }
  return { events, refused };
}
