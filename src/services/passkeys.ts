/** Passkeys (khóa truy cập) as second factor: WebAuthn with challenges that are good once. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { putChallenge, SIGN_IN_SCOPE, takeChallenge } from '../store/account-sessions.ts';
import {
  type AccountPlace,
  countRecoveryCodes,
  listPasskeyRows,
  readAccount,
  touchPasskey,
} from '../store/accounts.ts';
import { within } from '../store/scope.ts';
import { addPasskey, type Enrolled } from './enrolment.ts';
import { MINUTE, plusMilliseconds } from './instants.ts';
import { type Caller, hashOf, type Session } from './sessions.ts';
import { judgeSecondFactor, type SignInDeps, type SignInResult } from './sign-in.ts';

const CHALLENGE_LIMIT = 5 * MINUTE;

/** Where the passkey belongs: the origin that the browser sees. */
export interface PasskeySite {
  readonly origin: string;
  readonly name: string;
}

/** A passkey is bound to a name; an address of figures has none. */
export function passkeysPossible(origin: string): boolean {
  const host = new URL(origin).hostname;
  return !/^[\d.]+$/.test(host) && !host.startsWith('[') && (origin.startsWith('https:') || host === 'localhost');
}

const relyingParty = (site: PasskeySite): string => new URL(site.origin).hostname;

const placeOf = (session: Session): AccountPlace => ({
  homeUnitId: session.homeUnitId,
  accountId: session.accountId,
});

async function remember(deps: SignInDeps, session: Session, purpose: string, challenge: string): Promise<void> {
  const { store, clock } = deps.installation;
  await within(store, [SIGN_IN_SCOPE], (client) =>
    putChallenge(client, {
      hash: hashOf(`${purpose} ${session.sessionId}`),
      purpose,
      body: challenge,
      expiresAt: plusMilliseconds(clock.now(), CHALLENGE_LIMIT),
    }),
  );
}

async function recall(deps: SignInDeps, session: Session, purpose: string): Promise<string | undefined> {
  const { store, clock } = deps.installation;
  return within(store, [SIGN_IN_SCOPE], (client) =>
    takeChallenge(client, hashOf(`${purpose} ${session.sessionId}`), purpose, clock.now()),
  );
}

/** What the browser needs to make a passkey for this account. */
export async function passkeyRegistrationOptions(
  deps: SignInDeps,
  session: Session,
  site: PasskeySite,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { store } = deps.installation;
  const place = placeOf(session);
  const { account, passkeys } = await within(
    store,
    [place.homeUnitId],
    async (client) => ({ account: await readAccount(client, place), passkeys: await listPasskeyRows(client, place) }),
    { readOnly: true },
  );
  if (account === undefined) throw new Error('Tài khoản của phiên không còn.');
  const options = await generateRegistrationOptions({
    rpName: `Một cửa ${site.name}`,
    rpID: relyingParty(site),
    userName: account.loginName,
    userDisplayName: account.fullName,
    userID: new Uint8Array(Buffer.from(account.accountId.replaceAll('-', ''), 'hex')),
    challenge: new Uint8Array(deps.random.bytes(32)),
    attestationType: 'none',
    excludeCredentials: passkeys.map((one) => ({ id: one.credentialId })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
  await remember(deps, session, 'passkey registration', options.challenge);
  return options;
}

const FAILED = {
  ok: false,
  message: 'Khóa truy cập chưa được xác nhận. Hãy thử lại, hoặc dùng ứng dụng xác thực.',
} as const;

/** Checks what the browser made and keeps it. The account's first factor brings recovery codes. */
export async function registerPasskey(
  deps: SignInDeps,
  session: Session,
  site: PasskeySite,
  input: { readonly answer: string; readonly label: string },
): Promise<Enrolled> {
  const expectedChallenge = await recall(deps, session, 'passkey registration');
  const response = parse<RegistrationResponseJSON>(input.answer);
  if (expectedChallenge === undefined || response === undefined) return FAILED;
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: relyingParty(site),
    requireUserVerification: false,
  }).catch(() => undefined);
  if (result?.verified !== true || result.registrationInfo === undefined) return FAILED;
  const { credential } = result.registrationInfo;
  const place = placeOf(session);
  const first = await within(
    deps.installation.store,
    [place.homeUnitId],
    async (client) => (await countRecoveryCodes(client, place)) === 0,
    { readOnly: true },
  );
  return addPasskey(
    deps,
    session,
    {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: response.response.transports ?? [],
      label: input.label,
    },
    first,
  );
}

/** What the browser needs to prove one of the account's passkeys. */
export async function passkeyAuthenticationOptions(
  deps: SignInDeps,
  session: Session,
  site: PasskeySite,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const place = placeOf(session);
  const passkeys = await within(
    deps.installation.store,
    [place.homeUnitId],
    (client) => listPasskeyRows(client, place),
    { readOnly: true },
  );
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(site),
    challenge: new Uint8Array(deps.random.bytes(32)),
    allowCredentials: passkeys.map((one) => ({ id: one.credentialId })),
    userVerification: 'preferred',
  });
  await remember(deps, session, 'passkey authentication', options.challenge);
  return options;
}

/** The second step of signing in with a passkey. */
export async function confirmPasskey(
  deps: SignInDeps,
  session: Session,
  site: PasskeySite,
  input: { readonly answer: string; readonly caller: Caller },
): Promise<SignInResult> {
  const expectedChallenge = await recall(deps, session, 'passkey authentication');
  const response = parse<AuthenticationResponseJSON>(input.answer);
  return judgeSecondFactor(deps, session, input.caller, async (account) => {
    if (expectedChallenge === undefined || response === undefined) return undefined;
    const { store, clock } = deps.installation;
    const passkeys = await within(store, [account.homeUnitId], (client) => listPasskeyRows(client, account), {
      readOnly: true,
    });
    const passkey = passkeys.find((one) => one.credentialId === response.id);
    if (passkey === undefined) return undefined;
    const result = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: relyingParty(site),
      requireUserVerification: false,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
    }).catch(() => undefined);
    if (result?.verified !== true) return undefined;
    await within(store, [account.homeUnitId], (client) =>
      touchPasskey(client, account, {
        credentialId: passkey.credentialId,
        counter: result.authenticationInfo.newCounter,
        at: clock.now(),
      }),
    );
    return 'passkey';
  });
}

function parse<T>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
