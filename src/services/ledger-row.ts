/**
 * One row of a ledger (một dòng sổ theo dõi) as what is to be stored: judged against the unit, its catalogue, its
 * calendar and the present, folded and turned into facts.
 */
import { hash } from 'node:crypto';
import { fold } from '../core/dossier/dossier.ts';
import { parseDossierCode } from '../core/dossier/dossier-code.ts';
import { type EventData, LEDGER_LINE } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { factsOf } from '../core/dossier/facts-of.ts';
import { ledgerLineDigestText } from '../core/ledger/digest.ts';
import type { LedgerHeader } from '../core/ledger/header.ts';
import { formatLedgerIssue, type LedgerIssue } from '../core/ledger/issue.ts';
import { type LedgerLine, parseLedgerLine } from '../core/ledger/line.ts';
import { sectorKeyOf } from '../core/organisation/sector.ts';
import type { UnitTree } from '../core/organisation/tree.ts';
import type { UnitRecord } from '../core/organisation/unit.ts';
import { Remembered } from '../core/remembered.ts';
import { CalendarGapError, type WorkCalendar } from '../core/time/calendar.ts';
import { baseDue, moveBySuspensions } from '../core/time/due.ts';
import {
  dateOf,
  formatLocal,
  fromCivilMinute,
  type LocalDateTime,
  toCivilMinute,
} from '../core/time/local-date-time.ts';
import { formatDate } from '../core/time/plain-date.ts';
import { NATIONAL_DOSSIER } from '../law/index.ts';
import { dossierIdOf } from '../store/dossiers.ts';
import type { StagedRow } from '../store/ledger-stage.ts';
import type { ProcedureLookup } from './catalogue.ts';

/** Messages of one kind, counted, with the first few in full. */
export interface NoticeGroup {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 5;

export class Notices {
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

/** What a row is judged against, and what is gathered on the way. */
export interface RowContext {
  readonly unit: UnitRecord;
  readonly tree: UnitTree;
  readonly calendar: WorkCalendar;
  readonly procedures: ProcedureLookup;
  readonly now: LocalDateTime;
  readonly notices: Notices;
  /** Lĩnh vực by key, named as the ledger names them, in order of first appearance; vertical agencies' are left out. */
  readonly sectors: Map<string, string>;
  /** Codes met so far. */
  readonly seen: Map<string, { readonly line: number; readonly digest: string }>;
}

const issue = (line: number, column: string, code: string, value: string, message: string): LedgerIssue<string> => ({
  line,
  column,
  code,
  value,
  message,
});

export type RowFound =
  | { readonly problems: readonly LedgerIssue<string>[] }
  | { readonly repeated: true }
  | { readonly repeated: false; readonly staged: StagedRow };

/** Reads a row. All that is wrong with it comes back at once; what is only worth saying goes to the notices. */
export function readRow(header: LedgerHeader, cells: readonly string[], at: number, context: RowContext): RowFound {
  const parsed = parseLedgerLine(header, cells, at);
  if (!parsed.ok) return { problems: parsed.problems };
  const { line, notices } = parsed;
  for (const notice of notices) context.notices.add(notice.code, () => formatLedgerIssue(notice));
  const digest = hash('sha256', ledgerLineDigestText(line), 'hex');
  const before = context.seen.get(line.dossierCode);
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
  context.seen.set(line.dossierCode, { line: at, digest });
  const problems = [...placeProblems(line, at, context)];
  const data = eventDataOf(line, at, context, problems);
  if (problems.length > 0 || data === null) return { problems };
  const dossierId = dossierIdOf(context.unit.id, line.dossierCode);
  const identity = { homeUnitId: context.unit.id, dossierId, dossierCode: line.dossierCode };
  const dossier = fold(NATIONAL_DOSSIER, [{ sequence: 1, act: LEDGER_LINE, happenedAt: line.receivedAt, data }]);
  let facts: DossierFacts | null;
  try {
    facts = factsOf(identity, dossier, context.calendar);
  } catch (error) {
    // A slip's date needs no calendar until a suspension moves it.
    if (!(error instanceof CalendarGapError)) throw error;
    return { problems: [issue(at, 'Tạm dừng', 'calendarGap', '', error.message)] };
  }
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
function placeProblems(line: LedgerLine, at: number, { unit, tree, now, notices }: RowContext): LedgerIssue<string>[] {
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

/** A ledger names few sectors, many times. */
const sectorKeys = new Remembered<string>(1_000);

const keyOfSector = (name: string): string => sectorKeys.find(name) ?? sectorKeys.keep(name, sectorKeyOf(name));

/** Event of a ledger line; compares the slip with the computed due instant on the way. Null where no due instant can be had. */
function eventDataOf(
  line: LedgerLine,
  at: number,
  context: RowContext,
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
  const sectorKey = keyOfSector(line.sector);
  if (procedure !== undefined && procedure.sectorKey !== sectorKey) {
    notices.add(
      'sectorDiffers',
      () =>
        `Dòng ${at}: sổ ghi lĩnh vực «${line.sector}», danh mục ghi «${procedure.body.sector}» cho thủ tục ${line.procedureCode}; tính theo sổ.`,
    );
  }
  if (procedure?.verticalAgency !== true && !context.sectors.has(sectorKey))
    context.sectors.set(sectorKey, line.sector.trim());
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
          `Không có ngày hẹn trả, và thủ tục ${line.procedureCode} chưa có thời hạn trong danh mục có hiệu lực ngày tiếp nhận để tính. Điền ngày hẹn trả hoặc bổ sung danh mục.`,
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
