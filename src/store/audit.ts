/**
 * Audit (nhật ký) as a hash chain per unit. Every transaction that records something takes the unit's head first, so the
 * unit's transactions have one order, their recorded-at never goes back, and a cut-off instant has nothing behind it.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';

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
  readonly act: string;
  readonly detail: unknown;
}

const EVENT_DIGEST = `sha256(convert_to(concat_ws('|', dossier_id, sequence, act, (extract(epoch from happened_at) * 1000)::bigint,
      (extract(epoch from recorded_at) * 1000)::bigint, actor, retracts::text, data::text), 'UTF8'))`;

const EVENTS_DIGEST = `select count(*)::int as count, coalesce(encode(sha256(string_agg(${EVENT_DIGEST},
    ''::bytea order by dossier_id, sequence)), 'hex'), '') as digest
  from dossier_event where home_unit_id = $1 and audit_sequence = $2`;

function entryHash(place: AuditPlace, entry: AuditEntry, count: number, digest: string): string {
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
  await prepared(
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
  await prepared(client, 'update audit_head set sequence = $2, hash = $3, recorded_at = $4 where home_unit_id = $1', [
    place.homeUnitId,
    place.sequence,
    hash,
    place.recordedAt,
  ]);
  return hash;
}

export interface AuditFault {
  readonly homeUnitId: string;
  readonly sequence: number;
  readonly message: string;
}

export interface AuditVerification {
  readonly units: number;
  readonly entries: number;
  readonly events: number;
  readonly faults: readonly AuditFault[];
}

/** Entries whose events are digested in one question. */
const VERIFIED_AT_ONCE = 500;

/** Count and digest of the events under each of a run of entries; entries without events are left out. */
async function eventsUnder(
  client: pg.ClientBase,
  homeUnitId: string,
  from: number,
  through: number,
): Promise<Map<number, { count: number; digest: string }>> {
  const { rows } = await client.query<{ sequence: string; count: number; digest: string }>(
    `select audit_sequence::text as sequence, count(*)::int as count, encode(sha256(string_agg(${EVENT_DIGEST},
       ''::bytea order by dossier_id, sequence)), 'hex') as digest
     from dossier_event where home_unit_id = $1 and audit_sequence between $2 and $3 group by audit_sequence`,
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

/** Walks every chain again and compares: entries, their order, the events under each, events under none. */
export async function verifyAudit(client: pg.ClientBase): Promise<AuditVerification> {
  const heads = await client.query<{ home_unit_id: string; sequence: string; hash: string }>(
    'select home_unit_id, sequence::text, hash from audit_head order by home_unit_id',
  );
  const faults: AuditFault[] = await chainlessFaults(client);
  let entries = 0;
  let events = 0;
  for (const head of heads.rows) {
    let previous = GENESIS;
    let expected = 1;
    const chain = await client.query<{
      sequence: string;
      recorded_at: string;
      actor: string;
      act: string;
      detail: unknown;
      event_count: number;
      events_digest: string;
      previous_hash: string;
      hash: string;
    }>(
      `select sequence::text, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, actor, act, detail,
         event_count, events_digest, previous_hash, hash from audit_entry where home_unit_id = $1 order by audit_entry.sequence`,
      [head.home_unit_id],
    );
    const fault = (sequence: number, message: string): void => {
      faults.push({ homeUnitId: head.home_unit_id, sequence, message });
    };
    let found = new Map<number, { count: number; digest: string }>();
    for (const [index, row] of chain.rows.entries()) {
      entries += 1;
      const sequence = Number(row.sequence);
      if (index % VERIFIED_AT_ONCE === 0) {
        const last = chain.rows[Math.min(index + VERIFIED_AT_ONCE, chain.rows.length) - 1];
        found = await eventsUnder(client, head.home_unit_id, sequence, Number(last?.sequence));
      }
      if (sequence !== expected) fault(sequence, `Thiếu mục nhật ký số ${expected}.`);
      expected = sequence + 1;
      const place: AuditPlace = {
        homeUnitId: head.home_unit_id,
        sequence,
        recordedAt: row.recorded_at as Instant,
        previousHash: previous,
      };
      if (row.previous_hash !== previous) fault(sequence, `Mục ${sequence} không nối với mục trước nó.`);
      const computed = entryHash(
        place,
        { actor: row.actor, act: row.act, detail: row.detail },
        row.event_count,
        row.events_digest,
      );
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
    if (previous !== head.hash || expected - 1 !== Number(head.sequence)) {
      fault(Number(head.sequence), 'Mục cuối của nhật ký không khớp với đầu chuỗi.');
    }
    const stray = await client.query<{ count: number }>(
      `select count(*)::int as count from dossier_event e where home_unit_id = $1
         and not exists (select 1 from audit_entry a where a.home_unit_id = e.home_unit_id and a.sequence = e.audit_sequence)`,
      [head.home_unit_id],
    );
    if ((stray.rows[0]?.count ?? 0) > 0)
      fault(Number(head.sequence), `Có ${stray.rows[0]?.count} diễn biến không thuộc mục nhật ký nào.`);
  }
  return { units: heads.rows.length, entries, events, faults };
}
