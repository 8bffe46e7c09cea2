/** People of the directory corrected, joined, separated (đính chính, ghép, tách người nộp), on the real engine. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSampleCatalogue } from '../../../test/support/sample-catalogue.ts';
import type { RawPerson } from '../../core/reception/applicant.ts';
import { NOBODY } from '../../core/reception/nobody.testkit.ts';
import { listPeopleOf } from '../../store/dossier-people.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { within } from '../../store/scope.ts';
import { correctLine } from '../certification/correct-line.ts';
import { showLine } from '../certification/day-book.ts';
import { enterLine } from '../certification/enter-line.ts';
import { viewPaper } from '../digitisation/open-scan.ts';
import { addPaper } from '../digitisation/record-paper.ts';
import { pdfUpload } from '../digitisation/scan.fixture.ts';
import { tableCounts } from '../installation.fixture.ts';
import { acceptOnline } from '../reception/answer-online.ts';
import { CLERK, type Desk, filled, formKey, officer, openDesk, RECEPTIONIST, UNIT } from '../reception/desk.testkit.ts';
import { findPeople } from '../reception/find-people.ts';
import { loadReceived } from '../reception/load-receipt.ts';
import { receiveDossier } from '../reception/receive-dossier.ts';
import { submitOnline } from '../reception/submit-online.ts';
import { searchDossiers } from '../search/search-dossiers.ts';
import { viewDossier } from '../work/view-dossier.ts';
import { correctPerson } from './correct-person.ts';
import { joinPeople, separatePerson } from './join-people.ts';
import { takeOverClaim, viewClaim } from './online-claim.ts';
import { viewPerson } from './view-person.ts';

let desk: Desk;
let key = 0;
beforeAll(async () => {
  desk = await openDesk('2023-09-05T09:00');
});
afterAll(() => desk.close());

const WRONG = '056199001234';
const RIGHT = '056199001243';

async function receive(person: Partial<RawPerson>, more: { correctsId?: string; personId?: string } = {}) {
  key += 1;
  const raw = filled();
  const answer = await receiveDossier(desk, desk.random, {
    user: RECEPTIONIST,
    formKey: formKey(key),
    raw: { ...raw, ...more, person: { ...raw.person, ...person } },
    receivedAt: '2023-09-05T09:00',
    acceptMissing: false,
    separate: true,
  });
  if (!answer.ok) return { ...answer, dossierCode: '', personId: '' };
  const summary = await loadReceived(desk, { user: RECEPTIONIST, dossierCode: answer.dossierCode });
  return { ...answer, personId: summary?.reception.personId ?? '' };
}
const correct = (personId: string, raw: Partial<RawPerson>, reason = 'Nhập nhầm hai số cuối', user = RECEPTIONIST) =>
  correctPerson(desk, { user, personId, raw: { ...NOBODY, ...raw }, reason, formKey: undefined });
const found = async (query: string) => findPeople(desk, { user: RECEPTIONIST, query });
const peopleCount = async (): Promise<number> => (await tableCounts(desk.store))['person'] ?? 0;
const applicantOf = (code: string) =>
  within(desk.store, [UNIT], async (client) => (await listPeopleOf(client, UNIT, dossierIdOf(UNIT, code)))[0]);
const foundBySearch = async (query: string): Promise<string[]> =>
  (await searchDossiers(desk, { actor: RECEPTIONIST, text: query })).hits.map((hit) => hit.dossierCode);

describe('đính chính', () => {
  let first: Awaited<ReturnType<typeof receive>>;
  let second: Awaited<ReturnType<typeof receive>>;

  it('keeps one entry, takes its dossiers along, keeps the slip and the old number', async () => {
    first = await receive({ identityNumber: WRONG });
    second = await receive({}, { personId: first.personId });
    const people = await peopleCount();
    const answer = await correct(first.personId, { identityNumber: '056 199 001 243', phone: '0909999888' });
    expect(answer).toEqual({ ok: true, fields: ['identityNumber', 'phone'], dossiers: 2 });
    expect(await peopleCount()).toBe(people);
    for (const code of [first.dossierCode, second.dossierCode]) {
      expect(await applicantOf(code)).toMatchObject({
        identityNumber: RIGHT,
        phone: '0909999888',
        fullName: 'Lê Thị Mẫu Hoà',
      });
      const slip = (await loadReceived(desk, { user: RECEPTIONIST, dossierCode: code }))?.slips[0];
      expect(slip?.kind === 'receipt' ? slip.person.phone : '').toBe('0901234567');
    }
    expect(await found(RIGHT)).toMatchObject({ exact: true, former: false, people: [{ personId: first.personId }] });
    // The old number leads to the person, but is not taken for the person without asking.
    expect(await found(WRONG)).toMatchObject({ exact: false, former: true, people: [{ personId: first.personId }] });
    expect((await foundBySearch(RIGHT)).sort()).toEqual([first.dossierCode, second.dossierCode]);
    const view = await viewPerson(desk, { user: RECEPTIONIST, personId: first.personId });
    expect(view.formerNumbers).toEqual(['056***234']);
    expect(view.dossiers.map((dossier) => dossier.dossierCode).sort()).toEqual([first.dossierCode, second.dossierCode]);
    expect(view.changes).toEqual([
      {
        kind: 'corrected',
        details: ['Số giấy tờ: 056***234 → 056***243', 'Điện thoại: 090***567 → 090***888'],
        reason: 'Nhập nhầm hai số cuối',
        actorName: RECEPTIONIST.fullName,
        recordedAt: '2023-09-05T09:00',
      },
    ]);
    expect((await viewDossier(desk, { user: RECEPTIONIST, dossierCode: first.dossierCode })).personId).toBe(
      first.personId,
    );
  });

  it('somebody who really bears the old number is somebody else', async () => {
    const other = await receive({ identityNumber: WRONG, fullName: 'Phạm Văn Khác', phone: '0911222333' });
    expect(other.personId).not.toBe(first.personId);
    expect(await found(WRONG)).toMatchObject({ exact: true, former: false, people: [{ personId: other.personId }] });
    expect((await applicantOf(first.dossierCode))?.identityNumber).toBe(RIGHT);
  });

  it('is refused with everything that is wrong, for a number of somebody else with an offer, and without permission', async () => {
    const before = await tableCounts(desk.store);
    const bad = await correct(first.personId, { identityNumber: '0561', phone: '12' }, '');
    expect(bad.ok ? [] : Object.keys(bad.errors).sort()).toEqual(['identityNumber', 'phone', 'reason']);
    const nothing = await correct(first.personId, { phone: '0909 999 888' });
    expect(nothing.ok ? '' : nothing.errors['']).toContain('Chưa có gì khác');
    const taken = await correct(first.personId, { identityNumber: WRONG });
    expect(taken).toMatchObject({ ok: false, taken: { fullName: 'Phạm Văn Khác' } });
    await expect(correct(first.personId, { phone: '0909999777' }, 'x', CLERK)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const elsewhere = officer('noi.khac', ['receptionist'], 'vinh-truong');
    await expect(correct(first.personId, { phone: '0909999777' }, 'x', elsewhere)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await tableCounts(desk.store)).toEqual(before);
  });

  it('at reception, too: the opened entry is corrected, no second one is made', async () => {
    const people = await peopleCount();
    const third = await receive({ identityNumber: '056199001299' }, { correctsId: first.personId });
    expect(third.personId).toBe(first.personId);
    expect(await peopleCount()).toBe(people);
    expect((await applicantOf(second.dossierCode))?.identityNumber).toBe('056199001299');
    const view = await viewPerson(desk, { user: RECEPTIONIST, personId: first.personId });
    expect(view.changes[0]?.reason).toBe('Sửa khi tiếp nhận hồ sơ');
    const refused = await receive({ identityNumber: WRONG }, { correctsId: first.personId });
    expect(refused.ok ? '' : refused.errors['identityNumber']).toContain('ghép hai mục');
  });
});

describe('ghép và tách', () => {
  it('lists the dossiers of both under the one that stays, and gives them back', async () => {
    const one = await receive({ identityNumber: '056199002001', fullName: 'Trần Thị Ghép', phone: '0911000001' });
    const into = await receive({ identityNumber: '056199002002', fullName: 'Trần Thị Ghép', phone: '0911000001' });
    const before = await tableCounts(desk.store);
    await joinPeople(desk, {
      user: RECEPTIONIST,
      personId: one.personId,
      intoId: into.personId,
      reason: 'Cùng một người',
    });
    const after = await tableCounts(desk.store);
    expect(after['person']).toBe(before['person']);
    const joined = await viewPerson(desk, { user: RECEPTIONIST, personId: one.personId });
    expect(joined.person.personId).toBe(into.personId);
    expect(joined.joined.map((other) => other.personId)).toEqual([one.personId]);
    expect(joined.dossiers.map((dossier) => dossier.dossierCode).sort()).toEqual([one.dossierCode, into.dossierCode]);
    expect(joined.changes.map(({ kind, details }) => [kind, details])).toEqual([['joined', ['Trần Thị Ghép']]]);
    // Found once, by either number; whoever comes with the first number is received under the one that stays.
    expect((await found('056199002001')).people.map((person) => person.personId)).toEqual([into.personId]);
    expect((await found('tran thi ghep')).people.map((person) => person.personId)).toEqual([into.personId]);
    const again = await receive({ identityNumber: '056199002001', fullName: 'Trần Thị Ghép', phone: '0911000009' });
    expect(again.personId).toBe(into.personId);
    await separatePerson(desk, { user: RECEPTIONIST, personId: one.personId, reason: 'Hai người trùng tên' });
    const apart = await viewPerson(desk, { user: RECEPTIONIST, personId: one.personId });
    expect(apart.person.personId).toBe(one.personId);
    expect(apart.person.phone).toBe('091***001');
    expect(apart.changes.map(({ kind }) => kind)).toEqual(['separated', 'joined']);
    expect((await found('056199002001')).people.map((person) => person.personId)).toEqual([one.personId]);
    await expect(
      separatePerson(desk, { user: RECEPTIONIST, personId: one.personId, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'NOT_JOINED' });
  });

  it('never goes in a circle', async () => {
    const [a, b, c] = [
      await receive({ identityNumber: '056199003001', fullName: 'Vũ Thị Vòng' }),
      await receive({ identityNumber: '056199003002', fullName: 'Vũ Thị Vòng' }),
      await receive({ identityNumber: '056199003003', fullName: 'Vũ Thị Vòng' }),
    ];
    const join = (from: string, to: string) =>
      joinPeople(desk, { user: RECEPTIONIST, personId: from, intoId: to, reason: 'Cùng một người' });
    await join(a.personId, b.personId);
    await join(b.personId, c.personId);
    expect(await join(c.personId, a.personId)).toEqual({ personId: c.personId });
    const view = await viewPerson(desk, { user: RECEPTIONIST, personId: a.personId });
    expect([view.person.personId, view.joined.length, view.dossiers.length]).toEqual([c.personId, 2, 3]);
  });
});

describe('khai lại ở quầy', () => {
  it('changes the entry with its history, and no dossier that was received before', async () => {
    const before = { identityNumber: '056199006101', fullName: 'Hồ Thị Quầy', phone: '0911000611' };
    const first = await receive(before);
    const again = await receive({ ...before, phone: '0911000612' });
    expect(again.personId).toBe(first.personId);
    const { person, changes } = await viewPerson(desk, { user: RECEPTIONIST, personId: first.personId });
    expect(person.phone).toBe('091***612');
    expect(changes).toMatchObject([{ reason: 'Khai lại khi tiếp nhận hồ sơ' }]);
    expect((await applicantOf(first.dossierCode))?.phone).toBe('0911000611');
    expect((await applicantOf(again.dossierCode))?.phone).toBe('0911000612');
    // The same said as a correction goes through both.
    await correct(first.personId, { phone: '0911000613' });
    expect((await applicantOf(first.dossierCode))?.phone).toBe('0911000613');
    expect((await applicantOf(again.dossierCode))?.phone).toBe('0911000613');
  });
});

describe('khai khác với danh bạ', () => {
  it('what is typed online leaves the directory as it is, until an officer takes it over with its history', async () => {
    const known = await receive({ identityNumber: '056199006001', fullName: 'Hồ Thị Khai', phone: '0911000601' });
    const submit = async (phone: string, email: string) => {
      key += 1;
      const raw = filled();
      const person = { ...raw.person, identityNumber: '056199006001', fullName: 'Hồ Thị Khải', phone, email };
      const answer = await submitOnline(desk, desk.random, {
        unitId: UNIT,
        reference: formKey(key),
        actor: 'portal',
        raw: { ...raw, person },
      });
      if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
      return answer.dossierCode;
    };
    const view = () => viewPerson(desk, { user: RECEPTIONIST, personId: known.personId });
    const claim = (dossierCode: string) => viewClaim(desk, { user: RECEPTIONIST, dossierCode });
    const take = (dossierCode: string, user = RECEPTIONIST) =>
      takeOverClaim(desk, { user, dossierCode, formKey: undefined });
    const people = await peopleCount();
    const code = await submit('0911000602', '');
    expect(await peopleCount()).toBe(people);
    expect((await view()).person).toMatchObject({ fullName: 'Hồ Thị Khai', phone: '091***601' });
    expect((await view()).changes).toEqual([]);
    expect((await applicantOf(code))?.fullName).toBe('Hồ Thị Khải');
    expect(await claim(code)).toEqual({
      personId: known.personId,
      details: ['Họ và tên, tên tổ chức: Hồ Thị Khai → Hồ Thị Khải', 'Điện thoại: 091***601 → 091***602'],
    });
    expect(await claim(known.dossierCode)).toBeNull();
    await expect(take(code, CLERK)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await take(code)).toEqual({ ok: true });
    expect((await view()).person).toMatchObject({ fullName: 'Hồ Thị Khải', phone: '091***602' });
    expect((await view()).changes).toMatchObject([{ reason: `Theo bản khai trực tuyến, hồ sơ ${code}` }]);
    expect((await applicantOf(known.dossierCode))?.phone).toBe('0911000602');
    expect(await claim(code)).toBeNull();
    expect(await take(code)).toMatchObject({ ok: false });
    // Left alone: received as it was filed, the directory as it was; afterwards it is no longer taken over here.
    const left = await submit('0911000603', '');
    expect((await acceptOnline(desk, { user: RECEPTIONIST, dossierCode: left, formKey: undefined })).ok).toBe(true);
    expect((await view()).person.phone).toBe('091***602');
    expect((await applicantOf(left))?.phone).toBe('0911000603');
    expect(await take(left)).toMatchObject({ ok: false });
  });
});

describe('đính chính và sổ chứng thực', () => {
  it('the book keeps what was written and says whom the dossier names since; papers follow; pages do not bring it back', async () => {
    const someone = await receive({ identityNumber: '056199005001', fullName: 'Cao Thị Sổ' });
    await importSampleCatalogue(desk);
    const raw = {
      kind: 'copy',
      documentName: 'Học bạ',
      applicant: 'Cao Thị Sổ',
      identityNumber: '056199005001',
      pages: '1',
      copies: '1',
      eCopy: false,
      payment: 'cash',
      signer: 'Trần Văn Ví Dụ',
      note: '',
    };
    const entered = await enterLine(desk, { user: RECEPTIONIST, raw });
    if (!entered.ok) throw new Error(JSON.stringify(entered.errors));
    const line = entered.entry;
    const added = await addPaper(desk, desk.random, {
      user: RECEPTIONIST,
      dossierCode: line.dossierCode,
      raw: {
        kind: 'component',
        name: 'Học bạ',
        form: 'original',
        documentNumber: '',
        issuedOn: undefined,
        validThrough: undefined,
        requiredPaper: '',
        scan: 'upload',
        attachedFile: '',
        elsewhere: '',
      },
      upload: pdfUpload('học bạ'),
    });
    if (!added.ok) throw new Error(JSON.stringify(added.errors));
    const { paperId } = added.paper;
    const paper = async () => (await viewPaper(desk, { user: RECEPTIONIST, paperId })).paper;
    const show = () => showLine(desk, { user: RECEPTIONIST, line });
    expect((await show()).since).toBeNull();
    await correct(someone.personId, { fullName: 'Cao Thị Sỡ', identityNumber: '056199005002', phone: '0911555666' });
    const since = { fullName: 'Cao Thị Sỡ', identityNumber: '056199005002' };
    expect(await show()).toMatchObject({ entry: { applicant: 'Cao Thị Sổ', version: 1 }, since });
    const followed = { version: 2, applicant: 'Cao Thị Sỡ', identityNumber: '056199005002' };
    expect(await paper()).toMatchObject(followed);
    const fix = (seenVersion: number, change: object) =>
      correctLine(desk, { user: RECEPTIONIST, line, seenVersion, raw: { ...raw, ...change }, reason: 'Nhầm' });
    expect((await fix(1, { pages: '2' })).ok).toBe(true);
    expect(await show()).toMatchObject({ entry: { applicant: 'Cao Thị Sổ', version: 2 }, since });
    expect((await fix(2, { applicant: 'Cao Thị Sỡ', identityNumber: '056199005002' })).ok).toBe(true);
    expect((await show()).since).toBeNull();
    expect(await paper()).toMatchObject(followed);
    expect((await applicantOf(line.dossierCode))?.phone).toBe('0911555666');
  });
});
