/**
 * kill -9 of the server, and of the server with its database, while officers enter lines: what was answered is there, what
 * was not is there wholly or not at all, and sending it again under its key does not do it twice.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DeskClient, lineFields } from '../../bench/desk-client.ts';
import { makeWard, WARD } from '../../bench/desk-ward.ts';
import type { Instant } from '../../src/core/time/local-date-time.ts';
import { systemRandom } from '../../src/services/random.ts';
import { beginSession } from '../../src/services/sessions.ts';
import { signInKeys } from '../../src/services/sign-in-keys.ts';
import { loadWebKey } from '../../src/services/web-key.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { packageRoot } from '../../src/store/package-root.ts';
import { within } from '../../src/store/scope.ts';
import { processesInside, signal, sleep } from '../../src/store/server/processes.ts';
import { bundleProgram, type Program, runProgram } from '../support/program.ts';
import { testFolder } from '../support/run-folder.ts';

const SERVER = join(packageRoot(), 'bench', 'desk-server.ts');
const OFFICERS = 4;
const ROUNDS = 6;

let running: Program | undefined;
let opened: Store | undefined;
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  await opened?.close();
});

/** A line on its way: its name says which it is. */
interface Line {
  readonly name: string;
  readonly once: string;
}

interface Books {
  lines: number;
  last: number;
  /** Lines whose dossier, events, facts, version and form key are not all there and in agreement. */
  halves: number;
  /** Rows of any of them that belong to no line. */
  strays: number;
  codes: number;
  lastCode: number;
}

async function readBooks(store: Store): Promise<Books & { names: string[] }> {
  return store.withOwner(async (owner) => {
    const { rows } = await owner.query<Books>(`
      with line as (select * from certification_entry where home_unit_id = '${WARD}'),
      whole as (
        select l.number from line l
        join dossier d using (home_unit_id, dossier_id)
        join dossier_fact f using (home_unit_id, dossier_id)
        join dossier_person p using (home_unit_id, dossier_id)
        join certification_version v on (v.home_unit_id, v.book, v.year, v.number, v.version) = (l.home_unit_id, l.book, l.year, l.number, 1)
        where d.dossier_code = l.dossier_code and f.dossier_code = l.dossier_code and f.fee_due = l.fee and d.hand_over_state = 'handedOver'
          and d.payment_state = 'paid' and d.business_state = 'resolved' and f.resolved_at = l.entered_at and f.handed_over_at = l.entered_at
          and v.body ->> 'documentName' = l.document_name
          and d.last_sequence = 5 and 5 = (select count(*) from dossier_event e where e.dossier_id = l.dossier_id and e.home_unit_id = l.home_unit_id)
          and 1 = (select count(*) from form_answer a where a.home_unit_id = l.home_unit_id and a.answer ->> 'dossierCode' = l.dossier_code))
      select (select count(*)::int from line) as lines, (select coalesce(max(number), 0) from line) as last,
        (select count(*)::int from line where number not in (select number from whole)) as halves,
        (select count(*)::int from dossier where home_unit_id = '${WARD}' and dossier_id not in (select dossier_id from line))
          + (select count(*)::int from dossier_event where home_unit_id = '${WARD}' and dossier_id not in (select dossier_id from line))
          + (select count(*)::int from dossier_fact where home_unit_id = '${WARD}' and dossier_id not in (select dossier_id from line))
          + (select count(*)::int from form_answer where home_unit_id = '${WARD}' and answer is null) as strays,
        (select count(distinct right(dossier_code, 7))::int from line) as codes,
        (select coalesce(max(right(dossier_code, 7)), '0')::int from line) as "lastCode"`);
    const named = await owner.query<{ name: string }>(
      `select document_name as name from certification_entry where home_unit_id = '${WARD}'`,
    );
    return { ...(rows[0] as Books), names: named.rows.map(({ name }) => name) };
  });
}

async function rounds(kill: (program: Program, pg: string, round: number) => Promise<void>): Promise<number> {
  const folder = testFolder();
  const pg = join(folder, 'pg');
  const clock = { now: () => new Date().toISOString() as Instant };
  opened = await openStore({ dataFolder: folder });
  const installation = { store: opened, clock };
  const keys = signInKeys(loadWebKey(folder, systemRandom), systemRandom);
  const officers = await makeWard(installation, systemRandom, keys, OFFICERS);
  const clients: DeskClient[] = [];
  for (const [index, { accountId }] of officers.entries()) {
    const client = new DeskClient('', `192.0.2.${index + 1}`);
    const caller = { address: client.address, agent: 'test' };
    const session = { homeUnitId: WARD, accountId, stage: 'complete', method: 'totp', caller } as const;
    client.cookies.set('motcua_phien', await beginSession(installation, systemRandom, session));
    clients.push(client);
  }
  await opened.close();

  const program = await bundleProgram(SERVER);
  const answered: string[] = [];
  let cutOff = 0;
  const unanswered: (Line | undefined)[] = clients.map(() => undefined);
  let next = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    running = runProgram(program, [folder]);
    const base = `http://localhost:${(await running.says('port')).slice(5)}`;
    let stop = false;
    const before = answered.length;
    const work = clients.map(async (client, who) => {
      client.base = base;
      try {
        await client.get('/chung-thuc');
        while (!stop) {
          // What was cut off is sent again first, under the key that it had.
          const line = unanswered[who] ?? { name: `Giấy ${next++}`, once: randomUUID() };
          unanswered[who] = line;
          const { status, text } = await client.post('/chung-thuc', lineFields(line.name, line.once));
          if (status !== 303) {
            // While the database is being killed under it, the desk says that it is out of reach.
            if (![500, 503].includes(status)) throw new Error(`${status}\n${text}`);
            await sleep(20);
            continue;
          }
          answered.push(line.name);
          unanswered[who] = undefined;
        }
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    });
    const began = performance.now();
    while (answered.length < before + 25 && performance.now() - began < 30_000) await sleep(5);
    await sleep((round * 37) % 90);
    await kill(running, pg, round);
    stop = true;
    await Promise.all(work);
    running.process.kill('SIGKILL');
    await running.ended;
    expect(answered.length).toBeGreaterThan(before);
    cutOff += unanswered.filter((line) => line !== undefined).length;

    opened = await openStore({ dataFolder: folder });
    const { names, ...books } = await readBooks(opened);
    const broken = await within(opened, 'all', (client) => verifyAudit(client));
    await opened.close();
    expect(broken).toMatchObject({ faults: [] });
    // Numbers and codes are consecutive, every line is whole, nothing is beside them.
    expect(books).toEqual({
      lines: books.lines,
      last: books.lines,
      codes: books.lines,
      lastCode: books.lines,
      halves: 0,
      strays: 0,
    });
    expect(new Set(names).size).toBe(names.length);
    const there = new Set(names);
    expect(answered.filter((name) => !there.has(name))).toEqual([]);
    // Beyond what was answered there is at most what was on its way.
    expect(books.lines - answered.length).toBeLessThanOrEqual(OFFICERS);
    expect(processesInside(pg)).toEqual([]);
  }
  // Otherwise nobody was in the middle of anything, and this test shows nothing.
  expect(cutOff).toBeGreaterThan(0);
  return answered.length;
}

describe(`kill -9 at the desk, ${ROUNDS} rounds each`, () => {
  it('of the server: what was answered is there, nothing is half-done, what is sent again is not done twice', async () => {
    const count = await rounds(async (program) => {
      program.process.kill('SIGKILL');
      await program.ended;
    });
    console.log(`server: ${count} answered, 0 lost`);
  });

  it('of the server and every process of its database', async () => {
    const count = await rounds(async (program, pg, round) => {
      const database = processesInside(pg);
      // Now the server first, now its database, as it comes in a power failure.
      if (round % 2 === 0) program.process.kill('SIGKILL');
      for (const pid of database) signal(pid, 'SIGKILL');
      program.process.kill('SIGKILL');
      await program.ended;
    });
    console.log(`server and database: ${count} answered, 0 lost`);
  });
});
