/** What every service of the desk begins with: whether the officer may, the unit on that day, the procedure in force. */
import type pg from 'pg';
import { ACT_LABELS, type Act as Permission, permits } from '../../core/access/permissions.ts';
import { CHANNELS, type Channel } from '../../core/dossier/facts.ts';
import { existsOn } from '../../core/organisation/tree.ts';
import type { UnitRecord } from '../../core/organisation/unit.ts';
import type { FieldErrors } from '../../core/reception/applicant.ts';
import { type ProcedureFee, readProcedureFee } from '../../core/reception/fees.ts';
import { authoritiesOfProcedure, type LinkedAuthority } from '../../core/reception/linked.ts';
import { papersOfProcedure, type RequiredPaper } from '../../core/reception/papers.ts';
import { formatDate, type PlainDate } from '../../core/time/plain-date.ts';
import type { Term } from '../../core/time/term.ts';
import { linkedOn } from '../../law/linked/index.ts';
import { defaultPapers } from '../../law/reception/default-papers.ts';
import { procedureInForce } from '../../store/reception-procedures.ts';
import type { ProcedureBody } from '../catalogue.ts';
import { ServiceError } from '../errors.ts';
import { loadTree, requireUnit } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';

/** @throws ServiceError `FORBIDDEN` */
export function demand(user: SignedIn, act: Permission): void {
  if (permits(user, act, user.unitId)) return;
  throw new ServiceError('FORBIDDEN', `Việc «${ACT_LABELS[act]}» không thuộc vai trò của tài khoản bạn đang dùng.`, {
    exitCode: 1,
  });
}

/** Why the desk does not do it, by field; under the empty name what concerns the whole. Nothing was written. */
export interface DeskRefusal {
  readonly ok: false;
  readonly errors: FieldErrors;
}

/** Leaves a transaction without writing and carries the reasons out. */
export class Refused extends Error {
  readonly errors: FieldErrors;
  constructor(errors: FieldErrors) {
    super('refused');
    this.errors = errors;
  }
}

/** Runs a transaction and turns {@link Refused} into the answer. */
export async function orRefusal<T>(work: Promise<T>): Promise<T | DeskRefusal> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return { ok: false, errors: error.errors };
    if (error instanceof ServiceError && error.code === 'FORM_REUSED') {
      return { ok: false, errors: { '': error.message } };
    }
    throw error;
  }
}

/** Thủ tục as the desk needs it on a day. */
export interface DeskProcedure {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly sectorKey: string;
  readonly sector: string;
  readonly term: Term | null;
  readonly verticalAgency: boolean;
  readonly copyCertification: boolean;
  readonly fee: ProcedureFee;
  readonly channels: readonly Channel[];
  readonly papers: readonly RequiredPaper[];
  /** The papers come from a general suggestion, not from the announced procedure. */
  readonly papersSuggested: boolean;
  /** Authorities of a linked procedure; empty: it is not linked. */
  readonly authorities: readonly LinkedAuthority[];
  readonly decision: string;
}

/** The unit of the officer, which must exist on the day. @throws Refused */
export async function unitAtWork(client: pg.ClientBase, unitId: string, on: PlainDate): Promise<UnitRecord> {
  const unit = requireUnit(await loadTree(client, null), unitId);
  if (!existsOn(unit, on)) {
    throw new Refused({ '': `${unit.name} không hoạt động vào ngày ${formatDate(on)} nên không nhận hồ sơ.` });
  }
  return unit;
}

/** @returns undefined where the unit's catalogue does not have it on the day */
export async function loadDeskProcedure(
  client: pg.ClientBase,
  unitId: string,
  code: string,
  on: PlainDate,
): Promise<DeskProcedure | undefined> {
  const found = await procedureInForce(client, unitId, code, on);
  if (found === null) return undefined;
  const body = found.body as ProcedureBody;
  const announced = papersOfProcedure(body['requiredPapers']);
  const channels = Array.isArray(body['channels'])
    ? CHANNELS.filter((channel) => (body['channels'] as unknown[]).includes(channel))
    : CHANNELS;
  return {
    code: found.code,
    version: found.version,
    name: found.name,
    sectorKey: found.sectorKey,
    sector: body.sector,
    term: body.term,
    verticalAgency: found.verticalAgency,
    copyCertification: body.copyCertification,
    fee: readProcedureFee(body['fee']),
    // A version that names no way of filing is at least taken at the counter.
    channels: channels.length === 0 ? ['counter'] : channels,
    papers: announced ?? defaultPapers(found.code, found.verticalAgency),
    papersSuggested: announced === undefined,
    authorities: authoritiesOfProcedure(body['authorities']) ?? linkedOn(found.code, on)?.authorities ?? [],
    decision: typeof body['decision'] === 'string' ? body['decision'] : '',
  };
}
