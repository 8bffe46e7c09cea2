/** Danh bạ từ hồ sơ đã có: applicants of imported dossiers enter the directory, so that the desk knows them. */
import { IDENTITY_KINDS, isCitizenId, readPhone, tidyText } from '../../core/reception/applicant.ts';
import { rememberPerson, unknownApplicants } from '../../store/people.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { type Random, randomId } from '../random.ts';

const BATCH = 2000;

/**
 * Adds who bears an identity number and is not known yet; running it again adds nothing.
 * @returns how many were added
 */
export async function learnPeople(
  { store }: Pick<Installation, 'store'>,
  random: Random,
  input: { readonly unitId: string },
): Promise<number> {
  const { unitId } = input;
  let learned = 0;
  for (;;) {
    const added = await within(store, [unitId], async (client) => {
      const unknown = await unknownApplicants(client, unitId, BATCH);
      for (const one of unknown) {
        const citizen = isCitizenId(one.identityNumber);
        await rememberPerson(
          client,
          unitId,
          {
            kind: /^\d{10}$|^\d{13}$/.test(one.identityNumber) ? 'organisation' : 'citizen',
            fullName: tidyText(one.fullName),
            identityKind: citizen ? IDENTITY_KINDS[0] : /^\d+$/.test(one.identityNumber) ? 'taxCode' : 'passport',
            identityNumber: one.identityNumber,
            phone: readPhone(one.phone) ?? '',
            email: '',
            address: tidyText(one.address),
          },
          randomId(random),
          one.recordedAt,
        );
      }
      return unknown.length;
    });
    learned += added;
    if (added < BATCH) return learned;
  }
}
