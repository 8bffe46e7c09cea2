/**
 * Xem trước khi tiếp nhận: everything that receiving would do, worked out without writing: due instant with its
 * explanation, fee, missing papers, what might be a second time the same.
 */

import type pg from 'pg';
import type { UnitRecord } from '../../core/organisation/unit.ts';
import type { ActualTimeQuestion, RawActualTime } from '../../core/process/late-recording.ts';
import type { Person } from '../../core/reception/applicant.ts';
import type { LinkedAuthority } from '../../core/reception/linked.ts';
import type { PaperLine } from '../../core/reception/papers.ts';
import { checkReceipt, type RawReceipt, type Receipt } from '../../core/reception/receipt.ts';
import { CalendarGapError, type WorkCalendar } from '../../core/time/calendar.ts';
import { dueAt } from '../../core/time/due.ts';
import { explainDue, explanationLines } from '../../core/time/explain-due.ts';
import { dateOf, fromInstant, type Instant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { formatDate } from '../../core/time/plain-date.ts';
import type { Term } from '../../core/time/term.ts';
import { FEE_SCHEDULES } from '../../law/fees/index.ts';
import { FEE_EXEMPTIONS } from '../../law/reception/exemptions.ts';
import { findPersonByIdentity, type StoredPersonRecord } from '../../store/people.ts';
import { recentReceptionOf } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import { together } from '../../store/together.ts';
import { type Installation, loadCalendar } from '../installation.ts';
import { MINUTE, plusMilliseconds } from '../instants.ts';
import { type ActualTime, checkActualTime } from '../late-recording.ts';
import type { SignedIn } from '../signed-in.ts';
import { correctionProblem, entryOf } from './applicant-entry.ts';
import {
  type DeskProcedure,
  type DeskRefusal,
  demand,
  loadDeskProcedure,
  orRefusal,
  Refused,
  unitAtWork,
} from './desk.ts';

/** The same applicant for the same procedure within this time is asked about: perhaps another officer was quicker. */
const SAME_AGAIN_MINUTES = 15;

/** Phần của một cơ quan trong hồ sơ liên thông. */
export interface LinkedPart extends LinkedAuthority {
  readonly dueAt: LocalDateTime;
  /** The term that is kept: never beyond the outer one. */
  readonly keptTerm: Term;
}

/** Tiếp nhận ghi sau: received earlier than it is recorded. */
export interface LateReceipt {
  readonly reason: string;
  /** What the officer has to say yes to, answered or not. */
  readonly questions: ActualTime['questions'];
  readonly open: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
}

export interface PreparedReceipt {
  readonly ok: true;
  readonly unit: UnitRecord;
  readonly procedure: DeskProcedure;
  readonly receipt: Receipt;
  readonly person: Person;
  /** The directory knows them. */
  readonly known: boolean;
  /** The entry that the receipt corrects; null: none was opened for it. */
  readonly corrects: StoredPersonRecord | null;
  /** Who bears the number of a person that was typed; null: nobody, or the person was chosen or opened. */
  readonly bearer: StoredPersonRecord | null;
  readonly receivedAt: LocalDateTime;
  /** Null: received now. */
  readonly late: LateReceipt | null;
  readonly dueAt: LocalDateTime;
  readonly explanation: readonly string[];
  readonly dueProvisional: boolean;
  readonly missing: readonly PaperLine[];
  readonly parts: readonly LinkedPart[];
  readonly sameAgain: {
    readonly dossierCode: string;
    readonly officerName: string;
    readonly receivedAt: LocalDateTime;
  } | null;
}

/** Everything that receiving needs, checked, for a given minute of receipt. @throws Refused with all reasons */
export async function prepareWithin(
  client: pg.ClientBase,
  unitId: string,
  calendar: WorkCalendar,
  raw: RawReceipt,
  at: LocalDateTime,
  now: Instant,
): Promise<PreparedReceipt> {
  const day = dateOf(at);
  const [unit, procedure, chosen, opened] = await together([
    unitAtWork(client, unitId, day),
    loadDeskProcedure(client, unitId, raw.procedureCode, day),
    entryOf(client, unitId, raw.personId),
    raw.personId === '' ? entryOf(client, unitId, raw.correctsId ?? '') : Promise.resolve(null),
  ]);
  if (procedure === undefined) {
    throw new Refused({
      procedureCode: `Danh mục của ${unit.name} không có thủ tục «${raw.procedureCode.slice(0, 40)}» vào ngày ${formatDate(day)}. Hãy tìm lại thủ tục.`,
    });
  }
  const checked = checkReceipt(raw, {
    procedureName: procedure.name,
    channels: procedure.channels,
    fee: procedure.fee,
    on: day,
    schedules: FEE_SCHEDULES,
    exemptions: FEE_EXEMPTIONS,
  });
  const errors: Record<string, string> = checked.ok ? {} : { ...checked.errors };
  if (procedure.term === null) {
    errors[''] =
      `Thủ tục ${procedure.code} chưa có thời hạn trong danh mục nên không tính được ngày hẹn trả. Nhờ người quản lý danh mục bổ sung.`;
  }
  const stored = errors['personId'] === undefined ? chosen : null;
  const corrects = opened;
  if (corrects !== null && checked.ok && checked.receipt.person !== null) {
    const problem = await correctionProblem(client, unitId, corrects, checked.receipt.person);
    if (problem !== undefined) errors['identityNumber'] = problem;
  }
  if (raw.personId !== '' && stored === null) {
    errors['personId'] ??= 'Người nộp đã chọn không còn trong danh bạ. Hãy tìm và chọn lại.';
  }
  if (!checked.ok || procedure.term === null || Object.keys(errors).length > 0) throw new Refused(errors);
  const receipt = checked.receipt;
  const person = receipt.person ?? (stored as Person);
  if (receipt.resultChannel === 'post' && receipt.resultAddress === '' && person.address === '') {
    throw new Refused({ resultAddress: 'Hãy nhập địa chỉ để bưu chính chuyển kết quả đến.' });
  }
  const bearer =
    stored === null && corrects === null ? await findPersonByIdentity(client, unitId, person.identityNumber) : null;
  const personId = (stored ?? corrects ?? bearer)?.personId ?? null;
  try {
    const explained = explainDue(calendar, at, procedure.term);
    return {
      ok: true,
      unit,
      procedure,
      receipt,
      person,
      known: personId !== null,
      corrects,
      bearer,
      receivedAt: at,
      late: null,
      dueAt: explained.dueAt,
      explanation: explanationLines(explained),
      dueProvisional: explained.provisional,
      missing: checked.missing,
      parts: procedure.authorities.map((authority) => linkedPart(calendar, at, authority, procedure.term as Term)),
      sameAgain:
        personId === null
          ? null
          : await recentReceptionOf(
              client,
              unitId,
              personId,
              procedure.code,
              plusMilliseconds(now, -SAME_AGAIN_MINUTES * MINUTE),
            ),
    };
  } catch (error) {
    if (error instanceof CalendarGapError) throw new Refused({ '': error.message });
    throw error;
  }
}

/**
 * {@link prepareWithin} for a receipt that may have happened earlier: then code, catalogue, fees and due instant are those
 * of its day.
 * @param seen the minute of receipt where no earlier time was given
 * @throws Refused with all reasons, those against the time among them
 */
export async function prepareAtActualTime(
  client: pg.ClientBase,
  input: {
    readonly user: SignedIn;
    readonly raw: RawReceipt;
    readonly actual: RawActualTime | undefined;
    readonly calendar: WorkCalendar;
    readonly seen: LocalDateTime;
    readonly now: Instant;
  },
): Promise<PreparedReceipt> {
  const { user, raw, calendar, now } = input;
  const actual = await checkActualTime(client, {
    user,
    raw: input.actual,
    now: fromInstant(now),
    calendar,
    label: 'Tiếp nhận',
    figures: true,
  });
  const against = actual === null ? {} : actual.errors;
  const timed = Object.keys(against).length === 0;
  const at = timed ? (actual?.happenedAt ?? input.seen) : input.seen;
  try {
    const prepared = await prepareWithin(client, user.unitId, calendar, raw, at, now);
    if (!timed) throw new Refused({});
    if (actual === null) return prepared;
    return { ...prepared, late: { reason: actual.reason, questions: actual.questions, open: actual.open } };
  } catch (error) {
    if (error instanceof Refused) throw new Refused({ ...error.errors, ...against });
    throw error;
  }
}

/** A part with its own due instant, which never lies beyond that of the whole. @throws CalendarGapError */
export function linkedPart(
  calendar: WorkCalendar,
  at: LocalDateTime,
  authority: LinkedAuthority,
  outer: Term,
): LinkedPart {
  const own = dueAt(calendar, at, authority.term);
  const whole = dueAt(calendar, at, outer);
  return own <= whole
    ? { ...authority, dueAt: own, keptTerm: authority.term }
    : { ...authority, dueAt: whole, keptTerm: outer };
}

/** Nothing is written. All reasons against it at once, by field. */
export async function prepareReceipt(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly raw: RawReceipt; readonly actual?: RawActualTime | undefined },
): Promise<PreparedReceipt | DeskRefusal> {
  demand(input.user, 'dossier.receive');
  const { unitId } = input.user;
  const now = clock.now();
  return orRefusal(
    within(
      store,
      [unitId],
      async (client) =>
        prepareAtActualTime(client, {
          user: input.user,
          raw: input.raw,
          actual: input.actual,
          calendar: await loadCalendar(client, unitId, null),
          seen: fromInstant(now),
          now,
        }),
      { readOnly: true },
    ),
  );
}

/** What a form for a procedure begins with. @returns undefined where the catalogue does not have it today */
export async function loadProcedureForDesk(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly procedureCode: string },
): Promise<DeskProcedure | undefined> {
  demand(input.user, 'dossier.receive');
  const { unitId } = input.user;
  const day = dateOf(fromInstant(clock.now()));
  return within(store, [unitId], (client) => loadDeskProcedure(client, unitId, input.procedureCode, day), {
    readOnly: true,
  });
}
