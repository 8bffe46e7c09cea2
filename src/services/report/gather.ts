/**
 * Gathering what a report is made of, as it was known at an instant: the counts, the things counted, the rows of the
 * tables, the unit's words. Every count made by SQL is proven here against the dossiers behind it, counted one by one.
 */
import type pg from 'pg';
import type { DossierFacts } from '../../core/dossier/facts.ts';
import { REVIEW_STATE_LABELS, registerCountable } from '../../core/registers/countables.ts';
import type { RegisterEntry } from '../../core/registers/entry.ts';
import type { RowSeed } from '../../core/reporting/form-engine.ts';
import { type Countable, Tally, type TallyWithMembers, tallyOf } from '../../core/reporting/indicators.ts';
import type { CountingFrame, Facts } from '../../core/reporting/predicate.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { dateOf } from '../../core/time/local-date-time.ts';
import { listFacts, tallyDossiers } from '../../store/counting.ts';
import { listEntries, listSectors } from '../../store/registers.ts';
import { proceduresOn } from '../catalogue.ts';
import type { LoadedDefinitions } from './definitions.ts';

export interface GatherScope {
  readonly homes: readonly string[];
  readonly frame: CountingFrame;
  /** Year of the period, for the review plan. */
  readonly year: number;
  readonly recordedThrough: Instant | null;
}

export interface Gathered {
  readonly tally: Tally;
  /** `rowKey\nindicator` → identifiers behind the count; absent when not proven. */
  readonly members: ReadonlyMap<string, readonly string[]> | null;
  readonly sectors: readonly RowSeed[];
  readonly reviewItems: readonly RowSeed[];
  readonly entries: readonly RegisterEntry[];
}

/** SQL and TypeScript counted differently: a fault of the program, so nothing is shown. */
export class ProofError extends Error {
  readonly code = 'PROOF';
  constructor(message: string) {
    super(message);
    this.name = 'ProofError';
  }
}

const countable = (facts: DossierFacts): Countable => ({
  rowKey: facts.sectorKey,
  id: facts.dossierId,
  facts: facts as unknown as Facts,
});

/**
 * @param options.prove count every dossier a second time in TypeScript and remember who was counted where
 * @throws ProofError when the two counts differ
 */
export async function gather(
  client: pg.ClientBase,
  definitions: LoadedDefinitions,
  scope: GatherScope,
  options: { readonly prove: boolean },
): Promise<Gathered> {
  const bases = definitions.catalogue.basesOf(definitions.used);
  const tally = await tallyDossiers(client, bases, scope);
  const members = new Map<string, string[]>();
  const merge = (more: TallyWithMembers): void => {
    for (const [key, ids] of more.members) {
      const list = members.get(key);
      if (list === undefined) members.set(key, [...ids]);
      else for (const id of ids) list.push(id);
    }
  };
  if (options.prove) {
    const proof = new Tally();
    // Unit by unit, so that a province's proof needs a ward's memory.
    for (const home of scope.homes) {
      const facts = await listFacts(client, { ...scope, homes: [home] });
      const counted = tallyOf(bases, 'dossier', facts.map(countable), scope.frame);
      proof.addAll(counted.tally);
      merge(counted);
    }
    prove(
      bases.filter((base) => base.population === 'dossier').map((base) => base.id),
      tally,
      proof,
    );
  }

  const on = dateOf(scope.frame.asOf);
  const things = {
    procedure: [] as Countable[],
    feedback: [] as Countable[],
    reviewItem: [] as Countable[],
    activity: [] as Countable[],
  };
  for (const procedure of await proceduresOn(client, scope.homes, on, scope.recordedThrough)) {
    things.procedure.push({
      rowKey: procedure.sectorKey,
      id: scope.homes.length === 1 ? procedure.code : `${procedure.homeUnitId} ${procedure.code}`,
      facts: {
        verticalAgency: procedure.verticalAgency,
        setLocally: procedure.body.setLocally,
        published: procedure.body.published,
        oneStop: procedure.body.oneStop,
        internalProcess: procedure.body.internalProcess !== null,
      },
    });
  }
  const entries: RegisterEntry[] = [];
  const reviewItems: RowSeed[] = [];
  for (const stored of await listEntries(client, scope.homes, scope.recordedThrough)) {
    // Entries of several units may share identifiers; within one report they are told apart by their unit.
    const entry = {
      kind: stored.kind,
      id: scope.homes.length === 1 ? stored.id : `${stored.homeUnitId} ${stored.id}`,
      happenedOn: stored.happenedOn,
      payload: stored.payload,
    } as RegisterEntry;
    entries.push(entry);
    const found = registerCountable(entry, scope.year);
    if (found === null) continue;
    things[found.population].push(found.thing);
    if (entry.kind === 'reviewItem' && entry.payload.planYear === scope.year) {
      reviewItems.push({
        key: entry.id,
        label: entry.payload.procedureName,
        attributes: { sector: entry.payload.sector, stateLabel: REVIEW_STATE_LABELS[entry.payload.state] },
      });
    }
  }
  for (const population of ['procedure', 'feedback', 'reviewItem', 'activity'] as const) {
    const counted = tallyOf(bases, population, things[population], scope.frame);
    tally.addAll(counted.tally);
    merge(counted);
  }
  return {
    tally,
    members: options.prove ? members : null,
    sectors: await sectorRows(client, scope, tally, formIndicators(definitions)),
    reviewItems,
    entries,
  };
}

/** Counted indicators of dossiers that a form shows; what only the text speaks of makes no row. */
function formIndicators(definitions: LoadedDefinitions): string[] {
  const shown = definitions.forms.flatMap((form) =>
    form.parts.flatMap((part) =>
      part.columns.flatMap((column) => (column.content.kind === 'indicator' ? [column.content.indicator] : [])),
    ),
  );
  return definitions.catalogue
    .basesOf(shown)
    .filter((base) => base.population === 'dossier')
    .map((base) => base.id);
}

function prove(indicators: readonly string[], counted: Tally, proof: Tally): void {
  for (const rowKey of new Set([...counted.rowKeys(), ...proof.rowKeys()])) {
    for (const id of indicators) {
      if (counted.at(rowKey, id) !== proof.at(rowKey, id)) {
        throw new ProofError(
          `Chỉ tiêu «${id}» của lĩnh vực «${rowKey}»: cơ sở dữ liệu đếm ${counted.at(rowKey, id)}, đếm lại từng hồ sơ được ${proof.at(rowKey, id)}. Không lập báo cáo khi hai cách đếm khác nhau; hãy báo cho người quản trị.`,
        );
      }
    }
  }
}

/** Sectors of the catalogue in its order, then those that only the dossiers know, so that no dossier falls through. */
async function sectorRows(
  client: pg.ClientBase,
  scope: GatherScope,
  tally: Tally,
  dossierIndicators: readonly string[],
): Promise<RowSeed[]> {
  const rows = new Map<string, { position: number; label: string }>();
  for (const sector of await listSectors(client, scope.homes, dateOf(scope.frame.asOf), scope.recordedThrough)) {
    const known = rows.get(sector.key);
    if (known === undefined || sector.position < known.position)
      rows.set(sector.key, { position: sector.position, label: sector.name });
  }
  const further = tally
    .rowsWith(dossierIndicators)
    .filter((key) => !rows.has(key))
    .sort();
  if (further.length > 0) {
    const { rows: names } = await client.query<{ sector_key: string; name: string }>(
      'select distinct on (sector_key) sector_key, name from catalogue_sector where home_unit_id = any ($1) and sector_key = any ($2) order by sector_key, version desc, home_unit_id',
      [scope.homes, further],
    );
    const nameOf = new Map(names.map((row) => [row.sector_key, row.name]));
    for (const key of further) rows.set(key, { position: Number.MAX_SAFE_INTEGER, label: nameOf.get(key) ?? key });
  }
  return [...rows]
    .sort(([a, x], [b, y]) => x.position - y.position || (a < b ? -1 : 1))
    .map(([key, { label }]) => ({ key, label }));
}
