/**
 * Deciding on acts (xét thao tác): pure. What the tables of the law allow, what the catalogue and the calendar must be
 * able to say, and that the log still reads in the order in which things happened. All refusals at once.
 */
import type { DossierDefinition } from '../core/dossier/definition.ts';
import { type Dossier, decide, fold } from '../core/dossier/dossier.ts';
import type { DossierCode } from '../core/dossier/dossier-code.ts';
import type { DossierEvent, EventData } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { existsOn, type UnitTree } from '../core/organisation/tree.ts';
import type { UnitRecord } from '../core/organisation/unit.ts';
import { CalendarGapError } from '../core/time/calendar.ts';
import { dateOf, formatLocal, isLocalDateTime, type LocalDateTime } from '../core/time/local-date-time.ts';
import { formatDate } from '../core/time/plain-date.ts';
import { termProblems } from '../core/time/term.ts';
import type { ProcedureLookup } from './catalogue.ts';

/** Why an act is refused, to a colleague at the desk. */
export interface ActRefusal {
  /** Place of the act in the request, from 0; null where the request as a whole is refused. */
  readonly index: number | null;
  readonly act: string | null;
  readonly code: string;
  readonly message: string;
  readonly legalBasis?: string;
}

export interface ActsToDecide {
  readonly unit: UnitRecord;
  readonly identity: { readonly homeUnitId: string; readonly dossierId: string; readonly dossierCode: string };
  readonly events: readonly DossierEvent[];
  readonly acts: readonly { readonly act: string; readonly happenedAt: LocalDateTime; readonly data: EventData }[];
  readonly now: LocalDateTime;
  readonly procedures: ProcedureLookup;
  readonly factsOf: (dossier: Dossier) => DossierFacts | null;
}

export type ActsDecision =
  | {
      readonly ok: true;
      readonly events: readonly DossierEvent[];
      readonly dossier: Dossier;
      readonly facts: DossierFacts | null;
    }
  | { readonly ok: false; readonly refusals: readonly ActRefusal[] };

/** What is wrong with the code of a dossier that is not there yet (mã hồ sơ). */
export function codeRefusals(
  text: string,
  code: DossierCode | undefined,
  unit: UnitRecord,
  tree: UnitTree,
): ActRefusal[] {
  const refuse = (reason: string, message: string): ActRefusal[] => [{ index: null, act: null, code: reason, message }];
  if (code === undefined)
    return refuse(
      'BAD_CODE',
      `«${text.slice(0, 64)}» không phải mã hồ sơ. Viết như 000.18.22.H32-230605-0012 hoặc H32.22.18-20260609-0092637.`,
    );
  const { qcvn, topDown, national2025 } = unit.agencyCodes;
  const own = [qcvn, national2025, ...(topDown ?? [])].filter((agency) => agency !== undefined);
  if (own.length === 0 || own.includes(code.agency)) return [];
  const whose = [...tree.units.values()].find(({ agencyCodes }) =>
    [agencyCodes.qcvn, agencyCodes.national2025, ...(agencyCodes.topDown ?? [])].includes(code.agency),
  );
  return refuse(
    'FOREIGN_CODE',
    `Mã cơ quan ${code.agency} ${whose === undefined ? 'không phải' : `là của ${whose.name}, không phải`} của ${unit.name} (${own.join(', ')}). Kiểm tra lại mã hồ sơ.`,
  );
}

/** Takes the acts one by one, each on the dossier that the one before it left. */
export function decideActs(definition: DossierDefinition, given: ActsToDecide): ActsDecision {
  const refusals: ActRefusal[] = [];
  const events: DossierEvent[] = [...given.events];
  let sequence = events.reduce((last, event) => Math.max(last, event.sequence), 0);
  let dossier = fold(definition, events);
  for (const [index, command] of given.acts.entries()) {
    const refuse = (code: string, message: string, legalBasis?: string): void => {
      refusals.push({
        index,
        act: command.act,
        code,
        message,
        ...(legalBasis === undefined ? {} : { legalBasis }),
      });
    };
    if (!isLocalDateTime(command.happenedAt)) {
      refuse('BAD_DATA', `Thời điểm «${String(command.happenedAt)}» không có thật; viết như 2023-08-31T15:20.`);
      break;
    }
    const before = refusals.length;
    const data = fromCatalogue(given, command, refuse);
    dataRefusals(command.act, command.happenedAt, data, given.identity.dossierId, refuse);
    const decision = decide(definition, dossier, { ...command, data }, given.now);
    if (!decision.accepted)
      for (const refusal of decision.refusals) refuse(refusal.code, refusal.message, refusal.legalBasis);
    // What follows a refused act cannot be judged: it was to happen to a dossier that will not be.
    if (refusals.length > before) break;
    sequence += 1;
    events.push({ sequence, act: command.act, happenedAt: command.happenedAt, data });
    try {
      dossier = fold(definition, events);
    } catch {
      refuse(
        'OUT_OF_ORDER',
        `Ghi lúc ${formatLocal(command.happenedAt)} thì mâu thuẫn với việc đã ghi sau đó. Kiểm tra lại giờ, ngày.`,
      );
      break;
    }
  }
  if (refusals.length > 0) return { ok: false, refusals };
  try {
    return { ok: true, events: events.slice(given.events.length), dossier, facts: given.factsOf(dossier) };
  } catch (error) {
    if (!(error instanceof CalendarGapError)) throw error;
    return { ok: false, refusals: [{ index: null, act: null, code: 'NO_CALENDAR', message: error.message }] };
  }
}

type Refuse = (code: string, message: string, legalBasis?: string) => void;

/** What the catalogue says of the procedure on the day of receipt, under what the desk says itself. */
function fromCatalogue(
  { unit, procedures }: ActsToDecide,
  { act, happenedAt, data }: ActsToDecide['acts'][number],
  refuse: Refuse,
): EventData {
  if ((act !== 'receive' && act !== 'submit') || data.procedureCode === undefined) return data;
  const day = dateOf(happenedAt);
  if (!existsOn(unit, day)) {
    refuse('UNIT_NOT_IN_FORCE', `${unit.name} không hoạt động vào ngày ${formatDate(day)} nên không nhận hồ sơ.`);
    return data;
  }
  const procedure = procedures(data.procedureCode, day);
  if (procedure === undefined && data.sectorKey === undefined) {
    refuse(
      'UNKNOWN_PROCEDURE',
      `Danh mục của ${unit.name} không có thủ tục ${data.procedureCode} vào ngày ${formatDate(day)}. Kiểm tra lại mã, hoặc nhập danh mục mới.`,
    );
    return data;
  }
  const full: EventData =
    procedure === undefined
      ? data
      : {
          procedureVersion: procedure.version,
          sectorKey: procedure.sectorKey,
          term: procedure.body.term,
          verticalAgency: procedure.verticalAgency,
          copyCertification: procedure.body.copyCertification,
          ...data,
        };
  if (act === 'receive' && (full.term ?? null) === null && (full.slipDueAt ?? null) === null)
    refuse(
      'NO_TERM',
      `Thủ tục ${data.procedureCode} chưa có thời hạn trong danh mục nên không tính được ngày hẹn trả. Ghi ngày hẹn trên giấy, hoặc bổ sung danh mục.`,
    );
  return full;
}

const DOSSIER_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** What the fields themselves must be, whoever fills them. */
function dataRefusals(
  act: string,
  happenedAt: LocalDateTime,
  data: EventData,
  dossierId: string,
  refuse: Refuse,
): void {
  for (const at of [data.slipDueAt, data.newDueAt])
    if (at !== undefined && at !== null && !isLocalDateTime(at))
      refuse('BAD_DATA', `Ngày hẹn «${String(at)}» không có thật; viết như 2023-08-31T15:20.`);
  for (const amount of [data.feeDue, data.amount])
    if (amount !== undefined && (!Number.isSafeInteger(amount) || amount < 0))
      refuse('BAD_DATA', `Số tiền «${String(amount)}» phải là số nguyên đồng, không âm.`);
  if (data.term !== undefined && data.term !== null)
    for (const problem of termProblems(data.term)) refuse('BAD_DATA', problem);
  if (data.slipDueAt !== undefined && data.slipDueAt !== null && data.slipDueAt < happenedAt)
    refuse('BAD_DATA', `Ngày hẹn trả ${formatLocal(data.slipDueAt)} sớm hơn lúc tiếp nhận ${formatLocal(happenedAt)}.`);
  if (act === 'reschedule' && data.newDueAt !== undefined && data.newDueAt <= happenedAt)
    refuse('BAD_DATA', `Ngày hẹn lại ${formatLocal(data.newDueAt)} phải sau lúc hẹn lại ${formatLocal(happenedAt)}.`);
  const parent = data.parentDossierId;
  if (parent !== undefined && parent !== null && (!DOSSIER_ID.test(parent) || parent === dossierId))
    refuse('BAD_DATA', 'Hồ sơ cha của hồ sơ liên thông phải là một hồ sơ khác đã có trong hệ thống.');
}
