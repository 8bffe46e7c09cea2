/** Acts recorded late on the real engine: the same dossiers, facts and figures as on time; the past as it was known. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DossierDefinition } from '../core/dossier/definition.ts';
import { decide, fold, type StandingAct, standingActs } from '../core/dossier/dossier.ts';
import type { DossierEvent } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { pickFrom, randomFrom, randomLog } from '../core/dossier/random-log.testkit.ts';
import { HAPPENS_NOW, lastToFollow } from '../core/process/late-recording.ts';
import { closesAt, opensAt, reportingPeriod } from '../core/reporting/period.ts';
import {
  fromCivilMinute,
  type Instant,
  type LocalDateTime,
  localDateTime,
  toCivilMinute,
  toInstant,
} from '../core/time/local-date-time.ts';
import { plainDate } from '../core/time/plain-date.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { verifyAudit } from '../store/audit.ts';
import { listChangedFacts } from '../store/changes.ts';
import { listFacts } from '../store/counting.ts';
import { dossierIdOf, loadEvents } from '../store/dossiers.ts';
import { insertSetting } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { listTasks } from '../store/tasks.ts';
import { type TestInstallation, tableCounts, testInstallation } from './installation.fixture.ts';
import { type Act, recordActs } from './record-acts.ts';
import { buildReport } from './report/build-report.ts';
import { closeReport } from './report/close-report.ts';
import { lateRecordsOf } from './report/late-records.ts';
import { verifyReport } from './report/verify-report.ts';
import { type Desk, OFFICERS, testDesk, UNIT } from './work/desk.fixture.ts';
import { viewDossier } from './work/view-dossier.ts';

const PERIOD = reportingPeriod('2023-Q3');

describe('hồ sơ bất kỳ, ghi đúng lúc và ghi sau', () => {
  const UNITS = ['phuoc-long', 'vinh-truong'] as const;
  let installation: TestInstallation;
  beforeAll(async () => {
    installation = await testInstallation('2023-05-01T01:00:00.000Z');
  });
  afterAll(() => installation.store.close());

  const codeOf = (unit: string, life: number): string =>
    `${unit === 'phuoc-long' ? '000.18.22.H32' : '000.24.22.H32'}-230615-${String(life).padStart(4, '0')}`;

  /** What of a life can be told act by act as it happens: the log itself also takes what the desk does not. */
  function inOrder(acts: readonly StandingAct[]): readonly StandingAct[] {
    const kept: DossierEvent[] = [];
    for (const act of acts) {
      const decision = decide(NATIONAL_DOSSIER, fold(NATIONAL_DOSSIER, kept), act, act.happenedAt);
      if (decision.accepted) kept.push({ ...act, sequence: kept.length + 1 });
    }
    return kept;
  }

  const asksForState = (act: string): boolean =>
    (NATIONAL_DOSSIER.acts as DossierDefinition['acts'])[act]?.requires !== undefined;

  it('are the same, and what was known at an earlier instant stays as it was', async () => {
    const random = randomFrom(2023);
    const edges = [opensAt(PERIOD), closesAt(PERIOD), localDateTime('2023-08-01T16:59')];
    interface Told {
      readonly unit: (typeof UNITS)[number];
      readonly life: number;
      readonly act: Act;
      readonly recordedAt: number;
    }
    const told: Told[] = [];
    let late = 0;
    for (let life = 1; life <= 60; life += 1) {
      const log = randomLog(NATIONAL_DOSSIER, random, { edges, tries: 30, sectors: ['ho-tich', 'chung-thuc'] });
      const acts = inOrder(standingActs(log.events));
      const recorded: number[] = [];
      acts.forEach(({ act, happenedAt, data: { parentDossierId: _, ...data } }, index) => {
        const happened = toCivilMinute(happenedAt);
        told.push({ unit: 'phuoc-long', life, act: { act, happenedAt, data }, recordedAt: happened });
        // Late by up to ten days, but after whatever it must follow; acts that ask for a state keep their order.
        const before = acts.slice(0, index);
        const follows = lastToFollow(NATIONAL_DOSSIER, before, act);
        const earliest = before.reduce(
          (latest, one, place) =>
            one === follows || act === 'receive' || asksForState(one.act) || asksForState(act)
              ? Math.max(latest, recorded[place] as number)
              : latest,
          happened,
        );
        const at = Math.max(earliest, happened + pickFrom(random, [0, 0, 45, 1440, 14_400]));
        recorded.push(at);
        if (at > happened) late += 1;
        told.push({
          unit: 'vinh-truong',
          life,
          act: { act, happenedAt, data: { ...data, lateReason: 'thử' } },
          recordedAt: at,
        });
      });
    }
    expect(late).toBeGreaterThan(100);
    const order = told
      .map((one, index) => ({ ...one, index }))
      .sort((a, b) => a.recordedAt - b.recordedAt || a.index - b.index);
    const frame = { opensAt: opensAt(PERIOD), asOf: closesAt(PERIOD), granularity: 'minute' as const };
    const factsAt = (unit: string, recordedThrough: Instant | null): Promise<readonly DossierFacts[]> =>
      within(installation.store, [unit], (client) => listFacts(client, { homes: [unit], frame, recordedThrough }));
    const remembered: { readonly at: Instant; readonly facts: readonly DossierFacts[] }[] = [];
    for (const [index, { unit, life, act, recordedAt }] of order.entries()) {
      installation.at(toInstant(fromCivilMinute(recordedAt)));
      const outcome = await recordActs(installation, {
        unitId: unit,
        dossierCode: codeOf(unit, life),
        actor: 'thu',
        acts: [act],
      });
      // What cannot be due is refused on both sides alike.
      if (!outcome.ok) expect(outcome.refusals.map(({ code }) => code)).toEqual(['MISSING_DATA']);
      if (index >= (remembered.length + 1) * (order.length / 9) && order[index + 1]?.recordedAt !== recordedAt) {
        const at = toInstant(fromCivilMinute(recordedAt)).replace('00.000Z', '59.999Z') as Instant;
        remembered.push({ at, facts: await factsAt('vinh-truong', at) });
      }
    }
    installation.at('2024-03-01T01:00:00.000Z');
    const bare = (all: readonly DossierFacts[]) =>
      all
        .map(({ homeUnitId: _, dossierId: __, dossierCode, ...rest }) => ({ life: dossierCode.slice(-4), ...rest }))
        .sort((a, b) => (a.life < b.life ? -1 : 1));
    const [onTime, after] = [await factsAt('phuoc-long', null), await factsAt('vinh-truong', null)];
    expect(onTime.length).toBeGreaterThan(8);
    expect(bare(after)).toEqual(bare(onTime));
    for (let life = 1; life <= 60; life += 1) {
      const [a, b] = await Promise.all(
        UNITS.map((unit) =>
          within(installation.store, [unit], async (client) => ({
            tasks: (await listTasks(client, unit, dossierIdOf(unit, codeOf(unit, life)))).map(
              ({ doneBy: _, ...task }) => task,
            ),
            row: (
              await client.query(
                'select business_state, payment_state, hand_over_state, synchronisation_state, national_status, received_at, due_at from dossier where home_unit_id = $1 and dossier_code = $2',
                [unit, codeOf(unit, life)],
              )
            ).rows[0],
          })),
        ),
      );
      expect(b).toEqual(a);
    }
    const [one, two] = await Promise.all(
      UNITS.map((unitId) => buildReport(installation, { unitId, period: PERIOD.id })),
    );
    const cells = (report: typeof one) =>
      report?.model.forms.map((form) => form.parts.map((part) => [part.rows, part.total]));
    expect(cells(two)).toEqual(cells(one));
    expect(remembered.length).toBeGreaterThan(4);
    for (const { at, facts } of remembered) expect(await factsAt('vinh-truong', at)).toEqual(facts);
    expect((await within(installation.store, 'all', (client) => verifyAudit(client))).faults).toEqual([]);
  });
});

describe('việc ở bàn ghi sau', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await testDesk('2023-08-10T01:00:00.000Z');
  });
  afterAll(() => desk.installation.store.close());
  const { receptionist, specialist, leader, clerk, cashier } = OFFICERS;
  const code = (n: number): string => `000.18.22.H32-230810-${String(n).padStart(4, '0')}`;
  /** Vietnamese time. */
  const clock = (text: string): void => desk.installation.at(toInstant(text as LocalDateTime));
  const actual = (text: string, more: Partial<typeof HAPPENS_NOW> = {}) => ({
    ...HAPPENS_NOW,
    actualDate: text.slice(0, 10),
    actualTime: text.slice(11),
    actualReason: 'Mất điện cả buổi chiều',
    ...more,
  });
  const eventsOf = (n: number) =>
    within(desk.installation.store, [UNIT], (client) => loadEvents(client, UNIT, dossierIdOf(UNIT, code(n))));
  const view = (n: number) => viewDossier(desk.installation, { user: leader, dossierCode: code(n) });

  /** Received on Thursday 10/8 at 08:00, three working days: due Tuesday 15/8 at 17:00. Approved on Monday 14/8, 09:00. */
  async function approved(n: number): Promise<void> {
    clock('2023-08-10T08:00');
    await desk.receive(code(n));
    await desk.does(leader, code(n), 'phan-cong', { assignee: 'chuyenmon' });
    clock('2023-08-14T09:00');
    await desk.does(specialist, code(n), 'du-thao');
    await desk.does(leader, code(n), 'phe-duyet');
  }

  it('a result signed in time and entered when it was late is in time, and asks for no cause', async () => {
    await approved(1);
    clock('2023-08-16T08:05');
    const refused = await desk.act(clerk, code(1), 'phat-hanh', { unnumbered: 'on' });
    expect(refused.ok).toBe(false);
    const done = await desk.does(clerk, code(1), 'phat-hanh', { unnumbered: 'on' }, actual('2023-08-15T16:30'));
    expect(done.message).toContain('xảy ra lúc 16:30 ngày 15/08/2023');
    const seen = await view(1);
    expect(seen.file.dossier.resolvedAt).toBe('2023-08-15T16:30');
    expect(seen.timeliness).toBe('early');
    expect(seen.history[0]).toMatchObject({
      happenedAt: '2023-08-15T16:30',
      recordedAt: '2023-08-16T08:05',
      recordedLater: true,
      lateReason: 'Mất điện cả buổi chiều',
    });
    // the step of handing over began when the result was there, not when that was entered
    expect(seen.file.context.tasks.at(-1)).toMatchObject({ kind: 'handOver', openedAt: '2023-08-15T16:30' });
    const [entry] = await within(
      desk.installation.store,
      [UNIT],
      async (client) =>
        (await client.query(`select detail from audit_entry where act = 'desk.resolve' order by sequence desc limit 1`))
          .rows,
    );
    expect(entry.detail).toMatchObject({ happenedAt: '2023-08-15T16:30', lateReason: 'Mất điện cả buổi chiều' });
  });

  it('a supplement that arrived on Friday at closing ends the suspension there', async () => {
    clock('2023-08-10T08:00');
    await desk.receive(code(2));
    await desk.does(leader, code(2), 'phan-cong', { assignee: 'chuyenmon' });
    clock('2023-08-11T08:00');
    await desk.does(specialist, code(2), 'yeu-cau-bo-sung', { items: 'Ảnh', ground: 'Điều 1' });
    clock('2023-08-14T09:00');
    await desk.does(receptionist, code(2), 'nhan-bo-sung', {}, actual('2023-08-11T17:00'));
    const { file } = await view(2);
    expect(file.dossier.suspensions).toEqual([{ from: '2023-08-11T08:00', to: '2023-08-11T17:00' }]);
    // Friday from 08:00 to 17:00 are seven working hours: from Tuesday 17:00 to Wednesday 16:00.
    expect(file.context.dueAt).toBe('2023-08-16T16:00');
    expect(file.context.tasks.at(-1)?.state).toBe('open');
  });

  it('says everything against a time at once and writes nothing', async () => {
    await approved(3);
    const before = await tableCounts(desk.installation.store);
    clock('2023-08-14T10:00');
    const answer = await desk.act(
      leader,
      code(3),
      'tra-lai-du-thao',
      {},
      actual('2023-08-04T16:30', { actualReason: '' }),
    );
    if (answer.ok) throw new Error('accepted');
    expect(Object.keys(answer.errors).sort()).toEqual(['actualDate', 'actualReason', 'reason']);
    expect(answer.errors.actualDate).toContain('sớm hơn «Phê duyệt, ký» (09:00 ngày 14/08/2023)');
    expect(answer.errors.actualDate).toContain('Chỉ ghi sau được trong 5 ngày làm việc, từ ngày 7/8/2023');
    const future = await desk.act(leader, code(3), 'tra-lai-du-thao', { reason: 'sửa' }, actual('2023-08-14T10:01'));
    expect(future.ok ? '' : future.errors.actualDate).toContain('chưa đến');
    expect(await tableCounts(desk.installation.store)).toEqual(before);
  });

  it('a payment of the day before is entered beside what happened since, but not before the receipt', async () => {
    await approved(4);
    clock('2023-08-14T10:00');
    const early = await desk.act(
      cashier,
      code(4),
      'thu-phi',
      { amount: '15000', method: 'cash', document: 'BL-07' },
      actual('2023-08-10T07:59'),
    );
    expect(early.ok ? '' : early.errors.actualDate).toContain('«Tiếp nhận» (08:00 ngày 10/08/2023)');
    await desk.does(
      cashier,
      code(4),
      'thu-phi',
      { amount: '15000', method: 'cash', document: 'BL-07' },
      actual('2023-08-11T09:00'),
    );
    const { file } = await view(4);
    expect(file.dossier.states.payment).toBe('paid');
    expect(file.context.progress.stage).toBe('approved');
  });

  it('numbers follow the order of their days; a slip that went out has its number on paper', async () => {
    await approved(5);
    await approved(6);
    clock('2023-08-14T15:00');
    expect((await desk.does(clerk, code(5), 'cho-so', { notation: 'GXN-UBND' })).documentNumber).toBe('1/GXN-UBND');
    clock('2023-08-15T08:00');
    const refused = await desk.act(clerk, code(6), 'cho-so', { notation: 'GXN-UBND' }, actual('2023-08-14T14:59'));
    expect(refused.ok ? '' : refused.errors.notation).toContain('đã cấp số 1 lúc 15:00 ngày 14/08/2023');
    const done = await desk.does(clerk, code(6), 'cho-so', { notation: 'GXN-UBND' }, actual('2023-08-14T15:00'));
    expect(done.documentNumber).toBe('2/GXN-UBND');
    await approved(7);
    clock('2023-08-15T08:00');
    const request = { items: 'Ảnh', ground: 'Điều 1' };
    const slip = await desk.act(specialist, code(7), 'yeu-cau-bo-sung', request, actual('2023-08-14T16:00'));
    expect(slip.ok ? '' : slip.errors.document).toContain('nhập số phiếu đó');
    await desk.does(
      specialist,
      code(7),
      'yeu-cau-bo-sung',
      { ...request, document: '12/PYC' },
      actual('2023-08-14T16:00'),
    );
    expect((await view(7)).slips).toEqual([]);
    expect((await view(7)).file.dossier.suspensions).toEqual([{ from: '2023-08-14T16:00', to: null }]);
  });

  it('further back than the unit allows only who may correct, after saying so', async () => {
    await approved(8);
    clock('2023-08-16T08:00');
    await within(desk.installation.store, [UNIT], (client) =>
      insertSetting(
        client,
        UNIT,
        {
          key: 'lateRecording',
          effectiveFrom: plainDate('2023-08-16'),
          value: { ordinaryWorkingDays: 1, correctorWorkingDays: 10, basis: 'Quyết định mẫu' },
        },
        desk.installation.clock.now(),
      ),
    );
    const values = { unnumbered: 'on' };
    const refused = await desk.act(clerk, code(8), 'phat-hanh', values, actual('2023-08-14T16:30'));
    expect(refused.ok ? '' : refused.errors.actualDate).toContain('trong 1 ngày làm việc, từ ngày 15/8/2023');
    const both = { ...clerk, roles: [...clerk.roles, 'reportingOfficer' as const] };
    const asked = await desk.act(both, code(8), 'phat-hanh', values, actual('2023-08-14T16:30'));
    expect(asked).toMatchObject({ ok: false, errors: {}, refusals: [] });
    expect(asked.ok ? {} : Object.keys(asked.questions ?? {})).toEqual(['confirmOld']);
    await desk.does(both, code(8), 'phat-hanh', values, actual('2023-08-14T16:30', { confirmOld: true }));
    expect((await eventsOf(8)).at(-1)?.happenedAt).toBe('2023-08-14T16:30');
  });

  it('into a closed period only knowingly; the closed version stays and the next one tells the difference', async () => {
    await approved(9);
    clock('2023-09-14T16:00');
    await desk.receive('000.18.22.H32-230914-0001');
    await desk.receive('000.18.22.H32-230914-0002');
    await desk.does(leader, '000.18.22.H32-230914-0001', 'phan-cong', { assignee: 'chuyenmon' });
    clock('2023-09-15T08:00');
    const closed = await closeReport(desk.installation, { unitId: UNIT, period: '2023-Q3', actor: 'baocao' });
    const late = async () => {
      const report = await buildReport(desk.installation, { unitId: UNIT, period: '2023-Q3', prove: false });
      if (report.closed === null) throw new Error('not closed');
      return lateRecordsOf(desk.installation, report.closed, report.homes);
    };
    clock('2023-09-15T09:00');
    // what happens after the period is no late record of it
    await desk.does(specialist, '000.18.22.H32-230914-0001', 'yeu-cau-bo-sung', { items: 'Ảnh', ground: 'Điều 1' });
    expect(await late()).toEqual({ dossiers: 0, records: [] });
    const values = { unnumbered: 'on', cause: 'other', reason: 'bận' };
    const both = { ...clerk, roles: [...clerk.roles, 'reportingOfficer' as const] };
    const asked = await desk.act(both, code(9), 'phat-hanh', values, actual('2023-09-14T16:30'));
    expect(asked.ok ? '' : asked.questions?.confirmClosed).toContain('Quý III năm 2023 (phiên bản 1)');
    await desk.does(both, code(9), 'phat-hanh', values, actual('2023-09-14T16:30', { confirmClosed: true }));
    expect(await late()).toMatchObject({
      dossiers: 1,
      records: [
        { dossierCode: code(9), act: 'resolve', happenedAt: '2023-09-14T16:30', reason: 'Mất điện cả buổi chiều' },
      ],
    });
    const verified = await verifyReport(desk.installation, { unitId: UNIT, period: '2023-Q3' });
    expect(verified).toMatchObject({ version: 1, holds: true });
    await desk.receive('000.18.22.H32-230915-0001');
    await desk.does(leader, '000.18.22.H32-230915-0001', 'phan-cong', { assignee: 'chuyenmon' });
    const again = await closeReport(desk.installation, {
      unitId: UNIT,
      period: '2023-Q3',
      actor: 'baocao',
      reason: 'Ghi sau',
    });
    // What brought a new dossier in is its receipt, whatever was done with it since.
    const recorded = await within(desk.installation.store, [UNIT], (client) =>
      listChangedFacts(client, [UNIT], opensAt(reportingPeriod('2023-Q3')), closed.closedAt, again.closedAt),
    );
    expect(recorded).toContainEqual(
      expect.objectContaining({ dossierCode: '000.18.22.H32-230915-0001', change: 'added', act: 'receive' }),
    );
    expect(again.version).toBe(closed.version + 1);
    // The supplement asked for on the day after the period was recorded since, and is in no figure of the period.
    expect(again.differences?.dossiers.map((dossier) => dossier.dossierCode)).toEqual([code(9)]);
    expect(await late()).toEqual({ dossiers: 0, records: [] });
    // Work that moves no figure asks nothing.
    await desk.does(
      leader,
      '000.18.22.H32-230914-0002',
      'phan-cong',
      { assignee: 'chuyenmon' },
      actual('2023-09-14T16:30'),
    );
    expect(await late()).toEqual({ dossiers: 0, records: [] });
  });
});
