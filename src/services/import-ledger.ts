/**
 * Importing a ledger (nhập sổ theo dõi hồ sơ): all of a file or nothing. The same file again changes nothing; a changed
 * row is a correction with its own recorded-at, and what was known before stays known for the time before.
 */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { fold } from '../core/dossier/dossier.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import { type LedgerHeader, looksLikeLedgerHeader, recogniseHeader } from '../core/ledger/header.ts';
import { formatLedgerIssue } from '../core/ledger/issue.ts';
import { formatInteger } from '../core/reporting/format.ts';
import { fromInstant, type Instant, toInstant } from '../core/time/local-date-time.ts';
import { readTable } from '../documents/tables/read-table.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { dossierIdOf, enqueue, loadEvents, replaceFacts, upsertDossier } from '../store/dossiers.ts';
import { LedgerStage, recordImportBatch, type StageCounts } from '../store/ledger-stage.ts';
import { addSectors } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { SearchBatch } from '../store/search.ts';
import { forgetTasksOf } from '../store/tasks.ts';
import { loadProcedureLookup } from './catalogue.ts';
import { ServiceError } from './errors.ts';
import { type Installation, knownUnit, loadCalendar, loadTree, requireUnit } from './installation.ts';
import { type NoticeGroup, Notices, type RowContext, readRow } from './ledger-row.ts';

export type { NoticeGroup } from './ledger-row.ts';

export interface LedgerImportResult {
  readonly unit: string;
  readonly file: string;
  readonly rows: {
    readonly read: number;
    readonly new: number;
    readonly changed: number;
    readonly same: number;
    readonly repeated: number;
  };
  readonly unknownColumns: readonly string[];
  readonly missingColumns: readonly string[];
  /** Due dates on slips that differ from the computed ones; the slips stand. */
  readonly dueDifferences: NoticeGroup;
  readonly notices: readonly NoticeGroup[];
}

export interface ImportProgress {
  readonly bytesRead: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** So many bad rows are listed; the rest are counted. */
const MOST_PROBLEMS = 500;

/** @throws ServiceError (exit 2) with every bad row, or TableError where the file cannot be read; nothing is written then */
export async function importLedger(
  installation: Installation,
  input: {
    readonly file: string;
    readonly unitId: string;
    readonly actor: string;
    readonly onProgress?: (progress: ImportProgress) => void;
  },
): Promise<LedgerImportResult> {
  const { store, clock } = installation;
  await knownUnit(installation, input.unitId);
  return within(
    store,
    [input.unitId],
    async (client) => {
      // A large file takes longer than a page may: the limit is the import's own.
      await client.query('set local statement_timeout = 0');
      const tree = await loadTree(client, null);
      const unit = requireUnit(tree, input.unitId);
      const place = await takeAuditHead(client, unit.id, clock.now());
      const context: RowContext = {
        unit,
        tree,
        calendar: await loadCalendar(client, unit.id, null),
        procedures: await loadProcedureLookup(client, unit.id),
        now: fromInstant(clock.now()),
        notices: new Notices(),
        sectors: new Map(),
        seen: new Map(),
      };
      const stage = new LedgerStage(client, {
        homeUnitId: unit.id,
        recordedAt: place.recordedAt,
        actor: input.actor,
        auditSequence: place.sequence,
      });
      await stage.open();
      let read: ReadLedger;
      let counts: StageCounts;
      try {
        read = await readInto(stage, context, input);
        counts = await stage.close();
      } catch (error) {
        await stage.abandon();
        throw error;
      }
      const { added, changed, same, mixed } = counts;
      const result: LedgerImportResult = {
        unit: unit.id,
        file: basename(input.file),
        rows: { read: read.rows, new: added, changed, same, repeated: read.repeated },
        unknownColumns: read.header.unknown.map((column) => column.name),
        missingColumns: read.header.lost.map((column) => `${column.name}: ${column.without}`),
        dueDifferences: context.notices.take('dueDiffers'),
        notices: context.notices.all(),
      };
      if (added + changed === 0) return result;
      await refold(client, context, mixed, place.recordedAt);
      await forgetTasksOf(client, unit.id, place.recordedAt);
      await addSectors(
        client,
        unit.id,
        [...context.sectors].map(([key, name]) => ({ key, name })),
        { effectiveFrom: unit.effectiveFrom, effectiveThrough: null },
        place.recordedAt,
      );
      const batchId = dossierIdOf(unit.id, `import ${read.digest} ${place.sequence}`);
      await recordImportBatch(client, {
        homeUnitId: unit.id,
        batchId,
        recordedAt: place.recordedAt,
        actor: input.actor,
        fileName: basename(input.file),
        fileDigest: read.digest,
        read: read.rows,
        added,
        changed,
        same,
      });
      await enqueue(client, {
        homeUnitId: unit.id,
        outboxId: batchId,
        topic: 'ledgerImported',
        idempotencyKey: batchId,
        payload: { batchId, added, changed },
        recordedAt: place.recordedAt,
      });
      await appendAudit(client, place, {
        actor: input.actor,
        act: 'importLedger',
        detail: { file: basename(input.file), digest: read.digest, added, changed, same },
      });
      return result;
    },
    { copies: true },
  );
}

interface ReadLedger {
  readonly header: LedgerHeader;
  readonly rows: number;
  readonly repeated: number;
  readonly digest: string;
}

async function readInto(
  stage: LedgerStage,
  context: RowContext,
  input: { readonly file: string; readonly onProgress?: (progress: ImportProgress) => void },
): Promise<ReadLedger> {
  const table = readTable(input.file, { acceptsHeader: looksLikeLedgerHeader });
  const fileDigest = createHash('sha256');
  const problems: string[] = [];
  let badRows = 0;
  let repeated = 0;
  let rows = 0;
  let header: LedgerHeader | undefined;
  for await (const batch of table) {
    for (const row of batch) {
      if (header === undefined) {
        header = recogniseHeader(row.cells);
        refuseBadHeader(header);
        continue;
      }
      rows += 1;
      const found = readRow(header, row.cells, row.line, context);
      if ('problems' in found) {
        badRows += 1;
        for (const problem of found.problems)
          if (problems.length < MOST_PROBLEMS) problems.push(formatLedgerIssue(problem));
      } else if (found.repeated) repeated += 1;
      else {
        fileDigest.update(found.staged.digest);
        // After the first bad row nothing will be written; go on reading only to name them all.
        if (badRows === 0) {
          const room = stage.add(found.staged);
          if (room !== undefined) await room;
        }
      }
    }
    input.onProgress?.({ ...table.progress, rows });
  }
  if (badRows > 0) {
    throw new ServiceError(
      'BAD_ROWS',
      `${formatInteger(badRows)} dòng có lỗi trong ${formatInteger(rows)} dòng của «${basename(input.file)}»; chưa nhập dòng nào. Sửa các lỗi sau rồi nhập lại cả tệp.`,
      {
        details: problems.length < MOST_PROBLEMS ? problems : [...problems, `… chỉ nêu ${MOST_PROBLEMS} lỗi đầu.`],
      },
    );
  }
  if (header === undefined) throw new ServiceError('NO_HEADER', `«${basename(input.file)}» không có dòng tiêu đề.`);
  return { header, rows, repeated, digest: fileDigest.digest('hex') };
}

function refuseBadHeader(header: LedgerHeader): void {
  const details = [
    ...(header.missing.length > 0
      ? [`Thiếu cột bắt buộc: ${header.missing.map((name) => `«${name}»`).join(', ')}.`]
      : []),
    ...(header.duplicated.length > 0
      ? [`Cột có hai lần: ${header.duplicated.map((name) => `«${name}»`).join(', ')}.`]
      : []),
  ];
  if (details.length > 0) {
    throw new ServiceError(
      'BAD_HEADER',
      `Dòng tiêu đề của sổ chưa dùng được. ${details.join(' ')} Sửa tiêu đề rồi nhập lại; thứ tự cột, chữ hoa, dấu không quan trọng.`,
    );
  }
}

/** Dossiers that have acts beyond the ledger are folded again from all their events. */
async function refold(
  client: Parameters<typeof loadEvents>[0],
  context: RowContext,
  mixed: StageCounts['mixed'],
  recordedAt: Instant,
): Promise<void> {
  const problems: string[] = [];
  const index = new SearchBatch();
  for (const { dossierId, dossierCode, line } of mixed) {
    const events = await loadEvents(client, context.unit.id, dossierId);
    const identity = { homeUnitId: context.unit.id, dossierId, dossierCode };
    try {
      const dossier = fold(NATIONAL_DOSSIER, events);
      const facts = factsOf(identity, dossier, context.calendar);
      await upsertDossier(
        client,
        {
          identity,
          dossier,
          dueAt: facts === null ? null : toInstant(facts.dueAt),
          lastSequence: events.at(-1)?.sequence ?? 0,
        },
        recordedAt,
        index,
      );
      if (facts !== null) await replaceFacts(client, facts, recordedAt);
    } catch {
      problems.push(
        `Dòng ${line}: nội dung mới của hồ sơ ${dossierCode} mâu thuẫn với các bước đã ghi trong hệ thống. Mở hồ sơ để đính chính.`,
      );
    }
  }
  if (problems.length > 0)
    throw new ServiceError(
      'CONFLICTING_ROWS',
      `${formatInteger(problems.length)} dòng mâu thuẫn với hồ sơ đang xử lý; chưa nhập dòng nào.`,
      { details: problems },
    );
  await index.write(client, context.unit.id);
}
