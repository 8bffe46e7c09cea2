/** One line as canonical text, so that two readings of a row can be told equal or changed. */
import type { LedgerLine } from './line.ts';

/** Raised when fields are added or change their meaning: every row then counts as changed once. */
const VERSION = 'sổ/1';

/**
 * All claims of a line as one text with a fixed order of fields, equal exactly where the claims are equal: the order of
 * columns, the spelling of dates, amounts and words, and the file's format leave no trace. The store keeps a hash of it
 * to see whether a row that is imported again has changed.
 */
export function ledgerLineDigestText(line: LedgerLine): string {
  const kept = Object.keys(line.kept);
  return JSON.stringify([
    VERSION,
    line.dossierCode,
    line.procedureCode,
    line.procedureName,
    line.sector,
    line.applicantName,
    line.identityNumber,
    line.phone,
    line.channel,
    line.receivedAt,
    line.slipDueAt,
    line.suspendedDuring.map((span) => [span.from, span.to]),
    line.resolvedAt,
    line.handedOverAt,
    line.handOverChannel,
    line.status,
    line.cancelledAt,
    line.feeDue,
    line.payment,
    line.paidAt,
    line.certifiedECopy,
    line.resultDigitised,
    kept.length === 0 ? [] : kept.sort().map((name) => [name, line.kept[name]]),
  ]);
}
