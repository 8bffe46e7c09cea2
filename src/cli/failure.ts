/** How a command says that it failed: lines for a person, or one document for a machine. The only place that says it. */
import type { Io } from './io.ts';

export interface Failure {
  /** What a program tells failures apart by. */
  readonly code: string;
  readonly message: string;
  /** Each problem by itself. */
  readonly details?: readonly string[];
}

/** Under `--json` an error is one document on standard error; standard output stays empty. */
export function sayFailure(io: Pick<Io, 'stderr'>, asJson: boolean, { code, message, details = [] }: Failure): void {
  if (asJson)
    io.stderr(
      `${JSON.stringify({ error: { code, message, ...(details.length === 0 ? {} : { details }) } }, null, 2)}\n`,
    );
  else {
    io.stderr(`${message}\n`);
    for (const detail of details) io.stderr(`  ${detail}\n`);
  }
}
