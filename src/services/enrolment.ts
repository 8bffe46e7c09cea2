/**
 * Setting up the second factor (thiết lập xác thực bước hai) at the first sign-in, and choosing a password of one's own in
 * the place of the one that was given out. What was shown but not yet confirmed waits in the session, sealed.
 */

import { passwordProblem } from '../core/access/login-name.ts';
import type { AuditAct } from '../core/audit/acts.ts';
import {
  type AccountPlace,
  deletePasskeys,
  insertPasskey,
  listPasskeyRows,
  type PasskeyRow,
  readAccount,
  replaceRecoveryCodes,
  updateAccount,
} from '../store/accounts.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import { deviceInstant } from './installation.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { newRecoveryCodes, newTotpSecret, recoveryCodeHash, sealTotp, totpStep, unsealTotp } from './second-factor.ts';
import type { Caller } from './sessions.ts';
import { endOwnSessions, keepPending, type Session } from './sessions.ts';
import { openStage, type SignInDeps, type SignInResult } from './sign-in.ts';

/** What a session is in the middle of. */
interface Pending {
  /** The sealed secret that was shown and not yet confirmed. */
  readonly totp?: string;
  /** This very session has set up the account's second factor. */
  readonly enrolled?: true;
}

/**
 * Whether a session may set up a factor: one that is signed in completely, or one in enrolment while the account has none.
 * A session that knows only the password must not add its own factor to an account that its owner has enrolled meanwhile.
 */
async function mayEnrol({ installation: { store } }: SignInDeps, session: Session): Promise<boolean> {
  if (session.stage === 'complete') return true;
  if (session.stage !== 'enrol') return false;
  const place = placeOf(session);
  return within(
    store,
    [place.homeUnitId],
    async (client) =>
      (await readAccount(client, place))?.totpSecret === null && (await listPasskeyRows(client, place)).length === 0,
    { readOnly: true },
  );
}

const ALREADY_ENROLLED = 'Tài khoản đã có xác thực bước hai. Hãy đăng nhập lại.';

const placeOf = (session: Session): AccountPlace => ({
  homeUnitId: session.homeUnitId,
  accountId: session.accountId,
});

/** The secret that this session is setting up: the same one however often the page is loaded. */
export async function proposeTotp({ installation, random, keys }: SignInDeps, session: Session): Promise<string> {
  const pending = readPending(session);
  const known = pending.totp === undefined ? undefined : unsealTotp(keys, placeOf(session), pending.totp);
  if (known !== undefined) return known;
  const secret = newTotpSecret(random);
  await keepPending(installation, session, JSON.stringify({ totp: sealTotp(keys, placeOf(session), secret) }));
  return secret;
}

function readPending(session: Session): Pending {
  return session.pending === null ? {} : (JSON.parse(session.pending) as Pending);
}

export type Enrolled =
  | { readonly ok: true; readonly recoveryCodes: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Confirms the proposed secret by its first code; gives the recovery codes, once. */
export async function confirmTotp(deps: SignInDeps, session: Session, code: string): Promise<Enrolled> {
  const { installation, keys } = deps;
  const place = placeOf(session);
  if (!(await mayEnrol(deps, session))) return { ok: false, message: ALREADY_ENROLLED };
  const sealed = readPending(session).totp;
  const secret = sealed === undefined ? undefined : unsealTotp(keys, place, sealed);
  const step = secret === undefined ? undefined : totpStep(secret, code, deviceInstant(installation.clock), null);
  if (sealed === undefined || step === undefined) {
    return {
      ok: false,
      message: 'Mã chưa đúng. Hãy nhập mã 6 số đang hiện trong ứng dụng; nếu vẫn sai, kiểm tra giờ của điện thoại.',
    };
  }
  const recoveryCodes = newRecoveryCodes(deps.random);
  await recordFactor(deps, place, 'enrolTotp', async (client) => {
    await updateAccount(client, place, { totpSecret: sealed, totpLastStep: step });
    await replaceRecoveryCodes(
      client,
      place,
      recoveryCodes.map((one) => recoveryCodeHash(keys, place, one)),
    );
  });
  await keepPending(installation, session, JSON.stringify({ enrolled: true }));
  return { ok: true, recoveryCodes };
}

/** Adds a passkey that was verified. The first factor of an account brings recovery codes with it. */
export async function addPasskey(
  deps: SignInDeps,
  session: Session,
  passkey: Omit<PasskeyRow, 'lastUsedAt' | 'recordedAt'>,
  withCodes: boolean,
): Promise<Enrolled> {
  if (!(await mayEnrol(deps, session))) return { ok: false, message: ALREADY_ENROLLED };
  const place = placeOf(session);
  const recoveryCodes = withCodes ? newRecoveryCodes(deps.random) : [];
  await recordFactor(deps, place, 'enrolPasskey', async (client) => {
    await insertPasskey(client, place, { ...passkey, recordedAt: deps.installation.clock.now() });
    if (withCodes)
      await replaceRecoveryCodes(
        client,
        place,
        recoveryCodes.map((one) => recoveryCodeHash(deps.keys, place, one)),
      );
  });
  await keepPending(deps.installation, session, JSON.stringify({ enrolled: true }));
  return { ok: true, recoveryCodes };
}

/** New recovery codes in the place of the old ones. */
export async function renewRecoveryCodes(deps: SignInDeps, place: AccountPlace): Promise<readonly string[]> {
  const codes = newRecoveryCodes(deps.random);
  await recordFactor(deps, place, 'renewRecoveryCodes', (client) =>
    replaceRecoveryCodes(
      client,
      place,
      codes.map((one) => recoveryCodeHash(deps.keys, place, one)),
    ),
  );
  return codes;
}

/** One change of an account's own factors, with its entry in the unit's log. */
export async function recordFactor(
  { installation: { store, clock } }: Pick<SignInDeps, 'installation'>,
  place: AccountPlace,
  act: AuditAct,
  change: (client: Parameters<typeof readAccount>[0]) => Promise<void>,
  detail: unknown = {},
): Promise<void> {
  await within(store, [place.homeUnitId], async (client) => {
    const head = await takeAuditHead(client, place.homeUnitId, clock.now());
    const account = await readAccount(client, place, true);
    await change(client);
    await appendAudit(client, head, { actor: account?.loginName ?? place.accountId, act, detail });
  });
}

/** Ends the enrolment that this session has done: the person has seen the recovery codes and goes on. */
export async function finishEnrolment(deps: SignInDeps, session: Session, caller: Caller): Promise<SignInResult> {
  if (session.stage !== 'enrol' || readPending(session).enrolled !== true) return { ok: false, reason: 'wrong' };
  return openStage(deps, {
    ...placeOf(session),
    caller,
    method: 'enrolment',
    secondFactorDone: true,
    instead: session.sessionId,
  });
}

/** Takes one passkey away; the last factor of an account stays. @returns what is wrong, or undefined */
export async function removePasskey(
  deps: SignInDeps,
  place: AccountPlace,
  credentialId: string,
): Promise<string | undefined> {
  let problem: string | undefined;
  await recordFactor(deps, place, 'removePasskey', async (client) => {
    const account = await readAccount(client, place);
    const passkeys = await listPasskeyRows(client, place);
    if (account?.totpSecret === null && passkeys.length <= 1)
      problem = 'Đây là cách xác thực bước hai duy nhất của tài khoản. Hãy thêm cách khác trước khi gỡ.';
    else await deletePasskeys(client, place, credentialId);
  });
  return problem;
}

/** A password of one's own for the one that was given out; the last step before the desk, or before enrolment. */
export async function replaceGivenPassword(
  deps: SignInDeps,
  session: Session,
  input: { readonly password: string; readonly caller: Caller },
): Promise<SignInResult | { readonly ok: false; readonly reason: 'weak'; readonly message: string }> {
  if (session.stage !== 'password') return { ok: false, reason: 'wrong' };
  const problem = await setPassword(deps, placeOf(session), input.password);
  if (problem !== undefined) return { ok: false, reason: 'weak', message: problem };
  return openStage(deps, {
    ...placeOf(session),
    caller: input.caller,
    method: session.method,
    // Who had no second factor yet was let in by the password alone, and enrols next.
    secondFactorDone: session.method !== 'password' && session.method !== 'oidc',
    instead: session.sessionId,
  });
}

/** Sets a person's own password. @returns what is wrong with it, or undefined */
async function setPassword(deps: SignInDeps, place: AccountPlace, password: string): Promise<string | undefined> {
  const { store } = deps.installation;
  const account = await within(store, [place.homeUnitId], (client) => readAccount(client, place), { readOnly: true });
  if (account === undefined) return 'Tài khoản không còn.';
  const problem = passwordProblem(password, account.loginName);
  if (problem !== undefined) return problem;
  if (await passwordFits(account.passwordHash, password)) return 'Mật khẩu mới phải khác mật khẩu đang dùng.';
  const passwordHash = await hashPassword(deps.random, password);
  await recordFactor(deps, place, 'changePassword', async (client) => {
    await updateAccount(client, place, { passwordHash, mustChangePassword: false });
  });
  return undefined;
}

/**
 * Changes one's own password while signed in; every other session of the account ends.
 * @returns what is wrong and in which field, or undefined
 */
export async function changeOwnPassword(
  deps: SignInDeps,
  session: Session,
  input: { readonly present: string; readonly password: string },
): Promise<{ readonly field: 'present' | 'password'; readonly message: string } | undefined> {
  const place = placeOf(session);
  const account = await within(deps.installation.store, [place.homeUnitId], (client) => readAccount(client, place), {
    readOnly: true,
  });
  if (account === undefined || !(await passwordFits(account.passwordHash, input.present)))
    return { field: 'present', message: 'Mật khẩu đang dùng không đúng.' };
  const problem = await setPassword(deps, place, input.password);
  if (problem !== undefined) return { field: 'password', message: problem };
  await endOwnSessions(deps.installation, place, { exceptSessionId: session.sessionId });
  return undefined;
}
