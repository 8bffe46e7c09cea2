/**
 * Taking a ledger in: rows stream into a temporary table, are compared with what is known, and enter dossiers, events and
 * facts set by set, in the caller's transaction. Nothing of it is seen until that commits.
 */
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Dossier } from '../core/dossier/dossier.ts';
import { type EventData, LEDGER_LINE } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import { FACT_COLUMN_LIST, factValues } from './dossiers.ts';

export interface StagedRow {
  readonly line: number;
  readonly digest: string;
  readonly facts: DossierFacts;
  readonly dossier: Dossier;
  readonly data: EventData;
  readonly person: {
    readonly fullName: string;
    readonly identityNumber: string;
    readonly phone: string;
    readonly other: Readonly<Record<string, string>>;
  };
}

type CopyStream = ReturnType<typeof copyFrom>;

const FACT_COLUMNS = FACT_COLUMN_LIST.split(', ');
/** Known for the whole import, so not staged row by row. */
const STAGED_FACTS = FACT_COLUMNS.filter((column) => column !== 'home_unit_id' && column !== 'recorded_from');

const STAGE_COLUMNS = [
  'line',
  'digest',
  'data',
  'business_state',
  'payment_state',
  'hand_over_state',
  'synchronisation_state',
  'national_status',
  'procedure_version',
  'full_name',
  'identity_number',
  'phone',
  'other',
  ...STAGED_FACTS,
];

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const SPECIAL = /[\\\t\n\r]/;

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = String(value);
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => ESCAPES[c] as string) : text;
}

/** The table into which rows stream. Make it inside the transaction; it goes with it. */
export class LedgerStage {
  readonly #client: pg.PoolClient;
  readonly #homeUnitId: string;
  #stream: CopyStream | undefined;
  #buffer: string[] = [];
  #buffered = 0;
  #failure: Error | undefined;
  rows = 0;

  constructor(client: pg.PoolClient, homeUnitId: string) {
    this.#client = client;
    this.#homeUnitId = homeUnitId;
  }

  async open(): Promise<void> {
    await this.#client.query(
      `create temporary table ledger_stage on commit drop as
       select 0 as line, ''::text as digest, '{}'::jsonb as data, business_state, payment_state, hand_over_state, synchronisation_state, national_status,
         procedure_version, ''::text as full_name, ''::text as identity_number, ''::text as phone, '{}'::jsonb as other, ${STAGED_FACTS.map((c) => `f.${c}`).join(', ')}
       from dossier d join dossier_fact f using (home_unit_id, dossier_id) where false`,
    );
    this.#stream = this.#client.query(copyFrom(`copy ledger_stage (${STAGE_COLUMNS.join(', ')}) from stdin`));
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  /** Buffers a row; waits when the server is behind. */
  async add(row: StagedRow): Promise<void> {
    const facts = factValues(row.facts, '' as Instant);
    const values: string[] = [
      field(row.line),
      field(row.digest),
      field(canonicalJson(row.data)),
      field(row.dossier.states.business),
      field(row.dossier.states.payment),
      field(row.dossier.states.handOver),
      field(row.dossier.states.synchronisation),
      field(row.dossier.nationalStatus),
      field(row.dossier.procedureVersion),
      field(row.person.fullName),
      field(row.person.identityNumber),
      field(row.person.phone),
      field(JSON.stringify(row.person.other)),
    ];
    FACT_COLUMNS.forEach((column, index) => {
      if (column !== 'home_unit_id' && column !== 'recorded_from') values.push(field(facts[index]));
    });
    const text = `${values.join('\t')}\n`;
    this.#buffer.push(text);
    this.#buffered += text.length;
    this.rows += 1;
    if (this.#buffered > 256 * 1024) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const stream = this.#stream as CopyStream;
    const text = this.#buffer.join('');
    this.#buffer = [];
    this.#buffered = 0;
    if (text !== '' && !stream.write(text)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }

  async close(): Promise<void> {
    await this.#flush();
    const stream = this.#stream as CopyStream;
    stream.end();
    await once(stream, 'finish');
    if (this.#failure !== undefined) throw this.#failure;
    await this.#client.query('analyze ledger_stage');
  }

  /** Ends the copying without taking anything in. */
  abandon(): void {
    this.#stream?.destroy();
  }

  /**
   * What is new, what differs from what the ledger said before, what is the same; and of the changed ones those that have
   * a life beyond the ledger, whose facts must be folded again from all their events.
   */
  async compare(): Promise<{
    readonly added: number;
    readonly changed: number;
    readonly same: number;
    readonly mixed: { readonly dossierId: string; readonly dossierCode: string; readonly line: number }[];
  }> {
    const { rows } = await this.#client.query<{ added: number; changed: number; same: number }>(
      `select count(*) filter (where d.dossier_id is null)::int as added,
         count(*) filter (where d.dossier_id is not null and d.ledger_digest is distinct from s.digest)::int as changed,
         count(*) filter (where d.ledger_digest = s.digest)::int as same
       from ledger_stage s left join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id`,
      [this.#homeUnitId],
    );
    const counts = rows[0] as { added: number; changed: number; same: number };
    const mixed = await this.#client.query<{ dossier_id: string; dossier_code: string; line: number }>(
      `select s.dossier_id, s.dossier_code, s.line from ledger_stage s join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id
       where d.ledger_digest is distinct from s.digest
         and exists (select 1 from dossier_event e where e.home_unit_id = $1 and e.dossier_id = s.dossier_id and e.act <> $2)
       order by s.line`,
      [this.#homeUnitId, LEDGER_LINE],
    );
    return {
      ...counts,
      mixed: mixed.rows.map((row) => ({ dossierId: row.dossier_id, dossierCode: row.dossier_code, line: row.line })),
    };
  }

  /** Writes events, current rows, people and facts of all that is new or changed. */
  async apply(recordedAt: Instant, actor: string, auditSequence: number): Promise<void> {
    const c = this.#client;
    const unit = this.#homeUnitId;
    await c.query(
      `insert into dossier_event (home_unit_id, dossier_id, sequence, act, happened_at, recorded_at, actor, audit_sequence, data)
       select $1, s.dossier_id, coalesce(d.last_sequence, 0) + 1, $2, s.received_at, $3, $4, $5, s.data
       from ledger_stage s left join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id
       where d.ledger_digest is distinct from s.digest`,
      [unit, LEDGER_LINE, recordedAt, actor, auditSequence],
    );
    // What was known of changed dossiers until now goes to the history first.
    await c.query(
      `insert into dossier_fact_history (${FACT_COLUMN_LIST}, recorded_to)
       select ${FACT_COLUMNS.map((column) => `f.${column}`).join(', ')}, $2 from dossier_fact f
       join dossier d on d.home_unit_id = f.home_unit_id and d.dossier_id = f.dossier_id
       join ledger_stage s on s.dossier_id = f.dossier_id
       where f.home_unit_id = $1 and d.ledger_digest is distinct from s.digest and f.recorded_from < $2`,
      [unit, recordedAt],
    );
    await c.query(
      `insert into dossier_fact (home_unit_id, recorded_from, ${STAGED_FACTS.join(', ')})
       select $1, $2, ${STAGED_FACTS.map((column) => `s.${column}`).join(', ')} from ledger_stage s
       left join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id where d.ledger_digest is distinct from s.digest
       on conflict (home_unit_id, dossier_id) do update set recorded_from = excluded.recorded_from,
         ${STAGED_FACTS.filter((column) => column !== 'dossier_id')
           .map((column) => `${column} = excluded.${column}`)
           .join(', ')}`,
      [unit, recordedAt],
    );
    await c.query(
      `insert into dossier (home_unit_id, dossier_id, dossier_code, procedure_code, procedure_version, sector_key, business_state, payment_state,
         hand_over_state, synchronisation_state, national_status, received_at, due_at, last_sequence, ledger_digest, recorded_at)
       select $1, s.dossier_id, s.dossier_code, s.procedure_code, s.procedure_version, s.sector_key, s.business_state, s.payment_state, s.hand_over_state,
         s.synchronisation_state, s.national_status, s.received_at, s.due_at, 1, s.digest, $2 from ledger_stage s
       on conflict (home_unit_id, dossier_id) do update set procedure_code = excluded.procedure_code, procedure_version = excluded.procedure_version,
         sector_key = excluded.sector_key, business_state = excluded.business_state, payment_state = excluded.payment_state,
         hand_over_state = excluded.hand_over_state, synchronisation_state = excluded.synchronisation_state, national_status = excluded.national_status,
         received_at = excluded.received_at, due_at = excluded.due_at, last_sequence = dossier.last_sequence + 1,
         ledger_digest = excluded.ledger_digest, recorded_at = excluded.recorded_at
       where dossier.ledger_digest is distinct from excluded.ledger_digest`,
      [unit, recordedAt],
    );
    await c.query(
      `insert into dossier_person (home_unit_id, dossier_id, role, full_name, identity_number, phone, other, recorded_at)
       select $1, s.dossier_id, 'applicant', s.full_name, s.identity_number, s.phone, s.other, $2 from ledger_stage s
       join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id where d.recorded_at = $2
       on conflict (home_unit_id, dossier_id, role) do update set full_name = excluded.full_name, identity_number = excluded.identity_number,
         phone = excluded.phone, other = excluded.other, recorded_at = excluded.recorded_at`,
      [unit, recordedAt],
    );
  }
}

/** Notes who imported what and what came of it. */
export async function recordImportBatch(
  client: pg.ClientBase,
  batch: {
    readonly homeUnitId: string;
    readonly batchId: string;
    readonly recordedAt: Instant;
    readonly actor: string;
    readonly fileName: string;
    readonly fileDigest: string;
    readonly read: number;
    readonly added: number;
    readonly changed: number;
    readonly same: number;
  },
): Promise<void> {
  await client.query(
    `insert into import_batch (home_unit_id, batch_id, recorded_at, actor, file_name, file_digest, rows_read, rows_new, rows_changed, rows_same)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      batch.homeUnitId,
      batch.batchId,
      batch.recordedAt,
      batch.actor,
      batch.fileName,
      batch.fileDigest,
      batch.read,
      batch.added,
      batch.changed,
      batch.same,
    ],
  );
}
