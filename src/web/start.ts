/** Puts the application behind a server (mở trang web): what the command `serve` starts and stops. */
import { createApp } from './app.ts';
import { loadAssets } from './assets.ts';
import type { WebDeps } from './env.ts';
import { type RunningServer, startServer } from './server.ts';

export interface StartWebOptions extends Omit<WebDeps, 'assets'> {
  readonly packageRoot: string;
  readonly host: string;
  readonly port: number;
}

/** @throws the system's error where the port cannot be had */
export async function startWeb({ packageRoot, host, port, ...deps }: StartWebOptions): Promise<RunningServer> {
  return startServer(createApp({ ...deps, assets: loadAssets(packageRoot) }), { host, port });
}
