/** The web application (ứng dụng web): every request passes here in this order; pages are registered by their features. */
import { Hono } from 'hono';
import { ASSET_FOLDER } from './assets.ts';
import type { AppEnv, AppRouter, WebDeps } from './env.ts';
import { errorPage, notFound } from './errors.tsx';
import { serveAsset } from './middleware/asset.ts';
import { compress } from './middleware/compress.ts';
import { readFlash } from './middleware/flash.ts';
import { refuseForged } from './middleware/forgery.ts';
import { visitor } from './middleware/form-token.ts';
import { requireSignedIn } from './middleware/guard.ts';
import { securityHeaders } from './middleware/headers.ts';
import { requestLog } from './middleware/request-log.ts';
import { loadSession } from './middleware/session.ts';
import { registerStaffPages } from './staff/index.ts';
import { signInPages } from './staff/sign-in/pages.tsx';

/** Makes the application. `extend` registers further pages before signing in is asked for (citizens' pages, tests). */
export function createApp(deps: WebDeps, extend: (app: AppRouter) => void = () => {}): AppRouter {
  const app: AppRouter = new Hono<AppEnv>();
  app.use(requestLog(deps));
  app.use(securityHeaders);
  app.get('/healthz', async (c) => {
    await deps.installation.store.pool.query('select 1');
    return c.text('ok');
  });
  app.get(`${ASSET_FOLDER}*`, serveAsset);
  app.get('/favicon.ico', (c) => c.redirect(deps.assets.path('icon.svg'), 301));
  app.use(compress);
  app.use(loadSession);
  app.use(visitor);
  app.use(readFlash);
  app.use(refuseForged);
  signInPages(app);
  extend(app);
  app.use(requireSignedIn);
  registerStaffPages(app);
  app.notFound((c) => notFound(c));
  app.onError((error, c) => {
    const known = deps.installation.store.explain(error);
    deps.reportFault(c.get('requestId'), error);
    const outOfReach = known instanceof Error && known.name === 'StoreError';
    return errorPage(c, outOfReach ? 503 : 500, outOfReach ? 'unavailable' : 'fault');
  });
  return app;
}
