/** Joins the command that serves to the pages it serves; the sample ward's desk has a clock of its own. */
import type { CommandContext } from '../cli/io.ts';
import { runServe, type ServeArguments } from '../cli/serve.ts';
import { closePdfEngine, startPdfEngine } from '../services/report/write-report.ts';
import { startWeb } from '../web/start.ts';
import { inSampleTime } from './sample-clock.ts';

export async function runServeCommand(args: ServeArguments, context: CommandContext): Promise<number> {
  // The typesetter gets ready while the first page is being read.
  startPdfEngine();
  try {
    return await runServe(args, args.demo ? inSampleTime(context, { begins: true }) : context, startWeb);
  } finally {
    await closePdfEngine();
  }
}
