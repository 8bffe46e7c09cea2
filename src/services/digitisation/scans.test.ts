/** Papers with their files on a real database: from the scanner to the register, corrected, voided, used again; never apart. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklistOf, hasDigitalResult, scanPlace } from '../../core/digitisation/paper.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { verifyAudit } from '../../store/audit.ts';
import { insertPaper, papersOfDossier, type StoredPaper } from '../../store/digitisation.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { listFiles } from '../../store/files.ts';
import { ownMigrationsFolder, readMigrations } from '../../store/migrate.ts';
import { listPapers } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import { countWaiting, listWaiting } from '../../store/waiting-papers.ts';
import { attachFiles, openFile, removeFile, streamFile } from '../files/dossier-files.ts';
import { tableCounts } from '../installation.fixture.ts';
import {
  CLERK,
  type Desk,
  filled,
  filledBy,
  formKey,
  officer,
  openDesk,
  RECEPTIONIST,
  UNIT,
} from '../reception/desk.testkit.ts';
import { receiveDossier } from '../reception/receive-dossier.ts';
import { attachScan, correctPaper, voidPaper } from './change-paper.ts';
import { findPapers, findWaiting, papersOf } from './find-papers.ts';
import { openScan, viewPaper } from './open-scan.ts';
import { addPaper, reusePaper } from './record-paper.ts';
import { pdfUpload, programUpload } from './scan.fixture.ts';
import { type ScannedLine, scanPapers } from './scan-papers.ts';

const user = RECEPTIONIST;
const SPECIALIST = officer('chuyenmon', ['specialist']);
const PAPERS = ['Tờ khai', 'Giấy khai sinh', 'Ảnh'];
let desk: Desk;
let received = 0;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** A dossier with a checklist of three; the last one was not handed in. */
async function dossier(person?: number): Promise<string> {
  received += 1;
  const papers = PAPERS.map((name, index) => ({
    name,
    form: 'original',
    copies: '1',
    required: index === 0,
    received: index < 2,
  }));
  const answer = await receiveDossier(desk, desk.random, {
    user,
    formKey: formKey(received),
    raw: person === undefined ? filled({ papers }) : filledBy(person, { papers }),
    receivedAt: '2023-09-05T09:00',
    acceptMissing: true,
    separate: true,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return answer.dossierCode;
}

const line = (at: ScannedLine['line'], more: Partial<ScannedLine> = {}): ScannedLine => ({
  line: at,
  upload: undefined,
  documentNumber: '',
  validThrough: undefined,
  form: 'original',
  ...more,
});
const scan = (dossierCode: string, lines: readonly ScannedLine[], key?: number, by = user) =>
  scanPapers(desk, desk.random, {
    user: by,
    dossierCode,
    lines,
    formKey: key === undefined ? undefined : formKey(key),
  });
async function scanned(dossierCode: string, at: ScannedLine['line'] = 0, text = 'quét'): Promise<StoredPaper> {
  const outcome = await scan(dossierCode, [line(at, { upload: pdfUpload(`${dossierCode} ${at} ${text}`) })]);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.papers[0] as StoredPaper;
}
const textOf = async (paperId: string, version?: number): Promise<string> => {
  const file = await openScan(desk, { user, paperId, version });
  const pieces: Uint8Array[] = [];
  for await (const piece of streamFile(desk, file)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};
const inUnit = <T>(work: Parameters<typeof within<T>>[2]): Promise<T> => within(desk.store, [UNIT], work);
const storedPapers = (code: string) => inUnit((client) => papersOfDossier(client, UNIT, dossierIdOf(UNIT, code)));
const storedFiles = (code: string) => inUnit((client) => listFiles(client, UNIT, dossierIdOf(UNIT, code)));
const countedDigital = (code: string): Promise<boolean> =>
  inUnit(async (client) => {
    const { rows } = await client.query('select result_digitised from dossier_fact where dossier_code = $1', [code]);
    return rows[0].result_digitised;
  });
/** How often the log says that the result was digitised, and how often that was taken back. */
const told = (code: string): Promise<readonly [number, number]> =>
  inUnit(async (client) => {
    const { rows } = await client.query(
      `select count(*) filter (where act = 'digitiseResult')::int as told, count(*) filter (where act = 'retract')::int as back
       from dossier_event where home_unit_id = $1 and dossier_id = $2`,
      [UNIT, dossierIdOf(UNIT, code)],
    );
    return [rows[0].told, rows[0].back] as const;
  });
const errorsOf = (outcome: { readonly ok: boolean; readonly errors?: Readonly<Record<string, string>> }) =>
  outcome.errors ?? {};

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

describe('digital without a file here', () => {
  /** As papers were recorded before they had files. */
  async function old(code: string, more: Partial<StoredPaper> = {}): Promise<StoredPaper> {
    const paper = { ...(await scanned(code, 0, 'mẫu')), ...more };
    const unfiled: StoredPaper = {
      ...paper,
      paperId: `00000000-0000-4000-8000-${String(Math.abs(received * 7919 + 13)).padStart(12, '0')}`,
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

describe('register, files, checklist and report', () => {
  const all: string[] = [];
  const ever = ['2023-01-01T00:00:00Z', '2023-12-31T00:00:00Z'] as [Instant, Instant];
  const listed = (limit: number, offset: number) =>
    inUnit((client) => listWaiting(client, UNIT, ...ever, limit, offset));
  /** How many papers wait where the migration counts them from nothing. */
  const countedByMigration = (): Promise<number> =>
    inUnit(async (client) => {
      const migration = readMigrations(ownMigrationsFolder()).find(({ name }) => name.includes('papers-that-wait'));
      const update = /^update dossier d [^;]*;/m.exec(migration?.sql ?? '')?.[0];
      await client.query(`savepoint before; update dossier set papers_waiting = 0; ${update}`);
      const counted = await countWaiting(client, UNIT, ...ever);
      await client.query('rollback to savepoint before');
      return counted;
    });
  beforeAll(async () => {
    await desk.close();
    desk = await openDesk();
  });

  it('agree after any acts in any order', async () => {
    const act = fc.record({
      kind: fc.constantFrom('scan', 'result', 'void', 'correct', 'reuse', 'removeFile', 'list'),
      dossier: fc.nat(1),
      pick: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
        const person = received + 50;
        const codes = [await dossier(person), await dossier(person)] as const;
        let step = 0;
        for (const { kind, dossier: which, pick } of acts) {
          step += 1;
          const code = codes[which] as string;
          const papers = await storedPapers(code);
          const paper = papers[pick % Math.max(papers.length, 1)];
          const files = await storedFiles(code);
          const file = files[pick % Math.max(files.length, 1)];
          const text = `${code} ${step}`;
          if (kind === 'scan') await scan(code, [line(pick % 4, { upload: pdfUpload(text) })]);
          else if (kind === 'result') await scan(code, [line('result', { upload: pdfUpload(text) })]);
          else if (kind === 'list' || kind === 'correct') {
            const raw = {
              kind: pick % 3 === 0 ? 'result' : 'component',
              name: PAPERS[pick % 4] ?? 'Khác',
              form: 'copy',
              documentNumber: '',
              issuedOn: undefined,
              validThrough: undefined,
              requiredPaper: '',
              scan: kind === 'list' ? 'none' : pick % 2 === 0 ? 'upload' : 'keep',
              attachedFile: '',
              elsewhere: '',
            };
            const upload = raw.scan === 'upload' ? pdfUpload(text) : undefined;
            if (kind === 'list') await addPaper(desk, desk.random, { user, dossierCode: code, raw });
            else if (paper !== undefined)
              await correctPaper(desk, desk.random, {
                user,
                paperId: paper.paperId,
                seenVersion: paper.version,
                reason: 'Thử',
                raw,
                upload,
              });
          } else if (kind === 'void' && paper !== undefined)
            await voidPaper(desk, { user, paperId: paper.paperId, seenVersion: paper.version, reason: 'Thử' });
          else if (kind === 'reuse' && paper !== undefined)
            await reusePaper(desk, desk.random, {
              user,
              dossierCode: codes[1 - which] as string,
              sourcePaperId: paper.paperId,
            });
          else if (kind === 'removeFile' && file !== undefined)
            await removeFile(desk, { user, dossierCode: code, fileId: file.fileId, reason: 'Thử' }).catch(() => {});
        }
        all.push(...codes);
        let [waiting, standing] = [0, 0];
        for (const code of all) {
          const papers = await storedPapers(code);
          const files = new Map((await storedFiles(code)).map((file) => [file.fileId, file]));
          for (const paper of papers.filter(({ voidReason }) => voidReason === '')) {
            // Digital means that it opens; its file is the dossier's own and stands there.
            expect(scanPlace(paper)).toBe(paper.state === 'notDigitised' ? 'none' : 'here');
            if (paper.state !== 'notDigitised') expect(await textOf(paper.paperId)).toContain('%PDF');
            if (paper.state === 'digitised') {
              const file = files.get(paper.fileId ?? '');
              expect([file?.removedAt, file?.sha256]).toEqual([null, paper.fileSha256]);
            } else expect(paper.fileId).toBeNull();
          }
          expect(await countedDigital(code)).toBe(hasDigitalResult(papers));
          const [said, back] = await told(code);
          expect(said - back).toBe(hasDigitalResult(papers) ? 1 : 0);
          const lines = await inUnit((client) => listPapers(client, UNIT, dossierIdOf(UNIT, code)));
          const { entries } = checklistOf(lines, papers);
          standing += papers.filter(({ voidReason }) => voidReason === '').length;
          waiting +=
            entries.filter((entry) => entry.line.received && entry.papers.length === 0).length +
            papers.filter(({ state, voidReason }) => state === 'notDigitised' && voidReason === '').length;
        }
        const register = await findPapers(desk, { user, text: '', kind: undefined, state: undefined, page: 1 });
        const sum = (part: 'papers' | 'withoutFile') => register.counts.reduce((total, row) => total + row[part], 0);
        expect([sum('papers'), sum('withoutFile'), register.total]).toEqual([standing, 0, standing]);
        const found = await findWaiting(desk, { user, page: 1 });
        expect([register.waiting, found.total, await countedByMigration()]).toEqual([waiting, waiting, waiting]);
        const list = await listed(waiting + 1, 0);
        expect(list).toHaveLength(waiting);
        const pages = Array.from({ length: Math.ceil(waiting / 3) }, (_, index) => listed(3, index * 3));
        expect((await Promise.all(pages)).flat()).toEqual(list);
      }),
      { numRuns: 12 },
    );
    expect((await within(desk.store, [UNIT], verifyAudit)).faults).toEqual([]);
  });
});
