/**
 * The sample ward's clock (đồng hồ của phường mẫu). The ward existed until 30/06/2025 and its ledger ends in September
 * 2023, so its desk opens on the morning after the quarter's last day and goes on from there at the pace of real time,
 * from one start of the program to the next.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandContext, line } from '../cli/io.ts';
import { formatLocal, fromInstant, type Instant, localDateTime, toInstant } from '../core/time/local-date-time.ts';
import type { Clock, Installation } from '../services/installation.ts';

/** Friday, 07:30: the quarter can be closed, and everything that is pending is still to come. */
const FIRST_MORNING = toInstant(localDateTime('2023-09-15T07:30'));
const FILE = 'sample-clock.json';

/**
 * @param real the machine's own clock
 * @param begins whether the clock starts to run here, where it does not run yet; else the first morning lasts
 */
export function sampleClock(dataFolder: string, real: Clock, begins: boolean): Clock {
  const path = join(dataFolder, FILE);
  let openedAt: string;
  try {
    openedAt = (JSON.parse(readFileSync(path, 'utf8')) as { openedAt: string }).openedAt;
  } catch {
    openedAt = real.now();
    if (begins) writeFileSync(path, `${JSON.stringify({ openedAt, shows: FIRST_MORNING })}\n`, { mode: 0o600 });
  }
  const offset = Date.parse(FIRST_MORNING) - Date.parse(openedAt);
  return {
    now: () => new Date(Date.parse(real.now()) + offset).toISOString() as Instant,
    outside: () => real.now(),
  };
}

/**
 * A command that works in the sample ward's time: what it records is of the sample's day, and the desk goes on from there. In
 * the machine's own time the log would be years ahead of the desk, which never records before what is recorded.
 */
export function inSampleTime(context: CommandContext, { begins }: { readonly begins: boolean }): CommandContext {
  let opened: Promise<Installation> | undefined;
  const open = async (): Promise<Installation> => {
    const installation = await context.open();
    const clock = sampleClock(installation.store.dataFolder, installation.clock, begins);
    line(
      context.io,
      `Đồng hồ của phường mẫu chỉ ${formatLocal(fromInstant(clock.now()))}${begins ? ' và chạy tiếp từ đó' : ''}.`,
    );
    return { ...installation, clock };
  };
  return {
    ...context,
    open: () => {
      opened ??= open();
      return opened;
    },
  };
}
