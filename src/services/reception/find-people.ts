/** Tìm người nộp by number, phone or name; shown masked. Who needs the whole asks for it, and the audit says so. */
import { classifyPersonQuery, type IdentityKind, type PersonKind } from '../../core/reception/applicant.ts';
import { maskAddress, maskEmail, maskNumber } from '../../core/reception/masking.ts';
import { isUuid } from '../../core/reception/receipt.ts';
import { fromInstant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import {
  findPeopleByName,
  findPeopleByPhone,
  findPersonById,
  findPersonByIdentity,
  type StoredPersonRecord,
} from '../../store/people.ts';
import { findByFormerNumber, rootOf } from '../../store/person-changes.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { demand } from './desk.ts';

/** A person as lists show them. */
export interface MaskedPerson {
  readonly personId: string;
  readonly kind: PersonKind;
  readonly fullName: string;
  readonly identityKind: IdentityKind;
  readonly identityNumber: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly lastSeenAt: LocalDateTime;
}

export function masked(person: StoredPersonRecord): MaskedPerson {
  return {
    personId: person.personId,
    kind: person.kind,
    fullName: person.fullName,
    identityKind: person.identityKind,
    identityNumber: maskNumber(person.identityNumber),
    phone: maskNumber(person.phone),
    email: maskEmail(person.email),
    address: maskAddress(person.address),
    lastSeenAt: fromInstant(person.lastSeenAt),
  };
}

export const MOST_PEOPLE = 20;

export interface PeopleFound {
  readonly people: readonly MaskedPerson[];
  /** There are more than are shown: another word of the name is wanted. */
  readonly more: boolean;
  /** What the typed text was taken for. */
  readonly kind: 'identity' | 'phone' | 'name' | 'none';
  /** The typed text, tidy: fills the field of a new person. */
  readonly value: string;
  /** They bore the number once, and another or none does now. */
  readonly former: boolean;
  /** One and only one answer, by its very number: may be chosen without asking. */
  readonly exact: boolean;
}

/** @param query số giấy tờ, số điện thoại, or words of a name without marks */
export async function findPeople(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly query: string },
): Promise<PeopleFound> {
  demand(input.user, 'dossier.receive');
  const { unitId } = input.user;
  const typed = classifyPersonQuery(input.query.slice(0, 200));
  if (typed === undefined) return { people: [], more: false, kind: 'none', value: '', former: false, exact: false };
  const { found, former } = await within(
    store,
    [unitId],
    async (client) => {
      const direct = async (): Promise<readonly StoredPersonRecord[]> => {
        switch (typed.kind) {
          case 'identity': {
            const person = await findPersonByIdentity(client, unitId, typed.value);
            return person === null ? [] : [person];
          }
          case 'phone': {
            const byPhone = await findPeopleByPhone(client, unitId, typed.value, MOST_PEOPLE + 1);
            // A tax code of ten digits may look like a phone number.
            const byIdentity = byPhone.length > 0 ? null : await findPersonByIdentity(client, unitId, typed.value);
            return byIdentity === null ? byPhone : [byIdentity];
          }
          case 'name':
            return findPeopleByName(client, unitId, typed.value, MOST_PEOPLE + 1);
        }
      };
      const people = await direct();
      const ids =
        people.length > 0 ? people.map((one) => one.personId) : await findByFormerNumber(client, unitId, typed.value);
      // Of entries that were joined, the one that stands for them; each once.
      const standing = new Map<string, StoredPersonRecord>();
      for (const id of ids) {
        const known = people.find((one) => one.personId === id && one.joinedInto === null);
        const person = known ?? (await findPersonById(client, unitId, await rootOf(client, unitId, id)));
        if (person !== null) standing.set(person.personId, person);
      }
      return { found: [...standing.values()], former: people.length === 0 };
    },
    { readOnly: true },
  );
  return {
    people: found.slice(0, MOST_PEOPLE).map(masked),
    more: found.length > MOST_PEOPLE,
    kind: typed.kind,
    value: typed.value,
    former: former && found.length > 0,
    exact: found.length === 1 && typed.kind !== 'name' && !former,
  };
}

/** One person, masked. @returns undefined for nobody of this unit */
export async function loadPerson(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly personId: string },
): Promise<MaskedPerson | undefined> {
  demand(input.user, 'dossier.receive');
  if (!isUuid(input.personId)) return undefined;
  const { unitId } = input.user;
  const person = await within(
    store,
    [unitId],
    async (client) => findPersonById(client, unitId, await rootOf(client, unitId, input.personId)),
    { readOnly: true },
  );
  return person === null ? undefined : masked(person);
}

/** Xem đầy đủ một người: the audit keeps who looked at whom and what for. @throws ServiceError */
export async function revealPerson(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly personId: string; readonly purpose: string },
): Promise<StoredPersonRecord> {
  demand(input.user, 'person.viewUnmasked');
  const { unitId, loginName } = input.user;
  return within(store, [unitId], async (client) => {
    const place = await takeAuditHead(client, unitId, clock.now());
    const person = isUuid(input.personId) ? await findPersonById(client, unitId, input.personId) : null;
    if (person === null) {
      throw new ServiceError('UNKNOWN_PERSON', 'Không có người này trong danh bạ của đơn vị. Hãy tìm lại.');
    }
    await appendAudit(client, place, {
      actor: loginName,
      act: 'viewPersonUnmasked',
      detail: { personId: person.personId, purpose: input.purpose.slice(0, 200) },
    });
    return person;
  });
}
