/** Sessions (phiên làm việc), failed attempts, one-time challenges: rows of signing in. */
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';
import type { AccountPlace } from './accounts.ts';
import { prepared } from './prepared.ts';

/** How far signing in has come. */
export type SessionStage = 'secondFactor' | 'password' | 'enrol' | 'complete';

/** How a person signed in; `oidcMfa`: through a provider that asked for several factors. */
export type SignInMethod = 'totp' | 'passkey' | 'recoveryCode' | 'oidc' | 'oidcMfa' | 'enrolment' | 'password';

export interface SessionRow extends AccountPlace {
  readonly tokenHash: string;
  readonly sessionId: string;
  readonly stage: SessionStage;
  readonly method: SignInMethod;
  readonly address: string;
  readonly agent: string;
  readonly beganAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly pending: string | null;
}

const COLUMNS = `home_unit_id as "homeUnitId", account_id as "accountId", token_hash as "tokenHash",
  session_id as "sessionId", stage, method, address, agent, began_at as "beganAt", last_seen_at as "lastSeenAt",
  expires_at as "expiresAt", ended_at as "endedAt", pending`;

export async function insertSession(
  client: pg.ClientBase,
  session: Omit<SessionRow, 'lastSeenAt' | 'endedAt'>,
): Promise<void> {
  await client.query(
    `insert into account_session (home_unit_id, account_id, token_hash, session_id, stage, method, address, agent,
       began_at, last_seen_at, expires_at, pending)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11)`,
    [
      session.homeUnitId,
      session.accountId,
      session.tokenHash,
      session.sessionId,
      session.stage,
      session.method,
      session.address,
      session.agent,
      session.beganAt,
      session.expiresAt,
      session.pending,
    ],
  );
}

export async function readSession(
  client: pg.ClientBase,
  homeUnitId: string,
  tokenHash: string,
): Promise<SessionRow | undefined> {
  const { rows } = await prepared<SessionRow>(
    client,
    `select ${COLUMNS} from account_session where home_unit_id = $1 and token_hash = $2`,
    [homeUnitId, tokenHash],
  );
  return rows[0];
}

/** Sessions of an account that have not ended, the latest used first. */
export async function listSessionRows(client: pg.ClientBase, place: AccountPlace, now: Instant): Promise<SessionRow[]> {
  const { rows } = await client.query<SessionRow>(
    `select ${COLUMNS} from account_session
     where home_unit_id = $1 and account_id = $2 and ended_at is null and expires_at > $3 and stage = 'complete'
     order by last_seen_at desc, session_id`,
    [place.homeUnitId, place.accountId, now],
  );
  return rows;
}

export async function updateSession(
  client: pg.ClientBase,
  session: Pick<SessionRow, 'homeUnitId' | 'tokenHash'>,
  change: { readonly lastSeenAt?: Instant; readonly stage?: SessionStage; readonly pending?: string | null },
): Promise<void> {
  await client.query(
    `update account_session set last_seen_at = coalesce($3, last_seen_at), stage = coalesce($4, stage),
       pending = case when $5 then $6 else pending end
     where home_unit_id = $1 and token_hash = $2`,
    [
      session.homeUnitId,
      session.tokenHash,
      change.lastSeenAt ?? null,
      change.stage ?? null,
      change.pending !== undefined,
      change.pending ?? null,
    ],
  );
}

/** Ends sessions of an account: one by its number, or all but one. @returns how many were open */
export async function endSessions(
  client: pg.ClientBase,
  place: AccountPlace,
  which: { readonly sessionId: string } | { readonly exceptSessionId: string } | 'all',
  at: Instant,
): Promise<number> {
  const only = typeof which === 'object' && 'sessionId' in which ? which.sessionId : null;
  const except = typeof which === 'object' && 'exceptSessionId' in which ? which.exceptSessionId : null;
  const { rowCount } = await client.query(
    `update account_session set ended_at = $3, pending = null where home_unit_id = $1 and account_id = $2 and ended_at is null
       and ($4::uuid is null or session_id = $4) and ($5::uuid is null or session_id <> $5)`,
    [place.homeUnitId, place.accountId, at, only, except],
  );
  return rowCount ?? 0;
}

// Before anybody is known ----------------------------------------------------------------------------------------------

/** The name under which rows stand that belong to no unit yet. */
export const SIGN_IN_SCOPE = 'sign-in';

/** Failures of a subject since `since`; older ones count no more. */
export async function countFailures(client: pg.ClientBase, subject: string, since: Instant): Promise<number> {
  const { rows } = await client.query<{ failures: number }>(
    `select failures from sign_in_throttle where home_unit_id = $1 and subject = $2 and began_at > $3`,
    [SIGN_IN_SCOPE, subject, since],
  );
  return rows[0]?.failures ?? 0;
}

/** Counts one more failure; a run that began before `since` begins anew. @returns failures of this run */
export async function addFailure(
  client: pg.ClientBase,
  subject: string,
  now: Instant,
  since: Instant,
): Promise<number> {
  const { rows } = await client.query<{ failures: number }>(
    `insert into sign_in_throttle as t (home_unit_id, subject, failures, began_at) values ($1, $2, 1, $3)
     on conflict (home_unit_id, subject) do update set
       failures = case when t.began_at > $4 then t.failures + 1 else 1 end,
       began_at = case when t.began_at > $4 then t.began_at else $3 end
     returning failures`,
    [SIGN_IN_SCOPE, subject, now, since],
  );
  return rows[0]?.failures ?? 1;
}

export async function clearFailures(client: pg.ClientBase, subject: string): Promise<void> {
  await client.query('delete from sign_in_throttle where home_unit_id = $1 and subject = $2', [SIGN_IN_SCOPE, subject]);
}

export async function putChallenge(
  client: pg.ClientBase,
  challenge: { readonly hash: string; readonly purpose: string; readonly body: string; readonly expiresAt: Instant },
): Promise<void> {
  await client.query(
    `insert into sign_in_challenge (home_unit_id, challenge_hash, purpose, body, expires_at) values ($1, $2, $3, $4, $5)
     on conflict (home_unit_id, challenge_hash) do update set body = excluded.body, expires_at = excluded.expires_at`,
    [SIGN_IN_SCOPE, challenge.hash, challenge.purpose, challenge.body, challenge.expiresAt],
  );
}

/** Takes a challenge away and tells what it was; undefined when it is not there, of another purpose, or too old. */
export async function takeChallenge(
  client: pg.ClientBase,
  hash: string,
  purpose: string,
  now: Instant,
): Promise<string | undefined> {
  const { rows } = await client.query<{ body: string }>(
    `delete from sign_in_challenge where home_unit_id = $1 and challenge_hash = $2 and purpose = $3
     returning case when expires_at > $4 then body end as body`,
    [SIGN_IN_SCOPE, hash, purpose, now],
  );
  return rows[0]?.body ?? undefined;
}

/** Takes away what is long past: challenges, runs of failures, sessions. Called now and then by the server. */
export async function sweepSignIn(client: pg.ClientBase, before: Instant): Promise<void> {
  await client.query('delete from sign_in_challenge where expires_at < $1', [before]);
  await client.query('delete from sign_in_throttle where began_at < $1', [before]);
  await client.query('delete from account_session where expires_at < $1', [before]);
  await client.query('delete from form_answer where recorded_at < $1', [before]);
}
