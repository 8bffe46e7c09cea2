/** A correction reaches the whole of a linked application and all its parts (hồ sơ liên thông), whichever it is made from. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../../test/support/properties.ts';
import type { RawPerson } from '../../core/reception/applicant.ts';
import { NOBODY } from '../../core/reception/nobody.testkit.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { type FamilyMember, listFamilies } from '../../store/person-changes.ts';
import { within } from '../../store/scope.ts';
import { type Desk, filled, formKey, openDesk, RECEPTIONIST, UNIT } from '../reception/desk.testkit.ts';
import { receiveDossier } from '../reception/receive-dossier.ts';
import { searchDossiers } from '../search/search-dossiers.ts';
import { viewDossier } from '../work/view-dossier.ts';
import { correctPerson } from './correct-person.ts';
import { joinPeople, separatePerson } from './join-people.ts';

let desk: Desk;
let key = 0;
beforeAll(async () => {
  desk = await openDesk('2023-09-05T09:00');
});
afterAll(() => desk.close());

const number = (n: number): string => `0561990${String(10_000 + n)}`;

/** A linked application of an applicant for whom somebody else came: the whole, then its parts. */
async function receive(identityNumber: string, correctsId = ''): Promise<string[]> {
  key += 1;
  const raw = filled({
    procedureCode: '9.000006',
    correctsId,
    byRepresentative: true,
    repName: 'Ngô Văn Đại Diện',
    repIdentity: '056199008888',
    repPhone: '0988777666',
    repAuthority: 'Giấy ủy quyền mẫu số 01',
  });
  const answer = await receiveDossier(desk, desk.random, {
    user: RECEPTIONIST,
    formKey: formKey(key),
    raw: { ...raw, person: { ...raw.person, identityNumber } },
    receivedAt: '2023-09-05T09:00',
    acceptMissing: true,
    separate: true,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return [answer.dossierCode, ...answer.childCodes];
}
const familyOf = (code: string): Promise<FamilyMember[]> =>
  within(desk.store, [UNIT], (client) => listFamilies(client, UNIT, [dossierIdOf(UNIT, code)]));
const personOf = async (code: string): Promise<string> =>
  (await viewDossier(desk, { user: RECEPTIONIST, dossierCode: code })).personId ?? '';
const correct = (personId: string, raw: Partial<RawPerson>) =>
  correctPerson(desk, {
    user: RECEPTIONIST,
    personId,
    raw: { ...NOBODY, ...raw },
    reason: 'Nhập nhầm',
    formKey: undefined,
  });
/** A part from the time before parts kept people. */
const forget = (code: string) =>
  desk.store.withOwner((owner) =>
    owner.query('delete from dossier_person where home_unit_id = $1 and dossier_id = $2', [
      UNIT,
      dossierIdOf(UNIT, code),
    ]),
  );

/** The whole and every part keep the same people, and the representative is who came. */
async function expectOneApplicant(code: string, parts: number): Promise<FamilyMember> {
  const [whole, ...others] = await familyOf(code);
  if (whole === undefined) throw new Error('không có hồ sơ');
  expect(others).toHaveLength(parts);
  for (const part of others) {
    expect({ ...part, dossierId: '' }).toEqual({ ...whole, dossierId: '' });
  }
  expect(whole.representative).toEqual({
    fullName: 'Ngô Văn Đại Diện',
    identityNumber: '056199008888',
    phone: '0988777666',
    other: { authority: 'Giấy ủy quyền mẫu số 01' },
  });
  return whole;
}

describe('đính chính người nộp của hồ sơ liên thông', () => {
  it('made from a part reaches the whole and its parts, and all are found by the new number', async () => {
    const codes = await receive(number(1));
    const answer = await correct(await personOf(codes[2] as string), { identityNumber: number(2) });
    expect(answer).toEqual({ ok: true, fields: ['identityNumber'], dossiers: 4 });
    expect((await expectOneApplicant(codes[0] as string, 3)).applicant?.identityNumber).toBe(number(2));
    const { hits } = await searchDossiers(desk, { actor: RECEPTIONIST, text: number(2) });
    expect(hits.map((hit) => hit.dossierCode).sort()).toEqual([...codes].sort());
  });

  it('gives a part that kept nobody the applicant and the representative of the whole', async () => {
    const codes = await receive(number(3));
    await forget(codes[1] as string);
    await correct(await personOf(codes[1] as string), { phone: '0911000333' });
    expect((await expectOneApplicant(codes[0] as string, 3)).applicant?.phone).toBe('0911000333');
  });

  it('heals a part that said something else in a field that is not corrected', async () => {
    const codes = await receive(number(4));
    await within(desk.store, [UNIT], (client) =>
      client.query(
        `update dossier_person set full_name = 'Tên Cũ' where home_unit_id = $1 and dossier_id = $2 and role = 'applicant'`,
        [UNIT, dossierIdOf(UNIT, codes[3] as string)],
      ),
    );
    await correct(await personOf(codes[3] as string), { phone: '0911000444' });
    expect((await expectOneApplicant(codes[0] as string, 3)).applicant?.fullName).toBe('Lê Thị Mẫu Hoà');
  });

  it('leaves whole and parts the same after any sequence of corrections', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('correct' as const),
        from: fc.nat(3),
        name: fc.constantFrom('', 'Lê Thị Mẫu Hoa', 'Lê Thị Mẫu Hòa', 'Lê Mẫu Thị Hoà'),
        phone: fc.constantFrom('', '0911222333', '0911222444'),
        address: fc.constantFrom('', 'Thôn Mẫu 1', 'Thôn Mẫu 2'),
        renumber: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('join' as const), from: fc.nat(3) }),
      fc.record({ kind: fc.constant('receive' as const), from: fc.nat(3) }),
      fc.record({ kind: fc.constant('forget' as const), from: fc.integer({ min: 1, max: 3 }) }),
    );
    let numbers = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        numbers += 1;
        const families = [await receive(number(numbers))];
        const codes = families[0] as string[];
        for (const one of steps) {
          numbers += 1;
          const personId = await personOf(codes[one.from] as string);
          if (one.kind === 'correct') {
            await correct(personId, {
              fullName: one.name,
              phone: one.phone,
              address: one.address,
              identityNumber: one.renumber ? number(numbers) : '',
            });
          } else if (one.kind === 'join') {
            // Corrected while joined, then separated: the correction is the whole person's.
            const other = await receive(number(numbers));
            const intoId = await personOf(other[1] as string);
            await joinPeople(desk, { user: RECEPTIONIST, personId, intoId, reason: 'Cùng một người' });
            await correct(intoId, { address: `Thôn ${numbers}` });
            await separatePerson(desk, { user: RECEPTIONIST, personId, reason: 'Hai người' });
            families.push(other);
          } else if (one.kind === 'receive') {
            families.push(await receive(number(numbers), personId));
          } else {
            await forget(codes[one.from] as string);
            await correct(personId, { address: `Thôn ${numbers}` });
          }
          for (const [whole] of families) await expectOneApplicant(whole as string, 3);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
