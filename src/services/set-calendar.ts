/** A unit's own office hours and settled days (giờ làm việc, ngày nghỉ của đơn vị), and what they move. */

import { canonicalJson } from '../core/canonical-json.ts';
import { WorkCalendar } from '../core/time/calendar.ts';
import { officeHoursProblems } from '../core/time/calendar-problems.ts';
import { type CalendarSettings, withSettings } from '../core/time/calendar-settings.ts';
import { isPlainDate, type PlainDate } from '../core/time/plain-date.ts';
import { CALENDARS } from '../law/calendars/index.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { insertSetting } from '../store/registers.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';
import {
  CALENDAR_SETTING,
  type Installation,
  loadCalendar,
  loadCalendarSettings,
  loadTree,
  requireUnit,
} from './installation.ts';
import { type MovedDue, recomputePendingDue } from './recompute-due.ts';

/** @throws ServiceError when the text is not a unit's calendar */
export function readCalendarSettings(value: unknown): CalendarSettings {
  const given = (value ?? {}) as { officeHours?: unknown; settledDays?: unknown; addedDaysOff?: unknown };
  const problems: string[] = [];
  const hours = given.officeHours ?? [];
  const days = given.settledDays ?? [];
  const added = given.addedDaysOff ?? [];
  if (!Array.isArray(hours) || !Array.isArray(days) || !Array.isArray(added)) {
    throw new ServiceError(
      'BAD_CALENDAR',
      'Lịch của đơn vị phải có danh sách «officeHours» và «settledDays», có thể thêm «addedDaysOff».',
    );
  }
  for (const [index, period] of hours.entries()) {
    const at = `Giờ làm việc thứ ${index + 1}`;
    if (!isPlainDate(String(period?.effectiveFrom))) problems.push(`${at}: ngày bắt đầu không hợp lệ.`);
    if (period?.effectiveThrough !== null && !isPlainDate(String(period?.effectiveThrough)))
      problems.push(`${at}: ngày kết thúc không hợp lệ (để null nếu còn áp dụng).`);
    if (!Array.isArray(period?.hours)) problems.push(`${at}: thiếu các buổi làm việc.`);
    else problems.push(...officeHoursProblems(period.hours).map((problem) => `${at}: ${problem}`));
  }
  for (const [index, day] of days.entries()) {
    if (!isPlainDate(String(day?.date)) || typeof day?.applied !== 'boolean')
      problems.push(`Ngày chốt thứ ${index + 1}: cần ngày có thật và applied là true hoặc false.`);
  }
  for (const [index, day] of added.entries()) {
    const real = isPlainDate(String(day?.date)) && (day?.makeUpOn === null || isPlainDate(String(day?.makeUpOn)));
    if (!real || typeof day?.name !== 'string' || typeof day?.basis !== 'string')
      problems.push(`Ngày nghỉ thêm thứ ${index + 1}: cần ngày có thật, tên, căn cứ và ngày làm bù (hoặc null).`);
  }
  if (problems.length > 0)
    throw new ServiceError('BAD_CALENDAR', `Lịch của đơn vị có ${problems.length} lỗi, chưa ghi gì.`, {
      details: problems,
    });
  return {
    officeHours: hours as CalendarSettings['officeHours'],
    settledDays: days as CalendarSettings['settledDays'],
    ...(added.length === 0 ? {} : { addedDaysOff: added as NonNullable<CalendarSettings['addedDaysOff']> }),
  };
}

/** Records the settings from a day on and moves the computed due dates of pending dossiers. @throws ServiceError */
export async function setCalendar(
  { store, clock }: Installation,
  input: {
    readonly unitId: string;
    readonly effectiveFrom: PlainDate;
    readonly settings: CalendarSettings;
    readonly actor: string;
  },
): Promise<{ readonly moved: readonly MovedDue[] }> {
  try {
    new WorkCalendar(withSettings(CALENDARS, input.settings));
  } catch (error) {
    throw new ServiceError('BAD_CALENDAR', `Lịch của đơn vị chưa dùng được: ${(error as Error).message}`);
  }
  return within(store, [input.unitId], async (client) => {
    requireUnit(await loadTree(client, null), input.unitId);
    const place = await takeAuditHead(client, input.unitId, clock.now());
    const last = await loadCalendarSettings(client, input.unitId, null);
    const written =
      last?.effectiveFrom !== input.effectiveFrom || canonicalJson(last.value) !== canonicalJson(input.settings);
    if (written)
      await insertSetting(
        client,
        input.unitId,
        { key: CALENDAR_SETTING, effectiveFrom: input.effectiveFrom, value: input.settings },
        place.recordedAt,
      );
    const moved = await recomputePendingDue(
      client,
      input.unitId,
      await loadCalendar(client, input.unitId, null),
      place.recordedAt,
    );
    if (written || moved.length > 0) {
      await appendAudit(client, place, {
        actor: input.actor,
        act: 'setCalendar',
        detail: { effectiveFrom: input.effectiveFrom, moved: moved.map((due) => ({ ...due })) },
      });
    }
    return { moved };
  });
}
