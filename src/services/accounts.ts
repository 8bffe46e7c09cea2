/**
 * Accounts of a unit (quản lý tài khoản): made, changed, disabled and unlocked by the unit's administrator, each time with
 * an entry in the unit's log. A password that is made for somebody is shown once and has to be replaced at first use.
 */
import type pg from 'pg';
import { foldLoginName, loginNameProblem } from '../core/access/login-name.ts';
import type { Role } from '../core/access/permissions.ts';
import type { AuditAct } from '../core/audit/acts.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { clearFailures, endSessions, listSessionRows, SIGN_IN_SCOPE } from '../store/account-sessions.ts';
import {
  type AccountChange,
  type AccountPlace,
  type AccountRow,
  countRecoveryCodes,
  deletePasskeys,
  findAccountPlace,
  holdNames,
  insertAccount,
  listAccountRows,
  listPasskeyRows,
  type PasskeyRow,
  readAccount,
  replaceRecoveryCodes,
  updateAccount,
} from '../store/accounts.ts';
import { appendAudit, takeAuditHead } from '../store/audit.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';
import { type Installation, loadTree, requireUnit } from './installation.ts';
import { once } from './once.ts';
import { hashPassword, readableSecret } from './passwords.ts';
import { type Random, randomId } from './random.ts';
import type { SignedIn } from './signed-in.ts';

export type AccountState = 'active' | 'locked' | 'disabled';

/** An account as its administrator and its owner see it: no secret in it. */
export interface AccountView {
  readonly accountId: string;
  readonly loginName: string;
  readonly fullName: string;
  readonly position: string;
  readonly roles: readonly Role[];
  readonly state: AccountState;
  /** `infinity`: until it is unlocked. */
  readonly lockedUntil: Instant | 'infinity' | null;
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly hasTotp: boolean;
  readonly oidcSubject: string | null;
}

export interface AccountDetail extends AccountView {
  readonly passkeys: readonly Pick<PasskeyRow, 'credentialId' | 'label' | 'recordedAt' | 'lastUsedAt'>[];
  readonly recoveryCodesLeft: number;
  readonly openSessions: number;
}

function viewOf(account: AccountRow, now: Instant): AccountView {
  const locked = account.lockedUntil !== null && (account.lockedUntil === 'infinity' || account.lockedUntil > now);
  return {
    accountId: account.accountId,
    loginName: account.loginName,
    fullName: account.fullName,
    position: account.position,
    roles: account.roles,
    state: account.disabled ? 'disabled' : locked ? 'locked' : 'active',
    lockedUntil: locked ? account.lockedUntil : null,
    hasPassword: account.passwordHash !== null,
    mustChangePassword: account.mustChangePassword,
    hasTotp: account.totpSecret !== null,
    oidcSubject: account.oidcSubject,
  };
}

/** All accounts of a unit, the disabled ones last. */
export async function listAccounts({ store, clock }: Installation, unitId: string): Promise<AccountView[]> {
  const now = clock.now();
  return within(
    store,
    [unitId],
    async (client) => (await listAccountRows(client, unitId)).map((account) => viewOf(account, now)),
    { readOnly: true },
  );
}

/** One account of a unit; undefined when the unit has none such. */
export async function readAccountDetail(
  { store, clock }: Installation,
  place: AccountPlace,
): Promise<AccountDetail | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(place.accountId)) return undefined;
  const now = clock.now();
  return within(
    store,
    [place.homeUnitId],
    async (client) => {
      const account = await readAccount(client, place);
      if (account === undefined) return undefined;
      return {
        ...viewOf(account, now),
        passkeys: await listPasskeyRows(client, place),
        recoveryCodesLeft: await countRecoveryCodes(client, place),
        openSessions: (await listSessionRows(client, place, now)).length,
      };
    },
    { readOnly: true },
  );
}

export interface NewAccount {
  readonly loginName: string;
  readonly fullName: string;
  readonly position: string;
  readonly roles: readonly Role[];
  /** Linked to an outside provider; empty: not. */
  readonly oidcSubject?: string | null;
}

export interface CreatedAccount {
  readonly accountId: string;
  readonly loginName: string;
  /** Shown once; undefined when the same form was answered before. */
  readonly password: string | undefined;
}

/** Who acts, for the log; the command line acts for the operator of the installation. */
export type AdministratorActor = Pick<SignedIn, 'unitId' | 'loginName'> & { readonly accountId?: string };

/**
 * Makes an account with a password for its first sign-in.
 * @throws ServiceError for a login name that is wrong or taken, no role, a subject that is linked already
 */
export async function createAccount(
  { installation, random }: { readonly installation: Installation; readonly random: Random },
  actor: AdministratorActor,
  input: NewAccount & { readonly formKey?: string | undefined },
): Promise<CreatedAccount> {
  const { store, clock } = installation;
  const loginName = foldLoginName(input.loginName);
  const problem = loginNameProblem(loginName);
  if (problem !== undefined) throw new ServiceError('BAD_LOGIN_NAME', problem);
  if (input.roles.length === 0) throw new ServiceError('NO_ROLE', 'Hãy chọn ít nhất một vai trò.');
  const password = readableSecret(random, 4, 4);
  const passwordHash = await hashPassword(random, password);
  const accountId = randomId(random);
  const result = await within(store, [actor.unitId], async (client) => {
    requireUnit(await loadTree(client, null), actor.unitId);
    const head = await takeAuditHead(client, actor.unitId, clock.now());
    return once(
      client,
      {
        user: { unitId: actor.unitId, accountId: actor.accountId ?? accountId },
        formKey: actor.accountId === undefined ? undefined : input.formKey,
        act: 'user.create',
      },
      head.recordedAt,
      async () => {
        const isFree = await holdNames(store, client);
        if (!(await isFree({ loginName })))
          throw new ServiceError(
            'LOGIN_NAME_TAKEN',
            `Tên đăng nhập «${loginName}» đã có người dùng. Hãy chọn tên khác.`,
            {
              exitCode: 1,
            },
          );
        const oidcSubject = input.oidcSubject ?? null;
        if (oidcSubject !== null && !(await isFree({ oidcSubject }))) throw subjectTaken();
        await insertAccount(
          client,
          {
            homeUnitId: actor.unitId,
            accountId,
            loginName,
            fullName: input.fullName,
            position: input.position,
            roles: [...input.roles],
            passwordHash,
            mustChangePassword: true,
            totpSecret: null,
            oidcSubject,
          },
          head.recordedAt,
        );
        await appendAudit(client, head, {
          actor: actor.loginName,
          act: 'createAccount',
          detail: { loginName, roles: [...input.roles] },
        });
        return { accountId, loginName };
      },
    );
  });
  return { ...result.answer, password: result.repeated ? undefined : password };
}

const subjectTaken = (): ServiceError =>
  new ServiceError('SUBJECT_TAKEN', 'Mã định danh này đã gắn với một tài khoản khác.', { exitCode: 1 });

/** What an administrator may do to an account, with the sentence of refusal where somebody would lock the door behind. */
async function administer<T>(
  installation: Installation,
  actor: AdministratorActor,
  accountId: string,
  act: AuditAct,
  work: (client: pg.PoolClient, account: AccountRow, now: Instant) => Promise<{ detail: unknown; answer: T }>,
): Promise<T> {
  const { store, clock } = installation;
  return within(store, [actor.unitId], async (client) => {
    const head = await takeAuditHead(client, actor.unitId, clock.now());
    const account = await readAccount(client, { homeUnitId: actor.unitId, accountId }, true);
    if (account === undefined) throw new ServiceError('NO_ACCOUNT', 'Đơn vị không có tài khoản này.', { exitCode: 1 });
    const { detail, answer } = await work(client, account, head.recordedAt);
    await appendAudit(client, head, {
      actor: actor.loginName,
      act,
      detail: { loginName: account.loginName, ...(detail as object) },
    });
    return answer;
  });
}

/** @throws ServiceError when nobody would be left to manage the unit's accounts */
async function requireAdministratorLeft(client: pg.ClientBase, unitId: string, without: string): Promise<void> {
  const rest = (await listAccountRows(client, unitId)).filter(
    (account) => account.accountId !== without && !account.disabled && account.roles.includes('unitAdministrator'),
  );
  if (rest.length === 0)
    throw new ServiceError(
      'LAST_ADMINISTRATOR',
      'Đây là quản trị cuối cùng của đơn vị. Hãy giao vai trò quản trị cho một tài khoản khác trước.',
      { exitCode: 1 },
    );
}

/** Changes name, position, roles and link. Roles take effect with the person's next request. */
export async function changeAccount(
  installation: Installation,
  actor: AdministratorActor,
  accountId: string,
  input: Omit<NewAccount, 'loginName'>,
): Promise<void> {
  if (input.roles.length === 0) throw new ServiceError('NO_ROLE', 'Hãy chọn ít nhất một vai trò.');
  await administer(installation, actor, accountId, 'changeAccount', async (client, account) => {
    if (account.roles.includes('unitAdministrator') && !input.roles.includes('unitAdministrator'))
      await requireAdministratorLeft(client, actor.unitId, accountId);
    const oidcSubject = input.oidcSubject ?? null;
    if (oidcSubject !== null && oidcSubject !== account.oidcSubject) {
      const isFree = await holdNames(installation.store, client);
      if (!(await isFree({ oidcSubject }))) throw subjectTaken();
    }
    const change: AccountChange = {
      fullName: input.fullName,
      position: input.position,
      roles: [...input.roles],
      oidcSubject,
    };
    await updateAccount(client, account, change);
    return {
      detail: {
        rolesBefore: [...account.roles],
        roles: [...input.roles],
        linked: oidcSubject !== null,
      },
      answer: undefined,
    };
  });
}

/** Disables an account and ends its sessions, or enables it again. */
export async function setDisabled(
  installation: Installation,
  actor: AdministratorActor,
  accountId: string,
  disabled: boolean,
): Promise<void> {
  if (disabled && actor.accountId === accountId)
    throw new ServiceError('OWN_ACCOUNT', 'Không thể tự khóa tài khoản đang dùng.', { exitCode: 1 });
  await administer(
    installation,
    actor,
    accountId,
    disabled ? 'disableAccount' : 'enableAccount',
    async (client, account, now) => {
      if (disabled && account.roles.includes('unitAdministrator'))
        await requireAdministratorLeft(client, actor.unitId, accountId);
      await updateAccount(client, account, { disabled });
      const ended = disabled ? await endSessions(client, account, 'all', now) : 0;
      return { detail: { endedSessions: ended }, answer: undefined };
    },
  );
}

/** Unlocks an account that failed attempts had locked. */
export async function unlockAccount(
  installation: Installation,
  actor: AdministratorActor,
  accountId: string,
): Promise<void> {
  await administer(installation, actor, accountId, 'unlockAccount', async (client, account) => {
    await updateAccount(client, account, { failedAttempts: 0, lockedUntil: null });
    return { detail: {}, answer: undefined };
  });
}

/** Lets an address try again at once; for the operator of the installation. */
export async function unblockAddress({ store }: Installation, address: string): Promise<void> {
  await within(store, [SIGN_IN_SCOPE], (client) => clearFailures(client, `address ${address}`));
}

/** Takes away app, passkeys and recovery codes, so that the person sets them up again; ends the sessions. */
export async function resetSecondFactor(
  installation: Installation,
  actor: AdministratorActor,
  accountId: string,
): Promise<void> {
  await administer(installation, actor, accountId, 'resetSecondFactor', async (client, account, now) => {
    await updateAccount(client, account, { totpSecret: null, totpLastStep: null });
    const passkeys = await deletePasskeys(client, account);
    await replaceRecoveryCodes(client, account, []);
    const ended = await endSessions(client, account, 'all', now);
    return { detail: { passkeys, endedSessions: ended }, answer: undefined };
  });
}

/** Gives a new password for one sign-in; ends the sessions and unlocks. @returns the password, shown once */
export async function resetPassword(
  { installation, random }: { readonly installation: Installation; readonly random: Random },
  actor: AdministratorActor,
  accountId: string,
): Promise<string> {
  const password = readableSecret(random, 4, 4);
  const passwordHash = await hashPassword(random, password);
  return administer(installation, actor, accountId, 'resetPassword', async (client, account, now) => {
    await updateAccount(client, account, {
      passwordHash,
      mustChangePassword: true,
      failedAttempts: 0,
      lockedUntil: null,
    });
    const ended = await endSessions(client, account, 'all', now);
    return { detail: { endedSessions: ended }, answer: password };
  });
}

/** The account behind a login name, for the command line. @throws ServiceError when there is none */
export async function requireAccountByLogin({ store }: Installation, loginName: string): Promise<AccountPlace> {
  const place = await findAccountPlace(store, { loginName: foldLoginName(loginName) });
  if (place === undefined)
    throw new ServiceError('NO_ACCOUNT', `Không có tài khoản «${foldLoginName(loginName)}».`, { exitCode: 1 });
  return place;
}
