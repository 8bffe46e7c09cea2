/** Digitisation on a real database: states, search without marks, an earlier result used again while it is valid. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSampleCatalogue } from '../../../test/support/sample-catalogue.ts';
import type { Role } from '../../core/access/permissions.ts';
import type { RawDigitisation } from '../../core/digitisation/paper.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { within } from '../../store/scope.ts';
import { correctLine } from '../certification/correct-line.ts';
import { enterLine } from '../certification/enter-line.ts';
import { type TestInstallation, testInstallation } from '../installation.fixture.ts';
import { systemRandom } from '../random.ts';
import type { SignedIn } from '../signed-in.ts';
import { attachScan, voidPaper } from './change-paper.ts';
import { findPapers, papersOf } from './find-papers.ts';
import { viewPaper } from './open-scan.ts';
import { addPaper, reusePaper } from './record-paper.ts';
import { pdfUpload } from './scan.fixture.ts';

const UNIT = 'phuoc-long';
const officer = (roles: readonly Role[], unitId = UNIT): SignedIn => ({
  accountId: '00000000-0000-4000-8000-000000000001',
  loginName: 'mot.cua',
  fullName: 'Lê Thị Một Cửa',
  position: '',
  unitId,
  roles,
});
const DESK = officer(['receptionist']);
const PAPER: RawDigitisation = {
  kind: 'component',
  name: 'Giấy khai sinh',
  form: 'original',
  documentNumber: '12/2001',
  issuedOn: undefined,
  validThrough: undefined,
  requiredPaper: '',
  scan: 'upload',
  attachedFile: '',
  elsewhere: '',
};

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation('2023-08-15T02:00:00.000Z');
  await importSampleCatalogue(installation);
});
afterAll(() => installation.store.close());

const LINE = {
  kind: 'copy',
  documentName: 'Học bạ',
  pages: '1',
  copies: '1',
  eCopy: false,
  payment: 'cash',
  signer: 'Trần Văn Ví Dụ',
  note: '',
};

/** A dossier of somebody. */
async function dossierOf(applicant: string, identityNumber: string): Promise<string> {
  const result = await enterLine(installation, {
    user: DESK,
    raw: { ...LINE, applicant, identityNumber },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry.dossierCode;
}

async function add(dossierCode: string, change: Partial<RawDigitisation> = {}) {
  const raw = { ...PAPER, ...change };
  const upload = raw.scan === 'upload' ? pdfUpload(`${dossierCode} ${raw.name}`) : undefined;
  const result = await addPaper(installation, systemRandom, { user: DESK, dossierCode, raw, upload });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.paper;
}
const find = async (text: string) =>
  (await findPapers(installation, { user: DESK, text, kind: undefined, state: undefined, page: 1 })).papers.map(
    (paper) => paper.name,
  );
const resultDigitised = async (dossierCode: string): Promise<boolean> =>
  within(installation.store, [UNIT], async (client) => {
    const { rows } = await client.query('select result_digitised from dossier_fact where dossier_code = $1', [
      dossierCode,
    ]);
    return rows[0].result_digitised;
  });

describe('papers of a dossier', () => {
  it('tell the report of a digital result, never of a component, and once', async () => {
    const code = await dossierOf('Đỗ Thị Hoà', '056304000001');
    await add(code);
    expect(await resultDigitised(code)).toBe(false);
    const listed = await add(code, { kind: 'result', name: 'Bản sao chứng thực', scan: 'none' });
    expect(await resultDigitised(code)).toBe(false);
    const digitise = () =>
      attachScan(installation, systemRandom, {
        user: DESK,
        paperId: listed.paperId,
        seenVersion: 1,
        upload: pdfUpload('bản sao'),
      });
    expect(await digitise()).toMatchObject({ ok: true, paper: { state: 'digitised', version: 2 } });
    expect(await resultDigitised(code)).toBe(true);
    await add(code, { kind: 'result', name: 'Phụ lục' });
    const { rows } = await installation.store.withOwner((owner) =>
      owner.query(
        "select count(*)::int as n from dossier_event e join dossier d using (home_unit_id, dossier_id) where act = 'digitiseResult' and dossier_code = $1",
        [code],
      ),
    );
    expect(rows[0].n).toBe(1);
    expect(await digitise()).toMatchObject({ ok: false });
  });

  it('stay told when the line of the certification book is corrected, which tells its dossier again', async () => {
    const code = await dossierOf('Đỗ Thị Hoà', '056304000007');
    await add(code, { kind: 'result', name: 'Bản sao' });
    const { rows } = await installation.store.withOwner((owner) =>
      owner.query('select book, year, number, version from certification_entry where dossier_code = $1', [code]),
    );
    const corrected = await correctLine(installation, {
      user: DESK,
      line: { book: rows[0].book, year: rows[0].year, number: rows[0].number },
      seenVersion: rows[0].version,
      raw: { ...LINE, applicant: 'Đỗ Thị Hòa', identityNumber: '056304000007' },
      reason: 'Sai tên',
    });
    expect(corrected.ok).toBe(true);
    expect(await resultDigitised(code)).toBe(true);
  });

  it('follow the applicant that the book corrects, as their next version, found by the new name alone', async () => {
    const code = await dossierOf('Đinh Thị Quyên', '056304000017');
    const paper = await add(code, { name: 'Giấy xác nhận cũ' });
    const voided = await add(code, { name: 'Giấy đã hủy' });
    await voidPaper(installation, { user: DESK, paperId: voided.paperId, seenVersion: 1, reason: 'Quét nhầm' });
    const { rows } = await installation.store.withOwner((owner) =>
      owner.query('select book, year, number from certification_entry where dossier_code = $1', [code]),
    );
    const correct = (seenVersion: number, change: object) =>
      correctLine(installation, {
        user: DESK,
        line: rows[0],
        seenVersion,
        raw: { ...LINE, applicant: 'Đinh Thị Duyên', identityNumber: '056304000018', ...change },
        reason: 'Sai tên và số',
      });
    expect((await correct(1, {})).ok).toBe(true);
    const view = await viewPaper(installation, { user: DESK, paperId: paper.paperId });
    expect(view.paper).toMatchObject({ version: 2, applicant: 'Đinh Thị Duyên', identityNumber: '056304000018' });
    expect(view.versions).toMatchObject([
      { reason: `Đính chính số ${rows[0].number} trong sổ: Sai tên và số`, paper: { applicant: 'Đinh Thị Quyên' } },
    ]);
    expect(await find('dinh thi duyen')).toEqual(['Giấy xác nhận cũ']);
    expect(await find('dinh thi quyen')).toEqual([]);
    expect((await viewPaper(installation, { user: DESK, paperId: voided.paperId })).paper.applicant).toBe(
      'Đinh Thị Quyên',
    );
    // A correction of something else leaves them.
    expect((await correct(2, { pages: '2' })).ok).toBe(true);
    expect((await viewPaper(installation, { user: DESK, paperId: paper.paperId })).paper.version).toBe(2);
  });

  it('are found by applicant, kind of paper or number, without marks and wherever the tone stands', async () => {
    const code = await dossierOf('Lương Thúy Hoà', '056304000002');
    await add(code, { name: 'Quyết định trợ cấp', documentNumber: '77/QĐ-UBND' });
    for (const text of ['luong thuy hoa', 'Hòa Lương', 'quyet dinh tro', '77', 'LƯƠNG quyết'.normalize('NFD')])
      expect(await find(text)).toContain('Quyết định trợ cấp');
    expect(await find('luong khong co')).toEqual([]);
    expect(await find("'; drop table digitised_paper; --")).toEqual([]);
  });

  it('are refused with all that is wrong', async () => {
    const code = await dossierOf('Người Mẫu', '');
    const raw = {
      ...PAPER,
      name: ' ',
      kind: 'x',
      issuedOn: plainDate('2023-08-16'),
      validThrough: plainDate('2020-01-01'),
    };
    const upload = pdfUpload('x');
    const result = await addPaper(installation, systemRandom, { user: DESK, dossierCode: code, raw, upload });
    expect(result.ok ? [] : Object.keys(result.errors).sort()).toEqual(['issuedOn', 'kind', 'name', 'validThrough']);
    await expect(
      addPaper(installation, systemRandom, { user: DESK, dossierCode: 'H32-0', raw: PAPER }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      addPaper(installation, systemRandom, { user: officer(['leader']), dossierCode: code, raw: PAPER }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      papersOf(installation, { user: officer(['receptionist'], 'nha-trang'), dossierCode: code }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an earlier paper used again', () => {
  it('counts as reused, a result as reused from another dossier, up to its last day', async () => {
    const first = await dossierOf('Phạm Văn Cũ', '056304000003');
    const result = await add(first, { kind: 'result', name: 'Xác nhận', validThrough: plainDate('2023-08-15') });
    const component = await add(first);
    const second = await dossierOf('Phạm Văn Cũ', '056304000003');
    expect((await papersOf(installation, { user: DESK, dossierCode: second })).earlier).toHaveLength(2);
    const reuse = (sourcePaperId: string, dossierCode = second) =>
      reusePaper(installation, systemRandom, { user: DESK, dossierCode, sourcePaperId });
    expect(await reuse(result.paperId)).toMatchObject({
      ok: true,
      paper: { state: 'reusedResult', kind: 'component' },
    });
    expect(await reuse(component.paperId)).toMatchObject({ ok: true, paper: { state: 'reused' } });
    const shown = await papersOf(installation, { user: DESK, dossierCode: second });
    expect([shown.others.length, shown.earlier.length]).toEqual([2, 0]);

    const third = await dossierOf('Phạm Văn Cũ', '056304000003');
    installation.at('2023-08-15T17:00:00.000Z');
    expect(await reuse(result.paperId, third)).toMatchObject({
      ok: false,
      errors: { '': expect.stringContaining('hết hạn') },
    });
    installation.at('2023-08-15T16:59:00.000Z');
    expect(await reuse(result.paperId, third)).toMatchObject({ ok: true });

    const { counts } = await findPapers(installation, {
      user: DESK,
      text: '',
      kind: undefined,
      state: undefined,
      page: 1,
    });
    const states = Object.fromEntries(
      counts.filter(({ kind }) => kind === 'component').map(({ state, papers }) => [state, papers]),
    );
    expect(states).toMatchObject({ reused: 1, reusedResult: 2 });
  });

  it('is never another person’s, of nobody, of the same dossier, or not digital', async () => {
    const mine = await dossierOf('Vũ Thị Một', '056304000004');
    const other = await dossierOf('Vũ Thị Một', '056304000005');
    const nobody = await dossierOf('Vũ Thị Một', '');
    const paper = await add(mine);
    const listed = await add(other, { scan: 'none' });
    const reuse = (dossierCode: string, sourcePaperId: string) =>
      reusePaper(installation, systemRandom, { user: DESK, dossierCode, sourcePaperId });
    expect(await reuse(other, paper.paperId)).toMatchObject({ ok: false });
    expect(await reuse(nobody, paper.paperId)).toMatchObject({ ok: false });
    expect(await reuse(mine, paper.paperId)).toMatchObject({ ok: false });
    expect(await reuse(mine, listed.paperId)).toMatchObject({ ok: false });
    await expect(reuse(mine, '00000000-0000-4000-8000-00000000dead')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
