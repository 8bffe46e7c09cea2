/** What every page can reach: the installation, who is asking, and how to answer. */
import type { Context, Hono } from 'hono';
import type { Act } from '../core/access/permissions.ts';
import { permits } from '../core/access/permissions.ts';
import type { UnitRecord } from '../core/organisation/unit.ts';
import type { Installation } from '../services/installation.ts';
import type { OidcProvider } from '../services/oidc.ts';
import type { Random } from '../services/random.ts';
import type { Session } from '../services/sessions.ts';
import type { SignInKeys } from '../services/sign-in-keys.ts';
import type { SignedIn } from '../services/signed-in.ts';
import type { Assets } from './assets.ts';

export interface WebSettings {
  /** The address as browsers see it, `https://motcua.example`; undefined: whatever the Host header says, over http. */
  readonly publicOrigin?: string;
  /** Names that the Host header may carry, without port; undefined: any. Set on loopback against DNS rebinding. */
  readonly allowedHosts?: readonly string[];
  /** A proxy in front tells the caller's address in X-Forwarded-For; its last entry is believed. */
  readonly trustProxy: boolean;
  /** The unit that the pages before signing in speak for. */
  readonly unitName: string;
}

export interface WebDeps {
  readonly installation: Installation;
  readonly random: Random;
  readonly keys: SignInKeys;
  readonly settings: WebSettings;
  readonly assets: Assets;
  /** Sign-in through an outside provider; undefined: not configured. */
  readonly oidc?: OidcProvider;
  /** One line of the access log, JSON without personal data. */
  readonly log: (line: string) => void;
  /** A fault of the program, for the maintainer. */
  readonly reportFault: (requestId: string, error: unknown) => void;
}

export interface FlashMessage {
  readonly kind: 'success' | 'warning' | 'error';
  readonly text: string;
}

export interface AppEnv {
  Variables: {
    requestId: string;
    deps: WebDeps;
    /** Where the browser thinks it is, `http://127.0.0.1:8080`. */
    origin: string;
    /** The caller's address. */
    address: string;
    session: Session | undefined;
    /** The browser brought a session that is over: idle too long, or ended from another machine. */
    sessionEnded: boolean;
    user: SignedIn | undefined;
    unit: UnitRecord | undefined;
    /** What form tokens of this browser are bound to. */
    visitor: string;
    flash: readonly FlashMessage[];
  };
}

export type AppRouter = Hono<AppEnv>;
export type AppContext = Context<AppEnv>;

/** The person behind the request. For pages behind {@link requires}; elsewhere a fault of the program. */
export function signedIn(c: AppContext): SignedIn {
  const user = c.get('user');
  if (user === undefined) throw new Error('Trang này đứng ngoài phần đã đăng nhập.');
  return user;
}

/** Whether the person behind the request may do an act in the own unit; false for nobody. */
export function may(c: AppContext, act: Act): boolean {
  const user = c.get('user');
  return user !== undefined && permits(user, act, user.unitId);
}
