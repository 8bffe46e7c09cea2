/** A dossier's way over the desk, act by act, on the real engine: what each act leaves behind, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cautions } from '../../core/process/availability.ts';
import { type DeskAct, deskActBySlug } from '../../core/process/desk-acts.ts';
import { verifyAudit } from '../../store/audit.ts';
import { listDocuments } from '../../store/documents.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { listTasks } from '../../store/tasks.ts';
import { tableCounts } from '../installation.fixture.ts';
import { type Desk, MORNING, OFFICERS, testDesk, UNIT } from './desk.fixture.ts';
import { listInbox } from './list-inbox.ts';
import { performAct } from './perform-act.ts';
import { controlSlip } from './print-slips.ts';
import { undoAct } from './undo-act.ts';
import { viewDossier } from './view-dossier.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.installation.store.close());

const { receptionist, specialist, second, leader, clerk, cashier } = OFFICERS;
const code = (n: number): string => `000.18.22.H32-230710-${String(n).padStart(4, '0')}`;
const tasks = (dossierCode: string) =>
  within(desk.installation.store, [UNIT], (client) => listTasks(client, UNIT, dossierIdOf(UNIT, dossierCode)));
const view = (dossierCode: string, user = leader) => viewDossier(desk.installation, { user, dossierCode });
const messages = (answer: Awaited<ReturnType<Desk['act']>>): string =>
  answer.ok ? '' : [...Object.values(answer.errors), ...answer.refusals.map((refusal) => refusal.message)].join(' ');

describe('handing over', () => {
  it('is warned of a fee that is not paid, and returned by post only where it was sent', async () => {
    const handOver = deskActBySlug('tra-ket-qua') as DeskAct;
    desk.installation.at(MORNING);
    const ready = async (n: number): Promise<void> => {
      await desk.receive(code(n));
      await desk.does(leader, code(n), 'phan-cong', { assignee: 'chuyenmon' });
      await desk.does(specialist, code(n), 'du-thao');
      await desk.does(leader, code(n), 'phe-duyet');
      await desk.does(clerk, code(n), 'phat-hanh', { unnumbered: 'on' });
    };
    const warned = async (n: number): Promise<string> =>
      cautions((await view(code(n))).file.context, handOver).join(' ');
    for (const n of [80, 81]) await ready(n);
    expect(await warned(80)).toContain('15.000 đồng phí, lệ phí chưa thu');
    await desk.does(cashier, code(80), 'mien-phi', { reason: 'Hộ nghèo' });
    expect(await warned(80)).toBe('');
    const slugs = async (n: number): Promise<string[]> =>
      (await view(code(n), receptionist)).acts.map((act) => act.slug);
    await desk.does(receptionist, code(80), 'tra-ket-qua', { channel: 'counter' });
    await desk.does(receptionist, code(81), 'tra-ket-qua', { channel: 'post', trackingNumber: 'EA1VN' });
    expect(await slugs(80)).not.toContain('chuyen-hoan');
    expect(messages(await desk.act(receptionist, code(80), 'chuyen-hoan', { reason: 'x' }))).toContain('bưu chính');
    expect(await slugs(81)).toContain('chuyen-hoan');
  });

  it('of a result that is not paid for leaves the fee with the cashier until it is taken', async () => {
    desk.installation.at(MORNING);
    const filter = { sector: '', officer: '', due: '', sort: 'ma', descending: false, page: 1 } as const;
    const inbox = async () =>
      (await listInbox(desk.installation, { user: cashier, tabId: 'thu-phi', filter })).page.rows.filter(
        (row) => row.dossierCode === code(81),
      );
    expect(await inbox()).toMatchObject([{ kind: 'collect', stepName: 'Thu phí còn nợ', standing: null }]);
    expect((await tasks(code(80))).at(-1)).toMatchObject({ kind: 'handOver', state: 'done' });
    await desk.does(cashier, code(81), 'thu-phi', { amount: '15.000', method: 'cash' });
    expect(await inbox()).toEqual([]);
    expect((await tasks(code(81))).at(-1)).toMatchObject({ kind: 'collect', state: 'done', outcome: 'recordPayment' });
  });
});

describe('the whole way', () => {
  it('goes from receipt to hand-over, each step on the task of whoever has it', async () => {
    const dossier = code(1);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    // Received at 08:00; the usual process gives the assignment two working hours.
    expect((await tasks(dossier)).map(({ kind, state, dueAt }) => [kind, state, dueAt])).toEqual([
      ['receive', 'done', '2023-07-10T10:00'],
      ['assign', 'open', '2023-07-10T10:00'],
    ]);
    desk.installation.at('2023-07-10T01:30:00.000Z');
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    desk.installation.at('2023-07-10T02:00:00.000Z');
    await desk.does(specialist, dossier, 'du-thao');
    await desk.does(leader, dossier, 'tra-lai-du-thao', { reason: 'Ghi rõ mục đích sử dụng' });
    await desk.does(specialist, dossier, 'du-thao');
    await desk.does(leader, dossier, 'phe-duyet');
    const numbered = await desk.does(clerk, dossier, 'cho-so', { notation: 'GXN-UBND' });
    expect(numbered.documentNumber).toBe('1/GXN-UBND');
    await desk.does(clerk, dossier, 'phat-hanh');
    expect((await view(dossier)).timeliness).toBe('early');
    await desk.does(cashier, dossier, 'thu-phi', { amount: '15.000', method: 'cash' });
    await desk.does(receptionist, dossier, 'tra-ket-qua', {
      channel: 'counter',
      recipientName: 'Đinh Thị Nhận',
      relation: 'con, có giấy ủy quyền',
    });
    const seen = await view(dossier);
    expect(seen.file.dossier.states).toMatchObject({ business: 'resolved', handOver: 'handedOver', payment: 'paid' });
    expect(seen.file.dossier.nationalStatus).toBe(10);
    expect(seen.handOvers[0]?.recipientName).toBe('Đinh Thị Nhận');
    expect((await tasks(dossier)).map(({ kind, assignee, state }) => `${kind} ${assignee ?? '-'} ${state}`)).toEqual([
      'receive - done',
      'assign - done',
      'process chuyenmon done',
      'approve - done',
      'process chuyenmon done',
      'approve - done',
      'issue - done',
      'handOver - done',
    ]);
    expect(seen.history[0]?.label).toBe('Trả kết quả');
  });

  it('keeps personal data out of the log', async () => {
    const events = await within(desk.installation.store, 'all', (client) =>
      client.query('select data::text from dossier_event'),
    );
    expect(JSON.stringify(events.rows)).not.toContain('Đinh Thị Nhận');
  });
});

describe('numbers', () => {
  it('follow one another without a gap when 20 officers take one at once, and a taken-back one is not given again', async () => {
    desk.installation.at(MORNING);
    const codes = Array.from({ length: 20 }, (_, index) => code(100 + index));
    for (const dossier of codes) {
      await desk.receive(dossier);
      await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
      await desk.does(specialist, dossier, 'du-thao');
      await desk.does(leader, dossier, 'phe-duyet');
    }
    const given = await Promise.all(
      codes.map((dossier) => desk.does(clerk, dossier, 'cho-so', { notation: 'QĐ-UBND' })),
    );
    const numbers = given.map((done) => Number((done.documentNumber ?? '').split('/')[0])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));

    const first = codes[0] as string;
    await undoAct(desk.installation, { user: clerk, dossierCode: first, reason: 'Nhầm ký hiệu' });
    expect((await view(first)).file.context.progress.stage).toBe('approved');
    expect((await desk.does(clerk, first, 'cho-so', { notation: 'QĐ-UBND' })).documentNumber).toBe('21/QĐ-UBND');
    const documents = await within(desk.installation.store, [UNIT], (client) =>
      listDocuments(client, UNIT, dossierIdOf(UNIT, first)),
    );
    expect(documents.map(({ number, voidReason }) => [number > 20, voidReason])).toEqual([
      [false, 'Nhầm ký hiệu'],
      [true, null],
    ]);
  });

  it('leave no trace of an act that is refused', async () => {
    desk.installation.at(MORNING);
    await desk.receive(code(2));
    const before = await tableCounts(desk.installation.store);
    const answer = await desk.act(clerk, code(2), 'cho-so', { notation: 'QĐ-UBND' });
    expect(answer.ok).toBe(false);
    expect(await tableCounts(desk.installation.store)).toEqual(before);
  });
});

describe('the clock', () => {
  it('stands still from the request for supplements to their receipt, for the dossier and its step', async () => {
    const dossier = code(3);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    const asked = await desk.does(specialist, dossier, 'yeu-cau-bo-sung', {
      items: 'Bản sao giấy khai sinh\nẢnh 4×6',
      ground: 'Luật Hộ tịch 2014 Điều 22',
    });
    expect(asked.documentNumber).toBe('01/BPTNTKQ');
    const waiting = await view(dossier);
    expect(waiting.standing).toBe('suspended');
    expect(waiting.slips.map((slip) => slip.kind)).toEqual(['completion']);
    expect(waiting.slips[0]).toMatchObject({ items: ['Bản sao giấy khai sinh', 'Ảnh 4×6'] });
    expect((await tasks(dossier)).at(-1)).toMatchObject({ kind: 'process', state: 'onHold' });

    // Wednesday 12/07, 08:00: two working days later.
    desk.installation.at('2023-07-12T01:00:00.000Z');
    await desk.does(receptionist, dossier, 'nhan-bo-sung', { reason: 'Đủ hai giấy tờ' });
    const seen = await view(dossier);
    // Three working days from Monday 10/07 is Thursday 13/07 17:00; 16 working hours on is Monday 17/07 17:00.
    expect(seen.file.context.dueAt).toBe('2023-07-17T17:00');
    expect(seen.story.at(-1)).toBe('Hạn trả hiện nay: 17:00 ngày 17/07/2023.');
    // Eight hours from Monday 08:00 end on Tuesday 08:00; 16 hours on is Thursday 08:00.
    expect((await tasks(dossier)).at(-1)).toMatchObject({ state: 'open', dueAt: '2023-07-13T08:00' });
  });

  it('asks for a cause when a result comes late, and keeps it', async () => {
    const dossier = code(4);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    await desk.does(specialist, dossier, 'du-thao');
    await desk.does(leader, dossier, 'phe-duyet');
    // Due Thursday 13/07 17:00; a minute later it is late.
    desk.installation.at('2023-07-13T10:01:00.000Z');
    const refused = await desk.act(clerk, dossier, 'phat-hanh', {});
    expect(messages(refused)).toContain('nguyên nhân quá hạn');
    expect(messages(refused)).toContain('Kết quả chưa có số');
    await desk.does(clerk, dossier, 'phat-hanh', {
      unnumbered: 'on',
      cause: 'coordination',
      reason: 'Chờ xác minh của phường bạn',
    });
    const seen = await view(dossier);
    expect(seen.timeliness).toBe('overdue');
    expect(seen.history.some((line) => line.act === 'explainOverdue')).toBe(true);
  });

  it('asks for a cause when a late dossier is discontinued, but not while its clock stands still', async () => {
    desk.installation.at(MORNING);
    for (const n of [90, 91, 92]) {
      await desk.receive(code(n));
      await desk.does(leader, code(n), 'phan-cong', { assignee: 'chuyenmon' });
    }
    const reason = 'Không thuộc thẩm quyền giải quyết';
    await desk.does(specialist, code(90), 'dung-giai-quyet', { reason });
    await desk.does(specialist, code(91), 'tam-dung', { ground: 'Chờ cơ quan phối hợp', document: '5/CV' });
    desk.installation.at('2023-07-13T10:01:00.000Z');
    await desk.does(specialist, code(91), 'dung-giai-quyet', { reason });
    expect(messages(await desk.act(specialist, code(92), 'dung-giai-quyet', { reason }))).toBe(
      'Chọn nguyên nhân quá hạn.',
    );
    await desk.does(specialist, code(92), 'dung-giai-quyet', { reason, cause: 'officer' });
    const causes = async (n: number): Promise<string[]> =>
      (await view(code(n))).history.filter((line) => line.act === 'explainOverdue').map((line) => line.act);
    expect(await Promise.all([90, 91, 92].map(causes))).toEqual([[], [], ['explainOverdue']]);
  });

  it('asks for no cause at the very minute that is due', async () => {
    const dossier = code(5);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    await desk.does(specialist, dossier, 'du-thao');
    await desk.does(leader, dossier, 'phe-duyet');
    desk.installation.at('2023-07-13T10:00:00.000Z');
    await desk.does(clerk, dossier, 'phat-hanh', { unnumbered: 'on' });
    expect((await view(dossier)).timeliness).toBe('onTime');
  });

  it('lets a dossier be rescheduled once, to a later date only', async () => {
    const dossier = code(6);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    const early = await desk.act(specialist, dossier, 'hen-lai', { newDue: '12/07/2023', reason: 'Chờ xác minh' });
    expect(messages(early)).toContain('không muộn hơn hạn đang có');
    const off = await desk.act(specialist, dossier, 'hen-lai', { newDue: '15/07/2023', reason: 'Chờ xác minh' });
    expect(messages(off)).toContain('ngày nghỉ');
    await desk.does(specialist, dossier, 'hen-lai', { newDue: '18/07/2023', reason: 'Chờ xác minh' });
    expect((await view(dossier)).file.context.dueAt).toBe('2023-07-18T17:00');
    const again = await desk.act(specialist, dossier, 'hen-lai', { newDue: '20/07/2023', reason: 'Lại chậm' });
    expect(messages(again)).toContain('chỉ được 1 lần');
  });
});

describe('what is refused', () => {
  it('comes back with every field that is wrong at once', async () => {
    const dossier = code(7);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    const answer = await desk.act(specialist, dossier, 'yeu-cau-bo-sung', {});
    expect(answer).toMatchObject({ ok: false, errors: { items: expect.any(String), ground: expect.any(String) } });
    const post = await desk.act(cashier, dossier, 'thu-phi', { amount: '-5', method: 'gold' });
    expect(post).toMatchObject({ ok: false, errors: { amount: expect.any(String), method: expect.any(String) } });
    expect(messages(await desk.act(cashier, dossier, 'thu-phi', { amount: '14.000', method: 'cash' }))).toContain(
      '15.000 đồng',
    );
  });

  it('is whatever the role does not have, and work for somebody who cannot do it', async () => {
    await expect(desk.act(receptionist, code(7), 'phe-duyet')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const answer = await desk.act(leader, code(7), 'phan-cong', { assignee: 'vanthu' });
    expect(messages(answer)).toContain('không có vai trò');
    await expect(desk.act(leader, '000.18.22.H32-230710-9999', 'phan-cong')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('shows no act on the page that would be refused, and refuses all that is not shown', async () => {
    const dossier = code(8);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    for (const user of Object.values(OFFICERS)) {
      const shown = new Set((await view(dossier, user)).acts.map((act) => act.slug));
      for (const slug of ['phe-duyet', 'cho-so', 'phat-hanh', 'tra-ket-qua', 'tiep-tuc', 'dong-y-rut', 'hoan-phi']) {
        expect(shown.has(slug)).toBe(false);
        const answer = await desk.act(user, dossier, slug).catch((error: { code: string }) => error.code);
        expect(answer === 'FORBIDDEN' || (typeof answer === 'object' && !answer.ok)).toBe(true);
      }
    }
  });
});

describe('taking back', () => {
  it('is for whoever did it, on the same day, the latest act with what came with it', async () => {
    const dossier = code(9);
    desk.installation.at('2023-07-20T01:00:00.000Z');
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    await expect(
      undoAct(desk.installation, { user: specialist, dossierCode: dossier, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'NOT_UNDOABLE' });
    await undoAct(desk.installation, { user: leader, dossierCode: dossier, reason: 'Nhầm người' });
    const seen = await view(dossier);
    expect(seen.file.dossier.states.business).toBe('received');
    expect((await tasks(dossier)).at(-1)).toMatchObject({ kind: 'assign', state: 'open' });
    // What is left is the receipt, whose slip the citizen holds.
    expect((await view(dossier, receptionist)).undo).toMatchObject({ allowed: false });

    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon2' });
    desk.installation.at('2023-07-21T01:00:00.000Z');
    expect((await view(dossier)).undo).toMatchObject({ allowed: false });
    await desk.does(second, dossier, 'du-thao');
    expect((await view(dossier, second)).undo).toMatchObject({ allowed: true, acts: ['draftResult'] });
  });
});

describe('withdrawing', () => {
  it('sets the step aside and takes it up again when it is declined', async () => {
    const dossier = code(10);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    await desk.does(receptionist, dossier, 'de-nghi-rut', { reason: 'Nộp nhầm nơi' });
    expect((await tasks(dossier)).at(-1)).toMatchObject({ kind: 'withdrawal', state: 'open' });
    await desk.does(leader, dossier, 'khong-dong-y-rut', { reason: 'Đã có dự thảo' });
    expect((await tasks(dossier)).at(-1)).toMatchObject({ kind: 'process', assignee: 'chuyenmon', state: 'open' });
    await desk.does(receptionist, dossier, 'de-nghi-rut', { reason: 'Vẫn muốn rút' });
    await desk.does(leader, dossier, 'dong-y-rut');
    expect((await view(dossier)).file.dossier.clock).toBe('ended');
    expect((await tasks(dossier)).filter((task) => task.state === 'open')).toEqual([]);
  });
});

describe('the control slip', () => {
  it('is of the generation of its day of receipt in form, number and name of the desk, whenever it is printed', async () => {
    desk.installation.at('2025-10-06T02:00:00.000Z');
    const slip = await controlSlip(desk.installation, { user: receptionist, dossierCode: code(92) });
    expect([slip.form.legalBasis, slip.issuer.desk]).toEqual([
      expect.stringContaining('TT 01/2018/TT-VPCP'),
      'Bộ phận Tiếp nhận và Trả kết quả',
    ]);
    desk.installation.at(MORNING);
  });
});

describe('the same form twice', () => {
  it('does the act once and gives the first answer', async () => {
    const dossier = code(11);
    desk.installation.at(MORNING);
    await desk.receive(dossier);
    await desk.does(leader, dossier, 'phan-cong', { assignee: 'chuyenmon' });
    await desk.does(specialist, dossier, 'du-thao');
    await desk.does(leader, dossier, 'phe-duyet');
    const input = {
      user: clerk,
      dossierCode: dossier,
      act: deskActBySlug('cho-so') as DeskAct,
      values: { notation: 'TB-UBND' },
      formKey: '11111111-1111-4111-8111-111111111111',
    };
    const answers = await Promise.all([1, 2, 3].map(() => performAct(desk.installation, input)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.documentNumber : 'refused')))).toEqual(
      new Set(['4/TB-UBND']),
    );
  });
});

it('leaves a chain of audit in which nothing is missing', async () => {
  const found = await within(desk.installation.store, 'all', verifyAudit);
  expect(found.faults).toEqual([]);
});
