/** What is wrong with a row of a ledger (lỗi), or worth knowing about it (lưu ý). */
import { LEDGER_COLUMN_NAMES, type LedgerColumnKey } from './columns.ts';

export type LedgerProblemCode =
  | 'blank'
  | 'tooFewCells'
  | 'tooManyCells'
  | 'tooLong'
  | 'controlCharacter'
  | 'excelError'
  | 'codeFormat'
  | 'procedureCodeFormat'
  | 'unknownWord'
  | 'dateShape'
  | 'dateUnreal'
  | 'timeUnreal'
  | 'dateYear'
  | 'moneyShape'
  | 'moneyNegative'
  | 'moneyTooLarge'
  | 'suspensionShape'
  | 'suspensionOrder'
  | 'suspensionOverlap'
  | 'suspensionBeforeReceipt'
  | 'suspensionAfterEnd'
  | 'suspensionOpen'
  | 'dueBeforeReceipt'
  | 'resolvedBeforeReceipt'
  | 'handedOverBeforeResult'
  | 'handedOverWithoutResult'
  | 'cancelledBeforeReceipt'
  | 'cancelledAndResolved'
  | 'statusContradiction'
  | 'notReceived'
  | 'paymentContradiction';

export type LedgerNoticeCode =
  | 'timeAssumed'
  | 'midnight'
  | 'leadingZeroLost'
  | 'procedureCodeCompleted'
  | 'codeDateAfterReceipt'
  | 'statusUnknown'
  | 'statusMismatch'
  | 'suspensionPastEnd'
  | 'paymentMismatch';

export interface LedgerIssue<Code extends string> {
  /** As in the table: physical line of a CSV file, row number of a sheet. */
  readonly line: number;
  /** Vietnamese name of the column; of the unknown column where it is one; empty where it is the whole row. */
  readonly column: string;
  readonly code: Code;
  /** The cell as written, cut after {@link LONGEST_VALUE} characters. */
  readonly value: string;
  /** One Vietnamese sentence or two: what is wrong and what to do. Names neither line nor column. */
  readonly message: string;
}

export type LedgerProblem = LedgerIssue<LedgerProblemCode>;
export type LedgerNotice = LedgerIssue<LedgerNoticeCode>;

const LONGEST_VALUE = 120;

/** `value` as messages quote it. */
export function quoted(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}

/** The issues of one row, collected while it is read: all of them, not the first. */
export class RowIssues {
  readonly line: number;
  /** `undefined` as long as there is none, which is nearly always. */
  problems: LedgerProblem[] | undefined = undefined;
  notices: LedgerNotice[] | undefined = undefined;

  constructor(line: number) {
    this.line = line;
  }

  problem(column: LedgerColumnKey | { name: string }, code: LedgerProblemCode, value: string, message: string): void {
    this.problems ??= [];
    this.problems.push({ line: this.line, column: nameOf(column), code, value: quoted(value), message });
  }

  notice(column: LedgerColumnKey | { name: string }, code: LedgerNoticeCode, value: string, message: string): void {
    this.notices ??= [];
    this.notices.push({ line: this.line, column: nameOf(column), code, value: quoted(value), message });
  }
}

function nameOf(column: LedgerColumnKey | { name: string }): string {
  return typeof column === 'string' ? LEDGER_COLUMN_NAMES[column] : column.name;
}

/** `Dòng 12, cột «Ngày hẹn trả»: …`, as lists of errors print it. */
export function formatLedgerIssue(issue: LedgerIssue<string>): string {
  return issue.column === ''
    ? `Dòng ${issue.line}: ${issue.message}`
    : `Dòng ${issue.line}, cột «${issue.column}»: ${issue.message}`;
}
