/** Scanning at reception on a real database: files and papers in one step, and the result that the report counts. */
import { afterAll, describe, expect, it } from 'vitest';
import type { StoredPaper } from '../../store/digitisation.ts';
import { tableCounts } from '../installation.fixture.ts';
import { CLERK, officer } from '../reception/desk.testkit.ts';
import { voidPaper } from './change-paper.ts';
import { papersOf } from './find-papers.ts';
import { openScan, viewPaper } from './open-scan.ts';
import { addPaper } from './record-paper.ts';
import { pdfUpload, programUpload } from './scan.fixture.ts';
import { errorsOf, line, openScanDesk, SPECIALIST, user } from './scan-desk.testkit.ts';

const { desk, dossier, scan, scanned, textOf, storedPapers, storedFiles, countedDigital, told } = await openScanDesk();
afterAll(() => desk.close());

describe('scanning at reception', () => {
  it('keeps files and papers in one step, and the same form once', async () => {
    const code = await dossier();
    const before = await tableCounts(desk.store);
    const lines = [
      line(0, { upload: pdfUpload('tờ khai'), documentNumber: '12/TK' }),
      line(1, { upload: pdfUpload('khai sinh') }),
      line(2),
    ];
    const [first, second] = [await scan(code, lines, 9001), await scan(code, lines, 9001)];
    expect(first).toEqual(second);
    const after = await tableCounts(desk.store);
    for (const table of ['digitised_paper', 'dossier_file', 'stored_file'])
      expect((after[table] ?? 0) - (before[table] ?? 0), table).toBe(2);
    const found = await papersOf(desk, { user, dossierCode: code });
    expect(found.checklist.map(({ line: { name }, state }) => [name, state])).toEqual([
      ['Tờ khai', 'digitised'],
      ['Giấy khai sinh', 'digitised'],
      ['Ảnh', 'notDigitised'],
    ]);
    const paper = found.checklist[0]?.papers[0] as StoredPaper;
    expect(paper).toMatchObject({ documentNumber: '12/TK', form: 'original', version: 1 });
    expect(await textOf(paper.paperId)).toContain('tờ khai');
    expect((await openScan(desk, { user, paperId: paper.paperId })).name).toBe('Tờ khai.pdf');
  });

  it('says everything that is wrong, beside its field, and writes nothing', async () => {
    const code = await dossier();
    const before = await tableCounts(desk.store);
    const word = Buffer.from('xin chào');
    const outcome = await scan(code, [
      line(0, { upload: programUpload('tờ khai.pdf') }),
      line(1, { upload: pdfUpload('khai sinh'), documentNumber: 'x'.repeat(61) }),
      line(2, { documentNumber: '5' }),
      line('result', { upload: { name: 'a.txt', bytes: word, size: word.byteLength }, form: 'x' }),
      line(7, { upload: pdfUpload('lạ') }),
    ]);
    const errors = errorsOf(outcome);
    expect(errors['file-0']).toContain('chương trình máy tính');
    expect(errors['number-1']).toContain('nhiều nhất 60');
    expect(errors['file-2']).toContain('chưa chọn tệp');
    expect(errors['file-result']).toContain('văn bản thuần');
    expect(errors['form-result']).toContain('bản chính');
    expect(errors['file-7']).toContain('không có dòng này');
    expect(errorsOf(await scan(code, [line(0)]))).toEqual({ '': expect.stringContaining('Chưa chọn tệp nào') });
    expect(await tableCounts(desk.store)).toEqual(before);
  });

  it('refuses a second scan of a line, and leads to the correction', async () => {
    const code = await dossier();
    await scanned(code, 0);
    const again = await scan(code, [line(0, { upload: pdfUpload('lần hai') })]);
    expect(errorsOf(again)['file-0']).toContain('đính chính');
  });

  it('is done by the first of two windows or two officers at once', async () => {
    const [one, two] = [await dossier(), await dossier()];
    const lines = (code: string, text: string) => [line(0, { upload: pdfUpload(`${code} ${text}`) })];
    const same = await Promise.all([1, 2, 3].map(() => scan(one, lines(one, 'a'), 9300)));
    for (const outcome of same) expect(outcome).toEqual(same[0]);
    const others = await Promise.all([
      scan(two, lines(two, 'a'), 9301),
      scan(two, lines(two, 'b'), 9302, SPECIALIST),
      scan(two, lines(two, 'c'), 9303, CLERK),
    ]);
    expect(others.filter(({ ok }) => ok)).toHaveLength(1);
    for (const code of [one, two]) {
      expect(await storedPapers(code)).toHaveLength(1);
      expect(await storedFiles(code)).toHaveLength(1);
    }
  });

  it('is for those who record digitisation, of the own unit', async () => {
    const code = await dossier();
    const lines = [line(0, { upload: pdfUpload('a') })];
    await expect(scan(code, lines, undefined, officer('lanhdao', ['leader']))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const stranger = officer('la', ['receptionist'], 'vinh-truong');
    await expect(scan(code, lines, undefined, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const paper = await scanned(code, 0);
    for (const work of [
      () => openScan(desk, { user: stranger, paperId: paper.paperId }),
      () => viewPaper(desk, { user: stranger, paperId: paper.paperId }),
      () => voidPaper(desk, { user: stranger, paperId: paper.paperId, seenVersion: 1, reason: 'x' }),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the result', () => {
  it('is told to the log once, taken back with its last digital form, and told again', async () => {
    const code = await dossier();
    const outcome = await scan(
      code,
      [line('result', { upload: pdfUpload(`${code} kết quả`), form: 'electronic', documentNumber: '7/GXN-UBND' })],
      undefined,
      CLERK,
    );
    const paper = outcome.ok ? (outcome.papers[0] as StoredPaper) : undefined;
    expect(paper).toMatchObject({ kind: 'result', form: 'electronic', name: 'Kết quả: Xác nhận thông tin mẫu' });
    expect([await countedDigital(code), await told(code)]).toEqual([true, [1, 0]]);
    const upload = pdfUpload('phụ lục');
    const raw = {
      kind: 'result',
      name: 'Phụ lục',
      form: 'original',
      documentNumber: '',
      issuedOn: undefined,
      validThrough: undefined,
      requiredPaper: '',
      scan: 'upload',
      attachedFile: '',
      elsewhere: '',
    };
    const more = await addPaper(desk, desk.random, { user: SPECIALIST, dossierCode: code, raw, upload });
    const moreId = more.ok ? more.paper.paperId : '';
    expect(await told(code)).toEqual([1, 0]);
    await voidPaper(desk, { user: CLERK, paperId: paper?.paperId ?? '', seenVersion: 1, reason: 'Quét nhầm' });
    expect([await countedDigital(code), await told(code)]).toEqual([true, [1, 0]]);
    await voidPaper(desk, { user: CLERK, paperId: moreId, seenVersion: 1, reason: 'Quét nhầm' });
    expect([await countedDigital(code), await told(code)]).toEqual([false, [1, 1]]);
    await scanned(code, 'result', 'bản đúng');
    expect([await countedDigital(code), await told(code)]).toEqual([true, [2, 1]]);
  });
});
