/** One sound row of a ledger, for tests that change single cells of it. */
import { LEDGER_COLUMNS, type LedgerColumnKey } from '../../src/core/ledger/columns.ts';
import { recogniseHeader } from '../../src/core/ledger/header.ts';
import { formatLedgerIssue } from '../../src/core/ledger/issue.ts';
import { type LedgerLine, parseLedgerLine } from '../../src/core/ledger/line.ts';

/** The header of all columns, in their own order. */
export const fullHeader = recogniseHeader(LEDGER_COLUMNS.map((column) => column.name));

/** A dossier received, resolved and handed over without fault; tests change single cells of it. */
export const SOUND: Readonly<Record<LedgerColumnKey, string>> = {
  dossierCode: 'H32.22.18-230615-0007',
  procedureCode: '1.001193',
  procedureName: 'Đăng ký khai sinh',
  sector: 'Hộ tịch',
  applicantName: 'Nguyễn Văn An',
  identityNumber: '056012345678',
  phone: '0901234567',
  channel: 'Trực tuyến',
  receivedAt: '15/06/2023 08:00',
  slipDueAt: '20/06/2023 17:00',
  suspendedDuring: '',
  resolvedAt: '19/06/2023 10:00',
  handedOverAt: '19/06/2023 15:00',
  handOverChannel: 'Trực tiếp',
  status: 'Đã trả kết quả',
  cancelledAt: '',
  feeDue: '20.000',
  payment: 'Trực tuyến',
  paidAt: '15/06/2023 08:05',
  certifiedECopy: 'Không',
  resultDigitised: 'Có',
};
/** What makes the sound dossier a pending one. */
export const PENDING = { resolvedAt: '', handedOverAt: '', handOverChannel: '', status: 'Đang giải quyết' } as const;

/** The cells of the sound row with changes. */
export const cellsWith = (changes: Partial<Record<LedgerColumnKey, string>>): string[] =>
  LEDGER_COLUMNS.map(({ key }) => changes[key] ?? SOUND[key]);
/** The sound row with changes, read as line 12. */
export const readRow = (changes: Partial<Record<LedgerColumnKey, string>>) =>
  parseLedgerLine(fullHeader, cellsWith(changes), 12);
/** The line; throws where the row is refused. */
export function lineOf(changes: Partial<Record<LedgerColumnKey, string>>): LedgerLine {
  const result = readRow(changes);
  if (!result.ok) throw new Error(result.problems.map(formatLedgerIssue).join('\n'));
  return result.line;
}
/** `column: code` of each problem; empty where the row stands. */
export function codesOf(changes: Partial<Record<LedgerColumnKey, string>>): string[] {
  const result = readRow(changes);
  return result.ok ? [] : result.problems.map((problem) => `${problem.column}: ${problem.code}`);
}
/** `column: code` of each notice. */
export function noticesOf(changes: Partial<Record<LedgerColumnKey, string>>): string[] {
  const result = readRow(changes);
  return result.ok ? result.notices.map((notice) => `${notice.column}: ${notice.code}`) : ['refused'];
}
