/** Pages go out compressed; files that others make (PDF, XLSX) are compressed already and pass as they are. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';

const gzipAsync = promisify(gzip);
/** Below this a page is not worth it. */
const SMALLEST_BYTES = 1024;

export const compress: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const type = c.res.headers.get('content-type') ?? '';
  if (!/^(text\/html|application\/json)/.test(type) || c.res.headers.has('content-encoding')) return;
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '') || c.req.method === 'HEAD') return;
  const body = Buffer.from(await c.res.arrayBuffer());
  const headers = new Headers(c.res.headers);
  headers.append('Vary', 'Accept-Encoding');
  const small = body.length < SMALLEST_BYTES;
  const bytes = small ? body : await gzipAsync(body, { level: 5 });
  if (!small) headers.set('Content-Encoding', 'gzip');
  headers.set('Content-Length', String(bytes.length));
  c.res = new Response(new Uint8Array(bytes), { status: c.res.status, headers });
};
