/**
 * The audit of the unit on screen (nhật ký): who did what when, fifty entries a page, found by day, person, act and dossier.
 * Those who may not see dossiers read neither what people typed nor anything else about applicants.
 */
import type pg from 'pg';
import { permits } from '../../core/access/permissions.ts';
import { auditSentence } from '../../core/audit/acts.ts';
import { firstMinuteOf, type Instant, toInstant } from '../../core/time/local-date-time.ts';
import { addDays, type PlainDate } from '../../core/time/plain-date.ts';
import { listAccountRows } from '../../store/accounts.ts';
import { type LogFilter, type LoggedEntry, listLog, listLogged, sequenceAt } from '../../store/audit-log.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { requirePermission } from '../work/permission.ts';

/** Entries a page. */
export const ENTRIES_SHOWN = 50;

export interface LogQuestion {
  /** First and last day in Vietnam; both count. */
  readonly from?: PlainDate | undefined;
  readonly through?: PlainDate | undefined;
  readonly actor?: string | undefined;
  readonly act?: string | undefined;
  readonly dossierCode?: string | undefined;
}

/** A page of the log: older than an entry, newer than an entry, or the newest. */
export type LogPlace = { readonly before: number } | { readonly after: number } | undefined;

export interface ShownEntry {
  readonly sequence: number;
  readonly recordedAt: Instant;
  /** Login name, or who else acted: the command line, the portal. */
  readonly actor: string;
  /** Of the account of that name; null where there is none. */
  readonly fullName: string | null;
  readonly act: string;
  readonly sentence: string;
  readonly eventCount: number;
  readonly dossierCode: string | null;
  readonly hash: string;
}

export interface LogPage {
  readonly entries: readonly ShownEntry[];
  /** Place of the page with newer ones; undefined: this is the first page. */
  readonly newer: LogPlace;
  readonly older: LogPlace;
  /** Everybody and every act that the log knows, for choosing. */
  readonly actors: readonly { readonly actor: string; readonly fullName: string | null }[];
  readonly acts: readonly string[];
}

/** Whether a person may read what was typed into dossiers (lý do, mục đích). */
const readsWords = (user: SignedIn): boolean => permits(user, 'dossier.view', user.unitId);

export async function namesOf(client: pg.ClientBase, unitId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await listAccountRows(client, unitId)).map((account) => [account.loginName, account.fullName]));
}

export function shownEntry(user: SignedIn, names: ReadonlyMap<string, string>, entry: LoggedEntry): ShownEntry {
  return {
    sequence: entry.sequence,
    recordedAt: entry.recordedAt,
    actor: entry.actor,
    fullName: names.get(entry.actor) ?? null,
    act: entry.act,
    sentence: auditSentence(entry.act, entry.detail, { words: readsWords(user) }),
    eventCount: entry.eventCount,
    dossierCode: entry.dossierCode,
    hash: entry.hash,
  };
}

/** Days as sequences. */
export async function filterOf(client: pg.ClientBase, unitId: string, question: LogQuestion): Promise<LogFilter> {
  const { from, through, actor, act, dossierCode } = question;
  return {
    ...(from === undefined ? {} : { from: await sequenceAt(client, unitId, toInstant(firstMinuteOf(from))) }),
    ...(through === undefined
      ? {}
      : { through: (await sequenceAt(client, unitId, toInstant(firstMinuteOf(addDays(through, 1))))) - 1 }),
    ...(actor === undefined ? {} : { actor }),
    ...(act === undefined ? {} : { act }),
    ...(dossierCode === undefined ? {} : { dossierCode }),
  };
}

/** @throws ServiceError `FORBIDDEN` */
export async function readLog(
  { store }: Pick<Installation, 'store'>,
  user: SignedIn,
  question: LogQuestion,
  place: LogPlace,
): Promise<LogPage> {
  requirePermission(user, ['audit.view']);
  const unitId = user.unitId;
  return within(
    store,
    [unitId],
    async (client) => {
      const filter = await filterOf(client, unitId, question);
      const upwards = place !== undefined && 'after' in place;
      const from = upwards ? Math.max(filter.from ?? 1, place.after + 1) : filter.from;
      const through =
        place !== undefined && 'before' in place
          ? Math.min(filter.through ?? Number.MAX_SAFE_INTEGER, place.before - 1)
          : filter.through;
      const found = await listLog(
        client,
        unitId,
        { ...filter, ...(from === undefined ? {} : { from }), ...(through === undefined ? {} : { through }) },
        { order: upwards ? 'oldest' : 'newest', limit: ENTRIES_SHOWN + 1 },
      );
      const more = found.length > ENTRIES_SHOWN;
      const rows = found.slice(0, ENTRIES_SHOWN);
      if (upwards) rows.reverse();
      const names = await namesOf(client, unitId);
      const [first, last] = [rows[0], rows[rows.length - 1]];
      return {
        entries: rows.map((entry) => shownEntry(user, names, entry)),
        newer: first !== undefined && (upwards ? more : place !== undefined) ? { after: first.sequence } : undefined,
        older: last !== undefined && (upwards || more) ? { before: last.sequence } : undefined,
        actors: (await listLogged(client, unitId, 'actor')).map((actor) => ({
          actor,
          fullName: names.get(actor) ?? null,
        })),
        acts: await listLogged(client, unitId, 'act'),
      };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}
