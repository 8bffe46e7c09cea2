/**
 * From a folded dossier to its counting facts: the only place that decides the due instant of a dossier with all its
 * suspensions and reschedules, and so what the report will say of it.
 */
import type { WorkCalendar } from '../time/calendar.ts';
import { baseDue, moveBySuspensions } from '../time/due.ts';
import { type CivilMinute, fromCivilMinute, type LocalDateTime, toCivilMinute } from '../time/local-date-time.ts';
import type { Dossier } from './dossier.ts';
import type { DossierFacts, Span } from './facts.ts';

export interface DueHistory {
  readonly dueAt: LocalDateTime;
  /** From the minute after an earlier due date (counted) until it was rescheduled (not counted). */
  readonly lapsedDuring: readonly Span[];
}

/**
 * Hạn trả của hồ sơ. The date on the slip stands for the computed one where it is given; suspensions and reschedules then
 * move it in the order in which they began.
 * @returns null when there is neither a slip date nor a term
 * @throws CalendarGapError
 */
export function dueHistory(calendar: WorkCalendar, dossier: Dossier): DueHistory | null {
  if (dossier.receivedAt === null) return null;
  let due: CivilMinute;
  if (dossier.slipDueAt !== null) due = toCivilMinute(dossier.slipDueAt);
  else if (dossier.term !== null) due = baseDue(calendar, toCivilMinute(dossier.receivedAt), dossier.term);
  else return null;

  const suspensions = dossier.slipDueAt !== null && dossier.slipIncludesSuspensions ? [] : dossier.suspensions;
  const lapsedDuring: Span[] = [];
  let done = 0;
  for (const reschedule of dossier.reschedules) {
    const before = suspensions.filter((span, index) => index >= done && span.from < reschedule.at);
    done += before.length;
    due = moveBySuspensions(calendar, due, before);
    const open = dossier.suspensions.find(
      (span) => span.from <= reschedule.at && (span.to === null || reschedule.at < span.to),
    );
    const standsStill = open !== undefined && toCivilMinute(open.from) <= due;
    if (!standsStill && toCivilMinute(reschedule.at) > due + 1) {
      lapsedDuring.push({ from: fromCivilMinute(due + 1), to: reschedule.at });
    }
    due = toCivilMinute(reschedule.dueAt);
  }
  due = moveBySuspensions(calendar, due, suspensions.slice(done));
  return { dueAt: fromCivilMinute(due), lapsedDuring };
}

/** Số liệu để đếm; null for a dossier that was never received. @throws CalendarGapError */
export function factsOf(
  identity: { readonly homeUnitId: string; readonly dossierId: string; readonly dossierCode: string },
  dossier: Dossier,
  calendar: WorkCalendar,
): DossierFacts | null {
  if (dossier.receivedAt === null) return null;
  const due = dueHistory(calendar, dossier);
  if (due === null) return null;
  return {
    homeUnitId: identity.homeUnitId,
    dossierId: identity.dossierId,
    dossierCode: identity.dossierCode,
    sectorKey: dossier.sectorKey ?? '',
    procedureCode: dossier.procedureCode ?? '',
    channel: dossier.channel ?? 'counter',
    receivedAt: dossier.receivedAt,
    dueAt: due.dueAt,
    resolvedAt: dossier.resolvedAt,
    cancelledAt: dossier.cancelledAt,
    handedOverAt: dossier.handedOverAt,
    handOverChannel: dossier.handOverChannel,
    suspendedDuring: dossier.suspensions,
    lapsedDuring: due.lapsedDuring,
    linkedChild: dossier.parentDossierId !== null,
    verticalAgency: dossier.verticalAgency,
    feeDue: dossier.feeDue,
    paidOnlineAt: dossier.paidOnlineAt,
    paidOnlineAmount: dossier.paidOnlineAmount,
    copyCertification: dossier.copyCertification,
    certifiedECopy: dossier.certifiedECopy,
    resultDigitised: dossier.resultDigitised,
  };
}
