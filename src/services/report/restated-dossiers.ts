/**
 * The dossiers that a restatement is about (hồ sơ làm nên số liệu điều chỉnh): recorded or corrected since the version before,
 * and counted otherwise for it. The work of the weeks after the period is recorded since as well, and changes no figure of it.
 */
import type pg from 'pg';
import type { DossierFacts } from '../../core/dossier/facts.ts';
import type { BaseIndicator } from '../../core/reporting/indicators.ts';
import { matches } from '../../core/reporting/matches.ts';
import type { CountingFrame, Facts } from '../../core/reporting/predicate.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { type ChangedFact, listChangedFacts } from '../../store/changes.ts';
import { listFacts } from '../../store/counting.ts';

/** A version of the report: how it counts, and what was known of the dossiers. */
export interface CountedState {
  readonly frame: CountingFrame;
  readonly recordedThrough: Instant;
}

/** @param indicators of dossiers and of other things; the others are passed over */
export async function restatedDossiers(
  client: pg.ClientBase,
  homes: readonly string[],
  indicators: readonly BaseIndicator[],
  { before, after }: { readonly before: CountedState; readonly after: CountedState },
): Promise<ChangedFact[]> {
  const mine = indicators.filter((indicator) => indicator.population === 'dossier');
  const restated: ChangedFact[] = [];
  const changed = await listChangedFacts(
    client,
    homes,
    after.frame.opensAt,
    before.recordedThrough,
    after.recordedThrough,
  );
  // Unit by unit, so that a province's restatement needs a ward's memory.
  for (const home of homes) {
    const candidates = changed.filter((fact) => fact.homeUnit === home);
    if (candidates.length === 0) continue;
    const codes = new Set(candidates.map((fact) => fact.dossierCode));
    const countedIn = async ({ frame, recordedThrough }: CountedState): Promise<ReadonlyMap<string, string>> => {
      const facts = await listFacts(client, { homes: [home], frame, recordedThrough });
      const known = facts.filter((fact) => codes.has(fact.dossierCode));
      return new Map(known.map((fact) => [fact.dossierCode, whereCounted(fact, mine, frame)]));
    };
    const [then, now] = [await countedIn(before), await countedIn(after)];
    const counted = (side: ReadonlyMap<string, string>, code: string): string => side.get(code) ?? '';
    restated.push(...candidates.filter((fact) => counted(then, fact.dossierCode) !== counted(now, fact.dossierCode)));
  }
  return restated.sort((a, b) => (a.dossierCode < b.dossierCode ? -1 : a.dossierCode > b.dossierCode ? 1 : 0));
}

/** The row and the figures that a dossier is in, with what it adds to each; empty where it is in none. */
function whereCounted(fact: DossierFacts, indicators: readonly BaseIndicator[], frame: CountingFrame): string {
  const facts = fact as unknown as Facts;
  const figures = indicators
    .filter((indicator) => matches(indicator.where, facts, frame))
    .map((indicator) => `${indicator.id} ${indicator.kind === 'count' ? 1 : facts[indicator.of]}`);
  return figures.length === 0 ? '' : [fact.sectorKey, ...figures].join('\n');
}
