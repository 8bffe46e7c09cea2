/**
 * Signing in (đăng nhập): password, second factor, a password of one's own, enrolment — each step a new session token. What
 * went wrong is said in one sentence for every reason, and takes the same time, so that nobody learns who has an account.
 */
import { ADDRESS_LIMIT, ADDRESS_WINDOW_MINUTES, lockAfter } from '../core/access/lock-out.ts';
import { foldLoginName } from '../core/access/login-name.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { addFailure, countFailures, SIGN_IN_SCOPE } from '../store/account-sessions.ts';
import {
  type AccountPlace,
  type AccountRow,
  findAccountPlace,
  listPasskeyRows,
  readAccount,
  updateAccount,
  useRecoveryCode,
} from '../store/accounts.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import { deviceInstant, type Installation } from './installation.ts';
import { MINUTE, plusMilliseconds } from './instants.ts';
import { passwordFits } from './passwords.ts';
import type { Random } from './random.ts';
import { recoveryCodeHash, totpStep, unsealTotp } from './second-factor.ts';
import { beginSession, type Caller, type Session, type SessionStage, type SignInMethod } from './sessions.ts';
import type { SignInKeys } from './sign-in-keys.ts';

export interface SignInDeps {
  readonly installation: Installation;
  readonly random: Random;
  readonly keys: SignInKeys;
}

export type SignInResult =
  | { readonly ok: true; readonly token: string; readonly stage: SessionStage }
  | { readonly ok: false; readonly reason: 'wrong' | 'tooMany' | 'locked' };

const WRONG = { ok: false, reason: 'wrong' } as const;
const LOCKED = { ok: false, reason: 'locked' } as const;
const TOO_MANY = { ok: false, reason: 'tooMany' } as const;
const WINDOW = ADDRESS_WINDOW_MINUTES * MINUTE;

const addressSubject = (caller: Caller): string => `address ${caller.address.slice(0, 60)}`;

/** Whether an address has failed so often that it has to wait. */
export async function addressMustWait({ store, clock }: Installation, caller: Caller): Promise<boolean> {
  const since = plusMilliseconds(clock.now(), -WINDOW);
  const failures = await within(store, [SIGN_IN_SCOPE], (client) =>
    countFailures(client, addressSubject(caller), since),
  );
  return failures >= ADDRESS_LIMIT;
}

export async function noteAddressFailure({ store, clock }: Installation, caller: Caller): Promise<void> {
  const now = clock.now();
  await within(store, [SIGN_IN_SCOPE], (client) =>
    addFailure(client, addressSubject(caller), now, plusMilliseconds(now, -WINDOW)),
  );
}

const isLocked = (account: AccountRow, now: Instant): boolean =>
  account.lockedUntil !== null && (account.lockedUntil === 'infinity' || account.lockedUntil > now);

/**
 * Counts an attempt before it is judged, so that many at once cannot slip past the limit; a good one is taken back by
 * {@link forgiveAttempt}. @returns false where the account is locked or disabled
 */
async function reserveAttempt({ store, clock }: Installation, place: AccountPlace): Promise<boolean> {
  return within(store, [place.homeUnitId], async (client) => {
    const now = clock.now();
    const account = await readAccount(client, place, true);
    if (account === undefined || account.disabled || isLocked(account, now)) return false;
    const failures = account.failedAttempts + 1;
    const lock = lockAfter(failures);
    await updateAccount(client, place, {
      failedAttempts: failures,
      ...(lock === undefined
        ? {}
        : { lockedUntil: lock === 'untilUnlocked' ? ('infinity' as const) : plusMilliseconds(now, lock * MINUTE) }),
    });
    return true;
  });
}

/** A good attempt does not count, and undoes the lock that it alone would have brought. */
async function forgiveAttempt({ store }: Installation, place: AccountPlace): Promise<void> {
  await within(store, [place.homeUnitId], async (client) => {
    const account = await readAccount(client, place, true);
    if (account === undefined) return;
    await updateAccount(client, place, {
      failedAttempts: Math.max(0, account.failedAttempts - 1),
      lockedUntil: null,
    });
  });
}

/** A bad attempt that locked the account is written into the unit's log. */
async function noteLock({ store, clock }: Installation, place: AccountPlace, caller: Caller): Promise<void> {
  await within(store, [place.homeUnitId], async (client) => {
    const account = await readAccount(client, place);
    if (account === undefined || lockAfter(account.failedAttempts) === undefined) return;
    const head = await takeAuditHead(client, place.homeUnitId, clock.now());
    await appendAudit(client, head, {
      actor: account.loginName,
      act: 'lockAccount',
      detail: { failures: account.failedAttempts, until: account.lockedUntil, address: caller.address },
    });
  });
}

const isEnrolled = (account: AccountRow, passkeys: number): boolean => account.totpSecret !== null || passkeys > 0;

/** What a person still has to do before the desk opens. */
export function nextStage(account: AccountRow, passkeys: number, secondFactorDone: boolean): SessionStage {
  if (isEnrolled(account, passkeys) && !secondFactorDone) return 'secondFactor';
  if (account.mustChangePassword) return 'password';
  // A provider that asked for several factors itself leaves nothing to enrol.
  return secondFactorDone || isEnrolled(account, passkeys) ? 'complete' : 'enrol';
}

async function loadWithPasskeys(
  { store }: Installation,
  place: AccountPlace,
): Promise<{ account: AccountRow; passkeys: number } | undefined> {
  return within(
    store,
    [place.homeUnitId],
    async (client) => {
      const account = await readAccount(client, place);
      return account === undefined ? undefined : { account, passkeys: (await listPasskeyRows(client, place)).length };
    },
    { readOnly: true },
  );
}

/** The first step: login name and password. */
export async function signInWithPassword(
  deps: SignInDeps,
  input: { readonly loginName: string; readonly password: string; readonly caller: Caller },
): Promise<SignInResult> {
  const { installation } = deps;
  if (await addressMustWait(installation, input.caller)) return TOO_MANY;
  const place = await findAccountPlace(installation.store, { loginName: foldLoginName(input.loginName) });
  const allowed = place !== undefined && (await reserveAttempt(installation, place));
  const found = place === undefined ? undefined : await loadWithPasskeys(installation, place);
  // The work is done for nobody and for the locked as well.
  const fits = await passwordFits(allowed ? (found?.account.passwordHash ?? null) : null, input.password);
  if (!fits || place === undefined || found === undefined) {
    await noteAddressFailure(installation, input.caller);
    if (allowed && place !== undefined) await noteLock(installation, place, input.caller);
    return WRONG;
  }
  await forgiveAttempt(installation, place);
  return openStage(deps, { ...place, caller: input.caller, method: 'password', secondFactorDone: false });
}

/**
 * Begins the session that the account's state asks for next; the one door of every way in. A disabled account opens to
 * nobody. A lock closes every way as well, a provider's word for all factors included: only its time or an administrator
 * opens it, so that a completed sign-in never lifts it.
 */
export async function openStage(
  deps: SignInDeps,
  input: AccountPlace & {
    readonly caller: Caller;
    readonly method: SignInMethod;
    readonly secondFactorDone: boolean;
    readonly instead?: string;
  },
): Promise<SignInResult> {
  const { installation, random } = deps;
  const found = await loadWithPasskeys(installation, input);
  if (found === undefined || found.account.disabled) return WRONG;
  if (isLocked(found.account, installation.clock.now())) return LOCKED;
  const stage = nextStage(found.account, found.passkeys, input.secondFactorDone);
  const place = { homeUnitId: input.homeUnitId, accountId: input.accountId };
  const token = await beginSession(installation, random, {
    ...place,
    stage,
    method: input.method,
    caller: input.caller,
    ...(input.instead === undefined ? {} : { instead: input.instead }),
  });
  if (stage === 'complete') await noteSignIn(installation, found.account, input.method);
  return { ok: true, token, stage };
}

/** A completed sign-in clears the failures before it and stands in the unit's log; a lock of this moment stays. */
async function noteSignIn({ store, clock }: Installation, account: AccountRow, method: SignInMethod): Promise<void> {
  await within(store, [account.homeUnitId], async (client) => {
    await updateAccount(client, account, { failedAttempts: 0 });
    const head = await takeAuditHead(client, account.homeUnitId, clock.now());
    await appendAudit(client, head, { actor: account.loginName, act: 'signIn', detail: { method } });
  });
}

/** The second step: a code of the authenticator app, or a recovery code. */
export async function confirmSecondFactor(
  deps: SignInDeps,
  session: Session,
  input: { readonly code: string; readonly caller: Caller },
): Promise<SignInResult> {
  return judgeSecondFactor(deps, session, input.caller, async (account) => {
    const { installation, keys } = deps;
    const now = installation.clock.now();
    return within(installation.store, [account.homeUnitId], async (client) => {
      // Locked, so that one code typed in two windows at once is taken once.
      const fresh = await readAccount(client, account, true);
      const sealed = fresh?.totpSecret ?? null;
      const secret = sealed === null ? undefined : unsealTotp(keys, account, sealed);
      const step =
        secret === undefined
          ? undefined
          : totpStep(secret, input.code, deviceInstant(installation.clock), fresh?.totpLastStep ?? null);
      if (step !== undefined) {
        await updateAccount(client, account, { totpLastStep: step });
        return 'totp';
      }
      const used = await useRecoveryCode(client, account, recoveryCodeHash(keys, account, input.code), now);
      return used ? 'recoveryCode' : undefined;
    });
  });
}

/** Counts, judges, and opens the next stage; the way of every second factor. */
export async function judgeSecondFactor(
  deps: SignInDeps,
  session: Session,
  caller: Caller,
  judge: (account: AccountRow) => Promise<SignInMethod | undefined>,
): Promise<SignInResult> {
  const { installation } = deps;
  if (session.stage !== 'secondFactor') return WRONG;
  if (await addressMustWait(installation, caller)) return TOO_MANY;
  const place = { homeUnitId: session.homeUnitId, accountId: session.accountId };
  const found = await loadWithPasskeys(installation, place);
  if (found === undefined || !(await reserveAttempt(installation, place))) return WRONG;
  const method = await judge(found.account);
  if (method === undefined) {
    await noteAddressFailure(installation, caller);
    await noteLock(installation, place, caller);
    return WRONG;
  }
  await forgiveAttempt(installation, place);
  return openStage(deps, { ...place, caller, method, secondFactorDone: true, instead: session.sessionId });
}
