import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleProgram, type Program, runProgram } from '../../test/support/program.ts';
import { serverIn, testFolder } from '../../test/support/run-folder.ts';
import { openStore, type Store } from './open.ts';
import { packageRoot } from './package-root.ts';
import { processesInside, signal, sleep } from './server/processes.ts';

const WRITER = join(packageRoot(), 'src', 'store', 'testing', 'writer.ts');
const ROUNDS = 12;

let running: Program | undefined;
let opened: Store | undefined;
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  await opened?.close();
});

const acknowledged = (program: Program): number[] =>
  program.lines.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)));

interface Books {
  dossiers: number;
  events: number;
  counted: number;
  halves: number;
  byIndex: number;
  missing: number;
}

/** Reads everything back: what was acknowledged, whether each dossier is whole, and whether index and table agree. */
async function readBooks(store: Store, expected: readonly number[]): Promise<Books> {
  return store.withOwner(async (owner) => {
    const { rows } = await owner.query<Books>(
      `select (select count(*) from dossier) as dossiers,
              (select count(*) from dossier_event) as events,
              (select coalesce(sum(sequence), 0)::bigint from audit_head) as counted,
              (select count(*) from dossier d where 2 <> (select count(*) from dossier_event e
                 where e.home_unit_id = d.home_unit_id and e.dossier_id = d.dossier_id)) as halves,
              (select count(*) from unnest($1::text[]) n where not exists (select from dossier where dossier_code = n)) as missing`,
      [expected.map(String)],
    );
    const client = await owner.connect();
    await client.query('set enable_seqscan = off');
    const index = await client.query<{ n: number }>(`select count(*) as n from dossier where home_unit_id >= ''`);
    client.release(true);
    return { ...(rows[0] as Books), byIndex: index.rows[0]?.n ?? -1 };
  });
}

async function rounds(kill: (program: Program, pg: string, round: number) => Promise<void>): Promise<number> {
  const folder = testFolder();
  const pg = join(folder, 'pg');
  const writer = await bundleProgram(WRITER);
  const all: number[] = [];
  let first = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    running = runProgram(writer, [folder, String(first)]);
    await running.says('ack');
    // From the first acknowledgements on, at moments that differ from round to round.
    await sleep(40 + ((round * 337) % 600));
    await kill(running, pg, round);
    running.process.kill('SIGKILL');
    await running.ended;
    const acks = acknowledged(running);
    expect(acks.length).toBeGreaterThan(0);
    all.push(...acks);
    first += 100_000;

    opened = await openStore({ dataFolder: folder });
    const books = await readBooks(opened, all);
    await opened.close();
    expect(books).toMatchObject({
      missing: 0,
      halves: 0,
      events: books.dossiers * 2,
      counted: books.dossiers,
      byIndex: books.dossiers,
    });
    expect(books.dossiers).toBeGreaterThanOrEqual(all.length);
    expect(processesInside(pg)).toEqual([]);
  }
  return all.length;
}

describe(`kill -9 while dossiers are acknowledged, ${ROUNDS} rounds each`, () => {
  it('of the program: nothing acknowledged is lost, nothing is half-done', async () => {
    const count = await rounds(async (program) => {
      program.process.kill('SIGKILL');
      await program.ended;
    });
    console.log(`program alone: ${count} acknowledged, 0 lost`);
  });

  it('of the program and every process of the server: nothing acknowledged is lost, nothing is half-done', async () => {
    const count = await rounds(async (program, pg, round) => {
      const server = processesInside(pg);
      // Now the program first, now the server, as it comes in a power failure.
      if (round % 2 === 0) program.process.kill('SIGKILL');
      for (const pid of server) signal(pid, 'SIGKILL');
      program.process.kill('SIGKILL');
      await program.ended;
    });
    console.log(`program and server: ${count} acknowledged, 0 lost`);
  });

  it('of the server under a program that lives on: it goes on acknowledging, nothing is lost', async () => {
    const count = await rounds(async (program, pg, round) => {
      const before = acknowledged(program).length;
      const server = serverIn(pg) as number;
      const session = processesInside(pg).filter((pid) => pid !== server);
      // Now the server itself, now one of its sessions, after which it restarts all others.
      signal(round % 2 === 0 ? server : (session.at(-1) as number), 'SIGKILL');
      await sleep(600);
      const began = performance.now();
      while (acknowledged(program).length <= before + 5) {
        if (performance.now() - began > 20_000)
          throw new Error(`did not go on:\n${[...program.lines.slice(-20), ...program.errors].join('\n')}`);
        await sleep(20);
      }
    });
    console.log(`server alone: ${count} acknowledged, 0 lost`);
  });
});
