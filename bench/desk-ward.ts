/** An invented ward at work today: a unit with an agency code, a catalogue, officers, and a past of many dossiers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { UnitRecord } from '../src/core/organisation/unit.ts';
import { plainDate } from '../src/core/time/plain-date.ts';
import { importCatalogue } from '../src/services/catalogue.ts';
import { ensureSampleTree, type Installation } from '../src/services/installation.ts';
import { hashPassword } from '../src/services/passwords.ts';
import { type Random, randomId } from '../src/services/random.ts';
import { newTotpSecret, sealTotp } from '../src/services/second-factor.ts';
import type { SignInKeys } from '../src/services/sign-in-keys.ts';
import { insertAccount, listAccountRows } from '../src/store/accounts.ts';
import { packageRoot } from '../src/store/package-root.ts';
import { putUnits } from '../src/store/registers.ts';
import { within } from '../src/store/scope.ts';
import { numberOf, numberUnit } from '../src/store/unit-numbers.ts';

export const WARD = 'phuong-mau-tai';
export const PASSWORD = 'một câu dài để đo tải';

const from = plainDate('2020-01-01');
const UNIT: UnitRecord = {
  id: WARD,
  name: 'UBND phường Mẫu Tải',
  shortName: 'phường Mẫu Tải',
  level: 'commune',
  kind: 'phường',
  place: 'Mẫu Tải',
  // Seven digits a day: a load test may enter more than the 9.999 lines of the older codes.
  agencyCodes: { national2025: 'H32.99.01' },
  effectiveFrom: from,
  effectiveThrough: null,
  parents: [{ parentId: 'khanh-hoa', from, through: null }],
  successors: [],
  report: {
    receiverId: 'khanh-hoa',
    receiverName: 'UBND tỉnh Khánh Hòa',
    signatureLines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    signer: 'Người Mẫu',
    recipients: ['Lưu: VT'],
    notation: 'BC-UBND',
  },
};

export interface Officer {
  readonly loginName: string;
  readonly accountId: string;
  readonly totpSecret: string;
}

/** Makes the ward with its officers. Call once for a folder. */
export async function makeWard(
  installation: Installation,
  random: Random,
  keys: SignInKeys,
  officers: number,
): Promise<Officer[]> {
  await ensureSampleTree(installation);
  const { store, clock } = installation;
  await within(store, 'all', (client) => putUnits(client, [{ id: WARD, body: UNIT }], clock.now()));
  await within(store, 'all', (client) => numberUnit(client, WARD));
  const sample = JSON.parse(readFileSync(join(packageRoot(), 'demo', 'phuoc-long', 'catalogue.json'), 'utf8'));
  const catalogue = { ...sample, unitId: WARD, effectiveFrom: '2020-01-01', effectiveThrough: null };
  await importCatalogue(installation, { unitId: WARD, catalogue, actor: 'bench' });
  const passwordHash = await hashPassword(random, PASSWORD);
  return within(store, [WARD], async (client) => {
    const made: Officer[] = [];
    for (let index = 1; index <= officers; index += 1) {
      const place = { homeUnitId: WARD, accountId: randomId(random) };
      const totpSecret = newTotpSecret(random);
      const loginName = `canbo${index}`;
      await insertAccount(
        client,
        {
          ...place,
          loginName,
          fullName: `Cán bộ Mẫu ${index}`,
          position: 'Công chức',
          roles: ['receptionist'],
          passwordHash,
          mustChangePassword: false,
          totpSecret: sealTotp(keys, place, totpSecret),
          oidcSubject: null,
        },
        clock.now(),
      );
      made.push({ loginName, accountId: place.accountId, totpSecret });
    }
    return made;
  });
}

/** Whether the ward was made in this folder before. */
export function hasWard({ store }: Installation): Promise<boolean> {
  return within(store, [WARD], async (client) => (await listAccountRows(client, WARD)).length > 0, { readOnly: true });
}

/**
 * Gives the ward a past: dossiers of three years, resolved and handed over, with one event and one row of facts each.
 * Written as the owner, straight into the tables; a closed past is what a desk has behind it.
 */
export async function givePast(owner: pg.Pool, rows: number): Promise<void> {
  const each = `
    from (select n, md5('past ' || n)::uuid as id, timestamptz '2023-01-02 01:00+00' + (n % 1000) * interval '1 day'
        + (n % 480) * interval '1 minute' as at, 'H32.99.01-' || to_char(date '2023-01-02' + (n % 1000), 'YYYYMMDD') || '-'
        || lpad((n / 1000 + 1)::text, 7, '0') as code
      from generate_series(0, $1::int - 1) as n) as past`;
  await owner.query(
    `insert into dossier (home_unit_id, dossier_id, dossier_code, procedure_code, procedure_version, sector_key, business_state,
       payment_state, hand_over_state, synchronisation_state, national_status, received_at, due_at, last_sequence, recorded_at)
     select '${WARD}', id, code, '2.000815', 1, 'chung thuc', 'resolved', 'paid', 'handedOver', 'notSent', 10, at,
       at + interval '1 day', 1, at ${each}`,
    [rows],
  );
  await owner.query(
    `insert into dossier_event (home_unit_id, dossier_id, sequence, act, happened_at, recorded_at, actor, audit_sequence, data)
     select '${WARD}', id, 1, 'receive', at, at, 'past', 0, '{"channel":"counter","procedureCode":"2.000815"}' ${each}`,
    [rows],
  );
  await owner.query(
    `insert into dossier_fact (home_unit_id, dossier_id, received_at, due_at, resolved_at, handed_over_at, active_until, recorded_from,
       fee_due, paid_online_amount, linked_child, vertical_agency, copy_certification, certified_e_copy, result_digitised, channel,
       hand_over_channel, sector_key, procedure_code, dossier_code, home_number)
     select '${WARD}', id, at, at + interval '1 day', at + interval '1 hour', at + interval '1 hour', at + interval '1 hour', at,
       4000, 0, false, false, true, false, false, 'counter', 'counter', 'chung thuc', '2.000815', code, ${numberOf(`'${WARD}'`)} ${each}`,
    [rows],
  );
  for (const table of ['dossier', 'dossier_event', 'dossier_fact']) await owner.query(`vacuum (analyze) ${table}`);
}
