/** Papers and the files behind them on a real database: never apart, and said where there is none. */
import { afterAll, describe, expect, it } from 'vitest';
import { scanPlace } from '../../core/digitisation/paper.ts';
import { insertPaper, type StoredPaper } from '../../store/digitisation.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { attachFiles, openFile, removeFile } from '../files/dossier-files.ts';
import { UNIT } from '../reception/desk.testkit.ts';
import { attachScan, voidPaper } from './change-paper.ts';
import { findPapers, papersOf } from './find-papers.ts';
import { openScan, viewPaper } from './open-scan.ts';
import { addPaper, reusePaper } from './record-paper.ts';
import { pdfUpload, programUpload } from './scan.fixture.ts';
import { errorsOf, openScanDesk, user } from './scan-desk.testkit.ts';

const { desk, dossiersReceived, dossier, scanned, textOf, inUnit, storedFiles } = await openScanDesk();
afterAll(() => desk.close());

describe('a file behind a paper', () => {
  it('is not removed by itself, and goes with the paper', async () => {
    const code = await dossier();
    const paper = await scanned(code, 0);
    const fileId = paper.fileId as string;
    const remove = () => removeFile(desk, { user, dossierCode: code, fileId, reason: 'Dọn' });
    await expect(remove()).rejects.toMatchObject({ code: 'FILE_IN_USE', message: expect.stringContaining('Tờ khai') });
    expect((await openFile(desk, { user, dossierCode: code, fileId })).backs).toHaveLength(1);
    await voidPaper(desk, { user, paperId: paper.paperId, seenVersion: 1, reason: 'Nhầm' });
    await expect(remove()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await storedFiles(code))[0]?.removalReason).toBe('Hủy bản số «Tờ khai»: Nhầm');
  });

  it('may have been attached before, and may show two papers; it goes with the last of them', async () => {
    const code = await dossier();
    const upload = pdfUpload(`${code} chung`);
    const [fileId] = await attachFiles(desk, desk.random, {
      user,
      dossierCode: code,
      uploads: [upload],
      purpose: 'paper',
      paper: '',
    });
    const raw = {
      kind: 'component',
      form: 'copy',
      documentNumber: '',
      issuedOn: undefined,
      validThrough: undefined,
      scan: 'attached',
      attachedFile: fileId as string,
      elsewhere: '',
    };
    const add = (name: string, requiredPaper = '') =>
      addPaper(desk, desk.random, { user, dossierCode: code, raw: { ...raw, name, requiredPaper } });
    const [one, two] = [await add('Trang một', 'Tờ khai'), await add('Trang hai')];
    expect(errorsOf(await add('Trang hai'))['attachedFile']).toContain('đã ghi');
    if (!one.ok || !two.ok) throw new Error('refused');
    expect((await papersOf(desk, { user, dossierCode: code })).checklist[0]?.state).toBe('digitised');
    await voidPaper(desk, { user, paperId: one.paper.paperId, seenVersion: 1, reason: 'Nhầm' });
    expect((await storedFiles(code))[0]?.removedAt).toBeNull();
    await voidPaper(desk, { user, paperId: two.paper.paperId, seenVersion: 1, reason: 'Nhầm' });
    expect((await storedFiles(code))[0]?.removedAt).not.toBeNull();
  });
});

describe('digital without a file here', () => {
  /** As papers were recorded before they had files. */
  async function old(code: string, more: Partial<StoredPaper> = {}): Promise<StoredPaper> {
    const paper = { ...(await scanned(code, 0, 'mẫu')), ...more };
    const unfiled: StoredPaper = {
      ...paper,
      paperId: `00000000-0000-4000-8000-${String(Math.abs(dossiersReceived() * 7919 + 13)).padStart(12, '0')}`,
      name: 'Giấy cũ',
      requiredPaper: '',
      fileId: null,
      fileSha256: '',
    };
    await inUnit((client) => insertPaper(client, unfiled));
    return unfiled;
  }

  it('is said, counted apart, not used again, and mended by its file', async () => {
    const [code, next] = [await dossier(4), await dossier(4)];
    const paper = await old(code);
    const sought = () =>
      findPapers(desk, { user, text: code, kind: undefined, state: undefined, withoutFile: true, page: 1 });
    const without = async () => (await sought()).counts.reduce((sum, row) => sum + row.withoutFile, 0);
    expect([(await sought()).total, await without()]).toEqual([1, 1]);
    expect((await viewPaper(desk, { user, paperId: paper.paperId })).place).toBe('unrecorded');
    await expect(openScan(desk, { user, paperId: paper.paperId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const reuse = () => reusePaper(desk, desk.random, { user, dossierCode: next, sourcePaperId: paper.paperId });
    expect(errorsOf(await reuse())['']).toContain('chưa có tệp');
    // One that was used again before, when nobody asked for the file.
    await inUnit((client) =>
      insertPaper(client, {
        ...paper,
        paperId: '00000000-0000-4000-8000-0000000000aa',
        dossierId: dossierIdOf(UNIT, next),
        dossierCode: next,
        state: 'reused',
        sourcePaperId: paper.paperId,
      }),
    );
    const attach = (upload = pdfUpload('bổ sung')) =>
      attachScan(desk, desk.random, { user, paperId: paper.paperId, seenVersion: 1, upload });
    expect(errorsOf(await attach(programUpload()))['file']).toContain('chương trình');
    expect(await attach()).toMatchObject({ ok: true, paper: { version: 2 } });
    expect(await textOf(paper.paperId)).toContain('bổ sung');
    expect(await textOf('00000000-0000-4000-8000-0000000000aa')).toContain('bổ sung');
    expect(await without()).toBe(0);
  });

  it('names the other system that keeps it', async () => {
    const code = await dossier();
    const raw = {
      kind: 'component',
      name: 'Bản án',
      form: 'electronic',
      documentNumber: '',
      issuedOn: undefined,
      validThrough: undefined,
      requiredPaper: '',
      scan: 'elsewhere',
      attachedFile: '',
      elsewhere: 'Kho dữ liệu của tỉnh',
    };
    const added = await addPaper(desk, desk.random, { user, dossierCode: code, raw });
    expect(added).toMatchObject({ ok: true, paper: { state: 'digitised', keptElsewhere: 'Kho dữ liệu của tỉnh' } });
    expect(added.ok && scanPlace(added.paper)).toBe('elsewhere');
  });
});
