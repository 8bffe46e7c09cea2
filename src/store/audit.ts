/**
 * Audit (nhật ký) as a hash chain per unit. Every transaction that records something takes the unit's head first, so the
 * unit's transactions have one order, their recorded-at never goes back, and a cut-off instant has nothing behind it.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { AuditAct } from '../core/audit/acts.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';
import { together } from './together.ts';

export interface AuditPlace {
  readonly homeUnitId: string;
  readonly sequence: number;
  /** When the whole transaction counts as recorded: the clock's instant, or just after the unit's last one. */
  readonly recordedAt: Instant;
  readonly previousHash: string;
}

const GENESIS = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Takes the unit's head for the rest of the transaction. @param now the clock's instant */
export async function takeAuditHead(client: pg.ClientBase, homeUnitId: string, now: Instant): Promise<AuditPlace> {
  let head = await lockHead(client, homeUnitId, now);
  if (head === undefined) {
    await client.query(
      `insert into audit_head (home_unit_id, sequence, hash, recorded_at) values ($1, 0, $2, '-infinity') on conflict do nothing`,
      [homeUnitId, GENESIS],
    );
    head = await lockHead(client, homeUnitId, now);
  }
  if (head === undefined) throw new Error(`Không mở được nhật ký của đơn vị «${homeUnitId}».`);
  return {
    homeUnitId,
    sequence: Number(head.sequence) + 1,
    recordedAt: head.recorded_at as Instant,
    previousHash: head.hash,
  };
}

async function lockHead(
  client: pg.ClientBase,
  homeUnitId: string,
  now: Instant,
): Promise<{ sequence: string; hash: string; recorded_at: string } | undefined> {
  const { rows } = await prepared<{ sequence: string; hash: string; recorded_at: string }>(
    client,
    `select sequence::text, hash,
       to_char(greatest($2::timestamptz, case when isfinite(recorded_at) then recorded_at + interval '1 millisecond' else $2::timestamptz end)
         at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at
     from audit_head where home_unit_id = $1 for update`,
    [homeUnitId, now],
  );
  return rows[0];
}

export interface AuditEntry {
  readonly actor: string;
  readonly act: AuditAct;
  readonly detail: unknown;
}

/** An entry as it stands in the chain, which may be of another version of the program. */
type Recorded = Omit<AuditEntry, 'act'> & { readonly act: string };

const EVENT_DIGEST = `sha256(convert_to(concat_ws('|', dossier_id, sequence, act, (extract(epoch from happened_at) * 1000)::bigint,
      (extract(epoch from recorded_at) * 1000)::bigint, actor, retracts::text, data::text), 'UTF8'))`;

/** Digests of single events are taken first (`offset 0`): they are put in order, not the events, which are far longer. */
const eventDigests = (where: string): string =>
  `(select audit_sequence, dossier_id, sequence, ${EVENT_DIGEST} as digest from dossier_event where ${where} offset 0) event`;

const DIGEST_OF_ALL = `encode(sha256(string_agg(digest, ''::bytea order by dossier_id, sequence)), 'hex')`;

const EVENTS_DIGEST = `select count(*)::int as count, coalesce(${DIGEST_OF_ALL}, '') as digest
  from ${eventDigests('home_unit_id = $1 and audit_sequence = $2')}`;

function entryHash(place: AuditPlace, entry: Recorded, count: number, digest: string): string {
  return sha256(
    canonicalJson([
      place.previousHash,
      place.homeUnitId,
      place.sequence,
      place.recordedAt,
      entry.actor,
      entry.act,
      entry.detail,
      count,
      digest,
    ]),
  );
}

/** Closes the transaction's entry over the events that carry its sequence. Call once, last. */
export async function appendAudit(client: pg.ClientBase, place: AuditPlace, entry: AuditEntry): Promise<string> {
  const { rows } = await prepared<{ count: number; digest: string }>(client, EVENTS_DIGEST, [
    place.homeUnitId,
    place.sequence,
  ]);
  const { count, digest } = rows[0] as { count: number; digest: string };
  const hash = entryHash(place, entry, count, digest);
  const written = prepared(
    client,
    `insert into audit_entry (home_unit_id, sequence, recorded_at, actor, act, detail, event_count, events_digest, previous_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      place.homeUnitId,
      place.sequence,
      place.recordedAt,
      entry.actor,
      entry.act,
      canonicalJson(entry.detail),
      count,
      digest,
      place.previousHash,
      hash,
    ],
  );
  const moved = prepared(
    client,
    'update audit_head set sequence = $2, hash = $3, recorded_at = $4 where home_unit_id = $1',
    [place.homeUnitId, place.sequence, hash, place.recordedAt],
  );
  await together([written, moved]);
  return hash;
}

export interface AuditFault {
  readonly homeUnitId: string;
  readonly sequence: number;
  readonly message: string;
}

/** Where a unit's chain ends (đầu chuỗi): kept elsewhere, it shows later whether the whole chain was made anew. */
export interface AuditHead {
  readonly homeUnitId: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface AuditVerification {
  readonly units: number;
  readonly entries: number;
  readonly events: number;
  /** One a unit, in order of units. */
  readonly heads: readonly AuditHead[];
  readonly faults: readonly AuditFault[];
}

/** Entries that are read, and whose events are digested, in one question: a chain of any length needs the same memory. */
const VERIFIED_AT_ONCE = 500;
/** A chain of which everything is wrong need not be told entry by entry. */
const MOST_FAULTS = 1000;

/** Count and digest of the events under each of a run of entries; entries without events are left out. */
async function eventsUnder(
  client: pg.ClientBase,
  homeUnitId: string,
  from: number,
  through: number,
): Promise<Map<number, { count: number; digest: string }>> {
  const { rows } = await client.query<{ sequence: string; count: number; digest: string }>(
    `select audit_sequence::text as sequence, count(*)::int as count, ${DIGEST_OF_ALL} as digest
     from ${eventDigests('home_unit_id = $1 and audit_sequence between $2 and $3')} group by audit_sequence`,
    [homeUnitId, from, through],
  );
  return new Map(rows.map((row) => [Number(row.sequence), { count: row.count, digest: row.digest }]));
}

/** What belongs to a unit that has no chain at all: a chain that was taken away leaves it behind. */
async function chainlessFaults(client: pg.ClientBase): Promise<AuditFault[]> {
  const { rows } = await client.query<{ home_unit_id: string; events: number; entries: number }>(
    `select home_unit_id, sum(events)::int as events, sum(entries)::int as entries from (
       select home_unit_id, count(*) as events, 0 as entries from dossier_event group by home_unit_id
       union all select home_unit_id, 0, count(*) from audit_entry group by home_unit_id) belongings
     where home_unit_id not in (select home_unit_id from audit_head) group by home_unit_id order by home_unit_id`,
  );
  return rows.map((row) => ({
    homeUnitId: row.home_unit_id,
    sequence: 0,
    message: `Đầu chuỗi nhật ký của đơn vị bị xóa; còn ${row.entries} mục và ${row.events} diễn biến hồ sơ.`,
  }));
}

interface ChainRow {
  readonly sequence: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly act: string;
  readonly detail: unknown;
  readonly event_count: number;
  readonly events_digest: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** The entries of a unit behind a sequence, in order. */
async function chainAfter(client: pg.ClientBase, homeUnitId: string, after: number): Promise<readonly ChainRow[]> {
  const { rows } = await client.query<ChainRow>(
    `select sequence::text, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, actor, act, detail,
       event_count, events_digest, previous_hash, hash from audit_entry
     where home_unit_id = $1 and audit_entry.sequence > $2 order by audit_entry.sequence limit ${VERIFIED_AT_ONCE}`,
    [homeUnitId, after],
  );
  return rows;
}

/** Walks one unit's chain. @returns how many entries and events it saw */
async function walkChain(
  client: pg.ClientBase,
  head: AuditHead,
  fault: (sequence: number, message: string) => void,
): Promise<{ entries: number; events: number }> {
  let entries = 0;
  let events = 0;
  let previous = GENESIS;
  let last = 0;
  for (;;) {
    const rows = await chainAfter(client, head.homeUnitId, last);
    if (rows.length === 0) break;
    const found = await eventsUnder(
      client,
      head.homeUnitId,
      Number(rows[0]?.sequence),
      Number(rows[rows.length - 1]?.sequence),
    );
    for (const row of rows) {
      entries += 1;
      const sequence = Number(row.sequence);
      if (sequence !== last + 1) fault(sequence, `Thiếu mục nhật ký số ${last + 1}.`);
      last = sequence;
      const place: AuditPlace = {
        homeUnitId: head.homeUnitId,
        sequence,
        recordedAt: row.recorded_at as Instant,
        previousHash: previous,
      };
      if (row.previous_hash !== previous) fault(sequence, `Mục ${sequence} không nối với mục trước nó.`);
      const computed = entryHash(place, row, row.event_count, row.events_digest);
      if (computed !== row.hash) fault(sequence, `Mục ${sequence} đã bị sửa: mã băm không khớp.`);
      const { count, digest } = found.get(sequence) ?? { count: 0, digest: '' };
      events += count;
      if (count !== row.event_count || digest !== row.events_digest) {
        fault(
          sequence,
          `Diễn biến hồ sơ thuộc mục ${sequence} đã bị sửa, thêm hoặc xóa (ghi ${row.event_count}, nay ${count}).`,
        );
      }
      previous = row.hash;
    }
  }
  if (previous !== head.hash || last !== head.sequence)
    fault(head.sequence, 'Mục cuối của nhật ký không khớp với đầu chuỗi.');
  return { entries, events };
}

/**
 * Walks every chain of the scope again and compares: entries, their order, the events under each, events under none.
 * So many faults are told at most: the first ones, in order of units and entries.
 */
export async function verifyAudit(client: pg.ClientBase): Promise<AuditVerification> {
  const found = await client.query<{ home_unit_id: string; sequence: string; hash: string }>(
    'select home_unit_id, sequence::text, hash from audit_head order by home_unit_id',
  );
  const heads = found.rows.map((row) => ({
    homeUnitId: row.home_unit_id,
    sequence: Number(row.sequence),
    hash: row.hash,
  }));
  const faults: AuditFault[] = await chainlessFaults(client);
  let entries = 0;
  let events = 0;
  for (const head of heads) {
    const fault = (sequence: number, message: string): void => {
      if (faults.length < MOST_FAULTS) faults.push({ homeUnitId: head.homeUnitId, sequence, message });
    };
    const walked = await walkChain(client, head, fault);
    entries += walked.entries;
    events += walked.events;
    const stray = await client.query<{ count: number }>(
      `select count(*)::int as count from dossier_event e where home_unit_id = $1
         and not exists (select 1 from audit_entry a where a.home_unit_id = e.home_unit_id and a.sequence = e.audit_sequence)`,
      [head.homeUnitId],
    );
    if ((stray.rows[0]?.count ?? 0) > 0)
      fault(head.sequence, `Có ${stray.rows[0]?.count} diễn biến không thuộc mục nhật ký nào.`);
  }
  return { units: heads.length, entries, events, heads, faults };
}
