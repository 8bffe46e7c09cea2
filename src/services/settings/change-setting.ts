/**
 * The one way in which a setting of the unit changes (đổi cài đặt): permission, a plan made from the settings as they stand,
 * a new dated version, what it moves, the audit — in one transaction. Looking at the consequences first makes the same plan
 * and works out the same moves, but holds nobody up and writes nothing.
 */
import type pg from 'pg';
import type { AuditAct } from '../../core/audit/acts.ts';
import type { SettingNote } from '../../core/reporting/settings.ts';
import { WorkCalendar } from '../../core/time/calendar.ts';
import { type CalendarSettings, withSettings } from '../../core/time/calendar-settings.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { formatDatePadded, type PlainDate } from '../../core/time/plain-date.ts';
import { CALENDARS } from '../../law/calendars/index.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { insertSetting } from '../../store/registers.ts';
import { within } from '../../store/scope.ts';
import { type Installation, loadCalendar } from '../installation.ts';
import { once } from '../once.ts';
import { type MovedDue, previewPendingDue, recomputePendingDue } from '../recompute-due.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from '../work/permission.ts';
import { loadSettings, type UnitSettings } from './load-settings.ts';

export type FieldErrors = Readonly<Record<string, string>>;

export interface SettingChange {
  readonly user: SignedIn;
  /** Văn bản làm căn cứ: number, date, who issued it. */
  readonly basis: string;
  readonly reason: string;
  /** Only look. */
  readonly preview: boolean;
  readonly formKey?: string | undefined;
}

export type SettingPlan =
  | {
      readonly ok: true;
      readonly act: AuditAct;
      readonly key: string;
      /** The first day on which it applies. */
      readonly effectiveFrom: PlainDate;
      readonly value: object;
      /** In a few words, as the log tells it. */
      readonly what: string;
      /** Further consequences, full sentences. */
      readonly consequences: readonly string[];
      /** The calendar under which due instants have to be computed again; null: they stay. */
      readonly calendar: CalendarSettings | null;
    }
  | { readonly ok: false; readonly errors: FieldErrors };

export type SettingOutcome =
  | {
      readonly ok: true;
      readonly what: string;
      readonly effectiveFrom: PlainDate;
      readonly moved: readonly MovedDue[];
      readonly consequences: readonly string[];
    }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Leaves the transaction without a trace, carrying the refusal out. */
class NotChanged extends Error {
  readonly answer: SettingOutcome;
  constructor(answer: SettingOutcome) {
    super('refused');
    this.answer = answer;
  }
}

/** Characters. */
const LONGEST_TEXT = 300;

function textErrors({ basis, reason }: SettingChange): Record<string, string> {
  const long = (text: string): boolean => [...text].length > LONGEST_TEXT;
  return {
    ...(basis.trim() === '' ? { basis: 'Hãy nhập văn bản làm căn cứ: số, ngày, cơ quan ban hành.' } : {}),
    ...(long(basis) ? { basis: `Căn cứ dài quá ${LONGEST_TEXT} ký tự.` } : {}),
    ...(reason.trim() === '' ? { reason: 'Hãy nhập lý do thay đổi.' } : {}),
    ...(long(reason) ? { reason: `Lý do dài quá ${LONGEST_TEXT} ký tự.` } : {}),
  };
}

/**
 * Why a first day cannot be taken; undefined where it can. Days that have passed are not edited, and with them no closed
 * period, since a period is only closed when it is over.
 */
export function dayProblem(settings: UnitSettings, day: PlainDate): string | undefined {
  if (day >= settings.today) return undefined;
  const closed =
    settings.lastClosed === null
      ? ''
      : ` Kỳ đã chốt gần nhất hết ngày ${formatDatePadded(settings.lastClosed.through)} giữ nguyên.`;
  return `Ngày áp dụng không được trước hôm nay, ${formatDatePadded(settings.today)}: cài đặt không sửa quá khứ.${closed}`;
}

type Plan = (settings: UnitSettings, client: pg.PoolClient) => Promise<SettingPlan> | SettingPlan;

/** The plan with what is wrong with the texts; all reasons at once. */
async function planOf(client: pg.PoolClient, change: SettingChange, now: Instant, plan: Plan): Promise<SettingPlan> {
  const planned = await plan(await loadSettings(client, change.user.unitId, now), client);
  const texts = textErrors(change);
  if (planned.ok && Object.keys(texts).length === 0) return planned;
  return { ok: false, errors: { ...(planned.ok ? {} : planned.errors), ...texts } };
}

const outcomeOf = (planned: Extract<SettingPlan, { ok: true }>, moved: readonly MovedDue[]): SettingOutcome => ({
  ok: true,
  what: planned.what,
  effectiveFrom: planned.effectiveFrom,
  moved,
  consequences: planned.consequences,
});

/** @throws ServiceError `FORBIDDEN`, `FORM_REUSED` */
export async function changeSetting(
  installation: Installation,
  change: SettingChange,
  plan: Plan,
): Promise<SettingOutcome> {
  requirePermission(change.user, ['setting.edit']);
  return change.preview ? preview(installation, change, plan) : save(installation, change, plan);
}

function preview({ store, clock }: Installation, change: SettingChange, plan: Plan): Promise<SettingOutcome> {
  const { unitId } = change.user;
  return within(
    store,
    [unitId],
    async (client) => {
      const planned = await planOf(client, change, clock.now(), plan);
      if (!planned.ok) return planned;
      const { calendar } = planned;
      return outcomeOf(
        planned,
        calendar === null
          ? []
          : await previewPendingDue(client, unitId, new WorkCalendar(withSettings(CALENDARS, calendar))),
      );
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}

async function save({ store, clock }: Installation, change: SettingChange, plan: Plan): Promise<SettingOutcome> {
  const { user, formKey } = change;
  try {
    return await within(store, [user.unitId], async (client) => {
      const place = await takeAuditHead(client, user.unitId, clock.now());
      const key = { user, formKey, act: 'setting.change' };
      const { answer } = await once(client, key, place.recordedAt, async (): Promise<SettingOutcome> => {
        const planned = await planOf(client, change, clock.now(), plan);
        if (!planned.ok) throw new NotChanged(planned);
        const { what, effectiveFrom } = planned;
        const note: SettingNote = {
          what,
          reason: change.reason.trim(),
          by: user.loginName,
          ...(planned.act === 'setting.withdraw' ? { withdrawal: true } : {}),
        };
        await insertSetting(
          client,
          user.unitId,
          { key: planned.key, effectiveFrom, value: { ...planned.value, note } },
          place.recordedAt,
        );
        const moved =
          planned.calendar === null
            ? []
            : await recomputePendingDue(
                client,
                user.unitId,
                await loadCalendar(client, user.unitId, null),
                place.recordedAt,
              );
        await appendAudit(client, place, {
          actor: user.loginName,
          act: planned.act,
          detail: {
            what,
            effectiveFrom,
            basis: change.basis.trim(),
            reason: note.reason,
            moved: moved.map((due) => ({ ...due })),
          },
        });
        return outcomeOf(planned, moved);
      });
      return answer;
    });
  } catch (error) {
    if (error instanceof NotChanged) return error.answer;
    throw error;
  }
}
