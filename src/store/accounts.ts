/** Accounts (tài khoản) and what belongs to them: sessions, passkeys, recovery codes. */
import type pg from 'pg';
import type { Role } from '../core/access/permissions.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';
import { type HasPool, within } from './scope.ts';

/** Where an account is: its unit and its number. */
export interface AccountPlace {
  readonly homeUnitId: string;
  readonly accountId: string;
}

export interface AccountRow extends AccountPlace {
  readonly loginName: string;
  readonly fullName: string;
  readonly position: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  readonly totpSecret: string | null;
  readonly totpLastStep: number | null;
  readonly oidcSubject: string | null;
  readonly disabled: boolean;
  readonly failedAttempts: number;
  /** `infinity`: until an administrator unlocks it. */
  readonly lockedUntil: Instant | 'infinity' | null;
  readonly version: number;
}

const INSTANT = (column: string): string =>
  `case when isfinite(${column}) then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else ${column}::text end`;

const COLUMNS = `home_unit_id as "homeUnitId", account_id as "accountId", login_name as "loginName",
  full_name as "fullName", position, roles, password_hash as "passwordHash",
  must_change_password as "mustChangePassword", totp_secret as "totpSecret", totp_last_step as "totpLastStep",
  oidc_subject as "oidcSubject", disabled, failed_attempts as "failedAttempts",
  ${INSTANT('locked_until')} as "lockedUntil", version`;

/**
 * The unit and number behind a login name or an outside subject. Before anybody is signed in no unit is known, so this one
 * reading looks at all units; it tells nothing but the place, and everything after it happens within that unit.
 */
export async function findAccountPlace(
  store: HasPool,
  by: { readonly loginName: string } | { readonly oidcSubject: string },
): Promise<AccountPlace | undefined> {
  const [column, value] = 'loginName' in by ? ['login_name', by.loginName] : ['oidc_subject', by.oidcSubject];
  return within(
    store,
    'all',
    async (client) => {
      const { rows } = await client.query<AccountPlace>(
        `select home_unit_id as "homeUnitId", account_id as "accountId" from account where ${column} = $1`,
        [value],
      );
      return rows.length === 1 ? rows[0] : undefined;
    },
    { readOnly: true },
  );
}

/** An advisory lock under which login names and subjects are given out, so that the installation knows each once. */
const NAMING_LOCK = 714_203;

/** Whether a name or subject is free in every unit; nobody else takes one until the transaction ends. */
export async function holdNames(
  store: HasPool,
  client: pg.ClientBase,
): Promise<(by: Parameters<typeof findAccountPlace>[1]) => Promise<boolean>> {
  await client.query('select pg_advisory_xact_lock($1)', [NAMING_LOCK]);
  return async (by) => {
    const [column, value] = 'loginName' in by ? ['login_name', by.loginName] : ['oidc_subject', by.oidcSubject];
    return within(
      store,
      'all',
      async (other) => (await other.query(`select from account where ${column} = $1 limit 1`, [value])).rowCount === 0,
      { readOnly: true },
    );
  };
}

export async function readAccount(
  client: pg.ClientBase,
  place: AccountPlace,
  lock = false,
): Promise<AccountRow | undefined> {
  const { rows } = await prepared<AccountRow>(
    client,
    `select ${COLUMNS} from account where home_unit_id = $1 and account_id = $2${lock ? ' for update' : ''}`,
    [place.homeUnitId, place.accountId],
  );
  return rows[0];
}

export async function listAccountRows(client: pg.ClientBase, homeUnitId: string): Promise<AccountRow[]> {
  const { rows } = await client.query<AccountRow>(
    `select ${COLUMNS} from account where home_unit_id = $1 order by disabled, login_name`,
    [homeUnitId],
  );
  return rows;
}

/** Họ tên of accounts of some units by their login names; a login name is one person's in each unit. */
export async function listFullNames(
  client: pg.ClientBase,
  homeUnitIds: readonly string[],
  loginNames: readonly string[],
): Promise<{ readonly homeUnitId: string; readonly loginName: string; readonly fullName: string }[]> {
  const { rows } = await client.query<{ homeUnitId: string; loginName: string; fullName: string }>(
    `select home_unit_id as "homeUnitId", login_name as "loginName", full_name as "fullName" from account
     where home_unit_id = any ($1) and login_name = any ($2)`,
    [homeUnitIds, loginNames],
  );
  return rows;
}

export async function insertAccount(
  client: pg.ClientBase,
  account: Omit<AccountRow, 'failedAttempts' | 'lockedUntil' | 'version' | 'disabled' | 'totpLastStep'>,
  recordedAt: Instant,
): Promise<void> {
  await client.query(
    `insert into account (home_unit_id, account_id, login_name, full_name, position, roles, password_hash,
       must_change_password, totp_secret, oidc_subject, version, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)`,
    [
      account.homeUnitId,
      account.accountId,
      account.loginName,
      account.fullName,
      account.position,
      account.roles,
      account.passwordHash,
      account.mustChangePassword,
      account.totpSecret,
      account.oidcSubject,
      recordedAt,
    ],
  );
}

export type AccountChange = Partial<Omit<AccountRow, 'homeUnitId' | 'accountId' | 'loginName' | 'version'>>;

const CHANGEABLE = {
  fullName: 'full_name',
  position: 'position',
  roles: 'roles',
  passwordHash: 'password_hash',
  mustChangePassword: 'must_change_password',
  totpSecret: 'totp_secret',
  totpLastStep: 'totp_last_step',
  oidcSubject: 'oidc_subject',
  disabled: 'disabled',
  failedAttempts: 'failed_attempts',
  lockedUntil: 'locked_until',
} as const satisfies Record<keyof AccountChange, string>;

/** Writes what changed; fails silently to nobody: @returns whether the row was there. */
export async function updateAccount(
  client: pg.ClientBase,
  place: AccountPlace,
  change: AccountChange,
): Promise<boolean> {
  const entries = Object.entries(change) as [keyof AccountChange, unknown][];
  const sets = entries.map(([key], index) => `${CHANGEABLE[key]} = $${index + 3}`);
  const { rowCount } = await client.query(
    `update account set ${[...sets, 'version = version + 1'].join(', ')} where home_unit_id = $1 and account_id = $2`,
    [place.homeUnitId, place.accountId, ...entries.map(([, value]) => value)],
  );
  return rowCount === 1;
}

// Passkeys and recovery codes ------------------------------------------------------------------------------------------

export interface PasskeyRow {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly recordedAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export async function listPasskeyRows(client: pg.ClientBase, place: AccountPlace): Promise<PasskeyRow[]> {
  const { rows } = await client.query<PasskeyRow>(
    `select credential_id as "credentialId", public_key as "publicKey", counter, transports, label,
       recorded_at as "recordedAt", last_used_at as "lastUsedAt"
     from account_passkey where home_unit_id = $1 and account_id = $2 order by recorded_at, credential_id`,
    [place.homeUnitId, place.accountId],
  );
  return rows;
}

export async function insertPasskey(
  client: pg.ClientBase,
  place: AccountPlace,
  passkey: Omit<PasskeyRow, 'lastUsedAt'>,
): Promise<void> {
  await client.query(
    `insert into account_passkey (home_unit_id, credential_id, account_id, public_key, counter, transports, label, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      place.homeUnitId,
      passkey.credentialId,
      place.accountId,
      Buffer.from(passkey.publicKey),
      passkey.counter,
      passkey.transports,
      passkey.label,
      passkey.recordedAt,
    ],
  );
}

export async function touchPasskey(
  client: pg.ClientBase,
  place: AccountPlace,
  used: { readonly credentialId: string; readonly counter: number; readonly at: Instant },
): Promise<void> {
  await client.query(
    `update account_passkey set counter = $4, last_used_at = $5
     where home_unit_id = $1 and account_id = $2 and credential_id = $3`,
    [place.homeUnitId, place.accountId, used.credentialId, used.counter, used.at],
  );
}

/** Takes away one passkey, or all of them. @returns how many there were */
export async function deletePasskeys(
  client: pg.ClientBase,
  place: AccountPlace,
  credentialId?: string,
): Promise<number> {
  const { rowCount } = await client.query(
    `delete from account_passkey where home_unit_id = $1 and account_id = $2 and ($3::text is null or credential_id = $3)`,
    [place.homeUnitId, place.accountId, credentialId ?? null],
  );
  return rowCount ?? 0;
}

/** Puts new recovery codes in the place of the old ones. */
export async function replaceRecoveryCodes(
  client: pg.ClientBase,
  place: AccountPlace,
  hashes: readonly string[],
): Promise<void> {
  await client.query('delete from account_recovery_code where home_unit_id = $1 and account_id = $2', [
    place.homeUnitId,
    place.accountId,
  ]);
  await client.query(
    `insert into account_recovery_code (home_unit_id, account_id, code_hash) select $1, $2, unnest($3::text[])`,
    [place.homeUnitId, place.accountId, hashes],
  );
}

/** Uses up a recovery code. @returns false when there is none such, or it was used */
export async function useRecoveryCode(
  client: pg.ClientBase,
  place: AccountPlace,
  hash: string,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update account_recovery_code set used_at = $4
     where home_unit_id = $1 and account_id = $2 and code_hash = $3 and used_at is null`,
    [place.homeUnitId, place.accountId, hash, at],
  );
  return rowCount === 1;
}

export async function countRecoveryCodes(client: pg.ClientBase, place: AccountPlace): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from account_recovery_code where home_unit_id = $1 and account_id = $2 and used_at is null`,
    [place.homeUnitId, place.accountId],
  );
  return rows[0]?.count ?? 0;
}
