/** Who may open a page (kiểm tra quyền): the server refuses what the screen does not show. */
import type { MiddlewareHandler } from 'hono';
import type { Act } from '../../core/access/permissions.ts';
import { ACT_LABELS } from '../../core/access/permissions.ts';
import { type AppContext, type AppEnv, may } from '../env.ts';
import { errorPage } from '../errors.tsx';
import { keptUntilSignedIn } from '../kept-form.tsx';
import { flash } from './flash.ts';
import { signInPath } from './sign-in-path.ts';

/** Sends whoever is not signed in to sign in, and back afterwards. */
export const requireSignedIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.get('user') !== undefined) return next();
  return toSignIn(c);
};

export async function toSignIn(c: AppContext): Promise<Response> {
  const kept = await keptUntilSignedIn(c);
  if (kept !== undefined) return kept;
  // Otherwise the desk would vanish without a word.
  if (c.get('sessionEnded')) flash(c, 'warning', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại để làm tiếp.');
  const url = new URL(c.req.url);
  return c.redirect(signInPath(c.req.method === 'GET' ? `${url.pathname}${url.search}` : undefined), 303);
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
