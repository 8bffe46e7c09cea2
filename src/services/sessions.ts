/**
 * Sessions (phiên làm việc): a random token in the browser's cookie, its hash in the database. A session ends by itself
 * after an hour without a request and after a working day; each step of signing in gives it a new token.
 */
import { createHash } from 'node:crypto';
import type { UnitRecord } from '../core/organisation/unit.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import {
  endSessions,
  insertSession,
  listSessionRows,
  readSession,
  type SessionRow,
  type SessionStage,
  type SignInMethod,
  sweepSignIn,
  updateSession,
} from '../store/account-sessions.ts';
import { type AccountPlace, type AccountRow, readAccount } from '../store/accounts.ts';
import { prepared } from '../store/prepared.ts';
import { within } from '../store/scope.ts';
import { together } from '../store/together.ts';
import type { Installation } from './installation.ts';
import { DAY, HOUR, MINUTE, plusMilliseconds } from './instants.ts';
import { type Random, randomId, randomText } from './random.ts';
import type { SignedIn } from './signed-in.ts';

export type { SessionStage, SignInMethod } from '../store/account-sessions.ts';

/** Without a request for this long a session is over. */
export const IDLE_LIMIT = HOUR;
/** From its beginning a session lasts this long at most: one working day. */
export const ABSOLUTE_LIMIT = 12 * HOUR;
/** Signing in that is not finished by then begins again. */
export const UNFINISHED_LIMIT = 30 * MINUTE;
/** How often the last use is written down. */
const TOUCH_EVERY = MINUTE;
const TOKEN_BYTES = 32;

export interface Session {
  readonly homeUnitId: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly stage: SessionStage;
  readonly method: SignInMethod;
  readonly pending: string | null;
}

export interface Resumed {
  readonly session: Session;
  readonly user: SignedIn;
  readonly unit: UnitRecord;
}

/** What a browser tells about itself. */
export interface Caller {
  readonly address: string;
  /** The User-Agent header, for the person's own list of sessions. */
  readonly agent: string;
}

const TOKEN = /^([a-z0-9][a-z0-9-]{0,62})\.([\w-]{43})$/;

export const hashOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

/** The person as the program knows them from their account. */
export function asSignedIn(account: AccountRow): SignedIn {
  return {
    accountId: account.accountId,
    loginName: account.loginName,
    fullName: account.fullName,
    position: account.position,
    unitId: account.homeUnitId,
    roles: account.roles,
  };
}

/** Begins a session. @returns the token for the browser, which is kept nowhere else */
export async function beginSession(
  { store, clock }: Installation,
  random: Random,
  input: AccountPlace & {
    readonly stage: SessionStage;
    readonly method: SignInMethod;
    readonly caller: Caller;
    readonly pending?: string;
    /** The session that this one takes the place of. */
    readonly instead?: string;
  },
): Promise<string> {
  const token = `${input.homeUnitId}.${randomText(random, TOKEN_BYTES)}`;
  const now = clock.now();
  await within(store, [input.homeUnitId], async (client) => {
    if (input.instead !== undefined) await endSessions(client, input, { sessionId: input.instead }, now);
    await insertSession(client, {
      homeUnitId: input.homeUnitId,
      accountId: input.accountId,
      tokenHash: hashOf(token),
      sessionId: randomId(random),
      stage: input.stage,
      method: input.method,
      address: input.caller.address.slice(0, 60),
      agent: input.caller.agent.slice(0, 300),
      beganAt: now,
      expiresAt: plusMilliseconds(now, input.stage === 'complete' ? ABSOLUTE_LIMIT : UNFINISHED_LIMIT),
      pending: input.pending ?? null,
    });
  });
  return token;
}

/** Who is behind a token; undefined for a token that is unknown, ended, too old, or of a disabled account. */
export async function resumeSession({ store, clock }: Installation, token: string): Promise<Resumed | undefined> {
  const unitId = TOKEN.exec(token)?.[1];
  if (unitId === undefined) return undefined;
  const now = clock.now();
  return within(store, [unitId], async (client) => {
    const session = await readSession(client, unitId, hashOf(token));
    if (session === undefined || isOver(session, now)) return undefined;
    const [account, { rows }] = await together([
      readAccount(client, session),
      prepared<{ body: UnitRecord }>(
        client,
        'select body from unit_record where unit_id = $1 order by version desc limit 1',
        [unitId],
      ),
    ]);
    if (account === undefined || account.disabled) return undefined;
    const unit = rows[0]?.body;
    if (unit === undefined) return undefined;
    if (now > plusMilliseconds(session.lastSeenAt, TOUCH_EVERY))
      await updateSession(client, session, { lastSeenAt: now });
    return { session, user: asSignedIn(account), unit };
  });
}

function isOver(session: SessionRow, now: Instant): boolean {
  return (
    session.endedAt !== null || now >= session.expiresAt || now >= plusMilliseconds(session.lastSeenAt, IDLE_LIMIT)
  );
}

/** Keeps something for the next step of a session. */
export async function keepPending({ store }: Installation, session: Session, pending: string | null): Promise<void> {
  await within(store, [session.homeUnitId], (client) => updateSession(client, session, { pending }));
}

export interface SessionSummary {
  readonly sessionId: string;
  readonly method: SignInMethod;
  readonly address: string;
  readonly agent: string;
  readonly beganAt: Instant;
  readonly lastSeenAt: Instant;
}

/** The open sessions of a person, the latest used first. */
export async function listSessions({ store, clock }: Installation, place: AccountPlace): Promise<SessionSummary[]> {
  const now = clock.now();
  return within(
    store,
    [place.homeUnitId],
    async (client) => (await listSessionRows(client, place, now)).filter((session) => !isOver(session, now)),
    { readOnly: true },
  );
}

/** Ends one session of a person, all but one, or all. @returns how many were open */
export async function endOwnSessions(
  { store, clock }: Installation,
  place: AccountPlace,
  which: { readonly sessionId: string } | { readonly exceptSessionId: string } | 'all',
): Promise<number> {
  return within(store, [place.homeUnitId], (client) => endSessions(client, place, which, clock.now()));
}

/** Takes away what signing in left behind more than a week ago. */
export async function sweepSessions({ store, clock }: Installation): Promise<void> {
  await within(store, 'all', (client) => sweepSignIn(client, plusMilliseconds(clock.now(), -7 * DAY)));
}
