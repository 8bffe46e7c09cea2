/**
 * A program's membership of a folder's server. Each member holds one connection, its *keeper*, for as long as it stays.
 * The keepers are the reference count: the kernel closes the keeper of a program that is killed, so the count is never
 * wrong, and the member that finds no other keeper on leaving stops the server.
 */
import type pg from 'pg';
import { codeOf, explainDatabaseError, messageOf } from '../errors.ts';
import { type DataFolder, openFolder } from './folder.ts';
import { APPLICATION_ROLE, DATABASE, OWNER_ROLE } from './initialise.ts';
import { connectSuperuser, type Endpoint, ensureRunning, type ServerOptions, stopServer } from './lifecycle.ts';
import { exclusively } from './mutex.ts';

const KEEPER = 'motcua-keeper';

export interface EmbeddedServer {
  readonly folder: DataFolder;
  readonly endpoint: Endpoint;
  /** Where the owner and the application connect. */
  connection(role: 'owner' | 'application', database?: string): pg.ClientConfig;
  superuser(database?: string): Promise<pg.Client>;
  /** Leaves; the last member to leave stops the server. May be called again. */
  leave(): Promise<void>;
}

/**
 * Starts the server of a data folder, or joins the one that runs.
 * While a member stays, a server that dies (killed, or by a fault of its own) is started again.
 * @throws StoreError when the folder cannot be used or the server cannot start
 */
export async function joinServer(dataFolder: string, options: ServerOptions): Promise<EmbeddedServer> {
  const folder = openFolder(dataFolder, options.say);
  const join = async (): Promise<{ endpoint: Endpoint; keeper: pg.Client }> =>
    exclusively(folder.run, async () => {
      const endpoint = await ensureRunning(folder, options);
      return { endpoint, keeper: await connectSuperuser(endpoint, KEEPER) };
    });

  let leaving: Promise<void> | undefined;
  let rejoining: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  let { endpoint, keeper } = await join();
  watch(keeper);

  function watch(client: pg.Client): void {
    client.once('end', () => {
      if (leaving === undefined) rejoining ??= rejoin();
    });
  }

  async function rejoin(): Promise<void> {
    options.say('Mất kết nối với máy chủ dữ liệu, đang nối lại…');
    for (let pause = 200; leaving === undefined; pause = Math.min(pause * 2, 10_000)) {
      try {
        ({ endpoint, keeper } = await join());
        rejoining = undefined;
        watch(keeper);
        options.say('Đã nối lại với máy chủ dữ liệu.');
        return;
      } catch (error) {
        options.say(messageOf(explainDatabaseError(error, `«${folder.path}»`)));
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, pause);
        });
      }
    }
  }

  async function leave(): Promise<void> {
    wake?.();
    await rejoining;
    await exclusively(folder.run, async () => {
      await keeper.end().catch(() => {});
      const others = await countKeepers(endpoint);
      if (others === 0) await stopServer(folder, 'inOrder');
      // It is recovering from a crash; a request to stop in order can then wait for ever, and it has to recover anyway.
      if (others === undefined) await stopServer(folder, 'atOnce');
    });
  }

  return {
    folder,
    get endpoint() {
      return endpoint;
    },
    connection(role, database = DATABASE) {
      return {
        host: endpoint.socketFolder,
        port: 5432,
        database,
        user: role === 'owner' ? OWNER_ROLE : APPLICATION_ROLE,
        password: role === 'owner' ? endpoint.secrets.owner : endpoint.secrets.app,
      };
    },
    superuser: (database) => connectSuperuser(endpoint, 'motcua', database),
    leave() {
      leaving ??= leave();
      return leaving;
    },
  };
}

/** How many programs still hold the server; undefined where it answers nobody. */
async function countKeepers(endpoint: Endpoint): Promise<number | undefined> {
  let client: pg.Client;
  try {
    client = await connectSuperuser(endpoint, 'motcua-leave');
  } catch (error) {
    // Full to the last connection: others are there.
    return codeOf(error) === '53300' ? Number.POSITIVE_INFINITY : undefined;
  }
  try {
    const found = await client.query<{ count: string }>(
      'select count(*) from pg_stat_activity where application_name = $1',
      [KEEPER],
    );
    return Number(found.rows[0]?.count ?? 0);
  } catch {
    return undefined;
  } finally {
    await client.end();
  }
}
