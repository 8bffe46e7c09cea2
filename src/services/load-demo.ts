/** The sample ward (phường mẫu): its office hours, catalogue, registers and ledger, through the same doors as any unit's. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarSettings } from '../core/time/calendar-settings.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { lastRecordedAt } from '../store/audit-log.ts';
import { within } from '../store/scope.ts';
import { importCatalogue } from './catalogue.ts';
import { type ImportProgress, importLedger, type LedgerImportResult } from './import-ledger.ts';
import { importRegisters } from './import-registers.ts';
import type { Installation } from './installation.ts';
import { setCalendar } from './set-calendar.ts';

export const DEMO_UNIT = 'phuoc-long';
export const DEMO_PERIOD = '2023-Q3';

/** @param folder where the sample files are. Loading it again changes nothing. */
export async function loadDemo(
  installation: Installation,
  input: { readonly folder: string; readonly actor: string; readonly onProgress?: (progress: ImportProgress) => void },
): Promise<LedgerImportResult> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(input.folder, name), 'utf8'));
  const calendar = (await read('calendar-settings.json')) as CalendarSettings;
  await setCalendar(installation, {
    unitId: DEMO_UNIT,
    effectiveFrom: '2023-01-01' as PlainDate,
    settings: { officeHours: calendar.officeHours, settledDays: calendar.settledDays },
    actor: input.actor,
  });
  await importCatalogue(installation, {
    unitId: DEMO_UNIT,
    catalogue: await read('catalogue.json'),
    actor: input.actor,
  });
  await importRegisters(installation, {
    unitId: DEMO_UNIT,
    registers: await read('registers.json'),
    actor: input.actor,
  });
  return importLedger(installation, {
    unitId: DEMO_UNIT,
    file: join(input.folder, 'ledger-2023-q3.csv'),
    actor: input.actor,
    ...(input.onProgress === undefined ? {} : { onProgress: input.onProgress }),
  });
}

const A_DAY_MS = 86_400_000;

/**
 * When the sample ward's last entry was recorded, where that is a day and more after the clock's now: nothing is recorded
 * before what is recorded already, so what is done next would carry that day. Null where the log is not ahead.
 */
export async function recordedAhead({ store, clock }: Installation): Promise<Instant | null> {
  const last = await within(store, [DEMO_UNIT], (client) => lastRecordedAt(client, DEMO_UNIT));
  return last !== null && Date.parse(last) - Date.parse(clock.now()) > A_DAY_MS ? last : null;
}
