/** The certification desk on a real database: numbers without gap, one line for two clicks, the report counts the lines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSampleCatalogue } from '../../../test/support/sample-catalogue.ts';
import type { Role } from '../../core/access/permissions.ts';
import type { RawLine } from '../../core/certification/line.ts';
import { HAPPENS_NOW } from '../../core/process/late-recording.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { within } from '../../store/scope.ts';
import { type TestInstallation, testInstallation } from '../installation.fixture.ts';
import { buildReport } from '../report/build-report.ts';
import type { SignedIn } from '../signed-in.ts';
import { correctLine } from './correct-line.ts';
import { certificationTotals, dayBook, feeWhileTyping, offeredKinds, revealIdentity, showLine } from './day-book.ts';
import { enterLine } from './enter-line.ts';
import { voidLine } from './void-line.ts';

const UNIT = 'phuoc-long';
const DAY = plainDate('2023-08-15');
/** 15/08/2023 09:00 in Vietnam, a Tuesday. */
const NOW = '2023-08-15T02:00:00.000Z';

const officer = (roles: readonly Role[], loginName = 'mot.cua', unitId = UNIT): SignedIn => ({
  accountId: '00000000-0000-4000-8000-000000000001',
  loginName,
  fullName: 'Lê Thị Một Cửa',
  position: '',
  unitId,
  roles,
});
const DESK = officer(['receptionist']);

const LINE: RawLine = {
  kind: 'copy',
  applicant: 'Nguyễn Văn Mẫu',
  identityNumber: '056304001880',
  documentName: 'Căn cước công dân',
  pages: '2',
  copies: '3',
  eCopy: false,
  payment: 'cash',
  signer: 'Trần Thị Ví Dụ, Phó Chủ tịch',
  note: '',
};

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation(NOW);
  await importSampleCatalogue(installation);
});
afterAll(() => installation.store.close());

const key = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

async function enter(change: Partial<RawLine> = {}, formKey?: string, user = DESK) {
  const result = await enterLine(installation, { user, raw: { ...LINE, ...change }, formKey });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
}

/** The row «Chứng thực» of II.06a of the running quarter, by its columns. */
async function certificationRow(): Promise<Record<string, number>> {
  const { model } = await buildReport(installation, { unitId: UNIT, period: '2023-Q3' });
  const form = model.forms.find(({ shortCode }) => shortCode === 'II.06a');
  const row = form?.parts[0]?.rows.find(({ label }) => label === 'Chứng thực');
  if (row === undefined) throw new Error('II.06a has no row «Chứng thực»');
  return Object.fromEntries(Object.entries(row.cells).map(([column, value]) => [column, Number(value)]));
}

describe('entering lines', () => {
  it('numbers each book from 1, gives each line its dossier, and adds to the report what it entered', async () => {
    const before = await certificationRow();
    const first = await enter();
    const second = await enter({ eCopy: true, payment: 'online' });
    const signature = await enter({ kind: 'signature', copies: '1' });
    expect([first, second, signature].map(({ book, number, year }) => [book, number, year])).toEqual([
      ['copy', 1, 2023],
      ['copy', 2, 2023],
      ['signature', 1, 2023],
    ]);
    // 2 pages: 4.000 đ a copy, three copies.
    expect([first.fee, second.fee, signature.fee]).toEqual([12_000, 12_000, 10_000]);
    expect([first.eCopyNumber, second.eCopyNumber]).toEqual([null, 1]);
    expect(new Set([first, second, signature].map(({ dossierCode }) => dossierCode)).size).toBe(3);
    const after = await certificationRow();
    // (3) received in all, (5) at the counter, (7) resolved, (8) of which early.
    const grown = Object.fromEntries(Object.keys(after).map((c) => [c, (after[c] ?? 0) - (before[c] ?? 0)]));
    expect(grown).toMatchObject({ '3': 3, '5': 3, '7': 3, '8': 3 });
  });

  it('answers two posts of one form with one line, and a third one is another form', async () => {
    const [a, b] = await Promise.all([enter({}, key(1)), enter({}, key(1))]);
    expect(b?.number).toBe(a?.number);
    expect((await enter({}, key(2))).number).toBe((a?.number ?? 0) + 1);
  });

  it('takes what was certified earlier while no later number was given, and refuses it afterwards', async () => {
    const late = (actualTime: string, change: Partial<RawLine> = {}) =>
      enterLine(installation, {
        user: DESK,
        raw: { ...LINE, ...change },
        actual: { ...HAPPENS_NOW, actualDate: '14/08/2023', actualTime, actualReason: 'Mất điện' },
      });
    const kinds = offeredKinds().filter(({ book }) => book === 'contract');
    const change = { kind: kinds[0]?.key ?? '', copies: '1', pages: '1' };
    const first = await late('15:00', change);
    expect(first.ok ? [first.entry.number, first.entry.enteredOn, first.entry.dossierCode] : first).toEqual([
      1,
      '2023-08-14',
      '000.18.22.H32-230814-0001',
    ]);
    const second = await late('15:00', change);
    expect(second.ok ? second.entry.number : second).toBe(2);
    const before = await late('14:59', change);
    expect(before.ok ? '' : before.errors['actualTime']).toContain('số tiếp theo không thể mang thời điểm trước đó');
    // Another book has an order of its own, and a correction keeps day and reason.
    if (!first.ok) return;
    const corrected = await correctLine(installation, {
      user: DESK,
      line: first.entry,
      seenVersion: 1,
      raw: { ...LINE, ...change, documentName: 'Hợp đồng khác' },
      reason: 'Sai tên giấy tờ',
    });
    expect(corrected.ok ? corrected.entry.enteredOn : corrected).toBe('2023-08-14');
  });

  it('gives twelve officers at once twelve numbers in a row', async () => {
    const last = (await enter()).number;
    const entries = await Promise.all(Array.from({ length: 12 }, () => enter()));
    expect(entries.map(({ number }) => number).sort((x, y) => x - y)).toEqual(
      Array.from({ length: 12 }, (_, index) => last + 1 + index),
    );
  });

  it('leaves no gap behind a refused line, and writes nothing of it', async () => {
    const last = (await enter()).number;
    const refused = await enterLine(installation, { user: DESK, raw: { ...LINE, pages: '0', applicant: '' } });
    expect(refused).toMatchObject({ ok: false, errors: { pages: expect.any(String), applicant: expect.any(String) } });
    expect((await enter()).number).toBe(last + 1);
  });

  it('begins again at 1 in a new year', async () => {
    installation.at('2024-01-02T02:00:00.000Z');
    expect(await enter()).toMatchObject({ number: 1, year: 2024 });
    installation.at(NOW);
  });

  it('takes the whole number of a known applicant in place of the masked one, never of another name', async () => {
    const first = await enter({ identityNumber: '001099000123' });
    const sameAs = { book: first.book, year: first.year, number: first.number };
    const raw = { ...LINE, identityNumber: '001***123' };
    const again = await enterLine(installation, { user: DESK, raw, sameAs });
    expect(again).toMatchObject({ ok: true, entry: { identityNumber: '001099000123' } });
    const other = await enterLine(installation, { user: DESK, raw: { ...raw, applicant: 'Người Khác' }, sameAs });
    expect(other).toMatchObject({ ok: false, errors: { identityNumber: expect.any(String) } });
    expect(await enterLine(installation, { user: DESK, raw })).toMatchObject({ ok: false });
  });

  it.each([['cashier'], ['leader'], ['unitAdministrator']] as const)('is not for a %s', async (role) => {
    await expect(enterLine(installation, { user: officer([role]), raw: LINE })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is refused where the unit does not have the procedure', async () => {
    const result = await enterLine(installation, { user: officer(['receptionist'], 'khac', 'nha-trang'), raw: LINE });
    expect(result).toMatchObject({ ok: false });
    const { rows } = await installation.store.withOwner((owner) =>
      owner.query("select count(*)::int as n from certification_entry where home_unit_id = 'nha-trang'"),
    );
    expect(rows[0].n).toBe(0);
  });
});

describe('a line entered wrongly', () => {
  it('is corrected as a next version, with its fee in the report, number and dossier kept', async () => {
    const entry = await enter({ pages: '1', copies: '1' });
    const line = { book: entry.book, year: entry.year, number: entry.number };
    const before = await certificationRow();
    const result = await correctLine(installation, {
      user: DESK,
      line,
      seenVersion: 1,
      raw: { ...LINE, pages: '3', copies: '2', eCopy: true },
      reason: 'Đếm nhầm trang',
    });
    expect(result).toMatchObject({
      ok: true,
      entry: { version: 2, number: entry.number, dossierCode: entry.dossierCode, fee: 10_000, eCopy: true },
    });
    expect(await certificationRow()).toEqual(before);
    const shown = await showLine(installation, { user: DESK, line });
    expect(shown.versions.map(({ version, reason, entry: of }) => [version, reason, of.fee])).toEqual([
      [1, '', 2000],
      [2, 'Đếm nhầm trang', 10_000],
    ]);
    const facts = await within(installation.store, [UNIT], (client) =>
      client.query('select fee_due, certified_e_copy from dossier_fact where dossier_code = $1', [entry.dossierCode]),
    );
    expect({ ...facts.rows[0], fee_due: Number(facts.rows[0].fee_due) }).toEqual({
      fee_due: 10_000,
      certified_e_copy: true,
    });
  });

  it('is not corrected from a page that somebody else has overtaken, without a reason, or into another book', async () => {
    const entry = await enter();
    const line = { book: entry.book, year: entry.year, number: entry.number };
    const correct = (change: object) =>
      correctLine(installation, { user: DESK, line, seenVersion: 1, raw: LINE, reason: 'Nhầm', ...change });
    expect(await correct({ seenVersion: 0 })).toMatchObject({
      ok: false,
      errors: { '': expect.stringContaining('vừa sửa') },
    });
    expect(await correct({ reason: ' ' })).toMatchObject({ ok: false, errors: { reason: expect.any(String) } });
    expect(await correct({ raw: { ...LINE, kind: 'signature' } })).toMatchObject({
      ok: false,
      errors: { kind: expect.any(String) },
    });
    expect((await showLine(installation, { user: DESK, line })).versions).toHaveLength(1);
  });

  it('is voided with its reason: no result any more, the fee paid back, the number never given again', async () => {
    const entry = await enter({ eCopy: true });
    const line = { book: entry.book, year: entry.year, number: entry.number };
    const before = await certificationRow();
    const day = async () =>
      (await dayBook(installation, { user: DESK, day: DAY, order: 'latest' })).totals.find((t) => t.book === 'copy');
    const money = await day();
    expect(await voidLine(installation, { user: DESK, line, reason: 'Vào sổ hai lần' })).toMatchObject({ ok: true });
    const after = await certificationRow();
    expect([after['3'], after['7']]).toEqual([before['3'], (before['7'] ?? 0) - 1]);
    expect(await day()).toMatchObject({
      lines: money?.lines,
      voided: (money?.voided ?? 0) + 1,
      fee: (money?.fee ?? 0) - 12_000,
      eCopies: (money?.eCopies ?? 0) - 1,
    });
    const { rows } = await within(installation.store, [UNIT], (client) =>
      client.query('select payment_state, business_state, hand_over_state from dossier where dossier_code = $1', [
        entry.dossierCode,
      ]),
    );
    expect(rows[0]).toEqual({
      payment_state: 'refunded',
      business_state: 'withdrawn',
      hand_over_state: 'notHandedOver',
    });
    expect((await enter({ eCopy: true })).eCopyNumber).toBe((entry.eCopyNumber ?? 0) + 1);
    expect(await voidLine(installation, { user: DESK, line, reason: 'Lần nữa' })).toMatchObject({ ok: false });
    expect(await correctLine(installation, { user: DESK, line, seenVersion: 2, raw: LINE, reason: 'x' })).toMatchObject(
      { ok: false },
    );
  });
});

describe('the day', () => {
  it('adds up to its lines, whatever was corrected and voided', async () => {
    const { entries, totals } = await dayBook(installation, { user: DESK, day: DAY, order: 'number' });
    for (const of of totals) {
      const standing = entries.filter(({ book, voidReason }) => book === of.book && voidReason === '');
      expect(of.fee).toBe(standing.reduce((sum, { fee }) => sum + fee, 0));
      expect(of.copies).toBe(standing.reduce((sum, { copies }) => sum + copies, 0));
      const numbers = entries.filter(({ book }) => book === of.book).map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
    expect(totals.length).toBeGreaterThan(1);
    const months = await certificationTotals(installation, { user: DESK, from: DAY, through: DAY });
    expect(months).toEqual(totals);
  });

  it('shows nothing of another unit', async () => {
    const foreign = officer(['receptionist'], 'khac', 'nha-trang');
    expect((await dayBook(installation, { user: foreign, day: DAY, order: 'latest' })).entries).toEqual([]);
    await expect(
      showLine(installation, { user: foreign, line: { book: 'copy', year: 2023, number: 1 } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('unmasks a number for those who may, and writes it down', async () => {
    const entry = await enter({ identityNumber: '001099000123' });
    const line = { book: entry.book, year: entry.year, number: entry.number };
    expect(await revealIdentity(installation, { user: DESK, line })).toBe('001099000123');
    await expect(revealIdentity(installation, { user: officer(['clerk']), line })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const { rows } = await installation.store.withOwner((owner) =>
      owner.query("select count(*)::int as n from audit_entry where act = 'person.viewUnmasked'"),
    );
    expect(rows[0].n).toBe(1);
  });

  it('says the fee while it is typed', () => {
    const fee = (kind: string, pages: string, copies: string) =>
      feeWhileTyping(installation, { kind, pages, copies, payment: 'cash' }).fee;
    expect([
      fee('copy', '3', '2'),
      fee('signature', '', '2'),
      fee('copy', '', '2'),
      fee('copy', '3', 'x'),
      fee('', '1', '1'),
    ]).toEqual([10_000, 20_000, null, null, null]);
  });
});
