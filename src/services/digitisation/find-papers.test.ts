/** Register, files, checklist and report on a real database: they agree after any acts in any order. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checklistOf, hasDigitalResult, scanPlace } from '../../core/digitisation/paper.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { verifyAudit } from '../../store/audit.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { ownMigrationsFolder, readMigrations } from '../../store/migrate.ts';
import { listPapers } from '../../store/reception.ts';
import { within } from '../../store/scope.ts';
import { countWaiting, listWaiting } from '../../store/waiting-papers.ts';
import { removeFile } from '../files/dossier-files.ts';
import { UNIT } from '../reception/desk.testkit.ts';
import { correctPaper, voidPaper } from './change-paper.ts';
import { findPapers, findWaiting } from './find-papers.ts';
import { addPaper, reusePaper } from './record-paper.ts';
import { pdfUpload } from './scan.fixture.ts';
import { line, openScanDesk, PAPERS, user } from './scan-desk.testkit.ts';

const { desk, dossiersReceived, dossier, scan, textOf, inUnit, storedPapers, storedFiles, countedDigital, told } =
  await openScanDesk();
afterAll(() => desk.close());

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

  it('agree after any acts in any order', async () => {
    const act = fc.record({
      kind: fc.constantFrom('scan', 'result', 'void', 'correct', 'reuse', 'removeFile', 'list'),
      dossier: fc.nat(1),
      pick: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
        const person = dossiersReceived() + 50;
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
