/** A digital paper used again for another dossier, on a real database. */
import { afterAll, describe, expect, it } from 'vitest';
import { tableCounts } from '../installation.fixture.ts';
import { voidPaper } from './change-paper.ts';
import { papersOf } from './find-papers.ts';
import { viewPaper } from './open-scan.ts';
import { reusePaper } from './record-paper.ts';
import { pdfUpload } from './scan.fixture.ts';
import { errorsOf, line, openScanDesk, user } from './scan-desk.testkit.ts';
import type { ScannedLine } from './scan-papers.ts';

const { desk, dossier, scan, scanned, textOf } = await openScanDesk();
afterAll(() => desk.close());

describe('using again', () => {
  it('opens the earlier file without a byte more, for the line it stands for, once', async () => {
    const [first, second] = [await dossier(1), await dossier(1)];
    const source = await scanned(first, 1, 'gốc');
    const before = await tableCounts(desk.store);
    const reuse = () =>
      reusePaper(desk, desk.random, {
        user,
        dossierCode: second,
        sourcePaperId: source.paperId,
        requiredPaper: 'Tờ khai',
      });
    const used = await reuse();
    if (!used.ok) throw new Error(JSON.stringify(used.errors));
    expect(errorsOf(await reuse())['']).toContain('đã được dùng lại');
    const after = await tableCounts(desk.store);
    for (const table of ['stored_file', 'stored_file_part', 'dossier_file'])
      expect(after[table], table).toBe(before[table]);
    expect(await textOf(used.paper.paperId)).toContain('gốc');
    expect((await papersOf(desk, { user, dossierCode: second })).checklist[0]?.state).toBe('reused');
    expect((await viewPaper(desk, { user, paperId: source.paperId })).usedIn.map((one) => one.dossierCode)).toEqual([
      second,
    ]);
    // The source changes: what was used stays, and says so.
    await voidPaper(desk, { user, paperId: source.paperId, seenVersion: 1, reason: 'Của người khác' });
    const view = await viewPaper(desk, { user, paperId: used.paper.paperId });
    expect([view.sourceChanged, view.source?.voidReason]).toEqual([true, 'Của người khác']);
    expect(await textOf(used.paper.paperId)).toContain('gốc');
    expect((await papersOf(desk, { user, dossierCode: await dossier(1) })).earlier).toEqual([]);
  });

  it('shows what may not be used with its reason', async () => {
    const [first, second] = [await dossier(2), await dossier(2)];
    const outcome = await scan(first, [
      line(0, { upload: pdfUpload('cũ'), validThrough: '2023-09-04' as ScannedLine['validThrough'] }),
    ]);
    expect(outcome.ok).toBe(true);
    const { earlier } = await papersOf(desk, { user, dossierCode: second });
    expect(earlier[0]?.decision).toMatchObject({ ok: false, reason: expect.stringContaining('hết hạn') });
  });
});
