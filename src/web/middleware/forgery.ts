/**
 * Against forged requests (chống giả mạo yêu cầu): what changes something must come from a page of ours. The browser says
 * where a request comes from, and each form carries its token.
 */
import type { MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv } from '../env.ts';
import { errorPage } from '../errors.tsx';
import { formBody } from '../forms/body.ts';
import { isOurToken } from './form-token.ts';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether the browser says that the request comes from a page of ours; silence is left to the token. */
export function comesFromUs(c: AppContext): boolean {
  const origin = c.req.header('origin');
  if (origin !== undefined) return origin === c.get('origin');
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const referer = c.req.header('referer');
  return referer === undefined || referer.startsWith(`${c.get('origin')}/`);
}

/** Refuses every changing request without a proper origin and token. */
export const refuseForged: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (SAFE_METHODS.includes(c.req.method)) return next();
  if (!comesFromUs(c)) return errorPage(c, 403, 'forged');
  const body = await formBody(c);
  if (body.problem !== undefined)
    return errorPage(
      c,
      body.problem === 'tooLarge' ? 413 : 400,
      body.problem === 'tooLarge' ? 'tooLarge' : 'badRequest',
    );
  const token = c.req.header('x-form-token') ?? body.fields.get('_token')?.[0] ?? '';
  if (!isOurToken(c, token)) return errorPage(c, 403, c.get('sessionEnded') ? 'ended' : 'stale');
  return next();
};
