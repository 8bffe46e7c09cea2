/**
 * Against forged requests (chống giả mạo yêu cầu): what changes something must come from a page of ours. The browser says
 * where a request comes from, and each form carries its token.
 */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';
import { errorPage } from '../errors.tsx';
import { formBody } from '../forms/body.ts';
import { keptForWhoIsSignedIn, keptUntilSignedIn } from '../kept-form.tsx';
import { isOurToken } from './form-token.ts';
import { comesFromUs } from './origin.ts';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses every changing request without a proper origin and token. */
export const refuseForged: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (SAFE_METHODS.includes(c.req.method)) return next();
  if (!comesFromUs(c, { silence: true })) return errorPage(c, 403, 'forged');
  const body = await formBody(c);
  // To a stranger every file is too large: whose session is over is told that, and not to send less.
  if (body.problem === 'tooLarge' && c.get('sessionEnded')) return errorPage(c, 403, 'ended');
  if (body.problem !== undefined)
    return errorPage(
      c,
      body.problem === 'tooLarge' ? 413 : 400,
      body.problem === 'tooLarge' ? 'tooLarge' : 'badRequest',
    );
  const token = c.req.header('x-form-token') ?? body.fields.get('_token')?.[0] ?? '';
  if (isOurToken(c, token)) return next();
  return c.get('sessionEnded')
    ? ((await keptUntilSignedIn(c)) ?? errorPage(c, 403, 'ended'))
    : ((await keptForWhoIsSignedIn(c)) ?? errorPage(c, 403, 'stale'));
};
