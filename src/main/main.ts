/** The composition root: configuration, clock, store. Reads arguments, runs one command, closes what it opened. */
import { userInfo } from 'node:os';
import { CommanderError } from 'commander';
import type { CommandContext, DataPlace, Io } from '../cli/io.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { Clock, Installation } from '../services/installation.ts';
import { packageRoot } from '../store/package-root.ts';
import { type Chosen, makeProgram, usageMessage } from './program.ts';

const clock: Clock = { now: () => new Date().toISOString() as Instant };

function terminal(): Io {
  return {
    stdout: (text) => {
      process.stdout.write(text);
    },
    stderr: (text) => {
      process.stderr.write(text);
    },
    columns: process.stderr.columns ?? process.stdout.columns ?? 100,
    interactive: process.stderr.isTTY === true,
    color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  };
}

function actorName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'dòng lệnh';
  }
}

/** Errors that are a sentence for the user: their name, message and lines; anything else is a fault of the program. */
function isForUser(error: unknown): error is Error & { exitCode?: number; details?: readonly string[] } {
  return (
    error instanceof Error &&
    ['ServiceError', 'StoreError', 'TableError', 'ProofError', 'CalendarGapError', 'DocumentError'].includes(error.name)
  );
}

export async function run(argv: readonly string[]): Promise<void> {
  const io = terminal();
  // A reader that goes away (head, a closed pager) ends the program without a word.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  process.exitCode = await runWith(argv, io);
}

export async function runWith(argv: readonly string[], io: Io): Promise<number> {
  const chosen: Chosen = {};
  const program = makeProgram(chosen);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code !== 'commander.help') io.stderr(`${usageMessage(error)}\n`);
    return 2;
  }
  if (chosen.handler === undefined) return 0;
  const dataFolder = (program.opts()['data'] as string | undefined) ?? process.env['MOTCUA_DATA'] ?? 'data';
  const databaseUrl = process.env['DATABASE_URL'];
  const place: DataPlace = {
    dataFolder,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    say: (text) => io.stderr(`${text}\n`),
  };
  let opened: Promise<Installation> | undefined;
  const context: CommandContext = {
    io,
    place,
    actor: actorName(),
    packageRoot: packageRoot(),
    open: () => {
      opened ??= openInstallation(place);
      return opened;
    },
  };
  try {
    return await chosen.handler(context);
  } catch (error) {
    const known =
      opened === undefined
        ? error
        : await opened.then(
            (installation) => installation.store.explain(error),
            () => error,
          );
    if (!isForUser(known)) {
      io.stderr(
        `Chương trình gặp lỗi không mong đợi. Hãy gửi các dòng sau cho người bảo trì:\n${known instanceof Error ? (known.stack ?? known.message) : String(known)}\n`,
      );
      return 2;
    }
    io.stderr(`${known.message}\n`);
    for (const detail of known.details ?? []) io.stderr(`  ${detail}\n`);
    return known.exitCode ?? 2;
  } finally {
    const { closePdfEngine } = await import('../services/report/write-report.ts');
    await closePdfEngine();
    if (opened !== undefined)
      await opened.then(
        (installation) => installation.store.close(),
        () => {},
      );
  }
}

async function openInstallation(place: DataPlace): Promise<Installation> {
  const { openStore } = await import('../store/open.ts');
  const { ensureSampleTree } = await import('../services/installation.ts');
  const store = await openStore(place);
  const installation = { store, clock };
  await ensureSampleTree(installation);
  return installation;
}
