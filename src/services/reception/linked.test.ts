import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cautions } from '../../core/process/availability.ts';
import { type DeskAct, deskActBySlug } from '../../core/process/desk-acts.ts';
import type { ReceiptSlip } from '../../core/reception/slip.ts';
import { buildReport } from '../report/build-report.ts';
import { viewDossier } from '../work/view-dossier.ts';
import { type Desk, filledBy, formKey, openDesk, RECEPTIONIST, UNIT } from './desk.testkit.ts';
import { loadReceived } from './load-receipt.ts';
import { receiveDossier } from './receive-dossier.ts';

describe('linked applications and vertical agencies', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  const receive = async (n: number, procedureCode: string) => {
    const answer = await receiveDossier(desk, desk.random, {
      user: RECEPTIONIST,
      formKey: formKey(n),
      raw: filledBy(n, { procedureCode }),
      receivedAt: '2023-09-05T09:00',
      acceptMissing: true,
      separate: false,
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    return answer;
  };
  /** Column (3), received in all, by sector; and the total. */
  const receivedBySector = async (): Promise<Record<string, unknown>> => {
    const { model } = await buildReport(desk, { unitId: UNIT, period: '2023-Q3' });
    const part = model.forms.find((form) => form.shortCode === 'II.06a')?.parts[0];
    return Object.fromEntries([
      ...(part?.rows ?? []).map((row) => [row.label, row.cells['3']]),
      ['total', part?.total?.cells['3']],
    ]);
  };

  it('make one dossier with one part for each authority, each with its own due instant', async () => {
    const answer = await receive(1, '9.000006');
    expect(answer.dossierCode).toBe('000.18.22.H32-230905-0001');
    expect(answer.childCodes).toEqual([2, 3, 4].map((n) => `000.18.22.H32-230905-000${n}`));
    const parent = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: answer.dossierCode });
    // Tuesday 5/9 and four working days: Monday 11/9. The third authority's nine days may not go beyond it.
    expect(parent?.dueAt).toBe('2023-09-11T17:00');
    expect(parent?.children.map(({ authority, dueAt }) => [authority, dueAt])).toEqual([
      ['Tư pháp mẫu', '2023-09-06T17:00'],
      ['Công an mẫu', '2023-09-07T17:00'],
      ['Bảo hiểm mẫu', '2023-09-11T17:00'],
    ]);
    expect((parent?.slips[0] as ReceiptSlip).parts).toHaveLength(3);
    const again = await receive(1, '9.000006');
    expect(again).toEqual({ ...answer, repeated: true });
  });

  it('name on each part whose it is and who has it, and on the whole every part with its date', async () => {
    const whole = await viewDossier(desk, { user: RECEPTIONIST, dossierCode: '000.18.22.H32-230905-0001' });
    expect(whole.linked).toMatchObject([
      { relation: 'child', authority: 'Tư pháp mẫu', dueAt: '2023-09-06T17:00' },
      { relation: 'child', authority: 'Công an mẫu', dueAt: '2023-09-07T17:00' },
      { relation: 'child', authority: 'Bảo hiểm mẫu', dueAt: '2023-09-11T17:00' },
    ]);
    const issue = deskActBySlug('phat-hanh') as DeskAct;
    expect(cautions(whole.file.context, issue, whole.linked).join(' ')).toContain(
      'Còn 3 phần của hồ sơ liên thông chưa có kết quả: Tư pháp mẫu: ',
    );
    const part = await viewDossier(desk, { user: RECEPTIONIST, dossierCode: '000.18.22.H32-230905-0003' });
    expect(cautions(part.file.context, issue, part.linked)).toEqual([]);
    expect(part.people).toEqual(whole.people);
    expect(part.people).toHaveLength(1);
    expect(part.reception).toMatchObject({ authority: 'Công an mẫu' });
    expect(part.linked).toMatchObject([{ relation: 'parent', dossierCode: whole.file.dossierCode }]);
  });

  it('are counted once, and a vertical agency’s not at all', async () => {
    const before = await receivedBySector();
    expect(before).toMatchObject({ 'Liên thông các TTHC': 1, total: 1 });
    await receive(2, '9.000006');
    await receive(3, '9.000007');
    await receive(4, '9.000001');
    expect(await receivedBySector()).toMatchObject({ 'Liên thông các TTHC': 2, 'Hộ tịch': 1, total: 3 });
    const { model } = await buildReport(desk, { unitId: UNIT, period: '2023-Q3' });
    // Two linked applications have parts of the police and of social insurance; those came in with the whole.
    const figure = (id: string): unknown => model.indicators.find((indicator) => indicator.id === id)?.value;
    expect([figure('dossiers.linked'), figure('dossiers.verticalAgency')]).toEqual([2, 1]);
    const police = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: '000.18.22.H32-230905-0009' });
    expect(police).toMatchObject({ reception: { procedureCode: '9.000007' }, businessState: 'received' });
  });
});
