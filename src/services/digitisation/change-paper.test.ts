/** A wrong scan on a real database: corrected or voided with a reason, what stood before stays. */
import { afterAll, describe, expect, it } from 'vitest';
import { formKey } from '../reception/desk.testkit.ts';
import { correctPaper, voidPaper } from './change-paper.ts';
import { findPapers, papersOf } from './find-papers.ts';
import { viewPaper } from './open-scan.ts';
import { pdfUpload, programUpload } from './scan.fixture.ts';
import { errorsOf, openScanDesk, user } from './scan-desk.testkit.ts';

const { desk, dossier, scanned, textOf, storedFiles } = await openScanDesk();
afterAll(() => desk.close());

describe('a wrong scan', () => {
  it('is corrected with a reason; the old version stays and opens, its file leaves the dossier', async () => {
    const code = await dossier();
    const paper = await scanned(code, 0, 'nhầm');
    const raw = {
      ...paper,
      issuedOn: undefined,
      validThrough: undefined,
      scan: 'upload',
      attachedFile: '',
      elsewhere: '',
    };
    const correct = (change: Partial<typeof raw>, reason: string, seenVersion = 1, upload = pdfUpload('bản đúng')) =>
      correctPaper(desk, desk.random, {
        user,
        paperId: paper.paperId,
        seenVersion,
        reason,
        raw: { ...raw, ...change },
        upload,
      });
    const refused = errorsOf(await correct({ name: 'x'.repeat(301) }, ' ', 1, programUpload()));
    expect(Object.keys(refused).sort()).toEqual(['file', 'name', 'reason']);
    expect(await correct({ name: 'Tờ khai mới' }, 'Quét nhầm người')).toMatchObject({
      ok: true,
      paper: { version: 2, name: 'Tờ khai mới', requiredPaper: 'Tờ khai' },
    });
    expect(errorsOf(await correct({}, 'Lại'))['']).toContain('Người khác vừa sửa');
    expect(await textOf(paper.paperId)).toContain('bản đúng');
    expect(await textOf(paper.paperId, 1)).toContain('nhầm');
    const files = await storedFiles(code);
    expect(files.map(({ removalReason }) => removalReason)).toEqual(['Đính chính «Tờ khai»: Quét nhầm người', null]);
    const view = await viewPaper(desk, { user, paperId: paper.paperId });
    expect(view.versions.map(({ reason, paper: old }) => [reason, old.name])).toEqual([['Quét nhầm người', 'Tờ khai']]);
    const find = async (text: string) =>
      (await findPapers(desk, { user, text: `${code} ${text}`, kind: undefined, state: undefined, page: 1 })).total;
    expect([await find('tờ khai mới'), await find('to khai')]).toEqual([1, 1]);
    // Only what is kept changes: the same file, another number.
    const kept = await correctPaper(desk, desk.random, {
      user,
      paperId: paper.paperId,
      seenVersion: 2,
      reason: 'Ghi số',
      raw: { ...raw, name: 'Tờ khai mới', documentNumber: '9', scan: 'keep' },
    });
    expect(kept).toMatchObject({ ok: true, paper: { documentNumber: '9', version: 3 } });
    expect(await textOf(paper.paperId)).toContain('bản đúng');
  });

  it('is voided with a reason: in no count, found among the voided, its line waits again', async () => {
    const code = await dossier();
    const paper = await scanned(code, 0);
    expect(
      errorsOf(await voidPaper(desk, { user, paperId: paper.paperId, seenVersion: 1, reason: '' })),
    ).toHaveProperty('reason');
    const doIt = (key: number) =>
      voidPaper(desk, { user, paperId: paper.paperId, seenVersion: 1, reason: 'Nhầm', formKey: formKey(key) });
    expect(await doIt(9100)).toMatchObject({ ok: true, paper: { voidReason: 'Nhầm' } });
    expect(await doIt(9100)).toMatchObject({ ok: true });
    expect(await doIt(9101)).toMatchObject({ ok: false });
    const sought = (state: 'voided' | undefined) =>
      findPapers(desk, { user, text: code, kind: undefined, state, page: 1 });
    expect([(await sought(undefined)).total, (await sought('voided')).total]).toEqual([0, 1]);
    expect((await papersOf(desk, { user, dossierCode: code })).checklist[0]?.state).toBe('notDigitised');
    expect(await textOf(paper.paperId)).toContain(code);
    await scanned(code, 0, 'lần hai');
  });
});
