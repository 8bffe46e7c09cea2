import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { testServer, testStore } from '../../test/support/database.ts';
import { explainQueryError, makePool, parseDatabaseUrl, startOptions } from './connections.ts';
import { StoreError } from './errors.ts';
import { openStore } from './open.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const refusal = (databaseUrl: string): Promise<StoreError> =>
  openStore({ dataFolder: '/nowhere', databaseUrl }).then(
    () => Promise.reject(new Error('was not refused')),
    (error) => error as StoreError,
  );

describe('DATABASE_URL', () => {
  it.each([
    ['not a URL', 'localhost'],
    ['only a word', 'postgres'],
    ['another protocol', 'mysql://a:secret@b/c'],
    ['no host', 'postgres:///motcua'],
    ['a role but neither host nor socket', 'postgres://a:secret@/motcua'],
    ['no database', 'postgres://a:secret@b:5432'],
    ['no database, with a slash', 'postgres://a:secret@b:5432/'],
    ['a bad escape', 'postgres://a:se%zzcret@b/c'],
    ['a bad port', 'postgres://a:secret@b:99999/c'],
    ['spaces in the host', 'postgres://a:secret@b c/d'],
  ])('is refused: %s', (_case, text) => {
    const parse = (): unknown => parseDatabaseUrl(text);
    expect(parse).toThrow(expect.objectContaining({ code: 'badUrl', exitCode: 2 }));
    expect(parse).toThrow(/postgres:\/\/tài-khoản:mật-khẩu@máy:5432\/cơ-sở-dữ-liệu/);
    expect(parse).not.toThrow(/secret/);
  });

  it.each([
    ['postgres://a:secret@db.local:6432/motcua', 'máy chủ «db.local:6432», cơ sở dữ liệu «motcua»'],
    ['postgresql://a@db.local/motcua', 'máy chủ «db.local», cơ sở dữ liệu «motcua»'],
    ['postgres://a:p%40ss@[::1]:5432/m%C3%A1y', 'máy chủ «[::1]:5432», cơ sở dữ liệu «máy»'],
    ['postgres://a:secret@/motcua?host=/run/postgresql', 'máy chủ «/run/postgresql», cơ sở dữ liệu «motcua»'],
    ['postgres:///motcua?host=/run/postgresql', 'máy chủ «/run/postgresql», cơ sở dữ liệu «motcua»'],
    ['  postgres://a:secret@b/c\n', 'máy chủ «b», cơ sở dữ liệu «c»'],
  ])('%s is named without its password', (text, name) => {
    expect(parseDatabaseUrl(text).name).toBe(name);
  });

  it('never gives its password away, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.constantFrom('@b:1/c', '@b', '@/c', '@b:x/c', ''), (text, rest) => {
        const password = `mật${text}khẩu`;
        try {
          expect(parseDatabaseUrl(`postgres://a:${encodeURIComponent(password)}${rest}`).name).not.toContain(password);
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          expect(error.message).not.toContain(password);
          expect(error.message).not.toContain(encodeURIComponent(password));
        }
      }),
    );
  });

  it('keeps the options that it brings', async () => {
    const { config } = parseDatabaseUrl('postgres://a@b/c?options=-c%20work_mem%3D5MB&sslmode=disable');
    expect(config).toEqual({ connectionString: 'postgres://a@b/c?sslmode=disable', options: '-c work_mem=5MB' });
    const store = await testStore();
    const pool = makePool(
      { ...(await testServer()).config('owner', store.databaseName), options: '-c work_mem=5MB' },
      {
        applicationName: 'thử «nghiệm»',
        say: () => {},
        max: 1,
        statementTimeout: 1234,
        settings: { 'motcua.units': 'a b,\\c' },
      },
    );
    const { rows } = await pool.query(
      `select current_setting('work_mem') as memory, current_setting('statement_timeout') as timeout, current_setting('motcua.units') as units`,
    );
    await pool.end();
    await store.close();
    expect(rows).toEqual([{ memory: '5MB', timeout: '1234ms', units: 'a b,\\c' }]);
  });
});

describe('a server that cannot be used', () => {
  it('is not there', async () => {
    const port = await listen(createServer());
    await new Promise((resolve) => (servers.pop() as Server).close(resolve));
    const error = await refusal(`postgres://a:secret@127.0.0.1:${port}/c`);
    expect(error).toMatchObject({
      code: 'unreachable',
      exitCode: 2,
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
    expect(error.message).not.toContain('secret');
  });

  it('has no address', async () => {
    expect(await refusal('postgres://a:secret@no-such-host.invalid/c')).toMatchObject({ code: 'unreachable' });
  });

  it('has no socket where it should', async () => {
    expect(await refusal('postgres://a@/c?host=/nowhere/at/all')).toMatchObject({ code: 'unreachable' });
  });

  it('is no PostgreSQL', async () => {
    const port = await listen(createHttpServer((_request, response) => response.end('xin chào')));
    expect(await refusal(`postgres://a:secret@127.0.0.1:${port}/c`)).toMatchObject({ code: 'unreachable' });
  });

  it('hangs up', async () => {
    const port = await listen(createServer((socket) => socket.destroy()));
    expect(await refusal(`postgres://a:secret@127.0.0.1:${port}/c`)).toMatchObject({ code: 'unreachable' });
  });

  it.each([
    ['140010', '14.10', 'UTF8', 'serverTooOld', /PostgreSQL 14\.10.*bản 15/],
    ['90624', '9.6.24', 'UTF8', 'serverTooOld', /9\.6\.24/],
    ['150000', '15.0', 'LATIN1', 'badEncoding', /LATIN1.*UTF8/],
    ['180004', '18.4', 'SQL_ASCII', 'badEncoding', /SQL_ASCII/],
  ])('is version %s (%s) in %s', async (version, shown, encoding, code, message) => {
    const port = await listen(createServer((socket) => speakAs(socket, [version, shown, encoding])));
    const error = await refusal(`postgres://a:secret@127.0.0.1:${port}/c`);
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message).toMatch(message);
  });
});

/** Speaks as much of the PostgreSQL protocol as an old server needs to say which it is. */
function speakAs(socket: Socket, row: readonly string[]): void {
  const message = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  let greeted = false;
  socket.on('error', () => {});
  socket.on('data', (data) => {
    if (!greeted) {
      greeted = true;
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
      return;
    }
    if (data[0] !== 'Q'.charCodeAt(0)) return;
    const types = [23, 25, 25];
    const fields = ['version', 'shown', 'encoding'].map((name, index) => {
      const tail = Buffer.alloc(18);
      tail.writeInt32BE(types[index] as number, 6);
      return Buffer.concat([Buffer.from(`${name}\0`), tail]);
    });
    const count = Buffer.from([0, 3]);
    const values = row.map((value) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(value.length);
      return Buffer.concat([length, Buffer.from(value)]);
    });
    socket.write(
      Buffer.concat([
        message('T', Buffer.concat([count, ...fields])),
        message('D', Buffer.concat([count, ...values])),
        message('C', Buffer.from('SELECT 1\0')),
        ready,
      ]),
    );
  });
}

describe('start options', () => {
  it('carry any value', () => {
    expect(startOptions({ a: 'x', b: 'y z\\' })).toBe('-c a=x -c b=y\\ z\\\\');
  });
});

describe('an error of a query', () => {
  const where = '«/dữ/liệu»';
  it.each([
    [new pg.DatabaseError('could not extend file: No space left on device', 1, 'error'), '53100', 'diskFull'],
    [new pg.DatabaseError('terminating connection due to administrator command', 1, 'error'), '57P01', 'serverStopped'],
    [new pg.DatabaseError('too many clients', 1, 'error'), '53300', 'tooManyConnections'],
    [new pg.DatabaseError('permission denied', 1, 'error'), '42501', 'missingRight'],
    [new Error('x'), 'ECONNRESET', 'serverStopped'],
    [Object.assign(new Error('x'), { syscall: 'connect' }), 'ECONNREFUSED', 'serverStopped'],
  ])('%s (%s) is explained', (error, code, ours) => {
    const explained = explainQueryError(Object.assign(error, { code }), where);
    expect(explained).toMatchObject({ code: ours, exitCode: 2, message: expect.stringContaining(where) });
  });

  it('that is a bug of ours stays what it is', () => {
    for (const bug of [
      new TypeError('x'),
      Object.assign(new Error('syntax error'), { code: '42601' }),
      'text',
      undefined,
    ]) {
      expect(explainQueryError(bug, where)).toBe(bug);
    }
  });

  it('that ran too long ends in time', async () => {
    const store = await testStore({ statementTimeout: 150 });
    await expect(store.pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    await store.close();
  });

  it('whose server was stopped under it neither ends the program nor stays unexplained', async () => {
    const store = await testStore();
    const client = await store.pool.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const sleeping = client.query('select pg_sleep(20)').catch((error) => store.explain(error));
    const server = await testServer();
    await server.administer((admin) => admin.query('select pg_terminate_backend($1)', [rows[0].pid]));
    expect(await sleeping).toMatchObject({ code: 'serverStopped' });
    client.release(true);
    expect((await store.pool.query('select 1 as v')).rows).toEqual([{ v: 1 }]);
    await store.close();
  });
});
