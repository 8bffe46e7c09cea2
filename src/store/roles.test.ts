import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, type TestStore, testServer, testStore } from '../../test/support/database.ts';
import { openStore } from './open.ts';
import { refuseUnsafeRole } from './roles.ts';

let server: TestServer;
let store: TestStore;
const made: string[] = [];

beforeAll(async () => {
  server = await testServer();
  store = await testStore();
});
afterEach(async () => {
  await server.administer(async (client) => {
    for (const role of made.splice(0)) {
      await client.query(`revoke all on database ${store.databaseName} from ${role}`);
      await client.query(`drop role ${role}`);
    }
  });
});
afterAll(() => store.close());

async function makeRole(attributes: string): Promise<string> {
  const role = `motcua_test_${randomBytes(4).toString('hex')}`;
  await server.administer((client) => client.query(`create role ${role} login password 'secret' ${attributes}`));
  made.push(role);
  return role;
}

/** The database as another role reaches it. */
function urlAs(role: string, database = store.databaseName, password = 'secret'): string {
  const url = server.url(database);
  return url.replace(/\/\/[^@]*@/, `//${role}:${password}@`);
}

describe('the role of the application', () => {
  const judge = async (role: string): Promise<void> => {
    const pool = new pg.Pool({ connectionString: urlAs(role) });
    try {
      await refuseUnsafeRole(pool, 'máy chủ thử');
    } finally {
      await pool.end();
    }
  };

  it('is accepted when it may do only what it was granted', async () => {
    await expect(refuseUnsafeRole(store.pool, 'x')).resolves.toBeUndefined();
    await expect(judge(await makeRole('in role motcua_app'))).resolves.toBeUndefined();
  });

  it('is refused when it owns the tables', async () => {
    await store.withOwner((owner) =>
      expect(refuseUnsafeRole(owner, 'máy chủ thử')).rejects.toMatchObject({ code: 'unsafeRole' }),
    );
  });

  it.each([
    ['superuser', /là superuser/],
    ['bypassrls in role motcua_app', /BYPASSRLS/],
  ])('is refused when it is %s', async (attributes, message) => {
    await expect(judge(await makeRole(attributes))).rejects.toThrow(message);
  });

  it('is refused when it inherits the owner', async () => {
    const role = await makeRole('');
    await server.administer((client) => client.query(`grant ${client.escapeIdentifier(server.owner)} to ${role}`));
    await expect(judge(role)).rejects.toMatchObject({ code: 'unsafeRole' });
  });

  it.each(['update', 'delete', 'truncate'])('is refused when it may %s events', async (right) => {
    const role = await makeRole('in role motcua_app');
    await store.withOwner((owner) => owner.query(`grant ${right} on dossier_event to ${role}`));
    await expect(judge(role)).rejects.toThrow(/«dossier_event»/);
    await store.withOwner((owner) => owner.query(`revoke ${right} on dossier_event from ${role}`));
  });
});

describe('a server of one’s own', () => {
  const open = (databaseUrl: string, more: { applicationDatabaseUrl?: string } = {}): ReturnType<typeof openStore> =>
    openStore({ dataFolder: '/nowhere/at/all', databaseUrl, ...more });

  it('is used as owner and, for the application, in the role that may do less', async () => {
    const url = await server.administer(async (client) => {
      // The suite's embedded owner may not grant roles, as an office's account may not either; its administrator did.
      await client.query(`grant motcua_app to ${client.escapeIdentifier(server.owner)}`);
      return server.url(store.databaseName);
    });
    const opened = await open(url);
    const { rows } = await opened.pool.query('select current_user as me');
    expect(rows).toEqual([{ me: 'motcua_app' }]);
    await expect(opened.pool.query('delete from dossier_event')).rejects.toThrow(/permission denied/);
    await opened.close();
  });

  it('takes an account of its own for the application', async () => {
    const role = await makeRole('in role motcua_app');
    const opened = await open(server.url(store.databaseName), { applicationDatabaseUrl: urlAs(role) });
    const { rows } = await opened.pool.query('select current_user as me, session_user as login');
    expect(rows).toEqual([{ me: role, login: role }]);
    await opened.close();
  });

  it('refuses to work with the owner’s account as the application’s', async () => {
    const url = server.url(store.databaseName);
    await expect(open(url, { applicationDatabaseUrl: url })).rejects.toMatchObject({ code: 'unsafeRole' });
  });

  it.each([
    ['wrong password', () => makeRole('').then((role) => urlAs(role, undefined, 'wrong')), 'wrongPassword'],
    ['unknown account', async () => urlAs('nobody_at_all'), 'wrongPassword'],
    ['missing database', async () => server.url('no_such_database'), 'noDatabase'],
    [
      'an account that may not make tables',
      () => makeRole('in role motcua_app').then((role) => urlAs(role, 'postgres')),
      'missingRight',
    ],
  ])('answers clearly: %s', async (_case, url, code) => {
    const error = await open(await url()).catch((caught) => caught);
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message).not.toMatch(/secret|wrong/);
  });
});
