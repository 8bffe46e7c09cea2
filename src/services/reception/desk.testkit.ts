/** A small ward for the tests of the desk: eight invented procedures, an officer of each role, a clock that is set by hand. */
import { createHash } from 'node:crypto';
import { type TestStore, testStore } from '../../../test/support/database.ts';
import type { Role } from '../../core/access/permissions.ts';
import type { RawReceipt } from '../../core/reception/receipt.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { importCatalogue } from '../catalogue.ts';
import { ensureSampleTree, type Installation } from '../installation.ts';
import type { Random } from '../random.ts';
import type { SignedIn } from '../signed-in.ts';

export const UNIT = 'phuoc-long';

/** Bytes that look random and are the same in every run. */
export function countingRandom(seed: string): Random {
  let count = 0;
  return {
    bytes(length) {
      count += 1;
      return createHash('sha512').update(`${seed} ${count}`).digest().subarray(0, length);
    },
  };
}

export function officer(loginName: string, roles: readonly Role[], unitId: string = UNIT): SignedIn {
  const hex = createHash('sha256').update(loginName).digest('hex');
  return {
    accountId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    loginName,
    fullName: `Cán bộ ${loginName}`,
    position: 'Công chức',
    unitId,
    roles,
  };
}

export const RECEPTIONIST = officer('tiepnhan', ['receptionist']);
export const SECOND_RECEPTIONIST = officer('tiepnhan2', ['receptionist']);
export const CLERK = officer('vanthu', ['clerk']);

const procedure = (code: string, name: string, sector: string, more: Record<string, unknown> = {}) => ({
  code,
  name,
  sector,
  term: { value: 3, unit: 'workingDay' },
  fee: { kind: 'none', amount: 0, per: null, scheduleKey: null, note: 'Không thu' },
  channels: ['counter', 'online', 'post'],
  decision: 'Quyết định mẫu',
  oneStop: true,
  posted: true,
  verticalAgency: false,
  copyCertification: false,
  sample: true,
  ...more,
});

export const DESK_CATALOGUE = {
  unitId: UNIT,
  effectiveFrom: '2023-01-01',
  effectiveThrough: '2025-06-30',
  sectors: [
    { position: 1, name: 'Chứng thực' },
    { position: 2, name: 'Hộ tịch' },
    { position: 3, name: 'Liên thông các TTHC' },
  ],
  verticalAgencySectors: [{ position: 1, name: 'Đăng ký, quản lý cư trú' }],
  procedures: [
    procedure('9.000001', 'Xác nhận thông tin mẫu', 'Hộ tịch', {
      requiredPapers: [
        { name: 'Tờ khai', form: 'original', copies: 1, required: true },
        { name: 'Bản chụp sổ', form: 'copy', copies: 2, required: false },
      ],
    }),
    procedure('9.000002', 'Cấp trích lục mẫu', 'Hộ tịch', {
      fee: { kind: 'fee', amount: 8000, per: 'copy', scheduleKey: 'civilStatusExtract', note: '8.000 đồng/bản' },
    }),
    procedure('9.000003', 'Chứng thực bản sao mẫu', 'Chứng thực', {
      term: { value: 1, unit: 'sameDay' },
      fee: { kind: 'fee', amount: 2000, per: 'page', scheduleKey: 'certifiedCopy', note: '2.000 đồng/trang' },
      channels: ['counter'],
      copyCertification: true,
    }),
    procedure('9.000004', 'Đăng ký khai sinh mẫu', 'Hộ tịch', {
      fee: { kind: 'charge', amount: null, per: 'case', scheduleKey: null, note: 'Theo nghị quyết của HĐND tỉnh' },
    }),
    procedure('9.000005', 'Thủ tục chưa có thời hạn', 'Hộ tịch', { term: null }),
    procedure('9.000006', 'Khai sinh, thường trú, bảo hiểm mẫu', 'Liên thông các TTHC', {
      term: { value: 4, unit: 'workingDay' },
      authorities: [
        { key: 'a', name: 'Tư pháp mẫu', part: 'Khai sinh', term: { value: 1, unit: 'workingDay' } },
        {
          key: 'b',
          name: 'Công an mẫu',
          part: 'Thường trú',
          term: { value: 2, unit: 'workingDay' },
          verticalAgency: true,
        },
        { key: 'c', name: 'Bảo hiểm mẫu', part: 'Thẻ', term: { value: 9, unit: 'workingDay' }, verticalAgency: true },
      ],
    }),
    procedure('9.000007', 'Đăng ký thường trú mẫu', 'Đăng ký, quản lý cư trú', { verticalAgency: true }),
  ],
};

export interface Desk extends Installation {
  readonly store: TestStore;
  readonly random: Random;
  /** Sets the clock: `2023-09-05T09:00` in Vietnamese time. */
  at(local: string): void;
  close(): Promise<void>;
}

/** @param local the first present, Vietnamese time; a Tuesday morning where absent */
export async function openDesk(local = '2023-09-05T09:00'): Promise<Desk> {
  const store = await testStore();
  let now = instantOf(local);
  const installation = { store, clock: { now: () => now } };
  await ensureSampleTree(installation);
  await importCatalogue(installation, { unitId: UNIT, catalogue: DESK_CATALOGUE, actor: 'test' });
  return {
    ...installation,
    random: countingRandom('desk'),
    at(text) {
      now = instantOf(text);
    },
    close: () => store.close(),
  };
}

const instantOf = (local: string): Instant => new Date(`${local}:00+07:00`).toISOString() as Instant;

export const formKey = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A form filled in as it should be. */
export function filled(more: Partial<RawReceipt> = {}): RawReceipt {
  return {
    procedureCode: '9.000001',
    personId: '',
    person: {
      kind: 'citizen',
      fullName: 'Lê Thị Mẫu Hoà',
      identityKind: 'citizenId',
      identityNumber: '056 199 001 234',
      phone: '0901.234.567',
      email: '',
      address: '12 đường Mẫu, phường Phước Long',
    },
    byRepresentative: false,
    repName: '',
    repIdentity: '',
    repPhone: '',
    repAuthority: '',
    channel: 'counter',
    request: '',
    sets: '1',
    papers: [{ name: 'Tờ khai', form: 'original', copies: '1', required: true, received: true }],
    fee: { pages: '', copies: '', amount: '', exemption: '' },
    resultChannel: 'counter',
    resultAddress: '',
    ...more,
  };
}

/** A form of somebody else: another number, another name. */
export function filledBy(n: number, more: Partial<RawReceipt> = {}): RawReceipt {
  const raw = filled(more);
  return {
    ...raw,
    person: {
      ...raw.person,
      identityNumber: `056${String(100_000_000 + n)}`,
      fullName: `Người Mẫu Thứ ${['Nhất', 'Hai', 'Ba'][n % 3]}`,
    },
  };
}
