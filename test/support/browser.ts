/**
 * A real browser for the end-to-end tests: Debian's Chromium, installed where it is missing, run without a window, without
 * a network of its own, in a profile that is thrown away.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Role } from '../../src/core/access/permissions.ts';
import { beginSession } from '../../src/services/sessions.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import type { AppRouter } from '../../src/web/env.ts';
import { startServer } from '../../src/web/server.ts';
import { ensureDebian } from './debian.ts';
import type { TestWeb } from './web.ts';

const CHROMIUM = '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--force-color-profile=srgb',
  // Whatever a page asks for elsewhere stays unanswered.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** The screens that the desk is made for. */
export const SCREENS = {
  desk: { width: 1366, height: 768 },
  small: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

export interface TestBrowser {
  /** The only address that pages may ask for things. */
  readonly base: string;
  /** A window with cookies of its own. */
  window(options?: BrowserContextOptions): Promise<Page>;
  /** Addresses outside the server that pages asked for; a test expects none. */
  readonly foreignRequests: string[];
  close(): Promise<void>;
}

/**
 * Starts the browser. @param base the only address that pages may ask for things
 * @throws Error with what to install where there is no Chromium and it cannot be installed
 */
export async function openBrowser(base: string): Promise<TestBrowser> {
  ensureDebian({ [CHROMIUM]: ['chromium'] });
  const profile = mkdtempSync(join(tmpdir(), 'motcua-browser-'));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
    env: { ...process.env, HOME: profile },
  });
  const foreignRequests: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    base,
    foreignRequests,
    window: async (options = {}) => {
      const context = await browser.newContext({
        baseURL: base,
        viewport: SCREENS.desk,
        locale: 'vi-VN',
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('request', (request) => {
        if (!request.url().startsWith(base) && !request.url().startsWith('data:')) foreignRequests.push(request.url());
      });
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A window of its own in which an officer in a role is signed in. */
export async function signedInWindow(
  web: TestWeb,
  browser: TestBrowser,
  role: Role,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.window(options);
  const { unitId, accountId } = web.accounts[role];
  const token = await beginSession(web.installation, web.random, {
    homeUnitId: unitId,
    accountId,
    stage: 'complete',
    method: 'totp',
    caller: { address: '192.0.2.1', agent: 'browser' },
  });
  await page.context().addCookies([{ name: 'motcua_phien', value: token, url: browser.base }]);
  return page;
}

/** Serves an application on a free port of this machine. `base` uses the name localhost, which passkeys need. */
export async function serveApp(app: AppRouter): Promise<{ readonly base: string; stop(): Promise<void> }> {
  const server = await startServer(app, { port: 0, host: '127.0.0.1' });
  return { base: `http://localhost:${server.port}`, stop: () => server.stop(500) };
}

export interface Violation {
  readonly rule: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** What axe finds against WCAG 2.2 A and AA and its best practices; a page has none. */
export async function checkAccessibility(page: Page): Promise<Violation[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    where: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  }));
}

/** Keeps a picture of the page under `.tmp/screenshots/`, to be looked at. */
export async function screenshot(page: Page, name: string, fullPage = false): Promise<string> {
  const folder = join(packageRoot(), '.tmp', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage });
  return path;
}
