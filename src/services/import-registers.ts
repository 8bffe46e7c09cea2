/** Importing registers (nhập các sổ kiểm soát TTHC) and a unit's calendar choices: all of a file or nothing. */

import type { RegisterEntry } from '../core/registers/entry.ts';
import { entriesProblems } from '../core/registers/entry-problems.ts';
import { WorkCalendar } from '../core/time/calendar.ts';
import type { CalendarSettings } from '../core/time/calendar-settings.ts';
import { withSettings } from '../core/time/calendar-settings.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { CALENDARS } from '../law/calendars/index.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { putEntries, putSetting } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';
import { CALENDAR_SETTING, type Installation, loadTree, requireUnit } from './installation.ts';

export async function importRegisters(
  { store, clock }: Installation,
  input: { readonly unitId: string; readonly registers: unknown; readonly actor: string },
): Promise<{ readonly read: number; readonly added: number; readonly changed: number; readonly same: number }> {
  const entries = (input.registers as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw new ServiceError('BAD_REGISTERS', 'Tệp sổ phải có danh sách «entries».');
  const problems = entriesProblems(entries);
  if (problems.length > 0)
    throw new ServiceError('BAD_REGISTERS', `Sổ có ${problems.length} lỗi, chưa nhập gì.`, { details: problems });
  return within(store, [input.unitId], async (client) => {
    requireUnit(await loadTree(client, null), input.unitId);
    const place = await takeAuditHead(client, input.unitId, clock.now());
    const counts = await putEntries(
      client,
      (entries as RegisterEntry[]).map((entry) => ({ homeUnitId: input.unitId, ...entry })),
      place.recordedAt,
    );
    if (counts.added + counts.changed > 0)
      await appendAudit(client, place, { actor: input.actor, act: 'importRegisters', detail: counts });
    return { read: entries.length, ...counts };
  });
}

/** Sets a unit's own office hours and settled days from a day on. @throws ServiceError when no calendar can be made of them */
export async function setCalendar(
  { store, clock }: Installation,
  input: {
    readonly unitId: string;
    readonly effectiveFrom: PlainDate;
    readonly settings: CalendarSettings;
    readonly actor: string;
  },
): Promise<void> {
  try {
    new WorkCalendar(withSettings(CALENDARS, input.settings));
  } catch (error) {
    throw new ServiceError('BAD_CALENDAR', `Lịch của đơn vị chưa dùng được: ${(error as Error).message}`);
  }
  await within(store, [input.unitId], async (client) => {
    requireUnit(await loadTree(client, null), input.unitId);
    const place = await takeAuditHead(client, input.unitId, clock.now());
    await putSetting(
      client,
      input.unitId,
      { key: CALENDAR_SETTING, effectiveFrom: input.effectiveFrom, value: input.settings },
      place.recordedAt,
    );
    await appendAudit(client, place, {
      actor: input.actor,
      act: 'setCalendar',
      detail: { effectiveFrom: input.effectiveFrom },
    });
  });
}
