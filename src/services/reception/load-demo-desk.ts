/** The sample ward's desk (quầy mẫu): its people known from the ledger, a few invented dossiers filed online and waiting. */
import type { RawReceipt } from '../../core/reception/receipt.ts';
import type { Installation } from '../installation.ts';
import type { Random } from '../random.ts';
import { learnPeople } from './learn-people.ts';
import { submitOnline } from './submit-online.ts';

const FILED: readonly { readonly procedureCode: string; readonly fullName: string; readonly amount?: string }[] = [
  { procedureCode: '2.000635', fullName: 'Đặng Mẫu Ngọc Ánh' },
  { procedureCode: '1.004873', fullName: 'Phan Mẫu Quốc Bảo', amount: '5.000' },
  { procedureCode: '2.002621', fullName: 'Huỳnh Mẫu Thu Cúc' },
  { procedureCode: '1.000656', fullName: 'Võ Mẫu Hữu Danh', amount: '0' },
];

/** Numbers that nobody has: births after 2300, a telephone prefix that no network uses. */
function submission(index: number): RawReceipt {
  const one = FILED[index] as (typeof FILED)[number];
  return {
    procedureCode: one.procedureCode,
    personId: '',
    person: {
      kind: 'citizen',
      fullName: one.fullName,
      identityKind: 'citizenId',
      identityNumber: `0568${String(99_900_101 + index)}`,
      phone: `0950${String(100_201 + index)}`,
      email: '',
      address: `${10 + index} đường Mẫu, phường Phước Long`,
    },
    byRepresentative: false,
    repName: '',
    repIdentity: '',
    repPhone: '',
    repAuthority: '',
    channel: 'online',
    request: '',
    sets: '1',
    papers: [
      { name: 'Tờ khai điện tử', form: 'electronic', copies: '1', required: true, received: true },
      { name: 'Giấy tờ kèm theo', form: 'electronic', copies: '1', required: true, received: index % 2 === 0 },
    ],
    fee: { pages: '', copies: '', amount: one.amount ?? '', exemption: '' },
    resultChannel: index % 2 === 0 ? 'counter' : 'post',
    resultAddress: '',
  };
}

/**
 * Loads the sample of the desk; loading it again changes nothing. Where the present lies outside the unit's life or its
 * catalogue, nothing is filed online.
 */
export async function loadDemoDesk(
  installation: Installation,
  random: Random,
  input: { readonly unitId: string },
): Promise<{ readonly people: number; readonly online: number }> {
  const people = await learnPeople(installation, random, input);
  let online = 0;
  for (const index of FILED.keys()) {
    const answer = await submitOnline(installation, random, {
      unitId: input.unitId,
      reference: `0de30000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      actor: 'portal',
      raw: submission(index),
    });
    if (answer.ok && !answer.repeated) online += 1;
  }
  return { people, online };
}
