/** Ledgers written as people's programs write them, to be read back: CSV in its dialects, cells by column. */
import { LEDGER_COLUMNS, type LedgerColumnKey } from '../../src/core/ledger/columns.ts';
import type { LedgerLine } from '../../src/core/ledger/line.ts';
import { CHANNEL_WORDS, PAYMENT_WORDS, STATUS_WORDS } from '../../src/core/ledger/vocabulary.ts';
import type { LocalDateTime } from '../../src/core/time/local-date-time.ts';

/** `05/06/2023 07:33`. */
export function printAt(at: LocalDateTime | null): string {
  return at === null ? '' : `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)} ${at.slice(11)}`;
}

/** The cell of each known column. */
export function ledgerCells(line: LedgerLine): Record<LedgerColumnKey, string> {
  return {
    dossierCode: line.dossierCode,
    procedureCode: line.procedureCode,
    procedureName: line.procedureName,
    sector: line.sector,
    applicantName: line.applicantName,
    identityNumber: line.identityNumber,
    phone: line.phone,
    channel: CHANNEL_WORDS[line.channel][0],
    receivedAt: printAt(line.receivedAt),
    slipDueAt: printAt(line.slipDueAt),
    suspendedDuring: line.suspendedDuring
      .map((span) => `${printAt(span.from)} - ${printAt(span.to)}`.trimEnd())
      .join('; '),
    resolvedAt: printAt(line.resolvedAt),
    handedOverAt: printAt(line.handedOverAt),
    handOverChannel: line.handOverChannel === null ? '' : CHANNEL_WORDS[line.handOverChannel][0],
    status: line.status === null ? '' : STATUS_WORDS[line.status][0],
    cancelledAt: printAt(line.cancelledAt),
    feeDue: String(line.feeDue),
    payment: line.payment === null ? '' : PAYMENT_WORDS[line.payment][0],
    paidAt: printAt(line.paidAt),
    certifiedECopy: line.certifiedECopy ? 'Có' : 'Không',
    resultDigitised: line.resultDigitised ? 'Có' : 'Không',
  };
}

export interface LedgerLayout {
  /** Known columns, in the order wanted; all of them where left out. */
  readonly columns?: readonly LedgerColumnKey[];
  /** Names of kept columns, put behind the known ones. */
  readonly keptColumns?: readonly string[];
  /** How a column's name is written in the header. */
  readonly writeName?: (name: string) => string;
}

/** Header and rows as cells. */
export function* ledgerTable(lines: Iterable<LedgerLine>, layout: LedgerLayout = {}): Generator<string[]> {
  const columns = layout.columns ?? LEDGER_COLUMNS.map((column) => column.key);
  const kept = layout.keptColumns ?? [];
  const writeName = layout.writeName ?? ((name) => name);
  yield [
    ...columns.map((key) => writeName((LEDGER_COLUMNS.find((column) => column.key === key) as { name: string }).name)),
    ...kept,
  ];
  for (const line of lines) {
    const cells = ledgerCells(line);
    yield [
      ...columns.map((key) => cells[key]),
      ...kept.map((name) => (Object.hasOwn(line.kept, name) ? (line.kept[name] as string) : '')),
    ];
  }
}

export interface CsvDialect extends LedgerLayout {
  readonly separator?: ',' | ';' | '\t';
  readonly byteOrderMark?: boolean;
  /** The line end after each line, by its number from 0. */
  readonly lineEnd?: (line: number) => string;
  readonly quoteAll?: boolean;
}

/** A ledger as CSV text; CRLF and comma where nothing else is asked. */
export function printLedgerCsv(lines: Iterable<LedgerLine>, dialect: CsvDialect = {}): string {
  const separator = dialect.separator ?? ',';
  const pieces: string[] = [dialect.byteOrderMark === true ? '\ufeff' : ''];
  let number = 0;
  for (const cells of ledgerTable(lines, dialect)) {
    pieces.push(cells.map((cell) => quote(cell, separator, dialect.quoteAll === true)).join(separator));
    pieces.push(dialect.lineEnd?.(number) ?? '\r\n');
    number += 1;
  }
  return pieces.join('');
}

function quote(cell: string, separator: string, always: boolean): string {
  const needed = always || cell.includes(separator) || /["\r\n]/.test(cell);
  return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}
