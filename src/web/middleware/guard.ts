/** Who may open a page (kiểm tra quyền): the server refuses what the screen does not show. */
import type { MiddlewareHandler } from 'hono';
import type { Act } from '../../core/access/permissions.ts';
import { ACT_LABELS } from '../../core/access/permissions.ts';
import { type AppContext, type AppEnv, may } from '../env.ts';
import { errorPage } from '../errors.tsx';

/** Where signing in sends a person afterwards: a path of ours, never another address. */
export function safeReturn(path: string | undefined): string {
  if (path === undefined || path.length > 500) return '/';
  return /^\/(?![/\\])[\w\-./~%?=&:+,@]*$/.test(path) && !path.startsWith('/dang-') ? path : '/';
}

/** Sends whoever is not signed in to sign in, and back afterwards. */
export const requireSignedIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.get('user') !== undefined) return next();
  return toSignIn(c);
};

export function toSignIn(c: AppContext): Response {
  const url = new URL(c.req.url);
  const back = c.req.method === 'GET' ? safeReturn(`${url.pathname}${url.search}`) : '/';
  return c.redirect(back === '/' ? '/dang-nhap' : `/dang-nhap?tiep=${encodeURIComponent(back)}`, 303);
}

/** Lets through those who may do an act in their unit; with several acts, any of them is enough. */
export function requires(...acts: readonly [Act, ...Act[]]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (c.get('user') === undefined) return toSignIn(c);
    if (acts.some((act) => may(c, act))) return next();
    return errorPage(
      c,
      403,
      'forbidden',
      `Việc «${ACT_LABELS[acts[0]]}» không thuộc vai trò của tài khoản bạn đang dùng.`,
    );
  };
}
