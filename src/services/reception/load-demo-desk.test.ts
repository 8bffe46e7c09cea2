import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSampleCatalogue } from '../../../test/support/sample-catalogue.ts';
import { putPerson } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { SearchBatch } from '../../store/search.ts';
import { listInbox } from '../work/list-inbox.ts';
import { viewDossier } from '../work/view-dossier.ts';
import { type Desk, filled, formKey, openDesk, RECEPTIONIST, UNIT } from './desk.testkit.ts';
import { findPeople } from './find-people.ts';
import { learnPeople } from './learn-people.ts';
import { listOnline } from './list-online.ts';
import { loadDemoDesk } from './load-demo-desk.ts';
import { receiveDossier } from './receive-dossier.ts';

const NO_FILTER = { sector: '', officer: '', due: '', sort: 'han', descending: false, page: 1 } as const;

describe('the sample desk', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('2023-09-13T08:00');
    await importSampleCatalogue(desk);
  });
  afterAll(() => desk.close());

  it('has dossiers filed online, once', async () => {
    expect(await loadDemoDesk(desk, desk.random, { unitId: UNIT })).toEqual({ people: 0, online: 4 });
    expect(await loadDemoDesk(desk, desk.random, { unitId: UNIT })).toEqual({ people: 0, online: 0 });
    expect(await listOnline(desk, { user: RECEPTIONIST })).toHaveLength(4);
  });

  it('learns the applicants of imported dossiers, once', async () => {
    const answer = await receiveDossier(desk, desk.random, {
      user: RECEPTIONIST,
      formKey: formKey(1),
      raw: filled(),
      receivedAt: '2023-09-13T08:00',
      acceptMissing: true,
      separate: false,
    });
    expect(answer.ok).toBe(true);
    await within(desk.store, [UNIT], async (client) => {
      const { rows } = await client.query<{ dossier_id: string }>('select dossier_id from dossier limit 3');
      for (const [index, row] of rows.entries()) {
        const place = { homeUnitId: UNIT, dossierId: row.dossier_id };
        await putPerson(
          client,
          place,
          {
            role: 'applicant',
            fullName: 'Hồ Mẫu Lạ',
            identityNumber: `05620000000${index}`,
            phone: 'không rõ',
            other: {},
          },
          desk.clock.now(),
          new SearchBatch(),
        );
      }
    });
    expect(await learnPeople(desk, desk.random, { unitId: UNIT })).toBe(3);
    expect(await learnPeople(desk, desk.random, { unitId: UNIT })).toBe(0);
    expect((await findPeople(desk, { user: RECEPTIONIST, query: '056200000001' })).people[0]).toMatchObject({
      fullName: 'Hồ Mẫu Lạ',
      phone: '',
    });
  });

  it('names the sector of a vertical agency’s dossier as its procedure does', async () => {
    const answer = await receiveDossier(desk, desk.random, {
      user: RECEPTIONIST,
      formKey: formKey(2),
      raw: filled({ procedureCode: '1.002755', fee: { pages: '', copies: '1', amount: '10.000', exemption: '' } }),
      receivedAt: '2023-09-13T08:00',
      acceptMissing: true,
      separate: true,
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    const view = await viewDossier(desk, { user: RECEPTIONIST, dossierCode: answer.dossierCode });
    expect(view.sectorName).toBe('Đăng ký, quản lý cư trú');
    const { sectors } = await listInbox(desk, { user: RECEPTIONIST, tabId: 'phan-cong', filter: NO_FILTER });
    expect(sectors).toContainEqual({ key: 'dang-ky-quan-ly-cu-tru', name: 'Đăng ký, quản lý cư trú' });
  });

  it('files nothing on a day on which the ward is gone', async () => {
    const later = await openDesk('2026-01-05T08:00');
    expect(await loadDemoDesk(later, later.random, { unitId: UNIT })).toEqual({ people: 0, online: 0 });
    await later.close();
  });
});
