/** Dossiers: their events, the current row, the counting facts. Written together, in the caller's transaction. */
import { hash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Dossier } from '../core/dossier/dossier.ts';
import type { DossierEvent } from '../core/dossier/event.ts';
import type { DossierFacts, Span } from '../core/dossier/facts.ts';
import { wordsOfDossier, wordsOfPerson } from '../core/search/words.ts';
import { dateOf, fromInstant, type Instant, toInstant } from '../core/time/local-date-time.ts';
import { prepared } from './prepared.ts';
import { findOrdinal, nextOrdinalSql, type SearchBatch } from './search.ts';
import { together } from './together.ts';
import { numberOf } from './unit-numbers.ts';

/** The same unit and code always give the same identifier, so that digests can be compared between installations. */
export function dossierIdOf(homeUnitId: string, dossierCode: string): string {
  const hex = hash('sha256', `${homeUnitId}\n${dossierCode}`, 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16).padStart(2, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

export interface StoredEvent extends DossierEvent {
  readonly recordedAt: Instant;
  readonly actor: string;
}

/** Events of a dossier in order of recording; with `recordedThrough`, as the log stood then (that instant counts). */
export async function loadEvents(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  recordedThrough: Instant | null = null,
): Promise<StoredEvent[]> {
  const { rows } = await prepared<{
    sequence: number;
    act: string;
    happened_at: Instant;
    recorded_at: Instant;
    actor: string;
    retracts: number[];
    data: DossierEvent['data'];
  }>(
    client,
    `select sequence, act, happened_at, recorded_at, actor, retracts, data from dossier_event
     where home_unit_id = $1 and dossier_id = $2 and ($3::timestamptz is null or recorded_at <= $3) order by sequence`,
    [homeUnitId, dossierId, recordedThrough],
  );
  return rows.map((row) => ({
    sequence: row.sequence,
    act: row.act,
    happenedAt: fromInstant(row.happened_at),
    recordedAt: row.recorded_at,
    actor: row.actor,
    ...(row.retracts.length > 0 ? { retracts: row.retracts } : {}),
    data: row.data,
  }));
}

/** So many are written by one statement. */
const MOST_EVENTS_AT_ONCE = 16;

export async function insertEvents(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  events: readonly StoredEvent[],
  auditSequence: number,
): Promise<void> {
  for (let from = 0; from < events.length; from += MOST_EVENTS_AT_ONCE) {
    const some = events.slice(from, from + MOST_EVENTS_AT_ONCE);
    const rows = some.map(
      (_, row) => `($1, $2, $3, ${[4, 5, 6, 7, 8, 9, 10].map((at) => `$${at + row * 7}`).join(', ')})`,
    );
    await prepared(
      client,
      `insert into dossier_event (home_unit_id, dossier_id, audit_sequence, sequence, act, happened_at, recorded_at, actor, retracts, data)
       values ${rows.join(', ')}`,
      [
        homeUnitId,
        dossierId,
        auditSequence,
        ...some.flatMap((event) => [
          event.sequence,
          event.act,
          toInstant(event.happenedAt),
          event.recordedAt,
          event.actor,
          event.retracts ?? [],
          canonicalJson(event.data),
        ]),
      ],
    );
  }
}

export interface DossierRow {
  readonly homeUnitId: string;
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly lastSequence: number;
  readonly ledgerDigest: string | null;
}

export async function findDossierByCode(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierCode: string,
): Promise<DossierRow | null> {
  const { rows } = await prepared<{ dossier_id: string; last_sequence: number; ledger_digest: string | null }>(
    client,
    'select dossier_id, last_sequence, ledger_digest from dossier where home_unit_id = $1 and dossier_code = $2',
    [homeUnitId, dossierCode],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : {
        homeUnitId,
        dossierCode,
        dossierId: row.dossier_id,
        lastSequence: row.last_sequence,
        ledgerDigest: row.ledger_digest,
      };
}

const ROW_COLUMNS = [
  'home_unit_id',
  'dossier_id',
  'dossier_code',
  'procedure_code',
  'procedure_version',
  'sector_key',
  'business_state',
  'payment_state',
  'hand_over_state',
  'synchronisation_state',
  'national_status',
  'parent_dossier_id',
  'received_at',
  'due_at',
  'last_sequence',
  'recorded_at',
] as const;

/** A dossier as its current row is written from: what its events say, and the number of the last one. */
export interface CurrentDossier {
  readonly identity: { readonly homeUnitId: string; readonly dossierId: string; readonly dossierCode: string };
  readonly dossier: Dossier;
  readonly dueAt: Instant | null;
  readonly lastSequence: number;
}

/** Values of a current row in the order of {@link ROW_COLUMNS}. */
const rowValues = ({ identity, dossier, dueAt, lastSequence }: CurrentDossier, recordedAt: Instant): unknown[] => [
  identity.homeUnitId,
  identity.dossierId,
  identity.dossierCode,
  dossier.procedureCode ?? '',
  dossier.procedureVersion,
  dossier.sectorKey ?? '',
  dossier.states.business,
  dossier.states.payment,
  dossier.states.handOver,
  dossier.states.synchronisation,
  dossier.nationalStatus,
  dossier.parentDossierId,
  dossier.receivedAt === null ? null : toInstant(dossier.receivedAt),
  dueAt,
  lastSequence,
  recordedAt,
];

/** The code of a dossier and its place in the index, once given, stay. */
const OVER_THE_OLD_ROW = `on conflict (home_unit_id, dossier_id) do update set ${ROW_COLUMNS.slice(3)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')}, search_ordinal = coalesce(dossier.search_ordinal, excluded.search_ordinal)`;

function addToIndex(index: SearchBatch, { identity, dossier, dueAt }: CurrentDossier, ordinal: number): void {
  index.notePlace(identity.dossierId, ordinal);
  index.add(
    ordinal,
    wordsOfDossier({
      dossierCode: identity.dossierCode,
      procedureCode: dossier.procedureCode ?? '',
      receivedOn: dossier.receivedAt === null ? null : dateOf(dossier.receivedAt),
      dueOn: dueAt === null ? null : dateOf(fromInstant(dueAt)),
    }),
  );
}

/**
 * Writes the current row from the folded dossier, and makes it findable by what it says.
 * @param index takes the words; the caller writes them
 */
export async function upsertDossier(
  client: pg.ClientBase,
  current: CurrentDossier,
  recordedAt: Instant,
  index: SearchBatch,
): Promise<void> {
  const { rows } = await prepared<{ search_ordinal: number }>(
    client,
    `insert into dossier (${ROW_COLUMNS.join(', ')}, search_ordinal)
     values (${ROW_COLUMNS.map((_, at) => `$${at + 1}`).join(', ')}, ${nextOrdinalSql('$1')})
     ${OVER_THE_OLD_ROW} returning search_ordinal`,
    rowValues(current, recordedAt),
  );
  addToIndex(index, current, (rows[0] as { search_ordinal: number }).search_ordinal);
}

/** Rows as a JSON list of objects, to be read by `json_populate_recordset` with the types of their table. */
const jsonRows = (columns: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  JSON.stringify(rows.map((values) => Object.fromEntries(columns.map((column, at) => [column, values[at]]))));

/**
 * {@link upsertDossier} for many dossiers of a unit, each there once, in one statement. Those without a place in the index
 * take the next ones in the order given.
 */
export async function upsertDossiers(
  client: pg.ClientBase,
  homeUnitId: string,
  all: readonly CurrentDossier[],
  recordedAt: Instant,
  index: SearchBatch,
): Promise<void> {
  const { rows } = await client.query<{ dossier_id: string; search_ordinal: number }>(
    `insert into dossier (${ROW_COLUMNS.join(', ')}, search_ordinal)
     select ${ROW_COLUMNS.map((column) => `r.${column}`).join(', ')},
       ${nextOrdinalSql('$1')} - 1 + row_number() over (order by d.search_ordinal is not null, r.place)
     from (select *, row_number() over () as place from json_populate_recordset(null::dossier, $2)) r
     left join dossier d on d.home_unit_id = $1 and d.dossier_id = r.dossier_id
     ${OVER_THE_OLD_ROW} returning dossier_id, search_ordinal`,
    [
      homeUnitId,
      jsonRows(
        ROW_COLUMNS,
        all.map((current) => rowValues(current, recordedAt)),
      ),
    ],
  );
  const ordinals = new Map(rows.map((row) => [row.dossier_id, row.search_ordinal]));
  for (const current of all) addToIndex(index, current, ordinals.get(current.identity.dossierId) as number);
}

/** One of the people of a dossier (người nộp, chủ hồ sơ, người được ủy quyền): personal data, never part of an event. */
export interface StoredPerson {
  readonly role: 'applicant' | 'submitter' | 'representative';
  readonly fullName: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly other: Readonly<Record<string, string>>;
}

/**
 * Writes a person in a role, in place of who was there, and makes the dossier findable by them.
 * @param index takes the words; the caller writes them
 */
export async function putPerson(
  client: pg.ClientBase,
  identity: { readonly homeUnitId: string; readonly dossierId: string },
  person: StoredPerson,
  recordedAt: Instant,
  index: SearchBatch,
): Promise<void> {
  const written = prepared(
    client,
    `insert into dossier_person (home_unit_id, dossier_id, role, full_name, identity_number, phone, other, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (home_unit_id, dossier_id, role) do update set full_name = excluded.full_name, identity_number = excluded.identity_number,
       phone = excluded.phone, other = excluded.other, recorded_at = excluded.recorded_at`,
    [
      identity.homeUnitId,
      identity.dossierId,
      person.role,
      person.fullName,
      person.identityNumber,
      person.phone,
      canonicalJson(person.other),
      recordedAt,
    ],
  );
  const noted = index.notedPlace(identity.dossierId);
  const asked = noted ?? findOrdinal(client, identity.homeUnitId, identity.dossierId);
  const [, ordinal] = await together([written, Promise.resolve(asked)]);
  // A dossier of a time before the index gets its place, with all its words, when the program starts.
  if (ordinal !== null) index.add(ordinal, wordsOfPerson(person));
}

/** `{[2023-…,2023-…),[…,)}` for PostgreSQL; null for none. */
export function multirange(spans: readonly Span[]): string | null {
  if (spans.length === 0) return null;
  return `{${spans.map((span) => `["${toInstant(span.from)}",${span.to === null ? '' : `"${toInstant(span.to)}"`})`).join(',')}}`;
}

/** The last instant at which a dossier can matter to a period: never while it is pending. */
export function activeUntil(facts: DossierFacts): Instant | 'infinity' {
  const ended = facts.resolvedAt ?? facts.cancelledAt;
  if (ended === null) return 'infinity';
  let last = ended;
  for (const at of [facts.cancelledAt, facts.handedOverAt, facts.paidOnlineAt]) if (at !== null && at > last) last = at;
  return toInstant(last);
}

/** Values of a fact row in the order of {@link FACT_COLUMN_LIST}. */
export function factValues(facts: DossierFacts, recordedFrom: Instant): unknown[] {
  const instant = (at: DossierFacts['resolvedAt']): Instant | null => (at === null ? null : toInstant(at));
  return [
    facts.homeUnitId,
    facts.dossierId,
    toInstant(facts.receivedAt),
    toInstant(facts.dueAt),
    instant(facts.resolvedAt),
    instant(facts.cancelledAt),
    instant(facts.handedOverAt),
    instant(facts.paidOnlineAt),
    activeUntil(facts),
    recordedFrom,
    facts.feeDue,
    facts.paidOnlineAmount,
    facts.linkedChild,
    facts.verticalAgency,
    facts.copyCertification,
    facts.certifiedECopy,
    facts.resultDigitised,
    facts.channel,
    facts.handOverChannel,
    facts.sectorKey,
    facts.procedureCode,
    facts.dossierCode,
    multirange(facts.suspendedDuring),
    multirange(facts.lapsedDuring),
  ];
}

export const FACT_COLUMN_LIST =
  'home_unit_id, dossier_id, received_at, due_at, resolved_at, cancelled_at, handed_over_at, paid_online_at, active_until, recorded_from, fee_due, paid_online_amount, linked_child, vertical_agency, copy_certification, certified_e_copy, result_digitised, channel, hand_over_channel, sector_key, procedure_code, dossier_code, suspended_during, lapsed_during';

const SETTABLE = FACT_COLUMN_LIST.split(', ').slice(2);

const place = (column: string): string => `$${FACT_COLUMN_LIST.split(', ').indexOf(column) + 1}`;

const OVER_THE_OLD_FACTS = `on conflict (home_unit_id, dossier_id) do update set ${SETTABLE.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** Both parts see the row as it was before the statement. */
const REPLACE_FACTS = `with kept as (
    insert into dossier_fact_history (${FACT_COLUMN_LIST}, home_number, recorded_to)
    select ${FACT_COLUMN_LIST}, home_number, ${place('recorded_from')}::timestamptz from dossier_fact where home_unit_id = ${place('home_unit_id')}
      and dossier_id = ${place('dossier_id')} and recorded_from < ${place('recorded_from')}::timestamptz)
  insert into dossier_fact (${FACT_COLUMN_LIST}, home_number)
  values (${FACT_COLUMN_LIST.split(', ').map(place).join(', ')}, ${numberOf(place('home_unit_id'))})
  ${OVER_THE_OLD_FACTS}`;

/** Keeps what was known until now in the history, then writes what is known from `recordedFrom` on. The unit has its number. */
export async function replaceFacts(client: pg.ClientBase, facts: DossierFacts, recordedFrom: Instant): Promise<void> {
  await prepared(client, REPLACE_FACTS, factValues(facts, recordedFrom));
}

/** {@link replaceFacts} for many dossiers of a unit, each there once, in one statement. */
export async function replaceManyFacts(
  client: pg.ClientBase,
  homeUnitId: string,
  all: readonly DossierFacts[],
  recordedFrom: Instant,
): Promise<void> {
  const columns = FACT_COLUMN_LIST.split(', ');
  await client.query(
    `with known as materialized (select * from json_populate_recordset(null::dossier_fact, $2)), kept as (
       insert into dossier_fact_history (${FACT_COLUMN_LIST}, home_number, recorded_to)
       select ${columns.map((column) => `f.${column}`).join(', ')}, f.home_number, known.recorded_from
       from known join dossier_fact f on f.home_unit_id = $1 and f.dossier_id = known.dossier_id
       where f.recorded_from < known.recorded_from)
     insert into dossier_fact (${FACT_COLUMN_LIST}, home_number) select ${FACT_COLUMN_LIST}, ${numberOf('$1')} from known ${OVER_THE_OLD_FACTS}`,
    [
      homeUnitId,
      jsonRows(
        columns,
        all.map((facts) => factValues(facts, recordedFrom)),
      ),
    ],
  );
}

export async function enqueue(
  client: pg.ClientBase,
  message: {
    homeUnitId: string;
    outboxId: string;
    topic: string;
    idempotencyKey: string;
    payload: unknown;
    recordedAt: Instant;
  },
): Promise<void> {
  await prepared(
    client,
    `insert into outbox (home_unit_id, outbox_id, topic, idempotency_key, payload, recorded_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (home_unit_id, topic, idempotency_key) do nothing`,
    [
      message.homeUnitId,
      message.outboxId,
      message.topic,
      message.idempotencyKey,
      canonicalJson(message.payload),
      message.recordedAt,
    ],
  );
}

/** Payload of a message by its idempotency key; null where there is none. */
export async function findMessage(
  client: pg.ClientBase,
  homeUnitId: string,
  topic: string,
  idempotencyKey: string,
): Promise<unknown> {
  const { rows } = await client.query<{ payload: unknown }>(
    'select payload from outbox where home_unit_id = $1 and topic = $2 and idempotency_key = $3',
    [homeUnitId, topic, idempotencyKey],
  );
  return rows[0]?.payload ?? null;
}
