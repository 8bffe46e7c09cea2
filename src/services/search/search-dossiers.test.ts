import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../../test/support/database.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { localDateTime } from '../../core/time/local-date-time.ts';
import { dossierIdOf, putPerson } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { SearchBatch } from '../../store/search.ts';
import { importLedger } from '../import-ledger.ts';
import { ensureSampleTree, type Installation } from '../installation.ts';
import { recordActs } from '../record-acts.ts';
import { completeSearchIndex } from './complete-index.ts';
import { exactHit, searchDossiers } from './search-dossiers.ts';

const UNIT = 'phuoc-long';
const HEAD =
  'Mã hồ sơ,Mã TTHC,Tên TTHC,Lĩnh vực,Người nộp,Số giấy tờ,Điện thoại,Hình thức nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày hoàn thành,Trạng thái';
const row = (code: string, name: string, id: string, phone: string, day = '05/06/2023'): string =>
  `${code},1.000894,Đăng ký kết hôn,Hộ tịch,${name},${id},${phone},Trực tiếp,${day} 07:33,20/07/2023 07:45,,Đang xử lý`;
const code = (n: number, day = '230605'): string => `000.18.22.H32-${day}-${String(n).padStart(4, '0')}`;

let store: TestStore;
let installation: Installation;
const folder = mkdtempSync(join(tmpdir(), 'motcua-search-'));
const actor = { unitId: UNIT, roles: ['receptionist'] as const };

async function importRows(rows: readonly string[]): Promise<void> {
  const file = join(folder, 'so.csv');
  writeFileSync(file, [HEAD, ...rows].join('\n'));
  await importLedger(installation, { unitId: UNIT, file, actor: 'thử' });
}
const codes = async (text: string): Promise<string[]> =>
  (await searchDossiers(installation, { actor, text })).hits.map((hit) => hit.dossierCode);

beforeAll(async () => {
  store = await testStore();
  installation = { store, clock: { now: () => '2023-09-20T02:00:00.000Z' as Instant } };
  await ensureSampleTree(installation);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('searching dossiers', () => {
  it('finds what an import brought, by name, number, part of a code and day', async () => {
    await importRows([
      row(code(12), 'Đinh Hữu Đạt', '056850441009', '0951347253'),
      row(code(18), 'Huỳnh Ngọc Ánh', '056954136253', '0958863725'),
      row(code(19, '230606'), 'Huỳnh Đạt', '056954136254', '0958863726', '06/06/2023'),
    ]);
    expect(await codes('dat huu')).toEqual([code(12)]);
    expect(await codes('đạt')).toEqual([code(19, '230606'), code(12)]);
    expect(await codes('0958863725')).toEqual([code(18)]);
    expect(await codes('056954136254')).toEqual([code(19, '230606')]);
    expect(await codes('230606-0019')).toEqual([code(19, '230606')]);
    expect(await codes('6/6/2023')).toEqual([code(19, '230606')]);
    expect(await codes('hu ngo')).toEqual([code(18)]);
    expect(await codes('không có ai')).toEqual([]);
    expect(await codes('')).toEqual([]);
  });

  it('finds what a correction made of it, and no longer what it was', async () => {
    await importRows([row(code(12), 'Đinh Hữu Phát', '056850441009', '0951347299')]);
    expect(await codes('dinh huu dat')).toEqual([]);
    expect(await codes('0951347253')).toEqual([]);
    expect(await codes('phat 7299')).toEqual([code(12)]);
  });

  it('finds what the desk records, in the same transaction', async () => {
    const own = code(77, '230919');
    const recorded = await recordActs(installation, {
      unitId: UNIT,
      dossierCode: own,
      actor: 'thử',
      acts: [
        {
          act: 'receive',
          happenedAt: localDateTime('2023-09-19T08:00'),
          data: {
            channel: 'counter',
            procedureCode: '9.000001',
            sectorKey: 'ho-tich',
            term: { value: 3, unit: 'workingDay' },
          },
        },
      ],
    });
    expect(recorded.ok).toBe(true);
    expect(await codes('230919-0077')).toEqual([own]);
    expect(await codes('9.000001')).toEqual([own]);
    const person = {
      role: 'applicant' as const,
      fullName: 'Ksor H’Nhi',
      identityNumber: '',
      phone: '0900000001',
      other: {},
    };
    const identity = { homeUnitId: UNIT, dossierId: dossierIdOf(UNIT, own) };
    const put = async (client: pg.ClientBase): Promise<void> => {
      const index = new SearchBatch();
      await putPerson(client, identity, person, '2023-09-20T02:00:00.000Z' as Instant, index);
      await index.write(client, UNIT);
    };
    await expect(
      within(store, [UNIT], async (client) => {
        await put(client);
        throw new Error('dừng lại');
      }),
    ).rejects.toThrow('dừng lại');
    expect(await codes('ksor')).toEqual([]);
    await within(store, [UNIT], put);
    expect(await codes('nhi ksor')).toEqual([own]);
    const answer = await searchDossiers(installation, { actor, text: own.toLowerCase() });
    expect(exactHit(answer, own.toLowerCase())?.dossierCode).toBe(own);
  });

  it('goes on where a page ended, across blocks of the index, without losing or repeating one', async () => {
    const many = Array.from({ length: 9000 }, (_, index) =>
      row(
        code(index + 1, '230701'),
        index % 3 === 0 ? 'Trần Thị Kiểm' : 'Lê Văn Khác',
        `0561${String(index).padStart(8, '0')}`,
        '',
        '01/07/2023',
      ),
    );
    await importRows(many);
    const seen: string[] = [];
    let place: Parameters<typeof searchDossiers>[1]['place'];
    for (;;) {
      const answer = await searchDossiers(installation, {
        actor,
        text: 'kiem tran',
        pageSize: 170,
        ...(place === undefined ? {} : { place }),
      });
      seen.push(...answer.hits.map((hit) => hit.dossierCode));
      if (answer.next === null) break;
      place = answer.next;
    }
    expect(seen).toEqual(Array.from({ length: 3000 }, (_, index) => code(3 * index + 1, '230701')).reverse());
    expect(await codes('056100008999')).toEqual([code(9000, '230701')]);
  });

  it('sees nothing of another unit and nothing without the right to search', async () => {
    const elsewhere = { unitId: 'nha-trang', roles: ['receptionist'] as const };
    expect((await searchDossiers(installation, { actor: elsewhere, text: 'kiem' })).hits).toEqual([]);
    const none = { unitId: UNIT, roles: ['unitAdministrator'] as const };
    await expect(searchDossiers(installation, { actor: none, text: 'kiem' })).rejects.toThrow('không được giao');
  });

  it('takes in what was recorded before there was an index', async () => {
    await store.withOwner(async (owner) => {
      await owner.query('delete from dossier_search_word');
      await owner.query('update dossier set search_ordinal = null');
    });
    expect(await codes('phat 7299')).toEqual([]);
    expect(await completeSearchIndex(installation)).toBe(9004);
    expect(await codes('phat 7299')).toEqual([code(12)]);
    expect(await codes('056100008999')).toEqual([code(9000, '230701')]);
    expect(await completeSearchIndex(installation)).toBe(0);
  });

  it('is decided by an index under row-level security', async () => {
    await within(store, [UNIT], async (client) => {
      await client.query('set local enable_seqscan = off');
      for (const condition of ["word = any ('{nkiem,ntran}')", "word >= 'nki' and word < 'nkj'"]) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain select members from dossier_search_word where home_unit_id = 'phuoc-long' and block = any ('{0,1,2}') and ${condition}`,
        );
        const plan = rows.map((line) => line['QUERY PLAN']).join('\n');
        // Which of its columns a planner takes differs by version; the word must be among them, not a filter over all rows.
        expect(plan).toMatch(/Index Cond: .*word/);
      }
    });
  });
});
