/**
 * Importing a ledger (nhập sổ theo dõi hồ sơ): all of a file or nothing. The same file again changes nothing; a changed
 * row is a correction with its own recorded-at, and what was known before stays known for the time before.
 */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { fold } from '../core/dossier/dossier.ts';
import { parseDossierCode } from '../core/dossier/dossier-code.ts';
import { type EventData, LEDGER_LINE } from '../core/dossier/event.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import { ledgerLineDigestText } from '../core/ledger/digest.ts';
import { type LedgerHeader, looksLikeLedgerHeader, recogniseHeader } from '../core/ledger/header.ts';
import { formatLedgerIssue, type LedgerIssue } from '../core/ledger/issue.ts';
import { type LedgerLine, parseLedgerLine } from '../core/ledger/line.ts';
import { sectorKeyOf } from '../core/organisation/sector.ts';
import type { UnitTree } from '../core/organisation/tree.ts';
import type { UnitRecord } from '../core/organisation/unit.ts';
import type { WorkCalendar } from '../core/time/calendar.ts';
import { baseDue, moveBySuspensions } from '../core/time/due.ts';
import {
  dateOf,
  formatLocal,
  fromCivilMinute,
  fromInstant,
  type LocalDateTime,
  toCivilMinute,
  toInstant,
} from '../core/time/local-date-time.ts';
import { formatDate } from '../core/time/plain-date.ts';
import { readTable } from '../documents/tables/read-table.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { dossierIdOf, enqueue, loadEvents, replaceFacts, upsertDossier } from '../store/dossiers.ts';
import { LedgerStage, recordImportBatch } from '../store/ledger-stage.ts';
import { within } from '../store/scope.ts';
import { loadProcedureLookup, type ProcedureLookup } from './catalogue.ts';
import { ServiceError } from './errors.ts';
import { type Installation, loadCalendar, loadTree, requireUnit } from './installation.ts';

/** Messages of one kind, counted, with the first few in full. */
export interface NoticeGroup {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly string[];
}

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

const MOST_EXAMPLES = 5;
/** So many bad rows are listed; the rest are counted. */
const MOST_PROBLEMS = 500;

class Notices {
  readonly #groups = new Map<string, { count: number; examples: string[] }>();

  add(code: string, text: () => string): void {
    let group = this.#groups.get(code);
    if (group === undefined) {
      group = { count: 0, examples: [] };
      this.#groups.set(code, group);
    }
    group.count += 1;
    if (group.examples.length < MOST_EXAMPLES) group.examples.push(text());
  }

  take(code: string): NoticeGroup {
    const group = this.#groups.get(code) ?? { count: 0, examples: [] };
    this.#groups.delete(code);
    return { code, ...group };
  }

  all(): NoticeGroup[] {
    return [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, group]) => ({ code, ...group }));
  }
}

interface Context {
  readonly unit: UnitRecord;
  readonly tree: UnitTree;
  readonly calendar: WorkCalendar;
  readonly procedures: ProcedureLookup;
  readonly now: LocalDateTime;
  readonly notices: Notices;
}

const issue = (line: number, column: string, code: string, value: string, message: string): LedgerIssue<string> => ({
  line,
  column,
  code,
  value,
  message,
});

/** @throws ServiceError (exit 2) with every bad row, or TableError where the file cannot be read; nothing is written then */
export async function importLedger(
  { store, clock }: Installation,
  input: {
    readonly file: string;
    readonly unitId: string;
    readonly actor: string;
    readonly onProgress?: (progress: ImportProgress) => void;
  },
): Promise<LedgerImportResult> {
  return within(store, [input.unitId], async (client) => {
    // A large file takes longer than a page may: the limit is the import's own.
    await client.query('set local statement_timeout = 0');
    const tree = await loadTree(client, null);
    const unit = requireUnit(tree, input.unitId);
    const place = await takeAuditHead(client, unit.id, clock.now());
    const context: Context = {
      unit,
      tree,
      calendar: await loadCalendar(client, unit.id, null),
      procedures: await loadProcedureLookup(client, unit.id),
      now: fromInstant(clock.now()),
      notices: new Notices(),
    };
    const stage = new LedgerStage(client, unit.id);
    await stage.open();
    let read: ReadLedger;
    try {
      read = await readInto(stage, context, input);
    } catch (error) {
      stage.abandon();
      throw error;
    }
    await stage.close();
    const { added, changed, same, mixed } = await stage.compare();
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
    await stage.apply(place.recordedAt, input.actor, place.sequence);
    await refold(client, context, mixed, place.recordedAt);
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
  });
}

interface ReadLedger {
  readonly header: LedgerHeader;
  readonly rows: number;
  readonly repeated: number;
  readonly digest: string;
}

async function readInto(
  stage: LedgerStage,
  context: Context,
  input: { readonly file: string; readonly onProgress?: (progress: ImportProgress) => void },
): Promise<ReadLedger> {
  const table = readTable(input.file, { acceptsHeader: looksLikeLedgerHeader });
  const seen = new Map<string, { line: number; digest: string }>();
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
      const found = readRow(header, row.cells, row.line, context, seen);
      if ('problems' in found) {
        badRows += 1;
        for (const problem of found.problems)
          if (problems.length < MOST_PROBLEMS) problems.push(formatLedgerIssue(problem));
      } else if (found.repeated) repeated += 1;
      else {
        fileDigest.update(found.staged.digest);
        // After the first bad row nothing will be written; go on reading only to name them all.
        if (badRows === 0) await stage.add(found.staged);
      }
    }
    input.onProgress?.({ ...table.progress, rows });
  }
  if (badRows > 0) {
    throw new ServiceError(
      'BAD_ROWS',
      `${badRows} dòng có lỗi trong ${rows} dòng của «${basename(input.file)}»; chưa nhập dòng nào. Sửa các lỗi sau rồi nhập lại cả tệp.`,
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

type RowFound =
  | { readonly problems: readonly LedgerIssue<string>[] }
  | { readonly repeated: true }
  | { readonly repeated: false; readonly staged: Parameters<LedgerStage['add']>[0] };

function readRow(
  header: LedgerHeader,
  cells: readonly string[],
  at: number,
  context: Context,
  seen: Map<string, { line: number; digest: string }>,
): RowFound {
  const parsed = parseLedgerLine(header, cells, at);
  if (!parsed.ok) return { problems: parsed.problems };
  const { line, notices } = parsed;
  for (const notice of notices) context.notices.add(notice.code, () => formatLedgerIssue(notice));
  const digest = createHash('sha256').update(ledgerLineDigestText(line), 'utf8').digest('hex');
  const before = seen.get(line.dossierCode);
  if (before !== undefined) {
    if (before.digest === digest) {
      context.notices.add(
        'repeatedRow',
        () => `Dòng ${at}: hồ sơ ${line.dossierCode} lặp lại y hệt dòng ${before.line}; chỉ tính một lần.`,
      );
      return { repeated: true };
    }
    return {
      problems: [
        issue(
          at,
          'Mã hồ sơ',
          'duplicateCode',
          line.dossierCode,
          `Hồ sơ ${line.dossierCode} đã có ở dòng ${before.line} với nội dung khác. Giữ lại một dòng đúng.`,
        ),
      ],
    };
  }
  seen.set(line.dossierCode, { line: at, digest });
  const problems = [...placeProblems(line, at, context)];
  const data = eventDataOf(line, at, context, problems);
  if (problems.length > 0 || data === null) return { problems };
  const dossierId = dossierIdOf(context.unit.id, line.dossierCode);
  const identity = { homeUnitId: context.unit.id, dossierId, dossierCode: line.dossierCode };
  const dossier = fold(NATIONAL_DOSSIER, [{ sequence: 1, act: LEDGER_LINE, happenedAt: line.receivedAt, data }]);
  const facts = factsOf(identity, dossier, context.calendar);
  if (facts === null) throw new Error(`Dòng ${at} không cho số liệu để đếm.`);
  return {
    repeated: false,
    staged: {
      line: at,
      digest,
      facts,
      dossier,
      data,
      person: {
        fullName: line.applicantName,
        identityNumber: line.identityNumber,
        phone: line.phone,
        other: line.kept,
      },
    },
  };
}

/** What a row says against the unit, its time, and the present. */
function placeProblems(line: LedgerLine, at: number, { unit, tree, now, notices }: Context): LedgerIssue<string>[] {
  const problems: LedgerIssue<string>[] = [];
  const code = parseDossierCode(line.dossierCode);
  if (code !== undefined) {
    const own = ownAgencies(unit, code.format);
    if (!own.includes(code.agency)) {
      const other = [...tree.units.values()].find(
        (candidate) => candidate.id !== unit.id && ownAgencies(candidate, code.format).includes(code.agency),
      );
      const province = unit.agencyCodes.qcvn?.split('.').at(-1);
      const provinceOfCode = code.format === 'qcvn' ? code.agency.split('.').at(-1) : code.agency.split('.')[0];
      if (other !== undefined || own.length > 0 || (province !== undefined && provinceOfCode !== province)) {
        const whose =
          other === undefined
            ? `không phải của ${unit.name}${own.length > 0 ? ` (${own.join(', ')})` : ''}`
            : `là của ${other.name}, không phải của ${unit.name}`;
        problems.push(
          issue(
            at,
            'Mã hồ sơ',
            'foreignCode',
            line.dossierCode,
            `Mã cơ quan ${code.agency} trong mã hồ sơ ${whose}. Bỏ dòng này hoặc nhập vào đúng đơn vị.`,
          ),
        );
      } else {
        notices.add(
          'agencyUnknown',
          () => `Dòng ${at}: chưa có mã cơ quan dạng ${code.agency} của ${unit.name} để đối chiếu; đã nhận.`,
        );
      }
    }
  }
  const day = dateOf(line.receivedAt);
  if (day < unit.effectiveFrom || (unit.effectiveThrough !== null && day > unit.effectiveThrough)) {
    const life = `${formatDate(unit.effectiveFrom)}${unit.effectiveThrough === null ? '' : ` – ${formatDate(unit.effectiveThrough)}`}`;
    problems.push(
      issue(
        at,
        'Ngày tiếp nhận',
        'outsideUnitLife',
        line.receivedAt,
        `Tiếp nhận ngày ${formatDate(day)} nằm ngoài thời gian ${unit.name} hoạt động (${life}). Kiểm tra lại ngày hoặc đơn vị.`,
      ),
    );
  }
  const dated: [string, LocalDateTime | null][] = [
    ['Ngày tiếp nhận', line.receivedAt],
    ['Ngày hoàn thành', line.resolvedAt],
    ['Ngày trả kết quả', line.handedOverAt],
    ['Ngày hủy', line.cancelledAt],
    ['Ngày thanh toán', line.paidAt],
  ];
  for (const [column, value] of dated) {
    if (value !== null && value > now) {
      problems.push(
        issue(
          at,
          column,
          'inFuture',
          value,
          `${formatLocal(value)} ở sau thời điểm hiện tại (${formatLocal(now)}). Việc chưa xảy ra không ghi vào sổ; kiểm tra lại ngày.`,
        ),
      );
    }
  }
  return problems;
}

function ownAgencies(unit: UnitRecord, format: 'qcvn' | 'topDown' | 'national2025'): readonly string[] {
  const { qcvn, topDown, national2025 } = unit.agencyCodes;
  switch (format) {
    case 'qcvn':
      return qcvn === undefined ? [] : [qcvn];
    case 'topDown':
      return topDown ?? [];
    case 'national2025':
      return national2025 === undefined ? [] : [national2025];
  }
}

/** Event of a ledger line; compares the slip with the computed due instant on the way. Null where no due instant can be had. */
function eventDataOf(
  line: LedgerLine,
  at: number,
  context: Context,
  problems: LedgerIssue<string>[],
): EventData | null {
  const { calendar, procedures, notices } = context;
  const procedure = procedures(line.procedureCode, dateOf(line.receivedAt));
  if (procedure === undefined) {
    notices.add(
      'procedureUnknown',
      () =>
        `Dòng ${at}: thủ tục ${line.procedureCode} chưa có trong danh mục của đơn vị; tính theo lĩnh vực «${line.sector}» ghi trong sổ.`,
    );
  }
  const sectorKey = sectorKeyOf(line.sector);
  if (procedure !== undefined && procedure.sectorKey !== sectorKey) {
    notices.add(
      'sectorDiffers',
      () =>
        `Dòng ${at}: sổ ghi lĩnh vực «${line.sector}», danh mục ghi «${procedure.body.sector}» cho thủ tục ${line.procedureCode}; tính theo sổ.`,
    );
  }
  const term = procedure?.body.term ?? null;
  let slipIncludesSuspensions = false;
  let computed: LocalDateTime | null = null;
  if (term !== null) {
    try {
      const base = baseDue(calendar, toCivilMinute(line.receivedAt), term);
      computed = fromCivilMinute(base);
      const moved = fromCivilMinute(moveBySuspensions(calendar, base, line.suspendedDuring));
      slipIncludesSuspensions = line.slipDueAt !== null && line.slipDueAt !== computed && line.slipDueAt === moved;
    } catch (error) {
      if (line.slipDueAt === null)
        problems.push(issue(at, 'Ngày tiếp nhận', 'calendarGap', line.receivedAt, (error as Error).message));
    }
  }
  if (line.slipDueAt === null && computed === null) {
    if (problems.length === 0) {
      problems.push(
        issue(
          at,
          'Ngày hẹn trả',
          'noDue',
          '',
          `Không có ngày hẹn trả, và thủ tục ${line.procedureCode} chưa có thời hạn trong danh mục để tính. Điền ngày hẹn trả hoặc bổ sung danh mục.`,
        ),
      );
    }
    return null;
  }
  if (line.slipDueAt !== null && computed !== null && line.slipDueAt !== computed && !slipIncludesSuspensions) {
    const slip = line.slipDueAt;
    const due = computed;
    notices.add(
      'dueDiffers',
      () =>
        `Dòng ${at}: hồ sơ ${line.dossierCode} hẹn trả ${formatLocal(slip)}, tính theo thời hạn là ${formatLocal(due)}; giữ ngày trên giấy hẹn.`,
    );
  }
  return {
    ledger: {
      procedureCode: line.procedureCode,
      procedureVersion: procedure?.version ?? null,
      sectorKey,
      channel: line.channel,
      receivedAt: line.receivedAt,
      term,
      slipDueAt: line.slipDueAt,
      slipIncludesSuspensions,
      suspendedDuring: line.suspendedDuring,
      resolvedAt: line.resolvedAt,
      cancelledAt: line.cancelledAt,
      handedOverAt: line.handedOverAt,
      handOverChannel: line.handOverChannel,
      feeDue: line.feeDue,
      payment: line.payment,
      paidAt: line.paidAt,
      certifiedECopy: line.certifiedECopy,
      resultDigitised: line.resultDigitised,
      verticalAgency: procedure?.verticalAgency ?? false,
      copyCertification: procedure?.body.copyCertification ?? COPY_CERTIFICATION_CODES.has(line.procedureCode),
    },
  };
}

/** Chứng thực bản sao từ bản chính: the national codes, for units whose catalogue is not imported yet. */
const COPY_CERTIFICATION_CODES: ReadonlySet<string> = new Set(['2.000815']);

/** Dossiers that have acts beyond the ledger are folded again from all their events. */
async function refold(
  client: Parameters<typeof loadEvents>[0],
  context: Context,
  mixed: readonly { readonly dossierId: string; readonly dossierCode: string; readonly line: number }[],
  recordedAt: Parameters<typeof replaceFacts>[2],
): Promise<void> {
  const problems: string[] = [];
  for (const { dossierId, dossierCode, line } of mixed) {
    const events = await loadEvents(client, context.unit.id, dossierId);
    const identity = { homeUnitId: context.unit.id, dossierId, dossierCode };
    try {
      const dossier = fold(NATIONAL_DOSSIER, events);
      const facts = factsOf(identity, dossier, context.calendar);
      await upsertDossier(
        client,
        identity,
        dossier,
        facts === null ? null : toInstant(facts.dueAt),
        events.at(-1)?.sequence ?? 0,
        recordedAt,
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
      `${problems.length} dòng mâu thuẫn với hồ sơ đang xử lý; chưa nhập dòng nào.`,
      { details: problems },
    );
}
