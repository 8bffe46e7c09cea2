/**
 * A program for the kill tests: writes dossiers with their events without end, several at once, each in one transaction of
 * several statements, and prints `ack N` once the database has acknowledged the N-th.
 *   node writer.mjs FOLDER FIRST-NUMBER
 */
import { openStore } from '../open.ts';

const [, , dataFolder = '', first = '1'] = process.argv;
const WRITERS = 4;
const AT = '2023-06-15T01:00:00.000Z';

const store = await openStore({
  dataFolder,
  sessionSettings: { 'motcua.units': '*' },
  say: (line) => process.stdout.write(`say ${line}\n`),
});
let next = Number(first);

/** Writes one dossier; `unit` has one row that counts them, so that half a transaction would show. */
async function write(number: number, unit: string): Promise<void> {
  const client = await store.pool.connect();
  try {
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    await client.query('begin');
    await client.query(
      `insert into audit_head (home_unit_id, sequence, hash, recorded_at) values ($1, 1, 'x', $2)
       on conflict (home_unit_id) do update set sequence = audit_head.sequence + 1`,
      [unit, AT],
    );
    await client.query(
      `insert into dossier (home_unit_id, dossier_id, dossier_code, procedure_code, sector_key, business_state,
         payment_state, hand_over_state, synchronisation_state, national_status, last_sequence, recorded_at)
       values ($1, $2, $3, '1.001193', 'hộ tịch', 'received', 'none', 'none', 'none', 2, 2, $4)`,
      [unit, id, String(number), AT],
    );
    for (const sequence of [1, 2]) {
      await client.query(
        `insert into dossier_event (home_unit_id, dossier_id, sequence, act, happened_at, recorded_at, actor, audit_sequence, data)
         values ($1, $2, $3, 'receive', $4, $4, 'writer', $5, '{}')`,
        [unit, id, sequence, AT, number],
      );
    }
    await client.query('commit');
    process.stdout.write(`ack ${number}\n`);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function writeForever(unit: string): Promise<void> {
  for (;;) {
    const number = next;
    next += 1;
    await write(number, unit).catch(async () => {
      // The server is gone for a moment; the number was not acknowledged and is not used again.
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
  }
}

process.stdin.on('end', () => process.exit(0)).resume();
await Promise.all(Array.from({ length: WRITERS }, (_, index) => writeForever(`unit-${index}`)));
