/** Messages that outlive one redirect (thông báo sau khi ghi), sealed in a cookie and shown once. */
import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppContext, AppEnv, FlashMessage } from '../env.ts';

const COOKIE = 'motcua_bao';
const LONGEST_TEXT = 600;

/** Shows a message on the next page that this browser opens. */
export function flash(c: AppContext, kind: FlashMessage['kind'], text: string): void {
  const message: FlashMessage = { kind, text: text.slice(0, LONGEST_TEXT) };
  const sealed = c.get('deps').keys.seal(`flash ${c.get('user')?.accountId ?? ''}`, JSON.stringify(message));
  setCookie(c, COOKIE, sealed, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: 60,
    secure: c.get('origin').startsWith('https:'),
  });
}

/** Reads the message of the page before and takes it away; only pages take it, not files. */
export const readFlash: MiddlewareHandler<AppEnv> = async (c, next) => {
  const sealed = getCookie(c, COOKIE);
  c.set('flash', []);
  if (sealed !== undefined && c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html')) {
    const text = c.get('deps').keys.unseal(`flash ${c.get('user')?.accountId ?? ''}`, sealed);
    if (text !== undefined) c.set('flash', [JSON.parse(text) as FlashMessage]);
    deleteCookie(c, COOKIE, { path: '/' });
  }
  return next();
};
