/** Trang người nộp: one person with former numbers, joined entries, dossiers and what was changed. Masked throughout. */
import type { Person } from '../../core/reception/applicant.ts';
import { maskAddress, maskEmail, maskNumber } from '../../core/reception/masking.ts';
import {
  PERSON_FIELD_LABELS,
  PERSON_FIELDS,
  type PersonChangeKind,
  type PersonField,
} from '../../core/reception/person-change.ts';
import { fromInstant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { findPersonById } from '../../store/people.ts';
import { groupOf, listDossiersOfPeople, listPersonChanges } from '../../store/person-changes.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { demand } from '../reception/desk.ts';
import { type MaskedPerson, masked } from '../reception/find-people.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePerson } from './correct-person.ts';

export interface ChangeLine {
  readonly kind: PersonChangeKind;
  /** `Số giấy tờ: 056***880 → 056***881`, masked. */
  readonly details: readonly string[];
  readonly reason: string;
  readonly actorName: string;
  readonly recordedAt: LocalDateTime;
}

export interface PersonView {
  readonly person: MaskedPerson;
  /** Số giấy tờ cũ, masked. */
  readonly formerNumbers: readonly string[];
  /** Entries that point to this one. */
  readonly joined: readonly MaskedPerson[];
  readonly dossiers: readonly {
    readonly dossierCode: string;
    readonly procedureName: string;
    readonly businessState: string;
    readonly receivedAt: LocalDateTime | null;
  }[];
  readonly more: boolean;
  readonly changes: readonly ChangeLine[];
}

/** So many dossiers are listed; the search finds the others. */
export const DOSSIERS_SHOWN = 100;

const shown = (field: PersonField, value: string): string => {
  if (value === '') return 'trống';
  if (field === 'identityNumber' || field === 'phone') return maskNumber(value);
  if (field === 'email') return maskEmail(value);
  return field === 'address' ? maskAddress(value) : value;
};

/** Kinds are told by the number beside them. */
const TOLD = PERSON_FIELDS.filter((field) => field !== 'kind' && field !== 'identityKind');

export const detailsOf = (before: Partial<Person>, after: Partial<Person>): readonly string[] =>
  TOLD.filter((field) => field in before).map(
    (field) =>
      `${PERSON_FIELD_LABELS[field]}: ${shown(field, String(before[field] ?? ''))} → ${shown(field, String(after[field] ?? ''))}`,
  );

/** The page of whoever stands for an entry. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function viewPerson(
  { store }: Pick<Installation, 'store'>,
  input: { readonly user: SignedIn; readonly personId: string },
): Promise<PersonView> {
  const { user } = input;
  demand(user, 'dossier.view');
  const { unitId } = user;
  return within(
    store,
    [unitId],
    async (client) => {
      const person = await requirePerson({ client, unitId }, input.personId);
      const group = await groupOf(client, unitId, person.personId);
      const others = [];
      for (const id of group) {
        const other = id === person.personId ? null : await findPersonById(client, unitId, id);
        if (other !== null) others.push(other);
      }
      const changes = await listPersonChanges(client, unitId, group);
      const nameOf = new Map([person, ...others].map((one) => [one.personId, one.fullName]));
      const dossiers = await listDossiersOfPeople(client, unitId, {
        personIds: group,
        numbers: [person, ...others].map((one) => one.identityNumber),
        limit: DOSSIERS_SHOWN + 1,
      });
      return {
        person: masked(person),
        formerNumbers: [
          ...new Set(changes.filter((change) => change.formerNumber !== '').map((one) => maskNumber(one.formerNumber))),
        ],
        joined: others.map(masked),
        dossiers: dossiers.slice(0, DOSSIERS_SHOWN).map((one) => ({
          dossierCode: one.dossierCode,
          procedureName: one.procedureName,
          businessState: one.businessState,
          receivedAt: one.receivedAt === null ? null : fromInstant(one.receivedAt),
        })),
        more: dossiers.length > DOSSIERS_SHOWN,
        changes: changes
          // Joining is told in the history of both; here once.
          .filter(({ kind, personId }) => kind === 'corrected' || group.length === 1 || personId !== person.personId)
          .map((change) => ({
            kind: change.kind,
            details:
              change.kind === 'corrected'
                ? detailsOf(change.before, change.after)
                : [
                    nameOf.get(change.personId === person.personId ? (change.otherPersonId ?? '') : change.personId) ??
                      '',
                  ],
            reason: change.reason,
            actorName: change.actorName,
            recordedAt: fromInstant(change.recordedAt),
          })),
      };
    },
    { readOnly: true },
  );
}
