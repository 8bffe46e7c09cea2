/**
 * A database per test on the real engine: a copy of a template that is migrated once a run. All tests of a run share one
 * embedded server, started by the first test that asks; MOTCUA_TEST_DATABASE_URL or MOTCUA_TEST_POSTGRES puts another in its place (`external.ts`).
 *
 *   const store = await testStore();
 *   afterAll(() => store.close());
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { makePool } from '../../src/store/connections.ts';
import { migrate, ownMigrationsFolder, readMigrations } from '../../src/store/migrate.ts';
import { type Access, openAccess, type Store, type StoreOptions } from '../../src/store/open.ts';
import { ensureApplicationRole } from '../../src/store/roles.ts';
import { openFolder } from '../../src/store/server/folder.ts';
import { APPLICATION_ROLE, OWNER_ROLE } from '../../src/store/server/initialise.ts';
import { ensureRunning } from '../../src/store/server/lifecycle.ts';
import { exclusively } from '../../src/store/server/mutex.ts';
import { externalServer, runPrefix } from './external.ts';
import { runFolder } from './run-folder.ts';

export interface TestStore extends Store {
  /** The database as its owner reaches it, for other processes. */
  readonly databaseUrl: string;
  readonly databaseName: string;
}

export interface TestStoreOptions extends Partial<Pick<StoreOptions, 'say' | 'statementTimeout' | 'sessionSettings'>> {
  /** Other migrations than the program's own; an empty folder gives an empty database. */
  readonly migrationsFolder?: string;
}

/** A fresh migrated database. `close()` drops it. */
export async function testStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const migrationsFolder = options.migrationsFolder ?? ownMigrationsFolder();
  const server = await testServer();
  const template = await ensureTemplate(server, migrationsFolder);
  const databaseName = `${server.prefix}db_${randomBytes(5).toString('hex')}`;
  await server.administer((client) =>
    client.query(`create database ${databaseName} template ${template} owner ${client.escapeIdentifier(server.owner)}`),
  );
  const access: Access = {
    where: 'cơ sở dữ liệu thử',
    applicationWhere: 'cơ sở dữ liệu thử',
    external: false,
    owner: () => server.config('owner', databaseName),
    application: () => server.config('application', databaseName),
    ...(server.applicationRole === undefined ? {} : { applicationRole: server.applicationRole }),
    leave: async () => {
      await server.administer((client) => client.query(`drop database if exists ${databaseName} with (force)`));
    },
  };
  const store = await openAccess(access, { dataFolder: runFolder(), ...options, migrationsFolder });
  return { ...store, databaseName, databaseUrl: server.url(databaseName) };
}

export interface TestServer {
  readonly prefix: string;
  readonly owner: string;
  readonly applicationRole?: string;
  config(role: 'owner' | 'application', database: string): pg.ClientConfig;
  /** The owner's address of a database. */
  url(database: string): string;
  /** Work as the role that may make databases. */
  administer<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
}

let server: Promise<TestServer> | undefined;

/** The server of this run. */
export function testServer(): Promise<TestServer> {
  const address = externalServer();
  server ??= address === undefined ? embeddedTestServer() : externalTestServer(address);
  return server;
}

/** Nothing in these databases has to outlive a power cut. */
export const CARELESS_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
};

async function embeddedTestServer(): Promise<TestServer> {
  const folder = openFolder(join(runFolder(), 'shared'), () => {});
  const endpoint = await exclusively(folder.run, () =>
    ensureRunning(folder, { say: () => {}, settings: CARELESS_SETTINGS, initdbArguments: ['--no-sync'] }),
  );
  const place = { host: endpoint.socketFolder, port: 5432 };
  return {
    prefix: '',
    owner: OWNER_ROLE,
    config: (role, database) => ({
      ...place,
      database,
      user: role === 'owner' ? OWNER_ROLE : APPLICATION_ROLE,
      password: role === 'owner' ? endpoint.secrets.owner : endpoint.secrets.app,
    }),
    url: (database) =>
      `postgres://${OWNER_ROLE}:${endpoint.secrets.owner}@/${database}?host=${encodeURIComponent(endpoint.socketFolder)}`,
    administer: (work) =>
      withClient({ ...place, database: 'postgres', user: 'postgres', password: endpoint.secrets.superuser }, work),
  };
}

async function externalTestServer(address: string): Promise<TestServer> {
  const addressOf = (database: string): string => address.replace(/^([a-z]+:\/\/[^/?#]*)\/[^?#]*/, `$1/${database}`);
  const config = (database: string): pg.ClientConfig => ({ connectionString: addressOf(database) });
  const administer = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> =>
    withClient({ connectionString: address }, work);
  const pool = new pg.Pool({ connectionString: address });
  await ensureApplicationRole(pool, 'máy chủ thử').finally(() => pool.end());
  const owner = await administer(async (client) => (await client.query('select current_user as name')).rows[0].name);
  return {
    prefix: runPrefix(runFolder()),
    owner,
    applicationRole: APPLICATION_ROLE,
    config: (_role, database) => config(database),
    url: addressOf,
    administer,
  };
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const TEMPLATE_LOCK = 714_201;

/** The template of these migrations; whoever comes first makes it while the others wait. */
async function ensureTemplate(of: TestServer, migrationsFolder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, sha256 } of readMigrations(migrationsFolder)) hash.update(`${name} ${sha256}\n`);
  const template = `${of.prefix}template_${hash.digest('hex').slice(0, 12)}`;
  const isThere = async (client: pg.Client): Promise<boolean> =>
    (await client.query('select from pg_database where datname = $1', [template])).rowCount === 1;

  await of.administer(async (client) => {
    if (await isThere(client)) return;
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (await isThere(client)) return;
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft} owner ${client.escapeIdentifier(of.owner)}`);
    const pool = makePool(of.config('owner', draft), {
      applicationName: 'template',
      say: () => {},
      max: 1,
      statementTimeout: 0,
    });
    await migrate(pool, migrationsFolder).finally(() => pool.end());
    await client.query(`alter database ${draft} rename to ${template}`);
  });
  return template;
}
