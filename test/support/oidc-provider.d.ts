/** As much of the test provider's shape as the tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(
      issuer: string,
      configuration: {
        readonly findAccount: (
          context: unknown,
          id: string,
        ) => { readonly accountId: string; claims(): { readonly sub: string } };
        readonly [setting: string]: unknown;
      },
    );
    callback(): RequestListener;
  }
}
