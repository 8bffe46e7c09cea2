/**
 * The web application on a database of its own, without a browser: accounts for every role, a clock that the test moves,
 * and a small client that follows cookies and form tokens as a browser does.
 */
import { createHash } from 'node:crypto';
import { generateSync } from 'otplib';
import { ROLE_LABELS, ROLES, type Role } from '../../src/core/access/permissions.ts';
import { fromInstant, type Instant } from '../../src/core/time/local-date-time.ts';
import { ensureSampleTree, type Installation } from '../../src/services/installation.ts';
import { plusMilliseconds } from '../../src/services/instants.ts';
import type { OidcProvider } from '../../src/services/oidc.ts';
import { hashPassword } from '../../src/services/passwords.ts';
import { type Random, randomId } from '../../src/services/random.ts';
import { recordActs } from '../../src/services/record-acts.ts';
import { newTotpSecret, sealTotp } from '../../src/services/second-factor.ts';
import { asSignedIn, beginSession } from '../../src/services/sessions.ts';
import { type SignInKeys, signInKeys } from '../../src/services/sign-in-keys.ts';
import type { SignedIn } from '../../src/services/signed-in.ts';
import { insertAccount, readAccount } from '../../src/store/accounts.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import { within } from '../../src/store/scope.ts';
import { createApp } from '../../src/web/app.ts';
import { loadAssets } from '../../src/web/assets.ts';
import type { AppRouter, WebDeps, WebSettings } from '../../src/web/env.ts';
import { type TestStore, testStore } from './database.ts';

/** Randomness that repeats from its seed. */
export function seededRandom(seed: string): Random {
  let counter = 0;
  return {
    bytes(count) {
      const out = Buffer.alloc(count);
      for (let at = 0; at < count; at += 32) {
        counter += 1;
        createHash('sha256').update(`${seed} ${counter}`).digest().copy(out, at);
      }
      return out;
    },
  };
}

export const TEST_UNIT = 'phuoc-long';
export const TEST_PASSWORD = 'một câu dài để thử';
/** 08:00 on a Monday in Vietnam, inside the third quarter. */
export const TEST_NOW = '2023-08-14T01:00:00.000Z' as Instant;

export interface TestAccount extends SignedIn {
  readonly password: string;
  readonly totpSecret: string;
}

export interface TestWeb {
  readonly app: AppRouter;
  readonly store: TestStore;
  readonly installation: Installation;
  readonly keys: SignInKeys;
  readonly random: Random;
  /** One account per role, by role, in {@link TEST_UNIT}; login names are the roles in lower case. */
  readonly accounts: Readonly<Record<Role, TestAccount>>;
  /** Lines of the access log so far. */
  readonly log: string[];
  /** Faults of the program so far; a test may expect none. */
  readonly faults: unknown[];
  now(): Instant;
  /** Moves the clock, milliseconds. */
  pass(milliseconds: number): void;
  /** A client that is signed in as a role; without one, nobody. */
  browse(role?: Role): Promise<Client>;
  addAccount(input: {
    unitId?: string;
    loginName: string;
    roles: readonly Role[];
    mustChangePassword?: boolean;
    enrolled?: boolean;
    oidcSubject?: string;
  }): Promise<TestAccount>;
  /** The six digits of an account at the present instant. */
  code(account: Pick<TestAccount, 'totpSecret'>): string;
  close(): Promise<void>;
}

export async function testWeb(
  options: {
    readonly settings?: Partial<WebSettings>;
    readonly oidc?: OidcProvider;
    readonly extend?: (app: AppRouter) => void;
    /** The real time instead of a fixed one; for browsers, whose own clocks go on. */
    readonly realClock?: boolean;
  } = {},
): Promise<TestWeb> {
  const store = await testStore();
  let now = options.realClock === true ? (new Date().toISOString() as Instant) : TEST_NOW;
  const began = Date.now();
  const clock = {
    now: () => (options.realClock === true ? plusMilliseconds(now, Date.now() - began) : now),
  };
  const installation: Installation = { store, clock };
  await ensureSampleTree(installation);
  const random = seededRandom('web');
  const keys = signInKeys(createHash('sha256').update('key').digest(), random);
  const log: string[] = [];
  const faults: unknown[] = [];
  const deps: WebDeps = {
    installation,
    random,
    keys,
    settings: { trustProxy: true, unitName: 'phường thử', ...options.settings },
    assets: loadAssets(packageRoot()),
    ...(options.oidc === undefined ? {} : { oidc: options.oidc }),
    log: (line) => log.push(line),
    reportFault: (_id, error) => faults.push(error),
  };
  const app = createApp(deps, options.extend);
  // One hash for all: making one takes as long as signing in.
  const passwordHash = await hashPassword(random, TEST_PASSWORD);
  const addAccount: TestWeb['addAccount'] = async (input) => {
    const place = { homeUnitId: input.unitId ?? TEST_UNIT, accountId: randomId(random) };
    const totpSecret = newTotpSecret(random);
    return within(store, [place.homeUnitId], async (client) => {
      await insertAccount(
        client,
        {
          ...place,
          loginName: input.loginName,
          fullName: `Người thử ${input.loginName}`,
          position: 'Công chức',
          roles: input.roles,
          passwordHash,
          mustChangePassword: input.mustChangePassword ?? false,
          totpSecret: input.enrolled === false ? null : sealTotp(keys, place, totpSecret),
          oidcSubject: input.oidcSubject ?? null,
        },
        clock.now(),
      );
      const row = await readAccount(client, place);
      if (row === undefined) throw new Error('The account is not there.');
      return { ...asSignedIn(row), password: TEST_PASSWORD, totpSecret };
    });
  };
  const accounts = {} as Record<Role, TestAccount>;
  for (const role of ROLES) accounts[role] = await addAccount({ loginName: role.toLowerCase(), roles: [role] });
  return {
    app,
    store,
    installation,
    keys,
    random,
    accounts,
    log,
    faults,
    now: () => clock.now(),
    pass: (milliseconds) => {
      now = plusMilliseconds(now, milliseconds);
    },
    addAccount,
    browse: async (role) => {
      const client = new Client(app);
      if (role !== undefined) {
        const { unitId, accountId } = accounts[role];
        const token = await beginSession(installation, random, {
          homeUnitId: unitId,
          accountId,
          stage: 'complete',
          method: 'totp',
          caller: { address: '192.0.2.1', agent: `test ${ROLE_LABELS[role]}` },
        });
        client.cookies.set('motcua_phien', token);
      }
      return client;
    },
    code: ({ totpSecret }) => generateSync({ secret: totpSecret, epoch: Math.floor(Date.parse(clock.now()) / 1000) }),
    close: () => store.close(),
  };
}

/** Receives a dossier at the counter now, three working days to go. @returns its identifier */
export async function receiveAtCounter(web: TestWeb, dossierCode: string, unitId: string = TEST_UNIT): Promise<string> {
  const outcome = await recordActs(web.installation, {
    unitId,
    dossierCode,
    actor: 'receptionist',
    acts: [
      {
        act: 'receive',
        happenedAt: fromInstant(web.now()),
        data: {
          channel: 'counter',
          procedureCode: '1.001193',
          sectorKey: 'hộ tịch',
          term: { value: 3, unit: 'workingDay' },
        },
      },
    ],
  });
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
  return outcome.dossierId;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

/** A browser's manners without a browser. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly origin = 'http://desk.test';
  address = '192.0.2.1';
  private readonly app: AppRouter;
  private token = '';

  constructor(app: AppRouter) {
    this.app = app;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(path, { method: 'GET', headers: { accept: 'text/html', ...headers } });
  }

  /** Posts a form with the token of the page seen last. */
  async post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const body = new URLSearchParams();
    if (!('_token' in fields)) body.append('_token', this.token);
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    return this.send(path, {
      method: 'POST',
      body: body.toString(),
      headers: {
        accept: 'text/html',
        origin: this.origin,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    });
  }

  /** Posts a form with files. */
  async postFiles(path: string, form: FormData): Promise<Answer> {
    form.append('_token', this.token);
    return this.send(path, { method: 'POST', body: form, headers: { accept: 'text/html', origin: this.origin } });
  }

  async send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> {
    const response = await this.app.request(`${this.origin}${path}`, {
      ...init,
      headers: {
        host: 'desk.test',
        'x-forwarded-for': this.address,
        ...(this.cookies.size === 0
          ? {}
          : { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...init.headers,
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';');
      const at = pair.indexOf('=');
      if (attributes.some((one) => /^\s*max-age=0$/i.test(one))) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    this.token = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? this.token;
    return {
      status: response.status,
      text,
      headers: response.headers,
      location: response.headers.get('location') ?? undefined,
    };
  }
}
