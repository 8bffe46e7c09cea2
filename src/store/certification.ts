/** Certification books (sổ chứng thực): lines as they stand, every version of them, numbers without gap. */
import type pg from 'pg';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Book } from '../core/certification/kinds.ts';
import type { Line } from '../core/certification/line.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { prepared } from './prepared.ts';

export interface EntryKey {
  readonly homeUnitId: string;
  readonly book: Book;
  readonly year: number;
  readonly number: number;
}

/** Dòng sổ. */
export interface StoredEntry extends EntryKey, Line {
  readonly version: number;
  readonly enteredOn: PlainDate;
  readonly enteredAt: Instant;
  /** Số trong sổ bản sao điện tử; null where none was issued. */
  readonly eCopyNumber: number | null;
  readonly dossierId: string;
  readonly dossierCode: string;
  /** Empty: the line stands. */
  readonly voidReason: string;
  readonly officer: string;
  readonly officerName: string;
  readonly recordedAt: Instant;
}

interface EntryRow {
  home_unit_id: string;
  book: Book;
  year: number;
  number: number;
  version: number;
  kind: string;
  entered_on: PlainDate;
  entered_at: Instant;
  applicant: string;
  identity_number: string;
  document_name: string;
  pages: number;
  copies: number;
  e_copy_number: number | null;
  e_copy_voided: boolean;
  payment: Line['payment'];
  fee: number;
  signer: string;
  note: string;
  dossier_id: string;
  dossier_code: string;
  void_reason: string;
  officer: string;
  officer_name: string;
  recorded_at: Instant;
}

const fromRow = (row: EntryRow): StoredEntry => ({
  homeUnitId: row.home_unit_id,
  book: row.book,
  year: row.year,
  number: row.number,
  version: row.version,
  kind: row.kind,
  enteredOn: row.entered_on,
  enteredAt: row.entered_at,
  applicant: row.applicant,
  identityNumber: row.identity_number,
  documentName: row.document_name,
  pages: row.pages,
  copies: row.copies,
  eCopy: row.e_copy_number !== null && !row.e_copy_voided,
  eCopyNumber: row.e_copy_number,
  payment: row.payment,
  fee: Number(row.fee) as Line['fee'],
  signer: row.signer,
  note: row.note,
  dossierId: row.dossier_id,
  dossierCode: row.dossier_code,
  voidReason: row.void_reason,
  officer: row.officer,
  officerName: row.officer_name,
  recordedAt: row.recorded_at,
});

const COLUMNS =
  'home_unit_id, book, year, number, version, kind, entered_on, entered_at, applicant, identity_number, document_name, pages, copies, e_copy_number, e_copy_voided, payment, fee, signer, note, dossier_id, dossier_code, void_reason, officer, officer_name, recorded_at';

/** The next number of a book in a year. The caller holds the unit's place in the audit, so that nobody else asks. */
export async function nextEntryNumber(
  client: pg.ClientBase,
  homeUnitId: string,
  book: Book,
  year: number,
): Promise<number> {
  const { rows } = await prepared<{ last: number }>(
    client,
    'select coalesce(max(number), 0) as last from certification_entry where home_unit_id = $1 and book = $2 and year = $3',
    [homeUnitId, book, year],
  );
  return (rows[0]?.last ?? 0) + 1;
}

/** The line of a book with the latest time of entry; null where the book of the year is empty. */
export async function latestEntry(
  client: pg.ClientBase,
  homeUnitId: string,
  book: Book,
  year: number,
): Promise<{ readonly number: number; readonly enteredAt: Instant } | null> {
  const { rows } = await client.query<{ number: number; entered_at: Instant }>(
    `select number, entered_at from certification_entry where home_unit_id = $1 and book = $2 and year = $3
     order by entered_at desc, number desc limit 1`,
    [homeUnitId, book, year],
  );
  return rows[0] === undefined ? null : { number: rows[0].number, enteredAt: rows[0].entered_at };
}

/** The next number in the register of e-copies of a year; as {@link nextEntryNumber}. */
export async function nextECopyNumber(client: pg.ClientBase, homeUnitId: string, year: number): Promise<number> {
  const { rows } = await client.query<{ last: number }>(
    'select coalesce(max(e_copy_number), 0) as last from certification_entry where home_unit_id = $1 and year = $2 and e_copy_number is not null',
    [homeUnitId, year],
  );
  return (rows[0]?.last ?? 0) + 1;
}

/** Writes a line as it stands now and keeps the version for ever. */
export async function putEntry(
  client: pg.ClientBase,
  entry: StoredEntry,
  change: { readonly reason: string; readonly actor: string; readonly actorName: string },
): Promise<void> {
  const values = [
    entry.homeUnitId,
    entry.book,
    entry.year,
    entry.number,
    entry.version,
    entry.kind,
    entry.enteredOn,
    entry.enteredAt,
    entry.applicant,
    entry.identityNumber,
    entry.documentName,
    entry.pages,
    entry.copies,
    entry.eCopyNumber,
    entry.eCopyNumber !== null && !entry.eCopy,
    entry.payment,
    entry.fee,
    entry.signer,
    entry.note,
    entry.dossierId,
    entry.dossierCode,
    entry.voidReason,
    entry.officer,
    entry.officerName,
    entry.recordedAt,
  ];
  const settable = COLUMNS.split(', ').slice(4);
  await prepared(
    client,
    `insert into certification_entry (${COLUMNS}) values (${values.map((_, index) => `$${index + 1}`).join(', ')})
     on conflict (home_unit_id, book, year, number) do update set ${settable.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    values,
  );
  await prepared(
    client,
    `insert into certification_version (home_unit_id, book, year, number, version, reason, body, actor, actor_name, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      entry.homeUnitId,
      entry.book,
      entry.year,
      entry.number,
      entry.version,
      change.reason,
      canonicalJson(entry),
      change.actor,
      change.actorName,
      entry.recordedAt,
    ],
  );
}

export async function findEntry(client: pg.ClientBase, key: EntryKey): Promise<StoredEntry | null> {
  const { rows } = await client.query<EntryRow>(
    `select ${COLUMNS} from certification_entry where home_unit_id = $1 and book = $2 and year = $3 and number = $4`,
    [key.homeUnitId, key.book, key.year, key.number],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export interface EntryVersion {
  readonly version: number;
  readonly reason: string;
  readonly entry: StoredEntry;
  readonly actorName: string;
  readonly recordedAt: Instant;
}

/** Every version of a line, the first one first. */
export async function listVersions(client: pg.ClientBase, key: EntryKey): Promise<EntryVersion[]> {
  const { rows } = await client.query<{
    version: number;
    reason: string;
    body: StoredEntry;
    actor_name: string;
    recorded_at: Instant;
  }>(
    `select version, reason, body, actor_name, recorded_at from certification_version
     where home_unit_id = $1 and book = $2 and year = $3 and number = $4 order by version`,
    [key.homeUnitId, key.book, key.year, key.number],
  );
  return rows.map((row) => ({
    version: row.version,
    reason: row.reason,
    entry: row.body,
    actorName: row.actor_name,
    recordedAt: row.recorded_at,
  }));
}

export interface DayQuery {
  readonly homeUnitId: string;
  readonly day: PlainDate;
  /** Undefined: all books; `eCopy`: the lines with an electronic copy, from any book. */
  readonly book?: Book | 'eCopy' | undefined;
}

const OF_DAY = `home_unit_id = $1 and entered_on = $2 and ($3::text is null or case when $3 = 'eCopy' then e_copy_number is not null else book = $3 end)`;
const parameters = (query: DayQuery): unknown[] => [query.homeUnitId, query.day, query.book ?? null];

/** Lines of a day: the latest first, or by number as the book is printed. */
export async function listDay(
  client: pg.ClientBase,
  query: DayQuery,
  order: 'latest' | 'number',
  limit: number,
  offset = 0,
): Promise<StoredEntry[]> {
  const by =
    order === 'latest'
      ? 'entered_at desc, dossier_code desc'
      : query.book === 'eCopy'
        ? 'e_copy_number'
        : 'book, number';
  const { rows } = await client.query<EntryRow>(
    `select ${COLUMNS} from certification_entry where ${OF_DAY} order by ${by} limit $4 offset $5`,
    [...parameters(query), limit, offset],
  );
  return rows.map(fromRow);
}

export interface BookTotals {
  readonly book: Book;
  /** Lines, voided ones included. */
  readonly lines: number;
  readonly voided: number;
  /** Copies or cases of the lines that stand. */
  readonly copies: number;
  readonly eCopies: number;
  /** đồng */
  readonly fee: number;
  readonly cash: number;
}

/** Totals of days by book, both ends counted. Sums only lines that stand. */
export async function totalsByBook(
  client: pg.ClientBase,
  homeUnitId: string,
  from: PlainDate,
  through: PlainDate,
): Promise<BookTotals[]> {
  const { rows } = await client.query<{
    book: Book;
    lines: number;
    voided: number;
    copies: string;
    e_copies: number;
    fee: string;
    cash: string;
  }>(
    `select book, count(*)::int as lines, (count(*) filter (where void_reason <> ''))::int as voided,
       coalesce(sum(copies) filter (where void_reason = ''), 0)::text as copies,
       (count(*) filter (where void_reason = '' and e_copy_number is not null and not e_copy_voided))::int as e_copies,
       coalesce(sum(fee) filter (where void_reason = ''), 0)::text as fee,
       coalesce(sum(fee) filter (where void_reason = '' and payment = 'cash'), 0)::text as cash
     from certification_entry where home_unit_id = $1 and entered_on between $2 and $3 group by book`,
    [homeUnitId, from, through],
  );
  return rows.map((row) => ({
    book: row.book,
    lines: row.lines,
    voided: row.voided,
    copies: Number(row.copies),
    eCopies: row.e_copies,
    fee: Number(row.fee),
    cash: Number(row.cash),
  }));
}
