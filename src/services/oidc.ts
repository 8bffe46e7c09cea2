/**
 * Signing in through an outside provider (đăng nhập qua hệ thống định danh): OpenID Connect, code with PKCE, state and
 * nonce, each good once. The provider's subject leads to the account that an administrator linked to it, and to no other.
 */
import * as client from 'openid-client';
import { putChallenge, SIGN_IN_SCOPE, takeChallenge } from '../store/account-sessions.ts';
import { findAccountPlace } from '../store/accounts.ts';
import { within } from '../store/scope.ts';
import { ServiceError } from './errors.ts';
import { MINUTE, plusMilliseconds } from './instants.ts';
import { randomText } from './random.ts';
import { type Caller, hashOf } from './sessions.ts';
import { addressMustWait, noteAddressFailure, openStage, type SignInDeps, type SignInResult } from './sign-in.ts';

export interface OidcSettings {
  /** `https://id.example.gov.vn`; http only on loopback. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** What the button says: «Đăng nhập bằng …». */
  readonly label: string;
}

export interface OidcProvider {
  readonly label: string;
  readonly issuer: string;
  configuration(): Promise<client.Configuration>;
}

const ATTEMPT_LIMIT = 10 * MINUTE;
const TIMEOUT_SECONDS = 10;
const PURPOSE = 'oidc';

/** @throws ServiceError for an issuer that is no address, or an open one elsewhere than on this machine */
export function oidcProvider(settings: OidcSettings): OidcProvider {
  let issuer: URL;
  try {
    issuer = new URL(settings.issuer);
  } catch {
    throw new ServiceError('BAD_OIDC', `Địa chỉ hệ thống định danh «${settings.issuer}» không phải URL.`);
  }
  const onLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  if (issuer.protocol !== 'https:' && !(issuer.protocol === 'http:' && onLoopback))
    throw new ServiceError('BAD_OIDC', `Địa chỉ hệ thống định danh «${settings.issuer}» phải dùng https.`);
  let known: Promise<client.Configuration> | undefined;
  return {
    label: settings.label,
    issuer: settings.issuer,
    configuration: () => {
      // A provider that was out of reach is asked again at the next sign-in.
      known ??= client
        .discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
          timeout: TIMEOUT_SECONDS,
          ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
        })
        .catch((error: unknown) => {
          known = undefined;
          throw error;
        });
      return known;
    },
  };
}

interface Attempt {
  readonly verifier: string;
  readonly nonce: string;
}

export const oidcCallbackPath = '/dang-nhap/dinh-danh/tra-ve';

/**
 * Begins an attempt. @returns where the browser goes, and the state that its cookie must bring back; undefined when the
 * provider is out of reach
 */
export async function beginOidc(
  deps: SignInDeps,
  provider: OidcProvider,
  origin: string,
): Promise<{ readonly address: string; readonly state: string } | undefined> {
  const { store, clock } = deps.installation;
  const configuration = await provider.configuration().catch(() => undefined);
  if (configuration === undefined) return undefined;
  const state = randomText(deps.random, 24);
  const attempt: Attempt = { verifier: randomText(deps.random, 48), nonce: randomText(deps.random, 24) };
  await within(store, [SIGN_IN_SCOPE], (db) =>
    putChallenge(db, {
      hash: hashOf(state),
      purpose: PURPOSE,
      body: JSON.stringify(attempt),
      expiresAt: plusMilliseconds(clock.now(), ATTEMPT_LIMIT),
    }),
  );
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${origin}${oidcCallbackPath}`,
    scope: 'openid',
    state,
    nonce: attempt.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  });
  return { address: address.href, state };
}

export type OidcResult =
  | Extract<SignInResult, { ok: true }>
  | { readonly ok: false; readonly reason: 'refused' | 'notLinked' | 'locked' | 'tooMany' };

/**
 * Ends an attempt with what the browser brought back. The provider's word stands for the password; it also stands for the
 * second factor where it says that several were used (`amr` holds `mfa`, RFC 8176). It opens no account that is locked or
 * disabled.
 */
export async function completeOidc(
  deps: SignInDeps,
  provider: OidcProvider,
  input: {
    /** The address that the browser came back to, with its query, as it is known outside. */
    readonly address: URL;
    /** The state in the browser's cookie. */
    readonly state: string | undefined;
    readonly caller: Caller;
  },
): Promise<OidcResult> {
  const { installation } = deps;
  const { store, clock } = installation;
  if (await addressMustWait(installation, input.caller)) return { ok: false, reason: 'tooMany' };
  const state = input.state;
  if (state === undefined || input.address.searchParams.get('state') !== state) return { ok: false, reason: 'refused' };
  const body = await within(store, [SIGN_IN_SCOPE], (db) => takeChallenge(db, hashOf(state), PURPOSE, clock.now()));
  if (body === undefined) return { ok: false, reason: 'refused' };
  const attempt = JSON.parse(body) as Attempt;
  const claims = await provider
    .configuration()
    .then((configuration) =>
      client.authorizationCodeGrant(configuration, input.address, {
        expectedState: state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      }),
    )
    .then((tokens) => tokens.claims())
    .catch(() => undefined);
  if (claims === undefined) {
    await noteAddressFailure(installation, input.caller);
    return { ok: false, reason: 'refused' };
  }
  const place = await findAccountPlace(store, { oidcSubject: claims.sub });
  if (place === undefined) return { ok: false, reason: 'notLinked' };
  const methods = Array.isArray(claims['amr']) ? (claims['amr'] as unknown[]) : [];
  const opened = await openStage(deps, {
    ...place,
    caller: input.caller,
    method: methods.includes('mfa') ? 'oidcMfa' : 'oidc',
    secondFactorDone: methods.includes('mfa'),
  });
  if (opened.ok) return opened;
  return { ok: false, reason: opened.reason === 'locked' ? 'locked' : 'notLinked' };
}
