/**
 * Ledgers of any size for tests and benchmarks: invented dossiers that are consistent in themselves, the same for the
 * same seed. Every state, channel, payment and kind of suspension occurs, and so do the period's own first and last
 * minute, as receipt, result and cancellation.
 */
import { type DossierCodeFormat, parseDossierCode } from '../../src/core/dossier/dossier-code.ts';
import type { Channel, Span } from '../../src/core/dossier/facts.ts';
import type { LedgerLine } from '../../src/core/ledger/line.ts';
import type { LedgerPayment, LedgerStatus } from '../../src/core/ledger/vocabulary.ts';
import { closesAt, opensAt, type ReportingPeriod } from '../../src/core/reporting/period.ts';
import {
  type CivilMinute,
  fromCivilMinute,
  MINUTES_PER_DAY,
  toCivilMinute,
} from '../../src/core/time/local-date-time.ts';

export interface LedgerPlan {
  readonly rows: number;
  readonly seed: number;
  /** Mã cơ quan in the codes; its shape decides their generation: `000.18.22.H32` or `H32.22.18`. */
  readonly unitAgency: string;
  readonly period: ReportingPeriod;
}

/** A random source with a seed (mulberry32): the same numbers on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface SampleProcedure {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  /** Calendar days from receipt to the slip's due date; the slip decides, not the calendar. */
  readonly days: number;
  readonly fee: number;
  readonly copies?: boolean;
}

export const SAMPLE_PROCEDURES: readonly SampleProcedure[] = [
  { code: '1.001193', name: 'Đăng ký khai sinh', sector: 'Hộ tịch', days: 1, fee: 0 },
  { code: '1.000894', name: 'Đăng ký kết hôn', sector: 'Hộ tịch', days: 5, fee: 0 },
  { code: '1.004873', name: 'Cấp Giấy xác nhận tình trạng hôn nhân', sector: 'Hộ tịch', days: 3, fee: 10_000 },
  { code: '2.000635', name: 'Cấp bản sao Trích lục hộ tịch', sector: 'Hộ tịch', days: 1, fee: 8_000 },
  {
    code: '2.000815',
    name: 'Chứng thực bản sao từ bản chính',
    sector: 'Chứng thực',
    days: 1,
    fee: 20_000,
    copies: true,
  },
  { code: '2.000884', name: 'Chứng thực chữ ký', sector: 'Chứng thực', days: 1, fee: 10_000 },
  { code: '1.001776', name: 'Thực hiện trợ cấp xã hội hằng tháng', sector: 'Bảo trợ xã hội', days: 22, fee: 0 },
  { code: '2.000286', name: 'Tiếp nhận đối tượng vào cơ sở trợ giúp', sector: 'Bảo trợ xã hội', days: 27, fee: 0 },
];

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'];
const MIDDLE = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Đức', 'Thúy', 'Quốc'];
const GIVEN = ['An', 'Bình', 'Chi', 'Dũng', 'Hòa', 'Khánh', 'Lượng', 'Mỹ', 'Quý', 'Thủy', 'Ước', 'Yến'];

const CHANNELS_BY_SHARE: readonly Channel[] = ['online', 'online', 'counter', 'counter', 'counter', 'post'];

/** How a dossier stands; each one is met again after this many rows, whatever the seed. */
const FATES = [
  'early',
  'onTime',
  'overdue',
  'pending',
  'pendingOverdue',
  'resolvedOnly',
  'suspendedOnce',
  'suspendedTwice',
  'suspendedNow',
  'awaitingSupplement',
  'cancelled',
  'cancelledWhileSuspended',
  'receivedAtOpening',
  'receivedAtClosing',
  'resolvedAtOpening',
  'resolvedAtClosing',
  'cancelledAtOpening',
  'cancelledAtClosing',
  'resolvedAfterClosing',
  'noSlip',
] as const;
type Fate = (typeof FATES)[number];

/** The lines of a ledger (sổ theo dõi), one by one; the first twenty already hold every fate. */
export function* generateLedger(plan: LedgerPlan): Generator<LedgerLine> {
  const random = seededRandom(plan.seed);
  const numbers = new Map<string, number>();
  for (let row = 0; row < plan.rows; row += 1) {
    yield makeLine(plan, row, FATES[row % FATES.length] as Fate, random, numbers);
  }
}

function makeLine(
  plan: LedgerPlan,
  row: number,
  fate: Fate,
  random: () => number,
  numbers: Map<string, number>,
): LedgerLine {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const opening = toCivilMinute(opensAt(plan.period));
  const closing = toCivilMinute(closesAt(plan.period));
  const procedure = SAMPLE_PROCEDURES[(row + below(2)) % SAMPLE_PROCEDURES.length] as SampleProcedure;

  let received = Math.min(opening - 20 * MINUTES_PER_DAY + below(closing - opening + 20 * MINUTES_PER_DAY), closing);
  if (fate === 'receivedAtOpening') received = opening;
  if (fate === 'receivedAtClosing') received = closing;
  if (fate === 'resolvedAtOpening' || fate === 'cancelledAtOpening')
    received = opening - 1 - below(10 * MINUTES_PER_DAY);
  if (fate === 'resolvedAtClosing' || fate === 'cancelledAtClosing' || fate === 'resolvedAfterClosing') {
    received = closing - 1 - below(10 * MINUTES_PER_DAY);
  }
  const due = received + procedure.days * MINUTES_PER_DAY + below(120);
  const course = courseOf(fate, received, due, opening, closing, below);
  const at = (minute: CivilMinute | undefined) => (minute === undefined ? null : fromCivilMinute(minute));
  const handedOver = course.handedOver;
  const fee = below(8) === 0 ? 0 : procedure.fee;
  const payment = paymentOf(fee, below);
  const paid = payment === 'online' || payment === 'cash' || payment === 'transfer';
  const code = nextCode(plan.unitAgency, received, numbers);

  return {
    dossierCode: code.text,
    codeFormat: code.format,
    codeAgency: plan.unitAgency,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    sector: procedure.sector,
    applicantName: `${pick(FAMILY)} ${pick(MIDDLE)} ${pick(GIVEN)}`,
    identityNumber: `0${below(1_000_000)}`.padEnd(12, '5'),
    phone: `09${String(below(100_000_000)).padStart(8, '0')}`,
    channel: pick(CHANNELS_BY_SHARE),
    receivedAt: fromCivilMinute(received),
    slipDueAt: fate === 'noSlip' ? null : fromCivilMinute(due),
    suspendedDuring: course.suspended.map(([from, to]) => ({ from: fromCivilMinute(from), to: at(to) }) satisfies Span),
    resolvedAt: at(course.resolved),
    handedOverAt: at(handedOver),
    handOverChannel: handedOver === undefined ? null : pick(CHANNELS_BY_SHARE),
    status: course.status,
    cancelledAt: at(course.cancelled),
    feeDue: fee,
    payment,
    paidAt: paid ? fromCivilMinute(received + below(60)) : null,
    certifiedECopy: procedure.copies === true && course.resolved !== undefined && below(5) > 0,
    resultDigitised: course.resolved !== undefined && below(4) > 0,
    kept: {},
  };
}

interface Course {
  readonly resolved?: CivilMinute;
  readonly handedOver?: CivilMinute;
  readonly cancelled?: CivilMinute;
  readonly suspended: readonly (readonly [from: CivilMinute, to: CivilMinute | undefined])[];
  readonly status: LedgerStatus;
}

function courseOf(
  fate: Fate,
  received: CivilMinute,
  due: CivilMinute,
  opening: CivilMinute,
  closing: CivilMinute,
  below: (limit: number) => number,
): Course {
  const done = (resolved: CivilMinute, suspended: Course['suspended'] = []): Course => ({
    resolved,
    handedOver: resolved + below(3 * MINUTES_PER_DAY),
    suspended,
    status: 'handedOver',
  });
  const term = due - received;
  switch (fate) {
    case 'early':
    case 'receivedAtOpening':
    case 'noSlip':
      return done(received + below(term));
    case 'onTime':
      return done(due);
    case 'overdue':
      return done(due + 1 + below(9 * MINUTES_PER_DAY));
    case 'pending':
    case 'pendingOverdue':
    case 'receivedAtClosing':
      return { suspended: [], status: fate === 'receivedAtClosing' ? 'received' : 'processing' };
    case 'resolvedOnly':
      return { resolved: received + below(term), suspended: [], status: 'resolved' };
    case 'suspendedOnce':
      return done(due + 60, [[received, received + 1 + below(term - 1)]]);
    case 'suspendedTwice': {
      const middle = received + 2 + below(term - 4);
      return done(due + 30, [
        [received + 1, middle],
        [middle, due],
      ]);
    }
    case 'suspendedNow':
      return { suspended: [[received + below(term), undefined]], status: 'suspended' };
    case 'awaitingSupplement':
      return { suspended: [[received + below(term), undefined]], status: 'awaitingSupplement' };
    case 'cancelled':
      return { cancelled: received + below(term), suspended: [], status: 'cancelled' };
    case 'cancelledWhileSuspended':
      return { cancelled: due, suspended: [[received + below(term), undefined]], status: 'cancelled' };
    case 'resolvedAtOpening':
      return done(opening);
    case 'resolvedAtClosing':
      return done(closing);
    case 'cancelledAtOpening':
      return { cancelled: opening, suspended: [], status: 'cancelled' };
    case 'cancelledAtClosing':
      return { cancelled: closing, suspended: [], status: 'cancelled' };
    case 'resolvedAfterClosing':
      return done(closing + 1 + below(3 * MINUTES_PER_DAY));
  }
}

function paymentOf(fee: number, below: (limit: number) => number): LedgerPayment {
  if (fee === 0) return 'exempt';
  return (['online', 'online', 'online', 'cash', 'transfer', 'unpaid'] as const)[below(6)] as LedgerPayment;
}

/** First year whose top-down codes are written with the national number. */
const NATIONAL_FROM = 2026;

function nextCode(
  agency: string,
  received: CivilMinute,
  numbers: Map<string, number>,
): { text: string; format: DossierCodeFormat } {
  const day = fromCivilMinute(received).slice(0, 10).replaceAll('-', '');
  const national = /^[A-Z]/.test(agency) && Number(day.slice(0, 4)) >= NATIONAL_FROM;
  const number = (numbers.get(day) ?? 0) + 1;
  numbers.set(day, number);
  const text = national
    ? `${agency}-${day}-${String(number).padStart(7, '0')}`
    : `${agency}-${day.slice(2)}-${String(number).padStart(4, '0')}`;
  const code = parseDossierCode(text);
  if (code === undefined)
    throw new RangeError(`no dossier code can be made of ${text}: too many rows a day, or no agency`);
  return code;
}

export { printLedgerCsv } from './ledger-printer.ts';
