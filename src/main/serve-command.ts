/** Joins the command that serves to the pages it serves; the sample ward's desk has a clock of its own. */
import { type CommandContext, line } from '../cli/io.ts';
import { runServe, type ServeArguments } from '../cli/serve.ts';
import { formatLocal, fromInstant } from '../core/time/local-date-time.ts';
import type { Installation } from '../services/installation.ts';
import { closePdfEngine, startPdfEngine } from '../services/report/write-report.ts';
import { startWeb } from '../web/start.ts';
import { sampleClock } from './sample-clock.ts';

export async function runServeCommand(args: ServeArguments, context: CommandContext): Promise<number> {
  // The typesetter gets ready while the first page is being read.
  startPdfEngine();
  try {
    return await runServe(args, args.demo ? inSampleTime(context) : context, startWeb);
  } finally {
    await closePdfEngine();
  }
}

function inSampleTime(context: CommandContext): CommandContext {
  let opened: Promise<Installation> | undefined;
  const open = async (): Promise<Installation> => {
    const installation = await context.open();
    const clock = sampleClock(installation.store.dataFolder, installation.clock);
    line(context.io, `Đồng hồ của phường mẫu chỉ ${formatLocal(fromInstant(clock.now()))} và chạy tiếp từ đó.`);
    return { ...installation, clock };
  };
  return {
    ...context,
    open: () => {
      opened ??= open();
      return opened;
    },
  };
}
