/** Opens the program's data: starts or joins the server, migrates, and connects as a role that cannot change the past. */
import { resolve } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { checkServer, explainQueryError, makePool, parseDatabaseUrl, STATEMENT_TIMEOUT } from './connections.ts';
import { explainDatabaseError } from './errors.ts';
import { migrate, ownMigrationsFolder } from './migrate.ts';
import { ensureApplicationRole, refuseUnsafeRole } from './roles.ts';
import { APPLICATION_ROLE } from './server/initialise.ts';
import { joinServer } from './server/server.ts';
import { closeOnSignal } from './signals.ts';
import type { Database } from './tables.ts';

export interface StoreOptions {
  /** The data folder (thư mục dữ liệu); made when missing or empty. Not used for the database when `databaseUrl` is given. */
  readonly dataFolder: string;
  /** A PostgreSQL server of one's own, `postgres://…`; its role owns the tables. */
  readonly databaseUrl?: string;
  /** How the application connects to that server; default: as `databaseUrl`, in the role `motcua_app`. */
  readonly applicationDatabaseUrl?: string;
  /** Hears what the user should know, one Vietnamese sentence a line. */
  readonly say?: (line: string) => void;
  /** As the server lists the program; default `motcua`. */
  readonly applicationName?: string;
  readonly migrationsFolder?: string;
  /** Longest run of one statement, milliseconds; 0: no limit. */
  readonly statementTimeout?: number;
  /** Settings that every connection of the application begins with, such as `motcua.units`. */
  readonly sessionSettings?: Readonly<Record<string, string>>;
}

export interface Store {
  /** Queries as the application. */
  readonly db: Kysely<Database>;
  /** The pool beneath `db`, for plain SQL. Its connections take statements `together`, but not COPY. */
  readonly pool: pg.Pool;
  /** The same for COPY. */
  readonly copyPool: pg.Pool;
  /** Work as the owner of the tables, without a statement timeout; its connections end with it. */
  withOwner<T>(work: (owner: pg.Pool) => Promise<T>): Promise<T>;
  readonly dataFolder: string;
  /** As server_version_num: 180004 is PostgreSQL 18.4. */
  readonly serverVersion: number;
  /** An error of a query in the user's words (full disk, stopped server, missing right); others come back unchanged. */
  explain(error: unknown): unknown;
  /** Closes the connections; the last program to close stops an embedded server. May be called again. */
  close(): Promise<void>;
}

/** How the two roles reach a database, wherever it is. */
export interface Access {
  /** The place of the data in messages. */
  readonly where: string;
  readonly applicationWhere: string;
  /** A server of one's own, where the application's role may have to be made. */
  readonly external: boolean;
  readonly owner: () => pg.ClientConfig;
  readonly application: () => pg.ClientConfig;
  /** The role that the application takes on after connecting. */
  readonly applicationRole?: string;
  /** Called once when the store is closed. */
  readonly leave: () => Promise<void>;
}

/** Longest wait for queries still running when the store is closed, milliseconds. */
const LONGEST_CLOSE = 10_000;

/**
 * Opens the store. The tables are up to date and the application's role is proven harmless when it returns.
 * @throws StoreError for everything that the user can mend
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const say = options.say ?? (() => {});
  const access =
    options.databaseUrl === undefined || options.databaseUrl.trim() === ''
      ? await embeddedAccess(options.dataFolder, say)
      : externalAccess(options.databaseUrl, options.applicationDatabaseUrl ?? process.env['MOTCUA_APP_DATABASE_URL']);
  return openAccess(access, options);
}

async function embeddedAccess(dataFolder: string, say: (line: string) => void): Promise<Access> {
  const server = await joinServer(dataFolder, { say });
  return {
    where: `«${server.folder.path}»`,
    applicationWhere: `«${server.folder.path}»`,
    external: false,
    owner: () => server.connection('owner'),
    application: () => server.connection('application'),
    leave: () => server.leave(),
  };
}

function externalAccess(databaseUrl: string, applicationDatabaseUrl: string | undefined): Access {
  const owner = parseDatabaseUrl(databaseUrl);
  const own = applicationDatabaseUrl === undefined || applicationDatabaseUrl.trim() === '';
  const application = own ? owner : parseDatabaseUrl(applicationDatabaseUrl, 'MOTCUA_APP_DATABASE_URL');
  return {
    where: owner.name,
    applicationWhere: application.name,
    external: true,
    owner: () => owner.config,
    application: () => application.config,
    ...(own ? { applicationRole: APPLICATION_ROLE } : {}),
    leave: async () => {},
  };
}

/** The part of opening that is the same for every server. Tests use it on databases of their own. */
export async function openAccess(access: Access, options: StoreOptions): Promise<Store> {
  const say = options.say ?? (() => {});
  const applicationName = options.applicationName ?? 'motcua';
  const withOwner = async <T>(work: (owner: pg.Pool) => Promise<T>): Promise<T> => {
    const owner = makePool(access.owner(), {
      applicationName: `${applicationName} owner`,
      say,
      max: 2,
      statementTimeout: 0,
    });
    try {
      return await work(owner);
    } finally {
      await owner.end();
    }
  };
  let pool: pg.Pool | undefined;
  let copyPool: pg.Pool | undefined;
  try {
    const serverVersion = await withOwner(async (owner) => {
      const version = await checkServer(owner, access.where);
      if (access.external) await ensureApplicationRole(owner, access.where);
      await migrate(owner, options.migrationsFolder ?? ownMigrationsFolder());
      return version;
    });
    const connecting = {
      applicationName,
      say,
      statementTimeout: options.statementTimeout ?? STATEMENT_TIMEOUT,
      ...(access.applicationRole === undefined ? {} : { role: access.applicationRole }),
      ...(options.sessionSettings === undefined ? {} : { settings: options.sessionSettings }),
    };
    pool = makePool(access.application(), { ...connecting, max: 16, pipeline: true });
    copyPool = makePool(access.application(), { ...connecting, max: 2 });
    await checkServer(pool, access.applicationWhere);
    await refuseUnsafeRole(pool, access.applicationWhere);
    return assemble({ pool, copyPool }, serverVersion, withOwner, access, options);
  } catch (error) {
    await Promise.all([pool?.end(), copyPool?.end()]);
    await access.leave();
    throw explainDatabaseError(error, access.where);
  }
}

function assemble(
  { pool, copyPool }: Pick<Store, 'pool' | 'copyPool'>,
  serverVersion: number,
  withOwner: Store['withOwner'],
  access: Access,
  options: StoreOptions,
): Store {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      try {
        // A query that never ends must not keep the program from leaving.
        await within(LONGEST_CLOSE, Promise.all([pool.end(), copyPool.end()]));
        await access.leave();
      } finally {
        stopListening();
      }
    })();
    return closing;
  };
  const stopListening = closeOnSignal(close);
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    copyPool,
    withOwner,
    dataFolder: resolve(options.dataFolder),
    serverVersion,
    explain: (error) => explainQueryError(error, access.where),
    close,
  };
}

/** Waits for `work`, but no longer than `milliseconds`. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
