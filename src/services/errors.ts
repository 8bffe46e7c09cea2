/** Refusals of a service (từ chối của một việc): a sentence for the person, a code for the program, an exit status. */
export class ServiceError extends Error {
  readonly code: string;
  /** 1: refused by a rule; 2: bad input or usage. */
  readonly exitCode: 1 | 2;
  /** Further lines: each problem by itself. */
  readonly details: readonly string[];

  constructor(
    code: string,
    message: string,
    options: { readonly exitCode?: 1 | 2; readonly details?: readonly string[] } = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.exitCode = options.exitCode ?? 2;
    this.details = options.details ?? [];
  }
}
