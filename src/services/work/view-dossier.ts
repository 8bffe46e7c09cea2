/** Everything that the page of a dossier shows (trang hồ sơ), as one officer may see it. Personal data comes masked. */
import { permits, type Role } from '../../core/access/permissions.ts';
import { dueHistory } from '../../core/dossier/facts-of.ts';
import { timeliness } from '../../core/dossier/timeliness.ts';
import { sectorKeyOf } from '../../core/organisation/sector.ts';
import { roleToAssign } from '../../core/process/assignment.ts';
import { availableActs } from '../../core/process/availability.ts';
import type { DeskAct } from '../../core/process/desk-acts.ts';
import { type DueStanding, dueStanding, soonThrough } from '../../core/process/due-state.ts';
import { dueStory } from '../../core/process/due-story.ts';
import { type HistoryLine, historyOf } from '../../core/process/history.ts';
import type { UndoChoice } from '../../core/process/undo.ts';
import { maskAddress, maskEmail, maskNumber } from '../../core/reception/masking.ts';
import type { PaperLine } from '../../core/reception/papers.ts';
import type { Slip } from '../../core/reception/slip.ts';
import type { Timeliness } from '../../core/reporting/predicate.ts';
import { dateOf, fromInstant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { listDocuments, type NumberedDocument } from '../../store/documents.ts';
import { listLinked, listPeopleOf, type PersonOfDossier } from '../../store/dossier-people.ts';
import { findDossierByCode } from '../../store/dossiers.ts';
import { type DossierFile, listFiles } from '../../store/files.ts';
import { type HandOverRecord, listHandOvers, listNotes, type Note } from '../../store/notes.ts';
import { findPersonByIdentity } from '../../store/people.ts';
import { findFee, findReception, listPapers, listSlipsOf, type StoredReception } from '../../store/reception.ts';
import { listSectors } from '../../store/registers.ts';
import { within } from '../../store/scope.ts';
import { type DossierPapers, loadDossierPapers } from '../digitisation/find-papers.ts';
import { ServiceError } from '../errors.ts';
import { type Installation, loadCalendar, loadGranularity } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { type DeskFile, loadDeskFile } from './desk-file.ts';
import { listOfficers, type Officer } from './officers.ts';
import { requirePermission } from './permission.ts';
import { actLabel, undoFor } from './undo-act.ts';

export interface DossierView {
  readonly file: DeskFile;
  readonly procedureName: string;
  readonly sectorName: string;
  readonly reception: StoredReception | null;
  /** How it stands to its due date while it has no result; null before receipt and after the end. */
  readonly standing: DueStanding | null;
  /** Early, on time or overdue once the result exists. */
  readonly timeliness: Timeliness | null;
  readonly story: readonly string[];
  /** Masked. */
  readonly people: readonly PersonOfDossier[];
  readonly mayUnmask: boolean;
  /** The applicant's entry in the directory; null where the dossier came in otherwise and nobody bears the number. */
  readonly personId: string | null;
  readonly papers: readonly PaperLine[];
  /** What of it is digital; null: the officer may not see that. */
  readonly digitised: DossierPapers | null;
  readonly fee: Awaited<ReturnType<typeof findFee>>;
  readonly files: readonly DossierFile[];
  readonly notes: readonly Note[];
  readonly handOvers: readonly HandOverRecord[];
  readonly documents: readonly NumberedDocument[];
  readonly slips: readonly Slip[];
  readonly linked: Awaited<ReturnType<typeof listLinked>>;
  readonly history: readonly HistoryLine[];
  readonly acts: readonly DeskAct[];
  readonly undo: UndoChoice;
  readonly officers: readonly Officer[];
  /** The role that whoever gets the present step must have; null where no step waits. */
  readonly stepRole: Role | null;
  readonly now: LocalDateTime;
}

/** @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function viewDossier(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string },
): Promise<DossierView> {
  const { user } = input;
  requirePermission(user, ['dossier.view']);
  return within(
    store,
    [user.unitId],
    async (client) => {
      const now = fromInstant(clock.now());
      const unitId = user.unitId;
      const calendar = await loadCalendar(client, unitId, null);
      const file = await loadDeskFile(client, { unitId, dossierCode: input.dossierCode, calendar, now });
      const { dossier, context, dossierId } = file;
      const granularity = await loadGranularity(client, unitId, dateOf(now), null);
      const officers = await listOfficers(client, unitId);
      const nameOf = (loginName: string): string =>
        officers.find((officer) => officer.loginName === loginName)?.fullName ?? loginName;
      const reception = await findReception(client, unitId, dossierId);
      const { rows } = await client.query<{ name: string; sector: string | null }>(
        `select name, body->>'sector' as sector from procedure_version where home_unit_id = $1 and procedure_code = $2
         order by ($3::int is not null and version = $3) desc, version desc limit 1`,
        [unitId, dossier.procedureCode, dossier.procedureVersion],
      );
      const people = await listPeopleOf(client, unitId, dossierId);
      const bearer = await findPersonByIdentity(
        client,
        unitId,
        people.find((person) => person.role === 'applicant')?.identityNumber ?? '',
      );
      const sectors = await listSectors(client, [unitId], dateOf(dossier.receivedAt ?? now), null);
      const timed =
        context.dueAt === null
          ? null
          : {
              dueAt: context.dueAt,
              resolvedAt: dossier.resolvedAt,
              suspendedDuring: dossier.suspensions,
              lapsedDuring: dueHistory(calendar, dossier)?.lapsedDuring ?? [],
            };
      const running = dossier.clock === 'running' || dossier.clock === 'suspended';
      return {
        file,
        procedureName: reception?.procedureName ?? rows[0]?.name ?? dossier.procedureCode ?? '',
        sectorName:
          sectors.find((sector) => sector.key === dossier.sectorKey)?.name ??
          // Vertical agencies' sectors are no rows of the unit's forms; the procedure names its own.
          [rows[0]?.sector ?? ''].find((name) => sectorKeyOf(name) === dossier.sectorKey) ??
          dossier.sectorKey ??
          '',
        reception,
        standing: timed !== null && running ? dueStanding(timed, now, soonThrough(calendar, now), granularity) : null,
        timeliness: timed !== null && dossier.resolvedAt !== null ? timeliness(timed, now, granularity) : null,
        story: dueStory(calendar, dossier),
        people: people.map(masked),
        personId: reception?.personId ?? bearer?.personId ?? null,
        mayUnmask: permits(user, 'person.viewUnmasked', unitId),
        papers: await listPapers(client, unitId, dossierId),
        digitised: permits(user, 'digitisation.view', unitId)
          ? await loadDossierPapers(client, unitId, file.dossierCode, dateOf(now))
          : null,
        fee: await findFee(client, unitId, dossierId),
        files: await listFiles(client, unitId, dossierId),
        notes: await listNotes(client, unitId, dossierId),
        handOvers: await listHandOvers(client, unitId, dossierId),
        documents: await listDocuments(client, unitId, dossierId),
        slips: await listSlipsOf(client, unitId, dossierId),
        linked: await listLinked(client, unitId, dossierId, dossier.parentDossierId),
        history: historyOf(file.events, actLabel, nameOf),
        acts: availableActs(context, (permission) => permits(user, permission, unitId)),
        undo: undoFor(file.events, user, now),
        officers,
        stepRole: roleToAssign(file.process, context.tasks),
        now,
      };
    },
    { readOnly: true },
  );
}

const masked = (person: PersonOfDossier): PersonOfDossier => ({
  ...person,
  identityNumber: maskNumber(person.identityNumber),
  phone: maskNumber(person.phone),
  address: maskAddress(person.address),
  email: maskEmail(person.email),
});

/**
 * The people of a dossier in full (xem đầy đủ); every look is written into the audit with its reason.
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND`, `REASON_MISSING`
 */
export async function unmaskPeople(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly dossierCode: string; readonly reason: string },
): Promise<readonly PersonOfDossier[]> {
  const { user } = input;
  requirePermission(user, ['person.viewUnmasked']);
  const reason = input.reason.trim();
  if (reason === '' || [...reason].length > 300)
    throw new ServiceError('REASON_MISSING', 'Nhập lý do xem đầy đủ, tối đa 300 ký tự.');
  return within(store, [user.unitId], async (client) => {
    const row = await findDossierByCode(client, user.unitId, input.dossierCode);
    if (row === null) throw new ServiceError('NOT_FOUND', 'Đơn vị không có hồ sơ này.', { exitCode: 1 });
    const place = await takeAuditHead(client, user.unitId, clock.now());
    await appendAudit(client, place, {
      actor: user.loginName,
      act: 'person.viewUnmasked',
      detail: { dossierCode: input.dossierCode, reason },
    });
    return listPeopleOf(client, user.unitId, row.dossierId);
  });
}

/** Tên trạng thái of each machine. */
export const stateLabel = (machine: 'business' | 'payment' | 'handOver', state: string): string =>
  (NATIONAL_DOSSIER.stateLabels[machine] as Readonly<Record<string, string>>)[state] ?? state;
