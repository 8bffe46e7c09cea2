/**
 * Taking a ledger in: batches of rows stream into a temporary table, are compared with what is known, and enter dossiers,
 * events and facts as sets, all in the caller's transaction. Nothing of it is seen until that commits.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Dossier } from '../core/dossier/dossier.ts';
import { type EventData, LEDGER_LINE } from '../core/dossier/event.ts';
import type { DossierFacts } from '../core/dossier/facts.ts';
import { type SearchablePerson, wordsOfDossier, wordsOfPerson } from '../core/search/words.ts';
import { dateOf, type Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { FACT_COLUMN_LIST, factValues } from './dossiers.ts';
import { lastOrdinal, SearchBatch } from './search.ts';
import { BLOCK_PLACES, placeOf } from './search-members.ts';
import { addRows, type DossierSearchRow, type PersonSearchRow } from './search-rows.ts';
import { numberOf, numberUnit } from './unit-numbers.ts';

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

const FACT_COLUMNS = FACT_COLUMN_LIST.split(', ');
/** Known for the whole import, so not staged row by row. */
const STAGED_FACTS = FACT_COLUMNS.filter((column) => column !== 'home_unit_id' && column !== 'recorded_from');

const STAGED_INDEXES = STAGED_FACTS.map((column) => FACT_COLUMNS.indexOf(column));

const STAGE_COLUMNS = [
  'line',
  'place',
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

/** What a row is found by, as its search index wants it. */
interface Searchable {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly receivedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly person: SearchablePerson;
}

function addWords(batch: SearchBatch, ordinal: number, row: Searchable): void {
  batch.add(ordinal, wordsOfDossier(row));
  batch.add(ordinal, wordsOfPerson(row.person));
}

/** What came of taking rows in. */
export interface StageCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Changed ones that have a life beyond the ledger: their facts must be folded again from all their events. */
  readonly mixed: readonly { readonly dossierId: string; readonly dossierCode: string; readonly line: number }[];
}

/** Bytes of a batch at most; a row is far smaller, because the reader limits its cells. */
const BATCH_BYTES = 16 * 1024 * 1024;
/** So many rows are read in one turn of the loop; between turns the server gets its next statement. */
const ROWS_A_TURN = 25;
/** The first batch is small, so that the server has something to do soon. */
const FIRST_ROWS = 1024;

/**
 * Takes the rows of one ledger in, a batch at a time in one transaction: while the server works on a batch, the caller
 * fills the next one. A batch is what one block of the search index holds, so that each word of a block is written once.
 * No dossier may come twice. After an error, `abandon`, then roll back.
 */
export class LedgerStage {
  readonly #client: pg.PoolClient;
  readonly #homeUnitId: string;
  readonly #recordedAt: Instant;
  readonly #actor: string;
  readonly #auditSequence: number;
  /** Bytes, unlike strings, cost the collector nothing while they wait. */
  readonly #filling = Buffer.allocUnsafe(BATCH_BYTES);
  readonly #ordered = Buffer.allocUnsafe(BATCH_BYTES);
  #bytes = 0;
  /** Where the rows of the batch lie in the buffer. */
  #lines: { readonly dossierId: string; readonly from: number; readonly to: number }[] = [];
  /** No dossier of the unit was known before, so none of the file can be. */
  #nothingKnown = false;
  /** What the rows of the batch are found by, under the places they get where every row so far is a new dossier. */
  #words = new SearchBatch();
  /** The last place of the search index taken, and the one before the batch that is filling, should all be new. */
  #lastPlace = 0;
  #placesBefore = 0;
  /** Where the first row would go. */
  #firstPlace = 0;
  #work: Promise<void> = Promise.resolve();
  #added = 0;
  #changed = 0;
  #same = 0;
  readonly #mixed: StageCounts['mixed'][number][] = [];

  constructor(
    client: pg.PoolClient,
    place: {
      readonly homeUnitId: string;
      readonly recordedAt: Instant;
      readonly actor: string;
      readonly auditSequence: number;
    },
  ) {
    this.#client = client;
    this.#homeUnitId = place.homeUnitId;
    this.#recordedAt = place.recordedAt;
    this.#actor = place.actor;
    this.#auditSequence = place.auditSequence;
  }

  async open(): Promise<void> {
    await this.#client.query(
      `create temporary table ledger_stage on commit drop as
       select 0 as line, 0 as place, ''::text as digest, '{}'::jsonb as data, business_state, payment_state, hand_over_state, synchronisation_state, national_status,
         procedure_version, ''::text as full_name, ''::text as identity_number, ''::text as phone, '{}'::jsonb as other, ${STAGED_FACTS.map((c) => `f.${c}`).join(', ')}
       from dossier d join dossier_fact f using (home_unit_id, dossier_id) where false`,
    );
    await numberUnit(this.#client, this.#homeUnitId);
    this.#lastPlace = await lastOrdinal(this.#client, this.#homeUnitId);
    this.#placesBefore = this.#lastPlace;
    this.#firstPlace = this.#lastPlace;
    const { rows } = await this.#client.query('select from dossier where home_unit_id = $1 limit 1', [
      this.#homeUnitId,
    ]);
    this.#nothingKnown = rows.length === 0;
  }

  /** Takes a row; where a promise comes back, wait for it: the server needs its turn, or is a batch behind. */
  add(row: StagedRow): Promise<void> | undefined {
    const text = copyLine(row, this.#lines.length + 1);
    // Three bytes a character at most; where that might not fit, the batch goes first.
    if (this.#bytes + text.length * 3 > BATCH_BYTES) return this.#send().then(() => this.#put(row, copyLine(row, 1)));
    this.#put(row, text);
    const last = this.#placesBefore + this.#lines.length;
    if (placeOf(last) === BLOCK_PLACES - 1 || last === this.#firstPlace + FIRST_ROWS) return this.#send();
    return this.#lines.length % ROWS_A_TURN === 0 ? turn() : undefined;
  }

  #put({ facts, person }: StagedRow, text: string): void {
    if (text.length * 3 > BATCH_BYTES) throw new RangeError('Một dòng sổ quá dài.');
    const from = this.#bytes;
    this.#bytes += this.#filling.write(text, from, 'utf8');
    this.#lines.push({ dossierId: facts.dossierId, from, to: this.#bytes });
    addWords(this.#words, this.#placesBefore + this.#lines.length, {
      dossierCode: facts.dossierCode,
      procedureCode: facts.procedureCode,
      receivedOn: dateOf(facts.receivedAt),
      dueOn: dateOf(facts.dueAt),
      person,
    });
  }

  /** Hands the batch over once the one before it is in. */
  async #send(): Promise<void> {
    await this.#work;
    const [rows, words, before] = [this.#lines.length, this.#words, this.#placesBefore];
    if (rows === 0) return;
    const bytes = this.#inKeyOrder();
    this.#bytes = 0;
    this.#lines = [];
    this.#words = new SearchBatch();
    this.#placesBefore += rows;
    this.#work = this.#takeIn(bytes, rows, { before, words });
    // Whoever waits next hears of a failure; until then it is not an unhandled one.
    this.#work.catch(() => {});
  }

  /** The batch in the order of the keys, so that neighbours meet in the indexes; its buffer is free then. */
  #inKeyOrder(): Uint8Array {
    this.#lines.sort((a, b) => (a.dossierId < b.dossierId ? -1 : 1));
    let at = 0;
    for (const { from, to } of this.#lines) at += this.#filling.copy(this.#ordered, at, from, to);
    return this.#ordered.subarray(0, at);
  }

  async #copy(bytes: Uint8Array): Promise<void> {
    await this.#client.query('truncate ledger_stage');
    const copy = this.#client.query(copyFrom(`copy ledger_stage (${STAGE_COLUMNS.join(', ')}) from stdin`));
    await pipeline(Readable.from([bytes], { objectMode: true }), copy);
  }

  /** Takes in what is left. @returns what came of all rows */
  async close(): Promise<StageCounts> {
    await this.#send();
    await this.#work;
    return { added: this.#added, changed: this.#changed, same: this.#same, mixed: this.#mixed };
  }

  /** Waits until the server has put down what it has in hand, so that the transaction can be rolled back. */
  async abandon(): Promise<void> {
    await this.#work.catch(() => {});
  }

  /** @param expected what the rows are found by if all of them are new and `before` is the last place taken */
  async #takeIn(
    bytes: Uint8Array,
    rows: number,
    expected: { readonly before: number; readonly words: SearchBatch },
  ): Promise<void> {
    await this.#copy(bytes);
    const { changed, fresh } = await this.#compare(rows);
    if (changed + fresh === 0) return;
    const asExpected = fresh === rows && expected.before === this.#lastPlace;
    const applied = this.#apply(changed > 0, fresh === rows);
    // What the server will want next is made ready while it works.
    if (asExpected) expected.words.pack();
    await applied;
    const words = asExpected ? expected.words : await this.#wordsOfTable();
    await words.write(this.#client, this.#homeUnitId, this.#lastPlace);
    this.#lastPlace = asExpected ? this.#lastPlace + rows : await lastOrdinal(this.#client, this.#homeUnitId);
  }

  /** What the rows in the table are found by, under the places that their dossiers have. */
  async #wordsOfTable(): Promise<SearchBatch> {
    const { rows } = await this.#client.query<DossierSearchRow & PersonSearchRow & { ordinal: number }>(
      `select d.search_ordinal as ordinal, s.dossier_code, s.procedure_code, s.received_at, s.due_at, s.full_name, s.identity_number, s.phone
       from ledger_stage s join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id`,
      [this.#homeUnitId],
    );
    const batch = new SearchBatch();
    for (const row of rows) addRows(batch, row.ordinal, { dossier: row, person: row });
    return batch;
  }

  /** Counts what is new, what differs from what the ledger said before and what is the same; the last leaves the table. */
  async #compare(rows: number): Promise<{ changed: number; fresh: number }> {
    if (this.#nothingKnown) {
      this.#added += rows;
      return { changed: 0, fresh: rows };
    }
    const known = await this.#client.query<{
      dossier_id: string;
      dossier_code: string;
      line: number;
      same: boolean;
      mixed: boolean;
    }>(
      // Each row is looked up by its key (`limit 1` keeps the server to it): a batch is small beside a unit's past.
      `select s.dossier_id, s.dossier_code, s.line, d.ledger_digest is not distinct from s.digest as same,
         exists (select 1 from dossier_event e where e.home_unit_id = $1 and e.dossier_id = s.dossier_id and e.act <> $2) as mixed
       from ledger_stage s
       cross join lateral (select ledger_digest from dossier where home_unit_id = $1 and dossier_id = s.dossier_id limit 1) d
       order by s.line`,
      [this.#homeUnitId, LEDGER_LINE],
    );
    const changed = known.rows.filter((row) => !row.same);
    const same = known.rows.length - changed.length;
    if (same > 0)
      await this.#client.query(
        `delete from ledger_stage s using dossier d
         where d.home_unit_id = $1 and d.dossier_id = s.dossier_id and d.ledger_digest = s.digest`,
        [this.#homeUnitId],
      );
    for (const row of changed)
      if (row.mixed) this.#mixed.push({ dossierId: row.dossier_id, dossierCode: row.dossier_code, line: row.line });
    const fresh = rows - known.rows.length;
    this.#same += same;
    this.#changed += changed.length;
    this.#added += fresh;
    return { changed: changed.length, fresh };
  }

  /**
   * Writes events, current rows, people and facts of what is in the table: all of it new or changed. The table lies in
   * the order of the keys; where nothing is known, as plain insertions, which cost less than those that look for a
   * conflict. New dossiers take the next places of the search index in the order of the ledger.
   */
  async #apply(someAreKnown: boolean, allAreNew: boolean): Promise<void> {
    const c = this.#client;
    const unit = this.#homeUnitId;
    const recordedAt = this.#recordedAt;
    const orElse = (conflict: string): string => (someAreKnown ? `on conflict ${conflict}` : '');
    await c.query(
      `insert into dossier_event (home_unit_id, dossier_id, sequence, act, happened_at, recorded_at, actor, audit_sequence, data)
       select $1, s.dossier_id, ${someAreKnown ? 'coalesce(d.last_sequence, 0) + 1' : '1'}, $2, s.received_at, $3, $4, $5, s.data
       from ledger_stage s ${someAreKnown ? 'left join dossier d on d.home_unit_id = $1 and d.dossier_id = s.dossier_id' : ''}`,
      [unit, LEDGER_LINE, recordedAt, this.#actor, this.#auditSequence],
    );
    // What was known of changed dossiers until now goes to the history first.
    if (someAreKnown)
      await c.query(
        `insert into dossier_fact_history (${FACT_COLUMN_LIST}, home_number, recorded_to)
         select ${FACT_COLUMNS.map((column) => `f.${column}`).join(', ')}, f.home_number, $2 from dossier_fact f
         join ledger_stage s on s.dossier_id = f.dossier_id where f.home_unit_id = $1 and f.recorded_from < $2`,
        [unit, recordedAt],
      );
    await c.query(
      `insert into dossier_fact (home_unit_id, home_number, recorded_from, ${STAGED_FACTS.join(', ')})
       select $1, ${numberOf('$1')}, $2, ${STAGED_FACTS.map((column) => `s.${column}`).join(', ')} from ledger_stage s
       ${orElse(`(home_unit_id, dossier_id) do update set recorded_from = excluded.recorded_from,
         ${STAGED_FACTS.filter((column) => column !== 'dossier_id')
           .map((column) => `${column} = excluded.${column}`)
           .join(', ')}`)}`,
      [unit, recordedAt],
    );
    await c.query(
      `insert into dossier (home_unit_id, dossier_id, dossier_code, procedure_code, procedure_version, sector_key, business_state, payment_state,
         hand_over_state, synchronisation_state, national_status, received_at, due_at, last_sequence, ledger_digest, recorded_at, search_ordinal)
       select $1, s.dossier_id, s.dossier_code, s.procedure_code, s.procedure_version, s.sector_key, s.business_state, s.payment_state, s.hand_over_state,
         s.synchronisation_state, s.national_status, s.received_at, s.due_at, 1, s.digest, $2, $3 + ${allAreNew ? 's.place' : 'row_number() over (order by s.line)'}
       from ledger_stage s
       ${orElse(`(home_unit_id, dossier_id) do update set procedure_code = excluded.procedure_code, procedure_version = excluded.procedure_version,
         sector_key = excluded.sector_key, business_state = excluded.business_state, payment_state = excluded.payment_state,
         hand_over_state = excluded.hand_over_state, synchronisation_state = excluded.synchronisation_state, national_status = excluded.national_status,
         received_at = excluded.received_at, due_at = excluded.due_at, last_sequence = dossier.last_sequence + 1,
         ledger_digest = excluded.ledger_digest, recorded_at = excluded.recorded_at,
         search_ordinal = coalesce(dossier.search_ordinal, excluded.search_ordinal)`)}`,
      [unit, recordedAt, this.#lastPlace],
    );
    await c.query(
      `insert into dossier_person (home_unit_id, dossier_id, role, full_name, identity_number, phone, other, recorded_at)
       select $1, s.dossier_id, 'applicant', s.full_name, s.identity_number, s.phone, s.other, $2 from ledger_stage s
       ${orElse(`(home_unit_id, dossier_id, role) do update set full_name = excluded.full_name, identity_number = excluded.identity_number,
         phone = excluded.phone, other = excluded.other, recorded_at = excluded.recorded_at`)}`,
      [unit, recordedAt],
    );
  }
}

/**
 * A row as one line of COPY's text.
 * @param place its number in the batch, from 1
 */
function copyLine({ line, digest, data, dossier, person, facts }: StagedRow, place: number): string {
  const { states } = dossier;
  const own: unknown[] = [
    line,
    place,
    digest,
    JSON.stringify(data),
    states.business,
    states.payment,
    states.handOver,
    states.synchronisation,
    dossier.nationalStatus,
    dossier.procedureVersion,
    person.fullName,
    person.identityNumber,
    person.phone,
    JSON.stringify(person.other),
  ];
  const values = factValues(facts, '' as Instant);
  for (const index of STAGED_INDEXES) own.push(values[index]);
  for (let index = 0; index < own.length; index += 1) own[index] = field(own[index]);
  return `${own.join('\t')}\n`;
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
