/**
 * The sample ward's clock (đồng hồ của phường mẫu). The ward existed until 30/06/2025 and its ledger ends in September
 * 2023, so its desk opens on the morning after the quarter's last day and goes on from there at the pace of real time,
 * from one start of the program to the next.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, localDateTime, toInstant } from '../core/time/local-date-time.ts';
import type { Clock } from '../services/installation.ts';

/** Friday, 07:30: the quarter can be closed, and everything that is pending is still to come. */
const FIRST_MORNING = toInstant(localDateTime('2023-09-15T07:30'));
const FILE = 'sample-clock.json';

/** @param real the machine's own clock */
export function sampleClock(dataFolder: string, real: Clock): Clock {
  const path = join(dataFolder, FILE);
  let openedAt: string;
  try {
    openedAt = (JSON.parse(readFileSync(path, 'utf8')) as { openedAt: string }).openedAt;
  } catch {
    openedAt = real.now();
    writeFileSync(path, `${JSON.stringify({ openedAt, shows: FIRST_MORNING })}\n`, { mode: 0o600 });
  }
  const offset = Date.parse(FIRST_MORNING) - Date.parse(openedAt);
  return {
    now: () => new Date(Date.parse(real.now()) + offset).toISOString() as Instant,
    outside: () => real.now(),
  };
}
