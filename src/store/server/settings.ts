/** How the embedded server is made and run. Each setting that departs from PostgreSQL's own says why. */
import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MEGABYTE = 1024 * 1024;

/**
 * Arguments of initdb. The locale is PostgreSQL's own `C.UTF-8` (provider `builtin`): letters have case and class as in
 * Unicode, order is by code point as in JavaScript, and nothing depends on the machine's C library or ICU, so that no
 * system update can silently break an index. Vietnamese order is asked for where it matters: `collate "vi-x-icu"`.
 * Page checksums are on; the write-out to disk (`--no-sync`) is not left out, since without it a power cut in the first
 * minutes leaves nothing.
 */
export const INITDB_ARGUMENTS = [
  '--username=postgres',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--data-checksums',
  '--no-instructions',
] as const;

/** Quoted as an element of PostgreSQL's comma separated lists, so that a folder may have a comma in its name. */
const listElement = (path: string): string => `"${path.replaceAll('"', '""')}"`;

/** The settings of the running server. */
export function serverSettings(socketFolder: string, logFolder: string): Record<string, string> {
  return {
    // No network at all: a socket in a private folder.
    listen_addresses: '',
    unix_socket_directories: listElement(socketFolder),
    unix_socket_permissions: '0700',
    // Compiling a query costs more than these queries take.
    jit: 'off',
    shared_buffers: `${sharedBuffersMegabytes(totalmem())}MB`,
    work_mem: '32MB',
    maintenance_work_mem: '128MB',
    dynamic_shared_memory_type: sharedMemoryIsSmall() ? 'mmap' : 'posix',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // One file per weekday, overwritten a week later.
    logging_collector: 'on',
    log_directory: logFolder,
    log_filename: 'server-%a.log',
    log_file_mode: '0600',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_line_prefix: '%m [%p] %a ',
    // Statements may carry personal data; they stay out of the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  };
}

/**
 * An eighth of the memory, at least 128 MB and at most 1 GB. The facts of a province's million dossiers take 200 MB, and
 * the server keeps a table that is read whole only where it is smaller than a quarter of this.
 */
export function sharedBuffersMegabytes(totalBytes: number): number {
  return Math.min(1024, Math.max(128, Math.floor(totalBytes / 8 / MEGABYTE)));
}

/** Containers often give 64 MB of shared memory, too little for a parallel query; a file does instead. */
function sharedMemoryIsSmall(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize < 256 * MEGABYTE;
  } catch {
    return true;
  }
}
