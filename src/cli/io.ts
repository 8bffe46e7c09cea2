/** What a command prints to, and how. Data goes to standard output; progress and remarks go to standard error. */
import type { Installation } from '../services/installation.ts';

export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Width of the terminal, in characters. */
  readonly columns: number;
  /** Standard error is a terminal that a progress bar may be drawn on. */
  readonly interactive: boolean;
  readonly color: boolean;
}

/** Where the data are, for commands that must not open them. */
export interface DataPlace {
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  readonly say: (line: string) => void;
}

export interface CommandContext {
  readonly io: Io;
  readonly place: DataPlace;
  /** Who is acting, for the log: the account of the operating system. */
  readonly actor: string;
  /** Opens the data folder and its database; the program closes it when the command is done. */
  open(): Promise<Installation>;
  /** Where this program's own files are (sample data). */
  readonly packageRoot: string;
}

export function line(io: Io, text = ''): void {
  io.stdout(`${text}\n`);
}

/** One JSON document in UTF-8. */
export function json(io: Io, value: unknown): void {
  io.stdout(`${JSON.stringify(value, null, 2)}\n`);
}

/** A progress bar on a terminal; silent elsewhere. Redrawn at most every tenth of a percent. */
export function progressBar(
  io: Io,
  title: string,
): { update(done: number, total: number, note: string): void; end(): void } {
  let last = -1;
  return {
    update(done, total, note) {
      if (!io.interactive || total <= 0) return;
      const permille = Math.floor((done / total) * 1000);
      if (permille === last) return;
      last = permille;
      const width = Math.max(10, Math.min(40, io.columns - title.length - note.length - 12));
      const filled = Math.round((permille / 1000) * width);
      io.stderr(
        `\r${title} [${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${String(Math.floor(permille / 10)).padStart(3)}% ${note}`,
      );
    },
    end() {
      if (io.interactive && last >= 0) io.stderr(`\r${' '.repeat(io.columns - 1)}\r`);
    },
  };
}
