/** Arbitrary ledger lines for property tests: any text a cell may hold, any order of events that is consistent. */
import fc from 'fast-check';
import { parseDossierCode } from '../../src/core/dossier/dossier-code.ts';
import { CHANNELS, type Span } from '../../src/core/dossier/facts.ts';
import { cleanCell } from '../../src/core/ledger/cell-text.ts';
import type { LedgerLine } from '../../src/core/ledger/line.ts';
import type { LedgerPayment, LedgerStatus } from '../../src/core/ledger/vocabulary.ts';
import {
  dateOf,
  fromCivilMinute,
  type LocalDateTime,
  localDateTime,
  toCivilMinute,
} from '../../src/core/time/local-date-time.ts';

const FIRST = toCivilMinute(localDateTime('2000-01-01T00:00'));
const LAST = toCivilMinute(localDateTime('2098-12-31T23:59'));

/** Text as it stands after reading: whatever a person or a hostile program wrote, cleaned. */
export function cellText(most: number, blank = true): fc.Arbitrary<string> {
  const hostile = fc.constantFrom(
    '=1+1',
    '=HYPERLINK("http://x")',
    '+84 90',
    '-',
    '@SUM(A1)',
    '"',
    '""',
    ',',
    ';',
    'a;b,c\td',
    '<b>&amp;</b>',
    '_x000D_',
    'Nguyễn Thị Hoà',
    'Đặng  Văn\r\nQuý',
    '🏠 nhà',
    "O'Brien",
    '0',
  );
  return fc
    .oneof(hostile, fc.string({ unit: 'binary', maxLength: most }), fc.string({ unit: 'grapheme', maxLength: most }))
    .map((text) => cleanCell(text))
    .filter((text): text is string => typeof text === 'string' && text.length <= most && (blank || text !== ''));
}

/** An unknown column's name that no known column answers to. */
export const keptNames = ['Ghi chú', 'Cán bộ thụ lý', '__proto__', 'constructor', 'Mã "nội bộ"; cũ', 'Số bản'] as const;

const gap = fc.nat(50 * 1440);

/** A line whose claims go together; notices are possible, problems are not. */
export const ledgerLineArbitrary: fc.Arbitrary<LedgerLine> = fc
  .record({
    received: fc.integer({ min: FIRST, max: LAST - 400 * 1440 }),
    agency: fc.constantFrom('000.18.22.H32', 'H32.22.18', 'H32.7', 'G09'),
    sequence: fc.integer({ min: 1, max: 9999 }),
    national: fc.boolean(),
    procedureCode: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.nat(999_999))
      .map(([a, b]) => `${a}.${String(b).padStart(6, '0')}`),
    procedureName: cellText(200),
    sector: cellText(60, false),
    applicantName: cellText(80),
    identityNumber: cellText(30),
    phone: cellText(30),
    channel: fc.constantFrom(...CHANNELS),
    slip: fc.option(gap),
    fate: fc.constantFrom('pending', 'suspended', 'resolved', 'handedOver', 'cancelled'),
    gaps: fc.tuple(gap, gap, gap, gap),
    suspensions: fc.array(fc.tuple(fc.nat(5 * 1440), fc.integer({ min: 1, max: 5 * 1440 })), { maxLength: 3 }),
    handOverChannel: fc.option(fc.constantFrom(...CHANNELS)),
    saysStatus: fc.boolean(),
    fee: fc.oneof(fc.constant(0), fc.nat(1_000_000), fc.constant(1_000_000_000_000)),
    payment: fc.option(fc.constantFrom<LedgerPayment[]>('online', 'cash', 'transfer', 'exempt', 'unpaid')),
    paidGap: fc.integer({ min: -1440, max: 1440 }),
    certifiedECopy: fc.boolean(),
    resultDigitised: fc.boolean(),
    kept: fc.dictionary(fc.constantFrom(...keptNames), cellText(60, false), { noNullPrototype: true }),
  })
  .map((plan) => {
    const received = plan.received;
    const spans: Span[] = [];
    let clock = received;
    for (const [pause, length] of plan.suspensions) {
      spans.push({ from: at(clock + pause), to: at(clock + pause + length) });
      clock += pause + length;
    }
    if (plan.fate === 'suspended') spans.push({ from: at(clock + plan.gaps[0]), to: null });
    const resolved = plan.fate === 'resolved' || plan.fate === 'handedOver' ? clock + plan.gaps[1] : null;
    const code = codeFor(plan.agency, at(received), plan.sequence, plan.national);
    const { payment } = plan;
    const pays = payment === 'online' || payment === 'cash' || payment === 'transfer';
    return {
      dossierCode: code.text,
      codeFormat: code.format,
      codeAgency: plan.agency,
      procedureCode: plan.procedureCode,
      procedureName: plan.procedureName,
      sector: plan.sector,
      applicantName: plan.applicantName,
      identityNumber: plan.identityNumber,
      phone: plan.phone,
      channel: plan.channel,
      receivedAt: at(received),
      slipDueAt: plan.slip === null ? null : at(received + plan.slip),
      suspendedDuring: spans,
      resolvedAt: resolved === null ? null : at(resolved),
      handedOverAt: resolved !== null && plan.fate === 'handedOver' ? at(resolved + plan.gaps[2]) : null,
      handOverChannel: plan.handOverChannel,
      status: plan.saysStatus ? STATUS_OF_FATE[plan.fate] : null,
      cancelledAt: plan.fate === 'cancelled' ? at(clock + plan.gaps[3]) : null,
      feeDue: plan.fee,
      payment,
      paidAt: pays ? at(received + 1440 + plan.paidGap) : null,
      certifiedECopy: plan.certifiedECopy,
      resultDigitised: plan.resultDigitised,
      kept: plan.kept,
    } satisfies LedgerLine;
  });

const STATUS_OF_FATE = {
  pending: 'processing',
  suspended: 'suspended',
  resolved: 'resolved',
  handedOver: 'handedOver',
  cancelled: 'cancelled',
} as const satisfies Record<string, LedgerStatus>;

const at = (minute: number): LocalDateTime => fromCivilMinute(minute);

function codeFor(agency: string, received: LocalDateTime, sequence: number, national: boolean) {
  const day = dateOf(received).replaceAll('-', '');
  const text =
    national && /^[A-Z]/.test(agency)
      ? `${agency}-${day}-${String(sequence).padStart(7, '0')}`
      : `${agency}-${day.slice(2)}-${String(sequence).padStart(4, '0')}`;
  const code = parseDossierCode(text);
  if (code === undefined) throw new RangeError(text);
  return code;
}
