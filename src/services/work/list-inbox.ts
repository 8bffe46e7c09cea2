/** The inboxes of an officer (hộp việc): counts of all, one of them with its page. */
import { sectorKeyOf } from '../../core/organisation/sector.ts';
import { type DueStanding, dueStanding, soonThrough } from '../../core/process/due-state.ts';
import {
  belongsTo,
  INBOX_TABS,
  type InboxFilter,
  type InboxPage,
  type InboxTab,
  inboxPage,
  inboxTab,
  MINE,
} from '../../core/process/inbox.ts';
import { dateOf, fromInstant, type LocalDateTime } from '../../core/time/local-date-time.ts';
import { listProcedureSectors, listSectors } from '../../store/registers.ts';
import { within } from '../../store/scope.ts';
import { countWaiting, listWaiting, type WaitingTask } from '../../store/tasks.ts';
import { type Installation, loadCalendar, loadGranularity } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { buildMissingTasks } from './follow-tasks.ts';
import { listOfficers, type Officer } from './officers.ts';
import { requirePermission } from './permission.ts';

/** More waiting tasks than these in one inbox are not looked at; the oldest are. A commune has a few hundred. */
const MOST_WAITING = 20_000;

export interface InboxEntry extends WaitingTask {
  /** Tình trạng hạn of the dossier; of the step before a dossier is received; null after the result exists. */
  readonly standing: DueStanding | null;
  readonly stepLate: boolean;
}

export interface Inbox {
  readonly tab: InboxTab;
  readonly counts: readonly { readonly tab: InboxTab; readonly count: number }[];
  /** Of the whole inbox, before the filter. */
  readonly standings: Readonly<Record<DueStanding, number>>;
  readonly page: InboxPage<InboxEntry>;
  readonly sectors: readonly { readonly key: string; readonly name: string }[];
  readonly officers: readonly Officer[];
  readonly now: LocalDateTime;
}

export async function listInbox(
  installation: Installation,
  input: { readonly user: SignedIn; readonly tabId: string; readonly filter: InboxFilter },
): Promise<Inbox> {
  const { user } = input;
  requirePermission(user, ['dossier.view']);
  await buildMissingTasks(installation, user.unitId);
  const tab = inboxTab(input.tabId);
  return within(
    installation.store,
    [user.unitId],
    async (client) => {
      const now = fromInstant(installation.clock.now());
      const calendar = await loadCalendar(client, user.unitId, null);
      const granularity = await loadGranularity(client, user.unitId, dateOf(now), null);
      const soon = soonThrough(calendar, now);
      const standingOf = (task: WaitingTask): DueStanding | null => {
        if (task.resolvedAt !== null) return null;
        if (task.dueAt !== null) {
          const { suspendedDuring, lapsedDuring } = task;
          const facts = { dueAt: task.dueAt, resolvedAt: null, suspendedDuring, lapsedDuring };
          return dueStanding(facts, now, soon, granularity);
        }
        if (task.stepDueAt === null) return null;
        const facts = { dueAt: task.stepDueAt, resolvedAt: null, suspendedDuring: [], lapsedDuring: [] };
        return dueStanding(facts, now, soon, granularity);
      };
      const waiting = await listWaiting(client, user.unitId, tab.kinds, MOST_WAITING);
      const entries = waiting
        .filter((task) => belongsTo(tab, task, user))
        .map((task) => ({
          ...task,
          standing: standingOf(task),
          stepLate: !task.onHold && task.stepDueAt !== null && now > task.stepDueAt,
        }));
      const standings = { withinTime: 0, dueSoon: 0, dueToday: 0, overdue: 0, suspended: 0 };
      for (const entry of entries) if (entry.standing !== null) standings[entry.standing] += 1;
      const counted = await countWaiting(client, user.unitId);
      const counts = INBOX_TABS.map((one) => ({
        tab: one,
        count:
          one.id === tab.id
            ? entries.length
            : counted.filter((row) => belongsTo(one, row, user)).reduce((sum, row) => sum + row.count, 0),
      }));
      const present = new Set(entries.map((entry) => entry.sectorKey));
      const sectors = (await listSectors(client, [user.unitId], dateOf(now), null))
        .filter((sector) => present.has(sector.key))
        .map(({ key, name }) => ({ key, name }));
      const unnamed = [...present].filter((key) => key !== '' && !sectors.some((sector) => sector.key === key));
      if (unnamed.length > 0) {
        const names = await listProcedureSectors(client, user.unitId);
        for (const key of unnamed) sectors.push({ key, name: names.find((name) => sectorKeyOf(name) === key) ?? key });
      }
      return {
        tab,
        counts,
        standings,
        page: inboxPage(entries, input.filter),
        sectors,
        officers: await listOfficers(client, user.unitId),
        now,
      };
    },
    { readOnly: true },
  );
}

/** Number of tasks that wait for an officer, for the first page and the navigation. */
export function countMine(installation: Pick<Installation, 'store'>, user: SignedIn): Promise<number> {
  return within(
    installation.store,
    [user.unitId],
    async (client) => {
      const mine = inboxTab(MINE);
      const counted = await countWaiting(client, user.unitId);
      return counted.filter((row) => belongsTo(mine, row, user)).reduce((sum, row) => sum + row.count, 0);
    },
    { readOnly: true },
  );
}
