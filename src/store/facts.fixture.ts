/** Random counting facts for tests: consistent in themselves, crowded around the minutes at which figures turn. */
import { CHANNELS, type DossierFacts, type Span } from '../core/dossier/facts.ts';
import { closesAt, opensAt, type ReportingPeriod } from '../core/reporting/period.ts';
import {
  type CivilMinute,
  fromCivilMinute,
  type LocalDateTime,
  MINUTES_PER_DAY,
  toCivilMinute,
} from '../core/time/local-date-time.ts';
import { dossierIdOf } from './dossiers.ts';

export interface Dice {
  /** 0 to `limit` − 1. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  chance(oneIn: number): boolean;
}

export function dice(random: () => number): Dice {
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    chance: (oneIn) => below(oneIn) === 0,
  };
}

export const SECTORS = ['ho-tich', 'chung-thuc', 'dat-dai', 'lien-thong-cac-tthc'] as const;
const PROCEDURES = ['1.001193', '2.000815', '2.002621', '2.002622', '9.999999'] as const;

/** Minutes at and around which a period's figures turn, and some between. */
function crowded(period: ReportingPeriod, roll: Dice): CivilMinute {
  const opening = toCivilMinute(opensAt(period));
  const closing = toCivilMinute(closesAt(period));
  if (roll.chance(2)) return opening - 20 * MINUTES_PER_DAY + roll.below(closing - opening + 40 * MINUTES_PER_DAY);
  return roll.pick([opening, closing]) + roll.pick([-1440, -1, 0, 1, 1440]);
}

/** One dossier's facts at random; spans neither overlap nor touch. */
export function randomFacts(homeUnitId: string, number: number, period: ReportingPeriod, roll: Dice): DossierFacts {
  const dossierCode = `H32.22.18-230615-${String(number).padStart(4, '0')}`;
  const received = crowded(period, roll);
  const later = (from: CivilMinute): CivilMinute => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const at = crowded(period, roll);
      if (at >= from) return at;
    }
    return from + roll.pick([0, 1, 60, 1440, 14_400]);
  };
  const at = (minute: CivilMinute | null): LocalDateTime | null => (minute === null ? null : fromCivilMinute(minute));
  const ending = roll.below(4);
  const resolved = ending <= 1 ? later(received) : null;
  const cancelled = ending === 2 ? later(received) : null;
  const due = resolved !== null && roll.chance(3) ? resolved + roll.pick([-1, 0, 1]) : later(received);
  const suspendedDuring = randomSpans(received, due, later, roll, resolved ?? cancelled);
  const channel = roll.pick(CHANNELS);
  const handedOver = resolved !== null && !roll.chance(3) ? later(resolved) : null;
  const feeDue = roll.pick([0, 0, 8_000, 2_000_000_000]);
  const paid = roll.chance(3) ? later(received) : null;
  return {
    homeUnitId,
    dossierId: dossierIdOf(homeUnitId, dossierCode),
    dossierCode,
    sectorKey: roll.pick(SECTORS),
    procedureCode: roll.pick(PROCEDURES),
    channel,
    receivedAt: fromCivilMinute(received),
    dueAt: fromCivilMinute(due),
    resolvedAt: at(resolved),
    cancelledAt: at(cancelled),
    handedOverAt: at(handedOver),
    handOverChannel: handedOver === null ? null : roll.pick(CHANNELS),
    suspendedDuring,
    lapsedDuring: roll.chance(5)
      ? [{ from: fromCivilMinute(received + 1), to: fromCivilMinute(later(received + 2)) }]
      : [],
    linkedChild: roll.chance(6),
    verticalAgency: roll.chance(6),
    feeDue,
    paidOnlineAt: at(paid),
    paidOnlineAmount: paid === null ? 0 : feeDue,
    copyCertification: roll.chance(2),
    certifiedECopy: roll.chance(2),
    resultDigitised: roll.chance(2),
  };
}

function randomSpans(
  received: CivilMinute,
  due: CivilMinute,
  later: (from: CivilMinute) => CivilMinute,
  roll: Dice,
  ended: CivilMinute | null,
): Span[] {
  const spans: Span[] = [];
  let from = received;
  while (spans.length < 3 && roll.chance(2)) {
    from = roll.chance(2) ? later(from) : Math.max(from, due + roll.pick([-1, 0, 1]));
    if (ended !== null && from >= ended) break;
    let to: CivilMinute | null = roll.chance(3) ? null : later(from + 1);
    if (ended !== null && (to === null || to > ended)) to = ended;
    spans.push({ from: fromCivilMinute(from), to: to === null ? null : fromCivilMinute(to) });
    if (to === null) break;
    from = to + 1;
  }
  return spans;
}
