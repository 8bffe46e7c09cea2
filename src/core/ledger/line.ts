/** One row of a ledger as typed claims (một dòng sổ theo dõi hồ sơ). */
import type { DossierCodeFormat } from '../dossier/dossier-code.ts';
import type { Channel, Span } from '../dossier/facts.ts';
import type { LocalDateTime } from '../time/local-date-time.ts';
import { checkConsistency, type LedgerClaims } from './consistency.ts';
import type { LedgerHeader } from './header.ts';
import { type LedgerNotice, type LedgerProblem, RowIssues } from './issue.ts';
import {
  checkWidth,
  type Row,
  readDigits,
  readDossierCode,
  readFee,
  readInstant,
  readKept,
  readProcedureCode,
  readReceivedAt,
  readRequired,
  readStatusCell,
  readText,
  readWord,
  readYes,
} from './row.ts';
import { parseSuspensions } from './suspensions.ts';
import { type LedgerPayment, type LedgerStatus, readChannel, readPayment } from './vocabulary.ts';

/** What a row claims. Instants are civil time in Vietnam, money is đồng, text is NFC and trimmed. */
export interface LedgerLine {
  /** Mã hồ sơ, as `parseDossierCode` writes it. */
  readonly dossierCode: string;
  readonly codeFormat: DossierCodeFormat;
  /** Mã cơ quan in the code; compare with `agencyMatches`. */
  readonly codeAgency: string;
  readonly procedureCode: string;
  /** Empty where the column or the cell is. */
  readonly procedureName: string;
  /** Lĩnh vực, as written. */
  readonly sector: string;
  readonly applicantName: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly channel: Channel;
  readonly receivedAt: LocalDateTime;
  /** Ngày hẹn trả on the receipt slip, which is authoritative; `null` where none is written. */
  readonly slipDueAt: LocalDateTime | null;
  /** Tạm dừng, in order, never overlapping; only the last may be open. */
  readonly suspendedDuring: readonly Span[];
  readonly resolvedAt: LocalDateTime | null;
  readonly handedOverAt: LocalDateTime | null;
  readonly handOverChannel: Channel | null;
  /** `null` where none is written or it is not understood. */
  readonly status: LedgerStatus | null;
  readonly cancelledAt: LocalDateTime | null;
  readonly feeDue: number;
  readonly payment: LedgerPayment | null;
  readonly paidAt: LocalDateTime | null;
  readonly certifiedECopy: boolean;
  readonly resultDigitised: boolean;
  /** Cells of unknown columns by the name of the column; blank ones are left out. */
  readonly kept: Readonly<Record<string, string>>;
}

export type LedgerLineResult =
  | { readonly ok: true; readonly line: LedgerLine; readonly notices: readonly LedgerNotice[] }
  | { readonly ok: false; readonly problems: readonly LedgerProblem[] };

const NO_NOTICES: readonly LedgerNotice[] = [];

/**
 * Reads one row under a recognised header without problems. All problems of the row are given at once; a row with
 * problems yields no line. Notices (lưu ý) go with a line that stands: times assumed, digits completed, harmless
 * contradictions.
 * @param line the row's number for messages
 */
export function parseLedgerLine(header: LedgerHeader, cells: readonly string[], line: number): LedgerLineResult {
  const issues = new RowIssues(line);
  checkWidth(header, cells, issues);
  const row: Row = { header, cells, issues };

  const code = readDossierCode(row);
  const procedureCode = readProcedureCode(row);
  const procedureName = readText(row, 'procedureName');
  const sector = readRequired(row, 'sector');
  const applicantName = readText(row, 'applicantName');
  const identityNumber = readDigits(row, 'identityNumber');
  const phone = readDigits(row, 'phone');
  const channel = readWord(row, 'channel', readRequired(row, 'channel'), readChannel);
  const receivedAt = readReceivedAt(row);
  const resolvedAt = readInstant(row, 'resolvedAt', receivedAt);
  const claims = {
    dossierCode: code.text,
    codeFormat: code.format,
    codeAgency: code.agency,
    procedureCode,
    procedureName,
    sector,
    applicantName,
    identityNumber,
    phone,
    channel,
    receivedAt,
    slipDueAt: readInstant(row, 'slipDueAt', receivedAt),
    suspendedDuring: parseSuspensions(readText(row, 'suspendedDuring'), receivedAt, issues),
    resolvedAt,
    handedOverAt: readInstant(row, 'handedOverAt', resolvedAt ?? receivedAt),
    handOverChannel: readWord(row, 'handOverChannel', readText(row, 'handOverChannel'), readChannel),
    status: readStatusCell(row),
    cancelledAt: readInstant(row, 'cancelledAt', receivedAt),
    feeDue: readFee(row),
    payment: readWord(row, 'payment', readText(row, 'payment'), readPayment),
    paidAt: readInstant(row, 'paidAt', null),
    certifiedECopy: readYes(row, 'certifiedECopy'),
    resultDigitised: readYes(row, 'resultDigitised'),
    kept: readKept(row),
  } satisfies LedgerClaims;
  checkConsistency(claims, code.receptionDate, header, issues);

  if (issues.problems !== undefined) return { ok: false, problems: issues.problems };
  // A blank or unreadable required cell is a problem, so without problems these are there.
  return { ok: true, line: claims as LedgerLine, notices: issues.notices ?? NO_NOTICES };
}
