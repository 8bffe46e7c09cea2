/** Who is asking (phiên làm việc): the session cookie read into the person and the unit behind it. */
import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { resumeSession } from '../../services/sessions.ts';
import type { AppContext, AppEnv } from '../env.ts';

const cookieName = (c: AppContext): string =>
  c.get('origin').startsWith('https:') ? '__Host-motcua_phien' : 'motcua_phien';

export const loadSession: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = getCookie(c, cookieName(c));
  c.set('session', undefined);
  c.set('sessionEnded', false);
  c.set('user', undefined);
  c.set('unit', undefined);
  if (token !== undefined) {
    const resumed = await resumeSession(c.get('deps').installation, token);
    if (resumed === undefined) {
      dropSessionCookie(c);
      c.set('sessionEnded', true);
    } else {
      c.set('session', resumed.session);
      c.set('unit', resumed.unit);
      if (resumed.session.stage === 'complete') c.set('user', resumed.user);
    }
  }
  return next();
};

export function putSessionCookie(c: AppContext, token: string): void {
  setCookie(c, cookieName(c), token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: c.get('origin').startsWith('https:'),
  });
}

export function dropSessionCookie(c: AppContext): void {
  deleteCookie(c, cookieName(c), { path: '/', secure: c.get('origin').startsWith('https:') });
}
