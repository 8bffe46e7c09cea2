/** Slips that acts of the desk send to the citizen (Mẫu 02, 04, 05), issued in the transaction of the act. */
import { isRole, ROLE_LABELS } from '../../core/access/permissions.ts';
import type { EventData } from '../../core/dossier/event.ts';
import type { DeskAct } from '../../core/process/desk-acts.ts';
import type {
  ApologySlip,
  CompletionSlip,
  DiscontinuationSlip,
  Slip,
  SlipKind,
  SlipPerson,
} from '../../core/reception/slip.ts';
import { dateOf, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { SLIP_FORMS } from '../../law/slips/index.ts';
import { listPeopleOf } from '../../store/dossier-people.ts';
import { findReception } from '../../store/reception.ts';
import { loadTree, requireUnit } from '../installation.ts';
import { issueSlip } from '../reception/issue-slip.ts';
import type { Recording } from '../record-acts.ts';
import type { DeskFile } from './desk-file.ts';
import { listOfficers } from './officers.ts';

const KINDS: Readonly<Record<string, SlipKind>> = {
  requestSupplement: 'completion',
  reschedule: 'apology',
  discontinue: 'discontinuation',
};

/** The applicant of a dossier as slips name them. */
export async function slipPerson(
  recording: Pick<Recording, 'client' | 'unitId'>,
  dossierId: string,
): Promise<SlipPerson> {
  const people = await listPeopleOf(recording.client, recording.unitId, dossierId);
  const applicant = people.find((person) => person.role === 'applicant') ?? people[0];
  const representative = people.find((person) => person !== applicant && person.role === 'representative');
  return {
    fullName: applicant?.fullName ?? '',
    address: applicant?.address ?? '',
    phone: applicant?.phone ?? '',
    email: applicant?.email ?? '',
    representative: representative?.fullName ?? '',
  };
}

/** What a dossier's procedure is called. */
export async function procedureNameOf(
  { client, unitId }: Pick<Recording, 'client' | 'unitId'>,
  file: DeskFile,
): Promise<string> {
  const reception = await findReception(client, unitId, file.dossierId);
  if (reception !== null) return reception.procedureName;
  const { rows } = await client.query<{ name: string }>(
    `select name from procedure_version where home_unit_id = $1 and procedure_code = $2
     order by ($3::int is not null and version = $3) desc, version desc limit 1`,
    [unitId, file.dossier.procedureCode, file.dossier.procedureVersion],
  );
  return rows[0]?.name ?? file.dossier.procedureCode ?? '';
}

/** Whether an act sends a slip to the citizen: its kind has one, and a circular in force at the time a form for it. */
export function sendsSlip(act: DeskAct, at: LocalDateTime): boolean {
  const kind = KINDS[act.act];
  const day = dateOf(at);
  return SLIP_FORMS.some(
    (form) =>
      form.kind === kind &&
      form.effectiveFrom <= day &&
      (form.effectiveThrough === null || day <= form.effectiveThrough),
  );
}

/** Issues the slip of an act; null for an act without one, and on days on which no circular has a form for it. */
export async function issueActSlip(
  recording: Recording,
  file: DeskFile,
  act: DeskAct,
  data: EventData,
): Promise<Slip | null> {
  const { client, unitId, now, actor } = recording;
  if (!sendsSlip(act, now) || file.dossier.receivedAt === null) return null;
  const unit = requireUnit(await loadTree(client, null), unitId);
  const officer = (await listOfficers(client, unitId)).find((candidate) => candidate.loginName === actor);
  const role = officer?.roles.find(isRole);
  const officerName = officer?.fullName ?? actor;
  const contact = `${officerName}${officer?.position ? `, ${officer.position}` : role === undefined ? '' : `, ${ROLE_LABELS[role]}`}`;
  const person = await slipPerson(recording, file.dossierId);
  const procedureName = await procedureNameOf(recording, file);
  const common = { dossierCode: file.dossierCode, person, procedureName };
  const head = { issuedAt: now, officerName, dossierId: file.dossierId };
  switch (act.act) {
    case 'requestSupplement':
      return issueSlip<CompletionSlip>(recording, unit, {
        ...head,
        matter: {
          kind: 'completion',
          ...common,
          request: (await findReception(client, unitId, file.dossierId))?.request ?? procedureName,
          items: (data.note ?? '').split('\n').filter((line) => line.trim() !== ''),
          reason: data.ground ?? '',
          contact,
        },
      });
    case 'reschedule':
      return issueSlip<ApologySlip>(recording, unit, {
        ...head,
        matter: {
          kind: 'apology',
          ...common,
          receivedAt: file.dossier.receivedAt,
          formerDueAt: file.context.dueAt ?? now,
          newDueAt: data.newDueAt ?? now,
          reason: data.reason ?? '',
        },
      });
    case 'discontinue':
      return issueSlip<DiscontinuationSlip>(recording, unit, {
        ...head,
        matter: {
          kind: 'discontinuation',
          ...common,
          receivedAt: file.dossier.receivedAt,
          reason: data.reason ?? '',
          contact,
        },
      });
    default:
      return null;
  }
}
