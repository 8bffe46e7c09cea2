/** The HTTP server (máy chủ web): limits on time and size, and an orderly end. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { AppRouter } from './env.ts';

export interface RunningServer {
  readonly port: number;
  /** Takes no new requests, waits for those under way, at most `longest` milliseconds. May be called again. */
  stop(longest?: number): Promise<void>;
}

/** A slow sender holds a connection no longer than this, milliseconds. */
const HEADERS_TIMEOUT = 15_000;
/** A large upload over a slow line still fits. */
const REQUEST_TIMEOUT = 300_000;
const LONGEST_DRAIN = 10_000;

/** Listens. @throws the system's error (`EADDRINUSE`, `EACCES`) where the port cannot be had */
export async function startServer(
  app: AppRouter,
  at: { readonly port: number; readonly host: string },
): Promise<RunningServer> {
  const server: Server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 16_384,
    },
    getRequestListener(app.fetch),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  let stopping: Promise<void> | undefined;
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : at.port,
    stop: (longest = LONGEST_DRAIN) => {
      stopping ??= new Promise<void>((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), longest);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      });
      return stopping;
    },
  };
}
