/**
 * The one way in which a setting of the unit changes (đổi cài đặt): permission, a plan made from the settings as they stand,
 * a new dated version, what it moves, the audit — in one transaction. Looking at the consequences first does the very same
 * and takes it back, so what is shown is what would happen.
 */
import type pg from 'pg';
import type { AuditAct } from '../../core/audit/acts.ts';
import type { SettingNote } from '../../core/reporting/settings.ts';
import { formatDatePadded, type PlainDate } from '../../core/time/plain-date.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { insertSetting } from '../../store/registers.ts';
import { within } from '../../store/scope.ts';
import { type Installation, loadCalendar } from '../installation.ts';
import { once } from '../once.ts';
import { type MovedDue, recomputePendingDue } from '../recompute-due.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from '../work/permission.ts';
import { loadSettings, type UnitSettings } from './load-settings.ts';

export type FieldErrors = Readonly<Record<string, string>>;

export interface SettingChange {
  readonly user: SignedIn;
  /** Văn bản làm căn cứ: number, date, who issued it. */
  readonly basis: string;
  readonly reason: string;
  /** Only look: everything is taken back. */
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
      /** Whether due instants have to be computed again. */
      readonly movesDue: boolean;
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

/** Carries an answer out of a transaction that is to leave nothing behind. */
class TakenBack extends Error {
  readonly answer: SettingOutcome;
  constructor(answer: SettingOutcome) {
    super('taken back');
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

/** @throws ServiceError `FORBIDDEN`, `FORM_REUSED` */
export async function changeSetting(
  { store, clock }: Installation,
  change: SettingChange,
  plan: (settings: UnitSettings, client: pg.PoolClient) => Promise<SettingPlan> | SettingPlan,
): Promise<SettingOutcome> {
  const { user } = change;
  requirePermission(user, ['setting.edit']);
  const texts = textErrors(change);
  try {
    return await within(store, [user.unitId], async (client) => {
      const place = await takeAuditHead(client, user.unitId, clock.now());
      const key = { user, formKey: change.preview ? undefined : change.formKey, act: 'setting.change' };
      const { answer } = await once(client, key, place.recordedAt, async (): Promise<SettingOutcome> => {
        const planned = await plan(await loadSettings(client, user.unitId, clock.now()), client);
        if (!planned.ok || Object.keys(texts).length > 0)
          throw new TakenBack({ ok: false, errors: { ...(planned.ok ? {} : planned.errors), ...texts } });
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
        const moved = planned.movesDue
          ? await recomputePendingDue(
              client,
              user.unitId,
              await loadCalendar(client, user.unitId, null),
              place.recordedAt,
            )
          : [];
        const outcome: SettingOutcome = { ok: true, what, effectiveFrom, moved, consequences: planned.consequences };
        if (change.preview) throw new TakenBack(outcome);
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
        return outcome;
      });
      return answer;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.answer;
    throw error;
  }
}
