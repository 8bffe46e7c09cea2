/** The unit's catalogue (danh mục TTHC): reading it for work, and importing one from a file. */
import type pg from 'pg';
import { sectorKeyOf } from '../core/organisation/sector.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { isPlainDate, type PlainDate } from '../core/time/plain-date.ts';
import { type Term, termProblems } from '../core/time/term.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import {
  listProcedures,
  moveOtherSectorsBehind,
  putProcedures,
  putSectors,
  type StoredProcedure,
} from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';
import { type Installation, knownUnit } from './installation.ts';

/** What a procedure's version says beside its code, name and sector. */
export interface ProcedureBody {
  readonly term: Term | null;
  readonly published: boolean;
  readonly oneStop: boolean;
  readonly setLocally: boolean;
  readonly copyCertification: boolean;
  readonly internalProcess: unknown;
  readonly sector: string;
  readonly sample: boolean;
  readonly [further: string]: unknown;
}

/** The procedure's version on the day of receipt (both ends count); undefined where the catalogue does not have it. */
export type ProcedureLookup = (
  code: string,
  on: PlainDate,
) => (StoredProcedure & { readonly body: ProcedureBody }) | undefined;

/** Loads every version of the unit's procedures once; the answer is then looked up in memory. */
export async function loadProcedureLookup(client: pg.ClientBase, unitId: string): Promise<ProcedureLookup> {
  const { rows } = await client.query<{
    procedure_code: string;
    version: number;
    sector_key: string;
    name: string;
    effective_from: PlainDate;
    effective_through: PlainDate | null;
    vertical_agency: boolean;
    body: ProcedureBody;
  }>(
    `select procedure_code, version, sector_key, name, effective_from, effective_through, vertical_agency, body from procedure_version
     where home_unit_id = $1 order by procedure_code, version desc`,
    [unitId],
  );
  const byCode = new Map<string, (StoredProcedure & { readonly body: ProcedureBody })[]>();
  for (const row of rows) {
    const version = {
      homeUnitId: unitId,
      code: row.procedure_code,
      version: row.version,
      sectorKey: row.sector_key,
      name: row.name,
      effectiveFrom: row.effective_from,
      effectiveThrough: row.effective_through,
      verticalAgency: row.vertical_agency,
      body: row.body,
    };
    const list = byCode.get(row.procedure_code);
    if (list === undefined) byCode.set(row.procedure_code, [version]);
    else list.push(version);
  }
  return (code, on) =>
    byCode.get(code)?.find((v) => v.effectiveFrom <= on && (v.effectiveThrough === null || on <= v.effectiveThrough));
}

interface CatalogueFile {
  readonly unitId: string;
  readonly effectiveFrom: string;
  readonly effectiveThrough: string | null;
  readonly sectors: readonly { readonly position: number; readonly name: string }[];
  readonly verticalAgencySectors?: readonly { readonly position: number; readonly name: string }[];
  readonly procedures: readonly Record<string, unknown>[];
}

function problemsOf(file: CatalogueFile): string[] {
  const problems: string[] = [];
  if (!isPlainDate(file.effectiveFrom)) problems.push('Danh mục thiếu ngày hiệu lực (effectiveFrom, YYYY-MM-DD).');
  const sectors = new Set(
    [...file.sectors, ...(file.verticalAgencySectors ?? [])].map((sector) => sectorKeyOf(sector.name)),
  );
  const seen = new Set<string>();
  for (const [index, procedure] of file.procedures.entries()) {
    const at = `Thủ tục thứ ${index + 1} (${String(procedure['code'])})`;
    if (typeof procedure['code'] !== 'string' || procedure['code'] === '') problems.push(`${at}: thiếu mã thủ tục.`);
    if (typeof procedure['name'] !== 'string' || procedure['name'] === '') problems.push(`${at}: thiếu tên thủ tục.`);
    if (seen.has(String(procedure['code']))) problems.push(`${at}: mã thủ tục lặp lại.`);
    seen.add(String(procedure['code']));
    if (typeof procedure['sector'] !== 'string' || !sectors.has(sectorKeyOf(procedure['sector']))) {
      problems.push(`${at}: lĩnh vực «${String(procedure['sector'])}» không có trong danh sách lĩnh vực.`);
    }
    const term = procedure['term'] as Term | null | undefined;
    if (term !== null && term !== undefined) problems.push(...termProblems(term).map((problem) => `${at}: ${problem}`));
  }
  return problems;
}

/** Imports a catalogue: all of it or nothing. The same file again changes nothing; what changed becomes a new version. */
export async function importCatalogue(
  { store, clock }: Installation,
  input: { readonly unitId: string; readonly catalogue: unknown; readonly actor: string },
): Promise<{ readonly sectors: number; readonly procedures: number; readonly written: number }> {
  const file = input.catalogue as CatalogueFile;
  if (!Array.isArray(file.sectors) || !Array.isArray(file.procedures)) {
    throw new ServiceError('BAD_CATALOGUE', 'Tệp danh mục phải có «sectors» và «procedures».');
  }
  const problems = problemsOf(file);
  if (problems.length > 0)
    throw new ServiceError('BAD_CATALOGUE', `Danh mục có ${problems.length} lỗi, chưa nhập gì.`, { details: problems });
  await knownUnit({ store }, input.unitId);
  return within(store, [input.unitId], async (client) => {
    const place = await takeAuditHead(client, input.unitId, clock.now());
    const dates = {
      effectiveFrom: file.effectiveFrom as PlainDate,
      effectiveThrough: (file.effectiveThrough ?? null) as PlainDate | null,
    };
    const written =
      (await putSectors(
        client,
        file.sectors.map((sector) => ({
          homeUnitId: input.unitId,
          key: sectorKeyOf(sector.name),
          position: sector.position,
          name: sector.name,
          ...dates,
        })),
        place.recordedAt,
      )) +
      (await moveOtherSectorsBehind(
        client,
        input.unitId,
        {
          keys: file.sectors.map((sector) => sectorKeyOf(sector.name)),
          lastPosition: file.sectors.reduce((highest, sector) => Math.max(highest, sector.position), 0),
        },
        place.recordedAt,
      )) +
      (await putProcedures(
        client,
        file.procedures.map((procedure) => storedProcedure(input.unitId, procedure, dates)),
        place.recordedAt,
      ));
    if (written > 0)
      await appendAudit(client, place, { actor: input.actor, act: 'importCatalogue', detail: { written } });
    return { sectors: file.sectors.length, procedures: file.procedures.length, written };
  });
}

function storedProcedure(
  homeUnitId: string,
  procedure: Record<string, unknown>,
  dates: { effectiveFrom: PlainDate; effectiveThrough: PlainDate | null },
): Omit<StoredProcedure, 'version'> {
  const { code, name, verticalAgency, sectorKey: _key, posted, regulatedBy, ...rest } = procedure;
  const body: ProcedureBody = {
    ...rest,
    term: (procedure['term'] ?? null) as Term | null,
    published: posted === true,
    oneStop: procedure['oneStop'] === true,
    setLocally: regulatedBy === 'local',
    copyCertification: procedure['copyCertification'] === true,
    internalProcess: procedure['internalProcess'] ?? null,
    sector: procedure['sector'] as string,
    sample: procedure['sample'] === true,
  };
  return {
    homeUnitId,
    code: code as string,
    name: name as string,
    sectorKey: sectorKeyOf(procedure['sector'] as string),
    verticalAgency: verticalAgency === true,
    ...dates,
    body,
  };
}

/** Procedures of units in force on a day, as known at an instant. */
export async function proceduresOn(
  client: pg.ClientBase,
  homes: readonly string[],
  on: PlainDate,
  recordedThrough: Instant | null,
) {
  return (await listProcedures(client, homes, on, recordedThrough)) as (StoredProcedure & {
    readonly body: ProcedureBody;
  })[];
}
