/** What the steps of signing in have in common: who calls, where they go next, the way back to the page asked for. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Caller, SessionStage } from '../../../services/sessions.ts';
import type { SignInDeps } from '../../../services/sign-in.ts';
import type { AppContext } from '../../env.ts';
import { putSessionCookie } from '../../middleware/session.ts';
import { safeReturn } from '../../middleware/sign-in-path.ts';

const BACK_COOKIE = 'motcua_tiep';

export const STEP_PATHS = {
  secondFactor: '/dang-nhap/buoc-hai',
  password: '/dang-nhap/mat-khau',
  enrol: '/dang-nhap/thiet-lap',
  complete: '/',
} as const satisfies Record<SessionStage, string>;

/** Said only to somebody who has already proved who they are. */
export const LOCKED_SENTENCE =
  'Tài khoản đang bị khóa tạm do nhập sai nhiều lần. Hãy đợi hết thời gian khóa, hoặc nhờ quản trị đơn vị mở khóa.';

export function signInDeps(c: AppContext): SignInDeps {
  const { installation, random, keys } = c.get('deps');
  return { installation, random, keys };
}

export function callerOf(c: AppContext): Caller {
  return { address: c.get('address'), agent: c.req.header('user-agent') ?? '' };
}

export function rememberBack(c: AppContext, path: string | undefined): void {
  if (path === undefined) return;
  setCookie(c, BACK_COOKIE, safeReturn(path), {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: 1800,
    secure: c.get('origin').startsWith('https:'),
  });
}

/** On to the next step, or into the desk. */
export function goOn(c: AppContext, next: { readonly token: string; readonly stage: SessionStage }): Response {
  putSessionCookie(c, next.token);
  if (next.stage !== 'complete') return c.redirect(STEP_PATHS[next.stage], 303);
  const back = safeReturn(getCookie(c, BACK_COOKIE));
  deleteCookie(c, BACK_COOKIE, { path: '/' });
  return c.redirect(back, 303);
}
