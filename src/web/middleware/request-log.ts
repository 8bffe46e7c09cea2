/** The request's number, and one line about it in the access log (nhật ký truy cập): no query, no name, no secret. */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { randomText } from '../../services/random.ts';
import type { AppContext, AppEnv, WebDeps } from '../env.ts';

interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** The caller's address; behind a trusted proxy the last one that the proxy wrote. */
function addressOf(c: AppContext, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const own = (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress;
  return (forwarded ?? own ?? 'unknown').replace(/^::ffff:/, '').slice(0, 60);
}

/** The address of the site as the browser has it. */
function originOf(c: AppContext, deps: WebDeps): string {
  return deps.settings.publicOrigin ?? `http://${(c.req.header('host') ?? 'localhost').toLowerCase()}`;
}

export function requestLog(deps: WebDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const requestId = randomText(deps.random, 9);
    c.set('requestId', requestId);
    c.set('deps', deps);
    c.set('origin', originOf(c, deps));
    c.set('address', addressOf(c, deps.settings.trustProxy));
    const began = performance.now();
    // The name decides, not the port: it is what another site can make lead here.
    const name = (c.req.header('host') ?? '').toLowerCase().replace(/:\d+$/, '');
    if (deps.settings.allowedHosts !== undefined && !deps.settings.allowedHosts.includes(name)) {
      // A foreign name that leads to this address: another site is trying to speak through the browser.
      c.res = c.text(`Máy chủ này không phục vụ địa chỉ đã gọi. Hãy mở ${c.get('origin')}.`, 421);
    } else {
      await next();
    }
    c.header('X-Request-Id', requestId);
    deps.log(
      JSON.stringify({
        time: deps.installation.clock.now(),
        request: requestId,
        method: c.req.method,
        // The pattern, not the path: a path may hold what somebody typed.
        route: routePath(c, -1),
        status: c.res.status,
        milliseconds: Math.round((performance.now() - began) * 10) / 10,
        unit: c.get('user')?.unitId,
        account: c.get('user')?.accountId,
      }),
    );
  };
}
