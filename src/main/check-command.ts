/** Joins the linter's command to the log of the unit, where one is named. */
import { runCheck } from '../cli/check.ts';
import type { CommandContext } from '../cli/io.ts';
import { knownFigures } from '../services/report/known-figures.ts';

export interface CheckCommandArguments {
  readonly file: string;
  readonly json: boolean;
  readonly out?: string;
  readonly unit?: string;
  readonly period?: string;
}

export async function runCheckCommand(args: CheckCommandArguments, context: CommandContext): Promise<number> {
  return runCheck(args, context.io, {
    now: () => new Date().toISOString(),
    known: async (unit, period) => knownFigures(await context.open(), unit, period),
  });
}
