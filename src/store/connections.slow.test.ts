import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { openStore } from './open.ts';

it('a server that accepts and says nothing is given up after ten seconds', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const began = performance.now();
  const opened = openStore({ dataFolder: '/nowhere', databaseUrl: `postgres://a:secret@127.0.0.1:${port}/c` });
  await expect(opened).rejects.toMatchObject({ code: 'unreachable', exitCode: 2 });
  expect(performance.now() - began).toBeLessThan(15_000);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});
