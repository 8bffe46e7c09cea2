/** A server that is not the embedded one, for the whole suite: names of the run's databases there, and their removal. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    motcuaDatabaseUrl: string;
  }
}

/**
 * The server to use instead of the embedded one: MOTCUA_TEST_DATABASE_URL, or the system's own that MOTCUA_TEST_POSTGRES
 * names by its version. Its role must be allowed to make databases and roles.
 */
export function externalServer(): string | undefined {
  const url = inject('motcuaDatabaseUrl');
  return url === '' ? undefined : url;
}

/** What the names of a run's databases begin with. */
export function runPrefix(runFolder: string): string {
  return `motcua_${createHash('sha256').update(runFolder).digest('hex').slice(0, 10)}_`;
}

export async function dropTestDatabases(url: string, runFolder: string): Promise<void> {
  if (!existsSync(runFolder)) return;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [runPrefix(runFolder)],
    );
    for (const { datname } of rows) {
      await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`);
    }
  } finally {
    await client.end();
  }
}
