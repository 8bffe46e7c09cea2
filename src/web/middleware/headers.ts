/** Headers that keep a page to itself (tiêu đề bảo mật): no foreign script, style, frame or form target. */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';

const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Security-Policy', CONTENT_POLICY],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()'],
  // Pages hold personal data: neither the browser nor a proxy keeps them.
  ['Cache-Control', 'no-store'],
];

/** Sets each header that the page has not set itself. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  for (const [name, value] of HEADERS) if (!c.res.headers.has(name)) c.header(name, value);
  if (c.get('origin').startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000');
};
