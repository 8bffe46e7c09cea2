/** The composition root: configuration, clock, store. Reads arguments, runs one command, closes what it opened. */
import { userInfo } from 'node:os';
import { CommanderError } from 'commander';
import { type Failure, sayFailure } from '../cli/failure.ts';
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
function isForUser(error: unknown): error is Error & { code: string; exitCode?: number; details?: readonly string[] } {
  return (
    error instanceof Error &&
    ['ServiceError', 'StoreError', 'TableError', 'ProofError', 'CalendarGapError', 'DocumentError'].includes(error.name)
  );
}

/** An error nobody foresaw, with the lines that tell where it was met. */
function faultOf(error: unknown): Failure {
  const lines = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
  return {
    code: 'FAULT',
    message: 'Chương trình gặp lỗi không mong đợi. Hãy gửi các dòng sau cho người bảo trì:',
    details: lines.map((text) => text.trim()),
  };
}

export async function run(argv: readonly string[]): Promise<void> {
  const io = terminal();
  // A reader that goes away (head, a closed pager) ends the program without a word.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  process.exitCode = await runWith(argv, io);
}

/** `help import ledger` is `import ledger --help`: commander looks no further than the first name. */
function withHelpOfItsOwn(argv: readonly string[]): string[] {
  const [node = '', script = '', ...words] = argv;
  return words[0] === 'help' && words.length > 2 ? [node, script, ...words.slice(1), '--help'] : [...argv];
}

export async function runWith(argv: readonly string[], io: Io): Promise<number> {
  const chosen: Chosen = {};
  // Asked of the words themselves: words that cannot be understood are answered in the same way.
  const asJson = argv.includes('--json');
  const program = makeProgram(chosen);
  try {
    await program.parseAsync(withHelpOfItsOwn(argv));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code !== 'commander.help') sayFailure(io, asJson, { code: 'USAGE', message: usageMessage(error) });
    return 2;
  }
  if (chosen.handler === undefined) return 0;
  const dataFolder = (program.opts()['data'] as string | undefined) ?? process.env['MOTCUA_DATA'] ?? 'data';
  const databaseUrl = process.env['DATABASE_URL'];
  const place: DataPlace = {
    dataFolder,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    // What the database says of itself on the way is for people; a machine reads one document.
    say: (text) => asJson || io.stderr(`${text}\n`),
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
      sayFailure(io, asJson, faultOf(known));
      return 2;
    }
    sayFailure(io, asJson, known);
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
