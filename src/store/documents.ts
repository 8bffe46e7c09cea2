/** Books of numbered documents (sổ văn bản): numbers by unit, notation and year, one after the other without a gap. */
import type pg from 'pg';
import type { Instant } from '../core/time/local-date-time.ts';

export interface NumberedDocument {
  readonly notation: string;
  readonly year: number;
  readonly number: number;
  /** Whom the document is for: `result`, or the act that sent it. */
  readonly purpose: string;
  readonly numberedBy: string;
  readonly numberedAt: Instant;
  readonly voidReason: string | null;
}

/**
 * Gives the next number of a book and writes it down. The book's row is locked until the transaction ends, so that a
 * transaction that fails leaves no gap.
 */
export async function takeNumber(
  client: pg.ClientBase,
  homeUnitId: string,
  input: {
    readonly notation: string;
    readonly year: number;
    readonly dossierId: string;
    readonly purpose: string;
    readonly numberedBy: string;
    readonly numberedAt: Instant;
    readonly recordedAt: Instant;
  },
): Promise<number> {
  const { rows } = await client.query<{ last_number: number }>(
    `insert into document_book as b (home_unit_id, notation, year, last_number) values ($1, $2, $3, 1)
     on conflict (home_unit_id, notation, year) do update set last_number = b.last_number + 1 returning last_number`,
    [homeUnitId, input.notation, input.year],
  );
  const number = (rows[0] as { last_number: number }).last_number;
  await client.query(
    `insert into numbered_document (home_unit_id, notation, year, number, dossier_id, purpose, numbered_by, numbered_at, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      homeUnitId,
      input.notation,
      input.year,
      number,
      input.dossierId,
      input.purpose,
      input.numberedBy,
      input.numberedAt,
      input.recordedAt,
    ],
  );
  return number;
}

/** The latest number of a book by the time that it bears, taken back or not; null where the book is empty. */
export async function latestNumber(
  client: pg.ClientBase,
  homeUnitId: string,
  notation: string,
  year: number,
): Promise<{ readonly number: number; readonly numberedAt: Instant } | null> {
  const { rows } = await client.query<{ number: number; numbered_at: Instant }>(
    `select number, numbered_at from numbered_document where home_unit_id = $1 and notation = $2 and year = $3
     order by numbered_at desc, number desc limit 1`,
    [homeUnitId, notation, year],
  );
  return rows[0] === undefined ? null : { number: rows[0].number, numberedAt: rows[0].numbered_at };
}

/** Marks the latest standing number of a dossier for a purpose as taken back; it is not given again. */
export async function voidNumber(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
  purpose: string,
  reason: string,
  at: Instant,
): Promise<void> {
  await client.query(
    `update numbered_document n set voided_at = $4, void_reason = $5 where n.home_unit_id = $1 and n.dossier_id = $2 and n.purpose = $3
       and n.voided_at is null and n.recorded_at = (select max(m.recorded_at) from numbered_document m
         where m.home_unit_id = $1 and m.dossier_id = $2 and m.purpose = $3 and m.voided_at is null)`,
    [homeUnitId, dossierId, purpose, at, reason],
  );
}

/** Documents of a dossier in the order in which they were numbered. */
export async function listDocuments(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<NumberedDocument[]> {
  const { rows } = await client.query<{
    notation: string;
    year: number;
    number: number;
    purpose: string;
    numbered_by: string;
    numbered_at: Instant;
    void_reason: string | null;
  }>(
    `select notation, year, number, purpose, numbered_by, numbered_at, void_reason from numbered_document
     where home_unit_id = $1 and dossier_id = $2 order by recorded_at, notation, number`,
    [homeUnitId, dossierId],
  );
  return rows.map((row) => ({
    notation: row.notation,
    year: row.year,
    number: row.number,
    purpose: row.purpose,
    numberedBy: row.numbered_by,
    numberedAt: row.numbered_at,
    voidReason: row.void_reason,
  }));
}

/** Notations that a unit has used, the latest first, for suggestions. */
export async function listNotations(client: pg.ClientBase, homeUnitId: string): Promise<string[]> {
  const { rows } = await client.query<{ notation: string }>(
    'select notation from document_book where home_unit_id = $1 group by notation order by max(year) desc, max(last_number) desc limit 30',
    [homeUnitId],
  );
  return rows.map((row) => row.notation);
}
